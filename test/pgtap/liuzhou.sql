-- Liuzhou's rules, using the cloud (art. 21) and what bounds it.  Each assertion names the rule it proves; a refusal
-- is told as SQLSTATE, machine code and article.
\ir ../liuzhou.sql
SELECT * FROM no_plan();

-- the catalogue of annex 4
SELECT is((SELECT count(DISTINCT position) FROM gov_cloud.policy_catalogue WHERE policy = 'liuzhou/1'), 14::bigint, 'LZ-O11: the printed catalogue has 14 items');
SELECT is((SELECT string_agg(name, '、' ORDER BY code DESC) FROM gov_cloud.policy_catalogue WHERE policy = 'liuzhou/1' AND position = 9),
    '虚拟Web应用防火墙、虚拟安全审计服务、虚拟网页防篡改', 'LZ-O11: one of which is made of three');
SELECT is((SELECT count(*) FROM gov_cloud.catalogue_item WHERE jurisdiction = '450200'), 18::bigint, 'LZ-O11: and becomes the city''s own');
SELECT is(done('sys', 'SELECT gov_cloud.load_catalogue(''450200'', ''liuzhou/1'')'), '0', 'LZ-O11: once');
SELECT is(done('sys', 'SELECT gov_cloud.retire_catalogue_item(''450200'', ''vpn'', ''2026-06-01'', ''更新目录'')') || done('sys',
    'SELECT gov_cloud.add_catalogue_item(''450200'', ''vpn_2'', ''infrastructure'', ''VPN二代'', ''云网络'', since => ''2026-06-01'')'), '', 'LZ-O11: which is kept up to date');

-- G: who and what may apply
CREATE FUNCTION pg_temp.applies_for(system bigint, who text DEFAULT 'unit') RETURNS text LANGUAGE sql AS $$
    SELECT refused(who, format('SELECT * FROM gov_cloud.open_matter(''onboarding'', system => %s)', system))
$$;
SELECT at('2026-03-02 08:00') \g /dev/null
SELECT is(pg_temp.applies_for(registers('涉密系统', classified => true)), 'ZW005 classified_system 第二条', 'LZ-G1: classified systems stay out');
SELECT is(pg_temp.applies_for(registers('自筹系统', funding => 'other')), 'ZW005 funding_out_of_scope 第五条', 'LZ-G3: only what is paid by fiscal money');
SELECT is(pg_temp.applies_for(registers('四级系统', more => ', mlps_level => 4')), 'accepted', 'LZ-G1: the text knows no ceiling of protection levels');
SELECT done('dept', 'SELECT gov_cloud.register_system(name => ''县学籍'', classified => false, funding => ''county'', onboarding_kind => ''new_build'')') AS d \gset
SELECT is(pg_temp.applies_for(:d, 'dept'), 'ZW005 not_own_level 第五条', 'LZ-G3, LZ-P6: a county''s department does not apply by itself');
BEGIN;
SELECT done('sec', format('SELECT gov_cloud.grant_role(%s, %s, ''using_unit'', ''450200'', ''2024-01-01'')', person, organization)) FROM official WHERE login = 'dept' \g /dev/null
SELECT done('dept', 'SELECT gov_cloud.register_system(name => ''县学籍二'', classified => false, funding => ''county'', onboarding_kind => ''new_build'', jurisdiction => ''450200'')') AS d \gset
SELECT is(pg_temp.applies_for(:d, 'dept'), 'ZW005 not_own_level 第五条', 'LZ-G3, LZ-P6: not even where the city has let it in as a unit');
ROLLBACK;
SELECT registers('县政务系统', who => 'county', funding => 'county', more => ', jurisdiction => ''450200''') AS c \gset
SELECT is(may_open('onboarding', :c, '2026-03-02 08:10'), 'county', 'LZ-G3, LZ-P6: the county government applies for all of them');

-- T01: the application
SELECT registers('学籍管理', 'migration') AS s \gset
SELECT is(may_open('onboarding', :s, '2026-03-02 08:30'), 'unit', 'LZ-T01, LZ-P5: the using unit applies');
SELECT opens('unit', 'onboarding', '2026-03-02 09:00', :s) AS m \gset
SELECT is(refuses('unit', :m, 'submit', '2026-03-02 09:10'), 'ZW009 form_missing 附件3; 第二十一条（一）', 'LZ-T01: annex 3 is asked for');
SELECT fills('unit', :m, 'LZ-F1', form_1('学籍管理')) \g /dev/null
SELECT is((SELECT string_agg(x[1], ' ') FROM regexp_matches(says('unit', :m, 'submit', '2026-03-02 09:20'), 'document "([^"]*)" is missing', 'g') AS x),
    '非涉密信息系统迁移上云方案 信息系统性能检测报告 信息系统安全检测报告', 'LZ-T01: an existing system brings plan and both reports, all named at once');
SELECT attaches('unit', :m, 'migration_plan'), attaches('unit', :m, 'performance_test_report') \g /dev/null
SELECT is(refuses('unit', :m, 'submit', '2026-03-02 09:30'), 'ZW004 security_test_report_missing 第二十一条（一）', 'LZ-T01: two of three are not all');
SELECT attaches('unit', :m, 'security_test_report') \g /dev/null

-- annex 3: one system, one row a machine, required columns as the city has them
SELECT fills('unit', :m, 'LZ-F1', form_1('学籍管理', jsonb_build_object('machines', jsonb_build_array(machine('学籍管理'), machine('另一系统'))))) \g /dev/null
SELECT is(refuses('unit', :m, 'submit', '2026-03-02 09:30'), 'ZW009 form_of_another_system 附件3', 'LZ-T01: one form is one system');
SELECT matches(says('unit', :m, 'submit', '2026-03-02 09:30'), '云资源使用需求 2: 系统名称', 'LZ-T01: and the row that is not is named');
SELECT is(refused('unit', format('SELECT gov_cloud.fill_form(%s, ''LZ-F1'', %L)', :m, form_1('学籍管理', jsonb_build_object('machines', jsonb_build_array(machine('学籍管理', more => '{"quantity": 2}')))))),
    'ZW009 form_faults machines[1].quantity: the form has no such field', 'LZ-T01: one row is one machine, there is no quantity');
SELECT is(refused('unit', format('SELECT gov_cloud.fill_form(%s, ''LZ-F1'', %L)', :m, form_1('学籍管理', jsonb_build_object('machines', jsonb_build_array(machine('学籍管理', 'GPU')))))),
    'ZW009 form_faults machines[1].server_type 服务器类型: "GPU" is none of APP (应用程序), WEB (政府网站), FTP (文件服务器), DAT (数据库), MID (中间件), TST (测试), OTH (其他)', 'LZ-T01: the printed types of servers');
SELECT fills('unit', :m, 'LZ-F1', form_1('学籍管理', jsonb_build_object('machines', jsonb_build_array(machine('学籍管理', more => '{"network_zone": null, "operating_system": "", "cluster_group": null, "developer": null, "subsystem_name": null, "remark": null}'))))) \g /dev/null
SELECT matches(says('unit', :m, 'submit', '2026-03-02 09:30'), 'lacks required fields: 云资源使用需求 1: 集群组号; form', 'LZ-T01: a clustered machine has its group');
SELECT matches(says('unit', :m, 'submit', '2026-03-02 09:30'), 'requires: 云资源使用需求 1: 网络分区; 云资源使用需求 1: 操作系统', 'LZ-T01, LZ-P8: the columns a city requires, the rest stays free');
SELECT done('sys', $$SELECT gov_cloud.adopt_local_rule('450200', 'liuzhou/1', 'required_columns', 'system_name, developer', '按本市红色字段')$$) \g /dev/null
SELECT matches(says('unit', :m, 'submit', '2026-03-02 09:30'), 'requires: 云资源使用需求 1: 开发商', 'LZ-T01: the colour is lost, the city''s own rule says which');
SELECT done('sys', $$SELECT gov_cloud.adopt_local_rule('450200', 'liuzhou/1', 'required_columns', 'colour', '误')$$) \g /dev/null
SELECT fills('unit', :m, 'LZ-F1', form_1('学籍管理')) \g /dev/null
SELECT is(refuses('unit', :m, 'submit', '2026-03-02 09:30'), 'ZW013 parameter_names_no_field 附件3', 'LZ-T01: a rule that names no column is told');
SELECT done('sys', $$SELECT gov_cloud.adopt_local_rule('450200', 'liuzhou/1', 'required_columns', NULL, '恢复')$$) \g /dev/null
SELECT is(refused('unit', format('SELECT gov_cloud.fill_form(%s, ''LZ-F1'', ''{"vendor_contact_email": "none"}'')', :m)), 'ZW009 form_faults vendor_contact_email 信息系统厂商联系人邮箱: "none" is no e-mail address', 'LZ-P7: the vendor''s contact');
SELECT fills('unit', :m, 'LZ-F1', form_1('学籍管理', jsonb_build_object('machines', jsonb_build_array(machine('学籍管理'),
    machine('学籍管理', more => '{"bastion_owner_mobile": ["10000000001"]}'))))) \g /dev/null
SELECT is(refuses('unit', :m, 'submit', '2026-03-02 09:40'), 'ZW009 form_lists_unpaired 附件3', 'LZ-P8: each owner of a bastion account has his mail and phone');
SELECT fills('unit', :m, 'LZ-F1', form_1('学籍管理', jsonb_build_object('machines', jsonb_build_array(machine('学籍管理',
    more => '{"bastion_owner_mobile": ["10000000001", "10000000001"]}'), machine('学籍管理', 'DAT'))))) \g /dev/null
BEGIN;
SELECT is(acts('unit', :m, 'submit', '2026-03-02 09:40'), 'submitted', 'LZ-P8: two may share a phone');
ROLLBACK;
SELECT fills('unit', :m, 'LZ-F1', form_1('学籍管理')) \g /dev/null
BEGIN;
SELECT done('unit', format('SELECT gov_cloud.revoke_compliance(%s, ''撤回'')', r.id)) FROM gov_cloud.compliance_record AS r JOIN party AS p ON p.organization = r.unit_id WHERE p.login = 'unit' \g /dev/null
SELECT is(refuses('unit', :m, 'submit', '2026-03-02 09:50'), 'ZW004 no_duplicate_build_not_declared 第四条; 第二十四条', 'LZ-G2: no own cloud and none bought elsewhere, as the unit declares');
SELECT matches(says('unit', :m, 'submit', '2026-03-02 09:50'), 'has not declared "敏感信息不出境"', 'LZ-G8: nor does sensitive information leave the country');
ROLLBACK;
SELECT is((SELECT count(*) FROM gov_cloud.form_field WHERE form LIKE 'LZ-%' AND means = 'self_procured'), 0::bigint, 'LZ-G2: no form of this city has an own purchase');
SELECT is(acts('unit', :m, 'submit', '2026-03-02 10:00'), 'submitted', 'LZ-T01: submitted');
SELECT is(term(:m, 'LZ-D09'), 'open 2026-03-11 operator', 'LZ-D09: 7 working days of the centre');

-- T02, T03: evaluated by one body, approved by another
SELECT is(may(:m, 'evaluate', '2026-03-04 09:00') || ', ' || may(:m, 'return', '2026-03-04 09:00'), 'centre colleague, centre colleague', 'LZ-T02, LZ-P2: the centre evaluates');
SELECT is(refuses('bureau', :m, 'approve', '2026-03-04 09:00'), 'ZW003 action_not_open', 'LZ-T03: nothing is approved that is not evaluated');
SELECT is(refuses('centre', :m, 'evaluate', '2026-03-04 09:00'), 'ZW004 evaluation_opinion_missing 第二十一条（二）', 'LZ-T02: the opinion itself');
SELECT attaches('centre', :m, 'evaluation_opinion') \g /dev/null
SELECT is(refuses('centre', :m, 'evaluate', '2026-03-04 09:00'), 'ZW004 site_survey_record_missing 第二十一条（二）', 'LZ-T02: an existing system is surveyed on the spot');
SELECT attaches('unit', :m, 'site_survey_record') \g /dev/null
SELECT is(refuses('centre', :m, 'evaluate', '2026-03-04 09:00'), 'ZW004 site_survey_record_by_other 第二十一条（二）', 'LZ-T02: by the centre');
SELECT attaches('centre', :m, 'site_survey_record') \g /dev/null
SELECT is(refuses('centre', :m, 'return', '2026-03-04 09:00'), 'ZW005 opinion_missing', 'LZ-T02: returning wants an opinion');
SELECT is(acts('centre', :m, 'return', '2026-03-04 09:30', '补充'), 'returned', 'LZ-T02: returned for correction');
SELECT is(term(:m, 'LZ-D09'), 'cancelled 2026-03-11 operator', 'LZ-D09: which closes the clock, not met');
SELECT is(acts('unit', :m, 'submit', '2026-03-05 09:00'), 'submitted', 'LZ-T01: submitted again');
SELECT is(term(:m, 'LZ-D09'), 'open 2026-03-16 operator', 'LZ-D09: the clock starts anew');
SELECT is(acts('centre', :m, 'evaluate', '2026-03-06 09:00'), 'evaluated', 'LZ-T02: evaluated');
SELECT is(term(:m, 'LZ-D09') || ', ' || term(:m, 'LZ-D10'), 'met 2026-03-16 operator, open 2026-03-13 authority', 'LZ-D10: 5 working days from the opinion, not from its last day');
SELECT is(may(:m, 'approve', '2026-03-09 09:00') || ', ' || may(:m, 'reject', '2026-03-09 09:00'), 'bureau, bureau', 'LZ-T03, LZ-P1: the bureau approves, not the centre');
SELECT is(refuses('bureau', :m, 'reject', '2026-03-09 09:00'), 'ZW005 opinion_missing 第二十一条（三）', 'LZ-T03: rejecting wants an opinion');
BEGIN;
-- one person of both bodies, and one body of two persons, are no two pairs of eyes
SELECT done('sec', format('SELECT gov_cloud.grant_role(%s, %s, ''authority'', ''450200'', ''2024-01-01'')', person, organization)) FROM official WHERE role = 'operator' \g /dev/null
SELECT is(refuses('colleague', :m, 'approve', '2026-03-09 09:00'), 'ZW007 two_bodies 第二十一条（三）', 'LZ-T03: another body, whatever roles its people hold');
SELECT is(refuses('centre', :m, 'reject', '2026-03-09 09:00', '不同意'), 'ZW007 two_bodies 第二十一条（三）', 'LZ-T03: nor does it refuse');
SELECT matches(says('centre', :m, 'approve', '2026-03-09 09:00'), 'another person than who did', 'LZ-T03: nor does the person who evaluated');
ROLLBACK;
BEGIN;
SELECT is(acts('bureau', :m, 'reject', '2026-03-09 09:00', '资源不足'), 'rejected', 'LZ-T03: the bureau may refuse');
SELECT is(term(:m, 'LZ-D10'), 'met 2026-03-13 authority', 'LZ-D10: which answers in time too');
ROLLBACK;
SELECT is(acts('bureau', :m, 'approve', '2026-03-16 09:00'), 'approved', 'LZ-T03: approved');
SELECT is(term(:m, 'LZ-D10') || ', ' || term(:m, 'LZ-D11'), 'late 2026-03-13 authority, open 2026-03-18 operator', 'LZ-D10: late, and nothing else: no approval by silence; LZ-D11: 2 working days from the approval');

-- T04 to T06: trial, agreements, opening
SELECT is(may(:m, 'provide_trial', '2026-03-17 09:00'), 'centre colleague', 'LZ-T04: by the centre: there is no vendor');
SELECT is(acts('centre', :m, 'provide_trial', '2026-03-17 09:00'), 'trial', 'LZ-T04: the trial environment');
SELECT results_eq(format('SELECT name, item, vcpu, storage_gb, r.provider_id FROM gov_cloud.resource JOIN gov_cloud.resource_specification r ON resource = id WHERE system_id = %s ORDER BY id', :s),
    format('SELECT n, ''vm''::text, 8::numeric, 360::numeric, %s::bigint FROM (VALUES (''APP-1''), (''DAT-2'')) AS v (n)', (SELECT organization FROM party WHERE role = 'operator')),
    'LZ-T04: every row its machine, of the centre; disks together');
SELECT is(term(:m, 'LZ-D11') || ', ' || term(:m, 'LZ-D12') || ', ' || term(:m, 'LZ-D12/min'),
    'met 2026-03-18 operator, open 2026-04-16 using_unit, open 2026-04-02 using_unit', 'LZ-D12: 30 natural days from the trial environment, ended from the day after 15');
SELECT is(may(:m, 'finish_test', '2026-03-30 09:00'), 'unit', 'LZ-T05: the unit tests');
BEGIN;
SELECT id AS trial FROM gov_cloud.deadline WHERE matter = :m AND rule = 'LZ-D12' \gset
SELECT is(refused('unit', format('SELECT * FROM gov_cloud.extend_deadline(%s, ''45 days'', ''压力测试未完'')', :trial)) ~ '^ZW00[27]', true, 'LZ-D12: the unit does not lengthen its own trial');
SELECT is(done('bureau', format('SELECT due_on FROM gov_cloud.extend_deadline(%s, ''45 days'', ''压力测试未完'')', :trial)), '2026-05-01', 'LZ-D12: 30 days in principle: longer for a reason, from the same start');
ROLLBACK;
SELECT is(refuses('unit', :m, 'finish_test', '2026-03-30 09:00'), 'ZW005 term_not_reached 第二十一条（四）', 'LZ-D12: not before 15 days, in principle');
SELECT is(acts('unit', :m, 'finish_test', '2026-03-30 09:00', data => '{"override": "测试已完成"}'), 'trial', 'LZ-D12: but for a reason');
SELECT matches((SELECT remark FROM gov_cloud.matter_event WHERE matter = :m AND action = 'finish_test'), '测试已完成', 'LZ-D12: which is on record');
SELECT is(refuses('unit', :m, 'sign_agreement', '2026-03-30 10:00'), 'ZW004 usage_agreement_missing 第二十一条（四）', 'LZ-G7: the usage agreement itself');
SELECT attaches('centre', :m, 'usage_agreement') \g /dev/null
SELECT is(may(:m, 'sign_agreement', '2026-03-30 10:00'), 'unit centre colleague', 'LZ-T05: unit and centre sign');
SELECT is(acts('unit', :m, 'sign_agreement', '2026-03-30 10:00'), 'trial', 'LZ-T05, LZ-G7: one signature is not two');
SELECT is(acts('colleague', :m, 'sign_agreement', '2026-03-31 10:00'), 'agreement_signed', 'LZ-T05: both have signed');
SELECT is(may(:m, 'open_service', '2026-04-01 09:00'), 'centre colleague', 'LZ-T06: by the centre');
SELECT is(refuses('centre', :m, 'open_service', '2026-04-01 09:00', '合理值'), 'ZW004 confidentiality_agreement_missing 第二十六条第二款', 'LZ-G6: no service without the confidentiality agreement');
SELECT attaches('centre', :m, 'confidentiality_agreement') \g /dev/null
SELECT is(refuses('centre', :m, 'open_service', '2026-04-01 09:00'), 'ZW005 opinion_missing 第二十一条（五）', 'LZ-T06: with the reasonable values that are allocated');
SELECT is(acts('centre', :m, 'open_service', '2026-04-01 09:00', '按合理值分配'), 'opened', 'LZ-T06: opened');
SELECT results_eq(format('SELECT status, lower(in_service) FROM gov_cloud.system WHERE id = %s', :s), $$VALUES ('in_service', '2026-04-01'::date)$$, 'LZ-T06: this opening is the formal one');
SELECT is((SELECT count(*) FROM gov_cloud.resource WHERE system_id = :s AND billed IS NOT NULL), 0::bigint, 'LZ-B1: nothing is billed by the unit of resource');
SELECT is((SELECT count(*) FROM gov_cloud.transition_effect WHERE policy = 'liuzhou/1' AND effect LIKE '%billing%'), 0::bigint, 'LZ-B1, LZ-B2, LZ-B3: no row of the policy starts or stops a bill');

-- a new system is judged by its approved project
SELECT registers('新建系统') AS n \gset
SELECT opens('unit', 'onboarding', '2026-04-02 08:30', :n) AS nm \gset
SELECT fills('unit', :nm, 'LZ-F1', form_1('新建系统')) \g /dev/null
SELECT is((SELECT string_agg(x[1], ' ') FROM regexp_matches(says('unit', :nm, 'submit', '2026-04-02 09:00'), 'document "([^"]*)" is missing', 'g') AS x),
    '项目实施方案、可行性研究报告或初步设计方案 批复文件', 'LZ-T01: a new system brings its project''s plan and approval');
SELECT attaches('unit', :nm, 'feasibility_report'), attaches('unit', :nm, 'approval_document') \g /dev/null
SELECT is(acts('unit', :nm, 'submit', '2026-04-02 09:00'), 'submitted', 'LZ-T01: one of the three is enough, with the approval');
SELECT attaches('centre', :nm, 'evaluation_opinion') \g /dev/null
SELECT is(acts('centre', :nm, 'evaluate', '2026-04-02 10:00'), 'evaluated', 'LZ-T02: a new system needs no survey');
SELECT acts('bureau', :nm, 'approve', '2026-04-02 11:00'), acts('centre', :nm, 'provide_trial', '2026-04-02 12:00') \g /dev/null
SELECT is(acts('unit', :nm, 'withdraw', '2026-04-03 09:00'), 'withdrawn', 'LZ-T05: a trial may be given up');
SELECT is((SELECT status FROM gov_cloud.system WHERE id = :n) || (SELECT count(*) FILTER (WHERE released_at IS NULL) FROM gov_cloud.resource WHERE system_id = :n), 'registered0', 'LZ-T05: and gives its machines back');
SELECT registers('未说明', NULL) AS u \gset
SELECT opens('unit', 'onboarding', '2026-04-03 10:00', :u) AS um \gset
SELECT fills('unit', :um, 'LZ-F1', form_1('未说明')) \g /dev/null
SELECT is(refuses('unit', :um, 'submit', '2026-04-03 10:00'), 'ZW005 onboarding_kind 第二十一条（二）', 'LZ-T01: whether it exists or is new has to be said');

-- C: change
SELECT opens('unit', 'change', '2026-04-13 08:30', :s) AS c \gset
SELECT is(refused('unit', format('SELECT * FROM gov_cloud.open_matter(''exit'', system => %s)', :s)), 'ZW021 system_being_changed 第二十一条（七）', 'LZ-C01: one change at a time');
SELECT fills('unit', :c, 'LZ-F2', jsonb_build_object('change_reason', '容量', 'system_name', '学籍管理',
    'changed_machines', jsonb_build_array(jsonb_build_object('host_name', 'APP-1', 'cpu_before', 8, 'cpu_after', 16)),
    'added_machines', jsonb_build_array(machine('学籍管理', 'MID', '{"machine_name": "中间件"}')))) \g /dev/null
SELECT is(may(:c, 'submit', '2026-04-13 09:00'), 'unit', 'LZ-C01: by the unit');
SELECT is(acts('unit', :c, 'submit', '2026-04-13 09:00'), 'change_requested', 'LZ-C01: requested');
SELECT is((SELECT count(*) FROM gov_cloud.deadline WHERE matter = :c), 0::bigint, 'LZ-C02, LZ-D13: the evaluation before it has no limit');
SELECT is(may(:c, 'evaluate', '2026-05-08 09:00'), 'centre colleague', 'LZ-C02: by the centre');
SELECT is(refuses('centre', :c, 'evaluate', '2026-05-08 09:00'), 'ZW004 evaluation_opinion_missing 第二十一条（六）', 'LZ-C02: with its opinion');
SELECT attaches('centre', :c, 'evaluation_opinion') \g /dev/null
SELECT is(acts('centre', :c, 'evaluate', '2026-05-08 09:00'), 'change_evaluated', 'LZ-C02: evaluated, however long it took');
SELECT is(term(:c, 'LZ-D13'), 'open 2026-05-12 authority', 'LZ-D13: 3 working days from the evaluation, a make-up Saturday among them');
SELECT is(may(:c, 'approve', '2026-05-09 09:00'), 'bureau', 'LZ-C03: by the bureau');
SELECT is(acts('bureau', :c, 'approve', '2026-05-09 09:00'), 'change_approved', 'LZ-C03: approved');
SELECT is(term(:c, 'LZ-D13') || ', ' || term(:c, 'LZ-D14'), 'met 2026-05-12 authority, open 2026-05-13 operator', 'LZ-D14: 3 working days from the approval');
SELECT is(may(:c, 'complete', '2026-05-11 09:00'), 'centre colleague', 'LZ-C04: by the centre');
SELECT is(acts('centre', :c, 'complete', '2026-05-11 09:00'), 'change_done', 'LZ-C04: done; no minor and no major changes');
SELECT is(done('unit', format('SELECT vcpu FROM gov_cloud.current_capacity(%s)', :s)), '32', 'LZ-C04: the resources are what was approved');
SELECT opens('unit', 'change', '2026-05-12 08:30', :s) AS c \gset
SELECT fills('unit', :c, 'LZ-F2', jsonb_build_object('change_reason', '误', 'changed_machines', jsonb_build_array(jsonb_build_object('host_name', '无此机', 'cpu_after', 16)))) \g /dev/null
SELECT is(refuses('unit', :c, 'submit', '2026-05-12 09:00'), 'ZW009 host_unknown 第二十一条（六）', 'LZ-C01: of machines the system has');
SELECT fills('unit', :c, 'LZ-F2', jsonb_build_object('changed_machines', jsonb_build_array(jsonb_build_object('host_name', 'APP-1', 'remark', '释放')))),
    acts('unit', :c, 'submit', '2026-05-12 09:00'), attaches('centre', :c, 'evaluation_opinion'), acts('centre', :c, 'evaluate', '2026-05-12 10:00') \g /dev/null
SELECT is(refuses('bureau', :c, 'reject', '2026-05-12 11:00'), 'ZW005 opinion_missing 第二十一条（六）', 'LZ-C03: refusing wants an opinion');
SELECT is(acts('bureau', :c, 'reject', '2026-05-12 11:00', '仍需'), 'change_rejected', 'LZ-C03: the bureau may refuse');

-- elastic adjustment
SELECT is(may_open('elastic_adjustment', :s, '2026-05-13 08:30'), 'centre colleague', 'LZ-T06: the centre adjusts what varies');
SELECT opens('centre', 'elastic_adjustment', '2026-05-13 08:30', :s) AS e \gset
SELECT fills('centre', :e, 'LZ-F2', jsonb_build_object('change_reason', '报名高峰', 'changed_machines', jsonb_build_array(jsonb_build_object('host_name', 'APP-1', 'cpu_before', 16, 'cpu_after', 32)))) \g /dev/null
SELECT is(acts('centre', :e, 'adjust', '2026-05-13 08:40'), 'adjusted', 'LZ-T06: at once, without application');
SELECT is(done('unit', format('SELECT vcpu FROM gov_cloud.current_capacity(%s)', :s)), '48', 'LZ-T06: the system has more');

-- X: end
SELECT opens('unit', 'exit', '2026-05-14 08:30', :s) AS x \gset
SELECT fills('unit', :x, 'LZ-F3', '{"system_name": "学籍管理", "unit_confirmation": false, "unit_confirmation_text": "尚未备份"}') \g /dev/null
SELECT is(refuses('unit', :x, 'submit', '2026-05-14 09:00'), 'ZW009 form_says_otherwise 第二十一条（七）', 'LZ-X01: offline and backed up first, as the unit states');
SELECT fills('unit', :x, 'LZ-F3', '{"unit_confirmation": true, "unit_confirmation_text": "已下线，已迁移备份"}') \g /dev/null
SELECT is(may(:x, 'submit', '2026-05-14 09:00'), 'unit', 'LZ-X01: by the unit');
SELECT is(acts('unit', :x, 'submit', '2026-05-14 09:00'), 'termination_requested', 'LZ-X01: requested');
SELECT is((SELECT count(*) FROM gov_cloud.deadline WHERE matter = :x), 0::bigint, 'LZ-X02, LZ-D15: the evaluation before it has no limit');
SELECT is(may(:x, 'evaluate', '2026-05-15 09:00'), 'centre colleague', 'LZ-X02: by the centre');
SELECT attaches('centre', :x, 'evaluation_opinion') \g /dev/null
SELECT is(acts('centre', :x, 'evaluate', '2026-05-15 09:00'), 'termination_evaluated', 'LZ-X02: evaluated');
SELECT is(term(:x, 'LZ-D15'), 'open 2026-05-22 authority', 'LZ-D15: 5 working days from the evaluation');
SELECT is(may(:x, 'approve', '2026-05-18 09:00'), 'bureau', 'LZ-X03: by the bureau');
BEGIN;
SELECT is(acts('bureau', :x, 'reject', '2026-05-18 09:00', '仍有数据未移交'), 'termination_rejected', 'LZ-X03: which may refuse');
ROLLBACK;
SELECT is(acts('bureau', :x, 'approve', '2026-05-18 09:00'), 'termination_approved', 'LZ-X03: approved');
SELECT is(term(:x, 'LZ-D16'), 'open 2026-05-21 operator', 'LZ-D16: 3 working days from the approval');
SELECT is(may(:x, 'reclaim', '2026-05-19 09:00'), 'centre colleague', 'LZ-X04: by the centre');
SELECT is(refuses('centre', :x, 'reclaim', '2026-05-19 09:00'), 'ZW004 data_handover_record_missing 第二十六条第二款', 'LZ-G5, LZ-S04: hand-over first');
SELECT attaches('centre', :x, 'data_handover_record') \g /dev/null
SELECT is(refuses('centre', :x, 'reclaim', '2026-05-19 09:00'), 'ZW004 data_clearing_record_missing 第二十六条第二款', 'LZ-G5, LZ-S04: and clearing');
SELECT attaches('centre', :x, 'data_clearing_record') \g /dev/null
SELECT is(acts('centre', :x, 'reclaim', '2026-05-22 09:00'), 'reclaimed', 'LZ-X04: reclaimed, service ended');
SELECT is(term(:x, 'LZ-D16'), 'late 2026-05-21 operator', 'LZ-D16: late by the centre');
SELECT results_eq(format('SELECT status, (SELECT count(*) FILTER (WHERE released_at IS NULL) FROM gov_cloud.resource WHERE system_id = %1$s) FROM gov_cloud.system WHERE id = %1$s', :s),
    $$VALUES ('exited', 0::bigint)$$, 'LZ-X04: nothing is held any more');

-- row security: another unit, a county
SELECT is(refuses('other', :x, 'withdraw', '2026-05-22 10:00'), 'ZW008 matter_not_visible', 'LZ-G5: another unit sees nothing of it');
SELECT is(refuses('dept', :x, 'withdraw', '2026-05-22 10:00'), 'ZW008 matter_not_visible', 'LZ-G5: nor does a county');
SELECT is(done('other', 'SELECT count(*) FROM gov_cloud.matter') || ' ' || done('dept', 'SELECT count(*) FROM gov_cloud.resource'), '0 0', 'LZ-G5: in no table');
SELECT is(done('other', 'SELECT count(*) FROM gov_cloud.form_requirement_machine') || ' ' || (done('police', 'SELECT count(*) FROM gov_cloud.form_requirement_machine')::int > 0), '0 true', 'LZ-G5, LZ-P3: the police oversees security, other units do not');

SELECT is((SELECT count(*) FROM gov_cloud.check_deadlines()), 0::bigint, 'LZ-D09, LZ-D16: replaying the ledger gives every stored due');

-- the rules as rows: each term with its kind, obligor and article; what is a matter of principle; what anybody may file
SELECT results_eq($$SELECT code, gov_cloud.term_chinese(term), kind, rolls, soft, obligor, article FROM gov_cloud.deadline_rule WHERE policy = 'liuzhou/1' ORDER BY code COLLATE "C"$$,
    $$VALUES ('LZ-D01', '15个工作日', 'latest', true, false, 'operator', '第十四条（三）'), ('LZ-D02', '5个工作日', 'latest', true, false, 'authority', '第十四条（四）'),
    ('LZ-D03', '2年', 'earliest', false, false, 'using_unit', '第十四条（四）'), ('LZ-D04', '1年', 'latest', true, false, 'using_unit', '第十四条（五）'),
    ('LZ-D04/sensitive', '1年', 'latest', true, false, 'using_unit', '第十四条（五）'), ('LZ-D05', '1年', 'latest', true, false, 'using_unit', '第十五条（一）'),
    ('LZ-D05/sensitive', '1年', 'latest', true, false, 'using_unit', '第十五条（一）'), ('LZ-D06', '2年', 'latest', true, false, 'using_unit', '第十五条（二）'),
    ('LZ-D06/sensitive', '2年', 'latest', true, false, 'using_unit', '第十五条（二）'), ('LZ-D07', '5个工作日', 'latest', true, false, 'authority', '第十七条'),
    ('LZ-D07/retention', '2年', 'earliest', false, false, 'using_unit', '第十七条'), ('LZ-D08', NULL, 'given', false, false, 'using_unit', '第十九条'),
    ('LZ-D09', '7个工作日', 'latest', true, false, 'operator', '第二十一条（二）'), ('LZ-D10', '5个工作日', 'latest', true, false, 'authority', '第二十一条（三）'),
    ('LZ-D11', '2个工作日', 'latest', true, false, 'operator', '第二十一条（四）'), ('LZ-D12', '30日', 'latest', false, true, 'using_unit', '第二十一条（四）'),
    ('LZ-D12/min', '15日', 'earliest', false, true, 'using_unit', '第二十一条（四）'), ('LZ-D13', '3个工作日', 'latest', true, false, 'authority', '第二十一条（六）'),
    ('LZ-D14', '3个工作日', 'latest', true, false, 'operator', '第二十一条（六）'), ('LZ-D15', '5个工作日', 'latest', true, false, 'authority', '第二十一条（七）'),
    ('LZ-D16', '3个工作日', 'latest', true, false, 'operator', '第二十一条（七）'), ('LZ-D17', NULL, 'given', false, false, 'using_unit', '第二十九条'),
    ('LZ-D17/inspection', NULL, 'given', false, false, 'using_unit', '第二十五条'), ('LZ-S03', NULL, 'unquantified', false, false, 'operator', '第二十六条')$$,
    'LZ-D01 to LZ-D17, LZ-S03: the terms of the text, and no other');
SELECT is((SELECT string_agg(transition || '#' || position, ' ' ORDER BY transition COLLATE "C", position) FROM gov_cloud.transition_guard WHERE policy = 'liuzhou/1' AND soft),
    'LZ-N04#4 LZ-N07/recognise#4 LZ-N07/recognise#5 LZ-T05/test#1',
    'LZ-D12, LZ-R1, LZ-A2: a reason overrides these and nothing else');
SELECT is((SELECT string_agg(DISTINCT COALESCE(parameters->>'kind', parameters->>'kinds'), ' ') FROM gov_cloud.transition_guard WHERE policy = 'liuzhou/1' AND guard IN ('evidence', 'evidence_any') AND NOT parameters ? 'by'),
    'confidentiality_agreement usage_agreement', 'LZ-G6, LZ-G7: all papers but what two parties sign are of the party that owes them');
SELECT is((SELECT string_agg(transition, ' ' ORDER BY transition) FROM gov_cloud.transition_guard AS o WHERE policy = 'liuzhou/1' AND guard = 'other_organization'
        AND NOT EXISTS (SELECT FROM gov_cloud.transition_guard AS p WHERE p.policy = o.policy AND p.transition = o.transition AND p.guard = 'other_person')),
    NULL, 'LZ-T03, LZ-C03, LZ-X03, LZ-N04, LZ-N07: where another body decides another person does, who refuses too');
SELECT is((SELECT t.actors::text FROM gov_cloud.transition AS t WHERE policy = 'liuzhou/1' AND t.code = w.code), w.actors, format('%s: %s is for them alone', w.rule, w.code))
FROM (VALUES ('LZ-S02/again', '{authority,cyberspace_office,secrecy_office,police,operator}', 'LZ-S02')) AS w (code, actors, rule);
SELECT * FROM finish();
