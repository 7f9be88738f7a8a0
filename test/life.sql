-- What the county's rules tests share beyond its parties: a catalogue and prices, the forms as a unit fills
-- them in, and systems carried to where a test begins.  Everything happens through the public actions, as
-- the logins that really do it.

SELECT at('2026-01-05 09:00') \g /dev/null

-- the texts give no prices: these are the test's (HQ-B8), per day, so that money counts days
SELECT done('sys', format('SELECT gov_cloud.add_catalogue_item(''341522'', %L, %L, %L, %L, category_l3 => %L, components => %L)',
    code, family, name, l2, l3, components))
FROM (VALUES
    ('elastic_vm', 'host', '弹性云服务器', '云主机', '弹性云服务器', 'vcpu, memory_gb, storage_gb'),
    ('elastic_ip', 'infrastructure', '弹性互联网IP地址', '网络服务', '弹性互联网IP地址', 'unit'),
    ('database', 'support_software', '国产关系型数据库', '数据库服务', '国产关系型数据库', 'unit'),
    ('basic_security', 'security', '基础安全防护包', '基础安全服务', '基础安全防护包', 'unit'),
    ('integration', 'implementation', '专属云集成服务', '集成实施', '专属云集成服务', 'unit')
) AS item (code, family, name, l2, l3, components) \g /dev/null
SELECT done('finance', format('SELECT gov_cloud.create_price_list(''341522'', %s, ''测试价格'', ''2026-01-01'')',
    (SELECT organization FROM party WHERE role = 'provider'))) AS list \gset
SELECT done('finance', format('SELECT gov_cloud.set_price(%s, %L, %L, ''day'', %s)', :list, item, component, amount))
FROM (VALUES ('elastic_vm', 'vcpu', 1), ('elastic_vm', 'memory_gb', 0), ('elastic_vm', 'storage_gb', 0), ('elastic_ip', 'unit', 3),
    ('database', 'unit', 10), ('basic_security', 'unit', 0), ('integration', 'unit', 0)) AS price (item, component, amount) \g /dev/null
SELECT done('finance', format('SELECT gov_cloud.publish_price_list(%s)', :list)) \g /dev/null

CREATE FUNCTION public.host(name text, cores int, memory int DEFAULT 8, data_disk int DEFAULT 200, more jsonb DEFAULT '{}') RETURNS jsonb
    LANGUAGE sql AS $$
    SELECT jsonb_build_object('host_type', 'elastic_vm', 'host_name', name, 'cpu_arch', 'ARM', 'cpu_cores', cores, 'memory_gb', memory,
        'system_disk_gb', 40, 'system_disk_type', 'SSD', 'data_disk_gb', data_disk, 'data_disk_type', 'SAS',
        'operating_system', '麒麟', 'deployment_network', '政务外网', 'quantity', 1) || more
$$;

CREATE FUNCTION public.service(l2 text, l3 text, quantity int DEFAULT 1, more jsonb DEFAULT '{}') RETURNS jsonb
    LANGUAGE sql AS $$
    SELECT jsonb_build_object('category_l2', l2, 'category_l3', l3, 'service_name', '/', 'specification', '/', 'quantity', quantity) || more
$$;

-- form 1 (附件1): every starred field, one host, the basic security package
CREATE FUNCTION public.form_1(more jsonb DEFAULT '{}') RETURNS jsonb LANGUAGE sql AS $$
    SELECT jsonb_build_object('applicant_unit', '县教育局', 'application_date', '2026-03-02', 'system_owner_name', '负责人甲',
        'system_owner_office_phone', '0564-0000000', 'system_owner_email', 'owner@example.cn', 'maintenance_unit', '信息中心',
        'maintenance_unit_kind', '下属单位/部门', 'tech_contact_name', '联系人乙', 'tech_contact_email', 'tech@example.cn',
        'tech_contact_mobile', '10000000000', 'system_name', '学籍管理', 'system_investment_amount', 50,
        'system_investment_unit', '万元', 'onboarding_kind', '新建上云', 'system_summary', '学籍', 'mlps_level', '二级',
        'bearer_networks', jsonb_build_array('政务外网'), 'availability_requirement', '99.9%', 'system_kind', '业务生产系统')
        || jsonb_build_object('service_audience', '本行业人员', 'service_audience_size', 3000, 'service_scope', '本级',
        'applicant_seal', 'sealed', 'contact_signature', 'signed', 'signed_on', '2026-03-02',
        'hosts', jsonb_build_array(host('app', 4)),
        'security', jsonb_build_array(service('基础安全服务', '基础安全防护包'))) || more
$$;

-- the same for the system of a matter
CREATE FUNCTION public.form_1_of(m bigint) RETURNS jsonb LANGUAGE sql AS $$
    SELECT form_1(jsonb_build_object('system_name', s.name, 'mlps_level', coalesce(s.mlps_level::text, 'ungraded'))
        || CASE WHEN cardinality(s.bearer_networks) > 0 THEN jsonb_build_object('bearer_networks', s.bearer_networks) ELSE '{}' END
        || CASE WHEN s.website THEN '{"system_kind": "门户网站"}'::jsonb ELSE '{}' END)
    FROM gov_cloud.system AS s JOIN gov_cloud.matter AS m ON m.system_id = s.id WHERE m.id = form_1_of.m
$$;

-- a row of form 2 (附件2) about one host: only what changes is stated
CREATE FUNCTION public.changed(name text, figures jsonb, remark text DEFAULT '核增') RETURNS jsonb LANGUAGE sql AS $$
    SELECT figures || jsonb_build_object('host_name', name, 'remark', remark)
$$;

CREATE FUNCTION public.form_2(more jsonb) RETURNS jsonb LANGUAGE sql AS $$
    SELECT jsonb_build_object('applicant_unit', '县教育局', 'system_owner_name', '负责人甲',
        'contact_phone', '0564-0000000', 'change_kind', jsonb_build_array('主机'), 'change_reason', '容量',
        'applicant_seal', 'sealed', 'signature', 'signed', 'signed_on', '2026-03-16') || more
$$;

-- form 3 (附件3)
CREATE FUNCTION public.form_3(kind text, planned text, more jsonb DEFAULT '{}') RETURNS jsonb LANGUAGE sql AS $$
    SELECT jsonb_build_object('applicant_unit', '县教育局', 'exit_kind', kind, 'system_name', '学籍管理', 'system_owner_name', '负责人甲',
        'planned_exit_date', planned, 'exit_reason', '停用', 'exit_resources', '全部', 'unit_confirmation', true,
        'unit_signature_seal', 'sealed', 'signed_on', '2026-03-16') || more
$$;

-- a system, and what its unit declares of it
CREATE FUNCTION public.registers(name text, level int DEFAULT 2, more text DEFAULT '', who text DEFAULT 'unit',
    classified boolean DEFAULT false, funding text DEFAULT 'county') RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    s bigint := done(who, format('SELECT gov_cloud.register_system(name => %L, mlps_level => %L, classified => %L, funding => %L, provider => %s%s)',
        name, level, classified, funding, (SELECT organization FROM party WHERE role = 'provider'), ', ' || nullif(more, '')));
BEGIN
    PERFORM done(who, format('SELECT gov_cloud.record_compliance(%s, NULL, %L, issued_on => ''2026-01-05'')', s, kind))
    FROM unnest(ARRAY['no_duplicate_build', 'licensed_software', 'data_residency', 'no_subletting']) AS kind;
    RETURN s;
END
$$;

-- the steps of an application up to one of them; each at its own hour of one day
CREATE FUNCTION public.applies(m bigint, day text, through text DEFAULT 'approve', form jsonb DEFAULT '{}', who text DEFAULT 'unit') RETURNS text
    LANGUAGE plpgsql AS $$
DECLARE
    step record;
    state text;
BEGIN
    PERFORM at(day || ' 09:00'), fills(who, m, 'HQ-F1', form_1_of(m) || form), attaches(who, m, 'technical_plan');
    FOR step IN SELECT * FROM (VALUES ('submit', who, '09:10'), ('start_evaluation', 'bureau', '09:20'), ('fix_cost', 'bureau', '09:30'),
        ('fix_cost', 'vendor', '09:40'), ('report_government', 'bureau', '09:50'), ('approve', 'gov', '10:00')) AS s (action, who, hour)
    LOOP
        IF step.who = 'bureau' AND step.action = 'fix_cost' THEN
            PERFORM attaches('bureau', m, 'evaluation_opinion'), attaches('bureau', m, 'fee_determination');
        END IF;
        state := acts(step.who, m, step.action, day || ' ' || step.hour);
        EXIT WHEN step.action = through AND NOT (step.action = 'fix_cost' AND step.who = 'bureau');
    END LOOP;
    RETURN state;
END
$$;

-- from the approval to the trial, all on one day
CREATE FUNCTION public.tries(m bigint, day text, who text DEFAULT 'unit') RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    PERFORM at(day || ' 11:00'), attaches('vendor', m, 'delivery_record'), acts('vendor', m, 'provision', day || ' 11:00'),
        attaches(who, m, 'premigration_security_test'), acts(who, m, 'deploy', day || ' 12:00');
    RETURN acts(who, m, 'start_trial', day || ' 13:00');
END
$$;

-- from the trial to the audited opening, all on one day
CREATE FUNCTION public.passes(m bigint, day text, who text DEFAULT 'unit') RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    PERFORM at(day || ' 09:00'), attaches(who, m, 'security_test_report'), acts(who, m, 'report_test', day || ' 09:00'),
        acts(who, m, 'pass_trial', day || ' 10:00'), acts('bureau', m, 'pass_trial', day || ' 11:00');
    RETURN acts('bureau', m, 'audit_opening', day || ' 12:00');
END
$$;

-- a system in service: applied for, opened and sealed on these days; answers the matter
CREATE FUNCTION public.serves(system bigint, opened text, sealed text, hosts jsonb DEFAULT jsonb_build_array(host('app', 4)),
    who text DEFAULT 'unit') RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    m bigint := opens(who, 'onboarding', '2026-02-02 08:30', system);
BEGIN
    PERFORM applies(m, '2026-02-02', form => jsonb_build_object('hosts', hosts), who => who), tries(m, '2026-02-03', who),
        passes(m, '2026-02-25', who), acts('bureau', m, 'open_service', opened || ' 09:00'),
        attaches('bureau', m, 'agreement'), acts(who, m, 'sign_agreement', opened || ' 10:00'),
        acts('vendor', m, 'sign_agreement', opened || ' 11:00'), acts('bureau', m, 'sign_agreement', sealed || ' 12:00');
    RETURN m;
END
$$;

-- what its host was billed for, as the month's statement has it: day ranges by number of cores, both days included
CREATE FUNCTION public.billed_cores(system bigint, month text DEFAULT '2026-03-01') RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(format('%s cores %s..%s', trim_scale(c.quantity), to_char(lower(c.period), 'MM-DD'), to_char(upper(c.period) - 1, 'MM-DD')),
        ', ' ORDER BY c.period)
    FROM gov_cloud.charge AS c JOIN gov_cloud.statement AS s ON s.id = c.statement
    WHERE c.system_id = billed_cores.system AND s.month = billed_cores.month::date AND c.component = 'vcpu'
$$;
