-- Huoqiu's measures, rule by rule: each assertion names the rule it proves.
\ir ../county.sql

SELECT at('2026-02-20 09:00') \g /dev/null
SELECT * FROM no_plan();

-- form 1 as a unit fills it in: every starred field, two kinds of host, the basic security package
CREATE FUNCTION pg_temp.form_1() RETURNS jsonb LANGUAGE sql AS $$
SELECT '{"applicant_unit": "县教育局", "application_date": "2026-03-02", "system_owner_name": "负责人甲",
    "system_owner_office_phone": "0564-0000000", "system_owner_email": "owner@example.cn", "maintenance_unit": "信息中心",
    "maintenance_unit_kind": "subordinate", "tech_contact_name": "联系人乙", "tech_contact_email": "tech@example.cn",
    "tech_contact_mobile": "10000000000", "system_name": "学籍管理", "system_investment_amount": 500000,
    "onboarding_kind": "new_build", "system_summary": "学籍", "mlps_level": "2", "bearer_networks": ["egov_extranet"],
    "availability_requirement": "99.9%", "system_kind": "业务生产系统", "service_audience": "本行业人员",
    "service_audience_size": 3000, "service_scope": "本级",
    "applicant_seal": "sealed", "contact_signature": "signed", "signed_on": "2026-03-02",
    "hosts": [
      {"host_type": "elastic_vm", "host_name": "app", "cpu_arch": "ARM", "cpu_cores": 4, "memory_gb": 8, "system_disk_gb": 40,
       "system_disk_type": "SSD", "data_disk_gb": 200, "data_disk_type": "SAS", "operating_system": "麒麟",
       "deployment_network": "政务外网", "quantity": 1}],
    "security": [{"category_l2": "基础安全服务", "category_l3": "基础安全防护包", "service_name": "/", "specification": "1系统", "quantity": 1}]}'::jsonb
$$;

-- form 2, its one changed host as given
CREATE FUNCTION pg_temp.form_2(changed jsonb, remark text DEFAULT '核增') RETURNS jsonb LANGUAGE sql AS $$
SELECT jsonb_build_object('applicant_unit', '县教育局', 'system_name', '学籍管理', 'system_owner_name', '负责人甲',
    'contact_phone', '0564-0000000', 'planned_implementation_at', '2026-04-01', 'change_kind', '["host"]'::jsonb,
    'change_reason', '容量', 'applicant_seal', 'sealed', 'signature', 'signed', 'signed_on', '2026-04-01',
    'changed_hosts', jsonb_build_array(changed || jsonb_build_object('host_name', 'app', 'remark', remark)))
$$;

-- form 3
CREATE FUNCTION pg_temp.form_3(kind text, planned text, confirmed boolean DEFAULT true) RETURNS jsonb LANGUAGE sql AS $$
SELECT jsonb_build_object('applicant_unit', '县教育局', 'exit_kind', kind, 'system_name', '学籍管理', 'system_owner_name', '负责人甲',
    'office_phone', '0564-0000000', 'email', 'owner@example.cn', 'mobile', '10000000000', 'planned_exit_date', planned,
    'exit_reason', '停用', 'exit_resources', '全部', 'unit_confirmation', confirmed, 'unit_signature_seal', 'sealed',
    'signed_on', '2026-03-16')
$$;

-- a catalogue and prices of the user: the texts give none (HQ-B8)
SELECT done('regress_county_sys', $$SELECT gov_cloud.add_catalogue_item('341522', 'elastic_vm', 'host', '弹性云服务器', '云主机',
    components => 'vcpu, memory_gb, storage_gb')$$) \g /dev/null
SELECT done('regress_county_sys', $$SELECT gov_cloud.add_catalogue_item('341522', 'basic_security', 'security', '基础安全防护包', '基础安全服务',
    category_l3 => '基础安全防护包')$$) \g /dev/null

CREATE FUNCTION pg_temp.system(name text, level int DEFAULT 2, more text DEFAULT '') RETURNS bigint LANGUAGE sql AS $$
SELECT done('regress_county_unit', format('SELECT gov_cloud.register_system(%L, %s, %L, mlps_level => %s, provider => %s%s)',
    name, CASE WHEN name LIKE '涉密%' THEN 'true' ELSE 'false' END, CASE WHEN name LIKE '自筹%' THEN 'other' ELSE 'county' END,
    coalesce(level::text, 'NULL'), (SELECT organization FROM party WHERE role = 'provider'), more))::bigint
$$;
SELECT pg_temp.system('学籍管理') AS s \gset

-- G: who may apply
SELECT is(refused('regress_county_unit', format('SELECT * FROM gov_cloud.open_matter(''onboarding'', system => %s)', pg_temp.system('涉密系统'))),
    'ZW005 classified_system', 'HQ-G1: a classified system is refused at creation');
SELECT is(refused('regress_county_unit', format('SELECT * FROM gov_cloud.open_matter(''onboarding'', system => %s)', pg_temp.system('四级系统', 4))),
    'ZW005 mlps_level_too_high', 'HQ-G2: level 4 is barred');
SELECT isnt(opens('regress_county_unit', 'onboarding', '2026-02-24 09:00', pg_temp.system('三级系统', 3)), NULL, 'HQ-G2: level 3 is in');
SELECT isnt(opens('regress_county_unit', 'onboarding', '2026-02-24 09:00', pg_temp.system('未定级系统', NULL)), NULL, 'HQ-G2: an ungraded system may apply');
SELECT is(refused('regress_county_unit', format('SELECT * FROM gov_cloud.open_matter(''onboarding'', system => %s)', pg_temp.system('自筹系统'))),
    'ZW005 funding_out_of_scope', 'HQ-G3: only systems of fiscal money');

-- T: onboarding
SELECT opens('regress_county_unit', 'onboarding', '2026-03-02 09:00', :s) AS m \gset
SELECT is((SELECT state FROM gov_cloud.matter WHERE id = :m), 'draft', 'HQ-T01: an application begins as a draft');
SELECT is(refused('regress_county_unit', format('SELECT * FROM gov_cloud.open_matter(''onboarding'', system => %s)', :s)),
    'ZW021 open_matter', 'HQ-G6: one application a system');
SELECT is(refuses('regress_county_unit', :m, 'submit', '2026-03-02 09:30'), 'ZW009 form_incomplete', 'HQ-T02: the form is asked for at submission');
SELECT matches((SELECT refusal FROM (SELECT done('regress_county_unit', format('SELECT public.refusal(%L)', format('SELECT * FROM gov_cloud.act(%s, ''submit'')', :m))) AS refusal) AS r),
    '系统负责人.*技术联系人.*信息系统名称', 'HQ-T02: every missing starred field is named at once');
SELECT fills('regress_county_unit', :m, 'HQ-F1', pg_temp.form_1() - 'security') \g /dev/null
SELECT is(refuses('regress_county_unit', :m, 'submit', '2026-03-02 10:00'), 'ZW009 form_incomplete', 'HQ-T02: the basic security package is required by default');
SELECT fills('regress_county_unit', :m, 'HQ-F1', pg_temp.form_1()) \g /dev/null
SELECT is(refuses('regress_county_unit', :m, 'submit', '2026-03-02 10:00'), 'ZW004 technical_plan_missing', 'HQ-T02: the technical plan is asked for');
SELECT attaches('regress_county_unit', :m, 'technical_plan') \g /dev/null
SELECT is(refuses('regress_county_bureau', :m, 'submit', '2026-03-02 10:10'), 'ZW002 role_not_held', 'HQ-P3: only the using unit submits');
SELECT is(acts('regress_county_unit', :m, 'submit', '2026-03-02 10:20'), 'submitted', 'HQ-T02: submitted to the county government');
SELECT is(refuses('regress_county_other', :m, 'withdraw', '2026-03-02 11:00'), 'ZW008 matter_not_visible', 'HQ-G8: another unit does not see it');
SELECT is(refuses('regress_county_unit', :m, 'approve', '2026-03-02 11:00'), 'ZW003 wrong_state', 'HQ-T06: not before it is reported');
SELECT is(acts('regress_county_bureau', :m, 'start_evaluation', '2026-03-03 09:00'), 'evaluating', 'HQ-T03: the bureau evaluates');
SELECT is(refuses('regress_county_bureau', :m, 'return', '2026-03-03 10:00'), 'ZW005 opinion_missing', 'HQ-T04b: returning wants an opinion');
SELECT is(acts('regress_county_bureau', :m, 'return', '2026-03-03 10:00', '补充架构图'), 'returned', 'HQ-T04b: returned for correction');
SELECT is(acts('regress_county_unit', :m, 'submit', '2026-03-04 09:00'), 'submitted', 'HQ-T04b: submitted again');
SELECT acts('regress_county_bureau', :m, 'start_evaluation', '2026-03-04 10:00') \g /dev/null
SELECT is(refuses('regress_county_bureau', :m, 'fix_cost', '2026-03-05 09:00'), 'ZW004 evaluation_opinion_missing', 'HQ-T04: the evaluation opinion comes first');
SELECT attaches('regress_county_bureau', :m, 'evaluation_opinion') \g /dev/null
SELECT attaches('regress_county_bureau', :m, 'fee_determination') \g /dev/null
SELECT is(acts('regress_county_bureau', :m, 'fix_cost', '2026-03-05 09:00'), 'evaluating', 'HQ-T04: the bureau alone does not fix the cost');
SELECT is(acts('regress_county_vendor', :m, 'fix_cost', '2026-03-05 10:00'), 'cost_fixed', 'HQ-T04, HQ-B5: bureau and provider fix the cost');
SELECT is(acts('regress_county_bureau', :m, 'report_government', '2026-03-05 11:00'), 'pending_government', 'HQ-T05: reported to the county government');
SELECT is(refuses('regress_county_bureau', :m, 'approve', '2026-03-05 12:00'), 'ZW002 role_not_held', 'HQ-P1, HQ-P2: the bureau does not approve');
SELECT is(refuses('regress_county_vendor', :m, 'approve', '2026-03-05 12:00'), 'ZW002 role_not_held', 'HQ-P4: the provider never approves');
SELECT is(acts('regress_county_gov', :m, 'approve', '2026-03-06 09:00'), 'approved', 'HQ-T06, HQ-P1: the county government approves');
SELECT attaches('regress_county_vendor', :m, 'delivery_record') \g /dev/null
SELECT is(acts('regress_county_vendor', :m, 'provision', '2026-03-06 15:00'), 'provisioned', 'HQ-T07: trial resources opened');
SELECT is((SELECT format('%s %s %s', count(*), sum(vcpu), sum(storage_gb)) FROM gov_cloud.resource JOIN gov_cloud.resource_specification
    ON resource = id WHERE system_id = :s AND item = 'elastic_vm'), '1 4.00 240.00', 'HQ-T07: as form 1 asked');
SELECT is((SELECT count(*) FROM gov_cloud.resource WHERE system_id = :s AND billed IS NOT NULL), 0::bigint, 'HQ-T07, HQ-B1: the trial is free');
SELECT is(refuses('regress_county_unit', :m, 'deploy', '2026-03-09 09:00'), 'ZW004 premigration_security_test_missing', 'HQ-G10: a security test first, in principle');
SELECT is(acts('regress_county_unit', :m, 'deploy', '2026-03-09 09:00', data => '{"override": "新建系统，无迁移"}'), 'deployed', 'HQ-G10, HQ-T08: or the recorded reason why not');
SELECT is(acts('regress_county_unit', :m, 'start_trial', '2026-03-10 09:00'), 'trial', 'HQ-T09: the trial begins');
SELECT results_eq(format('SELECT rule, due_on, status FROM gov_cloud.deadline WHERE matter = %s AND status = ''open'' ORDER BY rule', :m),
    $$VALUES ('HQ-D01', date '2026-04-09', 'open'), ('HQ-D03', '2026-09-09', 'open'), ('HQ-D04', '2026-09-09', 'open')$$,
    'HQ-D01: 30 days from the trial, HQ-D03, HQ-D04, HQ-AGR3.3: 6 months from deployment');
SELECT is(refuses('regress_county_unit', :m, 'pass_trial', '2026-03-20 09:00'), 'ZW005 milestone_missing', 'HQ-T11: no conclusion without the report');
SELECT is(refuses('regress_county_unit', :m, 'report_test', '2026-03-20 09:00'), 'ZW004 security_test_report_missing', 'HQ-T10: the report itself');
SELECT attaches('regress_county_unit', :m, 'security_test_report') \g /dev/null
SELECT is(acts('regress_county_unit', :m, 'report_test', '2026-03-20 09:00'), 'trial', 'HQ-T10: filed during the trial');
SELECT acts('regress_county_unit', :m, 'pass_trial', '2026-03-23 09:00') \g /dev/null
SELECT is(acts('regress_county_bureau', :m, 'pass_trial', '2026-03-24 09:00'), 'trial_passed', 'HQ-T11: unit and bureau conclude');
SELECT is((SELECT status FROM gov_cloud.deadline WHERE matter = :m AND rule = 'HQ-D01'), 'met', 'HQ-D01: met by the conclusion');
SELECT is(acts('regress_county_bureau', :m, 'audit_opening', '2026-03-25 09:00'), 'opening_audited', 'HQ-T12: audited for opening');
SELECT results_eq(format('SELECT status, due_at FROM gov_cloud.deadline WHERE matter = %s AND rule = ''HQ-D13''', :m),
    $$VALUES ('open', NULL::timestamptz)$$, 'HQ-D13: before going online, without an amount');
SELECT is(acts('regress_county_bureau', :m, 'open_service', '2026-03-26 09:00'), 'opened', 'HQ-T13: formally opened');
SELECT is(refuses('regress_county_unit', :m, 'sign_agreement', '2026-03-27 09:00'), 'ZW004 agreement_missing', 'HQ-T14: the agreement itself');
SELECT attaches('regress_county_bureau', :m, 'agreement') \g /dev/null
SELECT acts('regress_county_unit', :m, 'sign_agreement', '2026-03-27 09:00') \g /dev/null
SELECT is(acts('regress_county_vendor', :m, 'sign_agreement', '2026-03-30 09:00'), 'opened', 'HQ-T14, HQ-AGR9.1: two seals are not three');
SELECT is(acts('regress_county_bureau', :m, 'sign_agreement', '2026-03-31 09:00'), 'in_service', 'HQ-T14: in service with the third seal');
SELECT results_eq(format('SELECT status, in_service FROM gov_cloud.system WHERE id = %s', :s),
    $$VALUES ('in_service', '[2026-03-31,)'::daterange)$$, 'HQ-T14: service belongs to the system');
SELECT is((SELECT lower(billed) FROM gov_cloud.resource WHERE system_id = :s AND item = 'elastic_vm'), '2026-03-31'::date,
    'HQ-B1: billed from the later of opening and last seal, inclusive');
SELECT results_eq(format('SELECT role, (signed_at AT TIME ZONE ''Asia/Shanghai'')::date FROM gov_cloud.agreement JOIN gov_cloud.agreement_signature ON agreement = id WHERE system_id = %s ORDER BY signed_at', :s),
    $$VALUES ('using_unit', '2026-03-27'::date), ('provider', '2026-03-30'), ('authority', '2026-03-31')$$, 'HQ-AGR1.0: three parties signed');
SELECT is((SELECT due_on FROM gov_cloud.deadline AS d JOIN gov_cloud.matter AS a ON a.id = d.matter WHERE a.parent = :m AND d.rule = 'HQ-D08'),
    '2027-03-31'::date, 'HQ-A01, HQ-D08: one year, not rolled');
SELECT is((SELECT count(*) FROM gov_cloud.deadline WHERE matter = :m AND status = 'open'), 2::bigint, 'HQ-D03, HQ-D04: survive the end of the matter');
SELECT is(refuses('regress_county_unit', :m, 'complete_mlps', '2026-05-08 09:00'), 'ZW004 mlps_evaluation_report_missing', 'HQ-T15: both documents');
SELECT attaches('regress_county_unit', :m, 'mlps_evaluation_report') \g /dev/null
SELECT is(acts('regress_county_unit', :m, 'submit_evaluation', '2026-05-08 09:00'), 'in_service', 'HQ-D04: the report alone meets it');
SELECT is(refuses('regress_county_unit', :m, 'complete_mlps', '2026-05-09 09:00'), 'ZW004 mlps_filing_certificate_missing', 'HQ-P6: the certificate of the police');
SELECT attaches('regress_county_unit', :m, 'mlps_filing_certificate') \g /dev/null
SELECT is(acts('regress_county_unit', :m, 'complete_mlps', '2026-05-11 09:00'), 'in_service', 'HQ-T15: complete, a milestone and no state');
SELECT results_eq(format('SELECT rule, status FROM gov_cloud.deadline WHERE matter = %s AND rule IN (''HQ-D03'', ''HQ-D04'') ORDER BY rule', :m),
    $$VALUES ('HQ-D03', 'met'), ('HQ-D04', 'met')$$, 'HQ-D03: met');
SELECT is((SELECT count(*) FROM gov_cloud.check_deadlines()), 0::bigint, 'HQ-D01 to HQ-D13: replaying the ledger gives every stored due');
SELECT * FROM finish();
