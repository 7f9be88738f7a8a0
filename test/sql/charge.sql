-- rating: days x quantity x price; the Huoqiu vectors BV1 to BV5 on the facts themselves
CREATE ROLE regress_charge_finance LOGIN IN ROLE gov_cloud_user;
INSERT INTO gov_cloud.jurisdiction (code, name) VALUES ('341522', '霍邱县');
INSERT INTO gov_cloud.organization (id, credit_code, name, kind, jurisdiction) VALUES
  (1, gov_cloud.uscc_complete('11341522MB1A2B3C4'), '财政局', 'finance', '341522'),
  (2, gov_cloud.uscc_complete('91340000MA2C3D4E5'), '云服务商', 'provider', '341522'),
  (3, gov_cloud.uscc_complete('11341522MB4A5B6C7'), '使用单位', 'unit', '341522');
INSERT INTO gov_cloud.person (id, login, name, organization) VALUES (1, 'regress_charge_finance', '会计', 1), (2, 'regress_charge_vendor', '客户经理', 2);
INSERT INTO gov_cloud.role_holding (person, organization, role, jurisdiction) VALUES (1, 1, 'finance', '341522'), (2, 2, 'provider', '341522');
INSERT INTO gov_cloud.catalogue_item (jurisdiction, code, family, category_l2, name, components) VALUES
  ('341522', 'vm', 'host', '计算', '弹性云服务器', '{vcpu}'),
  ('341522', 'ip', 'infrastructure', '网络服务', '弹性互联网IP地址', '{unit}'),
  ('341522', 'disk', 'infrastructure', '存储', '云硬盘', '{storage_gb}'),
  ('341522', 'odd', 'security', '其他', '无法计量', '{lumen}');
INSERT INTO gov_cloud.system (id, unit_id, jurisdiction, provider_id, name, classified, funding) VALUES
  (1, 3, '341522', 2, '政务公开', false, 'county');
SET gov_cloud.clock = '2026-02-01 10:00';
SET SESSION AUTHORIZATION regress_charge_finance;
SELECT gov_cloud.create_price_list('341522', 2, '2026', '2026-01-01') AS list \gset
SELECT gov_cloud.set_price(:list, 'vm', 'vcpu', 'day', 1) > 0 AS set,
  gov_cloud.set_price(:list, 'ip', 'unit', 'month', 10) > 0 AS set;
SELECT gov_cloud.publish_price_list(:list);
RESET SESSION AUTHORIZATION;
RESET gov_cloud.clock;

-- a resource with its first specification; then what happened to it
CREATE FUNCTION pg_temp.provide(id bigint, item text, billed daterange, spec daterange, vcpu numeric, storage numeric DEFAULT 0, quantity numeric DEFAULT 1)
  RETURNS void LANGUAGE sql AS $$
  INSERT INTO gov_cloud.resource (id, unit_id, jurisdiction, provider_id, system_id, item, name, provisioned_at, billed)
    VALUES (id, 3, '341522', 2, 1, item, 'r' || id, '2026-01-01', billed);
  INSERT INTO gov_cloud.resource_specification (resource, unit_id, jurisdiction, effective_at, valid, vcpu, storage_gb, quantity)
    VALUES (id, 3, '341522', lower(spec)::timestamp AT TIME ZONE 'Asia/Shanghai', spec, vcpu, storage, quantity);
$$;
CREATE FUNCTION pg_temp.respecify(r bigint, at timestamptz, to_vcpu numeric) RETURNS void LANGUAGE sql AS $$
  UPDATE gov_cloud.resource_specification SET valid = valid * daterange(NULL, (at AT TIME ZONE 'Asia/Shanghai')::date)
    WHERE resource = r AND upper_inf(valid);
  INSERT INTO gov_cloud.resource_specification (resource, unit_id, jurisdiction, effective_at, valid, vcpu)
    VALUES (r, 3, '341522', at, daterange((at AT TIME ZONE 'Asia/Shanghai')::date, NULL), to_vcpu);
$$;
CREATE FUNCTION pg_temp.rated(r bigint, month date, through date DEFAULT NULL)
  RETURNS TABLE (first_day date, last_day date, days int, quantity numeric, amount numeric, parked text) LANGUAGE sql AS $$
  SELECT lower(period), upper(period) - 1, upper(period) - lower(period), quantity, amount, parked
    FROM gov_cloud.rate('341522', 2, month, coalesce(through, month)) WHERE resource = r ORDER BY period;
$$;

-- BV1: formally opened 03-06, last of three seals 03-10: billed from 03-10, 22 days of March
SELECT pg_temp.provide(1, 'vm', '[2026-03-10,)', '[2026-02-20,)', 4);
SELECT * FROM pg_temp.rated(1, '2026-03-01');
-- BV2: 4 -> 8 cores completed 03-20 23:50: the completion day is billed at the new size
SELECT pg_temp.respecify(1, '2026-03-20 23:50', 8);
SELECT * FROM pg_temp.rated(1, '2026-03-01');
-- BV3: back to 4 cores completed 03-25 00:05: that day is no longer billed for the reduced part
SELECT pg_temp.respecify(1, '2026-03-25 00:05', 4);
SELECT * FROM pg_temp.rated(1, '2026-03-01');
-- BV4: increase at 09:00 and reduction at 17:00 of one day: the increment is billed 0 days, no day twice
SELECT pg_temp.provide(2, 'vm', '[2026-03-01,)', '[2026-03-01,)', 4);
SELECT pg_temp.respecify(2, '2026-03-12 09:00', 8), pg_temp.respecify(2, '2026-03-12 17:00', 4);
SELECT vcpu, valid FROM gov_cloud.resource_specification WHERE resource = 2 ORDER BY effective_at;
SELECT * FROM pg_temp.rated(2, '2026-03-01');
-- BV5: reclaimed 03-31: billed through 03-30
SELECT pg_temp.provide(3, 'vm', '[2026-03-01,2026-03-31)', '[2026-02-01,)', 4);
SELECT * FROM pg_temp.rated(3, '2026-03-01', '2026-04-01');
-- a resource that was given back is billed no longer than it was there, whatever its billed days say
SELECT pg_temp.provide(4, 'vm', '[2026-03-01,)', '[2026-02-01,)', 4);
UPDATE gov_cloud.resource SET released_at = '2026-03-31 00:00:00+08' WHERE id = 4;
SELECT * FROM pg_temp.rated(4, '2026-03-01', '2026-04-01');
UPDATE gov_cloud.resource SET released_at = '2026-02-28 23:59:59+08' WHERE id = 4;
SELECT * FROM pg_temp.rated(4, '2026-03-01', '2026-04-01');
-- ... unless they have an end of their own: the day of the reclaim itself may be billed
UPDATE gov_cloud.resource SET released_at = '2026-04-01 09:00:00+08', billed = '[2026-03-01,2026-04-02)' WHERE id = 4;
UPDATE gov_cloud.resource_specification SET valid = '[2026-02-01,2026-04-01)' WHERE resource = 4;
SELECT * FROM pg_temp.rated(4, '2026-03-01', '2026-04-01');
SELECT * FROM pg_temp.rated(4, '2026-04-01');
-- not billed yet (trial), or on no day at all: nothing
SELECT pg_temp.provide(5, 'vm', NULL, '[2026-02-01,)', 4), pg_temp.provide(6, 'vm', 'empty', '[2026-02-01,)', 4);
SELECT * FROM pg_temp.rated(5, '2026-03-01') UNION ALL SELECT * FROM pg_temp.rated(6, '2026-03-01');

-- a price per month is divided by the days of the month; half up to the fen, once a line
SELECT pg_temp.provide(7, 'ip', '[2026-02-01,2026-05-01)', '[2026-01-01,)', 0);
SELECT * FROM pg_temp.rated(7, '2026-01-01', '2026-12-01');
SELECT pg_temp.provide(8, 'ip', '[2026-02-14,2026-03-16)', '[2026-01-01,)', 0, quantity => 1.5);
SELECT * FROM pg_temp.rated(8, '2026-02-01', '2026-03-01');
-- 0.005 is half a fen: up
SELECT pg_temp.provide(9, 'vm', '[2026-03-01,2026-03-02)', '[2026-01-01,)', 0.01, quantity => 0.5);
SELECT * FROM pg_temp.rated(9, '2026-03-01');
SELECT pg_temp.provide(10, 'vm', '[2026-03-01,2026-03-02)', '[2026-01-01,)', 0.07, quantity => 0.07);
SELECT * FROM pg_temp.rated(10, '2026-03-01');

-- parked, never guessed: no price, no specification, no measure, no room
SELECT pg_temp.provide(11, 'disk', '[2026-03-30,2026-04-03)', '[2026-01-01,)', 0, 100);
SELECT * FROM pg_temp.rated(11, '2026-03-01', '2026-04-01');
SELECT pg_temp.provide(12, 'vm', '[2025-12-30,2026-01-04)', '[2026-01-02,2026-01-03)', 2);
SELECT * FROM pg_temp.rated(12, '2025-12-01', '2026-01-01');
SELECT pg_temp.provide(13, 'odd', '[2026-03-01,2026-03-02)', '[2026-01-01,)', 1);
SELECT * FROM pg_temp.rated(13, '2026-03-01');
SELECT pg_temp.provide(14, 'vm', '[2026-03-01,2026-03-02)', '[2026-01-01,)', 9999999999, quantity => 9999999999);
SELECT * FROM pg_temp.rated(14, '2026-03-01');
-- 0 is a price, and a line
SET gov_cloud.clock = '2026-02-01 10:00';
SET SESSION AUTHORIZATION regress_charge_finance;
SELECT gov_cloud.create_price_list('341522', 2, 'free ip', '2026-04-01') AS list \gset
SELECT gov_cloud.set_price(:list, 'vm', 'vcpu', 'day', 1.0001) > 0 AS set, gov_cloud.set_price(:list, 'ip', 'unit', 'day', 0) > 0 AS set;
SELECT gov_cloud.publish_price_list(:list);
RESET SESSION AUTHORIZATION;
SELECT * FROM pg_temp.rated(7, '2026-04-01');
-- a new price version is a new line; without a change of quantity inside it there is one
SELECT * FROM pg_temp.rated(1, '2026-03-01', '2026-05-01');
-- how the facts are cut into rows changes nothing
UPDATE gov_cloud.resource_specification SET valid = '[2026-03-01,2026-03-05)' WHERE resource = 3;
INSERT INTO gov_cloud.resource_specification (resource, unit_id, jurisdiction, effective_at, valid, vcpu)
  VALUES (3, 3, '341522', '2026-03-05', '[2026-03-05,)', 4);
SELECT * FROM pg_temp.rated(3, '2026-03-01');

-- the session's TimeZone and DateStyle change nothing
SET TimeZone = 'America/New_York';
SET DateStyle = 'German';
SELECT days, quantity, amount FROM pg_temp.rated(1, '2026-03-01') ORDER BY first_day;
RESET TimeZone;
RESET DateStyle;
-- bad input
SELECT * FROM gov_cloud.rate('341522', 2, NULL, '2026-01-01');
SELECT count(*) FROM gov_cloud.rate('341522', 2, '1900-01-01', '2026-01-01');
SELECT count(*) FROM gov_cloud.rate('341522', 2, '2026-02-01', '2026-01-01');
SELECT count(*) FROM gov_cloud.rate('341522', 2, '-infinity', 'infinity');
