-- A change, a termination, a refusal answered by a better application, and a fault.  What is major the measures do not
-- say: an officer decides and says why (art. 11).
CREATE TABLE demo.changed (what text, matter bigint);

CREATE FUNCTION demo.change(unit text, system text, machine text, vcpu integer, memory integer, day date) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    m bigint := demo.opens(unit, 'change', demo.office(day), (SELECT id FROM gov_cloud.system AS s WHERE s.name = change.system));
BEGIN
    PERFORM demo.fills(unit, m, 'ZJ-CHANGE', (SELECT jsonb_build_object('system_name', change.system, 'change_reason', '业务量变化', 'changed_hosts',
            jsonb_build_array(jsonb_build_object('host_name', p.machine, 'cpu_before', p.vcpu, 'cpu_after', change.vcpu, 'memory_before', p.memory,
                'memory_after', change.memory, 'remark', CASE WHEN change.vcpu > p.vcpu THEN '增加' ELSE '减少' END)))
            FROM demo.plan AS p WHERE p.machine = change.machine)),
        demo.acts(unit, m, 'submit', demo.office(day) + interval '1 hour'),
        demo.acts('bureau', m, 'classify', demo.office(gov_cloud.add_workdays(day, 1)), '单机调整，不属重大变更', '{"class": "minor"}'),
        demo.acts('bureau', m, 'approve', demo.office(gov_cloud.add_workdays(day, 2)), '同意'),
        demo.acts('vendor', m, 'complete', demo.office(gov_cloud.add_workdays(day, 4)));
    RETURN m;
END
$$;
INSERT INTO demo.changed
SELECT 'change', demo.change('edu', '学籍管理系统', 'vm-edu-04', 12, 24, gov_cloud.add_workdays(:'first_day'::date + 40, 1));

DO $$
DECLARE
    day date := gov_cloud.add_workdays((SELECT max(lower(in_service)) FROM gov_cloud.system) + 60, 1);
    m bigint;
BEGIN
    m := demo.opens('edu', 'exit', demo.office(day), (SELECT id FROM gov_cloud.system WHERE name = '在线课堂'));
    PERFORM demo.fills('edu', m, 'ZJ-EXIT', '{"system_name": "在线课堂", "exit_reason": "并入国家平台", "unit_confirmation": true}'),
        demo.acts('edu', m, 'submit', demo.office(day) + interval '1 hour'),
        demo.acts('bureau', m, 'approve', demo.office(gov_cloud.add_workdays(day, 3)), '同意'),
        demo.acts('vendor', m, 'reclaim', demo.office(gov_cloud.add_workdays(day, 5)));
    INSERT INTO demo.changed VALUES ('exit', m);

    m := demo.opens('hlt', 'fault', demo.office(day), (SELECT id FROM gov_cloud.system WHERE name = '预约挂号'), ', opinion => ''响应缓慢''');
    PERFORM demo.acts('hlt', m, 'report', demo.office(day) + interval '10 minutes'),
        demo.acts('vendor', m, 'solve', demo.office(day) + interval '3 hours', '存储链路已恢复');
    INSERT INTO demo.changed VALUES ('fault', m);

    -- refused with an opinion, applied for again: a fresh clock
    m := demo.opens('agr', 'onboarding', demo.office(day), demo.does('agr', format('SELECT gov_cloud.register_system(''农机调度'', false, ''above_county'',
        mlps_level => 2, provider => %s)', (SELECT organization FROM demo.party WHERE login = 'vendor')))::bigint);
    PERFORM demo.fills('agr', m, 'ZJ-USE', '{"applicant_unit": "省农业农村厅", "system_name": "农机调度", "mlps_level": "2", "cloud_zone": "专有云平台",
            "capacity_basis": "并发 50", "hosts": [{"host_type": "云主机", "host_name": "vm-agr-05", "cpu_cores": 32, "memory_gb": 64, "quantity": 4}]}'),
        demo.files('agr', m, 'construction_plan', '应用系统建设方案'),
        demo.files('agr', m, 'self_test_report', '性能和安全自测报告', '{"covers": ["performance", "security"]}'),
        demo.acts('agr', m, 'submit', demo.office(day) + interval '1 hour'),
        demo.acts('bureau', m, 'refuse', demo.office(gov_cloud.add_workdays(day, 2)), '需求与并发量不符，请重新测算'),
        demo.fills('agr', m, 'ZJ-USE', '{"hosts": [{"host_type": "云主机", "host_name": "vm-agr-05", "cpu_cores": 4, "memory_gb": 8, "quantity": 1}]}'),
        demo.acts('agr', m, 'submit', demo.office(gov_cloud.add_workdays(day, 4))),
        demo.acts('bureau', m, 'accept', demo.office(gov_cloud.add_workdays(day, 5)));
    INSERT INTO demo.changed VALUES ('refused', m);
END
$$;
