-- Finance closes every month whose days of grace are over, oldest first; the worker drafts the rest.
SELECT demo.runs('draft_statements');
SELECT demo.does('finance', format('SELECT number FROM gov_cloud.close_statement(%s)', id))
FROM gov_cloud.statement
WHERE state = 'grace' AND closes_from <= (gov_cloud.clock() AT TIME ZONE 'Asia/Shanghai')::date
ORDER BY month;
