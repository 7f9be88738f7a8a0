-- A change, an exit that unit and provider clear together, a fault, and an incident the regulator is told of.
CREATE TABLE demo.changed (what text, matter bigint);
DO $$
DECLARE
    day date := gov_cloud.add_workdays((SELECT max(lower(in_service)) FROM gov_cloud.system) + 60, 1);
    at timestamptz := demo.office(day);
    m bigint;
BEGIN
    m := demo.opens('edu', 'change', at, (SELECT id FROM gov_cloud.system WHERE name = '学籍管理系统'));
    PERFORM demo.fills('edu', m, 'SC-CHANGE', '{"system_name": "学籍管理系统", "change_reason": "业务增长", "changed_hosts":
            [{"host_name": "vm-edu-04", "cpu_before": 8, "cpu_after": 12, "memory_before": 16, "memory_after": 24, "remark": "扩容"}]}'),
        demo.acts('edu', m, 'submit', at + interval '1 hour'),
        demo.acts('centre', m, 'classify', at + interval '2 hours', '单机扩容，不属重大变更', '{"class": "minor"}'),
        demo.acts('centre', m, 'approve', demo.office(gov_cloud.add_workdays(day, 2)), '同意'),
        demo.acts('watcher', m, 'configure', demo.office(gov_cloud.add_workdays(day, 3))),
        demo.acts('vendor', m, 'configure', demo.office(gov_cloud.add_workdays(day, 3)) + interval '1 hour');
    INSERT INTO demo.changed VALUES ('change', m);

    m := demo.opens('edu', 'exit', at, (SELECT id FROM gov_cloud.system WHERE name = '在线课堂'));
    PERFORM demo.fills('edu', m, 'SC-EXIT', '{"system_name": "在线课堂", "exit_reason": "并入国家平台", "unit_confirmation": true}'),
        demo.files('edu', m, 'exit_application', '服务退出申请'), demo.acts('edu', m, 'submit', at + interval '1 hour'),
        demo.acts('centre', m, 'approve', demo.office(gov_cloud.add_workdays(day, 2)), '受理'),
        demo.files('vendor', m, 'data_clearing_record', '数据清除记录'),
        demo.acts('edu', m, 'clear_data', demo.office(gov_cloud.add_workdays(day, 4))),
        demo.acts('vendor', m, 'clear_data', demo.office(gov_cloud.add_workdays(day, 4)) + interval '1 hour'),
        demo.acts('edu', m, 'reclaim', demo.office(gov_cloud.add_workdays(day, 5))),
        demo.acts('vendor', m, 'reclaim', demo.office(gov_cloud.add_workdays(day, 5)) + interval '1 hour');
    INSERT INTO demo.changed VALUES ('exit', m);

    m := demo.opens('watcher', 'fault', at, (SELECT id FROM gov_cloud.system WHERE name = '预约挂号'), ', opinion => ''访问缓慢''');
    PERFORM demo.acts('vendor', m, 'handle', at + interval '2 hours', '链路已切换'), demo.files('watcher', m, 'fault_summary', '故障情况汇总'),
        demo.acts('watcher', m, 'report', at + interval '5 hours');
    INSERT INTO demo.changed VALUES ('fault', m);

    m := demo.opens('hlt', 'security_incident', at, (SELECT id FROM gov_cloud.system WHERE name = '健康档案系统'), ', opinion => ''疑似数据泄露''');
    PERFORM demo.files('hlt', m, 'incident_report', '重大安全事件报告'), demo.acts('hlt', m, 'report_regulator', at + interval '1 hour'),
        demo.acts('hlt', m, 'inform', at + interval '70 minutes'), demo.acts('hlt', m, 'handle', at + interval '1 day', '已处置');
    INSERT INTO demo.changed VALUES ('incident', m);
END
$$;
