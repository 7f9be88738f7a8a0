-- Huoqiu's measures, article 23: nobody enters another unit's resources or data; and what explain() tells those who
-- may look.  Every query here runs as the login that would really ask.

SELECT registers('教务系统') AS ours \gset
SELECT serves(:ours, '2026-03-06', '2026-03-10') AS m \gset
SELECT registers('救助系统', who => 'other') AS theirs \gset
SELECT serves(:theirs, '2026-03-06', '2026-03-10', who => 'other') AS their_matter \gset
SELECT opens('unit', 'change', '2026-04-28 08:30', :ours) AS change \gset
SELECT fills('unit', :change, 'HQ-F2', form_2(jsonb_build_object('changed_hosts', jsonb_build_array(changed('app', '{"cpu_before": 4, "cpu_after": 5}'))))),
    attaches('unit', :change, 'official_letter'), acts('unit', :change, 'submit', '2026-04-28 09:00'),
    acts('bureau', :change, 'approve', '2026-04-30 09:00'), acts('vendor', :change, 'complete', '2026-05-09 10:00') \g /dev/null
SELECT at('2026-05-11 09:00') \g /dev/null
SELECT done('finance', $$SELECT count(*) FROM gov_cloud.draft_statements('341522')$$) \g /dev/null

-- how many rows of unit 县教育局 and of 县民政局 a login sees in a table, and of no unit at all
CREATE FUNCTION pg_temp.sees(who text, relation text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    ours bigint := (SELECT organization FROM party WHERE login = 'regress_county_unit');
    theirs bigint := (SELECT organization FROM party WHERE login = 'regress_county_other');
BEGIN
    RETURN done(who, format('SELECT concat_ws('' '', CASE WHEN count(*) FILTER (WHERE unit_id = %s) > 0 THEN ''ours'' END, '
        'CASE WHEN count(*) FILTER (WHERE unit_id = %s) > 0 THEN ''theirs'' END) FROM gov_cloud.%I', ours, theirs, relation));
END
$$;
CREATE TEMPORARY TABLE facts AS SELECT unnest(ARRAY['system', 'resource', 'resource_specification', 'matter', 'matter_event', 'document', 'form_filing',
    'form_onboarding_application', 'form_onboarding_host', 'form_service_row', 'deadline', 'deadline_event', 'agreement', 'agreement_signature', 'charge']) AS relation;
CREATE FUNCTION pg_temp.everywhere(who text) RETURNS SETOF text LANGUAGE sql AS $$SELECT DISTINCT pg_temp.sees(who, relation) FROM facts$$;
SELECT is(array_agg(s), ARRAY['ours'], 'HQ-G8: a unit sees its own facts, in every table, and no other''s') FROM pg_temp.everywhere('unit') AS s;
SELECT is(array_agg(s), ARRAY['theirs'], 'HQ-G8: so does the other unit') FROM pg_temp.everywhere('other') AS s;
SELECT is(array_agg(s), ARRAY['ours theirs'], 'HQ-G8, HQ-P2: the bureau oversees both') FROM pg_temp.everywhere('bureau') AS s;
SELECT is(array_agg(s), ARRAY['ours theirs'], 'HQ-G8, HQ-P1: so does the county government') FROM pg_temp.everywhere('gov') AS s;
SELECT is(array_agg(s), ARRAY['ours theirs'], 'HQ-G8, HQ-P4: the provider sees what it serves') FROM pg_temp.everywhere('vendor') AS s;
SELECT is(array_agg(s), ARRAY[''], 'HQ-G8: an administrator of the system sees no unit''s facts') FROM pg_temp.everywhere('sys') AS s;

-- a second provider serves nobody here
SELECT done('sec', $$SELECT gov_cloud.grant_role(gov_cloud.register_person('另一云服务商', o, 'regress_county_rival', '2024-01-01'), o, 'provider', '341522', '2024-01-01')
    FROM gov_cloud.register_organization(gov_cloud.uscc_complete('91341522000000007'), '另一云服务商', 'provider', '341522') AS o$$) \g /dev/null
DO $$
BEGIN
    CREATE ROLE regress_county_rival LOGIN IN ROLE gov_cloud_user;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
    NULL;
END
$$;
SELECT is(array_agg(s), ARRAY[''], 'HQ-G8, HQ-P4, HQ-AGR4.3: a provider sees nothing of what another serves') FROM pg_temp.everywhere('rival') AS s;
SELECT is(refuses('rival', :m, 'complete_mlps', '2026-05-11 09:00'), 'ZW008 matter_not_visible', 'HQ-G8: nor acts on it');

-- by functions as by tables
SELECT is(refused('other', format('SELECT * FROM gov_cloud.explain(%s)', :m)), 'ZW008 matter_not_visible', 'HQ-G8: explain() tells nothing of another unit');
SELECT is(refused('other', format('SELECT gov_cloud.form_content(%s, ''HQ-F1'')', :m)), 'ZW008 matter_not_visible', 'HQ-G8: nor does a form');
SELECT is(refused('other', format('SELECT gov_cloud.fill_form(%s, ''HQ-F2'', ''{}'')', :change)), 'ZW008 matter_not_visible', 'HQ-G8: nor is it filled in by another');
SELECT is(refused('other', format('SELECT gov_cloud.attach_document(%s, ''letter'', ''x'', content => ''eA=='')', :m)), 'ZW008 matter_not_visible', 'HQ-G8: nor added to');
SELECT is(refused('other', format('SELECT * FROM gov_cloud.open_matter(''exit'', system => %s)', :ours)), 'ZW008 system_not_visible', 'HQ-G8: nor its system moved out');
SELECT is(refused('other', format('SELECT gov_cloud.grade_system(%s, 3, 1)', :ours)), 'ZW008 system_unknown', 'HQ-G8: nor graded');
SELECT is(done('other', format('SELECT resources FROM gov_cloud.current_capacity(%s)', :ours)), NULL, 'HQ-G8: nor counted');
SELECT is(done('other', 'SELECT string_agg(DISTINCT "使用单位", '','') FROM gov_cloud.v_matter_board'), '县民政局', 'HQ-G8: the boards show a unit its own');
SELECT is(done('other', 'SELECT string_agg(DISTINCT "使用单位", '','') FROM gov_cloud.v_deadline_board'), '县民政局', 'HQ-G8: deadlines too');
SELECT is(refused('unit', format('UPDATE gov_cloud.system SET name = ''x'' WHERE id = %s', :ours)), '42501', 'HQ-G8: nobody writes behind the actions, not even his own');
SELECT is(refused('vendor', format('DELETE FROM gov_cloud.document WHERE matter = %s', :m)), '42501', 'HQ-G8: nor destroys');
SELECT is((SELECT count(*) FROM gov_cloud_data.audit_event WHERE object_kind = 'matter' AND object_id = :'m'), (SELECT count(*) FROM gov_cloud.matter_event WHERE matter = :m),
    'HQ-G8: every deed on a matter has its line in the audit');

-- what explain() tells of one whole matter
CREATE TEMPORARY TABLE told AS SELECT * FROM json_to_recordset(done('unit', format('SELECT json_agg(e) FROM gov_cloud.explain(%s) AS e', :change))::json)
    AS t (line bigint, section text, at timestamptz, who text, what text, article text);
SELECT results_eq('SELECT section FROM told GROUP BY section ORDER BY min(line)', $$VALUES ('matter'), ('events'), ('deadlines'), ('next')$$,
    'HQ-C01: explain() tells of the matter, what happened, each term, what is next');
SELECT matches((SELECT what FROM told WHERE line = 1), '变更，依《霍邱县使用政务云管理办法（试行）》', 'HQ-C01: under which regulation');
SELECT results_eq($$SELECT to_char(at AT TIME ZONE 'Asia/Shanghai', 'MM-DD HH24:MI'), split_part(who, ' ', 1), split_part(what, ' →', 1), article FROM told WHERE section = 'events' AND who IS NOT NULL ORDER BY line$$,
    $$VALUES ('04-28 08:30', '县教育局', '起草', '第十三条'), ('04-28 09:00', '县教育局', '提交变更申请', '第十三条'), ('04-30 09:00', '县数管局', '审核通过', '第十三条'),
    ('05-09 10:00', '云服务有限公司', '完成变更', '第十三条')$$, 'HQ-C01, HQ-C03, HQ-C05: who did what when, and under which article');
SELECT isnt((SELECT count(*) FROM told WHERE what LIKE '%HQ-C02%change_class%minor%' AND article = '第十三条'), 0::bigint, 'HQ-C02: what was asked at each step');
SELECT results_eq($$SELECT what FROM told WHERE section = 'deadlines' ORDER BY line$$,
    $$VALUES ('3个工作日内完成变更（HQ-D02）3个工作日，日历 cn 第 20000000 版'), ('　2026-04-30 周四，当日不计，次日起算3个工作日（民法典第二百零一条）'),
    ('　2026-05-01 至 2026-05-05 休 5 天，不计：劳动节（国办发明电〔2025〕7号）'), ('　2026-05-08 周五 24:00 届满，此前为按时'), ('　已办，逾期 1 日')$$,
    'HQ-D02: the arithmetic of a term: start, days skipped and why, due, late by how much');
SELECT results_eq($$SELECT who, what, article FROM told WHERE section = 'next'$$, $$VALUES ('使用单位、云服务商、县数管局', '签署变更确认单（confirm） → 变更已确认', '协议7.1')$$,
    'HQ-C06: and what may happen next, by whom');
SELECT matches(done('vendor', format('SELECT string_agg(what, E''\n'') FROM gov_cloud.explain(%s)', :their_matter)), '下设事项 [0-9]+：三方协议，生效', 'HQ-A01: of an application, the agreement it led to');
