-- Huoqiu's measures, chapter 3: applying, trial, opening.  Each assertion names the rule it proves; a refusal
-- is told as SQLSTATE, machine code and article.

-- G: which systems may apply
SELECT at('2026-02-24 09:00') \g /dev/null
CREATE FUNCTION pg_temp.applies_for(system bigint) RETURNS text LANGUAGE sql AS $$
    SELECT refused('unit', format('SELECT * FROM gov_cloud.open_matter(''onboarding'', system => %s)', system))
$$;
SELECT is(pg_temp.applies_for(registers('涉密系统', classified => true)), 'ZW005 classified_system 第三条',
    'HQ-G1: a classified system is refused when it applies');
SELECT is(pg_temp.applies_for(registers('四级系统', 4)), 'ZW005 mlps_level_too_high 第四条', 'HQ-G2: level 4 is barred');
SELECT is(pg_temp.applies_for(registers('三级系统', 3)), 'accepted', 'HQ-G2: level 3 is in');
SELECT is(pg_temp.applies_for(registers('未定级系统', NULL)), 'accepted', 'HQ-G2: an ungraded system may apply');
SELECT is(pg_temp.applies_for(registers('自筹系统', funding => 'other')), 'ZW005 funding_out_of_scope 第七条',
    'HQ-G3: only fiscal money');
SELECT is(pg_temp.applies_for(registers('市级系统', funding => 'above_county')), 'accepted',
    'HQ-G3: of the county and above, as article 7 has it');
SELECT done('sys', $$SELECT gov_cloud.adopt_local_rule('341522', 'huoqiu/1', 'fiscal_scope', 'county', '按第五条执行')$$) \g /dev/null
SELECT is(pg_temp.applies_for(registers('市级系统二', funding => 'above_county')), 'ZW005 funding_out_of_scope 第七条',
    'HQ-G3: of the county alone where it reads article 5 so');

-- T01, T02: the application
SELECT registers('学籍管理') AS s \gset
SELECT is(may_open('onboarding', :s, '2026-03-02 08:30'), 'unit', 'HQ-T01, HQ-P3: the using unit applies');
SELECT opens('unit', 'onboarding', '2026-03-02 09:00', :s) AS m \gset
SELECT is((SELECT state FROM gov_cloud.matter WHERE id = :m), 'draft', 'HQ-T01: an application begins as a draft');
SELECT is(pg_temp.applies_for(:s), 'ZW021 system_being_changed 第十条', 'HQ-G6: one application a system');
SELECT is(refuses('other', :m, 'submit', '2026-03-02 09:05'), 'ZW008 matter_not_visible', 'HQ-G8: another unit does not see it');
SELECT is(may(:m, 'submit', '2026-03-02 09:05') || ', ' || may(:m, 'withdraw', '2026-03-02 09:05'), 'unit, unit', 'HQ-T02, HQ-P3: only the using unit submits, or withdraws');
SELECT matches(says('bureau', :m, 'submit', '2026-03-02 09:05'), 'It is for: using_unit \(使用单位\)', 'HQ-P3: and is named by its printed title');
SELECT is(refuses('unit', :m, 'submit', '2026-03-02 09:10'), 'ZW009 form_missing 附件1; 第十条', 'HQ-T02: form 1 is asked for at submission, not before');
SELECT matches(says('unit', :m, 'submit', '2026-03-02 09:10'), '上云申请表.*has not been filled in.*"上云技术方案" is missing',
    'HQ-T02: with the technical plan, both told at once');
SELECT fills('unit', :m, 'HQ-F1', '{"system_name": "学籍管理", "bearer_networks": ["其他网络"], "hosts": [{"host_type": "elastic_vm"}]}') \g /dev/null
SELECT is((SELECT string_agg(m[1], ' ') FROM regexp_matches(says('unit', :m, 'submit', '2026-03-02 09:15'), 'lacks required fields: ([^\n]*?); form', 'g') AS m),
    '申请单位; 申请时间; 系统负责人; 系统负责人办公电话; 系统负责人电子邮箱; 维护单位/部门; 维护单位性质; 技术联系人; 技术联系人电子邮箱; '
    '技术联系人移动电话; 系统投资费用; 系统上云类型; 系统简介; 等级保护级别; 其他网络; 可用性要求; 系统类型; 系统服务对象; '
    '服务对象数量; 系统服务范围; 申请单位(盖章); 联系人(签字); 年月日; 主机资源 1: CPU(核); 主机资源 1: 内存(G); 主机资源 1: 数量',
    'HQ-T02, HQ-P9: every missing starred field is named at once, the responsible persons among them');
SELECT is(refused('unit', format($$SELECT gov_cloud.fill_form(%s, 'HQ-F1', '{"mlps_level": "四级"}')$$, :m)), 
    'ZW009 form_faults mlps_level 等级保护级别: "四级" is none of 1 (一级), 2 (二级), 3 (三级), ungraded (未定级)', 'HQ-G2: form 1 offers no level 4');
SELECT is(refused('unit', format($$SELECT gov_cloud.fill_form(%s, 'HQ-F1', '{"hosts": [%s]}')$$, :m, host('app', 4, more => '{"operating_system": "其他系统"}'))),
    'ZW009 form_faults hosts[1].operating_system 操作系统: "其他系统" is none of uos (统信UOS), kylin (麒麟)', 'HQ-G13: hosts run domestic systems alone');
SELECT is(refused('unit', format($$SELECT gov_cloud.fill_form(%s, 'HQ-F1', '{"hosts": [%s]}')$$, :m, host('app', 4, more => '{"cpu_arch": "x86"}'))),
    'ZW009 form_faults hosts[1].cpu_arch CPU架构: "x86" is none of arm (ARM), c86 (C86), other (其他)', 'HQ-G13: on the printed architectures');
SELECT fills('unit', :m, 'HQ-F1', form_1('{"security": []}')) \g /dev/null
SELECT attaches('unit', :m, 'technical_plan') \g /dev/null
SELECT is(refuses('unit', :m, 'submit', '2026-03-02 10:00'), 'ZW009 form_row_missing 附件1', 'HQ-T02: the basic security package is required by default');

-- G5: catalogue, nearest item, own purchase
SELECT fills('unit', :m, 'HQ-F1', form_1(jsonb_build_object('support_software', jsonb_build_array(service('数据库服务', '进口数据库'))))) \g /dev/null
SELECT is(refuses('unit', :m, 'submit', '2026-03-02 10:00'), 'ZW005 not_in_catalogue 第十条', 'HQ-G5: what the catalogue lacks is refused');
SELECT fills('unit', :m, 'HQ-F1', form_1(jsonb_build_object('support_software',
    jsonb_build_array(service('数据库服务', '进口数据库', more => '{"catalogue_item": "database"}'))))) \g /dev/null
SELECT is(refused('unit', act_statement(:m, 'submit', NULL, NULL)), 'accepted', 'HQ-G5: unless the nearest item is named');
SELECT fills('unit', :m, 'HQ-F1', form_1(jsonb_build_object('support_software',
    jsonb_build_array(service('数据库服务', '进口数据库', more => '{"self_procured": true}'))))) \g /dev/null
SELECT is(refuses('unit', :m, 'submit', '2026-03-02 10:00'), 'ZW004 self_procurement_consent_missing 第十条',
    'HQ-G5: or the bureau consents to an own purchase');
SELECT attaches('unit', :m, 'self_procurement_consent') \g /dev/null
SELECT is(refuses('unit', :m, 'submit', '2026-03-02 10:00'), 'ZW004 self_procurement_consent_missing 第十条', 'HQ-G5: which the unit cannot file for it');
SELECT attaches('bureau', :m, 'self_procurement_consent') \g /dev/null
SELECT is(refused('unit', act_statement(:m, 'submit', NULL, NULL)), 'accepted', 'HQ-G5: which its document proves');
SELECT fills('unit', :m, 'HQ-F1', form_1('{"system_name": "另一系统", "mlps_level": "三级", "system_kind": "门户网站"}')) \g /dev/null
SELECT is(refuses('unit', :m, 'submit', '2026-03-02 10:10'), 'ZW009 form_of_another_system 附件1', 'HQ-G6: form 1 is about this system');
SELECT matches(says('unit', :m, 'submit', '2026-03-02 10:10'), 'differ on system "学籍管理": 信息系统名称; 等级保护级别; 系统类型', 'HQ-G6, HQ-G2, HQ-G9: and hides no level and no website from the rules');
SELECT fills('unit', :m, 'HQ-F1', form_1()) \g /dev/null
SELECT is(acts('unit', :m, 'submit', '2026-03-02 10:20'), 'submitted', 'HQ-T02: submitted');
SELECT results_eq(format('SELECT form, revision, content->>''system_name'', length(digest) FROM gov_cloud.form_filing WHERE matter = %s', :m),
    $$VALUES ('HQ-F1', 1, '学籍管理', 32)$$, 'HQ-T02: what form 1 said is kept, with its digest');

-- T03 to T06: evaluation, cost, county government
SELECT is(refuses('unit', :m, 'approve', '2026-03-02 11:00'), 'ZW003 action_not_open', 'HQ-T06: not before it is reported');
SELECT is(may(:m, 'start_evaluation', '2026-03-02 12:00') || ', ' || may(:m, 'withdraw', '2026-03-02 12:00'), 'bureau, unit', 'HQ-T03, HQ-P2: the bureau alone evaluates');
SELECT is(acts('bureau', :m, 'start_evaluation', '2026-03-03 09:00'), 'evaluating', 'HQ-T03, HQ-AGR5.1: the bureau evaluates form and plan');
SELECT is(may(:m, 'return', '2026-03-03 10:00') || ', ' || may(:m, 'withdraw', '2026-03-03 10:00'), 'bureau, unit', 'HQ-T04b: the bureau returns');
SELECT is(refuses('bureau', :m, 'return', '2026-03-03 10:00'), 'ZW005 opinion_missing', 'HQ-T04b: returning wants an opinion');
SELECT is(acts('bureau', :m, 'return', '2026-03-03 10:00', '补充架构图'), 'returned', 'HQ-T04b: returned for correction');
SELECT is(refuses('bureau', :m, 'start_evaluation', '2026-03-03 11:00'), 'ZW003 action_not_open', 'HQ-T04b: and waits for the unit');
SELECT is(may(:m, 'submit', '2026-03-04 09:00') || ', ' || may(:m, 'withdraw', '2026-03-04 09:00'), 'unit, unit', 'HQ-T04b: which corrects it, or withdraws');
SELECT fills('unit', :m, 'HQ-F1', form_1('{"system_summary": null}')) \g /dev/null
SELECT is(refuses('unit', :m, 'submit', '2026-03-04 09:00'), 'ZW009 form_incomplete 附件1', 'HQ-T04b: as complete as before');
SELECT fills('unit', :m, 'HQ-F1', form_1(jsonb_build_object('support_software', jsonb_build_array(service('数据库服务', '进口数据库')), 'security', '[]'::jsonb))) \g /dev/null
SELECT matches(says('unit', :m, 'submit', '2026-03-04 09:00'), '进口数据库; .*0 rows for "基础安全防护包"', 'HQ-T04b, HQ-G5: out of the catalogue, with the security package');
SELECT fills('unit', :m, 'HQ-F1', form_1('{"support_software": [], "system_summary": "学籍管理与查询"}')) \g /dev/null
SELECT is(acts('unit', :m, 'submit', '2026-03-04 09:00'), 'submitted', 'HQ-T04b: submitted again');
SELECT results_eq(format('SELECT revision, content->>''system_summary'' FROM gov_cloud.form_filing WHERE matter = %s ORDER BY 1', :m),
    $$VALUES (1, '学籍'), (2, '学籍管理与查询')$$, 'HQ-T04b: both copies are kept');
SELECT acts('bureau', :m, 'start_evaluation', '2026-03-04 10:00') \g /dev/null
SELECT is(may(:m, 'fix_cost', '2026-03-05 09:00'), 'bureau vendor', 'HQ-T04: bureau and provider, no other');
SELECT is(refuses('bureau', :m, 'fix_cost', '2026-03-05 09:00'), 'ZW004 evaluation_opinion_missing 第十条', 'HQ-T04: the evaluation opinion comes first');
SELECT attaches('unit', :m, 'evaluation_opinion') \g /dev/null
SELECT is(refuses('bureau', :m, 'fix_cost', '2026-03-05 09:00'), 'ZW004 evaluation_opinion_by_other 第十条', 'HQ-T04: the applicant does not write the opinion on himself');
SELECT attaches('bureau', :m, 'evaluation_opinion') \g /dev/null
SELECT is(refuses('bureau', :m, 'fix_cost', '2026-03-05 09:00'), 'ZW004 fee_determination_missing 第十条', 'HQ-T04, HQ-B5: with the cost that was fixed');
SELECT attaches('bureau', :m, 'fee_determination') \g /dev/null
SELECT is(acts('bureau', :m, 'fix_cost', '2026-03-05 09:00'), 'evaluating', 'HQ-T04: the bureau alone does not fix the cost');
SELECT is(refuses('bureau', :m, 'fix_cost', '2026-03-05 09:30'), 'ZW003 voice_given 第十条', 'HQ-T04: nor by saying it twice');
SELECT is(acts('vendor', :m, 'fix_cost', '2026-03-05 10:00'), 'cost_fixed', 'HQ-T04, HQ-B5: bureau and provider do');
SELECT is(refuses('gov', :m, 'approve', '2026-03-05 10:30'), 'ZW003 action_not_open', 'HQ-T05: the government waits for the report');
SELECT is(may(:m, 'report_government', '2026-03-05 11:00') || ', ' || may(:m, 'withdraw', '2026-03-05 11:00'), 'bureau, unit', 'HQ-T05: by the bureau');
SELECT is(acts('bureau', :m, 'report_government', '2026-03-05 11:00'), 'pending_government', 'HQ-T05: reported to the county government');
SELECT is(may(:m, 'approve', '2026-03-05 12:00') || ', ' || may(:m, 'reject', '2026-03-05 12:00') || ', ' || may(:m, 'withdraw', '2026-03-05 12:00'), 'gov, gov, unit',
    'HQ-T06, HQ-P1, HQ-P2, HQ-P4: the county government decides, not the bureau, never the provider');
SELECT is(refuses('bureau', :m, 'approve', '2026-03-05 12:00'), 'ZW002 role_missing 第九条', 'HQ-T06: as article 9 has it');
SELECT is(refuses('vendor', :m, 'provision', '2026-03-05 12:00'), 'ZW003 action_not_open', 'HQ-G7, HQ-AGR3.10: nothing is provided to what is not approved');
SELECT is(refuses('gov', :m, 'reject', '2026-03-05 12:00'), 'ZW005 opinion_missing 第九条', 'HQ-T06: rejecting wants an opinion');
BEGIN;
SELECT is(acts('gov', :m, 'reject', '2026-03-05 12:00', '经费不足'), 'rejected', 'HQ-T06: the county government may reject');
SELECT is((SELECT outcome FROM gov_cloud.matter WHERE id = :m), 'rejected', 'HQ-T06: which ends the matter');
SELECT is(pg_temp.applies_for(:s), 'accepted', 'HQ-T06: and the system may apply anew');
ROLLBACK;
SELECT is(acts('gov', :m, 'approve', '2026-03-06 09:00'), 'approved', 'HQ-T06, HQ-P1: the county government approves');

-- T07 to T09: trial resources, deployment, trial
SELECT is(may(:m, 'provision', '2026-03-06 15:00'), 'vendor', 'HQ-T07, HQ-P4: by the provider');
SELECT is(refuses('vendor', :m, 'provision', '2026-03-06 15:00'), 'ZW004 delivery_record_missing 第十一条', 'HQ-T07: with a delivery record');
SELECT attaches('vendor', :m, 'delivery_record') \g /dev/null
SELECT is(acts('vendor', :m, 'provision', '2026-03-06 15:00'), 'provisioned', 'HQ-T07: the provider opens the trial resources');
SELECT results_eq(format('SELECT item, name, vcpu, memory_gb, storage_gb, billed FROM gov_cloud.resource JOIN gov_cloud.resource_specification ON resource = id
    WHERE system_id = %s ORDER BY item', :s),
    $$VALUES ('basic_security', '基础安全防护包', 0::numeric, 0::numeric, 0::numeric, NULL::daterange), ('elastic_vm', 'app', 4, 8, 240, NULL)$$,
    'HQ-T07, HQ-B1: all that form 1 asked for, and the trial is free');
SELECT is((SELECT status FROM gov_cloud.system WHERE id = :s), 'trial', 'HQ-T07: opened for trial is not formally opened');
SELECT is(may(:m, 'deploy', '2026-03-09 09:00'), 'unit', 'HQ-T08: by the unit');
SELECT is(refuses('unit', :m, 'deploy', '2026-03-09 09:00'), 'ZW004 premigration_security_test_missing 协议3.3', 'HQ-G10: a security test first');
SELECT matches(says('unit', :m, 'deploy', '2026-03-09 09:00'), 'one of principle.*"override"', 'HQ-G10: in principle, and the hint says how else');
SELECT is(acts('unit', :m, 'deploy', '2026-03-09 09:00', data => '{"override": "新建系统，无迁移"}'), 'deployed', 'HQ-G10, HQ-T08: deployed for a reason');
SELECT matches((SELECT remark FROM gov_cloud.matter_event WHERE matter = :m AND action = 'deploy'), '新建系统，无迁移', 'HQ-G10: which is on record');
SELECT is(may(:m, 'start_trial', '2026-03-10 09:00') || ', ' || may(:m, 'submit_evaluation', '2026-03-10 09:00'), 'unit, unit', 'HQ-T09: by the unit');
SELECT is(acts('unit', :m, 'start_trial', '2026-03-10 09:00'), 'trial', 'HQ-T09: the trial begins');
SELECT results_eq(format('SELECT rule, due_on, obligor_role, provisional FROM gov_cloud.deadline WHERE matter = %s AND status = ''open'' ORDER BY rule', :m),
    $$VALUES ('HQ-D01', '2026-04-09'::date, 'using_unit', false), ('HQ-D03', '2026-09-09', 'using_unit', false), ('HQ-D04', '2026-09-09', 'using_unit', false)$$,
    'HQ-D01: 30 days from the trial, HQ-D03, HQ-D04, HQ-AGR3.3: 6 months from deployment');

-- T10 to T12: report, conclusion, audit
SELECT is(refuses('unit', :m, 'pass_trial', '2026-03-20 09:00'), 'ZW005 milestone_missing 第十一条', 'HQ-T11: no conclusion without the report');
SELECT is(may(:m, 'report_test', '2026-03-20 09:00') || ', ' || may(:m, 'pass_trial', '2026-03-20 09:00') || ', ' || may(:m, 'fail_trial', '2026-03-20 09:00'), 'unit, unit bureau, bureau',
    'HQ-T10, HQ-T11: the unit reports, both conclude, the bureau fails');
SELECT is(refuses('unit', :m, 'report_test', '2026-03-20 09:00'), 'ZW004 evidence_missing 第十一条', 'HQ-T10: the report itself');
SELECT attaches('unit', :m, 'security_test_report') \g /dev/null
SELECT is(acts('unit', :m, 'report_test', '2026-03-20 09:00'), 'trial', 'HQ-T10: filed during the trial');
SELECT is(acts('unit', :m, 'report_test', '2026-03-20 10:00'), 'trial', 'HQ-T10: as often as there are reports');
SELECT is(refuses('bureau', :m, 'fail_trial', '2026-03-21 09:00'), 'ZW005 opinion_missing', 'HQ-T11: failing a trial wants an opinion');
SELECT is(acts('bureau', :m, 'fail_trial', '2026-03-21 09:00', '压力测试未通过'), 'trial_failed', 'HQ-T11: a trial may fail');
SELECT is(may(:m, 'start_trial', '2026-03-22 09:00') || ', ' || may(:m, 'withdraw', '2026-03-22 09:00'), 'unit, unit', 'HQ-T11: the unit tries again or gives up');
SELECT is(acts('unit', :m, 'start_trial', '2026-03-22 09:00'), 'trial', 'HQ-T11: and be repeated');
SELECT results_eq(format('SELECT status, due_on FROM gov_cloud.deadline WHERE matter = %s AND rule = ''HQ-D01'' ORDER BY id', :m),
    $$VALUES ('met', '2026-04-09'::date), ('open', '2026-04-21')$$, 'HQ-D01: a new trial has its own 30 days');
SELECT acts('unit', :m, 'report_test', '2026-03-22 10:00') \g /dev/null
SELECT is(acts('unit', :m, 'pass_trial', '2026-03-23 09:00'), 'trial', 'HQ-T11: the unit''s word alone does not conclude');
SELECT is(acts('bureau', :m, 'pass_trial', '2026-03-24 09:00'), 'trial_passed', 'HQ-T11: unit and bureau do');
SELECT is((SELECT status FROM gov_cloud.deadline WHERE matter = :m AND rule = 'HQ-D01' ORDER BY id DESC LIMIT 1), 'met', 'HQ-D01: met by the conclusion');
SELECT is(may(:m, 'audit_opening', '2026-03-25 09:00'), 'bureau', 'HQ-T12: by the bureau');
SELECT is(acts('bureau', :m, 'audit_opening', '2026-03-25 09:00'), 'opening_audited', 'HQ-T12: audited for opening');
SELECT is_empty(format('SELECT FROM gov_cloud.deadline WHERE matter = %s AND rule = ''HQ-D13''', :m), 'HQ-D13: what is no website owes no permission');

-- T13, T14: opening and agreement
SELECT is(may(:m, 'open_service', '2026-03-26 09:00'), 'bureau vendor', 'HQ-T13: by bureau or provider');
SELECT is(acts('bureau', :m, 'open_service', '2026-03-26 09:00'), 'opened', 'HQ-T13: formally opened');
SELECT is((SELECT status FROM gov_cloud.system WHERE id = :s), 'opened', 'HQ-T13: not yet in service');
SELECT is(may(:m, 'sign_agreement', '2026-03-27 09:00'), 'unit bureau vendor', 'HQ-T14: the three parties');
SELECT is(refuses('unit', :m, 'sign_agreement', '2026-03-27 09:00'), 'ZW004 agreement_missing 附件4', 'HQ-T14: the agreement itself');
SELECT attaches('bureau', :m, 'agreement') \g /dev/null
SELECT acts('unit', :m, 'sign_agreement', '2026-03-27 09:00') \g /dev/null
SELECT is(acts('vendor', :m, 'sign_agreement', '2026-03-30 09:00'), 'opened', 'HQ-T14, HQ-AGR9.1: two seals are not three');
SELECT is((SELECT count(*) FROM gov_cloud.agreement WHERE system_id = :s), 0::bigint, 'HQ-T14: and make no agreement');
SELECT is(acts('bureau', :m, 'sign_agreement', '2026-03-31 09:00'), 'in_service', 'HQ-T14: in service with the third seal');
SELECT results_eq(format('SELECT status, in_service FROM gov_cloud.system WHERE id = %s', :s),
    $$VALUES ('in_service', '[2026-03-31,)'::daterange)$$, 'HQ-T14: service is the system''s, the matter ends');
SELECT is((SELECT array_agg(DISTINCT lower(billed)) FROM gov_cloud.resource WHERE system_id = :s), ARRAY['2026-03-31'::date],
    'HQ-B1: billed from the later of opening and last seal, inclusive');
SELECT results_eq(format('SELECT role, (signed_at AT TIME ZONE ''Asia/Shanghai'')::date FROM gov_cloud.agreement JOIN gov_cloud.agreement_signature ON agreement = id WHERE system_id = %s ORDER BY signed_at', :s),
    $$VALUES ('using_unit', '2026-03-27'::date), ('provider', '2026-03-30'), ('authority', '2026-03-31')$$, 'HQ-AGR1.0: three parties signed');

SELECT is(pg_temp.applies_for(:s), 'ZW005 system_status 附件1', 'HQ-G6: a system in service applies no second time');

-- T15: the protection-level documents, after the matter has ended
SELECT is((SELECT count(*) FROM gov_cloud.deadline WHERE matter = :m AND status = 'open'), 2::bigint, 'HQ-D03, HQ-D04: survive the end of the matter');
SELECT is(may(:m, 'complete_mlps', '2026-05-08 09:00') || ', ' || may(:m, 'submit_evaluation', '2026-05-08 09:00'), 'unit, unit', 'HQ-T15: by the unit');
SELECT is(refuses('unit', :m, 'complete_mlps', '2026-05-08 09:00'), 'ZW004 mlps_evaluation_report_missing 第二十二条', 'HQ-T15: both documents');
SELECT attaches('unit', :m, 'mlps_evaluation_report') \g /dev/null
SELECT is(acts('unit', :m, 'submit_evaluation', '2026-05-08 09:00'), 'in_service', 'HQ-D04: the report alone');
SELECT results_eq(format('SELECT rule, status FROM gov_cloud.deadline WHERE matter = %s AND rule IN (''HQ-D03'', ''HQ-D04'') ORDER BY rule', :m),
    $$VALUES ('HQ-D03', 'open'), ('HQ-D04', 'met')$$, 'HQ-D04, HQ-AGR3.3: meets the agreement, not article 22');
SELECT is(refuses('unit', :m, 'complete_mlps', '2026-05-09 09:00'), 'ZW004 mlps_filing_certificate_missing 第二十二条', 'HQ-P6: the certificate of the police');
SELECT attaches('unit', :m, 'mlps_filing_certificate') \g /dev/null
SELECT is(acts('unit', :m, 'complete_mlps', '2026-05-11 09:00'), 'in_service', 'HQ-T15: complete, a milestone and no state');
SELECT is((SELECT status FROM gov_cloud.deadline WHERE matter = :m AND rule = 'HQ-D03'), 'met', 'HQ-D03: met by both');

-- the terms of the text, as rows: amount, kind, does a rest day move it, is it one of principle, does it outlive its matter, who owes it
SELECT results_eq($$SELECT code, gov_cloud.term_chinese(term), kind, rolls, soft, survives, obligor, article FROM gov_cloud.deadline_rule WHERE policy = 'huoqiu/1' ORDER BY code$$,
    $$VALUES ('HQ-D01', '30日', 'latest', false, true, false, 'using_unit', '第十一条'), ('HQ-D02', '3个工作日', 'latest', true, false, false, 'provider', '第十三条'),
    ('HQ-D03', '6个月', 'latest', true, true, true, 'using_unit', '第二十二条'), ('HQ-D04', '6个月', 'latest', true, false, true, 'using_unit', '协议3.3'),
    ('HQ-D05', '3日', 'backward', false, false, false, 'using_unit', '协议3.8'), ('HQ-D06', '15日', 'latest', true, false, false, 'using_unit', '协议8.2'),
    ('HQ-D07', NULL, 'unquantified', false, false, false, 'using_unit', '协议8.2'), ('HQ-D08', '1年', 'earliest', false, false, false, 'authority', '协议9.1'),
    ('HQ-D08/2', '2年', 'earliest', false, false, false, 'authority', '协议9.1'), ('HQ-D08/3', '3年', 'earliest', false, false, false, 'authority', '协议9.1'),
    ('HQ-D10', NULL, 'unquantified', false, false, false, 'provider', '第十八条'), ('HQ-D11', NULL, 'unquantified', false, false, false, 'provider', '第十八条'),
    ('HQ-D12', NULL, 'earliest', false, false, false, 'provider', '附件3'), ('HQ-D12/unit', NULL, 'earliest', false, false, false, 'provider', '附件3'),
    ('HQ-D13', NULL, 'unquantified', false, false, false, 'using_unit', '协议3.2; 协议4.2'), ('HQ-D14', NULL, 'unquantified', false, false, false, 'using_unit', '协议3.2'),
    ('HQ-D15', NULL, 'unquantified', false, false, false, 'provider', '协议4.8'), ('HQ-D15/progress', NULL, 'unquantified', false, false, false, 'provider', '协议4.8'),
    ('HQ-S01', NULL, 'unquantified', false, false, false, 'using_unit', '第十九条')$$, 'HQ-D01 to HQ-D15, HQ-S01: the terms of the text, and no other');
SELECT is((SELECT string_agg(transition || '#' || position, ' ' ORDER BY transition COLLATE "C", position) FROM gov_cloud.transition_guard WHERE policy = 'huoqiu/1' AND soft),
    'HQ-C04/T05#1 HQ-R01#1 HQ-T05#1 HQ-T08#1 HQ-T15/deployed#2 HQ-T15/in_service#2 HQ-T15/opened#2 HQ-T15/opening_audited#2 HQ-T15/trial#2 HQ-T15/trial_failed#2 HQ-T15/trial_passed#2',
    'HQ-G4, HQ-G10, HQ-R01, HQ-T15: a reason overrides these and nothing else');
SELECT is((SELECT string_agg(DISTINCT COALESCE(parameters->>'kind', parameters->>'kinds'), ' ') FROM gov_cloud.transition_guard WHERE policy = 'huoqiu/1' AND guard IN ('evidence', 'evidence_any') AND NOT parameters ? 'by'),
    'agreement agreement_amendment change_confirmation_sheet exit_confirmation_sheet force_majeure_proof protection_plan', 'HQ-T14, HQ-C06, HQ-X04, HQ-AGR9.3, HQ-F01, HQ-I04: all papers but what several parties sign are of the party that owes them');
SELECT is((SELECT count(*) FROM gov_cloud.check_deadlines()), 0::bigint, 'HQ-D01, HQ-D03, HQ-D04, HQ-D13: replaying the ledger gives every stored due');
