-- A province and one of its cities under Zhejiang's measures: parties, catalogue, and systems carried to where a
-- test begins.  Codes and names are made up.
\ir verbs.sql
SET test.logins = 'regress_zhejiang_';
SET test.people = 'unit other bureau vendor security office city finance';

CALL public.make_logins('rival county institute');

SET SESSION AUTHORIZATION regress_zhejiang_sec;
SELECT gov_cloud.register_jurisdiction('330000', '测试省'), gov_cloud.register_jurisdiction('330100', '测试市', '330000'),
    gov_cloud.register_jurisdiction('330102', '测试区', '330100') \g /dev/null
CREATE TEMPORARY TABLE party AS
SELECT p.login, p.role, p.jurisdiction, gov_cloud.register_organization(gov_cloud.uscc_complete(p.code), p.name, p.kind, p.jurisdiction) AS organization
FROM (VALUES
    ('unit', 'using_unit', '330000', '11330000000000001', '省测试厅', 'using_unit'),
    ('other', 'using_unit', '330000', '11330000000000002', '省样例厅', 'using_unit'),
    ('institute', 'using_unit', '330000', '12330000000000003', '省测试研究院', 'using_unit'),
    ('bureau', 'authority', '330000', '11330000000000004', '省云平台主管处', 'authority'),
    ('vendor', 'provider', '330000', '91330000000000005', '政务云供应有限公司', 'provider'),
    ('rival', 'provider', '330000', '91330000000000006', '另一供应有限公司', 'provider'),
    ('security', 'security_authority', '330000', '11330000000000007', '省信息安全主管处', 'authority'),
    ('office', 'government', '330000', '11330000000000008', '省政府办公厅', 'government'),
    ('city', 'authority', '330100', '11330100000000009', '测试市云平台主管局', 'authority'),
    ('county', 'authority', '330102', '1133010200000000A', '测试区云平台主管局', 'authority'),
    ('finance', 'finance', '330000', '1133000000000000B', '省财政厅', 'finance')
) AS p (login, role, jurisdiction, code, name, kind);
SELECT gov_cloud.grant_role(gov_cloud.register_person(login || ' person', organization, 'regress_zhejiang_' || login, '2024-01-01'),
    organization, role, jurisdiction, '2024-01-01')
FROM party \g /dev/null
-- the provincial office files the plans of the city and its district
SELECT gov_cloud.grant_role(w.id, w.organization, 'government', j.code, '2024-01-01')
FROM gov_cloud.person AS w, (VALUES ('330100'), ('330102')) AS j (code) WHERE w.login = 'regress_zhejiang_office' \g /dev/null
SELECT gov_cloud.grant_role(w.id, w.organization, 'backdating', '330000', '2024-01-01')
FROM gov_cloud.person AS w \g /dev/null
SELECT gov_cloud.register_person('regress_zhejiang_' || w.name || ' person', p.organization, 'regress_zhejiang_' || w.name, '2024-01-01')
FROM party AS p, (VALUES ('sec'), ('sys'), ('audit')) AS w (name)
WHERE p.login = 'bureau' \g /dev/null
SELECT gov_cloud.adopt_policy('330000', 'zhejiang/1', '2026-01-01') \g /dev/null
RESET SESSION AUTHORIZATION;

SELECT at('2026-01-05 09:00') \g /dev/null
SELECT done('sys', format('SELECT gov_cloud.add_catalogue_item(''330000'', %L, %L, %L, %L, category_l3 => %L, components => %L)',
    code, family, name, l2, l3, components))
FROM (VALUES
    ('cloud_host', 'host', '云主机', '云主机', '云主机', 'vcpu, memory_gb, storage_gb'),
    ('cloud_database', 'support_software', '云数据库', '云数据库', '云数据库', 'unit'),
    ('cloud_security', 'security', '云安全', '云安全', '云安全', 'unit')
) AS item (code, family, name, l2, l3, components) \g /dev/null

CREATE FUNCTION public.registers(name text, level int DEFAULT 2, who text DEFAULT 'unit', classified boolean DEFAULT false) RETURNS bigint
    LANGUAGE sql AS $$
    SELECT done(who, format('SELECT gov_cloud.register_system(name => %L, mlps_level => %L, classified => %L, funding => ''above_county'', provider => %s)',
        name, level, classified, (SELECT organization FROM party WHERE login = 'vendor')))::bigint
$$;

-- units declare once that they build and buy nothing beside the platform, and use it lawfully
SELECT done(p.login, format('SELECT gov_cloud.record_compliance(NULL, %s, %L, issued_on => ''2026-01-05'')', p.organization, k.kind))
FROM party AS p, (VALUES ('no_duplicate_build'), ('lawful_use')) AS k (kind)
WHERE p.login IN ('unit', 'other') \g /dev/null

-- the data of article 7, for the system of a matter
CREATE FUNCTION public.use_form(m bigint, more jsonb DEFAULT '{}') RETURNS jsonb LANGUAGE sql AS $$
    SELECT jsonb_build_object('applicant_unit', '省测试厅', 'system_name', s.name, 'mlps_level', coalesce(s.mlps_level::text, 'ungraded'),
        'cloud_zone', '专有云平台', 'capacity_basis', '并发 200', 'hosts', jsonb_build_array(jsonb_build_object('host_type', '云主机', 'host_name', 'app',
        'cpu_cores', 4, 'memory_gb', 8, 'system_disk_gb', 40, 'data_disk_gb', 200, 'quantity', 1)),
        'databases', jsonb_build_array(jsonb_build_object('service_name', '云数据库', 'quantity', 1))) || more
    FROM gov_cloud.system AS s JOIN gov_cloud.matter AS m ON m.system_id = s.id WHERE m.id = use_form.m
$$;

-- an application with all its materials, up to one of its steps, each on a day of its own
CREATE FUNCTION public.applies(m bigint, day text, who text DEFAULT 'unit') RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    PERFORM at(day || ' 09:00'), fills(who, m, 'ZJ-USE', use_form(m)), attaches(who, m, 'construction_plan'),
        attaches(who, m, 'self_test_report', '{"covers": ["performance", "security"]}');
    RETURN acts(who, m, 'submit', day || ' 09:10');
END
$$;

CREATE FUNCTION public.tries(m bigint, day text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    PERFORM acts('bureau', m, 'accept', day || ' 10:00'), acts('bureau', m, 'approve', day || ' 10:30', '同意'), at(day || ' 11:00'),
        attaches('vendor', m, 'delivery_record');
    RETURN acts('vendor', m, 'provide_trial', day || ' 11:00');
END
$$;

CREATE FUNCTION public.passes(m bigint, day text, who text DEFAULT 'unit') RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    PERFORM at(day || ' 09:00'), attaches(who, m, 'trial_test_report', '{"covers": ["function", "performance", "security"]}'),
        acts(who, m, 'pass_tests', day || ' 09:10'), acts('bureau', m, 'start_final_review', day || ' 10:00');
    RETURN acts('bureau', m, 'open_service', day || ' 11:00');
END
$$;

-- a system in service; answers the matter
CREATE FUNCTION public.serves(system bigint, who text DEFAULT 'unit') RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    m bigint := opens(who, 'onboarding', '2026-02-02 08:30', system);
BEGIN
    PERFORM applies(m, '2026-02-02', who), tries(m, '2026-02-03'), passes(m, '2026-02-26', who);
    RETURN m;
END
$$;
