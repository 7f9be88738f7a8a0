-- A city under Liuzhou's rules: its parties, and what its tests share.  Codes and names are made up.  The centre runs
-- the cloud and stands as provider too; a county and its department lie below the city.
\ir verbs.sql
SET test.logins = 'regress_liuzhou_';
SET test.people = 'unit other bureau centre colleague finance cyber secrecy police county dept';

CALL public.make_logins();

SET SESSION AUTHORIZATION regress_liuzhou_sec;
SELECT gov_cloud.register_jurisdiction('450200', '测试市', calendar => 'cn-gx'),
    gov_cloud.register_jurisdiction('450222', '测试县', parent => '450200', calendar => 'cn-gx') \g /dev/null
CREATE TEMPORARY TABLE party AS
SELECT p.login, p.role, p.home, gov_cloud.register_organization(gov_cloud.uscc_complete(p.code), p.name, p.role, p.home) AS organization
FROM (VALUES
    ('unit', 'using_unit', '11450200000000001', '市教育局', '450200'),
    ('other', 'using_unit', '11450200000000002', '市民政局', '450200'),
    ('bureau', 'authority', '11450200000000003', '市大数据发展局', '450200'),
    ('centre', 'operator', '12450200000000004', '市信息化建设管理中心', '450200'),
    ('finance', 'finance', '11450200000000005', '市财政局', '450200'),
    ('cyber', 'cyberspace_office', '11450200000000006', '市委网信办', '450200'),
    ('secrecy', 'secrecy_office', '11450200000000007', '市委机要保密办公室', '450200'),
    ('police', 'police', '11450200000000008', '市公安局', '450200'),
    ('county', 'government', '11450222000000001', '测试县人民政府', '450222'),
    ('dept', 'using_unit', '11450222000000002', '测试县教育局', '450222')
) AS p (login, role, code, name, home);
CREATE TEMPORARY TABLE official AS
SELECT login, role, home, organization, gov_cloud.register_person(login || ' person', organization, 'regress_liuzhou_' || login, '2024-01-01') AS person FROM party;
INSERT INTO official SELECT 'colleague', role, home, organization, gov_cloud.register_person('colleague person', organization, 'regress_liuzhou_colleague', '2024-01-01')
FROM party WHERE login = 'centre';
-- the county government speaks for its departments in the city; the centre's organization holds the resources
SELECT gov_cloud.grant_role(person, organization, role, home, '2024-01-01') FROM official \g /dev/null
SELECT gov_cloud.grant_role(person, organization, 'backdating', '450200', '2024-01-01') FROM official \g /dev/null
SELECT gov_cloud.grant_role(person, organization, 'provider', '450200', '2024-01-01') FROM official WHERE role = 'operator' \g /dev/null
SELECT gov_cloud.grant_role(person, organization, 'using_unit', '450200', '2024-01-01') FROM official WHERE role = 'government' \g /dev/null
SELECT gov_cloud.register_person(w.name || ' person', p.organization, 'regress_liuzhou_' || w.name, '2024-01-01')
FROM party AS p, (VALUES ('sec'), ('sys'), ('audit')) AS w (name) WHERE p.role = 'authority' \g /dev/null
SELECT gov_cloud.adopt_policy('450200', 'liuzhou/1', '2024-01-01') \g /dev/null
RESET SESSION AUTHORIZATION;
SELECT at('2026-01-05 09:00') \g /dev/null
SELECT done('sys', 'SELECT gov_cloud.load_catalogue(''450200'', ''liuzhou/1'')') \g /dev/null

-- what every unit declares of itself (art. 4, 24)
SELECT done(p.login, format('SELECT gov_cloud.record_compliance(NULL, %s, %L)', p.organization, k))
FROM party AS p, unnest(ARRAY['no_duplicate_build', 'data_residency']) AS k WHERE p.login IN ('unit', 'other', 'county') \g /dev/null

CREATE FUNCTION public.registers(name text, kind text DEFAULT 'new_build', who text DEFAULT 'unit', classified boolean DEFAULT false,
    funding text DEFAULT 'above_county', more text DEFAULT '') RETURNS bigint LANGUAGE sql AS $$
    SELECT done(who, format('SELECT gov_cloud.register_system(name => %L, classified => %L, funding => %L, onboarding_kind => %L, provider => %s%s)',
        name, classified, funding, kind, (SELECT organization FROM party WHERE role = 'operator'), more))::bigint
$$;

-- a row of annex 3 as it is printed there, with names that are nobody's
CREATE FUNCTION public.machine(system text, kind text DEFAULT 'APP', more jsonb DEFAULT '{}') RETURNS jsonb LANGUAGE sql AS $$
    SELECT jsonb_build_object('network_zone', '公共网络区', 'developer', '某公司', 'system_name', system, 'server_type', kind,
        'bastion_owner_name', jsonb_build_array('负责人甲', '负责人乙'), 'bastion_owner_email', jsonb_build_array('a@example.cn', 'b@example.cn'),
        'bastion_owner_mobile', jsonb_build_array('10000000001', '10000000002'), 'vcpu_cores', 8, 'memory_gb', 16, 'system_disk_gb', 60,
        'data_disk_gb', 300, 'operating_system', '麒麟', 'is_clustered', '是', 'cluster_group', '集群1') || more
$$;

CREATE FUNCTION public.form_1(system text, more jsonb DEFAULT '{}') RETURNS jsonb LANGUAGE sql AS $$
    SELECT jsonb_build_object('applicant_contact_name', '联系人甲', 'applicant_contact_mobile', '10000000000', 'applicant_contact_email', 'c@example.cn',
        'vendor_contact_name', '厂商联系人', 'vendor_contact_mobile', '10000000009', 'vendor_contact_email', 'v@example.cn',
        'machines', jsonb_build_array(machine(system), machine(system, 'DAT'))) || more
$$;

-- the steps of an application up to one of them, each at its own hour of one day
CREATE FUNCTION public.applies(m bigint, day text, through text DEFAULT 'approve', who text DEFAULT 'unit') RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    step record;
    state text;
    s gov_cloud.system;
BEGIN
    SELECT y.* INTO s FROM gov_cloud.system AS y JOIN gov_cloud.matter AS m ON m.system_id = y.id WHERE m.id = applies.m;
    PERFORM at(day || ' 09:00'), fills(who, m, 'LZ-F1', form_1(s.name));
    PERFORM attaches(who, m, k) FROM unnest(CASE s.onboarding_kind WHEN 'migration' THEN ARRAY['migration_plan', 'performance_test_report', 'security_test_report']
        ELSE ARRAY['project_plan', 'approval_document'] END) AS k;
    FOR step IN VALUES ('submit', who, '09:10'), ('evaluate', 'centre', '09:20'), ('approve', 'bureau', '09:30')
    LOOP
        IF step.column1 = 'evaluate' THEN
            PERFORM attaches('centre', m, 'evaluation_opinion'), attaches('centre', m, 'site_survey_record');
        END IF;
        state := acts(step.column2, m, step.column1, day || ' ' || step.column3);
        EXIT WHEN step.column1 = through;
    END LOOP;
    RETURN state;
END
$$;

-- from the approval to service: trial environment, test on a day, agreements, opening
CREATE FUNCTION public.opens_service(m bigint, trial_day text, test_day text, who text DEFAULT 'unit') RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    PERFORM acts('centre', m, 'provide_trial', trial_day || ' 10:00'), acts(who, m, 'finish_test', test_day || ' 10:00'),
        attaches('centre', m, 'usage_agreement'), attaches('centre', m, 'confidentiality_agreement'),
        acts(who, m, 'sign_agreement', test_day || ' 11:00'), acts('centre', m, 'sign_agreement', test_day || ' 12:00');
    RETURN acts('centre', m, 'open_service', test_day || ' 13:00', '按运行所需的合理值分配');
END
$$;

-- a system in service; answers it
CREATE FUNCTION public.serves(name text, kind text DEFAULT 'new_build', who text DEFAULT 'unit', day text DEFAULT '2026-01-05') RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    s bigint := registers(name, kind, who);
    m bigint := opens(who, 'onboarding', day || ' 08:30', s);
BEGIN
    PERFORM applies(m, day, who => who), opens_service(m, day, (day::date + 16)::text, who);
    RETURN s;
END
$$;

CREATE FUNCTION public.term(m bigint, code text) RETURNS text LANGUAGE sql AS $$
    SELECT concat_ws(' ', status, due_on, obligor_role) FROM gov_cloud.deadline WHERE matter = m AND rule = code ORDER BY id DESC LIMIT 1
$$;
