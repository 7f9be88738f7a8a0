-- Sichuan's interim measures: plan, application, review without deadlines, configuration by two providers, tests,
-- change, efficiency, exit, faults, inspections, a provider below standard.  Each assertion names the rule it
-- proves; a refusal is told as SQLSTATE, machine code and article.
\ir ../sichuan.sql
SELECT * FROM no_plan();

CREATE FUNCTION pg_temp.applies_for(system bigint, who text DEFAULT 'unit') RETURNS text LANGUAGE sql AS $$
    SELECT refused(who, format('SELECT * FROM gov_cloud.open_matter(''onboarding'', system => %s)', system))
$$;
CREATE FUNCTION pg_temp.term(m bigint, rule text) RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(concat_ws(' ', status, coalesce(due_at::text, 'no amount')), ', ' ORDER BY id) FROM gov_cloud.deadline WHERE matter = term.m AND rule = term.rule
$$;

-- articles as printed
SELECT is((SELECT count(*) FROM gov_cloud.article WHERE policy = 'sichuan/1'), 36::bigint, 'N1: 36 articles are printed, up to number 37');
SELECT ok(NOT EXISTS (SELECT FROM gov_cloud.article WHERE policy = 'sichuan/1' AND label = '第十一条'), 'N1: there is no 第十一条, and none was found');

SELECT ok(NOT EXISTS (SELECT FROM gov_cloud.transition_guard WHERE policy = 'sichuan/1' AND guard IN ('mlps_ceiling', 'not_classified')), 'SC-T01: no ceiling and no clause of secrecy is copied from other texts');

-- the yearly plan
SELECT at('2026-01-12 09:00') \g /dev/null
SELECT done('unit', $$SELECT matter FROM gov_cloud.open_matter('annual_plan')$$)::bigint AS plan \gset
SELECT is(may(:plan, 'submit', '2026-01-12 10:00'), 'unit', 'SC-T00, SC-P2: the unit makes its yearly plan');
SELECT is(refuses('unit', :plan, 'submit', '2026-01-12 10:00'), 'ZW009 data_missing 第六条', 'SC-T00: for a year');
SELECT is(refuses('unit', :plan, 'submit', '2026-01-12 10:00', data => '{"year": 2026}'), 'ZW004 annual_onboarding_plan_missing 第六条', 'SC-T00: the plan itself');
SELECT attaches('unit', :plan, 'annual_onboarding_plan') \g /dev/null
SELECT is(acts('unit', :plan, 'submit', '2026-01-12 11:00', data => '{"year": 2026}'), 'annual_plan_submitted', 'SC-T00, SC-O8: submitted');
SELECT is(done('centre', format('SELECT state FROM gov_cloud.matter WHERE id = %s', :plan)), 'annual_plan_submitted', 'SC-T00, SC-P1: the centre has it');
SELECT is(done('other', format('SELECT count(*) FROM gov_cloud.matter WHERE id = %s', :plan)), '0', 'SC-G8: another unit does not');

-- application
SELECT is(pg_temp.applies_for(registers('区级系统', who => 'county'), 'county'), 'ZW005 unit_level_out_of_scope 第二条', 'SC-G1: provincial units alone');
SELECT registers('政务系统', 'migration') AS s \gset
SELECT is(may_open('onboarding', :s, '2026-03-02 08:30'), 'unit', 'SC-T01: the using unit applies');
SELECT opens('unit', 'onboarding', '2026-03-02 08:30', :s) AS m \gset
SELECT matches(says('unit', :m, 'submit', '2026-03-02 08:40'), '云资源使用申请" has not been filled in.*"信息系统上云方案" is missing.*"安全评估报告" is missing.*"性能测试报告" is missing',
    'SC-T01, SC-G3: data, plan, and of a migration the reports of a third party, all told at once');
SELECT fills('unit', :m, 'SC-USE', use_form(:m, '{"filing_no": null}')), attaches('unit', :m, 'onboarding_plan'),
    attaches('unit', :m, 'third_party_security_assessment', '{"qualified": true}'), attaches('unit', :m, 'third_party_performance_test') \g /dev/null
SELECT matches(says('unit', :m, 'submit', '2026-03-02 08:50'), 'lacks required fields: 备案号', 'SC-G2, SC-T01: no application without the number of its filing');
SELECT fills('unit', :m, 'SC-USE', use_form(:m)) \g /dev/null
SELECT is(refuses('unit', :m, 'submit', '2026-03-02 09:00'), 'ZW004 third_party_performance_test_insufficient 第十二条', 'SC-G3, SC-P8: of a qualified third party');
SELECT attaches('unit', :m, 'third_party_performance_test', '{"qualified": true}') \g /dev/null
SELECT fills('unit', :m, 'SC-USE', '{"onboarding_kind": "新建"}') \g /dev/null
SELECT is(refuses('unit', :m, 'submit', '2026-03-02 09:05'), 'ZW009 form_of_another_system 第十二条', 'SC-G3: a migration is not hidden as a new system');
SELECT fills('unit', :m, 'SC-USE', '{"onboarding_kind": "已建迁移"}') \g /dev/null
SELECT is(refuses('unit', :m, 'submit', '2026-03-02 09:08'), 'ZW004 system_filing_missing 第十二条', 'SC-G2: the filing itself comes before');
SELECT shows_of(:s, 'system_filing') \g /dev/null
SELECT is(acts('unit', :m, 'submit', '2026-03-02 09:10'), 'submitted', 'SC-T01: submitted to the centre');

-- review, without any deadline
SELECT is(may(:m, 'start_review', '2026-03-09 09:00'), 'centre', 'SC-T02, SC-P1: the centre organises the review');
SELECT is(acts('centre', :m, 'start_review', '2026-03-09 09:00'), 'under_review', 'SC-T02: under review');
SELECT is(refuses('centre', :m, 'request_revision', '2026-03-10 09:00'), 'ZW005 opinion_missing 第十三条', 'SC-T04: an adjustment is asked for with an opinion');
SELECT is(acts('centre', :m, 'request_revision', '2026-03-10 09:00', '内存偏大'), 'plan_revision', 'SC-T04: the unit is to adjust the plan');
SELECT fills('unit', :m, 'SC-USE', use_form(:m, '{"filing_no": " "}')) \g /dev/null
SELECT isnt(refuses('unit', :m, 'submit', '2026-03-11 09:00'), 'accepted', 'SC-T04: as complete as before');
SELECT fills('unit', :m, 'SC-USE', use_form(:m)) \g /dev/null
SELECT is(acts('unit', :m, 'submit', '2026-03-11 09:10'), 'submitted', 'SC-T04: adjusted and submitted again');
SELECT is(acts('centre', :m, 'start_review', '2026-03-12 09:00'), 'under_review', 'SC-T02: and reviewed again');
SELECT is(may(:m, 'fix_quota', '2026-03-12 09:30'), 'centre', 'SC-T03: the centre fixes the quota');
SELECT is(refuses('centre', :m, 'fix_quota', '2026-03-12 10:00'), 'ZW004 review_opinion_missing 第十三条', 'SC-T03: by the opinion of the review');
SELECT attaches('centre', :m, 'review_opinion') \g /dev/null
SELECT is(refuses('centre', :m, 'fix_quota', '2026-03-12 10:00'), 'ZW009 data_missing 第十三条', 'SC-T03: in figures');
SELECT is(refuses('centre', :m, 'fix_quota', '2026-03-12 10:00', data => '{"vcpu": 4, "memory_gb": 4, "storage_gb": 200}'), 'ZW005 quota_exceeded 第十三条',
    'SC-T03: a plan above the quota is to be adjusted, not granted');
SELECT is(acts('centre', :m, 'fix_quota', '2026-03-12 10:00', data => '{"vcpu": 4, "memory_gb": 8, "storage_gb": 200}'), 'quota_fixed', 'SC-T03: fixed');
SELECT is((SELECT count(*) FROM gov_cloud.deadline WHERE matter = :m), 0::bigint, 'SC-T01, SC-T02, SC-T03, SC-T04: no term ran through application and review');

-- configuration by both providers, deployment, tests
SELECT is(may(:m, 'configure', '2026-03-13 09:00'), 'vendor watcher', 'SC-T05, SC-P3, SC-P4: provider and supervising provider');
SELECT is(refuses('rival', :m, 'configure', '2026-03-13 09:00'), 'ZW008 matter_not_visible', 'SC-G8: no other provider');
SELECT is(acts('watcher', :m, 'configure', '2026-03-13 09:30'), 'quota_fixed', 'SC-T05: one alone does not configure');
SELECT is((SELECT count(*) FROM gov_cloud.resource WHERE system_id = :s), 0::bigint, 'SC-T05: and nothing is provided');
SELECT is(acts('vendor', :m, 'configure', '2026-03-13 10:00'), 'configured', 'SC-T05: both have');
SELECT results_eq(format('SELECT name, environment FROM gov_cloud.resource WHERE system_id = %s', :s), $$VALUES ('app', 'formal')$$, 'SC-T05: what the plan asked for, with no trial');
SELECT is(pg_temp.term(:m, 'SC-T06/soon'), 'open no amount', 'SC-T06: to be deployed as soon as it can, without an amount');
SELECT is(may(:m, 'deploy', '2026-06-01 09:00'), 'unit', 'SC-T06: the unit deploys');
SELECT is(acts('unit', :m, 'deploy', '2026-06-01 09:00'), 'deployed', 'SC-T06: even months later');
SELECT is(pg_temp.term(:m, 'SC-T06/soon') || ', ' || pg_temp.term(:m, 'SC-T07/soon'), 'met no amount, open no amount', 'SC-T06, SC-T07: and that is not late');
SELECT is(refuses('unit', :m, 'submit_reports', '2026-06-02 09:00'), 'ZW004 performance_test_report_missing 第十五条', 'SC-T07: the test report');
SELECT attaches('unit', :m, 'performance_test_report') \g /dev/null
SELECT is(refuses('unit', :m, 'submit_reports', '2026-06-02 09:00'), 'ZW004 security_assessment_report_missing 第十五条', 'SC-T07: and the security assessment');
SELECT attaches('unit', :m, 'security_assessment_report') \g /dev/null
SELECT is(acts('unit', :m, 'submit_reports', '2026-06-02 09:00'), 'in_service', 'SC-T07, SC-T08: both reported, and in service without a formal opening');
SELECT results_eq(format('SELECT status, in_service FROM gov_cloud.system WHERE id = %s', :s), $$VALUES ('in_service', '[2026-06-02,)'::daterange)$$, 'SC-T08: in service');

-- no countdown anywhere
SELECT is((SELECT count(*) FROM gov_cloud.deadline_rule WHERE policy = 'sichuan/1' AND (term IS NOT NULL OR kind <> 'unquantified')), 0::bigint, 'SC-D01: no term of the text has an amount');
SELECT is((SELECT count(*) FROM gov_cloud.deadline WHERE jurisdiction = '510000' AND (due_at IS NOT NULL OR due_on IS NOT NULL OR status = 'late')), 0::bigint, 'SC-D01: so none runs out, and none was missed');
SELECT is(done('centre', $$SELECT string_agg(DISTINCT key, ' ') FROM gov_cloud.v_deadline_board AS b, jsonb_each(to_jsonb(b)) AS e
    WHERE e.value <> 'null' AND (key LIKE '剩余%' OR key LIKE '逾期%' OR key IN ('截止日期', '截止时刻'))$$), NULL, 'SC-D01: no board counts one down');
SELECT is(done('centre', $$SELECT string_agg(DISTINCT "类型", ' ') FROM gov_cloud.v_deadline_board$$), '未定量', 'SC-D01: each is shown as one without an amount');

-- change: classified by a person, minor by both providers, growth by the same provider in principle
SELECT done('centre', format('SELECT gov_cloud.amend_system(%s, provider => %s)', :s, (SELECT organization FROM party WHERE login = 'rival'))) \g /dev/null
SELECT opens('unit', 'change', '2026-06-08 09:00', :s) AS c \gset
SELECT fills('unit', :c, 'SC-CHANGE', change_form(:c, 4, 5)) \g /dev/null
SELECT is(acts('unit', :c, 'submit', '2026-06-08 09:10'), 'change_requested', 'SC-C01: the unit applies for a change');
SELECT is(refuses('centre', :c, 'approve', '2026-06-09 09:00'), 'ZW005 change_unclassified 第十六条', 'SC-C01: major is not defined: a person decides it first');
SELECT is(refuses('centre', :c, 'classify', '2026-06-09 09:00', data => '{"class": "minor"}'), 'ZW005 opinion_missing 第十六条', 'SC-C01: and says why');
SELECT is(may(:c, 'classify', '2026-06-09 09:00'), 'centre', 'SC-C01: the centre');
SELECT is(acts('centre', :c, 'classify', '2026-06-09 09:00', '增加一核', '{"class": "minor"}'), 'change_requested', 'SC-C01: minor');
SELECT is(acts('centre', :c, 'approve', '2026-06-09 10:00'), 'change_approved', 'SC-C01: approved');
SELECT is(acts('watcher', :c, 'configure', '2026-06-10 09:00', data => '{"override": "原云服务商资源不足"}'), 'change_approved', 'SC-C01: the supervising provider');
SELECT is(refuses('vendor', :c, 'configure', '2026-06-10 09:30'), 'ZW008 matter_not_visible', 'SC-C01: the provider named for the change configures, no other');
SELECT is(refuses('rival', :c, 'configure', '2026-06-10 10:00'), 'ZW005 other_provider 第十六条', 'SC-G4: in principle the system grows with the provider it has');
SELECT is(acts('rival', :c, 'configure', '2026-06-10 10:00', data => '{"override": "原云服务商资源不足"}'), 'in_service', 'SC-G4: another one for a reason');
SELECT matches((SELECT remark FROM gov_cloud.matter_event WHERE matter = :c AND action = 'configure' ORDER BY seq DESC LIMIT 1), '原云服务商资源不足', 'SC-G4: which is kept');
SELECT is(done('unit', format('SELECT vcpu FROM gov_cloud.current_capacity(%s)', :s))::numeric, 5::numeric, 'SC-C01: carried out');
SELECT done('centre', format('SELECT gov_cloud.amend_system(%s, provider => %s)', :s, (SELECT organization FROM party WHERE login = 'vendor'))) \g /dev/null

-- major: the whole application again
SELECT opens('unit', 'change', '2026-07-06 09:00', :s) AS c \gset
SELECT fills('unit', :c, 'SC-CHANGE', change_form(:c, 5, 16)), acts('unit', :c, 'submit', '2026-07-06 09:10') \g /dev/null
SELECT is(acts('centre', :c, 'classify', '2026-07-07 09:00', '扩容三倍', '{"class": "major"}'), 'major_pending', 'SC-C01: a major change goes the way of an application');
SELECT id AS again FROM gov_cloud.matter WHERE parent = :c \gset
SELECT is(refuses('centre', :c, 'approve', '2026-07-07 10:00'), 'ZW003 action_not_open', 'SC-C01: not by approval of the change alone');
SELECT matches(says('unit', :again, 'submit', '2026-07-08 09:00'), '云资源使用申请" has not been filled in.*"信息系统上云方案" is missing.*"安全评估报告" is missing', 'SC-C01: with filing number, plan and reports as the first time');
SELECT attaches('unit', :again, 'third_party_security_assessment', '{"qualified": true}'), attaches('unit', :again, 'third_party_performance_test', '{"qualified": true}') \g /dev/null
SELECT is(applies(:again, '2026-07-08'), 'submitted', 'SC-C01: applied again');
SELECT is(reviews(:again, '2026-07-09', '{"vcpu": 16, "memory_gb": 32, "storage_gb": 400}'), 'quota_fixed', 'SC-C01: reviewed again, quota fixed again');
SELECT is((SELECT state FROM gov_cloud.matter WHERE id = :c), 'major_approved', 'SC-C01: the change takes it over');
SELECT is(configures(:c, '2026-07-10'), 'major_configured', 'SC-C01, SC-T05: configured by both');
SELECT is(deploys(:c, '2026-07-13'), 'in_service', 'SC-C01, SC-T06, SC-T07: deployed and tested again');
SELECT is(done('unit', format('SELECT vcpu FROM gov_cloud.current_capacity(%s)', :s))::numeric, 16::numeric, 'SC-C01: in the new size');
-- a place that takes up a share of its own
SELECT done('sys', $$SELECT gov_cloud.adopt_local_rule('510000', 'sichuan/1', 'major_basis', 'any_dimension', '本省按百分之五十判定')$$) \g /dev/null
SELECT opens('unit', 'change', '2026-07-20 09:00', :s) AS c \gset
SELECT fills('unit', :c, 'SC-CHANGE', change_form(:c, 16, 24)) \g /dev/null
SELECT is(acts('unit', :c, 'submit', '2026-07-20 09:10'), 'change_requested', 'SC-C01: exactly half is not major where a place took up that share');
SELECT is(acts('centre', :c, 'reject', '2026-07-21 09:00', '暂无资源'), 'change_rejected', 'SC-C01: a change may be refused');
SELECT opens('unit', 'change', '2026-07-22 09:00', :s) AS c \gset
SELECT fills('unit', :c, 'SC-CHANGE', change_form(:c, 16, 25)) \g /dev/null
SELECT is(acts('unit', :c, 'submit', '2026-07-22 09:10'), 'major_pending', 'SC-C01: more than half is');
SELECT id AS again FROM gov_cloud.matter WHERE parent = :c \gset
SELECT is(acts('unit', :again, 'withdraw', '2026-07-22 10:00'), 'withdrawn', 'SC-C01: the application is withdrawn');
SELECT is((SELECT state FROM gov_cloud.matter WHERE id = :c), 'change_rejected', 'SC-C01: and the change ends with it');

-- efficiency
SELECT opens('centre', 'efficiency', '2026-08-03 09:00', :s, ', opinion => ''CPU 长期空闲''') AS e \gset
SELECT registers('他系统') AS o \gset
SELECT is(refused('unit', format($$SELECT * FROM gov_cloud.open_matter('efficiency', system => %s, opinion => 'x')$$, :o)), 'ZW002 role_missing 第十七条', 'SC-E01: by the centre alone');
SELECT is(refuses('centre', :e, 'order_adjustment', '2026-08-04 09:00'), 'ZW005 reduction_list 第十七条', 'SC-E01: what is lowered or reclaimed is listed');
SELECT is(refuses('centre', :e, 'order_adjustment', '2026-08-04 09:00', data => format('{"resources": [{"resource": %s, "vcpu": 99}]}', (SELECT id FROM gov_cloud.resource WHERE system_id = :s))),
    'ZW005 reduction_list 第十七条', 'SC-E01: downwards only');
SELECT is(acts('centre', :e, 'order_adjustment', '2026-08-04 09:00', data => format('{"resources": [{"resource": %s, "vcpu": 2}]}', (SELECT id FROM gov_cloud.resource WHERE system_id = :s))),
    'adjustment_ordered', 'SC-E01: ordered');
SELECT is(may(:e, 'carry_out', '2026-08-05 09:00'), 'vendor', 'SC-E01: carried out by the provider');
SELECT is(acts('vendor', :e, 'carry_out', '2026-08-05 09:00'), 'adjusted', 'SC-E01: lowered');
SELECT is(done('unit', format('SELECT vcpu FROM gov_cloud.current_capacity(%s)', :s))::numeric, 2::numeric, 'SC-E01: to what was ordered');

-- faults, major incidents, inspections
SELECT opens('watcher', 'fault', '2026-08-10 09:00', :s, ', opinion => ''响应超时''') AS f \gset
SELECT is(may(:f, 'handle', '2026-08-10 09:30'), 'unit vendor', 'SC-I01: provider or unit handles it');
SELECT is(acts('vendor', :f, 'handle', '2026-08-10 10:00', '重启节点'), 'handled', 'SC-I01: handled');
SELECT is(refuses('watcher', :f, 'report', '2026-08-10 11:00'), 'ZW004 fault_summary_missing 第二十三条', 'SC-I01, SC-P4: the supervising provider summarises');
SELECT attaches('watcher', :f, 'fault_summary') \g /dev/null
SELECT is(may(:f, 'report', '2026-08-10 11:00'), 'watcher', 'SC-I01: and nobody else');
SELECT is(acts('watcher', :f, 'report', '2026-08-10 11:00'), 'reported', 'SC-I01: reported to centre and unit');
SELECT is(pg_temp.term(:f, 'SC-I01/soon'), 'met no amount', 'SC-I01: in time, without an amount');
SELECT at('2026-08-11 09:00') \g /dev/null
SELECT done('vendor', $$SELECT matter FROM gov_cloud.open_matter('platform_fault', opinion => '存储故障')$$)::bigint AS f \gset
SELECT is(acts('vendor', :f, 'handle', '2026-08-11 10:00', '切换控制器'), 'handled', 'SC-I01: faults of the platform are the provider''s');
SELECT is(refuses('rival', :f, 'handle', '2026-08-11 10:00', 'x'), 'ZW008 matter_not_visible', 'SC-G8: and no other provider sees them');
SELECT attaches('watcher', :f, 'fault_summary') \g /dev/null
SELECT is(acts('watcher', :f, 'report', '2026-08-11 11:00'), 'reported', 'SC-I01: summarised by the supervising provider');
SELECT opens('unit', 'security_incident', '2026-08-12 09:00', :s, ', opinion => ''数据泄露''') AS i \gset
SELECT is(refuses('unit', :i, 'inform', '2026-08-12 09:10'), 'ZW003 action_not_open', 'SC-I02: the regulator first');
SELECT is(refuses('unit', :i, 'report_regulator', '2026-08-12 09:10'), 'ZW004 incident_report_missing 第三十条', 'SC-I02: with the report itself');
SELECT attaches('unit', :i, 'incident_report') \g /dev/null
SELECT is(may(:i, 'report_regulator', '2026-08-12 09:10'), 'unit vendor guard', 'SC-I02: by each party concerned');
SELECT is(acts('unit', :i, 'report_regulator', '2026-08-12 09:20'), 'reported', 'SC-I02: reported to the regulator');
SELECT is(done('regulator', format('SELECT state FROM gov_cloud.matter WHERE id = %s', :i)), 'reported', 'SC-I02, SC-P9: who sees it');
SELECT is(acts('unit', :i, 'inform', '2026-08-12 09:30'), 'informed', 'SC-I02: centre and security operator informed');
SELECT is(done('guard', format('SELECT state FROM gov_cloud.matter WHERE id = %s', :i)), 'informed', 'SC-I02, SC-P7: the security operator sees it');
SELECT is(may(:i, 'handle', '2026-08-13 09:00'), 'unit vendor guard', 'SC-I02: handled by each party concerned');
SELECT is(acts('guard', :i, 'handle', '2026-08-13 09:00', '已封堵'), 'handled', 'SC-I02: handled');
SELECT is(pg_temp.term(:i, 'SC-I02/soon'), 'met no amount', 'SC-I02: soon, without an amount');
SELECT opens('centre', 'inspection', '2026-08-17 09:00', :s) AS x \gset
SELECT is(refuses('centre', :x, 'notify', '2026-08-17 10:00'), 'ZW005 opinion_missing 第二十五条', 'SC-S01: what is wrong is said');
SELECT is(acts('centre', :x, 'notify', '2026-08-17 10:00', '弱口令'), 'notified', 'SC-S01, SC-O15: inspected when the centre chooses, and told');
SELECT is(acts('centre', :x, 'press', '2026-08-20 10:00'), 'notified', 'SC-S01: pressed to put it right');
SELECT is(refuses('unit', :x, 'rectify', '2026-08-21 10:00'), 'ZW004 rectification_report_missing 第二十五条', 'SC-S01: with a report');
SELECT attaches('unit', :x, 'rectification_report') \g /dev/null
SELECT is(may(:x, 'rectify', '2026-08-21 10:00'), 'unit', 'SC-S01: by the unit');
SELECT is(acts('unit', :x, 'rectify', '2026-08-21 10:00'), 'rectified', 'SC-S01: rectified');
SELECT done('centre', format($$SELECT matter FROM gov_cloud.open_matter('platform_inspection', unit => %s)$$, (SELECT organization FROM party WHERE login = 'vendor')))::bigint AS x \gset
SELECT is(acts('centre', :x, 'notify', '2026-08-24 10:00', '补丁缺失'), 'notified', 'SC-S01: platforms too');
SELECT attaches('vendor', :x, 'rectification_report') \g /dev/null
SELECT is(may(:x, 'rectify', '2026-08-25 10:00'), 'vendor watcher', 'SC-S01, SC-P5, SC-P6: by who runs the platform');
SELECT is(acts('vendor', :x, 'rectify', '2026-08-25 10:00'), 'rectified', 'SC-S01: rectified');

-- exit
SELECT opens('unit', 'exit', '2026-09-01 09:00', :s) AS x \gset
SELECT matches(says('unit', :x, 'submit', '2026-09-01 09:10'), '服务退出申请" has not been filled in.*"书面服务退出申请" is missing', 'SC-X01: in writing');
SELECT fills('unit', :x, 'SC-EXIT', '{"system_name": "政务系统", "unit_confirmation": false}'), attaches('unit', :x, 'exit_application') \g /dev/null
SELECT is(refuses('unit', :x, 'submit', '2026-09-01 09:20'), 'ZW009 form_says_otherwise 第十八条', 'SC-G5: backed up and offline first');
SELECT fills('unit', :x, 'SC-EXIT', '{"unit_confirmation": true}') \g /dev/null
SELECT is(acts('unit', :x, 'submit', '2026-09-01 09:30'), 'exit_requested', 'SC-X01: submitted to the centre');
SELECT is(refuses('centre', :x, 'refuse', '2026-09-02 09:00'), 'ZW005 opinion_missing', 'SC-X01: refused only with an opinion');
SELECT is(may(:x, 'approve', '2026-09-02 09:00'), 'centre', 'SC-X01: the centre takes it');
SELECT is(acts('centre', :x, 'approve', '2026-09-02 09:00'), 'exit_approved', 'SC-X01: taken');
SELECT is(refuses('vendor', :x, 'reclaim', '2026-09-03 09:00'), 'ZW003 action_not_open', 'SC-X02: data are cleared before resources are reclaimed');
SELECT is(refuses('unit', :x, 'clear_data', '2026-09-03 09:00'), 'ZW004 data_clearing_record_missing 第十八条', 'SC-X02: with a record');
SELECT attaches('unit', :x, 'data_clearing_record') \g /dev/null
SELECT is(may(:x, 'clear_data', '2026-09-03 09:00'), 'unit vendor', 'SC-X02: by unit and provider');
SELECT is(acts('unit', :x, 'clear_data', '2026-09-03 09:00'), 'exit_approved', 'SC-X02: the unit alone does not');
SELECT is(acts('vendor', :x, 'clear_data', '2026-09-03 10:00'), 'data_cleared', 'SC-X02: jointly');
SELECT acts('vendor', :x, 'reclaim', '2026-09-04 09:00') \g /dev/null
SELECT is((SELECT count(*) FROM gov_cloud.resource WHERE system_id = :s AND released_at IS NULL), 1::bigint, 'SC-X02: not reclaimed by the provider alone');
SELECT is(acts('unit', :x, 'reclaim', '2026-09-04 10:00'), 'reclaimed', 'SC-X02: reclaimed jointly');
SELECT is((SELECT count(*) FROM gov_cloud.resource WHERE system_id = :s AND released_at IS NULL), 0::bigint, 'SC-X02: all of it');
SELECT is((SELECT status FROM gov_cloud.system WHERE id = :s), 'exited', 'SC-X02: and the system has left');

-- a provider below standard
SELECT at('2026-10-12 09:00') \g /dev/null
SELECT is(refused('vendor', format($$SELECT * FROM gov_cloud.open_matter('disqualification', unit => %s, opinion => 'x')$$, (SELECT organization FROM party WHERE login = 'rival'))),
    'ZW008 unit_not_visible', 'SC-V01: no provider about another');
SELECT done('centre', format($$SELECT matter FROM gov_cloud.open_matter('disqualification', unit => %s, opinion => '第三季度考核不达标')$$, (SELECT organization FROM party WHERE login = 'vendor')))::bigint AS v \gset
SELECT is(refuses('centre', :v, 'revoke', '2026-10-12 10:00', '撤销'), 'ZW003 action_not_open', 'SC-V01: penalties first, up to revocation');
SELECT matches(says('centre', :v, 'penalise', '2026-10-12 10:00', '扣减'), '"考核结果" is missing.*"合同相关规定" is missing', 'SC-V01, SC-B3: by the result and by the contract');
SELECT attaches('centre', :v, 'assessment_result'), attaches('centre', :v, 'contract_clause') \g /dev/null
SELECT is(may(:v, 'penalise', '2026-10-12 10:00'), 'centre', 'SC-V01: the centre alone');
SELECT is(acts('centre', :v, 'penalise', '2026-10-12 10:00', '按合同扣减'), 'penalised', 'SC-V01: penalised');
SELECT is(acts('centre', :v, 'penalise_again', '2026-10-19 10:00', '仍未改进'), 'penalised', 'SC-V01: and again');
SELECT is(refuses('centre', :v, 'revoke', '2026-11-02 10:00', '撤销'), 'ZW007 four_eyes 第三十三条', 'SC-V01: the last step takes another person');
SELECT registers('新系统') AS s2 \gset
SELECT opens('unit', 'onboarding', '2026-11-02 11:00', :s2) AS m2 \gset
SELECT shows_of(:s2, 'system_filing'), applies(:m2, '2026-11-03'), reviews(:m2, '2026-11-04') \g /dev/null
SELECT is(acts('chief', :v, 'revoke', '2026-11-05 10:00', '撤销资格'), 'qualification_revoked', 'SC-V01, SC-B3: qualification revoked');
SELECT is(refuses('vendor', :m2, 'configure', '2026-11-06 10:00'), 'ZW005 provider_excluded 第三十三条', 'SC-V01, SC-B2: and allocated nothing any more');

SELECT is((SELECT count(*) FROM gov_cloud.check_deadlines()), 0::bigint, 'SC-D01: replaying the ledger gives every stored due');

-- the rules as rows: each term with its kind, obligor and article; what is a matter of principle; what anybody may file
SELECT results_eq($$SELECT code, gov_cloud.term_chinese(term), kind, rolls, soft, obligor, article FROM gov_cloud.deadline_rule WHERE policy = 'sichuan/1' ORDER BY code COLLATE "C"$$,
    $$VALUES ('SC-C01/deploy_soon', NULL::text, 'unquantified', false, false, 'using_unit', '第十四条'),
    ('SC-C01/test_soon', NULL, 'unquantified', false, false, 'using_unit', '第十五条'),
    ('SC-I01/platform_soon', NULL, 'unquantified', false, false, 'supervisor', '第二十三条'),
    ('SC-I01/soon', NULL, 'unquantified', false, false, 'supervisor', '第二十三条'), ('SC-I02/soon', NULL, 'unquantified', false, false, 'using_unit', '第三十条'),
    ('SC-O14', NULL, 'unquantified', false, false, 'using_unit', '第二十七条'), ('SC-T06/soon', NULL, 'unquantified', false, false, 'using_unit', '第十四条'),
    ('SC-T07/soon', NULL, 'unquantified', false, false, 'using_unit', '第十五条')$$,
    'SC-D01, SC-T06, SC-T07, SC-O14: the terms of the text, and no other');
SELECT is((SELECT string_agg(transition || '#' || position, ' ' ORDER BY transition COLLATE "C", position) FROM gov_cloud.transition_guard WHERE policy = 'sichuan/1' AND soft),
    'SC-C01/configure#1 SC-C01/major_configure#1',
    'SC-G4: a reason overrides the same provider and nothing else');
SELECT is((SELECT string_agg(DISTINCT COALESCE(parameters->>'kind', parameters->>'kinds'), ' ') FROM gov_cloud.transition_guard WHERE policy = 'sichuan/1' AND guard IN ('evidence', 'evidence_any') AND NOT parameters ? 'by'),
    'data_clearing_record incident_report', 'SC-X02, SC-I02: all other papers are of the party that owes them; these are owed by several');
SELECT is((SELECT t.actors::text FROM gov_cloud.transition AS t WHERE policy = 'sichuan/1' AND t.code = w.code), w.actors, format('%s: %s is for them alone', w.rule, w.code))
FROM (VALUES ('SC-X01/open', '{using_unit}', 'SC-X01'),
    ('SC-T04', '{authority}', 'SC-T04'),
    ('SC-C01/major_deploy', '{using_unit}', 'SC-C01'),
    ('SC-S01/clean', '{authority}', 'SC-S01')) AS w (code, actors, rule);
SELECT ok(EXISTS (SELECT FROM gov_cloud.transition_guard AS g WHERE policy = 'sichuan/1' AND g.transition = w.code AND g.guard = w.guard AND NOT soft), format('%s: %s is not without %s', w.rule, w.code, w.guard))
FROM (VALUES ('SC-C01/reject', 'opinion_given', 'SC-C01'),
    ('SC-V01/revoke', 'opinion_given', 'SC-V01'),
    ('SC-C01/major_configure', 'provider_not', 'SC-V01')) AS w (code, guard, rule);
SELECT * FROM finish();
