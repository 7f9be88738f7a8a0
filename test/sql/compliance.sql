-- What systems and parties have to show: recorded, taken back, verified; what guards find.
\set t compliance
\i test/cloud.sql
SELECT pg_temp.probe('grade', 'using_unit', '[["compliance", {"kind": "mlps_grading"}]]'),
    pg_temp.probe('filed', 'using_unit', '[["compliance", {"kinds": ["mlps_filing", "city_waiver"], "title": "备案证明", "min_mlps": 2}]]'),
    pg_temp.probe('report', 'using_unit', '[["compliance", {"kind": "cnas_report", "attributes": {"covers": ["performance", "security"]}, "min_mlps": 3}]]'),
    pg_temp.probe('site', 'using_unit', '[["compliance", {"kind": "icp_filing", "website_on": "internet"}]]'),
    pg_temp.probe('extranet', 'using_unit', '[["compliance", {"kind": "extranet_ip_filing", "network": "egov_extranet"}]]'),
    pg_temp.probe('cloud', 'using_unit', '[["compliance", {"kind": "cloud_security_assessment", "of": "provider", "verified": true}]]'),
    pg_temp.probe('licensed', 'using_unit', '[["declared", {"kind": "licensed_software"}]]') \gset
SET SESSION AUTHORIZATION :secadmin;
SELECT gov_cloud.register_compliance_kind('city_waiver', '免予备案说明', 'system');
SELECT refusal($$SELECT gov_cloud.register_compliance_kind('City', 'x', 'system')$$);
SELECT refusal($$SELECT gov_cloud.register_compliance_kind('city', 'x', 'matter')$$);
SELECT refusal($$SELECT gov_cloud.register_compliance_kind('city', NULL, 'system')$$);
SELECT refusal($$SELECT gov_cloud.register_compliance_kind('city_waiver', 'x', 'system')$$);
RESET SESSION AUTHORIZATION;
-- what a policy may not say
\set ECHO none
SELECT pg_temp.probe('bad' || n, 'using_unit', format('[["%s", %s]]', guard, parameters)::jsonb)
FROM (VALUES (1, 'compliance', '{}'), (2, 'compliance', '{"kind": "no_such"}'), (3, 'compliance', '{"kind": "icp_filing", "min_mlps": 6}'),
    (4, 'compliance', '{"kind": "icp_filing", "of": "nobody"}'), (5, 'declared', '{"kind": "icp_filing"}'),
    (6, 'declared', '{}'), (7, 'compliance', '{"kind": "icp_filing", "level": 3}')) AS bad (n, guard, parameters) \g /dev/null
\set ECHO all
SELECT object, fault FROM gov_cloud.validate_policy('probe/1') ORDER BY object COLLATE "C";
DELETE FROM gov_cloud.transition_guard WHERE transition LIKE 'T-bad%';
DELETE FROM gov_cloud.transition WHERE code LIKE 'T-bad%';
\i test/adopt.sql

-- tries(matter, action): what the guard says now
CREATE FUNCTION public.tries(matter bigint, action text) RETURNS text LANGUAGE sql AS $$
    SELECT split_part(public.refusal(format('SELECT * FROM gov_cloud.act(%s, %L)', matter, action)), E'\n', 1)$$;
SET SESSION AUTHORIZATION :unit;
SELECT matter FROM gov_cloud.open_matter('probe', system => 1) \gset
SELECT a AS action, tries(:matter, a) FROM unnest('{grade,filed,report,site,extranet,cloud,licensed}'::text[]) a;

-- bad input
SELECT gov_cloud.attach_document(:matter, 'certificate', '证书', content => 'YWJj') AS doc \gset
SELECT refusal($$SELECT gov_cloud.record_compliance(NULL, NULL, 'icp_filing')$$);
SELECT refusal($$SELECT gov_cloud.record_compliance(1, 1, 'icp_filing')$$);
SELECT refusal($$SELECT gov_cloud.record_compliance(99, NULL, 'icp_filing')$$);
SELECT refusal($$SELECT gov_cloud.record_compliance(1, NULL, 'no_such')$$);
SELECT refusal($$SELECT gov_cloud.record_compliance(1, NULL, NULL)$$);
SELECT refusal(format($$SELECT gov_cloud.record_compliance(NULL, 1, 'icp_filing', document => %s)$$, :doc));
SELECT refusal(format($$SELECT gov_cloud.record_compliance(1, NULL, 'cloud_security_assessment', document => %s)$$, :doc));
SELECT refusal($$SELECT gov_cloud.record_compliance(1, NULL, 'icp_filing')$$);
SELECT refusal($$SELECT gov_cloud.record_compliance(1, NULL, 'icp_filing', document => 999)$$);
SELECT refusal(format($$SELECT gov_cloud.record_compliance(1, NULL, 'icp_filing', document => %s, issued_on => '2026-03-03')$$, :doc));
SELECT refusal(format($$SELECT gov_cloud.record_compliance(1, NULL, 'icp_filing', document => %s, issued_on => '2026-03-01', valid_until => '2026-02-28')$$, :doc));
SELECT refusal(format($$SELECT gov_cloud.record_compliance(1, NULL, 'icp_filing', document => %s, attributes => '[1]')$$, :doc));
SELECT refusal(format($$SELECT gov_cloud.record_compliance(1, NULL, 'mlps_grading', document => %s)$$, :doc));
SELECT refusal(format($$SELECT gov_cloud.record_compliance(1, NULL, 'mlps_grading', document => %s, attributes => '{"level": 6}')$$, :doc));
SELECT count(*) FROM gov_cloud.compliance_record;

-- grading: by this record or by grade_system(), the system's level and the record are one
SELECT gov_cloud.record_compliance(1, NULL, 'mlps_grading', document => :doc, number => 'D-1', issued_on => '2026-02-01', attributes => '{"level": 2}', request_id => 'g1') AS grading \gset
SELECT gov_cloud.record_compliance(1, NULL, 'mlps_grading', document => :doc, number => 'D-1', issued_on => '2026-02-01', attributes => '{"level": 2}', request_id => 'g1') = :grading AS same;
SELECT mlps_level FROM gov_cloud.system WHERE id = 1;
SELECT gov_cloud.grade_system(1, 3, :doc, '2026-02-20');
SELECT kind, state, number, issued_on, attributes, document = :doc AS document, organization FROM gov_cloud.compliance_record ORDER BY id;
SELECT mlps_level, graded_on FROM gov_cloud.system_grading ORDER BY id;

-- now that it is level 3 more is asked
SELECT a AS action, tries(:matter, a) FROM unnest('{grade,filed,report}'::text[]) a;
SELECT gov_cloud.record_compliance(1, NULL, 'city_waiver', document => :doc) > 0 AS recorded;
SELECT gov_cloud.record_compliance(1, NULL, 'cnas_report', document => :doc, attributes => '{"covers": ["performance"]}') > 0 AS recorded;
SELECT a AS action, tries(:matter, a) FROM unnest('{filed,report}'::text[]) a;
SELECT gov_cloud.record_compliance(1, NULL, 'cnas_report', document => :doc, attributes => '{"covers": ["security", "performance"], "cnas": true}') > 0 AS recorded;
SELECT tries(:matter, 'report');

-- validity is by the day: the last one counts, the next does not; the newest row holds, whatever came before
RESET SESSION AUTHORIZATION;
UPDATE gov_cloud.system SET website = true, bearer_networks = '{internet}' WHERE id = 1;
SET SESSION AUTHORIZATION :unit;
SELECT a AS action, tries(:matter, a) FROM unnest('{site,extranet}'::text[]) a;
SELECT gov_cloud.record_compliance(1, NULL, 'icp_filing', number => '皖ICP备1号', issuer => '通信管理局', issued_on => '2025-03-03', valid_until => '2026-03-02', document => :doc) AS filing \gset
SELECT tries(:matter, 'site');
RESET SESSION AUTHORIZATION;
SET gov_cloud.clock = '2026-03-03 00:00';
SET SESSION AUTHORIZATION :unit;
SELECT tries(:matter, 'site');
SELECT gov_cloud.record_compliance(1, NULL, 'icp_filing', issued_on => '2026-03-03', document => :doc) AS filing \gset
SELECT tries(:matter, 'site');
SELECT refusal(format($$SELECT gov_cloud.revoke_compliance(%s, ' ')$$, :filing));
SELECT refusal(format($$SELECT gov_cloud.revoke_compliance(%s, 'x', '2026-03-04')$$, :filing));
SELECT refusal($$SELECT gov_cloud.revoke_compliance(999, 'x')$$);
SELECT gov_cloud.revoke_compliance(:filing, '注销备案') > :filing AS revoked;
SELECT tries(:matter, 'site');

-- a declaration is the unit's own: the authority's word for it does not do
SET SESSION AUTHORIZATION :authority;
SELECT gov_cloud.record_compliance(1, NULL, 'licensed_software') > 0 AS recorded;
SET SESSION AUTHORIZATION :unit;
SELECT tries(:matter, 'licensed');
SELECT gov_cloud.record_compliance(NULL, 1, 'licensed_software') > 0 AS declared;
SELECT tries(:matter, 'licensed');

-- the provider's own; it does not speak for its customers, nor they for it, and nobody verifies what is his
SELECT refusal($$SELECT gov_cloud.record_compliance(NULL, 4, 'cloud_security_assessment')$$);
SET SESSION AUTHORIZATION :provider;
SELECT refusal(format($$SELECT gov_cloud.record_compliance(1, NULL, 'cnas_report', document => %s)$$, :doc));
SELECT refusal($$SELECT gov_cloud.record_compliance(NULL, 4, 'cloud_security_assessment')$$);
SELECT gov_cloud.attach_document(NULL, 'certificate', '云计算服务安全评估', content => 'YWJj', system => 1) AS own \gset
SELECT gov_cloud.record_compliance(NULL, 4, 'cloud_security_assessment', document => :own) AS assessment \gset
SELECT refusal(format($$SELECT gov_cloud.verify_compliance(%s)$$, :assessment));
SET SESSION AUTHORIZATION :unit;
SELECT tries(:matter, 'cloud');
SELECT refusal(format($$SELECT gov_cloud.verify_compliance(%s)$$, :assessment));
SET SESSION AUTHORIZATION :elsewhere;
SELECT refusal(format($$SELECT gov_cloud.verify_compliance(%s)$$, :assessment));
SELECT refusal($$SELECT gov_cloud.record_compliance(NULL, 4, 'cloud_security_assessment')$$);
SET SESSION AUTHORIZATION :authority;
SELECT refusal(format($$SELECT gov_cloud.verify_compliance(%s, false)$$, :assessment));
SELECT gov_cloud.verify_compliance(:assessment);
SELECT gov_cloud.verify_compliance(:assessment, false, '查无此号') \gset
SET SESSION AUTHORIZATION :unit;
SELECT tries(:matter, 'cloud');
SET SESSION AUTHORIZATION :authority;
SELECT gov_cloud.verify_compliance(:assessment, true, '已补登') \gset
SELECT gov_cloud.record_compliance(NULL, 2, 'no_duplicate_build') AS by_us \gset
SELECT refusal(format($$SELECT gov_cloud.verify_compliance(%s)$$, :by_us));
-- who is of the party and holds no role speaks for it only while one is delegated to him
RESET SESSION AUTHORIZATION;
CREATE ROLE regress_compliance_clerk LOGIN IN ROLE gov_cloud_user;
INSERT INTO gov_cloud.person (id, login, name, organization) VALUES (9, 'regress_compliance_clerk', 'i', 1);
SET SESSION AUTHORIZATION regress_compliance_clerk;
SELECT refusal($$SELECT gov_cloud.record_compliance(NULL, 1, 'licensed_software')$$);
SET SESSION AUTHORIZATION :unit;
SELECT gov_cloud.delegate(9, 'using_unit', '2027-01-01', '代办') AS delegation \gset
SET SESSION AUTHORIZATION regress_compliance_clerk;
SELECT gov_cloud.record_compliance(NULL, 1, 'licensed_software') > 0 AS declared;
SET SESSION AUTHORIZATION :unit;
SELECT gov_cloud.revoke_delegation(:delegation, '已返岗');
SET SESSION AUTHORIZATION regress_compliance_clerk;
SELECT refusal($$SELECT gov_cloud.record_compliance(NULL, 1, 'licensed_software')$$);
-- nor does a colleague of who recorded it confirm it
RESET SESSION AUTHORIZATION;
CREATE ROLE regress_compliance_colleague LOGIN IN ROLE gov_cloud_user;
INSERT INTO gov_cloud.person (id, login, name, organization) VALUES (8, 'regress_compliance_colleague', 'h', 3);
INSERT INTO gov_cloud.role_holding (person, organization, role, jurisdiction) VALUES (8, 3, 'authority', '341522');
SET SESSION AUTHORIZATION regress_compliance_colleague;
SELECT refusal(format($$SELECT gov_cloud.verify_compliance(%s)$$, :by_us));
SET SESSION AUTHORIZATION :unit;
SELECT tries(:matter, 'cloud');

-- who sees what; facts
SELECT count(*), string_agg(DISTINCT unit_id::text, ' ') FROM gov_cloud.compliance_record;
SET SESSION AUTHORIZATION :school;
SELECT kind FROM gov_cloud.compliance_record;
SET SESSION AUTHORIZATION :elsewhere;
SELECT count(*) FROM gov_cloud.compliance_record;
RESET SESSION AUTHORIZATION;
SET ROLE gov_cloud_owner;
SELECT refusal('UPDATE gov_cloud.compliance_record SET valid_until = NULL');
SELECT refusal('DELETE FROM gov_cloud.compliance_verification');
SELECT refusal('TRUNCATE gov_cloud.compliance_record CASCADE');
RESET ROLE;
SELECT event, count(*) FROM gov_cloud_data.audit_event WHERE object_kind LIKE 'compliance%' GROUP BY event ORDER BY event;

-- what is there, what has run out, what will be asked for: of another system too, which is no website
INSERT INTO gov_cloud.system (id, unit_id, jurisdiction, provider_id, name, classified, funding, bearer_networks, status) OVERRIDING SYSTEM VALUE VALUES
    (2, 2, '341522', 4, '选课系统', false, 'county', '{egov_extranet}', 'in_service'), (3, 2, '341522', 4, '旧系统', false, 'county', '{}', 'exited');
SET gov_cloud.clock = '2026-03-10 09:00';
SET SESSION AUTHORIZATION :unit;
SELECT gov_cloud.record_compliance(1, NULL, 'software_evaluation', valid_until => '2026-03-31', document => :doc) > 0 AS recorded;
SET SESSION AUTHORIZATION :authority;
SELECT unit_id, system_id, kind, state, valid_until, verified, reason, article FROM gov_cloud.v_compliance ORDER BY unit_id, system_id, kind;
SELECT "单位", "信息系统", "材料", "有效期至", "剩余天数", "核验", "状态", "条款" FROM gov_cloud.v_compliance_board
WHERE "核验" IS NOT NULL OR "剩余天数" IS NOT NULL OR "状态" <> '有效' ORDER BY "信息系统", "材料", "状态";
SET SESSION AUTHORIZATION :school;
SELECT system, title, state FROM gov_cloud.v_compliance ORDER BY 1, 2;
-- its last day over, it is told once, and no more once there is a newer one
RESET SESSION AUTHORIZATION;
SET gov_cloud.clock = '2026-03-31 23:59';
SET SESSION AUTHORIZATION :sysadmin;
SELECT gov_cloud.run_task('watch_compliance');
RESET SESSION AUTHORIZATION;
SET gov_cloud.clock = '2026-04-01 00:00';
SET SESSION AUTHORIZATION :sysadmin;
SELECT gov_cloud.run_task('watch_compliance');
SELECT gov_cloud.run_task('watch_compliance');
SET SESSION AUTHORIZATION :unit;
SELECT title, body FROM gov_cloud.v_inbox;
SELECT state FROM gov_cloud.v_compliance WHERE kind = 'software_evaluation';
SELECT gov_cloud.policy_of('341522'), gov_cloud.policy_of('341523');
