-- Liuzhou city: rules for carrying out the management of the government cloud.
-- Every row cites its article as printed, the item in brackets; what the text does not say stays NULL.
-- Rule ids (LZ-T06 ...) name one rule each; a code with a slash is one branch of a rule.  No separate cloud vendor
-- acts here: the centre is operator, and its organization also stands as provider of the resources.
-- Art. 15 to 18 speak of city departments, art. 14 of all: one procedure serves both.  Art. 19 says
-- 第十六条第一、二款 where art. 16 has items: read as 第十六条（一）（二）.

INSERT INTO gov_cloud.party_role (role, title, sees, builtin) VALUES
    ('cyberspace_office', '网信部门', 'jurisdiction', true),
    ('secrecy_office', '机要保密部门', 'jurisdiction', true),
    ('police', '公安机关', 'jurisdiction', true);

INSERT INTO gov_cloud.policy (code, title, calendar, status, note) VALUES
    ('liuzhou/1', '柳州市政务云管理实施细则', 'cn-gx', 'draft',
     'no number, date or effect clause is printed; it cites documents of 2020; working days lie on the region''s calendar');

INSERT INTO gov_cloud.article (policy, label, summary, executes)
SELECT 'liuzhou/1', a.label, a.summary, a.executes
FROM (VALUES
    ('第一条', 'purpose and basis', false),
    ('第二条', 'the cloud carries non-classified systems and government data', true),
    ('第三条', 'kinds of cloud resources', true),
    ('第四条', 'no new clouds or data centres in principle, no expansion, no new leases, no bought third-party cloud', true),
    ('第五条', 'city organs and fully funded institutions apply to the city; counties through the county government; budget', true),
    ('第六条', 'the big data bureau is the competent authority', true),
    ('第七条', 'the centre runs, builds and secures; it recognises existing data centres and moves systems', true),
    ('第八条', 'security supervision by cyberspace, secrecy and police offices', true),
    ('第九条', 'funds by the finance bureau', true),
    ('第十条', 'duties of using units', true),
    ('第十一条', 'counties build no platform in principle', true),
    ('第十二条', 'existing data centres are own or leased', true),
    ('第十三条', 'what an own data centre must satisfy', true),
    ('第十三条（一）', 'network: extranet, its internet exit in principle, IPv6', true),
    ('第十三条（二）', 'technique: GB/T 33780-2017, open interfaces, connected to the city cloud', true),
    ('第十三条（三）', 'size: class B of GB 50174-2017, 40 square metres, 6 usable racks', true),
    ('第十三条（四）', 'operation: 2 dedicated persons, around the clock', true),
    ('第十三条（五）', 'security: level 3 of GB/T 22239-2019 with cloud extension, evaluated', true),
    ('第十四条', 'how an own data centre is recognised', true),
    ('第十四条（一）', 'self-inspection, reported to the bureau', true),
    ('第十四条（二）', 'application with proofs', true),
    ('第十四条（三）', 'site survey and opinion of the centre within 15 working days', true),
    ('第十四条（四）', 'approval within 5 working days; kept for 2 years', true),
    ('第十四条（五）', 'systems of a recognised centre count as moved for the time being; 1 year to move afterwards', true),
    ('第十五条', 'transition from the day the approval is completed', true),
    ('第十五条（一）', '1 year for 5 racks or fewer', true),
    ('第十五条（二）', '2 years for the others', true),
    ('第十六条', 'how systems of a centre not recognised are moved', true),
    ('第十六条（一）', 'migration plan', true),
    ('第十六条（二）', 'migration under art. 21; what is closed is disposed of safely', true),
    ('第十六条（三）', 'the data centre is abolished but for office network equipment', true),
    ('第十六条（四）', 'the bureau reuses its resources', true),
    ('第十七条', 'data centres with sensitive data: assessed, approved within 5 working days, kept for 2 years', true),
    ('第十八条', 'under the city cloud while kept; no operating funds afterwards; recognised again for special need', true),
    ('第十九条', 'leased centres: moved within the present lease, which is not extended', true),
    ('第二十条', 'the bureau dispatches resources', true),
    ('第二十一条', 'how city departments use the cloud', true),
    ('第二十一条（一）', 'application and what existing systems submit', true),
    ('第二十一条（二）', 'evaluation within 7 working days, and its basis', true),
    ('第二十一条（三）', 'approval within 5 working days', true),
    ('第二十一条（四）', 'trial environment within 2 working days, 15 to 30 natural days in principle, usage agreement', true),
    ('第二十一条（五）', 'allocation of reasonable values, elastic where load varies', true),
    ('第二十一条（六）', 'change: evaluation, approval within 3, done within 3 working days', true),
    ('第二十一条（七）', 'end: offline and backed up, evaluation, approval within 5, reclaim within 3 working days', true),
    ('第二十二条', 'the centre runs, monitors, checks, evaluates and tells', true),
    ('第二十三条', 'units: logs for 6 months and more, operating rules, emergency plan', true),
    ('第二十四条', 'security responsibilities, ownership and standards unchanged; sensitive information stays in the country', true),
    ('第二十五条', 'joint security inspections; rectification within a time', true),
    ('第二十六条', 'the cloud is protected at level 3; security is told of', true),
    ('第二十六条第二款', 'confidentiality agreement; no access without authorisation; hand-over and clearing of data', true),
    ('第二十七条', 'units: monitoring, grading, filing, evaluation, data security', true),
    ('第二十八条', 'no misuse; nobody touches a unit''s data without its authorisation', true),
    ('第二十九条', 'rectification notices are carried out in their time', true),
    ('第三十条', 'the bureau evaluates', true),
    ('第三十条（一）', 'using units: migration rate, efficiency, security; for next year''s allocation', true),
    ('第三十条（二）', 'units with a kept data centre: building, security, response, satisfaction; for recognising again', true),
    ('第三十一条', 'the evaluation is a reference for funds', true),
    ('第三十二条', 'counties may follow', false),
    ('第三十三条', 'interpretation', false),
    ('附件1', 'flow of recognition', true),
    ('附件2', 'flow of using the cloud', true),
    ('附件3', 'form 云资源使用需求表', true),
    ('附件4', 'catalogue of 14 services, kept up to date', true)
) AS a (label, summary, executes);

INSERT INTO gov_cloud.policy_role (policy, role, party, title, article) VALUES
    ('liuzhou/1', 'authority', 'LZ-P1', '市大数据发展局', '第六条; 第二十条'),
    ('liuzhou/1', 'operator', 'LZ-P2', '市信息化建设管理中心', '第七条'),
    ('liuzhou/1', 'provider', 'LZ-P2', '市信息化建设管理中心（云资源）', '第七条'),
    ('liuzhou/1', 'cyberspace_office', 'LZ-P3', '市委网信办', '第八条'),
    ('liuzhou/1', 'secrecy_office', 'LZ-P3', '市委机要保密办公室', '第八条'),
    ('liuzhou/1', 'police', 'LZ-P3', '市公安局', '第八条'),
    ('liuzhou/1', 'finance', 'LZ-P4', '市财政局', '第九条'),
    ('liuzhou/1', 'using_unit', 'LZ-P5', '使用单位', '第十条'),
    ('liuzhou/1', 'government', 'LZ-P6', '县区政府', '第五条');

INSERT INTO gov_cloud.policy_catalogue (policy, code, position, family, category_l2, category_l3, name, components, rule, article)
SELECT 'liuzhou/1', c.code, c.position, c.family, c.l2, c.l3, c.name, c.components::text[], 'LZ-O11', '第三条; 附件4'
FROM (VALUES
    ('vm', 1, 'host', '云计算', '/', '云虚拟机', '{vcpu,memory_gb,storage_gb}'),
    ('load_balancer', 2, 'infrastructure', '云网络', '/', '云负载均衡', '{unit}'),
    ('database_server', 3, 'host', '云数据库', '/', '数据库服务器', '{vcpu,memory_gb,storage_gb}'),
    ('middleware', 4, 'support_software', '支撑软件', '/', '云中间件', '{unit}'),
    ('bastion_host', 5, 'security', '云安全', '/', '堡垒机', '{unit}'),
    ('vpn', 6, 'infrastructure', '云网络', '/', 'VPN', '{unit}'),
    ('vulnerability_scan', 7, 'security', '云安全', '/', '漏洞扫描', '{unit}'),
    ('cloud_firewall', 8, 'security', '云安全', '/', '云防火墙', '{unit}'),
    ('virtual_waf', 9, 'security', '云安全', '云安全资源池', '虚拟Web应用防火墙', '{unit}'),
    ('virtual_anti_tamper', 9, 'security', '云安全', '云安全资源池', '虚拟网页防篡改', '{unit}'),
    ('virtual_security_audit', 9, 'security', '云安全', '云安全资源池', '虚拟安全审计服务', '{unit}'),
    ('local_backup', 10, 'infrastructure', '云灾备', '/', '本地数据备份', '{storage_gb}'),
    ('same_city_recovery', 10, 'infrastructure', '云灾备', '/', '同城灾备', '{storage_gb}'),
    ('remote_recovery', 10, 'infrastructure', '云灾备', '/', '异地灾备', '{storage_gb}'),
    ('cryptography_service', 11, 'security', '云安全', '/', '云密码服务', '{unit}'),
    ('time_source', 12, 'infrastructure', '云网络', '/', '时钟源服务', '{unit}'),
    ('dns', 13, 'infrastructure', '云网络', '/', '域名解析服务', '{unit}'),
    ('colocation', 14, 'infrastructure', '云计算', '/', '设备托管服务', '{unit}')
) AS c (code, position, family, l2, l3, name, components);

INSERT INTO gov_cloud.procedure (policy, code, title, subject, changes_resources, rule, article) VALUES
    ('liuzhou/1', 'onboarding', '云资源申请', 'system', true, 'LZ-T01', '第二十一条'),
    ('liuzhou/1', 'change', '云资源变更', 'system', true, 'LZ-C01', '第二十一条（六）'),
    ('liuzhou/1', 'elastic_adjustment', '弹性调整', 'system', true, 'LZ-T06', '第二十一条（五）'),
    ('liuzhou/1', 'exit', '云资源终止', 'system', true, 'LZ-X01', '第二十一条（七）');

INSERT INTO gov_cloud.state (policy, procedure, state, title, outcome, position)
SELECT 'liuzhou/1', s.procedure, s.state, s.title, s.outcome, s.position
FROM (VALUES
    ('onboarding', 'draft', '草稿', NULL, 1),
    ('onboarding', 'submitted', '已申请', NULL, 2),
    ('onboarding', 'returned', '退回补正', NULL, 3),
    ('onboarding', 'evaluated', '已评估', NULL, 4),
    ('onboarding', 'approved', '已审批', NULL, 5),
    ('onboarding', 'rejected', '不予批准', 'rejected', 6),
    ('onboarding', 'trial', '试用', NULL, 7),
    ('onboarding', 'agreement_signed', '已签订使用协议', NULL, 8),
    ('onboarding', 'opened', '已开通', 'completed', 9),
    ('onboarding', 'withdrawn', '已撤回', 'withdrawn', 10),
    ('change', 'draft', '草稿', NULL, 1),
    ('change', 'change_requested', '已申请变更', NULL, 2),
    ('change', 'change_evaluated', '变更已评估', NULL, 3),
    ('change', 'change_approved', '变更已审批', NULL, 4),
    ('change', 'change_rejected', '变更不予批准', 'rejected', 5),
    ('change', 'change_done', '变更已完成', 'completed', 6),
    ('change', 'withdrawn', '已撤回', 'withdrawn', 7),
    ('elastic_adjustment', 'draft', '草稿', NULL, 1),
    ('elastic_adjustment', 'adjusted', '已调整', 'completed', 2),
    ('elastic_adjustment', 'dropped', '不作调整', 'withdrawn', 3),
    ('exit', 'draft', '草稿', NULL, 1),
    ('exit', 'termination_requested', '已申请终止', NULL, 2),
    ('exit', 'termination_evaluated', '终止已评估', NULL, 3),
    ('exit', 'termination_approved', '终止已审批', NULL, 4),
    ('exit', 'termination_rejected', '终止不予批准', 'rejected', 5),
    ('exit', 'reclaimed', '资源已回收，服务已终止', 'completed', 6),
    ('exit', 'withdrawn', '已撤回', 'withdrawn', 7)
) AS s (procedure, state, title, outcome, position);

INSERT INTO gov_cloud.transition
    (policy, code, rule, procedure, from_state, action, title, to_state, actors, quorum, decides, repeatable, article)
SELECT 'liuzhou/1', t.code, pg_catalog.split_part(t.code, '/', 1), t.procedure, t.from_state, t.action, t.title, t.to_state,
       t.actors::text[], t.quorum, t.decides, t.repeatable, t.article
FROM (VALUES
    -- using the cloud: evaluation by the centre, approval by the bureau
    ('LZ-T01/open', 'onboarding', NULL, 'open', '起草', 'draft', '{using_unit}', 'any', false, false, '第二十一条（一）'),
    ('LZ-T01', 'onboarding', 'draft', 'submit', '提交申请', 'submitted', '{using_unit}', 'any', false, false, '第二十一条（一）'),
    ('LZ-T01/again', 'onboarding', 'returned', 'submit', '补正后提交', 'submitted', '{using_unit}', 'any', false, false, NULL),
    ('LZ-T02', 'onboarding', 'submitted', 'evaluate', '提出评估意见', 'evaluated', '{operator}', 'any', true, false, '第二十一条（二）'),
    ('LZ-T02/return', 'onboarding', 'submitted', 'return', '退回补正', 'returned', '{operator}', 'any', true, false, NULL),
    ('LZ-T03', 'onboarding', 'evaluated', 'approve', '批准', 'approved', '{authority}', 'any', true, false, '第二十一条（三）'),
    ('LZ-T03/reject', 'onboarding', 'evaluated', 'reject', '不予批准', 'rejected', '{authority}', 'any', true, false, '第二十一条（三）'),
    ('LZ-T04', 'onboarding', 'approved', 'provide_trial', '提供试用环境', 'trial', '{operator}', 'any', false, false, '第二十一条（四）'),
    ('LZ-T05/test', 'onboarding', 'trial', 'finish_test', '完成部署测试', NULL, '{using_unit}', 'any', false, false, '第二十一条（四）'),
    ('LZ-T05', 'onboarding', 'trial', 'sign_agreement', '签订使用协议', 'agreement_signed', '{using_unit,operator}', 'all', false, false, '第二十一条（四）'),
    ('LZ-T06', 'onboarding', 'agreement_signed', 'open_service', '分配资源并开通', 'opened', '{operator}', 'any', false, false, '第二十一条（五）'),
    -- elastic adjustment
    ('LZ-T06/elastic', 'elastic_adjustment', NULL, 'open', '起草', 'draft', '{operator}', 'any', false, false, '第二十一条（五）'),
    ('LZ-T06/adjust', 'elastic_adjustment', 'draft', 'adjust', '弹性调整', 'adjusted', '{operator}', 'any', false, false, '第二十一条（五）'),
    ('LZ-T06/drop', 'elastic_adjustment', 'draft', 'drop', '不作调整', 'dropped', '{operator}', 'any', false, false, NULL),
    -- change
    ('LZ-C01/open', 'change', NULL, 'open', '起草', 'draft', '{using_unit}', 'any', false, false, '第二十一条（六）'),
    ('LZ-C01', 'change', 'draft', 'submit', '提交变更申请', 'change_requested', '{using_unit}', 'any', false, false, '第二十一条（六）'),
    ('LZ-C02', 'change', 'change_requested', 'evaluate', '变更评估', 'change_evaluated', '{operator}', 'any', true, false, '第二十一条（六）'),
    ('LZ-C03', 'change', 'change_evaluated', 'approve', '变更审批', 'change_approved', '{authority}', 'any', true, false, '第二十一条（六）'),
    ('LZ-C03/reject', 'change', 'change_evaluated', 'reject', '变更不予批准', 'change_rejected', '{authority}', 'any', true, false, '第二十一条（六）'),
    ('LZ-C04', 'change', 'change_approved', 'complete', '完成变更', 'change_done', '{operator}', 'any', false, false, '第二十一条（六）'),
    -- end
    ('LZ-X01/open', 'exit', NULL, 'open', '起草', 'draft', '{using_unit}', 'any', false, false, '第二十一条（七）'),
    ('LZ-X01', 'exit', 'draft', 'submit', '提交终止申请', 'termination_requested', '{using_unit}', 'any', false, false, '第二十一条（七）'),
    ('LZ-X02', 'exit', 'termination_requested', 'evaluate', '终止评估', 'termination_evaluated', '{operator}', 'any', true, false, '第二十一条（七）'),
    ('LZ-X03', 'exit', 'termination_evaluated', 'approve', '终止审批', 'termination_approved', '{authority}', 'any', true, false, '第二十一条（七）'),
    ('LZ-X03/reject', 'exit', 'termination_evaluated', 'reject', '终止不予批准', 'termination_rejected', '{authority}', 'any', true, false, '第二十一条（七）'),
    ('LZ-X04', 'exit', 'termination_approved', 'reclaim', '回收资源，终止服务', 'reclaimed', '{operator}', 'any', false, false, '第二十一条（七）')
) AS t (code, procedure, from_state, action, title, to_state, actors, quorum, decides, repeatable, article);

-- Withdrawing an undecided application, or giving a trial up: the text is silent, offices need it.
INSERT INTO gov_cloud.transition (policy, code, rule, procedure, from_state, action, title, to_state, actors)
SELECT 'liuzhou/1', pg_catalog.concat(w.rule, '/withdraw_', w.procedure, '_', w.from_state), w.rule, w.procedure, w.from_state,
       'withdraw', '撤回', 'withdrawn', '{using_unit}'
FROM (VALUES
    ('LZ-T01', 'onboarding', 'draft'), ('LZ-T01', 'onboarding', 'submitted'), ('LZ-T01', 'onboarding', 'returned'),
    ('LZ-T01', 'onboarding', 'evaluated'), ('LZ-T05', 'onboarding', 'trial'),
    ('LZ-C01', 'change', 'draft'), ('LZ-C01', 'change', 'change_requested'), ('LZ-C01', 'change', 'change_evaluated'),
    ('LZ-X01', 'exit', 'draft'), ('LZ-X01', 'exit', 'termination_requested'), ('LZ-X01', 'exit', 'termination_evaluated')
) AS w (rule, procedure, from_state);

INSERT INTO gov_cloud.transition_guard (policy, transition, position, guard, parameters, soft, rule, article)
SELECT 'liuzhou/1', g.transition, g.position, g.guard, g.parameters::jsonb, g.soft, g.rule, g.article
FROM (VALUES
    ('LZ-T01/open', 1, 'not_classified', '{}', false, 'LZ-G1', '第二条'),
    ('LZ-T01/open', 2, 'own_level', '{"role": "government"}', false, 'LZ-G3', '第五条'),
    ('LZ-T01/open', 3, 'funding_scope', '{"scope": "county_and_above"}', false, 'LZ-G3', '第五条'),
    ('LZ-T01/open', 4, 'system_status', '{"in": ["registered"]}', false, 'LZ-T01', '第二十一条（一）'),
    ('LZ-T02', 1, 'evidence', '{"kind": "evaluation_opinion", "by": "operator", "title": "评估意见"}', false, 'LZ-T02', '第二十一条（二）'),
    ('LZ-T02', 2, 'evidence', '{"kind": "site_survey_record", "by": "operator", "title": "现场勘查记录", "onboarding_kind": ["migration"]}', false, 'LZ-T02', '第二十一条（二）'),
    ('LZ-T02/return', 1, 'opinion_given', '{}', false, 'LZ-T02', NULL),
    ('LZ-T03', 1, 'other_organization', '{"transition": "LZ-T02"}', false, 'LZ-T03', '第二十一条（三）'),
    ('LZ-T03', 2, 'other_person', '{"transition": "LZ-T02"}', false, 'LZ-T03', '第二十一条（三）'),
    ('LZ-T03/reject', 1, 'opinion_given', '{}', false, 'LZ-T03', '第二十一条（三）'),
    ('LZ-T03/reject', 2, 'other_organization', '{"transition": "LZ-T02"}', false, 'LZ-T03', '第二十一条（三）'),
    ('LZ-T03/reject', 3, 'other_person', '{"transition": "LZ-T02"}', false, 'LZ-T03', '第二十一条（三）'),
    ('LZ-T05/test', 1, 'term_reached', '{"deadline": "LZ-D12/min"}', true, 'LZ-D12', '第二十一条（四）'),
    ('LZ-T05', 1, 'evidence', '{"kind": "usage_agreement", "title": "使用协议"}', false, 'LZ-G7', '第二十一条（四）'),
    ('LZ-T05', 2, 'milestone', '{"transition": "LZ-T05/test"}', false, 'LZ-T05', '第二十一条（四）'),
    ('LZ-T06', 1, 'evidence', '{"kind": "confidentiality_agreement", "title": "保密协议"}', false, 'LZ-G6', '第二十六条第二款'),
    ('LZ-T06', 2, 'opinion_given', '{}', false, 'LZ-T06', '第二十一条（五）'),
    ('LZ-T06/elastic', 1, 'system_status', '{"in": ["in_service"]}', false, 'LZ-T06', '第二十一条（五）'),
    ('LZ-C01/open', 1, 'system_status', '{"in": ["in_service"]}', false, 'LZ-C01', '第二十一条（六）'),
    ('LZ-C02', 1, 'evidence', '{"kind": "evaluation_opinion", "by": "operator", "title": "评估意见"}', false, 'LZ-C02', '第二十一条（六）'),
    ('LZ-C03', 1, 'other_organization', '{"transition": "LZ-C02"}', false, 'LZ-C03', '第二十一条（六）'),
    ('LZ-C03', 2, 'other_person', '{"transition": "LZ-C02"}', false, 'LZ-C03', '第二十一条（六）'),
    ('LZ-C03/reject', 1, 'opinion_given', '{}', false, 'LZ-C03', '第二十一条（六）'),
    ('LZ-C03/reject', 2, 'other_organization', '{"transition": "LZ-C02"}', false, 'LZ-C03', '第二十一条（六）'),
    ('LZ-C03/reject', 3, 'other_person', '{"transition": "LZ-C02"}', false, 'LZ-C03', '第二十一条（六）'),
    ('LZ-X01/open', 1, 'system_status', '{"in": ["in_service"]}', false, 'LZ-X01', '第二十一条（七）'),
    ('LZ-X01', 1, 'form_complete', '{"form": "LZ-F3"}', false, 'LZ-X01', '第二十一条（七）'),
    ('LZ-X01', 2, 'form_says', '{"form": "LZ-F3", "field": "unit_confirmation", "in": ["true"]}', false, 'LZ-X01', '第二十一条（七）'),
    ('LZ-X01', 3, 'form_describes_system', '{"form": "LZ-F3"}', false, 'LZ-X01', '第二十一条（七）'),
    ('LZ-X02', 1, 'evidence', '{"kind": "evaluation_opinion", "by": "operator", "title": "评估意见"}', false, 'LZ-X02', '第二十一条（七）'),
    ('LZ-X03', 1, 'other_organization', '{"transition": "LZ-X02"}', false, 'LZ-X03', '第二十一条（七）'),
    ('LZ-X03', 2, 'other_person', '{"transition": "LZ-X02"}', false, 'LZ-X03', '第二十一条（七）'),
    ('LZ-X03/reject', 1, 'opinion_given', '{}', false, 'LZ-X03', '第二十一条（七）'),
    ('LZ-X03/reject', 2, 'other_organization', '{"transition": "LZ-X02"}', false, 'LZ-X03', '第二十一条（七）'),
    ('LZ-X03/reject', 3, 'other_person', '{"transition": "LZ-X02"}', false, 'LZ-X03', '第二十一条（七）'),
    ('LZ-X04', 1, 'evidence', '{"kind": "data_handover_record", "by": "operator", "title": "数据移交记录"}', false, 'LZ-G5', '第二十六条第二款'),
    ('LZ-X04', 2, 'evidence', '{"kind": "data_clearing_record", "by": "operator", "title": "数据清除记录"}', false, 'LZ-G5', '第二十六条第二款')
) AS g (transition, position, guard, parameters, soft, rule, article);

-- What is submitted is asked for the first time and again alike.
INSERT INTO gov_cloud.transition_guard (policy, transition, position, guard, parameters, soft, rule, article)
SELECT 'liuzhou/1', t.transition, g.position, g.guard, g.parameters::jsonb, false, g.rule, g.article
FROM (VALUES ('LZ-T01'), ('LZ-T01/again')) AS t (transition),
(VALUES
    (1, 'not_classified', '{}', 'LZ-G1', '第二条'),
    (2, 'onboarding_kind', '{"in": ["new_build", "rebuild", "migration"]}', 'LZ-T01', '第二十一条（二）'),
    (3, 'form_complete', '{"form": "LZ-F1"}', 'LZ-T01', '附件3'),
    (4, 'form_required', '{"form": "LZ-F1", "section": "machines", "parameter": "required_columns"}', 'LZ-T01', '附件3'),
    (5, 'form_describes_system', '{"form": "LZ-F1"}', 'LZ-T01', '附件3'),
    (12, 'form_lists_paired', '{"form": "LZ-F1", "section": "machines", "fields": ["bastion_owner_name", "bastion_owner_email", "bastion_owner_mobile"]}', 'LZ-P8', '附件3'),
    (13, 'declared', '{"kind": "no_duplicate_build", "title": "不扩建自有数据中心、不另购第三方云资源"}', 'LZ-G2', '第四条'),
    (14, 'declared', '{"kind": "data_residency", "title": "敏感信息不出境"}', 'LZ-G8', '第二十四条'),
    (6, 'form_in_catalogue', '{"form": "LZ-F1"}', 'LZ-T01', '附件4'),
    (7, 'evidence', '{"kind": "migration_plan", "by": "using_unit", "title": "非涉密信息系统迁移上云方案", "onboarding_kind": ["migration"]}', 'LZ-T01', '第二十一条（一）'),
    (8, 'evidence', '{"kind": "performance_test_report", "by": "using_unit", "title": "信息系统性能检测报告", "onboarding_kind": ["migration"]}', 'LZ-T01', '第二十一条（一）'),
    (9, 'evidence', '{"kind": "security_test_report", "by": "using_unit", "title": "信息系统安全检测报告", "onboarding_kind": ["migration"]}', 'LZ-T01', '第二十一条（一）'),
    (10, 'evidence_any', '{"kinds": ["project_plan", "feasibility_report", "preliminary_design"], "by": "using_unit", "title": "项目实施方案、可行性研究报告或初步设计方案", "onboarding_kind": ["new_build", "rebuild"]}', 'LZ-T01', '第二十一条（二）'),
    (11, 'evidence', '{"kind": "approval_document", "by": "using_unit", "title": "批复文件", "onboarding_kind": ["new_build", "rebuild"]}', 'LZ-T01', '第二十一条（二）')
) AS g (position, guard, parameters, rule, article);

INSERT INTO gov_cloud.transition_guard (policy, transition, position, guard, parameters, soft, rule, article)
SELECT 'liuzhou/1', t.transition, g.position, g.guard, '{"form": "LZ-F2"}', false, t.rule, t.article
FROM (VALUES ('LZ-C01', 'LZ-C01', '第二十一条（六）'), ('LZ-T06/adjust', 'LZ-T06', '第二十一条（五）')) AS t (transition, rule, article),
(VALUES (1, 'form_complete'), (2, 'form_hosts_known'), (3, 'form_in_catalogue'), (4, 'form_describes_system')) AS g (position, guard);

INSERT INTO gov_cloud.transition_effect (policy, transition, position, effect, parameters, article)
SELECT 'liuzhou/1', e.transition, e.position, e.effect, e.parameters::jsonb, e.article
FROM (VALUES
    ('LZ-T01', 1, 'file_form', '{"form": "LZ-F1"}', '第二十一条（一）'),
    ('LZ-T01/again', 1, 'file_form', '{"form": "LZ-F1"}', '第二十一条（一）'),
    ('LZ-T04', 1, 'provision_resources', '{"form": "LZ-F1"}', '第二十一条（四）'),
    ('LZ-T04', 2, 'set_system_status', '{"status": "trial"}', '第二十一条（四）'),
    ('LZ-T06', 1, 'set_system_status', '{"status": "in_service"}', '第二十一条（五）'),
    -- a trial given up: the machines go back, the system may apply again
    ('LZ-T05/withdraw_onboarding_trial', 1, 'release_resources', '{}', NULL),
    ('LZ-T05/withdraw_onboarding_trial', 2, 'set_system_status', '{"status": "registered"}', NULL),
    ('LZ-T06/adjust', 1, 'file_form', '{"form": "LZ-F2"}', '第二十一条（五）'),
    ('LZ-T06/adjust', 2, 'apply_change', '{"form": "LZ-F2"}', '第二十一条（五）'),
    ('LZ-C01', 1, 'file_form', '{"form": "LZ-F2"}', '第二十一条（六）'),
    ('LZ-C04', 1, 'apply_change', '{"form": "LZ-F2"}', '第二十一条（六）'),
    ('LZ-X01', 1, 'file_form', '{"form": "LZ-F3"}', '第二十一条（七）'),
    ('LZ-X04', 1, 'release_resources', '{}', '第二十一条（七）'),
    ('LZ-X04', 2, 'set_system_status', '{"status": "exited"}', '第二十一条（七）')
) AS e (transition, position, effect, parameters, article);

-- The evaluation before a change or an end has no limit; each approval counts from the opinion it waits for.
INSERT INTO gov_cloud.deadline_rule
    (policy, code, procedure, title, starts_on, ends_on, cancelled_on, term, kind, rolls, obligor, soft, article)
SELECT 'liuzhou/1', d.code, d.procedure, d.title, d.starts_on::text[], d.ends_on::text[], d.cancelled_on::text[],
       d.term::gov_cloud.term, d.kind, d.rolls, d.obligor, d.soft, d.article
FROM (VALUES
    ('LZ-D09', 'onboarding', '7个工作日内提出评估意见', '{LZ-T01,LZ-T01/again}', '{LZ-T02}', '{LZ-T02/return}', '7 workdays', 'latest', true, 'operator', false, '第二十一条（二）'),
    ('LZ-D10', 'onboarding', '5个工作日完成审批', '{LZ-T02}', '{LZ-T03,LZ-T03/reject}', '{}', '5 workdays', 'latest', true, 'authority', false, '第二十一条（三）'),
    ('LZ-D11', 'onboarding', '2个工作日内提供试用环境', '{LZ-T03}', '{LZ-T04}', '{}', '2 workdays', 'latest', true, 'operator', false, '第二十一条（四）'),
    ('LZ-D12', 'onboarding', '试用不超过30个自然日', '{LZ-T04}', '{LZ-T05/test}', '{}', '30 days', 'latest', false, 'using_unit', true, '第二十一条（四）'),
    ('LZ-D12/min', 'onboarding', '试用不少于15个自然日', '{LZ-T04}', '{LZ-T05/test}', '{}', '15 days', 'earliest', false, 'using_unit', true, '第二十一条（四）'),
    ('LZ-D13', 'change', '3个工作日内完成变更审批', '{LZ-C02}', '{LZ-C03,LZ-C03/reject}', '{}', '3 workdays', 'latest', true, 'authority', false, '第二十一条（六）'),
    ('LZ-D14', 'change', '3个工作日内完成变更', '{LZ-C03}', '{LZ-C04}', '{}', '3 workdays', 'latest', true, 'operator', false, '第二十一条（六）'),
    ('LZ-D15', 'exit', '5个工作日内完成终止审批', '{LZ-X02}', '{LZ-X03,LZ-X03/reject}', '{}', '5 workdays', 'latest', true, 'authority', false, '第二十一条（七）'),
    ('LZ-D16', 'exit', '3个工作日内回收资源', '{LZ-X03}', '{LZ-X04}', '{}', '3 workdays', 'latest', true, 'operator', false, '第二十一条（七）')
) AS d (code, procedure, title, starts_on, ends_on, cancelled_on, term, kind, rolls, obligor, soft, article);

-- Data centres (art. 12 to 19).  What is written of an own one and of one with sensitive data is the same but for the
-- standards and the terms: each row below is both's, with a code of its own (LZ-N13/...) for the second.
INSERT INTO gov_cloud.procedure (policy, code, title, subject, rule, article) VALUES
    ('liuzhou/1', 'self_inspection', '存量数据中心自查', 'unit', 'LZ-N01', '第十二条; 第十四条（一）'),
    ('liuzhou/1', 'recognition', '自建数据中心认定', 'unit', 'LZ-N02', '第十四条'),
    ('liuzhou/1', 'sensitive_recognition', '承载敏感数据的自建数据中心认定', 'unit', 'LZ-N13', '第十七条'),
    ('liuzhou/1', 'lease_migration', '租用第三方数据中心迁移', 'unit', 'LZ-N14', '第十九条');

INSERT INTO gov_cloud.state (policy, procedure, state, title, outcome, position)
SELECT 'liuzhou/1', p.procedure, s.state, s.title, s.outcome, s.position
FROM (VALUES ('recognition'), ('sensitive_recognition')) AS p (procedure),
(VALUES
    ('draft', '草稿', NULL, 1),
    ('recognition_requested', '已申请认定', NULL, 2),
    ('assessed', '已评估', NULL, 3),
    ('recognised', '通过认定', NULL, 4),
    ('retained', '暂时保留', NULL, 5),
    ('renewal_requested', '再次申请认定', NULL, 6),
    ('renewal_assessed', '再次申请已评估', NULL, 7),
    ('migrating_after_retention', '保留期满，迁移中', NULL, 8),
    ('moved', '已完成迁移上云', NULL, 9),
    ('not_recognised', '未通过认定', NULL, 10),
    ('transition', '迁移过渡期', NULL, 11),
    ('plan_submitted', '已报送迁移计划', NULL, 12),
    ('migrating', '迁移中', NULL, 13),
    ('abolished', '已撤销', NULL, 14),
    ('resources_reused', '资源已统筹利用', 'completed', 15),
    ('withdrawn', '已撤回', 'withdrawn', 16)
) AS s (state, title, outcome, position);

INSERT INTO gov_cloud.state (policy, procedure, state, title, outcome, position)
SELECT 'liuzhou/1', s.procedure, s.state, s.title, s.outcome, s.position
FROM (VALUES
    ('self_inspection', 'draft', '自查中', NULL, 1),
    ('self_inspection', 'self_inspected', '已报送', 'completed', 2),
    ('lease_migration', 'leased', '租用中', NULL, 1),
    ('lease_migration', 'plan_submitted', '已报送迁移计划', NULL, 2),
    ('lease_migration', 'migrating', '迁移中', NULL, 3),
    ('lease_migration', 'vacated', '已退租', 'completed', 4)
) AS s (procedure, state, title, outcome, position);

INSERT INTO gov_cloud.transition
    (policy, code, rule, procedure, from_state, action, title, to_state, actors, quorum, automatic, decides, article)
SELECT 'liuzhou/1', CASE p.procedure WHEN 'recognition' THEN t.code ELSE pg_catalog.concat('LZ-N13/', pg_catalog.substr(t.code, 4)) END,
       CASE p.procedure WHEN 'recognition' THEN pg_catalog.split_part(t.code, '/', 1) ELSE 'LZ-N13' END,
       p.procedure, t.from_state, t.action, t.title, t.to_state, t.actors::text[], t.quorum, t.actors OPERATOR(pg_catalog.=) '{}', t.decides,
       CASE WHEN p.procedure OPERATOR(pg_catalog.=) 'sensitive_recognition' AND t.special THEN '第十七条' ELSE t.article END
FROM (VALUES ('recognition'), ('sensitive_recognition')) AS p (procedure),
(VALUES
    ('LZ-N02/open', NULL, 'open', '起草', 'draft', '{using_unit}', 'any', false, '第十四条（二）', true),
    ('LZ-N02', 'draft', 'submit', '申请认定', 'recognition_requested', '{using_unit}', 'any', false, '第十四条（二）', true),
    ('LZ-N03', 'recognition_requested', 'assess', '现场勘查并提出评估意见', 'assessed', '{operator}', 'any', true, '第十四条（三）', true),
    ('LZ-N04', 'assessed', 'recognise', '通过认定审批', 'recognised', '{authority}', 'any', true, '第十四条（四）', true),
    ('LZ-N04/refuse', 'assessed', 'refuse', '未通过认定审批', 'not_recognised', '{authority}', 'any', true, '第十四条（四）', true),
    ('LZ-N05', 'recognised', 'retain', '暂时保留', 'retained', '{}', 'any', false, '第十四条（四）', true),
    ('LZ-N06', 'retained', 'end_retention', '保留期满', 'migrating_after_retention', '{}', 'any', false, '第十四条（五）', false),
    ('LZ-N06/moved', 'migrating_after_retention', 'finish_migration', '完成迁移上云', 'moved', '{using_unit}', 'any', false, '第十四条（五）', false),
    ('LZ-N07', 'retained', 'apply_again', '再次申请认定', 'renewal_requested', '{using_unit}', 'any', false, '第十八条', false),
    ('LZ-N07/assess', 'renewal_requested', 'assess', '现场勘查并提出评估意见', 'renewal_assessed', '{operator}', 'any', true, '第十八条', false),
    ('LZ-N07/recognise', 'renewal_assessed', 'recognise', '通过认定审批', 'recognised', '{authority}', 'any', true, '第十八条', false),
    ('LZ-N07/refuse', 'renewal_assessed', 'refuse', '未通过认定审批', 'retained', '{authority}', 'any', true, '第十八条', false),
    ('LZ-N08', 'not_recognised', 'begin_transition', '进入迁移过渡期', 'transition', '{}', 'any', false, '第十五条', false),
    ('LZ-N09', 'transition', 'submit_plan', '报送迁移上云计划', 'plan_submitted', '{using_unit}', 'any', false, '第十六条（一）', false),
    ('LZ-N10', 'plan_submitted', 'start_migration', '组织实施迁移上云', 'migrating', '{using_unit,operator}', 'all', false, '第十六条（二）', false),
    ('LZ-N11', 'migrating', 'abolish', '撤销自建数据中心', 'abolished', '{using_unit}', 'any', false, '第十六条（三）', false),
    ('LZ-N11/moved', 'moved', 'abolish', '撤销自建数据中心', 'abolished', '{using_unit}', 'any', false, NULL, false),
    ('LZ-N12', 'abolished', 'reuse', '统筹利用资源', 'resources_reused', '{authority}', 'any', false, '第十六条（四）', false),
    ('LZ-N02/withdraw_draft', 'draft', 'withdraw', '撤回', 'withdrawn', '{using_unit}', 'any', false, NULL, false),
    ('LZ-N02/withdraw_requested', 'recognition_requested', 'withdraw', '撤回', 'withdrawn', '{using_unit}', 'any', false, NULL, false),
    ('LZ-N02/withdraw_assessed', 'assessed', 'withdraw', '撤回', 'withdrawn', '{using_unit}', 'any', false, NULL, false),
    ('LZ-N07/withdraw', 'renewal_requested', 'withdraw', '撤回', 'retained', '{using_unit}', 'any', false, NULL, false)
) AS t (code, from_state, action, title, to_state, actors, quorum, decides, article, special);

INSERT INTO gov_cloud.transition
    (policy, code, rule, procedure, from_state, action, title, to_state, actors, quorum, article)
SELECT 'liuzhou/1', t.code, pg_catalog.split_part(t.code, '/', 1), t.procedure, t.from_state, t.action, t.title, t.to_state, t.actors::text[], t.quorum, t.article
FROM (VALUES
    ('LZ-N01/open', 'self_inspection', NULL, 'open', '开展自查', 'draft', '{using_unit}', 'any', '第十四条（一）'),
    ('LZ-N01', 'self_inspection', 'draft', 'report', '报送自查信息', 'self_inspected', '{using_unit}', 'any', '第十四条（一）'),
    ('LZ-N14', 'lease_migration', NULL, 'open', '登记租用', 'leased', '{using_unit}', 'any', '第十九条'),
    ('LZ-N14/plan', 'lease_migration', 'leased', 'submit_plan', '报送迁移上云计划', 'plan_submitted', '{using_unit}', 'any', '第十九条'),
    ('LZ-N14/migrate', 'lease_migration', 'plan_submitted', 'start_migration', '组织实施迁移上云', 'migrating', '{using_unit,operator}', 'all', '第十九条'),
    ('LZ-N14/vacate', 'lease_migration', 'migrating', 'vacate', '完成迁移，退租', 'vacated', '{using_unit}', 'any', '第十九条')
) AS t (code, procedure, from_state, action, title, to_state, actors, quorum, article);

INSERT INTO gov_cloud.criterion (policy, checklist, code, position, rule, title, attribute, test, value, soft, article)
SELECT 'liuzhou/1', 'own_data_centre', c.code, c.position, pg_catalog.split_part(c.code, '/', 1), c.title, c.attribute, c.test, c.value, c.soft, c.article
FROM (VALUES
    ('LZ-R1/extranet', 1, '与柳州电子政务外网互联互通', 'facts.extranet_connected', 'is', 'true', false, '第十三条（一）'),
    ('LZ-R1/egress', 2, '使用市级政务外网互联网出口', 'facts.municipal_egress', 'is', 'true', true, '第十三条（一）'),
    ('LZ-R1/ipv6', 3, '支持IPv6', 'facts.ipv6', 'is', 'true', false, '第十三条（一）'),
    ('LZ-R2/platform', 4, '云平台满足GB/T33780-2017', 'facts.platform_standard', 'is', 'true', false, '第十三条（二）'),
    ('LZ-R2/interfaces', 5, '开发与开放数据接口', 'facts.interfaces_open', 'is', 'true', false, '第十三条（二）'),
    ('LZ-R2/connected', 6, '与市级云平台对接', 'facts.connected_to_city_cloud', 'is', 'true', false, '第十三条（二）'),
    ('LZ-R3/class', 7, '达到GB50174-2017的B类', 'class', 'in', 'A,B', false, '第十三条（三）'),
    ('LZ-R3/area', 8, '面积（平方米）', 'area_m2', 'min', '40', false, '第十三条（三）'),
    ('LZ-R3/racks', 9, '可用机架数', 'usable_racks', 'min', '6', false, '第十三条（三）'),
    ('LZ-R4/staff', 10, '专职运维人数', 'staff', 'min', '2', false, '第十三条（四）'),
    ('LZ-R4/around_the_clock', 11, '7×24小时运维服务能力', 'facts.around_the_clock', 'is', 'true', false, '第十三条（四）'),
    ('LZ-R5/general', 12, 'GB/T22239-2019第三级安全通用要求', 'facts.mlps3_general', 'is', 'true', false, '第十三条（五）'),
    ('LZ-R5/cloud', 13, 'GB/T22239-2019第三级云计算安全扩展要求', 'facts.mlps3_cloud', 'is', 'true', false, '第十三条（五）'),
    ('LZ-R5/evaluated', 14, '通过网络安全等级保护测评', 'facts.mlps_evaluated', 'is', 'true', false, '第十三条（五）')
) AS c (code, position, title, attribute, test, value, soft, article);

-- Guards that both recognitions have, and those of one alone.
INSERT INTO gov_cloud.transition_guard (policy, transition, position, guard, parameters, soft, rule, article)
SELECT 'liuzhou/1', CASE p.prefix WHEN 'LZ-' THEN pg_catalog.concat('LZ-', g.transition) ELSE pg_catalog.concat(p.prefix, g.transition) END,
       g.position, g.guard, pg_catalog.replace(g.parameters, '@', p.prefix)::jsonb, false, g.rule, g.article
FROM (VALUES ('LZ-'), ('LZ-N13/')) AS p (prefix),
(VALUES
    ('N02/open', 1, 'data_centre_says', '{"field": "kind", "in": ["own"]}', 'LZ-N02', '第十四条（二）'),
    ('N02/open', 2, 'data_centre_says', '{"field": "status", "in": ["self_inspected"]}', 'LZ-N01', '第十四条（一）'),
    ('N02/open', 3, 'only_matter', '{}', 'LZ-N02', '第十四条（二）'),
    ('N02', 1, 'evidence', '{"kind": "recognition_proof", "by": "using_unit", "title": "认定证明材料"}', 'LZ-N02', '第十四条（二）'),
    ('N02', 2, 'data_centre_says', '{"field": "status", "in": ["self_inspected"]}', 'LZ-N01', '第十四条（一）'),
    ('N03', 1, 'evidence', '{"kind": "site_survey_record", "by": "operator", "title": "现场勘查记录"}', 'LZ-N03', '第十四条（三）'),
    ('N03', 2, 'evidence', '{"kind": "assessment_opinion", "by": "operator", "title": "评估意见"}', 'LZ-N03', '第十四条（三）'),
    ('N04', 1, 'other_organization', '{"transition": "@N03"}', 'LZ-N04', '第十四条（四）'),
    ('N04', 2, 'other_person', '{"transition": "@N03"}', 'LZ-N04', '第十四条（四）'),
    ('N04/refuse', 1, 'opinion_given', '{}', 'LZ-N04', '第十四条（四）'),
    ('N04/refuse', 2, 'other_organization', '{"transition": "@N03"}', 'LZ-N04', '第十四条（四）'),
    ('N04/refuse', 3, 'other_person', '{"transition": "@N03"}', 'LZ-N04', '第十四条（四）'),
    ('N06/moved', 1, 'hosted_systems', '{"status": ["opened", "in_service", "exited"]}', 'LZ-N06', '第十四条（五）'),
    ('N07', 1, 'opinion_given', '{}', 'LZ-N07', '第十八条'),
    ('N07', 2, 'evidence', '{"kind": "recognition_proof", "by": "using_unit", "title": "认定证明材料"}', 'LZ-N07', '第十八条'),
    ('N07/assess', 1, 'evidence', '{"kind": "assessment_opinion", "by": "operator", "title": "评估意见"}', 'LZ-N07', '第十八条'),
    ('N07/recognise', 1, 'other_organization', '{"transition": "@N07/assess"}', 'LZ-N07', '第十八条'),
    ('N07/recognise', 2, 'other_person', '{"transition": "@N07/assess"}', 'LZ-N07', '第十八条'),
    ('N07/refuse', 1, 'opinion_given', '{}', 'LZ-N07', '第十八条'),
    ('N07/refuse', 2, 'other_organization', '{"transition": "@N07/assess"}', 'LZ-N07', '第十八条'),
    ('N07/refuse', 3, 'other_person', '{"transition": "@N07/assess"}', 'LZ-N07', '第十八条'),
    ('N09', 1, 'evidence', '{"kind": "migration_plan", "by": "using_unit", "title": "非涉密信息系统迁移上云计划"}', 'LZ-N09', '第十六条（一）'),
    ('N10', 1, 'hosted_systems', '{"transition": "LZ-T03", "of": "systems"}', 'LZ-N10', '第十六条（二）'),
    ('N11', 1, 'hosted_systems', '{"status": ["opened", "in_service", "exited"]}', 'LZ-N11', '第十六条（三）'),
    ('N11', 2, 'evidence', '{"kind": "abolition_statement", "by": "using_unit", "title": "撤销说明（仅保留内部办公网络设备机房）"}', 'LZ-N11', '第十六条（三）'),
    ('N11/moved', 1, 'evidence', '{"kind": "abolition_statement", "by": "using_unit", "title": "撤销说明"}', 'LZ-N11', NULL)
) AS g (transition, position, guard, parameters, rule, article);

INSERT INTO gov_cloud.transition_guard (policy, transition, position, guard, parameters, soft, rule, article)
SELECT 'liuzhou/1', g.transition, g.position, g.guard, g.parameters::jsonb, g.soft, g.rule, g.article
FROM (VALUES
    ('LZ-N01/open', 1, 'data_centre_says', '{"field": "status", "in": ["registered", "self_inspected"]}', false, 'LZ-N01', '第十四条（一）'),
    ('LZ-N01/open', 2, 'only_matter', '{}', false, 'LZ-N01', '第十四条（一）'),
    ('LZ-N01', 1, 'evidence', '{"kind": "self_inspection_report", "by": "using_unit", "title": "自查情况"}', false, 'LZ-N01', '第十四条（一）'),
    ('LZ-N02/open', 4, 'data_centre_says', '{"field": "sensitive", "in": ["false"]}', false, 'LZ-N13', '第十七条'),
    ('LZ-N04', 3, 'checklist', '{"checklist": "own_data_centre"}', false, 'LZ-N04', '第十三条'),
    ('LZ-N04', 4, 'checklist', '{"checklist": "own_data_centre", "soft": true}', true, 'LZ-R1', '第十三条（一）'),
    ('LZ-N06', 1, 'term_reached', '{"deadline": "LZ-D03"}', false, 'LZ-D03', '第十四条（四）'),
    ('LZ-N07', 3, 'term_running', '{"deadline": "LZ-D03"}', false, 'LZ-N07', '第十八条'),
    ('LZ-N07/recognise', 5, 'data_centre_assessed', '{}', true, 'LZ-A2', '第三十条（二）'),
    ('LZ-N07/recognise', 3, 'checklist', '{"checklist": "own_data_centre"}', false, 'LZ-N07', '第十三条'),
    ('LZ-N07/recognise', 4, 'checklist', '{"checklist": "own_data_centre", "soft": true}', true, 'LZ-R1', '第十三条（一）'),
    ('LZ-N13/N02/open', 4, 'data_centre_says', '{"field": "sensitive", "in": ["true"]}', false, 'LZ-N13', '第十七条'),
    ('LZ-N13/N06', 1, 'term_reached', '{"deadline": "LZ-D07/retention"}', false, 'LZ-D07', '第十七条'),
    ('LZ-N13/N07', 3, 'term_running', '{"deadline": "LZ-D07/retention"}', false, 'LZ-D07', '第十八条'),
    ('LZ-N14', 1, 'data_centre_says', '{"field": "kind", "in": ["leased"]}', false, 'LZ-N14', '第十九条'),
    ('LZ-N14', 2, 'only_matter', '{}', false, 'LZ-N14', '第十九条'),
    ('LZ-N14/plan', 1, 'evidence', '{"kind": "migration_plan", "by": "using_unit", "title": "非涉密信息系统迁移上云计划"}', false, 'LZ-N14', '第十六条（一）'),
    ('LZ-N14/migrate', 1, 'hosted_systems', '{"transition": "LZ-T03", "of": "systems"}', false, 'LZ-N14', '第十六条（二）'),
    ('LZ-N14/vacate', 1, 'hosted_systems', '{"status": ["opened", "in_service", "exited"]}', false, 'LZ-N14', '第十九条')
) AS g (transition, position, guard, parameters, soft, rule, article);

INSERT INTO gov_cloud.transition_effect (policy, transition, position, effect, parameters, article)
SELECT 'liuzhou/1', pg_catalog.concat(p.prefix, e.transition), e.position, e.effect, pg_catalog.replace(e.parameters, '@', p.retention)::jsonb, e.article
FROM (VALUES ('LZ-', 'LZ-D03'), ('LZ-N13/', 'LZ-D07/retention')) AS p (prefix, retention),
(VALUES
    ('N05', 1, 'set_data_centre', '{"status": "retained", "deadline": "@"}', '第十四条（四）'),
    ('N06', 1, 'set_data_centre', '{"status": "retention_over"}', '第十八条'),
    ('N08', 1, 'set_data_centre', '{"status": "transition"}', '第十五条'),
    ('N11', 1, 'set_data_centre', '{"status": "abolished"}', '第十六条（三）'),
    ('N11/moved', 1, 'set_data_centre', '{"status": "abolished"}', NULL),
    ('N12', 1, 'set_data_centre', '{"status": "reused"}', '第十六条（四）')
) AS e (transition, position, effect, parameters, article);

INSERT INTO gov_cloud.transition_effect (policy, transition, position, effect, parameters, article)
SELECT 'liuzhou/1', e.transition, e.position, e.effect, e.parameters::jsonb, e.article
FROM (VALUES
    ('LZ-N01', 1, 'set_data_centre', '{"status": "self_inspected"}', '第十四条（一）'),
    ('LZ-N03', 1, 'record_checklist', '{"checklist": "own_data_centre"}', '第十四条（三）'),
    ('LZ-N04', 1, 'record_checklist', '{"checklist": "own_data_centre"}', '第十四条（四）'),
    ('LZ-N04/refuse', 1, 'record_checklist', '{"checklist": "own_data_centre"}', '第十四条（四）'),
    ('LZ-N07/assess', 1, 'record_checklist', '{"checklist": "own_data_centre"}', '第十八条'),
    ('LZ-N14/vacate', 1, 'set_data_centre', '{"status": "vacated"}', '第十九条')
) AS e (transition, position, effect, parameters, article);

-- Retention is a status and does not roll; what is to be done within a term is an act and does.  The transition is
-- measured by the racks that stand there (现有机架数), 5 among the few; recognition asks of those that can be used.
INSERT INTO gov_cloud.deadline_rule
    (policy, code, procedure, title, starts_on, starts_from, ends_on, cancelled_on, term, kind, rolls, obligor, guard, guard_parameters, article)
SELECT 'liuzhou/1', d.code, d.procedure, d.title, d.starts_on::text[], d.starts_from, d.ends_on::text[],
       CASE d.code WHEN 'LZ-D01' THEN '{LZ-N07/withdraw}' ELSE '{}' END::text[],
       d.term::gov_cloud.term, d.kind, d.rolls, d.obligor, d.guard, d.parameters::jsonb, d.article
FROM (VALUES
    ('LZ-D01', 'recognition', '15个工作日内提出评估意见', '{LZ-N02,LZ-N07}', 'event', '{LZ-N03,LZ-N07/assess}', '15 workdays', 'latest', true, 'operator', NULL, '{}', '第十四条（三）'),
    ('LZ-D02', 'recognition', '5个工作日内完成认定审批', '{LZ-N03,LZ-N07/assess}', 'event', '{LZ-N04,LZ-N04/refuse,LZ-N07/recognise,LZ-N07/refuse}', '5 workdays', 'latest', true, 'authority', NULL, '{}', '第十四条（四）'),
    ('LZ-D03', 'recognition', '暂时保留2年', '{LZ-N04,LZ-N07/recognise}', 'event', '{LZ-N06}', '2 years', 'earliest', false, 'using_unit', NULL, '{}', '第十四条（四）'),
    ('LZ-D04', 'recognition', '保留期满后1年内完成迁移', '{LZ-N06}', 'about:kept_through', '{LZ-N06/moved}', '1 year', 'latest', true, 'using_unit', NULL, '{}', '第十四条（五）'),
    ('LZ-D05', 'recognition', '迁移过渡期1年', '{LZ-N04/refuse}', 'event', '{LZ-N11}', '1 year', 'latest', true, 'using_unit', 'data_centre_says', '{"field": "existing_racks", "max": 5}', '第十五条（一）'),
    ('LZ-D06', 'recognition', '迁移过渡期2年', '{LZ-N04/refuse}', 'event', '{LZ-N11}', '2 years', 'latest', true, 'using_unit', 'data_centre_says', '{"field": "existing_racks", "min": 6}', '第十五条（二）'),
    ('LZ-D07', 'sensitive_recognition', '5个工作日内完成认定审批', '{LZ-N13/N03,LZ-N13/N07/assess}', 'event', '{LZ-N13/N04,LZ-N13/N04/refuse,LZ-N13/N07/recognise,LZ-N13/N07/refuse}', '5 workdays', 'latest', true, 'authority', NULL, '{}', '第十七条'),
    ('LZ-D07/retention', 'sensitive_recognition', '暂时保留2年', '{LZ-N13/N04,LZ-N13/N07/recognise}', 'event', '{LZ-N13/N06}', '2 years', 'earliest', false, 'using_unit', NULL, '{}', '第十七条'),
    ('LZ-D04/sensitive', 'sensitive_recognition', '保留期满后1年内完成迁移', '{LZ-N13/N06}', 'about:kept_through', '{LZ-N13/N06/moved}', '1 year', 'latest', true, 'using_unit', NULL, '{}', '第十四条（五）'),
    ('LZ-D05/sensitive', 'sensitive_recognition', '迁移过渡期1年', '{LZ-N13/N04/refuse}', 'event', '{LZ-N13/N11}', '1 year', 'latest', true, 'using_unit', 'data_centre_says', '{"field": "existing_racks", "max": 5}', '第十五条（一）'),
    ('LZ-D06/sensitive', 'sensitive_recognition', '迁移过渡期2年', '{LZ-N13/N04/refuse}', 'event', '{LZ-N13/N11}', '2 years', 'latest', true, 'using_unit', 'data_centre_says', '{"field": "existing_racks", "min": 6}', '第十五条（二）'),
    ('LZ-D08', 'lease_migration', '现有租用合约期内完成迁移', '{LZ-N14}', 'about:lease_end', '{LZ-N14/vacate}', NULL, 'given', false, 'using_unit', NULL, '{}', '第十九条')
) AS d (code, procedure, title, starts_on, starts_from, ends_on, term, kind, rolls, obligor, guard, parameters, article);

-- Security: inspections by four bodies, rectification by the date a notice gives, incidents without time limits.
INSERT INTO gov_cloud.procedure (policy, code, title, subject, rule, article) VALUES
    ('liuzhou/1', 'inspection', '安全检查', 'unit', 'LZ-S01', '第二十五条'),
    ('liuzhou/1', 'rectification', '信息安全整改', 'unit', 'LZ-S02', '第二十九条'),
    ('liuzhou/1', 'security_incident', '安全事件', 'jurisdiction', 'LZ-S03', '第二十六条');

INSERT INTO gov_cloud.state (policy, procedure, state, title, outcome, position)
SELECT 'liuzhou/1', s.procedure, s.state, s.title, s.outcome, s.position
FROM (VALUES
    ('inspection', 'planned', '待检查', NULL, 1),
    ('inspection', 'inspected', '已检查', NULL, 2),
    ('inspection', 'risk_found', '限期整改', NULL, 3),
    ('inspection', 'rectified', '已整改', NULL, 4),
    ('inspection', 'closed', '已办结', 'completed', 5),
    ('rectification', 'issued', '已发整改通知书', NULL, 1),
    ('rectification', 'rectified', '已整改', NULL, 2),
    ('rectification', 'closed', '已办结', 'completed', 3),
    ('security_incident', 'found', '已发现', NULL, 1),
    ('security_incident', 'located', '已定位', NULL, 2),
    ('security_incident', 'analysed', '已分析', NULL, 3),
    ('security_incident', 'controlled', '已控制', 'completed', 4)
) AS s (procedure, state, title, outcome, position);

INSERT INTO gov_cloud.transition
    (policy, code, rule, procedure, from_state, action, title, to_state, actors, quorum, repeatable, article)
SELECT 'liuzhou/1', t.code, pg_catalog.split_part(t.code, '/', 1), t.procedure, t.from_state, t.action, t.title, t.to_state,
       t.actors::text[], t.quorum, false, t.article
FROM (VALUES
    ('LZ-S01/open', 'inspection', NULL, 'open', '安排检查', 'planned', '{authority}', 'any', '第二十五条'),
    ('LZ-S01', 'inspection', 'planned', 'inspect', '会同检查', 'inspected', '{authority,cyberspace_office,secrecy_office,police}', 'all', '第二十五条'),
    ('LZ-S01/clear', 'inspection', 'inspected', 'clear', '未发现风险', 'closed', '{authority}', 'any', '第二十五条'),
    ('LZ-S01/risk', 'inspection', 'inspected', 'order_rectification', '督促限期整改', 'risk_found', '{authority}', 'any', '第二十五条'),
    ('LZ-S01/rectify', 'inspection', 'risk_found', 'rectify', '完成整改', 'rectified', '{using_unit}', 'any', '第二十五条'),
    ('LZ-S01/verify', 'inspection', 'rectified', 'verify', '整改核查通过', 'closed', '{authority}', 'any', NULL),
    ('LZ-S01/again', 'inspection', 'rectified', 'order_again', '整改不到位，再次限期', 'risk_found', '{authority}', 'any', NULL),
    ('LZ-S02', 'rectification', NULL, 'open', '发出信息安全整改通知书', 'issued', '{authority,cyberspace_office,secrecy_office,police,operator}', 'any', '第二十九条'),
    ('LZ-S02/receive', 'rectification', 'issued', 'receive', '签收', NULL, '{using_unit}', 'any', '第二十九条'),
    ('LZ-S02/rectify', 'rectification', 'issued', 'rectify', '完成整改', 'rectified', '{using_unit}', 'any', '第二十九条'),
    ('LZ-S02/verify', 'rectification', 'rectified', 'verify', '整改核查通过', 'closed', '{authority,cyberspace_office,secrecy_office,police,operator}', 'any', NULL),
    ('LZ-S02/again', 'rectification', 'rectified', 'order_again', '整改不到位，再次限期', 'issued', '{authority,cyberspace_office,secrecy_office,police,operator}', 'any', NULL),
    ('LZ-S03', 'security_incident', NULL, 'open', '发现安全事件', 'found', '{operator}', 'any', '第二十六条'),
    ('LZ-S03/locate', 'security_incident', 'found', 'locate', '定位', 'located', '{operator}', 'any', '第二十六条'),
    ('LZ-S03/analyse', 'security_incident', 'located', 'analyse', '分析', 'analysed', '{operator}', 'any', '第二十六条'),
    ('LZ-S03/control', 'security_incident', 'analysed', 'control', '控制', 'controlled', '{operator}', 'any', '第二十六条')
) AS t (code, procedure, from_state, action, title, to_state, actors, quorum, article);

INSERT INTO gov_cloud.transition_guard (policy, transition, position, guard, parameters, soft, rule, article)
SELECT 'liuzhou/1', g.transition, g.position, g.guard, g.parameters::jsonb, g.soft, g.rule, g.article
FROM (VALUES
    ('LZ-S01', 1, 'opinion_given', '{}', false, 'LZ-S01', '第二十五条'),
    ('LZ-S01/risk', 1, 'data_given', '{"keys": {"due_on": "date"}}', false, 'LZ-D17', '第二十五条'),
    ('LZ-S01/risk', 2, 'opinion_given', '{}', false, 'LZ-S01', '第二十五条'),
    ('LZ-S01/rectify', 1, 'evidence', '{"kind": "rectification_report", "by": "using_unit", "title": "整改报告"}', false, 'LZ-S01', '第二十五条'),
    ('LZ-S01/again', 1, 'data_given', '{"keys": {"due_on": "date"}}', false, 'LZ-D17', NULL),
    ('LZ-S01/again', 2, 'opinion_given', '{}', false, 'LZ-S01', NULL),
    ('LZ-S02', 1, 'data_given', '{"keys": {"due_on": "date", "demand": "text"}}', false, 'LZ-D17', '第二十九条'),
    ('LZ-S02/rectify', 1, 'evidence', '{"kind": "rectification_report", "by": "using_unit", "title": "整改报告"}', false, 'LZ-S02', '第二十九条'),
    ('LZ-S02/verify', 1, 'same_organization', '{"transition": "LZ-S02"}', false, 'LZ-S02', NULL),
    ('LZ-S02/again', 1, 'same_organization', '{"transition": "LZ-S02"}', false, 'LZ-S02', NULL),
    ('LZ-S02/again', 2, 'data_given', '{"keys": {"due_on": "date"}}', false, 'LZ-D17', NULL),
    ('LZ-S02/again', 3, 'opinion_given', '{}', false, 'LZ-S02', NULL),
    ('LZ-S03/control', 1, 'opinion_given', '{}', false, 'LZ-S03', '第二十六条')
) AS g (transition, position, guard, parameters, soft, rule, article);

INSERT INTO gov_cloud.transition_effect (policy, transition, position, effect, parameters, article)
SELECT 'liuzhou/1', e.transition, e.position, e.effect, e.parameters::jsonb, e.article
FROM (VALUES
    ('LZ-N01', 2, 'notify', '{"to": ["authority"], "kind": "self_inspection", "title": "存量数据中心自查情况"}', '第十四条（一）'),
    ('LZ-N09', 1, 'notify', '{"to": ["authority"], "kind": "migration_plan", "title": "非涉密信息系统迁移上云计划"}', '第十六条（一）'),
    ('LZ-N14/plan', 1, 'notify', '{"to": ["authority"], "kind": "migration_plan", "title": "非涉密信息系统迁移上云计划"}', '第十九条'),
    ('LZ-N06', 2, 'notify', '{"to": ["using_unit", "finance"], "kind": "retention_over", "title": "自建数据中心保留期满，不再安排运维资金"}', '第十八条'),
    ('LZ-T06/adjust', 3, 'notify', '{"to": ["using_unit"], "kind": "elastic_adjustment", "title": "云资源弹性调整"}', '第二十一条（五）'),
    ('LZ-S01/risk', 1, 'notify', '{"to": ["using_unit"], "kind": "rectification_notice", "title": "安全检查限期整改"}', '第二十五条'),
    ('LZ-S01/again', 1, 'notify', '{"to": ["using_unit"], "kind": "rectification_notice", "title": "安全检查再次限期整改"}', NULL),
    ('LZ-S02', 1, 'notify', '{"to": ["using_unit"], "kind": "rectification_notice", "title": "信息安全整改通知书"}', '第二十九条'),
    ('LZ-S02/again', 1, 'notify', '{"to": ["using_unit"], "kind": "rectification_notice", "title": "信息安全整改通知书（再次）"}', NULL),
    ('LZ-S03', 1, 'record_incident', '{}', '第二十六条'),
    ('LZ-S03/control', 1, 'restore_incident', '{}', '第二十六条')
) AS e (transition, position, effect, parameters, article);

-- The date of a rectification is the notice's own; 及时 has no amount.
INSERT INTO gov_cloud.deadline_rule
    (policy, code, procedure, title, starts_on, starts_from, ends_on, term, kind, rolls, obligor, article)
SELECT 'liuzhou/1', d.code, d.procedure, d.title, d.starts_on::text[], d.starts_from, d.ends_on::text[], NULL, d.kind, false, d.obligor, d.article
FROM (VALUES
    ('LZ-D17', 'rectification', '按整改通知书的时限整改', '{LZ-S02,LZ-S02/again}', 'data:due_on', '{LZ-S02/rectify}', 'given', 'using_unit', '第二十九条'),
    ('LZ-D17/inspection', 'inspection', '检查发现的风险限期整改', '{LZ-S01/risk,LZ-S01/again}', 'data:due_on', '{LZ-S01/rectify}', 'given', 'using_unit', '第二十五条'),
    ('LZ-S03', 'security_incident', '及时控制安全事件', '{LZ-S03}', 'event', '{LZ-S03/control}', 'unquantified', 'operator', '第二十六条')
) AS d (code, procedure, title, starts_on, starts_from, ends_on, kind, obligor, article);

-- Duties outside matters.  定期 has no cadence until the city sets one.
INSERT INTO gov_cloud.obligation_rule (policy, code, rule, title, kind, obligor, recipients, cadence, parameter, per, documents, article)
SELECT 'liuzhou/1', o.code, pg_catalog.split_part(o.code, '/', 1), o.title, o.kind, o.obligor, o.recipients::text[], o.cadence, o.parameter, o.per, o.documents::text[], o.article
FROM (VALUES
    ('LZ-O1', '运行和操作日志留存，不少于6个月', 'standing', 'using_unit', '{}', NULL, NULL, 'system', '{}', '第二十三条'),
    ('LZ-O2', '信息系统运维管理制度和应急处置预案', 'standing', 'using_unit', '{}', NULL, NULL, 'unit', '{operation_rules,emergency_plan}', '第二十三条'),
    ('LZ-O3', '监测、检查和评估云的运行与利用', 'standing', 'operator', '{}', NULL, NULL, 'jurisdiction', '{}', '第二十二条'),
    ('LZ-O3/notice', '通报政务云运行和云资源利用情况', 'recurring', 'operator', '{authority,using_unit}', NULL, 'utilisation_notice_cadence', 'jurisdiction', '{utilisation_notice}', '第二十二条'),
    ('LZ-O4', '政务云及信息系统安全检查', 'recurring', 'authority', '{cyberspace_office,secrecy_office,police}', NULL, 'inspection_cadence', 'jurisdiction', '{inspection_record}', '第二十五条'),
    ('LZ-O5', '通报云安全状况', 'recurring', 'operator', '{authority,using_unit}', NULL, 'security_notice_cadence', 'jurisdiction', '{security_notice}', '第二十六条'),
    ('LZ-O6', '政务云按等保第三级防护', 'standing', 'operator', '{}', NULL, NULL, 'jurisdiction', '{mlps_evaluation_report}', '第二十六条'),
    ('LZ-O7', '信息系统等级保护定级备案及测评', 'standing', 'using_unit', '{}', NULL, NULL, 'system', '{mlps_filing_certificate,mlps_evaluation_report}', '第二十七条'),
    ('LZ-O8', '数据资源安全管理', 'standing', 'using_unit', '{}', NULL, NULL, 'unit', '{}', '第二十七条'),
    ('LZ-O9', '市级政务云费用的年度预算', 'recurring', 'operator', '{finance}', 'year', NULL, 'jurisdiction', '{budget_request}', '第五条'),
    ('LZ-O10', '政务云服务质量评价', 'recurring', 'authority', '{using_unit,finance}', 'year', NULL, 'jurisdiction', '{evaluation_report}', '第三十条'),
    ('LZ-O12', '保留数据中心的纳管和运维', 'standing', 'using_unit', '{}', NULL, NULL, 'unit', '{}', '第十八条'),
    ('LZ-G5', '不擅自接触使用单位的数据', 'standing', 'operator', '{}', NULL, NULL, 'jurisdiction', '{}', '第二十六条第二款'),
    ('LZ-G8', '责任、归属和标准不因上云而变', 'standing', 'using_unit', '{}', NULL, NULL, 'unit', '{}', '第二十四条'),
    ('LZ-G9', '敏感数据的隐私保护和脱敏', 'standing', 'using_unit', '{}', NULL, NULL, 'unit', '{}', '第二十七条')
) AS o (code, title, kind, obligor, recipients, cadence, parameter, per, documents, article);

-- Evaluation, yearly because it counts for the next year (art. 30); what has no formula the bureau judges.
INSERT INTO gov_cloud.indicator (policy, code, rule, title, subject, scale, grades, formula, cadence, assessor, article)
SELECT 'liuzhou/1', i.code, pg_catalog.split_part(i.code, '/', 1), i.title, i.subject, i.scale, i.grades::text[], i.formula, 'year', 'authority', i.article
FROM (VALUES
    ('LZ-A1/migration', '非涉密信息系统迁移上云率', 'unit', 'ratio', NULL, 'migration_rate', '第三十条（一）'),
    ('LZ-A1/efficiency', '云资源使用效率', 'unit', 'grade', '{低,一般,高}', NULL, '第三十条（一）'),
    ('LZ-A1/security', '信息系统安全管理', 'unit', 'grade', '{差,合格,好}', NULL, '第三十条（一）'),
    ('LZ-A2/construction', '自建数据中心建设情况', 'data_centre', 'grade', '{差,合格,好}', NULL, '第三十条（二）'),
    ('LZ-A2/security', '安全运行状况', 'data_centre', 'grade', '{差,合格,好}', NULL, '第三十条（二）'),
    ('LZ-A2/response', '云服务响应及时性', 'data_centre', 'grade', '{差,合格,好}', NULL, '第三十条（二）'),
    ('LZ-A2/satisfaction', '云服务满意度', 'data_centre', 'satisfaction', NULL, NULL, '第三十条（二）')
) AS i (code, title, subject, scale, grades, formula, article);

INSERT INTO gov_cloud.policy_parameter (policy, name, kind, choices, value, article, note)
SELECT 'liuzhou/1', p.name, p.kind, p.choices::text[], p.value, p.article, p.note
FROM (VALUES
    ('required_columns', 'text', NULL, 'network_zone,system_name,server_type,bastion_owner_name,bastion_owner_email,bastion_owner_mobile,vcpu_cores,memory_gb,system_disk_gb,data_disk_gb,operating_system,is_clustered', '附件3', 'columns of annex 3 that a row needs: the print shows them in a colour that is lost, so this is a proposal; the group number follows from being clustered'),
    ('trial_starts_at', 'text', '{environment_provided}', 'environment_provided', NULL, 'the natural days count from the trial environment'),
    ('trial_min_days', 'integer', '{15}', '15', '第二十一条（四）', 'in principle'),
    ('trial_max_days', 'integer', '{30}', '30', '第二十一条（四）', 'in principle'),
    ('regional_calendar', 'text', '{cn-gx}', 'cn-gx', NULL, 'Guangxi''s holidays over the national calendar; empty until its notices are loaded'),
    ('suspension_allowed', 'boolean', NULL, 'false', NULL, 'the text knows no suspension'),
    ('new_own_data_centre', 'text', '{reason,refused}', 'reason', '第四条', 'in principle no new ones'),
    ('new_leased_data_centre', 'text', '{refused,reason}', 'refused', '第四条', 'no more leases of third parties'' centres'),
    ('data_centre_expansion', 'text', '{refused}', 'refused', '第四条', 'own centres are not expanded'),
    ('assessment_starts_at', 'text', '{application}', 'application', NULL, 'survey and review lie inside the 15 working days'),
    ('retention_starts_at', 'text', '{approval}', 'approval', NULL, 'the text gives no start'),
    ('migration_counts_temporary', 'boolean', NULL, 'true', '第十四条（五）', 'systems in a kept data centre count as moved for the time being; both figures are kept'),
    ('threshold_pct', 'numeric', NULL, NULL, '第三十条（一）', 'the text gives no figure: a city may watch by one of its own'),
    ('window_months', 'integer', NULL, NULL, '第三十条（一）', 'the text gives no figure'),
    ('log_retention_months', 'integer', NULL, '6', '第二十三条', 'at least: a city may ask for more'),
    ('utilisation_notice_cadence', 'text', '{month,quarter,half_year,year}', NULL, NULL, 'art. 22 names no period'),
    ('inspection_cadence', 'text', '{month,quarter,half_year,year}', NULL, NULL, '定期 without a period'),
    ('security_notice_cadence', 'text', '{month,quarter,half_year,year}', NULL, NULL, '定期 without a period'),
    ('renewal_refused', 'text', '{retention_runs_out}', 'retention_runs_out', NULL, 'a refused second application leaves the first recognition its two years')
) AS p (name, kind, choices, value, article, note);

-- comparison: the rows that answer each aspect, by its number
INSERT INTO gov_cloud.policy_parameter (policy, name, kind, choices, value, article, note) VALUES
    ('liuzhou/1', 'printed_stages', 'text', '{申请、评估、审批、测试、开通、变更、终止}', '申请、评估、审批、测试、开通、变更、终止', '第二十一条', 'the stages the text names, in its words');
INSERT INTO gov_cloud.aspect_source (policy, aspect, position, source, object, facet)
SELECT 'liuzhou/1', a.aspect, a.position, a.source, a.object, a.facet
FROM (VALUES
    (1, 1, 'article', '第五条', NULL), (1, 2, 'guard', 'LZ-T01/open#2', NULL), (2, 1, 'guard', 'LZ-T01/open#1', NULL),
    (2, 2, 'article', '第四条', NULL), (4, 1, 'obligation', 'LZ-O6', NULL), (5, 1, 'role', 'authority', NULL), (6, 1, 'role', 'operator', NULL),
    (7, 1, 'transition', 'LZ-T03', NULL), (8, 1, 'role', 'provider', NULL), (9, 1, 'parameter', 'printed_stages', NULL), (12, 1, 'form', 'LZ-F1', NULL),
    (12, 2, 'guard', 'LZ-T01#7', NULL), (12, 3, 'guard', 'LZ-T01#8', NULL), (12, 4, 'guard', 'LZ-T01#9', NULL), (12, 5, 'guard', 'LZ-T01#10', NULL),
    (12, 6, 'guard', 'LZ-T01#11', NULL), (15, 1, 'deadline', 'LZ-D09', NULL), (16, 1, 'deadline', 'LZ-D10', NULL), (19, 1, 'deadline', 'LZ-D11', NULL),
    (20, 1, 'deadline', 'LZ-D12/min', NULL), (20, 2, 'deadline', 'LZ-D12', NULL), (26, 1, 'transition', 'LZ-T05/test', NULL),
    (30, 1, 'guard', 'LZ-T05#1', NULL), (30, 2, 'guard', 'LZ-T06#1', NULL), (35, 1, 'obligation', 'LZ-O7', NULL), (37, 1, 'transition', 'LZ-C02', NULL),
    (37, 2, 'deadline', 'LZ-D13', NULL), (38, 1, 'deadline', 'LZ-D14', NULL), (42, 1, 'procedure', 'elastic_adjustment', NULL),
    (44, 1, 'field', 'LZ-F3:unit_confirmation', NULL), (45, 1, 'transition', 'LZ-X02', NULL), (45, 2, 'deadline', 'LZ-D15', NULL),
    (46, 1, 'deadline', 'LZ-D16', NULL), (47, 1, 'guard', 'LZ-X04#1', NULL), (47, 2, 'guard', 'LZ-X04#2', NULL),
    (50, 1, 'article', '第三十条', NULL), (63, 1, 'obligation', 'LZ-O10', NULL), (64, 1, 'obligation', 'LZ-O5', NULL),
    (65, 1, 'article', '第十条', NULL), (66, 1, 'obligation', 'LZ-O4', NULL), (67, 1, 'deadline', 'LZ-D17/inspection', NULL),
    (67, 2, 'deadline', 'LZ-D17', NULL), (68, 1, 'parameter', 'log_retention_months', NULL), (69, 1, 'article', '附件4', NULL),
    (73, 1, 'criterion', 'LZ-R4/around_the_clock', NULL), (74, 1, 'indicator', 'LZ-A2/satisfaction', NULL), (76, 1, 'article', '第三十一条', NULL),
    (77, 1, 'indicator', 'LZ-A1/migration', NULL), (77, 2, 'indicator', 'LZ-A1/efficiency', NULL), (77, 3, 'indicator', 'LZ-A1/security', NULL),
    (79, 1, 'field', 'LZ-F1:bastion_owner_name', NULL), (81, 1, 'procedure', 'recognition', NULL), (81, 2, 'criterion', 'LZ-R3/class', NULL),
    (81, 3, 'criterion', 'LZ-R3/area', NULL), (81, 4, 'criterion', 'LZ-R3/racks', NULL), (82, 1, 'deadline', 'LZ-D03', NULL),
    (82, 2, 'deadline', 'LZ-D04', NULL), (82, 3, 'deadline', 'LZ-D05', NULL), (82, 4, 'deadline', 'LZ-D06', NULL), (83, 1, 'deadline', 'LZ-D08', NULL),
    (85, 1, 'article', '第十一条', NULL), (86, 1, 'transition', 'LZ-T06', NULL), (87, 1, 'field', 'LZ-F1:network_zone', NULL),
    (88, 1, 'article', '第二十六条第二款', NULL), (88, 2, 'article', '第二十八条', NULL), (89, 1, 'article', '第二十四条', NULL),
    (92, 1, 'form', 'LZ-F1', NULL), (92, 2, 'article', '附件4', NULL), (92, 3, 'article', '附件1', NULL), (92, 4, 'article', '附件2', NULL),
    (95, 1, 'article', '第三十二条', NULL), (96, 1, 'deadlines', 'LZ-D09+LZ-D10+LZ-D11', NULL)
) AS a (aspect, position, source, object, facet);

SELECT gov_cloud.publish_policy('liuzhou/1');
