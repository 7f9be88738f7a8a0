\echo
\echo '== Duties (义务一览): how often, and how they stand'
SELECT title AS "义务", obligor_name AS "责任单位", article AS "条款", cadence AS "周期", state AS "状态", count(*) AS "期数"
FROM gov_cloud.v_obligation GROUP BY code, title, obligor_name, article, cadence, state ORDER BY code, state;
