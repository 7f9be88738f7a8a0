-- idle report: findings of low use as each party reads them, by a local rule, by the policy's own figure, by a person.
\set test idle_report
\set QUIET on
\i test/usage.sql
\i test/idle.sql
\pset format unaligned
SELECT 'regress_' || :'test' || '_neighbour' AS neighbour, 'regress_' || :'test' || '_stranger' AS stranger \gset
CREATE ROLE :"neighbour" LOGIN IN ROLE gov_cloud_user;
CREATE ROLE :"stranger" LOGIN;
INSERT INTO gov_cloud.person (id, login, name, organization) VALUES (6, :'neighbour', '己', 4);
-- the neighbour's policy gives the figure itself, in its article 24
CREATE FUNCTION pg_temp.copied(relation regclass, change jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('INSERT INTO %1$s SELECT (jsonb_populate_record(NULL::%1$s, to_jsonb(t) || %2$L)).* FROM %1$s t WHERE policy = ''idle/1''', relation, change);
END $$;
INSERT INTO gov_cloud.policy (code, title, effective_from) VALUES ('idle/2', '邻县办法', '2025-01-01');
INSERT INTO gov_cloud.article (policy, label, summary) VALUES ('idle/2', '24', '低于百分之十五');
SELECT pg_temp.copied(relation::regclass, '{"policy": "idle/2"}')
  FROM unnest('{article,policy_role,procedure,state,transition,transition_guard,transition_effect,policy_parameter}'::text[]) r, LATERAL (SELECT 'gov_cloud.' || r) q (relation) \g /dev/null
UPDATE gov_cloud.policy_parameter SET value = '15', article = '24' WHERE policy = 'idle/2' AND name = 'threshold_pct';
UPDATE gov_cloud.policy_parameter SET value = '2' WHERE policy = 'idle/2' AND name = 'window_months';
SET SESSION AUTHORIZATION :"secadmin";
SELECT gov_cloud.publish_policy('idle/2') IS NOT NULL AND gov_cloud.adopt_policy('990200', 'idle/2', '2025-01-02') IS NOT NULL AS adopted;
RESET SESSION AUTHORIZATION;
INSERT INTO gov_cloud.role_holding (person, organization, role, jurisdiction) VALUES (3, 3, 'authority', '990200'), (6, 4, 'using_unit', '990200');
SELECT local_rule('threshold_pct', '15'), local_rule('window_months', '3') \g /dev/null

-- vm-1 is low in both; vm-2 in nothing; vm-3 only just, in processors, where March has days without samples; vm-4 is told by a person
INSERT INTO gov_cloud.resource (id, unit_id, jurisdiction, provider_id, system_id, item, name, provisioned_at)
    SELECT n, 1, '990100', 2, 1, 'vm', 'vm-' || n, '2025-01-01 00:00+08' FROM generate_series(1, 4) n;
INSERT INTO gov_cloud.resource (id, unit_id, jurisdiction, system_id, item, name, provisioned_at)
    VALUES (5, 4, '990200', 2, 'vm', '邻县主机', '2025-01-01 00:00+08');
SET gov_cloud.clock = '2026-04-03 10:00';
SELECT gov_cloud.open_sample_days(d::date, d::date) FROM generate_series('2025-10-01'::timestamp, '2026-03-01', '1 month') d \g /dev/null
SELECT peaks(n, 'cpu', d::date, CASE n WHEN 1 THEN 10 WHEN 2 THEN 60 WHEN 3 THEN 14.9996 ELSE 9.5 END)
  FROM unnest('{1,2,3,5}'::int[]) n, generate_series('2026-01-01'::timestamp, '2026-02-01', '1 month') d \g /dev/null
SELECT peaks(1, 'cpu', '2026-03-01', 12.5), peaks(2, 'cpu', '2026-03-01', 70), peaks(5, 'cpu', '2026-03-01', 9.5),
       peaks(3, 'cpu', '2026-03-01', VARIADIC array_fill(14::numeric, '{25}')),
       peaks(4, 'cpu', '2026-03-01', 30) \g /dev/null
SELECT peaks(1, 'memory', d::date, 8.25) FROM generate_series('2026-01-01'::timestamp, '2026-03-01', '1 month') d \g /dev/null
UPDATE gov_cloud.sample_day SET state = 'closed';
SET SESSION AUTHORIZATION :"authority";
SELECT resource, metrics, run_months, outcome FROM gov_cloud.scan_efficiency('990100', dry_run => false) ORDER BY 1;
SELECT resource, metrics, run_months, outcome FROM gov_cloud.scan_efficiency('990200', dry_run => false);
SELECT gov_cloud.record_finding(4, '业务已停用', '2026-03-01', '2026-03-31') IS NOT NULL AS recorded;
-- a reduction of the first is opened, the third is dismissed
SELECT state FROM gov_cloud.open_matter('reduction', system => 1, about_kind => 'finding', about_id => (SELECT id FROM gov_cloud.finding WHERE resource = 1));
SELECT gov_cloud.dismiss_finding(id, '月末结算专用') FROM gov_cloud.finding WHERE resource = 3;
RESET SESSION AUTHORIZATION;

SET SESSION AUTHORIZATION :"unit";
\x on
SELECT * FROM gov_cloud.v_idle_report WHERE "资源编号" = 1 AND "指标" = '内存' AND "起始日期" = '2026-03-01';
\x off
RESET SESSION AUTHORIZATION;
SET SESSION AUTHORIZATION :"authority";
SELECT "资源名称", "指标", "起始日期", "截止日期", "日峰值均值", "阈值", "阈值依据", "判定", "有效天数", "需要天数", "应计天数", "连续月数", "认定理由", "状态", "核减事项"
  FROM gov_cloud.v_idle_report ORDER BY "资源编号", "指标", "起始日期";
-- the worker's notices of it, to the unit and to those who may start a reduction
SELECT "标题", "类别", "收件单位", "涉及单位", "状态" FROM gov_cloud.v_notice ORDER BY "通知编号";
-- nothing of the frozen evidence is left out
SELECT (SELECT count(*) FROM gov_cloud.v_idle_report) = sum(jsonb_array_length(run -> 'periods')) AS every_month
  FROM gov_cloud.finding, jsonb_array_elements(evidence -> 'runs') run;
RESET SESSION AUTHORIZATION;

-- who sees what
CREATE FUNCTION pg_temp.seen(who text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    answer text;
BEGIN
    EXECUTE format('SET LOCAL SESSION AUTHORIZATION %I', who);
    SELECT string_agg(DISTINCT "资源名称", ' ' ORDER BY "资源名称") INTO answer FROM gov_cloud.v_idle_report;
    RESET SESSION AUTHORIZATION;
    RETURN coalesce(answer, '-');
EXCEPTION WHEN insufficient_privilege THEN
    RESET SESSION AUTHORIZATION;
    RETURN SQLSTATE;
END $$;
SELECT replace(who, 'regress_idle_report_', '') AS who, pg_temp.seen(who) FROM unnest(ARRAY[:'unit', :'provider', :'authority', :'neighbour', :'admin', :'secadmin', :'stranger']) who;
