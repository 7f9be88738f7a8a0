-- A change, an emergency increase consented to by telephone, an exit, and an adjustment of the cloud itself.
CREATE TABLE demo.changed (what text, matter bigint);

CREATE FUNCTION demo.machine(name text, vcpu integer, memory integer, disk integer) RETURNS jsonb LANGUAGE sql AS $$
SELECT jsonb_build_object('purpose', '应用', 'machine_name', name, 'operating_system', '麒麟', 'cpu_cores', vcpu, 'memory_gb', memory, 'disk_gb', disk,
    'deployment_network', '政务外网')
$$;

DO $$
DECLARE
    day date := gov_cloud.add_workdays((SELECT max(lower(in_service)) FROM gov_cloud.system) + 60, 1);
    at timestamptz := demo.office(day);
    system bigint := (SELECT id FROM gov_cloud.system WHERE name = '学籍管理系统');
    m bigint;
BEGIN
    -- one working day for the provider (art. 22)
    m := demo.opens('edu', 'change', at, system);
    PERFORM demo.fills('edu', m, 'SQ-F1', demo.form_1('edu', '学籍管理系统', '变更', day, '{"application_reason": "业务增长",
            "requested_cpu_cores": 12, "requested_memory_gb": 24, "requested_disk_gb": 300}')),
        demo.fills('edu', m, 'SQ-F2', jsonb_build_object('application_kind', '变更', 'application_date', day,
            'changed_items', jsonb_build_array(demo.machine('vm-edu-04', 12, 24, 300))));
    PERFORM demo.acts('edu', m, 'submit', at + interval '1 hour'), demo.acts('review', m, 'approve', at + interval '3 hours', '同意变更'),
        demo.acts('vendor', m, 'complete', demo.office(gov_cloud.add_workdays(day, 1)));
    INSERT INTO demo.changed VALUES ('change', m);

    -- storage nearly exhausted: consent first, by word of mouth, then the increase at once
    at := demo.office(gov_cloud.add_workdays(day, 3));
    m := demo.opens('vendor', 'emergency_increase', at, (SELECT id FROM gov_cloud.system WHERE name = '预约挂号'),
        format(', data => %L', jsonb_build_object('arisen_at', at - interval '5 minutes', 'situation', '存储即将耗尽')));
    PERFORM demo.acts('desk', m, 'consent', at + interval '6 minutes', '电话同意扩容', data => jsonb_build_object('oral', true, 'consented_at', at + interval '5 minutes')::text),
        demo.fills('vendor', m, 'SQ-F2', jsonb_build_object('application_kind', '变更', 'application_date', gov_cloud.add_workdays(day, 3),
            'changed_items', jsonb_build_array(demo.machine('vm-hlt-05', 4, 8, 300)))),
        demo.acts('vendor', m, 'increase', at + interval '20 minutes');
    INSERT INTO demo.changed VALUES ('emergency', m);

    -- exit: consent, migration, reclaim within three working days of the consent (art. 23)
    m := demo.opens('edu', 'exit', demo.office(day), (SELECT id FROM gov_cloud.system WHERE name = '在线课堂'));
    PERFORM demo.fills('edu', m, 'SQ-F1', demo.form_1('edu', '在线课堂', '注销', day, '{"application_reason": "并入省平台"}')),
        demo.acts('edu', m, 'submit', demo.office(day) + interval '1 hour'),
        demo.acts('review', m, 'approve', demo.office(gov_cloud.add_workdays(day, 1)), '同意退出'),
        demo.acts('vendor', m, 'migrate_out', demo.office(gov_cloud.add_workdays(day, 2))),
        demo.acts('vendor', m, 'reclaim', demo.office(gov_cloud.add_workdays(day, 3)));
    INSERT INTO demo.changed VALUES ('exit', m);
END
$$;
