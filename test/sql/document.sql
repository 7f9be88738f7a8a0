-- Evidence: bytes or locator, digests, who may file, what guards find.
\set t document
\i test/cloud.sql
SELECT pg_temp.probe('plan', 'using_unit', '[["evidence", {"kind": "technical_plan", "title": "上云技术方案"}]]'),
    pg_temp.probe('cnas', 'using_unit', '[["evidence", {"kind": "security_test_report", "attributes": {"cnas": true, "covers": ["performance", "security"]}, "min_mlps": 3}]]'),
    pg_temp.probe('icp', 'using_unit', '[["evidence", {"kind": "icp_filing", "website_on": "internet"}]]'),
    pg_temp.probe('either', 'using_unit', '[["evidence_any", {"kinds": ["approval", "permission"], "title": "许可或批准"}]]') \gset
\i test/adopt.sql
SET SESSION AUTHORIZATION :unit;
SELECT matter FROM gov_cloud.open_matter('probe', system => 1) \gset

-- bytes: both digests are computed (SM3 of "abc" is the first example of GB/T 32905)
SELECT gov_cloud.attach_document(:matter, 'technical_plan', '上云技术方案', number => 'N-1', issuer => '本单位',
    content => encode('abc', 'base64'), attributes => '{"version": 2}', dated => '2026-02-28', request_id => 'r1') AS plan \gset
SELECT matter, system_id, unit_id, provider_id, kind, number, title, issuer, attributes, encode(sm3, 'hex') AS sm3,
    encode(sha256, 'hex') AS sha256, size, convert_from(content, 'UTF8') AS content, locator, dated, submitted_by, organization, submitted_at
FROM gov_cloud.document WHERE id = :plan \gx
-- the same request is answered the same; with other content it is refused
SELECT gov_cloud.attach_document(:matter, 'technical_plan', '上云技术方案', number => 'N-1', issuer => '本单位',
    content => encode('abc', 'base64'), attributes => '{"version": 2}', dated => '2026-02-28', request_id => 'r1') = :plan AS same;
SELECT refusal(format($$SELECT gov_cloud.attach_document(%s, 'technical_plan', 'x', content => 'YQ==', request_id => 'r1')$$, :matter));
SELECT count(*) FROM gov_cloud.document;

-- a locator with size and digests; given digests must be those of the bytes
SELECT gov_cloud.attach_document(:matter, 'official_letter', '公函', locator => 'oa://2026/17', size => 3,
    sm3 => '66C7F0F462EEEDD9D1F2D46BDC10E4E24167C4875CF2F7A2297DA02B8F4BA8E0',
    sha256 => 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad') > 0 AS filed;
SELECT gov_cloud.attach_document(:matter, 'official_letter', '公函', content => 'YWJj', size => 3,
    sm3 => '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0') > 0 AS filed;
SELECT refusal(format($$SELECT gov_cloud.attach_document(%s, 'x', 'x', content => 'YWJj', sm3 => repeat('0', 64))$$, :matter));
SELECT refusal(format($$SELECT gov_cloud.attach_document(%s, 'x', 'x', content => 'YWJj', size => 4)$$, :matter));

-- bad input
SELECT refusal(format($$SELECT gov_cloud.attach_document(%s, NULL, 'x', content => 'YWJj')$$, :matter));
SELECT refusal(format($$SELECT gov_cloud.attach_document(%s, 'x', ' ', content => 'YWJj')$$, :matter));
SELECT refusal(format($$SELECT gov_cloud.attach_document(%s, 'Letter', 'x', content => 'YWJj')$$, :matter));
SELECT refusal(format($$SELECT gov_cloud.attach_document(%s, 'x', 'x', content => 'YWJj', dated => 'infinity')$$, :matter));
SELECT refusal(format($$SELECT gov_cloud.attach_document(%s, 'x', 'x')$$, :matter));
SELECT refusal(format($$SELECT gov_cloud.attach_document(%s, 'x', 'x', content => 'not base64!')$$, :matter));
SELECT refusal(format($$SELECT gov_cloud.attach_document(%s, 'x', 'x', content => '')$$, :matter));
SELECT refusal(format($$SELECT gov_cloud.attach_document(%s, 'x', 'x', locator => 'y')$$, :matter));
SELECT refusal(format($$SELECT gov_cloud.attach_document(%s, 'x', 'x', locator => 'y', size => 1, sm3 => 'abc', sha256 => 'abc')$$, :matter));
SELECT refusal(format($$SELECT gov_cloud.attach_document(%s, 'x', 'x', locator => 'y', size => 1, sm3 => repeat('0', 64))$$, :matter));
SELECT refusal(format($$SELECT gov_cloud.attach_document(%s, 'x', 'x', content => 'YWJj', attributes => '[1]')$$, :matter));
SELECT refusal(format($$SELECT gov_cloud.attach_document(%s, 'x', 'x', content => 'YWJj', attributes => '{')$$, :matter));
SELECT refusal($$SELECT gov_cloud.attach_document(NULL, 'x', 'x', content => 'YWJj')$$);
SELECT refusal($$SELECT gov_cloud.attach_document(99, 'x', 'x', content => 'YWJj')$$);
SELECT refusal($$SELECT gov_cloud.attach_document(NULL, 'x', 'x', content => 'YWJj', system => 99)$$);

-- guards: missing, then filed
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'either')$$, :matter));
SELECT gov_cloud.attach_document(:matter, 'permission', '许可', content => 'YWJj') > 0 AS filed;
SELECT state FROM gov_cloud.act(:matter, 'either');
SELECT state FROM gov_cloud.act(:matter, 'plan');
-- a system not graded yet is neither below level 3 nor 3: nothing is asked until it is graded
SELECT state FROM gov_cloud.act(:matter, 'cnas');
SELECT refusal(format($$SELECT gov_cloud.grade_system(1, 3, %s)$$, 999));
SELECT gov_cloud.attach_document(:matter, 'mlps_certificate', '备案证明', content => 'YWJj', dated => '2026-02-27') AS proof \gset
SELECT refusal(format($$SELECT gov_cloud.grade_system(1, 6, %s)$$, :proof));
SELECT refusal(format($$SELECT gov_cloud.grade_system(1, NULL, %s)$$, :proof));
SELECT refusal(format($$SELECT gov_cloud.grade_system(99, 3, %s)$$, :proof));
SELECT refusal(format($$SELECT gov_cloud.grade_system(1, 3, %s, '2026-03-03')$$, :proof));
SELECT gov_cloud.grade_system(1, 3, :proof, request_id => 'g1'), gov_cloud.grade_system(1, 3, :proof, request_id => 'g1');
SELECT mlps_level FROM gov_cloud.system;
SELECT system, mlps_level, graded_on, document = :proof AS document, graded_by FROM gov_cloud.system_grading;
-- level 3: the report must be there, and state both (huoqiu art. 11)
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'cnas')$$, :matter));
SELECT gov_cloud.attach_document(:matter, 'security_test_report', '检测报告', content => 'YWJj', attributes => '{"cnas": true, "covers": ["security"]}') > 0 AS filed;
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'cnas')$$, :matter));
SELECT gov_cloud.attach_document(:matter, 'security_test_report', '检测报告', content => 'YWJj', attributes => '{"cnas": true, "covers": ["security", "performance"]}') > 0 AS filed;
SELECT state FROM gov_cloud.act(:matter, 'cnas');
-- a website on the internet needs its filing, others do not; a document of the system serves every matter
SELECT state FROM gov_cloud.act(:matter, 'icp');
RESET SESSION AUTHORIZATION;
UPDATE gov_cloud.system SET website = true, bearer_networks = '{egov_extranet,internet}';
SET SESSION AUTHORIZATION :unit;
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'icp')$$, :matter));
SELECT gov_cloud.attach_document(NULL, 'icp_filing', '备案', content => 'YWJj', system => 1) > 0 AS filed;
SELECT state FROM gov_cloud.act(:matter, 'icp');

-- the provider and the authority may file and read too; strangers see nothing and may do nothing
SET SESSION AUTHORIZATION :provider;
SELECT gov_cloud.attach_document(:matter, 'delivery_record', '交付记录', content => 'YWJj') > 0 AS filed;
SELECT count(*) FROM gov_cloud.document;
SELECT refusal(format($$SELECT gov_cloud.grade_system(1, 2, %s)$$, :proof));
SET SESSION AUTHORIZATION :authority;
SELECT count(*) FROM gov_cloud.document;
SET SESSION AUTHORIZATION :school;
SELECT count(*) FROM gov_cloud.document;
SELECT refusal(format($$SELECT gov_cloud.attach_document(%s, 'x', 'x', content => 'YWJj')$$, :matter));
SELECT refusal($$SELECT gov_cloud.attach_document(NULL, 'x', 'x', content => 'YWJj', system => 1)$$);
SELECT refusal(format($$SELECT gov_cloud.grade_system(1, 2, %s)$$, :proof));
SET SESSION AUTHORIZATION :elsewhere;
SELECT count(*) FROM gov_cloud.document;

-- facts stay as they are
SET SESSION AUTHORIZATION gov_cloud_owner;
SELECT refusal($$UPDATE gov_cloud.document SET title = 'other'$$);
SELECT refusal($$DELETE FROM gov_cloud.document$$);
SELECT refusal($$DELETE FROM gov_cloud.system_grading$$);
RESET SESSION AUTHORIZATION;
SELECT event, count(*) FROM gov_cloud_data.audit_event WHERE object_kind IN ('document', 'system') GROUP BY 1 ORDER BY 1;

-- parameters of the guards are looked at when a policy is published
INSERT INTO gov_cloud.policy (code, title) SELECT 'probe/2', title FROM gov_cloud.policy WHERE code = 'probe/1';
INSERT INTO gov_cloud.procedure (policy, code, title, subject, rule, article) VALUES ('probe/2', 'probe', 'x', 'system', 'T', '1');
INSERT INTO gov_cloud.article (policy, label, summary) VALUES ('probe/2', '1', 'x');
INSERT INTO gov_cloud.state (policy, procedure, state, title, position) VALUES ('probe/2', 'probe', 'draft', 'x', 1);
INSERT INTO gov_cloud.policy_role (policy, role, party, title, article) VALUES ('probe/2', 'using_unit', 'P1', 'x', '1');
INSERT INTO gov_cloud.transition (policy, code, rule, procedure, to_state, action, title, actors, article)
    VALUES ('probe/2', 'T', 'T', 'probe', 'draft', 'open', 'x', '{using_unit}', '1');
INSERT INTO gov_cloud.transition_guard (policy, transition, position, guard, parameters, article) VALUES
    ('probe/2', 'T', 1, 'evidence', '{}', '1'), ('probe/2', 'T', 2, 'evidence', '{"kind": "x", "min_mlps": 9}', '1'),
    ('probe/2', 'T', 3, 'evidence', '{"kind": "x", "kinds": "y"}', '1'), ('probe/2', 'T', 4, 'evidence_any', '{"kinds": []}', '1');
SELECT object, fault FROM gov_cloud.validate_policy('probe/2');
SELECT format('DROP ROLE %I', rolname) FROM pg_roles WHERE rolname LIKE 'regress\_document\_%' \gexec
