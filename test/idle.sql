-- A policy idle/1 that knows reductions and, by itself, no figure for low use; adopted by the county of
-- usage.sql.  It is no regulation.  After usage.sql; adds the logins regress_NAME_authority and _secadmin.
\set authority regress_ :test _authority
\set secadmin regress_ :test _secadmin
CREATE ROLE :"authority" LOGIN IN ROLE gov_cloud_user;
CREATE ROLE :"secadmin" LOGIN IN ROLE gov_cloud_secadmin;
INSERT INTO gov_cloud.person (id, login, name, organization) VALUES (3, :'authority', '丙', 3), (4, :'secadmin', '丁', 3), (5, :'admin', '戊', 3);
INSERT INTO gov_cloud.role_holding (person, organization, role, jurisdiction) VALUES
    (1, 1, 'using_unit', '990100'), (2, 2, 'provider', '990100'), (3, 3, 'authority', '990100');
INSERT INTO gov_cloud.policy (code, title, effective_from) VALUES ('idle/1', '示例', '2025-01-01');
INSERT INTO gov_cloud.article (policy, label, summary) VALUES ('idle/1', '15', '闲置资源应予核减');
INSERT INTO gov_cloud.policy_role (policy, role, party, title, article) VALUES
    ('idle/1', 'authority', 'C', '主管部门', '15'), ('idle/1', 'using_unit', 'A', '使用单位', '15');
INSERT INTO gov_cloud.procedure (policy, code, title, subject, changes_resources, rule, article) VALUES
    ('idle/1', 'reduction', '核减', 'system', true, 'R', '15');
INSERT INTO gov_cloud.state (policy, procedure, state, title, outcome, position) VALUES
    ('idle/1', 'reduction', 'initiated', '已发起', NULL, 1), ('idle/1', 'reduction', 'done', '已完成', 'completed', 2);
INSERT INTO gov_cloud.transition (policy, code, rule, procedure, from_state, action, title, to_state, actors, article) VALUES
    ('idle/1', 'R1', 'R1', 'reduction', NULL, 'open', '发起', 'initiated', '{authority}', '15'),
    ('idle/1', 'R2', 'R2', 'reduction', 'initiated', 'finish', '完成', 'done', '{authority}', '15');
INSERT INTO gov_cloud.transition_guard (policy, transition, position, guard, article) VALUES ('idle/1', 'R1', 1, 'finding_open', '15');
INSERT INTO gov_cloud.transition_effect (policy, transition, position, effect, article) VALUES ('idle/1', 'R2', 1, 'close_finding', '15');
INSERT INTO gov_cloud.policy_parameter (policy, name, kind, choices, value, article, note)
SELECT 'idle/1', name, kind, choices::text[], value, article, note FROM (VALUES
    ('threshold_pct', 'numeric', NULL, NULL, '15', '原文未给出数值'),
    ('window_months', 'integer', NULL, NULL, '15', '原文未给出数值'),
    ('min_day_coverage', 'numeric', NULL, '0.8', NULL, '当日应有样本的比例'),
    ('min_month_coverage', 'numeric', NULL, '0.8', NULL, '当月有效日的比例'),
    ('unknown_month', 'text', '{break,skip}', 'break', NULL, '认定须有证据'),
    ('powered_off', 'text', '{zero,ignore}', 'zero', NULL, '关机仍占用资源'),
    ('resize_resets_run', 'text', '{changed_metric,all_metrics,none}', 'changed_metric', NULL, '只影响变更的指标'),
    ('low_combine', 'text', '{any_metric,all_metrics,any_metric_mixed}', 'any_metric', NULL, '逐项认定'),
    ('daily_stat', 'text', '{max,mean,p95}', 'max', NULL, '日最高值'),
    ('period_stat', 'text', '{mean,max}', 'mean', NULL, '日最高值的平均'),
    ('window_mode', 'text', '{calendar_months,rolling_months,every_day}', 'calendar_months', NULL, '逐月认定'),
    ('system_rule', 'text', NULL, 'any_vm', NULL, '系统内有一台即是'),
    ('grace_before_online', 'boolean', NULL, 'true', NULL, '上线前不计'),
    ('min_age_months', 'integer', NULL, NULL, NULL, '未规定')) v (name, kind, choices, value, article, note);
SET gov_cloud.clock = '2025-01-02 09:00';
SET SESSION AUTHORIZATION :"secadmin";
SELECT object, fault FROM gov_cloud.validate_policy('idle/1');
SELECT gov_cloud.publish_policy('idle/1') IS NOT NULL AS published;
SELECT gov_cloud.adopt_policy('990100', 'idle/1', '2025-01-02') IS NOT NULL AS adopted;
RESET SESSION AUTHORIZATION;
-- the county's own choices; again, for another value
CREATE FUNCTION local_rule(name text, value text) RETURNS void LANGUAGE sql AS $$
    DELETE FROM gov_cloud.local_rule r WHERE r.name = $1;
    INSERT INTO gov_cloud.local_rule (jurisdiction, policy, name, value, reason, adopted_by)
        SELECT '990100', 'idle/1', $1, $2, '县政府办公会议纪要', 3 WHERE $2 IS NOT NULL $$;
-- day figures as they would be computed: one peak a day (as many as given, from the first day of the month)
CREATE FUNCTION peaks(resource bigint, metric text, month date, VARIADIC peak numeric[]) RETURNS void LANGUAGE sql AS $$
    INSERT INTO gov_cloud.series (resource, metric, source, statistic, period, origin)
        VALUES ($1, $2, 'prom', 'mean', 300, 'hypervisor') ON CONFLICT DO NOTHING;
    INSERT INTO gov_cloud_data.usage_day (resource, series, day, n, expected, closed, lowest, highest, total, p95)
        SELECT $1, s.id, d, 288, 288, true, 0, p, p * 100, p
          FROM gov_cloud.series s, generate_series($3, $3 + interval '1 month - 1 day', '1 day') WITH ORDINALITY g (d, no),
               LATERAL (SELECT CASE WHEN cardinality($4) = 1 THEN $4[1] ELSE $4[no] END) x (p)
         WHERE s.resource = $1 AND s.metric = $2 AND p IS NOT NULL $$;
