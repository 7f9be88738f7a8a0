-- Forms: drafts with all faults told at once, required fields at submission, totals, filings, a city's own form.
\set t form
\i test/cloud.sql
SELECT pg_temp.probe('submit', 'using_unit', '[["form_complete", {"form": "HQ-F1"}]]', '[["file_form", {"form": "HQ-F1"}]]'),
    pg_temp.probe('in_catalogue', 'using_unit', '[["form_in_catalogue", {"form": "HQ-F1"}]]'),
    pg_temp.probe('described', 'using_unit', '[["form_describes_system", {"form": "HQ-F1"}]]'),
    pg_temp.probe('one_package', 'using_unit', '[["form_row", {"form": "HQ-F1", "section": "security", "field": "category_l3", "in": ["基础安全防护包"], "parameter": "require_basic_security_package"}]]'),
    pg_temp.probe('submit_change', 'using_unit', '[["form_complete", {"form": "HQ-F2"}]]', '[["file_form", {"form": "HQ-F2"}]]'),
    pg_temp.probe('submit_exit', 'using_unit', '[["form_complete", {"form": "HQ-F3"}]]', '[["file_form", {"form": "HQ-F3"}]]'),
    pg_temp.probe('confirmed', 'authority', '[["form_says", {"form": "HQ-F3", "field": "unit_confirmation", "in": ["true"]}]]'),
    pg_temp.probe('host_change', 'using_unit', '[["form_says", {"form": "HQ-F2", "field": "change_kind", "in": ["host", "network"]}]]'),
    pg_temp.probe('reclaim', 'provider', '[["not_before", {"form": "HQ-F3", "field": "planned_exit_date"}]]') \gset
INSERT INTO gov_cloud.policy_parameter (policy, name, kind, value, note) VALUES ('probe/1', 'require_basic_security_package', 'boolean', 'true', 'x');
\i test/adopt.sql
SET SESSION AUTHORIZATION :unit;
SELECT matter FROM gov_cloud.open_matter('probe', system => 1) \gset

-- nothing filled in
SELECT gov_cloud.form_content(:matter, 'HQ-F1') IS NULL AS empty;
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'submit')$$, :matter));
-- every fault at once, each by its printed title, and nothing is kept
SELECT refusal(format($$SELECT gov_cloud.fill_form(%s, 'HQ-F1', '{"applicant_unit": "局", "no_such": 1, "application_date": "2026-02-30",
    "system_owner_email": "nobody", "maintenance_unit_kind": "外包", "system_investment_amount": -1, "service_audience_size": 1.5,
    "mlps_level": "四级", "mlps_filing_certificate": "maybe", "bearer_networks": ["internet", "卫星"], "system_name": {"a": 1},
    "hosts": [{"cpu_cores": "四"}, 5, {"memory_gb": "1.23456", "quantity": 0, "colour": "red"}], "infrastructure": {"quantity": 1}}')$$, :matter));
SELECT gov_cloud.form_content(:matter, 'HQ-F1') IS NULL AS empty;
SELECT refusal(format($$SELECT gov_cloud.fill_form(%s, 'HQ-F1', '[]')$$, :matter));
SELECT refusal(format($$SELECT gov_cloud.fill_form(%s, 'HQ-F1', NULL)$$, :matter));
SELECT refusal($$SELECT gov_cloud.fill_form(NULL, 'HQ-F1', '{}')$$);
SELECT refusal(format($$SELECT gov_cloud.fill_form(%s, 'HQ-F1', '{"a":')$$, :matter));
SELECT refusal(format($$SELECT gov_cloud.fill_form(%s, 'HQ-F9', '{}')$$, :matter));

-- codes or printed words, full width or narrow, dates as offices write them; words are kept as written
SELECT gov_cloud.fill_form(:matter, 'HQ-F1', '{"applicant_unit": "城市　管理局", "application_date": "２０２６年３月１日", "maintenance_unit_kind": "委托 外包单位",
    "system_investment_amount": "１２０.５０", "system_investment_unit": "万元", "bearer_networks": ["政务外网", "internet", "互联网"], "mlps_level": "三级",
    "mlps_filing_certificate": "是", "service_audience_size": "1000", "system_owner_name": "  "}');
SELECT applicant_unit, application_date, maintenance_unit_kind, system_investment_amount, system_investment_unit, bearer_networks,
    mlps_level, mlps_filing_certificate, service_audience_size, system_owner_name FROM gov_cloud.form_onboarding_application \gx
-- what is missing is named at once, starred fields by their printed titles
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'submit')$$, :matter));
-- merging: what is not named stays; null empties; a section is replaced whole
SELECT gov_cloud.fill_form(:matter, 'HQ-F1', '{"application_date": null, "hosts": [
    {"host_type": "弹性云服务器", "host_name": "app", "cpu_arch": "ARM", "cpu_cores": 4, "memory_gb": 8, "system_disk_gb": 40, "system_disk_type": "SSD", "data_disk_gb": 200, "quantity": 3},
    {"host_type": "物理服务器", "host_name": "db", "cpu_cores": 16, "memory_gb": 64.5, "system_disk_gb": 500, "quantity": 1}],
    "security": [{"category_l2": "基础安全服务", "category_l3": "基础安全防护包", "service_name": "/", "specification": "1系统", "quantity": 1}]}');
SELECT gov_cloud.fill_form(:matter, 'HQ-F1', '{"infrastructure": [{"category_l2": "网络服务", "category_l3": "弹性互联网IP地址", "service_name": "/", "quantity": 2}, {"remark": "x"}]}');
SELECT jsonb_pretty(gov_cloud.form_content(:matter, 'HQ-F1')::jsonb - 'hosts') AS content;
-- the total row is weighted by quantity; so is what is asked for in all
SELECT * FROM gov_cloud.requested_capacity(:matter, 'HQ-F1');
SELECT * FROM gov_cloud.form_totals(:matter, 'HQ-F1');
SELECT gov_cloud.fill_form(:matter, 'HQ-F1', '{"hosts": [{"host_type": "弹性云服务器", "host_name": "app", "cpu_cores": 2, "memory_gb": 4, "quantity": 1}]}');
SELECT seq, host_type, host_name, cpu_cores FROM gov_cloud.form_onboarding_host;
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'submit')$$, :matter));
-- complete at last; 其他 needs its words
SELECT gov_cloud.fill_form(:matter, 'HQ-F1', '{"application_date": "2026/3/1", "system_owner_name": "甲", "system_owner_office_phone": "0564-1", "system_owner_email": "a@b.cn",
    "maintenance_unit": "x", "tech_contact_name": "乙", "tech_contact_email": "c＠d.cn", "tech_contact_mobile": "1", "system_name": "城市管理平台", "onboarding_kind": "新建上云",
    "system_summary": "x", "availability_requirement": "99.9%", "system_kind": "其他", "service_audience": "public", "service_scope": "本级",
    "applicant_seal": "S-1", "contact_signature": "甲", "signed_on": "2026.3.1", "infrastructure": null}');
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'submit')$$, :matter));
SELECT gov_cloud.fill_form(:matter, 'HQ-F1', '{"system_kind_other": "大屏"}');
SELECT state FROM gov_cloud.act(:matter, 'submit');
SELECT gov_cloud.fill_form(:matter, 'HQ-F1', '{"system_summary": "改"}');
SELECT state FROM gov_cloud.act(:matter, 'submit');
-- each submission is kept as it was, with a digest of its content
SELECT form, revision, content->>'system_summary' AS summary, length(digest) AS digest, filed_by, filed_at, matter_event IS NOT NULL AS event FROM gov_cloud.form_filing ORDER BY revision;
SELECT count(DISTINCT digest) FROM gov_cloud.form_filing;

-- the form speaks of the system as it is registered: name, level, networks, kind of onboarding
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'described')$$, :matter));
RESET SESSION AUTHORIZATION;
UPDATE gov_cloud.system SET mlps_level = 3, bearer_networks = '{internet,egov_extranet}', onboarding_kind = 'new_build';
SET SESSION AUTHORIZATION :unit;
SELECT state FROM gov_cloud.act(:matter, 'described');
SELECT gov_cloud.fill_form(:matter, 'HQ-F1', '{"mlps_level": "未定级", "system_name": "城市管理平台(二期)", "onboarding_kind": "migration"}');
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'described')$$, :matter));

-- exactly one row of the basic package; a county may switch that off
SELECT state FROM gov_cloud.act(:matter, 'one_package');
SELECT gov_cloud.fill_form(:matter, 'HQ-F1', '{"security": [{"category_l3": "基础安全 防护包", "quantity": 1}, {"category_l3": "基础安全防护包", "quantity": 1}]}');
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'one_package')$$, :matter));
SELECT gov_cloud.fill_form(:matter, 'HQ-F1', '{"security": []}');
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'one_package')$$, :matter));
SET SESSION AUTHORIZATION :sysadmin;
SELECT gov_cloud.adopt_local_rule('341522', 'probe/1', 'require_basic_security_package', 'false', 'x') > 0 AS adopted;
SET SESSION AUTHORIZATION :unit;
SELECT state FROM gov_cloud.act(:matter, 'one_package');

-- in the catalogue, or adapted to the nearest item, or bought by the unit with consent (huoqiu art. 10 para. 2)
SELECT gov_cloud.fill_form(:matter, 'HQ-F1', '{"hosts": [{"host_type": "大型机", "cpu_cores": 2, "memory_gb": 4, "quantity": 1}],
    "support_software": [{"category_l2": "数据库服务", "service_name": "国产关系型数据库", "quantity": 1}, {"category_l2": "数据库服务", "service_name": "国产关系型数据库", "specification": "2 主机", "quantity": 1}]}');
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'in_catalogue')$$, :matter));
SELECT gov_cloud.fill_form(:matter, 'HQ-F1', '{"hosts": [{"host_type": "大型机", "cpu_cores": 2, "memory_gb": 4, "quantity": 1, "catalogue_item": "metal"}], "support_software": []}');
SELECT state FROM gov_cloud.act(:matter, 'in_catalogue');
SELECT gov_cloud.fill_form(:matter, 'HQ-F1', '{"hosts": [{"host_type": "大型机", "cpu_cores": 2, "memory_gb": 4, "quantity": 1, "self_procured": true}]}');
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'in_catalogue')$$, :matter));
SELECT gov_cloud.attach_document(:matter, 'self_procurement_consent', '同意自行采购', content => 'YWJj') > 0 AS filed;
SELECT state FROM gov_cloud.act(:matter, 'in_catalogue');

-- several boxes: one of them is enough
SELECT refusal(format($$SELECT gov_cloud.fill_form(%s, 'HQ-F2', '{"changed_hosts": [{"ip_address": "192.168.100", "host_name": "x"}]}')$$, :matter));
SELECT gov_cloud.fill_form(:matter, 'HQ-F2', '{"change_kind": "安全", "change_reason": "x", "changed_hosts": [{"ip_address": "192.168.100.1", "host_name": "x", "remark": "核增"}, {"ip_address": "fe80::1", "host_name": "y", "remark": "迁移"}]}');
SELECT ip_address, remark FROM gov_cloud.form_change_changed_host ORDER BY seq;
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'host_change')$$, :matter));
SELECT gov_cloud.fill_form(:matter, 'HQ-F2', '{"change_kind": ["安全", "网络"]}');
SELECT state FROM gov_cloud.act(:matter, 'host_change');

-- the exit: a system's exit names the system, a unit's need not; nothing is deleted before the planned day
SELECT gov_cloud.fill_form(:matter, 'HQ-F3', '{"exit_kind": "业务系统退出", "planned_exit_date": "2026-03-28"}');
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'submit_exit')$$, :matter));
SELECT gov_cloud.fill_form(:matter, 'HQ-F3', '{"exit_kind": "unit_exit"}');
SELECT state FROM gov_cloud.act(:matter, 'submit_exit');
SET SESSION AUTHORIZATION :authority;
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'confirmed')$$, :matter));
SET SESSION AUTHORIZATION :unit;
SELECT gov_cloud.fill_form(:matter, 'HQ-F3', '{"unit_confirmation": true}');
SET SESSION AUTHORIZATION :authority;
SELECT state FROM gov_cloud.act(:matter, 'confirmed');
RESET SESSION AUTHORIZATION;
SET gov_cloud.clock = '2026-03-27 23:59';
SET SESSION AUTHORIZATION :provider;
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'reclaim')$$, :matter));
RESET SESSION AUTHORIZATION;
SET gov_cloud.clock = '2026-03-27 16:00+00';
SET SESSION AUTHORIZATION :provider;
SET timezone = 'America/New_York';
SELECT state FROM gov_cloud.act(:matter, 'reclaim');
RESET timezone;

-- who may fill in and read
SELECT refusal(format($$SELECT gov_cloud.fill_form(%s, 'HQ-F1', '{}')$$, :matter));
SELECT gov_cloud.form_content(:matter, 'HQ-F3')::jsonb;
SELECT count(*) FROM gov_cloud.form_onboarding_application;
SET SESSION AUTHORIZATION :school;
SELECT refusal(format($$SELECT gov_cloud.fill_form(%s, 'HQ-F1', '{}')$$, :matter));
SELECT refusal(format($$SELECT gov_cloud.form_content(%s, 'HQ-F1')$$, :matter));
SELECT refusal(format($$SELECT gov_cloud.requested_capacity(%s, 'HQ-F1')$$, :matter));
SELECT refusal(format($$SELECT * FROM gov_cloud.form_totals(%s, 'HQ-F1')$$, :matter));
SELECT count(*) FROM gov_cloud.form_onboarding_application;
SELECT count(*) FROM gov_cloud.form_filing;
SET SESSION AUTHORIZATION :authority;
SELECT state FROM gov_cloud.act(:matter, 'close');
SELECT count(*) FROM gov_cloud.form_filing;
SET SESSION AUTHORIZATION :unit;
SELECT refusal(format($$SELECT gov_cloud.fill_form(%s, 'HQ-F1', '{}')$$, :matter));
SELECT refusal($$UPDATE gov_cloud.form_onboarding_application SET mlps_level = '1'$$);
RESET SESSION AUTHORIZATION;
SELECT event, object_id, count(*) FROM gov_cloud_data.audit_event WHERE object_kind = 'form' GROUP BY 1, 2 ORDER BY 2;

-- a city's own form
SET SESSION AUTHORIZATION :sysadmin;
SELECT refusal($$SELECT gov_cloud.register_form('X', 't', 'a', '{}')$$);
SELECT refusal($$SELECT gov_cloud.register_form('X', 't', 'a', '{"fields": [{"field": "a"}]}')$$);
SELECT refusal($$SELECT gov_cloud.register_form('X', 't', 'a', '{"fields": [{"field": "A b", "title": "x"}]}')$$);
SELECT refusal($$SELECT gov_cloud.register_form('X', 't', 'a', '{"fields": [{"field": "matter", "title": "x"}]}')$$);
SELECT refusal($$SELECT gov_cloud.register_form('X', 't', 'a', '{"fields": [{"field": "a", "title": "x", "type": "json"}]}')$$);
SELECT refusal($$SELECT gov_cloud.register_form('X', 't', 'a', '{"fields": [{"field": "a", "title": "x", "means": "gpu"}]}')$$);
SELECT refusal($$SELECT gov_cloud.register_form('X', 't', 'a', '{"fields": [{"field": "a", "title": "x"}], "sections": [{"section": "s", "title": "y", "fields": []}]}')$$);
SELECT refusal($$SELECT gov_cloud.register_form('X; DROP', 't', 'a', '{"fields": [{"field": "a", "title": "x"}]}')$$);
SELECT refusal($$SELECT gov_cloud.register_form('HQ-F1', 't', 'a', '{"fields": [{"field": "a", "title": "x"}]}')$$);
SELECT gov_cloud.register_form('City-1', '本市申请表', '附件9', '{"fields": [{"field": "contact", "title": "联系人", "required": true},
    {"field": "kinds", "title": "类别", "type": "text[]", "choices": {"a": "甲类", "b": "乙类"}}, {"field": "select", "title": "保留字", "type": "integer", "minimum": 1}],
    "sections": [{"section": "disks", "title": "云硬盘", "required": true, "holds": "services", "fields": [{"field": "size", "title": "容量", "type": "numeric", "means": "storage_gb", "totalled": true},
    {"field": "n", "title": "数量", "type": "bigint", "means": "quantity"}]}]}', 'probe/1');
RESET SESSION AUTHORIZATION;
SELECT relname, relrowsecurity, relforcerowsecurity, pg_get_userbyid(relowner) AS owner, obj_description(oid) FROM pg_class
WHERE relnamespace = 'gov_cloud_data'::regnamespace AND relname LIKE 'form\_city%' AND relkind = 'r' ORDER BY 1;
SELECT form, section, field, title, required FROM gov_cloud.form_field WHERE form = 'City-1' ORDER BY section, position;
-- it is filed by a policy like any other
INSERT INTO gov_cloud.policy (code, title) VALUES ('probe/2', 'probe');
INSERT INTO gov_cloud.article (policy, label, summary) VALUES ('probe/2', '1', 'x');
INSERT INTO gov_cloud.policy_role (policy, role, party, title, article) VALUES ('probe/2', 'using_unit', 'P1', 'x', '1');
INSERT INTO gov_cloud.procedure (policy, code, title, subject, rule, article) VALUES ('probe/2', 'probe', 'x', 'system', 'T', '1');
INSERT INTO gov_cloud.state (policy, procedure, state, title, outcome, position) VALUES ('probe/2', 'probe', 'draft', 'x', NULL, 1), ('probe/2', 'probe', 'done', 'x', 'completed', 2);
INSERT INTO gov_cloud.transition (policy, code, rule, procedure, from_state, to_state, action, title, actors, article) VALUES
    ('probe/2', 'T1', 'T', 'probe', NULL, 'draft', 'open', 'x', '{using_unit}', '1'), ('probe/2', 'T2', 'T', 'probe', 'draft', 'done', 'submit', 'x', '{using_unit}', '1');
INSERT INTO gov_cloud.transition_effect (policy, transition, position, effect, parameters, article) VALUES ('probe/2', 'T2', 1, 'file_form', '{"form": "City-2"}', '1');
INSERT INTO gov_cloud.transition_guard (policy, transition, position, guard, parameters, article) VALUES
    ('probe/2', 'T2', 1, 'form_complete', '{}', '1'), ('probe/2', 'T2', 2, 'form_says', '{"form": "City-1", "field": "x", "in": ["a"]}', '1'),
    ('probe/2', 'T2', 3, 'not_before', '{"form": "City-1", "field": "contact"}', '1'), ('probe/2', 'T2', 4, 'form_row', '{"form": "City-1", "section": "x", "field": "y", "in": "z"}', '1');
SELECT object, fault FROM gov_cloud.validate_policy('probe/2');
DELETE FROM gov_cloud.transition_guard WHERE policy = 'probe/2';
UPDATE gov_cloud.transition_effect SET parameters = '{"form": "City-1"}' WHERE policy = 'probe/2';
INSERT INTO gov_cloud.transition_guard (policy, transition, position, guard, parameters, article) VALUES ('probe/2', 'T2', 1, 'form_complete', '{"form": "City-1"}', '1');
SET SESSION AUTHORIZATION :secadmin;
SELECT gov_cloud.publish_policy('probe/2') \gset
SELECT gov_cloud.adopt_policy('341522', 'probe/2') \gset
SET SESSION AUTHORIZATION :unit;
SELECT matter FROM gov_cloud.open_matter('probe', system => 1) \gset
SELECT refusal(format($$SELECT gov_cloud.fill_form(%s, 'City-1', '{"kinds": ["丙类"], "select": 0}')$$, :matter));
SELECT gov_cloud.fill_form(:matter, 'City-1', '{"kinds": ["乙类", "a"], "select": 7}');
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'submit')$$, :matter));
SELECT gov_cloud.fill_form(:matter, 'City-1', '{"contact": "甲", "disks": [{"size": 100, "n": 3}, {"size": 0.5, "n": 1}]}');
SELECT total FROM gov_cloud.form_totals(:matter, 'City-1');
SELECT state FROM gov_cloud.act(:matter, 'submit');
SELECT content FROM gov_cloud.form_filing WHERE form = 'City-1';
RESET SESSION AUTHORIZATION;
SELECT format('DROP ROLE %I', rolname) FROM pg_roles WHERE rolname LIKE 'regress\_form\_%' \gexec
