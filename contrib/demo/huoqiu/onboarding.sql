-- Each system's way from the draft to the third seal, opened before the first day of the history.
CREATE FUNCTION demo.onboard(unit text, system text, level integer, day date) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    begins date := gov_cloud.add_workdays(day - 1, 1);
    s bigint;
    m bigint;
    at timestamptz := demo.office(begins);
BEGIN
    s := demo.does(unit, format('SELECT gov_cloud.register_system(%L, false, ''county'', mlps_level => %s, kind => ''业务生产系统'',
        bearer_networks => ''egov_extranet'', onboarding_kind => ''new_build'', provider => %s)', system, level,
        (SELECT organization FROM demo.party WHERE login = 'vendor')))::bigint;
    m := demo.opens(unit, 'onboarding', at, s);
    PERFORM demo.fills(unit, m, 'HQ-F1', jsonb_build_object(
        'applicant_unit', (SELECT name FROM demo.party WHERE login = unit), 'application_date', begins,
        'system_owner_name', '系统负责人', 'system_owner_office_phone', '0564-0000000', 'system_owner_email', 'owner@example.cn',
        'maintenance_unit', '信息中心', 'maintenance_unit_kind', 'subordinate', 'tech_contact_name', '技术联系人',
        'tech_contact_email', 'tech@example.cn', 'tech_contact_mobile', '10000000000', 'system_name', system,
        'system_investment_amount', 80, 'system_investment_unit', '万元', 'onboarding_kind', 'new_build', 'system_summary', system,
        'mlps_level', level::text, 'bearer_networks', '["egov_extranet"]'::jsonb, 'availability_requirement', '99.9%',
        'system_kind', '业务生产系统', 'service_audience', '社会公众', 'service_audience_size', 20000, 'service_scope', '本级',
        'applicant_seal', '已盖章', 'contact_signature', '已签字', 'signed_on', begins,
        'hosts', (SELECT jsonb_agg(jsonb_build_object('host_type', 'elastic_vm', 'host_name', machine, 'cpu_arch', 'ARM',
            'cpu_cores', vcpu, 'memory_gb', memory, 'system_disk_gb', 40, 'system_disk_type', 'SSD', 'data_disk_gb', disk - 40,
            'data_disk_type', 'SAS', 'operating_system', '麒麟', 'deployment_network', '政务外网', 'quantity', 1) ORDER BY machine)
            FROM demo.plan WHERE plan.system = onboard.system),
        'security', '[{"category_l2": "基础安全服务", "category_l3": "基础安全防护包", "service_name": "/", "specification": "1系统", "quantity": 1}]'::jsonb));
    PERFORM demo.does(unit, format('SELECT count(gov_cloud.record_compliance(%s, NULL, kind, issued_on => %L))
        FROM unnest(ARRAY[''no_duplicate_build'', ''licensed_software'', ''data_residency'', ''no_subletting'']) AS kind', s, begins));
    PERFORM demo.files(unit, m, 'technical_plan', system || '上云技术方案');
    PERFORM demo.acts(unit, m, 'submit', at + interval '2 hours');
    PERFORM demo.acts('bureau', m, 'start_evaluation', demo.office(gov_cloud.add_workdays(begins, 1)));
    PERFORM demo.files('bureau', m, 'evaluation_opinion', '评估意见');
    PERFORM demo.files('bureau', m, 'fee_determination', '经费核定表');
    PERFORM demo.acts('bureau', m, 'fix_cost', demo.office(gov_cloud.add_workdays(begins, 3)));
    PERFORM demo.acts('vendor', m, 'fix_cost', demo.office(gov_cloud.add_workdays(begins, 3)) + interval '1 hour');
    PERFORM demo.acts('bureau', m, 'report_government', demo.office(gov_cloud.add_workdays(begins, 4)));
    PERFORM demo.acts('gov', m, 'approve', demo.office(gov_cloud.add_workdays(begins, 6)), '同意');
    PERFORM demo.files('vendor', m, 'delivery_record', '资源交付记录');
    PERFORM demo.acts('vendor', m, 'provision', demo.office(gov_cloud.add_workdays(begins, 7)));
    PERFORM demo.files(unit, m, 'premigration_security_test', '上云安全测试报告');
    PERFORM demo.acts(unit, m, 'deploy', demo.office(gov_cloud.add_workdays(begins, 9)));
    PERFORM demo.acts(unit, m, 'start_trial', demo.office(gov_cloud.add_workdays(begins, 10)));
    PERFORM demo.does(unit, format('SELECT gov_cloud.attach_document(%s, ''performance_security_report'', ''软件性能及信息系统安全测试报告'',
        content => ''cmVwb3J0'', issuer => ''测评机构'', attributes => ''{"cnas": true, "covers": ["performance", "security"]}'')', m));
    PERFORM demo.acts(unit, m, 'report_test', demo.office(gov_cloud.add_workdays(begins, 24)));
    PERFORM demo.acts(unit, m, 'pass_trial', demo.office(gov_cloud.add_workdays(begins, 25)));
    PERFORM demo.acts('bureau', m, 'pass_trial', demo.office(gov_cloud.add_workdays(begins, 26)), '通过');
    PERFORM demo.acts('bureau', m, 'audit_opening', demo.office(gov_cloud.add_workdays(begins, 27)));
    PERFORM demo.acts('bureau', m, 'open_service', demo.office(gov_cloud.add_workdays(begins, 28)));
    PERFORM demo.files('bureau', m, 'agreement', '三方协议');
    PERFORM demo.acts(unit, m, 'sign_agreement', demo.office(gov_cloud.add_workdays(begins, 29)));
    PERFORM demo.acts('vendor', m, 'sign_agreement', demo.office(gov_cloud.add_workdays(begins, 30)));
    PERFORM demo.acts('bureau', m, 'sign_agreement', demo.office(gov_cloud.add_workdays(begins, 31)));
    RETURN m;
END
$$;

CREATE TABLE demo.onboarded AS
SELECT unit, system, demo.onboard(unit, system, level, :'first_day'::date - 70 + (row_number() OVER ())::integer) AS matter
FROM (SELECT DISTINCT unit, system, level FROM demo.plan ORDER BY unit, system) AS s;

-- the protection-level documents of one system, in time; the others' clocks run on
SELECT demo.files('hlt', matter, 'mlps_evaluation_report', '等保测评报告'), demo.files('hlt', matter, 'mlps_filing_certificate', '等保备案证明'),
    demo.acts('hlt', matter, 'complete_mlps', demo.office(:'first_day'::date + 5))
FROM demo.onboarded WHERE system = '健康档案系统';
