-- Huoqiu county, second part: what happens while the cloud runs.  Maintenance, faults, interruptions, security,
-- inspections, the agreement's later life, and the duties that stand beside matters.  Ends with the publication.

INSERT INTO gov_cloud.procedure (policy, code, title, subject, changes_resources, rule, article) VALUES
    ('huoqiu/1', 'maintenance', '政务云重大变更', 'provider', false, 'HQ-M01', '第十八条'),
    ('huoqiu/1', 'fault', '故障处理', 'system', false, 'HQ-I01', '协议4.8'),
    ('huoqiu/1', 'interruption', '临时中断服务', 'system', false, 'HQ-I02', '协议4.9'),
    ('huoqiu/1', 'security_incident', '网络安全事件协调处置', 'system', false, 'HQ-I03', '协议5.3'),
    ('huoqiu/1', 'major_event', '重大活动保障', 'system', false, 'HQ-I04', '协议4.5'),
    ('huoqiu/1', 'inspection', '安全检查', 'system', false, 'HQ-S01', '第十九条'),
    ('huoqiu/1', 'unit_security', '使用单位安全工作', 'system', false, 'HQ-S02', '第二十条'),
    ('huoqiu/1', 'provider_test', '对政务云的测试', 'system', false, 'HQ-A03', '协议3.5'),
    ('huoqiu/1', 'filing_update', '网站备案信息更新', 'system', false, 'HQ-D14', '协议3.2'),
    ('huoqiu/1', 'amendment', '协议修改补充', 'system', false, 'HQ-AGR9.3', '协议9.3');

INSERT INTO gov_cloud.state (policy, procedure, state, title, outcome, position)
SELECT 'huoqiu/1', s.procedure, s.state, s.title, s.outcome, s.position
FROM (VALUES
    ('maintenance', 'plan_drafted', '方案已制定', NULL, 1),
    ('maintenance', 'plan_reported', '方案已报送', NULL, 2),
    ('maintenance', 'units_notified', '使用单位已告知', NULL, 3),
    ('maintenance', 'executed', '已实施', NULL, 4),
    ('maintenance', 'closed', '已结束', 'completed', 5),
    ('maintenance', 'called_off', '已取消', 'withdrawn', 6),
    ('fault', 'reported', '已报修', NULL, 1),
    ('fault', 'registered', '已登记', NULL, 2),
    ('fault', 'fixed', '已排除', NULL, 3),
    ('fault', 'closed', '已提交报告', 'completed', 4),
    ('interruption', 'interrupted', '已中断', NULL, 1),
    ('interruption', 'handled', '已处置', NULL, 2),
    ('interruption', 'restored', '已恢复', 'completed', 3),
    ('security_incident', 'reported', '已报告', NULL, 1),
    ('security_incident', 'coordinating', '协调处置中', NULL, 2),
    ('security_incident', 'closed', '已处置', 'completed', 3),
    ('major_event', 'announced', '已通知', NULL, 1),
    ('major_event', 'planned', '重保方案已制定', NULL, 2),
    ('major_event', 'finished', '保障结束', 'completed', 3),
    ('inspection', 'inspecting', '检查中', NULL, 1),
    ('inspection', 'rectifying', '整改中', NULL, 2),
    ('inspection', 'rectified', '已整改', NULL, 3),
    ('inspection', 'closed', '已办结', 'completed', 4),
    ('unit_security', 'planned', '已安排', NULL, 1),
    ('unit_security', 'done', '已完成', 'completed', 2),
    ('provider_test', 'requested', '已提出', NULL, 1),
    ('provider_test', 'cooperating', '配合测试中', NULL, 2),
    ('provider_test', 'done', '已完成', 'completed', 3),
    ('filing_update', 'changed', '信息已变动', NULL, 1),
    ('filing_update', 'updated', '备案已更新', 'completed', 2),
    ('amendment', 'proposed', '已提出', NULL, 1),
    ('amendment', 'amended', '已书面确认', 'completed', 2),
    ('amendment', 'declined', '未达成一致', 'rejected', 3)
) AS s (procedure, state, title, outcome, position);

INSERT INTO gov_cloud.transition
    (policy, code, rule, procedure, from_state, action, title, to_state, actors, quorum, decides, repeatable, article)
SELECT 'huoqiu/1', t.code, pg_catalog.split_part(t.code, '/', 1), t.procedure, t.from_state, t.action, t.title, t.to_state,
       t.actors::text[], t.quorum, t.decides, t.repeatable, t.article
FROM (VALUES
    -- the plan is reported, nobody has to approve it
    ('HQ-M01/plan', 'maintenance', NULL, 'open', '制定调整方案', 'plan_drafted', '{provider}', 'any', false, false, '第十八条'),
    ('HQ-M01/report', 'maintenance', 'plan_drafted', 'report_plan', '报送调整方案', 'plan_reported', '{provider}', 'any', false, false, '第十八条'),
    ('HQ-M01/notify', 'maintenance', 'plan_reported', 'notify_units', '告知使用单位', 'units_notified', '{provider}', 'any', false, false, '第十八条'),
    ('HQ-M01', 'maintenance', 'units_notified', 'execute', '实施', 'executed', '{provider}', 'any', false, false, '第十八条'),
    ('HQ-M01/unaffected', 'maintenance', 'plan_reported', 'execute', '实施（不影响使用单位）', 'executed', '{provider}', 'any', false, false, '第十八条'),
    ('HQ-M01/damage', 'maintenance', 'executed', 'record_damage', '登记故障或数据丢失', NULL, '{provider,authority}', 'any', false, true, '第十八条'),
    ('HQ-M01/close', 'maintenance', 'executed', 'close', '结束', 'closed', '{provider}', 'any', false, false, NULL),
    ('HQ-M01/off_0', 'maintenance', 'plan_drafted', 'withdraw', '取消', 'called_off', '{provider}', 'any', false, false, NULL),
    ('HQ-M01/off_1', 'maintenance', 'plan_reported', 'withdraw', '取消', 'called_off', '{provider}', 'any', false, false, NULL),
    ('HQ-M01/off_2', 'maintenance', 'units_notified', 'withdraw', '取消', 'called_off', '{provider}', 'any', false, false, NULL),
    -- faults
    ('HQ-I01/open', 'fault', NULL, 'open', '报修', 'reported', '{using_unit,provider}', 'any', false, false, '协议4.7'),
    ('HQ-I01', 'fault', 'reported', 'register', '登记故障', 'registered', '{provider}', 'any', false, false, '协议4.8'),
    ('HQ-I01/progress', 'fault', 'registered', 'report_progress', '反馈进度', NULL, '{provider}', 'any', false, true, '协议4.8'),
    ('HQ-I01/fix', 'fault', 'registered', 'fix', '排除故障并反馈结果', 'fixed', '{provider}', 'any', false, false, '协议4.8'),
    ('HQ-I01/report', 'fault', 'fixed', 'file_report', '提交故障报告和记录', 'closed', '{provider}', 'any', false, false, '协议4.8'),
    -- interruptions
    ('HQ-I02', 'interruption', NULL, 'open', '临时中断', 'interrupted', '{provider}', 'any', false, false, '协议4.9'),
    ('HQ-I02/handle', 'interruption', 'interrupted', 'handle', '处置完毕', 'handled', '{using_unit,provider}', 'any', false, false, '协议4.9'),
    ('HQ-I02/restore', 'interruption', 'handled', 'restore', '恢复服务', 'restored', '{provider}', 'any', false, false, '协议4.9'),
    -- security incidents
    ('HQ-I03/open', 'security_incident', NULL, 'open', '报告事件', 'reported', '{using_unit,provider,authority}', 'any', false, false, '协议5.3'),
    ('HQ-I03', 'security_incident', 'reported', 'coordinate', '统筹协调', 'coordinating', '{authority}', 'any', false, false, '协议5.3'),
    ('HQ-I03/handle', 'security_incident', 'coordinating', 'record_handling', '记录处置', NULL, '{using_unit,provider}', 'any', false, true, '第二十条'),
    ('HQ-I03/close', 'security_incident', 'coordinating', 'close', '处置完毕', 'closed', '{authority}', 'any', false, false, '协议5.3'),
    -- major events
    ('HQ-I04/open', 'major_event', NULL, 'open', '通知重大活动', 'announced', '{using_unit,authority}', 'any', false, false, '协议4.5'),
    ('HQ-I04', 'major_event', 'announced', 'make_plan', '制定重保方案', 'planned', '{using_unit,provider}', 'all', false, false, '协议4.5'),
    ('HQ-I04/duty', 'major_event', 'planned', 'record_duty', '现场值守', NULL, '{provider}', 'any', false, true, '协议4.5'),
    ('HQ-I04/finish', 'major_event', 'planned', 'finish', '保障结束', 'finished', '{using_unit,authority}', 'any', false, false, '协议4.5'),
    -- inspections
    ('HQ-S01', 'inspection', NULL, 'open', '开展安全检查', 'inspecting', '{authority}', 'any', false, false, '第十九条'),
    ('HQ-S01/clean', 'inspection', 'inspecting', 'find_no_risk', '未发现风险', 'closed', '{authority}', 'any', false, false, '第十九条'),
    ('HQ-S01/urge', 'inspection', 'inspecting', 'urge_rectification', '督促整改', 'rectifying', '{authority}', 'any', false, false, '第十九条'),
    ('HQ-S01/rectify', 'inspection', 'rectifying', 'rectify', '整改', 'rectified', '{using_unit}', 'any', false, false, '第十九条'),
    ('HQ-S01/again', 'inspection', 'rectified', 'return', '整改不到位', 'rectifying', '{authority}', 'any', false, false, NULL),
    ('HQ-S01/accept', 'inspection', 'rectified', 'accept', '整改合格', 'closed', '{authority}', 'any', false, false, '协议6.3'),
    -- the unit's own security work, which bureau and provider support
    ('HQ-S02', 'unit_security', NULL, 'open', '安排安全工作', 'planned', '{using_unit}', 'any', false, false, '第二十条'),
    ('HQ-S02/support', 'unit_security', 'planned', 'cooperate', '配合', NULL, '{authority,provider}', 'any', false, true, '第二十条'),
    ('HQ-S02/done', 'unit_security', 'planned', 'finish', '完成', 'done', '{using_unit}', 'any', false, false, '第二十条'),
    -- the unit tests what it is provided with; nobody may refuse
    ('HQ-A03', 'provider_test', NULL, 'open', '提出测试', 'requested', '{using_unit}', 'any', false, false, '协议3.5'),
    ('HQ-A03/cooperate', 'provider_test', 'requested', 'cooperate', '配合测试', 'cooperating', '{provider}', 'any', false, false, '协议3.5'),
    ('HQ-A03/report', 'provider_test', 'cooperating', 'report_result', '提交测试结果', 'done', '{using_unit}', 'any', false, false, '协议3.5'),
    -- filings of websites are kept true
    ('HQ-D14', 'filing_update', NULL, 'open', '备案信息变动', 'changed', '{using_unit}', 'any', false, false, '协议3.2'),
    ('HQ-D14/update', 'filing_update', 'changed', 'update_filing', '更新备案', 'updated', '{using_unit}', 'any', false, false, '协议3.2'),
    -- the agreement changes only as all three confirm in writing
    ('HQ-AGR9.3/propose', 'amendment', NULL, 'open', '提出修改补充', 'proposed', '{using_unit,provider,authority}', 'any', false, false, '协议9.3'),
    ('HQ-AGR9.3', 'amendment', 'proposed', 'confirm', '书面确认', 'amended', '{using_unit,provider,authority}', 'all', false, false, '协议9.3'),
    ('HQ-AGR9.3/decline', 'amendment', 'proposed', 'decline', '不同意', 'declined', '{using_unit,provider,authority}', 'any', false, false, '协议9.3'),
    -- a system that left: its agreement runs out whatever had become of it
    ('HQ-A01/left_3', 'agreement', 'renewed_2', 'leave', '系统已退出，到期', 'expired', '{}', 'any', false, false, NULL),
    ('HQ-A01/left_4', 'agreement', 'objected_1', 'leave', '系统已退出，到期', 'expired', '{}', 'any', false, false, NULL),
    ('HQ-A01/left_5', 'agreement', 'objected_2', 'leave', '系统已退出，到期', 'expired', '{}', 'any', false, false, NULL)
) AS t (code, procedure, from_state, action, title, to_state, actors, quorum, decides, repeatable, article);

UPDATE gov_cloud.transition SET automatic = true
WHERE policy OPERATOR(pg_catalog.=) 'huoqiu/1' AND code IN ('HQ-A01/left_3', 'HQ-A01/left_4', 'HQ-A01/left_5');

-- Deductions under the tender documents, as long as there is an agreement to settle, and after it.
INSERT INTO gov_cloud.transition (policy, code, rule, procedure, from_state, action, title, to_state, actors, repeatable, article)
SELECT 'huoqiu/1', pg_catalog.concat('HQ-A02/deduct_', s.state), 'HQ-A02', 'agreement', s.state, 'deduct', '提出扣减服务费', NULL,
       '{authority}', true, '协议8.1'
FROM gov_cloud.state AS s
WHERE s.policy OPERATOR(pg_catalog.=) 'huoqiu/1' AND s.procedure OPERATOR(pg_catalog.=) 'agreement';

INSERT INTO gov_cloud.transition_guard (policy, transition, position, guard, parameters, soft, rule, article)
SELECT 'huoqiu/1', g.transition, g.position, g.guard, g.parameters::jsonb, g.soft, g.rule, g.article
FROM (VALUES
    ('HQ-M01/plan', 1, 'data_given', '{"keys": {"planned_at": "timestamp", "affects_units": "boolean"}}', false, 'HQ-M01', '第十八条'),
    ('HQ-M01/report', 1, 'evidence', '{"kind": "adjustment_plan", "by": "provider", "title": "调整方案"}', false, 'HQ-D11', '第十八条'),
    ('HQ-M01/notify', 1, 'affected_named', '{}', false, 'HQ-D10', '第十八条'),
    ('HQ-M01/notify', 2, 'evidence', '{"kind": "emergency_plan", "by": "provider", "title": "应急预案"}', false, 'HQ-M01', '第十八条'),
    ('HQ-M01', 1, 'affected_notified', '{}', false, 'HQ-D10', '第十八条'),
    ('HQ-M01/unaffected', 1, 'data_says', '{"key": "affects_units", "in": ["false"], "of": "opening"}', false, 'HQ-D10', '第十八条'),
    ('HQ-M01/damage', 1, 'opinion_given', '{}', false, 'HQ-M01', '第十八条'),
    ('HQ-I01/progress', 1, 'opinion_given', '{}', false, 'HQ-D15', '协议4.8'),
    ('HQ-I01/fix', 1, 'opinion_given', '{}', false, 'HQ-D15', '协议4.8'),
    ('HQ-I01/report', 1, 'evidence', '{"kind": "fault_report", "by": "provider", "title": "故障报告"}', false, 'HQ-I01', '协议4.8'),
    ('HQ-I01/report', 2, 'evidence', '{"kind": "fault_record", "by": "provider", "title": "故障记录"}', false, 'HQ-I01', '协议4.8'),
    ('HQ-I02', 1, 'opinion_given', '{}', false, 'HQ-I02', '协议4.9'),
    ('HQ-I03/open', 1, 'opinion_given', '{}', false, 'HQ-I03', '协议5.3'),
    ('HQ-I03/close', 1, 'opinion_given', '{}', false, 'HQ-I03', '协议5.3'),
    ('HQ-I04/open', 1, 'data_given', '{"keys": {"from": "date", "until": "date"}}', false, 'HQ-I04', '协议4.5'),
    ('HQ-I04', 1, 'evidence', '{"kind": "protection_plan", "title": "重保方案"}', false, 'HQ-I04', '协议4.5'),
    ('HQ-I04/duty', 1, 'data_given', '{"keys": {"day": "date"}}', false, 'HQ-I04', '协议4.5'),
    ('HQ-I04/finish', 1, 'milestone', '{"transition": "HQ-I04/duty"}', false, 'HQ-I04', '协议4.5'),
    ('HQ-S01/urge', 1, 'opinion_given', '{}', false, 'HQ-S01', '第十九条'),
    ('HQ-S01/rectify', 1, 'evidence', '{"kind": "rectification_report", "by": "using_unit", "title": "整改报告"}', false, 'HQ-S01', '第十九条'),
    ('HQ-S01/again', 1, 'opinion_given', '{}', false, 'HQ-S01', NULL),
    ('HQ-S02', 1, 'data_says', '{"key": "work", "in": ["incident_handling", "drill", "mlps", "cryptography_evaluation", "software_evaluation"]}', false, 'HQ-S02', '第二十条'),
    ('HQ-S02/done', 1, 'evidence', '{"kind": "security_work_record", "by": "using_unit", "title": "安全工作记录"}', false, 'HQ-S02', '第二十条'),
    ('HQ-A03', 1, 'data_says', '{"key": "subject", "in": ["equipment", "performance", "security"]}', false, 'HQ-A03', '协议3.5'),
    ('HQ-A03/report', 1, 'evidence', '{"kind": "provider_test_report", "by": "using_unit", "title": "测试结果"}', false, 'HQ-A03', '协议3.5'),
    ('HQ-D14', 1, 'concerns', '{"website_on": "internet"}', false, 'HQ-D14', '协议3.2'),
    ('HQ-D14', 2, 'opinion_given', '{}', false, 'HQ-D14', '协议3.2'),
    ('HQ-D14/update', 1, 'evidence', '{"kind": "website_filing", "by": "using_unit", "title": "更新后的网站备案"}', false, 'HQ-D14', '协议3.2'),
    ('HQ-AGR9.3/propose', 1, 'agreement_running', '{}', false, 'HQ-AGR9.3', '协议9.3'),
    ('HQ-AGR9.3/propose', 2, 'data_given', '{"keys": {"content": "text"}}', false, 'HQ-AGR9.3', '协议9.3'),
    ('HQ-AGR9.3', 1, 'evidence', '{"kind": "agreement_amendment", "title": "书面修改补充"}', false, 'HQ-AGR9.3', '协议9.3'),
    ('HQ-AGR9.3/decline', 1, 'opinion_given', '{}', false, 'HQ-AGR9.3', NULL),
    ('HQ-A01/left_3', 1, 'term_reached', '{"deadline": "HQ-D08/3"}', false, 'HQ-D08', '协议9.1'),
    ('HQ-A01/left_3', 2, 'system_status', '{"in": ["exited"]}', false, 'HQ-A01', NULL),
    ('HQ-A01/left_4', 1, 'term_reached', '{"deadline": "HQ-D08"}', false, 'HQ-D08', '协议9.1'),
    ('HQ-A01/left_4', 2, 'system_status', '{"in": ["exited"]}', false, 'HQ-A01', NULL),
    ('HQ-A01/left_5', 1, 'term_reached', '{"deadline": "HQ-D08/2"}', false, 'HQ-D08', '协议9.1'),
    ('HQ-A01/left_5', 2, 'system_status', '{"in": ["exited"]}', false, 'HQ-A01', NULL),
    -- what the unit declares: before the county government is asked, and before anything is deployed
    ('HQ-T05', 1, 'declared', '{"kind": "no_duplicate_build"}', true, 'HQ-G4', '第四条'),
    ('HQ-C04/T05', 1, 'declared', '{"kind": "no_duplicate_build"}', true, 'HQ-G4', '第四条'),
    ('HQ-T08', 2, 'declared', '{"kind": "licensed_software"}', false, 'HQ-G11', '协议3.6'),
    ('HQ-T08', 3, 'declared', '{"kind": "data_residency"}', false, 'HQ-G12', '第十九条'),
    ('HQ-T08', 4, 'declared', '{"kind": "no_subletting"}', false, 'HQ-G7', '协议3.10')
) AS g (transition, position, guard, parameters, soft, rule, article);

-- An agreement that ends under a system that still runs is an alarm, whoever ended it; a system that left needs none.
INSERT INTO gov_cloud.transition_guard (policy, transition, position, guard, parameters, rule)
SELECT 'huoqiu/1', t.code, 2, 'system_status', '{"in": ["registered", "trial", "opened", "in_service"]}'::jsonb, 'HQ-A01'
FROM gov_cloud.transition AS t
WHERE t.policy OPERATOR(pg_catalog.=) 'huoqiu/1' AND t.code IN ('HQ-A01/expire_1', 'HQ-A01/expire_2', 'HQ-A01/expire_3');

INSERT INTO gov_cloud.transition_effect (policy, transition, position, effect, parameters, article)
SELECT 'huoqiu/1', t.code, 1, 'notify', '{"to": ["using_unit", "provider", "authority"], "kind": "agreement_ended", "title": "协议已终止，系统仍在运行"}'::jsonb, t.article
FROM gov_cloud.transition AS t
WHERE t.policy OPERATOR(pg_catalog.=) 'huoqiu/1'
  AND (t.code IN ('HQ-A01/expire_1', 'HQ-A01/expire_2', 'HQ-A01/expire_3') OR t.action OPERATOR(pg_catalog.=) 'terminate')
UNION ALL
SELECT 'huoqiu/1', t.code, 1, 'propose_deduction', '{}'::jsonb, t.article
FROM gov_cloud.transition AS t
WHERE t.policy OPERATOR(pg_catalog.=) 'huoqiu/1' AND t.action OPERATOR(pg_catalog.=) 'deduct';

INSERT INTO gov_cloud.transition_effect (policy, transition, position, effect, parameters, article)
SELECT 'huoqiu/1', e.transition, e.position, e.effect, e.parameters::jsonb, e.article
FROM (VALUES
    ('HQ-T14', 3, 'issue_copies', '{"per_party": 2}', '协议9.4'),
    ('HQ-X03', 4, 'end_system_terms', '{}', NULL),
    ('HQ-X03/each', 4, 'end_system_terms', '{}', NULL),
    ('HQ-M01/report', 1, 'notify', '{"to": ["authority"], "kind": "maintenance_reported", "title": "云服务商报送调整方案"}', '第十八条'),
    ('HQ-M01/notify', 1, 'notify_affected', '{"kind": "maintenance_planned", "title": "政务云变更提前告知"}', '第十八条'),
    ('HQ-M01/damage', 1, 'notify', '{"to": ["authority", "provider"], "kind": "maintenance_damage", "title": "变更造成故障或数据丢失，由云服务商承担责任"}', '第十八条'),
    ('HQ-I01/open', 1, 'record_incident', '{}', '协议4.8'),
    ('HQ-I01/open', 2, 'notify', '{"to": ["provider"], "kind": "fault_reported", "title": "故障报修"}', '协议4.7'),
    ('HQ-I01/progress', 1, 'notify', '{"to": ["using_unit", "authority"], "kind": "fault_progress", "title": "故障处理进度"}', '协议4.8'),
    ('HQ-I01/fix', 1, 'restore_incident', '{}', '协议4.8'),
    ('HQ-I01/fix', 2, 'notify', '{"to": ["using_unit", "authority"], "kind": "fault_result", "title": "故障处理结果"}', '协议4.8'),
    ('HQ-I02', 1, 'notify', '{"to": ["using_unit", "authority"], "kind": "service_interrupted", "title": "临时中断服务"}', '协议4.9'),
    ('HQ-I02/restore', 1, 'notify', '{"to": ["using_unit", "authority"], "kind": "service_restored", "title": "服务已恢复"}', '协议4.9'),
    ('HQ-I03/open', 1, 'notify', '{"to": ["authority"], "kind": "security_incident", "title": "网络安全事件"}', '协议5.3'),
    ('HQ-I03', 1, 'notify', '{"to": ["using_unit", "provider"], "kind": "incident_coordinated", "title": "网络安全事件协调处置"}', '协议5.3'),
    ('HQ-I04/open', 1, 'notify', '{"to": ["using_unit", "provider"], "kind": "major_event", "title": "重大活动保障"}', '协议4.5'),
    ('HQ-S01/urge', 1, 'notify', '{"to": ["using_unit"], "kind": "rectification_urged", "title": "整改通知"}', '第十九条; 协议3.4'),
    ('HQ-A03', 1, 'notify', '{"to": ["provider"], "kind": "test_requested", "title": "使用单位提出测试"}', '协议3.5'),
    ('HQ-AGR9.3/propose', 1, 'notify', '{"to": ["using_unit", "provider", "authority"], "kind": "amendment_proposed", "title": "协议修改补充"}', '协议9.3'),
    ('HQ-AGR9.3', 1, 'amend_agreement', '{"document": "agreement_amendment"}', '协议9.3')
) AS e (transition, position, effect, parameters, article);

-- None of these has an amount in the text: they are kept or open, never late.
INSERT INTO gov_cloud.deadline_rule (policy, code, procedure, title, starts_on, ends_on, kind, rolls, obligor, guard, guard_parameters, article)
SELECT 'huoqiu/1', d.code, d.procedure, d.title, d.starts_on::text[], d.ends_on::text[], 'unquantified', false, d.obligor,
       d.guard, d.guard_parameters::jsonb, d.article
FROM (VALUES
    ('HQ-D10', 'maintenance', '提前告知使用单位', '{HQ-M01/report}', '{HQ-M01/notify}', 'provider', 'data_says', '{"key": "affects_units", "in": ["true"], "of": "opening"}', '第十八条'),
    ('HQ-D11', 'maintenance', '变更前报送调整方案', '{HQ-M01/plan}', '{HQ-M01/report}', 'provider', NULL, '{}', '第十八条'),
    ('HQ-D13', 'onboarding', '上线前取得许可或备案', '{HQ-T12}', '{HQ-T13}', 'using_unit', 'concerns', '{"website_on": "internet"}', '协议3.2; 协议4.2'),
    ('HQ-D14', 'filing_update', '及时更新备案信息', '{HQ-D14}', '{HQ-D14/update}', 'using_unit', NULL, '{}', '协议3.2'),
    ('HQ-D15', 'fault', '及时反馈结果', '{HQ-I01}', '{HQ-I01/fix}', 'provider', NULL, '{}', '协议4.8'),
    ('HQ-D15/progress', 'fault', '定时反馈进度', '{HQ-I01,HQ-I01/progress}', '{HQ-I01/progress,HQ-I01/fix}', 'provider', NULL, '{}', '协议4.8'),
    ('HQ-S01', 'inspection', '及时整改', '{HQ-S01/urge,HQ-S01/again}', '{HQ-S01/rectify}', 'using_unit', NULL, '{}', '第十九条')
) AS d (code, procedure, title, starts_on, ends_on, obligor, guard, guard_parameters, article);

-- The text gives no cadence: none is owed until the county sets one.
INSERT INTO gov_cloud.policy_parameter (policy, name, kind, choices, value, article, note)
SELECT 'huoqiu/1', p.name, p.kind, p.choices::text[], p.value, p.article, p.note
FROM (VALUES
    ('inspection_cadence', 'text', '{month,quarter,half_year,year}', NULL, '第十九条', 'inspections are periodic; how often is not said'),
    ('drill_cadence', 'text', '{quarter,half_year,year}', NULL, '第二十条', 'the text does not say how often'),
    ('cryptography_cadence', 'text', '{half_year,year}', NULL, '第二十条', 'the text does not say how often'),
    ('software_cadence', 'text', '{half_year,year}', NULL, '第二十条', 'the text does not say how often'),
    ('settlement_cadence', 'text', '{month,quarter,half_year,year}', NULL, '协议5.2', 'usage is verified and the provider assessed; how often is not said'),
    ('log_retention_months', 'integer', NULL, '6', NULL, 'Agr 3.9 gives no amount: at least the six months that general law asks for')
) AS p (name, kind, choices, value, article, note);

INSERT INTO gov_cloud.obligation_rule (policy, code, rule, title, kind, obligor, recipients, cadence, parameter, per, documents, article)
SELECT 'huoqiu/1', o.code, pg_catalog.split_part(o.code, '/', 1), o.title, o.kind, o.obligor, o.recipients::text[], NULL, o.parameter, o.per,
       o.documents::text[], o.article
FROM (VALUES
    ('HQ-O1', '政务云日常运行维护、咨询优化、资源监控', 'standing', 'provider', '{}', NULL, 'provider', '{}', '第十六条; 协议4.1'),
    ('HQ-O2', '值班值守、运维规程、备份恢复、应急演练制度', 'standing', 'provider', '{}', NULL, 'provider', '{duty_roster,operation_rules,backup_rules,drill_rules}', '第十七条'),
    ('HQ-O3', '7×24小时服务和故障报修', 'standing', 'provider', '{using_unit}', NULL, 'provider', '{}', '协议4.7'),
    ('HQ-O4', '定期安全检查', 'recurring', 'authority', '{using_unit}', 'inspection_cadence', 'jurisdiction', '{inspection_record}', '第十九条'),
    ('HQ-O5', '应急演练', 'recurring', 'using_unit', '{}', 'drill_cadence', 'unit', '{drill_record}', '第二十条'),
    ('HQ-O5/cryptography', '商用密码应用安全性评估', 'recurring', 'using_unit', '{}', 'cryptography_cadence', 'system', '{cryptography_report}', '第二十条'),
    ('HQ-O5/software', '软件测评', 'recurring', 'using_unit', '{}', 'software_cadence', 'system', '{software_report}', '第二十条; 协议3.1'),
    ('HQ-O6', '政务云按等级保护三级防护', 'standing', 'provider', '{}', NULL, 'provider', '{cloud_mlps_evaluation}', '第二十一条'),
    ('HQ-O6/urge', '督促云平台等保测评备案，监督培训', 'standing', 'authority', '{provider}', NULL, 'jurisdiction', '{}', '协议5.3'),
    ('HQ-O7', '留存网站访问日志', 'standing', 'using_unit', '{}', NULL, 'system', '{}', '协议3.9'),
    ('HQ-O8', '核实资源使用量、考核服务质量、结算费用', 'recurring', 'authority', '{provider}', 'settlement_cadence', 'jurisdiction', '{usage_verification}', '协议5.2'),
    ('HQ-O9', '已建系统逐步迁移上云', 'standing', 'using_unit', '{}', NULL, 'unit', '{}', '第四条'),
    ('HQ-O10', 'IP地址分配和管理', 'standing', 'provider', '{}', NULL, 'provider', '{}', '协议4.4'),
    ('HQ-O11', '云主机状态和带宽监控', 'standing', 'provider', '{using_unit}', NULL, 'provider', '{}', '协议4.3'),
    ('HQ-O12', '资源动态调整能力', 'standing', 'provider', '{using_unit}', NULL, 'provider', '{}', '协议4.10'),
    ('HQ-O13', '政务云通过网络安全审查', 'standing', 'provider', '{}', NULL, 'provider', '{network_security_review}', '协议6.2'),
    ('HQ-AGR4.6', '配合制定应急预案和应急演练', 'standing', 'provider', '{using_unit}', NULL, 'provider', '{}', '协议4.6')
) AS o (code, title, kind, obligor, recipients, parameter, per, documents, article);

-- Who answers for what (协议6): another split where only the machine room is provided.
INSERT INTO gov_cloud.responsibility (policy, onboarding_kind, role, position, duty, rule, article)
SELECT 'huoqiu/1', r.onboarding_kind, r.role, r.position, r.duty, 'HQ-AGR6', r.article
FROM (VALUES
    ('any', 'using_unit', 1, '本单位业务和数据安全', '协议6.1'),
    ('any', 'authority', 1, '政务云安全监督管理、定期检查、督促整改', '协议6.3'),
    ('new_build', 'provider', 1, '政务云资源安全', '协议6.2'),
    ('new_build', 'provider', 2, '数据防篡改、防丢失', '协议6.2'),
    ('migration', 'provider', 1, '政务云资源安全', '协议6.2'),
    ('migration', 'provider', 2, '数据防篡改、防丢失', '协议6.2'),
    ('colocation', 'provider', 1, '设施层：采暖、通风、空调、电力、消防、网络通信', '协议6.4'),
    ('colocation', 'provider', 2, '网络出口安全', '协议6.4'),
    ('colocation', 'using_unit', 2, '设施层和网络出口以外的网络安全', '协议6.4')
) AS r (onboarding_kind, role, position, duty, article);

-- comparison: the rows that answer each aspect, by its number
INSERT INTO gov_cloud.policy_parameter (policy, name, kind, choices, value, article, note) VALUES
    ('huoqiu/1', 'printed_stages', 'text', '{使用单位申请、县数管局审核评估、县政府审批}', '使用单位申请、县数管局审核评估、县政府审批', '第九条', 'the stages the text names, in its words');
INSERT INTO gov_cloud.aspect_source (policy, aspect, position, source, object, facet)
SELECT 'huoqiu/1', a.aspect, a.position, a.source, a.object, a.facet
FROM (VALUES
    (1, 1, 'guard', 'HQ-T01#3', NULL), (1, 2, 'article', '第五条', NULL), (1, 3, 'article', '第七条', NULL), (2, 1, 'guard', 'HQ-T01#1', NULL),
    (2, 2, 'article', '第四条', NULL), (3, 1, 'guard', 'HQ-T01#2', 'max'), (4, 1, 'obligation', 'HQ-O6', NULL), (5, 1, 'role', 'authority', NULL),
    (7, 1, 'transition', 'HQ-T06', NULL), (7, 2, 'article', '第十条', NULL), (8, 1, 'role', 'provider', NULL),
    (9, 1, 'parameter', 'printed_stages', NULL), (9, 2, 'transition', 'HQ-T09', NULL), (9, 3, 'transition', 'HQ-T13', NULL),
    (12, 1, 'form', 'HQ-F1', NULL), (12, 2, 'guard', 'HQ-T02#6', NULL), (13, 1, 'guard', 'HQ-C01#4', NULL), (13, 2, 'guard', 'HQ-X01#4', NULL),
    (15, 1, 'transition', 'HQ-T03', NULL), (15, 2, 'transition', 'HQ-T04', NULL), (16, 1, 'transition', 'HQ-T06', NULL),
    (19, 1, 'transition', 'HQ-T07', NULL), (20, 1, 'deadline', 'HQ-D01', NULL), (26, 1, 'guard', 'HQ-T10#1', NULL), (26, 2, 'guard', 'HQ-T08#1', NULL),
    (27, 1, 'guard', 'HQ-T11#2', 'min_mlps'), (28, 1, 'transition', 'HQ-T10', NULL), (29, 1, 'transition', 'HQ-T12', NULL),
    (30, 1, 'transition', 'HQ-T14', NULL), (30, 2, 'article', '附件4', NULL), (31, 1, 'deadline', 'HQ-D08', NULL),
    (31, 2, 'deadline', 'HQ-D08/3', NULL), (32, 1, 'effect', 'HQ-T14#1', 'from'), (34, 1, 'guard', 'HQ-T13#1', NULL),
    (34, 2, 'deadline', 'HQ-D13', NULL), (35, 1, 'deadline', 'HQ-D03', NULL), (36, 1, 'obligation', 'HQ-O5/cryptography', NULL),
    (37, 1, 'transition', 'HQ-C03', NULL), (38, 1, 'deadline', 'HQ-D02', NULL), (39, 1, 'parameter', 'major_change_percent', NULL),
    (40, 1, 'procedure', 'major_change', NULL), (40, 2, 'transition', 'HQ-C04/T06', NULL), (42, 1, 'obligation', 'HQ-O12', NULL),
    (44, 1, 'field', 'HQ-F3:unit_confirmation', NULL), (45, 1, 'transition', 'HQ-X02', NULL), (46, 1, 'deadline', 'HQ-D12', NULL),
    (46, 2, 'transition', 'HQ-X03', NULL), (47, 1, 'guard', 'HQ-X01#5', NULL), (47, 2, 'article', '协议7.2', NULL),
    (48, 1, 'effect', 'HQ-X03#2', NULL), (48, 2, 'effect', 'HQ-R04#2', 'resources'), (49, 1, 'procedure', 'reduction', NULL),
    (49, 2, 'transition', 'HQ-R02', NULL), (50, 1, 'parameter', 'threshold_pct', NULL), (52, 1, 'procedure', 'interruption', NULL),
    (53, 1, 'effect', 'HQ-R04#2', 'resources'), (54, 1, 'deadline', 'HQ-D11', NULL), (55, 1, 'deadline', 'HQ-D10', NULL),
    (55, 2, 'guard', 'HQ-M01/notify#2', NULL), (57, 1, 'transition', 'HQ-I02', NULL), (57, 2, 'article', '协议4.9', NULL),
    (59, 1, 'guard', 'HQ-I01/report#1', NULL), (65, 1, 'obligation', 'HQ-O2', NULL), (65, 2, 'obligation', 'HQ-O5', NULL),
    (66, 1, 'obligation', 'HQ-O4', NULL), (67, 1, 'deadline', 'HQ-S01', NULL), (68, 1, 'obligation', 'HQ-O7', NULL),
    (69, 1, 'obligation', 'HQ-O2', NULL), (72, 1, 'obligation', 'HQ-O8', NULL), (73, 1, 'obligation', 'HQ-O3', NULL),
    (75, 1, 'obligation', 'HQ-O8', NULL), (76, 1, 'transition', 'HQ-A02/deduct_effective', NULL), (76, 2, 'article', '协议8.1', NULL),
    (77, 1, 'article', '第七条', NULL), (78, 1, 'transition', 'HQ-A02/end_0', NULL), (79, 1, 'deadline', 'HQ-D05', NULL),
    (80, 1, 'deadline', 'HQ-D06', NULL), (80, 2, 'guard', 'HQ-F01/notify#1', NULL), (81, 1, 'article', '第四条', NULL),
    (85, 1, 'policy', 'title', NULL), (86, 1, 'guard', 'HQ-T02#4', NULL), (86, 2, 'article', '第十条', NULL),
    (88, 1, 'article', '第二十三条', NULL), (89, 1, 'article', '第十九条', NULL), (90, 1, 'obligation', 'HQ-O6/urge', NULL),
    (91, 1, 'obligation', 'HQ-O13', NULL), (92, 1, 'form', 'HQ-F1', NULL), (92, 2, 'form', 'HQ-F2', NULL), (92, 3, 'form', 'HQ-F3', NULL),
    (92, 4, 'article', '附件4', NULL), (93, 1, 'policy', 'effective_from', NULL), (93, 2, 'article', '第二十五条', NULL),
    (94, 1, 'article', '第四条', NULL)
) AS a (aspect, position, source, object, facet);

SELECT gov_cloud.publish_policy('huoqiu/1');
