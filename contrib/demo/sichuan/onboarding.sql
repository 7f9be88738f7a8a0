-- Each system's way: filed before it applies, its plan reviewed, a quota fixed, configured by two providers, deployed,
-- tested.  None of the steps has a term (art. 12 to 15).
CREATE FUNCTION demo.onboard(unit text, system text, level integer, day date) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    begins date := gov_cloud.add_workdays(day - 1, 1);
    s bigint;
    m bigint;
BEGIN
    s := demo.does(unit, format('SELECT gov_cloud.register_system(%L, false, ''above_county'', mlps_level => %s, onboarding_kind => ''new_build'', provider => %s)',
        system, level, (SELECT organization FROM demo.party WHERE login = 'vendor')))::bigint;
    PERFORM demo.does(unit, format('SELECT gov_cloud.record_compliance(%1$s, NULL, ''system_filing'', number => ''川政信备%1$s'', issued_on => %2$L, document =>
        gov_cloud.attach_document(NULL, ''certificate'', ''备案'', content => ''YWJj'', system => %1$s))', s, begins));
    m := demo.opens(unit, 'onboarding', demo.office(begins), s);
    PERFORM demo.fills(unit, m, 'SC-USE', jsonb_build_object('applicant_unit', (SELECT name FROM demo.party WHERE login = unit), 'system_name', system,
            'filing_no', '川政信备' || s, 'onboarding_kind', 'new_build', 'hosts',
            (SELECT jsonb_agg(jsonb_build_object('host_type', '云主机', 'host_name', machine, 'cpu_cores', vcpu, 'memory_gb', memory,
                'system_disk_gb', 40, 'data_disk_gb', disk - 40, 'quantity', 1) ORDER BY machine) FROM demo.plan WHERE plan.system = onboard.system))),
        demo.files(unit, m, 'onboarding_plan', '信息系统上云方案'), demo.acts(unit, m, 'submit', demo.office(begins) + interval '1 hour'),
        demo.acts('centre', m, 'start_review', demo.office(gov_cloud.add_workdays(begins, 3))), demo.files('centre', m, 'review_opinion', '评审意见'),
        demo.acts('centre', m, 'fix_quota', demo.office(gov_cloud.add_workdays(begins, 6)), '按方案核定',
            (SELECT jsonb_build_object('vcpu', sum(vcpu), 'memory_gb', sum(memory), 'storage_gb', sum(disk))::text FROM demo.plan WHERE plan.system = onboard.system)),
        demo.acts('watcher', m, 'configure', demo.office(gov_cloud.add_workdays(begins, 8))),
        demo.acts('vendor', m, 'configure', demo.office(gov_cloud.add_workdays(begins, 9))),
        demo.acts(unit, m, 'deploy', demo.office(gov_cloud.add_workdays(begins, 15))),
        demo.files(unit, m, 'performance_test_report', '测试报告'), demo.files(unit, m, 'security_assessment_report', '安全评估报告'),
        demo.acts(unit, m, 'submit_reports', demo.office(gov_cloud.add_workdays(begins, 25)));
    RETURN m;
END
$$;

CREATE TABLE demo.onboarded AS
SELECT unit, system, demo.onboard(unit, system, level, :'first_day'::date - 60 + (row_number() OVER ())::integer) AS matter
FROM (SELECT DISTINCT unit, system, level FROM demo.plan ORDER BY unit, system) AS s;
