-- A change, an end, two data centres (one recognised, one not), a rectification notice with its own date.
CREATE TABLE demo.changed (what text, matter bigint);

CREATE FUNCTION demo.change(unit text, system text, machine text, figures jsonb, at timestamptz) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    m bigint := demo.opens(unit, 'change', at, (SELECT id FROM gov_cloud.system WHERE name = change.system));
BEGIN
    PERFORM demo.fills(unit, m, 'LZ-F2', jsonb_build_object('change_reason', '业务量变化', 'system_name', change.system,
            'changed_machines', jsonb_build_array(figures || jsonb_build_object('host_name', machine)))),
        demo.acts(unit, m, 'submit', at), demo.files('centre', m, 'evaluation_opinion', '评估意见'), demo.acts('centre', m, 'evaluate', at),
        demo.acts('bureau', m, 'approve', at, '同意'), demo.acts('centre', m, 'complete', at);
    RETURN m;
END
$$;

-- the way of a data centre through self-inspection and assessment up to the bureau's decision
CREATE FUNCTION demo.assessed(unit text, centre bigint, day date) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    about text := format(', about_kind => ''data_centre'', about_id => %s', centre);
    at timestamptz := demo.office(day);
    i bigint := demo.opens(unit, 'self_inspection', at, NULL, about);
    m bigint;
BEGIN
    PERFORM demo.files(unit, i, 'self_inspection_report', '自查情况'), demo.acts(unit, i, 'report', at + interval '1 hour');
    m := demo.opens(unit, 'recognition', at + interval '2 hours', NULL, about);
    PERFORM demo.files(unit, m, 'recognition_proof', '认定证明材料'), demo.acts(unit, m, 'submit', at + interval '3 hours'),
        demo.files('centre', m, 'site_survey_record', '现场勘查记录'), demo.files('centre', m, 'assessment_opinion', '评估意见'),
        demo.acts('centre', m, 'assess', demo.office(gov_cloud.add_workdays(day, 10)));
    RETURN m;
END
$$;

DO $$
DECLARE
    day date := gov_cloud.add_workdays((SELECT max(lower(in_service)) FROM gov_cloud.system) + 60, 1);
    facts text := '{"extranet_connected": true, "municipal_egress": true, "ipv6": true, "platform_standard": true, "interfaces_open": true,
        "connected_to_city_cloud": true, "around_the_clock": true, "mlps3_general": true, "mlps3_cloud": true, "mlps_evaluated": true}';
    s bigint;
    m bigint;
BEGIN
    INSERT INTO demo.changed VALUES ('change', demo.change('edu', '学籍管理系统', 'vm-edu-04', '{"cpu_before": 8, "cpu_after": 12}', demo.office(day)));

    -- offline and backed up first; hand-over and clearing before the reclaim (art. 21, 26)
    m := demo.opens('edu', 'exit', demo.office(day), (SELECT id FROM gov_cloud.system WHERE name = '在线课堂'));
    PERFORM demo.fills('edu', m, 'LZ-F3', '{"system_name": "在线课堂", "unit_confirmation": true, "unit_confirmation_text": "已下线，数据已迁移备份"}'),
        demo.acts('edu', m, 'submit', demo.office(day)), demo.files('centre', m, 'evaluation_opinion', '评估意见'),
        demo.acts('centre', m, 'evaluate', demo.office(gov_cloud.add_workdays(day, 1))),
        demo.acts('bureau', m, 'approve', demo.office(gov_cloud.add_workdays(day, 3)), '同意终止'),
        demo.files('centre', m, 'data_handover_record', '数据移交记录'), demo.files('centre', m, 'data_clearing_record', '数据清除记录'),
        demo.acts('centre', m, 'reclaim', demo.office(gov_cloud.add_workdays(day, 5)));
    INSERT INTO demo.changed VALUES ('exit', m);

    -- 农业农村局's room satisfies article 13 and is kept for two years; a system in it counts as moved
    s := demo.does('agr', format('SELECT gov_cloud.register_data_centre(''市农业农村局机房'', ''own'', 10, 8, 60, ''B'', 3, %L, in_use_since => ''2016-03-01'')', facts))::bigint;
    PERFORM demo.does('agr', format('SELECT gov_cloud.place_system(id, %s) FROM gov_cloud.register_system(''土壤普查系统'', false, ''above_county'', onboarding_kind => ''migration'') AS id', s));
    m := demo.assessed('agr', s, day);
    PERFORM demo.acts('bureau', m, 'recognise', demo.office(gov_cloud.add_workdays(day, 13)));
    INSERT INTO demo.changed VALUES ('recognised', m);
    -- 卫生健康委员会's has four racks, and one year to move
    s := demo.does('hlt', format('SELECT gov_cloud.register_data_centre(''市卫生健康委员会机房'', ''own'', 4, 4, 35, ''C'', 1, %L, in_use_since => ''2014-06-01'')', facts))::bigint;
    m := demo.assessed('hlt', s, day);
    PERFORM demo.acts('bureau', m, 'refuse', demo.office(gov_cloud.add_workdays(day, 14)), '规模和运维未达到第十三条标准');
    INSERT INTO demo.changed VALUES ('refused', m);

    -- the date of a notice is its own (art. 29)
    m := demo.does('secrecy', format('SELECT matter FROM gov_cloud.open_matter(''rectification'', unit => %s, occurred_at => %L, data => %L)',
        (SELECT organization FROM demo.party WHERE login = 'civ'), demo.office(day), jsonb_build_object('due_on', gov_cloud.add_workdays(day, 10), 'demand', '补丁未更新')))::bigint;
    PERFORM demo.acts('civ', m, 'receive', demo.office(gov_cloud.add_workdays(day, 1))), demo.files('civ', m, 'rectification_report', '整改报告'),
        demo.acts('civ', m, 'rectify', demo.office(gov_cloud.add_workdays(day, 8))), demo.acts('secrecy', m, 'verify', demo.office(gov_cloud.add_workdays(day, 9)));
    INSERT INTO demo.changed VALUES ('rectified', m);
END
$$;
