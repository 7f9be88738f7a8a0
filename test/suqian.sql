-- A city under the Suqian measures, and a county that follows them: their parties, a catalogue, prices, the forms as a
-- unit fills them in, and systems carried to where a test begins.  Codes and names are made up; everything happens
-- through the public actions, as the logins that really do it.  desk and review are two persons of the operator.
\ir verbs.sql
SET test.logins = 'regress_suqian_';
SET test.people = 'unit other desk review authority vendor extranet security finance county';

CALL public.make_logins('village');

SET SESSION AUTHORIZATION regress_suqian_sec;
SELECT gov_cloud.register_jurisdiction('321300', '测试市'), gov_cloud.register_jurisdiction('321322', '测试县', parent => '321300') \g /dev/null
CREATE TEMPORARY TABLE party AS
SELECT p.login, p.role, p.place, gov_cloud.register_organization(gov_cloud.uscc_complete(p.code), p.name, p.role, p.place) AS organization
FROM (VALUES
    ('unit', 'using_unit', '321300', '11321300000000001', '市教育局'),
    ('other', 'using_unit', '321300', '12321300000000002', '市图书馆'),
    ('desk', 'operator', '321300', '12321300000000003', '市大数据中心'),
    ('authority', 'authority', '321300', '11321300000000004', '市政府办公室'),
    ('vendor', 'provider', '321300', '91321300000000005', '政务云服务有限公司'),
    ('extranet', 'extranet_authority', '321300', '11321300000000006', '市政务外网主管部门'),
    ('security', 'security_authority', '321300', '11321300000000007', '市网络安全主管部门'),
    ('finance', 'finance', '321300', '11321300000000008', '市财政局'),
    ('county', 'operator', '321322', '12321322000000009', '县大数据中心'),
    ('village', 'using_unit', '321322', '11321322000000010', '县教育局')
) AS p (login, role, place, code, name);
SELECT gov_cloud.grant_role(gov_cloud.register_person(login, organization, 'regress_suqian_' || login, '2024-01-01'),
    organization, role, place, '2024-01-01')
FROM (SELECT * FROM party UNION ALL SELECT 'review', role, place, organization FROM party WHERE login = 'desk') AS p \g /dev/null
-- the past is told by those who may
SELECT gov_cloud.grant_role(w.id, w.organization, 'backdating', p.place, '2024-01-01')
FROM gov_cloud.person AS w JOIN (SELECT DISTINCT organization, place FROM party) AS p USING (organization) \g /dev/null
-- the administrators are the operator's
SELECT gov_cloud.register_person(w.name, p.organization, 'regress_suqian_' || w.name, '2024-01-01')
FROM party AS p, (VALUES ('sec'), ('sys'), ('audit')) AS w (name)
WHERE p.login = 'desk' \g /dev/null
SELECT gov_cloud.adopt_policy(place, 'suqian/1', '2022-10-25') FROM (VALUES ('321300'), ('321322')) AS p (place) \g /dev/null
RESET SESSION AUTHORIZATION;

SELECT at('2026-01-05 09:00') \g /dev/null
-- the text gives no prices: these are the test's, a core one yuan a day, so that money counts days
SELECT done('sys', format('SELECT gov_cloud.add_catalogue_item(''321300'', %L, %L, %L, %L, category_l3 => %L, components => %L)',
    code, family, name, l2, l3, components))
FROM (VALUES ('vm', 'host', '云主机', '计算服务', '云主机', 'vcpu, memory_gb, storage_gb'),
    ('bandwidth', 'infrastructure', '互联网带宽', '网络服务', '互联网带宽', 'bandwidth_mbps')) AS item (code, family, name, l2, l3, components) \g /dev/null
SELECT done('finance', format('SELECT gov_cloud.create_price_list(''321300'', %s, ''测试价格'', ''2026-01-01'')',
    (SELECT organization FROM party WHERE login = 'vendor'))) AS list \gset
SELECT done('finance', format('SELECT gov_cloud.set_price(%s, %L, %L, ''day'', %s)', :list, item, component, amount))
FROM (VALUES ('vm', 'vcpu', 1), ('vm', 'memory_gb', 0), ('vm', 'storage_gb', 0), ('bandwidth', 'bandwidth_mbps', 0)) AS price (item, component, amount) \g /dev/null
SELECT done('finance', format('SELECT gov_cloud.publish_price_list(%s)', :list)) \g /dev/null

-- the terms of a matter, in the order of their rules: rule, last day in time (a dash: the text gives no amount), who owes it, status
CREATE FUNCTION public.terms(m bigint, rules text DEFAULT '') RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(concat_ws(' ', rule, coalesce(to_char(due_on, 'MM-DD'), '-'), obligor_role, status), ', ' ORDER BY rule, id) FROM gov_cloud.deadline
    WHERE matter = m AND rule ~ rules
$$;

-- what the worker does about matters, duties, use and notices, at a moment
CREATE FUNCTION public.works(moment text) RETURNS bigint LANGUAGE sql AS $$
    SELECT public.at(moment);
    SELECT count(done('sys', format('SELECT gov_cloud.run_task(%L)', name))) 
    FROM unnest(ARRAY['advance', 'open_obligations', 'scan_efficiency', 'deliver']) AS t (name)
$$;

-- a row of annex 2, and annexes 1 and 2 for the system of a matter, the head summing up the rows
CREATE FUNCTION public.item(name text, cores numeric DEFAULT 4, memory numeric DEFAULT 8, disk numeric DEFAULT 100, more jsonb DEFAULT '{}') RETURNS jsonb LANGUAGE sql AS $$
    SELECT jsonb_build_object('purpose', '应用', 'machine_name', name, 'operating_system', '麒麟', 'cpu_cores', cores, 'memory_gb', memory,
        'disk_gb', disk, 'deployment_network', '政务外网', 'catalogue_item', 'vm') || more
$$;

CREATE FUNCTION public.form_1(m bigint, kind text DEFAULT '新增', more jsonb DEFAULT '{}') RETURNS jsonb LANGUAGE sql AS $$
    SELECT jsonb_build_object('application_date', '2026-03-02', 'system_name', s.name, 'application_kind', form_1.kind, 'application_reason', '业务需要',
        'mlps_level', coalesce(s.mlps_level::text, 'ungraded'), 'mlps_filing_no', '/', 'contact_name', '联系人甲', 'contact_phone', '0000-0000001',
        'security_admin_name', '安全员乙', 'security_admin_phone', '0000-0000002', 'om_provider', '运维公司', 'om_provider_contact_name', '联系人丙',
        'om_provider_contact_phone', '0000-0000003', 'needs_load_balancer', '否', 'internet_bandwidth_m', 0, 'applicant_opinion', '同意申请',
        'applicant_seal', '已盖章') || more
    FROM gov_cloud.system AS s JOIN gov_cloud.matter AS m ON m.system_id = s.id WHERE m.id = form_1.m
$$;

CREATE FUNCTION public.sums(items jsonb) RETURNS jsonb LANGUAGE sql AS $$
    SELECT jsonb_build_object('requested_cpu_cores', sum((i->>'cpu_cores')::numeric), 'requested_memory_gb', sum((i->>'memory_gb')::numeric),
        'requested_disk_gb', sum((i->>'disk_gb')::numeric))
    FROM jsonb_array_elements(items) AS i
$$;

CREATE FUNCTION public.form_2(items jsonb DEFAULT '[]', changed jsonb DEFAULT '[]', kind text DEFAULT '新增') RETURNS jsonb LANGUAGE sql AS $$
    SELECT jsonb_build_object('application_kind', kind, 'application_date', '2026-03-02', 'items', items, 'changed_items', changed)
$$;

CREATE FUNCTION public.registers(name text, level int DEFAULT 2, who text DEFAULT 'unit', classified boolean DEFAULT false, more text DEFAULT '') RETURNS bigint LANGUAGE sql AS $$
    SELECT done(who, format('SELECT gov_cloud.register_system(name => %L, mlps_level => %L, classified => %L, funding => ''county'', provider => %s%s)',
        name, level, classified, (SELECT organization FROM party WHERE login = 'vendor'), ', ' || nullif(more, '')))::bigint
$$;

-- what a system has to show, or its unit declares of it
CREATE FUNCTION public.shows(who text, system bigint, kind text) RETURNS text LANGUAGE sql AS $$
    SELECT done(who, format('SELECT gov_cloud.record_compliance(%s, NULL, %L, number => ''测试0001号'', issuer => ''测试机关'', document => '
        'gov_cloud.attach_document(NULL, %L, ''证明'', content => ''eA=='', system => %s))', system, kind, kind, system))
$$;

-- an application with all its papers, on one day; items are the rows of annex 2
CREATE FUNCTION public.applies(m bigint, moment text, items jsonb DEFAULT jsonb_build_array(item('app')), who text DEFAULT 'unit', more jsonb DEFAULT '{}') RETURNS text
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM at(moment), fills(who, m, 'SQ-F1', form_1(m, more => sums(items) || more)), fills(who, m, 'SQ-F2', form_2(items)),
        attaches(who, m, 'project_approval'), attaches(who, m, 'construction_plan'), attaches(who, m, 'data_catalogue'),
        shows(who, (SELECT system_id FROM gov_cloud.matter WHERE id = m), 'no_duplicate_build');
    RETURN acts(who, m, 'submit', moment, data => '{"simple_architecture": true}');
END
$$;

-- the operator's part of annex 1, filled in before the review
CREATE FUNCTION public.signs(m bigint, who text DEFAULT 'review') RETURNS text LANGUAGE sql AS $$
    SELECT fills(who, m, 'SQ-F1-opinion', '{"acceptance_opinion": "受理", "acceptance_signature": "签字", "operator_first_review": "通过",
        "operator_review": "通过", "operator_seal": "已盖章"}')
$$;

-- a small application from its submission to the open resources
CREATE FUNCTION public.opens_small(system bigint, submitted text, reviewed text, opened text, items jsonb DEFAULT jsonb_build_array(item('app')),
    who text DEFAULT 'unit') RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    m bigint := opens(who, 'onboarding', submitted || ' 08:30', system);
BEGIN
    PERFORM applies(m, submitted || ' 09:00', items, who), acts('desk', m, 'accept', submitted || ' 10:00'),
        acts('desk', m, 'first_review', submitted || ' 11:00'), signs(m), acts('review', m, 'approve', reviewed || ' 12:00'),
        acts('vendor', m, 'open_resources', opened || ' 13:00');
    RETURN m;
END
$$;

-- what a unit has to have done before a deployed system goes online
CREATE FUNCTION public.tests(m bigint, day text, who text DEFAULT 'unit') RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    PERFORM at(day || ' 09:00'), attaches(who, m, 'security_self_check'), attaches(who, m, 'security_test_report'), attaches(who, m, 'security_hardening'),
        attaches(who, m, 'function_test_report'), attaches(who, m, 'stress_test_report');
    PERFORM acts(who, m, 'complete_function_test', day || ' 09:10', data => format('{"completed_on": "%s"}', day)),
        acts(who, m, 'complete_stress_test', day || ' 09:20', data => format('{"completed_on": "%s"}', day)),
        acts(who, m, 'tell_function_test', day || ' 09:30');
    RETURN acts(who, m, 'tell_stress_test', day || ' 09:40');
END
$$;

-- a system in service: applied for in a small application, opened and online on these days; answers the matter
CREATE FUNCTION public.serves(system bigint, opened text, online text, items jsonb DEFAULT jsonb_build_array(item('app')), who text DEFAULT 'unit') RETURNS bigint
    LANGUAGE plpgsql AS $$
DECLARE
    m bigint := opens_small(system, (opened::date - 1)::text, (opened::date - 1)::text, opened, items, who);
BEGIN
    PERFORM acts(who, m, 'deploy', opened || ' 15:00'), tests(m, online, who), acts(who, m, 'go_online', online || ' 10:00');
    RETURN m;
END
$$;
