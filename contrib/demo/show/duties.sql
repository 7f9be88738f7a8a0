\echo
\echo '== Duties (义务台账): how often, and how they stand'
SELECT "义务", "责任单位", "条款", "周期", "状态", count(*) AS "期数"
FROM gov_cloud.v_duty_board GROUP BY 1, 2, 3, 4, 5 ORDER BY 3, 1, 2, 5;
\echo
\echo '== Punctuality (按期率)'
SELECT "期限", "条款", "责任单位", "按期", "逾期已办", "逾期未办", "按期率" FROM gov_cloud.v_on_time_board ORDER BY "条款", "期限", "责任单位";
