-- Three changes of configuration: one below half, one above (the form's own printed example), and an exit.
CREATE FUNCTION demo.change_form(unit text, system text, machine text, vcpu integer, memory integer, disk integer) RETURNS jsonb LANGUAGE sql AS $$
SELECT jsonb_build_object('applicant_unit', (SELECT name FROM demo.party WHERE login = unit), 'system_name', system,
    'system_owner_name', '系统负责人', 'contact_phone', '0564-0000000', 'planned_implementation_at', '2026-01-01',
    'change_kind', '["host"]'::jsonb, 'change_reason', '业务增长', 'applicant_seal', '已盖章', 'signature', '已签字', 'signed_on', '2026-01-01',
    'changed_hosts', jsonb_build_array(jsonb_build_object('ip_address', '192.0.2.10', 'host_name', p.machine,
        'cpu_before', p.vcpu, 'cpu_after', change_form.vcpu, 'memory_before', p.memory, 'memory_after', change_form.memory,
        'system_disk_before', 40, 'system_disk_after', 40, 'data_disk_before', p.disk - 40, 'data_disk_after', change_form.disk - 40, 'remark', '核增')))
FROM demo.plan AS p WHERE p.machine = change_form.machine
$$;

CREATE FUNCTION demo.request_change(unit text, system text, machine text, vcpu integer, memory integer, disk integer, day date) RETURNS bigint
    LANGUAGE plpgsql AS $$
DECLARE
    m bigint;
BEGIN
    m := demo.opens(unit, 'change', demo.office(day), (SELECT id FROM gov_cloud.system AS s WHERE s.name = request_change.system));
    PERFORM demo.fills(unit, m, 'HQ-F2', demo.change_form(unit, system, machine, vcpu, memory, disk));
    PERFORM demo.files(unit, m, 'official_letter', '关于变更云资源的函');
    PERFORM demo.acts(unit, m, 'submit', demo.office(day) + interval '1 hour');
    RETURN m;
END
$$;

CREATE FUNCTION demo.complete_change(unit text, m bigint, day date) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    PERFORM demo.acts('vendor', m, 'complete', demo.office(day));
    PERFORM demo.files('bureau', m, 'change_confirmation_sheet', '变更确认单');
    PERFORM demo.acts(unit, m, 'confirm', demo.office(gov_cloud.add_workdays(day, 1)));
    PERFORM demo.acts('vendor', m, 'confirm', demo.office(gov_cloud.add_workdays(day, 1)) + interval '1 hour');
    RETURN demo.acts('bureau', m, 'confirm', demo.office(gov_cloud.add_workdays(day, 1)) + interval '2 hours');
END
$$;

CREATE TABLE demo.changed (what text, matter bigint);

-- minor: one of four machines grows; no figure of the system by more than half
INSERT INTO demo.changed
SELECT 'minor', demo.request_change('edu', '学籍管理系统', 'vm-edu-04', 12, 24, 300, gov_cloud.add_workdays(:'first_day'::date + 63, 1));
SELECT demo.acts('bureau', matter, 'approve', demo.office(gov_cloud.add_workdays(:'first_day'::date + 63, 2)), '同意'),
    demo.complete_change('edu', matter, gov_cloud.add_workdays(:'first_day'::date + 63, 3))
FROM demo.changed WHERE what = 'minor';

-- major: cores doubled, so article 13 sends it through the application of article 10
INSERT INTO demo.changed
SELECT 'major', demo.request_change('hlt', '预约挂号', 'vm-hlt-05', 12, 24, 300, gov_cloud.add_workdays(:'first_day'::date + 39, 1));
DO $$
DECLARE
    parent bigint := (SELECT matter FROM demo.changed WHERE what = 'major');
    m bigint := (SELECT id FROM gov_cloud.matter AS child WHERE child.parent = (SELECT matter FROM demo.changed WHERE what = 'major'));
    day date := (SELECT (opened_at AT TIME ZONE 'Asia/Shanghai')::date FROM gov_cloud.matter WHERE id = (SELECT matter FROM demo.changed WHERE what = 'major'));
BEGIN
    PERFORM demo.fills('hlt', m, 'HQ-F1', demo.does('hlt', format('SELECT gov_cloud.form_content(%s, ''HQ-F1'')',
        (SELECT matter FROM demo.onboarded WHERE system = '预约挂号')))::jsonb);
    PERFORM demo.files('hlt', m, 'technical_plan', '扩容技术方案');
    PERFORM demo.acts('hlt', m, 'submit', demo.office(gov_cloud.add_workdays(day, 1)));
    PERFORM demo.acts('bureau', m, 'start_evaluation', demo.office(gov_cloud.add_workdays(day, 2)));
    PERFORM demo.files('bureau', m, 'evaluation_opinion', '评估意见');
    PERFORM demo.files('bureau', m, 'fee_determination', '经费核定表');
    PERFORM demo.acts('bureau', m, 'fix_cost', demo.office(gov_cloud.add_workdays(day, 3)));
    PERFORM demo.acts('vendor', m, 'fix_cost', demo.office(gov_cloud.add_workdays(day, 3)) + interval '1 hour');
    PERFORM demo.acts('bureau', m, 'report_government', demo.office(gov_cloud.add_workdays(day, 4)));
    PERFORM demo.acts('gov', m, 'approve', demo.office(gov_cloud.add_workdays(day, 7)), '同意扩容');
    PERFORM demo.complete_change('hlt', parent, gov_cloud.add_workdays(day, 9));
END
$$;

-- exit of one system; the provider may not delete before the planned date
DO $$
DECLARE
    day date := gov_cloud.add_workdays((SELECT max(lower(billed)) FROM gov_cloud.resource) + 60, 1);
    planned date := day + 9;
    m bigint;
BEGIN
    m := demo.opens('edu', 'exit', demo.office(day), (SELECT id FROM gov_cloud.system WHERE name = '在线课堂'));
    PERFORM demo.fills('edu', m, 'HQ-F3', jsonb_build_object('applicant_unit', '县教育局', 'exit_kind', 'system_exit', 'system_name', '在线课堂',
        'system_owner_name', '系统负责人', 'office_phone', '0564-0000000', 'email', 'owner@example.cn', 'mobile', '10000000000',
        'planned_exit_date', planned, 'exit_reason', '并入省平台', 'exit_resources', '全部云主机', 'unit_confirmation', true,
        'unit_signature_seal', '已盖章', 'signed_on', day));
    PERFORM demo.files('edu', m, 'official_letter', '关于退出政务云的函');
    PERFORM demo.files('edu', m, 'exit_plan', '退出方案');
    PERFORM demo.acts('edu', m, 'submit', demo.office(day) + interval '1 hour');
    PERFORM demo.acts('bureau', m, 'approve', demo.office(gov_cloud.add_workdays(day, 2)), '同意');
    PERFORM demo.acts('vendor', m, 'reclaim', demo.office(planned + 1));
    PERFORM demo.files('bureau', m, 'exit_confirmation_sheet', '退出确认单');
    PERFORM demo.acts('edu', m, 'confirm', demo.office(planned + 5));
    PERFORM demo.acts('vendor', m, 'confirm', demo.office(planned + 5) + interval '1 hour');
    PERFORM demo.acts('bureau', m, 'confirm', demo.office(planned + 5) + interval '2 hours');
    INSERT INTO demo.changed VALUES ('exit', m);
END
$$;
