-- from which day and until which day a resource is billed: the effects start_billing and stop_billing
CALL example_parties('billed');
INSERT INTO gov_cloud.person (id, login, name, organization) VALUES (90, current_user, '管理员', 3);
INSERT INTO gov_cloud.role_holding (person, organization, role, jurisdiction) VALUES (90, 3, 'finance', '999901');
INSERT INTO gov_cloud.catalogue_item (jurisdiction, code, family, category_l2, name) VALUES ('999901', 'ip', 'infrastructure', '网络服务', '弹性互联网IP地址');
INSERT INTO gov_cloud.policy (code, title) VALUES ('billing/1', '计费示例办法');
INSERT INTO gov_cloud.article (policy, label, summary) VALUES ('billing/1', 'art. 12', '开通与计费'), ('billing/1', 'art. 14', '退出');
INSERT INTO gov_cloud.policy_role (policy, role, party, title, article) VALUES
  ('billing/1', 'using_unit', 'B-P1', '使用单位', 'art. 12'), ('billing/1', 'authority', 'B-P2', '数管局', 'art. 12'), ('billing/1', 'provider', 'B-P3', '云服务商', 'art. 12');
INSERT INTO gov_cloud.procedure (policy, code, title, subject, changes_resources, rule, article) VALUES
  ('billing/1', 'onboarding', '上云', 'system', true, 'B-T', 'art. 12'), ('billing/1', 'change', '变更', 'system', true, 'B-C', 'art. 12'), ('billing/1', 'exit', '退出', 'system', true, 'B-X', 'art. 14');
INSERT INTO gov_cloud.state (policy, procedure, state, title, outcome, position) VALUES
  ('billing/1', 'onboarding', 'trial', '试运行', NULL, 1), ('billing/1', 'onboarding', 'opened', '已开通', NULL, 2), ('billing/1', 'onboarding', 'in_service', '使用中', 'completed', 3),
  ('billing/1', 'change', 'approved', '已同意', NULL, 1), ('billing/1', 'change', 'done', '已变更', 'completed', 2),
  ('billing/1', 'exit', 'approved', '已同意', NULL, 1), ('billing/1', 'exit', 'reclaimed', '已回收', 'completed', 2);
INSERT INTO gov_cloud.transition (policy, code, rule, procedure, from_state, action, title, to_state, actors, quorum, article) VALUES
  ('billing/1', 'B-T01', 'B-T01', 'onboarding', NULL, 'open', '试运行', 'trial', '{using_unit}', 'any', 'art. 12'),
  ('billing/1', 'B-T13', 'B-T13', 'onboarding', 'trial', 'open_service', '正式开通', 'opened', '{authority}', 'any', 'art. 12'),
  ('billing/1', 'B-T14', 'B-T14', 'onboarding', 'opened', 'sign', '签订三方协议', 'in_service', '{using_unit,provider,authority}', 'all', 'art. 12'),
  ('billing/1', 'B-C01', 'B-C01', 'change', NULL, 'open', '申请', 'approved', '{using_unit}', 'any', 'art. 12'),
  ('billing/1', 'B-C05', 'B-C05', 'change', 'approved', 'complete', '完成', 'done', '{provider}', 'any', 'art. 12'),
  ('billing/1', 'B-X01', 'B-X01', 'exit', NULL, 'open', '申请', 'approved', '{using_unit}', 'any', 'art. 14'),
  ('billing/1', 'B-X03', 'B-X03', 'exit', 'approved', 'reclaim', '回收', 'reclaimed', '{provider}', 'any', 'art. 14');
INSERT INTO gov_cloud.policy_parameter (policy, name, kind, choices, value, note) VALUES
  ('billing/1', 'billing_start', 'text', '{later_of_opening_and_agreement,opening}', 'later_of_opening_and_agreement', 'B1'),
  ('billing/1', 'billing_stop_on_exit', 'text', '{reclaim_day_unbilled,reclaim_day_billed}', 'reclaim_day_unbilled', 'B4'),
  ('billing/1', 'month_proration', 'text', '{days_of_month,thirty_days}', 'days_of_month', 'silent'),
  ('billing/1', 'statement_grace_days', 'integer', NULL, '10', 'silent');
SELECT example_clock('2026-01-05 09:00');
CREATE FUNCTION pg_temp.publish(from_parameters text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM gov_cloud.transition_effect WHERE policy = 'billing/1';
  INSERT INTO gov_cloud.transition_effect (policy, transition, position, effect, parameters) VALUES
    ('billing/1', 'B-T14', 1, 'start_billing', from_parameters::jsonb), ('billing/1', 'B-C05', 1, 'start_billing', '{"from": "completion"}'),
    ('billing/1', 'B-C05', 2, 'stop_billing', '{"resources": "released"}'), ('billing/1', 'B-X03', 1, 'stop_billing', '{}');
  SET LOCAL SESSION AUTHORIZATION regress_billed_secadmin;
  RETURN left(gov_cloud.publish_policy('billing/1'), 0) || 'published';
END $$;
-- parameters are checked when the policy is published
SELECT refusal($$SELECT pg_temp.publish('{"from": "whenever"}')$$);
SELECT refusal($$SELECT pg_temp.publish('{"from": "later_of_opening_and_agreement"}')$$);
SELECT refusal($$SELECT pg_temp.publish('{"from": "completion", "until": "then"}')$$);
SELECT pg_temp.publish('{"from": "later_of_opening_and_agreement", "opening": "B-T13"}');
RESET SESSION AUTHORIZATION;
SET SESSION AUTHORIZATION regress_billed_secadmin;
SELECT gov_cloud.adopt_policy('999901', 'billing/1', '2020-01-01') > 0 AS adopted;
RESET SESSION AUTHORIZATION;

CREATE FUNCTION pg_temp.provide(system bigint, name text, matter bigint DEFAULT NULL) RETURNS void LANGUAGE sql AS $$
  WITH r AS (INSERT INTO gov_cloud.resource (unit_id, jurisdiction, provider_id, system_id, item, name, provisioned_at, matter)
    VALUES (1, '999901', 4, system, 'ip', name, gov_cloud.clock(), matter) RETURNING *)
  INSERT INTO gov_cloud.resource_specification (resource, unit_id, jurisdiction, effective_at, valid)
    SELECT id, unit_id, jurisdiction, provisioned_at, daterange((provisioned_at AT TIME ZONE 'Asia/Shanghai')::date, NULL) FROM r;
$$;
-- who does what, when; the clock goes along
CREATE FUNCTION pg_temp.does(who text, what text, moment text, m bigint DEFAULT NULL) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  state text;
BEGIN
  PERFORM example_clock(moment);
  EXECUTE format('SET LOCAL SESSION AUTHORIZATION %I', 'regress_billed_' || who);
  state := (gov_cloud.act(m, what)).state;
  RESET SESSION AUTHORIZATION;
  RETURN state;
END $$;
CREATE FUNCTION pg_temp.opens(procedure text, system bigint, moment text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  m bigint;
BEGIN
  PERFORM example_clock(moment);
  SET LOCAL SESSION AUTHORIZATION regress_billed_unit;
  m := (gov_cloud.open_matter(procedure, system)).matter;
  RESET SESSION AUTHORIZATION;
  RETURN m;
END $$;

-- BV1: formally opened 2026-03-06, last of three seals 03-10: billed from 03-10
SELECT pg_temp.opens('onboarding', 1, '2026-02-01 09:00') AS m \gset
SELECT pg_temp.provide(1, 'BV1'), pg_temp.provide(1, 'given back in the trial');
UPDATE gov_cloud.resource SET released_at = '2026-02-10 09:00+08' WHERE name = 'given back in the trial';
SELECT pg_temp.does('authority', 'open_service', '2026-03-06 16:00', :m);
SELECT pg_temp.does('unit', 'sign', '2026-03-06 17:00', :m), pg_temp.does('authority', 'sign', '2026-03-09 09:00', :m);
SELECT name, billed FROM gov_cloud.resource WHERE system_id = 1 ORDER BY id;
SELECT pg_temp.does('provider', 'sign', '2026-03-10 23:30', :m);
SELECT name, billed FROM gov_cloud.resource WHERE system_id = 1 ORDER BY id;

-- a completed change: what came by it is billed from that day, what it took is not billed on it
SELECT pg_temp.opens('change', 1, '2026-03-15 09:00') AS m \gset
SELECT pg_temp.provide(1, 'came', :m), pg_temp.provide(1, 'came otherwise');
UPDATE gov_cloud.resource SET released_at = '2026-03-20 23:50+08', released_by = :m WHERE name = 'BV1';
SELECT pg_temp.does('provider', 'complete', '2026-03-20 23:50', :m);
SELECT name, billed FROM gov_cloud.resource WHERE system_id = 1 ORDER BY id;

-- BV5: reclaimed 03-31: billed through 03-30; what another matter had taken keeps its end
SELECT pg_temp.opens('exit', 1, '2026-03-25 09:00') AS m \gset
UPDATE gov_cloud.resource SET released_at = '2026-03-31 10:00+08', released_by = :m WHERE released_at IS NULL;
SELECT pg_temp.does('provider', 'reclaim', '2026-03-31 10:00', :m);
SELECT name, billed FROM gov_cloud.resource WHERE system_id = 1 ORDER BY id;

-- a county that bills from the opening, through the day of the reclaim, and by months of thirty days
SET SESSION AUTHORIZATION regress_billed_sysadmin;
SELECT gov_cloud.adopt_local_rule('999901', 'billing/1', 'billing_start', 'opening', '县里的约定', '2026-04-01') > 0 AS chosen,
  gov_cloud.adopt_local_rule('999901', 'billing/1', 'billing_stop_on_exit', 'reclaim_day_billed', '县里的约定', '2026-04-01') > 0 AS chosen,
  gov_cloud.adopt_local_rule('999901', 'billing/1', 'month_proration', 'thirty_days', '县里的约定', '2026-05-01') > 0 AS chosen;
RESET SESSION AUTHORIZATION;
UPDATE gov_cloud.system SET status = 'registered' WHERE id = 2;
SELECT pg_temp.opens('onboarding', 2, '2026-04-01 09:00') AS m \gset
SELECT pg_temp.provide(2, 'from the opening');
SELECT pg_temp.does('authority', 'open_service', '2026-04-06 16:00', :m);
SELECT pg_temp.does('unit', 'sign', '2026-04-10 17:00', :m), pg_temp.does('authority', 'sign', '2026-04-10 17:00', :m), pg_temp.does('provider', 'sign', '2026-04-10 23:30', :m);
SELECT pg_temp.opens('exit', 2, '2026-05-20 09:00') AS m \gset
UPDATE gov_cloud.resource SET released_at = '2026-06-01 10:00+08', released_by = :m WHERE system_id = 2;
UPDATE gov_cloud.resource_specification SET valid = valid * '(,2026-06-01)' WHERE resource = (SELECT id FROM gov_cloud.resource WHERE system_id = 2);
SELECT pg_temp.does('provider', 'reclaim', '2026-06-01 10:00', :m);
SELECT name, billed FROM gov_cloud.resource WHERE system_id = 2;
SELECT example_clock('2026-03-01 09:00');
SELECT gov_cloud.create_price_list('999901', 4, '2026', '2026-01-01') AS list \gset
SELECT gov_cloud.set_price(:list, 'ip', 'unit', 'month', 30) > 0 AS set;
SELECT gov_cloud.publish_price_list(:list);
-- April by its 30 days, May by 30 of its 31, and the day of the reclaim
SELECT month, period, divisor, amount, parked FROM gov_cloud.rate('999901', 4, '2026-04-01', '2026-06-01') ORDER BY period;
-- the policy gives ten days of grace
SELECT example_clock('2026-05-01 09:00');
SELECT added > 0 AS drafted FROM gov_cloud.draft_statements('999901');
SELECT month, state, closes_from FROM gov_cloud.statement ORDER BY month;

-- what no action began to bill is shown
UPDATE gov_cloud.system SET status = 'in_service' WHERE id = 1;
UPDATE gov_cloud.resource SET released_at = NULL WHERE name = 'came otherwise';
SELECT name, provided_on FROM gov_cloud.unbilled_resource;
-- what nobody provides cannot be billed
UPDATE gov_cloud.system SET status = 'registered' WHERE id = 3;
SELECT pg_temp.opens('onboarding', 3, '2026-05-01 09:00') AS m \gset
SELECT pg_temp.provide(3, 'nobody''s');
UPDATE gov_cloud.resource SET provider_id = NULL WHERE system_id = 3;
SELECT pg_temp.does('authority', 'open_service', '2026-05-06 16:00', :m);
SELECT pg_temp.does('unit', 'sign', '2026-05-06 17:00', :m), pg_temp.does('authority', 'sign', '2026-05-06 17:00', :m);
SELECT refusal(format($$SELECT pg_temp.does('provider', 'sign', '2026-05-06 18:00', %s)$$, :m));
