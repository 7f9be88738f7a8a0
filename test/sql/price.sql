-- price lists: temporal, without overlap, without gap, never changed once published
SET gov_cloud.clock = '2026-03-15 10:00';
CREATE ROLE regress_price_finance LOGIN IN ROLE gov_cloud_user;
CREATE ROLE regress_price_unit LOGIN IN ROLE gov_cloud_user;
INSERT INTO gov_cloud.jurisdiction (code, name) VALUES ('341522', '霍邱县');
INSERT INTO gov_cloud.organization (id, credit_code, name, kind, jurisdiction) VALUES
  (1, gov_cloud.uscc_complete('11341522MB1A2B3C4'), '财政局', 'finance', '341522'),
  (2, gov_cloud.uscc_complete('91340000MA2C3D4E5'), '云服务商', 'provider', '341522'),
  (3, gov_cloud.uscc_complete('11341522MB4A5B6C7'), '使用单位', 'unit', '341522');
INSERT INTO gov_cloud.person (id, login, name, organization) VALUES
  (1, 'regress_price_finance', '会计', 1), (2, 'regress_price_unit', '办事员', 3), (3, 'regress_price_vendor', '客户经理', 2);
INSERT INTO gov_cloud.role_holding (person, organization, role, jurisdiction) VALUES
  (1, 1, 'finance', '341522'), (2, 3, 'using_unit', '341522'), (3, 2, 'provider', '341522');
INSERT INTO gov_cloud.catalogue_item (jurisdiction, code, family, category_l2, name, components) VALUES
  ('341522', 'vm', 'host', '计算', '弹性云服务器', '{vcpu,memory_gb}'),
  ('341522', 'ip', 'infrastructure', '网络服务', '弹性互联网IP地址', '{unit}'),
  ('341522', 'odd', 'security', '其他', '无法计量', '{lumen}');

-- only finance of the jurisdiction
SET SESSION AUTHORIZATION regress_price_unit;
SELECT gov_cloud.create_price_list('341522', 2, '2026', '2026-01-01');
\echo :LAST_ERROR_SQLSTATE
RESET SESSION AUTHORIZATION;
SELECT gov_cloud.create_price_list('341522', 2, '2026', '2026-01-01');
\echo :LAST_ERROR_SQLSTATE

SET SESSION AUTHORIZATION regress_price_finance;
SELECT gov_cloud.create_price_list('341522', 2, '2026', '2026-01-01', request_id => 'first') AS first \gset
SELECT gov_cloud.create_price_list('341522', 2, '2026', '2026-01-01', request_id => 'first') = :first AS same;
SELECT gov_cloud.create_price_list('341522', 2, '2026', '2026-01-02', request_id => 'first');
SELECT gov_cloud.create_price_list('341522', 2, '2026', '2026-01-01');
SELECT gov_cloud.create_price_list('341522', 99, '2026', '2026-01-01');
SELECT gov_cloud.create_price_list('341522', 3, '2026', '2026-01-01');
SELECT gov_cloud.create_price_list('341522', 2, 'none', '2026-01-01', '2026-01-01');

-- what is no price
SELECT gov_cloud.set_price(:first, 'vm', 'vcpu', 'week', 1);
SELECT gov_cloud.set_price(:first, 'vm', 'vcpu', 'day', -1);
SELECT gov_cloud.set_price(:first, 'vm', 'vcpu', 'day', 1.00001);
SELECT gov_cloud.set_price(:first, 'vm', 'vcpu', 'day', 'NaN');
SELECT gov_cloud.set_price(:first, 'vm', 'vcpu', 'day', 100000000000000);
SELECT gov_cloud.set_price(:first, 'gpu', 'unit', 'day', 1);
SELECT gov_cloud.set_price(:first, 'vm', 'unit', 'day', 1);
SELECT gov_cloud.set_price(:first, 'odd', 'lumen', 'day', 1);
SELECT gov_cloud.set_price(:first, 'vm', 'vcpu', 'day', 1, '2025-12-31');
SELECT gov_cloud.set_price(99, 'vm', 'vcpu', 'day', 1);

-- a draft is edited; days in the middle are cut out of what was there; NULL takes away
SELECT gov_cloud.publish_price_list(:first);
SELECT gov_cloud.set_price(:first, 'vm', 'vcpu', 'month', 30) IS NOT NULL AS set;
SELECT gov_cloud.set_price(:first, 'vm', 'vcpu', 'day', 1.2345, '2026-02-01', '2026-03-01') IS NOT NULL AS set;
SELECT valid, per, amount FROM gov_cloud.price ORDER BY valid;
SELECT gov_cloud.publish_price_list(:first);
SELECT gov_cloud.set_price(:first, 'vm', 'memory_gb', 'month', 10, '2026-01-01', '2026-06-01') IS NOT NULL AS set;
SELECT gov_cloud.publish_price_list(:first);
\echo :LAST_ERROR_SQLSTATE
SELECT gov_cloud.set_price(:first, 'vm', 'memory_gb', 'month', 12, '2026-06-01') IS NOT NULL AS set;
SELECT gov_cloud.set_price(:first, 'vm', 'vcpu', NULL, NULL, '2026-02-15', '2026-03-15') IS NULL AS taken;
SELECT gov_cloud.publish_price_list(:first);
SELECT gov_cloud.set_price(:first, 'vm', 'vcpu', 'month', 31, '2026-02-15', '2026-03-15') IS NOT NULL AS set;
SELECT gov_cloud.publish_price_list(:first);
SELECT item, component, valid, per, amount FROM gov_cloud.price ORDER BY item, component, valid;

-- published: a fact for everyone, the product's own owner included
SELECT gov_cloud.set_price(:first, 'vm', 'vcpu', 'month', 1);
\echo :LAST_ERROR_SQLSTATE
SELECT gov_cloud.set_price(:first, 'vm', 'vcpu', NULL, NULL);
SELECT gov_cloud.publish_price_list(:first);
-- but what it forgot to price may be added: those days are in no bill
SELECT gov_cloud.set_price(:first, 'ip', 'unit', 'day', 1, '2026-01-01', '2026-02-01') IS NOT NULL AS set;
SELECT gov_cloud.set_price(:first, 'ip', 'unit', 'day', 2);
SELECT gov_cloud.set_price(:first, 'ip', 'unit', 'day', 2, '2026-02-01') IS NOT NULL AS set;
RESET SESSION AUTHORIZATION;
SET ROLE gov_cloud_owner;
UPDATE gov_cloud.price SET amount = 0;
\echo :LAST_ERROR_SQLSTATE
DELETE FROM gov_cloud.price;
UPDATE gov_cloud.price_list SET status = 'draft';
UPDATE gov_cloud.price_list SET valid = '[2026-01-01,2026-03-15)';
UPDATE gov_cloud.price_list SET valid = '[2025-01-01,)';
DELETE FROM gov_cloud.price_list;
TRUNCATE gov_cloud.price;
RESET ROLE;

-- a later list takes over, from a day that lies ahead, for all days that follow
SET SESSION AUTHORIZATION regress_price_finance;
SELECT gov_cloud.create_price_list('341522', 2, 'started', '2026-03-15') AS started \gset
SELECT gov_cloud.set_price(:started, 'ip', 'unit', 'day', 0) IS NOT NULL AS set;
SELECT gov_cloud.publish_price_list(:started);
\echo :LAST_ERROR_SQLSTATE
SELECT gov_cloud.create_price_list('341522', 2, 'short', '2026-07-01', '2026-08-01') AS short \gset
SELECT gov_cloud.set_price(:short, 'ip', 'unit', 'day', 0) IS NOT NULL AS set;
SELECT gov_cloud.publish_price_list(:short);
SELECT gov_cloud.create_price_list('341522', 2, '2026H2', '2026-07-01') AS second \gset
SELECT gov_cloud.set_price(:second, 'ip', 'unit', 'day', 2.5) IS NOT NULL AS set;
SELECT gov_cloud.publish_price_list(:second);
-- and takes over from one that has not begun
SELECT gov_cloud.create_price_list('341522', 2, '2026H2 corrected', '2026-07-01', '2027-01-01') AS corrected \gset
SELECT gov_cloud.set_price(:corrected, 'ip', 'unit', 'day', 2.4) IS NOT NULL AS set;
SELECT gov_cloud.publish_price_list(:corrected);
SELECT gov_cloud.create_price_list('341522', 2, '2026H2 again', '2026-07-01') AS corrected \gset
SELECT gov_cloud.set_price(:corrected, 'ip', 'unit', 'day', 2.4) IS NOT NULL AS set;
SELECT gov_cloud.publish_price_list(:corrected);
SELECT code, valid, status FROM gov_cloud.price_list ORDER BY id;
-- days between two lists are refused
SELECT gov_cloud.create_price_list('341522', 2, 'old', '2025-01-01', '2025-12-31') AS old \gset
SELECT gov_cloud.set_price(:old, 'ip', 'unit', 'day', 1) IS NOT NULL AS set;
SELECT gov_cloud.publish_price_list(:old);
\echo :LAST_ERROR_SQLSTATE
RESET SESSION AUTHORIZATION;

-- the constraint itself, without the function
INSERT INTO gov_cloud.price (list, jurisdiction, item, component, valid, per, amount)
  VALUES (:old, '341522', 'ip', 'unit', '[2025-06-01,2025-07-01)', 'day', 1);
-- each change left its line
SELECT event, count(*) FROM gov_cloud_data.audit_event WHERE object_kind = 'price_list' GROUP BY event ORDER BY event;
