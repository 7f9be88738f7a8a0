\echo
SELECT to_char(max(month), 'YYYY-MM') AS month FROM gov_cloud.statement WHERE state = 'closed' \gset
SET SESSION AUTHORIZATION demo_finance;
\echo '== Statements (结算单)'
SELECT "结算单号", "结算月份", "结算状态", "付款方", "云服务商", "明细数", "合计" FROM gov_cloud.v_statement_total ORDER BY "结算月份";
\echo
\echo '== The machine given back in part (核减后的计费明细)'
SELECT "结算月份", "结算状态", "资源名称", "计费项", "起始日期", "截止日期", "天数", "数量", "单价", "金额"
FROM gov_cloud.v_statement WHERE "资源名称" = 'vm-edu-01' AND "结算月份" >= :'month' ORDER BY "起始日期", "计费项";
SET SESSION AUTHORIZATION :officer;
