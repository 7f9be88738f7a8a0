-- Registering systems: by the using unit, once, with words the columns know; seen by whom it concerns.
SET client_min_messages = warning;
INSERT INTO gov_cloud.jurisdiction (code, name) VALUES ('341522', 'H'), ('341523', 'other');
INSERT INTO gov_cloud.organization (id, credit_code, name, kind, jurisdiction)
SELECT v.id, gov_cloud.uscc_complete(v.code), v.name, v.kind, v.j
FROM (VALUES (1, '11341522000000001', 'bureau', 'unit', '341522'), (2, '11341522000000002', 'school', 'unit', '341522'),
             (3, '11341522000000003', 'authority', 'authority', '341522'), (4, '91341522000000004', 'provider', 'provider', '341522'),
             (5, '11341523000000005', 'elsewhere', 'authority', '341523')) v(id, code, name, kind, j);
CREATE ROLE regress_system_bureau LOGIN IN ROLE gov_cloud_user;
CREATE ROLE regress_system_school LOGIN IN ROLE gov_cloud_user;
CREATE ROLE regress_system_authority LOGIN IN ROLE gov_cloud_user;
CREATE ROLE regress_system_provider LOGIN IN ROLE gov_cloud_user;
CREATE ROLE regress_system_elsewhere LOGIN IN ROLE gov_cloud_user;
CREATE ROLE regress_system_stranger LOGIN IN ROLE gov_cloud_user;
INSERT INTO gov_cloud.person (id, login, name, organization) VALUES (1, 'regress_system_bureau', 'a', 1),
    (2, 'regress_system_school', 'b', 2), (3, 'regress_system_authority', 'c', 3),
    (4, 'regress_system_provider', 'd', 4), (5, 'regress_system_elsewhere', 'e', 5);
INSERT INTO gov_cloud.role_holding (person, organization, role, jurisdiction) VALUES
    (1, 1, 'using_unit', '341522'), (2, 2, 'using_unit', '341522'), (3, 3, 'authority', '341522'),
    (4, 4, 'provider', '341522'), (5, 5, 'authority', '341523');

SET SESSION AUTHORIZATION regress_system_bureau;
SELECT gov_cloud.register_system('城市管理平台', false, 'county', mlps_level => 3, kind => '业务生产系统',
    bearer_networks => 'egov_extranet, internet', website => true, onboarding_kind => 'new_build', project_code => 'P-1', provider => 4);
SELECT gov_cloud.register_system(name => '档案系统', classified => true, funding => 'other');
SELECT id, unit_id, jurisdiction, provider_id, name, project_code, kind, mlps_level, classified, funding,
    bearer_networks, website, onboarding_kind, status, in_service FROM gov_cloud.system ORDER BY id;

-- bad input
SELECT refusal($$SELECT gov_cloud.register_system(NULL, false, 'county')$$);
SELECT refusal($$SELECT gov_cloud.register_system('x', NULL, 'county')$$);
SELECT refusal($$SELECT gov_cloud.register_system('  　', false, 'county')$$);
SELECT refusal($$SELECT gov_cloud.register_system('x', false, 'province')$$);
SELECT refusal($$SELECT gov_cloud.register_system('x', false, 'county', mlps_level => 0)$$);
SELECT refusal($$SELECT gov_cloud.register_system('x', false, 'county', mlps_level => 6)$$);
SELECT refusal($$SELECT gov_cloud.register_system('x', false, 'county', bearer_networks => '互联网')$$);
SELECT refusal($$SELECT gov_cloud.register_system('x', false, 'county', onboarding_kind => 'new')$$);
SELECT refusal($$SELECT gov_cloud.register_system('x', false, 'county', provider => 99)$$);
SELECT refusal($$SELECT gov_cloud.register_system('x', false, 'county', provider => 2)$$);
-- the same name in other spacing is the same system
SELECT refusal($$SELECT gov_cloud.register_system('城市 管理　平台', false, 'county')$$);
-- the same request is answered the same, with other content it is refused
SELECT gov_cloud.register_system('办公系统', false, 'county', request_id => 'r1') AS office \gset
SELECT gov_cloud.register_system('办公系统', false, 'county', request_id => 'r1') = :office AS same;
SELECT refusal($$SELECT gov_cloud.register_system('办公系统', false, 'other', request_id => 'r1')$$);
-- he holds the role in one jurisdiction only
SELECT refusal($$SELECT gov_cloud.register_system('x', false, 'county', jurisdiction => '341523')$$);

-- another unit may use the same name; roles other than the using unit's do not register
SET SESSION AUTHORIZATION regress_system_school;
SELECT gov_cloud.register_system('城市管理平台', false, 'above_county');
SET SESSION AUTHORIZATION regress_system_authority;
SELECT refusal($$SELECT gov_cloud.register_system('x', false, 'county')$$);
SET SESSION AUTHORIZATION regress_system_stranger;
SELECT refusal($$SELECT gov_cloud.register_system('x', false, 'county')$$);
SELECT count(*) FROM gov_cloud.system;

-- seen by the unit, by its provider, by the authority of the jurisdiction, by nobody else
SET SESSION AUTHORIZATION regress_system_bureau;
SELECT id FROM gov_cloud.system ORDER BY id;
SELECT refusal($$UPDATE gov_cloud.system SET mlps_level = 1$$);
SET SESSION AUTHORIZATION regress_system_school;
SELECT id FROM gov_cloud.system ORDER BY id;
SET SESSION AUTHORIZATION regress_system_provider;
SELECT id FROM gov_cloud.system ORDER BY id;
SET SESSION AUTHORIZATION regress_system_authority;
SELECT id FROM gov_cloud.system ORDER BY id;
SET SESSION AUTHORIZATION regress_system_elsewhere;
SELECT id FROM gov_cloud.system ORDER BY id;


-- the register is corrected by the unit until the system is on the cloud, by the authority at any time
SET SESSION AUTHORIZATION regress_system_bureau;
SELECT gov_cloud.amend_system(2, name => '档案 系统', funding => 'county', bearer_networks => 'internet', website => true, provider => 4, request_id => 'a1');
SELECT name, classified, funding, bearer_networks, website, provider_id FROM gov_cloud.system WHERE id = 2;
SELECT refusal($$SELECT gov_cloud.amend_system(2, name => '城市管理平台')$$);
SELECT refusal($$SELECT gov_cloud.amend_system(2, funding => 'x')$$);
SELECT refusal($$SELECT gov_cloud.amend_system(2, provider => 99)$$);
SELECT refusal($$SELECT gov_cloud.amend_system(NULL)$$);
SELECT refusal($$SELECT gov_cloud.amend_system(4, name => 'x')$$);
SET SESSION AUTHORIZATION regress_system_provider;
SELECT refusal($$SELECT gov_cloud.amend_system(1, name => 'x')$$);
RESET SESSION AUTHORIZATION;
UPDATE gov_cloud.system SET status = 'in_service' WHERE id = 2;
SET SESSION AUTHORIZATION regress_system_bureau;
SELECT refusal($$SELECT gov_cloud.amend_system(2, website => false)$$);
SET SESSION AUTHORIZATION regress_system_authority;
SELECT gov_cloud.amend_system(2, website => false);
SELECT website FROM gov_cloud.system WHERE id = 2;
RESET SESSION AUTHORIZATION;
SELECT login, person, organization, event, object_id, unit_id, jurisdiction, after_digest IS NOT NULL AS kept
FROM gov_cloud_data.audit_event WHERE object_kind = 'system' ORDER BY id;
DROP ROLE regress_system_bureau, regress_system_school, regress_system_authority, regress_system_provider,
    regress_system_elsewhere, regress_system_stranger;
