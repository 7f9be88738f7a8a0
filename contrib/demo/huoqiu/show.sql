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

SET SESSION AUTHORIZATION demo_bureau;
\echo
\echo '== Timeline of a matter (一件事项的办理过程): a change found major, sent through article 10'
SELECT CASE section WHEN lag(section) OVER (ORDER BY line) THEN NULL ELSE section END AS section,
    to_char("at" AT TIME ZONE 'Asia/Shanghai', 'MM-DD HH24:MI') AS "at", what, article
FROM gov_cloud.explain(:major) WHERE what !~ '^　(条件|效果)' ORDER BY line;
\echo
\echo '== Deadlines board (期限一览): what runs'
SELECT "事项编号", "办理程序", "期限", "条款", "时限", "责任单位", "信息系统", "截止日期", "剩余工作日", "剩余自然日", "逾期自然日", "状态"
FROM gov_cloud.v_deadline_board WHERE "完成时间" IS NULL ORDER BY "截止日期" NULLS LAST, "期限编号" LIMIT 15;
\echo
\echo '== Idle report (低效资源): what the rule found, and what it could not judge'
SELECT CASE r.name WHEN lag(r.name) OVER (ORDER BY r.name, v.first_day) THEN NULL ELSE r.name END AS "资源名称",
    to_char(v.first_day, 'YYYY-MM') AS "月份", v.verdict AS "判定", v.reason AS "说明", v.valid_days AS "有效天数", v.days AS "应计天数",
    round(v.mean_peak, 3) AS "日峰值均值", v.threshold AS "阈值", v.run_months AS "连续月数"
FROM gov_cloud.resource AS r, LATERAL gov_cloud.efficiency_verdicts(r.id) AS v
WHERE r.name IN ('vm-edu-01', 'vm-edu-02', 'vm-edu-03', 'vm-agr-02', 'vm-civ-03', 'vm-hlt-06') AND v.metric = 'cpu'
ORDER BY r.name, v.first_day;
\echo 'Machines found (认定的主机):'
SELECT DISTINCT "资源名称", "指标", "低效起始日期", "低效截至日期", "状态" FROM gov_cloud.v_idle_report WHERE "认定编号" IS NOT NULL;
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
SELECT CASE section WHEN lag(section) OVER (ORDER BY line) THEN NULL ELSE section END AS section,
    to_char("at" AT TIME ZONE 'Asia/Shanghai', 'MM-DD HH24:MI') AS "at", what, article
FROM gov_cloud.explain(:reduction) WHERE what !~ '^　(条件|效果)' ORDER BY line;
\echo
SET SESSION AUTHORIZATION demo_finance;
\echo '== Statements (结算单)'
SELECT "结算单号", "结算月份", "结算状态", "付款方", "云服务商", "明细数", "合计" FROM gov_cloud.v_statement_total ORDER BY "结算月份";
\echo
\echo '== The machine given back in part (核减后的计费明细)'
SELECT "结算月份", "结算状态", "资源名称", "计费项", "起始日期", "截止日期", "天数", "数量", "单价", "金额"
FROM gov_cloud.v_statement WHERE "资源名称" = 'vm-edu-01' AND "结算月份" >= :'month' ORDER BY "起始日期", "计费项";
RESET SESSION AUTHORIZATION;
