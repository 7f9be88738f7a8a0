-- idle: what was found to be used too little, month by month, with the figures that proved it.

CREATE VIEW gov_cloud.v_idle_report WITH (security_invoker = true, security_barrier = true) AS
SELECT f.id AS "认定编号",
       u.name::pg_catalog.varchar(200) AS "使用单位",
       s.name::pg_catalog.varchar(200) AS "信息系统",
       v.name::pg_catalog.varchar(200) AS "云服务商",
       f.resource AS "资源编号",
       (f.evidence OPERATOR(pg_catalog.->>) 'name')::pg_catalog.varchar(200) AS "资源名称",
       (CASE e.metric WHEN 'cpu' THEN 'CPU' WHEN 'memory' THEN '内存' ELSE e.metric END)::pg_catalog.varchar(60) AS "指标",
       e.first AS "起始日期",
       e.last AS "截止日期",
       e.mean::numeric(12,4) AS "日峰值均值",
       t.value::numeric(12,4) AS "阈值",
       (CASE WHEN NOT f.measured THEN '人工认定' WHEN t.origin OPERATOR(pg_catalog.=) 'local rule' THEN '本地规则'
             WHEN t.origin OPERATOR(pg_catalog.=) 'policy' THEN pg_catalog.concat_ws(' ', pol.title, t.article) END)::pg_catalog.varchar(200) AS "阈值依据",
       (CASE e.use WHEN 'low' THEN '低于阈值' WHEN 'not_low' THEN '不低于阈值' WHEN 'insufficient' THEN '数据不足'
             WHEN 'not_counted' THEN '不计入' END)::pg_catalog.varchar(10) AS "判定",
       e.valid AS "有效天数",
       e.needed AS "需要天数",
       e.days AS "应计天数",
       (CASE e.statistic WHEN 'max' THEN '最大值' WHEN 'mean' THEN '平均值' WHEN 'last' THEN '瞬时值' END)::pg_catalog.varchar(10) AS "采样统计",
       (CASE e.origin WHEN 'hypervisor' THEN '虚拟化平台' WHEN 'agent' THEN '主机代理' END)::pg_catalog.varchar(10) AS "采样来源",
       e.source::pg_catalog.varchar(100) AS "数据源",
       f.run_months::pg_catalog.int8 AS "连续月数",
       f.run_start AS "低效起始日期",
       f.through AS "低效截至日期",
       f.established_on AS "认定日期",
       (f.evidence OPERATOR(pg_catalog.->>) 'reason') AS "认定理由",
       (CASE f.state WHEN 'open' THEN CASE WHEN f.matter IS NULL THEN '待处理' ELSE '核减中' END WHEN 'recovered' THEN '已恢复'
             WHEN 'gone' THEN '资源已退' WHEN 'dismissed' THEN '已撤销' ELSE '已核减' END)::pg_catalog.varchar(10) AS "状态",
       f.matter AS "核减事项",
       pg_catalog.encode(f.evidence_sm3, 'hex')::pg_catalog.varchar(64) AS "证据摘要"
  FROM gov_cloud.finding f
  JOIN gov_cloud.policy pol ON pol.code OPERATOR(pg_catalog.=) f.policy
  LEFT JOIN LATERAL (SELECT k.value, k.origin, p.article
          FROM pg_catalog.jsonb_to_recordset(f.evidence OPERATOR(pg_catalog.->) 'parameters') AS k (name text, value text, origin text)
          LEFT JOIN gov_cloud.policy_parameter p ON p.policy OPERATOR(pg_catalog.=) f.policy AND p.name OPERATOR(pg_catalog.=) k.name
         WHERE k.name OPERATOR(pg_catalog.=) 'threshold_pct') t ON true
  LEFT JOIN LATERAL (SELECT p.* FROM pg_catalog.jsonb_array_elements(f.evidence OPERATOR(pg_catalog.->) 'runs') AS run (run)
         CROSS JOIN LATERAL pg_catalog.jsonb_to_recordset(run.run OPERATOR(pg_catalog.->) 'periods') AS p (metric text, first date, last date,
                    use text, mean numeric, valid bigint, needed bigint, days bigint, source text, statistic text, origin text)) e ON true
  LEFT JOIN gov_cloud.organization u ON u.id OPERATOR(pg_catalog.=) f.unit_id
  LEFT JOIN gov_cloud.organization v ON v.id OPERATOR(pg_catalog.=) f.provider_id
  LEFT JOIN gov_cloud.system s ON s.id OPERATOR(pg_catalog.=) f.system_id;
COMMENT ON VIEW gov_cloud.v_idle_report IS '低效资源: every finding of low use the reader may see, one row a metric and month of its evidence, as it was when it was established';
COMMENT ON COLUMN gov_cloud.v_idle_report."认定编号" IS 'finding.id; explain_finding() tells it line by line';
COMMENT ON COLUMN gov_cloud.v_idle_report."使用单位" IS 'whose resource it is';
COMMENT ON COLUMN gov_cloud.v_idle_report."信息系统" IS 'the system it serves';
COMMENT ON COLUMN gov_cloud.v_idle_report."云服务商" IS 'who provides it';
COMMENT ON COLUMN gov_cloud.v_idle_report."资源编号" IS 'resource.id';
COMMENT ON COLUMN gov_cloud.v_idle_report."资源名称" IS 'its name when it was found';
COMMENT ON COLUMN gov_cloud.v_idle_report."指标" IS 'what was measured, in % of what is allocated';
COMMENT ON COLUMN gov_cloud.v_idle_report."起始日期" IS 'first day of the month judged';
COMMENT ON COLUMN gov_cloud.v_idle_report."截止日期" IS 'last day of the month judged';
COMMENT ON COLUMN gov_cloud.v_idle_report."日峰值均值" IS 'mean of the days'' peaks in % (or what the parameters daily_stat and period_stat put in their place); empty without a valid day';
COMMENT ON COLUMN gov_cloud.v_idle_report."阈值" IS 'below this it is low, in %';
COMMENT ON COLUMN gov_cloud.v_idle_report."阈值依据" IS '本地规则: the jurisdiction''s own choice; else the regulation and its article; 人工认定: found by a person';
COMMENT ON COLUMN gov_cloud.v_idle_report."判定" IS 'of that metric in that month: 低于阈值, 不低于阈值, 数据不足 or 不计入';
COMMENT ON COLUMN gov_cloud.v_idle_report."有效天数" IS 'days with enough samples';
COMMENT ON COLUMN gov_cloud.v_idle_report."需要天数" IS 'valid days a verdict needs';
COMMENT ON COLUMN gov_cloud.v_idle_report."应计天数" IS 'days of the month that count';
COMMENT ON COLUMN gov_cloud.v_idle_report."采样统计" IS 'what one sample says of its period';
COMMENT ON COLUMN gov_cloud.v_idle_report."采样来源" IS 'who measured it';
COMMENT ON COLUMN gov_cloud.v_idle_report."数据源" IS 'the source it was fetched from';
COMMENT ON COLUMN gov_cloud.v_idle_report."连续月数" IS 'low months in a row so far, also after the evidence was frozen';
COMMENT ON COLUMN gov_cloud.v_idle_report."低效起始日期" IS 'first day of the run';
COMMENT ON COLUMN gov_cloud.v_idle_report."低效截至日期" IS 'last day of the run so far';
COMMENT ON COLUMN gov_cloud.v_idle_report."认定日期" IS 'first day after the months that proved it';
COMMENT ON COLUMN gov_cloud.v_idle_report."认定理由" IS 'of a person who found it without the test';
COMMENT ON COLUMN gov_cloud.v_idle_report."状态" IS '待处理, 核减中 (a reduction is open), 已核减, 已恢复 (no longer low), 资源已退, 已撤销 (dismissed)';
COMMENT ON COLUMN gov_cloud.v_idle_report."核减事项" IS 'the reduction''s matter';
COMMENT ON COLUMN gov_cloud.v_idle_report."证据摘要" IS 'SM3 of the evidence';

GRANT SELECT ON gov_cloud.v_idle_report TO gov_cloud_reader;
