-- Liuzhou's rules beside the two procedures: security and rectification, duties that recur or stand, evaluation, the
-- region's calendar.  Each assertion names the rule it proves.
\ir ../liuzhou.sql
SELECT * FROM no_plan();
SELECT organization AS unit FROM party WHERE login = 'unit' \gset
SELECT organization AS other FROM party WHERE login = 'other' \gset
CREATE FUNCTION pg_temp.opens_for(who text, procedure text, unit bigint, moment text, data text DEFAULT NULL) RETURNS bigint LANGUAGE sql AS $$
    SELECT opens(who, procedure, moment, more => format(', unit => %s, data => %L', unit, data))
$$;
CREATE FUNCTION pg_temp.not_opens_for(who text, procedure text, unit bigint, data text DEFAULT NULL) RETURNS text LANGUAGE sql AS $$
    SELECT refused(who, format('SELECT * FROM gov_cloud.open_matter(%L, unit => %s, data => %L)', procedure, unit, data))
$$;

-- S01: inspected by four bodies, rectified by a date
SELECT at('2026-03-02 08:00') \g /dev/null
SELECT is((SELECT string_agg(w, ' ' ORDER BY n) FROM string_to_table(current_setting('test.people'), ' ') WITH ORDINALITY AS p (w, n)
    WHERE pg_temp.not_opens_for(w, 'inspection', :unit) !~ '^ZW00[278]'), 'bureau', 'LZ-S01, LZ-P1: the bureau calls an inspection');
SELECT pg_temp.opens_for('bureau', 'inspection', :unit, '2026-03-02 09:00') AS m \gset
SELECT is(refuses('bureau', :m, 'inspect', '2026-03-04 09:00'), 'ZW005 opinion_missing 第二十五条', 'LZ-S01: each says what it saw');
SELECT is(may(:m, 'inspect', '2026-03-04 09:00'), 'bureau cyber secrecy police', 'LZ-S01, LZ-P3: with the cyberspace office, the secrecy office and the police');
SELECT acts('bureau', :m, 'inspect', '2026-03-04 09:00', '已查'), acts('cyber', :m, 'inspect', '2026-03-04 10:00', '已查') \g /dev/null
SELECT is(acts('secrecy', :m, 'inspect', '2026-03-04 11:00', '已查'), 'planned', 'LZ-S01: three are not four');
SELECT is(acts('police', :m, 'inspect', '2026-03-04 12:00', '弱口令'), 'inspected', 'LZ-S01: together');
SELECT is(may(:m, 'order_rectification', '2026-03-05 09:00') || ', ' || may(:m, 'clear', '2026-03-05 09:00'), 'bureau, bureau', 'LZ-S01: the bureau urges');
SELECT is(refuses('bureau', :m, 'order_rectification', '2026-03-05 09:00', '弱口令整改'), 'ZW009 data_missing 第二十五条', 'LZ-S01, LZ-D17: with a time limit');
SELECT is(acts('bureau', :m, 'order_rectification', '2026-03-05 09:00', '弱口令整改', '{"due_on": "2026-03-14"}'), 'risk_found', 'LZ-S01: a risk was found');
SELECT is(term(:m, 'LZ-D17/inspection'), 'open 2026-03-14 using_unit', 'LZ-D17: until the day it says, rest day or not');
SELECT is(done('unit', 'SELECT string_agg(kind, '' '') FROM gov_cloud.notice WHERE kind = ''rectification_notice'''), 'rectification_notice', 'LZ-S01: and the unit is told');
SELECT is(done('other', 'SELECT count(*) FROM gov_cloud.notice'), '0', 'LZ-S01, LZ-G5: no other unit is');
SELECT is(may(:m, 'rectify', '2026-03-13 09:00'), 'unit', 'LZ-S01, LZ-P5: the unit rectifies');
SELECT is(refuses('unit', :m, 'rectify', '2026-03-13 09:00'), 'ZW004 rectification_report_missing 第二十五条', 'LZ-S01: with a report');
SELECT attaches('unit', :m, 'rectification_report'), acts('unit', :m, 'rectify', '2026-03-14 23:59') \g /dev/null
SELECT is(term(:m, 'LZ-D17/inspection'), 'met 2026-03-14 using_unit', 'LZ-D17: in time through its last day');
SELECT is(acts('bureau', :m, 'order_again', '2026-03-16 09:00', '仍有一台', '{"due_on": "2026-03-20"}'), 'risk_found', 'LZ-S01: not enough, a new date');
SELECT acts('unit', :m, 'rectify', '2026-03-21 00:00') \g /dev/null
SELECT is(term(:m, 'LZ-D17/inspection'), 'late 2026-03-20 using_unit', 'LZ-D17: late from midnight on');
SELECT is(acts('bureau', :m, 'verify', '2026-03-23 09:00'), 'closed', 'LZ-S01: closed');
SELECT pg_temp.opens_for('bureau', 'inspection', :other, '2026-03-24 09:00') AS c \gset
SELECT count(acts(w, :c, 'inspect', '2026-03-24 10:00', '已查')) FROM unnest(ARRAY['bureau', 'cyber', 'secrecy', 'police']) AS w \g /dev/null
SELECT is(acts('bureau', :c, 'clear', '2026-03-24 11:00'), 'closed', 'LZ-S01: or nothing was found');

-- S02: the notice of any of the bodies, with its own date
SELECT at('2026-04-01 08:00') \g /dev/null
SELECT is((SELECT string_agg(w, ' ' ORDER BY n) FROM string_to_table(current_setting('test.people'), ' ') WITH ORDINALITY AS p (w, n)
    WHERE pg_temp.not_opens_for(w, 'rectification', :unit, '{"due_on": "2026-04-20", "demand": "x"}') !~ '^ZW00[278]'),
    'bureau centre colleague cyber secrecy police', 'LZ-S02, LZ-P2, LZ-P3: bureau, centre, secrecy office, police and the others issue notices, no unit does');
SELECT is(pg_temp.not_opens_for('police', 'rectification', :unit, '{"demand": "补丁"}'), 'ZW009 data_missing 第二十九条', 'LZ-S02, LZ-D17: no notice without its date');
SELECT pg_temp.opens_for('police', 'rectification', :unit, '2026-04-01 09:00', '{"due_on": "2026-04-06", "demand": "补丁"}') AS m \gset
SELECT is(term(:m, 'LZ-D17'), 'open 2026-04-06 using_unit', 'LZ-D17: the notice''s own date, which a holiday does not move');
SELECT is(done('unit', 'SELECT count(*) FROM gov_cloud.v_inbox'), '3', 'LZ-S02: the notice is in the unit''s inbox, beside those of the inspection');
SELECT is(may(:m, 'receive', '2026-04-01 10:00') || ', ' || may(:m, 'rectify', '2026-04-01 10:00'), 'unit, unit', 'LZ-S02: the unit receives and rectifies');
SELECT is(acts('unit', :m, 'receive', '2026-04-01 10:00'), 'issued', 'LZ-S02: received');
SELECT is(refuses('unit', :m, 'rectify', '2026-04-02 09:00'), 'ZW004 rectification_report_missing 第二十九条', 'LZ-S02: rectified as demanded, with a report');
SELECT attaches('unit', :m, 'rectification_report'), acts('unit', :m, 'rectify', '2026-04-07 09:00') \g /dev/null
SELECT is(term(:m, 'LZ-D17'), 'late 2026-04-06 using_unit', 'LZ-D17: late, and nothing follows of itself');
SELECT is(refuses('bureau', :m, 'verify', '2026-04-08 09:00'), 'ZW002 another_body', 'LZ-S02: whoever issued it says whether it is done');
SELECT is(refuses('police', :m, 'order_again', '2026-04-08 09:00', '未完成'), 'ZW009 data_missing', 'LZ-S02: once more wants a date too');
SELECT is(acts('police', :m, 'order_again', '2026-04-08 09:00', '未完成', '{"due_on": "2026-04-15"}'), 'issued', 'LZ-S02: once more');
SELECT acts('unit', :m, 'rectify', '2026-04-15 09:00') \g /dev/null
SELECT is(term(:m, 'LZ-D17') || acts('police', :m, 'verify', '2026-04-16 09:00'), 'met 2026-04-15 using_unitclosed', 'LZ-S02, LZ-D17: in time, closed');
SELECT is(pg_temp.not_opens_for('police', 'rectification', (SELECT organization FROM party WHERE login = 'dept'), '{"due_on": "2026-04-20", "demand": "x"}'),
    'ZW008 unit_not_visible', 'LZ-S02, LZ-P6: a county''s department is not the city''s');

-- S03: incidents
SELECT is(refused('unit', $$SELECT * FROM gov_cloud.open_matter('security_incident', data => '{"occurred_at": "2026-04-16 10:00"}')$$), 'ZW002 role_missing 第二十六条', 'LZ-S03: the centre finds incidents');
SELECT opens('centre', 'security_incident', '2026-04-16 12:00', more => $$, data => '{"occurred_at": "2026-04-16 10:00", "detected_at": "2026-04-16 11:30"}'$$) AS m \gset
SELECT results_eq(format('SELECT status, due_at FROM gov_cloud.deadline WHERE matter = %s', :m), $$VALUES ('open', NULL::timestamptz)$$, 'LZ-S03: 及时 has no hours');
SELECT acts('centre', :m, 'locate', '2026-04-16 12:30'), acts('centre', :m, 'analyse', '2026-04-16 13:00') \g /dev/null
SELECT is(acts('centre', :m, 'control', '2026-04-16 14:00', '已隔离'), 'controlled', 'LZ-S03: found, located, analysed, controlled');
SELECT results_eq(format('SELECT minutes FROM gov_cloud.v_incident WHERE matter = %s', :m), 'VALUES (240.00::numeric)', 'LZ-S03: how long it lasted');

-- O: duties outside matters
SELECT serves('在用系统') AS s \gset
SELECT at('2026-04-20 08:00') \g /dev/null
SELECT done('sys', 'SELECT gov_cloud.run_task(''open_obligations'')') \g /dev/null
SELECT is(done('bureau', 'SELECT string_agg(code, '' '' ORDER BY code) FROM gov_cloud.v_obligation WHERE state = ''unconfigured'''), 'LZ-O3/notice LZ-O4 LZ-O5',
    'LZ-O3, LZ-O4, LZ-O5: 定期 without a cadence is shown as not configured, never as monthly');
SELECT is(done('centre', 'SELECT string_agg(DISTINCT code, '' '' ORDER BY code) FROM gov_cloud.v_obligation WHERE obligor_role = ''operator'' AND state <> ''unconfigured'''),
    'LZ-G5 LZ-O3 LZ-O6 LZ-O9', 'LZ-O3, LZ-O6, LZ-O9, LZ-G5: what the centre owes');
SELECT is(done('unit', 'SELECT string_agg(DISTINCT code || '' '' || state, '', '' ORDER BY code || '' '' || state) FROM gov_cloud.v_obligation WHERE obligor_role = ''using_unit'''),
    'LZ-G8 standing, LZ-G9 standing, LZ-O1 standing, LZ-O12 standing, LZ-O2 standing, LZ-O7 standing, LZ-O8 standing', 'LZ-O1, LZ-O2, LZ-O7, LZ-O8, LZ-O12, LZ-G8, LZ-G9: what a unit owes as long as it uses the cloud');
SELECT done('unit', 'SELECT obligation FROM gov_cloud.v_obligation WHERE code = ''LZ-O2''') AS o \gset
SELECT is(refused('unit', format('SELECT * FROM gov_cloud.attest_obligation(%s, ''已建立'')', :o)) ~ '^ZW', true, 'LZ-O2: rules and emergency plan are shown');
SELECT done('unit', format('SELECT gov_cloud.attach_document(NULL, %L, %L, content => ''eA=='', about_kind => ''obligation'', about_id => %s)', k, k, :o)) FROM unnest(ARRAY['operation_rules', 'emergency_plan']) AS k \g /dev/null
SELECT is(done('unit', format('SELECT count(delivery) FROM gov_cloud.attest_obligation(%s, ''已建立'')', :o)) || done('unit', 'SELECT state FROM gov_cloud.v_obligation WHERE code = ''LZ-O2'''), '1attested', 'LZ-O2: attested with both');
SELECT is(done('other', format('SELECT count(*) FROM gov_cloud.obligation WHERE id = %s', :o)), '0', 'LZ-G5: another unit does not see it');
SELECT done('centre', 'SELECT obligation FROM gov_cloud.v_obligation WHERE code = ''LZ-O9'' AND due_on = ''2026-12-31''') AS b \gset
SELECT results_eq(format('SELECT due_on, cadence FROM gov_cloud.v_obligation WHERE obligation = %s', :b), $$VALUES ('2026-12-31'::date, 'year')$$, 'LZ-O9, LZ-B2: the city''s cost is applied for once a year');
SELECT done('centre', format('SELECT gov_cloud.attach_document(NULL, ''budget_request'', ''预算'', content => ''eA=='', about_kind => ''obligation'', about_id => %s)', :b)),
    done('centre', format('SELECT delivery FROM gov_cloud.deliver_obligation(%s)', :b)) \g /dev/null
SELECT is(done('finance', 'SELECT string_agg(code || '' '' || state, '''') FROM gov_cloud.v_obligation WHERE code = ''LZ-O9'' AND due_on = ''2026-12-31'''), 'LZ-O9 met', 'LZ-O9, LZ-B2, LZ-P2, LZ-P4: by the centre, to the finance bureau');
SELECT is((SELECT string_agg(obligor || ' ' || cadence, '') FROM gov_cloud.obligation_rule WHERE policy = 'liuzhou/1' AND code = 'LZ-O10'), 'authority year', 'LZ-O10: the bureau evaluates every year');
SELECT done('sys', $$SELECT gov_cloud.adopt_local_rule('450200', 'liuzhou/1', 'security_notice_cadence', 'quarter', '本市约定')$$), at('2026-04-21 08:00'),
    done('sys', 'SELECT gov_cloud.run_task(''open_obligations'')') \g /dev/null
SELECT is(done('centre', 'SELECT string_agg(cadence || '' '' || due_on, '''') FROM gov_cloud.v_obligation WHERE code = ''LZ-O5'''), 'quarter 2026-06-30', 'LZ-O5: owed once a city says how often');

-- D18: logs
SELECT done('unit', format('SELECT gov_cloud.register_log_set(%s, NULL, ''operation'', ''2025-08-01'', ''2025-08-31'', ''归档库'')', :s)) AS l \gset
SELECT at('2026-02-28 23:59') \g /dev/null
SELECT is(refused('unit', format('SELECT gov_cloud.delete_log_set(%s, ''到期'')', :l)) ~ '^ZW', true, 'LZ-D18, LZ-O1: kept 6 calendar months, which from 31 August is through 28 February');
SELECT at('2026-03-01 00:00') \g /dev/null
SELECT is(refused('unit', format('SELECT gov_cloud.delete_log_set(%s, ''到期'')', :l)), 'accepted', 'LZ-D18: from then on it may go');
SELECT is(refused('other', format('SELECT gov_cloud.delete_log_set(%s, ''到期'')', :l)) ~ '^ZW008', true, 'LZ-D18, LZ-G5: by its unit alone');
SELECT done('sys', $$SELECT gov_cloud.adopt_local_rule('450200', 'liuzhou/1', 'log_retention_months', '12', '本市约定')$$) \g /dev/null
SELECT is(refused('unit', format('SELECT gov_cloud.delete_log_set(%s, ''到期'')', :l)) ~ '^ZW', true, 'LZ-D18: at least 6: a city may ask for longer');
SELECT at('2026-04-21 08:30') \g /dev/null

-- A, B5: evaluation
SELECT is(refused('centre', format('SELECT gov_cloud.open_assessment(''unit'', %s, ''2026'')', :unit)) ~ '^ZW002', true, 'LZ-A1, LZ-P1: the bureau evaluates');
SELECT done('bureau', format('SELECT gov_cloud.open_assessment(''unit'', %s, ''2026'')', :unit)) AS a \gset
SELECT registers('机房里的系统', 'migration') AS h \gset
SELECT done('unit', $$SELECT gov_cloud.register_data_centre('机房', 'own', 8, 6, 40, 'B', 2, sensitive => true, in_use_since => '2018-01-01')$$) AS dc \gset
SELECT done('unit', format('SELECT gov_cloud.place_system(%s, %s)', :h, :dc)), done('unit', 'SELECT gov_cloud.declare_systems(4, 1)') \g /dev/null
SELECT done('bureau', format('SELECT gov_cloud.score_indicator(%s, ''LZ-A1/migration'')', :a)) \g /dev/null
SELECT is((SELECT concat_ws(' ', numerator, denominator, other_numerator, other_denominator) FROM gov_cloud.assessment_score WHERE assessment = :a ORDER BY id DESC LIMIT 1), '1 3 1 3', 'LZ-A1: one of three non-classified systems is on the cloud');
SELECT opens('unit', 'self_inspection', '2026-04-21 09:00', more => format(', about_kind => ''data_centre'', about_id => %s', :dc)) AS i \gset
SELECT attaches('unit', :i, 'self_inspection_report'), acts('unit', :i, 'report', '2026-04-21 09:10') \g /dev/null
SELECT opens('unit', 'sensitive_recognition', '2026-04-21 09:20', more => format(', about_kind => ''data_centre'', about_id => %s', :dc)) AS r \gset
SELECT attaches('unit', :r, 'recognition_proof'), acts('unit', :r, 'submit', '2026-04-21 09:30'), attaches('centre', :r, 'site_survey_record'), attaches('centre', :r, 'assessment_opinion'),
    acts('centre', :r, 'assess', '2026-04-21 09:40'), acts('bureau', :r, 'recognise', '2026-04-21 09:50'), done('bureau', format('SELECT gov_cloud.score_indicator(%s, ''LZ-A1/migration'')', :a)) \g /dev/null
SELECT is((SELECT concat_ws(' ', numerator, denominator, round(value, 4), other_numerator, other) FROM gov_cloud.assessment_score WHERE assessment = :a ORDER BY id DESC LIMIT 1),
    '2 3 0.6667 1 without temporary ones', 'LZ-A1, LZ-N05: a system in a kept data centre counts for the time being; the figure without it stands beside');
SELECT done('bureau', format('SELECT gov_cloud.score_indicator(%s, %L, grade => %L)', :a, i, g)) FROM (VALUES ('LZ-A1/efficiency', '一般'), ('LZ-A1/security', '合格')) AS v (i, g) \g /dev/null
SELECT is(done('bureau', format('SELECT gov_cloud.close_assessment(%s, ''下一年度按需压减'')', :a)), '', 'LZ-A1, LZ-B5: closed, a reference for next year');
SELECT is(done('finance', format('SELECT count(DISTINCT indicator) FROM gov_cloud.v_assessment WHERE assessment = %s AND state = ''closed''', :a)), '3', 'LZ-B5, LZ-P4: which the finance bureau reads');
SELECT is(done('other', 'SELECT count(*) FROM gov_cloud.v_assessment'), '0', 'LZ-B5, LZ-G5: and no other unit');

-- the region's calendar (DT72)
SELECT registers('三月三系统') AS s3 \gset
SELECT opens('unit', 'onboarding', '2026-04-15 08:00', :s3) AS m \gset
SELECT applies(:m, '2026-04-15', 'evaluate') \g /dev/null
SELECT is(term(:m, 'LZ-D10'), 'open 2026-04-22 authority', 'LZ-D10: 5 working days by the national calendar while the region''s is empty');
SELECT done('sys', $$SELECT gov_cloud.load_calendar_notice('cn-gx', '测试通知1号', '2026-01-10', 2026, '2026-04-20 off 三月三（测试）')$$) \g /dev/null
SELECT is(term(:m, 'LZ-D10'), 'open 2026-04-23 authority', 'LZ-D10: Monday 20 April off in the region, and the open term follows');
SELECT is(gov_cloud.add_workdays('2026-04-15', 5, 'cn'), '2026-04-22'::date, 'LZ-D10: the national calendar is as it was');
SELECT is((SELECT string_agg(DISTINCT calendar, ' ') FROM gov_cloud.policy WHERE code <> 'liuzhou/1'), 'cn', 'LZ-D10: by which every other regulation counts');
SELECT is((SELECT count(*) FROM gov_cloud.check_deadlines()), 0::bigint, 'LZ-D10: replaying the ledger gives every stored due');

-- what the text says of each term, and that it says no more
SELECT results_eq($$SELECT code, gov_cloud.term_chinese(term), kind, rolls, soft, obligor, article FROM gov_cloud.deadline_rule WHERE policy = 'liuzhou/1' AND code !~ 'sensitive' ORDER BY code$$,
    $$VALUES ('LZ-D01', '15个工作日', 'latest', true, false, 'operator', '第十四条（三）'), ('LZ-D02', '5个工作日', 'latest', true, false, 'authority', '第十四条（四）'),
    ('LZ-D03', '2年', 'earliest', false, false, 'using_unit', '第十四条（四）'), ('LZ-D04', '1年', 'latest', true, false, 'using_unit', '第十四条（五）'),
    ('LZ-D05', '1年', 'latest', true, false, 'using_unit', '第十五条（一）'), ('LZ-D06', '2年', 'latest', true, false, 'using_unit', '第十五条（二）'),
    ('LZ-D07', '5个工作日', 'latest', true, false, 'authority', '第十七条'), ('LZ-D07/retention', '2年', 'earliest', false, false, 'using_unit', '第十七条'),
    ('LZ-D08', NULL, 'given', false, false, 'using_unit', '第十九条'), ('LZ-D09', '7个工作日', 'latest', true, false, 'operator', '第二十一条（二）'),
    ('LZ-D10', '5个工作日', 'latest', true, false, 'authority', '第二十一条（三）'), ('LZ-D11', '2个工作日', 'latest', true, false, 'operator', '第二十一条（四）'),
    ('LZ-D12', '30日', 'latest', false, true, 'using_unit', '第二十一条（四）'), ('LZ-D12/min', '15日', 'earliest', false, true, 'using_unit', '第二十一条（四）'),
    ('LZ-D13', '3个工作日', 'latest', true, false, 'authority', '第二十一条（六）'), ('LZ-D14', '3个工作日', 'latest', true, false, 'operator', '第二十一条（六）'),
    ('LZ-D15', '5个工作日', 'latest', true, false, 'authority', '第二十一条（七）'), ('LZ-D16', '3个工作日', 'latest', true, false, 'operator', '第二十一条（七）'),
    ('LZ-D17', NULL, 'given', false, false, 'using_unit', '第二十九条'), ('LZ-D17/inspection', NULL, 'given', false, false, 'using_unit', '第二十五条'),
    ('LZ-S03', NULL, 'unquantified', false, false, 'operator', '第二十六条')$$, 'LZ-D01 to LZ-D17: the terms of the text, and no other');
SELECT results_eq($$SELECT party, string_agg(title, '、' ORDER BY title) FROM gov_cloud.policy_role WHERE policy = 'liuzhou/1' GROUP BY party ORDER BY party$$,
    $$VALUES ('LZ-P1', '市大数据发展局'), ('LZ-P2', '市信息化建设管理中心、市信息化建设管理中心（云资源）'), ('LZ-P3', '市公安局、市委机要保密办公室、市委网信办'),
    ('LZ-P4', '市财政局'), ('LZ-P5', '使用单位'), ('LZ-P6', '县区政府')$$, 'LZ-P1 to LZ-P6: the parties by their printed titles');
SELECT * FROM finish();
