-- Each system's way from the draft to service, before the first day of the history: evaluated within seven working days
-- by the centre, approved within five by the bureau, a trial environment within two, tried for fifteen days (art. 21).
CREATE FUNCTION demo.form_1(system text) RETURNS jsonb LANGUAGE sql AS $$
SELECT jsonb_build_object('applicant_contact_name', '联系人', 'applicant_contact_mobile', '10000000000', 'applicant_contact_email', 'contact@example.cn',
    'machines', jsonb_agg(jsonb_build_object('network_zone', '公共网络区', 'system_name', form_1.system, 'server_type', 'APP', 'machine_name', machine,
        'bastion_owner_name', '["负责人"]'::jsonb, 'bastion_owner_email', '["owner@example.cn"]'::jsonb, 'bastion_owner_mobile', '["10000000001"]'::jsonb,
        'vcpu_cores', vcpu, 'memory_gb', memory, 'system_disk_gb', 40, 'data_disk_gb', disk - 40, 'operating_system', '麒麟', 'is_clustered', '否') ORDER BY machine))
FROM demo.plan WHERE plan.system = form_1.system
$$;

CREATE FUNCTION demo.onboard(unit text, system text, level integer, day date) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    begins date := gov_cloud.add_workdays(day - 1, 1);
    tried timestamptz := demo.office(gov_cloud.add_workdays(begins, 5));
    tested timestamptz := demo.office((tried AT TIME ZONE 'Asia/Shanghai')::date + 16);
    s bigint;
    m bigint;
BEGIN
    s := demo.does(unit, format('SELECT gov_cloud.register_system(%L, false, ''above_county'', mlps_level => %s, onboarding_kind => ''migration'', provider => %s)',
        system, level, (SELECT organization FROM demo.party WHERE login = 'cloud')))::bigint;
    m := demo.opens(unit, 'onboarding', demo.office(begins), s);
    PERFORM demo.fills(unit, m, 'LZ-F1', demo.form_1(system)), demo.files(unit, m, 'migration_plan', '非涉密信息系统迁移上云方案'),
        demo.files(unit, m, 'performance_test_report', '信息系统性能检测报告'), demo.files(unit, m, 'security_test_report', '信息系统安全检测报告'),
        demo.acts(unit, m, 'submit', demo.office(begins) + interval '1 hour');
    PERFORM demo.files('centre', m, 'site_survey_record', '现场勘查记录'), demo.files('centre', m, 'evaluation_opinion', '评估意见'),
        demo.acts('centre', m, 'evaluate', demo.office(gov_cloud.add_workdays(begins, 3))),
        demo.acts('bureau', m, 'approve', demo.office(gov_cloud.add_workdays(begins, 4)), '同意'),
        demo.acts('centre', m, 'provide_trial', tried), demo.acts(unit, m, 'finish_test', tested),
        demo.files('centre', m, 'usage_agreement', '使用协议'), demo.files('centre', m, 'confidentiality_agreement', '保密协议');
    PERFORM demo.acts(unit, m, 'sign_agreement', tested + interval '1 hour'), demo.acts('centre', m, 'sign_agreement', tested + interval '2 hours'),
        demo.acts('centre', m, 'open_service', tested + interval '3 hours', '按信息系统正常运行所需要的合理值分配');
    RETURN m;
END
$$;

CREATE TABLE demo.onboarded AS
SELECT unit, system, demo.onboard(unit, system, level, :'first_day'::date - 60 + (row_number() OVER ())::integer) AS matter
FROM (SELECT DISTINCT unit, system, level FROM demo.plan ORDER BY unit, system) AS s;
