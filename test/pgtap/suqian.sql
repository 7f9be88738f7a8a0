-- Suqian's measures: application, review, opening, deployment, online.  Each assertion names the rules it proves; a
-- refusal is told as SQLSTATE, machine code and article.
\ir ../suqian.sql
SELECT * FROM no_plan();

-- the terms of a matter, in the order of their rules: rule, last day, obligor, status
CREATE FUNCTION pg_temp.terms(m bigint) RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(concat_ws(' ', rule, to_char(due_on, 'MM-DD'), obligor_role, status), ', ' ORDER BY rule, id) FROM gov_cloud.deadline WHERE matter = m
$$;
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
SELECT is(refuses('unit', :m, 'submit', '2026-03-06 09:00'), 'ZW009 form_missing 第十七条第一款第（一）项; 附件1; 附件2; 第十七条第一款第（二）项',
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
SELECT is(applies(:m, '2026-03-06 17:59'), 'submitted', 'SQ-T01: submitted on a Friday');
SELECT is(pg_temp.terms(:m), 'SQ-D01 03-10 operator open', 'SQ-D01: two working days from Friday are Tuesday, and no other term runs yet');

-- T02, T04: acceptance, first review and review, by two persons
SELECT is(concat_ws('; ', may(:m, 'accept', '2026-03-06 18:00'), may(:m, 'return', '2026-03-06 18:00'), may(:m, 'withdraw', '2026-03-06 18:00')), 'desk review; desk review; unit',
    'SQ-T02, SQ-P2: the operator alone accepts or returns; the unit may withdraw');
SELECT is(acts('desk', :m, 'accept', '2026-03-09 09:00'), 'accepted', 'SQ-T02: accepted');
SELECT is(may(:m, 'first_review', '2026-03-09 10:00'), 'desk review', 'SQ-T02: the operator reviews first');
SELECT is(acts('desk', :m, 'first_review', '2026-03-09 10:00'), 'first_reviewed', 'SQ-T02: reviewed first');
SELECT signs(:m) \g /dev/null
SELECT is(refuses('desk', :m, 'approve', '2026-03-10 09:00'), 'ZW007 four_eyes 附件1', 'SQ-T02: the review is another person''s than the first review');
SELECT is(may(:m, 'approve', '2026-03-10 09:00'), 'review', 'SQ-T04: the operator decides; no authority, no provider, no unit does');
SELECT is(acts('review', :m, 'approve', '2026-03-10 23:59:59'), 'approved', 'SQ-T04: reviewed');
SELECT is(pg_temp.terms(:m), 'SQ-D01 03-10 operator met, SQ-D03 03-11 provider open', 'SQ-D01 SQ-D03: met on its last second; one working day for the opening runs from then');

-- T07: opening
SELECT is(may(:m, 'open_resources', '2026-03-11 09:00'), 'vendor', 'SQ-T07, SQ-P5: the provider opens');
SELECT is(acts('vendor', :m, 'open_resources', '2026-03-11 09:00'), 'opened', 'SQ-T07: opened');
SELECT is(pg_temp.terms(:m), 'SQ-D01 03-10 operator met, SQ-D03 03-11 provider met, SQ-D04 04-01 using_unit open, SQ-D05 04-23 using_unit open',
    'SQ-D04 SQ-D05: both run from the opening, side by side');
SELECT results_eq(format('SELECT name, billed FROM gov_cloud.resource WHERE system_id = %s', :s), $$VALUES ('app', '[2026-03-11,)'::daterange)$$,
    'SQ-B1 SQ-B8: billed from the day of opening, that day included');

-- T08, T11: deployment and going online
SELECT is(acts('unit', :m, 'deploy', '2026-03-20 09:00'), 'deployed', 'SQ-T08: deployed');
SELECT is(acts('unit', :m, 'go_online', '2026-04-20 09:00'), 'online', 'SQ-T11: online');
SELECT * FROM finish();
