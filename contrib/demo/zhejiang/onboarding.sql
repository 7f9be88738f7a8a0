-- Each system's way: accepted in 3 working days, judged in 2, a trial environment in 2, a trial of 15 to 30 days, and a
-- final review that makes that environment the formal one (art. 7 to 10).
CREATE FUNCTION demo.onboard(unit text, system text, level integer, day date) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    begins date := gov_cloud.add_workdays(day - 1, 1);
    trial date := gov_cloud.add_workdays(begins, 5);
    tested date := gov_cloud.add_workdays(trial + 16, 1);
    s bigint;
    m bigint;
BEGIN
    s := demo.does(unit, format('SELECT gov_cloud.register_system(%L, false, ''above_county'', mlps_level => %s, provider => %s)', system, level,
        (SELECT organization FROM demo.party WHERE login = 'vendor')))::bigint;
    m := demo.opens(unit, 'onboarding', demo.office(begins), s);
    PERFORM demo.fills(unit, m, 'ZJ-USE', jsonb_build_object('applicant_unit', (SELECT name FROM demo.party WHERE login = unit),
            'system_name', system, 'mlps_level', level::text, 'cloud_zone', '专有云平台', 'capacity_basis', '并发 500', 'hosts',
            (SELECT jsonb_agg(jsonb_build_object('host_type', '云主机', 'host_name', machine, 'cpu_cores', vcpu, 'memory_gb', memory,
                'system_disk_gb', 40, 'data_disk_gb', disk - 40, 'quantity', 1) ORDER BY machine) FROM demo.plan WHERE plan.system = onboard.system))),
        demo.files(unit, m, 'construction_plan', '应用系统建设方案'),
        demo.files(unit, m, 'self_test_report', '性能和安全自测报告', '{"covers": ["performance", "security"]}'),
        demo.acts(unit, m, 'submit', demo.office(begins) + interval '1 hour'),
        demo.acts('bureau', m, 'accept', demo.office(gov_cloud.add_workdays(begins, 2))),
        demo.acts('bureau', m, 'approve', demo.office(gov_cloud.add_workdays(begins, 4)), '同意'),
        demo.files('vendor', m, 'delivery_record', '试用环境交付记录'), demo.acts('vendor', m, 'provide_trial', demo.office(trial)),
        demo.files(unit, m, 'trial_test_report', '功能、性能及安全测试报告', '{"covers": ["function", "performance", "security"]}'),
        demo.files(unit, m, 'performance_security_report', '软件性能及信息系统安全测试报告', '{"cnas": true, "covers": ["performance", "security"]}'),
        demo.acts(unit, m, 'pass_tests', demo.office(tested)),
        demo.acts('bureau', m, 'start_final_review', demo.office(gov_cloud.add_workdays(tested, 1))),
        demo.acts('bureau', m, 'open_service', demo.office(gov_cloud.add_workdays(tested, 2)));
    RETURN m;
END
$$;

CREATE TABLE demo.onboarded AS
SELECT unit, system, demo.onboard(unit, system, level, :'first_day'::date - 60 + (row_number() OVER ())::integer) AS matter
FROM (SELECT DISTINCT unit, system, level FROM demo.plan ORDER BY unit, system) AS s;
