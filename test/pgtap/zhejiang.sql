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

-- a trial that leads nowhere, and one given up: the machines go back
SELECT registers('试用系统') AS t \gset
SELECT opens('unit', 'onboarding', '2026-02-02 08:30', :t) AS m \gset
SELECT applies(:m, '2026-02-02'), tries(:m, '2026-02-03') \g /dev/null
SELECT is(refuses('bureau', :m, 'expire_trial', '2026-03-04 09:00', '期满'), 'ZW005 deadline_not_missed 第九条', 'ZJ-T10: not before the trial has run out');
SELECT is(refuses('bureau', :m, 'fail_trial', '2026-03-04 09:00'), 'ZW005 opinion_missing', 'ZJ-T10: nor failed without an opinion');
SELECT is(may(:m, 'fail_trial', '2026-03-04 09:00'), 'bureau', 'ZJ-T10: by the authority alone');
SELECT is((SELECT state FROM gov_cloud.matter WHERE id = :m), 'trial', 'ZJ-T10: a trial that ran out goes nowhere by itself');
SELECT is(acts('bureau', :m, 'expire_trial', '2026-03-06 09:00', '期满未通过测试'), 'trial_expired', 'ZJ-T10: a person ends it');
SELECT is(pg_temp.term(:m, 'ZJ-D04'), 'late 2026-03-05', 'ZJ-D04: too late');
SELECT is((SELECT count(*) FROM gov_cloud.resource WHERE system_id = :t AND released_at IS NULL), 0::bigint, 'ZJ-T10: and the machines go back');
SELECT opens('unit', 'onboarding', '2026-03-09 08:30', :t) AS m \gset
SELECT applies(:m, '2026-03-09'), tries(:m, '2026-03-10') \g /dev/null
SELECT is(acts('unit', :m, 'withdraw', '2026-03-12 09:00'), 'withdrawn', 'ZJ-T10: the unit gives a trial up');
SELECT results_eq(format('SELECT rule, status FROM gov_cloud.deadline WHERE matter = %s AND rule LIKE ''ZJ-D04%%'' ORDER BY 1', :m), $$VALUES ('ZJ-D04', 'cancelled'), ('ZJ-D04/min', 'cancelled')$$,
    'ZJ-D04: its terms are cancelled, not met');
SELECT opens('unit', 'onboarding', '2026-03-16 08:30', :t) AS m \gset
SELECT applies(:m, '2026-03-16'), tries(:m, '2026-03-17') \g /dev/null
SELECT attaches('unit', :m, 'trial_test_report', '{"covers": ["function", "performance", "security"]}') \g /dev/null
SELECT is(acts('unit', :m, 'pass_tests', '2026-03-20 09:00', data => '{"override": "测试提前完成，使用单位同意"}'), 'tested', 'ZJ-D04: ended before 15 days for a reason');
SELECT is(pg_temp.term(:m, 'ZJ-D04/min'), 'early 2026-04-02', 'ZJ-D04: and shown as early');
SELECT acts('bureau', :m, 'start_final_review', '2026-03-23 09:00') \g /dev/null
SELECT is(acts('bureau', :m, 'return', '2026-03-24 09:00', '需补充安全测试'), 'trial', 'ZJ-T09: not passed, the tests go on');
SELECT is(passes(:m, '2026-04-03'), 'opened', 'ZJ-T09: and are passed');

-- graded only after its tests: the report is asked for before it opens
SELECT registers('未定级系统', NULL) AS u \gset
SELECT opens('unit', 'onboarding', '2026-03-02 08:30', :u) AS m3 \gset
SELECT applies(:m3, '2026-03-02'), tries(:m3, '2026-03-03') \g /dev/null
SELECT attaches('unit', :m3, 'trial_test_report', '{"covers": ["function", "performance", "security"]}') \g /dev/null
SELECT is(acts('unit', :m3, 'pass_tests', '2026-03-20 09:00'), 'tested', 'ZJ-T08, ZJ-P7: a system not graded yet is not asked for the report');
SELECT done('unit', format('SELECT gov_cloud.grade_system(%s, 3, %s)', :u, attaches('unit', :m3, 'mlps_grading_report', '{"mlps_level": 3}'))) \g /dev/null
SELECT acts('bureau', :m3, 'start_final_review', '2026-03-23 09:00') \g /dev/null
SELECT is(refuses('bureau', :m3, 'open_service', '2026-03-23 10:00'), 'ZW004 performance_security_report_missing 第九条', 'ZJ-T09, ZJ-P7: graded 3 before it opens, it is');
SELECT attaches('unit', :m3, 'performance_security_report', '{"cnas": false, "covers": ["performance", "security"]}') \g /dev/null
SELECT is(refuses('bureau', :m3, 'open_service', '2026-03-23 10:00'), 'ZW004 performance_security_report_insufficient 第九条', 'ZJ-T09, ZJ-P7: of an accredited body');
SELECT is((SELECT string_agg(DISTINCT environment, ' ') FROM gov_cloud.resource WHERE system_id = :u), 'trial', 'ZJ-T09: and its environment stays a trial one');
-- change: a person says whether it is major; 5 and 3 working days
SELECT opens('unit', 'change', '2026-04-28 08:30', :t) AS c \gset
CREATE FUNCTION pg_temp.change(after int) RETURNS jsonb LANGUAGE sql AS $$
    SELECT jsonb_build_object('system_name', '试用系统', 'change_reason', '业务增长', 'changed_hosts',
        jsonb_build_array(jsonb_build_object('host_name', 'app', 'cpu_after', after, 'remark', '增加')))
$$;
SELECT is(refuses('unit', :c, 'submit', '2026-04-28 08:40'), 'ZW009 form_missing 第十一条', 'ZJ-C01: what is to change is said');
SELECT fills('unit', :c, 'ZJ-CHANGE', pg_temp.change(6)) \g /dev/null
SELECT is(acts('unit', :c, 'submit', '2026-04-30 09:00'), 'change_requested', 'ZJ-C01: the unit applies for a change');
SELECT is(pg_temp.term(:c, 'ZJ-D05'), 'open 2026-05-11', 'ZJ-D05: 5 working days, a Saturday worked among them');
SELECT is(refuses('bureau', :c, 'approve', '2026-05-06 09:00'), 'ZW005 change_unclassified 第十一条', 'ZJ-C02: major is not defined: a person decides it, and the decision is recorded');
SELECT is(refuses('bureau', :c, 'classify', '2026-05-06 09:00', '规模小', '{"class": "huge"}'), 'ZW009 data_missing 第十一条', 'ZJ-C02: major or minor');
SELECT is(may(:c, 'classify', '2026-05-06 09:00') || ', ' || may(:c, 'approve', '2026-05-06 09:00'), 'bureau, bureau', 'ZJ-C02: by the authority');
SELECT is(acts('bureau', :c, 'classify', '2026-05-06 09:00', '规模小', '{"class": "minor"}'), 'change_requested', 'ZJ-C02: minor');
SELECT results_eq(format('SELECT a.class, a.major_basis, e.opinion FROM gov_cloud.change_assessment AS a JOIN gov_cloud.matter_event AS e ON e.id = a.matter_event WHERE a.matter = %s ORDER BY a.id', :c),
    $$VALUES (NULL, 'manual', NULL), ('minor', 'manual', '规模小')$$, 'ZJ-C02: the decision, its reason and the figures are kept');
SELECT is(done('bureau', format($$SELECT string_agg(concat_ws(' ', figure, growth_percent), ', ') FROM gov_cloud.assess_change(%s) WHERE leg = 'resource' AND growth_percent > 0$$, :c)), 'vcpu 50',
    'ZJ-C02: who decides sees the figures');
SELECT is(acts('bureau', :c, 'approve', '2026-05-11 09:00'), 'change_approved', 'ZJ-C02: approved');
SELECT is(pg_temp.term(:c, 'ZJ-D05') || ', ' || pg_temp.term(:c, 'ZJ-D06'), 'met 2026-05-11, open 2026-05-14', 'ZJ-D05, ZJ-D06: in time; 3 working days from the approval');
SELECT is(may(:c, 'complete', '2026-05-12 09:00'), 'vendor', 'ZJ-C03: the provider carries it out');
SELECT is(acts('vendor', :c, 'complete', '2026-05-15 09:00'), 'change_done', 'ZJ-C03: done');
SELECT is(pg_temp.term(:c, 'ZJ-D06'), 'late 2026-05-14', 'ZJ-D06: a day late');
SELECT is(done('unit', format('SELECT vcpu FROM gov_cloud.current_capacity(%s)', :t))::numeric, 6::numeric, 'ZJ-C03: in the new size');
-- major: the materials of article 7 again, and tests
SELECT opens('unit', 'change', '2026-06-01 08:30', :t) AS c \gset
SELECT fills('unit', :c, 'ZJ-CHANGE', pg_temp.change(24)), acts('unit', :c, 'submit', '2026-06-01 09:00') \g /dev/null
SELECT is(acts('bureau', :c, 'classify', '2026-06-02 09:00', '翻两番', '{"class": "major"}'), 'major_pending', 'ZJ-C02: major');
SELECT matches(says('bureau', :c, 'approve', '2026-06-03 09:00'), '"应用系统建设方案" is missing.*"应用系统性能和安全自测报告" is missing.*"性能和安全测试报告" is missing',
    'ZJ-C02: materials of article 7 again, and tests passed');
SELECT attaches('unit', :c, 'construction_plan'), attaches('unit', :c, 'self_test_report', '{"covers": ["performance", "security"]}'),
    attaches('unit', :c, 'change_test_report', '{"covers": ["performance", "security"], "passed": false}') \g /dev/null
SELECT is(refuses('bureau', :c, 'approve', '2026-06-03 09:00'), 'ZW004 change_test_report_insufficient 第十一条', 'ZJ-C02: a test that was not passed does not do');
SELECT is(refuses('bureau', :c, 'reject', '2026-06-03 09:00'), 'ZW005 opinion_missing 第十一条', 'ZJ-C02: nor is it refused without an opinion');
SELECT attaches('unit', :c, 'change_test_report', '{"covers": ["performance", "security"], "passed": true}') \g /dev/null
SELECT is(may(:c, 'approve', '2026-06-08 09:00') || ', ' || may(:c, 'reject', '2026-06-08 09:00'), 'bureau, bureau', 'ZJ-C02: by the authority');
SELECT is(acts('bureau', :c, 'approve', '2026-06-08 09:30'), 'change_approved', 'ZJ-C02: approved with both');
SELECT is(pg_temp.term(:c, 'ZJ-D05'), 'met 2026-06-08', 'ZJ-D05: one clock for a major change too');
SELECT is(acts('vendor', :c, 'complete', '2026-06-09 09:00'), 'change_done', 'ZJ-C03: done');
-- a city that takes up the share
SELECT done('sys', $$SELECT gov_cloud.adopt_local_rule('330000', 'zhejiang/1', 'major_basis', 'any_dimension', '按百分之五十判定')$$) \g /dev/null
SELECT opens('unit', 'change', '2026-06-15 08:30', :t) AS c \gset
SELECT fills('unit', :c, 'ZJ-CHANGE', pg_temp.change(36)) \g /dev/null
SELECT is(acts('unit', :c, 'submit', '2026-06-15 09:00'), 'change_requested', 'ZJ-C02: half is not more than half, where a place took up the share');
SELECT is(refuses('bureau', :c, 'reject', '2026-06-16 09:00'), 'ZW005 opinion_missing 第十一条', 'ZJ-C02: a minor change too is refused only with an opinion');
SELECT is(acts('bureau', :c, 'reject', '2026-06-16 09:00', '暂无资源'), 'change_rejected', 'ZJ-C02: refused');
SELECT opens('unit', 'change', '2026-06-17 08:30', :t) AS c \gset
SELECT fills('unit', :c, 'ZJ-CHANGE', pg_temp.change(37)) \g /dev/null
SELECT is(acts('unit', :c, 'submit', '2026-06-17 09:00'), 'major_pending', 'ZJ-C02: more than half is major, without a fee to look at');
SELECT acts('unit', :c, 'withdraw', '2026-06-17 10:00') \g /dev/null

-- exit
SELECT opens('unit', 'exit', '2026-07-01 08:30', :t) AS x \gset
SELECT fills('unit', :x, 'ZJ-EXIT', '{"system_name": "试用系统", "unit_confirmation": false}') \g /dev/null
SELECT is(refuses('unit', :x, 'submit', '2026-07-01 09:00'), 'ZW009 form_says_otherwise 第十二条', 'ZJ-X01: offline, migrated and backed up first');
SELECT fills('unit', :x, 'ZJ-EXIT', '{"unit_confirmation": true}') \g /dev/null
SELECT is(acts('unit', :x, 'submit', '2026-07-01 09:00'), 'termination_requested', 'ZJ-X01: the unit applies to end the service');
SELECT is(pg_temp.term(:x, 'ZJ-D07'), 'open 2026-07-08', 'ZJ-D07: 5 working days to audit');
SELECT is(refuses('bureau', :x, 'refuse', '2026-07-02 09:00'), 'ZW005 opinion_missing 第十二条', 'ZJ-X02: refused only with an opinion');
SELECT is(may(:x, 'approve', '2026-07-08 09:00') || ', ' || may(:x, 'refuse', '2026-07-08 09:00'), 'bureau, bureau', 'ZJ-X02: by the authority');
SELECT is(acts('bureau', :x, 'approve', '2026-07-08 23:59:59'), 'termination_approved', 'ZJ-X02: audited');
SELECT is(pg_temp.term(:x, 'ZJ-D07') || ', ' || pg_temp.term(:x, 'ZJ-D08'), 'met 2026-07-08, open 2026-07-13', 'ZJ-D07, ZJ-D08: in time to the last second; 3 working days to reclaim');
SELECT is(may(:x, 'reclaim', '2026-07-13 09:00'), 'vendor', 'ZJ-X03: the provider reclaims');
SELECT is(acts('vendor', :x, 'reclaim', '2026-07-14 00:00'), 'reclaimed', 'ZJ-X03: reclaimed, service ended');
SELECT is(pg_temp.term(:x, 'ZJ-D08'), 'late 2026-07-13', 'ZJ-D08: late by a second');
SELECT results_eq(format('SELECT count(*), min(status) FROM gov_cloud.resource AS r JOIN gov_cloud.system AS s ON s.id = r.system_id WHERE system_id = %s AND released_at IS NULL', :t), $$VALUES (0::bigint, NULL)$$, 'ZJ-X03: nothing is left');

-- inspections, faults
SELECT opens('security', 'inspection', '2026-07-20 09:00', :s) AS i \gset
SELECT is(may_open('inspection', :s, '2026-07-20 09:00'), 'bureau security', 'ZJ-S01, ZJ-P3, ZJ-O6: competent and security authority inspect');
SELECT is(may(:i, 'find_risk', '2026-07-20 10:00') || ', ' || may(:i, 'clear', '2026-07-20 10:00'), 'bureau security, bureau security', 'ZJ-S01: together');
SELECT is(refuses('security', :i, 'find_risk', '2026-07-20 10:00'), 'ZW005 opinion_missing 第十七条', 'ZJ-S01: the risk is told');
SELECT is(acts('security', :i, 'find_risk', '2026-07-20 10:00', '弱口令'), 'risk_found', 'ZJ-S01: a risk');
SELECT is(pg_temp.term(:i, 'ZJ-S01/soon'), 'open', 'ZJ-S01: to be put right soon, without an amount');
SELECT is(acts('bureau', :i, 'press', '2026-08-20 10:00'), 'risk_found', 'ZJ-S01: pressed for, as often as needed');
SELECT is(refuses('unit', :i, 'rectify', '2026-08-21 09:00'), 'ZW004 rectification_report_missing 第十七条', 'ZJ-S01: with a report');
SELECT attaches('unit', :i, 'rectification_report') \g /dev/null
SELECT is(may(:i, 'rectify', '2026-08-21 09:00'), 'unit', 'ZJ-S01: by the unit');
SELECT is(acts('unit', :i, 'rectify', '2026-08-21 09:00'), 'rectified', 'ZJ-S01: put right');
SELECT done('bureau', format($$SELECT matter FROM gov_cloud.open_matter('platform_inspection', unit => %s)$$, (SELECT organization FROM party WHERE login = 'vendor')))::bigint AS i \gset
SELECT is(acts('bureau', :i, 'find_risk', '2026-08-24 10:00', '补丁缺失'), 'risk_found', 'ZJ-S01: the platform too');
SELECT attaches('vendor', :i, 'rectification_report') \g /dev/null
SELECT is(may(:i, 'rectify', '2026-08-25 09:00'), 'vendor', 'ZJ-S01: by its provider');
SELECT is(acts('vendor', :i, 'rectify', '2026-08-25 09:00'), 'rectified', 'ZJ-S01: put right');
SELECT opens('unit', 'fault', '2026-08-26 09:00', :s, ', opinion => ''连接超时''') AS f \gset
SELECT is(acts('unit', :f, 'report', '2026-08-26 09:10'), 'reported', 'ZJ-I01, ZJ-O8: the unit tells the provider');
SELECT is(may(:f, 'solve', '2026-08-26 10:00'), 'vendor', 'ZJ-I01: which solves it');
SELECT is(acts('vendor', :f, 'solve', '2026-08-28 10:00', '已更换网卡'), 'solved', 'ZJ-I01: solved');
SELECT is(pg_temp.term(:f, 'ZJ-O8/soon') || ', ' || pg_temp.term(:f, 'ZJ-I01/soon'), 'met, met', 'ZJ-I01, ZJ-O8: soon, without an amount: never late');

-- a city files its plan with the province
SELECT at('2026-09-01 09:00') \g /dev/null
SELECT is(refused('county', $$SELECT * FROM gov_cloud.open_matter('city_plan')$$), 'ZW005 unit_level_out_of_scope 第五条', 'ZJ-P8: counties in principle build no platform');
SELECT is(refused('county', $$SELECT * FROM gov_cloud.open_matter('city_plan', data => '{"override": "经省政府同意"}')$$), 'accepted', 'ZJ-P8: in principle: a reason is kept');
SELECT is(refused('unit', $$SELECT * FROM gov_cloud.open_matter('city_plan')$$), 'ZW002 role_missing 第五条', 'ZJ-F01: no unit plans a platform');
SELECT done('city', $$SELECT matter FROM gov_cloud.open_matter('city_plan')$$)::bigint AS p \gset
SELECT is((SELECT policy FROM gov_cloud.matter WHERE id = :p), 'zhejiang/1', 'ZJ-F01: a city without measures of its own is under the province''s');
SELECT is(refuses('city', :p, 'submit', '2026-09-01 10:00'), 'ZW004 platform_plan_missing 第四条', 'ZJ-F01: the plan itself');
SELECT attaches('city', :p, 'platform_plan') \g /dev/null
SELECT is(acts('city', :p, 'submit', '2026-09-01 10:00'), 'submitted', 'ZJ-F01: filed by the city');
SELECT is(may(:p, 'file', '2026-09-02 10:00') || ', ' || may(:p, 'return', '2026-09-02 10:00'), 'office, office', 'ZJ-F01, ZJ-P1: taken by the provincial office');
SELECT is(refuses('office', :p, 'return', '2026-09-02 10:00'), 'ZW005 opinion_missing', 'ZJ-F01: returned only with an opinion');
SELECT is(acts('office', :p, 'file', '2026-09-02 10:00'), 'filed', 'ZJ-F01: filed');
SELECT is(done('bureau', format('SELECT count(*) FROM gov_cloud.matter WHERE id = %s', :p)), '0', 'ZJ-G8: nobody else of the province sees it');

-- the whole process runs here
SELECT is(refused('bureau', format($$UPDATE gov_cloud.matter SET state = 'opened' WHERE id = %s$$, :m)), '42501', 'ZJ-G6: no stage is passed beside the system');
SELECT is((SELECT count(*) FROM gov_cloud_data.audit_event WHERE object_kind = 'matter' AND object_id = :'m'), (SELECT count(*) FROM gov_cloud.matter_event WHERE matter = :m),
    'ZJ-G6: each act has its line in the audit');
SELECT is((SELECT string_agg(DISTINCT t.action, ' ' ORDER BY t.action) FROM gov_cloud.transition AS t WHERE t.policy = 'zhejiang/1' AND t.rule IN ('ZJ-T01', 'ZJ-T02', 'ZJ-T05', 'ZJ-T08', 'ZJ-T09', 'ZJ-C02', 'ZJ-X02') AND t.from_state IS NOT NULL AND t.article IS NOT NULL),
    'accept approve classify open_service pass_tests refuse reject start_final_review submit treat_as_major', 'ZJ-G6: application, acceptance, approval, test, opening, change and end');

-- decided by nobody of the unit, whatever role he holds
SELECT done('sec', format('SELECT gov_cloud.grant_role(%s, %s, ''authority'', ''330000'', ''2026-01-01'')', w.id, w.organization)) FROM gov_cloud.person AS w WHERE w.login = 'regress_zhejiang_other' \g /dev/null
SELECT registers('样例系统', who => 'other') AS o \gset
SELECT opens('other', 'onboarding', '2026-09-07 08:30', :o) AS m4 \gset
SELECT applies(:m4, '2026-09-07', 'other') \g /dev/null
SELECT is(refuses('other', :m4, 'accept', '2026-09-08 09:00'), 'ZW007 own_matter 第八条', 'ZJ-T02: an authority that is the applicant does not accept its own');
SELECT is(acts('bureau', :m4, 'accept', '2026-09-08 10:00'), 'accepted', 'ZJ-T02: another does');

SELECT is((SELECT count(*) FROM gov_cloud.check_deadlines()), 0::bigint, 'ZJ-D01, ZJ-D02, ZJ-D03, ZJ-D04: replaying the ledger gives every stored due');

-- the rules as rows: each term with its kind, obligor and article; what is a matter of principle; what anybody may file
SELECT results_eq($$SELECT code, gov_cloud.term_chinese(term), kind, rolls, soft, obligor, article FROM gov_cloud.deadline_rule WHERE policy = 'zhejiang/1' ORDER BY code COLLATE "C"$$,
    $$VALUES ('ZJ-D01', '3个工作日', 'latest', true, false, 'authority', '第八条'), ('ZJ-D02', '2个工作日', 'latest', true, false, 'authority', '第八条'),
    ('ZJ-D03', '2个工作日', 'latest', true, false, 'provider', '第九条'), ('ZJ-D04', '30日', 'latest', false, false, 'using_unit', '第九条'),
    ('ZJ-D04/min', '15日', 'earliest', false, false, 'authority', '第九条'), ('ZJ-D05', '5个工作日', 'latest', true, false, 'authority', '第十一条'),
    ('ZJ-D06', '3个工作日', 'latest', true, false, 'provider', '第十一条'), ('ZJ-D07', '5个工作日', 'latest', true, false, 'authority', '第十二条'),
    ('ZJ-D08', '3个工作日', 'latest', true, false, 'provider', '第十二条'), ('ZJ-G5/soon', NULL, 'unquantified', false, false, 'provider', '第十条'),
    ('ZJ-I01/soon', NULL, 'unquantified', false, false, 'provider', '第十五条'), ('ZJ-O8/soon', NULL, 'unquantified', false, false, 'using_unit', '第十三条'),
    ('ZJ-S01/platform_soon', NULL, 'unquantified', false, false, 'provider', '第十七条'),
    ('ZJ-S01/soon', NULL, 'unquantified', false, false, 'using_unit', '第十七条')$$,
    'ZJ-D01 to ZJ-D08, ZJ-S01: the terms of the text, and no other');
SELECT is((SELECT string_agg(transition || '#' || position, ' ' ORDER BY transition COLLATE "C", position) FROM gov_cloud.transition_guard WHERE policy = 'zhejiang/1' AND soft),
    'ZJ-F01#1 ZJ-T01#7 ZJ-T08#3',
    'ZJ-G3, ZJ-P8, ZJ-D04: a reason overrides these and nothing else');
SELECT is((SELECT string_agg(DISTINCT COALESCE(parameters->>'kind', parameters->>'kinds'), ' ') FROM gov_cloud.transition_guard WHERE policy = 'zhejiang/1' AND guard IN ('evidence', 'evidence_any') AND NOT parameters ? 'by'),
    'platform_plan', 'ZJ-F01: of all papers only a city''s plan is asked for without a party: the matter has no other');
SELECT is((SELECT t.actors::text FROM gov_cloud.transition AS t WHERE policy = 'zhejiang/1' AND t.code = w.code), w.actors, format('%s: %s is for them alone', w.rule, w.code))
FROM (VALUES ('ZJ-F01/return', '{government}', 'ZJ-F01')) AS w (code, actors, rule);
SELECT * FROM finish();
