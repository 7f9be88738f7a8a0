-- Zhejiang's measures, chapter 2: application, acceptance, trial, final review.  Each assertion names the rule it
-- proves; a refusal is told as SQLSTATE, machine code and article.
\ir ../zhejiang.sql
SELECT * FROM no_plan();

CREATE FUNCTION pg_temp.term(m bigint, rule text) RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(concat_ws(' ', status, due_on), ', ' ORDER BY id) FROM gov_cloud.deadline WHERE matter = term.m AND rule = term.rule
$$;
CREATE FUNCTION pg_temp.applies_for(system bigint, who text DEFAULT 'unit') RETURNS text LANGUAGE sql AS $$
    SELECT refused(who, format('SELECT * FROM gov_cloud.open_matter(''onboarding'', system => %s)', system))
$$;

-- who may apply, and for what
SELECT at('2026-04-02 08:00') \g /dev/null
SELECT is(pg_temp.applies_for(registers('研究系统', who => 'institute'), 'institute'), 'ZW005 unit_class_out_of_scope 第二条', 'ZJ-G1: the platform is for administrative organs');
SELECT is(pg_temp.applies_for(registers('涉密系统', classified => true)), 'ZW005 classified_system 第二十四条', 'ZJ-G2: and for what is not classified');
SELECT is(pg_temp.applies_for(registers('四级系统', 4)), 'accepted', 'ZJ-G4: no level is barred');
SELECT registers('审批系统', NULL) AS s \gset
SELECT is(may_open('onboarding', :s, '2026-04-02 08:10'), 'unit', 'ZJ-T01, ZJ-P4: the using unit applies');
SELECT opens('unit', 'onboarding', '2026-04-02 08:30', :s) AS m \gset
SELECT is((SELECT state FROM gov_cloud.matter WHERE id = :m), 'draft', 'ZJ-T01: an application begins as a draft');
SELECT is(refuses('other', :m, 'submit', '2026-04-02 08:40'), 'ZW008 matter_not_visible', 'ZJ-G8: another unit does not see it');
SELECT is(refuses('rival', :m, 'submit', '2026-04-02 08:40'), 'ZW008 matter_not_visible', 'ZJ-G8: nor another provider');
SELECT is(refuses('city', :m, 'accept', '2026-04-02 08:40'), 'ZW008 matter_not_visible', 'ZJ-G8, ZJ-P2: nor the authority of a city');
SELECT is(may(:m, 'submit', '2026-04-02 08:45'), 'unit', 'ZJ-T01: nobody else submits');
SELECT matches(says('unit', :m, 'submit', '2026-04-02 08:50'), '使用申请" has not been filled in.*"应用系统建设方案" is missing.*"应用系统性能和安全自测报告" is missing',
    'ZJ-T01: needs of resources, construction plan and self-test report, all told at once');
SELECT fills('unit', :m, 'ZJ-USE', '{"system_name": "审批系统"}') \g /dev/null
SELECT matches(says('unit', :m, 'submit', '2026-04-02 08:50'), 'lacks required fields: 使用单位; 信息安全等级保护级别; 云平台; 云资源需求测算依据', 'ZJ-T01, ZJ-G5, ZJ-G7: zone and grounds of the amounts too');
SELECT is(refused('unit', format($$SELECT gov_cloud.fill_form(%s, 'ZJ-USE', '{"cloud_zone": "混合云"}')$$, :m)),
    'ZW009 form_faults cloud_zone 云平台: "混合云" is none of private (专有云平台), public (公有云平台)', 'ZJ-G7: private or public cloud, no third');
SELECT fills('unit', :m, 'ZJ-USE', use_form(:m)), attaches('unit', :m, 'construction_plan'), attaches('unit', :m, 'self_test_report', '{"covers": ["performance"]}') \g /dev/null
SELECT is(refuses('unit', :m, 'submit', '2026-04-02 09:00'), 'ZW004 self_test_report_insufficient 第七条', 'ZJ-T01: performance and security, both');
SELECT attaches('unit', :m, 'self_test_report', '{"covers": ["performance", "security"]}') \g /dev/null
SELECT is(acts('unit', :m, 'submit', '2026-04-02 09:10'), 'submitted', 'ZJ-T01: submitted');

-- acceptance in 3 working days, or refusal with an opinion, and a fresh clock
SELECT is(pg_temp.term(:m, 'ZJ-D01'), 'open 2026-04-08', 'ZJ-D01: 3 working days to decide on acceptance, Qingming not counted');
SELECT is(may(:m, 'accept', '2026-04-02 10:00') || ', ' || may(:m, 'refuse', '2026-04-02 10:00'), 'bureau, bureau', 'ZJ-T02, ZJ-T03, ZJ-P2: the competent authority decides');
SELECT is(refuses('bureau', :m, 'refuse', '2026-04-03 09:00'), 'ZW005 opinion_missing 第八条', 'ZJ-T03: not accepting wants a written opinion');
SELECT is(refuses('bureau', :m, 'refuse', '2026-04-03 09:00', '  '), 'ZW005 opinion_missing 第八条', 'ZJ-T03: and blanks are none');
SELECT is(acts('bureau', :m, 'refuse', '2026-04-03 09:00', '云资源需求缺少测算依据'), 'not_accepted', 'ZJ-T03: not accepted');
SELECT is(pg_temp.term(:m, 'ZJ-D01'), 'met 2026-04-08', 'ZJ-D01: met by either decision');
SELECT is(refuses('bureau', :m, 'accept', '2026-04-03 10:00'), 'ZW003 action_not_open', 'ZJ-T04: it waits for the unit');
SELECT is(may(:m, 'submit', '2026-04-07 08:00'), 'unit', 'ZJ-T04: which applies again');
SELECT fills('unit', :m, 'ZJ-USE', '{"capacity_basis": null}') \g /dev/null
SELECT is(refuses('unit', :m, 'submit', '2026-04-07 08:30'), 'ZW009 form_incomplete 第七条', 'ZJ-T04: as completely as before');
SELECT fills('unit', :m, 'ZJ-USE', '{"capacity_basis": "并发 500，附压测"}') \g /dev/null
SELECT is(acts('unit', :m, 'submit', '2026-04-07 09:00'), 'submitted', 'ZJ-T04: submitted again');
SELECT is(pg_temp.term(:m, 'ZJ-D01'), 'met 2026-04-08, open 2026-04-10', 'ZJ-T04, ZJ-D01: with a clock of its own');
SELECT results_eq(format('SELECT revision, content->>''capacity_basis'' FROM gov_cloud.form_filing WHERE matter = %s ORDER BY 1', :m),
    $$VALUES (1, '并发 200'), (2, '并发 500，附压测')$$, 'ZJ-T04: both versions are kept');
SELECT is(refuses('unit', :m, 'accept', '2026-04-08 08:00'), 'ZW002 role_missing 第八条', 'ZJ-T02: no unit accepts its own application');
SELECT is(acts('bureau', :m, 'accept', '2026-04-08 09:00'), 'accepted', 'ZJ-T02: accepted');
SELECT is(pg_temp.term(:m, 'ZJ-D02'), 'open 2026-04-10', 'ZJ-D02: 2 working days from the actual acceptance, not from its due');
SELECT is(refuses('bureau', :m, 'approve', '2026-04-09 09:00'), 'ZW005 opinion_missing 第八条', 'ZJ-T05: an opinion is put forward');
SELECT is(may(:m, 'approve', '2026-04-13 09:00') || ', ' || may(:m, 'reject', '2026-04-13 09:00'), 'bureau, bureau', 'ZJ-T05: by the authority');
SELECT at('2026-04-13 09:00') \g /dev/null
SELECT is((SELECT state FROM gov_cloud.matter WHERE id = :m), 'accepted', 'ZJ-D02: overdue, and no deemed approval');
SELECT is(acts('bureau', :m, 'approve', '2026-04-13 10:00', '同意'), 'approved', 'ZJ-T05: approved, late');
SELECT is(pg_temp.term(:m, 'ZJ-D02'), 'late 2026-04-10', 'ZJ-D02: late');
SELECT is(pg_temp.term(:m, 'ZJ-D03'), 'open 2026-04-15', 'ZJ-D03: 2 working days to provide the trial environment');

-- the trial
SELECT is(may(:m, 'provide_trial', '2026-04-14 09:00'), 'vendor', 'ZJ-T06, ZJ-P5: the provider provides it');
SELECT is(refuses('vendor', :m, 'provide_trial', '2026-04-14 09:00'), 'ZW004 delivery_record_missing 第九条', 'ZJ-T06: with a record of delivery');
SELECT attaches('vendor', :m, 'delivery_record') \g /dev/null
SELECT is(acts('vendor', :m, 'provide_trial', '2026-04-15 10:00'), 'trial', 'ZJ-T06: provided');
SELECT is(pg_temp.term(:m, 'ZJ-D03'), 'met 2026-04-15', 'ZJ-D03: on its last day');
SELECT results_eq(format('SELECT name, environment, billed FROM gov_cloud.resource WHERE system_id = %s ORDER BY name', :s),
    $$VALUES ('app', 'trial', NULL::daterange), ('云数据库', 'trial', NULL)$$, 'ZJ-T06: a trial environment of what was asked for');
SELECT is(pg_temp.term(:m, 'ZJ-D04'), 'open 2026-05-15', 'ZJ-D04: 15–30 days read as a range: 30 at most from the day the environment was provided');
SELECT is(pg_temp.term(:m, 'ZJ-D04/min'), 'open 2026-05-01', 'ZJ-D04: 15 at least: it may regularly end from the sixteenth day on');
SELECT is(acts('unit', :m, 'report_failure', '2026-04-20 09:00', '性能测试未通过'), 'trial', 'ZJ-T10: a failed test is recorded, and the trial goes on');
SELECT is(refuses('unit', :m, 'pass_tests', '2026-04-21 09:00'), 'ZW004 trial_test_report_missing 第九条', 'ZJ-T08: the tests themselves');
SELECT attaches('unit', :m, 'trial_test_report', '{"covers": ["performance", "security"]}') \g /dev/null
SELECT is(refuses('unit', :m, 'pass_tests', '2026-04-21 09:00'), 'ZW004 trial_test_report_insufficient 第九条', 'ZJ-T08: of function, performance and security');
SELECT attaches('unit', :m, 'trial_test_report', '{"covers": ["function", "performance", "security"]}') \g /dev/null
SELECT is(refuses('unit', :m, 'pass_tests', '2026-04-21 09:00'), 'ZW005 term_not_reached 第九条', 'ZJ-D04: before 15 days it warns');
SELECT is(may(:m, 'extend_trial', '2026-04-22 09:00'), 'bureau', 'ZJ-T07: the authority consents to a longer trial');
SELECT is(refuses('bureau', :m, 'extend_trial', '2026-04-22 09:00', data => '{"term": "45 days"}'), 'ZW005 opinion_missing 第九条', 'ZJ-T07: where it is really necessary');
SELECT is(refuses('bureau', :m, 'extend_trial', '2026-04-22 09:00', '测试未完成'), 'ZW009 data_missing 第九条', 'ZJ-T07: and says for how long');
SELECT is(refuses('bureau', :m, 'extend_trial', '2026-04-22 09:00', '测试未完成', '{"term": "20 days"}'), 'ZW005 extension_shortens 第九条', 'ZJ-T07: longer, not shorter');
SELECT is(acts('bureau', :m, 'extend_trial', '2026-04-22 09:00', '测试未完成', '{"term": "45 days"}'), 'trial', 'ZJ-T07: the trial goes on');
SELECT is(pg_temp.term(:m, 'ZJ-D04'), 'open 2026-05-30', 'ZJ-T07, ZJ-D04: 45 days from its start, a day of rest or not');
SELECT is(acts('bureau', :m, 'extend_trial', '2026-05-29 09:00', '仍未完成', '{"term": "60 days"}'), 'trial', 'ZJ-T07: and may be extended again');
SELECT results_eq(format('SELECT kind, term::text, reason FROM gov_cloud.deadline_event AS e JOIN gov_cloud.deadline AS d ON d.id = e.deadline WHERE d.matter = %s AND d.rule = ''ZJ-D04'' ORDER BY seq', :m),
    $$VALUES ('start', '30 days', NULL), ('extend', '45 days', '测试未完成'), ('extend', '60 days', '仍未完成')$$, 'ZJ-T07: each consent with its reason');
SELECT is(refused('bureau', format('SELECT gov_cloud.extend_deadline(%s, ''90 days'', ''x'')', (SELECT id FROM gov_cloud.deadline WHERE matter = :m AND rule = 'ZJ-D04'))),
    'ZW005 extension_not_allowed 第九条', 'ZJ-T07: in no other way');
SELECT is(refused('bureau', format('SELECT gov_cloud.suspend_deadline(%s, ''x'')', (SELECT id FROM gov_cloud.deadline WHERE matter = :m AND rule = 'ZJ-D04'))),
    'ZW005 suspension_not_allowed 第九条', 'ZJ-D04: no text knows a suspension');

-- the accredited report, once the system is graded 3
SELECT done('unit', format('SELECT gov_cloud.grade_system(%s, 3, %s)', :s, attaches('unit', :m, 'mlps_grading_report', '{"mlps_level": 3}'))) \g /dev/null
SELECT is(refuses('unit', :m, 'pass_tests', '2026-06-01 09:00'), 'ZW004 performance_security_report_missing 第九条', 'ZJ-P7, ZJ-T08: level 3 owes an accredited report');
SELECT attaches('unit', :m, 'performance_security_report', '{"cnas": false, "covers": ["performance", "security"]}') \g /dev/null
SELECT is(refuses('unit', :m, 'pass_tests', '2026-06-01 09:00'), 'ZW004 performance_security_report_insufficient 第九条', 'ZJ-P7: of a body accredited by CNAS');
SELECT attaches('unit', :m, 'performance_security_report', '{"cnas": true, "covers": ["performance", "security"]}') \g /dev/null
SELECT is(may(:m, 'pass_tests', '2026-06-01 09:00'), 'unit', 'ZJ-T08: the unit tests');
SELECT is(acts('unit', :m, 'pass_tests', '2026-06-01 09:30'), 'tested', 'ZJ-T08: tests passed');
SELECT is(pg_temp.term(:m, 'ZJ-D04') || ', ' || pg_temp.term(:m, 'ZJ-D04/min'), 'met 2026-06-14, met 2026-05-01', 'ZJ-D04: both ends of the range kept');

-- final review and formal opening
SELECT is(may(:m, 'start_final_review', '2026-06-02 09:00'), 'bureau', 'ZJ-T09: the authority reviews');
SELECT is(acts('bureau', :m, 'start_final_review', '2026-06-02 09:00'), 'final_review', 'ZJ-T09: final review');
SELECT is(refuses('bureau', :m, 'return', '2026-06-02 10:00'), 'ZW005 opinion_missing', 'ZJ-T09: sent back only with an opinion');
SELECT is(may(:m, 'open_service', '2026-06-03 09:00') || ', ' || may(:m, 'return', '2026-06-03 09:00'), 'bureau, bureau', 'ZJ-T09: the authority alone opens');
CREATE TEMPORARY TABLE before_opening AS SELECT id, name, provisioned_at FROM gov_cloud.resource WHERE system_id = :s;
SELECT is(acts('bureau', :m, 'open_service', '2026-06-03 09:00'), 'opened', 'ZJ-T09: formally opened');
SELECT results_eq(format('SELECT id, name, provisioned_at, environment, formal_at FROM gov_cloud.resource WHERE system_id = %s ORDER BY id', :s),
    $$SELECT id, name, provisioned_at, 'formal', timestamptz '2026-06-03 09:00+08' FROM before_opening ORDER BY id$$,
    'ZJ-T09: the trial environment became the formal one: the same resources, nothing rebuilt');
SELECT results_eq(format('SELECT status, in_service FROM gov_cloud.system WHERE id = %s', :s), $$VALUES ('in_service', '[2026-06-03,)'::daterange)$$, 'ZJ-T09: in service');
SELECT is((SELECT count(*) FROM gov_cloud.deadline WHERE matter = :m AND status = 'open'), 0::bigint, 'ZJ-T09: no term is left running');

SELECT is((SELECT count(*) FROM gov_cloud.check_deadlines()), 0::bigint, 'ZJ-D01, ZJ-D02, ZJ-D03, ZJ-D04: replaying the ledger gives every stored due');
SELECT * FROM finish();
