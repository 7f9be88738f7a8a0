-- Suqian's measures: application, review, opening, deployment, online.  Each assertion names the rules it proves; a
-- refusal is told as SQLSTATE, machine code and article.
\ir ../suqian.sql
SELECT * FROM no_plan();

-- G: who may apply
SELECT at('2026-02-24 09:00') \g /dev/null
CREATE FUNCTION pg_temp.applies_for(system bigint, who text DEFAULT 'unit') RETURNS text LANGUAGE sql AS $$
    SELECT refused(who, format('SELECT * FROM gov_cloud.open_matter(''onboarding'', system => %s)', system))
$$;
SELECT is(pg_temp.applies_for(registers('涉密系统', classified => true)), 'ZW005 classified_system 第三条', 'SQ-G1: a classified system stays out');
SELECT is(pg_temp.applies_for(registers('四级系统', 4)), 'ZW005 mlps_level_too_high 第五条', 'SQ-G1: so does level 4');
SELECT is(pg_temp.applies_for(registers('三级系统', 3)), 'accepted', 'SQ-G1: level 3 may come');
SELECT is(pg_temp.applies_for(registers('未定级系统', NULL)), 'accepted', 'SQ-G1: and a system not graded yet');

-- T01: the package
SELECT registers('学籍管理') AS s \gset
SELECT is(may_open('onboarding', :s, '2026-03-06 08:00'), 'unit', 'SQ-T01, SQ-P4: the using unit applies');
SELECT opens('unit', 'onboarding', '2026-03-06 08:30', :s) AS m \gset
SELECT is(refuses('unit', :m, 'submit', '2026-03-06 09:00'), 'ZW009 form_missing 第十七条第一款第（一）项; 附件1; 附件2; 第十七条第一款第（二）项; 第五条第二款',
    'SQ-T01, SQ-G4: both forms and the papers are asked for, all told at once');
SELECT matches(says('unit', :m, 'submit', '2026-03-06 09:00'), '"项目批准文件" is missing.*"系统建设方案（或系统迁移技术方案）" is missing.*"数据目录" is missing', 'SQ-G4: by their printed names');
SELECT fills('unit', :m, 'SQ-F1', '{"application_kind": "新增", "nat_requirement": "/"}'), fills('unit', :m, 'SQ-F2', '{"items": [{"remark": "一台"}]}') \g /dev/null
SELECT is((SELECT string_agg(m[1], ' | ') FROM regexp_matches(says('unit', :m, 'submit', '2026-03-06 09:00'), 'lacks required fields: ([^\n]*?); (?:form|"申请类型")', 'g') AS m),
    '日期; 系统名称; 申请理由; 等保定级; 联系人; 联系人电话; 安全管理员; 安全管理员电话; 运维服务商; 运维服务商联系人; 运维服务商联系人电话; CPU（核）; 内存（G）; 硬盘（G）; LB; 申请单位意见; 申请单位意见（单位盖章） | '
    '申请类型; 申请日期; 资源需求明细 1: 资源用途; 资源需求明细 1: 操作系统; 资源需求明细 1: CPU（核心）; 资源需求明细 1: 内存（GB）; 资源需求明细 1: 硬盘（GB）; 资源需求明细 1: 部署网络; 资源需求明细 1: 对应的服务目录项',
    'SQ-T01, SQ-P13: every field of both annexes but 机器名（选填） is asked for, the named persons among them');
SELECT is(refused('unit', format($$SELECT gov_cloud.fill_form(%s, 'SQ-F1', '{"mlps_level": "四级"}')$$, :m)),
    'ZW009 form_faults mlps_level 等保定级: "四级" is none of 1 (一级), 2 (二级), 3 (三级), ungraded (未定级)', 'SQ-G1: annex 1 offers no level 4');
SELECT is(refused('unit', format($$SELECT gov_cloud.fill_form(%s, 'SQ-F1-opinion', '{"operator_review": "通过"}')$$, :m)),
    'ZW003 form_closed', 'SQ-T02: what the operator writes nobody else fills in');
SELECT fills('unit', :m, 'SQ-F1', form_1(:m, more => '{"requested_cpu_cores": 5, "requested_memory_gb": 8, "requested_disk_gb": 90}')),
    fills('unit', :m, 'SQ-F2', form_2(jsonb_build_array(item('app')))), attaches('unit', :m, 'project_approval'), attaches('unit', :m, 'construction_plan') \g /dev/null
SELECT attaches('desk', :m, 'data_catalogue') \g /dev/null
SELECT is(refuses('unit', :m, 'submit', '2026-03-06 09:00', data => '{"simple_architecture": true}'), 'ZW009 form_sums_differ 附件1; 第十七条第一款第（二）项; 第五条第二款', 'SQ-T01, SQ-G4: the head is the sum of the rows, and the catalogue of data is the unit''s own');
SELECT matches(says('unit', :m, 'submit', '2026-03-06 09:00'), '硬盘（G）: 90, the rows are 100; CPU（核）: 5, the rows are 4.*"数据目录" was not filed by using_unit', 'SQ-T01: every difference is told');
SELECT fills('unit', :m, 'SQ-F1', '{"requested_cpu_cores": 4, "requested_disk_gb": 100}'), attaches('unit', :m, 'data_catalogue') \g /dev/null
SELECT is(refuses('unit', :m, 'submit', '2026-03-06 09:00', data => '{"simple_architecture": true}'), 'ZW004 no_duplicate_build_not_declared 第五条第二款', 'SQ-G3: the unit declares that it builds no room and buys nothing twice');
SELECT at('2026-03-06 09:00') \g /dev/null
SELECT is(refused('unit', act_statement(:m, 'submit', NULL, '{"simple_architecture": true, "override": "上级文件另有规定：苏政发示例号"}')), 'accepted', 'SQ-G3: or names the higher rule that has it otherwise');
SELECT shows('unit', :s, 'no_duplicate_build') \g /dev/null
SELECT fills('unit', :m, 'SQ-F2', form_2(jsonb_build_array(item('app', more => '{"catalogue_item": "quantum"}')))) \g /dev/null
SELECT is(refuses('unit', :m, 'submit', '2026-03-06 09:00'), 'ZW005 not_in_catalogue 第十二条', 'SQ-G13: what is asked for belongs to a family of the catalogue');
SELECT fills('unit', :m, 'SQ-F2', form_2(jsonb_build_array(item('app')), kind => '变更')) \g /dev/null
SELECT is(refuses('unit', :m, 'submit', '2026-03-06 09:00'), 'ZW009 form_says_otherwise 附件2', 'SQ-T01: both annexes tick 新增');
SELECT fills('unit', :m, 'SQ-F2', form_2(jsonb_build_array(item('app')))) \g /dev/null
SELECT is(refuses('unit', :m, 'submit', '2026-03-06 17:59'), 'ZW005 architecture_unknown 第十七条', 'SQ-G5 TV7: small figures do not make a request small; whether its architecture is simple has to be said');
SELECT is(acts('unit', :m, 'submit', '2026-03-06 17:59', data => '{"simple_architecture": true}'), 'routed', 'SQ-T01 SQ-T03: submitted on a Friday, and its size is told at once');
SELECT results_eq(format('SELECT computed, tier, basis, simple_architecture FROM gov_cloud.tier_assessment WHERE matter = %s', :m), $$VALUES ('small', 'small', 'request', true)$$, 'SQ-T03: small, by what is applied for');
SELECT is(terms(:m), 'SQ-D01 03-10 operator open', 'SQ-D01: two working days from Friday are Tuesday, and no other term runs yet');
SELECT is((SELECT array_agg(form || ' ' || revision ORDER BY form) FROM gov_cloud.form_filing WHERE matter = :m), '{"SQ-F1 1","SQ-F2 1"}', 'SQ-T01: what both annexes said is kept');

-- T02, T04: acceptance, first review and review, by two persons
SELECT is(concat_ws('; ', may(:m, 'accept', '2026-03-06 18:00'), may(:m, 'return', '2026-03-06 18:00'), may(:m, 'withdraw', '2026-03-06 18:00')), 'desk review; desk review; unit',
    'SQ-T02, SQ-P2: the operator alone accepts or returns; the unit may withdraw');
BEGIN;
SELECT is(refuses('desk', :m, 'return', '2026-03-09 09:00'), 'ZW005 opinion_missing', 'SQ-T02: returning wants an opinion');
SELECT is(acts('desk', :m, 'return', '2026-03-09 09:00', '补充网络图'), 'returned', 'SQ-T02: returned');
SELECT is(terms(:m), 'SQ-D01 03-10 operator cancelled', 'SQ-D01: the term is cancelled, not met');
SELECT is(acts('unit', :m, 'submit', '2026-03-12 09:00', data => '{"simple_architecture": true}'), 'routed', 'SQ-T01: submitted again');
SELECT is(terms(:m), 'SQ-D01 03-10 operator cancelled, SQ-D01 03-16 operator open', 'SQ-D01: a fresh term runs from the complete application');
SELECT is(acts('unit', :m, 'withdraw', '2026-03-12 10:00'), 'withdrawn', 'SQ-T01: the unit withdraws');
SELECT is(terms(:m), 'SQ-D01 03-10 operator cancelled, SQ-D01 03-16 operator cancelled', 'SQ-D01: which cancels it');
ROLLBACK;
SELECT is(acts('desk', :m, 'accept', '2026-03-09 09:00'), 'accepted', 'SQ-T02: accepted');
SELECT is(may(:m, 'first_review', '2026-03-09 10:00'), 'desk review', 'SQ-T02: the operator reviews first');
SELECT is(acts('desk', :m, 'first_review', '2026-03-09 10:00'), 'first_reviewed', 'SQ-T02: reviewed first');
SELECT is(refuses('review', :m, 'approve', '2026-03-10 09:00'), 'ZW009 form_missing 附件1', 'SQ-T02: acceptance, first review, review and seal stand on annex 1');
SELECT is(refused('unit', format($$SELECT gov_cloud.fill_form(%s, 'SQ-F1-opinion', '{"operator_review": "通过"}')$$, :m)), 'ZW002 form_of_others', 'SQ-T02: the unit does not write them');
SELECT signs(:m) \g /dev/null
SELECT is(refuses('desk', :m, 'approve', '2026-03-10 09:00'), 'ZW007 four_eyes 附件1', 'SQ-T02: the review is another person''s than the first review');
SELECT is(may(:m, 'approve', '2026-03-10 09:00') || '; ' || may(:m, 'reject', '2026-03-10 09:00'), 'review; review', 'SQ-T04: the operator decides; no authority, no provider, no unit does');
SELECT is(refuses('review', :m, 'consult', '2026-03-10 09:00', data => '{"held_on": "2026-03-10"}') || ', ' || refuses('review', :m, 'argue', '2026-03-10 09:00'),
    'ZW005 other_tier 第十八条第二款, ZW005 other_tier 第十八条第三款', 'SQ-G5: a small request is neither consulted on nor argued');
BEGIN;
SELECT is(refuses('review', :m, 'reject', '2026-03-10 09:00'), 'ZW005 opinion_missing 第十八条第一款', 'SQ-T04: a refusal says why');
SELECT is(acts('review', :m, 'reject', '2026-03-11 00:00', '与已有系统重复'), 'rejected', 'SQ-T04: rejected');
SELECT is(terms(:m), 'SQ-D01 03-10 operator late', 'SQ-D01: at midnight it is late');
ROLLBACK;
SELECT is(acts('review', :m, 'approve', '2026-03-10 23:59:59'), 'approved', 'SQ-T04: reviewed');
SELECT is(terms(:m), 'SQ-D01 03-10 operator met, SQ-D03 03-11 provider open', 'SQ-D01 SQ-D03: met on its last second; one working day for the opening runs from then, the actual review');

-- T07: opening
SELECT is(may(:m, 'open_resources', '2026-03-11 09:00'), 'vendor', 'SQ-T07, SQ-P5: the provider opens');
SELECT is(acts('vendor', :m, 'open_resources', '2026-03-11 09:00'), 'opened', 'SQ-T07: opened');
SELECT is(terms(:m), 'SQ-D01 03-10 operator met, SQ-D03 03-11 provider met, SQ-D04 04-01 using_unit open, SQ-D05 04-23 using_unit open',
    'SQ-D03 SQ-D04 SQ-D05: both run from the opening, side by side');
SELECT results_eq(format('SELECT name, billed FROM gov_cloud.resource WHERE system_id = %s', :s), $$VALUES ('app', '[2026-03-11,)'::daterange)$$,
    'SQ-B1 SQ-B8: billed from the day of opening, that day included');
SELECT is((SELECT status FROM gov_cloud.system WHERE id = :s), 'opened', 'SQ-T07: opened is not yet in service');

-- T13, G7, G8: the internet, a domain, the extranet
SELECT is(refuses('unit', :m, 'file_police', '2026-03-12 09:00'), 'ZW005 milestone_missing 第十七条第二款第（一）项', 'SQ-T13: what is not connected needs no filing');
SELECT is(refuses('unit', :m, 'connect_internet', '2026-03-16 09:00', data => '{"connected_on": "2026-03-17", "own_domain": true}'), 'ZW006 moments_disordered 第十七条第二款第（一）项', 'SQ-D07: nobody connects in the future');
SELECT acts('vendor', :m, 'connect_internet', '2026-03-16 09:00', data => '{"connected_on": "2026-03-15", "own_domain": true}') \g /dev/null
SELECT is(terms(:m, 'D07'), 'SQ-D07 04-14 using_unit open, SQ-D07/icp - using_unit open', 'SQ-D07 SQ-G7: thirty natural days from the connection; for the domain the text gives no term');
SELECT is(refuses('unit', :m, 'connect_internet', '2026-03-16 09:00', data => '{"connected_on": "2026-03-16", "own_domain": true}'), 'ZW003 milestone_recorded 第十七条第二款第（一）项', 'SQ-D07: connecting is told once');
SELECT is(refuses('unit', :m, 'file_police', '2026-03-17 09:00'), 'ZW004 police_filing_missing 第十七条第二款第（一）项', 'SQ-G7, SQ-P8: with the filing of the public security');
SELECT shows('unit', :s, 'police_filing') \g /dev/null
SELECT acts('unit', :m, 'file_police', '2026-03-17 23:00') \g /dev/null
SELECT is(refuses('unit', :m, 'file_icp', '2026-03-17 23:00'), 'ZW004 icp_filing_missing 第十七条第二款第（一）项', 'SQ-G7, SQ-P9: the domain has its ICP filing besides');
SELECT shows('unit', :s, 'icp_filing') \g /dev/null
SELECT acts('unit', :m, 'file_icp', '2026-03-17 23:10') \g /dev/null
SELECT is(terms(:m, 'D07'), 'SQ-D07 04-14 using_unit met, SQ-D07/icp - using_unit met', 'SQ-T13: filed');
SELECT is(may(:m, 'allocate_extranet', '2026-03-18 09:00') || '; ' || may(:m, 'take_extranet_filing', '2026-03-18 09:00'), 'unit vendor; extranet', 'SQ-G8: unit and provider allocate extranet addresses together; the filing is taken by the extranet''s authority');
SELECT acts('unit', :m, 'allocate_extranet', '2026-03-18 09:00') \g /dev/null
SELECT attaches('vendor', :m, 'extranet_address_plan') \g /dev/null
SELECT is(refuses('unit', :m, 'file_extranet', '2026-03-18 10:00'), 'ZW005 milestone_missing 第十七条第二款第（二）项', 'SQ-G8: one of them alone allocates nothing');
SELECT acts('vendor', :m, 'allocate_extranet', '2026-03-18 10:00'), acts('unit', :m, 'file_extranet', '2026-03-18 11:00') \g /dev/null
SELECT is(acts('extranet', :m, 'take_extranet_filing', '2026-03-18 12:00'), 'opened', 'SQ-G8, SQ-P7: filed with the authority of the extranet');

-- T08 to T12: deployment, permission, tests, online, assessment
SELECT is(may(:m, 'deploy', '2026-03-20 09:00'), 'unit', 'SQ-T08: the unit deploys');
SELECT is(acts('unit', :m, 'deploy', '2026-03-20 09:00'), 'deployed', 'SQ-T08: deployed');
SELECT is(terms(:m, 'D0[4-6]'), 'SQ-D04 04-01 using_unit met, SQ-D05 04-23 using_unit open, SQ-D06 03-31 using_unit open', 'SQ-D06: seven working days from the deployment');
SELECT is(refuses('unit', :m, 'go_online', '2026-03-24 09:00'), 'ZW005 milestone_missing 第二十条; 第三十五条', 'SQ-G6: not untested');
SELECT matches(says('unit', :m, 'go_online', '2026-03-24 09:00'), 'complete_function_test.*complete_stress_test.*"安全自查" is missing.*"检测评估" is missing.*"安全加固" is missing', 'SQ-G6: all that is missing is told');
SELECT is(refuses('unit', :m, 'complete_function_test', '2026-03-24 09:00'), 'ZW009 data_missing 第二十条', 'SQ-T10: a test has its day');
SELECT acts('unit', :m, 'complete_function_test', '2026-03-24 09:00', data => '{"completed_on": "2026-03-23"}'),
    acts('unit', :m, 'complete_stress_test', '2026-03-24 09:10', data => '{"completed_on": "2026-03-24"}') \g /dev/null
SELECT is((SELECT string_agg(rule || ' ' || due_on, ', ' ORDER BY rule) FROM gov_cloud.deadline WHERE matter = :m AND status = 'open'),
    'SQ-D05 2026-04-23, SQ-D06 2026-03-31, SQ-D08/function 2026-03-26, SQ-D08/stress 2026-03-27', 'SQ-D08 SQ-D05 SQ-D06: each test has its own three working days; all clocks run side by side');
SELECT is(refuses('unit', :m, 'complete_function_test', '2026-03-25 09:00', data => '{"completed_on": "2026-03-25"}'), 'ZW005 term_open 第二十条', 'SQ-D08: the result of each test is told before the next one');
SELECT is(refuses('unit', :m, 'tell_function_test', '2026-03-26 09:00'), 'ZW004 function_test_report_missing 第二十条', 'SQ-T10: the result is told with its report');
SELECT attaches('unit', :m, 'function_test_report'), attaches('unit', :m, 'stress_test_report'), attaches('unit', :m, 'security_self_check'), attaches('unit', :m, 'security_test_report') \g /dev/null
SELECT acts('unit', :m, 'tell_function_test', '2026-03-26 23:59') \g /dev/null
SELECT acts('unit', :m, 'complete_function_test', '2026-03-27 08:00', data => '{"completed_on": "2026-03-26"}'), acts('unit', :m, 'tell_function_test', '2026-03-27 08:10') \g /dev/null
SELECT is(terms(:m, 'function'), 'SQ-D08/function 03-26 using_unit met, SQ-D08/function 03-31 using_unit met', 'SQ-D08: and each has its own three working days');
SELECT is(refuses('unit', :m, 'go_online', '2026-03-27 09:00'), 'ZW004 security_hardening_missing 第三十五条', 'SQ-G6: nor unhardened');
SELECT attaches('unit', :m, 'security_hardening') \g /dev/null
SELECT is(may(:m, 'go_online', '2026-03-27 09:00'), 'unit', 'SQ-T11: the unit goes online');
SELECT is(acts('unit', :m, 'go_online', '2026-03-27 09:00'), 'online', 'SQ-T11: online');
SELECT results_eq(format('SELECT status, in_service FROM gov_cloud.system WHERE id = %s', :s), $$VALUES ('in_service', '[2026-03-27,)'::daterange)$$, 'SQ-T11: in service from that day');
SELECT is((SELECT string_agg(rule || ' ' || status, ', ' ORDER BY rule) FROM gov_cloud.deadline WHERE matter = :m AND (status = 'open' OR rule ~ 'D0[58]')),
    'SQ-D05 met, SQ-D06 open, SQ-D08/function met, SQ-D08/function met, SQ-D08/stress open, SQ-D18 open', 'SQ-D05 SQ-D06 SQ-D08 SQ-D18: what is still owed outlives going online; the assessment in time has no amount');
SELECT acts('unit', :m, 'tell_stress_test', '2026-03-30 09:00') \g /dev/null
SELECT is(terms(:m, 'stress'), 'SQ-D08/stress 03-27 using_unit late', 'SQ-D08: told too late');
SELECT is(may(:m, 'grant_readonly', '2026-03-31 09:00'), 'unit', 'SQ-T09: the unit grants the permission');
SELECT acts('unit', :m, 'grant_readonly', '2026-03-31 09:00') \g /dev/null
SELECT is(terms(:m, 'D06'), 'SQ-D06 03-31 using_unit met', 'SQ-T09 SQ-D06: on the last day, after going online');
SELECT acts('unit', :m, 'complete_assessment', '2026-09-30 09:00', data => '{"completed_on": "2026-09-30"}') \g /dev/null
SELECT is(terms(:m, 'D18|assess'), 'SQ-D08/assessment 10-10 using_unit open, SQ-D18 - using_unit met', 'SQ-T12 SQ-D08 SQ-D18: assessed; three working days over the National Day end on a working Saturday');
SELECT is(refuses('unit', :m, 'tell_assessment', '2026-10-10 09:00'), 'ZW004 security_assessment_report_missing 第二十条', 'SQ-T12: with the report');
SELECT attaches('unit', :m, 'security_assessment_report') \g /dev/null
SELECT acts('unit', :m, 'tell_assessment', '2026-10-10 23:59') \g /dev/null
SELECT is(terms(:m, 'assess'), 'SQ-D08/assessment 10-10 using_unit met', 'SQ-T12: told');
SELECT is((SELECT string_agg(DISTINCT o.name, ',') FROM gov_cloud.deadline d JOIN gov_cloud.organization o ON o.id = d.obligor WHERE matter = :m AND rule = 'SQ-D03'), '政务云服务有限公司', 'SQ-D03: each term is owed by its own party');

-- the size of a request
CREATE FUNCTION pg_temp.size(cores numeric, memory numeric, disk numeric, bandwidth numeric, simple boolean DEFAULT true) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    PERFORM fills('unit', current_setting('test.m')::bigint, 'SQ-F1', jsonb_build_object('requested_cpu_cores', cores, 'requested_memory_gb', memory, 'requested_disk_gb', disk, 'internet_bandwidth_m', bandwidth));
    RETURN done('unit', format('SELECT concat_ws('' '', tier, exceeds) FROM gov_cloud.classify_request(%s, ''SQ-F1'', %L)', current_setting('test.m'), simple));
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE || ' ' || SQLERRM;
END
$$;
SELECT opens('unit', 'onboarding', '2026-03-06 08:30', registers('规模判定')) AS t \gset
SET test.m = :t;
SELECT is(pg_temp.size(20, 80, 4096, 20), 'small', 'TV1, SQ-G5: all bounds are strict');
SELECT is(pg_temp.size(21, 80, 4096, 20), 'large vcpu', 'TV2, SQ-G5: one core more');
SELECT is(pg_temp.size(20, 80.5, 4096, 20), 'large memory_gb', 'SQ-G5: half a GB more');
SELECT is(pg_temp.size(20, 80, 4097, 20), 'large storage_gb', 'TV3, SQ-G5: 4 TB are 4096 GB');
SELECT is(pg_temp.size(256, 1024, 20480, 200), 'large vcpu, memory_gb, storage_gb, bandwidth_mbps', 'TV4, SQ-G5: nothing beyond the upper bounds');
SELECT is(pg_temp.size(4, 8, 100, 201), 'xlarge bandwidth_mbps', 'TV5, SQ-G5: a single figure suffices');
SELECT is(pg_temp.size(257, 8, 100, 0), 'xlarge vcpu', 'SQ-G5: 257 cores');
SELECT is(pg_temp.size(1, 1025, 100, 0), 'xlarge memory_gb', 'SQ-G5: 1025 GB of memory alone');
SELECT is(pg_temp.size(4, 8, 100, 10, false), 'large architecture', 'TV7, SQ-G5: small figures with an architecture that is not simple');
SELECT matches(pg_temp.size(NULL, NULL, NULL, NULL), '^ZW009 .*does not say how much', 'SQ-G5: unknown is not small');
SELECT is(pg_temp.size(20, 80, 4096, NULL), 'small', 'SQ-G5: a bandwidth not asked for is none');
SELECT done('sys', $$SELECT gov_cloud.adopt_local_rule('321300', 'suqian/1', 'gb_per_tb', '1000', '采购口径')$$) \g /dev/null
SELECT is(pg_temp.size(20, 80, 4096, 20), 'large storage_gb', 'TV1, SQ-G5: at 1000 GB a TB, 4096 GB are more than 4 TB');
SELECT done('sys', $$SELECT gov_cloud.adopt_local_rule('321300', 'suqian/1', 'gb_per_tb', NULL, '采购口径')$$) \g /dev/null

-- T05: large
SELECT opens('unit', 'onboarding', '2026-09-17 08:30', registers('大型系统')) AS m \gset
SELECT is(applies(:m, '2026-09-18 09:00', (SELECT jsonb_agg(item('app' || n)) FROM generate_series(1, 10) AS n)), 'routed', 'TV6: ten machines of four cores');
SELECT is((SELECT computed || ' ' || exceeds FROM gov_cloud.tier_assessment WHERE matter = :m), 'large vcpu', 'TV6, SQ-T03: make 40 cores, a large request');
SELECT is(terms(:m), 'SQ-D02 09-22 operator open', 'SQ-D02: three working days, the working Sunday among them; no other term');
SELECT acts('desk', :m, 'accept', '2026-09-18 10:00'), acts('desk', :m, 'first_review', '2026-09-18 11:00'), signs(:m) \g /dev/null
SELECT is(refuses('review', :m, 'approve', '2026-09-18 12:00'), 'ZW005 other_tier 第十八条第一款', 'SQ-T05: a large request is not simply reviewed');
SELECT is(may(:m, 'consult', '2026-09-20 09:00'), 'unit desk review vendor', 'SQ-T05: three parties consult');
SELECT is(refuses('desk', :m, 'consult', '2026-09-20 09:00'), 'ZW009 data_missing 第十八条第二款', 'SQ-T05, SQ-D02: the day it was held is recorded');
SELECT is(refuses('desk', :m, 'consult', '2026-09-20 09:00', data => '{"held_on": "2026-09-21"}'), 'ZW006 moments_disordered 第十八条第二款', 'SQ-T05: after it was held');
SELECT acts('desk', :m, 'consult', '2026-09-20 09:00', data => '{"held_on": "2026-09-20"}'), acts('unit', :m, 'consult', '2026-09-20 09:10', data => '{"held_on": "2026-09-20"}') \g /dev/null
SELECT attaches('desk', :m, 'opening_opinion') \g /dev/null
SELECT is(refuses('review', :m, 'issue_opinion', '2026-09-20 10:00'), 'ZW003 action_not_open', 'SQ-T05: two of three are no consultation');
SELECT is(acts('vendor', :m, 'consult', '2026-09-20 10:00', data => '{"held_on": "2026-09-20"}'), 'consultation', 'SQ-T05: all three took part');
SELECT results_eq(format($$SELECT role, data->>'held_on' FROM gov_cloud.matter_event WHERE matter = %s AND action = 'consult' ORDER BY seq$$, :m),
    $$VALUES ('operator', '2026-09-20'), ('using_unit', '2026-09-20'), ('provider', '2026-09-20')$$, 'SQ-T05: who took part, and when it was held');
SELECT is(terms(:m), 'SQ-D02 09-22 operator open', 'SQ-D02: the term is satisfied by the opinion');
SELECT is(refuses('review', :m, 'issue_opinion', '2026-09-22 09:00'), 'ZW004 consultation_minutes_missing 第十八条第二款', 'SQ-T05: there are minutes');
SELECT attaches('desk', :m, 'consultation_minutes') \g /dev/null
SELECT is(refuses('desk', :m, 'issue_opinion', '2026-09-22 09:00'), 'ZW007 four_eyes 附件1', 'SQ-T02: two persons here, too');
SELECT is(may(:m, 'issue_opinion', '2026-09-22 09:00'), 'review', 'SQ-T05: the operator''s opinion');
BEGIN;
SELECT is(acts('review', :m, 'reject', '2026-09-23 09:00', '架构不合理'), 'rejected', 'SQ-T05: or it may come to nothing');
SELECT is(terms(:m), 'SQ-D02 09-22 operator late', 'SQ-D02: which ends its term, late');
ROLLBACK;
SELECT is(acts('review', :m, 'issue_opinion', '2026-09-22 09:00'), 'opinion_issued', 'SQ-T05: an opinion on the opening');
SELECT is(terms(:m), 'SQ-D02 09-22 operator met, SQ-D03 09-23 provider open', 'SQ-D02 SQ-D03: both dates are on record; one working day for the opening');
SELECT is(may(:m, 'open_resources', '2026-09-23 09:00'), 'vendor', 'SQ-T07: opened by the provider');
SELECT is(acts('vendor', :m, 'open_resources', '2026-09-24 09:00'), 'opened', 'SQ-T07: opened');
SELECT is(terms(:m, 'D0[345]'), 'SQ-D03 09-23 provider late, SQ-D04 10-22 using_unit open, SQ-D05 11-12 using_unit open', 'SQ-D03 SQ-D04 SQ-D05: a day late; what follows counts from the actual opening');

-- T06: very large, without any term up to the opening
SELECT opens('unit', 'onboarding', '2026-03-06 08:30', registers('特大系统')) AS m \gset
SELECT applies(:m, '2026-03-06 09:00', jsonb_build_array(item('big', 257))) \g /dev/null
SELECT acts('desk', :m, 'accept', '2026-03-09 10:00'), acts('desk', :m, 'first_review', '2026-03-09 11:00'), signs(:m) \g /dev/null
SELECT is(refuses('desk', :m, 'consult', '2026-03-09 12:00', data => '{"held_on": "2026-03-09"}'), 'ZW005 other_tier 第十八条第二款', 'SQ-T06: consultation is not enough');
SELECT is(may(:m, 'argue', '2026-03-10 09:00'), 'unit desk review vendor', 'SQ-T06: argued by three');
SELECT acts('desk', :m, 'argue', '2026-03-10 09:00'), acts('unit', :m, 'argue', '2026-03-10 09:10'), acts('vendor', :m, 'argue', '2026-03-10 09:20') \g /dev/null
SELECT is(refuses('review', :m, 'report_authority', '2026-03-10 10:00'), 'ZW004 argumentation_record_missing 第十八条第三款', 'SQ-T06: on record');
SELECT attaches('desk', :m, 'argumentation_record') \g /dev/null
SELECT is(acts('review', :m, 'report_authority', '2026-03-11 10:00'), 'pending_authority', 'SQ-T06: reported to the authority');
SELECT is(refuses('vendor', :m, 'open_resources', '2026-03-11 11:00'), 'ZW003 action_not_open', 'SQ-T06: nothing is opened before the consent');
SELECT is(may(:m, 'consent', '2026-03-12 10:00') || '; ' || may(:m, 'refuse', '2026-03-12 10:00'), 'authority; authority', 'SQ-T06, SQ-P1: the authority alone consents');
BEGIN;
SELECT is(refuses('authority', :m, 'refuse', '2026-03-12 10:00'), 'ZW005 opinion_missing 第十八条第三款', 'SQ-T06: a refusal says why');
SELECT is(acts('authority', :m, 'refuse', '2026-03-12 10:00', '规模过大'), 'rejected', 'SQ-T06: it may refuse');
ROLLBACK;
SELECT is(acts('authority', :m, 'consent', '2026-06-12 10:00'), 'authority_consented', 'SQ-T06: it consents, three months later');
SELECT is((SELECT count(*) FROM gov_cloud.deadline WHERE matter = :m), 0::bigint, 'SQ-T06: no term runs, because the text gives none; nothing is overdue');
SELECT is(acts('vendor', :m, 'open_resources', '2026-06-15 09:00'), 'opened', 'SQ-T07: opened');
SELECT is(terms(:m), 'SQ-D04 07-07 using_unit open, SQ-D05 07-28 using_unit open', 'SQ-D03 SQ-D04 SQ-D05: for the opening none, for deployment and going online as always');

-- T03: another size than computed, with a reason; the term counts from the application
SELECT opens('unit', 'onboarding', '2026-03-06 08:30', registers('另定规模')) AS m \gset
SELECT applies(:m, '2026-03-06 09:00') \g /dev/null
SELECT is(may(:m, 'set_tier', '2026-03-09 09:00'), 'desk review', 'SQ-T03: the operator may set another size');
SELECT is(refuses('desk', :m, 'set_tier', '2026-03-09 09:00', data => '{"tier": "large"}'), 'ZW005 tier_reason_missing 第十八条第二款', 'SQ-T03: with a reason');
SELECT is(refuses('unit', :m, 'set_tier', '2026-03-09 09:00', data => '{"tier": "large", "reason": "x"}'), 'ZW002 role_missing 第十八条第二款', 'SQ-T03: not the applicant');
SELECT acts('desk', :m, 'set_tier', '2026-03-09 09:00', data => '{"tier": "large", "reason": "与在建系统共用架构"}') \g /dev/null
SELECT is(terms(:m), 'SQ-D01 03-10 operator cancelled, SQ-D02/set 03-11 operator open', 'SQ-T03 SQ-D01 SQ-D02: three working days from the application, not from the change of mind');
SELECT results_eq(format('SELECT computed, tier, reason FROM gov_cloud.tier_assessment WHERE matter = %s ORDER BY id DESC LIMIT 1', :m), $$VALUES ('small', 'large', '与在建系统共用架构')$$, 'SQ-T03: both sizes and the reason are kept');
SELECT acts('desk', :m, 'set_tier', '2026-03-09 10:00', data => '{"tier": "small", "reason": "复核后维持"}') \g /dev/null
SELECT is(terms(:m), 'SQ-D01 03-10 operator cancelled, SQ-D01/set 03-10 operator open, SQ-D02/set 03-11 operator cancelled', 'SQ-T03 SQ-D01: and back');

-- T03: by what basis; two requests of 15 cores within a year make a large one where the city counts so
SELECT done('sys', $$SELECT gov_cloud.adopt_local_rule('321300', 'suqian/1', 'tier_basis', 'rolling_12m_requests', '防止拆分', '2026-01-06')$$) \g /dev/null
SELECT registers('拆分申请') AS split \gset
SELECT opens('unit', 'onboarding', '2026-03-06 08:30', :split) AS m \gset
SELECT applies(:m, '2026-03-06 09:00', jsonb_build_array(item('one', 15))) \g /dev/null
SELECT acts('desk', :m, 'accept', '2026-03-06 10:00'), acts('desk', :m, 'first_review', '2026-03-06 11:00'), signs(:m), acts('review', :m, 'approve', '2026-03-06 12:00'),
    acts('vendor', :m, 'open_resources', '2026-03-06 13:00'), acts('unit', :m, 'deploy', '2026-03-06 14:00'), tests(:m, '2026-03-07'), acts('unit', :m, 'go_online', '2026-03-07 10:00') \g /dev/null
SELECT opens('unit', 'change', '2026-03-10 09:00', :split) AS c \gset
SELECT fills('unit', :c, 'SQ-F1', form_1(:c, '变更', '{"requested_cpu_cores": 15, "requested_memory_gb": 8, "requested_disk_gb": 100}')) \g /dev/null
SELECT is(done('unit', format($$SELECT tier || ' ' || exceeds || ' ' || basis FROM gov_cloud.classify_request(%s, 'SQ-F1', true)$$, :c)), 'large vcpu rolling_12m_requests', 'SQ-T03: nothing is gained by splitting');
SELECT done('sys', $$SELECT gov_cloud.adopt_local_rule('321300', 'suqian/1', 'tier_basis', NULL, '防止拆分', '2026-01-06')$$) \g /dev/null
SELECT is(done('unit', format($$SELECT tier || ' ' || basis FROM gov_cloud.classify_request(%s, 'SQ-F1', true)$$, :c)), 'small request', 'SQ-T03: by the letter, each request counts alone');

-- T14: not deployed in time
SELECT opens_small(registers('未部署系统'), '2026-02-09', '2026-02-09', '2026-02-10') AS m \gset
SELECT is(terms(:m, 'D0[45]'), 'SQ-D04 03-09 using_unit open, SQ-D05 03-30 using_unit open', 'SQ-D04: fifteen working days over the Spring Festival and two working Saturdays');
SELECT is(refuses('desk', :m, 'order_reclaim', '2026-03-09 23:59', '逾期'), 'ZW005 deadline_not_missed 第十九条', 'SQ-T14: not before the term is over');
SELECT works('2026-03-31 08:00') \g /dev/null
SELECT is((SELECT state FROM gov_cloud.matter WHERE id = :m), 'opened', 'SQ-T14: nobody but a person takes anything back, however late it is');
SELECT is(may(:m, 'order_reclaim', '2026-03-10 09:00'), 'desk review', 'SQ-T14: then the operator may');
SELECT is(refuses('desk', :m, 'order_reclaim', '2026-03-10 09:00'), 'ZW005 opinion_missing 第十九条', 'SQ-T14: with his reason');
SELECT is(refuses('desk', :m, 'accept_reason', '2026-03-10 09:00', '认可'), 'ZW005 milestone_missing 第十九条', 'SQ-T14: there is no reason to accept yet');
SELECT acts('unit', :m, 'give_reason', '2026-03-10 10:00', '上级系统延期') \g /dev/null
BEGIN;
SELECT is(may(:m, 'accept_reason', '2026-03-10 11:00'), 'desk review', 'SQ-T14: whether it is legitimate is for the operator to say');
SELECT acts('desk', :m, 'accept_reason', '2026-03-10 11:00', '属实') \g /dev/null
SELECT is(refuses('desk', :m, 'order_reclaim', '2026-03-10 12:00', '逾期'), 'ZW005 milestone_present 第十九条', 'SQ-T14: a legitimate reason protects');
SELECT is(acts('unit', :m, 'deploy', '2026-03-16 09:00'), 'deployed', 'SQ-T08: and the unit deploys late');
SELECT is(refuses('desk', :m, 'order_reclaim', '2026-03-30 12:00', '逾期'), 'ZW005 deadline_not_missed 第十九条', 'SQ-T14 SQ-D05: going online has its own term');
SELECT is(acts('desk', :m, 'order_reclaim', '2026-03-31 12:00', '未上线'), 'reclaim_ordered', 'SQ-T14: and its own order');
ROLLBACK;
SELECT is(acts('desk', :m, 'order_reclaim', '2026-03-11 12:00', '理由不成立'), 'reclaim_ordered', 'SQ-T14: a reason not accepted does not');
SELECT is(refuses('unit', :m, 'deploy', '2026-03-11 13:00'), 'ZW003 action_not_open', 'SQ-T14: then it is over');
SELECT is(may(:m, 'reclaim', '2026-03-12 09:00'), 'vendor', 'SQ-T14: the provider takes back');
SELECT is(acts('vendor', :m, 'reclaim', '2026-03-12 09:00'), 'reclaimed', 'SQ-T14: taken back');
SELECT results_eq(format($$SELECT r.billed, r.released_at, s.status FROM gov_cloud.resource r JOIN gov_cloud.system s ON s.id = r.system_id JOIN gov_cloud.matter m ON m.system_id = s.id WHERE m.id = %s$$, :m),
    $$VALUES ('[2026-02-10,2026-03-12)'::daterange, '2026-03-12 09:00+08'::timestamptz, 'registered')$$, 'SQ-T14 SQ-B9: no fee from the day of the reclaim; the unit may apply again');

-- TV7, in full: small figures, and the unit says that the architecture is not simple
SELECT opens('unit', 'onboarding', '2026-03-06 08:30', registers('复杂架构')) AS m \gset
SELECT at('2026-03-06 09:00'), fills('unit', :m, 'SQ-F1', form_1(:m, more => sums(jsonb_build_array(item('app'))))), fills('unit', :m, 'SQ-F2', form_2(jsonb_build_array(item('app')))),
    attaches('unit', :m, 'project_approval'), attaches('unit', :m, 'migration_plan'), attaches('unit', :m, 'data_catalogue') \g /dev/null
SELECT acts('unit', :m, 'submit', '2026-03-06 09:00', data => '{"simple_architecture": false, "override": "法规另有规定"}') \g /dev/null
SELECT is((SELECT computed || ' ' || exceeds FROM gov_cloud.tier_assessment WHERE matter = :m) || ', ' || terms(:m), 'large architecture, SQ-D02 03-11 operator open', 'TV7, SQ-G5 SQ-G4: it takes the way of a large one; a migration plan does as well as a construction plan');
-- local days: an evening in UTC is the next day here; beyond the published calendar a day is not final
SELECT opens('unit', 'onboarding', '2026-03-05 08:30', registers('跨日申请')) AS night \gset
SELECT applies(:night, '2026-03-05 16:30+00') \g /dev/null
SELECT is(terms(:night), 'SQ-D01 03-10 operator open', 'SQ-D01: Thursday evening in UTC is Friday in Suqian');
SELECT opens_small(registers('跨年系统'), '2026-12-18', '2026-12-18', '2026-12-21') AS beyond \gset
SELECT results_eq(format('SELECT rule, due_on, provisional FROM gov_cloud.deadline WHERE matter = %s AND rule IN (''SQ-D03'', ''SQ-D04'') ORDER BY rule', :beyond),
    $$VALUES ('SQ-D03', '2026-12-21'::date, false), ('SQ-D04', '2027-01-12', true)$$, 'SQ-D04: a term that runs into a year without a calendar is provisional, and says so');
-- what the text does not know
SELECT id AS d FROM gov_cloud.deadline WHERE matter = :m \gset
SELECT matches(refused('desk', format('SELECT * FROM gov_cloud.suspend_deadline(%s, ''待补充'')', :d)), '^ZW0', 'SQ-D02: no term is suspended');
SELECT matches(refused('desk', format('SELECT * FROM gov_cloud.extend_deadline(%s, ''10 workdays'', ''待补充'')', :d)), '^ZW0', 'SQ-D02: nor extended: the text says 原则上 of none');
SELECT is((SELECT string_agg(code, ' ') FROM gov_cloud.transition WHERE policy = 'suqian/1' AND decides AND actors && '{provider}'), NULL, 'SQ-P5: the provider decides nothing');
SELECT is((SELECT count(*) FROM gov_cloud.transition_guard WHERE policy = 'suqian/1' AND (parameters::text ~ 'cnas' OR parameters ? 'min_mlps')), 0::bigint, 'SQ-G6: an accredited report from level 3 on is not this text''s');
SELECT is((SELECT bool_and(d.term IS NULL) FROM gov_cloud.deadline_rule d WHERE d.policy = 'suqian/1' AND (d.kind = 'unquantified' OR d.code ~ 'D1[678]')), true, 'SQ-D16 SQ-D17 SQ-D18: what has no amount stays without one');
SELECT set_eq($$SELECT label FROM gov_cloud.article WHERE policy = 'suqian/1' AND label ~ '^第[一二三四五六七八九十]+条$'$$, ARRAY(SELECT '第' || n || '条' FROM unnest(ARRAY['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二', '十三', '十四', '十五', '十六',
    '十七', '十八', '十九', '二十', '二十一', '二十二', '二十三', '二十四', '二十五', '二十六', '二十七', '二十八', '二十九', '三十', '三十一', '三十二', '三十三', '三十四', '三十五', '三十六', '三十七', '三十八', '三十九', '四十',
    '四十一', '四十二', '四十三']) AS n), 'SQ-T01: all forty-three articles, as printed');
-- a level that was not known: asked again before online
SELECT registers('后定四级', NULL) AS late \gset
SELECT opens_small(:late, '2026-03-02', '2026-03-02', '2026-03-03') AS m \gset
SELECT acts('unit', :m, 'deploy', '2026-03-03 15:00'), tests(:m, '2026-03-04') \g /dev/null
SELECT done('unit', format($$SELECT gov_cloud.grade_system(%s, 4, gov_cloud.attach_document(NULL, 'mlps_certificate', '定级报告', content => 'eA==', system => %s))$$, :late, :late)) \g /dev/null
SELECT is(refuses('unit', :m, 'go_online', '2026-03-04 10:00'), 'ZW005 mlps_level_too_high 第五条', 'SQ-G1: graded level 4 meanwhile, it does not go online');
SELECT is((SELECT count(*) FROM gov_cloud.check_deadlines()), 0::bigint, 'SQ-D01: replaying the ledgers gives every stored due');

-- the rules as rows: each term with its kind, obligor and article; what is a matter of principle; what anybody may file
SELECT results_eq($$SELECT code, gov_cloud.term_chinese(term), kind, rolls, soft, obligor, article FROM gov_cloud.deadline_rule WHERE policy = 'suqian/1' ORDER BY code COLLATE "C"$$,
    $$VALUES ('SQ-D01', '2个工作日', 'latest', true, false, 'operator', '第十八条第一款'), ('SQ-D01/set', '2个工作日', 'latest', true, false, 'operator', '第十八条第一款'),
    ('SQ-D02', '3个工作日', 'latest', true, false, 'operator', '第十八条第二款'), ('SQ-D02/set', '3个工作日', 'latest', true, false, 'operator', '第十八条第二款'),
    ('SQ-D03', '1个工作日', 'latest', true, false, 'provider', '第十八条第一款; 第十八条第二款'), ('SQ-D04', '15个工作日', 'latest', true, false, 'using_unit', '第十九条'),
    ('SQ-D05', '30个工作日', 'latest', true, false, 'using_unit', '第十九条'), ('SQ-D06', '7个工作日', 'latest', true, false, 'using_unit', '第十七条第一款第（二）项'),
    ('SQ-D07', '30日', 'latest', true, false, 'using_unit', '第十七条第二款第（一）项'), ('SQ-D07/icp', NULL, 'unquantified', true, false, 'using_unit', '第十七条第二款第（一）项'),
    ('SQ-D08/assessment', '3个工作日', 'latest', true, false, 'using_unit', '第二十条'), ('SQ-D08/function', '3个工作日', 'latest', true, false, 'using_unit', '第二十条'),
    ('SQ-D08/stress', '3个工作日', 'latest', true, false, 'using_unit', '第二十条'), ('SQ-D09', '1个工作日', 'latest', true, false, 'provider', '第二十二条'),
    ('SQ-D09/adjust', '1个工作日', 'latest', true, false, 'provider', '第二十二条'), ('SQ-D10', '3个工作日', 'latest', true, false, 'provider', '第二十三条'),
    ('SQ-D11', '15个工作日', 'latest', true, false, 'using_unit', '第二十四条'), ('SQ-D12', '30分钟', 'latest', true, false, 'provider', '第二十八条'),
    ('SQ-D13', '1小时', 'latest', true, false, 'provider', '第二十九条第（一）项'), ('SQ-D14', '2小时', 'latest', true, false, 'provider', '第二十九条第（二）项'),
    ('SQ-D15', '4小时', 'latest', true, false, 'provider', '第二十九条第（三）项'), ('SQ-D16/disconnect', NULL, 'unquantified', true, false, 'provider', '第二十八条'),
    ('SQ-D16/increase', NULL, 'unquantified', true, false, 'provider', '第二十二条'), ('SQ-D17', NULL, 'unquantified', true, false, 'provider', '第二十七条'),
    ('SQ-D18', NULL, 'unquantified', true, false, 'using_unit', '第二十条'), ('SQ-S01/rectify', NULL, 'unquantified', true, false, 'using_unit', '第三十四条'),
    ('SQ-S01/rectify_cloud', NULL, 'unquantified', true, false, 'provider', '第三十四条')$$,
    'SQ-D01 to SQ-D18, SQ-S01: the terms of the text, and no other');
SELECT is((SELECT string_agg(transition || '#' || position, ' ' ORDER BY transition COLLATE "C", position) FROM gov_cloud.transition_guard WHERE policy = 'suqian/1' AND soft),
    'SQ-E04/order#3 SQ-E04/order_off#3 SQ-T01#13 SQ-T01/again#13 SQ-T04#5 SQ-T05/opinion#5 SQ-T06/report#5',
    'SQ-G3, SQ-G12, SQ-E04: a reason overrides these and nothing else');
SELECT is((SELECT string_agg(DISTINCT COALESCE(parameters->>'kind', parameters->>'kinds'), ' ') FROM gov_cloud.transition_guard WHERE policy = 'suqian/1' AND guard IN ('evidence', 'evidence_any') AND NOT parameters ? 'by'),
    'backup_check extranet_address_plan', 'SQ-G8, SQ-E04: all other papers are of the party that owes them');
SELECT is((SELECT t.actors::text FROM gov_cloud.transition AS t WHERE policy = 'suqian/1' AND t.code = w.code), w.actors, format('%s: %s is for them alone', w.rule, w.code))
FROM (VALUES ('SQ-T13/icp/online', '{using_unit}', 'SQ-T13'),
    ('SQ-B6', '{operator}', 'SQ-B6')) AS w (code, actors, rule);
SELECT ok(EXISTS (SELECT FROM gov_cloud.transition_guard AS g WHERE policy = 'suqian/1' AND g.transition = w.code AND g.guard = w.guard AND NOT soft), format('%s: %s is not without %s', w.rule, w.code, w.guard))
FROM (VALUES ('SQ-E02/received', 'term_running', 'SQ-E02'),
    ('SQ-C05/propose', 'form_hosts_known', 'SQ-C05')) AS w (code, guard, rule);
SELECT * FROM finish();
