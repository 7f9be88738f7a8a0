-- who pays: what was ordered back too late, cut off, charged to the unit; a late reclaim of an exit; deductions
CALL example_parties('payer');
SELECT setval('gov_cloud.system_id_seq', 10) \gset
INSERT INTO gov_cloud.person (id, login, name, organization) VALUES (90, current_user, '财务', 3);
INSERT INTO gov_cloud.role_holding (person, organization, role, jurisdiction) VALUES (90, 3, 'finance', '999901');
INSERT INTO gov_cloud.catalogue_item (jurisdiction, code, family, category_l2, name, components) VALUES
  ('999901', 'vm', 'host', '云主机', '弹性云服务器', '{vcpu,memory_gb}'), ('999901', 'box', 'host', '云主机', '整机', '{unit}');
INSERT INTO gov_cloud.policy (code, title, calendar) VALUES ('payer/1', '付款示例办法', 'cn');
INSERT INTO gov_cloud.article (policy, label, summary) VALUES ('payer/1', 'art. 38', '结算'), ('payer/1', 'art. 41', '自付'), ('payer/1', 'art. 23', '退出');
INSERT INTO gov_cloud.policy_role (policy, role, party, title, article) VALUES
  ('payer/1', 'using_unit', 'P-P1', '使用单位', 'art. 38'), ('payer/1', 'authority', 'P-P2', '运行管理单位', 'art. 38'), ('payer/1', 'provider', 'P-P3', '服务商', 'art. 38');
INSERT INTO gov_cloud.procedure (policy, code, title, subject, rule, article) VALUES
  ('payer/1', 'open', '开通', 'system', 'P-T', 'art. 38'), ('payer/1', 'low_use', '低效', 'system', 'P-E', 'art. 38'), ('payer/1', 'exit', '退出', 'system', 'P-X', 'art. 23');
INSERT INTO gov_cloud.state (policy, procedure, state, title, outcome, position) VALUES
  ('payer/1', 'open', 'opened', '已开通', 'completed', 1), ('payer/1', 'low_use', 'notified', '已通知', NULL, 1), ('payer/1', 'low_use', 'closed', '办结', 'completed', 2),
  ('payer/1', 'exit', 'requested', '已申请', NULL, 1), ('payer/1', 'exit', 'approved', '已同意', NULL, 2), ('payer/1', 'exit', 'reclaimed', '已回收', 'completed', 3);
INSERT INTO gov_cloud.transition (policy, code, rule, procedure, from_state, action, title, to_state, actors, automatic, repeatable, article) VALUES
  ('payer/1', 'P-T07', 'P-T07', 'open', NULL, 'open', '开通', 'opened', '{authority}', false, false, 'art. 38'),
  ('payer/1', 'P-E02', 'P-E02', 'low_use', NULL, 'open', '书面通知', 'notified', '{authority}', false, false, 'art. 38'),
  ('payer/1', 'P-E04', 'P-E04', 'low_use', 'notified', 'order', '要求收回', NULL, '{authority}', false, false, 'art. 38'),
  ('payer/1', 'P-E04d', 'P-E04', 'low_use', 'notified', 'disconnect', '断网', NULL, '{provider}', false, true, 'art. 38'),
  ('payer/1', 'P-E04c', 'P-E04', 'low_use', 'notified', 'reconnect', '恢复网络', NULL, '{provider}', false, true, 'art. 38'),
  ('payer/1', 'P-E04r', 'P-E04', 'low_use', 'notified', 'reclaim', '收回', NULL, '{provider}', false, false, 'art. 38'),
  ('payer/1', 'P-B3', 'P-B3', 'low_use', 'notified', 'mark', '认定无效资源', NULL, '{authority}', false, true, 'art. 38'),
  ('payer/1', 'P-B3g', 'P-B3', 'low_use', 'notified', 'mark_if_late', '认定无效资源', NULL, '{authority}', false, true, 'art. 38'),
  ('payer/1', 'P-B4', 'P-B4', 'low_use', 'notified', 'charge', '单位自付', NULL, '{authority}', false, true, 'art. 41'),
  ('payer/1', 'P-B4b', 'P-B4', 'low_use', 'notified', 'reinstate', '恢复统一支付', NULL, '{authority}', false, true, 'art. 41'),
  ('payer/1', 'P-B7', 'P-B7', 'low_use', 'notified', 'deduct', '扣减', NULL, '{authority}', false, true, 'art. 38'),
  ('payer/1', 'P-B8', 'P-B8', 'low_use', 'notified', 'settle', '年度结算', NULL, '{authority}', false, true, 'art. 38'),
  ('payer/1', 'P-B9', 'P-B9', 'low_use', 'notified', 'settle_year', '按季度考核年度结算', NULL, '{authority}', false, true, 'art. 38'),
  ('payer/1', 'P-E05', 'P-E05', 'low_use', 'notified', 'close', '办结', 'closed', '{authority}', false, false, 'art. 38'),
  ('payer/1', 'P-X01', 'P-X01', 'exit', NULL, 'open', '申请', 'requested', '{using_unit}', false, false, 'art. 23'),
  ('payer/1', 'P-X02', 'P-X02', 'exit', 'requested', 'approve', '同意', 'approved', '{authority}', false, false, 'art. 23'),
  ('payer/1', 'P-X03', 'P-X03', 'exit', 'approved', 'reclaim', '回收', 'reclaimed', '{provider}', false, false, 'art. 23');
INSERT INTO gov_cloud.transition_guard (policy, transition, position, guard, parameters, rule, article) VALUES
  ('payer/1', 'P-B3g', 1, 'reclaim_late', '{}', 'P-B3', 'art. 38'), ('payer/1', 'P-B9', 1, 'year_assessed', '{}', 'P-B9', 'art. 38');
INSERT INTO gov_cloud.indicator (policy, code, rule, title, subject, scale, cadence, assessor, article) VALUES
  ('payer/1', 'service', 'P-B9', '服务质量', 'provider', 'number', 'quarter', 'authority', 'art. 38');
INSERT INTO gov_cloud.transition_effect (policy, transition, position, effect, parameters, article) VALUES
  ('payer/1', 'P-T07', 1, 'start_billing', '{"from": "opening", "opening": "P-T07"}', 'art. 38'),
  ('payer/1', 'P-E04', 1, 'order_reclaim', '{}', 'art. 38'), ('payer/1', 'P-E04d', 1, 'disconnect_resources', '{}', 'art. 38'),
  ('payer/1', 'P-E04c', 1, 'reconnect_resources', '{}', 'art. 38'), ('payer/1', 'P-E04r', 1, 'release_ordered', '{}', 'art. 38'),
  ('payer/1', 'P-E04r', 2, 'stop_billing', '{"resources": "released"}', 'art. 38'), ('payer/1', 'P-B3', 1, 'mark_invalid', '{}', 'art. 38'), ('payer/1', 'P-B3g', 1, 'mark_invalid', '{}', 'art. 38'),
  ('payer/1', 'P-B4', 1, 'charge_unit', '{}', 'art. 41'), ('payer/1', 'P-B4b', 1, 'reinstate_payer', '{"resources": "listed"}', 'art. 41'),
  ('payer/1', 'P-B7', 1, 'propose_deduction', '{}', 'art. 38'), ('payer/1', 'P-B8', 1, 'propose_settlement', '{}', 'art. 38'), ('payer/1', 'P-B9', 1, 'propose_settlement', '{}', 'art. 38'),
  ('payer/1', 'P-X03', 1, 'release_resources', '{}', 'art. 23'), ('payer/1', 'P-X03', 2, 'stop_billing', '{"deadline": "P-D10"}', 'art. 23');
INSERT INTO gov_cloud.deadline_rule (policy, code, procedure, title, starts_on, ends_on, term, kind, rolls, obligor, article) VALUES
  ('payer/1', 'P-D10', 'exit', '3个工作日内回收', '{P-X02}', '{P-X03}', '3 workdays', 'latest', true, 'provider', 'art. 23');
INSERT INTO gov_cloud.policy_parameter (policy, name, kind, choices, value, note) VALUES
  ('payer/1', 'invalid_from', 'text', '{window_start,established,reclaim_due}', 'window_start', 'Q7'),
  ('payer/1', 'invalid_granularity', 'text', '{component,vm}', 'component', '5X.4'),
  ('payer/1', 'vendor_reclaim_workdays', 'integer', NULL, '3', 'borrowed from art. 23'),
  ('payer/1', 'disconnected_payer', 'text', '{unpaid_invalid,central}', 'unpaid_invalid', 'B9'),
  ('payer/1', 'fee_end_on_late_reclaim', 'text', '{actual_reclaim,min_actual_due}', 'min_actual_due', 'who is late must not earn'),
  ('payer/1', 'statement_grace_days', 'integer', NULL, '3', 'silent');
SELECT example_clock('2026-01-05 09:00');
SET SESSION AUTHORIZATION regress_payer_secadmin;
SELECT gov_cloud.publish_policy('payer/1') IS NOT NULL AS published, gov_cloud.adopt_policy('999901', 'payer/1', '2020-01-01') > 0 AS adopted;
RESET SESSION AUTHORIZATION;
SELECT gov_cloud.create_price_list('999901', 4, '2026', '2026-01-01') AS list \gset
SELECT gov_cloud.set_price(:list, 'vm', 'vcpu', 'day', 1) > 0 AS set, gov_cloud.set_price(:list, 'vm', 'memory_gb', 'day', 0.1) > 0 AS set, gov_cloud.set_price(:list, 'box', 'unit', 'day', 10) > 0 AS set;
SELECT gov_cloud.publish_price_list(:list);

CREATE FUNCTION pg_temp.does(who text, what text, moment text, m bigint, opinion text DEFAULT NULL, data text DEFAULT NULL) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  state text;
BEGIN
  PERFORM example_clock(moment);
  EXECUTE format('SET LOCAL SESSION AUTHORIZATION %I', 'regress_payer_' || who);
  state := (gov_cloud.act(m, what, opinion => opinion, data => data)).state;
  RESET SESSION AUTHORIZATION;
  RETURN state;
END $$;
CREATE FUNCTION pg_temp.opens(who text, procedure text, system bigint, moment text, finding bigint DEFAULT NULL) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  m bigint;
BEGIN
  PERFORM example_clock(moment);
  EXECUTE format('SET LOCAL SESSION AUTHORIZATION %I', 'regress_payer_' || who);
  m := (gov_cloud.open_matter(procedure, system, about_kind => CASE WHEN finding IS NOT NULL THEN 'finding' END, about_id => finding)).matter;
  RESET SESSION AUTHORIZATION;
  RETURN m;
END $$;
-- a machine opened on 1 March in a system of its own: 4 cores, 10 GB
CREATE FUNCTION pg_temp.machine(name text, item text DEFAULT 'vm') RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  s bigint;
  r bigint;
BEGIN
  PERFORM example_clock('2026-03-01 09:00');
  INSERT INTO gov_cloud.system (unit_id, jurisdiction, provider_id, name, classified, funding, status) VALUES (1, '999901', 4, name, false, 'county', 'in_service') RETURNING id INTO s;
  INSERT INTO gov_cloud.resource (unit_id, jurisdiction, provider_id, system_id, item, name, provisioned_at)
    VALUES (1, '999901', 4, s, item, name, '2026-03-01 09:00+08') RETURNING id INTO r;
  INSERT INTO gov_cloud.resource_specification (resource, unit_id, jurisdiction, effective_at, valid, vcpu, memory_gb)
    VALUES (r, 1, '999901', '2026-03-01 09:00+08', '[2026-03-01,)', 4, 10);
  PERFORM pg_temp.opens('authority', 'open', s, '2026-03-01 10:00');
  RETURN r;
END $$;
-- low use from April to June, established on 1 July: a finding, and the matter whose written notice arrives on 3 July
CREATE FUNCTION pg_temp.low(r bigint, labels text[] DEFAULT '{cpu}') RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  f bigint;
BEGIN
  INSERT INTO gov_cloud.finding (resource, unit_id, jurisdiction, provider_id, system_id, policy, measured, metrics, run_months, run_start, through, established_on, evidence, evidence_sm3, found_at)
    SELECT r, unit_id, jurisdiction, provider_id, system_id, 'payer/1', true, array_to_string(labels, ', '), 3, '2026-04-01', '2026-06-30', '2026-07-01', '{}', decode(repeat('00', 32), 'hex'), '2026-07-01 01:00+08'
    FROM gov_cloud.resource WHERE id = r RETURNING id INTO f;
  INSERT INTO gov_cloud.finding_run (finding, resource, label, run) SELECT f, r, l, '[2026-04-01,2026-07-01)' FROM unnest(labels) l;
  RETURN pg_temp.opens('authority', 'low_use', (SELECT system_id FROM gov_cloud.resource WHERE id = r), '2026-07-03 10:00', f);
END $$;
-- the order on Monday 27 July, due on 30 July
CREATE FUNCTION pg_temp.ordered(r bigint, reclaimed text, labels text[] DEFAULT '{cpu}') RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  m bigint := pg_temp.low(r, labels);
BEGIN
  PERFORM pg_temp.does('authority', 'order', '2026-07-27 10:00', m), pg_temp.does('provider', 'reclaim', reclaimed, m);
  RETURN m;
END $$;
CREATE FUNCTION pg_temp.decided(r bigint) RETURNS TABLE (component text, payer text, first date, last date, days int) LANGUAGE sql AS $$
  SELECT coalesce(component, 'all'), payer, lower(days), upper(days) - 1, upper(days) - lower(days) FROM gov_cloud.payer_in_force WHERE resource = r ORDER BY id;
$$;
-- days by payer as the facts give them, whatever the month
CREATE FUNCTION pg_temp.paid(r bigint, of text DEFAULT 'vcpu') RETURNS TABLE (payer text, payer_unit bigint, first date, last date, days bigint, amount numeric) LANGUAGE sql AS $$
  SELECT payer, payer_unit, min(lower(period)), max(upper(period)) - 1, sum(upper(period) - lower(period)), sum(amount)
  FROM gov_cloud.rate('999901', 4, '2026-03-01', '2026-08-01') WHERE resource = r AND component = of GROUP BY payer, payer_unit ORDER BY min(lower(period));
$$;

-- BV6: reclaimed on 10 August: invalid from 1 April through 9 August, 131 days, the low component alone; none of them paid centrally
-- (its first four months are billed and settled before anything is decided)
SELECT pg_temp.machine('BV6') AS bv6 \gset
SELECT pg_temp.low(:bv6) AS m6 \gset
SELECT example_clock('2026-07-10 09:00');
SELECT parked FROM gov_cloud.draft_statements('999901');
SELECT count(*) AS closed FROM (SELECT (gov_cloud.close_statement(id)).* FROM gov_cloud.statement WHERE month < '2026-07-01' ORDER BY month) s;
SELECT pg_temp.does('authority', 'order', '2026-07-27 10:00', :m6), pg_temp.does('provider', 'reclaim', '2026-08-10 10:00', :m6);
SELECT ordered_at, workdays, article FROM gov_cloud.reclaim_order WHERE matter = :m6;
SELECT pg_temp.does('authority', 'mark_if_late', '2026-08-11 10:00', :m6, '逾期未收回');
SELECT * FROM pg_temp.decided(:bv6);
SELECT basis, reason, article FROM gov_cloud.payer_decision WHERE resource = :bv6;
SELECT * FROM pg_temp.paid(:bv6);
SELECT * FROM pg_temp.paid(:bv6, 'memory_gb');
-- and from where else "in between" may be read: 40 days from the day it was established, 10 from the day after the due
SET SESSION AUTHORIZATION regress_payer_sysadmin;
SELECT gov_cloud.adopt_local_rule('999901', 'payer/1', 'invalid_from', 'established', '另一种读法', '2026-08-12') > 0 AS chosen;
RESET SESSION AUTHORIZATION;
SELECT pg_temp.machine('BV6 established') AS r \gset
SELECT pg_temp.ordered(:r, '2026-08-10 10:00') AS m \gset
SELECT pg_temp.does('authority', 'mark', '2026-08-12 10:00', :m);
SELECT * FROM pg_temp.decided(:r);
SET SESSION AUTHORIZATION regress_payer_sysadmin;
SELECT gov_cloud.adopt_local_rule('999901', 'payer/1', 'invalid_from', 'reclaim_due', '第三种读法', '2026-08-13') > 0 AS chosen;
RESET SESSION AUTHORIZATION;
SELECT pg_temp.machine('BV6 reclaim_due') AS r \gset
SELECT pg_temp.ordered(:r, '2026-08-10 10:00') AS m \gset
SELECT pg_temp.does('authority', 'mark', '2026-08-13 10:00', :m);
SELECT * FROM pg_temp.decided(:r);

-- BV7: reclaimed on 29 July, and on 30 July: in time, nothing is invalid
SELECT pg_temp.machine('BV7') AS r \gset
SELECT pg_temp.ordered(:r, '2026-07-29 10:00') AS m \gset
SELECT refusal(format($$SELECT pg_temp.does('authority', 'mark', '2026-08-11 10:00', %s)$$, :m));
SELECT refusal(format($$SELECT pg_temp.does('authority', 'mark_if_late', '2026-08-11 10:00', %s)$$, :m));
SELECT pg_temp.machine('BV7 last day') AS r2 \gset
SELECT pg_temp.ordered(:r2, '2026-07-30 23:59') AS m \gset
SELECT refusal(format($$SELECT pg_temp.does('authority', 'mark', '2026-08-11 10:00', %s)$$, :m));
SELECT * FROM pg_temp.paid(:r);
-- BV8: the unit adjusted, nothing was ordered back: nobody can be late
SELECT pg_temp.machine('BV8') AS r \gset
SELECT pg_temp.low(:r) AS m \gset
SELECT refusal(format($$SELECT pg_temp.does('authority', 'mark', '2026-08-11 10:00', %s)$$, :m));
SELECT refusal(format($$SELECT pg_temp.does('authority', 'mark_if_late', '2026-08-11 10:00', %s)$$, :m));
SELECT * FROM pg_temp.paid(:r);
-- a provider that has no number of days is never late; neither is low use proven that was dismissed
SELECT pg_temp.machine('no number') AS r \gset
SELECT pg_temp.low(:r) AS m \gset
INSERT INTO gov_cloud.reclaim_order (matter, matter_event, resource, unit_id, jurisdiction, system_id, ordered_at, calendar)
  SELECT :m, 1, id, unit_id, jurisdiction, system_id, '2026-07-27 10:00+08', 'cn' FROM gov_cloud.resource WHERE id = :r;
SELECT refusal(format($$SELECT pg_temp.does('authority', 'mark', '2026-12-11 10:00', %s)$$, :m));
UPDATE gov_cloud.finding SET state = 'dismissed' WHERE resource = :r;
SELECT refusal(format($$SELECT pg_temp.does('authority', 'mark', '2026-12-11 10:00', %s)$$, :m));
-- not taken back at all: invalid until it is
SELECT pg_temp.machine('never taken back') AS r \gset
SELECT pg_temp.low(:r, '{memory}') AS m \gset
SELECT pg_temp.does('authority', 'order', '2026-07-27 10:00', :m), pg_temp.does('authority', 'mark', '2026-07-31 00:00', :m);
SELECT component, lower(days), upper(days) FROM gov_cloud.payer_in_force WHERE resource = :r;
SELECT refusal(format($$SELECT pg_temp.does('authority', 'mark', '2026-07-31 00:00', %s)$$, :bv6));

-- a machine of one price: only where both metrics were low
SELECT pg_temp.machine('one price, cpu', 'box') AS r \gset
SELECT pg_temp.ordered(:r, '2026-08-10 10:00') AS m \gset
SELECT refusal(format($$SELECT pg_temp.does('authority', 'mark', '2026-08-11 10:00', %s)$$, :m));
SELECT pg_temp.machine('one price, both', 'box') AS r \gset
SELECT pg_temp.ordered(:r, '2026-08-10 10:00', '{cpu,memory}') AS m \gset
SELECT pg_temp.does('authority', 'mark', '2026-08-11 10:00', :m);
SELECT * FROM pg_temp.decided(:r);
SELECT pg_temp.machine('both') AS r \gset
SELECT pg_temp.ordered(:r, '2026-08-10 10:00', '{all}') AS m \gset
SELECT pg_temp.does('authority', 'mark', '2026-08-11 10:00', :m);
SELECT * FROM pg_temp.decided(:r);
SET SESSION AUTHORIZATION regress_payer_sysadmin;
SELECT gov_cloud.adopt_local_rule('999901', 'payer/1', 'invalid_granularity', 'vm', '整机', '2026-08-14') > 0 AS chosen;
RESET SESSION AUTHORIZATION;
SELECT pg_temp.machine('whole machines') AS r \gset
SELECT pg_temp.ordered(:r, '2026-08-10 10:00') AS m \gset
SELECT refusal(format($$SELECT pg_temp.does('authority', 'mark', '2026-08-14 10:00', %s)$$, :m));

-- BV9: consent on Thursday 2 April, due on 8 April (Qingming), reclaimed on 15 April: the fee ends with the due
SELECT pg_temp.machine('BV9') AS bv9 \gset
SELECT pg_temp.opens('unit', 'exit', (SELECT system_id FROM gov_cloud.resource WHERE id = :bv9), '2026-04-01 09:00') AS m \gset
SELECT pg_temp.does('authority', 'approve', '2026-04-02 09:00', :m), pg_temp.does('provider', 'reclaim', '2026-04-15 09:00', :m);
SELECT due_on, status FROM gov_cloud.deadline WHERE matter = :m;
SELECT * FROM pg_temp.paid(:bv9);
-- in time: with the reclaim
SELECT pg_temp.machine('BV9 in time') AS r \gset
SELECT pg_temp.opens('unit', 'exit', (SELECT system_id FROM gov_cloud.resource WHERE id = :r), '2026-04-01 09:00') AS m \gset
SELECT pg_temp.does('authority', 'approve', '2026-04-02 09:00', :m), pg_temp.does('provider', 'reclaim', '2026-04-07 09:00', :m);
SELECT last FROM pg_temp.paid(:r);
-- where the county pays until the reclaim
SET SESSION AUTHORIZATION regress_payer_sysadmin;
SELECT gov_cloud.adopt_local_rule('999901', 'payer/1', 'fee_end_on_late_reclaim', 'actual_reclaim', '按实际', '2026-04-10') > 0 AS chosen;
RESET SESSION AUTHORIZATION;
SELECT pg_temp.machine('BV9 actual_reclaim') AS r \gset
SELECT pg_temp.opens('unit', 'exit', (SELECT system_id FROM gov_cloud.resource WHERE id = :r), '2026-04-01 09:00') AS m \gset
SELECT pg_temp.does('authority', 'approve', '2026-04-02 09:00', :m), pg_temp.does('provider', 'reclaim', '2026-04-15 09:00', :m);
SELECT last FROM pg_temp.paid(:r);

-- BV10: from the day of the decision the unit pays; not centrally, not unpaid
SELECT pg_temp.machine('BV10') AS bv10 \gset
SELECT pg_temp.low(:bv10) AS m \gset
SELECT pg_temp.does('authority', 'charge', '2026-07-27 16:00', :m, '经督促不予缩减');
SELECT * FROM pg_temp.paid(:bv10);
SELECT refusal(format($$SELECT pg_temp.does('authority', 'reinstate', '2026-08-05 16:00', %s, NULL, '{"resources": [%s]}')$$, :m, :bv9));
SELECT refusal(format($$SELECT pg_temp.does('authority', 'reinstate', '2026-08-05 16:00', %s)$$, :m));
SELECT pg_temp.does('authority', 'reinstate', '2026-08-05 16:00', :m, '已缩减', format('{"resources": [%s]}', :bv10));
SELECT * FROM pg_temp.paid(:bv10);
SELECT refusal(format($$SELECT pg_temp.does('authority', 'reinstate', '2026-08-06 16:00', %s, NULL, '{"resources": [%s]}')$$, :m, :bv10));
-- the days are the finding's system's alone; who decides is a person with the role
SELECT refusal(format($$SELECT pg_temp.does('provider', 'charge', '2026-08-06 16:00', %s)$$, :m));
SELECT refusal(format($$SELECT pg_temp.does('unit', 'charge', '2026-08-06 16:00', %s)$$, :m));

-- of two decisions about the same days the later one holds: CPU is nobody's, the rest stays the unit's
SELECT pg_temp.machine('decided twice') AS r \gset
SELECT pg_temp.low(:r) AS m \gset
SELECT pg_temp.does('authority', 'order', '2026-07-27 10:00', :m), pg_temp.does('authority', 'charge', '2026-07-28 10:00', :m), pg_temp.does('provider', 'reclaim', '2026-08-06 10:00', :m), pg_temp.does('authority', 'mark', '2026-08-07 10:00', :m);
SELECT * FROM pg_temp.paid(:r);
SELECT * FROM pg_temp.paid(:r, 'memory_gb');

-- cut off by order: held still, unpaid until connected again, the day of each counted at its end
SELECT pg_temp.machine('cut off') AS r \gset
SELECT pg_temp.low(:r) AS m \gset
SELECT pg_temp.does('provider', 'disconnect', '2026-07-28 09:00', :m), pg_temp.does('provider', 'disconnect', '2026-07-29 09:00', :m),
  pg_temp.does('provider', 'reconnect', '2026-08-03 18:00', :m), pg_temp.does('provider', 'reconnect', '2026-08-04 18:00', :m);
SELECT disconnected_at, reconnected_at FROM gov_cloud.resource_disconnect WHERE resource = :r;
SELECT * FROM pg_temp.paid(:r);
SELECT released_at IS NULL AS held FROM gov_cloud.resource WHERE id = :r;
SET SESSION AUTHORIZATION regress_payer_sysadmin;
SELECT gov_cloud.adopt_local_rule('999901', 'payer/1', 'disconnected_payer', 'central', '照付', '2026-08-05') > 0 AS chosen;
RESET SESSION AUTHORIZATION;
SELECT pg_temp.does('provider', 'disconnect', '2026-08-05 09:00', :m);
SELECT count(*) AS decisions FROM gov_cloud.payer_decision WHERE resource = :r;

-- statements: one a payer; a settled month is adjusted in the next, line by line, with the reason
SELECT example_clock('2026-08-20 09:00');
SELECT parked FROM gov_cloud.draft_statements('999901');
SELECT added, removed FROM gov_cloud.draft_statements('999901');
-- the month that runs is billed to its end, and says from where that is an estimate
SELECT month, state, ahead_from FROM gov_cloud.statement WHERE payer = 'central' AND month > '2026-05-01' ORDER BY month;
CREATE FUNCTION pg_temp.lines(r bigint) RETURNS TABLE (payer text, month date, kind text, period daterange, amount numeric, corrects boolean, reason text) LANGUAGE sql AS $$
  SELECT s.payer, s.month, c.kind, c.period, c.amount, c.corrects IS NOT NULL, regexp_replace(c.reason, 'finding \d+|line \d+', '#', 'g')
  FROM gov_cloud.charge c JOIN gov_cloud.statement s ON s.id = c.statement WHERE c.resource = r AND c.component = 'vcpu' ORDER BY s.payer, s.month, c.period, c.kind DESC;
$$;
SELECT * FROM pg_temp.lines(:bv6);
-- decided when the common purse's July is settled and nobody's is not
SELECT pg_temp.machine('July') AS r \gset
SELECT pg_temp.low(:r, '{cpu,memory}') AS m \gset
SELECT pg_temp.does('authority', 'order', '2026-07-27 10:00', :m), pg_temp.does('provider', 'reclaim', '2026-08-10 10:00', :m);
SELECT example_clock('2026-08-20 09:00');
SELECT parked FROM gov_cloud.draft_statements('999901');
SELECT count(*) AS closed FROM (SELECT (gov_cloud.close_statement(id)).* FROM gov_cloud.statement WHERE month = '2026-07-01' AND payer = 'central') s;
SELECT pg_temp.does('authority', 'mark', '2026-08-21 10:00', :m, '逾期未收回');
SELECT example_clock('2026-08-21 11:00');
SELECT parked FROM gov_cloud.draft_statements('999901');
SELECT * FROM pg_temp.lines(:r) WHERE period && '[2026-06-30,)';
-- what the two say together is what was billed before
SELECT sum(amount) FROM gov_cloud.charge WHERE resource = :bv6 AND component = 'vcpu' AND period <@ '[2026-04-01,2026-07-01)'::daterange;
-- closed, they reproduce to the fen; what has been taken back says so
SELECT example_clock('2026-09-10 09:00');
SELECT parked FROM gov_cloud.draft_statements('999901');
SELECT count(*) AS closed FROM (SELECT (gov_cloud.close_statement(id)).* FROM gov_cloud.statement WHERE state <> 'closed' AND month < '2026-09-01' ORDER BY month, payer) s;
SELECT s.payer, s.month, p.difference, p.standing FROM gov_cloud.statement s, gov_cloud.reproduce_statement(s.id) p WHERE p.kind = 'total' AND s.state = 'closed' ORDER BY s.payer, s.month;
SELECT DISTINCT s.payer, p.kind, regexp_replace(p.standing, 'line \d+ of \S+|line \d+', 'line #') AS standing FROM gov_cloud.statement s, gov_cloud.reproduce_statement(s.id) p WHERE p.resource IN (:bv6, :bv10) AND s.state = 'closed' ORDER BY 1, 2, 3;
SELECT added, removed FROM gov_cloud.draft_statements('999901');

-- deductions: proposed under a clause with a reason, decided by another person of finance, once
SELECT refusal(format($$SELECT pg_temp.does('authority', 'deduct', '2026-09-11 09:00', %s, '重大事故')$$, :m));
SELECT refusal(format($$SELECT pg_temp.does('authority', 'deduct', '2026-09-11 09:00', %s, '重大事故', '{"amount": "100"}')$$, :m));
SELECT refusal(format($$SELECT pg_temp.does('authority', 'deduct', '2026-09-11 09:00', %s, NULL, '{"amount": "100", "clause": "合同7.2"}')$$, :m));
SELECT refusal(format($$SELECT pg_temp.does('authority', 'deduct', '2026-09-11 09:00', %s, '重大事故', '{"amount": "-100", "clause": "合同7.2"}')$$, :m));
SELECT refusal(format($$SELECT pg_temp.does('authority', 'deduct', '2026-09-11 09:00', %s, '重大事故', '{"amount": "0.001", "clause": "合同7.2"}')$$, :m));
SELECT pg_temp.does('authority', 'deduct', '2026-09-11 09:00', :m, '重大事故', '{"amount": "100.50", "clause": "合同7.2"}');
SELECT id AS d, kind, amount, clause, reason, state FROM gov_cloud.deduction \gset
SELECT :'kind' AS kind, :amount AS amount, :'clause' AS clause, :'state' AS state;
SELECT example_clock('2026-09-12 09:00');
SET SESSION AUTHORIZATION regress_payer_authority;
SELECT gov_cloud.confirm_deduction(:d);
RESET SESSION AUTHORIZATION;
SELECT gov_cloud.confirm_deduction(:d, '同意', 'once') AS line \gset
SELECT gov_cloud.confirm_deduction(:d, '同意', 'once') = :line AS same;
SELECT gov_cloud.confirm_deduction(:d);
SELECT s.payer, s.month, c.kind, c.unit_id, c.resource, c.period, c.amount, c.reason FROM gov_cloud.charge c JOIN gov_cloud.statement s ON s.id = c.statement WHERE c.id = :line;
SELECT state, charge = :line AS its_line, decided_by FROM gov_cloud.deduction WHERE id = :d;
SELECT s.total = sum(c.amount) AS totalled FROM gov_cloud.statement s JOIN gov_cloud.charge c ON c.statement = s.id WHERE s.id = (SELECT statement FROM gov_cloud.charge WHERE id = :line) GROUP BY s.id;
SELECT added, removed FROM gov_cloud.draft_statements('999901');
SELECT "类别", "金额", "原因" FROM gov_cloud.v_statement WHERE "明细编号" = :line;
SELECT "类别", "云服务商", "金额", "合同条款", "原因", "状态", "提出时间", "决定意见", "结算明细" = :line AS "其明细" FROM gov_cloud.v_deduction;
SELECT "资源名称", "计费项", "付款方", "依据", "起始日期", "截止日期", "条款" FROM gov_cloud.v_payer WHERE "资源编号" IN (:bv6, :bv10) ORDER BY 1;
SET SESSION AUTHORIZATION regress_payer_provider;
SELECT count(*) AS seen FROM gov_cloud.deduction;
SET SESSION AUTHORIZATION regress_payer_school;
SELECT count(*) AS seen FROM gov_cloud.deduction;
SELECT count(*) AS seen FROM gov_cloud.payer_in_force;
SELECT count(*) AS seen FROM gov_cloud.reclaim_order;
RESET SESSION AUTHORIZATION;
SELECT pg_temp.does('authority', 'deduct', '2026-09-13 09:00', :m, '再次', '{"amount": "1", "clause": "合同7.3"}');
SELECT gov_cloud.refuse_deduction(:d + 1, ' ');
SELECT gov_cloud.refuse_deduction(:d + 1, '依据不足') = :d + 1 AS refused;
SELECT gov_cloud.confirm_deduction(:d + 1);
-- nobody confirms his own
INSERT INTO gov_cloud.role_holding (person, organization, role, jurisdiction) VALUES (4, 3, 'finance', '999901');
CREATE ROLE regress_payer_clerk LOGIN IN ROLE gov_cloud_user;
INSERT INTO gov_cloud.person (id, login, name, organization) VALUES (91, 'regress_payer_clerk', '办事员', 3);
SELECT pg_temp.does('authority', 'deduct', '2026-09-14 09:00', :m, '第三次', '{"amount": "1", "clause": "合同7.3"}');
SET SESSION AUTHORIZATION regress_payer_authority;
SELECT gov_cloud.confirm_deduction(:d + 2);
-- nor what another proposed for him
SELECT gov_cloud.delegate(91, 'authority', '2026-10-01', '出差') > 0 AS given;
RESET SESSION AUTHORIZATION;
SELECT pg_temp.does('clerk', 'deduct', '2026-09-15 09:00', :m, '代办', '{"amount": "1", "clause": "合同7.3"}');
SELECT proposed_by FROM gov_cloud.deduction WHERE id = :d + 3;
SET SESSION AUTHORIZATION regress_payer_authority;
SELECT gov_cloud.confirm_deduction(:d + 3);
RESET SESSION AUTHORIZATION;
SELECT gov_cloud.refuse_deduction(:d + 3, '重复') = :d + 3 AS refused;
-- facts
UPDATE gov_cloud.deduction SET amount = -2 WHERE id = :d + 2;
UPDATE gov_cloud.deduction SET state = 'proposed', decided_by = NULL WHERE id = :d;
UPDATE gov_cloud.payer_decision SET payer = 'unit_self';
-- a year is settled once, whatever the sign
SELECT refusal(format($$SELECT pg_temp.does('authority', 'settle', '2026-12-30 09:00', %s, '年度考核', '{"amount": "-5", "clause": "合同9"}')$$, :m));
SELECT pg_temp.does('authority', 'settle', '2026-12-30 09:00', :m, '年度考核', '{"year": 2026, "amount": "12.00", "clause": "合同9"}');
SELECT refusal(format($$SELECT pg_temp.does('authority', 'settle', '2026-12-31 09:00', %s, '年度考核', '{"year": 2026, "amount": "-5", "clause": "合同9"}')$$, :m));
SELECT example_clock('2026-12-31 10:00');
SELECT gov_cloud.confirm_deduction(max(id)) > 0 AS line FROM gov_cloud.deduction;
SELECT year, amount, state FROM gov_cloud.deduction WHERE kind = 'settlement';

-- BV11: four quarterly records, one annual settlement; a missing quarter blocks, and is named
CREATE FUNCTION pg_temp.assesses(quarter text, value numeric) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  a bigint;
BEGIN
  SET LOCAL SESSION AUTHORIZATION regress_payer_authority;
  a := gov_cloud.open_assessment('provider', 4, quarter);
  PERFORM gov_cloud.score_indicator(a, 'service', value), gov_cloud.close_assessment(a);
  RESET SESSION AUTHORIZATION;
END $$;
SELECT example_clock('2028-01-10 09:00');
SELECT pg_temp.assesses('2027-Q1', 92), pg_temp.assesses('2027-Q2', 88), pg_temp.assesses('2027-Q4', 70) \g /dev/null
SELECT refusal(format($$SELECT pg_temp.does('authority', 'settle_year', '2028-01-11 09:00', %s, '年度考核', '{"year": 2027, "amount": "-500", "clause": "合同9"}')$$, :m));
SELECT refusal(format($$SELECT pg_temp.does('authority', 'settle_year', '2028-01-11 09:00', %s, '年度考核', '{"amount": "-500", "clause": "合同9"}')$$, :m));
SELECT pg_temp.assesses('2027-Q3', 90) \g /dev/null
SELECT pg_temp.does('authority', 'settle_year', '2028-01-11 09:00', :m, '年度考核', '{"year": 2027, "amount": "-500", "clause": "合同9"}');
SELECT refusal(format($$SELECT pg_temp.does('authority', 'settle_year', '2028-01-12 09:00', %s, '年度考核', '{"year": 2027, "amount": "-500", "clause": "合同9"}')$$, :m));
SELECT example_clock('2028-01-12 10:00');
SELECT gov_cloud.confirm_deduction(max(id)) > 0 AS line FROM gov_cloud.deduction;
SELECT d.year, d.amount, d.assessed, s.month, c.amount FROM gov_cloud.deduction d JOIN gov_cloud.charge c ON c.id = d.charge JOIN gov_cloud.statement s ON s.id = c.statement WHERE d.year = 2027;

-- a policy that bills nothing has no statements, and says so
INSERT INTO gov_cloud.policy (code, title) VALUES ('free/1', '不计费办法');
INSERT INTO gov_cloud.article (policy, label, summary) VALUES ('free/1', 'art. 1', '全部');
INSERT INTO gov_cloud.policy_role (policy, role, party, title, article) VALUES ('free/1', 'using_unit', 'F-P1', '使用单位', 'art. 1');
INSERT INTO gov_cloud.procedure (policy, code, title, subject, rule, article) VALUES ('free/1', 'apply', '申请', 'system', 'F-T', 'art. 1');
INSERT INTO gov_cloud.state (policy, procedure, state, title, outcome, position) VALUES ('free/1', 'apply', 'done', '办结', 'completed', 1);
INSERT INTO gov_cloud.transition (policy, code, rule, procedure, from_state, action, title, to_state, actors, article) VALUES ('free/1', 'F-T01', 'F-T01', 'apply', NULL, 'open', '申请', 'done', '{using_unit}', 'art. 1');
SET SESSION AUTHORIZATION regress_payer_secadmin;
SELECT gov_cloud.publish_policy('free/1') IS NOT NULL AS published, gov_cloud.adopt_policy('999902', 'free/1', '2020-01-01') > 0 AS adopted;
RESET SESSION AUTHORIZATION;
INSERT INTO gov_cloud.role_holding (person, organization, role, jurisdiction) VALUES (90, 3, 'finance', '999902');
SELECT * FROM gov_cloud.draft_statements('999902');
