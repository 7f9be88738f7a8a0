-- Sichuan: interim measures for the government cloud of the province.  Articles are labels as printed: there is
-- no 第十一条.  The text gives no amount of time for any step (尽快, 及时, 定期, 不定期): every such term is kept
-- without an amount, and none is ever counted down.  Rule ids (SC-T03 ...) name one rule each; a code with a
-- slash is one branch of a rule.

INSERT INTO gov_cloud.party_role (role, title, sees, builtin) VALUES
    ('dr_provider', '云灾备服务商', 'own', true),
    ('integrator', '云整合平台承建单位', 'own', true),
    ('security_operator', '统一安全运维机构', 'jurisdiction', true);

INSERT INTO gov_cloud.policy (code, title, doc_number, calendar, status, note) VALUES
    ('sichuan/1', '四川省省级政务云管理暂行办法', '川数中心函〔2020〕162号', 'cn', 'draft',
     'the text gives the year alone; in force from the day of issue (art. 37)');

INSERT INTO gov_cloud.article (policy, label, summary, executes)
SELECT 'sichuan/1', a.label, a.summary, a.executes
FROM (VALUES
    ('第一条', 'purpose', false),
    ('第二条', 'scope: building, managing, using and maintaining the provincial platform', false),
    ('第三条', 'services are bought; providers serve by contract', true),
    ('第四条', 'four platforms: supervision, service, disaster recovery, integration', true),
    ('第五条', 'the provincial centre builds, runs, allocates and supervises', true),
    ('第六条', 'units: yearly onboarding plan, application, migration, deployment, daily operation', true),
    ('第七条', 'providers: secure resources, help to units, monthly verification of resources', true),
    ('第八条', 'who operates and secures each platform and each system', true),
    ('第九条', 'unified security operator: overall security, scanning, inspections, drills, response', true),
    ('第十条', 'stages: application, acceptance, approval, allocation, deployment, change, end', true),
    ('第十二条', 'filing before application; filing number and plan; migrations with reports of a qualified third party', true),
    ('第十三条', 'plan review; quota fixed, or the plan is to be adjusted', true),
    ('第十四条', 'supervising provider and provider configure; the unit deploys as soon as it can', true),
    ('第十五条', 'performance test and security assessment after deployment, both reports to the centre', true),
    ('第十六条', 'changes; major ones as a new application; growth in principle by the same provider', true),
    ('第十七条', 'efficiency collected, reported monthly, evaluated periodically; downgrade or reclaim', true),
    ('第十八条', 'exit: backup and offline first, application in writing, data cleared and resources reclaimed jointly', true),
    ('第十九条', 'the centre supervises operation', true),
    ('第二十条', 'provider monitors the platform and handles faults; supervising provider monitors the systems', true),
    ('第二十一条', 'units keep operation rules and handle faults of their systems', true),
    ('第二十二条', 'monthly report on operation, resources and security', true),
    ('第二十三条', 'faults are summarised and reported to centre and unit', true),
    ('第二十四条', 'fast linkage for faults, paid by unit and provider themselves', true),
    ('第二十五条', 'irregular inspections, notices, rectification', true),
    ('第二十六条', 'responsibility, data management and standard unchanged', true),
    ('第二十七条', 'cloud security assessment, procurement review, protection level 3 and cryptography; systems file their results', true),
    ('第二十八条', 'emergency plans, training, drills, named persons', true),
    ('第二十九条', 'monthly self-check, from which the security operator makes its monthly report', true),
    ('第三十条', 'major security incidents: regulator told, centre and security operator informed', true),
    ('第三十一条', 'operation logs complete for at least 6 months', true),
    ('第三十二条', 'efficiency supervised: a basis of the units'' assessment and of their applications', true),
    ('第三十三条', 'providers inspected and assessed quarterly; tied to annual settlement; penalty up to revocation', true),
    ('第三十四条', 'implementing rules to follow', false),
    ('第三十五条', 'interpretation', false),
    ('第三十六条', 'higher law prevails', false),
    ('第三十七条', 'entry into force', false)
) AS a (label, summary, executes);

INSERT INTO gov_cloud.policy_role (policy, role, party, title, article) VALUES
    ('sichuan/1', 'authority', 'SC-P1', '省大数据中心', '第五条; 第十九条'),
    ('sichuan/1', 'using_unit', 'SC-P2', '使用单位', '第六条; 第二十一条'),
    ('sichuan/1', 'provider', 'SC-P3', '云服务商', '第七条'),
    ('sichuan/1', 'supervisor', 'SC-P4', '云监管服务商', '第十四条'),
    ('sichuan/1', 'dr_provider', 'SC-P5', '云灾备服务商', '第八条'),
    ('sichuan/1', 'integrator', 'SC-P6', '云整合平台承建单位', '第八条'),
    ('sichuan/1', 'security_operator', 'SC-P7', '统一安全运维机构', '第九条'),
    ('sichuan/1', 'security_authority', 'SC-P9', '网络安全监管单位', '第三十条');

-- The four platforms of the cloud, and who answers for each.
INSERT INTO gov_cloud.platform_kind (policy, kind, rule, title, operator, overseer, article) VALUES
    ('sichuan/1', 'supervision', 'SC-P4', '云监管平台', 'supervisor', 'authority', '第四条; 第八条'),
    ('sichuan/1', 'service', 'SC-P3', '云服务平台', 'provider', 'authority', '第四条; 第八条'),
    ('sichuan/1', 'recovery', 'SC-P5', '云灾备平台', 'dr_provider', 'authority', '第四条; 第八条'),
    ('sichuan/1', 'integration', 'SC-P6', '云整合平台', 'integrator', 'authority', '第四条; 第八条');

INSERT INTO gov_cloud.procedure (policy, code, title, subject, changes_resources, rule, article) VALUES
    ('sichuan/1', 'annual_plan', '年度上云计划', 'unit', false, 'SC-T00', '第六条'),
    ('sichuan/1', 'onboarding', '云资源申请', 'system', true, 'SC-T01', '第十二条'),
    ('sichuan/1', 'change', '云资源使用变更', 'system', true, 'SC-C01', '第十六条'),
    ('sichuan/1', 'major_change', '重大变更重新申请', 'system', true, 'SC-C01', '第十六条'),
    ('sichuan/1', 'efficiency', '使用效率评估', 'system', true, 'SC-E01', '第十七条'),
    ('sichuan/1', 'exit', '服务退出', 'system', true, 'SC-X01', '第十八条'),
    ('sichuan/1', 'fault', '云上信息系统故障', 'system', false, 'SC-I01', '第二十三条'),
    ('sichuan/1', 'platform_fault', '服务平台故障', 'provider', false, 'SC-I01', '第二十条'),
    ('sichuan/1', 'security_incident', '重大安全事件', 'system', false, 'SC-I02', '第三十条'),
    ('sichuan/1', 'inspection', '安全检查', 'system', false, 'SC-S01', '第二十五条'),
    ('sichuan/1', 'platform_inspection', '平台安全检查', 'provider', false, 'SC-S01', '第二十五条'),
    ('sichuan/1', 'settlement', '年度结算', 'provider', false, 'SC-B2', '第三十三条'),
    ('sichuan/1', 'disqualification', '考核处罚', 'provider', false, 'SC-V01', '第三十三条');

INSERT INTO gov_cloud.state (policy, procedure, state, title, outcome, position)
SELECT 'sichuan/1', s.procedure, s.state, s.title, s.outcome, s.position
FROM (VALUES
    ('annual_plan', 'annual_plan_drafted', '计划已制定', NULL, 1),
    ('annual_plan', 'annual_plan_submitted', '计划已报送', 'completed', 2),
    ('annual_plan', 'withdrawn', '已撤回', 'withdrawn', 3),
    ('onboarding', 'draft', '草稿', NULL, 1),
    ('onboarding', 'submitted', '已申请', NULL, 2),
    ('onboarding', 'under_review', '方案评审中', NULL, 3),
    ('onboarding', 'plan_revision', '方案调整', NULL, 4),
    ('onboarding', 'quota_fixed', '资源配置额已核定', NULL, 5),
    ('onboarding', 'configured', '资源已配置', NULL, 6),
    ('onboarding', 'deployed', '已部署', NULL, 7),
    ('onboarding', 'tested', '测试评估已完成', NULL, 8),
    ('onboarding', 'in_service', '在用', 'completed', 9),
    ('onboarding', 'withdrawn', '已撤回', 'withdrawn', 10),
    ('change', 'draft', '草稿', NULL, 1),
    ('change', 'change_requested', '变更已申请', NULL, 2),
    ('change', 'major_pending', '按重新申请流程办理', NULL, 3),
    ('change', 'change_approved', '变更已同意', NULL, 4),
    ('change', 'major_approved', '重大变更已核定', NULL, 5),
    ('change', 'major_configured', '重大变更已配置', NULL, 6),
    ('change', 'major_deployed', '重大变更已部署', NULL, 7),
    ('change', 'change_rejected', '变更未同意', 'rejected', 8),
    ('change', 'in_service', '在用（新配置）', 'completed', 9),
    ('change', 'withdrawn', '已撤回', 'withdrawn', 10),
    ('major_change', 'draft', '草稿', NULL, 1),
    ('major_change', 'submitted', '已申请', NULL, 2),
    ('major_change', 'under_review', '方案评审中', NULL, 3),
    ('major_change', 'plan_revision', '方案调整', NULL, 4),
    ('major_change', 'quota_fixed', '资源配置额已核定', 'completed', 5),
    ('major_change', 'withdrawn', '已撤回', 'withdrawn', 6),
    ('efficiency', 'evaluated', '已评估', NULL, 1),
    ('efficiency', 'adjustment_ordered', '已组织降配或回收', NULL, 2),
    ('efficiency', 'adjusted', '已降配或回收', 'completed', 3),
    ('efficiency', 'kept', '维持配置', 'completed', 4),
    ('exit', 'draft', '草稿', NULL, 1),
    ('exit', 'exit_requested', '退出已申请', NULL, 2),
    ('exit', 'exit_approved', '退出已受理', NULL, 3),
    ('exit', 'exit_refused', '退出未受理', 'rejected', 4),
    ('exit', 'data_cleared', '数据已清除', NULL, 5),
    ('exit', 'reclaimed', '资源已回收', 'completed', 6),
    ('exit', 'withdrawn', '已撤回', 'withdrawn', 7),
    ('fault', 'found', '发现故障', NULL, 1),
    ('fault', 'handled', '已处理', NULL, 2),
    ('fault', 'reported', '已汇总报告', 'completed', 3),
    ('platform_fault', 'found', '发现故障', NULL, 1),
    ('platform_fault', 'handled', '已处理', NULL, 2),
    ('platform_fault', 'reported', '已汇总报告', 'completed', 3),
    ('security_incident', 'occurred', '已发生', NULL, 1),
    ('security_incident', 'reported', '已报告监管单位', NULL, 2),
    ('security_incident', 'informed', '已告知', NULL, 3),
    ('security_incident', 'handled', '已处置', 'completed', 4),
    ('inspection', 'inspected', '已检查', NULL, 1),
    ('inspection', 'notified', '已通报', NULL, 2),
    ('inspection', 'rectified', '已整改', 'completed', 3),
    ('inspection', 'clean', '未发现问题', 'completed', 4),
    ('platform_inspection', 'inspected', '已检查', NULL, 1),
    ('platform_inspection', 'notified', '已通报', NULL, 2),
    ('platform_inspection', 'rectified', '已整改', 'completed', 3),
    ('platform_inspection', 'clean', '未发现问题', 'completed', 4),
    ('settlement', 'drawn_up', '结算办理中', NULL, 1),
    ('settlement', 'proposed', '已按考核结果提出结算', 'completed', 2),
    ('disqualification', 'below_standard', '考核达不到标准', NULL, 1),
    ('disqualification', 'penalised', '已按合同处罚', NULL, 2),
    ('disqualification', 'restored', '考核恢复达标', 'completed', 3),
    ('disqualification', 'qualification_revoked', '已撤销服务商资格', 'completed', 4)
) AS s (procedure, state, title, outcome, position);

INSERT INTO gov_cloud.transition
    (policy, code, rule, procedure, from_state, action, title, to_state, actors, quorum, automatic, decides, repeatable, article)
SELECT 'sichuan/1', t.code, pg_catalog.split_part(t.code, '/', 1), t.procedure, t.from_state, t.action, t.title, t.to_state,
       t.actors::text[], t.quorum, t.automatic, t.decides, t.repeatable, t.article
FROM (VALUES
    -- the unit's yearly plan
    ('SC-T00/open', 'annual_plan', NULL, 'open', '制定年度上云计划', 'annual_plan_drafted', '{using_unit}', 'any', false, false, false, '第六条'),
    ('SC-T00', 'annual_plan', 'annual_plan_drafted', 'submit', '报送年度上云计划', 'annual_plan_submitted', '{using_unit}', 'any', false, false, false, '第六条'),
    -- onboarding
    ('SC-T01/open', 'onboarding', NULL, 'open', '起草', 'draft', '{using_unit}', 'any', false, false, false, '第十二条'),
    ('SC-T01', 'onboarding', 'draft', 'submit', '提出使用申请', 'submitted', '{using_unit}', 'any', false, false, false, '第十二条'),
    ('SC-T02', 'onboarding', 'submitted', 'start_review', '受理并组织方案评审', 'under_review', '{authority}', 'any', false, true, false, '第十三条'),
    ('SC-T03', 'onboarding', 'under_review', 'fix_quota', '核定资源配置额', 'quota_fixed', '{authority}', 'any', false, true, false, '第十三条'),
    ('SC-T04', 'onboarding', 'under_review', 'request_revision', '通知调整方案', 'plan_revision', '{authority}', 'any', false, true, false, '第十三条'),
    ('SC-T04/submit', 'onboarding', 'plan_revision', 'submit', '方案调整后再次申请', 'submitted', '{using_unit}', 'any', false, false, false, '第十三条'),
    ('SC-T05', 'onboarding', 'quota_fixed', 'configure', '完成资源配置', 'configured', '{supervisor,provider}', 'all', false, false, false, '第十四条'),
    ('SC-T06', 'onboarding', 'configured', 'deploy', '完成部署', 'deployed', '{using_unit}', 'any', false, false, false, '第十四条'),
    ('SC-T07', 'onboarding', 'deployed', 'submit_reports', '提交测试报告和安全评估报告', 'tested', '{using_unit}', 'any', false, false, false, '第十五条'),
    ('SC-T08', 'onboarding', 'tested', 'enter_service', '投入使用', 'in_service', '{}', 'any', true, false, false, NULL),
    -- change
    ('SC-C01/open', 'change', NULL, 'open', '起草', 'draft', '{using_unit}', 'any', false, false, false, '第十六条'),
    ('SC-C01', 'change', 'draft', 'submit', '提交变更申请', 'change_requested', '{using_unit}', 'any', false, false, false, '第十六条'),
    ('SC-C01/classify', 'change', 'change_requested', 'classify', '判定是否重大变更', NULL, '{authority}', 'any', false, true, true, '第十六条'),
    ('SC-C01/major', 'change', 'change_requested', 'treat_as_major', '按重新申请流程办理', 'major_pending', '{}', 'any', true, false, false, '第十六条'),
    ('SC-C01/approve', 'change', 'change_requested', 'approve', '同意变更', 'change_approved', '{authority}', 'any', false, true, false, '第十六条'),
    ('SC-C01/reject', 'change', 'change_requested', 'reject', '不同意变更', 'change_rejected', '{authority}', 'any', false, true, false, '第十六条'),
    ('SC-C01/configure', 'change', 'change_approved', 'configure', '完成变更配置', 'in_service', '{supervisor,provider}', 'all', false, false, false, '第十六条'),
    ('SC-C01/take_quota', 'change', 'major_pending', 'take_approval', '重新申请已核定', 'major_approved', '{}', 'any', true, false, false, '第十六条'),
    ('SC-C01/take_end', 'change', 'major_pending', 'take_rejection', '重新申请已终止', 'change_rejected', '{}', 'any', true, false, false, '第十六条'),
    ('SC-C01/major_configure', 'change', 'major_approved', 'configure', '完成资源配置', 'major_configured', '{supervisor,provider}', 'all', false, false, false, '第十四条'),
    ('SC-C01/major_deploy', 'change', 'major_configured', 'deploy', '完成部署', 'major_deployed', '{using_unit}', 'any', false, false, false, '第十四条'),
    ('SC-C01/major_reports', 'change', 'major_deployed', 'submit_reports', '提交测试报告和安全评估报告', 'in_service', '{using_unit}', 'any', false, false, false, '第十五条'),
    -- major change: the whole application again
    ('SC-C01/again', 'major_change', NULL, 'open', '重新申请', 'draft', '{system}', 'any', false, false, false, '第十六条'),
    ('SC-C01/again_submit', 'major_change', 'draft', 'submit', '提出使用申请', 'submitted', '{using_unit}', 'any', false, false, false, '第十六条'),
    ('SC-C01/again_review', 'major_change', 'submitted', 'start_review', '受理并组织方案评审', 'under_review', '{authority}', 'any', false, true, false, '第十六条'),
    ('SC-C01/again_quota', 'major_change', 'under_review', 'fix_quota', '核定资源配置额', 'quota_fixed', '{authority}', 'any', false, true, false, '第十六条'),
    ('SC-C01/again_revise', 'major_change', 'under_review', 'request_revision', '通知调整方案', 'plan_revision', '{authority}', 'any', false, true, false, '第十六条'),
    ('SC-C01/again_resubmit', 'major_change', 'plan_revision', 'submit', '方案调整后再次申请', 'submitted', '{using_unit}', 'any', false, false, false, '第十六条'),
    -- efficiency
    ('SC-E01', 'efficiency', NULL, 'open', '评估使用效率', 'evaluated', '{authority}', 'any', false, false, false, '第十七条'),
    ('SC-E01/order', 'efficiency', 'evaluated', 'order_adjustment', '组织降配或回收', 'adjustment_ordered', '{authority}', 'any', false, false, false, '第十七条'),
    ('SC-E01/keep', 'efficiency', 'evaluated', 'keep', '维持配置', 'kept', '{authority}', 'any', false, false, false, '第十七条'),
    ('SC-E01/adjust', 'efficiency', 'adjustment_ordered', 'carry_out', '完成降配或回收', 'adjusted', '{provider}', 'any', false, false, false, '第十七条'),
    -- exit
    ('SC-X01/open', 'exit', NULL, 'open', '起草', 'draft', '{using_unit}', 'any', false, false, false, '第十八条'),
    ('SC-X01', 'exit', 'draft', 'submit', '书面提交服务退出申请', 'exit_requested', '{using_unit}', 'any', false, false, false, '第十八条'),
    ('SC-X01/approve', 'exit', 'exit_requested', 'approve', '受理退出申请', 'exit_approved', '{authority}', 'any', false, true, false, NULL),
    ('SC-X01/refuse', 'exit', 'exit_requested', 'refuse', '不受理退出申请', 'exit_refused', '{authority}', 'any', false, true, false, NULL),
    ('SC-X02/clear', 'exit', 'exit_approved', 'clear_data', '共同清除数据', 'data_cleared', '{using_unit,provider}', 'all', false, false, false, '第十八条'),
    ('SC-X02', 'exit', 'data_cleared', 'reclaim', '共同回收云资源', 'reclaimed', '{using_unit,provider}', 'all', false, false, false, '第十八条'),
    -- faults
    ('SC-I01', 'fault', NULL, 'open', '发现故障', 'found', '{supervisor,provider,using_unit}', 'any', false, false, false, '第二十条'),
    ('SC-I01/handle', 'fault', 'found', 'handle', '处理故障', 'handled', '{provider,using_unit}', 'any', false, false, false, '第二十条'),
    ('SC-I01/report', 'fault', 'handled', 'report', '汇总并报告故障情况', 'reported', '{supervisor}', 'any', false, false, false, '第二十三条'),
    ('SC-I01/platform', 'platform_fault', NULL, 'open', '发现服务平台故障', 'found', '{provider}', 'any', false, false, false, '第二十条'),
    ('SC-I01/platform_handle', 'platform_fault', 'found', 'handle', '处理服务平台故障', 'handled', '{provider}', 'any', false, false, false, '第二十条'),
    ('SC-I01/platform_report', 'platform_fault', 'handled', 'report', '汇总并报告故障情况', 'reported', '{supervisor}', 'any', false, false, false, '第二十三条'),
    -- major security incident
    ('SC-I02', 'security_incident', NULL, 'open', '发生重大安全事件', 'occurred', '{using_unit,provider,security_operator}', 'any', false, false, false, '第三十条'),
    ('SC-I02/report', 'security_incident', 'occurred', 'report_regulator', '向网络安全监管单位报告', 'reported', '{using_unit,provider,security_operator}', 'any', false, false, false, '第三十条'),
    ('SC-I02/inform', 'security_incident', 'reported', 'inform', '告知省大数据中心和统一安全运维机构', 'informed', '{using_unit,provider,security_operator}', 'any', false, false, false, '第三十条'),
    ('SC-I02/handle', 'security_incident', 'informed', 'handle', '做好处置', 'handled', '{using_unit,provider,security_operator}', 'any', false, false, false, '第三十条'),
    -- inspections of a system and of a platform
    ('SC-S01', 'inspection', NULL, 'open', '安全检查', 'inspected', '{authority}', 'any', false, false, false, '第二十五条'),
    ('SC-S01/notify', 'inspection', 'inspected', 'notify', '通报', 'notified', '{authority}', 'any', false, false, false, '第二十五条'),
    ('SC-S01/clean', 'inspection', 'inspected', 'clear', '未发现问题', 'clean', '{authority}', 'any', false, false, false, '第二十五条'),
    ('SC-S01/urge', 'inspection', 'notified', 'press', '督促整改', NULL, '{authority}', 'any', false, false, true, '第二十五条'),
    ('SC-S01/rectify', 'inspection', 'notified', 'rectify', '整改落实', 'rectified', '{using_unit}', 'any', false, false, false, '第二十五条'),
    ('SC-S01/platform', 'platform_inspection', NULL, 'open', '平台安全检查', 'inspected', '{authority}', 'any', false, false, false, '第二十五条'),
    ('SC-S01/platform_notify', 'platform_inspection', 'inspected', 'notify', '通报', 'notified', '{authority}', 'any', false, false, false, '第二十五条'),
    ('SC-S01/platform_clean', 'platform_inspection', 'inspected', 'clear', '未发现问题', 'clean', '{authority}', 'any', false, false, false, '第二十五条'),
    ('SC-S01/platform_urge', 'platform_inspection', 'notified', 'press', '督促整改', NULL, '{authority}', 'any', false, false, true, '第二十五条'),
    ('SC-S01/platform_rectify', 'platform_inspection', 'notified', 'rectify', '整改落实', 'rectified', '{provider,dr_provider,integrator,supervisor}', 'any', false, false, false, '第二十五条'),
    -- the year's settlement, once
    ('SC-B2/open', 'settlement', NULL, 'open', '办理年度结算', 'drawn_up', '{authority}', 'any', false, false, false, '第三十三条'),
    ('SC-B2', 'settlement', 'drawn_up', 'propose', '按考核结果提出年度结算', 'proposed', '{authority}', 'any', false, false, false, '第三十三条'),
    -- a provider below standard
    ('SC-V01', 'disqualification', NULL, 'open', '考核达不到标准', 'below_standard', '{authority}', 'any', false, false, false, '第三十三条'),
    ('SC-V01/penalise', 'disqualification', 'below_standard', 'penalise', '依据合同处罚', 'penalised', '{authority}', 'any', false, false, false, '第三十三条'),
    ('SC-V01/again', 'disqualification', 'penalised', 'penalise_again', '再次处罚', NULL, '{authority}', 'any', false, false, true, '第三十三条'),
    ('SC-V01/restore', 'disqualification', 'penalised', 'restore', '考核恢复达标', 'restored', '{authority}', 'any', false, false, false, NULL),
    ('SC-V01/revoke', 'disqualification', 'penalised', 'revoke', '撤销服务商资格', 'qualification_revoked', '{authority}', 'any', false, false, false, '第三十三条')
) AS t (code, procedure, from_state, action, title, to_state, actors, quorum, automatic, decides, repeatable, article);

-- Withdrawing what is not yet decided: the text is silent, offices need it.
INSERT INTO gov_cloud.transition (policy, code, rule, procedure, from_state, action, title, to_state, actors)
SELECT 'sichuan/1', pg_catalog.concat(w.rule, '/withdraw_', w.procedure, '_', w.from_state), w.rule, w.procedure, w.from_state,
       'withdraw', '撤回', 'withdrawn', '{using_unit}'
FROM (VALUES
    ('SC-T00', 'annual_plan', 'annual_plan_drafted'),
    ('SC-T01', 'onboarding', 'draft'), ('SC-T01', 'onboarding', 'submitted'), ('SC-T01', 'onboarding', 'under_review'), ('SC-T04', 'onboarding', 'plan_revision'),
    ('SC-C01', 'change', 'draft'), ('SC-C01', 'change', 'change_requested'),
    ('SC-C01', 'major_change', 'draft'), ('SC-C01', 'major_change', 'submitted'), ('SC-C01', 'major_change', 'under_review'), ('SC-C01', 'major_change', 'plan_revision'),
    ('SC-X01', 'exit', 'draft'), ('SC-X01', 'exit', 'exit_requested')
) AS w (rule, procedure, from_state);

-- The system's own results may be filed at any time after deployment.
INSERT INTO gov_cloud.transition (policy, code, rule, procedure, from_state, action, title, to_state, actors, article)
SELECT 'sichuan/1', pg_catalog.concat('SC-G7/', s.state), 'SC-G7', 'onboarding', s.state, 'file_results', '测评结果报备案', NULL, '{using_unit}', '第二十七条'
FROM (VALUES ('deployed'), ('in_service')) AS s (state);

INSERT INTO gov_cloud.transition_guard (policy, transition, position, guard, parameters, rule, article)
SELECT 'sichuan/1', pg_catalog.concat('SC-G7/', s.state), g.position, 'compliance', pg_catalog.jsonb_build_object('kind', g.kind, 'of', 'system'), 'SC-G7', '第二十七条'
FROM (VALUES ('deployed'), ('in_service')) AS s (state),
    (VALUES (1, 'mlps_grading'), (2, 'mlps_filing'), (3, 'mlps_evaluation'), (4, 'cryptography_evaluation')) AS g (position, kind);

-- An application asks for the same whenever it is made: first, after its plan was adjusted, for a major change.
INSERT INTO gov_cloud.transition_guard (policy, transition, position, guard, parameters, soft, rule, article)
SELECT 'sichuan/1', t.transition, g.position, g.guard, g.parameters::jsonb, false, g.rule, g.article
FROM (VALUES ('SC-T01'), ('SC-T04/submit'), ('SC-C01/again_submit'), ('SC-C01/again_resubmit')) AS t (transition),
(VALUES
    (1, 'form_complete', '{"form": "SC-USE"}', 'SC-G2', '第十二条'),
    (2, 'form_in_catalogue', '{"form": "SC-USE"}', 'SC-T01', '第十二条'),
    (3, 'form_describes_system', '{"form": "SC-USE"}', 'SC-T01', '第十二条'),
    (4, 'evidence', '{"kind": "onboarding_plan", "by": "using_unit", "title": "信息系统上云方案"}', 'SC-T01', '第十二条'),
    (5, 'evidence', '{"kind": "third_party_security_assessment", "by": "using_unit", "title": "安全评估报告", "onboarding_kind": ["migration"], "attributes": {"qualified": true}}', 'SC-G3', '第十二条'),
    (6, 'evidence', '{"kind": "third_party_performance_test", "by": "using_unit", "title": "性能测试报告", "onboarding_kind": ["migration"], "attributes": {"qualified": true}}', 'SC-G3', '第十二条'),
    (7, 'compliance', '{"kind": "system_filing", "of": "system", "title": "四川省省级政务信息系统备案"}', 'SC-G2', '第十二条')
) AS g (position, guard, parameters, rule, article);

INSERT INTO gov_cloud.transition_guard (policy, transition, position, guard, parameters, soft, rule, article)
SELECT 'sichuan/1', g.transition, g.position, g.guard, g.parameters::jsonb, g.soft, g.rule, g.article
FROM (VALUES
    ('SC-T00', 1, 'data_given', '{"keys": {"year": "integer"}}', false, 'SC-T00', '第六条'),
    ('SC-T00', 2, 'evidence', '{"kind": "annual_onboarding_plan", "by": "using_unit", "title": "年度上云计划"}', false, 'SC-T00', '第六条'),
    ('SC-T01/open', 1, 'unit_class', '{"levels": ["province"]}', false, 'SC-G1', '第二条'),
    ('SC-T01/open', 2, 'system_status', '{"in": ["registered"]}', false, 'SC-T01', '第十二条'),
    ('SC-T03', 1, 'evidence', '{"kind": "review_opinion", "by": "authority", "title": "评审意见"}', false, 'SC-T03', '第十三条'),
    ('SC-T03', 2, 'data_given', '{"keys": {"vcpu": "numeric", "memory_gb": "numeric", "storage_gb": "numeric"}}', false, 'SC-T03', '第十三条'),
    ('SC-T03', 3, 'within_quota', '{"form": "SC-USE"}', false, 'SC-T03', '第十三条'),
    ('SC-T04', 1, 'opinion_given', '{}', false, 'SC-T04', '第十三条'),
    ('SC-T05', 1, 'within_quota', '{"form": "SC-USE", "transition": "SC-T03"}', false, 'SC-T05', '第十四条'),
    ('SC-T05', 2, 'provider_not', '{"procedure": "disqualification", "state": "qualification_revoked"}', false, 'SC-V01', '第三十三条'),
    ('SC-T05', 5, 'runs_platform', '{"kind": "service"}', false, 'SC-P3', '第四条'),
    ('SC-T05', 3, 'compliance', '{"kind": "cloud_mlps_evaluation", "of": "provider", "attributes": {"level": 3}, "title": "服务平台等级保护第三级测评"}', false, 'SC-G6', '第二十七条'),
    ('SC-T05', 4, 'compliance', '{"kind": "cryptography_evaluation", "of": "provider", "title": "服务平台商用密码应用安全性评估"}', false, 'SC-G6', '第二十七条'),
    ('SC-T07', 1, 'evidence', '{"kind": "performance_test_report", "by": "using_unit", "title": "测试报告"}', false, 'SC-T07', '第十五条'),
    ('SC-T07', 2, 'evidence', '{"kind": "security_assessment_report", "by": "using_unit", "title": "安全评估报告"}', false, 'SC-T07', '第十五条'),
    ('SC-C01/open', 1, 'system_status', '{"in": ["in_service"]}', false, 'SC-C01', '第十六条'),
    ('SC-C01', 1, 'form_complete', '{"form": "SC-CHANGE"}', false, 'SC-C01', '第十六条'),
    ('SC-C01', 2, 'form_hosts_known', '{"form": "SC-CHANGE"}', false, 'SC-C01', '第十六条'),
    ('SC-C01', 3, 'form_in_catalogue', '{"form": "SC-CHANGE"}', false, 'SC-C01', '第十六条'),
    ('SC-C01', 4, 'form_describes_system', '{"form": "SC-CHANGE"}', false, 'SC-C01', '第十六条'),
    ('SC-C01/classify', 1, 'opinion_given', '{}', false, 'SC-C01', '第十六条'),
    ('SC-C01/major', 1, 'change_class', '{"class": "major", "form": "SC-CHANGE"}', false, 'SC-C01', '第十六条'),
    ('SC-C01/approve', 1, 'change_class', '{"class": "minor", "form": "SC-CHANGE"}', false, 'SC-C01', '第十六条'),
    ('SC-C01/reject', 1, 'opinion_given', '{}', false, 'SC-C01', '第十六条'),
    ('SC-C01/configure', 1, 'same_provider', '{"form": "SC-CHANGE"}', true, 'SC-G4', '第十六条'),
    ('SC-C01/configure', 2, 'provider_not', '{"procedure": "disqualification", "state": "qualification_revoked"}', false, 'SC-V01', '第三十三条'),
    ('SC-C01/take_quota', 1, 'child_completed', '{"procedure": "major_change"}', false, 'SC-C01', '第十六条'),
    ('SC-C01/take_end', 1, 'child_failed', '{"procedure": "major_change"}', false, 'SC-C01', '第十六条'),
    ('SC-C01/major_configure', 1, 'same_provider', '{"form": "SC-CHANGE"}', true, 'SC-G4', '第十六条'),
    ('SC-C01/major_configure', 2, 'provider_not', '{"procedure": "disqualification", "state": "qualification_revoked"}', false, 'SC-V01', '第三十三条'),
    ('SC-C01/major_reports', 1, 'evidence', '{"kind": "performance_test_report", "by": "using_unit", "title": "测试报告"}', false, 'SC-C01', '第十五条'),
    ('SC-C01/major_reports', 2, 'evidence', '{"kind": "security_assessment_report", "by": "using_unit", "title": "安全评估报告"}', false, 'SC-C01', '第十五条'),
    ('SC-C01/again_quota', 1, 'evidence', '{"kind": "review_opinion", "by": "authority", "title": "评审意见"}', false, 'SC-C01', '第十三条'),
    ('SC-C01/again_quota', 2, 'data_given', '{"keys": {"vcpu": "numeric", "memory_gb": "numeric", "storage_gb": "numeric"}}', false, 'SC-C01', '第十三条'),
    ('SC-C01/again_quota', 3, 'within_quota', '{"form": "SC-USE"}', false, 'SC-C01', '第十三条'),
    ('SC-C01/again_revise', 1, 'opinion_given', '{}', false, 'SC-C01', '第十三条'),
    ('SC-E01', 1, 'system_status', '{"in": ["opened", "in_service"]}', false, 'SC-E01', '第十七条'),
    ('SC-E01', 2, 'opinion_given', '{}', false, 'SC-E01', '第十七条'),
    ('SC-E01/order', 1, 'reduction_listed', '{}', false, 'SC-E01', '第十七条'),
    ('SC-E01/keep', 1, 'opinion_given', '{}', false, 'SC-E01', '第十七条'),
    ('SC-X01/open', 1, 'system_status', '{"in": ["opened", "in_service"]}', false, 'SC-X01', '第十八条'),
    ('SC-X01', 1, 'form_complete', '{"form": "SC-EXIT"}', false, 'SC-X01', '第十八条'),
    ('SC-X01', 2, 'form_says', '{"form": "SC-EXIT", "field": "unit_confirmation", "in": ["true"]}', false, 'SC-G5', '第十八条'),
    ('SC-X01', 3, 'evidence', '{"kind": "exit_application", "by": "using_unit", "title": "书面服务退出申请"}', false, 'SC-X01', '第十八条'),
    ('SC-X01', 4, 'form_describes_system', '{"form": "SC-EXIT"}', false, 'SC-X01', '第十八条'),
    ('SC-X01/refuse', 1, 'opinion_given', '{}', false, 'SC-X01', NULL),
    ('SC-X02/clear', 1, 'evidence', '{"kind": "data_clearing_record", "title": "数据清除记录"}', false, 'SC-X02', '第十八条'),
    ('SC-I01', 1, 'opinion_given', '{}', false, 'SC-I01', '第二十条'),
    ('SC-I01/handle', 1, 'opinion_given', '{}', false, 'SC-I01', '第二十条'),
    ('SC-I01/report', 1, 'evidence', '{"kind": "fault_summary", "by": "supervisor", "title": "故障情况汇总"}', false, 'SC-I01', '第二十三条'),
    ('SC-I01/platform', 1, 'opinion_given', '{}', false, 'SC-I01', '第二十条'),
    ('SC-I01/platform_handle', 1, 'opinion_given', '{}', false, 'SC-I01', '第二十条'),
    ('SC-I01/platform_report', 1, 'evidence', '{"kind": "fault_summary", "by": "supervisor", "title": "故障情况汇总"}', false, 'SC-I01', '第二十三条'),
    ('SC-I02', 1, 'opinion_given', '{}', false, 'SC-I02', '第三十条'),
    ('SC-I02/report', 1, 'evidence', '{"kind": "incident_report", "title": "重大安全事件报告"}', false, 'SC-I02', '第三十条'),
    ('SC-I02/handle', 1, 'opinion_given', '{}', false, 'SC-I02', '第三十条'),
    ('SC-S01/notify', 1, 'opinion_given', '{}', false, 'SC-S01', '第二十五条'),
    ('SC-S01/rectify', 1, 'evidence', '{"kind": "rectification_report", "by": "using_unit", "title": "整改报告"}', false, 'SC-S01', '第二十五条'),
    ('SC-S01/platform_notify', 1, 'opinion_given', '{}', false, 'SC-S01', '第二十五条'),
    ('SC-S01/platform_rectify', 1, 'evidence', '{"kind": "rectification_report", "by": "provider", "title": "整改报告"}', false, 'SC-S01', '第二十五条'),
    ('SC-B2', 1, 'year_assessed', '{}', false, 'SC-B2', '第三十三条'),
    ('SC-B2', 2, 'data_given', '{"keys": {"amount": "number", "clause": "text"}}', false, 'SC-B2', '第三十三条'),
    ('SC-B2', 3, 'opinion_given', '{}', false, 'SC-B2', '第三十三条'),
    ('SC-V01', 1, 'opinion_given', '{}', false, 'SC-V01', '第三十三条'),
    ('SC-V01/penalise', 1, 'evidence', '{"kind": "assessment_result", "by": "authority", "title": "考核结果"}', false, 'SC-V01', '第三十三条'),
    ('SC-V01/penalise', 2, 'evidence', '{"kind": "contract_clause", "by": "authority", "title": "合同相关规定"}', false, 'SC-V01', '第三十三条'),
    ('SC-V01/penalise', 3, 'opinion_given', '{}', false, 'SC-V01', '第三十三条'),
    ('SC-V01/again', 1, 'opinion_given', '{}', false, 'SC-V01', '第三十三条'),
    ('SC-V01/restore', 1, 'opinion_given', '{}', false, 'SC-V01', NULL),
    ('SC-V01/revoke', 1, 'opinion_given', '{}', false, 'SC-V01', '第三十三条'),
    ('SC-V01/revoke', 2, 'other_person', '{"transition": "SC-V01/penalise"}', false, 'SC-V01', NULL)
) AS g (transition, position, guard, parameters, soft, rule, article);

INSERT INTO gov_cloud.transition_effect (policy, transition, position, effect, parameters, article)
SELECT 'sichuan/1', e.transition, e.position, e.effect, e.parameters::jsonb, e.article
FROM (VALUES
    ('SC-T01', 1, 'file_form', '{"form": "SC-USE"}', '第十二条'),
    ('SC-T04/submit', 1, 'file_form', '{"form": "SC-USE"}', '第十三条'),
    ('SC-T04', 1, 'notify', '{"to": ["using_unit"], "kind": "plan_revision", "title": "方案调整通知"}', '第十三条'),
    ('SC-T05', 1, 'provision_resources', '{"form": "SC-USE"}', '第十四条'),
    ('SC-T05', 2, 'set_system_status', '{"status": "opened"}', '第十四条'),
    ('SC-T08', 1, 'set_system_status', '{"status": "in_service"}', NULL),
    ('SC-C01', 1, 'file_form', '{"form": "SC-CHANGE"}', '第十六条'),
    ('SC-C01', 2, 'assess_change', '{"form": "SC-CHANGE"}', '第十六条'),
    ('SC-C01/classify', 1, 'classify_change', '{"form": "SC-CHANGE"}', '第十六条'),
    ('SC-C01/major', 1, 'open_child', '{"procedure": "major_change", "per": "self"}', '第十六条'),
    ('SC-C01/configure', 1, 'apply_change', '{"form": "SC-CHANGE"}', '第十六条'),
    ('SC-C01/major_configure', 1, 'apply_change', '{"form": "SC-CHANGE"}', '第十六条'),
    ('SC-C01/again_submit', 1, 'file_form', '{"form": "SC-USE"}', '第十六条'),
    ('SC-C01/again_resubmit', 1, 'file_form', '{"form": "SC-USE"}', '第十六条'),
    ('SC-E01/adjust', 1, 'reduce_resources', '{"transition": "SC-E01/order"}', '第十七条'),
    ('SC-X01', 1, 'file_form', '{"form": "SC-EXIT"}', '第十八条'),
    ('SC-X02', 1, 'release_resources', '{}', '第十八条'),
    ('SC-X02', 2, 'set_system_status', '{"status": "exited"}', '第十八条'),
    ('SC-I01/report', 1, 'notify', '{"to": ["authority", "using_unit"], "kind": "fault_summary", "title": "故障情况报告"}', '第二十三条'),
    ('SC-I01/platform_report', 1, 'notify', '{"to": ["authority", "using_unit"], "kind": "fault_summary", "title": "故障情况报告"}', '第二十三条'),
    ('SC-I02/report', 1, 'notify', '{"to": ["security_authority"], "kind": "major_incident", "title": "重大安全事件报告"}', '第三十条'),
    ('SC-I02/inform', 1, 'notify', '{"to": ["authority", "security_operator"], "kind": "major_incident", "title": "重大安全事件告知"}', '第三十条'),
    ('SC-S01/notify', 1, 'notify', '{"to": ["using_unit"], "kind": "inspection_notice", "title": "安全检查通报"}', '第二十五条'),
    ('SC-S01/platform_notify', 1, 'notify', '{"to": ["provider"], "kind": "inspection_notice", "title": "安全检查通报"}', '第二十五条'),
    ('SC-B2', 1, 'propose_settlement', '{}', '第三十三条'),
    ('SC-V01/penalise', 1, 'notify', '{"to": ["provider"], "kind": "penalty", "title": "考核处罚通知"}', '第三十三条'),
    ('SC-V01/revoke', 1, 'notify', '{"to": ["provider"], "kind": "revocation", "title": "撤销服务商资格通知"}', '第三十三条')
) AS e (transition, position, effect, parameters, article);

-- What the text wants soon, without saying how soon: each begins and ends, and is never late.
INSERT INTO gov_cloud.deadline_rule
    (policy, code, procedure, title, starts_on, ends_on, term, kind, rolls, obligor, survives, article)
SELECT 'sichuan/1', d.code, d.procedure, d.title, d.starts_on::text[], d.ends_on::text[], NULL, 'unquantified', false, d.obligor,
       d.code OPERATOR(pg_catalog.=) 'SC-O14', d.article
FROM (VALUES
    ('SC-T06/soon', 'onboarding', '尽快开展部署', '{SC-T05}', '{SC-T06}', 'using_unit', '第十四条'),
    ('SC-T07/soon', 'onboarding', '及时完成性能测试及安全评估', '{SC-T06}', '{SC-T07}', 'using_unit', '第十五条'),
    ('SC-O14', 'onboarding', '及时将等保和密码测评结果报备案', '{SC-T06}', '{SC-G7/deployed,SC-G7/in_service}', 'using_unit', '第二十七条'),
    ('SC-C01/deploy_soon', 'change', '尽快开展部署', '{SC-C01/major_configure}', '{SC-C01/major_deploy}', 'using_unit', '第十四条'),
    ('SC-C01/test_soon', 'change', '及时完成性能测试及安全评估', '{SC-C01/major_deploy}', '{SC-C01/major_reports}', 'using_unit', '第十五条'),
    ('SC-I01/soon', 'fault', '及时汇总并报告故障情况', '{SC-I01}', '{SC-I01/report}', 'supervisor', '第二十三条'),
    ('SC-I01/platform_soon', 'platform_fault', '及时汇总并报告故障情况', '{SC-I01/platform}', '{SC-I01/platform_report}', 'supervisor', '第二十三条'),
    ('SC-I02/soon', 'security_incident', '及时向网络安全监管单位报告', '{SC-I02}', '{SC-I02/report}', 'using_unit', '第三十条')
) AS d (code, procedure, title, starts_on, ends_on, obligor, article);

-- Duties that no matter carries.  The efficiency report, the report of the supervising provider and that of the
-- security operator are three; the last rests on the providers' self-checks.  What the text wants 定期 or 不定期
-- has no cadence until a place says how often.
INSERT INTO gov_cloud.obligation_rule (policy, code, rule, title, kind, obligor, recipients, cadence, parameter, per, documents, needs, article)
SELECT 'sichuan/1', o.code, pg_catalog.split_part(o.code, '/', 1), o.title, o.kind, o.obligor, o.recipients::text[], o.cadence, o.parameter, o.per,
       o.documents::text[], o.needs::text[], o.article
FROM (VALUES
    ('SC-O1', '核实资源情况，确保平台资源充足', 'recurring', 'provider', '{}', 'month', NULL, 'provider', '{resource_verification}', '{}', '第七条'),
    ('SC-O2', '云资源使用效率报告', 'recurring', 'supervisor', '{authority,using_unit}', 'month', NULL, 'system', '{efficiency_report}', '{}', '第十七条'),
    ('SC-O3', '云平台运维、资源、安全情况报告', 'recurring', 'supervisor', '{authority,using_unit}', 'month', NULL, 'jurisdiction', '{platform_report}', '{}', '第二十二条'),
    ('SC-O4', '安全、审计和密码应用自查', 'recurring', 'provider', '{security_operator}', 'month', NULL, 'provider', '{security_self_check,audit_self_check,cryptography_self_check}', '{}', '第二十九条'),
    ('SC-O5', '运行情况报告', 'recurring', 'security_operator', '{authority,using_unit}', 'month', NULL, 'jurisdiction', '{operation_report}', '{SC-O4}', '第二十九条'),
    ('SC-O6', '检查、评估、通报和考核服务商', 'recurring', 'authority', '{provider}', 'quarter', NULL, 'provider', '{assessment_result}', '{}', '第三十三条'),
    ('SC-O7', '考核结果与年度结算挂钩', 'recurring', 'authority', '{provider}', 'year', NULL, 'provider', '{settlement_record}', '{}', '第三十三条'),
    ('SC-O8', '年度上云计划', 'recurring', 'using_unit', '{authority}', 'year', NULL, 'unit', '{annual_onboarding_plan}', '{}', '第六条'),
    ('SC-O9', '信息系统运行操作日志完整保存', 'standing', 'using_unit', '{}', NULL, NULL, 'system', '{}', '{}', '第三十一条'),
    ('SC-O9/platform', '云平台运行操作日志完整保存', 'standing', 'provider', '{}', NULL, NULL, 'provider', '{}', '{}', '第三十一条'),
    ('SC-O10', '扫描监测平台安全运行情况', 'recurring', 'security_operator', '{}', NULL, 'scanning_cadence', 'jurisdiction', '{scan_report}', '{}', '第九条'),
    ('SC-O11', '应急预案、安全培训和应急演练', 'recurring', 'security_operator', '{}', NULL, 'drill_cadence', 'jurisdiction', '{emergency_plan,training_record,drill_record}', '{}', '第二十八条'),
    ('SC-O11/provider', '应急预案、安全培训和应急演练', 'recurring', 'provider', '{}', NULL, 'drill_cadence', 'provider', '{emergency_plan,training_record,drill_record}', '{}', '第二十八条'),
    ('SC-O11/unit', '应急预案、安全培训和应急演练', 'recurring', 'using_unit', '{}', NULL, 'drill_cadence', 'unit', '{emergency_plan,training_record,drill_record}', '{}', '第二十八条'),
    ('SC-O12', '云计算服务安全评估', 'recurring', 'provider', '{}', NULL, 'cloud_assessment_cadence', 'provider', '{cloud_security_assessment}', '{}', '第二十七条'),
    ('SC-O13', '采购网络产品和服务时的网络安全审查', 'standing', 'provider', '{}', NULL, NULL, 'provider', '{network_security_review}', '{}', '第二十七条'),
    ('SC-O15', '平台安全检查', 'recurring', 'authority', '{provider}', NULL, 'inspection_cadence', 'jurisdiction', '{inspection_record}', '{}', '第二十五条'),
    ('SC-O16', '信息系统使用效率评估', 'recurring', 'authority', '{using_unit}', NULL, 'efficiency_cadence', 'jurisdiction', '{efficiency_evaluation}', '{}', '第十七条')
) AS o (code, title, kind, obligor, recipients, cadence, parameter, per, documents, needs, article);

-- What is assessed: of units how well they use what they have, of providers every quarter what the contract promises.
INSERT INTO gov_cloud.indicator (policy, code, rule, title, subject, scale, formula, parameters, cadence, assessor, article) VALUES
    ('sichuan/1', 'SC-A1', 'SC-A1', '资源使用效率', 'unit', 'ratio', 'efficiency_share', '{}', NULL, 'authority', '第三十二条'),
    ('sichuan/1', 'SC-A2', 'SC-A2', '服务水平协议考核', 'provider', 'number', NULL, '{}', 'quarter', 'authority', '第三十三条');

-- One choice alone: an interpretation that the rows above carry out; another one is another policy.
INSERT INTO gov_cloud.policy_parameter (policy, name, kind, choices, value, article, note)
SELECT 'sichuan/1', p.name, p.kind, p.choices::text[], p.value, p.article, p.note
FROM (VALUES
    ('major_basis', 'text', '{manual,any_dimension,sum}', 'manual', NULL, 'art. 16 does not define a major change: a person decides and the decision is recorded; a place may take up a share as its local rule'),
    ('major_change_percent', 'numeric', NULL, '50', NULL, 'strictly more than; only where major_basis is a share'),
    ('major_counts_decrease', 'boolean', NULL, 'true', NULL, 'only where major_basis is a share'),
    ('zero_base_policy', 'text', '{warn,major}', 'warn', NULL, 'only where major_basis is a share'),
    ('cumulative_window_days', 'integer', NULL, NULL, NULL, 'each change by itself'),
    ('billing', 'boolean', '{false}', 'false', '第三条; 第二十四条', 'units pay nothing: providers are paid by contract (art. 3)'),
    ('suspension_allowed', 'boolean', NULL, 'false', NULL, 'there is no term to suspend'),
    ('scanning_cadence', 'text', '{day,month,quarter,half_year,year}', NULL, '第九条', '定期: no cadence in the text'),
    ('drill_cadence', 'text', '{day,month,quarter,half_year,year}', NULL, '第二十八条', '定期: no cadence in the text'),
    ('cloud_assessment_cadence', 'text', '{day,month,quarter,half_year,year}', NULL, '第二十七条', '定期: no cadence in the text'),
    ('inspection_cadence', 'text', '{day,month,quarter,half_year,year}', NULL, '第二十五条', '不定期: no cadence in the text'),
    ('efficiency_cadence', 'text', '{day,month,quarter,half_year,year}', NULL, '第十七条', '定期: no cadence in the text'),
    ('log_retention_months', 'integer', NULL, '6', '第三十一条', 'at least; complete'),
    ('threshold_pct', 'numeric', NULL, NULL, '第十七条', 'the text gives no figure: a place may adopt one as its local rule'),
    ('show_efficiency_record', 'boolean', NULL, 'true', '第三十二条', 'who reviews an application is shown how the unit has used what it has'),
    ('window_months', 'integer', NULL, NULL, '第十七条', 'the text gives no figure')
) AS p (name, kind, choices, value, article, note);

-- comparison: the rows that answer each aspect, by its number
INSERT INTO gov_cloud.policy_parameter (policy, name, kind, choices, value, article, note) VALUES
    ('sichuan/1', 'printed_stages', 'text', '{申请、受理、审批、分配、部署、变更、终止}', '申请、受理、审批、分配、部署、变更、终止', '第十条', 'the stages the text names, in its words');
INSERT INTO gov_cloud.aspect_source (policy, aspect, position, source, object, facet)
SELECT 'sichuan/1', a.aspect, a.position, a.source, a.object, a.facet
FROM (VALUES
    (1, 1, 'guard', 'SC-T01/open#1', 'levels'), (1, 2, 'article', '第二条', NULL), (4, 1, 'guard', 'SC-T05#3', NULL),
    (4, 2, 'guard', 'SC-T05#4', NULL), (5, 1, 'role', 'authority', NULL), (7, 1, 'transition', 'SC-T03', NULL), (8, 1, 'role', 'provider', NULL),
    (8, 2, 'role', 'supervisor', NULL), (8, 3, 'role', 'dr_provider', NULL), (8, 4, 'role', 'integrator', NULL),
    (8, 5, 'role', 'security_operator', NULL), (9, 1, 'parameter', 'printed_stages', NULL), (10, 1, 'field', 'SC-USE:filing_no', NULL),
    (11, 1, 'procedure', 'annual_plan', NULL), (11, 2, 'obligation', 'SC-O8', NULL), (12, 1, 'field', 'SC-USE:filing_no', NULL),
    (12, 2, 'guard', 'SC-T01#4', NULL), (12, 3, 'guard', 'SC-T01#5', NULL), (12, 4, 'guard', 'SC-T01#6', NULL), (13, 1, 'guard', 'SC-X01#3', NULL),
    (14, 1, 'transition', 'SC-T02', NULL), (15, 1, 'transition', 'SC-T02', NULL), (16, 1, 'transition', 'SC-T03', NULL),
    (19, 1, 'transition', 'SC-T05', NULL), (23, 1, 'deadline', 'SC-T06/soon', NULL), (26, 1, 'guard', 'SC-T07#1', NULL),
    (26, 2, 'guard', 'SC-T07#2', NULL), (27, 1, 'guard', 'SC-T01#5', 'onboarding_kind'), (28, 1, 'deadline', 'SC-T07/soon', NULL),
    (30, 1, 'article', '第三条', NULL), (30, 2, 'article', '第三十三条', NULL), (35, 1, 'deadline', 'SC-O14', NULL),
    (36, 1, 'deadline', 'SC-O14', NULL), (37, 1, 'transition', 'SC-C01/approve', NULL), (39, 1, 'transition', 'SC-C01/classify', NULL),
    (40, 1, 'transition', 'SC-C01/major', NULL), (40, 2, 'procedure', 'major_change', NULL), (43, 1, 'guard', 'SC-C01/configure#1', NULL),
    (44, 1, 'field', 'SC-EXIT:unit_confirmation', NULL), (45, 1, 'transition', 'SC-X01/approve', NULL), (46, 1, 'transition', 'SC-X02', NULL),
    (47, 1, 'transition', 'SC-X02/clear', NULL), (49, 1, 'transition', 'SC-E01/order', NULL), (50, 1, 'parameter', 'threshold_pct', NULL),
    (52, 1, 'transition', 'SC-E01/adjust', NULL), (57, 1, 'deadline', 'SC-I01/soon', NULL), (60, 1, 'deadline', 'SC-I02/soon', NULL),
    (61, 1, 'obligation', 'SC-O2', NULL), (61, 2, 'obligation', 'SC-O3', NULL), (61, 3, 'obligation', 'SC-O5', NULL),
    (62, 1, 'obligation', 'SC-O6', NULL), (63, 1, 'obligation', 'SC-O7', NULL), (64, 1, 'obligation', 'SC-O4', NULL),
    (65, 1, 'obligation', 'SC-O11', NULL), (66, 1, 'obligation', 'SC-O15', NULL), (67, 1, 'transition', 'SC-S01/urge', NULL),
    (68, 1, 'parameter', 'log_retention_months', NULL), (69, 1, 'role', 'dr_provider', NULL), (69, 2, 'article', '第四条', NULL),
    (71, 1, 'obligation', 'SC-O4', NULL), (72, 1, 'obligation', 'SC-O1', NULL), (75, 1, 'indicator', 'SC-A2', NULL),
    (76, 1, 'article', '第三十三条', NULL), (77, 1, 'indicator', 'SC-A1', NULL), (78, 1, 'transition', 'SC-V01/revoke', NULL),
    (79, 1, 'article', '第二十八条', NULL), (81, 1, 'article', '第四条', NULL), (86, 1, 'transition', 'SC-T03', NULL),
    (87, 1, 'article', '第四条', NULL), (88, 1, 'article', '第二十六条', NULL), (89, 1, 'article', '第二十六条', NULL),
    (90, 1, 'obligation', 'SC-O11', NULL), (91, 1, 'obligation', 'SC-O12', NULL), (91, 2, 'obligation', 'SC-O13', NULL),
    (93, 1, 'article', '第三十七条', NULL), (94, 1, 'article', '第三十六条', NULL)
) AS a (aspect, position, source, object, facet);

SELECT gov_cloud.publish_policy('sichuan/1');
