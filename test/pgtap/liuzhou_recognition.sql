-- Liuzhou's rules, chapter 3: the data centres that departments keep: recognised and kept for a time, or moved and
-- abolished.  Each assertion names the rule it proves.
\ir ../liuzhou.sql
SELECT * FROM no_plan();

CREATE FUNCTION pg_temp.advances(moment text) RETURNS text LANGUAGE sql AS $$
    SELECT at(moment); SELECT done('sys', 'SELECT gov_cloud.run_task(''advance'')')
$$;
-- an own centre that satisfies art. 13; what the test wants otherwise
CREATE FUNCTION pg_temp.centre(name text, more text DEFAULT '', who text DEFAULT 'unit') RETURNS bigint LANGUAGE sql AS $$
    SELECT done(who, format('SELECT gov_cloud.register_data_centre(%L, ''own'', existing_racks => 8, usable_racks => 6, area_m2 => 40, class => ''B'', '
        'staff => 2, in_use_since => ''2018-05-01'', facts => %L %s)', name, '{"extranet_connected": true, "municipal_egress": true, "ipv6": true, '
        '"platform_standard": true, "interfaces_open": true, "connected_to_city_cloud": true, "around_the_clock": true, "mlps3_general": true, '
        '"mlps3_cloud": true, "mlps_evaluated": true}', more))::bigint
$$;
CREATE FUNCTION pg_temp.about(procedure text, centre bigint, moment text, who text DEFAULT 'unit') RETURNS bigint LANGUAGE sql AS $$
    SELECT opens(who, procedure, moment, more => format(', about_kind => ''data_centre'', about_id => %s', centre))
$$;
CREATE FUNCTION pg_temp.not_about(procedure text, centre bigint, who text DEFAULT 'unit') RETURNS text LANGUAGE sql AS $$
    SELECT refused(who, format('SELECT * FROM gov_cloud.open_matter(%L, about_kind => ''data_centre'', about_id => %s)', procedure, centre))
$$;
CREATE FUNCTION pg_temp.inspects(centre bigint, day text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    m bigint := pg_temp.about('self_inspection', centre, day || ' 09:00');
BEGIN
    PERFORM attaches('unit', m, 'self_inspection_report');
    RETURN acts('unit', m, 'report', day || ' 10:00');
END
$$;
-- inspected, applied for, surveyed; answers the matter
CREATE FUNCTION pg_temp.assessed(centre bigint, day text, procedure text DEFAULT 'recognition') RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    m bigint;
BEGIN
    PERFORM pg_temp.inspects(centre, day);
    m := pg_temp.about(procedure, centre, day || ' 11:00');
    PERFORM attaches('unit', m, 'recognition_proof'), acts('unit', m, 'submit', day || ' 12:00'), attaches('centre', m, 'site_survey_record'),
        attaches('centre', m, 'assessment_opinion'), acts('centre', m, 'assess', day || ' 13:00');
    RETURN m;
END
$$;
CREATE FUNCTION pg_temp.stands(centre bigint) RETURNS text LANGUAGE sql AS $$
    SELECT concat_ws(' ', status, upper(kept) - 1) FROM gov_cloud.data_centre WHERE id = centre
$$;

-- G2, N01: what is registered
SELECT at('2024-01-08 09:00') \g /dev/null
SELECT is(refused('unit', 'SELECT gov_cloud.register_data_centre(''新机房'', ''own'', 6)'), 'ZW005 in_use_since_missing 第四条', 'LZ-G2: since when, so that no new one slips in');
SELECT is(refused('unit', 'SELECT gov_cloud.register_data_centre(''新机房'', ''own'', 6, in_use_since => ''2024-01-02'')'), 'ZW005 new_data_centre 第四条', 'LZ-G2: no new data centre');
SELECT matches(told('unit', 'SELECT gov_cloud.register_data_centre(''新机房'', ''own'', 6, in_use_since => ''2024-01-02'')'), 'rule of principle: give the reason', 'LZ-G2: in principle');
SELECT is(refused('unit', 'SELECT gov_cloud.register_data_centre(''新机房'', ''own'', 6, in_use_since => ''2024-01-02'', reason => ''特殊业务'')'), 'accepted', 'LZ-G2: but for a reason');
SELECT is(refused('unit', 'SELECT gov_cloud.register_data_centre(''新租机房'', ''leased'', 6, in_use_since => ''2024-01-02'', lease_end => ''2026-01-02'', reason => ''便宜'')'),
    'ZW005 new_data_centre 第四条', 'LZ-G2: no new lease, whatever the reason');
SELECT is(refused('centre', 'SELECT gov_cloud.register_data_centre(''机房'', ''own'', 6, in_use_since => ''2019-01-01'')'), 'ZW002 using_unit_only', 'LZ-N01: a unit registers its own');
SELECT is(refused('unit', $$SELECT gov_cloud.register_data_centre('机房', 'own', 6, in_use_since => '2019-01-01', facts => '{"ipv6": "yes"}')$$), '22023', 'LZ-R1: a fact is true or false');
SELECT pg_temp.centre('市教育局机房') AS d \gset
SELECT is(refused('unit', format('SELECT gov_cloud.amend_data_centre(%s, existing_racks => 9)', :d)), 'ZW005 data_centre_expansion 第四条', 'LZ-G2: an own centre is not expanded');
SELECT is(refused('unit', format('SELECT gov_cloud.amend_data_centre(%s, area_m2 => 40.01)', :d)), 'ZW005 data_centre_expansion 第四条', 'LZ-G2: in no dimension');
SELECT is(done('unit', format('SELECT gov_cloud.amend_data_centre(%s, existing_racks => 7)', :d)), '', 'LZ-G2: it may shrink');
SELECT is(refused('other', format('SELECT gov_cloud.amend_data_centre(%s, staff => 9)', :d)), 'ZW008 data_centre_unknown', 'LZ-G5: another unit does not know it');
SELECT is(done('other', 'SELECT count(*) FROM gov_cloud.data_centre') || done('dept', 'SELECT count(*) FROM gov_cloud.v_data_centre'), '00', 'LZ-G5: in no table');
SELECT is(pg_temp.not_about('recognition', :d), 'ZW005 data_centre_otherwise 第十四条（一）', 'LZ-N01: self-inspection comes before the application');
SELECT pg_temp.about('self_inspection', :d, '2024-01-09 09:00') AS i \gset
SELECT is(may(:i, 'report', '2024-01-09 09:30'), 'unit', 'LZ-N01: by the unit');
SELECT is(refuses('unit', :i, 'report', '2024-01-09 10:00'), 'ZW004 self_inspection_report_missing 第十四条（一）', 'LZ-N01: with what it found');
SELECT attaches('unit', :i, 'self_inspection_report') \g /dev/null
SELECT is(acts('unit', :i, 'report', '2024-01-09 10:00'), 'self_inspected', 'LZ-N01: reported');

-- N02, N03: application and assessment
SELECT is(pg_temp.not_about('recognition', :d, 'other'), 'ZW008 about_not_visible', 'LZ-N02: not by another unit');
SELECT is(pg_temp.not_about('lease_migration', :d), 'ZW005 data_centre_otherwise 第十九条', 'LZ-N14: an own centre is no leased one');
SELECT pg_temp.about('recognition', :d, '2024-02-08 09:00') AS m \gset
SELECT is(pg_temp.not_about('recognition', :d), 'ZW021 matter_open_already 第十四条（二）', 'LZ-N02: one application at a time');
SELECT is(may(:m, 'submit', '2024-02-08 09:30') || ', ' || may(:m, 'withdraw', '2024-02-08 09:30'), 'unit, unit', 'LZ-N02: by the unit');
SELECT is(refuses('unit', :m, 'submit', '2024-02-08 10:00'), 'ZW004 recognition_proof_missing 第十四条（二）', 'LZ-N02: with proofs');
SELECT attaches('unit', :m, 'recognition_proof') \g /dev/null
SELECT is(acts('unit', :m, 'submit', '2024-02-08 10:00'), 'recognition_requested', 'LZ-N02: applied for');
SELECT is(term(:m, 'LZ-D01'), 'open 2024-03-06 operator', 'LZ-D01: 15 working days from the application, Sunday 18 February among them, 9 February too');
SELECT is(refused('unit', format('SELECT gov_cloud.amend_data_centre(%s, staff => 3)', :d)), 'ZW003 data_centre_under_recognition', 'LZ-N03: what is being judged is not changed by the applicant');
SELECT is(may(:m, 'assess', '2024-02-20 09:00'), 'centre colleague', 'LZ-N03: by the centre');
SELECT is(refuses('centre', :m, 'assess', '2024-02-20 09:00'), 'ZW004 site_survey_record_missing 第十四条（三）', 'LZ-N03: after the survey');
SELECT attaches('centre', :m, 'site_survey_record'), attaches('centre', :m, 'assessment_opinion') \g /dev/null
SELECT is(done('centre', format('SELECT gov_cloud.amend_data_centre(%s, usable_racks => 5, area_m2 => 39.99, class => ''C'', staff => 1, facts => ''{"ipv6": false, "municipal_egress": false}'', reason => ''勘查'')', :d)), '', 'LZ-N03: which corrects the register');
SELECT is(acts('centre', :m, 'assess', '2024-02-22 09:00'), 'assessed', 'LZ-N03: assessed');
SELECT is(term(:m, 'LZ-D01') || ', ' || term(:m, 'LZ-D02'), 'met 2024-03-06 operator, open 2024-02-29 authority', 'LZ-D02: 5 working days from the opinion');

BEGIN;
SELECT is(acts('unit', :m, 'withdraw', '2024-02-23 09:00') || ' ' || term(:m, 'LZ-D02'), 'withdrawn cancelled 2024-02-29 authority', 'LZ-N02: an undecided application may be withdrawn, which closes its clock');
SELECT is(pg_temp.not_about('recognition', :d), 'accepted', 'LZ-N02: and made anew');
ROLLBACK;

-- R1 to R5: the checklist is computed
SELECT is((SELECT string_agg(code, ' ' ORDER BY id) FROM gov_cloud.data_centre_check WHERE matter = :m AND NOT satisfied),
    'LZ-R1/egress LZ-R1/ipv6 LZ-R3/class LZ-R3/area LZ-R3/racks LZ-R4/staff', 'LZ-R1, LZ-R3, LZ-R4: what the survey found is kept with the assessment');
SELECT is(refuses('bureau', :m, 'recognise', '2024-02-26 09:00'), 'ZW005 criteria_not_met 第十三条; 第十三条（一）', 'LZ-N04: what does not satisfy art. 13 is not recognised');
SELECT matches(says('bureau', :m, 'recognise', '2024-02-26 09:00'), 'LZ-R1/ipv6 支持IPv6 \(false\); LZ-R3/class .* \(C\); LZ-R3/area .* \(39.99\); LZ-R3/racks 可用机架数 \(5\); LZ-R4/staff 专职运维人数 \(1\)', 'LZ-R1, LZ-R3, LZ-R4: each criterion by itself');
CREATE FUNCTION pg_temp.lacks(centre bigint) RETURNS text LANGUAGE sql AS $$
    SELECT done('bureau', format('SELECT string_agg(code, '' '') FROM gov_cloud.check_criteria(%s, ''own_data_centre'') WHERE NOT satisfied', centre))
$$;
CREATE FUNCTION pg_temp.lacks_if(centre bigint, change text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    answer text;
BEGIN
    PERFORM done('centre', format('SELECT gov_cloud.amend_data_centre(%s, %s)', centre, change));
    answer := pg_temp.lacks(centre);
    RAISE EXCEPTION USING ERRCODE = 'XX001', MESSAGE = coalesce(answer, 'nothing');
EXCEPTION WHEN SQLSTATE 'XX001' THEN
    RETURN SQLERRM;
END
$$;
SELECT done('centre', format('SELECT gov_cloud.amend_data_centre(%s, usable_racks => 6, area_m2 => 40, class => ''B'', staff => 2, facts => ''{"ipv6": true, "municipal_egress": true}'')', :d)) \g /dev/null
SELECT is(pg_temp.lacks(:d), NULL, 'LZ-R1, LZ-R2, LZ-R3, LZ-R4, LZ-R5: exactly 40 square metres, 6 racks, 2 persons and class B are enough');
SELECT is(pg_temp.lacks_if(:d, 'class => ''A'''), 'nothing', 'LZ-R3: A is better than B');
SELECT is(pg_temp.lacks_if(:d, 'class => ''C'''), 'LZ-R3/class', 'LZ-R3: C is not');
SELECT is(pg_temp.lacks_if(:d, 'area_m2 => 39.99'), 'LZ-R3/area', 'LZ-R3: not smaller than 40 square metres');
SELECT is(pg_temp.lacks_if(:d, 'usable_racks => 5, existing_racks => 20'), 'LZ-R3/racks', 'LZ-R3: racks that can be used, however many stand there');
SELECT is(pg_temp.lacks_if(:d, 'staff => 1'), 'LZ-R4/staff', 'LZ-R4: two persons');
SELECT is((SELECT string_agg(pg_temp.lacks_if(:d, format('facts => ''{"%s": false}''', f)), ' ' ORDER BY n)
    FROM unnest(ARRAY['extranet_connected', 'municipal_egress', 'ipv6', 'platform_standard', 'interfaces_open', 'connected_to_city_cloud', 'around_the_clock',
        'mlps3_general', 'mlps3_cloud', 'mlps_evaluated']) WITH ORDINALITY AS u (f, n)),
    'LZ-R1/extranet LZ-R1/egress LZ-R1/ipv6 LZ-R2/platform LZ-R2/interfaces LZ-R2/connected LZ-R4/around_the_clock LZ-R5/general LZ-R5/cloud LZ-R5/evaluated',
    'LZ-R1, LZ-R2, LZ-R4, LZ-R5: every fact counts');
SELECT pg_temp.centre('无资料机房', who => 'other') AS bare \gset
UPDATE gov_cloud.data_centre SET usable_racks = NULL, facts = '{}' WHERE id = :bare;
SELECT is(pg_temp.lacks(:bare), 'LZ-R1/extranet LZ-R1/egress LZ-R1/ipv6 LZ-R2/platform LZ-R2/interfaces LZ-R2/connected LZ-R3/racks LZ-R4/around_the_clock LZ-R5/general LZ-R5/cloud LZ-R5/evaluated',
    'LZ-R3, LZ-R5: what is not known is not satisfied');
SELECT is(refused('dept', format('SELECT * FROM gov_cloud.check_criteria(%s, ''own_data_centre'')', :d)), 'ZW008 data_centre_unknown', 'LZ-G5: nor told to others');

-- N04, N05: recognised and kept for 2 years
SELECT is(may(:m, 'recognise', '2024-02-28 09:00') || ', ' || may(:m, 'refuse', '2024-02-28 09:00'), 'bureau, bureau', 'LZ-N04, LZ-P1: the bureau decides');
SELECT done('centre', format('SELECT gov_cloud.amend_data_centre(%s, facts => ''{"municipal_egress": false}'')', :d)) \g /dev/null
SELECT is(refuses('bureau', :m, 'recognise', '2024-02-28 10:00'), 'ZW005 criteria_not_met 第十三条（一）', 'LZ-R1: the internet exit is a rule of principle');
SELECT registers('机房里的系统', 'migration') AS s \gset
SELECT done('unit', format('SELECT gov_cloud.place_system(%s, %s)', :s, :d)) \g /dev/null
SELECT is((SELECT concat(migrated, temporarily) FROM gov_cloud.v_system_migration WHERE system = :s), 'ff', 'LZ-N05: before it is recognised its systems count as not moved');
SELECT is(acts('bureau', :m, 'recognise', '2024-02-29 10:00', data => '{"override": "自有出口，逐步切换"}'), 'retained', 'LZ-N04, LZ-N05: recognised and kept; the exit passed over for a reason');
SELECT is(term(:m, 'LZ-D02') || ', ' || term(:m, 'LZ-D03'), 'met 2024-02-29 authority, open 2026-03-01 using_unit', 'LZ-D03: 2 years from 29 February end with 28 February, a status that no rest day moves');
SELECT is(pg_temp.stands(:d), 'retained 2026-02-28', 'LZ-N05: the register says until when');
SELECT is((SELECT concat(migrated, temporarily) FROM gov_cloud.v_system_migration WHERE system = :s), 'ft', 'LZ-N05: its systems count as moved for the time being');
SELECT is((SELECT count(*) FROM gov_cloud.data_centre_check WHERE matter = :m), 28::bigint, 'LZ-N04: assessment and approval keep what they rested on');

-- N07: recognised again, or not
SELECT is(may(:m, 'apply_again', '2025-12-01 09:00'), 'unit', 'LZ-N07: the unit applies again');
SELECT is(refuses('unit', :m, 'apply_again', '2025-12-01 09:00'), 'ZW005 opinion_missing 第十八条', 'LZ-N07: for special need, which it states');
BEGIN;
SELECT is(acts('unit', :m, 'apply_again', '2025-12-01 09:00', '特殊情况'), 'renewal_requested', 'LZ-N07: before the two years end');
SELECT is(term(:m, 'LZ-D01'), 'open 2025-12-22 operator', 'LZ-N07, LZ-D01: assessed anew');
SELECT attaches('centre', :m, 'assessment_opinion'), acts('centre', :m, 'assess', '2025-12-10 09:00') \g /dev/null
SELECT is(refuses('bureau', :m, 'recognise', '2025-12-11 09:00'), 'ZW005 criteria_not_met 第十三条（一）; 第三十条（二）', 'LZ-N07: by the same standards');
SELECT matches(says('bureau', :m, 'recognise', '2025-12-11 09:00'), 'has not been assessed while it was kept', 'LZ-A2, LZ-N07: and by how it was evaluated, as a reference');
SELECT done('bureau', format('SELECT gov_cloud.open_assessment(''data_centre'', %s, ''2025'', data_centre => %s)', organization, :d)) AS a FROM party WHERE login = 'unit' \gset
SELECT done('bureau', format('SELECT gov_cloud.score_indicator(%s, %L, grade => %L)', :a, i, g)) FROM (VALUES ('LZ-A2/construction', '好'), ('LZ-A2/security', '合格'),
    ('LZ-A2/response', '好')) AS v (i, g) \g /dev/null
SELECT is(refused('bureau', format('SELECT gov_cloud.close_assessment(%s)', :a)) ~ '^ZW', true, 'LZ-A2: with all four: building, security, response, satisfaction');
SELECT done('bureau', format('SELECT gov_cloud.score_indicator(%s, ''LZ-A2/satisfaction'', grade => ''满意'')', :a)), done('bureau', format('SELECT gov_cloud.close_assessment(%s)', :a)) \g /dev/null
SELECT is(refuses('bureau', :m, 'recognise', '2025-12-11 09:00'), 'ZW005 criteria_not_met 第十三条（一）', 'LZ-A2: evaluated');
SAVEPOINT decision;
SELECT is(acts('bureau', :m, 'recognise', '2025-12-11 09:00', data => '{"override": "同前"}'), 'retained', 'LZ-N07: recognised again');
SELECT is(term(:m, 'LZ-D03') || ', ' || pg_temp.stands(:d), 'open 2027-12-12 using_unit, retained 2027-12-11', 'LZ-N07: a new recognition starts two new years');
ROLLBACK TO decision;
SELECT is(refuses('bureau', :m, 'refuse', '2025-12-11 09:00'), 'ZW005 opinion_missing 第十八条', 'LZ-N07: refusing wants an opinion');
SELECT is(acts('bureau', :m, 'refuse', '2025-12-11 09:00', '理由不充分'), 'retained', 'LZ-N07: refused, the first two years run out');
SELECT is(term(:m, 'LZ-D03'), 'open 2026-03-01 using_unit', 'LZ-N07: on their old day');
ROLLBACK;
BEGIN;
SELECT acts('unit', :m, 'apply_again', '2025-12-01 09:00', '特殊情况') \g /dev/null
SELECT is(may(:m, 'withdraw', '2025-12-02 09:00') || ' ' || acts('unit', :m, 'withdraw', '2025-12-02 09:00'), 'unit retained', 'LZ-N07: taken back, it is kept as before');
SELECT is(term(:m, 'LZ-D01') || ', ' || term(:m, 'LZ-D03'), 'cancelled 2025-12-22 operator, open 2026-03-01 using_unit', 'LZ-N07: with its clock closed, not met');
ROLLBACK;
BEGIN;
SELECT acts('unit', :m, 'apply_again', '2026-02-24 09:00', '特殊情况'), attaches('centre', :m, 'assessment_opinion'), acts('centre', :m, 'assess', '2026-02-27 09:00'), pg_temp.advances('2026-03-05 06:00') \g /dev/null
SELECT is((SELECT state FROM gov_cloud.matter WHERE id = :m), 'renewal_assessed', 'LZ-N07: an application made in time is decided though the two years have run');
SELECT is(done('finance', format('SELECT "可安排运维资金" FROM gov_cloud.v_data_centre WHERE "编号" = %s', :d)), '否', 'LZ-B4: without funds meanwhile');
SELECT is((SELECT concat(migrated, temporarily) FROM gov_cloud.v_system_migration WHERE system = :s), 'ff', 'LZ-N05: nor do its systems count as moved');
SELECT is(acts('bureau', :m, 'refuse', '2026-03-16 09:00', '理由不充分'), 'migrating_after_retention', 'LZ-N06, LZ-N07: refused after its end, it is to be moved');
SELECT is(term(:m, 'LZ-D04'), 'open 2027-03-01 using_unit', 'LZ-D04: within a year of the end, Sunday 28 February 2027 rolling, not of the refusal');
ROLLBACK;
SELECT is(refuses('unit', :m, 'apply_again', '2026-03-01 00:00', '特殊情况'), 'ZW005 term_over 第十八条', 'LZ-N07: not once they are over');

-- N06: over; a year to move, without funds
SELECT pg_temp.advances('2026-02-28 23:59') \g /dev/null
SELECT is((SELECT state FROM gov_cloud.matter WHERE id = :m), 'retained', 'LZ-D03: kept through its last day');
SELECT pg_temp.advances('2026-03-03 06:00') \g /dev/null
SELECT is((SELECT state FROM gov_cloud.matter WHERE id = :m), 'migrating_after_retention', 'LZ-N06: retention over');
SELECT is(term(:m, 'LZ-D04'), 'open 2027-03-01 using_unit', 'LZ-D04: a year from its end, not from when somebody looked');
SELECT is(done('finance', format('SELECT "可安排运维资金" || ' || quote_literal(' ') || ' || "状态" FROM gov_cloud.v_data_centre WHERE "编号" = %s', :d)), '否 保留期满，迁移中', 'LZ-N06, LZ-B4, LZ-P4: finance arranges no more operating funds');
SELECT is((SELECT concat(migrated, temporarily) FROM gov_cloud.v_system_migration WHERE system = :s), 'ff', 'LZ-N06: and its systems count as moved no longer');
SELECT is(may(:m, 'finish_migration', '2026-03-04 09:00'), 'unit', 'LZ-N06: the unit moves them');
SELECT is(refuses('unit', :m, 'finish_migration', '2026-03-04 09:00'), 'ZW005 hosted_systems_left 第十四条（五）', 'LZ-N06: all of them');
SELECT opens('unit', 'onboarding', '2026-03-04 10:00', :s) AS a \gset
SELECT applies(:a, '2026-03-05'), opens_service(:a, '2026-03-06', '2026-03-23') \g /dev/null
SELECT is(acts('unit', :m, 'finish_migration', '2026-03-24 09:00'), 'moved', 'LZ-N06: moved by the application procedure');
SELECT is(term(:m, 'LZ-D04'), 'met 2027-03-01 using_unit', 'LZ-D04: in time');
SELECT attaches('unit', :m, 'abolition_statement'), acts('unit', :m, 'abolish', '2026-03-24 10:00') \g /dev/null
SELECT is(acts('bureau', :m, 'reuse', '2026-03-24 11:00') || ' ' || pg_temp.stands(:d), 'resources_reused reused 2026-02-28', 'LZ-N12: an empty room is abolished and reused too');
SELECT is((SELECT concat(migrated, temporarily) FROM gov_cloud.v_system_migration WHERE system = :s), 'tf', 'LZ-N05: moved for good');

-- N08 to N12: not recognised
SELECT at('2026-03-25 08:00') \g /dev/null
SELECT pg_temp.centre('五架机房', ', reason => ''登记''') AS five \gset
SELECT done('unit', format('SELECT gov_cloud.amend_data_centre(%s, existing_racks => 5, usable_racks => 5)', :five)) \g /dev/null
SELECT pg_temp.assessed(:five, '2026-03-26') AS m \gset
SELECT is(refuses('bureau', :m, 'recognise', '2026-03-27 09:00'), 'ZW005 criteria_not_met 第十三条', 'LZ-R3, LZ-N04: five racks can never be recognised');
SELECT is(refuses('bureau', :m, 'refuse', '2026-03-27 09:00'), 'ZW005 opinion_missing 第十四条（四）', 'LZ-N04: refusing wants an opinion');
BEGIN;
SELECT done('sec', format('SELECT gov_cloud.grant_role(%s, %s, ''authority'', ''450200'', ''2024-01-01'')', person, organization)) FROM official WHERE role = 'operator' \g /dev/null
SELECT is(refuses('colleague', :m, 'refuse', '2026-03-27 09:00', '不达标'), 'ZW007 two_bodies 第十四条（四）', 'LZ-N04: the body that assessed does not decide');
ROLLBACK;
SELECT is(acts('bureau', :m, 'refuse', '2026-03-27 09:00', '不达标'), 'transition', 'LZ-N04, LZ-N08: not recognised, its transition begins');
SELECT is(concat_ws(', ', term(:m, 'LZ-D05'), nullif(term(:m, 'LZ-D06'), '')), 'open 2027-03-29 using_unit', 'LZ-D05, LZ-N08: 1 year from the decision for 5 racks, 5 among the few; Saturday 27 March 2027 rolls');
SELECT is(pg_temp.stands(:five), 'transition', 'LZ-N08: the register says so');
SELECT pg_temp.assessed(pg_temp.centre('六架机房', ', reason => ''登记'''), '2026-03-26') AS six \gset
SELECT about_id AS sixth FROM gov_cloud.matter WHERE id = :six \gset
SELECT done('centre', format('SELECT gov_cloud.amend_data_centre(%s, existing_racks => 6, facts => ''{"ipv6": false}'')', :sixth)) \g /dev/null
SELECT acts('bureau', :six, 'refuse', '2026-03-27 09:00', '不支持IPv6') \g /dev/null
SELECT is(concat_ws(', ', nullif(term(:six, 'LZ-D05'), ''), term(:six, 'LZ-D06')), 'open 2028-03-27 using_unit', 'LZ-D06, LZ-N08: 2 years for any other');
SELECT registers('五架机房的系统', 'migration') AS s \gset
SELECT registers('将关停的系统', 'migration') AS z \gset
SELECT done('unit', format('SELECT gov_cloud.place_system(%s, %s)', y, :five)) FROM unnest(ARRAY[:s, :z]) AS y \g /dev/null
SELECT is(refused('other', format('SELECT gov_cloud.place_system(%s, %s)', :s, :bare)), 'ZW008 system_unknown', 'LZ-N10: a unit places its own systems');
SELECT is(may(:m, 'submit_plan', '2026-04-01 09:00'), 'unit', 'LZ-N09: by the unit');
SELECT is(refuses('unit', :m, 'submit_plan', '2026-04-01 09:00'), 'ZW004 migration_plan_missing 第十六条（一）', 'LZ-N09: the plan itself');
SELECT attaches('unit', :m, 'migration_plan') \g /dev/null
SELECT is(acts('unit', :m, 'submit_plan', '2026-04-01 09:00'), 'plan_submitted', 'LZ-N09: the plan is with the bureau');
SELECT is(may(:m, 'start_migration', '2026-04-02 09:00'), 'unit centre colleague', 'LZ-N10: unit and centre move them');
SELECT is(refuses('unit', :m, 'start_migration', '2026-04-02 09:00'), 'ZW005 hosted_systems_left 第十六条（二）', 'LZ-N10: each system by an approved application');
SELECT opens('unit', 'onboarding', '2026-04-02 10:00', :s) AS a \gset
SELECT applies(:a, '2026-04-03') \g /dev/null
SELECT matches(says('unit', :m, 'start_migration', '2026-04-07 09:00'), 'still carries: 将关停的系统', 'LZ-N10: or closed');
SELECT at('2026-04-07 09:00') \g /dev/null
SELECT is(refused('unit', format('SELECT gov_cloud.close_hosted_system(%s, 1)', :z)), 'ZW004 disposal_missing', 'LZ-N10: which wants proof that system and data were disposed of');
SELECT done('unit', format('SELECT gov_cloud.attach_document(NULL, ''disposal_record'', ''安全处理记录'', content => ''eA=='', system => %s)', :z)) AS doc \gset
SELECT is(done('unit', format('SELECT gov_cloud.close_hosted_system(%s, %s)', :z, :doc)), '', 'LZ-N10: closed with it');
SELECT is(acts('unit', :m, 'start_migration', '2026-04-07 10:00'), 'plan_submitted', 'LZ-N10: the unit together with the centre');
SELECT is(acts('centre', :m, 'start_migration', '2026-04-07 11:00'), 'migrating', 'LZ-N10: both');
SELECT is(refuses('unit', :m, 'abolish', '2026-04-08 09:00'), 'ZW005 hosted_systems_left 第十六条（三）', 'LZ-N11: not while a system is left');
SELECT opens_service(:a, '2026-04-08', '2026-04-24') \g /dev/null
SELECT is(refuses('unit', :m, 'abolish', '2026-04-27 09:00'), 'ZW004 abolition_statement_missing 第十六条（三）', 'LZ-N11: what is kept is office network equipment, as the unit states');
SELECT attaches('unit', :m, 'abolition_statement') \g /dev/null
SELECT is(may(:m, 'abolish', '2026-04-27 09:00'), 'unit', 'LZ-N11: by the unit');
SELECT is(acts('unit', :m, 'abolish', '2026-04-27 09:00'), 'abolished', 'LZ-N11: abolished');
SELECT is(term(:m, 'LZ-D05'), 'met 2027-03-29 using_unit', 'LZ-D05: in time');
SELECT is(may(:m, 'reuse', '2026-04-28 09:00'), 'bureau', 'LZ-N12: by the bureau');
SELECT is(acts('bureau', :m, 'reuse', '2026-04-28 09:00'), 'resources_reused', 'LZ-N12: its resources are reused');
SELECT is(pg_temp.stands(:five), 'reused', 'LZ-N12: the register says so');

-- N13: sensitive data
SELECT at('2026-05-06 08:00') \g /dev/null
SELECT pg_temp.centre('应急机房', ', sensitive => true, reason => ''登记''') AS e \gset
SELECT done('unit', format('SELECT gov_cloud.amend_data_centre(%s, facts => ''{"ipv6": false, "platform_standard": false}'')', :e)) \g /dev/null
SELECT pg_temp.assessed(:e, '2026-05-06', 'sensitive_recognition') AS m \gset
SELECT is(pg_temp.not_about('recognition', :e), 'ZW005 data_centre_otherwise 第十七条', 'LZ-N13: it has a procedure of its own');
SELECT is(pg_temp.not_about('sensitive_recognition', :sixth), 'ZW005 data_centre_otherwise 第十四条（一）; 第十七条', 'LZ-N13: which is not for others');
SELECT is((SELECT string_agg(rule, ' ' ORDER BY rule) FROM gov_cloud.deadline WHERE matter = :m), 'LZ-D07', 'LZ-D07: the assessment has no limit');
SELECT is(term(:m, 'LZ-D07'), 'open 2026-05-12 authority', 'LZ-D07: 5 working days from it');
SELECT is(may(:m, 'recognise', '2026-05-07 09:00'), 'bureau', 'LZ-N13: the bureau decides');
SELECT is(acts('bureau', :m, 'recognise', '2026-05-07 09:00'), 'retained', 'LZ-N13: the standards of art. 13 are not repeated');
SELECT is(term(:m, 'LZ-D07/retention') || ', ' || pg_temp.stands(:e), 'open 2028-05-08 using_unit, retained 2028-05-07', 'LZ-D07: kept for 2 years');

-- N14: leased
SELECT done('unit', 'SELECT gov_cloud.register_data_centre(''租用机房'', ''leased'', 4, landlord => ''某公司'', in_use_since => ''2022-01-01'', lease_end => ''2026-10-03'')') AS l \gset
SELECT is(pg_temp.not_about('recognition', :l), 'ZW005 data_centre_otherwise 第十四条（二）; 第十四条（一）', 'LZ-N14: a leased centre is not recognised');
SELECT pg_temp.about('lease_migration', :l, '2026-05-08 09:00') AS m \gset
SELECT is(term(:m, 'LZ-D08'), 'open 2026-10-03 using_unit', 'LZ-D08: the last day of the lease, holiday or not');
SELECT throws_ok(format('UPDATE gov_cloud.data_centre SET lease_end = ''2027-10-03'' WHERE id = %s', :l), 'ZW014', NULL, 'LZ-G4: not even the database''s owner extends a lease');
SELECT throws_ok(format('UPDATE gov_cloud.data_centre SET kind = ''own'', lease_end = NULL WHERE id = %s', :l), 'ZW014', NULL, 'LZ-G4: nor makes it an own centre');
SELECT throws_ok(format('DELETE FROM gov_cloud.data_centre WHERE id = %s', :l), 'ZW014', NULL, 'LZ-G4: nor forgets it');
SELECT is(refused('unit', 'SELECT gov_cloud.register_data_centre(''租用 机房'', ''leased'', 4, in_use_since => ''2022-01-01'', lease_end => ''2027-10-03'')'), '23505 data_centre_name', 'LZ-G4: nor registers it a second time');
SELECT is(refused('unit', format('SELECT * FROM gov_cloud.extend_deadline((SELECT id FROM gov_cloud.deadline WHERE matter = %s), ''1 year'', ''续租'')', :m)) ~ '^ZW', true, 'LZ-G4, LZ-D08: nor is its term extended');
SELECT registers('租用机房的系统', 'migration') AS s \gset
SELECT done('unit', format('SELECT gov_cloud.place_system(%s, %s)', :s, :l)) \g /dev/null
SELECT is(may(:m, 'submit_plan', '2026-05-09 09:00'), 'unit', 'LZ-N14: by the unit');
SELECT attaches('unit', :m, 'migration_plan'), acts('unit', :m, 'submit_plan', '2026-05-09 09:00'),
    opens('unit', 'onboarding', '2026-05-09 10:00', :s) AS a \gset
SELECT is(refuses('unit', :m, 'start_migration', '2026-05-11 09:00'), 'ZW005 hosted_systems_left 第十六条（二）', 'LZ-N14: by approved applications');
SELECT applies(:a, '2026-05-12'), acts('unit', :m, 'start_migration', '2026-05-13 09:00'), acts('colleague', :m, 'start_migration', '2026-05-13 10:00') \g /dev/null
SELECT is(refuses('unit', :m, 'vacate', '2026-05-14 09:00'), 'ZW005 hosted_systems_left 第十九条', 'LZ-N14: not while a system is left');
SELECT opens_service(:a, '2026-05-14', '2026-06-01') \g /dev/null
SELECT is(acts('unit', :m, 'vacate', '2026-10-03 20:00'), 'vacated', 'LZ-N14: vacated on the last day');
SELECT is(term(:m, 'LZ-D08') || ', ' || pg_temp.stands(:l), 'met 2026-10-03 using_unit, vacated', 'LZ-D08: in time');

-- 各级各部门: a county's department, where bureau and centre are given their roles in the county
SELECT done('sec', format('SELECT gov_cloud.grant_role(%s, %s, %L, ''450222'', ''2024-01-01'')', person, organization, role)) FROM official WHERE login IN ('bureau', 'centre') \g /dev/null
SELECT at('2026-10-12 08:00') \g /dev/null
SELECT pg_temp.centre('县教育局机房', who => 'dept') AS k \gset
SELECT pg_temp.about('self_inspection', :k, '2026-10-12 09:00', 'dept') AS i \gset
SELECT attaches('dept', :i, 'self_inspection_report') \g /dev/null
SELECT is(acts('dept', :i, 'report', '2026-10-12 10:00'), 'self_inspected', 'LZ-N01, LZ-P6: departments of a county inspect theirs too');
SELECT pg_temp.about('recognition', :k, '2026-10-12 11:00', 'dept') AS m \gset
SELECT attaches('dept', :m, 'recognition_proof'), acts('dept', :m, 'submit', '2026-10-12 12:00'), attaches('centre', :m, 'site_survey_record'), attaches('centre', :m, 'assessment_opinion'),
    acts('centre', :m, 'assess', '2026-10-13 09:00') \g /dev/null
SELECT is(refuses('bureau', :m, 'recognise', '2026-10-14 09:00'), 'accepted', 'LZ-N04, LZ-P6: and the city''s bureau decides');
SELECT is(done('unit', format('SELECT count(*) FROM gov_cloud.matter WHERE id = %s', :m)), '0', 'LZ-G5: of which the city''s units see nothing');

SELECT is(done('other', 'SELECT count(*) FROM gov_cloud.data_centre_check') || done('dept', 'SELECT count(*) FROM gov_cloud.data_centre_system'), '00', 'LZ-G5: another unit and a county see nothing of all this');
SELECT is((SELECT count(*) FROM gov_cloud.check_deadlines()), 0::bigint, 'LZ-D01, LZ-D08: replaying the ledger gives every stored due');
SELECT * FROM finish();
