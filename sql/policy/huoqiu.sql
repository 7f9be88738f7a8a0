-- Huoqiu county: measures for using the government cloud (trial), issued 2024-01-07.
-- Every row cites its article as printed (协议: the agreement of annex 4); what the
-- text does not say stays NULL.  Rule ids (HQ-T06 ...) name one rule each; a code
-- with a slash is one branch of a rule.

INSERT INTO gov_cloud.policy (code, title, doc_number, issued_on, effective_from, calendar, status, note) VALUES
    ('huoqiu/1', '霍邱县使用政务云管理办法（试行）', '霍政办〔2024〕1号', '2024-01-07', '2024-01-07', 'cn', 'draft',
     'in force from the day of issue (art. 25)');

INSERT INTO gov_cloud.article (policy, label, summary, executes)
SELECT 'huoqiu/1', a.label, a.summary, a.executes
FROM (VALUES
    ('第一条', 'purpose and basis', false),
    ('第二条', 'scope: using, operating and securing the cloud', false),
    ('第三条', 'the cloud serves non-classified systems up to protection level 3', true),
    ('第四条', 'no new data centres in principle; classified systems and level 4 and above stay out', true),
    ('第五条', 'serves systems built or run with county fiscal money', true),
    ('第六条', 'the data bureau buys, manages, operates and verifies requests', true),
    ('第七条', 'using units: builders of systems funded at county level or above', true),
    ('第八条', 'the provider builds, opens, runs and secures the cloud', true),
    ('第九条', 'unit applies, bureau evaluates, county government approves', true),
    ('第十条', 'application form and technical plan; evaluation; costs; approval; off-catalogue resources', true),
    ('第十一条', 'deployment and a trial of up to 30 days in principle; security test; accredited report from level 3', true),
    ('第十二条', 'audit, formal opening, three-party agreement, start of billing', true),
    ('第十三条', 'changes by letter and form; 3 working days; major changes go the way of art. 10', true),
    ('第十四条', 'exit: offline and backed up first, letter and form, audit, reclaim, end of billing', true),
    ('第十五条', 'reduction of idle or little used resources, by agreement with the unit', true),
    ('第十六条', 'daily operation by the provider', true),
    ('第十七条', 'duty roster, rules, backup and drills of the provider', true),
    ('第十八条', 'adjustment plans are reported before the work; units are told in advance', true),
    ('第十九条', 'security responsibilities unchanged; data stay in the country; inspections and rectification', true),
    ('第二十条', 'units handle incidents, drills, cryptography and software evaluation', true),
    ('第二十一条', 'the cloud is protected at level 3', true),
    ('第二十二条', 'grading, filing and evaluation within 6 months of deployment in principle', true),
    ('第二十三条', 'no access to a unit''s resources and data without its authorisation', true),
    ('第二十四条', 'interpretation', false),
    ('第二十五条', 'entry into force', false),
    ('附件1', 'application form 上云申请表', true),
    ('附件2', 'change form 变更申请表', true),
    ('附件3', 'exit form 退出申请表', true),
    ('附件4', 'three-party agreement 三方协议', true),
    ('协议1', 'parties and law', true),
    ('协议2.2', 'four families of services', true),
    ('协议3.1', 'unit: development, operation, security, evaluation, drills', true),
    ('协议3.2', 'websites need permission or filing before going online', true),
    ('协议3.3', 'security test before migration; third-party evaluation report within 6 months', true),
    ('协议3.4', 'unit cooperates with inspections and evaluations', true),
    ('协议3.5', 'unit may test the provider', true),
    ('协议3.6', 'licensed software', true),
    ('协议3.7', 'passwords and data are the unit''s', false),
    ('协议3.8', 'emergency contact kept current; 3 days before a change', true),
    ('协议3.9', 'access logs of websites', true),
    ('协议3.10', 'no unapproved system, no sub-letting', true),
    ('协议4.1', 'stable service', true),
    ('协议4.2', 'no access for unfiled sites', true),
    ('协议4.3', 'monitoring; no access to the unit''s data', true),
    ('协议4.4', 'address allocation', true),
    ('协议4.5', 'protection of major events', true),
    ('协议4.6', 'emergency plan and drills', true),
    ('协议4.7', 'service and hotline around the clock', true),
    ('协议4.8', 'fault register, progress, written report', true),
    ('协议4.9', 'temporary interruption of a dangerous system', true),
    ('协议4.10', 'elastic adjustment', true),
    ('协议5.1', 'bureau audits the plan', true),
    ('协议5.2', 'bureau assesses the provider, verifies usage, settles', true),
    ('协议5.3', 'bureau supervises training and the cloud''s own evaluation', true),
    ('协议6.1', 'unit answers for its business and data', true),
    ('协议6.2', 'provider''s security duties and review', true),
    ('协议6.3', 'bureau supervises security', true),
    ('协议6.4', 'another split of responsibilities for hosted equipment', true),
    ('协议7.1', 'change confirmation sheet signed by three', true),
    ('协议7.2', 'exit application and plan; confirmation sheet signed by three', true),
    ('协议8.1', 'deductions up to termination', true),
    ('协议8.2', 'force majeure: notice within 15 days with proof', true),
    ('协议9.1', 'effective when all three have signed and sealed; one year; at most two renewals', true),
    ('协议9.3', 'amendments in writing by all', true),
    ('协议9.4', 'six copies', true),
    ('协议9.5', 'annexes belong to the agreement', false)
) AS a (label, summary, executes);

INSERT INTO gov_cloud.policy_role (policy, role, party, title, article) VALUES
    ('huoqiu/1', 'government', 'HQ-P1', '县政府', '第九条'),
    ('huoqiu/1', 'authority', 'HQ-P2', '县数管局', '第六条'),
    ('huoqiu/1', 'using_unit', 'HQ-P3', '使用单位', '第七条'),
    ('huoqiu/1', 'provider', 'HQ-P4', '云服务商', '第八条');

INSERT INTO gov_cloud.procedure (policy, code, title, subject, changes_resources, rule, article) VALUES
    ('huoqiu/1', 'onboarding', '上云', 'system', true, 'HQ-T01', '第十条'),
    ('huoqiu/1', 'change', '变更', 'system', true, 'HQ-C01', '第十三条'),
    ('huoqiu/1', 'major_change', '重大变更申请', 'system', true, 'HQ-C04', '第十三条'),
    ('huoqiu/1', 'exit', '业务系统退出', 'system', true, 'HQ-X01', '第十四条'),
    ('huoqiu/1', 'unit_exit', '使用单位退出', 'unit', false, 'HQ-X01', '第十四条'),
    ('huoqiu/1', 'exit_with_unit', '随单位退出', 'system', true, 'HQ-X03', '第十四条'),
    ('huoqiu/1', 'reduction', '核减', 'system', true, 'HQ-R01', '第十五条'),
    ('huoqiu/1', 'agreement', '三方协议', 'system', false, 'HQ-A01', '协议9.1'),
    ('huoqiu/1', 'emergency_contact', '应急联系人变更', 'system', false, 'HQ-K01', '协议3.8'),
    ('huoqiu/1', 'force_majeure', '不可抗力', 'system', false, 'HQ-F01', '协议8.2');

INSERT INTO gov_cloud.state (policy, procedure, state, title, outcome, position)
SELECT 'huoqiu/1', s.procedure, s.state, s.title, s.outcome, s.position
FROM (VALUES
    ('onboarding', 'draft', '草稿', NULL, 1),
    ('onboarding', 'submitted', '已提交', NULL, 2),
    ('onboarding', 'evaluating', '评估中', NULL, 3),
    ('onboarding', 'returned', '退回补正', NULL, 4),
    ('onboarding', 'cost_fixed', '经费已核定', NULL, 5),
    ('onboarding', 'pending_government', '报县政府审批', NULL, 6),
    ('onboarding', 'approved', '已批准', NULL, 7),
    ('onboarding', 'rejected', '不予批准', 'rejected', 8),
    ('onboarding', 'provisioned', '资源已开通', NULL, 9),
    ('onboarding', 'deployed', '已部署', NULL, 10),
    ('onboarding', 'trial', '试运行', NULL, 11),
    ('onboarding', 'trial_failed', '试运行未通过', NULL, 12),
    ('onboarding', 'trial_passed', '试运行通过', NULL, 13),
    ('onboarding', 'opening_audited', '开通已审核', NULL, 14),
    ('onboarding', 'opened', '正式开通', NULL, 15),
    ('onboarding', 'agreement_effective', '协议生效', NULL, 16),
    ('onboarding', 'in_service', '在用', 'completed', 17),
    ('onboarding', 'withdrawn', '已撤回', 'withdrawn', 18),
    ('change', 'draft', '草稿', NULL, 1),
    ('change', 'change_requested', '变更已申请', NULL, 2),
    ('change', 'major_pending', '按重大变更办理', NULL, 3),
    ('change', 'change_approved', '变更已审核', NULL, 4),
    ('change', 'change_rejected', '变更未通过', 'rejected', 5),
    ('change', 'change_done', '变更已完成', NULL, 6),
    ('change', 'change_confirmed', '变更已确认', NULL, 7),
    ('change', 'in_service', '在用（新配置）', 'completed', 8),
    ('change', 'withdrawn', '已撤回', 'withdrawn', 9),
    ('major_change', 'draft', '草稿', NULL, 1),
    ('major_change', 'submitted', '已提交', NULL, 2),
    ('major_change', 'evaluating', '评估中', NULL, 3),
    ('major_change', 'returned', '退回补正', NULL, 4),
    ('major_change', 'cost_fixed', '经费已核定', NULL, 5),
    ('major_change', 'pending_government', '报县政府审批', NULL, 6),
    ('major_change', 'approved', '已批准', 'completed', 7),
    ('major_change', 'rejected', '不予批准', 'rejected', 8),
    ('major_change', 'withdrawn', '已撤回', 'withdrawn', 9),
    ('exit', 'draft', '草稿', NULL, 1),
    ('exit', 'exit_requested', '退出已申请', NULL, 2),
    ('exit', 'exit_approved', '退出已审核', NULL, 3),
    ('exit', 'exit_refused', '退出未通过', 'rejected', 4),
    ('exit', 'reclaimed', '资源已回收', NULL, 5),
    ('exit', 'closed', '已退出', 'completed', 6),
    ('exit', 'withdrawn', '已撤回', 'withdrawn', 7),
    ('unit_exit', 'draft', '草稿', NULL, 1),
    ('unit_exit', 'exit_requested', '退出已申请', NULL, 2),
    ('unit_exit', 'exit_approved', '退出已审核', NULL, 3),
    ('unit_exit', 'exit_refused', '退出未通过', 'rejected', 4),
    ('unit_exit', 'closed', '已退出', 'completed', 5),
    ('unit_exit', 'withdrawn', '已撤回', 'withdrawn', 6),
    ('exit_with_unit', 'exit_approved', '退出已审核', NULL, 1),
    ('exit_with_unit', 'reclaimed', '资源已回收', NULL, 2),
    ('exit_with_unit', 'closed', '已退出', 'completed', 3),
    ('reduction', 'reduction_initiated', '核减已发起', NULL, 1),
    ('reduction', 'reduction_negotiating', '核减沟通中', NULL, 2),
    ('reduction', 'reduction_agreed', '核减已达成一致', NULL, 3),
    ('reduction', 'reduction_executing', '核减回收中', NULL, 4),
    ('reduction', 'reduction_verified', '核减已核对', NULL, 5),
    ('reduction', 'reduction_done', '核减已完成', 'completed', 6),
    ('reduction', 'reduction_dropped', '核减未达成一致', 'withdrawn', 7),
    ('agreement', 'effective', '生效', NULL, 1),
    ('agreement', 'renewed_1', '第一次续期', NULL, 2),
    ('agreement', 'renewed_2', '第二次续期', NULL, 3),
    ('agreement', 'objected_1', '首年内有异议，到期终止', NULL, 4),
    ('agreement', 'objected_2', '第一次续期内有异议，到期终止', NULL, 5),
    ('agreement', 'expired', '到期', 'completed', 6),
    ('agreement', 'terminated', '终止', 'failed', 7),
    ('emergency_contact', 'change_requested', '变更手续已办理', NULL, 1),
    ('emergency_contact', 'changed', '已变更', 'completed', 2),
    ('force_majeure', 'occurred', '已发生', NULL, 1),
    ('force_majeure', 'notified', '已通知', NULL, 2),
    ('force_majeure', 'impact_ended', '影响消除', NULL, 3),
    ('force_majeure', 'performance_resumed', '恢复履行', 'completed', 4)
) AS s (procedure, state, title, outcome, position);

INSERT INTO gov_cloud.transition
    (policy, code, rule, procedure, from_state, action, title, to_state, actors, quorum, automatic, decides, repeatable, article)
SELECT 'huoqiu/1', t.code, pg_catalog.split_part(t.code, '/', 1), t.procedure, t.from_state, t.action, t.title, t.to_state,
       t.actors::text[], t.quorum, t.automatic, t.decides, t.repeatable, t.article
FROM (VALUES
    -- onboarding
    ('HQ-T01', 'onboarding', NULL, 'open', '起草', 'draft', '{using_unit}', 'any', false, false, false, '第十条'),
    ('HQ-T02', 'onboarding', 'draft', 'submit', '提交申请', 'submitted', '{using_unit}', 'any', false, false, false, '第十条'),
    ('HQ-T02/again', 'onboarding', 'returned', 'submit', '补正后提交', 'submitted', '{using_unit}', 'any', false, false, false, NULL),
    ('HQ-T03', 'onboarding', 'submitted', 'start_evaluation', '开始评估', 'evaluating', '{authority}', 'any', false, true, false, '第十条; 协议5.1'),
    ('HQ-T04', 'onboarding', 'evaluating', 'fix_cost', '核定经费', 'cost_fixed', '{authority,provider}', 'all', false, true, false, '第十条'),
    ('HQ-T04b', 'onboarding', 'evaluating', 'return', '退回补正', 'returned', '{authority}', 'any', false, true, false, NULL),
    ('HQ-T05', 'onboarding', 'cost_fixed', 'report_government', '报县政府审批', 'pending_government', '{authority}', 'any', false, true, false, '第十条'),
    ('HQ-T06', 'onboarding', 'pending_government', 'approve', '批准', 'approved', '{government}', 'any', false, true, false, '第九条'),
    ('HQ-T06/reject', 'onboarding', 'pending_government', 'reject', '不予批准', 'rejected', '{government}', 'any', false, true, false, '第九条'),
    ('HQ-T07', 'onboarding', 'approved', 'provision', '开通资源', 'provisioned', '{provider}', 'any', false, false, false, '第十一条'),
    ('HQ-T08', 'onboarding', 'provisioned', 'deploy', '完成部署', 'deployed', '{using_unit}', 'any', false, false, false, '第十一条'),
    ('HQ-T09', 'onboarding', 'deployed', 'start_trial', '开始试运行', 'trial', '{using_unit}', 'any', false, false, false, '第十一条'),
    ('HQ-T10', 'onboarding', 'trial', 'report_test', '提交检测报告', NULL, '{using_unit}', 'any', false, false, true, '第十一条'),
    ('HQ-T11', 'onboarding', 'trial', 'pass_trial', '试运行通过', 'trial_passed', '{using_unit,authority}', 'all', false, false, false, '第十二条'),
    ('HQ-T11/fail', 'onboarding', 'trial', 'fail_trial', '试运行未通过', 'trial_failed', '{authority}', 'any', false, true, false, NULL),
    ('HQ-T11/retry', 'onboarding', 'trial_failed', 'start_trial', '再次试运行', 'trial', '{using_unit}', 'any', false, false, false, NULL),
    ('HQ-T12', 'onboarding', 'trial_passed', 'audit_opening', '开通审核', 'opening_audited', '{authority}', 'any', false, true, false, '第十二条'),
    ('HQ-T13', 'onboarding', 'opening_audited', 'open_service', '正式开通', 'opened', '{authority,provider}', 'any', false, true, false, '第十二条'),
    ('HQ-T14', 'onboarding', 'opened', 'sign_agreement', '签订三方协议', 'agreement_effective', '{using_unit,provider,authority}', 'all', false, false, false, '第十二条'),
    ('HQ-T14/serve', 'onboarding', 'agreement_effective', 'enter_service', '投入使用', 'in_service', '{}', 'any', true, false, false, '第十二条'),
    -- change
    ('HQ-C01/open', 'change', NULL, 'open', '起草', 'draft', '{using_unit}', 'any', false, false, false, '第十三条'),
    ('HQ-C01', 'change', 'draft', 'submit', '提交变更申请', 'change_requested', '{using_unit}', 'any', false, false, false, '第十三条'),
    ('HQ-C02', 'change', 'change_requested', 'classify', '重新判定是否重大', NULL, '{authority}', 'any', false, false, true, '第十三条'),
    ('HQ-C04', 'change', 'change_requested', 'treat_as_major', '按重大变更办理', 'major_pending', '{}', 'any', true, false, false, '第十三条'),
    ('HQ-C03', 'change', 'change_requested', 'approve', '审核通过', 'change_approved', '{authority}', 'any', false, true, false, '第十三条'),
    ('HQ-C03/reject', 'change', 'change_requested', 'reject', '审核不通过', 'change_rejected', '{authority}', 'any', false, true, false, '第十三条'),
    ('HQ-C04/approved', 'change', 'major_pending', 'take_approval', '重大变更获批', 'change_approved', '{}', 'any', true, false, false, '第十三条'),
    ('HQ-C04/rejected', 'change', 'major_pending', 'take_rejection', '重大变更未获批', 'change_rejected', '{}', 'any', true, false, false, '第十三条'),
    ('HQ-C05', 'change', 'change_approved', 'complete', '完成变更', 'change_done', '{provider}', 'any', false, false, false, '第十三条'),
    ('HQ-C06', 'change', 'change_done', 'confirm', '签署变更确认单', 'change_confirmed', '{using_unit,provider,authority}', 'all', false, false, false, '协议7.1'),
    ('HQ-C07', 'change', 'change_confirmed', 'enter_service', '按新配置使用', 'in_service', '{}', 'any', true, false, false, '第十三条'),
    -- major change: the application procedure of art. 10 again
    ('HQ-C04/open', 'major_change', NULL, 'open', '按第十条申请', 'draft', '{system}', 'any', false, false, false, '第十三条'),
    ('HQ-C04/T02', 'major_change', 'draft', 'submit', '提交申请', 'submitted', '{using_unit}', 'any', false, false, false, '第十三条'),
    ('HQ-C04/T02b', 'major_change', 'returned', 'submit', '补正后提交', 'submitted', '{using_unit}', 'any', false, false, false, NULL),
    ('HQ-C04/T03', 'major_change', 'submitted', 'start_evaluation', '开始评估', 'evaluating', '{authority}', 'any', false, true, false, '第十三条'),
    ('HQ-C04/T04', 'major_change', 'evaluating', 'fix_cost', '核定经费', 'cost_fixed', '{authority,provider}', 'all', false, true, false, '第十三条'),
    ('HQ-C04/T04b', 'major_change', 'evaluating', 'return', '退回补正', 'returned', '{authority}', 'any', false, true, false, NULL),
    ('HQ-C04/T05', 'major_change', 'cost_fixed', 'report_government', '报县政府审批', 'pending_government', '{authority}', 'any', false, true, false, '第十三条'),
    ('HQ-C04/T06', 'major_change', 'pending_government', 'approve', '批准', 'approved', '{government}', 'any', false, true, false, '第十三条'),
    ('HQ-C04/T06r', 'major_change', 'pending_government', 'reject', '不予批准', 'rejected', '{government}', 'any', false, true, false, '第十三条'),
    -- exit of one system
    ('HQ-X01/open', 'exit', NULL, 'open', '起草', 'draft', '{using_unit}', 'any', false, false, false, '第十四条'),
    ('HQ-X01', 'exit', 'draft', 'submit', '提交退出申请', 'exit_requested', '{using_unit}', 'any', false, false, false, '第十四条'),
    ('HQ-X02', 'exit', 'exit_requested', 'approve', '退出审核通过', 'exit_approved', '{authority}', 'any', false, true, false, '第十四条'),
    ('HQ-X02/refuse', 'exit', 'exit_requested', 'refuse', '退出审核不通过', 'exit_refused', '{authority}', 'any', false, true, false, '第十四条'),
    ('HQ-X03', 'exit', 'exit_approved', 'reclaim', '回收资源', 'reclaimed', '{provider}', 'any', false, false, false, '第十四条'),
    ('HQ-X04', 'exit', 'reclaimed', 'confirm', '签署退出确认单', 'closed', '{using_unit,provider,authority}', 'all', false, false, false, '协议7.2'),
    -- exit of a unit with all its systems
    ('HQ-X01/unit_open', 'unit_exit', NULL, 'open', '起草', 'draft', '{using_unit}', 'any', false, false, false, '第十四条'),
    ('HQ-X01/unit', 'unit_exit', 'draft', 'submit', '提交退出申请', 'exit_requested', '{using_unit}', 'any', false, false, false, '第十四条'),
    ('HQ-X02/unit', 'unit_exit', 'exit_requested', 'approve', '退出审核通过', 'exit_approved', '{authority}', 'any', false, true, false, '第十四条'),
    ('HQ-X02/unit_refuse', 'unit_exit', 'exit_requested', 'refuse', '退出审核不通过', 'exit_refused', '{authority}', 'any', false, true, false, '第十四条'),
    ('HQ-X04/unit', 'unit_exit', 'exit_approved', 'close', '全部系统已退出', 'closed', '{}', 'any', true, false, false, '第十四条'),
    ('HQ-X03/open', 'exit_with_unit', NULL, 'open', '随单位退出', 'exit_approved', '{system}', 'any', false, false, false, '第十四条'),
    ('HQ-X03/each', 'exit_with_unit', 'exit_approved', 'reclaim', '回收资源', 'reclaimed', '{provider}', 'any', false, false, false, '第十四条'),
    ('HQ-X04/each', 'exit_with_unit', 'reclaimed', 'confirm', '签署退出确认单', 'closed', '{using_unit,provider,authority}', 'all', false, false, false, '协议7.2'),
    -- reduction
    ('HQ-R01', 'reduction', NULL, 'open', '发起核减', 'reduction_initiated', '{authority}', 'any', false, false, false, '第十五条'),
    -- what is agreed is the last proposal: a new one asks both again
    ('HQ-R02/talk', 'reduction', 'reduction_initiated', 'start_talks', '与使用单位沟通', 'reduction_negotiating', '{authority}', 'any', false, false, false, '第十五条'),
    ('HQ-R02/propose', 'reduction', 'reduction_negotiating', 'propose', '修改核减内容', 'reduction_negotiating', '{authority,using_unit}', 'any', false, false, false, '第十五条'),
    ('HQ-R02', 'reduction', 'reduction_negotiating', 'agree', '达成一致', 'reduction_agreed', '{authority,using_unit}', 'all', false, false, false, '第十五条'),
    ('HQ-R02/drop', 'reduction', 'reduction_negotiating', 'drop', '未达成一致', 'reduction_dropped', '{authority}', 'any', false, false, false, NULL),
    ('HQ-R03', 'reduction', 'reduction_agreed', 'hand_over', '提交云服务商', 'reduction_executing', '{authority}', 'any', false, false, false, '第十五条'),
    ('HQ-R04', 'reduction', 'reduction_executing', 'verify', '回收核对无误', 'reduction_verified', '{provider}', 'any', false, false, false, '第十五条'),
    ('HQ-R05', 'reduction', 'reduction_verified', 'file_form', '填写变更申请表', 'reduction_done', '{using_unit}', 'any', false, false, false, '第十五条'),
    -- agreement
    ('HQ-A01', 'agreement', NULL, 'open', '协议生效', 'effective', '{system}', 'any', false, false, false, '协议9.1'),
    ('HQ-A01/renew_1', 'agreement', 'effective', 'renew', '自动续期', 'renewed_1', '{}', 'any', true, false, false, '协议9.1'),
    ('HQ-A01/renew_2', 'agreement', 'renewed_1', 'renew', '自动续期', 'renewed_2', '{}', 'any', true, false, false, '协议9.1'),
    ('HQ-A01/left_1', 'agreement', 'effective', 'expire', '系统已退出，到期', 'expired', '{}', 'any', true, false, false, NULL),
    ('HQ-A01/left_2', 'agreement', 'renewed_1', 'expire', '系统已退出，到期', 'expired', '{}', 'any', true, false, false, NULL),
    ('HQ-D09/1', 'agreement', 'effective', 'object', '提出异议', 'objected_1', '{using_unit,provider,authority}', 'any', false, false, false, '协议9.1'),
    ('HQ-D09/2', 'agreement', 'renewed_1', 'object', '提出异议', 'objected_2', '{using_unit,provider,authority}', 'any', false, false, false, '协议9.1'),
    ('HQ-A01/expire_1', 'agreement', 'objected_1', 'expire', '到期', 'expired', '{}', 'any', true, false, false, '协议9.1'),
    ('HQ-A01/expire_2', 'agreement', 'objected_2', 'expire', '到期', 'expired', '{}', 'any', true, false, false, '协议9.1'),
    ('HQ-A01/expire_3', 'agreement', 'renewed_2', 'expire', '续约已满二次，到期', 'expired', '{}', 'any', true, false, false, '协议9.1'),
    ('HQ-A02/end_0', 'agreement', 'effective', 'terminate', '终止', 'terminated', '{authority}', 'any', false, false, false, '协议8.1'),
    ('HQ-A02/end_1', 'agreement', 'renewed_1', 'terminate', '终止', 'terminated', '{authority}', 'any', false, false, false, '协议8.1'),
    ('HQ-A02/end_2', 'agreement', 'renewed_2', 'terminate', '终止', 'terminated', '{authority}', 'any', false, false, false, '协议8.1'),
    ('HQ-A02/end_3', 'agreement', 'objected_1', 'terminate', '终止', 'terminated', '{authority}', 'any', false, false, false, '协议8.1'),
    ('HQ-A02/end_4', 'agreement', 'objected_2', 'terminate', '终止', 'terminated', '{authority}', 'any', false, false, false, '协议8.1'),
    -- emergency contact
    ('HQ-K01', 'emergency_contact', NULL, 'open', '办理变更手续', 'change_requested', '{using_unit}', 'any', false, false, false, '协议3.8'),
    ('HQ-K01/change', 'emergency_contact', 'change_requested', 'change', '联系人已变更', 'changed', '{using_unit}', 'any', false, false, false, '协议3.8'),
    -- force majeure
    ('HQ-F01', 'force_majeure', NULL, 'open', '发生', 'occurred', '{using_unit,provider,authority}', 'any', false, false, false, '协议8.2'),
    ('HQ-F01/notify', 'force_majeure', 'occurred', 'notify', '通知并提交证明', 'notified', '{using_unit,provider,authority}', 'any', false, false, false, '协议8.2'),
    ('HQ-F01/end', 'force_majeure', 'notified', 'end_impact', '影响消除', 'impact_ended', '{using_unit,provider,authority}', 'any', false, false, false, '协议8.2'),
    ('HQ-F01/resume', 'force_majeure', 'impact_ended', 'resume', '恢复履行', 'performance_resumed', '{using_unit,provider,authority}', 'any', false, false, false, '协议8.2')
) AS t (code, procedure, from_state, action, title, to_state, actors, quorum, automatic, decides, repeatable, article);

-- Withdrawing an undecided application: the text is silent, offices need it.
INSERT INTO gov_cloud.transition (policy, code, rule, procedure, from_state, action, title, to_state, actors)
SELECT 'huoqiu/1', pg_catalog.concat(w.rule, '/withdraw_', w.procedure, '_', w.from_state), w.rule, w.procedure, w.from_state,
       'withdraw', '撤回', 'withdrawn', '{using_unit}'
FROM (VALUES
    ('HQ-T02', 'onboarding', 'draft'), ('HQ-T02', 'onboarding', 'submitted'), ('HQ-T02', 'onboarding', 'evaluating'),
    ('HQ-T02', 'onboarding', 'returned'), ('HQ-T02', 'onboarding', 'cost_fixed'), ('HQ-T02', 'onboarding', 'pending_government'),
    ('HQ-T11', 'onboarding', 'trial_failed'),
    ('HQ-C01', 'change', 'draft'), ('HQ-C01', 'change', 'change_requested'),
    ('HQ-C04', 'major_change', 'draft'), ('HQ-C04', 'major_change', 'submitted'), ('HQ-C04', 'major_change', 'evaluating'),
    ('HQ-C04', 'major_change', 'returned'), ('HQ-C04', 'major_change', 'cost_fixed'), ('HQ-C04', 'major_change', 'pending_government'),
    ('HQ-X01', 'exit', 'draft'), ('HQ-X01', 'exit', 'exit_requested'),
    ('HQ-X01', 'unit_exit', 'draft'), ('HQ-X01', 'unit_exit', 'exit_requested')
) AS w (rule, procedure, from_state);

-- The protection-level documents may come at any time after deployment.
INSERT INTO gov_cloud.transition (policy, code, rule, procedure, from_state, action, title, to_state, actors, article)
SELECT 'huoqiu/1', pg_catalog.concat(m.code, '/', s.state), 'HQ-T15', 'onboarding', s.state, m.action, m.title, NULL, '{using_unit}', m.article
FROM (VALUES
    ('HQ-T15', 'complete_mlps', '完成等保定级备案测评', '第二十二条'),
    ('HQ-T15e', 'submit_evaluation', '提交等保测评报告', '协议3.3')
) AS m (code, action, title, article),
(VALUES ('deployed'), ('trial'), ('trial_failed'), ('trial_passed'), ('opening_audited'), ('opened'), ('in_service')) AS s (state);

INSERT INTO gov_cloud.transition_guard (policy, transition, position, guard, parameters, soft, rule, article)
SELECT 'huoqiu/1', g.transition, g.position, g.guard, g.parameters::jsonb, g.soft, g.rule, g.article
FROM (VALUES
    ('HQ-T01', 1, 'not_classified', '{}', false, 'HQ-G1', '第三条'),
    ('HQ-T01', 2, 'mlps_ceiling', '{"max": 3}', false, 'HQ-G2', '第四条'),
    ('HQ-T01', 3, 'funding_scope', '{}', false, 'HQ-G3', '第七条'),
    ('HQ-T01', 4, 'system_status', '{"in": ["registered"]}', false, 'HQ-G6', '附件1'),
    ('HQ-T02', 1, 'not_classified', '{}', false, 'HQ-G1', '第三条'),
    ('HQ-T02', 2, 'mlps_ceiling', '{"max": 3}', false, 'HQ-G2', '第四条'),
    ('HQ-T02', 3, 'form_complete', '{"form": "HQ-F1"}', false, 'HQ-T02', '附件1'),
    ('HQ-T02', 4, 'form_in_catalogue', '{"form": "HQ-F1", "by": "authority"}', false, 'HQ-G5', '第十条'),
    ('HQ-T02', 5, 'form_row', '{"form": "HQ-F1", "section": "security", "field": "category_l3", "in": ["基础安全防护包"], "parameter": "require_basic_security_package"}', false, 'HQ-T02', '附件1'),
    ('HQ-T02', 6, 'evidence', '{"kind": "technical_plan", "by": "using_unit", "title": "上云技术方案"}', false, 'HQ-T02', '第十条'),
    ('HQ-T02', 7, 'form_describes_system', '{"form": "HQ-F1"}', false, 'HQ-G6', '附件1'),
    ('HQ-T02/again', 1, 'form_complete', '{"form": "HQ-F1"}', false, 'HQ-T02', '附件1'),
    ('HQ-T02/again', 2, 'form_in_catalogue', '{"form": "HQ-F1", "by": "authority"}', false, 'HQ-G5', '第十条'),
    ('HQ-T02/again', 3, 'form_row', '{"form": "HQ-F1", "section": "security", "field": "category_l3", "in": ["基础安全防护包"], "parameter": "require_basic_security_package"}', false, 'HQ-T02', '附件1'),
    ('HQ-T02/again', 4, 'evidence', '{"kind": "technical_plan", "by": "using_unit", "title": "上云技术方案"}', false, 'HQ-T02', '第十条'),
    ('HQ-T02/again', 5, 'form_describes_system', '{"form": "HQ-F1"}', false, 'HQ-G6', '附件1'),
    ('HQ-T04', 1, 'evidence', '{"kind": "evaluation_opinion", "by": "authority", "title": "评估意见"}', false, 'HQ-T04', '第十条'),
    ('HQ-T04', 2, 'evidence', '{"kind": "fee_determination", "by": "authority", "title": "经费核定"}', false, 'HQ-B5', '第十条'),
    ('HQ-T04b', 1, 'opinion_given', '{}', false, 'HQ-T04b', NULL),
    ('HQ-T06', 1, 'other_person', '{"transition": "HQ-T04"}', false, 'HQ-T06', '第九条'),
    ('HQ-T06', 2, 'other_person', '{"transition": "HQ-T05"}', false, 'HQ-T06', '第九条'),
    ('HQ-T06/reject', 1, 'opinion_given', '{}', false, 'HQ-T06', '第九条'),
    ('HQ-T06/reject', 2, 'other_person', '{"transition": "HQ-T04"}', false, 'HQ-T06', '第九条'),
    ('HQ-T06/reject', 3, 'other_person', '{"transition": "HQ-T05"}', false, 'HQ-T06', '第九条'),
    ('HQ-T07', 1, 'evidence', '{"kind": "delivery_record", "by": "provider", "title": "交付记录"}', false, 'HQ-T07', '第十一条'),
    ('HQ-T08', 1, 'evidence', '{"kind": "premigration_security_test", "by": "using_unit", "title": "上云安全测试报告"}', true, 'HQ-G10', '协议3.3'),
    ('HQ-T10', 1, 'evidence_any', '{"kinds": ["security_test_report", "performance_security_report"], "by": "using_unit", "title": "系统安全检测报告"}', false, 'HQ-T10', '第十一条'),
    ('HQ-T11', 1, 'milestone', '{"transition": "HQ-T10"}', false, 'HQ-T11', '第十一条'),
    ('HQ-T11', 2, 'evidence', '{"kind": "performance_security_report", "by": "using_unit", "title": "软件性能及信息系统安全测试报告", "min_mlps": 3, "attributes": {"cnas": true, "covers": ["performance", "security"]}}', false, 'HQ-T10', '第十一条'),
    ('HQ-T11/fail', 1, 'opinion_given', '{}', false, 'HQ-T11', NULL),
    ('HQ-T12', 1, 'milestone', '{"transition": "HQ-T10"}', false, 'HQ-T12', '第十二条'),
    ('HQ-T12', 2, 'evidence', '{"kind": "performance_security_report", "by": "using_unit", "title": "软件性能及信息系统安全测试报告", "min_mlps": 3, "attributes": {"cnas": true, "covers": ["performance", "security"]}}', false, 'HQ-T12', '第十一条'),
    ('HQ-T12', 3, 'mlps_ceiling', '{"max": 3}', false, 'HQ-G2', '第四条'),
    ('HQ-T12', 4, 'not_classified', '{}', false, 'HQ-G1', '第三条'),
    ('HQ-T13', 1, 'evidence', '{"kind": "website_filing", "by": "using_unit", "title": "网站许可或ICP备案", "website_on": "internet"}', false, 'HQ-G9', '协议3.2'),
    ('HQ-T14', 1, 'evidence', '{"kind": "agreement", "title": "三方协议"}', false, 'HQ-T14', '附件4'),
    ('HQ-C01/open', 1, 'system_status', '{"in": ["in_service"]}', false, 'HQ-C01', '第十三条'),
    ('HQ-C01', 1, 'form_complete', '{"form": "HQ-F2"}', false, 'HQ-C01', '附件2'),
    ('HQ-C01', 2, 'form_hosts_known', '{"form": "HQ-F2"}', false, 'HQ-C01', '附件2'),
    ('HQ-C01', 3, 'form_in_catalogue', '{"form": "HQ-F2", "by": "authority"}', false, 'HQ-G5', '第十条'),
    ('HQ-C01', 4, 'evidence', '{"kind": "official_letter", "by": "using_unit", "title": "公函"}', false, 'HQ-C01', '第十三条'),
    ('HQ-C01', 5, 'form_describes_system', '{"form": "HQ-F2"}', false, 'HQ-C01', '附件2'),
    ('HQ-C04', 1, 'change_class', '{"class": "major", "form": "HQ-F2"}', false, 'HQ-C02', '第十三条'),
    ('HQ-C03', 1, 'change_class', '{"class": "minor", "form": "HQ-F2"}', false, 'HQ-C02', '第十三条'),
    ('HQ-C03/reject', 1, 'opinion_given', '{}', false, 'HQ-C03', '第十三条'),
    ('HQ-C04/approved', 1, 'child_completed', '{"procedure": "major_change"}', false, 'HQ-C04', '第十三条'),
    ('HQ-C04/rejected', 1, 'child_failed', '{"procedure": "major_change"}', false, 'HQ-C04', '第十三条'),
    ('HQ-C06', 1, 'evidence', '{"kind": "change_confirmation_sheet", "title": "变更确认单"}', false, 'HQ-C06', '协议7.1'),
    ('HQ-C04/T02', 1, 'form_complete', '{"form": "HQ-F1"}', false, 'HQ-C04', '第十条'),
    ('HQ-C04/T02', 2, 'evidence', '{"kind": "technical_plan", "by": "using_unit", "title": "上云技术方案"}', false, 'HQ-C04', '第十条'),
    ('HQ-C04/T02', 3, 'form_describes_system', '{"form": "HQ-F1"}', false, 'HQ-C04', '附件1'),
    ('HQ-C04/T02b', 1, 'form_complete', '{"form": "HQ-F1"}', false, 'HQ-C04', '第十条'),
    ('HQ-C04/T02b', 2, 'evidence', '{"kind": "technical_plan", "by": "using_unit", "title": "上云技术方案"}', false, 'HQ-C04', '第十条'),
    ('HQ-C04/T02b', 3, 'form_describes_system', '{"form": "HQ-F1"}', false, 'HQ-C04', '附件1'),
    ('HQ-C04/T04', 1, 'evidence', '{"kind": "evaluation_opinion", "by": "authority", "title": "评估意见"}', false, 'HQ-C04', '第十条'),
    ('HQ-C04/T04', 2, 'evidence', '{"kind": "fee_determination", "by": "authority", "title": "经费核定"}', false, 'HQ-C04', '第十条'),
    ('HQ-C04/T04b', 1, 'opinion_given', '{}', false, 'HQ-C04', NULL),
    ('HQ-C04/T06', 1, 'other_person', '{"transition": "HQ-C04/T04"}', false, 'HQ-C04', '第九条'),
    ('HQ-C04/T06', 2, 'other_person', '{"transition": "HQ-C04/T05"}', false, 'HQ-C04', '第九条'),
    ('HQ-C04/T06r', 1, 'opinion_given', '{}', false, 'HQ-C04', '第九条'),
    ('HQ-C04/T06r', 2, 'other_person', '{"transition": "HQ-C04/T04"}', false, 'HQ-C04', '第九条'),
    ('HQ-C04/T06r', 3, 'other_person', '{"transition": "HQ-C04/T05"}', false, 'HQ-C04', '第九条'),
    ('HQ-X01/open', 1, 'system_status', '{"in": ["in_service"]}', false, 'HQ-X01', '第十四条'),
    ('HQ-X01', 1, 'form_complete', '{"form": "HQ-F3"}', false, 'HQ-X01', '附件3'),
    ('HQ-X01', 2, 'form_says', '{"form": "HQ-F3", "field": "exit_kind", "in": ["system_exit"]}', false, 'HQ-X01', '附件3'),
    ('HQ-X01', 3, 'form_says', '{"form": "HQ-F3", "field": "unit_confirmation", "in": ["true"]}', false, 'HQ-X01', '第十四条'),
    ('HQ-X01', 4, 'evidence', '{"kind": "official_letter", "by": "using_unit", "title": "公函"}', false, 'HQ-X01', '第十四条'),
    ('HQ-X01', 5, 'evidence', '{"kind": "exit_plan", "by": "using_unit", "title": "退出方案"}', false, 'HQ-X01', '协议7.2'),
    ('HQ-X01', 6, 'form_describes_system', '{"form": "HQ-F3"}', false, 'HQ-X01', '附件3'),
    ('HQ-X02', 1, 'form_says', '{"form": "HQ-F3", "field": "unit_confirmation", "in": ["true"]}', false, 'HQ-X02', '附件3'),
    ('HQ-X02/refuse', 1, 'opinion_given', '{}', false, 'HQ-X02', '第十四条'),
    ('HQ-X03', 1, 'not_before', '{"form": "HQ-F3", "field": "planned_exit_date"}', false, 'HQ-D12', '附件3'),
    ('HQ-X04', 1, 'evidence', '{"kind": "exit_confirmation_sheet", "title": "退出确认单"}', false, 'HQ-X04', '协议7.2'),
    ('HQ-X01/unit', 1, 'form_complete', '{"form": "HQ-F3"}', false, 'HQ-X01', '附件3'),
    ('HQ-X01/unit', 2, 'form_says', '{"form": "HQ-F3", "field": "exit_kind", "in": ["unit_exit"]}', false, 'HQ-X01', '附件3'),
    ('HQ-X01/unit', 3, 'form_says', '{"form": "HQ-F3", "field": "unit_confirmation", "in": ["true"]}', false, 'HQ-X01', '第十四条'),
    ('HQ-X01/unit', 4, 'evidence', '{"kind": "official_letter", "by": "using_unit", "title": "公函"}', false, 'HQ-X01', '第十四条'),
    ('HQ-X01/unit', 5, 'evidence', '{"kind": "exit_plan", "by": "using_unit", "title": "退出方案"}', false, 'HQ-X01', '协议7.2'),
    ('HQ-X02/unit_refuse', 1, 'opinion_given', '{}', false, 'HQ-X02', '第十四条'),
    ('HQ-X04/unit', 1, 'child_completed', '{"procedure": "exit_with_unit", "or_none": true}', false, 'HQ-X04', '第十四条'),
    ('HQ-X03/each', 1, 'not_before', '{"form": "HQ-F3", "field": "planned_exit_date", "of": "parent"}', false, 'HQ-D12', '附件3'),
    ('HQ-X04/each', 1, 'evidence', '{"kind": "exit_confirmation_sheet", "title": "退出确认单"}', false, 'HQ-X04', '协议7.2'),
    ('HQ-R01', 1, 'finding_open', '{}', true, 'HQ-R01', '第十五条'),
    ('HQ-R02/talk', 1, 'reduction_listed', '{}', false, 'HQ-R02', '第十五条'),
    ('HQ-R02/propose', 1, 'reduction_listed', '{}', false, 'HQ-R02', '第十五条'),
    ('HQ-R02', 1, 'reduction_listed', '{"transition": ["HQ-R02/talk", "HQ-R02/propose"]}', false, 'HQ-R02', '第十五条'),
    ('HQ-R02/drop', 1, 'opinion_given', '{}', false, 'HQ-R02', NULL),
    ('HQ-R05', 1, 'form_complete', '{"form": "HQ-F2"}', false, 'HQ-R05', '第十五条'),
    ('HQ-K01', 1, 'data_given', '{"keys": {"planned_date": "date"}}', false, 'HQ-K01', '协议3.8'),
    ('HQ-A01/renew_1', 1, 'term_reached', '{"deadline": "HQ-D08"}', false, 'HQ-D08', '协议9.1'),
    ('HQ-A01/renew_1', 2, 'system_status', '{"in": ["in_service"]}', false, 'HQ-A01', NULL),
    ('HQ-A01/renew_2', 1, 'term_reached', '{"deadline": "HQ-D08/2"}', false, 'HQ-D08', '协议9.1'),
    ('HQ-A01/renew_2', 2, 'system_status', '{"in": ["in_service"]}', false, 'HQ-A01', NULL),
    ('HQ-A01/left_1', 1, 'term_reached', '{"deadline": "HQ-D08"}', false, 'HQ-D08', '协议9.1'),
    ('HQ-A01/left_1', 2, 'system_status', '{"in": ["exited"]}', false, 'HQ-A01', NULL),
    ('HQ-A01/left_2', 1, 'term_reached', '{"deadline": "HQ-D08/2"}', false, 'HQ-D08', '协议9.1'),
    ('HQ-A01/left_2', 2, 'system_status', '{"in": ["exited"]}', false, 'HQ-A01', NULL),
    ('HQ-A01/expire_1', 1, 'term_reached', '{"deadline": "HQ-D08"}', false, 'HQ-D08', '协议9.1'),
    ('HQ-A01/expire_2', 1, 'term_reached', '{"deadline": "HQ-D08/2"}', false, 'HQ-D08', '协议9.1'),
    ('HQ-A01/expire_3', 1, 'term_reached', '{"deadline": "HQ-D08/3"}', false, 'HQ-D08', '协议9.1'),
    ('HQ-D09/1', 1, 'term_running', '{"deadline": "HQ-D08"}', false, 'HQ-D09', '协议9.1'),
    ('HQ-D09/2', 1, 'term_running', '{"deadline": "HQ-D08/2"}', false, 'HQ-D09', '协议9.1'),
    ('HQ-F01', 1, 'data_given', '{"keys": {"occurred_on": "date"}}', false, 'HQ-F01', '协议8.2'),
    ('HQ-F01/notify', 1, 'evidence', '{"kind": "force_majeure_proof", "title": "不可抗力证明"}', false, 'HQ-F01', '协议8.2')
) AS g (transition, position, guard, parameters, soft, rule, article);

-- A level 1 system gets no police certificate: the soft guard is waived with a reason.
INSERT INTO gov_cloud.transition_guard (policy, transition, position, guard, parameters, soft, rule, article)
SELECT t.policy, t.code, g.position, 'evidence', g.parameters::jsonb, g.soft, 'HQ-T15', g.article
FROM gov_cloud.transition AS t, (VALUES
    ('complete_mlps', 1, '{"kind": "mlps_evaluation_report", "by": "using_unit", "title": "等保测评报告"}', false, '第二十二条'),
    -- the police certify no system of level 1: of that one a reason will do
    ('complete_mlps', 2, '{"kind": "mlps_filing_certificate", "by": "using_unit", "title": "等保备案证明"}', true, '第二十二条'),
    ('complete_mlps', 3, '{"kind": "mlps_filing_certificate", "by": "using_unit", "title": "等保备案证明", "min_mlps": 2}', false, '第二十二条'),
    ('submit_evaluation', 1, '{"kind": "mlps_evaluation_report", "by": "using_unit", "title": "等保测评报告"}', false, '协议3.3')
) AS g (action, position, parameters, soft, article)
WHERE t.policy OPERATOR(pg_catalog.=) 'huoqiu/1' AND t.action OPERATOR(pg_catalog.=) g.action;

-- Ending an agreement for breach is said why.
INSERT INTO gov_cloud.transition_guard (policy, transition, position, guard, rule, article)
SELECT t.policy, t.code, 1, 'opinion_given', t.rule, t.article
FROM gov_cloud.transition AS t
WHERE t.policy OPERATOR(pg_catalog.=) 'huoqiu/1' AND t.action OPERATOR(pg_catalog.=) 'terminate';

INSERT INTO gov_cloud.transition_effect (policy, transition, position, effect, parameters, article)
SELECT 'huoqiu/1', e.transition, e.position, e.effect, e.parameters::jsonb, e.article
FROM (VALUES
    ('HQ-T02', 1, 'file_form', '{"form": "HQ-F1"}', '第十条'),
    ('HQ-T02/again', 1, 'file_form', '{"form": "HQ-F1"}', '第十条'),
    ('HQ-T07', 1, 'provision_resources', '{"form": "HQ-F1"}', '第十一条'),
    ('HQ-T07', 2, 'set_system_status', '{"status": "trial"}', '第十一条'),
    ('HQ-T13', 1, 'set_system_status', '{"status": "opened"}', '第十二条'),
    ('HQ-T14', 1, 'start_billing', '{"from": "later_of_opening_and_agreement", "opening": "HQ-T13"}', '第十二条'),
    ('HQ-T14', 2, 'open_agreement', '{"procedure": "agreement"}', '协议9.1'),
    ('HQ-T14/serve', 1, 'set_system_status', '{"status": "in_service"}', '第十二条'),
    -- a trial that failed is given up: the machines go back, the system may apply again
    ('HQ-T11/withdraw_onboarding_trial_failed', 1, 'release_resources', '{}', NULL),
    ('HQ-T11/withdraw_onboarding_trial_failed', 2, 'set_system_status', '{"status": "registered"}', NULL),
    ('HQ-C01', 1, 'file_form', '{"form": "HQ-F2"}', '第十三条'),
    ('HQ-C01', 2, 'assess_change', '{"form": "HQ-F2"}', '第十三条'),
    -- judged at submission; again once a missing price is there
    ('HQ-C02', 1, 'assess_change', '{"form": "HQ-F2"}', '第十三条'),
    ('HQ-C04', 1, 'open_child', '{"procedure": "major_change", "per": "self"}', '第十三条'),
    ('HQ-C05', 1, 'apply_change', '{"form": "HQ-F2"}', '第十三条'),
    ('HQ-C05', 2, 'start_billing', '{"from": "completion"}', '第十三条'),
    ('HQ-C05', 3, 'stop_billing', '{"resources": "released"}', '第十三条'),
    ('HQ-C04/T02', 1, 'file_form', '{"form": "HQ-F1"}', '第十条'),
    ('HQ-C04/T02b', 1, 'file_form', '{"form": "HQ-F1"}', '第十条'),
    ('HQ-X01', 1, 'file_form', '{"form": "HQ-F3"}', '第十四条'),
    ('HQ-X03', 1, 'release_resources', '{}', '第十四条'),
    ('HQ-X03', 2, 'stop_billing', '{}', '第十四条'),
    ('HQ-X03', 3, 'set_system_status', '{"status": "exited"}', '第十四条'),
    ('HQ-X01/unit', 1, 'file_form', '{"form": "HQ-F3"}', '第十四条'),
    ('HQ-X02/unit', 1, 'open_child', '{"procedure": "exit_with_unit", "per": "systems"}', '第十四条'),
    ('HQ-X03/each', 1, 'release_resources', '{}', '第十四条'),
    ('HQ-X03/each', 2, 'stop_billing', '{}', '第十四条'),
    ('HQ-X03/each', 3, 'set_system_status', '{"status": "exited"}', '第十四条'),
    ('HQ-R04', 1, 'reduce_resources', '{"transition": ["HQ-R02/talk", "HQ-R02/propose"]}', '第十五条'),
    ('HQ-R04', 2, 'stop_billing', '{"resources": "released"}', '第十五条'),
    ('HQ-R05', 1, 'file_form', '{"form": "HQ-F2"}', '第十五条'),
    ('HQ-R05', 2, 'close_finding', '{}', '第十五条')
) AS e (transition, position, effect, parameters, article);

-- The agreement's years all count from the seals (HQ-D08), so that no renewal drifts.  A force majeure
-- may be told of days after it occurred, without back-dating the telling (HQ-D06).
INSERT INTO gov_cloud.deadline_rule
    (policy, code, procedure, title, starts_on, starts_from, ends_on, term, kind, rolls, obligor, soft, survives, article)
SELECT 'huoqiu/1', d.code, d.procedure, d.title, d.starts_on::text[], d.starts_from, d.ends_on::text[],
       d.term::gov_cloud.term, d.kind, d.rolls, d.obligor, d.soft, d.survives, d.article
FROM (VALUES
    ('HQ-D01', 'onboarding', '试运行不超过30天', '{HQ-T09,HQ-T11/retry}', 'event', '{HQ-T11,HQ-T11/fail}', '30 days', 'latest', false, 'using_unit', true, false, '第十一条'),
    ('HQ-D02', 'change', '3个工作日内完成变更', '{HQ-C03,HQ-C04/approved}', 'event', '{HQ-C05}', '3 workdays', 'latest', true, 'provider', false, false, '第十三条'),
    ('HQ-D05', 'emergency_contact', '提前3日办理联系人变更', '{HQ-K01}', 'data:planned_date', '{HQ-K01}', '3 days', 'backward', false, 'using_unit', false, false, '协议3.8'),
    ('HQ-D06', 'force_majeure', '15日内通知并提交证明', '{HQ-F01}', 'data:occurred_on', '{HQ-F01/notify}', '15 days', 'latest', true, 'using_unit', false, false, '协议8.2'),
    ('HQ-D07', 'force_majeure', '合理时间内恢复履行', '{HQ-F01/end}', 'event', '{HQ-F01/resume}', NULL, 'unquantified', false, 'using_unit', false, false, '协议8.2'),
    ('HQ-D08', 'agreement', '协议有效期一年', '{HQ-A01}', 'event', '{HQ-A01/renew_1,HQ-A01/left_1,HQ-A01/expire_1}', '1 year', 'earliest', false, 'authority', false, false, '协议9.1'),
    ('HQ-D08/2', 'agreement', '第一次续期届满', '{HQ-A01}', 'event', '{HQ-A01/renew_2,HQ-A01/left_2,HQ-A01/expire_2}', '2 years', 'earliest', false, 'authority', false, false, '协议9.1'),
    ('HQ-D08/3', 'agreement', '第二次续期届满', '{HQ-A01}', 'event', '{HQ-A01/expire_3}', '3 years', 'earliest', false, 'authority', false, false, '协议9.1'),
    ('HQ-D12', 'exit', '计划退出日期后方可删除', '{HQ-X01}', 'form:HQ-F3:planned_exit_date', '{HQ-X03}', NULL, 'earliest', false, 'provider', false, false, '附件3'),
    ('HQ-D12/unit', 'unit_exit', '计划退出日期后方可删除', '{HQ-X01/unit}', 'form:HQ-F3:planned_exit_date', '{HQ-X04/unit}', NULL, 'earliest', false, 'provider', false, false, '附件3')
) AS d (code, procedure, title, starts_on, starts_from, ends_on, term, kind, rolls, obligor, soft, survives, article);

INSERT INTO gov_cloud.deadline_rule
    (policy, code, procedure, title, starts_on, ends_on, term, kind, rolls, obligor, soft, survives, article)
SELECT 'huoqiu/1', d.code, 'onboarding', d.title, '{HQ-T08}',
       (SELECT pg_catalog.array_agg(t.code ORDER BY t.code) FROM gov_cloud.transition AS t
        WHERE t.policy OPERATOR(pg_catalog.=) 'huoqiu/1' AND t.action OPERATOR(pg_catalog.=) ANY (d.actions::text[])),
       '6 months'::gov_cloud.term, 'latest', true, 'using_unit', d.soft, true, d.article
FROM (VALUES
    ('HQ-D03', '6个月内完成等保定级备案测评', '{complete_mlps}', true, '第二十二条'),
    ('HQ-D04', '6个月内提交第三方等保测评报告', '{complete_mlps,submit_evaluation}', false, '协议3.3')
) AS d (code, title, actions, soft, article);

-- One choice alone: an interpretation that the rows above carry out; another one is another policy.
INSERT INTO gov_cloud.policy_parameter (policy, name, kind, choices, value, article, note)
SELECT 'huoqiu/1', p.name, p.kind, p.choices::text[], p.value, p.article, p.note
FROM (VALUES
    ('fiscal_scope', 'text', '{county,county_and_above}', 'county_and_above', '第五条; 第七条', 'art. 5 says county money, art. 7 county and above: the wider one defines the applicant'),
    ('trial_starts_at', 'text', '{deployment_done}', 'deployment_done', NULL, 'the 30 days qualify the trial, which follows deployment'),
    ('major_change_percent', 'numeric', NULL, '50', '第十三条', 'strictly more than'),
    ('major_basis', 'text', '{any_dimension,weighted_fee,sum}', 'any_dimension', NULL, 'any of CPU, memory, storage, bandwidth, or an item''s count'),
    ('major_counts_decrease', 'boolean', NULL, 'true', NULL, 'the text speaks of change without direction; the fee leg is growth only'),
    ('zero_base_policy', 'text', '{warn,major}', 'warn', NULL, 'growth from nothing has no ratio: the fee leg decides'),
    ('cumulative_window_days', 'integer', NULL, NULL, NULL, 'the text judges each change by itself'),
    ('major_change_requires_trial', 'boolean', '{false}', 'false', NULL, 'art. 13 points to art. 10 only'),
    ('reduction_without_consent', 'boolean', '{false}', 'false', '第十五条', 'no unilateral reduction in the text'),
    ('reduction_done_at', 'text', '{verified}', 'verified', NULL, 'the physical act, not the paperwork after it'),
    ('billing_start', 'text', '{later_of_opening_and_agreement,opening}', 'later_of_opening_and_agreement', NULL, 'art. 12 names both; Agr 9.1 makes the last seal effective'),
    ('billing_stop_on_exit', 'text', '{reclaim_day_unbilled,reclaim_day_billed}', 'reclaim_day_unbilled', NULL, 'by analogy with art. 15'),
    ('month_proration', 'text', '{days_of_month,thirty_days}', 'days_of_month', NULL, 'the text is silent'),
    ('statement_grace_days', 'integer', NULL, '5', NULL, 'days between draft and closing; the text is silent'),
    ('service_families', 'text', '{基础设施、支撑软件、安全保障、实施}', '基础设施、支撑软件、安全保障、实施', '协议2.2', 'families of services, as the text names them'),
    ('agreement_end_convention', 'text', '{civil_code}', 'civil_code', '协议1', 'signing day excluded, corresponding day is the last'),
    ('require_basic_security_package', 'boolean', NULL, 'true', '附件1', 'printed as required by default'),
    ('exit_reclaim_not_before', 'text', '{planned_exit_date}', 'planned_exit_date', '附件3', 'earliest day of deletion'),
    ('suspension_allowed', 'boolean', NULL, 'false', NULL, 'the text knows no suspension'),
    ('threshold_pct', 'numeric', NULL, NULL, '第十五条', 'art. 15 gives no figure: a county may adopt one as its own local rule'),
    ('window_months', 'integer', NULL, NULL, '第十五条', 'art. 15 gives no figure'),
    ('min_day_coverage', 'numeric', NULL, '0.8', NULL, 'share of expected samples'),
    ('min_month_coverage', 'numeric', NULL, '0.8', NULL, 'share of days in service'),
    ('unknown_month', 'text', '{break,skip}', 'break', NULL, 'a finding needs proof'),
    ('powered_off', 'text', '{zero,ignore}', 'zero', NULL, 'still allocated'),
    ('resize_resets_run', 'text', '{changed_metric,all_metrics,none}', 'changed_metric', NULL, 'only the metric that was resized'),
    ('low_combine', 'text', '{any_metric,all_metrics,any_metric_mixed}', 'any_metric', NULL, 'per metric'),
    ('daily_stat', 'text', '{max,mean,p95}', 'max', NULL, 'the day''s peak'),
    ('period_stat', 'text', '{mean,max}', 'mean', NULL, 'mean of the days'' peaks'),
    ('window_mode', 'text', '{calendar_months,rolling_months,every_day}', 'calendar_months', NULL, 'each month by itself'),
    ('system_rule', 'text', '{any_vm,all_vms,weighted}', 'any_vm', NULL, 'a system has a low host'),
    ('grace_before_online', 'boolean', NULL, 'true', NULL, 'months before service are not counted')
) AS p (name, kind, choices, value, article, note);
