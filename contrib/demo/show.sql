-- What the demo has brought about, as the bureau and the unit see it.
\pset border 2
\pset linestyle unicode
\pset null '－'
\pset footer off
\pset format wrapped
\pset columns 150
SELECT matter AS reduction FROM demo.changed WHERE what = 'reduction' \gset
SELECT matter AS major FROM demo.changed WHERE what = 'major' \gset
SELECT to_char(max(month), 'YYYY-MM') AS month FROM gov_cloud.statement WHERE state = 'closed' \gset
SELECT finding.id AS finding FROM gov_cloud.finding JOIN gov_cloud.resource AS r ON r.id = finding.resource WHERE r.name = 'vm-edu-01' \gset finding_

SET SESSION AUTHORIZATION demo_bureau;
\echo
\echo '== Timeline of a matter (一件事项的办理过程): a change found major, sent through article 10'
SELECT * FROM gov_cloud.explain(:major);
\echo
\echo '== Deadlines board (期限一览): what runs'
SELECT "事项编号", "办理程序", "期限", "条款", "时限", "责任单位", "信息系统", "截止日期", "剩余工作日", "剩余自然日", "逾期自然日"
FROM gov_cloud.v_deadline_board WHERE "状态" IN ('进行中', '逾期') ORDER BY "截止日期" NULLS LAST, "期限编号" LIMIT 15;
\echo
\echo '== Idle report (低效资源): what the rule found, and what it could not judge'
SELECT * FROM gov_cloud.v_idle_report;
\echo
SET SESSION AUTHORIZATION demo_edu;
\echo '== The notice (通知), as the unit reads it'
\pset format unaligned
\pset tuples_only on
SELECT body FROM gov_cloud.v_inbox WHERE kind = 'low_use' ORDER BY id DESC LIMIT 1;
\pset tuples_only off
\pset format wrapped
SET SESSION AUTHORIZATION demo_bureau;
\echo
\echo '== 核减: from the finding to the stopped charge'
SELECT * FROM gov_cloud.explain(:reduction);
\echo
SET SESSION AUTHORIZATION demo_finance;
\echo '== Statements (结算单)'
SELECT "结算单号", "结算月份", "结算状态", "付款方", "云服务商", "明细数", "合计" FROM gov_cloud.v_statement_total ORDER BY "结算月份";
\echo
\echo '== The machine given back in part (核减后的计费明细)'
SELECT "结算月份", "结算状态", "资源名称", "计费项", "起始日期", "截止日期", "天数", "数量", "单价", "金额"
FROM gov_cloud.v_statement WHERE "资源名称" = 'vm-edu-01' AND "结算月份" >= :'month' ORDER BY "起始日期", "计费项";
RESET SESSION AUTHORIZATION;
