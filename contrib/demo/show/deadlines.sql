\echo
\echo '== Deadlines board (期限一览): what runs'
SELECT "事项编号", "办理程序", "期限", "条款", "时限", "责任单位", "信息系统", "截止日期", "剩余工作日", "剩余自然日", "逾期自然日", "状态"
FROM gov_cloud.v_deadline_board WHERE "完成时间" IS NULL ORDER BY "截止日期" NULLS LAST, "期限编号" LIMIT 15;
