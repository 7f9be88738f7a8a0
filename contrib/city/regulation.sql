-- 示范市政务云管理细则, a made-up regulation, as rows.  Copy it, change what your text says otherwise.
-- The security administrator writes it: a draft takes plain INSERT, UPDATE and DELETE until it is published.
SET SESSION AUTHORIZATION city_sec;

-- The head.  The code is a word and a version; what your text does not print stays NULL.
INSERT INTO gov_cloud.policy (code, title, doc_number, effective_from, calendar, note) VALUES
    ('city/1', '示范市政务云管理细则', NULL, NULL, 'cn', 'a regulation written with INSERTs only');

-- Articles by their printed labels.  executes = false: nothing for software to do.  Every row below cites one;
-- validate_policy() tells a label that is not here.
INSERT INTO gov_cloud.article (policy, label, summary, executes) VALUES
    ('city/1', '第一条', 'purpose', false),
    ('city/1', '第二条', 'parties', true),
    ('city/1', '第三条', 'systems without state secrets, up to protection level 3', true),
    ('city/1', '第四条', 'application by form and plan; accepted within 1 working day', true),
    ('city/1', '第五条', 'evaluation in 4 working days; large requests go before a panel of experts, in 6', true),
    ('city/1', '第六条', 'approval by the bureau in 2 working days', true),
    ('city/1', '第七条', 'opening in 1 working day; a trial of 20 days in principle', true),
    ('city/1', '第八条', 'online after a security test', true),
    ('city/1', '第九条', 'low use: below a tenth for two months', true),
    ('city/1', '第十条', 'exit: taken back within 2 working days', true),
    ('city/1', '附件', 'application form', true);

-- Parties.  role is a role of party_role (register_role() makes one), title the printed words.
INSERT INTO gov_cloud.policy_role (policy, role, party, title, article) VALUES
    ('city/1', 'using_unit', 'CITY-P1', '使用单位', '第二条'),
    ('city/1', 'operator', 'CITY-P2', '市云运行中心', '第二条'),
    ('city/1', 'authority', 'CITY-P3', '市数据局', '第二条'),
    ('city/1', 'expert_panel', 'CITY-P4', '专家组', '第五条'),
    ('city/1', 'provider', 'CITY-P5', '云服务商', '第二条');

-- Thresholds of the city's own: a request that exceeds any bound of "large" goes before the panel.
INSERT INTO gov_cloud.request_tier (policy, tier, title, position, vcpu, memory_gb, storage_tb, rule, article) VALUES
    ('city/1', 'normal', '一般需求', 1, NULL, NULL, NULL, 'CITY-T04', '第五条'),
    ('city/1', 'large', '较大需求', 2, 64, 256, 10, 'CITY-T04', '第五条');

-- Knobs.  article NULL: our reading, not the text's; value NULL: the text says nothing.
INSERT INTO gov_cloud.policy_parameter (policy, name, kind, choices, value, article, note) VALUES
    ('city/1', 'threshold_pct', 'numeric', NULL, '10', '第九条', 'low use is below this'),
    ('city/1', 'window_months', 'integer', NULL, '2', '第九条', 'in so many months one after the other'),
    ('city/1', 'gb_per_tb', 'numeric', NULL, '1024', NULL, 'the text counts disks in TB, the form in GB'),
    ('city/1', 'suspension_allowed', 'boolean', NULL, 'false', NULL, 'the text knows no suspension');

-- Procedures with their states.  An outcome ends the matter.
INSERT INTO gov_cloud.procedure (policy, code, title, subject, changes_resources, rule, article) VALUES
    ('city/1', 'onboarding', '上云申请', 'system', true, 'CITY-T01', '第四条'),
    ('city/1', 'exit', '退出', 'system', true, 'CITY-X01', '第十条');
INSERT INTO gov_cloud.state (policy, procedure, state, title, outcome, position) VALUES
    ('city/1', 'onboarding', 'draft', '草稿', NULL, 1),
    ('city/1', 'onboarding', 'submitted', '已提交', NULL, 2),
    ('city/1', 'onboarding', 'accepted', '已受理', NULL, 3),
    ('city/1', 'onboarding', 'panel', '专家评审中', NULL, 4),      -- the step that others do not have
    ('city/1', 'onboarding', 'evaluated', '已评估', NULL, 5),
    ('city/1', 'onboarding', 'approved', '已批准', NULL, 6),
    ('city/1', 'onboarding', 'trial', '试运行', NULL, 7),
    ('city/1', 'onboarding', 'in_service', '在用', 'completed', 8),
    ('city/1', 'onboarding', 'rejected', '不予批准', 'rejected', 9),
    ('city/1', 'onboarding', 'withdrawn', '已撤回', 'withdrawn', 10),
    ('city/1', 'exit', 'requested', '已申请', NULL, 1),
    ('city/1', 'exit', 'closed', '已退出', 'completed', 2);

-- Steps.  from_state NULL opens the procedure; to_state NULL would be a milestone; automatic steps are taken as
-- soon as their guards hold; decides: nobody decides his own matter.  article NULL: the text is silent.
INSERT INTO gov_cloud.transition (policy, code, rule, procedure, from_state, action, title, to_state, actors, automatic, decides, article) VALUES
    ('city/1', 'CITY-T01', 'CITY-T01', 'onboarding', NULL, 'open', '起草', 'draft', '{using_unit}', false, false, '第四条'),
    ('city/1', 'CITY-T02', 'CITY-T02', 'onboarding', 'draft', 'submit', '提交申请', 'submitted', '{using_unit}', false, false, '第四条'),
    ('city/1', 'CITY-T02/withdraw', 'CITY-T02', 'onboarding', 'submitted', 'withdraw', '撤回', 'withdrawn', '{using_unit}', false, false, NULL),
    ('city/1', 'CITY-T03', 'CITY-T03', 'onboarding', 'submitted', 'accept', '受理', 'accepted', '{operator}', false, true, '第四条'),
    ('city/1', 'CITY-T03/return', 'CITY-T03', 'onboarding', 'submitted', 'return', '退回补正', 'draft', '{operator}', false, true, '第四条'),
    ('city/1', 'CITY-T04', 'CITY-T04', 'onboarding', 'accepted', 'refer', '提交专家评审', 'panel', '{}', true, false, '第五条'),
    ('city/1', 'CITY-T04/review', 'CITY-T04', 'onboarding', 'panel', 'review', '专家评审通过', 'evaluated', '{expert_panel}', false, true, '第五条'),
    ('city/1', 'CITY-T04/refuse', 'CITY-T04', 'onboarding', 'panel', 'refuse', '专家评审不通过', 'rejected', '{expert_panel}', false, true, '第五条'),
    ('city/1', 'CITY-T05', 'CITY-T05', 'onboarding', 'accepted', 'evaluate', '评估', 'evaluated', '{operator}', false, true, '第五条'),
    ('city/1', 'CITY-T06', 'CITY-T06', 'onboarding', 'evaluated', 'approve', '批准', 'approved', '{authority}', false, true, '第六条'),
    ('city/1', 'CITY-T06/reject', 'CITY-T06', 'onboarding', 'evaluated', 'reject', '不予批准', 'rejected', '{authority}', false, true, '第六条'),
    ('city/1', 'CITY-T07', 'CITY-T07', 'onboarding', 'approved', 'open_resources', '开通试运行', 'trial', '{provider}', false, false, '第七条'),
    ('city/1', 'CITY-T08', 'CITY-T08', 'onboarding', 'trial', 'go_online', '上线', 'in_service', '{using_unit}', false, false, '第八条'),
    ('city/1', 'CITY-X01', 'CITY-X01', 'exit', NULL, 'open', '申请退出', 'requested', '{using_unit}', false, false, '第十条'),
    ('city/1', 'CITY-X02', 'CITY-X02', 'exit', 'requested', 'reclaim', '收回资源', 'closed', '{provider}', false, false, '第十条');

-- Conditions of the steps.  rule_names() lists the guards there are and what they take; all that fail are told
-- together.  soft: the text says 原则上, so that a reason in the act's data lets it pass.
INSERT INTO gov_cloud.transition_guard (policy, transition, position, guard, parameters, rule, article) VALUES
    ('city/1', 'CITY-T01', 1, 'not_classified', '{}', 'CITY-G1', '第三条'),
    ('city/1', 'CITY-T01', 2, 'mlps_ceiling', '{"max": 3}', 'CITY-G2', '第三条'),
    ('city/1', 'CITY-T01', 3, 'system_status', '{"in": ["registered"]}', 'CITY-T01', '第四条'),
    ('city/1', 'CITY-T02', 1, 'form_complete', '{"form": "City-A"}', 'CITY-T02', '附件'),
    ('city/1', 'CITY-T02', 2, 'form_describes_system', '{"form": "City-A"}', 'CITY-T02', '附件'),
    ('city/1', 'CITY-T02', 3, 'form_in_catalogue', '{"form": "City-A"}', 'CITY-T02', '附件'),
    ('city/1', 'CITY-T02', 4, 'evidence', '{"kind": "technical_plan", "by": "using_unit", "title": "上云方案"}', 'CITY-T02', '第四条'),
    ('city/1', 'CITY-T03/return', 1, 'opinion_given', '{}', 'CITY-T03', '第四条'),
    ('city/1', 'CITY-T04', 1, 'request_tier', '{"in": ["large"]}', 'CITY-T04', '第五条'),
    ('city/1', 'CITY-T04/review', 1, 'evidence', '{"kind": "panel_opinion", "by": "expert_panel", "title": "专家评审意见"}', 'CITY-T04', '第五条'),
    ('city/1', 'CITY-T04/refuse', 1, 'opinion_given', '{}', 'CITY-T04', '第五条'),
    ('city/1', 'CITY-T05', 1, 'request_tier', '{"in": ["normal"]}', 'CITY-T05', '第五条'),
    ('city/1', 'CITY-T06', 1, 'other_person', '{"transition": "CITY-T05"}', 'CITY-T06', '第六条'),
    ('city/1', 'CITY-T06/reject', 1, 'opinion_given', '{}', 'CITY-T06', '第六条'),
    ('city/1', 'CITY-T08', 1, 'evidence', '{"kind": "security_test_report", "by": "using_unit", "title": "安全检测报告"}', 'CITY-T08', '第八条'),
    ('city/1', 'CITY-X01', 1, 'system_status', '{"in": ["in_service"]}', 'CITY-X01', '第十条');

-- What the steps bring about, in the same transaction.
INSERT INTO gov_cloud.transition_effect (policy, transition, position, effect, parameters, article) VALUES
    ('city/1', 'CITY-T02', 1, 'file_form', '{"form": "City-A"}', '附件'),
    ('city/1', 'CITY-T02', 2, 'assess_tier', '{"form": "City-A"}', '第五条'),
    ('city/1', 'CITY-T07', 1, 'provision_resources', '{"form": "City-A"}', '第七条'),
    ('city/1', 'CITY-T07', 2, 'set_system_status', '{"status": "trial"}', '第七条'),
    ('city/1', 'CITY-T08', 1, 'set_system_status', '{"status": "in_service"}', '第八条'),
    ('city/1', 'CITY-X02', 1, 'release_resources', '{}', '第十条'),
    ('city/1', 'CITY-X02', 2, 'set_system_status', '{"status": "exited"}', '第十条');

-- Terms: from which steps, to which steps, how long, who owes it.  A term the text does not give is of kind
-- unquantified with term NULL; invent none.
INSERT INTO gov_cloud.deadline_rule (policy, code, procedure, title, starts_on, ends_on, cancelled_on, term, kind, rolls, obligor, soft, article) VALUES
    ('city/1', 'CITY-D01', 'onboarding', '1个工作日内受理', '{CITY-T02}', '{CITY-T03}', '{CITY-T03/return}', '1 workday', 'latest', true, 'operator', false, '第四条'),
    ('city/1', 'CITY-D02', 'onboarding', '4个工作日内评估', '{CITY-T03}', '{CITY-T05}', '{CITY-T04}', '4 workdays', 'latest', true, 'operator', false, '第五条'),
    ('city/1', 'CITY-D03', 'onboarding', '6个工作日内评审', '{CITY-T04}', '{CITY-T04/review,CITY-T04/refuse}', '{}', '6 workdays', 'latest', true, 'expert_panel', false, '第五条'),
    ('city/1', 'CITY-D04', 'onboarding', '2个工作日内审批', '{CITY-T05,CITY-T04/review}', '{CITY-T06,CITY-T06/reject}', '{}', '2 workdays', 'latest', true, 'authority', false, '第六条'),
    ('city/1', 'CITY-D05', 'onboarding', '1个工作日内开通', '{CITY-T06}', '{CITY-T07}', '{}', '1 workday', 'latest', true, 'provider', false, '第七条'),
    ('city/1', 'CITY-D06', 'onboarding', '试运行20天', '{CITY-T07}', '{CITY-T08}', '{}', '20 days', 'latest', false, 'using_unit', true, '第七条'),
    ('city/1', 'CITY-D07', 'exit', '2个工作日内收回', '{CITY-X01}', '{CITY-X02}', '{}', '2 workdays', 'latest', true, 'provider', false, '第十条');

-- How it stands beside others: compare_policies() composes each answer of the rows named here.
INSERT INTO gov_cloud.aspect_source (policy, aspect, position, source, object, facet) VALUES
    ('city/1', 2, 1, 'guard', 'CITY-T01#1', NULL),
    ('city/1', 3, 1, 'guard', 'CITY-T01#2', 'max'),
    ('city/1', 5, 1, 'role', 'authority', NULL),
    ('city/1', 6, 1, 'role', 'operator', NULL),
    ('city/1', 14, 1, 'deadline', 'CITY-D01', NULL),
    ('city/1', 15, 1, 'deadline', 'CITY-D02', NULL),
    ('city/1', 17, 1, 'tier', 'large', NULL),
    ('city/1', 17, 2, 'deadline', 'CITY-D03', NULL),
    ('city/1', 16, 1, 'deadline', 'CITY-D04', NULL),
    ('city/1', 19, 1, 'deadline', 'CITY-D05', NULL),
    ('city/1', 20, 1, 'deadline', 'CITY-D06', NULL),
    ('city/1', 46, 1, 'deadline', 'CITY-D07', NULL),
    ('city/1', 50, 1, 'parameter', 'threshold_pct', NULL),
    ('city/1', 50, 2, 'parameter', 'window_months', NULL),
    ('city/1', 96, 1, 'deadlines', 'CITY-D01+CITY-D02+CITY-D04+CITY-D05', NULL);
RESET SESSION AUTHORIZATION;
