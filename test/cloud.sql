-- A county with a unit, another unit, an authority and a provider, a catalogue, and a draft policy of
-- one procedure in which every guard and effect of a test can be asked for alone.  Included by tests
-- that set :t, their name; logins are regress_:t_unit, _school, _authority, _provider, _elsewhere, _secadmin, _sysadmin.
\set ECHO none
SET client_min_messages = warning;
SET gov_cloud.clock = '2026-03-02 09:00';
SELECT format('CREATE ROLE regress_%s_%s LOGIN IN ROLE gov_cloud_user', :'t', who)
FROM unnest(ARRAY['unit', 'school', 'authority', 'provider', 'elsewhere']) who \gexec
SELECT format('CREATE ROLE regress_%1$s_secadmin LOGIN IN ROLE gov_cloud_secadmin; CREATE ROLE regress_%1$s_sysadmin LOGIN IN ROLE gov_cloud_sysadmin', :'t') \gexec
SELECT format('regress_%s_unit', :'t') AS unit, format('regress_%s_school', :'t') AS school,
    format('regress_%s_authority', :'t') AS authority, format('regress_%s_provider', :'t') AS provider,
    format('regress_%s_elsewhere', :'t') AS elsewhere, format('regress_%s_secadmin', :'t') AS secadmin,
    format('regress_%s_sysadmin', :'t') AS sysadmin \gset
INSERT INTO gov_cloud.jurisdiction (code, name) VALUES ('341522', 'county'), ('341523', 'elsewhere');
INSERT INTO gov_cloud.organization (id, credit_code, name, kind, jurisdiction)
SELECT v.id, gov_cloud.uscc_complete(v.code), v.name, v.kind, v.j
FROM (VALUES (1, '11341522000000001', 'bureau', 'unit', '341522'), (2, '11341522000000002', 'school', 'unit', '341522'),
             (3, '11341522000000003', 'authority', 'authority', '341522'), (4, '91341522000000004', 'provider', 'provider', '341522'),
             (5, '11341523000000005', 'elsewhere', 'authority', '341523')) v(id, code, name, kind, j);
INSERT INTO gov_cloud.person (id, login, name, organization) VALUES
    (1, :'unit', 'a', 1), (2, :'school', 'b', 2), (3, :'authority', 'c', 3), (4, :'provider', 'd', 4), (5, :'elsewhere', 'e', 5),
    (6, :'secadmin', 'f', 3), (7, :'sysadmin', 'g', 3);
INSERT INTO gov_cloud.role_holding (person, organization, role, jurisdiction) VALUES
    (1, 1, 'using_unit', '341522'), (2, 2, 'using_unit', '341522'), (3, 3, 'authority', '341522'),
    (4, 4, 'provider', '341522'), (5, 5, 'authority', '341523');
INSERT INTO gov_cloud.catalogue_item (jurisdiction, code, family, category_l2, category_l3, name, specification, components) VALUES
    ('341522', 'vm', 'host', '计算服务', '/', '弹性云服务器', '/', '{vcpu,memory_gb,storage_gb}'),
    ('341522', 'metal', 'host', '计算服务', '/', '物理服务器', '/', '{unit}'),
    ('341522', 'ip', 'infrastructure', '网络服务', '/', '弹性互联网IP地址', '/', '{unit}'),
    ('341522', 'bandwidth', 'infrastructure', '网络服务', '/', '互联网带宽', '/', '{bandwidth_mbps}'),
    ('341522', 'db', 'support_software', '数据库服务', '/', '国产关系型数据库', '1主机', '{unit}'),
    ('341522', 'db2', 'support_software', '数据库服务', '/', '国产关系型数据库', '2主机', '{unit}'),
    ('341522', 'basic', 'security', '基础安全服务', '/', '基础安全防护包', '/', '{unit}');
INSERT INTO gov_cloud.system (id, unit_id, jurisdiction, provider_id, name, classified, funding)
    OVERRIDING SYSTEM VALUE VALUES (1, 1, '341522', 4, '城市管理平台', false, 'county');
SELECT setval('gov_cloud.system_id_seq', 1) \gset

INSERT INTO gov_cloud.policy (code, title) VALUES ('probe/1', 'probe');
INSERT INTO gov_cloud.article (policy, label, summary) VALUES ('probe/1', '1', 'all of it');
INSERT INTO gov_cloud.policy_role (policy, role, party, title, article) VALUES
    ('probe/1', 'using_unit', 'P1', '使用单位', '1'), ('probe/1', 'authority', 'P2', '主管部门', '1'), ('probe/1', 'provider', 'P3', '云服务商', '1');
INSERT INTO gov_cloud.procedure (policy, code, title, subject, rule, article) VALUES ('probe/1', 'probe', '试验', 'system', 'T', '1');
INSERT INTO gov_cloud.state (policy, procedure, state, title, outcome, position) VALUES
    ('probe/1', 'probe', 'draft', '草稿', NULL, 1), ('probe/1', 'probe', 'done', '完成', 'completed', 2);
INSERT INTO gov_cloud.transition (policy, code, rule, procedure, from_state, action, title, to_state, actors, article) VALUES
    ('probe/1', 'T-open', 'T', 'probe', NULL, 'open', '开始', 'draft', '{using_unit}', '1'),
    ('probe/1', 'T-close', 'T', 'probe', 'draft', 'close', '结束', 'done', '{authority}', '1');
-- probe(action, actor, guards, effects): a milestone that may be taken again and again
CREATE FUNCTION pg_temp.probe(action text, actor text, guards jsonb, effects jsonb DEFAULT '[]') RETURNS void LANGUAGE sql AS $$
    INSERT INTO gov_cloud.transition (policy, code, rule, procedure, from_state, action, title, actors, repeatable, article)
        VALUES ('probe/1', 'T-' || action, 'T', 'probe', 'draft', action, action, ARRAY[actor], true, '1');
    INSERT INTO gov_cloud.transition_guard (policy, transition, position, guard, parameters, article)
        SELECT 'probe/1', 'T-' || action, n, g->>0, coalesce(g->1, '{}'), '1' FROM jsonb_array_elements(guards) WITH ORDINALITY e(g, n);
    INSERT INTO gov_cloud.transition_effect (policy, transition, position, effect, parameters, article)
        SELECT 'probe/1', 'T-' || action, n, g->>0, coalesce(g->1, '{}'), '1' FROM jsonb_array_elements(effects) WITH ORDINALITY e(g, n);
$$;
\set ECHO all
