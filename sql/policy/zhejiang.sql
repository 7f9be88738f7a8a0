-- Zhejiang: measures for the government cloud platform of the province.  The copy at hand carries no number and
-- no date, so both stay NULL.  Every row cites its article as printed; what the text does not say stays NULL.
-- Rule ids (ZJ-T06 ...) name one rule each; a code with a slash is one branch of a rule.

INSERT INTO gov_cloud.policy (code, title, calendar, status, note) VALUES
    ('zhejiang/1', '浙江省电子政务云计算平台管理办法', 'cn', 'draft', 'the text gives no number, date or day of effect');

INSERT INTO gov_cloud.article (policy, label, summary, executes)
SELECT 'zhejiang/1', a.label, a.summary, a.executes
FROM (VALUES
    ('第一条', 'purpose and basis', false),
    ('第二条', 'scope: administrative organs of the province', true),
    ('第三条', 'no rooms, data centres or infrastructure of one''s own, unless law or national documents say so; systems move to the platform', true),
    ('第四条', 'the provincial office plans, audits provincial needs and files city plans; duties of security authority, units and provider', true),
    ('第五条', 'cities name their authority and prefer the provincial platform; counties in principle build none', true),
    ('第六条', 'seven stages, run in the platform''s management system', true),
    ('第七条', 'application: construction plan, self-test report, cloud resources needed, other materials', true),
    ('第八条', 'acceptance decided in 3 working days, refusal with an opinion and applied for again; opinion in 2 working days', true),
    ('第九条', 'trial environment in 2 working days; trial of 15 to 30 days, longer with consent; tests; accredited report from level 3', true),
    ('第十条', 'final review, formal opening, the trial environment becomes the formal one; allocation by need', true),
    ('第十一条', 'change approved in 5, carried out in 3 working days; major changes with the materials of art. 7 and tests', true),
    ('第十二条', 'termination: offline and backed up first; audit in 5, reclaim in 3 working days', true),
    ('第十三条', 'units monitor and tell the provider of problems', true),
    ('第十四条', 'provider advises, helps to move, holds training', true),
    ('第十五条', 'provider operates the platform, solves faults and reports at least once a month', true),
    ('第十六条', 'lawful use', false),
    ('第十七条', 'the authority answers for security; inspections with the security authority; rectification', true),
    ('第十八条', 'units name a dedicated person and the protection level', true),
    ('第十九条', 'provider defends, backs up, publishes security bulletins monthly and drills yearly', true),
    ('第二十条', 'nobody enters a unit''s resources or touches its data without its authorisation', true),
    ('第二十一条', 'planning and budgets use the platform; finance takes usage as a basis', true),
    ('第二十二条', 'yearly assessment of units: share on the cloud, efficiency, security', true),
    ('第二十三条', 'assessment of the provider: response, satisfaction in four degrees, quality', true),
    ('第二十四条', 'the platform is non-classified, on the e-government extranet; private and public cloud', true),
    ('第二十五条', 'cities may make measures of their own', false)
) AS a (label, summary, executes);

INSERT INTO gov_cloud.policy_role (policy, role, party, title, article) VALUES
    ('zhejiang/1', 'government', 'ZJ-P1', '省政府办公厅', '第四条'),
    ('zhejiang/1', 'authority', 'ZJ-P2', '政务云平台行政主管部门', '第五条'),
    ('zhejiang/1', 'security_authority', 'ZJ-P3', '信息安全行政主管部门', '第四条'),
    ('zhejiang/1', 'using_unit', 'ZJ-P4', '使用单位', '第四条'),
    ('zhejiang/1', 'provider', 'ZJ-P5', '政务云供应商', '第四条'),
    ('zhejiang/1', 'finance', 'ZJ-P6', '财政部门', '第二十一条');

INSERT INTO gov_cloud.procedure (policy, code, title, subject, changes_resources, rule, article) VALUES
    ('zhejiang/1', 'onboarding', '使用申请', 'system', true, 'ZJ-T01', '第七条'),
    ('zhejiang/1', 'change', '变更', 'system', true, 'ZJ-C01', '第十一条'),
    ('zhejiang/1', 'elastic', '弹性调整', 'system', true, 'ZJ-G5', '第十条'),
    ('zhejiang/1', 'exit', '终止', 'system', true, 'ZJ-X01', '第十二条'),
    ('zhejiang/1', 'inspection', '安全检查', 'system', false, 'ZJ-S01', '第十七条'),
    ('zhejiang/1', 'platform_inspection', '政务云平台安全检查', 'provider', false, 'ZJ-S01', '第十七条'),
    ('zhejiang/1', 'fault', '故障报告', 'system', false, 'ZJ-I01', '第十三条'),
    ('zhejiang/1', 'city_plan', '设区市政务云平台建设方案备案', 'jurisdiction', false, 'ZJ-F01', '第四条');

INSERT INTO gov_cloud.state (policy, procedure, state, title, outcome, position)
SELECT 'zhejiang/1', s.procedure, s.state, s.title, s.outcome, s.position
FROM (VALUES
    ('onboarding', 'draft', '草稿', NULL, 1),
    ('onboarding', 'submitted', '已申请', NULL, 2),
    ('onboarding', 'not_accepted', '不予受理', NULL, 3),
    ('onboarding', 'accepted', '已受理', NULL, 4),
    ('onboarding', 'approved', '审批同意', NULL, 5),
    ('onboarding', 'rejected', '审批不同意', 'rejected', 6),
    ('onboarding', 'trial', '试用', NULL, 7),
    ('onboarding', 'tested', '测试通过', NULL, 8),
    ('onboarding', 'final_review', '终审中', NULL, 9),
    ('onboarding', 'opened', '正式开通', 'completed', 10),
    ('onboarding', 'trial_failed', '试用测试未通过', 'failed', 11),
    ('onboarding', 'trial_expired', '试用期满', 'failed', 12),
    ('onboarding', 'withdrawn', '已撤回', 'withdrawn', 13),
    ('change', 'draft', '草稿', NULL, 1),
    ('change', 'change_requested', '变更已申请', NULL, 2),
    ('change', 'major_pending', '按重大变更办理', NULL, 3),
    ('change', 'change_approved', '变更已审批', NULL, 4),
    ('change', 'change_rejected', '变更未通过', 'rejected', 5),
    ('change', 'change_done', '变更已完成', 'completed', 6),
    ('change', 'withdrawn', '已撤回', 'withdrawn', 7),
    ('elastic', 'draft', '草稿', NULL, 1),
    ('elastic', 'requested', '已提出调整', NULL, 2),
    ('elastic', 'adjusted', '已弹性调整', 'completed', 3),
    ('elastic', 'withdrawn', '已撤回', 'withdrawn', 4),
    ('exit', 'draft', '草稿', NULL, 1),
    ('exit', 'termination_requested', '终止已申请', NULL, 2),
    ('exit', 'termination_approved', '终止已审核', NULL, 3),
    ('exit', 'termination_refused', '终止未通过', 'rejected', 4),
    ('exit', 'reclaimed', '资源已回收，服务已终止', 'completed', 5),
    ('exit', 'withdrawn', '已撤回', 'withdrawn', 6),
    ('inspection', 'inspected', '已检查', NULL, 1),
    ('inspection', 'risk_found', '发现安全风险', NULL, 2),
    ('inspection', 'rectified', '已整改', 'completed', 3),
    ('inspection', 'no_risk', '未发现风险', 'completed', 4),
    ('platform_inspection', 'inspected', '已检查', NULL, 1),
    ('platform_inspection', 'risk_found', '发现安全风险', NULL, 2),
    ('platform_inspection', 'rectified', '已整改', 'completed', 3),
    ('platform_inspection', 'no_risk', '未发现风险', 'completed', 4),
    ('fault', 'fault_found', '发现问题', NULL, 1),
    ('fault', 'reported', '已反映', NULL, 2),
    ('fault', 'solved', '已解决', 'completed', 3),
    ('city_plan', 'drafted', '已编制', NULL, 1),
    ('city_plan', 'submitted', '已报备', NULL, 2),
    ('city_plan', 'filed', '已备案', 'completed', 3),
    ('city_plan', 'withdrawn', '已撤回', 'withdrawn', 4)
) AS s (procedure, state, title, outcome, position);

INSERT INTO gov_cloud.transition
    (policy, code, rule, procedure, from_state, action, title, to_state, actors, automatic, decides, repeatable, article)
SELECT 'zhejiang/1', t.code, pg_catalog.split_part(t.code, '/', 1), t.procedure, t.from_state, t.action, t.title, t.to_state,
       t.actors::text[], t.automatic, t.decides, t.repeatable, t.article
FROM (VALUES
    -- onboarding
    ('ZJ-T01/open', 'onboarding', NULL, 'open', '起草', 'draft', '{using_unit}', false, false, false, '第七条'),
    ('ZJ-T01', 'onboarding', 'draft', 'submit', '提出使用申请', 'submitted', '{using_unit}', false, false, false, '第七条'),
    ('ZJ-T02', 'onboarding', 'submitted', 'accept', '受理', 'accepted', '{authority}', false, true, false, '第八条'),
    ('ZJ-T03', 'onboarding', 'submitted', 'refuse', '不予受理', 'not_accepted', '{authority}', false, true, false, '第八条'),
    ('ZJ-T04', 'onboarding', 'not_accepted', 'submit', '根据不予受理意见重新申请', 'submitted', '{using_unit}', false, false, false, '第八条'),
    ('ZJ-T05', 'onboarding', 'accepted', 'approve', '提出审批意见：同意', 'approved', '{authority}', false, true, false, '第八条'),
    ('ZJ-T05/reject', 'onboarding', 'accepted', 'reject', '提出审批意见：不同意', 'rejected', '{authority}', false, true, false, '第八条'),
    ('ZJ-T06', 'onboarding', 'approved', 'provide_trial', '提供试用环境', 'trial', '{provider}', false, false, false, '第九条'),
    ('ZJ-T07', 'onboarding', 'trial', 'extend_trial', '同意延长试用时间', NULL, '{authority}', false, true, true, '第九条'),
    ('ZJ-T08', 'onboarding', 'trial', 'pass_tests', '测试通过', 'tested', '{using_unit}', false, false, false, '第九条'),
    ('ZJ-T09', 'onboarding', 'tested', 'start_final_review', '终审', 'final_review', '{authority}', false, true, false, '第十条'),
    ('ZJ-T09/open', 'onboarding', 'final_review', 'open_service', '正式开通', 'opened', '{authority}', false, true, false, '第十条'),
    -- the text is silent on a trial that leads nowhere and on a final review that is not passed
    ('ZJ-T09/return', 'onboarding', 'final_review', 'return', '终审未通过，继续测试', 'trial', '{authority}', false, true, false, NULL),
    ('ZJ-T10', 'onboarding', 'trial', 'report_failure', '测试未通过', NULL, '{using_unit}', false, false, true, NULL),
    ('ZJ-T10/fail', 'onboarding', 'trial', 'fail_trial', '结束试用：测试未通过', 'trial_failed', '{authority}', false, true, false, NULL),
    ('ZJ-T10/expire', 'onboarding', 'trial', 'expire_trial', '结束试用：试用期满', 'trial_expired', '{authority}', false, true, false, NULL),
    -- change
    ('ZJ-C01/open', 'change', NULL, 'open', '起草', 'draft', '{using_unit}', false, false, false, '第十一条'),
    ('ZJ-C01', 'change', 'draft', 'submit', '提交变更申请', 'change_requested', '{using_unit}', false, false, false, '第十一条'),
    ('ZJ-C02/classify', 'change', 'change_requested', 'classify', '判定是否重大变更', NULL, '{authority}', false, true, true, '第十一条'),
    ('ZJ-C02/major', 'change', 'change_requested', 'treat_as_major', '按重大变更办理', 'major_pending', '{}', true, false, false, '第十一条'),
    ('ZJ-C02', 'change', 'change_requested', 'approve', '变更审批通过', 'change_approved', '{authority}', false, true, false, '第十一条'),
    ('ZJ-C02/reject', 'change', 'change_requested', 'reject', '变更审批不通过', 'change_rejected', '{authority}', false, true, false, '第十一条'),
    ('ZJ-C02/approve_major', 'change', 'major_pending', 'approve', '重大变更审批通过', 'change_approved', '{authority}', false, true, false, '第十一条'),
    ('ZJ-C02/reject_major', 'change', 'major_pending', 'reject', '重大变更审批不通过', 'change_rejected', '{authority}', false, true, false, '第十一条'),
    ('ZJ-C03', 'change', 'change_approved', 'complete', '完成变更', 'change_done', '{provider}', false, false, false, '第十一条'),
    -- a system granted elasticity is adjusted as it needs, without an approval each time
    ('ZJ-G5/open', 'elastic', NULL, 'open', '起草', 'draft', '{using_unit}', false, false, false, '第十条'),
    ('ZJ-G5/ask', 'elastic', 'draft', 'submit', '提出弹性调整', 'requested', '{using_unit}', false, false, false, '第十条'),
    ('ZJ-G5', 'elastic', 'requested', 'adjust', '动态弹性调整', 'adjusted', '{provider}', false, false, false, '第十条'),
    -- exit
    ('ZJ-X01/open', 'exit', NULL, 'open', '起草', 'draft', '{using_unit}', false, false, false, '第十二条'),
    ('ZJ-X01', 'exit', 'draft', 'submit', '提交终止申请', 'termination_requested', '{using_unit}', false, false, false, '第十二条'),
    ('ZJ-X02', 'exit', 'termination_requested', 'approve', '终止审核通过', 'termination_approved', '{authority}', false, true, false, '第十二条'),
    ('ZJ-X02/refuse', 'exit', 'termination_requested', 'refuse', '终止审核不通过', 'termination_refused', '{authority}', false, true, false, '第十二条'),
    ('ZJ-X03', 'exit', 'termination_approved', 'reclaim', '回收云资源，终止服务', 'reclaimed', '{provider}', false, false, false, '第十二条'),
    -- inspections of a system and of the platform
    ('ZJ-S01', 'inspection', NULL, 'open', '安全检查', 'inspected', '{authority,security_authority}', false, false, false, '第十七条'),
    ('ZJ-S01/risk', 'inspection', 'inspected', 'find_risk', '发现安全风险问题', 'risk_found', '{authority,security_authority}', false, false, false, '第十七条'),
    ('ZJ-S01/clear', 'inspection', 'inspected', 'clear', '未发现风险', 'no_risk', '{authority,security_authority}', false, false, false, '第十七条'),
    ('ZJ-S01/urge', 'inspection', 'risk_found', 'press', '督促整改', NULL, '{authority,security_authority}', false, false, true, '第十七条'),
    ('ZJ-S01/rectify', 'inspection', 'risk_found', 'rectify', '完成整改', 'rectified', '{using_unit}', false, false, false, '第十七条'),
    ('ZJ-S01/platform', 'platform_inspection', NULL, 'open', '安全检查', 'inspected', '{authority,security_authority}', false, false, false, '第十七条'),
    ('ZJ-S01/platform_risk', 'platform_inspection', 'inspected', 'find_risk', '发现安全风险问题', 'risk_found', '{authority,security_authority}', false, false, false, '第十七条'),
    ('ZJ-S01/platform_clear', 'platform_inspection', 'inspected', 'clear', '未发现风险', 'no_risk', '{authority,security_authority}', false, false, false, '第十七条'),
    ('ZJ-S01/platform_urge', 'platform_inspection', 'risk_found', 'press', '督促整改', NULL, '{authority,security_authority}', false, false, true, '第十七条'),
    ('ZJ-S01/platform_rectify', 'platform_inspection', 'risk_found', 'rectify', '完成整改', 'rectified', '{provider}', false, false, false, '第十七条'),
    -- faults that a unit finds
    ('ZJ-I01', 'fault', NULL, 'open', '发现问题', 'fault_found', '{using_unit}', false, false, false, '第十三条'),
    ('ZJ-I01/report', 'fault', 'fault_found', 'report', '向供应商反映', 'reported', '{using_unit}', false, false, false, '第十三条'),
    ('ZJ-I01/solve', 'fault', 'reported', 'solve', '解决云故障', 'solved', '{provider}', false, false, false, '第十五条'),
    -- a city files its plan with the province
    ('ZJ-F01', 'city_plan', NULL, 'open', '编制建设方案', 'drafted', '{authority}', false, false, false, '第五条'),
    ('ZJ-F01/submit', 'city_plan', 'drafted', 'submit', '报备建设方案', 'submitted', '{authority}', false, false, false, '第四条'),
    ('ZJ-F01/file', 'city_plan', 'submitted', 'file', '备案', 'filed', '{government}', false, true, false, '第四条'),
    ('ZJ-F01/return', 'city_plan', 'submitted', 'return', '退回补正', 'drafted', '{government}', false, true, false, NULL),
    ('ZJ-F01/withdraw', 'city_plan', 'drafted', 'withdraw', '撤回', 'withdrawn', '{authority}', false, false, false, NULL)
) AS t (code, procedure, from_state, action, title, to_state, actors, automatic, decides, repeatable, article);

-- Withdrawing what is not yet decided, and a trial: the text is silent, offices need it.
INSERT INTO gov_cloud.transition (policy, code, rule, procedure, from_state, action, title, to_state, actors)
SELECT 'zhejiang/1', pg_catalog.concat(w.rule, '/withdraw_', w.procedure, '_', w.from_state), w.rule, w.procedure, w.from_state,
       'withdraw', '撤回', 'withdrawn', '{using_unit}'
FROM (VALUES
    ('ZJ-T01', 'onboarding', 'draft'), ('ZJ-T01', 'onboarding', 'submitted'), ('ZJ-T04', 'onboarding', 'not_accepted'),
    ('ZJ-T01', 'onboarding', 'accepted'), ('ZJ-T10', 'onboarding', 'trial'),
    ('ZJ-C01', 'change', 'draft'), ('ZJ-C01', 'change', 'change_requested'), ('ZJ-C01', 'change', 'major_pending'),
    ('ZJ-G5', 'elastic', 'draft'), ('ZJ-G5', 'elastic', 'requested'),
    ('ZJ-X01', 'exit', 'draft'), ('ZJ-X01', 'exit', 'termination_requested')
) AS w (rule, procedure, from_state);

INSERT INTO gov_cloud.transition_guard (policy, transition, position, guard, parameters, soft, rule, article)
SELECT 'zhejiang/1', g.transition, g.position, g.guard, g.parameters::jsonb, g.soft, g.rule, g.article
FROM (VALUES
    ('ZJ-T01/open', 1, 'unit_class', '{"classes": ["11"]}', false, 'ZJ-G1', '第二条'),
    ('ZJ-T01/open', 2, 'not_classified', '{}', false, 'ZJ-G2', '第二十四条'),
    ('ZJ-T01/open', 3, 'system_status', '{"in": ["registered"]}', false, 'ZJ-T01', '第七条'),
    ('ZJ-T01', 1, 'not_classified', '{}', false, 'ZJ-G2', '第二十四条'),
    -- what law or national documents allow is said as the reason of an override
    ('ZJ-T01', 7, 'declared', '{"kind": "no_duplicate_build", "title": "不新建机房、不另行采购基础设施"}', true, 'ZJ-G3', '第三条'),
    ('ZJ-T01', 8, 'declared', '{"kind": "lawful_use", "title": "依法使用政务云平台"}', false, 'ZJ-G9', '第十六条'),
    ('ZJ-T01', 2, 'form_complete', '{"form": "ZJ-USE"}', false, 'ZJ-T01', '第七条'),
    ('ZJ-T01', 3, 'form_in_catalogue', '{"form": "ZJ-USE"}', false, 'ZJ-T01', '第七条'),
    ('ZJ-T01', 4, 'form_describes_system', '{"form": "ZJ-USE"}', false, 'ZJ-T01', '第七条'),
    ('ZJ-T01', 5, 'evidence', '{"kind": "construction_plan", "by": "using_unit", "title": "应用系统建设方案"}', false, 'ZJ-T01', '第七条'),
    ('ZJ-T01', 6, 'evidence', '{"kind": "self_test_report", "by": "using_unit", "title": "应用系统性能和安全自测报告", "attributes": {"covers": ["performance", "security"]}}', false, 'ZJ-T01', '第七条'),
    ('ZJ-T02', 1, 'not_classified', '{}', false, 'ZJ-G2', '第二十四条'),
    ('ZJ-T03', 1, 'opinion_given', '{}', false, 'ZJ-T03', '第八条'),
    ('ZJ-T04', 1, 'form_complete', '{"form": "ZJ-USE"}', false, 'ZJ-T04', '第七条'),
    ('ZJ-T04', 2, 'form_in_catalogue', '{"form": "ZJ-USE"}', false, 'ZJ-T04', '第七条'),
    ('ZJ-T04', 3, 'form_describes_system', '{"form": "ZJ-USE"}', false, 'ZJ-T04', '第七条'),
    ('ZJ-T05', 1, 'opinion_given', '{}', false, 'ZJ-T05', '第八条'),
    ('ZJ-T05/reject', 1, 'opinion_given', '{}', false, 'ZJ-T05', '第八条'),
    ('ZJ-T06', 1, 'evidence', '{"kind": "delivery_record", "by": "provider", "title": "试用环境交付记录"}', false, 'ZJ-T06', '第九条'),
    ('ZJ-T07', 1, 'opinion_given', '{}', false, 'ZJ-T07', '第九条'),
    ('ZJ-T08', 1, 'evidence', '{"kind": "trial_test_report", "by": "using_unit", "title": "功能、性能及安全测试报告", "attributes": {"covers": ["function", "performance", "security"]}}', false, 'ZJ-T08', '第九条'),
    ('ZJ-T08', 2, 'evidence', '{"kind": "performance_security_report", "by": "using_unit", "title": "软件性能及信息系统安全测试报告", "min_mlps": 3, "attributes": {"cnas": true, "covers": ["performance", "security"]}}', false, 'ZJ-P7', '第九条'),
    ('ZJ-T08', 3, 'term_reached', '{"deadline": "ZJ-D04/min"}', true, 'ZJ-D04', '第九条'),
    -- asked again: a system graded during the trial owes the report before it opens
    ('ZJ-T09/open', 1, 'evidence', '{"kind": "performance_security_report", "by": "using_unit", "title": "软件性能及信息系统安全测试报告", "min_mlps": 3, "attributes": {"cnas": true, "covers": ["performance", "security"]}}', false, 'ZJ-P7', '第九条'),
    ('ZJ-T09/open', 2, 'not_classified', '{}', false, 'ZJ-G2', '第二十四条'),
    ('ZJ-T09/return', 1, 'opinion_given', '{}', false, 'ZJ-T09', NULL),
    ('ZJ-T10', 1, 'opinion_given', '{}', false, 'ZJ-T10', NULL),
    ('ZJ-T10/fail', 1, 'opinion_given', '{}', false, 'ZJ-T10', NULL),
    ('ZJ-T10/expire', 1, 'deadline_missed', '{"deadline": "ZJ-D04"}', false, 'ZJ-T10', '第九条'),
    ('ZJ-T10/expire', 2, 'opinion_given', '{}', false, 'ZJ-T10', NULL),
    ('ZJ-C01/open', 1, 'system_status', '{"in": ["in_service"]}', false, 'ZJ-C01', '第十一条'),
    ('ZJ-C01', 1, 'form_complete', '{"form": "ZJ-CHANGE"}', false, 'ZJ-C01', '第十一条'),
    ('ZJ-C01', 2, 'form_hosts_known', '{"form": "ZJ-CHANGE"}', false, 'ZJ-C01', '第十一条'),
    ('ZJ-C01', 3, 'form_in_catalogue', '{"form": "ZJ-CHANGE"}', false, 'ZJ-C01', '第十一条'),
    ('ZJ-C01', 4, 'form_describes_system', '{"form": "ZJ-CHANGE"}', false, 'ZJ-C01', '第十一条'),
    ('ZJ-C02/classify', 1, 'opinion_given', '{}', false, 'ZJ-C02', '第十一条'),
    ('ZJ-C02/major', 1, 'change_class', '{"class": "major", "form": "ZJ-CHANGE"}', false, 'ZJ-C02', '第十一条'),
    ('ZJ-C02', 1, 'change_class', '{"class": "minor", "form": "ZJ-CHANGE"}', false, 'ZJ-C02', '第十一条'),
    ('ZJ-C02/reject', 1, 'opinion_given', '{}', false, 'ZJ-C02', '第十一条'),
    ('ZJ-C02/approve_major', 1, 'evidence', '{"kind": "construction_plan", "by": "using_unit", "title": "应用系统建设方案"}', false, 'ZJ-C02', '第七条'),
    ('ZJ-C02/approve_major', 2, 'evidence', '{"kind": "self_test_report", "by": "using_unit", "title": "应用系统性能和安全自测报告", "attributes": {"covers": ["performance", "security"]}}', false, 'ZJ-C02', '第七条'),
    ('ZJ-C02/approve_major', 3, 'evidence', '{"kind": "change_test_report", "by": "using_unit", "title": "性能和安全测试报告", "attributes": {"covers": ["performance", "security"], "passed": true}}', false, 'ZJ-C02', '第十一条'),
    ('ZJ-C02/reject_major', 1, 'opinion_given', '{}', false, 'ZJ-C02', '第十一条'),
    ('ZJ-G5/open', 1, 'system_status', '{"in": ["in_service"]}', false, 'ZJ-G5', '第十条'),
    ('ZJ-G5/open', 2, 'system_said', '{"form": "ZJ-USE", "field": "elastic", "in": ["true"]}', false, 'ZJ-G5', '第十条'),
    ('ZJ-G5/ask', 1, 'form_complete', '{"form": "ZJ-CHANGE"}', false, 'ZJ-G5', '第十条'),
    ('ZJ-G5/ask', 2, 'form_hosts_known', '{"form": "ZJ-CHANGE"}', false, 'ZJ-G5', '第十条'),
    ('ZJ-G5/ask', 3, 'form_in_catalogue', '{"form": "ZJ-CHANGE"}', false, 'ZJ-G5', '第十条'),
    ('ZJ-G5/ask', 4, 'form_describes_system', '{"form": "ZJ-CHANGE"}', false, 'ZJ-G5', '第十条'),
    ('ZJ-X01/open', 1, 'system_status', '{"in": ["in_service"]}', false, 'ZJ-X01', '第十二条'),
    ('ZJ-X01', 1, 'form_complete', '{"form": "ZJ-EXIT"}', false, 'ZJ-X01', '第十二条'),
    ('ZJ-X01', 2, 'form_says', '{"form": "ZJ-EXIT", "field": "unit_confirmation", "in": ["true"]}', false, 'ZJ-X01', '第十二条'),
    ('ZJ-X01', 3, 'form_describes_system', '{"form": "ZJ-EXIT"}', false, 'ZJ-X01', '第十二条'),
    ('ZJ-X02', 1, 'form_says', '{"form": "ZJ-EXIT", "field": "unit_confirmation", "in": ["true"]}', false, 'ZJ-X02', '第十二条'),
    ('ZJ-X02/refuse', 1, 'opinion_given', '{}', false, 'ZJ-X02', '第十二条'),
    ('ZJ-S01/risk', 1, 'opinion_given', '{}', false, 'ZJ-S01', '第十七条'),
    ('ZJ-S01/rectify', 1, 'evidence', '{"kind": "rectification_report", "by": "using_unit", "title": "整改报告"}', false, 'ZJ-S01', '第十七条'),
    ('ZJ-S01/platform_risk', 1, 'opinion_given', '{}', false, 'ZJ-S01', '第十七条'),
    ('ZJ-S01/platform_rectify', 1, 'evidence', '{"kind": "rectification_report", "by": "provider", "title": "整改报告"}', false, 'ZJ-S01', '第十七条'),
    ('ZJ-I01', 1, 'opinion_given', '{}', false, 'ZJ-I01', '第十三条'),
    ('ZJ-I01/solve', 1, 'opinion_given', '{}', false, 'ZJ-I01', '第十五条'),
    ('ZJ-F01', 1, 'unit_class', '{"classes": ["11"], "levels": ["province", "city"]}', true, 'ZJ-P8', '第五条'),
    ('ZJ-F01/submit', 1, 'evidence', '{"kind": "platform_plan", "title": "政务云平台建设方案"}', false, 'ZJ-F01', '第四条'),
    ('ZJ-F01/return', 1, 'opinion_given', '{}', false, 'ZJ-F01', NULL)
) AS g (transition, position, guard, parameters, soft, rule, article);

INSERT INTO gov_cloud.transition_effect (policy, transition, position, effect, parameters, article)
SELECT 'zhejiang/1', e.transition, e.position, e.effect, e.parameters::jsonb, e.article
FROM (VALUES
    ('ZJ-T01', 1, 'file_form', '{"form": "ZJ-USE"}', '第七条'),
    ('ZJ-T04', 1, 'file_form', '{"form": "ZJ-USE"}', '第八条'),
    ('ZJ-T03', 1, 'notify', '{"to": ["using_unit"], "kind": "not_accepted", "title": "不予受理意见"}', '第八条'),
    ('ZJ-T06', 1, 'provision_resources', '{"form": "ZJ-USE", "environment": "trial"}', '第九条'),
    ('ZJ-T06', 2, 'set_system_status', '{"status": "trial"}', '第九条'),
    ('ZJ-T07', 1, 'extend_term', '{"deadline": "ZJ-D04"}', '第九条'),
    ('ZJ-T09/open', 1, 'formalize_resources', '{}', '第十条'),
    ('ZJ-T09/open', 2, 'set_system_status', '{"status": "in_service"}', '第十条'),
    -- a trial that leads nowhere: the machines go back, the system may apply again
    ('ZJ-T10/fail', 1, 'release_resources', '{}', NULL),
    ('ZJ-T10/fail', 2, 'set_system_status', '{"status": "registered"}', NULL),
    ('ZJ-T10/expire', 1, 'release_resources', '{}', NULL),
    ('ZJ-T10/expire', 2, 'set_system_status', '{"status": "registered"}', NULL),
    ('ZJ-T10/withdraw_onboarding_trial', 1, 'release_resources', '{}', NULL),
    ('ZJ-T10/withdraw_onboarding_trial', 2, 'set_system_status', '{"status": "registered"}', NULL),
    ('ZJ-C01', 1, 'file_form', '{"form": "ZJ-CHANGE"}', '第十一条'),
    ('ZJ-C01', 2, 'assess_change', '{"form": "ZJ-CHANGE"}', '第十一条'),
    ('ZJ-C02/classify', 1, 'classify_change', '{"form": "ZJ-CHANGE"}', '第十一条'),
    ('ZJ-C03', 1, 'apply_change', '{"form": "ZJ-CHANGE"}', '第十一条'),
    ('ZJ-G5/ask', 1, 'file_form', '{"form": "ZJ-CHANGE"}', '第十条'),
    ('ZJ-G5', 1, 'apply_change', '{"form": "ZJ-CHANGE"}', '第十条'),
    ('ZJ-X01', 1, 'file_form', '{"form": "ZJ-EXIT"}', '第十二条'),
    ('ZJ-X03', 1, 'release_resources', '{}', '第十二条'),
    ('ZJ-X03', 2, 'set_system_status', '{"status": "exited"}', '第十二条'),
    ('ZJ-S01/risk', 1, 'notify', '{"to": ["using_unit"], "kind": "security_risk", "title": "安全风险问题整改通知"}', '第十七条'),
    ('ZJ-S01/platform_risk', 1, 'notify', '{"to": ["provider"], "kind": "security_risk", "title": "安全风险问题整改通知"}', '第十七条'),
    ('ZJ-I01/report', 1, 'notify', '{"to": ["provider"], "kind": "fault_reported", "title": "使用单位反映问题"}', '第十三条')
) AS e (transition, position, effect, parameters, article);

-- Each clock starts at the act before it, not at that act's due (ZJ-D02, D03).  15 to 30 days are two terms: the
-- shortest trial that must be granted, and the longest without consent; neither is an act, so no rest day moves it.
INSERT INTO gov_cloud.deadline_rule
    (policy, code, procedure, title, starts_on, ends_on, term, kind, rolls, obligor, article)
SELECT 'zhejiang/1', d.code, d.procedure, d.title, d.starts_on::text[], d.ends_on::text[],
       d.term::gov_cloud.term, d.kind, d.rolls, d.obligor, d.article
FROM (VALUES
    ('ZJ-D01', 'onboarding', '3个工作日内作出受理或不予受理决定', '{ZJ-T01,ZJ-T04}', '{ZJ-T02,ZJ-T03}', '3 workdays', 'latest', true, 'authority', '第八条'),
    ('ZJ-D02', 'onboarding', '受理后2个工作日内提出审批意见', '{ZJ-T02}', '{ZJ-T05,ZJ-T05/reject}', '2 workdays', 'latest', true, 'authority', '第八条'),
    ('ZJ-D03', 'onboarding', '2个工作日内提供试用环境', '{ZJ-T05}', '{ZJ-T06}', '2 workdays', 'latest', true, 'provider', '第九条'),
    ('ZJ-D04', 'onboarding', '试用不超过30天', '{ZJ-T06}', '{ZJ-T08,ZJ-T10/fail,ZJ-T10/expire}', '30 days', 'latest', false, 'using_unit', '第九条'),
    ('ZJ-D04/min', 'onboarding', '试用不少于15天', '{ZJ-T06}', '{ZJ-T08}', '15 days', 'earliest', false, 'authority', '第九条'),
    ('ZJ-D05', 'change', '5个工作日内完成变更审批', '{ZJ-C01}', '{ZJ-C02,ZJ-C02/reject,ZJ-C02/approve_major,ZJ-C02/reject_major}', '5 workdays', 'latest', true, 'authority', '第十一条'),
    ('ZJ-D06', 'change', '3个工作日内完成变更', '{ZJ-C02,ZJ-C02/approve_major}', '{ZJ-C03}', '3 workdays', 'latest', true, 'provider', '第十一条'),
    ('ZJ-G5/soon', 'elastic', '根据实时需要动态弹性调整', '{ZJ-G5/ask}', '{ZJ-G5}', NULL, 'unquantified', false, 'provider', '第十条'),
    ('ZJ-D07', 'exit', '5个工作日内完成终止审核', '{ZJ-X01}', '{ZJ-X02,ZJ-X02/refuse}', '5 workdays', 'latest', true, 'authority', '第十二条'),
    ('ZJ-D08', 'exit', '3个工作日内回收云资源', '{ZJ-X02}', '{ZJ-X03}', '3 workdays', 'latest', true, 'provider', '第十二条'),
    ('ZJ-S01/soon', 'inspection', '及时整改', '{ZJ-S01/risk}', '{ZJ-S01/rectify}', NULL, 'unquantified', false, 'using_unit', '第十七条'),
    ('ZJ-S01/platform_soon', 'platform_inspection', '及时整改', '{ZJ-S01/platform_risk}', '{ZJ-S01/platform_rectify}', NULL, 'unquantified', false, 'provider', '第十七条'),
    ('ZJ-O8/soon', 'fault', '及时向供应商反映', '{ZJ-I01}', '{ZJ-I01/report}', NULL, 'unquantified', false, 'using_unit', '第十三条'),
    ('ZJ-I01/soon', 'fault', '及时解决云故障', '{ZJ-I01/report}', '{ZJ-I01/solve}', NULL, 'unquantified', false, 'provider', '第十五条')
) AS d (code, procedure, title, starts_on, ends_on, term, kind, rolls, obligor, article);

-- Duties that no matter carries.  What the text wants 定期 has no cadence until a place says how often.
INSERT INTO gov_cloud.obligation_rule (policy, code, rule, title, kind, obligor, recipients, cadence, parameter, per, documents, article)
SELECT 'zhejiang/1', o.code, o.code, o.title, o.kind, o.obligor, o.recipients::text[], o.cadence, o.parameter, o.per, o.documents::text[], o.article
FROM (VALUES
    ('ZJ-O1', '云资源利用情况表、运行维护报告和优化建议', 'recurring', 'provider', '{using_unit,authority}', 'month', NULL, 'system', '{utilisation_table,operation_report,optimisation_suggestions}', '第十五条'),
    ('ZJ-O2', '安全公告', 'recurring', 'provider', '{using_unit}', 'month', NULL, 'provider', '{security_bulletin}', '第十九条'),
    ('ZJ-O3', '应急演练', 'recurring', 'provider', '{}', 'year', NULL, 'provider', '{drill_record}', '第十九条'),
    ('ZJ-O4', '数据备份', 'standing', 'provider', '{}', NULL, NULL, 'provider', '{}', '第十九条'),
    ('ZJ-O5', '云技术和管理人员培训', 'recurring', 'provider', '{}', NULL, 'training_cadence', 'provider', '{training_record}', '第十四条'),
    ('ZJ-O6', '政务云平台及云应用系统安全检查', 'recurring', 'authority', '{security_authority}', NULL, 'inspection_cadence', 'jurisdiction', '{inspection_record}', '第十七条'),
    ('ZJ-O7', '指定专人管理应用、保密和审计，定出等级保护级别', 'standing', 'using_unit', '{}', NULL, NULL, 'system', '{}', '第十八条'),
    ('ZJ-O8', '监控应用系统运行，及时反映问题', 'standing', 'using_unit', '{}', NULL, NULL, 'system', '{}', '第十三条'),
    ('ZJ-O9', '规划和年度预算利用政务云平台', 'recurring', 'using_unit', '{finance}', 'year', NULL, 'unit', '{plan_and_budget}', '第二十一条'),
    ('ZJ-O10', '平台安全防御、监控网络行为、阻断网络攻击', 'standing', 'provider', '{}', NULL, NULL, 'provider', '{}', '第十九条'),
    ('ZJ-O11', '年度电子政务考核', 'recurring', 'authority', '{using_unit}', 'year', NULL, 'unit', '{annual_assessment}', '第二十二条')
) AS o (code, title, kind, obligor, recipients, cadence, parameter, per, documents, article);

-- What is assessed.  How often providers are assessed the text does not say.
INSERT INTO gov_cloud.indicator (policy, code, rule, title, subject, scale, formula, parameters, cadence, assessor, article)
SELECT 'zhejiang/1', i.code, pg_catalog.split_part(i.code, '/', 1), i.title, i.subject, i.scale, i.formula, i.parameters::jsonb, i.cadence, 'authority', i.article
FROM (VALUES
    ('ZJ-A1', '应用系统云计算化的比例', 'unit', 'ratio', 'cloudification_ratio', '{}', 'year', '第二十二条'),
    ('ZJ-A2', '云资源使用效率', 'unit', 'ratio', 'efficiency_share', '{}', 'year', '第二十二条'),
    ('ZJ-A3', '应用系统安全状况', 'unit', 'ratio', 'rectification_rate', '{"found": ["ZJ-S01/risk"], "rectified": ["ZJ-S01/rectify"]}', 'year', '第二十二条'),
    ('ZJ-A4', '服务响应', 'provider', 'ratio', 'on_time_rate', '{"deadline": ["ZJ-D03", "ZJ-D06", "ZJ-D08"]}', NULL, '第二十三条'),
    ('ZJ-A5', '服务满意度', 'provider', 'satisfaction', NULL, '{}', NULL, '第二十三条'),
    ('ZJ-A6/performance', '服务质量：性能', 'provider', 'number', NULL, '{}', NULL, '第二十三条'),
    ('ZJ-A6/stability', '服务质量：稳定性', 'provider', 'number', NULL, '{}', NULL, '第二十三条'),
    ('ZJ-A6/security', '服务质量：安全性', 'provider', 'number', NULL, '{}', NULL, '第二十三条'),
    ('ZJ-A6/availability', '服务质量：可用性', 'provider', 'number', NULL, '{}', NULL, '第二十三条')
) AS i (code, title, subject, scale, formula, parameters, cadence, article);

-- One choice alone: an interpretation that the rows above carry out; another one is another policy.
INSERT INTO gov_cloud.policy_parameter (policy, name, kind, choices, value, article, note)
SELECT 'zhejiang/1', p.name, p.kind, p.choices::text[], p.value, p.article, p.note
FROM (VALUES
    ('trial_starts_at', 'text', '{environment_provided}', 'environment_provided', NULL, 'the trial runs from the day the trial environment is provided'),
    ('trial_min_days', 'integer', '{15}', '15', '第九条', 'printed 15–30天: the shortest trial to be granted'),
    ('trial_max_days', 'integer', '{30}', '30', '第九条', 'the longest without consent to an extension'),
    ('trial_min_enforced', 'text', '{warn}', 'warn', NULL, 'ending earlier needs a reason, which is recorded'),
    ('major_basis', 'text', '{manual,any_dimension,sum}', 'manual', NULL, 'art. 11 does not define a major change: a person decides and the decision is recorded; a place may take up the share as its local rule'),
    ('major_change_percent', 'numeric', NULL, '50', NULL, 'strictly more than; only where major_basis is a share'),
    ('major_counts_decrease', 'boolean', NULL, 'true', NULL, 'only where major_basis is a share'),
    ('zero_base_policy', 'text', '{warn,major}', 'warn', NULL, 'only where major_basis is a share'),
    ('cumulative_window_days', 'integer', NULL, NULL, NULL, 'each change by itself'),
    ('major_change_requires_trial', 'boolean', '{true}', 'true', '第十一条', 'performance and security tests before the approval'),
    ('billing', 'boolean', '{false}', 'false', NULL, 'the text has no billing: no statement is drawn up'),
    ('suspension_allowed', 'boolean', NULL, 'false', NULL, 'the text knows no suspension'),
    ('training_cadence', 'text', '{day,month,quarter,half_year,year}', NULL, '第十四条', '定期: no cadence in the text'),
    ('inspection_cadence', 'text', '{day,month,quarter,half_year,year}', NULL, '第十七条', '定期: no cadence in the text'),
    ('exclude_classified_from_denominator', 'boolean', NULL, 'false', '第二十二条', 'the text says all applications; both numbers are kept'),
    ('threshold_pct', 'numeric', NULL, NULL, '第二十二条', 'the text gives no figure for idle: a place may adopt one as its local rule'),
    ('window_months', 'integer', NULL, NULL, '第二十二条', 'the text gives no figure')
) AS p (name, kind, choices, value, article, note);

-- comparison: the rows that answer each aspect, by its number
INSERT INTO gov_cloud.policy_parameter (policy, name, kind, choices, value, article, note) VALUES
    ('zhejiang/1', 'printed_stages', 'text', '{申请、受理、审批、测试、开通、变更、终止}', '申请、受理、审批、测试、开通、变更、终止', '第六条', 'the stages the text names, in its words');
INSERT INTO gov_cloud.aspect_source (policy, aspect, position, source, object, facet)
SELECT 'zhejiang/1', a.aspect, a.position, a.source, a.object, a.facet
FROM (VALUES
    (1, 1, 'article', '第二条', NULL), (2, 1, 'guard', 'ZJ-T01/open#2', NULL), (5, 1, 'role', 'government', NULL), (5, 2, 'role', 'authority', NULL),
    (7, 1, 'transition', 'ZJ-T05', NULL), (7, 2, 'transition', 'ZJ-T09', NULL), (8, 1, 'role', 'provider', NULL),
    (9, 1, 'parameter', 'printed_stages', NULL), (12, 1, 'guard', 'ZJ-T01#5', NULL), (12, 2, 'guard', 'ZJ-T01#6', NULL), (12, 3, 'form', 'ZJ-USE', NULL),
    (14, 1, 'deadline', 'ZJ-D01', NULL), (15, 1, 'deadline', 'ZJ-D02', NULL), (16, 1, 'transition', 'ZJ-T05', NULL), (19, 1, 'deadline', 'ZJ-D03', NULL),
    (20, 1, 'deadline', 'ZJ-D04/min', NULL), (20, 2, 'deadline', 'ZJ-D04', NULL), (21, 1, 'transition', 'ZJ-T07', NULL),
    (22, 1, 'effect', 'ZJ-T09/open#1', NULL), (26, 1, 'guard', 'ZJ-T08#1', NULL), (27, 1, 'guard', 'ZJ-T08#2', 'min_mlps'),
    (29, 1, 'transition', 'ZJ-T09', NULL), (35, 1, 'obligation', 'ZJ-O7', NULL), (37, 1, 'deadline', 'ZJ-D05', NULL),
    (38, 1, 'deadline', 'ZJ-D06', NULL), (39, 1, 'transition', 'ZJ-C02/classify', NULL), (40, 1, 'guard', 'ZJ-C02/approve_major#1', NULL),
    (40, 2, 'guard', 'ZJ-C02/approve_major#2', NULL), (40, 3, 'guard', 'ZJ-C02/approve_major#3', NULL), (42, 1, 'transition', 'ZJ-G5', NULL),
    (44, 1, 'field', 'ZJ-EXIT:unit_confirmation', NULL), (45, 1, 'deadline', 'ZJ-D07', NULL), (46, 1, 'deadline', 'ZJ-D08', NULL),
    (50, 1, 'parameter', 'threshold_pct', NULL), (57, 1, 'deadline', 'ZJ-I01/soon', NULL), (61, 1, 'obligation', 'ZJ-O1', NULL),
    (63, 1, 'obligation', 'ZJ-O11', NULL), (64, 1, 'obligation', 'ZJ-O2', NULL), (65, 1, 'obligation', 'ZJ-O3', NULL),
    (66, 1, 'obligation', 'ZJ-O6', NULL), (67, 1, 'deadline', 'ZJ-S01/soon', NULL), (69, 1, 'obligation', 'ZJ-O4', NULL),
    (74, 1, 'indicator', 'ZJ-A5', NULL), (75, 1, 'indicator', 'ZJ-A4', NULL), (75, 2, 'indicator', 'ZJ-A5', NULL),
    (75, 3, 'indicator', 'ZJ-A6/performance', NULL), (75, 4, 'indicator', 'ZJ-A6/stability', NULL), (75, 5, 'indicator', 'ZJ-A6/security', NULL),
    (75, 6, 'indicator', 'ZJ-A6/availability', NULL), (77, 1, 'indicator', 'ZJ-A1', NULL), (77, 2, 'indicator', 'ZJ-A2', NULL),
    (77, 3, 'indicator', 'ZJ-A3', NULL), (81, 1, 'article', '第三条', NULL), (84, 1, 'transition', 'ZJ-F01/file', NULL),
    (85, 1, 'article', '第五条', NULL), (86, 1, 'article', '第十条', NULL), (87, 1, 'article', '第二十四条', NULL),
    (88, 1, 'article', '第二十条', NULL), (90, 1, 'obligation', 'ZJ-O5', NULL), (94, 1, 'article', '第三条', NULL),
    (95, 1, 'article', '第二十五条', NULL), (96, 1, 'deadlines', 'ZJ-D01+ZJ-D02+ZJ-D03', NULL)
) AS a (aspect, position, source, object, facet);

SELECT gov_cloud.publish_policy('zhejiang/1');
