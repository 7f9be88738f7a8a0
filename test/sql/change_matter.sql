-- the major-change test on matters: what a form makes of a system, in figures and fee; guard, effect, and what is kept
CALL example_parties('change');
INSERT INTO gov_cloud.person (id, login, name, organization) VALUES (90, current_user, '管理员', 3);
INSERT INTO gov_cloud.role_holding (person, organization, role, jurisdiction) VALUES (90, 3, 'finance', '999901'), (90, 3, 'authority', '999901');
INSERT INTO gov_cloud.catalogue_item (jurisdiction, code, family, category_l2, category_l3, name, components) VALUES
  ('999901', 'vm', 'host', '计算', '/', '弹性云服务器', '{vcpu,memory_gb,storage_gb}'),
  ('999901', 'eip', 'infrastructure', '网络服务', '弹性互联网IP地址', 'IP', '{unit}'),
  ('999901', 'waf', 'security', '安全', '云防火墙', '云防火墙', '{unit}');
INSERT INTO gov_cloud.policy (code, title) VALUES ('probe/1', '变更示例办法');
INSERT INTO gov_cloud.article (policy, label, summary) VALUES ('probe/1', '13', '变更');
INSERT INTO gov_cloud.policy_role (policy, role, party, title, article) VALUES
  ('probe/1', 'using_unit', 'P1', '使用单位', '13'), ('probe/1', 'authority', 'P2', '数管局', '13'), ('probe/1', 'provider', 'P3', '云服务商', '13');
INSERT INTO gov_cloud.procedure (policy, code, title, subject, changes_resources, rule, article) VALUES ('probe/1', 'change', '变更', 'system', true, 'C', '13');
INSERT INTO gov_cloud.state (policy, procedure, state, title, outcome, position) VALUES
  ('probe/1', 'change', 'draft', '草稿', NULL, 1), ('probe/1', 'change', 'requested', '已申请', NULL, 2), ('probe/1', 'change', 'major', '重大变更', 'completed', 3),
  ('probe/1', 'change', 'approved', '已同意', NULL, 4), ('probe/1', 'change', 'done', '已变更', 'completed', 5), ('probe/1', 'change', 'withdrawn', '已撤回', 'withdrawn', 6);
INSERT INTO gov_cloud.transition (policy, code, rule, procedure, from_state, action, title, to_state, actors, automatic, decides, article) VALUES
  ('probe/1', 'C00', 'C00', 'change', NULL, 'open', '起草', 'draft', '{using_unit}', false, false, '13'),
  ('probe/1', 'C01', 'C01', 'change', 'draft', 'submit', '申请', 'requested', '{using_unit}', false, false, '13'),
  ('probe/1', 'C04', 'C04', 'change', 'requested', 'treat_as_major', '按重大变更', 'major', '{}', true, false, '13'),
  ('probe/1', 'C03', 'C03', 'change', 'requested', 'approve', '同意', 'approved', '{authority}', false, true, '13'),
  ('probe/1', 'C05', 'C05', 'change', 'approved', 'complete', '完成', 'done', '{provider}', false, false, '13'),
  ('probe/1', 'C09', 'C09', 'change', 'draft', 'withdraw', '撤回', 'withdrawn', '{using_unit}', false, false, NULL),
  ('probe/1', 'C09r', 'C09', 'change', 'requested', 'withdraw', '撤回', 'withdrawn', '{using_unit}', false, false, NULL);
INSERT INTO gov_cloud.transition_effect (policy, transition, position, effect, parameters) VALUES
  ('probe/1', 'C01', 1, 'file_form', '{"form": "HQ-F2"}'), ('probe/1', 'C01', 2, 'assess_change', '{"form": "HQ-F2"}'),
  ('probe/1', 'C05', 1, 'apply_change', '{"form": "HQ-F2"}'), ('probe/1', 'C05', 2, 'start_billing', '{"from": "completion"}');
INSERT INTO gov_cloud.policy_parameter (policy, name, kind, choices, value, note) VALUES
  ('probe/1', 'major_change_percent', 'numeric', NULL, '50', '13'), ('probe/1', 'major_counts_decrease', 'boolean', NULL, 'true', 'no direction'),
  ('probe/1', 'zero_base_policy', 'text', '{warn,major}', 'warn', ''), ('probe/1', 'cumulative_window_days', 'integer', NULL, NULL, ''),
  ('probe/1', 'major_basis', 'text', '{any_dimension,weighted_fee,sum}', 'any_dimension', '');
SELECT example_clock('2026-01-05 09:00');
-- parameters are checked when the policy is published
INSERT INTO gov_cloud.transition_guard (policy, transition, position, guard, parameters) VALUES ('probe/1', 'C03', 1, 'change_class', '{"class": "middling"}'),
  ('probe/1', 'C04', 1, 'change_class', '{"class": "major"}');
SET SESSION AUTHORIZATION regress_change_secadmin;
SELECT refusal($$SELECT gov_cloud.publish_policy('probe/1')$$);
RESET SESSION AUTHORIZATION;
DELETE FROM gov_cloud.transition_guard WHERE policy = 'probe/1';
INSERT INTO gov_cloud.transition_guard (policy, transition, position, guard, parameters, article) VALUES
  ('probe/1', 'C04', 1, 'change_class', '{"class": "major"}', '13'), ('probe/1', 'C03', 1, 'change_class', '{"class": "minor"}', '13');
SET SESSION AUTHORIZATION regress_change_secadmin;
SELECT length(gov_cloud.publish_policy('probe/1')) > 0 AS published;
SELECT gov_cloud.adopt_policy('999901', 'probe/1', '2020-01-01') > 0 AS adopted;
RESET SESSION AUTHORIZATION;
-- 10 cores at 50, 20 GB at 20, 100 GB at 1: 1000 a month
SELECT gov_cloud.create_price_list('999901', 4, '2026', '2026-01-01') AS list \gset
SELECT gov_cloud.set_price(:list, 'vm', 'vcpu', 'month', 50) > 0 AS set, gov_cloud.set_price(:list, 'vm', 'memory_gb', 'month', 20) > 0 AS set,
  gov_cloud.set_price(:list, 'vm', 'storage_gb', 'month', 1) > 0 AS set, gov_cloud.set_price(:list, 'eip', 'unit', 'day', 2) > 0 AS set;
SELECT gov_cloud.publish_price_list(:list);

CREATE FUNCTION pg_temp.held(system bigint, cpu numeric, memory numeric, storage numeric) RETURNS void LANGUAGE sql AS $$
  WITH r AS (INSERT INTO gov_cloud.resource (unit_id, jurisdiction, provider_id, system_id, item, name, provisioned_at, billed)
    VALUES (1, '999901', 4, system, 'vm', 'app', '2026-01-06 09:00+08', '[2026-01-06,)') RETURNING *)
  INSERT INTO gov_cloud.resource_specification (resource, unit_id, jurisdiction, effective_at, valid, vcpu, memory_gb, storage_gb)
    SELECT id, 1, '999901', provisioned_at, '[2026-01-06,)', cpu, memory, storage FROM r;
$$;
UPDATE gov_cloud.system SET status = 'in_service';
SELECT pg_temp.held(1, 10, 20, 100), pg_temp.held(2, 4, 16, 140), pg_temp.held(3, 10, 20, 100);

-- what the change would be, and what becomes of it when it is submitted
CREATE FUNCTION pg_temp.change(system bigint, moment text, rows jsonb) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  m bigint;
BEGIN
  PERFORM example_clock(moment);
  SET LOCAL SESSION AUTHORIZATION regress_change_unit;
  m := (gov_cloud.open_matter('change', system)).matter;
  PERFORM gov_cloud.fill_form(m, 'HQ-F2', rows::text);
  RESET SESSION AUTHORIZATION;
  RETURN m;
END $$;
CREATE FUNCTION pg_temp.acts(who text, m bigint, what text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  s text;
BEGIN
  EXECUTE format('SET LOCAL SESSION AUTHORIZATION %I', 'regress_change_' || who);
  s := (gov_cloud.act(m, what)).state;
  RESET SESSION AUTHORIZATION;
  RETURN (SELECT state FROM gov_cloud.matter WHERE id = m);
END $$;
CREATE FUNCTION pg_temp.tried(system bigint, moment text, rows jsonb) RETURNS TABLE (class text, over text, fee text, note text) LANGUAGE plpgsql AS $$
DECLARE
  m bigint := pg_temp.change(system, moment, rows);
BEGIN
  RETURN QUERY SELECT max(a.figure) FILTER (WHERE a.leg = 'class'), string_agg(a.figure, ',') FILTER (WHERE a.over AND a.leg <> 'class'),
    max(concat(a.figure_before, ' -> ', a.figure_after)) FILTER (WHERE a.leg = 'fee'), max(a.note) FILTER (WHERE a.leg = 'class')
    FROM gov_cloud.assess_change(m) a;
  PERFORM example_clock(moment);
  PERFORM pg_temp.acts('unit', m, 'withdraw');
END $$;

-- MV1: 10 -> 15 cores, memory 20 -> 30, storage 100 -> 150: fee 1000 -> 1500, 50 % exactly: minor
SELECT * FROM pg_temp.tried(1, '2026-02-02 09:00', '{"changed_hosts": [{"host_name": "app", "cpu_after": 15, "memory_after": 30, "system_disk_after": 50, "data_disk_after": 100}]}');
-- MV2: 10 -> 16 cores: major
SELECT * FROM pg_temp.tried(1, '2026-02-02 09:00', '{"changed_hosts": [{"host_name": "app", "cpu_after": 16}]}');
-- MV3: resources +10 %, and the fee by more than half: 9 addresses of 2 yuan a day (28 days): 50 + 504
SELECT * FROM pg_temp.tried(1, '2026-02-02 09:00', '{"changed_hosts": [{"host_name": "app", "cpu_after": 11}], "other_items": [{"service_name": "IP", "catalogue_item": "eip", "quantity": 9}]}');
-- MV4: memory +60 %, all else unchanged: major
SELECT * FROM pg_temp.tried(1, '2026-02-02 09:00', '{"changed_hosts": [{"host_name": "app", "memory_after": 32}]}');
-- MV5: 10 -> 4 cores: major, the text knows no direction
SELECT * FROM pg_temp.tried(1, '2026-02-02 09:00', '{"changed_hosts": [{"host_name": "app", "cpu_after": 4, "remark": "decrease"}]}');
-- ... and giving the only host back
SELECT * FROM pg_temp.tried(1, '2026-02-02 09:00', '{"changed_hosts": [{"host_name": "app", "remark": "release"}]}');
-- MV6: the printed example of form 2 as the whole system: major
SELECT * FROM pg_temp.tried(2, '2026-02-02 09:00', '{"changed_hosts": [{"host_name": "app", "cpu_before": 4, "cpu_after": 8, "memory_before": 16, "memory_after": 32,
  "system_disk_before": 40, "system_disk_after": 60, "data_disk_before": 100, "data_disk_after": 200, "remark": "核增"}]}');
-- MV7: a first internet address: from nothing there is no ratio, the fee decides, with a warning
SELECT * FROM pg_temp.tried(1, '2026-02-02 09:00', '{"other_items": [{"service_name": "IP", "catalogue_item": "eip", "quantity": 1}]}');
-- a second host: what is asked for counts as what is changed does
SELECT * FROM pg_temp.tried(1, '2026-02-02 09:00', '{"added_hosts": [{"host_type": "弹性云服务器", "host_name": "db", "vcpu_cores": 3, "memory_gb": 5, "system_disk_gb": 20, "host_count": 2}]}');

-- where prices are missing, major can be said by the resources, minor cannot
SELECT * FROM pg_temp.tried(1, '2026-02-02 09:00', '{"other_items": [{"service_name": "云防火墙", "catalogue_item": "waf", "quantity": 1}]}');
SELECT * FROM pg_temp.tried(1, '2026-02-02 09:00', '{"changed_hosts": [{"host_name": "app", "cpu_after": 16}], "other_items": [{"service_name": "云防火墙", "catalogue_item": "waf", "quantity": 1}]}');
SELECT * FROM pg_temp.tried(1, '2026-02-02 09:00', '{"changed_hosts": [{"host_name": "nobody", "cpu_before": 10, "cpu_after": 11}]}');

-- submitted: a minor one is approved and carried out; the judgement is kept with its arithmetic
SELECT pg_temp.change(1, '2026-02-10 09:00', '{"changed_hosts": [{"host_name": "app", "cpu_after": 14}]}') AS m \gset
SELECT pg_temp.acts('unit', :m, 'submit');
SELECT pg_temp.acts('authority', :m, 'approve');
SELECT pg_temp.acts('provider', :m, 'complete');
-- what has become of prices and systems since does not change a judgement that is kept
SELECT figure, figure_before, figure_after, note FROM gov_cloud.assess_change(:m);
SELECT class, resource_leg, fee_leg, missing, warning, percent, major_basis, counts_decrease, window_days, base_day FROM gov_cloud.change_assessment WHERE matter = :m;
SELECT leg, figure, figure_before, figure_after, growth_percent, over FROM gov_cloud.change_assessment_figure WHERE assessment = (SELECT max(id) FROM gov_cloud.change_assessment) ORDER BY position;
-- a major one goes its other way by itself
SELECT pg_temp.change(3, '2026-02-10 09:00', '{"changed_hosts": [{"host_name": "app", "cpu_after": 16}]}') AS major \gset
SELECT pg_temp.acts('unit', :major, 'submit');
-- one that cannot be judged waits, and says what is missing
SELECT pg_temp.change(2, '2026-02-10 09:00', '{"other_items": [{"service_name": "云防火墙", "catalogue_item": "waf", "quantity": 1}]}') AS unknown \gset
SELECT pg_temp.acts('unit', :unknown, 'submit');
SELECT refusal(format($$SELECT pg_temp.acts('authority', %s, 'approve')$$, :unknown));
RESET SESSION AUTHORIZATION;
-- with the price there it can be judged
SELECT gov_cloud.set_price(:list, 'waf', 'unit', 'month', 10) > 0 AS set;
SELECT figure, note FROM gov_cloud.assess_change(:unknown) WHERE leg <> 'resource';
SELECT pg_temp.acts('authority', :unknown, 'approve');

-- salami: 10 -> 14 and 14 -> 19 are minor each, together 90 %: warned of
SELECT pg_temp.change(1, '2026-02-17 09:00', '{"changed_hosts": [{"host_name": "app", "cpu_after": 19}]}') AS m \gset
SELECT pg_temp.acts('unit', :m, 'submit');
SELECT system_id, leg, figure, first_at, last_at, figure_before, figure_after, growth_percent FROM gov_cloud.split_change;
-- a county that counts the changes of ninety days together
SELECT pg_temp.acts('unit', :m, 'withdraw');
SET SESSION AUTHORIZATION regress_change_sysadmin;
SELECT gov_cloud.adopt_local_rule('999901', 'probe/1', 'cumulative_window_days', '90', '防止拆分') > 0 AS chosen;
RESET SESSION AUTHORIZATION;
SELECT * FROM pg_temp.tried(1, '2026-02-18 09:00', '{"changed_hosts": [{"host_name": "app", "cpu_after": 19}]}');
SELECT * FROM pg_temp.tried(1, '2026-06-18 09:00', '{"changed_hosts": [{"host_name": "app", "cpu_after": 19}]}');

-- facts, and whose they are
SET ROLE gov_cloud_owner;
UPDATE gov_cloud.change_assessment SET class = 'minor';
RESET ROLE;
SET SESSION AUTHORIZATION regress_change_school;
SELECT count(*) FROM gov_cloud.change_assessment;
SELECT * FROM gov_cloud.assess_change(:m);
SET SESSION AUTHORIZATION regress_change_provider;
SELECT count(*) > 0 AS seen FROM gov_cloud.change_assessment_figure;
RESET SESSION AUTHORIZATION;
SELECT * FROM gov_cloud.assess_change(999);
