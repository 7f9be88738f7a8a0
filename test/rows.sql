-- Rows of every room, made through public functions only: what a dump must bring back.
-- Run by a superuser in a database with the extension and its storage.
\set ON_ERROR_STOP on
SET client_min_messages = warning;
SELECT NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'regress_rows_secadmin') AS new \gset
\if :new
CREATE ROLE regress_rows_sysadmin LOGIN IN ROLE gov_cloud_sysadmin;
CREATE ROLE regress_rows_secadmin LOGIN IN ROLE gov_cloud_secadmin;
CREATE ROLE regress_rows_authority LOGIN IN ROLE gov_cloud_user;
CREATE ROLE regress_rows_unit LOGIN IN ROLE gov_cloud_user;
CREATE ROLE regress_rows_clerk LOGIN IN ROLE gov_cloud_user;
\endif

SET SESSION AUTHORIZATION regress_rows_secadmin;
SELECT gov_cloud.register_jurisdiction('341500', '六安市') AS city \gset
SELECT gov_cloud.register_jurisdiction('341522', '霍邱县', parent => :'city') AS county \gset
SELECT gov_cloud.register_role('archive', '档案馆', 'own') \gset
SELECT gov_cloud.register_organization(gov_cloud.uscc_complete('11341522003187624'), '县数管局', 'authority', :'county') AS authority \gset
SELECT gov_cloud.register_organization(gov_cloud.uscc_complete('11341522003187625'), '县教育局', 'using_unit', :'county') AS unit \gset
SELECT gov_cloud.register_organization(gov_cloud.uscc_complete('91340100MA2NXXXX0'), '云服务有限公司', 'provider', :'county') AS provider \gset
SELECT gov_cloud.register_person('王科', :authority, 'regress_rows_authority') AS officer \gset
SELECT gov_cloud.register_person('李工 "O''Neil"', :unit, 'regress_rows_unit', valid_until => '2040-01-01') AS applicant \gset
SELECT gov_cloud.register_person('离职者', :unit) AS leaver \gset
SELECT gov_cloud.end_person(:leaver) \gset
SELECT gov_cloud.grant_role(:officer, :authority, 'authority', :'county', '2020-01-01') \gset
SELECT gov_cloud.grant_role(:applicant, :unit, 'using_unit', :'county', '2020-01-01', '2040-01-01') \gset
SELECT gov_cloud.register_person('云服务经办人', :provider) AS vendor \gset
SELECT gov_cloud.grant_role(:vendor, :provider, 'provider', :'county', '2020-01-01') \gset
SELECT gov_cloud.revoke_role(:applicant, :unit, 'using_unit', :'county') \gset
SELECT gov_cloud.register_person('经办', :unit, 'regress_rows_clerk') AS clerk \gset
SELECT gov_cloud.register_person('运维', :authority, 'regress_rows_sysadmin') AS keeper \gset
SELECT gov_cloud.grant_role(:clerk, :unit, 'using_unit', :'county', '2020-01-01') \gset
SELECT gov_cloud.entitle('regress_rows_oa', :unit) \gset
SELECT gov_cloud.delegate(:keeper, 'authority', current_date + 30, '出差 "急"', principal => :officer) AS delegation \gset
SELECT gov_cloud.revoke_delegation(:delegation, '提前返回') \gset
SELECT gov_cloud.delegate(:keeper, 'authority', current_date + 60, '休假', principal => :officer) AS delegation \gset
RESET SESSION AUTHORIZATION;

SET SESSION AUTHORIZATION regress_rows_sysadmin;
SELECT gov_cloud.create_calendar('cn-gx-lz', '柳州市', 'cn-gx') AS overlay \gset
SELECT gov_cloud.load_calendar_notice('cn-gx', '桂政办电〔2025〕1号', '2026-01-10', 2026, '2026-04-20..2026-04-21 off 三月三') AS revision \gset
SELECT gov_cloud.load_calendar_notice('cn-gx-lz', '柳政办〔2026〕2号', '2026-02-10', 2026, E'date,is_workday,name,source\n2026-04-21,true,"调回, 上班",公报') AS revision \gset
RESET SESSION AUTHORIZATION;
SET SESSION AUTHORIZATION regress_rows_secadmin;
SELECT gov_cloud.register_jurisdiction('450200', '柳州市', calendar => :'overlay') AS other_city \gset
RESET SESSION AUTHORIZATION;

-- catalogue, a city's own form, a system with its evidence and grading
SET SESSION AUTHORIZATION regress_rows_sysadmin;
SELECT gov_cloud.add_catalogue_item(:'county', 'vm', 'host', '弹性云服务器', '计算服务', components => 'vcpu,memory_gb,storage_gb') \gset
SELECT gov_cloud.add_catalogue_item(:'county', 'ip', 'infrastructure', '弹性互联网IP地址', '网络服务') \gset
SELECT gov_cloud.retire_catalogue_item(:'county', 'ip', '2030-01-01', '换代') \gset
SELECT gov_cloud.register_form('City-1', '本市申请表', '附件9', '{"fields": [{"field": "contact", "title": "联系人", "required": true},
  {"field": "kinds", "title": "类别", "type": "text[]", "choices": {"a": "甲类"}}],
  "sections": [{"section": "disks", "title": "云硬盘", "fields": [{"field": "size", "title": "容量", "type": "numeric", "means": "storage_gb"}]}]}') \gset
SET SESSION AUTHORIZATION regress_rows_clerk;
SELECT gov_cloud.register_system('城市 管理平台', false, 'county', bearer_networks => 'internet', provider => :provider, request_id => 'r1') AS system \gset
SELECT gov_cloud.attach_document(NULL, 'mlps_certificate', '备案证明', content => 'YWJj', attributes => '{"police": true}', system => :system) AS document \gset
SELECT gov_cloud.grade_system(:system, 3, :document) \gset
RESET SESSION AUTHORIZATION;

-- a county's own policy, published and adopted, a draft of another; matters with events, terms, requests
SET SESSION AUTHORIZATION regress_rows_secadmin;
INSERT INTO gov_cloud.policy (code, title) VALUES ('county/1', '本县办法'), ('county/2', '草案');
INSERT INTO gov_cloud.article (policy, label, summary) VALUES ('county/1', '第一条', '申请'), ('county/2', '第一条', '草案');
INSERT INTO gov_cloud.policy_role (policy, role, party, title, article) VALUES
  ('county/1', 'using_unit', 'P1', '使用单位', '第一条'), ('county/1', 'authority', 'P2', '数管局', '第一条');
INSERT INTO gov_cloud.policy_parameter (policy, name, kind, value, note) VALUES ('county/1', 'trial_days', 'integer', '30', '试运行');
INSERT INTO gov_cloud.procedure (policy, code, title, subject, changes_resources, rule, article) VALUES
  ('county/1', 'apply', '申请', 'system', true, 'C', '第一条'), ('county/1', 'batch', '成批', 'unit', false, 'C', '第一条'),
  ('county/1', 'step', '一步', 'unit', false, 'C', '第一条'), ('county/1', 'reduction', '核减', 'system', true, 'C', '第一条');
INSERT INTO gov_cloud.state (policy, procedure, state, title, outcome, position) VALUES
  ('county/1', 'apply', 'draft', '草稿', NULL, 1), ('county/1', 'apply', 'submitted', '已提交', NULL, 2),
  ('county/1', 'apply', 'done', '办结', 'completed', 3), ('county/1', 'batch', 'begun', '已开始', NULL, 1),
  ('county/1', 'batch', 'done', '办结', 'completed', 2), ('county/1', 'step', 'begun', '已开始', NULL, 1),
  ('county/1', 'step', 'done', '办结', 'completed', 2), ('county/1', 'reduction', 'begun', '已发起', NULL, 1),
  ('county/1', 'reduction', 'done', '办结', 'completed', 2);
INSERT INTO gov_cloud.transition (policy, code, rule, procedure, from_state, action, title, to_state, actors, automatic, decides, article) VALUES
  ('county/1', 'C1', 'C1', 'apply', NULL, 'open', '登记', 'draft', '{using_unit}', false, false, '第一条'),
  ('county/1', 'C2', 'C2', 'apply', 'draft', 'submit', '提交', 'submitted', '{using_unit}', false, false, '第一条'),
  ('county/1', 'C3', 'C3', 'apply', 'submitted', 'accept', '受理', 'done', '{authority}', false, true, '第一条'),
  ('county/1', 'C4', 'C4', 'batch', NULL, 'open', '登记', 'begun', '{using_unit}', false, false, '第一条'),
  ('county/1', 'C5', 'C5', 'batch', 'begun', 'finish', '办结', 'done', '{}', true, false, '第一条'),
  ('county/1', 'C6', 'C6', 'step', NULL, 'open', '登记', 'begun', '{using_unit}', false, false, '第一条'),
  ('county/1', 'C7', 'C7', 'step', 'begun', 'finish', '办结', 'done', '{authority}', false, false, '第一条'),
  ('county/1', 'C8', 'C8', 'reduction', NULL, 'open', '发起', 'begun', '{authority}', false, false, '第一条'),
  ('county/1', 'C9', 'C9', 'reduction', 'begun', 'finish', '办结', 'done', '{authority}', false, false, '第一条');
INSERT INTO gov_cloud.transition_guard (policy, transition, position, guard, parameters) VALUES
  ('county/1', 'C2', 1, 'opinion_given', '{}'), ('county/1', 'C5', 1, 'child_completed', '{"procedure": "step"}');
INSERT INTO gov_cloud.transition_effect (policy, transition, position, effect, parameters) VALUES
  ('county/1', 'C4', 1, 'open_child', '{"procedure": "step"}'), ('county/1', 'C2', 1, 'file_form', '{"form": "ZJ-USE"}');
INSERT INTO gov_cloud.transition_effect (policy, transition, position, effect, parameters) VALUES
  ('county/1', 'C7', 1, 'notify_affected', '{"kind": "work_planned", "title": "计划维护"}');
INSERT INTO gov_cloud.obligation_rule (policy, code, rule, title, kind, obligor, recipients, cadence, per, documents, fulfilled_by, article) VALUES
  ('county/1', 'O1', 'O1', '月报', 'recurring', 'using_unit', '{authority}', 'month', 'unit', '{monthly_report}', NULL, '第一条'),
  ('county/1', 'O2', 'O2', '增量备份', 'recurring', 'using_unit', '{}', 'day', 'system', '{}', 'backup_incremental', '第一条'),
  ('county/1', 'O3', 'O3', '值班', 'standing', 'authority', '{}', NULL, 'jurisdiction', '{}', NULL, '第一条');
INSERT INTO gov_cloud.deadline_rule (policy, code, procedure, title, starts_on, ends_on, term, kind, obligor, soft, article) VALUES
  ('county/1', 'D1', 'apply', '受理', '{C2}', '{C3}', '5 workdays', 'latest', 'authority', true, '第一条');
INSERT INTO gov_cloud.criterion (policy, checklist, code, position, rule, title, attribute, test, value, article) VALUES
  ('county/1', 'room', 'racks', 1, 'C', '机架', 'usable_racks', 'min', '6', '第一条'), ('county/1', 'room', 'ipv6', 2, 'C', 'IPv6', 'facts.ipv6', 'is', 'true', '第一条');
INSERT INTO gov_cloud.platform_kind (policy, kind, rule, title, operator, overseer, article) VALUES
  ('county/1', 'service', 'C', '云服务平台', 'authority', 'authority', '第一条');
INSERT INTO gov_cloud.policy_catalogue (policy, code, position, family, category_l2, name, article) VALUES
  ('county/1', 'printed_vpn', 6, 'infrastructure', '云网络', 'VPN', '第一条');
SELECT gov_cloud.publish_policy('county/1') \gset
SELECT gov_cloud.adopt_policy(:'county', 'county/1', '2020-01-01') \gset
SET SESSION AUTHORIZATION regress_rows_sysadmin;
SELECT gov_cloud.adopt_local_rule(:'county', 'county/1', 'suspension_allowed', 'true', '县里规定', '2020-01-01') \gset
SELECT gov_cloud.load_catalogue(:'county', 'county/1', '2020-01-01') \gset
SET SESSION AUTHORIZATION regress_rows_clerk;
SELECT gov_cloud.register_data_centre('中心 "机房"', 'own', 6, 5, 40.25, 'B', 2, '{"ipv6": true}', in_use_since => '2018-05-01', request_id => 'dc1') AS data_centre \gset
SELECT gov_cloud.register_data_centre('租用机房', 'leased', 4, landlord => '某公司', lease_end => '2030-02-28', sensitive => true) \gset
SELECT gov_cloud.register_system('机房里的系统', false, 'county', onboarding_kind => 'migration') AS hosted \gset
SELECT gov_cloud.place_system(:hosted, :data_centre) \gset
SELECT gov_cloud.attach_document(NULL, 'disposal_record', '处理记录', content => 'YWJj', system => :hosted) AS disposal \gset
SELECT gov_cloud.close_hosted_system(:hosted, :disposal, '2025-06-30') \gset
SELECT matter FROM gov_cloud.open_matter('apply', :system, request_id => 'r2') \gset
SELECT gov_cloud.fill_form(:matter, 'ZJ-USE', '{"cloud_zone": "专有云平台", "elastic": true, "capacity_basis": "按\"峰值\""}') \gset
SELECT event FROM gov_cloud.act(:matter, 'submit', opinion => '请受理 "急件"', data => '{"n": 1.50}', request_id => 'r3') \gset
SELECT id AS term FROM gov_cloud.deadline WHERE matter = :matter \gset
SET SESSION AUTHORIZATION regress_rows_authority;
SELECT status FROM gov_cloud.extend_deadline(:term, '10 workdays', '材料较多') \gset
SELECT gov_cloud.ask_opinion(:matter, :provider, '资源是否充足 "两地"') AS opinion \gset
SELECT gov_cloud.take_back_opinion(:opinion, '已电话确认') AS at \gset
SELECT gov_cloud.copy_matter(:matter, :provider, '供参考') AS copied \gset
SELECT gov_cloud.register_platform(:'county', 'service', '平台 "一"', :authority) AS platform, gov_cloud.register_platform(:'county', 'service', '平台二', :authority, 'platform1') \gset
SELECT gov_cloud.retire_platform(:platform, '换代 "升级"') \gset
SELECT status FROM gov_cloud.suspend_deadline(:term, '评审') \gset
SET SESSION AUTHORIZATION regress_rows_clerk;
SELECT gov_cloud.urge_matter(:matter, '请尽快') AS told \gset
SELECT matter AS batch FROM gov_cloud.open_matter('batch') \gset
SELECT id AS step FROM gov_cloud.matter WHERE parent = :batch \gset
SET SESSION AUTHORIZATION regress_rows_authority;
SELECT gov_cloud.name_affected(:step, :'system') AS named \gset
SELECT state FROM gov_cloud.act(:step, 'finish') \gset
RESET SESSION AUTHORIZATION;

-- duties: kept from this month on, delivered with a document, amended, attested, one that a backup delivers; a
-- certificate that was verified and taken back, a declaration, a kind of its own; logs, some of them deleted
SET SESSION AUTHORIZATION regress_rows_sysadmin;
SELECT gov_cloud.adopt_local_rule(:'county', 'county/1', 'obligations_from', date_trunc('month', now() - interval '1 month')::date::text, '此前为纸质报送') \gset
RESET SESSION AUTHORIZATION;
UPDATE gov_cloud.system SET in_service = daterange(current_date - 2, NULL) WHERE id = :system;
SET SESSION AUTHORIZATION regress_rows_clerk;
SELECT gov_cloud.record_backup(:system, 'incremental', encrypted => true, locator => '带库 1') AS backup \gset
SET SESSION AUTHORIZATION regress_rows_sysadmin;
SELECT gov_cloud.run_task('open_obligations') AS said \gset
SET SESSION AUTHORIZATION regress_rows_clerk;
SELECT max(obligation) AS monthly FROM gov_cloud.v_obligation WHERE code = 'O1' \gset
SELECT gov_cloud.attach_document(NULL, 'monthly_report', '月报', content => 'YWJj', about_kind => 'obligation', about_id => :monthly) AS report \gset
SELECT in_time FROM gov_cloud.deliver_obligation(:monthly, '"一切正常"') \gset
SELECT in_time FROM gov_cloud.amend_delivery(:monthly, '更正一处') \gset
SELECT gov_cloud.record_compliance(:system, NULL, 'icp_filing', '皖ICP备"1"号', '通信管理局', valid_until => '2040-12-31', document => :document,
    attributes => '{"domain": "x.example"}') AS filing \gset
SELECT gov_cloud.record_compliance(NULL, :unit, 'no_duplicate_build') AS declared \gset
SELECT gov_cloud.register_log_set(:system, NULL, 'operation', '2020-01-01', '2020-12-31', '//logs/2020', 1024) AS logs \gset
SELECT gov_cloud.delete_log_set(:logs, '到期') AS deleted \gset
SET SESSION AUTHORIZATION regress_rows_authority;
SELECT gov_cloud.verify_compliance(:filing, remark => '已查验') \gset
SELECT gov_cloud.revoke_compliance(:filing, '注销') AS revoked \gset
SELECT obligation AS standing FROM gov_cloud.v_obligation WHERE code = 'O3' \gset
SELECT delivery FROM gov_cloud.attest_obligation(:standing, '24小时值守') \gset
SET SESSION AUTHORIZATION regress_rows_secadmin;
SELECT gov_cloud.register_compliance_kind('city_waiver', '免予备案说明', 'any', true) AS kind \gset
RESET SESSION AUTHORIZATION;

-- usage: a source with its metrics and machine, a gap, samples landing and packed, one quarantined, a finding, an exemption
INSERT INTO gov_cloud.resource (unit_id, jurisdiction, provider_id, system_id, item, name, provisioned_at, environment)
  SELECT unit_id, jurisdiction, provider_id, id, 'vm', 'vm-1', '2020-01-01 00:00+08', 'trial' FROM gov_cloud.system WHERE id = :system RETURNING id AS vm \gset
SET SESSION AUTHORIZATION regress_rows_sysadmin;
SELECT gov_cloud.add_source('prom "1"', 'prometheus', 'https://prom.example', '{"interval": "1 hour"}') \gset
SELECT gov_cloud.add_source_metric('prom "1"', 'cpu', 'vm_cpu{site="a"}', 'uuid', scale => 100) AS metric \gset
SELECT gov_cloud.map_machine('prom "1"', '机器 1', :vm) \gset
SELECT date_trunc('hour', next_at) AS cursor FROM gov_cloud.source_cursor WHERE source_metric = :metric \gset
SELECT stored FROM gov_cloud.load_answer(:metric, :'cursor', :'cursor', '{"status":"success","data":{"resultType":"matrix","result":[]}}') \gset
SELECT gov_cloud.add_source('pushed', 'push') \gset
SELECT gov_cloud.add_source_metric('pushed', 'cpu', statistic => 'max') \gset
SELECT stored FROM gov_cloud.push_samples('pushed', (SELECT json_agg(json_build_object('resource', :vm, 'metric', 'cpu',
    'at', extract(epoch FROM date_trunc('hour', now()) - n * interval '3 hours')::bigint, 'value', (n * 0.3)::text))::text
  FROM generate_series(0, 200) n)) \gset
SELECT quarantined FROM gov_cloud.push_samples('pushed', '[{"machine": "谁", "metric": "cpu", "at": 1772294400, "value": "1"}]') \gset
SELECT string_agg(gov_cloud.run_task(task), ' ') AS said FROM unnest('{close_days,close_days,close_days,close_days,maintain_storage,maintain_storage}'::text[]) task \gset
SET SESSION AUTHORIZATION regress_rows_authority;
SELECT gov_cloud.record_finding(:vm, '现场检查', current_date - 40, current_date - 10) AS finding \gset
SELECT gov_cloud.exempt_resource(:vm, '容灾', current_date + 30) \gset
RESET SESSION AUTHORIZATION;

-- money: one price list taken over by another, a closed statement, what was corrected after it, days that wait for a price
SET SESSION AUTHORIZATION regress_rows_secadmin;
SELECT gov_cloud.grant_role(:officer, :authority, 'finance', :'county', '2020-01-01') \gset
RESET SESSION AUTHORIZATION;
UPDATE gov_cloud.resource SET billed = daterange(date_trunc('month', now() - interval '100 days')::date, NULL) WHERE id = :vm;
INSERT INTO gov_cloud.resource_specification (resource, unit_id, jurisdiction, effective_at, valid, vcpu, memory_gb)
  SELECT id, unit_id, jurisdiction, provisioned_at, '[2020-01-01,)', 4, 8 FROM gov_cloud.resource WHERE id = :vm;
SET SESSION AUTHORIZATION regress_rows_authority;
SELECT gov_cloud.create_price_list(:'county', :provider, '旧价', '2020-01-01', request_id => 'p1') AS list \gset
SELECT gov_cloud.set_price(:list, 'vm', component, 'month', 12.3456) FROM unnest('{vcpu,memory_gb,storage_gb}'::text[]) component \g /dev/null
SELECT gov_cloud.publish_price_list(:list) \gset
SELECT gov_cloud.create_price_list(:'county', :provider, '新价', current_date + 400) AS list \gset
SELECT gov_cloud.set_price(:list, 'vm', component, 'day', 0.5) FROM unnest('{vcpu,memory_gb,storage_gb}'::text[]) component \g /dev/null
SELECT gov_cloud.publish_price_list(:list) \gset
SELECT added FROM gov_cloud.draft_statements(:'county') \gset
SELECT number FROM gov_cloud.close_statement((SELECT id FROM gov_cloud.statement ORDER BY month LIMIT 1)) \gset
RESET SESSION AUTHORIZATION;
UPDATE gov_cloud.resource_specification SET vcpu = 6 WHERE resource = :vm;
INSERT INTO gov_cloud.resource (unit_id, jurisdiction, provider_id, system_id, item, name, provisioned_at, billed)
  SELECT unit_id, jurisdiction, provider_id, system_id, 'ip', 'ip-1', '2020-01-01 00:00+08', billed FROM gov_cloud.resource WHERE id = :vm RETURNING id AS ip \gset
INSERT INTO gov_cloud.resource_specification (resource, unit_id, jurisdiction, effective_at, valid)
  SELECT id, unit_id, jurisdiction, provisioned_at, '[2020-01-01,)' FROM gov_cloud.resource WHERE id = :ip;
SET SESSION AUTHORIZATION regress_rows_authority;
SELECT added, parked FROM gov_cloud.draft_statements(:'county') \gset
SELECT gov_cloud.adjust_charge((SELECT min(id) FROM gov_cloud.charge), -1.50, '服务质量扣款 "三号"') AS adjusted \gset
RESET SESSION AUTHORIZATION;

-- how large a request is, an incident graded twice and restored, an assessment closed, a rating corrected, a census
SET SESSION AUTHORIZATION regress_rows_secadmin;
INSERT INTO gov_cloud.policy (code, title) VALUES ('county/3', '本县办法三');
INSERT INTO gov_cloud.article (policy, label, summary) VALUES ('county/3', '第一条', '全部');
INSERT INTO gov_cloud.policy_role (policy, role, party, title, article) VALUES
  ('county/3', 'using_unit', 'P1', '使用单位', '第一条'), ('county/3', 'authority', 'P2', '数管局', '第一条');
INSERT INTO gov_cloud.procedure (policy, code, title, subject, rule, article) VALUES ('county/3', 'fault', '故障', 'system', 'C', '第一条');
INSERT INTO gov_cloud.state (policy, procedure, state, title, outcome, position) VALUES
  ('county/3', 'fault', 'reported', '已报告', NULL, 1), ('county/3', 'fault', 'solved', '已恢复', 'completed', 2);
INSERT INTO gov_cloud.transition (policy, code, rule, procedure, from_state, action, title, to_state, actors, repeatable, article) VALUES
  ('county/3', 'I1', 'I', 'fault', NULL, 'open', '报告', 'reported', '{using_unit}', false, '第一条'),
  ('county/3', 'I2', 'I', 'fault', 'reported', 'grade', '定级', NULL, '{authority}', true, '第一条'),
  ('county/3', 'I3', 'I', 'fault', 'reported', 'file', '提交', NULL, '{using_unit}', true, '第一条'),
  ('county/3', 'I4', 'I', 'fault', 'reported', 'assess', '核定规模', NULL, '{authority}', true, '第一条'),
  ('county/3', 'I5', 'I', 'fault', 'reported', 'set_tier', '另定规模', NULL, '{authority}', true, '第一条'),
  ('county/3', 'I6', 'I', 'fault', 'reported', 'restore', '恢复', 'solved', '{authority}', false, '第一条');
INSERT INTO gov_cloud.transition_effect (policy, transition, position, effect, parameters) VALUES
  ('county/3', 'I1', 1, 'record_incident', '{}'), ('county/3', 'I2', 1, 'classify_incident', '{}'), ('county/3', 'I3', 1, 'file_form', '{"form": "HQ-F1"}'),
  ('county/3', 'I4', 1, 'assess_tier', '{"form": "HQ-F1"}'), ('county/3', 'I5', 1, 'override_tier', '{}'), ('county/3', 'I6', 1, 'restore_incident', '{}');
INSERT INTO gov_cloud.request_tier (policy, tier, title, position, vcpu, storage_tb, article) VALUES
  ('county/3', 'small', '较小', 1, NULL, NULL, '第一条'), ('county/3', 'large', '较大', 2, 20, 4.5, '第一条');
INSERT INTO gov_cloud.incident_level (policy, scope, impact, level) VALUES ('county/3', 'global', 'full', 1), ('county/3', 'partial', 'full', 2);
INSERT INTO gov_cloud.indicator (policy, code, rule, title, subject, scale, grades, formula, parameters, assessor, article) VALUES
  ('county/3', 'A1', 'A1', '云化比例', 'unit', 'ratio', NULL, 'cloudification_ratio', '{}', 'authority', '第一条'),
  ('county/3', 'A2', 'A2', '安全管理', 'unit', 'grade', '{差,好}', NULL, '{}', 'authority', '第一条'),
  ('county/3', 'A3', 'A3', '"响应"', 'provider', 'ratio', NULL, 'on_time_rate', '{"deadline": []}', 'authority', '第一条');
SELECT gov_cloud.publish_policy('county/3') \gset
SELECT gov_cloud.adopt_policy(:'county', 'county/3') \gset
SET SESSION AUTHORIZATION regress_rows_clerk;
SELECT matter AS fault FROM gov_cloud.open_matter('fault', :system, data => json_build_object('scope', 'partial', 'impact', 'full',
  'occurred_at', to_char((now() - interval '1 hour') AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI'))::text) \gset
SELECT gov_cloud.fill_form(:fault, 'HQ-F1', '{"hosts": [{"host_type": "弹性云服务器", "cpu_cores": 20, "memory_gb": 8, "system_disk_gb": 40.25, "quantity": 2}]}') \gset
SELECT gov_cloud.rate_provider(:provider, '满意', to_char(gov_cloud.clock() AT TIME ZONE 'Asia/Shanghai', 'YYYY')) \gset
SELECT gov_cloud.rate_provider(:provider, '非常满意', to_char(gov_cloud.clock() AT TIME ZONE 'Asia/Shanghai', 'YYYY'), '误填 "一次"') \gset
SELECT gov_cloud.declare_systems(7, 1) \gset
SET SESSION AUTHORIZATION regress_rows_authority;
SELECT state FROM gov_cloud.act(:fault, 'grade', data => '{"scope": "global", "reason": "影响扩大"}') \gset
SELECT state FROM gov_cloud.act(:fault, 'assess') \gset
SELECT state FROM gov_cloud.act(:fault, 'set_tier', data => '{"tier": "small", "reason": "分期实施"}') \gset
SELECT state FROM gov_cloud.act(:fault, 'restore') \gset
SELECT gov_cloud.open_assessment('unit', :unit, to_char(gov_cloud.clock() AT TIME ZONE 'Asia/Shanghai', 'YYYY')) AS assessment \gset
SELECT gov_cloud.score_indicator(:assessment, 'A1'), gov_cloud.score_indicator(:assessment, 'A2', grade => '好', note => '复核 "过"') \g /dev/null
SELECT gov_cloud.close_assessment(:assessment, '合格') \gset
RESET SESSION AUTHORIZATION;

-- what was ordered back, cut off, charged to the unit and reinstated; deductions; an agreement with its copies, amended
SET SESSION AUTHORIZATION regress_rows_secadmin;
INSERT INTO gov_cloud.policy (code, title) VALUES ('county/4', '本县办法四');
INSERT INTO gov_cloud.article (policy, label, summary) VALUES ('county/4', '第一条', '全部');
INSERT INTO gov_cloud.policy_role (policy, role, party, title, article) VALUES
  ('county/4', 'using_unit', 'P1', '使用单位', '第一条'), ('county/4', 'authority', 'P2', '数管局', '第一条');
INSERT INTO gov_cloud.procedure (policy, code, title, subject, rule, article) VALUES
  ('county/4', 'low_use', '低效', 'system', 'E', '第一条'), ('county/4', 'signing', '签署', 'system', 'S', '第一条'),
  ('county/4', 'life', '协议', 'system', 'L', '第一条'), ('county/4', 'amendment', '修改', 'system', 'M', '第一条');
INSERT INTO gov_cloud.state (policy, procedure, state, title, outcome, position) VALUES
  ('county/4', 'low_use', 'notified', '已通知', NULL, 1), ('county/4', 'low_use', 'closed', '办结', 'completed', 2),
  ('county/4', 'signing', 'drafted', '已拟定', NULL, 1), ('county/4', 'signing', 'signed', '已签署', 'completed', 2),
  ('county/4', 'life', 'effective', '生效', NULL, 1), ('county/4', 'life', 'expired', '到期', 'completed', 2), ('county/4', 'amendment', 'amended', '已修改', 'completed', 1);
INSERT INTO gov_cloud.transition (policy, code, rule, procedure, from_state, action, title, to_state, actors, repeatable, article) VALUES
  ('county/4', 'E1', 'E', 'low_use', NULL, 'open', '通知', 'notified', '{authority}', false, '第一条'),
  ('county/4', 'E2', 'E', 'low_use', 'notified', 'order', '要求收回', NULL, '{authority}', false, '第一条'),
  ('county/4', 'E3', 'E', 'low_use', 'notified', 'disconnect', '断网', NULL, '{authority}', true, '第一条'),
  ('county/4', 'E4', 'E', 'low_use', 'notified', 'reconnect', '恢复', NULL, '{authority}', true, '第一条'),
  ('county/4', 'E5', 'E', 'low_use', 'notified', 'charge', '自付', NULL, '{authority}', true, '第一条'),
  ('county/4', 'E6', 'E', 'low_use', 'notified', 'deduct', '扣减', NULL, '{authority}', true, '第一条'),
  ('county/4', 'E7', 'E', 'low_use', 'notified', 'close', '办结', 'closed', '{authority}', false, '第一条'),
  ('county/4', 'S1', 'S', 'signing', NULL, 'open', '拟定', 'drafted', '{using_unit}', false, '第一条'),
  ('county/4', 'S2', 'S', 'signing', 'drafted', 'sign', '签署', 'signed', '{using_unit,authority}', false, '第一条'),
  ('county/4', 'L1', 'L', 'life', NULL, 'open', '生效', 'effective', '{system}', false, '第一条'),
  ('county/4', 'L2', 'L', 'life', 'effective', 'expire', '到期', 'expired', '{authority}', false, '第一条'),
  ('county/4', 'M1', 'M', 'amendment', NULL, 'open', '修改', 'amended', '{using_unit}', false, '第一条');
UPDATE gov_cloud.transition SET quorum = 'all' WHERE policy = 'county/4' AND code = 'S2';
INSERT INTO gov_cloud.transition_effect (policy, transition, position, effect, parameters) VALUES
  ('county/4', 'E2', 1, 'order_reclaim', '{"resources": "listed"}'), ('county/4', 'E3', 1, 'disconnect_resources', '{"resources": "listed"}'),
  ('county/4', 'E4', 1, 'reconnect_resources', '{"resources": "listed"}'), ('county/4', 'E5', 1, 'charge_unit', '{"resources": "listed"}'),
  ('county/4', 'E6', 1, 'propose_deduction', '{}'), ('county/4', 'S2', 1, 'open_agreement', '{"procedure": "life"}'), ('county/4', 'S2', 2, 'issue_copies', '{"per_party": 2}'),
  ('county/4', 'M1', 1, 'amend_agreement', '{"document": "amendment"}'), ('county/4', 'E1', 1, 'start_billing', '{"from": "completion"}');
INSERT INTO gov_cloud.responsibility (policy, onboarding_kind, role, position, duty, rule, article) VALUES ('county/4', 'any', 'using_unit', 1, '业务 "和" 数据', 'R', '第一条');
INSERT INTO gov_cloud.policy_parameter (policy, name, kind, value, note) VALUES ('county/4', 'vendor_reclaim_workdays', 'integer', '3', 'borrowed');
SELECT gov_cloud.publish_policy('county/4') \gset
SELECT gov_cloud.adopt_policy(:'county', 'county/4') \gset
SELECT gov_cloud.grant_role(:clerk, :unit, 'finance', :'county', '2020-01-01') \gset
SET SESSION AUTHORIZATION regress_rows_authority;
SELECT json_build_object('resources', json_build_array(:vm)) AS listed \gset
SELECT matter AS low FROM gov_cloud.open_matter('low_use', :system) \gset
SELECT state FROM gov_cloud.act(:low, 'order', data => :'listed') \gset
SELECT state FROM gov_cloud.act(:low, 'disconnect', opinion => '断网 "一次"', data => :'listed') \gset
SELECT state FROM gov_cloud.act(:low, 'reconnect', data => :'listed') \gset
SELECT state FROM gov_cloud.act(:low, 'disconnect', data => :'listed') \gset
SELECT state FROM gov_cloud.act(:low, 'charge', opinion => '不予缩减', data => :'listed') \gset
SELECT state FROM gov_cloud.act(:low, 'deduct', opinion => '重大事故', data => '{"amount": "12.50", "clause": "合同7.2"}') \gset
SELECT state FROM gov_cloud.act(:low, 'deduct', opinion => '再次', data => '{"amount": "1", "clause": "合同7.3"}') \gset
SET SESSION AUTHORIZATION regress_rows_clerk;
SELECT gov_cloud.confirm_deduction(min(id)) > 0 AS line, gov_cloud.refuse_deduction(max(id), '依据 "不足"') AS refused FROM gov_cloud.deduction \gset
SELECT matter AS signing FROM gov_cloud.open_matter('signing', :system) \gset
SELECT state FROM gov_cloud.act(:signing, 'sign') \gset
SET SESSION AUTHORIZATION regress_rows_authority;
SELECT state FROM gov_cloud.act(:signing, 'sign') \gset
SET SESSION AUTHORIZATION regress_rows_clerk;
SELECT state FROM gov_cloud.open_matter('amendment', :system, about_kind => 'agreement', about_id => (SELECT max(id) FROM gov_cloud.agreement), data => '{"content": "增加 \"灾备\""}') \gset
RESET SESSION AUTHORIZATION;
