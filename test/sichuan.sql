-- A province under Sichuan's interim measures: parties, catalogue, and systems carried to where a test begins.
-- Codes and names are made up.
\ir verbs.sql
SET test.logins = 'regress_sichuan_';
SET test.people = 'unit other centre vendor watcher guard regulator';

CALL public.make_logins('county chief rival recovery integrator finance');

SET SESSION AUTHORIZATION regress_sichuan_sec;
SELECT gov_cloud.register_jurisdiction('510000', '测试省'), gov_cloud.register_jurisdiction('510104', '测试区', '510000') \g /dev/null
CREATE TEMPORARY TABLE party AS
SELECT p.login, p.role, gov_cloud.register_organization(gov_cloud.uscc_complete(p.code), p.name, p.kind, p.jurisdiction) AS organization
FROM (VALUES
    ('unit', 'using_unit', '510000', '11510000000000001', '省测试厅', 'using_unit'),
    ('other', 'using_unit', '510000', '11510000000000002', '省样例厅', 'using_unit'),
    ('county', 'using_unit', '510104', '11510104000000003', '测试区样例局', 'using_unit'),
    ('centre', 'authority', '510000', '12510000000000004', '省大数据中心', 'authority'),
    ('vendor', 'provider', '510000', '91510000000000005', '甲云服务有限公司', 'provider'),
    ('rival', 'provider', '510000', '91510000000000006', '乙云服务有限公司', 'provider'),
    ('watcher', 'supervisor', '510000', '91510000000000007', '云监管服务有限公司', 'provider'),
    ('guard', 'security_operator', '510000', '91510000000000008', '统一安全运维有限公司', 'provider'),
    ('regulator', 'security_authority', '510000', '11510000000000009', '省网络安全监管处', 'authority'),
    ('recovery', 'dr_provider', '510000', '9151000000000000A', '云灾备服务有限公司', 'provider'),
    ('integrator', 'integrator', '510000', '1151000000000000B', '省整合平台厅', 'provider'),
    ('finance', 'finance', '510000', '1151000000000000C', '省财政厅', 'finance')
) AS p (login, role, jurisdiction, code, name, kind);
SELECT gov_cloud.grant_role(gov_cloud.register_person(login || ' person', organization, 'regress_sichuan_' || login, '2024-01-01'),
    organization, role, '510000', '2024-01-01')
FROM party \g /dev/null
-- a second person of the centre
SELECT gov_cloud.grant_role(gov_cloud.register_person('chief person', organization, 'regress_sichuan_chief', '2024-01-01'), organization, role, '510000', '2024-01-01')
FROM party WHERE login = 'centre' \g /dev/null
SELECT gov_cloud.grant_role(w.id, w.organization, 'backdating', '510000', '2024-01-01')
FROM gov_cloud.person AS w \g /dev/null
SELECT gov_cloud.register_person('regress_sichuan_' || w.name || ' person', p.organization, 'regress_sichuan_' || w.name, '2024-01-01')
FROM party AS p, (VALUES ('sec'), ('sys'), ('audit')) AS w (name)
WHERE p.login = 'centre' \g /dev/null
SELECT gov_cloud.adopt_policy('510000', 'sichuan/1', '2026-01-01') \g /dev/null
RESET SESSION AUTHORIZATION;

SELECT at('2026-01-05 09:00') \g /dev/null
SELECT done('sys', format('SELECT gov_cloud.add_catalogue_item(''510000'', %L, %L, %L, %L, category_l3 => %L, components => %L)',
    code, family, name, l2, l3, components))
FROM (VALUES
    ('cloud_host', 'host', '云主机', '云主机', '云主机', 'vcpu, memory_gb, storage_gb'),
    ('cloud_database', 'support_software', '云数据库', '云数据库', '云数据库', 'unit')
) AS item (code, family, name, l2, l3, components) \g /dev/null

CREATE FUNCTION public.registers(name text, kind text DEFAULT 'new_build', who text DEFAULT 'unit') RETURNS bigint LANGUAGE sql AS $$
    SELECT done(who, format('SELECT gov_cloud.register_system(name => %L, classified => false, funding => ''above_county'', onboarding_kind => %L, provider => %s%s)',
        name, kind, (SELECT organization FROM party WHERE login = 'vendor'), CASE who WHEN 'county' THEN ', jurisdiction => ''510000''' END))::bigint
$$;

-- what providers and systems have to show, each with its document
CREATE FUNCTION public.shows(who text, kind text, attributes text DEFAULT '{}') RETURNS text LANGUAGE sql AS $$
    SELECT done(who, format('SELECT gov_cloud.record_compliance(NULL, %s, %L, issued_on => ''2025-12-01'', attributes => %L, document => '
        'gov_cloud.attach_document(NULL, ''certificate'', %L, content => ''eA=='', about_kind => ''organization'', about_id => %s))', organization, kind, attributes, kind, organization))
    FROM party WHERE login = who
$$;
CREATE FUNCTION public.shows_of(system bigint, kind text, attributes text DEFAULT '{}', who text DEFAULT 'unit') RETURNS text LANGUAGE sql AS $$
    SELECT done(who, format('SELECT gov_cloud.record_compliance(%s, NULL, %L, number => ''0001'', issued_on => ''2026-01-05'', attributes => %L, document => '
        'gov_cloud.attach_document(NULL, ''certificate'', %L, content => ''eA=='', system => %s))', system, kind, attributes, kind, system))
$$;
SELECT shows(p.login, 'cloud_mlps_evaluation', '{"level": 3}'), shows(p.login, 'cryptography_evaluation') FROM (VALUES ('vendor'), ('rival')) AS p (login) \g /dev/null

-- the platforms of the cloud
SELECT done('centre', format('SELECT gov_cloud.register_platform(''510000'', %L, %L, %s)', k.kind, p.name_of, p.organization))
FROM (SELECT login, organization, login || ' platform' AS name_of FROM party) AS p
JOIN (VALUES ('vendor', 'service'), ('rival', 'service'), ('watcher', 'supervision'), ('recovery', 'recovery'), ('integrator', 'integration')) AS k (login, kind)
    ON k.login = p.login \g /dev/null

-- the data of article 12, for the system of a matter
CREATE FUNCTION public.use_form(m bigint, more jsonb DEFAULT '{}') RETURNS jsonb LANGUAGE sql AS $$
    SELECT jsonb_build_object('applicant_unit', '省测试厅', 'system_name', s.name, 'filing_no', '川政信备0001', 'onboarding_kind', s.onboarding_kind,
        'hosts', jsonb_build_array(jsonb_build_object('host_type', '云主机', 'host_name', 'app', 'cpu_cores', 4, 'memory_gb', 8, 'data_disk_gb', 200, 'quantity', 1))) || more
    FROM gov_cloud.system AS s JOIN gov_cloud.matter AS m ON m.system_id = s.id WHERE m.id = use_form.m
$$;

CREATE FUNCTION public.change_form(m bigint, before int, after int) RETURNS jsonb LANGUAGE sql AS $$
    SELECT jsonb_build_object('system_name', s.name, 'change_reason', '业务增长', 'changed_hosts',
        jsonb_build_array(jsonb_build_object('host_name', 'app', 'cpu_before', before, 'cpu_after', after, 'remark', CASE WHEN after > before THEN '扩容' ELSE '降配' END)))
    FROM gov_cloud.system AS s JOIN gov_cloud.matter AS m ON m.system_id = s.id WHERE m.id = change_form.m
$$;

CREATE FUNCTION public.applies(m bigint, day text, who text DEFAULT 'unit') RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    PERFORM at(day || ' 09:00'), fills(who, m, 'SC-USE', use_form(m)), attaches(who, m, 'onboarding_plan');
    RETURN acts(who, m, 'submit', day || ' 09:10');
END
$$;

CREATE FUNCTION public.reviews(m bigint, day text, quota text DEFAULT '{"vcpu": 8, "memory_gb": 16, "storage_gb": 400}') RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    PERFORM acts('centre', m, 'start_review', day || ' 10:00'), attaches('centre', m, 'review_opinion');
    RETURN acts('centre', m, 'fix_quota', day || ' 11:00', data => quota);
END
$$;

CREATE FUNCTION public.configures(m bigint, day text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    PERFORM acts('watcher', m, 'configure', day || ' 13:00');
    RETURN acts('vendor', m, 'configure', day || ' 14:00');
END
$$;

CREATE FUNCTION public.deploys(m bigint, day text, who text DEFAULT 'unit') RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    PERFORM acts(who, m, 'deploy', day || ' 15:00'), attaches(who, m, 'performance_test_report'), attaches(who, m, 'security_assessment_report');
    RETURN acts(who, m, 'submit_reports', day || ' 16:00');
END
$$;

-- a system in service; answers the matter
CREATE FUNCTION public.serves(system bigint, who text DEFAULT 'unit') RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    m bigint := opens(who, 'onboarding', '2026-02-02 08:30', system);
BEGIN
    PERFORM shows_of(system, 'system_filing', who => who), applies(m, '2026-02-02', who), reviews(m, '2026-02-03'), configures(m, '2026-02-04'), deploys(m, '2026-02-05', who);
    RETURN m;
END
$$;
