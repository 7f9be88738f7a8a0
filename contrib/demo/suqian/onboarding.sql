-- Each system's way from the draft to going online, before the first day of the history.  Its size decides the way: up to
-- 20 cores the operator reviews, above he consults with unit and provider (art. 18).
CREATE FUNCTION demo.form_1(unit text, system text, kind text, day date, more jsonb DEFAULT '{}') RETURNS jsonb LANGUAGE sql AS $$
SELECT jsonb_build_object('application_date', day, 'system_name', form_1.system, 'application_kind', form_1.kind, 'application_reason', '业务需要',
    'mlps_level', min(level)::text, 'mlps_filing_no', '/', 'contact_name', '联系人', 'contact_phone', '0527-0000000',
    'security_admin_name', '安全管理员', 'security_admin_phone', '0527-0000001', 'om_provider', '运维公司', 'om_provider_contact_name', '运维联系人',
    'om_provider_contact_phone', '0527-0000002', 'needs_load_balancer', '否', 'internet_bandwidth_m', 0, 'applicant_opinion', '同意申请',
    'applicant_seal', '已盖章', 'requested_cpu_cores', sum(vcpu), 'requested_memory_gb', sum(memory), 'requested_disk_gb', sum(disk)) || more
FROM demo.plan WHERE plan.system = form_1.system
$$;

CREATE FUNCTION demo.onboard(unit text, system text, level integer, day date) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    begins date := gov_cloud.add_workdays(day - 1, 1);
    at timestamptz := demo.office(begins);
    opened date := gov_cloud.add_workdays(begins, 3);
    tested timestamptz := demo.office(gov_cloud.add_workdays(opened, 14));
    s bigint;
    m bigint;
BEGIN
    s := demo.does(unit, format('SELECT gov_cloud.register_system(%L, false, ''county'', mlps_level => %s, kind => ''业务生产系统'',
        bearer_networks => ''egov_extranet'', onboarding_kind => ''new_build'', provider => %s)', system, level,
        (SELECT organization FROM demo.party WHERE login = 'vendor')))::bigint;
    m := demo.opens(unit, 'onboarding', at, s);
    PERFORM demo.fills(unit, m, 'SQ-F1', demo.form_1(unit, system, '新增', begins)),
        demo.fills(unit, m, 'SQ-F2', jsonb_build_object('application_kind', '新增', 'application_date', begins, 'items',
            (SELECT jsonb_agg(jsonb_build_object('purpose', '应用', 'machine_name', machine, 'operating_system', '麒麟', 'cpu_cores', vcpu,
                'memory_gb', memory, 'disk_gb', disk, 'deployment_network', '政务外网', 'catalogue_item', 'elastic_vm') ORDER BY machine)
             FROM demo.plan WHERE plan.system = onboard.system))),
        demo.files(unit, m, 'project_approval', '项目批准文件'), demo.files(unit, m, 'construction_plan', '系统建设方案'),
        demo.files(unit, m, 'data_catalogue', '数据目录');
    -- no rooms of its own, nothing bought twice (art. 5)
    PERFORM demo.does(unit, format('SELECT gov_cloud.record_compliance(%s, NULL, ''no_duplicate_build'', issued_on => %L, document => %s)', s, begins,
        demo.does(unit, format('SELECT gov_cloud.attach_document(NULL, ''declaration'', ''不新建机房、不重复采购声明'', content => ''eA=='', system => %s)', s))));
    PERFORM demo.acts(unit, m, 'submit', at + interval '1 hour', data => '{"simple_architecture": true}'),
        demo.acts('desk', m, 'accept', at + interval '2 hours'), demo.acts('desk', m, 'first_review', at + interval '3 hours');
    PERFORM demo.fills('review', m, 'SQ-F1-opinion', '{"acceptance_opinion": "受理", "acceptance_signature": "已签字",
        "operator_first_review": "通过", "operator_review": "通过", "operator_seal": "已盖章"}');
    at := demo.office(gov_cloud.add_workdays(begins, 2));
    IF (SELECT tier FROM gov_cloud.tier_assessment WHERE matter = m ORDER BY id DESC LIMIT 1) = 'small' THEN
        PERFORM demo.acts('review', m, 'approve', at, '同意开通');
    ELSE
        PERFORM demo.acts(who, m, 'consult', at, data => format('{"held_on": "%s"}', gov_cloud.add_workdays(begins, 2)))
        FROM unnest(ARRAY['desk', unit, 'vendor']) AS who;
        PERFORM demo.files('desk', m, 'consultation_minutes', '三方会商纪要'), demo.files('desk', m, 'opening_opinion', '资源开通意见'),
            demo.acts('review', m, 'issue_opinion', at + interval '2 hours', '同意开通');
    END IF;
    PERFORM demo.acts('vendor', m, 'open_resources', demo.office(opened)),
        demo.acts(unit, m, 'deploy', demo.office(gov_cloud.add_workdays(opened, 10)));
    PERFORM demo.files(unit, m, kind, title)
    FROM (VALUES ('security_self_check', '安全自查'), ('security_test_report', '检测评估'), ('security_hardening', '安全加固'),
        ('function_test_report', '功能测试结果'), ('stress_test_report', '压力测试结果')) AS d (kind, title);
    PERFORM demo.acts(unit, m, 'complete_function_test', tested, data => format('{"completed_on": "%s"}', gov_cloud.add_workdays(opened, 13))),
        demo.acts(unit, m, 'complete_stress_test', tested + interval '10 minutes', data => format('{"completed_on": "%s"}', gov_cloud.add_workdays(opened, 14))),
        demo.acts(unit, m, 'tell_function_test', tested + interval '20 minutes'), demo.acts(unit, m, 'tell_stress_test', tested + interval '30 minutes'),
        demo.acts(unit, m, 'grant_readonly', tested + interval '1 hour'),
        demo.acts(unit, m, 'go_online', demo.office(gov_cloud.add_workdays(opened, 20)));
    RETURN m;
END
$$;

CREATE TABLE demo.onboarded AS
SELECT unit, system, demo.onboard(unit, system, level, :'first_day'::date - 60 + (row_number() OVER ())::integer) AS matter
FROM (SELECT DISTINCT unit, system, level FROM demo.plan ORDER BY unit, system) AS s;
