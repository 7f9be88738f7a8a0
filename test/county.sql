-- A county under the Huoqiu measures: its parties.  Codes and names are made up.
\ir verbs.sql
SET test.logins = 'regress_county_';
SET test.people = 'unit other bureau gov vendor finance';

CALL public.make_logins();

SET SESSION AUTHORIZATION regress_county_sec;
SELECT gov_cloud.register_jurisdiction('341522', '测试县') \g /dev/null
CREATE TEMPORARY TABLE party AS
SELECT p.login, p.role, gov_cloud.register_organization(gov_cloud.uscc_complete(p.code), p.name, p.kind, '341522') AS organization
FROM (VALUES
    ('regress_county_unit', 'using_unit', '11341522000000001', '县教育局', 'using_unit'),
    ('regress_county_other', 'using_unit', '11341522000000002', '县民政局', 'using_unit'),
    ('regress_county_bureau', 'authority', '11341522000000003', '县数管局', 'authority'),
    ('regress_county_gov', 'government', '11341522000000004', '县人民政府', 'government'),
    ('regress_county_vendor', 'provider', '91341522000000005', '云服务有限公司', 'provider'),
    ('regress_county_finance', 'finance', '11341522000000006', '县财政局', 'finance')
) AS p (login, role, code, name, kind);
SELECT gov_cloud.grant_role(gov_cloud.register_person(login || ' person', organization, login, '2024-01-01'),
    organization, role, '341522', '2024-01-01')
FROM party \g /dev/null
-- the past is told by those who may
SELECT gov_cloud.grant_role(w.id, w.organization, 'backdating', '341522', '2024-01-01')
FROM gov_cloud.person AS w \g /dev/null
-- the administrators are the bureau's
SELECT gov_cloud.register_person('regress_county_' || w.name || ' person', p.organization, 'regress_county_' || w.name, '2024-01-01')
FROM party AS p, (VALUES ('sec'), ('sys'), ('audit')) AS w (name)
WHERE p.role = 'authority' \g /dev/null
SELECT gov_cloud.adopt_policy('341522', 'huoqiu/1', '2024-01-07') \g /dev/null
RESET SESSION AUTHORIZATION;
