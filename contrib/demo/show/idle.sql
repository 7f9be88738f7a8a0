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
SET SESSION AUTHORIZATION :officer;
