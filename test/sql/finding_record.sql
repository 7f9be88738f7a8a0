-- A unit's record of use: hosts held and low as of a day, what became of findings; the line beside an application; the share as a formula.
\set test finding_record
\set QUIET on
\i test/usage.sql
\set authority regress_ :test _authority
\set secadmin regress_ :test _secadmin
\set SHOW_CONTEXT never
CREATE ROLE :"authority" LOGIN IN ROLE gov_cloud_user;
CREATE ROLE :"secadmin" LOGIN IN ROLE gov_cloud_secadmin;
INSERT INTO gov_cloud.person (id, login, name, organization) VALUES (3, :'authority', '丙', 3), (4, :'secadmin', '丁', 3), (5, :'admin', '戊', 3);
INSERT INTO gov_cloud.role_holding (person, organization, role, jurisdiction) VALUES
    (1, 1, 'using_unit', '990100'), (2, 2, 'provider', '990100'), (3, 3, 'authority', '990100');
INSERT INTO gov_cloud.policy (code, title) VALUES ('show/1', '示例'), ('show/2', '示例');
INSERT INTO gov_cloud.article (policy, label, summary) SELECT p, '24', '效率情况作为后续开通的重要参考' FROM unnest('{show/1,show/2}'::text[]) p;
INSERT INTO gov_cloud.policy_role (policy, role, party, title, article)
    SELECT p, r, r, r, '24' FROM unnest('{show/1,show/2}'::text[]) p, unnest('{authority,using_unit}'::text[]) r;
INSERT INTO gov_cloud.policy_parameter (policy, name, kind, value, article, note) VALUES ('show/1', 'show_efficiency_record', 'boolean', 'true', '24', 'x');
INSERT INTO gov_cloud.indicator (policy, code, rule, title, subject, scale, formula, assessor, article) VALUES ('show/1', 'A2', 'A2', '云资源使用效率', 'unit', 'ratio', 'efficiency_share', 'authority', '24');
INSERT INTO gov_cloud.procedure (policy, code, title, subject, changes_resources, rule, article)
    SELECT p, c, c, 'system', c <> 'note', c, '24' FROM unnest('{show/1,show/2}'::text[]) p, unnest('{apply,reduction,note}'::text[]) c;
INSERT INTO gov_cloud.state (policy, procedure, state, title, outcome, position)
    SELECT p, c, s, s, CASE s WHEN 'done' THEN 'completed' END, 1 FROM unnest('{show/1,show/2}'::text[]) p, unnest('{apply,reduction,note}'::text[]) c, unnest('{begun,done}'::text[]) s;
INSERT INTO gov_cloud.transition (policy, code, rule, procedure, from_state, action, title, to_state, actors, article)
    SELECT p, c || n, c, c, CASE n WHEN 2 THEN 'begun' END, CASE n WHEN 1 THEN 'open' ELSE 'finish' END, c, CASE n WHEN 1 THEN 'begun' ELSE 'done' END, '{using_unit,authority}', '24'
    FROM unnest('{show/1,show/2}'::text[]) p, unnest('{apply,reduction,note}'::text[]) c, generate_series(1, 2) n;
SET gov_cloud.clock = '2026-01-05 09:00';
SET SESSION AUTHORIZATION :"secadmin";
SELECT gov_cloud.publish_policy('show/1') IS NOT NULL AND gov_cloud.publish_policy('show/2') IS NOT NULL AND gov_cloud.adopt_policy('990100', 'show/1', '2025-01-01') > 0 AS ready;
RESET SESSION AUTHORIZATION;
-- three hosts and something that is none; one host given back on 1 June
INSERT INTO gov_cloud.catalogue_item (jurisdiction, code, family, category_l2, name) VALUES ('990100', 'ip', 'infrastructure', '网络服务', '公网地址');
INSERT INTO gov_cloud.resource (id, unit_id, jurisdiction, provider_id, system_id, item, name, provisioned_at, released_at) VALUES
    (1, 1, '990100', 2, 1, 'vm', 'a', '2025-01-01 10:00', NULL), (2, 1, '990100', 2, 1, 'vm', 'b', '2025-01-01 10:00', NULL),
    (3, 1, '990100', 2, 1, 'vm', 'c', '2025-01-01 10:00', '2026-06-01 10:00'), (4, 1, '990100', 2, 1, 'ip', 'd', '2025-01-01 10:00', NULL);

-- nothing held is no share
SET SESSION AUTHORIZATION :"authority";
SELECT * FROM gov_cloud.efficiency_record(1, '2024-12-31');
SELECT * FROM gov_cloud.efficiency_record(1);
SELECT gov_cloud.record_finding(1, '停用', '2025-12-01', '2025-12-31') AS first \gset
SELECT gov_cloud.record_finding(2, '停用', '2025-12-01', '2025-12-31') AS second \gset
SELECT hosts, low_hosts, share, findings, last_found FROM gov_cloud.efficiency_record(1);
RESET SESSION AUTHORIZATION;
SET gov_cloud.clock = '2026-05-11 16:30+00';
SET SESSION AUTHORIZATION :"authority";
SELECT gov_cloud.dismiss_finding(:second, '说明仍在使用');
-- what it was is not changed by what came later; the day is Beijing's
SET timezone = 'UTC';
SELECT d AS as_of, hosts, low_hosts, share, findings, dismissed FROM unnest('{2026-01-04,2026-05-11,2026-05-12}'::date[]) d, gov_cloud.efficiency_record(1, d);
RESET timezone;
RESET SESSION AUTHORIZATION;
SET gov_cloud.clock = '2026-07-01 09:00';
SET SESSION AUTHORIZATION :"authority";
SELECT * FROM gov_cloud.efficiency_record(1);
SELECT measure, title, numerator, denominator, value FROM gov_cloud.unit_scorecard(1) WHERE measure = 'A2';
SELECT gov_cloud.open_assessment('unit', 1, '2026-H1') AS half \gset
SELECT gov_cloud.score_indicator(:half, 'A2') > 0 AS scored;
SELECT value, numerator, denominator FROM gov_cloud.v_assessment WHERE assessment = :half;

-- beside an application, where the policy says so; as it stood when the matter ended
SET SESSION AUTHORIZATION :"unit";
SELECT matter AS apply FROM gov_cloud.open_matter('apply', system => 1) \gset
SELECT section, at, what, article FROM gov_cloud.explain(:apply) WHERE section = 'efficiency';
SELECT state FROM gov_cloud.act(:apply, 'finish');
SELECT matter AS note FROM gov_cloud.open_matter('note', system => 1) \gset
SELECT count(*) FROM gov_cloud.explain(:note) WHERE section = 'efficiency';
RESET SESSION AUTHORIZATION;
SET gov_cloud.clock = '2026-08-01 09:00';
SET SESSION AUTHORIZATION :"authority";
SELECT gov_cloud.dismiss_finding(:first, 'x');
SELECT low_hosts FROM gov_cloud.efficiency_record(1);
SELECT at, what FROM gov_cloud.explain(:apply) WHERE section = 'efficiency';
RESET SESSION AUTHORIZATION;
SET SESSION AUTHORIZATION :"secadmin";
SELECT gov_cloud.adopt_policy('990100', 'show/2', '2026-08-01') > 0 AS adopted;
SET SESSION AUTHORIZATION :"unit";
SELECT matter AS other FROM gov_cloud.open_matter('apply', system => 1) \gset
SELECT count(*) FROM gov_cloud.explain(:other) WHERE section = 'efficiency';

-- one's own, and of those one oversees
SELECT hosts FROM gov_cloud.efficiency_record(1);
SELECT refusal($$SELECT * FROM gov_cloud.efficiency_record(4, jurisdiction => '990200')$$);
SELECT refusal($$SELECT * FROM gov_cloud.efficiency_record(NULL)$$);
SET SESSION AUTHORIZATION :"provider";
SELECT refusal($$SELECT * FROM gov_cloud.efficiency_record(1)$$);
RESET SESSION AUTHORIZATION;
SELECT format('DROP ROLE %I', rolname) FROM pg_roles WHERE rolname LIKE 'regress\_finding\_record\_%' \gexec
