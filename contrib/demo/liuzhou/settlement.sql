-- No bill by the unit of resource: the centre asks for the year's money, the bureau evaluates the units (art. 5, 30).
SELECT demo.runs('open_obligations');
DO $$
DECLARE
    budget bigint := demo.does('centre', 'SELECT max(obligation) FROM gov_cloud.v_obligation WHERE code = ''LZ-O9''')::bigint;
    assessment bigint;
    unit record;
BEGIN
    PERFORM demo.does('centre', format('SELECT gov_cloud.attach_document(NULL, ''budget_request'', ''政务云年度费用申请'', content => ''eA=='', about_kind => ''obligation'', about_id => %s)', budget)),
        demo.does('centre', format('SELECT delivery FROM gov_cloud.deliver_obligation(%s)', budget));
    FOR unit IN SELECT * FROM demo.party WHERE role = 'using_unit' LOOP
        assessment := demo.does('bureau', format('SELECT gov_cloud.open_assessment(''unit'', %s, %L)', unit.organization,
            to_char(gov_cloud.clock() AT TIME ZONE 'Asia/Shanghai', 'YYYY')))::bigint;
        PERFORM demo.does('bureau', format('SELECT gov_cloud.score_indicator(%s, ''LZ-A1/migration'')', assessment)),
            demo.does('bureau', format('SELECT gov_cloud.score_indicator(%s, ''LZ-A1/efficiency'', grade => %L)', assessment, CASE unit.login WHEN 'edu' THEN '低' ELSE '一般' END)),
            demo.does('bureau', format('SELECT gov_cloud.score_indicator(%s, ''LZ-A1/security'', grade => ''合格'')', assessment)),
            demo.does('bureau', format('SELECT gov_cloud.close_assessment(%s, ''下一年度云资源分配的参考'')', assessment));
    END LOOP;
END
$$;
