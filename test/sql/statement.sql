-- statements: draft, grace, closed; late facts become lines of the next one
CREATE ROLE regress_statement_finance LOGIN IN ROLE gov_cloud_user;
CREATE ROLE regress_statement_unit LOGIN IN ROLE gov_cloud_user;
CREATE ROLE regress_statement_provider LOGIN IN ROLE gov_cloud_user;
CREATE ROLE regress_statement_sysadmin LOGIN IN ROLE gov_cloud_sysadmin;
INSERT INTO gov_cloud.jurisdiction (code, name) VALUES ('341522', '霍邱县');
INSERT INTO gov_cloud.organization (id, credit_code, name, kind, jurisdiction) VALUES
  (1, gov_cloud.uscc_complete('11341522MB1A2B3C4'), '财政局', 'finance', '341522'),
  (2, gov_cloud.uscc_complete('91340000MA2C3D4E5'), '云服务商', 'provider', '341522'),
  (3, gov_cloud.uscc_complete('11341522MB4A5B6C7'), '使用单位', 'unit', '341522'),
  (4, gov_cloud.uscc_complete('11341522MB7A8B9C0'), '别的单位', 'unit', '341522');
INSERT INTO gov_cloud.person (id, login, name, organization) VALUES (1, 'regress_statement_finance', '会计', 1),
  (2, 'regress_statement_unit', '办事员', 3), (3, 'regress_statement_provider', '客户经理', 2);
INSERT INTO gov_cloud.role_holding (person, organization, role, jurisdiction) VALUES
  (1, 1, 'finance', '341522'), (2, 3, 'using_unit', '341522'), (3, 2, 'provider', '341522');
INSERT INTO gov_cloud.catalogue_item (jurisdiction, code, family, category_l2, name, components) VALUES
  ('341522', 'vm', 'host', '计算', '弹性云服务器', '{vcpu,memory_gb}'),
  ('341522', 'disk', 'infrastructure', '存储', '云硬盘', '{storage_gb}');
INSERT INTO gov_cloud.system (id, unit_id, jurisdiction, provider_id, name, classified, funding) VALUES
  (1, 3, '341522', 2, '政务公开', false, 'county'), (2, 4, '341522', 2, '别的系统', false, 'county');
SET gov_cloud.clock = '2026-01-01 10:00';
SET SESSION AUTHORIZATION regress_statement_finance;
SELECT gov_cloud.create_price_list('341522', 2, '2026', '2026-01-01') AS list \gset
SELECT gov_cloud.set_price(:list, 'vm', 'vcpu', 'month', 31) > 0 AS set, gov_cloud.set_price(:list, 'vm', 'memory_gb', 'day', 0.25) > 0 AS set;
SELECT gov_cloud.publish_price_list(:list);
RESET SESSION AUTHORIZATION;
INSERT INTO gov_cloud.resource (id, unit_id, jurisdiction, provider_id, system_id, item, name, provisioned_at, billed) VALUES
  (1, 3, '341522', 2, 1, 'vm', 'a', '2026-01-01', '[2026-01-11,)'), (2, 4, '341522', 2, 2, 'vm', 'b', '2026-01-01', '[2026-02-01,)');
INSERT INTO gov_cloud.resource_specification (resource, unit_id, jurisdiction, effective_at, valid, vcpu, memory_gb) VALUES
  (1, 3, '341522', '2026-01-01', '[2026-01-01,)', 4, 8), (2, 4, '341522', '2026-01-01', '[2026-01-01,)', 2, 4);

CREATE VIEW pg_temp.bills AS SELECT to_char(month, 'YYYY-MM') AS month, payer, state, closes_from, lines, total, number FROM gov_cloud.statement ORDER BY statement.month;
CREATE VIEW pg_temp.lines AS SELECT c.id, to_char(s.month, 'YYYY-MM') AS month, c.kind, c.resource AS r, c.component, c.period, c.quantity, c.amount, c.corrects, c.reason
  FROM gov_cloud.charge c JOIN gov_cloud.statement s ON s.id = c.statement ORDER BY c.id;

-- drafted while the month runs, by finance or the worker alone
SET gov_cloud.clock = '2026-02-04 10:00';
SET SESSION AUTHORIZATION regress_statement_unit;
SELECT * FROM gov_cloud.draft_statements('341522');
\echo :LAST_ERROR_SQLSTATE
SET SESSION AUTHORIZATION regress_statement_finance;
SELECT * FROM gov_cloud.draft_statements();
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM gov_cloud.draft_statements('341522');
RESET SESSION AUTHORIZATION;
SELECT * FROM pg_temp.bills;
SELECT * FROM pg_temp.lines;
-- running it twice creates nothing new
SELECT max(id) AS last FROM gov_cloud.charge \gset
SET SESSION AUTHORIZATION regress_statement_finance;
SELECT * FROM gov_cloud.draft_statements('341522', 2);
SELECT * FROM gov_cloud.draft_statements('341522', 1);
-- a draft follows the facts: only what changed is written
RESET SESSION AUTHORIZATION;
UPDATE gov_cloud.resource_specification SET valid = '[2026-01-01,2026-02-06)' WHERE resource = 1;
INSERT INTO gov_cloud.resource_specification (resource, unit_id, jurisdiction, effective_at, valid, vcpu, memory_gb) VALUES
  (1, 3, '341522', '2026-02-06 15:00', '[2026-02-06,)', 8, 8);
SET SESSION AUTHORIZATION regress_statement_finance;
SELECT * FROM gov_cloud.draft_statements('341522');
RESET SESSION AUTHORIZATION;
SELECT id - :last AS new, month, r, component, period, quantity, amount FROM pg_temp.lines;

-- who sees what
SET SESSION AUTHORIZATION regress_statement_unit;
SELECT count(*), count(DISTINCT unit_id) FROM gov_cloud.charge;
SELECT count(*) FROM gov_cloud.statement;
SELECT * FROM gov_cloud.reproduce_statement(1);
\echo :LAST_ERROR_SQLSTATE
SET SESSION AUTHORIZATION regress_statement_provider;
SELECT count(*), count(DISTINCT unit_id) FROM gov_cloud.charge;
SELECT count(*) FROM gov_cloud.statement;

-- closing: not by others, not in the grace, not out of order, not with another total
SELECT id AS january FROM gov_cloud.statement WHERE month = '2026-01-01' \gset
SELECT id AS february FROM gov_cloud.statement WHERE month = '2026-02-01' \gset
SELECT * FROM gov_cloud.close_statement(:january);
\echo :LAST_ERROR_SQLSTATE
SET SESSION AUTHORIZATION regress_statement_finance;
SELECT * FROM gov_cloud.close_statement(99);
SELECT * FROM gov_cloud.close_statement(:february);
\echo :LAST_ERROR_SQLSTATE
RESET SESSION AUTHORIZATION;
SET gov_cloud.clock = '2026-02-05 23:59:59';
SET SESSION AUTHORIZATION regress_statement_finance;
SELECT * FROM gov_cloud.close_statement(:january);
RESET SESSION AUTHORIZATION;
SET gov_cloud.clock = '2026-02-06 00:00';
SET SESSION AUTHORIZATION regress_statement_finance;
SELECT * FROM gov_cloud.close_statement(:january, 127);
SELECT number, total, lines, length(digest) FROM gov_cloud.close_statement(:january, 126.00);
SELECT * FROM gov_cloud.close_statement(:january);
\echo :LAST_ERROR_SQLSTATE
RESET SESSION AUTHORIZATION;
SELECT * FROM pg_temp.bills;

-- late facts: 1 had grown on 20 January already, 2 had been opened on 25 January
UPDATE gov_cloud.resource_specification SET valid = '[2026-01-01,2026-01-20)' WHERE resource = 1 AND vcpu = 4;
UPDATE gov_cloud.resource_specification SET valid = '[2026-01-20,)' WHERE resource = 1 AND vcpu = 8;
UPDATE gov_cloud.resource SET billed = '[2026-01-25,)' WHERE id = 2;
SELECT max(id) AS last FROM gov_cloud.charge \gset
SET SESSION AUTHORIZATION regress_statement_finance;
SELECT * FROM gov_cloud.draft_statements('341522');
SELECT * FROM gov_cloud.draft_statements('341522');
RESET SESSION AUTHORIZATION;
SELECT * FROM pg_temp.lines WHERE id > :last;
SELECT * FROM pg_temp.bills;
-- what the closed lines stand for now
SET SESSION AUTHORIZATION regress_statement_finance;
SELECT charge, kind, days, quantity, billed, rated, difference, standing FROM gov_cloud.reproduce_statement(:january);
RESET SESSION AUTHORIZATION;
-- the fact is withdrawn before anything is closed: so are the lines
BEGIN;
UPDATE gov_cloud.resource SET billed = '[2026-02-01,)' WHERE id = 2;
SET LOCAL SESSION AUTHORIZATION regress_statement_finance;
SELECT * FROM gov_cloud.draft_statements('341522');
ROLLBACK;

-- February closes only after January; then the fact changes once more, and March takes back what February brought
SET gov_cloud.clock = '2026-03-06 09:00';
SET SESSION AUTHORIZATION regress_statement_finance;
SELECT number, total, lines FROM gov_cloud.close_statement(:february);
RESET SESSION AUTHORIZATION;
UPDATE gov_cloud.resource_specification SET vcpu = 6 WHERE resource = 1 AND vcpu = 8;
SELECT max(id) AS last FROM gov_cloud.charge \gset
SET SESSION AUTHORIZATION regress_statement_finance;
SELECT * FROM gov_cloud.draft_statements('341522');
RESET SESSION AUTHORIZATION;
SELECT * FROM pg_temp.lines WHERE id > :last;
-- each month adds up to what its facts give: January 1: 4 x 9 days + 6 x 12, 2: 2 x 7 days
SELECT to_char(lower(period), 'YYYY-MM') AS month, component, sum(amount), (SELECT sum(amount) FROM gov_cloud.rate('341522', 2, '2026-01-01', '2026-03-01') r
    WHERE r.month = date_trunc('month', min(lower(c.period))) AND r.component = c.component) AS rated
  FROM gov_cloud.charge c GROUP BY 1, 2 ORDER BY 1, 2;
SET SESSION AUTHORIZATION regress_statement_finance;
SELECT charge, kind, days, quantity, billed, rated, difference, standing FROM gov_cloud.reproduce_statement(:february);

-- by hand: about a line of a closed statement, with a reason, in the next one
SELECT gov_cloud.adjust_charge(1, 0, '无');
SELECT gov_cloud.adjust_charge(1, -1.005, '无');
SELECT gov_cloud.adjust_charge(1, -1, '  ');
\echo :LAST_ERROR_SQLSTATE
SELECT gov_cloud.adjust_charge(99, -1, '无');
SELECT gov_cloud.adjust_charge(:last + 1, -1, '无');
\echo :LAST_ERROR_SQLSTATE
SELECT gov_cloud.adjust_charge(1, -10.50, '服务质量扣款,见通知单3号', 'deduction-3') > 0 AS adjusted;
-- sent twice it is done once; with other content it is another request
SELECT gov_cloud.adjust_charge(1, -10.5, '服务质量扣款,见通知单3号', 'deduction-3') = max(id) AS same FROM gov_cloud.charge;
SELECT gov_cloud.adjust_charge(1, -10.51, '服务质量扣款,见通知单3号', 'deduction-3');
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM gov_cloud.draft_statements('341522');
RESET SESSION AUTHORIZATION;
SELECT * FROM pg_temp.lines WHERE kind = 'manual';
SELECT * FROM pg_temp.bills;

-- what cannot be rated is parked, and holds the closing up until there is a price
INSERT INTO gov_cloud.resource (id, unit_id, jurisdiction, provider_id, system_id, item, name, provisioned_at, billed) VALUES
  (3, 3, '341522', 2, 1, 'disk', 'c', '2026-03-01', '[2026-03-20,)');
INSERT INTO gov_cloud.resource_specification (resource, unit_id, jurisdiction, effective_at, valid, storage_gb) VALUES
  (3, 3, '341522', '2026-03-01', '[2026-03-01,)', 100);
SET gov_cloud.clock = '2026-04-06 09:00';
SELECT id AS march FROM gov_cloud.statement WHERE month = '2026-03-01' \gset
SET SESSION AUTHORIZATION regress_statement_finance;
SELECT * FROM gov_cloud.draft_statements('341522');
SELECT month, resource, component, period, reason FROM gov_cloud.parked_charge ORDER BY month;
SELECT ok, detail FROM gov_cloud.health() WHERE name = 'billing';
SELECT * FROM gov_cloud.close_statement(:march);
\echo :LAST_ERROR_SQLSTATE
SELECT gov_cloud.set_price(:list, 'disk', 'storage_gb', 'month', 0.5) > 0 AS set;
SELECT id AS april FROM gov_cloud.statement WHERE month = '2026-04-01' \gset
RESET SESSION AUTHORIZATION;
SET gov_cloud.clock = '2027-01-06 09:00';
SET SESSION AUTHORIZATION regress_statement_finance;
SELECT * FROM gov_cloud.close_statement(:april);
\echo :LAST_ERROR_SQLSTATE
SELECT number, total, lines FROM gov_cloud.close_statement(:march, request_id => 'march');
SELECT number, total, lines FROM gov_cloud.close_statement(:march, request_id => 'march');
SELECT number, total, lines FROM gov_cloud.close_statement(:april);
SELECT count(*) FROM gov_cloud.parked_charge;
SELECT ok, detail FROM gov_cloud.health() WHERE name = 'billing';
RESET SESSION AUTHORIZATION;
SELECT * FROM pg_temp.bills;

-- a system that moves to another unit takes its drafts along, not its closed bills
UPDATE gov_cloud.resource SET system_id = 2 WHERE id = 3;
SET SESSION AUTHORIZATION regress_statement_finance;
SELECT added, removed FROM gov_cloud.draft_statements('341522');
RESET SESSION AUTHORIZATION;
UPDATE gov_cloud.resource SET unit_id = 4 WHERE id = 3;
-- this time the worker drafts
SET SESSION AUTHORIZATION regress_statement_sysadmin;
SELECT gov_cloud.run_task('draft_statements');
SELECT gov_cloud.run_task('draft_statements');
RESET SESSION AUTHORIZATION;
SELECT s.state, c.unit_id, count(*) FROM gov_cloud.charge c JOIN gov_cloud.statement s ON s.id = c.statement WHERE resource = 3 GROUP BY 1, 2 ORDER BY 1, 2;

-- closed is closed, for the product's own owner too
SET ROLE gov_cloud_owner;
UPDATE gov_cloud.charge SET amount = 0 WHERE statement = :january;
\echo :LAST_ERROR_SQLSTATE
DELETE FROM gov_cloud.charge WHERE statement = :january;
UPDATE gov_cloud.statement SET total = 0 WHERE id = :january;
DELETE FROM gov_cloud.statement WHERE id = :january;
TRUNCATE gov_cloud.charge;
UPDATE gov_cloud.charge SET amount = 0 WHERE statement = (SELECT max(id) FROM gov_cloud.statement);
RESET ROLE;
-- a superuser's hand is seen
BEGIN;
UPDATE gov_cloud.charge SET amount = amount + 0.01 WHERE id = 1;
UPDATE gov_cloud.statement SET total = total + 0.01 WHERE id = :january;
SET LOCAL SESSION AUTHORIZATION regress_statement_finance;
SELECT charge, billed, rated, difference, standing FROM gov_cloud.reproduce_statement(:january);
ROLLBACK;
BEGIN;
UPDATE gov_cloud.statement SET total = total + 0.01 WHERE id = :january;
SET LOCAL SESSION AUTHORIZATION regress_statement_finance;
SELECT charge, billed, rated, difference, standing FROM gov_cloud.reproduce_statement(:january);
ROLLBACK;
-- no day twice: nothing overlaps in what stands
SELECT count(*) FROM gov_cloud.charge a JOIN gov_cloud.charge b ON a.resource = b.resource AND a.component = b.component AND a.id < b.id AND a.period && b.period
  WHERE a.kind IN ('charge', 'late') AND b.kind IN ('charge', 'late')
    AND NOT EXISTS (SELECT FROM gov_cloud.charge x WHERE x.kind = 'reversal' AND x.corrects IN (a.id, b.id));
SELECT event, count(*) FROM gov_cloud_data.audit_event WHERE event IN ('close_statement', 'adjust_charge') GROUP BY 1 ORDER BY 1;
