-- Suqian: interim measures for the government cloud, issued 2022-10-25.  Every row cites its article as
-- printed; a paragraph (款) is named where an article has rules in several, as article 17, whose two
-- paragraphs both number their items （一）（二）.  What the text does not say stays NULL: a very large request
-- has no term at all.

INSERT INTO gov_cloud.policy (code, title, doc_number, issued_on, effective_from, calendar, status, note) VALUES
    ('suqian/1', '宿迁市政务云管理暂行办法', '宿政办发〔2022〕58号', '2022-10-25', '2022-10-25', 'cn', 'draft',
     'in force from the day of issue (art. 42); counties and functional areas may follow it (art. 43)');

INSERT INTO gov_cloud.party_role (role, title, sees, builtin) VALUES
    ('extranet_authority', '电子政务外网主管部门', 'jurisdiction', true);

INSERT INTO gov_cloud.article (policy, label, summary, executes)
SELECT 'suqian/1', a.label, a.summary, a.executes
FROM (VALUES
    ('第一条', 'purpose and basis', false),
    ('第二条', 'scope: building, using, operating, securing and evaluating the cloud', false),
    ('第三条', 'the cloud serves systems without state secrets on the non-classified network', true),
    ('第四条', 'principles', false),
    ('第五条', 'organs and institutions build on the cloud; classified systems and level 4 and above stay out', true),
    ('第五条第二款', 'no new rooms and no double purchase in principle; higher law excepted', true),
    ('第六条', 'the office of the city government is the authority of the whole city''s cloud', true),
    ('第七条', 'the big data centre builds, manages, buys, operates and secures the municipal cloud', true),
    ('第八条', 'finance secures the money and guides purchase and budget performance', true),
    ('第九条', 'using units plan, apply, deploy, migrate, test, operate and secure their systems', true),
    ('第十条', 'counties and functional areas name their own authority and operator', true),
    ('第十一条', 'one cloud of the whole city, managed in levels', true),
    ('第十二条', 'families of resources the operator provides', true),
    ('第十三条', 'the provider is chosen by competition', true),
    ('第十三条第二款', 'existing computing and storage of municipal departments merges into the cloud', true),
    ('第十四条', 'management platform: data collected in real time, monitoring offered to units', true),
    ('第十四条第二款', 'clouds of counties connect to it and feed their data', true),
    ('第十五条', 'stages of use', true),
    ('第十六条', 'principle by which resources are allocated', true),
    ('第十七条', 'what is submitted with an application', true),
    ('第十七条第一款第（一）项', 'application form and list of requirements', true),
    ('第十七条第一款第（二）项', 'documents of the system; read-only permission to its database within 7 working days of deployment', true),
    ('第十七条第二款第（一）项', 'internet address or domain of its own: police filing within 30 days of connection; ICP filing for a domain', true),
    ('第十七条第二款第（二）项', 'extranet address: allocated with the provider and filed with the extranet''s authority', true),
    ('第十八条', 'the way an application takes by its size', true),
    ('第十八条第一款', 'simple and small: review in 2 working days, opening in 1', true),
    ('第十八条第二款', 'large: consultation of three parties in 3 working days, opening in 1', true),
    ('第十八条第三款', 'very large: argued by three parties, opened with the authority''s consent', true),
    ('第十九条', 'deployment in 15 and online in 30 working days of opening; else resources may be taken back, unless justified', true),
    ('第二十条', 'tests before online, assessment after; results told within 3 working days', true),
    ('第二十一条', 'units watch their systems; plans to expand, downgrade or take back', true),
    ('第二十二条', 'change with a reason, carried out in 1 working day; emergency increase at once with consent', true),
    ('第二十三条', 'exit: consent, help, resources taken back in 3 working days, fee ends', true),
    ('第二十四条', 'low use for three months: written notice, adjustment in 15 working days, else disconnect or even take back', true),
    ('第二十四条第二款', 'how well a unit used its resources counts when it applies again', true),
    ('第二十五条', 'operator coordinates operation; units report problems', true),
    ('第二十六条', 'provider: rules, staff, service around the clock, plan and drills, monthly, quarterly and annual reports', true),
    ('第二十七条', 'adjustments of the cloud only by an approved plan, with consent for the extranet, units told in advance', true),
    ('第二十八条', 'emergency disconnection: report at once; unit told within 30 minutes of it', true),
    ('第二十九条', 'levels of faults and hours to restore', true),
    ('第二十九条第（一）项', 'level 1: whole cloud, business interrupted: 1 hour', true),
    ('第二十九条第（二）项', 'level 2: part of it, some business affected: 2 hours', true),
    ('第二十九条第（三）项', 'level 3: part of it, business unaffected: 4 hours', true),
    ('第二十九条第二款', 'levels 1 and 2: investigation report and safeguards; assessment and penalty by contract', true),
    ('第三十条', 'data are the unit''s; nobody enters them without its authorisation', true),
    ('第三十一条', 'three kinds of backup', true),
    ('第三十一条第（一）项', 'local backup: incremental daily, full from time to time', true),
    ('第三十一条第（二）项', 'backup in the same city, on a county''s cloud, for important systems', true),
    ('第三十一条第（三）项', 'remote backup of important data on the unit''s application', true),
    ('第三十二条', 'important data are backed up encrypted', true),
    ('第三十三条', 'who builds, operates, manages, uses is responsible', true),
    ('第三十四条', 'operator secures the platform; joint inspections', true),
    ('第三十五条', 'units secure their systems: self-check, assessment, hardening before online, care in operation', true),
    ('第三十六条', 'provider secures the cloud; security assessment of cloud services', true),
    ('第三十七条', 'security and cryptography planned, built and run in step', true),
    ('第三十八条', 'first opened and used, then paid, by actual use; idle resources not taken back in time are invalid', true),
    ('第三十九条', 'staff on site', true),
    ('第四十条', 'annual evaluation by a third party, of units and of the provider', true),
    ('第四十条第二款', 'what units say of the provider is an important part of it', true),
    ('第四十一条', 'zombie systems and low use not reduced in spite of urging: the unit settles itself', true),
    ('第四十二条', 'entry into force and interpretation', false),
    ('第四十三条', 'counties and functional areas may follow it', false),
    ('附件1', 'application form 政务云资源申请表', true),
    ('附件2', 'list of requirements 政务云资源需求明细表', true)
) AS a (label, summary, executes);

INSERT INTO gov_cloud.policy_role (policy, role, party, title, article) VALUES
    ('suqian/1', 'authority', 'SQ-P1', '市政府办公室（市大数据管理局）', '第六条'),
    ('suqian/1', 'operator', 'SQ-P2', '市大数据中心', '第七条; 第二十五条'),
    ('suqian/1', 'finance', 'SQ-P3', '市财政部门', '第八条'),
    ('suqian/1', 'using_unit', 'SQ-P4', '使用单位', '第九条'),
    ('suqian/1', 'provider', 'SQ-P5', '政务云服务商', '第十三条'),
    ('suqian/1', 'extranet_authority', 'SQ-P7', '电子政务外网主管部门', '第二十七条'),
    ('suqian/1', 'security_authority', 'SQ-P10', '网络安全相关主管部门', '第三十四条');

INSERT INTO gov_cloud.request_tier (policy, tier, title, position, vcpu, memory_gb, storage_tb, bandwidth_mbps, rule, article) VALUES
    ('suqian/1', 'small', '需求量较小', 1, NULL, NULL, NULL, NULL, 'SQ-T04', '第十八条第一款'),
    ('suqian/1', 'large', '需求较大', 2, 20, 80, 4, 20, 'SQ-T05', '第十八条第二款'),
    ('suqian/1', 'xlarge', '需求规模特别大', 3, 256, 1024, 20, 200, 'SQ-T06', '第十八条第三款');

-- The text covers three of the six cases; where it does not, the graver reading.
INSERT INTO gov_cloud.incident_level (policy, scope, impact, level, parameter, rule, article) VALUES
    ('suqian/1', 'global', 'full', 1, NULL, 'SQ-I02', '第二十九条第（一）项'),
    ('suqian/1', 'global', 'partial', 1, 'incident_level_global_partial', 'SQ-I02', NULL),
    ('suqian/1', 'global', 'none', 2, 'incident_level_global_none', 'SQ-I03', NULL),
    ('suqian/1', 'partial', 'full', 2, NULL, 'SQ-I03', '第二十九条第（二）项'),
    ('suqian/1', 'partial', 'partial', 2, NULL, 'SQ-I03', '第二十九条第（二）项'),
    ('suqian/1', 'partial', 'none', 3, NULL, 'SQ-I04', '第二十九条第（三）项');

-- 定期 without a figure: nothing is owed before a local rule says how often.
INSERT INTO gov_cloud.obligation_rule (policy, code, rule, title, kind, obligor, recipients, cadence, parameter, per, documents, fulfilled_by, article)
SELECT 'suqian/1', o.code, o.rule, o.title, CASE WHEN o.per IS NULL THEN 'standing' ELSE 'recurring' END, o.obligor, o.recipients::text[], o.cadence, o.parameter,
       COALESCE(o.per, 'jurisdiction'), o.documents::text[], o.fulfilled_by, o.article
FROM (VALUES
    ('SQ-O1m', 'SQ-O1', '运行和资源使用月报', 'provider', '{operator}', 'month', NULL, 'provider', '{monthly_report}', NULL, '第二十六条'),
    ('SQ-O1q', 'SQ-O1', '运行和资源使用季报', 'provider', '{operator}', 'quarter', NULL, 'provider', '{quarterly_report}', NULL, '第二十六条'),
    ('SQ-O1y', 'SQ-O1', '运行和资源使用年报', 'provider', '{operator}', 'year', NULL, 'provider', '{annual_report}', NULL, '第二十六条'),
    ('SQ-O3', 'SQ-O3', '应急预案和应急演练', 'provider', '{}', NULL, 'drill_cadence', 'provider', '{drill_record}', NULL, '第二十六条'),
    ('SQ-O4', 'SQ-O4', '国家云计算服务安全评估', 'provider', '{}', NULL, 'security_assessment_cadence', 'provider', '{cloud_security_assessment}', NULL, '第三十六条'),
    ('SQ-O5', 'SQ-O5', '会同开展网络安全检查', 'operator', '{security_authority}', NULL, 'inspection_cadence', 'jurisdiction', '{inspection_record}', NULL, '第三十四条'),
    ('SQ-O6', 'SQ-O6', '效能年度评估', 'operator', '{using_unit,provider}', 'year', NULL, 'jurisdiction', '{evaluation_report}', NULL, '第四十条'),
    ('SQ-O7', 'SQ-O7', '使用单位对服务商的评价', 'using_unit', '{operator}', 'year', NULL, 'unit', '{provider_opinion}', NULL, '第四十条第二款'),
    ('SQ-O8', 'SQ-O8', '每天一次增量备份', 'using_unit', '{}', 'day', NULL, 'system', '{}', 'backup_incremental', '第三十一条第（一）项'),
    ('SQ-O8f', 'SQ-O8', '定期全量备份', 'using_unit', '{}', NULL, 'full_backup_cadence', 'system', '{}', 'backup_full', '第三十一条第（一）项'),
    ('SQ-O2', 'SQ-O2', '7×24小时服务、内部制度、安全保密教育、对外服务流程', 'provider', '{}', NULL, NULL, NULL, '{}', NULL, '第二十六条'),
    ('SQ-O9', 'SQ-O9', '实时采集数据并提供监测服务', 'operator', '{}', NULL, NULL, NULL, '{}', NULL, '第十四条; 第十四条第二款'),
    ('SQ-O10', 'SQ-O10', '数据备份、漏洞修复、安全检测', 'using_unit', '{}', NULL, NULL, NULL, '{}', NULL, '第三十五条'),
    ('SQ-O11', 'SQ-O11', '网络安全与密码保障体系三同步（主管部门）', 'authority', '{}', NULL, NULL, NULL, '{}', NULL, '第三十七条'),
    ('SQ-O11/operator', 'SQ-O11', '网络安全与密码保障体系三同步（运行管理单位）', 'operator', '{}', NULL, NULL, NULL, '{}', NULL, '第三十七条'),
    ('SQ-O11/unit', 'SQ-O11', '网络安全与密码保障体系三同步（使用单位）', 'using_unit', '{}', NULL, NULL, NULL, '{}', NULL, '第三十七条'),
    ('SQ-O12', 'SQ-O12', '资源使用监测并改进计算方式（运行管理单位）', 'operator', '{}', NULL, NULL, NULL, '{}', NULL, '第三十八条'),
    ('SQ-O12/provider', 'SQ-O12', '资源使用监测并改进计算方式（服务商）', 'provider', '{}', NULL, NULL, NULL, '{}', NULL, '第三十八条'),
    ('SQ-O13', 'SQ-O13', '驻场服务人员配置、岗位管理和奖惩', 'provider', '{}', NULL, NULL, NULL, '{}', NULL, '第三十九条'),
    ('SQ-O14', 'SQ-O14', '数据完整、准确、可用和开放共享', 'using_unit', '{}', NULL, NULL, NULL, '{}', NULL, '第三十条'),
    ('SQ-B04', 'SQ-B04', '重要数据加密备份', 'using_unit', '{}', NULL, NULL, NULL, '{}', NULL, '第三十二条')
) AS o (code, rule, title, obligor, recipients, cadence, parameter, per, documents, fulfilled_by, article);

-- The text names what is assessed, and neither formulas nor weights: persons judge, but for what is measured anyhow.
INSERT INTO gov_cloud.indicator (policy, code, rule, title, subject, scale, formula, cadence, assessor, article) VALUES
    ('suqian/1', 'SQ-A1', 'SQ-A1', '政务云资源使用效率', 'unit', 'ratio', 'efficiency_share', 'year', 'operator', '第四十条; 第四十一条'),
    ('suqian/1', 'SQ-A2/build', 'SQ-A2', '政务云建设', 'provider', 'number', NULL, 'year', 'operator', '第四十条'),
    ('suqian/1', 'SQ-A2/operate', 'SQ-A2', '运行维护', 'provider', 'number', NULL, 'year', 'operator', '第四十条'),
    ('suqian/1', 'SQ-A2/secure', 'SQ-A2', '安全保障', 'provider', 'number', NULL, 'year', 'operator', '第四十条'),
    ('suqian/1', 'SQ-A2/serve', 'SQ-A2', '服务提供', 'provider', 'number', NULL, 'year', 'operator', '第四十条'),
    ('suqian/1', 'SQ-A2/units', 'SQ-A2', '使用单位评价', 'provider', 'number', NULL, 'year', 'operator', '第四十条第二款');

-- An emergency increase waits for no other matter of the system, so it does not count as one that changes it.
INSERT INTO gov_cloud.procedure (policy, code, title, subject, changes_resources, rule, article) VALUES
    ('suqian/1', 'onboarding', '资源申请', 'system', true, 'SQ-T01', '第十七条'),
    ('suqian/1', 'change', '资源变更', 'system', true, 'SQ-C01', '第二十二条'),
    ('suqian/1', 'emergency_increase', '紧急增加资源', 'system', false, 'SQ-C04', '第二十二条'),
    ('suqian/1', 'capacity_plan', '扩容、降配或收回方案', 'system', true, 'SQ-C05', '第二十一条'),
    ('suqian/1', 'exit', '退出', 'system', true, 'SQ-X01', '第二十三条'),
    ('suqian/1', 'reduction', '低效运行处置', 'system', true, 'SQ-E01', '第二十四条'),
    ('suqian/1', 'maintenance', '政务云调整方案', 'provider', false, 'SQ-M01', '第二十七条'),
    ('suqian/1', 'emergency_disconnect', '紧急断网', 'system', false, 'SQ-I01', '第二十八条'),
    ('suqian/1', 'inspection', '信息系统网络安全检查', 'system', false, 'SQ-S01', '第三十四条'),
    ('suqian/1', 'cloud_inspection', '政务云网络安全检查', 'provider', false, 'SQ-S01', '第三十四条'),
    ('suqian/1', 'remote_backup', '异地灾备', 'system', false, 'SQ-B03', '第三十一条第（三）项'),
    ('suqian/1', 'same_city_backup', '同城备份', 'system', false, 'SQ-B02', '第三十一条第（二）项'),
    ('suqian/1', 'provider_selection', '服务商遴选', 'jurisdiction', false, 'SQ-V01', '第十三条'),
    ('suqian/1', 'merging', '已建设施融入', 'unit', false, 'SQ-V02', '第十三条第二款'),
    ('suqian/1', 'evaluation', '效能年度评估', 'jurisdiction', false, 'SQ-A3', '第四十条'),
    ('suqian/1', 'fee_determination', '服务费核定', 'provider', false, 'SQ-B6', '第四十条'),
    ('suqian/1', 'incident', '政务云故障', 'provider', false, 'SQ-I02', '第二十九条'),
    ('suqian/1', 'zombie', '僵尸系统处置', 'system', false, 'SQ-B4', '第四十一条');

INSERT INTO gov_cloud.state (policy, procedure, state, title, outcome, position)
SELECT 'suqian/1', s.procedure, s.state, s.title, s.outcome, s.position
FROM (VALUES
    ('onboarding', 'draft', '草稿', NULL, 1),
    ('onboarding', 'submitted', '已申请', NULL, 2),
    ('onboarding', 'returned', '退回补正', NULL, 3),
    ('onboarding', 'routed', '待受理', NULL, 4),
    ('onboarding', 'accepted', '已受理', NULL, 5),
    ('onboarding', 'first_reviewed', '已初审', NULL, 6),
    ('onboarding', 'consultation', '三方会商', NULL, 7),
    ('onboarding', 'opinion_issued', '已提出开通意见', NULL, 8),
    ('onboarding', 'argued', '已充分论证', NULL, 9),
    ('onboarding', 'pending_authority', '报主管部门同意', NULL, 10),
    ('onboarding', 'authority_consented', '主管部门已同意', NULL, 11),
    ('onboarding', 'approved', '已审核', NULL, 12),
    ('onboarding', 'rejected', '未通过', 'rejected', 13),
    ('onboarding', 'opened', '已开通', NULL, 14),
    ('onboarding', 'deployed', '已部署', NULL, 15),
    ('onboarding', 'online', '已上线', 'completed', 16),
    ('onboarding', 'reclaim_ordered', '已通知收回', NULL, 17),
    ('onboarding', 'reclaimed', '资源已收回', 'failed', 18),
    ('onboarding', 'withdrawn', '已撤回', 'withdrawn', 19),
    ('change', 'draft', '草稿', NULL, 1),
    ('change', 'change_requested', '变更已申请', NULL, 2),
    ('change', 'change_approved', '变更已审核', NULL, 3),
    ('change', 'change_rejected', '变更未通过', 'rejected', 4),
    ('change', 'change_done', '变更已完成', 'completed', 5),
    ('change', 'withdrawn', '已撤回', 'withdrawn', 6),
    ('emergency_increase', 'emergency_reported', '紧急情况已报', NULL, 1),
    ('emergency_increase', 'emergency_consented', '已同意增加', NULL, 2),
    ('emergency_increase', 'emergency_refused', '未同意增加', 'rejected', 3),
    ('emergency_increase', 'increased', '已增加资源', 'completed', 4),
    ('capacity_plan', 'planning', '制定方案', NULL, 1),
    ('capacity_plan', 'plan_proposed', '方案已提出', NULL, 2),
    ('capacity_plan', 'plan_agreed', '方案已制定', NULL, 3),
    ('capacity_plan', 'plan_executed', '方案已实施', 'completed', 4),
    ('capacity_plan', 'plan_dropped', '方案已取消', 'withdrawn', 5),
    ('exit', 'draft', '草稿', NULL, 1),
    ('exit', 'exit_requested', '退出已申请', NULL, 2),
    ('exit', 'exit_approved', '退出已同意', NULL, 3),
    ('exit', 'exit_refused', '退出未同意', 'rejected', 4),
    ('exit', 'migrated_out', '已迁出或注销', NULL, 5),
    ('exit', 'reclaimed', '资源已收回', 'completed', 6),
    ('exit', 'withdrawn', '已撤回', 'withdrawn', 7),
    ('reduction', 'low_efficiency_found', '低效运行', NULL, 1),
    ('reduction', 'notified', '已书面通知', NULL, 2),
    ('reduction', 'adjustment_requested', '调整变更已申请', NULL, 3),
    ('reduction', 'adjustment_approved', '调整变更已审核', NULL, 4),
    ('reduction', 'adjustment_done', '调整变更已完成', NULL, 5),
    ('reduction', 'adjusted', '配置合理', 'completed', 5),
    ('reduction', 'disconnect_ordered', '已通知强制断网', NULL, 6),
    ('reduction', 'disconnected', '已强制断网', NULL, 7),
    ('reduction', 'reclaim_ordered', '已通知收回', NULL, 8),
    ('reduction', 'reclaimed', '资源已收回', 'completed', 9),
    ('reduction', 'dropped', '不予处置', 'withdrawn', 10),
    ('maintenance', 'plan_submitted', '调整方案已报', NULL, 1),
    ('maintenance', 'plan_approved', '调整方案已审核', NULL, 2),
    ('maintenance', 'plan_rejected', '调整方案未通过', 'rejected', 3),
    ('maintenance', 'extranet_settled', '外网事宜已定', NULL, 4),
    ('maintenance', 'ready', '可实施', NULL, 5),
    ('maintenance', 'executed', '已实施', 'completed', 6),
    ('maintenance', 'withdrawn', '已撤回', 'withdrawn', 7),
    ('emergency_disconnect', 'reported', '已报告', NULL, 1),
    ('emergency_disconnect', 'disconnected', '已断网', NULL, 2),
    ('emergency_disconnect', 'unit_informed', '已告知使用单位', NULL, 3),
    ('emergency_disconnect', 'handled', '已妥善处置', 'completed', 4),
    ('inspection', 'inspecting', '检查中', NULL, 1),
    ('inspection', 'risks_found', '发现风险隐患', NULL, 2),
    ('inspection', 'risks_removed', '已消除', NULL, 3),
    ('inspection', 'closed', '已办结', 'completed', 4),
    ('cloud_inspection', 'inspecting', '检查中', NULL, 1),
    ('cloud_inspection', 'risks_found', '发现风险隐患', NULL, 2),
    ('cloud_inspection', 'risks_removed', '已消除', NULL, 3),
    ('cloud_inspection', 'closed', '已办结', 'completed', 4),
    ('remote_backup', 'applied', '已申请', NULL, 1),
    ('remote_backup', 'running', '已备份', 'completed', 2),
    ('remote_backup', 'refused', '未安排', 'rejected', 3),
    ('same_city_backup', 'chosen', '已选定县级政务云', NULL, 1),
    ('same_city_backup', 'running', '已备份', 'completed', 2),
    ('provider_selection', 'competing', '竞争中', NULL, 1),
    ('provider_selection', 'selected', '已选定', 'completed', 2),
    ('provider_selection', 'failed', '未选定', 'failed', 3),
    ('merging', 'planned', '已计划', NULL, 1),
    ('merging', 'merged', '已融入', 'completed', 2),
    ('incident', 'occurred', '故障处置中', NULL, 1),
    ('incident', 'restored', '已解决', NULL, 2),
    ('incident', 'investigated', '已出具调查报告', NULL, 3),
    ('incident', 'closed', '已办结', 'completed', 4),
    ('zombie', 'found', '长期不运行', NULL, 1),
    ('zombie', 'urged', '已督促', NULL, 2),
    ('zombie', 'unit_settles', '使用单位自行结算', 'completed', 3),
    ('zombie', 'revived', '已恢复使用或缩减', 'withdrawn', 4),
    ('fee_determination', 'assessed', '待核定', NULL, 1),
    ('fee_determination', 'determined', '已核定', 'completed', 2),
    ('evaluation', 'planning', '制定评估方案', NULL, 1),
    ('evaluation', 'evaluating', '第三方评价', NULL, 2),
    ('evaluation', 'evaluated', '评价已出', NULL, 3),
    ('evaluation', 'applied', '结果已应用', 'completed', 4)
) AS s (procedure, state, title, outcome, position);

INSERT INTO gov_cloud.transition
    (policy, code, rule, procedure, from_state, action, title, to_state, actors, quorum, automatic, decides, repeatable, article)
SELECT 'suqian/1', t.code, pg_catalog.split_part(t.code, '/', 1), t.procedure, t.from_state, t.action, t.title, t.to_state,
       t.actors::text[], t.quorum, t.automatic, t.decides, t.repeatable, t.article
FROM (VALUES
    -- application: the unit says whether the architecture is simple, the size follows from the form
    ('SQ-T01/open', 'onboarding', NULL, 'open', '起草', 'draft', '{using_unit}', 'any', false, false, false, '第十七条'),
    ('SQ-T01', 'onboarding', 'draft', 'submit', '提交申请', 'submitted', '{using_unit}', 'any', false, false, false, '第十七条'),
    ('SQ-T01/again', 'onboarding', 'returned', 'submit', '补正后提交', 'submitted', '{using_unit}', 'any', false, false, false, NULL),
    ('SQ-T03', 'onboarding', 'submitted', 'route', '判定需求规模', 'routed', '{}', 'any', true, false, false, '第十八条第一款'),
    ('SQ-T02', 'onboarding', 'routed', 'accept', '受理', 'accepted', '{operator}', 'any', false, true, false, '附件1'),
    ('SQ-T02/return', 'onboarding', 'routed', 'return', '退回补正', 'returned', '{operator}', 'any', false, true, false, NULL),
    ('SQ-T02/first', 'onboarding', 'accepted', 'first_review', '初审', 'first_reviewed', '{operator}', 'any', false, true, false, '附件1'),
    -- small
    ('SQ-T04', 'onboarding', 'first_reviewed', 'approve', '审核通过', 'approved', '{operator}', 'any', false, true, false, '第十八条第一款'),
    ('SQ-T04/reject', 'onboarding', 'first_reviewed', 'reject', '审核不通过', 'rejected', '{operator}', 'any', false, true, false, '第十八条第一款'),
    ('SQ-T07', 'onboarding', 'approved', 'open_resources', '开通资源', 'opened', '{provider}', 'any', false, false, false, '第十八条第一款'),
    -- large
    ('SQ-T05', 'onboarding', 'first_reviewed', 'consult', '参加三方会商', 'consultation', '{operator,using_unit,provider}', 'all', false, false, false, '第十八条第二款'),
    ('SQ-T05/opinion', 'onboarding', 'consultation', 'issue_opinion', '提出开通意见', 'opinion_issued', '{operator}', 'any', false, true, false, '第十八条第二款'),
    ('SQ-T05/reject', 'onboarding', 'consultation', 'reject', '审核不通过', 'rejected', '{operator}', 'any', false, true, false, '第十八条第二款'),
    ('SQ-T07/large', 'onboarding', 'opinion_issued', 'open_resources', '开通资源', 'opened', '{provider}', 'any', false, false, false, '第十八条第二款'),
    -- very large
    ('SQ-T06', 'onboarding', 'first_reviewed', 'argue', '参加充分论证', 'argued', '{operator,using_unit,provider}', 'all', false, false, false, '第十八条第三款'),
    ('SQ-T06/report', 'onboarding', 'argued', 'report_authority', '报主管部门', 'pending_authority', '{operator}', 'any', false, true, false, '第十八条第三款'),
    ('SQ-T06/reject', 'onboarding', 'argued', 'reject', '审核不通过', 'rejected', '{operator}', 'any', false, true, false, '第十八条第三款'),
    ('SQ-T06/consent', 'onboarding', 'pending_authority', 'consent', '同意开通', 'authority_consented', '{authority}', 'any', false, true, false, '第十八条第三款'),
    ('SQ-T06/refuse', 'onboarding', 'pending_authority', 'refuse', '不同意开通', 'rejected', '{authority}', 'any', false, true, false, '第十八条第三款'),
    ('SQ-T07/xlarge', 'onboarding', 'authority_consented', 'open_resources', '开通资源', 'opened', '{provider}', 'any', false, false, false, '第十八条第三款'),
    -- deployment, tests, online
    ('SQ-T08', 'onboarding', 'opened', 'deploy', '完成部署', 'deployed', '{using_unit}', 'any', false, false, false, '第十九条'),
    ('SQ-T11', 'onboarding', 'deployed', 'go_online', '上线运行', 'online', '{using_unit}', 'any', false, false, false, '第十九条'),
    ('SQ-T12', 'onboarding', 'online', 'complete_assessment', '完成安全评估', NULL, '{using_unit}', 'any', false, false, true, '第二十条'),
    ('SQ-T12/tell', 'onboarding', 'online', 'tell_assessment', '告知安全评估结果', NULL, '{using_unit}', 'any', false, false, true, '第二十条'),
    -- not in time: the operator may have the resources taken back, unless he accepts the reason
    ('SQ-T14/reason', 'onboarding', 'opened', 'give_reason', '说明正当理由', NULL, '{using_unit}', 'any', false, false, true, '第十九条'),
    ('SQ-T14/reason_deployed', 'onboarding', 'deployed', 'give_reason', '说明正当理由', NULL, '{using_unit}', 'any', false, false, true, '第十九条'),
    ('SQ-T14/accept', 'onboarding', 'opened', 'accept_reason', '认可理由', NULL, '{operator}', 'any', false, true, false, '第十九条'),
    ('SQ-T14/accept_deployed', 'onboarding', 'deployed', 'accept_reason', '认可理由', NULL, '{operator}', 'any', false, true, false, '第十九条'),
    ('SQ-T14', 'onboarding', 'opened', 'order_reclaim', '通知收回资源', 'reclaim_ordered', '{operator}', 'any', false, true, false, '第十九条'),
    ('SQ-T14/deployed', 'onboarding', 'deployed', 'order_reclaim', '通知收回资源', 'reclaim_ordered', '{operator}', 'any', false, true, false, '第十九条'),
    ('SQ-T14/reclaim', 'onboarding', 'reclaim_ordered', 'reclaim', '收回资源', 'reclaimed', '{provider}', 'any', false, false, false, '第十九条'),
    -- change
    ('SQ-C01/open', 'change', NULL, 'open', '起草', 'draft', '{using_unit}', 'any', false, false, false, '第二十二条'),
    ('SQ-C01', 'change', 'draft', 'submit', '提交变更申请', 'change_requested', '{using_unit}', 'any', false, false, false, '第二十二条'),
    ('SQ-C02', 'change', 'change_requested', 'approve', '审核同意', 'change_approved', '{operator}', 'any', false, true, false, '第二十二条'),
    ('SQ-C02/reject', 'change', 'change_requested', 'reject', '审核不同意', 'change_rejected', '{operator}', 'any', false, true, false, '第二十二条'),
    ('SQ-C03', 'change', 'change_approved', 'complete', '完成变更', 'change_done', '{provider}', 'any', false, false, false, '第二十二条'),
    -- emergency increase: consent may be given by word of mouth; who and when is kept
    ('SQ-C04', 'emergency_increase', NULL, 'open', '立即报告', 'emergency_reported', '{provider}', 'any', false, false, false, '第二十二条'),
    ('SQ-C04/consent', 'emergency_increase', 'emergency_reported', 'consent', '同意增加', 'emergency_consented', '{operator}', 'any', false, true, false, '第二十二条'),
    ('SQ-C04/refuse', 'emergency_increase', 'emergency_reported', 'refuse', '不同意增加', 'emergency_refused', '{operator}', 'any', false, true, false, '第二十二条'),
    ('SQ-C04/increase', 'emergency_increase', 'emergency_consented', 'increase', '增加资源', 'increased', '{provider}', 'any', false, false, false, '第二十二条'),
    -- plan to expand, downgrade or take back
    ('SQ-C05', 'capacity_plan', NULL, 'open', '组织制定方案', 'planning', '{operator}', 'any', false, false, false, '第二十一条'),
    ('SQ-C05/propose', 'capacity_plan', 'planning', 'propose', '提出方案', 'plan_proposed', '{operator}', 'any', false, false, false, '第二十一条'),
    ('SQ-C05/revise', 'capacity_plan', 'plan_proposed', 'revise', '修改方案', 'planning', '{operator}', 'any', false, false, false, NULL),
    ('SQ-C05/agree', 'capacity_plan', 'plan_proposed', 'agree', '共同制定', 'plan_agreed', '{operator,using_unit,provider}', 'all', false, false, false, '第二十一条'),
    ('SQ-C05/execute', 'capacity_plan', 'plan_agreed', 'execute', '实施方案', 'plan_executed', '{provider}', 'any', false, false, false, '第二十一条'),
    ('SQ-C05/drop', 'capacity_plan', 'planning', 'drop', '取消', 'plan_dropped', '{operator}', 'any', false, false, false, NULL),
    -- exit
    ('SQ-X01/open', 'exit', NULL, 'open', '起草', 'draft', '{using_unit}', 'any', false, false, false, '第二十三条'),
    ('SQ-X01', 'exit', 'draft', 'submit', '提交退出申请', 'exit_requested', '{using_unit}', 'any', false, false, false, '第二十三条'),
    ('SQ-X02', 'exit', 'exit_requested', 'approve', '同意退出', 'exit_approved', '{operator}', 'any', false, true, false, '第二十三条'),
    ('SQ-X02/refuse', 'exit', 'exit_requested', 'refuse', '不同意退出', 'exit_refused', '{operator}', 'any', false, true, false, '第二十三条'),
    ('SQ-X03/out', 'exit', 'exit_approved', 'migrate_out', '协助迁出或注销', 'migrated_out', '{provider}', 'any', false, false, false, '第二十三条'),
    ('SQ-X03', 'exit', 'migrated_out', 'reclaim', '收回资源并终止计费', 'reclaimed', '{provider}', 'any', false, false, false, '第二十三条'),
    -- low use
    ('SQ-E01', 'reduction', NULL, 'open', '列为低效运行', 'low_efficiency_found', '{operator}', 'any', false, false, false, '第二十四条'),
    ('SQ-E02', 'reduction', 'low_efficiency_found', 'notify', '书面通知', 'notified', '{operator}', 'any', false, false, false, '第二十四条'),
    -- told by the unit, or by the operator from the slip of delivery: whoever is first
    ('SQ-E02/received', 'reduction', 'notified', 'receive', '收到通知', NULL, '{using_unit,operator}', 'any', false, false, false, NULL),
    ('SQ-E03', 'reduction', 'notified', 'request_adjustment', '申请调整变更', 'adjustment_requested', '{using_unit}', 'any', false, false, false, '第二十四条'),
    ('SQ-E03/approve', 'reduction', 'adjustment_requested', 'approve', '审核同意', 'adjustment_approved', '{operator}', 'any', false, false, false, '第二十二条'),
    ('SQ-E03/return', 'reduction', 'adjustment_requested', 'return', '退回', 'notified', '{operator}', 'any', false, false, false, NULL),
    ('SQ-E03/done', 'reduction', 'adjustment_approved', 'adjust', '完成调整变更', 'adjustment_done', '{provider}', 'any', false, false, false, '第二十二条'),
    ('SQ-E03/close', 'reduction', 'adjustment_done', 'close', '资源配置合理化', 'adjusted', '{}', 'any', true, false, false, '第二十四条'),
    ('SQ-E04', 'reduction', 'notified', 'order_disconnect', '通知强制断网', 'disconnect_ordered', '{operator}', 'any', false, false, false, '第二十四条'),
    ('SQ-E04/disconnect', 'reduction', 'disconnect_ordered', 'disconnect', '强制断网', 'disconnected', '{provider}', 'any', false, false, false, '第二十四条'),
    ('SQ-E03/late', 'reduction', 'disconnected', 'request_adjustment', '断网后申请调整变更', 'adjustment_requested', '{using_unit}', 'any', false, false, false, NULL),
    ('SQ-E04/order', 'reduction', 'notified', 'order_reclaim', '通知收回资源', 'reclaim_ordered', '{operator}', 'any', false, false, false, '第二十四条'),
    ('SQ-E04/order_off', 'reduction', 'disconnected', 'order_reclaim', '通知收回资源', 'reclaim_ordered', '{operator}', 'any', false, false, false, '第二十四条'),
    ('SQ-E04/reclaim', 'reduction', 'reclaim_ordered', 'reclaim', '收回资源', 'reclaimed', '{provider}', 'any', false, false, false, '第二十四条'),
    ('SQ-E02/drop', 'reduction', 'notified', 'drop', '用量已恢复，不予处置', 'dropped', '{operator}', 'any', false, false, false, NULL),
    ('SQ-E01/drop', 'reduction', 'low_efficiency_found', 'drop', '不予处置', 'dropped', '{operator}', 'any', false, false, false, NULL),
    -- adjustments of the cloud
    ('SQ-M01', 'maintenance', NULL, 'open', '报送调整方案', 'plan_submitted', '{provider}', 'any', false, false, false, '第二十七条'),
    ('SQ-M01/approve', 'maintenance', 'plan_submitted', 'approve', '审核通过', 'plan_approved', '{operator}', 'any', false, true, false, '第二十七条'),
    ('SQ-M01/reject', 'maintenance', 'plan_submitted', 'reject', '审核不通过', 'plan_rejected', '{operator}', 'any', false, true, false, '第二十七条'),
    ('SQ-M01/withdraw', 'maintenance', 'plan_submitted', 'withdraw', '撤回', 'withdrawn', '{provider}', 'any', false, false, false, NULL),
    ('SQ-M01/no_extranet', 'maintenance', 'plan_approved', 'pass_extranet', '不涉及电子政务外网', 'extranet_settled', '{}', 'any', true, false, false, '第二十七条'),
    ('SQ-M01/extranet', 'maintenance', 'plan_approved', 'consent_extranet', '同意涉及外网的调整', 'extranet_settled', '{extranet_authority}', 'any', false, true, false, '第二十七条'),
    ('SQ-M01/extranet_refuse', 'maintenance', 'plan_approved', 'refuse_extranet', '不同意涉及外网的调整', 'plan_rejected', '{extranet_authority}', 'any', false, true, false, '第二十七条'),
    ('SQ-M01/no_units', 'maintenance', 'extranet_settled', 'pass_units', '不影响使用单位', 'ready', '{}', 'any', true, false, false, '第二十七条'),
    ('SQ-M01/units', 'maintenance', 'extranet_settled', 'notify_units', '提前告知使用单位', 'ready', '{provider}', 'any', false, false, false, '第二十七条'),
    ('SQ-M01/execute', 'maintenance', 'ready', 'execute', '实施调整', 'executed', '{provider}', 'any', false, false, false, '第二十七条'),
    -- a system in trouble that troubles the cloud
    ('SQ-I01', 'emergency_disconnect', NULL, 'open', '立即报告', 'reported', '{provider}', 'any', false, false, false, '第二十八条'),
    ('SQ-I01/disconnect', 'emergency_disconnect', 'reported', 'disconnect', '断开网络连接', 'disconnected', '{provider}', 'any', false, false, false, '第二十八条'),
    ('SQ-I01/inform', 'emergency_disconnect', 'disconnected', 'inform_unit', '告知使用单位', 'unit_informed', '{provider}', 'any', false, false, false, '第二十八条'),
    ('SQ-I01/handle', 'emergency_disconnect', 'unit_informed', 'handle', '妥善处置', 'handled', '{provider}', 'any', false, false, false, '第二十八条'),
    -- faults of the cloud
    ('SQ-I02', 'incident', NULL, 'open', '报告故障', 'occurred', '{provider}', 'any', false, false, false, '第二十九条'),
    ('SQ-I02/grade', 'incident', 'occurred', 'grade', '重新定级', NULL, '{operator}', 'any', false, true, true, '第二十九条'),
    ('SQ-I02/restore', 'incident', 'occurred', 'restore', '解决并恢复业务', 'restored', '{provider}', 'any', false, false, false, '第二十九条'),
    ('SQ-I04/close', 'incident', 'restored', 'close', '三级故障办结', 'closed', '{}', 'any', true, false, false, '第二十九条第（三）项'),
    ('SQ-I05', 'incident', 'restored', 'report_investigation', '出具《事故调查报告》', 'investigated', '{provider}', 'any', false, false, false, '第二十九条第二款'),
    ('SQ-B7', 'incident', 'investigated', 'propose_penalty', '依合同提出处罚', NULL, '{operator}', 'any', false, true, true, '第二十九条第二款'),
    ('SQ-I05/assess', 'incident', 'investigated', 'assess', '考核', 'closed', '{operator}', 'any', false, true, false, '第二十九条第二款'),
    -- money: what was not taken back in time nobody pays; what is not reduced, or not run at all, the unit pays
    ('SQ-B3', 'reduction', 'reclaim_ordered', 'mark_invalid', '认定无效资源，不列入集中支付', NULL, '{operator}', 'any', false, false, false, '第三十八条'),
    ('SQ-B3/reclaimed', 'reduction', 'reclaimed', 'mark_invalid', '认定无效资源，不列入集中支付', NULL, '{operator}', 'any', false, false, false, '第三十八条'),
    ('SQ-B4/low', 'reduction', 'notified', 'charge_unit', '不承担费用，由使用单位自行结算', NULL, '{operator}', 'any', false, false, false, '第四十一条'),
    ('SQ-B4/reinstate', 'reduction', 'adjusted', 'reinstate', '恢复集中支付', NULL, '{operator}', 'any', false, false, false, NULL),
    ('SQ-B4', 'zombie', NULL, 'open', '列为僵尸系统', 'found', '{operator}', 'any', false, false, false, '第四十一条'),
    ('SQ-B4/urge', 'zombie', 'found', 'urge', '督促缩减', 'urged', '{operator}', 'any', false, false, false, '第四十一条'),
    ('SQ-B4/charge', 'zombie', 'urged', 'charge_unit', '不承担费用，由使用单位自行结算', 'unit_settles', '{operator}', 'any', false, false, false, '第四十一条'),
    ('SQ-B4/revived', 'zombie', 'urged', 'revive', '已恢复使用或缩减', 'revived', '{operator}', 'any', false, false, false, NULL),
    ('SQ-B4/again', 'zombie', 'unit_settles', 'reinstate', '恢复集中支付', NULL, '{operator}', 'any', false, false, true, NULL),
    ('SQ-B6', 'fee_determination', NULL, 'open', '核定服务费', 'assessed', '{operator}', 'any', false, false, false, '第四十条'),
    ('SQ-B6/determine', 'fee_determination', 'assessed', 'determine', '依评估结果核定', 'determined', '{operator}', 'any', false, false, false, '第四十条'),
    -- backups that the operator arranges, the provider, what exists already
    ('SQ-B03', 'remote_backup', NULL, 'open', '申请异地灾备', 'applied', '{using_unit}', 'any', false, false, false, '第三十一条第（三）项'),
    ('SQ-B03/start', 'remote_backup', 'applied', 'start_backup', '进行远程异地备份', 'running', '{operator}', 'any', false, true, false, '第三十一条第（三）项'),
    ('SQ-B03/refuse', 'remote_backup', 'applied', 'refuse', '不予安排', 'refused', '{operator}', 'any', false, true, false, NULL),
    ('SQ-B02', 'same_city_backup', NULL, 'open', '择优选择县级政务云', 'chosen', '{operator}', 'any', false, false, false, '第三十一条第（二）项'),
    ('SQ-B02/start', 'same_city_backup', 'chosen', 'start_backup', '开始同城备份', 'running', '{operator}', 'any', false, false, false, '第三十一条第（二）项'),
    ('SQ-V01', 'provider_selection', NULL, 'open', '采取竞争方式', 'competing', '{operator}', 'any', false, false, false, '第十三条'),
    ('SQ-V01/select', 'provider_selection', 'competing', 'select_provider', '择优选择', 'selected', '{operator}', 'any', false, false, false, '第十三条'),
    ('SQ-V01/fail', 'provider_selection', 'competing', 'fail', '未选定', 'failed', '{operator}', 'any', false, false, false, NULL),
    ('SQ-V02', 'merging', NULL, 'open', '计划融入', 'planned', '{using_unit}', 'any', false, false, false, '第十三条第二款'),
    ('SQ-V02/merge', 'merging', 'planned', 'merge', '融入市级政务云', 'merged', '{operator}', 'any', false, false, false, '第十三条第二款'),
    -- annual evaluation
    ('SQ-A3', 'evaluation', NULL, 'open', '制定评估方案', 'planning', '{operator}', 'any', false, false, false, '第四十条'),
    ('SQ-A3/start', 'evaluation', 'planning', 'start_evaluation', '组织第三方评价', 'evaluating', '{operator}', 'any', false, false, false, '第四十条'),
    ('SQ-A3/result', 'evaluation', 'evaluating', 'record_result', '出具评价结果', 'evaluated', '{operator}', 'any', false, false, false, '第四十条'),
    ('SQ-A3/apply', 'evaluation', 'evaluated', 'apply_result', '应用评估结果', 'applied', '{operator}', 'any', false, false, false, '第四十条')
) AS t (code, procedure, from_state, action, title, to_state, actors, quorum, automatic, decides, repeatable, article);

-- The size is set otherwise with a reason (一般为) until the review.
INSERT INTO gov_cloud.transition (policy, code, rule, procedure, from_state, action, title, to_state, actors, decides, repeatable, article)
SELECT 'suqian/1', pg_catalog.concat('SQ-T03/', s.state), 'SQ-T03', 'onboarding', s.state, 'set_tier', '另定需求规模', NULL, '{operator}', true, true, '第十八条第二款'
FROM (VALUES ('routed'), ('accepted'), ('first_reviewed')) AS s (state);

-- What may come at several stages.
INSERT INTO gov_cloud.transition (policy, code, rule, procedure, from_state, action, title, to_state, actors, quorum, repeatable, article)
SELECT 'suqian/1', pg_catalog.concat(m.code, '/', s.state), pg_catalog.split_part(m.code, '/', 1), 'onboarding', s.state, m.action, m.title, NULL,
       m.actors::text[], m.quorum, m.repeatable, m.article
FROM (VALUES
    ('SQ-T09', 'grant_readonly', '提供数据库只读权限', '{using_unit}', 'any', false, '第十七条第一款第（二）项', '{deployed,online}'),
    ('SQ-T10/function', 'complete_function_test', '完成功能测试', '{using_unit}', 'any', true, '第二十条', '{deployed}'),
    ('SQ-T10/stress', 'complete_stress_test', '完成压力测试', '{using_unit}', 'any', true, '第二十条', '{deployed}'),
    ('SQ-T10/tell_function', 'tell_function_test', '告知功能测试结果', '{using_unit}', 'any', true, '第二十条', '{deployed,online}'),
    ('SQ-T10/tell_stress', 'tell_stress_test', '告知压力测试结果', '{using_unit}', 'any', true, '第二十条', '{deployed,online}'),
    ('SQ-T13', 'connect_internet', '互联网正式连通', '{using_unit,provider}', 'any', false, '第十七条第二款第（一）项', '{opened,deployed,online}'),
    ('SQ-T13/police', 'file_police', '国际联网备案', '{using_unit}', 'any', false, '第十七条第二款第（一）项', '{opened,deployed,online}'),
    ('SQ-T13/icp', 'file_icp', '取得ICP备案', '{using_unit}', 'any', false, '第十七条第二款第（一）项', '{opened,deployed,online}'),
    ('SQ-G8/allocate', 'allocate_extranet', '会同分配外网IP', '{using_unit,provider}', 'all', false, '第十七条第二款第（二）项', '{opened,deployed,online}'),
    ('SQ-G8/file', 'file_extranet', '向外网主管部门备案', '{using_unit}', 'any', false, '第十七条第二款第（二）项', '{opened,deployed,online}'),
    ('SQ-G8/filed', 'take_extranet_filing', '收到外网IP备案', '{extranet_authority}', 'any', false, '第十七条第二款第（二）项', '{opened,deployed,online}')
) AS m (code, action, title, actors, quorum, repeatable, article, states),
LATERAL pg_catalog.unnest(m.states::text[]) AS s (state);

-- Inspections of a system and of the cloud itself go the same way.
INSERT INTO gov_cloud.transition (policy, code, rule, procedure, from_state, action, title, to_state, actors, quorum, article)
SELECT 'suqian/1', pg_catalog.concat('SQ-S01/', p.mark, i.code), 'SQ-S01', p.procedure, i.from_state, i.action, i.title, i.to_state,
       CASE WHEN i.actors OPERATOR(pg_catalog.=) 'inspected' THEN ARRAY[p.inspected] ELSE i.actors::text[] END, i.quorum, '第三十四条'
FROM (VALUES ('inspection', '', 'using_unit'), ('cloud_inspection', 'cloud_', 'provider')) AS p (procedure, mark, inspected),
(VALUES
    ('open', NULL, 'open', '会同检查', 'inspecting', '{operator}', 'any'),
    ('risks', 'inspecting', 'find_risks', '发现风险隐患', 'risks_found', '{operator,security_authority}', 'all'),
    ('none', 'inspecting', 'find_none', '未发现风险隐患', 'closed', '{operator,security_authority}', 'all'),
    ('remove', 'risks_found', 'remove_risks', '消除风险隐患', 'risks_removed', 'inspected', 'any'),
    ('close', 'risks_removed', 'close', '复查通过', 'closed', '{operator}', 'any'),
    ('again', 'risks_removed', 'find_again', '复查未通过', 'risks_found', '{operator}', 'any')
) AS i (code, from_state, action, title, to_state, actors, quorum);

-- Withdrawing what is not decided yet: the text is silent, offices need it.
INSERT INTO gov_cloud.transition (policy, code, rule, procedure, from_state, action, title, to_state, actors)
SELECT 'suqian/1', pg_catalog.concat(w.rule, '/withdraw_', w.from_state), w.rule, w.procedure, w.from_state,
       'withdraw', '撤回', 'withdrawn', '{using_unit}'
FROM (VALUES
    ('SQ-T01', 'onboarding', 'draft'), ('SQ-T01', 'onboarding', 'routed'), ('SQ-T01', 'onboarding', 'returned'),
    ('SQ-T01', 'onboarding', 'accepted'), ('SQ-T01', 'onboarding', 'first_reviewed'), ('SQ-T01', 'onboarding', 'consultation'),
    ('SQ-T01', 'onboarding', 'argued'), ('SQ-T01', 'onboarding', 'pending_authority'),
    ('SQ-C01', 'change', 'draft'), ('SQ-C01', 'change', 'change_requested'),
    ('SQ-X01', 'exit', 'draft'), ('SQ-X01', 'exit', 'exit_requested')
) AS w (rule, procedure, from_state);

INSERT INTO gov_cloud.transition_guard (policy, transition, position, guard, parameters, soft, rule, article)
SELECT 'suqian/1', g.transition, g.position, g.guard, g.parameters::jsonb, g.soft, g.rule, g.article
FROM (VALUES
    ('SQ-T01/open', 1, 'unit_is', '{"in": ["organ", "institution", "mass_organization"]}', false, 'SQ-G2', '第五条'),
    ('SQ-T01/open', 2, 'not_classified', '{}', false, 'SQ-G1', '第三条'),
    ('SQ-T01/open', 3, 'mlps_ceiling', '{"max": 3}', false, 'SQ-G1', '第五条'),
    ('SQ-T01/open', 4, 'system_status', '{"in": ["registered"]}', false, 'SQ-T01', '第十七条'),
    ('SQ-T03', 1, 'request_tier', '{"in": ["small", "large", "xlarge"]}', false, 'SQ-G5', '第十八条第一款'),
    ('SQ-T02/return', 1, 'opinion_given', '{}', false, 'SQ-T02', NULL),
    ('SQ-T04', 1, 'request_tier', '{"in": ["small"]}', false, 'SQ-G5', '第十八条第一款'),
    ('SQ-T04/reject', 1, 'opinion_given', '{}', false, 'SQ-T04', '第十八条第一款'),
    ('SQ-T04/reject', 2, 'other_person', '{"transition": "SQ-T02/first"}', false, 'SQ-T02', '附件1'),
    ('SQ-T05', 1, 'request_tier', '{"in": ["large"]}', false, 'SQ-G5', '第十八条第二款'),
    ('SQ-T05', 2, 'data_given', '{"keys": {"held_on": "date"}}', false, 'SQ-T05', '第十八条第二款'),
    ('SQ-T05', 3, 'moments_ordered', '{"keys": ["held_on"]}', false, 'SQ-T05', '第十八条第二款'),
    ('SQ-T05/opinion', 1, 'evidence', '{"kind": "consultation_minutes", "by": "operator", "title": "三方会商纪要"}', false, 'SQ-T05', '第十八条第二款'),
    ('SQ-T05/opinion', 2, 'evidence', '{"kind": "opening_opinion", "by": "operator", "title": "资源开通意见"}', false, 'SQ-T05', '第十八条第二款'),
    ('SQ-T05/reject', 1, 'opinion_given', '{}', false, 'SQ-T05', '第十八条第二款'),
    ('SQ-T05/reject', 2, 'other_person', '{"transition": "SQ-T02/first"}', false, 'SQ-T02', '附件1'),
    ('SQ-T06', 1, 'request_tier', '{"in": ["xlarge"]}', false, 'SQ-G5', '第十八条第三款'),
    ('SQ-T06/report', 1, 'evidence', '{"kind": "argumentation_record", "by": "operator", "title": "论证记录"}', false, 'SQ-T06', '第十八条第三款'),
    ('SQ-T06/reject', 1, 'opinion_given', '{}', false, 'SQ-T06', '第十八条第三款'),
    ('SQ-T06/reject', 2, 'other_person', '{"transition": "SQ-T02/first"}', false, 'SQ-T02', '附件1'),
    ('SQ-T06/refuse', 1, 'opinion_given', '{}', false, 'SQ-T06', '第十八条第三款'),
    ('SQ-T08', 1, 'not_classified', '{}', false, 'SQ-G1', '第三条'),
    ('SQ-T11', 1, 'milestone', '{"action": "complete_function_test"}', false, 'SQ-G6', '第二十条'),
    ('SQ-T11', 2, 'milestone', '{"action": "complete_stress_test"}', false, 'SQ-G6', '第二十条'),
    ('SQ-T11', 3, 'evidence', '{"kind": "security_self_check", "by": "using_unit", "title": "安全自查"}', false, 'SQ-G6', '第三十五条'),
    ('SQ-T11', 4, 'evidence', '{"kind": "security_test_report", "by": "using_unit", "title": "检测评估"}', false, 'SQ-G6', '第三十五条'),
    ('SQ-T11', 5, 'evidence', '{"kind": "security_hardening", "by": "using_unit", "title": "安全加固"}', false, 'SQ-G6', '第三十五条'),
    ('SQ-T11', 6, 'mlps_ceiling', '{"max": 3}', false, 'SQ-G1', '第五条'),
    ('SQ-T14', 1, 'deadline_missed', '{"deadline": "SQ-D04"}', false, 'SQ-T14', '第十九条'),
    ('SQ-T14/deployed', 1, 'deadline_missed', '{"deadline": "SQ-D05"}', false, 'SQ-T14', '第十九条'),
    ('SQ-C01/open', 1, 'system_status', '{"in": ["opened", "in_service"]}', false, 'SQ-C01', '第二十二条'),
    ('SQ-C01', 1, 'form_complete', '{"form": "SQ-F1"}', false, 'SQ-C01', '第二十二条'),
    ('SQ-C01', 2, 'form_complete', '{"form": "SQ-F2"}', false, 'SQ-C01', '附件2'),
    ('SQ-C01', 3, 'form_says', '{"form": "SQ-F1", "field": "application_kind", "in": ["change"]}', false, 'SQ-C01', '附件1'),
    ('SQ-C01', 4, 'form_describes_system', '{"form": "SQ-F1"}', false, 'SQ-C01', '附件1'),
    ('SQ-C01', 5, 'form_hosts_known', '{"form": "SQ-F2"}', false, 'SQ-C01', '附件2'),
    ('SQ-C01', 6, 'form_in_catalogue', '{"form": "SQ-F2"}', false, 'SQ-G13', '第十二条'),
    ('SQ-C02/reject', 1, 'opinion_given', '{}', false, 'SQ-C02', '第二十二条'),
    ('SQ-C04', 1, 'system_status', '{"in": ["opened", "in_service"]}', false, 'SQ-C04', '第二十二条'),
    ('SQ-C04', 2, 'data_given', '{"keys": {"arisen_at": "timestamp", "situation": "text"}}', false, 'SQ-C04', '第二十二条'),
    ('SQ-C04/consent', 1, 'data_given', '{"keys": {"oral": "boolean", "consented_at": "timestamp"}}', false, 'SQ-C04', '第二十二条'),
    ('SQ-C04/consent', 2, 'moments_ordered', '{"keys": ["opening:arisen_at", "consented_at"]}', false, 'SQ-C04', '第二十二条'),
    ('SQ-C04/refuse', 1, 'opinion_given', '{}', false, 'SQ-C04', '第二十二条'),
    ('SQ-C04/increase', 1, 'form_complete', '{"form": "SQ-F2"}', false, 'SQ-C04', '附件2'),
    ('SQ-C04/increase', 2, 'form_hosts_known', '{"form": "SQ-F2"}', false, 'SQ-C04', '附件2'),
    ('SQ-C04/increase', 3, 'form_in_catalogue', '{"form": "SQ-F2"}', false, 'SQ-G13', '第十二条'),
    ('SQ-C04/increase', 4, 'form_increases', '{"form": "SQ-F2"}', false, 'SQ-C04', '第二十二条'),
    ('SQ-C05', 1, 'system_status', '{"in": ["opened", "in_service"]}', false, 'SQ-C05', '第二十一条'),
    ('SQ-C05', 2, 'data_given', '{"keys": {"cause": "text"}}', false, 'SQ-C05', '第二十一条'),
    ('SQ-C05/propose', 1, 'form_complete', '{"form": "SQ-F2"}', false, 'SQ-C05', '附件2'),
    ('SQ-C05/propose', 2, 'form_hosts_known', '{"form": "SQ-F2"}', false, 'SQ-C05', '附件2'),
    ('SQ-C05/propose', 3, 'form_in_catalogue', '{"form": "SQ-F2"}', false, 'SQ-G13', '第十二条'),
    ('SQ-C05/propose', 4, 'evidence', '{"kind": "capacity_plan", "by": "operator", "title": "资源扩容、降配或收回方案"}', false, 'SQ-C05', '第二十一条'),
    ('SQ-X01/open', 1, 'system_status', '{"in": ["opened", "in_service"]}', false, 'SQ-X01', '第二十三条'),
    ('SQ-X01', 1, 'form_complete', '{"form": "SQ-F1"}', false, 'SQ-X01', '附件1'),
    ('SQ-X01', 2, 'form_says', '{"form": "SQ-F1", "field": "application_kind", "in": ["deregister"]}', false, 'SQ-X01', '附件1'),
    ('SQ-X01', 3, 'form_describes_system', '{"form": "SQ-F1"}', false, 'SQ-X01', '附件1'),
    ('SQ-X02/refuse', 1, 'opinion_given', '{}', false, 'SQ-X02', '第二十三条'),
    ('SQ-E01', 1, 'finding_open', '{}', false, 'SQ-E01', '第二十四条'),
    ('SQ-E01/drop', 1, 'opinion_given', '{}', false, 'SQ-E01', NULL),
    ('SQ-E02/drop', 1, 'opinion_given', '{}', false, 'SQ-E02', NULL),
    ('SQ-E02', 1, 'evidence', '{"kind": "low_use_notice", "by": "operator", "title": "低效运行书面通知"}', false, 'SQ-E02', '第二十四条'),
    ('SQ-E02/received', 1, 'term_running', '{"deadline": "SQ-D11"}', false, 'SQ-D11', '第二十四条'),
    ('SQ-E02/received', 2, 'no_milestone', '{"transition": "SQ-E02/received"}', false, 'SQ-D11', NULL),
    ('SQ-E03', 1, 'reduction_listed', '{}', false, 'SQ-E03', '第二十四条'),
    ('SQ-E03', 2, 'opinion_given', '{}', false, 'SQ-E03', '第二十二条'),
    ('SQ-E03/late', 1, 'reduction_listed', '{}', false, 'SQ-E03', '第二十四条'),
    ('SQ-E03/late', 2, 'opinion_given', '{}', false, 'SQ-E03', '第二十二条'),
    ('SQ-E03/return', 1, 'opinion_given', '{}', false, 'SQ-E03', NULL),
    ('SQ-E04', 1, 'deadline_missed', '{"deadline": "SQ-D11"}', false, 'SQ-E04', '第二十四条'),
    ('SQ-E04', 2, 'opinion_given', '{}', false, 'SQ-E04', '第二十四条'),
    ('SQ-M01', 1, 'data_given', '{"keys": {"subject": "text", "starts_at": "timestamp", "touches_extranet": "boolean", "affects_units": "boolean"}}', false, 'SQ-M01', '第二十七条'),
    ('SQ-M01/approve', 1, 'evidence', '{"kind": "adjustment_plan", "by": "provider", "title": "调整方案"}', false, 'SQ-G10', '第二十七条'),
    ('SQ-M01/reject', 1, 'opinion_given', '{}', false, 'SQ-M01', '第二十七条'),
    ('SQ-M01/no_extranet', 1, 'data_says', '{"key": "touches_extranet", "in": ["false"], "of": "opening"}', false, 'SQ-G10', '第二十七条'),
    ('SQ-M01/extranet', 1, 'data_says', '{"key": "touches_extranet", "in": ["true"], "of": "opening"}', false, 'SQ-G10', '第二十七条'),
    ('SQ-M01/extranet_refuse', 1, 'opinion_given', '{}', false, 'SQ-G10', '第二十七条'),
    ('SQ-M01/no_units', 1, 'data_says', '{"key": "affects_units", "in": ["false"], "of": "opening"}', false, 'SQ-M01', '第二十七条'),
    ('SQ-M01/units', 1, 'evidence', '{"kind": "emergency_plan", "by": "provider", "title": "应急预案"}', false, 'SQ-M01', '第二十七条'),
    ('SQ-I01', 1, 'system_status', '{"in": ["opened", "in_service"]}', false, 'SQ-I01', '第二十八条'),
    ('SQ-I01', 2, 'data_given', '{"keys": {"anomaly_at": "timestamp", "anomaly": "text"}}', false, 'SQ-I01', '第二十八条'),
    ('SQ-I01/disconnect', 1, 'data_given', '{"keys": {"disconnected_at": "timestamp"}}', false, 'SQ-I01', '第二十八条'),
    ('SQ-I01/disconnect', 2, 'moments_ordered', '{"keys": ["opening:anomaly_at", "disconnected_at"]}', false, 'SQ-I01', '第二十八条'),
    ('SQ-I01/handle', 1, 'opinion_given', '{}', false, 'SQ-I01', '第二十八条'),
    ('SQ-B03', 1, 'data_given', '{"keys": {"data": "text"}}', false, 'SQ-B03', '第三十一条第（三）项'),
    ('SQ-B03/start', 1, 'data_given', '{"keys": {"place": "text"}}', false, 'SQ-B03', '第三十一条第（三）项'),
    ('SQ-B03/refuse', 1, 'opinion_given', '{}', false, 'SQ-B03', NULL),
    ('SQ-B02', 1, 'data_given', '{"keys": {"county_cloud": "text", "interval_minutes": "integer"}}', false, 'SQ-B02', '第三十一条第（二）项'),
    ('SQ-V01', 1, 'data_given', '{"keys": {"method": "text"}}', false, 'SQ-V01', '第十三条'),
    ('SQ-V01/select', 1, 'evidence', '{"kind": "procurement_result", "by": "operator", "title": "竞争遴选结果", "attributes": {"competitive": true}}', false, 'SQ-V01', '第十三条'),
    ('SQ-V01/fail', 1, 'opinion_given', '{}', false, 'SQ-V01', NULL),
    ('SQ-V02', 1, 'data_given', '{"keys": {"infrastructure": "text"}}', false, 'SQ-V02', '第十三条第二款'),
    ('SQ-A3', 1, 'data_given', '{"keys": {"year": "integer"}}', false, 'SQ-A3', '第四十条'),
    ('SQ-A3/start', 1, 'evidence', '{"kind": "evaluation_plan", "by": "operator", "title": "政务云效能年度评估方案", "attributes": {"covers": ["units", "provider", "unit_opinion_of_provider"]}}', false, 'SQ-A2', '第四十条; 第四十条第二款'),
    ('SQ-A3/result', 1, 'evidence', '{"kind": "evaluation_report", "by": "operator", "title": "第三方评价报告", "attributes": {"third_party": true}}', false, 'SQ-A3', '第四十条'),
    ('SQ-A3/apply', 1, 'opinion_given', '{}', false, 'SQ-A1', '第四十条')
) AS g (transition, position, guard, parameters, soft, rule, article);

-- Submitting asks the same the second time.
INSERT INTO gov_cloud.transition_guard (policy, transition, position, guard, parameters, soft, rule, article)
SELECT 'suqian/1', t.transition, g.position, g.guard, g.parameters::jsonb, g.soft, g.rule, g.article
FROM (VALUES ('SQ-T01'), ('SQ-T01/again')) AS t (transition), (VALUES
    (1, 'not_classified', '{}', false, 'SQ-G1', '第三条'),
    (2, 'mlps_ceiling', '{"max": 3}', false, 'SQ-G1', '第五条'),
    (3, 'form_complete', '{"form": "SQ-F1"}', false, 'SQ-G4', '第十七条第一款第（一）项'),
    (4, 'form_complete', '{"form": "SQ-F2"}', false, 'SQ-G4', '第十七条第一款第（一）项'),
    (5, 'form_says', '{"form": "SQ-F1", "field": "application_kind", "in": ["new"]}', false, 'SQ-T01', '附件1'),
    (6, 'form_says', '{"form": "SQ-F2", "field": "application_kind", "in": ["new"]}', false, 'SQ-T01', '附件2'),
    (7, 'form_describes_system', '{"form": "SQ-F1"}', false, 'SQ-T01', '附件1'),
    (8, 'form_in_catalogue', '{"form": "SQ-F2"}', false, 'SQ-G13', '第十二条'),
    (9, 'form_sums_match', '{"form": "SQ-F1", "detail_form": "SQ-F2", "detail": "items", "pairs": {"requested_cpu_cores": "cpu_cores", "requested_memory_gb": "memory_gb", "requested_disk_gb": "disk_gb"}}', false, 'SQ-T01', '附件1'),
    (10, 'evidence', '{"kind": "project_approval", "by": "using_unit", "title": "项目批准文件"}', false, 'SQ-G4', '第十七条第一款第（二）项'),
    (11, 'evidence_any', '{"kinds": ["construction_plan", "migration_plan"], "by": "using_unit", "title": "系统建设方案（或系统迁移技术方案）"}', false, 'SQ-G4', '第十七条第一款第（二）项'),
    (12, 'evidence', '{"kind": "data_catalogue", "by": "using_unit", "title": "数据目录"}', false, 'SQ-G4', '第十七条第一款第（二）项'),
    (13, 'declared', '{"kind": "no_duplicate_build", "title": "不新建扩建机房、不重复采购"}', true, 'SQ-G3', '第五条第二款')
) AS g (position, guard, parameters, soft, rule, article);

-- Whatever the size: the operator's part of the form, two persons, and how the unit has used what it holds.
INSERT INTO gov_cloud.transition_guard (policy, transition, position, guard, parameters, soft, rule, article)
SELECT 'suqian/1', t.transition, g.position, g.guard, g.parameters::jsonb, g.soft, g.rule, g.article
FROM (VALUES ('SQ-T04'), ('SQ-T05/opinion'), ('SQ-T06/report')) AS t (transition), (VALUES
    (3, 'form_complete', '{"form": "SQ-F1-opinion"}', false, 'SQ-T02', '附件1'),
    (4, 'other_person', '{"transition": "SQ-T02/first"}', false, 'SQ-T02', '附件1'),
    (5, 'unit_uses_well', '{}', true, 'SQ-G12', '第二十四条第二款')
) AS g (position, guard, parameters, soft, rule, article);

-- Test and assessment are told with the day they were completed on, and their results with the report; each is told
-- before the next one, so that each has its own term.
INSERT INTO gov_cloud.transition_guard (policy, transition, position, guard, parameters, rule, article)
SELECT t.policy, t.code, g.position, g.guard, pg_catalog.replace(g.parameters, '@', t.actors[1])::jsonb, t.rule, t.article
FROM gov_cloud.transition AS t, (VALUES
    ('complete_function_test', 1, 'data_given', '{"keys": {"completed_on": "date"}}'),
    ('complete_function_test', 2, 'moments_ordered', '{"keys": ["completed_on"]}'),
    ('complete_function_test', 3, 'no_open_term', '{"deadline": "SQ-D08/function"}'),
    ('complete_stress_test', 1, 'data_given', '{"keys": {"completed_on": "date"}}'),
    ('complete_stress_test', 2, 'moments_ordered', '{"keys": ["completed_on"]}'),
    ('complete_stress_test', 3, 'no_open_term', '{"deadline": "SQ-D08/stress"}'),
    ('complete_assessment', 1, 'data_given', '{"keys": {"completed_on": "date"}}'),
    ('complete_assessment', 2, 'moments_ordered', '{"keys": ["completed_on"]}'),
    ('complete_assessment', 3, 'no_open_term', '{"deadline": "SQ-D08/assessment"}'),
    ('tell_function_test', 1, 'milestone', '{"action": "complete_function_test"}'),
    ('tell_function_test', 2, 'evidence', '{"kind": "function_test_report", "by": "using_unit", "title": "功能测试结果"}'),
    ('tell_stress_test', 1, 'milestone', '{"action": "complete_stress_test"}'),
    ('tell_stress_test', 2, 'evidence', '{"kind": "stress_test_report", "by": "using_unit", "title": "压力测试结果"}'),
    ('tell_assessment', 1, 'milestone', '{"action": "complete_assessment"}'),
    ('tell_assessment', 2, 'evidence', '{"kind": "security_assessment_report", "by": "using_unit", "title": "安全评估结果"}'),
    ('grant_readonly', 1, 'no_milestone', '{"action": "grant_readonly"}'),
    ('connect_internet', 1, 'data_given', '{"keys": {"connected_on": "date", "own_domain": "boolean"}}'),
    ('connect_internet', 2, 'moments_ordered', '{"keys": ["connected_on"]}'),
    ('connect_internet', 3, 'no_milestone', '{"action": "connect_internet"}'),
    ('file_police', 1, 'milestone', '{"action": "connect_internet"}'),
    ('file_police', 2, 'compliance', '{"kind": "police_filing", "title": "计算机信息网络国际联网备案"}'),
    ('file_icp', 1, 'compliance', '{"kind": "icp_filing", "title": "ICP备案"}'),
    ('file_extranet', 1, 'milestone', '{"action": "allocate_extranet"}'),
    ('file_extranet', 2, 'evidence', '{"kind": "extranet_address_plan", "title": "外网IP分配方案"}'),
    ('take_extranet_filing', 1, 'milestone', '{"action": "file_extranet"}'),
    ('give_reason', 1, 'opinion_given', '{}'),
    ('accept_reason', 1, 'milestone', '{"action": "give_reason", "since_state": true}'),
    ('accept_reason', 2, 'opinion_given', '{}'),
    ('find_risks', 1, 'evidence', '{"kind": "inspection_record", "by": "operator", "title": "检查记录"}'),
    ('find_none', 1, 'evidence', '{"kind": "inspection_record", "by": "operator", "title": "检查记录"}'),
    ('remove_risks', 1, 'evidence', '{"kind": "rectification_report", "by": "@", "title": "整改报告"}'),
    ('find_again', 1, 'opinion_given', '{}')
) AS g (action, position, guard, parameters)
WHERE t.policy OPERATOR(pg_catalog.=) 'suqian/1' AND t.procedure OPERATOR(pg_catalog.=) ANY (ARRAY['onboarding', 'inspection', 'cloud_inspection'])
  AND t.action OPERATOR(pg_catalog.=) g.action;

-- Taking back is a person's decision, with its reason, and not where the unit's own reason was accepted.
INSERT INTO gov_cloud.transition_guard (policy, transition, position, guard, parameters, rule, article)
SELECT 'suqian/1', t.transition, g.position, g.guard, g.parameters::jsonb, 'SQ-T14', '第十九条'
FROM (VALUES ('SQ-T14'), ('SQ-T14/deployed')) AS t (transition), (VALUES
    (2, 'no_milestone', '{"action": "accept_reason", "since_state": true}'),
    (3, 'opinion_given', '{}')
) AS g (position, guard, parameters);

-- Only the machine that was found low is cut off or taken back; data may be lost, so the unit's backup is asked after.
INSERT INTO gov_cloud.transition_guard (policy, transition, position, guard, parameters, soft, rule, article)
SELECT 'suqian/1', t.transition, g.position, g.guard, g.parameters::jsonb, g.soft, 'SQ-E04', g.article
FROM (VALUES ('SQ-E04/order'), ('SQ-E04/order_off')) AS t (transition), (VALUES
    (1, 'deadline_missed', '{"deadline": "SQ-D11"}', false, '第二十四条'),
    (2, 'opinion_given', '{}', false, '第二十四条'),
    (3, 'evidence', '{"kind": "backup_check", "title": "数据备份核查"}', true, NULL)
) AS g (position, guard, parameters, soft, article);

INSERT INTO gov_cloud.transition_guard (policy, transition, position, guard, parameters, rule, article)
SELECT 'suqian/1', g.transition, g.position, g.guard, g.parameters::jsonb, g.rule, g.article
FROM (VALUES
    ('SQ-B3', 1, 'reclaim_late', '{}', 'SQ-B3', '第三十八条'),
    ('SQ-B3', 2, 'opinion_given', '{}', 'SQ-B3', '第三十八条'),
    ('SQ-B3/reclaimed', 1, 'reclaim_late', '{}', 'SQ-B3', '第三十八条'),
    ('SQ-B3/reclaimed', 2, 'opinion_given', '{}', 'SQ-B3', '第三十八条'),
    ('SQ-B3/reclaimed', 3, 'no_milestone', '{"action": "mark_invalid"}', 'SQ-B3', '第三十八条'),
    ('SQ-B4/low', 1, 'deadline_missed', '{"deadline": "SQ-D11"}', 'SQ-B4', '第四十一条'),
    ('SQ-B4/low', 2, 'opinion_given', '{}', 'SQ-B4', '第四十一条'),
    ('SQ-B4', 1, 'system_status', '{"in": ["opened", "in_service"]}', 'SQ-B4', '第四十一条'),
    ('SQ-B4', 2, 'data_given', '{"keys": {"idle_since": "date", "finding": "text"}}', 'SQ-B4', '第四十一条'),
    ('SQ-B4/urge', 1, 'evidence', '{"kind": "urging_notice", "by": "operator", "title": "督促通知"}', 'SQ-B4', '第四十一条'),
    ('SQ-B4/charge', 1, 'opinion_given', '{}', 'SQ-B4', '第四十一条'),
    ('SQ-B4/again', 1, 'opinion_given', '{}', 'SQ-B4', NULL),
    ('SQ-B4/reinstate', 1, 'opinion_given', '{}', 'SQ-B4', NULL),
    ('SQ-B6/determine', 1, 'evidence', '{"kind": "evaluation_report", "by": "operator", "title": "第三方评价报告", "attributes": {"third_party": true}}', 'SQ-B6', '第四十条'),
    ('SQ-I02', 1, 'data_given', '{"keys": {"occurred_at": "timestamp", "detected_at": "timestamp", "scope": "text", "impact": "text"}}', 'SQ-I02', '第二十九条'),
    ('SQ-I02', 2, 'incident_level', '{"in": [1, 2, 3]}', 'SQ-I02', '第二十九条'),
    ('SQ-I02/grade', 1, 'data_given', '{"keys": {"scope": "text", "impact": "text", "reason": "text"}}', 'SQ-I02', '第二十九条'),
    ('SQ-I02/grade', 2, 'incident_level', '{"in": [1, 2, 3]}', 'SQ-I02', '第二十九条'),
    ('SQ-I04/close', 1, 'incident_level', '{"in": [3]}', 'SQ-I04', '第二十九条第（三）项'),
    ('SQ-I05', 1, 'evidence', '{"kind": "investigation_report", "by": "provider", "title": "事故调查报告"}', 'SQ-I05', '第二十九条第二款'),
    ('SQ-I05', 2, 'evidence', '{"kind": "safeguard_measures", "by": "provider", "title": "具体保障措施"}', 'SQ-I05', '第二十九条第二款'),
    ('SQ-I05/assess', 1, 'opinion_given', '{}', 'SQ-I05', '第二十九条第二款'),
    ('SQ-M01/units', 2, 'affected_named', '{}', 'SQ-M01', '第二十七条')
) AS g (transition, position, guard, parameters, rule, article);

INSERT INTO gov_cloud.transition_effect (policy, transition, position, effect, parameters, article)
SELECT 'suqian/1', e.transition, e.position, e.effect, e.parameters::jsonb, e.article
FROM (VALUES
    ('SQ-T04', 1, 'file_form', '{"form": "SQ-F1-opinion"}', '附件1'),
    ('SQ-T05/opinion', 1, 'file_form', '{"form": "SQ-F1-opinion"}', '附件1'),
    ('SQ-T06/report', 1, 'file_form', '{"form": "SQ-F1-opinion"}', '附件1'),
    ('SQ-T11', 1, 'set_system_status', '{"status": "in_service"}', '第十九条'),
    ('SQ-T14/reclaim', 1, 'release_resources', '{}', '第十九条'),
    ('SQ-T14/reclaim', 2, 'stop_billing', '{}', '第三十八条'),
    ('SQ-T14/reclaim', 3, 'set_system_status', '{"status": "registered"}', NULL),
    ('SQ-C01', 1, 'file_form', '{"form": "SQ-F1"}', '第二十二条'),
    ('SQ-C01', 2, 'file_form', '{"form": "SQ-F2"}', '第二十二条'),
    ('SQ-C03', 1, 'apply_change', '{"form": "SQ-F2"}', '第二十二条'),
    ('SQ-C03', 2, 'start_billing', '{"from": "completion"}', '第三十八条'),
    ('SQ-C03', 3, 'stop_billing', '{"resources": "released"}', '第三十八条'),
    ('SQ-C04/increase', 1, 'file_form', '{"form": "SQ-F2"}', '第二十二条'),
    ('SQ-C04/increase', 2, 'apply_change', '{"form": "SQ-F2"}', '第二十二条'),
    ('SQ-C04/increase', 3, 'start_billing', '{"from": "completion"}', '第三十八条'),
    ('SQ-C05/propose', 1, 'file_form', '{"form": "SQ-F2"}', '第二十一条'),
    ('SQ-C05/execute', 1, 'apply_change', '{"form": "SQ-F2"}', '第二十一条'),
    ('SQ-C05/execute', 2, 'start_billing', '{"from": "completion"}', '第三十八条'),
    ('SQ-C05/execute', 3, 'stop_billing', '{"resources": "released"}', '第三十八条'),
    ('SQ-X01', 1, 'file_form', '{"form": "SQ-F1"}', '第二十三条'),
    ('SQ-X03', 1, 'release_resources', '{}', '第二十三条'),
    ('SQ-X03', 2, 'stop_billing', '{"deadline": "SQ-D10"}', '第二十三条'),
    ('SQ-X03', 3, 'set_system_status', '{"status": "exited"}', '第二十三条'),
    ('SQ-E03/done', 1, 'reduce_resources', '{"transition": ["SQ-E03", "SQ-E03/late"]}', '第二十四条'),
    ('SQ-E03/done', 2, 'stop_billing', '{"resources": "released"}', '第三十八条'),
    ('SQ-E03/done', 3, 'reconnect_resources', '{}', '第二十四条'),
    ('SQ-E03/close', 1, 'close_finding', '{}', '第二十四条'),
    ('SQ-E04/disconnect', 1, 'disconnect_resources', '{}', '第二十四条'),
    ('SQ-E04/order', 1, 'order_reclaim', '{}', '第二十四条'),
    ('SQ-E04/order_off', 1, 'order_reclaim', '{}', '第二十四条'),
    ('SQ-B3', 1, 'mark_invalid', '{}', '第三十八条'),
    ('SQ-B3/reclaimed', 1, 'mark_invalid', '{}', '第三十八条'),
    ('SQ-B4/low', 1, 'charge_unit', '{}', '第四十一条'),
    ('SQ-B4/reinstate', 1, 'reinstate_payer', '{}', NULL),
    ('SQ-B4/charge', 1, 'charge_unit', '{"resources": "all"}', '第四十一条'),
    ('SQ-B4/again', 1, 'reinstate_payer', '{"resources": "listed"}', NULL),
    ('SQ-B6/determine', 1, 'propose_settlement', '{}', '第四十条'),
    ('SQ-B7', 1, 'propose_deduction', '{}', '第二十九条第二款'),
    ('SQ-I02', 1, 'record_incident', '{}', '第二十九条'),
    ('SQ-I02/grade', 1, 'classify_incident', '{}', '第二十九条'),
    ('SQ-I02/restore', 1, 'restore_incident', '{}', '第二十九条'),
    ('SQ-E04/reclaim', 1, 'release_ordered', '{}', '第二十四条'),
    ('SQ-E04/reclaim', 2, 'stop_billing', '{"resources": "released"}', '第三十八条'),
    ('SQ-E04/reclaim', 3, 'close_finding', '{}', '第二十四条')
) AS e (transition, position, effect, parameters, article);

INSERT INTO gov_cloud.transition_effect (policy, transition, position, effect, parameters, article)
SELECT 'suqian/1', t.transition, e.position, e.effect, e.parameters::jsonb, e.article
FROM (VALUES ('SQ-T01'), ('SQ-T01/again')) AS t (transition), (VALUES
    (1, 'file_form', '{"form": "SQ-F1"}', '第十七条'),
    (2, 'file_form', '{"form": "SQ-F2"}', '第十七条'),
    (3, 'assess_tier', '{"form": "SQ-F1"}', '第十八条第一款')
) AS e (position, effect, parameters, article);

INSERT INTO gov_cloud.transition_effect (policy, transition, position, effect, article)
SELECT t.policy, t.code, 1, 'override_tier', t.article
FROM gov_cloud.transition AS t
WHERE t.policy OPERATOR(pg_catalog.=) 'suqian/1' AND t.action OPERATOR(pg_catalog.=) 'set_tier';

INSERT INTO gov_cloud.transition_effect (policy, transition, position, effect, parameters, article)
SELECT t.policy, t.code, e.position, e.effect, pg_catalog.replace(e.parameters, '$', t.code)::jsonb, e.article
FROM gov_cloud.transition AS t, (VALUES
    (1, 'provision_resources', '{"form": "SQ-F2"}', '第十九条'),
    (2, 'set_system_status', '{"status": "opened"}', '第十九条'),
    (3, 'start_billing', '{"from": "opening", "opening": "$"}', '第三十八条')
) AS e (position, effect, parameters, article)
WHERE t.policy OPERATOR(pg_catalog.=) 'suqian/1' AND t.action OPERATOR(pg_catalog.=) 'open_resources';

-- Who is told of what, each with his own delivery record.
INSERT INTO gov_cloud.transition_effect (policy, transition, position, effect, parameters, article)
SELECT 'suqian/1', e.transition, 9, e.effect, e.parameters::jsonb, e.article
FROM (VALUES
    ('SQ-T06/report', 'notify', '{"to": ["authority"], "kind": "consent_asked", "title": "特大规模资源申请报请同意"}', '第十八条第三款'),
    ('SQ-T10/tell_function/deployed', 'notify', '{"to": ["operator"], "kind": "test_result", "title": "功能测试结果"}', '第二十条'),
    ('SQ-T10/tell_function/online', 'notify', '{"to": ["operator"], "kind": "test_result", "title": "功能测试结果"}', '第二十条'),
    ('SQ-T10/tell_stress/deployed', 'notify', '{"to": ["operator"], "kind": "test_result", "title": "压力测试结果"}', '第二十条'),
    ('SQ-T10/tell_stress/online', 'notify', '{"to": ["operator"], "kind": "test_result", "title": "压力测试结果"}', '第二十条'),
    ('SQ-T12/tell', 'notify', '{"to": ["operator"], "kind": "test_result", "title": "安全评估结果"}', '第二十条'),
    ('SQ-T14', 'notify', '{"to": ["provider", "using_unit"], "kind": "reclaim_order", "title": "收回资源通知"}', '第十九条'),
    ('SQ-T14/deployed', 'notify', '{"to": ["provider", "using_unit"], "kind": "reclaim_order", "title": "收回资源通知"}', '第十九条'),
    ('SQ-C04', 'notify', '{"to": ["operator"], "kind": "emergency_need", "title": "紧急增加资源报告"}', '第二十二条'),
    ('SQ-E02', 'notify', '{"to": ["using_unit"], "kind": "low_use_written", "title": "低效运行书面通知"}', '第二十四条'),
    ('SQ-E04', 'notify', '{"to": ["provider", "using_unit"], "kind": "disconnect_order", "title": "强制断网通知"}', '第二十四条'),
    ('SQ-E04/order', 'notify', '{"to": ["provider", "using_unit"], "kind": "reclaim_order", "title": "收回资源通知"}', '第二十四条'),
    ('SQ-E04/order_off', 'notify', '{"to": ["provider", "using_unit"], "kind": "reclaim_order", "title": "收回资源通知"}', '第二十四条'),
    ('SQ-B4/low', 'notify', '{"to": ["provider", "using_unit"], "kind": "unit_settles", "title": "费用由使用单位自行结算"}', '第四十一条'),
    ('SQ-B4/urge', 'notify', '{"to": ["using_unit"], "kind": "urging", "title": "督促缩减配置"}', '第四十一条'),
    ('SQ-B4/charge', 'notify', '{"to": ["provider", "using_unit"], "kind": "unit_settles", "title": "费用由使用单位自行结算"}', '第四十一条'),
    ('SQ-M01/approve', 'notify', '{"to": ["provider"], "kind": "plan_approved", "title": "调整方案审核通过"}', '第二十七条'),
    ('SQ-M01/units', 'notify_affected', '{"kind": "maintenance_planned", "title": "政务云调整提前告知"}', '第二十七条'),
    ('SQ-I01', 'notify', '{"to": ["operator"], "kind": "anomaly_reported", "title": "信息系统重大异常报告"}', '第二十八条'),
    ('SQ-I01/inform', 'notify', '{"to": ["using_unit"], "kind": "network_disconnected", "title": "断网情况告知"}', '第二十八条'),
    ('SQ-I02', 'notify', '{"to": ["operator"], "kind": "fault_reported", "title": "政务云故障报告"}', '第二十九条'),
    ('SQ-I05', 'notify', '{"to": ["operator"], "kind": "investigation_report", "title": "事故调查报告"}', '第二十九条第二款'),
    ('SQ-S01/risks', 'notify', '{"to": ["using_unit"], "kind": "risks_found", "title": "安全风险隐患"}', '第三十四条'),
    ('SQ-S01/cloud_risks', 'notify', '{"to": ["provider"], "kind": "risks_found", "title": "安全风险隐患"}', '第三十四条'),
    ('SQ-G8/file/opened', 'notify', '{"to": ["extranet_authority"], "kind": "extranet_filing", "title": "外网IP备案"}', '第十七条第二款第（二）项'),
    ('SQ-G8/file/deployed', 'notify', '{"to": ["extranet_authority"], "kind": "extranet_filing", "title": "外网IP备案"}', '第十七条第二款第（二）项'),
    ('SQ-G8/file/online', 'notify', '{"to": ["extranet_authority"], "kind": "extranet_filing", "title": "外网IP备案"}', '第十七条第二款第（二）项')
) AS e (transition, effect, parameters, article);

-- A size that is set otherwise changes the way, not the day the application came: its term counts from there.
INSERT INTO gov_cloud.deadline_rule
    (policy, code, procedure, title, starts_on, starts_from, ends_on, cancelled_on, term, kind, rolls, obligor, soft, survives, guard, guard_parameters, article)
SELECT 'suqian/1', d.code, 'onboarding', d.title, d.starts_on::text[], 'action:submit', d.ends_on::text[], d.cancelled_on::text[],
       d.term::gov_cloud.term, 'latest', true, 'operator', false, false, d.guard, d.guard_parameters::jsonb, d.article
FROM (VALUES
    ('SQ-D01', '2个工作日内完成审核', '{SQ-T03}', '{SQ-T04,SQ-T04/reject}', '{SQ-T02/return,SQ-T03/routed,SQ-T03/accepted,SQ-T03/first_reviewed}', '2 workdays', 'request_tier', '{"in": ["small"]}', '第十八条第一款'),
    ('SQ-D01/set', '2个工作日内完成审核', '{SQ-T03/routed,SQ-T03/accepted,SQ-T03/first_reviewed}', '{SQ-T04,SQ-T04/reject}', '{SQ-T02/return,SQ-T03/routed,SQ-T03/accepted,SQ-T03/first_reviewed}', '2 workdays', 'data_says', '{"key": "tier", "in": ["small"]}', '第十八条第一款'),
    ('SQ-D02', '3个工作日内组织三方会商', '{SQ-T03}', '{SQ-T05/opinion,SQ-T05/reject,SQ-T04/reject}', '{SQ-T02/return,SQ-T03/routed,SQ-T03/accepted,SQ-T03/first_reviewed}', '3 workdays', 'request_tier', '{"in": ["large"]}', '第十八条第二款'),
    ('SQ-D02/set', '3个工作日内组织三方会商', '{SQ-T03/routed,SQ-T03/accepted,SQ-T03/first_reviewed}', '{SQ-T05/opinion,SQ-T05/reject,SQ-T04/reject}', '{SQ-T02/return,SQ-T03/routed,SQ-T03/accepted,SQ-T03/first_reviewed}', '3 workdays', 'data_says', '{"key": "tier", "in": ["large"]}', '第十八条第二款')
) AS d (code, title, starts_on, ends_on, cancelled_on, term, guard, guard_parameters, article);

INSERT INTO gov_cloud.deadline_rule
    (policy, code, procedure, title, starts_on, starts_from, cancelled_on, ends_on, term, kind, rolls, obligor, soft, survives, guard, guard_parameters, article)
SELECT 'suqian/1', d.code, d.procedure, d.title, d.starts_on::text[], d.starts_from,
       -- another level has another bound
       CASE WHEN d.procedure OPERATOR(pg_catalog.=) 'incident' THEN ARRAY['SQ-I02/grade'] ELSE '{}' END,
       (SELECT pg_catalog.array_agg(t.code ORDER BY t.code) FROM gov_cloud.transition AS t
        WHERE t.policy OPERATOR(pg_catalog.=) 'suqian/1' AND t.procedure OPERATOR(pg_catalog.=) d.procedure AND t.action OPERATOR(pg_catalog.=) ANY (d.ends_on::text[])),
       d.term::gov_cloud.term, d.kind, true, d.obligor, false, d.survives, d.guard, COALESCE(d.guard_parameters, '{}')::jsonb, d.article
FROM (VALUES
    -- ends_on names actions here: what may come at several stages ends a term at each
    ('SQ-D03', 'onboarding', '1个工作日内开通资源', '{SQ-T04,SQ-T05/opinion}', 'event', '{open_resources}', '1 workday', 'latest', 'provider', false, NULL, NULL, '第十八条第一款; 第十八条第二款'),
    ('SQ-D04', 'onboarding', '15个工作日内完成部署', '{SQ-T07,SQ-T07/large,SQ-T07/xlarge}', 'event', '{deploy}', '15 workdays', 'latest', 'using_unit', false, NULL, NULL, '第十九条'),
    ('SQ-D05', 'onboarding', '30个工作日内上线运行', '{SQ-T07,SQ-T07/large,SQ-T07/xlarge}', 'event', '{go_online}', '30 workdays', 'latest', 'using_unit', false, NULL, NULL, '第十九条'),
    ('SQ-D06', 'onboarding', '7个工作日内提供数据库只读权限', '{SQ-T08}', 'event', '{grant_readonly}', '7 workdays', 'latest', 'using_unit', true, NULL, NULL, '第十七条第一款第（二）项'),
    ('SQ-D07', 'onboarding', '30日内办理国际联网备案', '{SQ-T13/opened,SQ-T13/deployed,SQ-T13/online}', 'data:connected_on', '{file_police}', '30 days', 'latest', 'using_unit', true, NULL, NULL, '第十七条第二款第（一）项'),
    ('SQ-D07/icp', 'onboarding', '独立域名取得ICP备案', '{SQ-T13/opened,SQ-T13/deployed,SQ-T13/online}', 'data:connected_on', '{file_icp}', NULL, 'unquantified', 'using_unit', true, 'data_says', '{"key": "own_domain", "in": ["true"]}', '第十七条第二款第（一）项'),
    ('SQ-D08/function', 'onboarding', '3个工作日告知功能测试结果', '{SQ-T10/function/deployed}', 'data:completed_on', '{tell_function_test}', '3 workdays', 'latest', 'using_unit', true, NULL, NULL, '第二十条'),
    ('SQ-D08/stress', 'onboarding', '3个工作日告知压力测试结果', '{SQ-T10/stress/deployed}', 'data:completed_on', '{tell_stress_test}', '3 workdays', 'latest', 'using_unit', true, NULL, NULL, '第二十条'),
    ('SQ-D08/assessment', 'onboarding', '3个工作日告知安全评估结果', '{SQ-T12}', 'data:completed_on', '{tell_assessment}', '3 workdays', 'latest', 'using_unit', true, NULL, NULL, '第二十条'),
    ('SQ-D18', 'onboarding', '上线后及时开展安全评估', '{SQ-T11}', 'event', '{complete_assessment}', NULL, 'unquantified', 'using_unit', true, NULL, NULL, '第二十条'),
    ('SQ-D09', 'change', '1个工作日内完成变更', '{SQ-C02}', 'event', '{complete}', '1 workday', 'latest', 'provider', false, NULL, NULL, '第二十二条'),
    ('SQ-D09/adjust', 'reduction', '1个工作日内完成变更', '{SQ-E03/approve}', 'event', '{adjust}', '1 workday', 'latest', 'provider', false, NULL, NULL, '第二十二条'),
    ('SQ-D10', 'exit', '3个工作日内收回资源并终止计费', '{SQ-X02}', 'event', '{reclaim}', '3 workdays', 'latest', 'provider', false, NULL, NULL, '第二十三条'),
    ('SQ-D11', 'reduction', '15个工作日内完成资源调整变更', '{SQ-E02,SQ-E02/received}', 'event', '{close}', '15 workdays', 'latest', 'using_unit', false, NULL, NULL, '第二十四条'),
    ('SQ-D12', 'emergency_disconnect', '断网后30分钟内告知使用单位', '{SQ-I01/disconnect}', 'data:disconnected_at', '{inform_unit}', '30 minutes', 'latest', 'provider', false, NULL, NULL, '第二十八条'),
    ('SQ-D13', 'incident', '一级故障1小时内恢复', '{SQ-I02,SQ-I02/grade}', 'opening:occurred_at', '{restore}', '1 hour', 'latest', 'provider', false, 'incident_level', '{"in": [1]}', '第二十九条第（一）项'),
    ('SQ-D14', 'incident', '二级故障2小时内恢复', '{SQ-I02,SQ-I02/grade}', 'opening:occurred_at', '{restore}', '2 hours', 'latest', 'provider', false, 'incident_level', '{"in": [2]}', '第二十九条第（二）项'),
    ('SQ-D15', 'incident', '三级故障4小时内解决', '{SQ-I02,SQ-I02/grade}', 'opening:occurred_at', '{restore}', '4 hours', 'latest', 'provider', false, 'incident_level', '{"in": [3]}', '第二十九条第（三）项'),
    ('SQ-D16/disconnect', 'emergency_disconnect', '及时断开网络连接', '{SQ-I01}', 'data:anomaly_at', '{disconnect}', NULL, 'unquantified', 'provider', false, NULL, NULL, '第二十八条'),
    ('SQ-D16/increase', 'emergency_increase', '第一时间增加资源', '{SQ-C04/consent}', 'event', '{increase}', NULL, 'unquantified', 'provider', false, NULL, NULL, '第二十二条'),
    ('SQ-D17', 'maintenance', '提前告知使用单位', '{SQ-M01}', 'event', '{notify_units}', NULL, 'unquantified', 'provider', false, 'data_says', '{"key": "affects_units", "in": ["true"]}', '第二十七条'),
    ('SQ-S01/rectify', 'inspection', '及时消除安全风险隐患', '{SQ-S01/risks,SQ-S01/again}', 'event', '{remove_risks}', NULL, 'unquantified', 'using_unit', false, NULL, NULL, '第三十四条'),
    ('SQ-S01/rectify_cloud', 'cloud_inspection', '及时消除安全风险隐患', '{SQ-S01/cloud_risks,SQ-S01/cloud_again}', 'event', '{remove_risks}', NULL, 'unquantified', 'provider', false, NULL, NULL, '第三十四条')
) AS d (code, procedure, title, starts_on, starts_from, ends_on, term, kind, obligor, survives, guard, guard_parameters, article);

-- One choice alone: an interpretation that the rows above carry out; another one is another policy.
INSERT INTO gov_cloud.policy_parameter (policy, name, kind, choices, value, article, note)
SELECT 'suqian/1', p.name, p.kind, p.choices::text[], p.value, p.article, p.note
FROM (VALUES
    ('tier_basis', 'text', '{request,system_total_after,rolling_12m_requests}', 'request', '第十八条第二款', 'the figures are those applied for; the others let nothing be gained by splitting'),
    ('gb_per_tb', 'numeric', NULL, '1024', NULL, 'the forms count GB, the text TB for storage and 1024 GB for memory'),
    ('complex_small_request', 'text', '{large}', 'large', NULL, 'small figures and an architecture that is not simple fit no paragraph of art. 18: the stricter one'),
    ('show_efficiency_record', 'boolean', NULL, 'true', '第二十四条第二款', 'who decides an application is shown how the unit has used what it has'),
    ('notice_start', 'text', '{received_else_sent}', 'received_else_sent', NULL, 'the 15 working days begin anew when the unit confirms that it received the notice, while they run'),
    ('emergency_backfill_days', 'integer', NULL, NULL, NULL, 'the text asks for no papers after an emergency increase'),
    ('over_util_pct', 'numeric', NULL, NULL, '第二十一条', 'too large: no figure'),
    ('under_util_pct', 'numeric', NULL, NULL, '第二十一条', 'too small: no figure'),
    ('zombie_months', 'integer', NULL, NULL, '第四十一条', 'for long: no figure, so a person finds it'),
    ('incident_level_global_partial', 'integer', NULL, '1', NULL, 'a global fault that affects part of the business: not covered, so the graver level'),
    ('incident_level_global_none', 'integer', NULL, '2', NULL, 'a global fault without effect on the business: not covered, so the graver level'),
    ('drill_cadence', 'text', '{month,quarter,half_year,year}', NULL, '第二十六条', 'drills: no period is given'),
    ('security_assessment_cadence', 'text', '{month,quarter,half_year,year}', NULL, '第三十六条', '定期: no period is given'),
    ('inspection_cadence', 'text', '{month,quarter,half_year,year}', NULL, '第三十四条', '定期: no period is given'),
    ('full_backup_cadence', 'text', '{day,month,quarter,half_year,year}', NULL, '第三十一条第（一）项', '定期, by the amount of data: no period is given'),
    ('log_retention_months', 'integer', NULL, '6', NULL, 'not printed here: the general law on network security asks for no less'),
    ('vendor_reclaim_workdays', 'integer', NULL, '3', NULL, 'in time (art. 38) has no figure: borrowed from art. 23'),
    ('invalid_from', 'text', '{window_start,established,reclaim_due}', 'window_start', '第三十八条', 'in between: from the first month of low use'),
    ('invalid_granularity', 'text', '{component,vm}', 'component', NULL, 'only the component that was low, where it has a price of its own'),
    ('disconnected_payer', 'text', '{unpaid_invalid,central}', 'unpaid_invalid', NULL, 'disconnected is still allocated; who pays meanwhile the text does not say'),
    ('fee_end_on_late_reclaim', 'text', '{actual_reclaim,min_actual_due}', 'min_actual_due', NULL, 'the fee ends with the reclaim (art. 23); who is late must not earn by it'),
    ('billing_start', 'text', '{opening}', 'opening', NULL, 'art. 38 orders opening before paying: the day of opening is billed'),
    ('billing_stop_on_exit', 'text', '{reclaim_day_unbilled,reclaim_day_billed}', 'reclaim_day_unbilled', NULL, 'the fee ends with the reclaim (art. 23)'),
    ('month_proration', 'text', '{days_of_month,thirty_days}', 'days_of_month', NULL, 'the text is silent'),
    ('statement_grace_days', 'integer', NULL, '5', NULL, 'days between draft and closing; the text is silent'),
    ('suspension_allowed', 'boolean', NULL, 'false', NULL, 'the text knows no suspension'),
    ('threshold_pct', 'numeric', NULL, '15', '第二十四条', 'below, not at'),
    ('window_months', 'integer', NULL, '3', '第二十四条', 'three or more'),
    ('min_day_coverage', 'numeric', NULL, '0.8', NULL, 'share of expected samples'),
    ('min_month_coverage', 'numeric', NULL, '0.8', NULL, 'share of days in service'),
    ('unknown_month', 'text', '{break,skip}', 'break', NULL, 'a finding needs proof'),
    ('powered_off', 'text', '{zero,ignore}', 'zero', NULL, 'still allocated'),
    ('resize_resets_run', 'text', '{changed_metric,all_metrics,none}', 'changed_metric', NULL, 'only the metric that was resized'),
    ('low_combine', 'text', '{any_metric,all_metrics,any_metric_mixed}', 'any_metric', '第二十四条', 'CPU or memory, the same one all along'),
    ('daily_stat', 'text', '{max,mean,p95}', 'max', '第二十四条', 'the day''s peak'),
    ('period_stat', 'text', '{mean,max}', 'mean', '第二十四条', 'mean of the days'' peaks'),
    ('window_mode', 'text', '{calendar_months,rolling_months,every_day}', 'calendar_months', NULL, 'each month by itself'),
    ('system_rule', 'text', '{any_vm,all_vms,weighted}', 'any_vm', NULL, 'a system has a low host; what is proposed is about that host alone'),
    ('grace_before_online', 'boolean', NULL, 'true', NULL, 'months before service are not counted (art. 19 gives time to go online)')
) AS p (name, kind, choices, value, article, note);

-- comparison: the rows that answer each aspect, by its number
INSERT INTO gov_cloud.policy_parameter (policy, name, kind, choices, value, article, note) VALUES
    ('suqian/1', 'printed_stages', 'text', '{申请、审核、开通、部署、测试、上线、变更、退出}', '申请、审核、开通、部署、测试、上线、变更、退出', '第十五条', 'the stages the text names, in its words');
INSERT INTO gov_cloud.aspect_source (policy, aspect, position, source, object, facet)
SELECT 'suqian/1', a.aspect, a.position, a.source, a.object, a.facet
FROM (VALUES
    (1, 1, 'article', '第五条', NULL), (2, 1, 'guard', 'SQ-T01/open#2', NULL), (3, 1, 'guard', 'SQ-T01/open#3', 'max'),
    (5, 1, 'role', 'authority', NULL), (6, 1, 'role', 'operator', NULL), (7, 1, 'transition', 'SQ-T04', NULL),
    (7, 2, 'transition', 'SQ-T06/consent', NULL), (8, 1, 'role', 'provider', NULL), (9, 1, 'parameter', 'printed_stages', NULL),
    (12, 1, 'form', 'SQ-F1', NULL), (12, 2, 'form', 'SQ-F2', NULL), (12, 3, 'article', '第十七条第一款第（二）项', NULL),
    (14, 1, 'transition', 'SQ-T02', NULL), (15, 1, 'deadline', 'SQ-D01', NULL), (17, 1, 'tier', 'large', NULL), (17, 2, 'deadline', 'SQ-D02', NULL),
    (18, 1, 'tier', 'xlarge', NULL), (18, 2, 'transition', 'SQ-T06', NULL), (18, 3, 'transition', 'SQ-T06/consent', NULL),
    (19, 1, 'deadline', 'SQ-D03', NULL), (23, 1, 'deadline', 'SQ-D04', NULL), (24, 1, 'deadline', 'SQ-D05', NULL), (25, 1, 'transition', 'SQ-T14', NULL),
    (26, 1, 'guard', 'SQ-T11#1', 'action'), (26, 2, 'guard', 'SQ-T11#2', 'action'), (26, 3, 'transition', 'SQ-T12', NULL),
    (28, 1, 'deadline', 'SQ-D08/function', NULL), (32, 1, 'effect', 'SQ-T07#3', 'from'), (33, 1, 'deadline', 'SQ-D06', NULL),
    (34, 1, 'deadline', 'SQ-D07', NULL), (34, 2, 'deadline', 'SQ-D07/icp', NULL), (35, 1, 'guard', 'SQ-T11#3', NULL),
    (35, 2, 'guard', 'SQ-T11#4', NULL), (35, 3, 'guard', 'SQ-T11#5', NULL),
    (36, 1, 'obligation', 'SQ-O11', NULL), (37, 1, 'transition', 'SQ-C02', NULL), (38, 1, 'deadline', 'SQ-D09', NULL),
    (41, 1, 'transition', 'SQ-C04/consent', NULL), (41, 2, 'deadline', 'SQ-D16/increase', NULL), (42, 1, 'procedure', 'capacity_plan', NULL),
    (45, 1, 'transition', 'SQ-X02', NULL), (46, 1, 'deadline', 'SQ-D10', NULL), (47, 1, 'transition', 'SQ-X03/out', NULL),
    (48, 1, 'effect', 'SQ-X03#2', NULL), (49, 1, 'transition', 'SQ-C05', NULL), (50, 1, 'parameter', 'threshold_pct', NULL),
    (50, 2, 'parameter', 'window_months', NULL), (51, 1, 'deadline', 'SQ-D11', NULL), (52, 1, 'transition', 'SQ-E04', NULL),
    (52, 2, 'transition', 'SQ-E04/order', NULL), (52, 3, 'transition', 'SQ-I01/disconnect', NULL), (53, 1, 'transition', 'SQ-B3', NULL),
    (53, 2, 'transition', 'SQ-B4/low', NULL), (54, 1, 'transition', 'SQ-M01', NULL), (54, 2, 'transition', 'SQ-M01/approve', NULL),
    (55, 1, 'deadline', 'SQ-D17', NULL), (56, 1, 'transition', 'SQ-M01/extranet', NULL), (57, 1, 'deadline', 'SQ-D12', NULL),
    (58, 1, 'deadline', 'SQ-D13', NULL), (58, 2, 'deadline', 'SQ-D14', NULL), (58, 3, 'deadline', 'SQ-D15', NULL), (59, 1, 'transition', 'SQ-I05', NULL),
    (61, 1, 'obligation', 'SQ-O1m', NULL), (62, 1, 'obligation', 'SQ-O1q', NULL), (63, 1, 'obligation', 'SQ-O1y', NULL),
    (63, 2, 'obligation', 'SQ-O6', NULL), (65, 1, 'obligation', 'SQ-O3', NULL), (66, 1, 'obligation', 'SQ-O5', NULL),
    (67, 1, 'deadline', 'SQ-S01/rectify', NULL), (69, 1, 'obligation', 'SQ-O8', NULL), (69, 2, 'obligation', 'SQ-O8f', NULL),
    (69, 3, 'article', '第三十一条第（二）项', NULL), (69, 4, 'article', '第三十一条第（三）项', NULL),
    (70, 1, 'obligation', 'SQ-B04', NULL), (72, 1, 'obligation', 'SQ-O12', NULL), (73, 1, 'obligation', 'SQ-O2', NULL),
    (74, 1, 'indicator', 'SQ-A2/units', NULL), (75, 1, 'indicator', 'SQ-A2/build', NULL), (75, 2, 'indicator', 'SQ-A2/serve', NULL),
    (75, 3, 'indicator', 'SQ-A2/operate', NULL), (75, 4, 'indicator', 'SQ-A2/secure', NULL), (76, 1, 'transition', 'SQ-B6/determine', NULL),
    (77, 1, 'indicator', 'SQ-A1', NULL), (77, 2, 'article', '第四十一条', NULL), (78, 1, 'transition', 'SQ-B7', NULL),
    (79, 1, 'field', 'SQ-F1:security_admin_name', NULL), (81, 1, 'guard', 'SQ-T01#13', NULL), (85, 1, 'article', '第十条', NULL),
    (85, 2, 'article', '第十一条', NULL), (86, 1, 'article', '第十六条', NULL), (88, 1, 'article', '第三十条', NULL),
    (89, 1, 'article', '第三十三条', NULL), (90, 1, 'obligation', 'SQ-O2', NULL), (91, 1, 'obligation', 'SQ-O4', NULL),
    (92, 1, 'form', 'SQ-F1', NULL), (92, 2, 'form', 'SQ-F2', NULL), (93, 1, 'policy', 'effective_from', NULL),
    (93, 2, 'article', '第四十二条', NULL), (94, 1, 'article', '第五条第二款', NULL), (95, 1, 'article', '第四十三条', NULL),
    (96, 1, 'deadlines', 'SQ-D01+SQ-D03', NULL), (96, 2, 'deadlines', 'SQ-D02+SQ-D03', NULL)
) AS a (aspect, position, source, object, facet);

SELECT gov_cloud.publish_policy('suqian/1');
