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
    ('suqian/1', 'operator', 'SQ-P2', '市大数据中心', '第七条'),
    ('suqian/1', 'finance', 'SQ-P3', '市财政部门', '第八条'),
    ('suqian/1', 'using_unit', 'SQ-P4', '使用单位', '第九条'),
    ('suqian/1', 'provider', 'SQ-P5', '政务云服务商', '第十三条'),
    ('suqian/1', 'extranet_authority', 'SQ-P7', '电子政务外网主管部门', '第二十七条'),
    ('suqian/1', 'security_authority', 'SQ-P10', '网络安全相关主管部门', '第三十四条');

INSERT INTO gov_cloud.procedure (policy, code, title, subject, changes_resources, rule, article) VALUES
    ('suqian/1', 'onboarding', '资源申请', 'system', true, 'SQ-T01', '第十七条'),
    ('suqian/1', 'change', '资源变更', 'system', true, 'SQ-C01', '第二十二条'),
    ('suqian/1', 'exit', '退出', 'system', true, 'SQ-X01', '第二十三条');

INSERT INTO gov_cloud.state (policy, procedure, state, title, outcome, position)
SELECT 'suqian/1', s.procedure, s.state, s.title, s.outcome, s.position
FROM (VALUES
    ('onboarding', 'draft', '草稿', NULL, 1),
    ('onboarding', 'submitted', '已申请', NULL, 2),
    ('onboarding', 'returned', '退回补正', NULL, 3),
    ('onboarding', 'accepted', '已受理', NULL, 4),
    ('onboarding', 'first_reviewed', '已初审', NULL, 5),
    ('onboarding', 'approved', '已审核', NULL, 9),
    ('onboarding', 'rejected', '审核不通过', 'rejected', 10),
    ('onboarding', 'opened', '已开通', NULL, 11),
    ('onboarding', 'deployed', '已部署', NULL, 12),
    ('onboarding', 'online', '已上线', 'completed', 13),
    ('onboarding', 'withdrawn', '已撤回', 'withdrawn', 16),
    ('change', 'draft', '草稿', NULL, 1),
    ('change', 'change_requested', '变更已申请', NULL, 2),
    ('change', 'change_approved', '变更已审核', NULL, 3),
    ('change', 'change_rejected', '变更未通过', 'rejected', 4),
    ('change', 'change_done', '变更已完成', 'completed', 5),
    ('change', 'withdrawn', '已撤回', 'withdrawn', 6),
    ('exit', 'draft', '草稿', NULL, 1),
    ('exit', 'exit_requested', '退出已申请', NULL, 2),
    ('exit', 'exit_approved', '退出已同意', NULL, 3),
    ('exit', 'exit_refused', '退出未同意', 'rejected', 4),
    ('exit', 'migrated_out', '已迁出或注销', NULL, 5),
    ('exit', 'reclaimed', '资源已收回', 'completed', 6),
    ('exit', 'withdrawn', '已撤回', 'withdrawn', 7)
) AS s (procedure, state, title, outcome, position);

INSERT INTO gov_cloud.transition
    (policy, code, rule, procedure, from_state, action, title, to_state, actors, quorum, automatic, decides, repeatable, article)
SELECT 'suqian/1', t.code, pg_catalog.split_part(t.code, '/', 1), t.procedure, t.from_state, t.action, t.title, t.to_state,
       t.actors::text[], t.quorum, t.automatic, t.decides, t.repeatable, t.article
FROM (VALUES
    -- application
    ('SQ-T01/open', 'onboarding', NULL, 'open', '起草', 'draft', '{using_unit}', 'any', false, false, false, '第十七条'),
    ('SQ-T01', 'onboarding', 'draft', 'submit', '提交申请', 'submitted', '{using_unit}', 'any', false, false, false, '第十七条'),
    ('SQ-T01/again', 'onboarding', 'returned', 'submit', '补正后提交', 'submitted', '{using_unit}', 'any', false, false, false, NULL),
    ('SQ-T02', 'onboarding', 'submitted', 'accept', '受理', 'accepted', '{operator}', 'any', false, true, false, '附件1'),
    ('SQ-T02/return', 'onboarding', 'submitted', 'return', '退回补正', 'returned', '{operator}', 'any', false, true, false, NULL),
    ('SQ-T02/first', 'onboarding', 'accepted', 'first_review', '初审', 'first_reviewed', '{operator}', 'any', false, true, false, '附件1'),
    -- small
    ('SQ-T04', 'onboarding', 'first_reviewed', 'approve', '审核通过', 'approved', '{operator}', 'any', false, true, false, '第十八条第一款'),
    ('SQ-T04/reject', 'onboarding', 'first_reviewed', 'reject', '审核不通过', 'rejected', '{operator}', 'any', false, true, false, '第十八条第一款'),
    ('SQ-T07', 'onboarding', 'approved', 'open_resources', '开通资源', 'opened', '{provider}', 'any', false, false, false, '第十八条第一款'),
    -- deployment, tests, online
    ('SQ-T08', 'onboarding', 'opened', 'deploy', '完成部署', 'deployed', '{using_unit}', 'any', false, false, false, '第十九条'),
    ('SQ-T11', 'onboarding', 'deployed', 'go_online', '上线运行', 'online', '{using_unit}', 'any', false, false, false, '第十九条'),
    -- change
    ('SQ-C01/open', 'change', NULL, 'open', '起草', 'draft', '{using_unit}', 'any', false, false, false, '第二十二条'),
    ('SQ-C01', 'change', 'draft', 'submit', '提交变更申请', 'change_requested', '{using_unit}', 'any', false, false, false, '第二十二条'),
    ('SQ-C02', 'change', 'change_requested', 'approve', '审核同意', 'change_approved', '{operator}', 'any', false, true, false, '第二十二条'),
    ('SQ-C02/reject', 'change', 'change_requested', 'reject', '审核不同意', 'change_rejected', '{operator}', 'any', false, true, false, '第二十二条'),
    ('SQ-C03', 'change', 'change_approved', 'complete', '完成变更', 'change_done', '{provider}', 'any', false, false, false, '第二十二条'),
    -- exit
    ('SQ-X01/open', 'exit', NULL, 'open', '起草', 'draft', '{using_unit}', 'any', false, false, false, '第二十三条'),
    ('SQ-X01', 'exit', 'draft', 'submit', '提交退出申请', 'exit_requested', '{using_unit}', 'any', false, false, false, '第二十三条'),
    ('SQ-X02', 'exit', 'exit_requested', 'approve', '同意退出', 'exit_approved', '{operator}', 'any', false, true, false, '第二十三条'),
    ('SQ-X02/refuse', 'exit', 'exit_requested', 'refuse', '不同意退出', 'exit_refused', '{operator}', 'any', false, true, false, '第二十三条'),
    ('SQ-X03/out', 'exit', 'exit_approved', 'migrate_out', '协助迁出或注销', 'migrated_out', '{provider}', 'any', false, false, false, '第二十三条'),
    ('SQ-X03', 'exit', 'migrated_out', 'reclaim', '收回资源并终止计费', 'reclaimed', '{provider}', 'any', false, false, false, '第二十三条')
) AS t (code, procedure, from_state, action, title, to_state, actors, quorum, automatic, decides, repeatable, article);

-- Withdrawing what is not decided yet: the text is silent, offices need it.
INSERT INTO gov_cloud.transition (policy, code, rule, procedure, from_state, action, title, to_state, actors)
SELECT 'suqian/1', pg_catalog.concat(w.rule, '/withdraw_', w.from_state), w.rule, w.procedure, w.from_state,
       'withdraw', '撤回', 'withdrawn', '{using_unit}'
FROM (VALUES
    ('SQ-T01', 'onboarding', 'draft'), ('SQ-T01', 'onboarding', 'submitted'), ('SQ-T01', 'onboarding', 'returned'),
    ('SQ-T01', 'onboarding', 'accepted'), ('SQ-T01', 'onboarding', 'first_reviewed'),
    ('SQ-C01', 'change', 'draft'), ('SQ-C01', 'change', 'change_requested'),
    ('SQ-X01', 'exit', 'draft'), ('SQ-X01', 'exit', 'exit_requested')
) AS w (rule, procedure, from_state);

INSERT INTO gov_cloud.transition_guard (policy, transition, position, guard, parameters, soft, rule, article)
SELECT 'suqian/1', g.transition, g.position, g.guard, g.parameters::jsonb, g.soft, g.rule, g.article
FROM (VALUES
    ('SQ-T01/open', 1, 'not_classified', '{}', false, 'SQ-G1', '第三条'),
    ('SQ-T01/open', 2, 'mlps_ceiling', '{"max": 3}', false, 'SQ-G1', '第五条'),
    ('SQ-T01/open', 3, 'system_status', '{"in": ["registered"]}', false, 'SQ-T01', '第十七条'),
    ('SQ-T04', 1, 'form_complete', '{"form": "SQ-F1-opinion"}', false, 'SQ-T02', '附件1'),
    ('SQ-T04', 2, 'other_person', '{"transition": "SQ-T02/first"}', false, 'SQ-T02', '附件1'),
    ('SQ-T04/reject', 1, 'opinion_given', '{}', false, 'SQ-T04', '第十八条第一款'),
    ('SQ-T04/reject', 2, 'other_person', '{"transition": "SQ-T02/first"}', false, 'SQ-T02', '附件1'),
    ('SQ-T02/return', 1, 'opinion_given', '{}', false, 'SQ-T02', NULL),
    ('SQ-C01/open', 1, 'system_status', '{"in": ["opened", "in_service"]}', false, 'SQ-C01', '第二十二条'),
    ('SQ-C01', 1, 'form_complete', '{"form": "SQ-F1"}', false, 'SQ-C01', '第二十二条'),
    ('SQ-C01', 2, 'form_complete', '{"form": "SQ-F2"}', false, 'SQ-C01', '附件2'),
    ('SQ-C01', 3, 'form_says', '{"form": "SQ-F1", "field": "application_kind", "in": ["change"]}', false, 'SQ-C01', '附件1'),
    ('SQ-C01', 4, 'form_describes_system', '{"form": "SQ-F1"}', false, 'SQ-C01', '附件1'),
    ('SQ-C01', 5, 'form_hosts_known', '{"form": "SQ-F2"}', false, 'SQ-C01', '附件2'),
    ('SQ-C01', 6, 'form_in_catalogue', '{"form": "SQ-F2"}', false, 'SQ-G13', '第十二条'),
    ('SQ-C02/reject', 1, 'opinion_given', '{}', false, 'SQ-C02', '第二十二条'),
    ('SQ-X01/open', 1, 'system_status', '{"in": ["opened", "in_service"]}', false, 'SQ-X01', '第二十三条'),
    ('SQ-X01', 1, 'form_complete', '{"form": "SQ-F1"}', false, 'SQ-X01', '附件1'),
    ('SQ-X01', 2, 'form_says', '{"form": "SQ-F1", "field": "application_kind", "in": ["deregister"]}', false, 'SQ-X01', '附件1'),
    ('SQ-X01', 3, 'form_describes_system', '{"form": "SQ-F1"}', false, 'SQ-X01', '附件1'),
    ('SQ-X02/refuse', 1, 'opinion_given', '{}', false, 'SQ-X02', '第二十三条')
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
    (9, 'evidence', '{"kind": "project_approval", "by": "using_unit", "title": "项目批准文件"}', false, 'SQ-G4', '第十七条第一款第（二）项'),
    (10, 'evidence_any', '{"kinds": ["construction_plan", "migration_plan"], "by": "using_unit", "title": "系统建设方案（或系统迁移技术方案）"}', false, 'SQ-G4', '第十七条第一款第（二）项'),
    (11, 'evidence', '{"kind": "data_catalogue", "by": "using_unit", "title": "数据目录"}', false, 'SQ-G4', '第十七条第一款第（二）项')
) AS g (position, guard, parameters, soft, rule, article);

INSERT INTO gov_cloud.transition_effect (policy, transition, position, effect, parameters, article)
SELECT 'suqian/1', e.transition, e.position, e.effect, e.parameters::jsonb, e.article
FROM (VALUES
    ('SQ-T01', 1, 'file_form', '{"form": "SQ-F1"}', '第十七条'),
    ('SQ-T01', 2, 'file_form', '{"form": "SQ-F2"}', '第十七条'),
    ('SQ-T01/again', 1, 'file_form', '{"form": "SQ-F1"}', '第十七条'),
    ('SQ-T01/again', 2, 'file_form', '{"form": "SQ-F2"}', '第十七条'),
    ('SQ-T04', 1, 'file_form', '{"form": "SQ-F1-opinion"}', '附件1'),
    ('SQ-T07', 1, 'provision_resources', '{"form": "SQ-F2"}', '第十八条第一款'),
    ('SQ-T07', 2, 'set_system_status', '{"status": "opened"}', '第十八条第一款'),
    ('SQ-T07', 3, 'start_billing', '{"from": "opening", "opening": "SQ-T07"}', '第三十八条'),
    ('SQ-T11', 1, 'set_system_status', '{"status": "in_service"}', '第十九条'),
    ('SQ-C01', 1, 'file_form', '{"form": "SQ-F1"}', '第二十二条'),
    ('SQ-C01', 2, 'file_form', '{"form": "SQ-F2"}', '第二十二条'),
    ('SQ-C03', 1, 'apply_change', '{"form": "SQ-F2"}', '第二十二条'),
    ('SQ-C03', 2, 'start_billing', '{"from": "completion"}', '第三十八条'),
    ('SQ-C03', 3, 'stop_billing', '{"resources": "released"}', '第三十八条'),
    ('SQ-X01', 1, 'file_form', '{"form": "SQ-F1"}', '第二十三条'),
    ('SQ-X03', 1, 'release_resources', '{}', '第二十三条'),
    ('SQ-X03', 2, 'stop_billing', '{}', '第二十三条'),
    ('SQ-X03', 3, 'set_system_status', '{"status": "exited"}', '第二十三条')
) AS e (transition, position, effect, parameters, article);

INSERT INTO gov_cloud.deadline_rule
    (policy, code, procedure, title, starts_on, starts_from, ends_on, cancelled_on, term, kind, rolls, obligor, soft, survives, article)
SELECT 'suqian/1', d.code, d.procedure, d.title, d.starts_on::text[], d.starts_from, d.ends_on::text[], d.cancelled_on::text[],
       d.term::gov_cloud.term, d.kind, d.rolls, d.obligor, d.soft, d.survives, d.article
FROM (VALUES
    ('SQ-D01', 'onboarding', '2个工作日内完成审核', '{SQ-T01,SQ-T01/again}', 'event', '{SQ-T04,SQ-T04/reject}', '{SQ-T02/return}', '2 workdays', 'latest', true, 'operator', false, false, '第十八条第一款'),
    ('SQ-D03', 'onboarding', '1个工作日内开通资源', '{SQ-T04}', 'event', '{SQ-T07}', '{}', '1 workday', 'latest', true, 'provider', false, false, '第十八条第一款'),
    ('SQ-D04', 'onboarding', '15个工作日内完成部署', '{SQ-T07}', 'event', '{SQ-T08}', '{}', '15 workdays', 'latest', true, 'using_unit', false, false, '第十九条'),
    ('SQ-D05', 'onboarding', '30个工作日内上线运行', '{SQ-T07}', 'event', '{SQ-T11}', '{}', '30 workdays', 'latest', true, 'using_unit', false, false, '第十九条'),
    ('SQ-D09', 'change', '1个工作日内完成变更', '{SQ-C02}', 'event', '{SQ-C03}', '{}', '1 workday', 'latest', true, 'provider', false, false, '第二十二条'),
    ('SQ-D10', 'exit', '3个工作日内收回资源并终止计费', '{SQ-X02}', 'event', '{SQ-X03}', '{}', '3 workdays', 'latest', true, 'provider', false, false, '第二十三条')
) AS d (code, procedure, title, starts_on, starts_from, ends_on, cancelled_on, term, kind, rolls, obligor, soft, survives, article);

-- One choice alone: an interpretation that the rows above carry out; another one is another policy.
INSERT INTO gov_cloud.policy_parameter (policy, name, kind, choices, value, article, note)
SELECT 'suqian/1', p.name, p.kind, p.choices::text[], p.value, p.article, p.note
FROM (VALUES
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

SELECT gov_cloud.publish_policy('suqian/1');
