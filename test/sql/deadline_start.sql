-- What a term counts from: the event, a date or an instant in the data of the act or of the opening, a field of
-- a form; a date that is given; a guard that keeps it from starting.  And the guards about what an act says.
SET client_min_messages = warning;
CALL example_parties('deadline_start');
UPDATE gov_cloud.jurisdiction SET calendar = 'cn-gx' WHERE code = '999901';
SELECT example_clock('2026-03-02 09:00');
INSERT INTO gov_cloud.policy (code, title) VALUES ('starts/1', '起算');
INSERT INTO gov_cloud.article (policy, label, summary) VALUES ('starts/1', 'art. 1', 'x');
INSERT INTO gov_cloud.policy_role (policy, role, party, title, article) VALUES ('starts/1', 'using_unit', 'S', '使用单位', 'art. 1'),
    ('starts/1', 'authority', 'S', '数管局', 'art. 1');
INSERT INTO gov_cloud.procedure (policy, code, title, subject, rule, article) VALUES ('starts/1', 'fault', '故障', 'unit', 'S', 'art. 1');
INSERT INTO gov_cloud.state (policy, procedure, state, title, outcome, position) VALUES
    ('starts/1', 'fault', 'found', '已发现', NULL, 1), ('starts/1', 'fault', 'ordered', '已责令', NULL, 2), ('starts/1', 'fault', 'closed', '办结', 'completed', 3);
INSERT INTO gov_cloud.transition (policy, code, rule, procedure, from_state, action, title, to_state, actors, repeatable) VALUES
    ('starts/1', 'S1', 'S', 'fault', NULL, 'open', '登记', 'found', '{using_unit}', false),
    ('starts/1', 'S2', 'S', 'fault', 'found', 'report', '报告', NULL, '{using_unit}', true),
    ('starts/1', 'S3', 'S', 'fault', 'found', 'order', '责令整改', 'ordered', '{authority}', false),
    ('starts/1', 'S4', 'S', 'fault', 'ordered', 'rectify', '整改完成', NULL, '{using_unit}', true),
    ('starts/1', 'S5', 'S', 'fault', 'ordered', 'close', '办结', 'closed', '{authority}', false),
    ('starts/1', 'S6', 'S', 'fault', 'ordered', 'escalate', '上报', NULL, '{authority}', false),
    ('starts/1', 'S7', 'S', 'fault', 'ordered', 'recall', '撤回', 'found', '{authority,using_unit}', false);
INSERT INTO gov_cloud.transition_guard (policy, transition, position, guard, parameters) VALUES
    ('starts/1', 'S1', 1, 'data_given', '{"keys": {"occurred_at": "timestamp", "lease_end": "date"}}'),
    ('starts/1', 'S2', 1, 'moments_ordered', '{"keys": ["opening:occurred_at", "detected_at", "restored_at"]}'),
    ('starts/1', 'S5', 1, 'data_says', '{"key": "result", "in": ["met", "waived", true, 7]}'),
    ('starts/1', 'S6', 1, 'deadline_missed', '{"deadline": "S-D5"}'),
    ('starts/1', 'S7', 1, 'last_actor', '{}'),
    ('starts/1', 'S7', 2, 'no_milestone', '{"transition": "S4"}');
INSERT INTO gov_cloud.deadline_rule (policy, code, procedure, title, starts_on, starts_from, ends_on, term, kind, rolls, obligor, guard, guard_parameters, article) VALUES
    ('starts/1', 'S-D1', 'fault', '自发生起', '{S1}', 'data:occurred_at', '{S2}', '2 hours', 'latest', true, 'using_unit', NULL, '{}', 'art. 1'),
    ('starts/1', 'S-D2', 'fault', '自发生日起', '{S1}', 'opening:occurred_at', '{S3}', '3 workdays', 'latest', true, 'authority', NULL, '{}', 'art. 1'),
    ('starts/1', 'S-D3', 'fault', '租期届满', '{S1}', 'data:lease_end', '{S5}', NULL, 'given', true, 'authority', NULL, '{}', 'art. 1'),
    ('starts/1', 'S-D4', 'fault', '严重的', '{S3}', 'opening:occurred_at', '{S5}', '30 minutes', 'latest', true, 'authority', 'data_says', '{"key": "severe", "in": [true], "of": "opening"}', 'art. 1'),
    ('starts/1', 'S-D5', 'fault', '限期整改', '{S3}', 'data:until', '{S4}', NULL, 'given', true, 'using_unit', NULL, '{}', 'art. 1'),
    ('starts/1', 'S-D6', 'fault', '断网后', '{S3}', 'data:cut_at', '{S4}', '30 minutes', 'latest', true, 'using_unit', 'data_says', '{"key": "cut", "in": "true"}', 'art. 1');
SET SESSION AUTHORIZATION regress_deadline_start_secadmin;
SELECT * FROM gov_cloud.validate_policy('starts/1');
SELECT gov_cloud.publish_policy('starts/1') IS NOT NULL AS published;
SELECT gov_cloud.adopt_policy('999901', 'starts/1', '2026-01-01') IS NOT NULL AS adopted;

-- dates are days of the calendar, a timestamp has its time of day
SET SESSION AUTHORIZATION regress_deadline_start_unit;
SELECT d, refusal(format('SELECT * FROM gov_cloud.open_matter(''fault'', data => %L)', d)) FROM (VALUES
    ('{}'), ('{"occurred_at": "2026-03-01", "lease_end": "2026-03-08"}'),
    ('{"occurred_at": "2026-03-01 10:00", "lease_end": "2026-02-31"}'), ('{"occurred_at": "2026-03-01 10:00", "lease_end": "2026-3-8"}'),
    ('{"occurred_at": "2026-03-01 10:00", "lease_end": "2026-03-08 10:00"}'), ('{"occurred_at": "2026-03-01 24:00", "lease_end": "2026-03-08"}'),
    ('{"occurred_at": "2026-03-01 10:00+16", "lease_end": "2026-03-08"}'), ('{"occurred_at": "2026-03-01 10:00 o''clock", "lease_end": "2026-03-08"}'),
    ('{"occurred_at": "2026-03-01T10:60", "lease_end": "2026-13-08"}'), ('{"occurred_at": "infinity", "lease_end": "today"}'),
    ('{"occurred_at": ["2026-03-01 10:00"], "lease_end": 20260308}'),
    -- what a duty counts from has happened
    ('{"occurred_at": "2026-03-02 09:00:01", "lease_end": "2026-03-08"}')) v (d);
-- hours run from the instant; 8 March 2026 is a Sunday: a day that is given does not roll
SELECT matter FROM gov_cloud.open_matter('fault', data => '{"occurred_at": "2026-03-02T08:30:00.5", "lease_end": "2026-03-08", "severe": true}');
SELECT matter FROM gov_cloud.open_matter('fault', data => '{"occurred_at": "2026-03-01T16:30Z", "lease_end": "2026-02-28", "severe": false}');
SELECT rule, matter, status, started_at, due_at, due_on, exclusive, obligor_role FROM gov_cloud.deadline ORDER BY rule, matter;
SELECT what FROM gov_cloud.explain(1) WHERE section = 'deadlines';

-- in their order, none after the act; a day and an instant of it are not out of order; what is not said is passed over
SELECT example_clock('2026-03-02 10:30:00.5');
SELECT d, refusal(format('SELECT * FROM gov_cloud.act(1, ''report'', data => %L)', d)) FROM (VALUES
    ('{"detected_at": "2026-03-02 08:30"}'), ('{"detected_at": "2026-03-02 08:45", "restored_at": "2026-03-02 08:40"}'),
    ('{"detected_at": "2026-03-02 10:31"}'), ('{"restored_at": "2026-03-03"}'), ('{"detected_at": "2026-03-01"}'),
    ('{"restored_at": "soon"}'), ('{"detected_at": "2026-03-02", "restored_at": "2026-03-02 00:00"}')) v (d);
SELECT state FROM gov_cloud.act(1, 'report', data => '{"detected_at": "2026-03-02", "restored_at": "2026-03-02 08:50"}');
SELECT rule, matter, status, closed_at FROM gov_cloud.deadline WHERE status <> 'open' ORDER BY rule, matter;
SELECT example_clock('2026-03-02 10:30:00.6');
SELECT state FROM gov_cloud.act(2, 'report');

-- the guard of a term: only the severe one starts; a given instant is met at it, not after it
SET SESSION AUTHORIZATION regress_deadline_start_authority;
SELECT refusal($$SELECT * FROM gov_cloud.act(1, 'order', data => '{"until": "soon"}')$$);
SELECT refusal($$SELECT * FROM gov_cloud.act(1, 'order')$$);
SELECT refusal($$SELECT * FROM gov_cloud.act(1, 'order', data => '{"until": "2026-03-05 17:00", "cut": true}')$$);
SELECT refusal($$SELECT * FROM gov_cloud.act(1, 'order', data => '{"until": "2026-03-05 17:00", "cut": true, "cut_at": "2026-03-02"}')$$);
SELECT state FROM gov_cloud.act(1, 'order', data => '{"until": "2026-03-05 17:00"}');
SELECT state FROM gov_cloud.act(2, 'order', data => '{"until": "2026-03-06"}');
SELECT rule, matter, status, started_at, due_at, exclusive FROM gov_cloud.deadline WHERE rule IN ('S-D4', 'S-D5') ORDER BY rule, matter;
-- recall: by who did the last step, until another has acted
SET SESSION AUTHORIZATION regress_deadline_start_unit;
SELECT refusal($$SELECT * FROM gov_cloud.act(1, 'recall')$$);
SET SESSION AUTHORIZATION regress_deadline_start_authority2;
SELECT refusal($$SELECT * FROM gov_cloud.act(1, 'recall')$$);
SET SESSION AUTHORIZATION regress_deadline_start_authority;
SELECT state FROM gov_cloud.act(1, 'recall');
SELECT state FROM gov_cloud.act(1, 'order', data => '{"until": "2026-03-05 17:00"}');
SELECT refusal($$SELECT * FROM gov_cloud.act(1, 'escalate')$$);
SELECT example_clock('2026-03-05 17:00');
SELECT refusal($$SELECT * FROM gov_cloud.act(1, 'escalate')$$);
SELECT example_clock('2026-03-05 17:00:00.000001');
SELECT state FROM gov_cloud.act(1, 'escalate');
SET SESSION AUTHORIZATION regress_deadline_start_unit;
SELECT state FROM gov_cloud.act(1, 'rectify');
SELECT example_clock('2026-03-06 23:59:59.999999');
SELECT state FROM gov_cloud.act(2, 'rectify');
SELECT refusal($$SELECT * FROM gov_cloud.act(2, 'recall')$$);
SET SESSION AUTHORIZATION regress_deadline_start_authority;
SELECT refusal($$SELECT * FROM gov_cloud.act(2, 'escalate')$$);
SELECT rule, matter, status, due_at FROM gov_cloud.deadline WHERE rule IN ('S-D4', 'S-D5') ORDER BY rule, matter, id;
-- a value that is one of the list, however it is written
SELECT d, refusal(format('SELECT * FROM gov_cloud.act(2, ''close'', data => %L)', d)) FROM (VALUES
    (NULL), ('{}'), ('{"result": "Met"}'), ('{"result": {"met": true}}'), ('{"result": 8}')) v (d);
SELECT state FROM gov_cloud.act(2, 'close', data => '{"result": true}');
SELECT state FROM gov_cloud.act(1, 'close', data => '{"result": 7}');
SELECT rule, matter, status FROM gov_cloud.deadline WHERE rule = 'S-D3' ORDER BY matter;
-- a notice does not move what is given, and every ledger comes out
SET SESSION AUTHORIZATION regress_deadline_start_unit;
SELECT example_clock('2026-04-01 09:00');
SELECT matter FROM gov_cloud.open_matter('fault', data => '{"occurred_at": "2026-04-01 08:00", "lease_end": "2026-04-20"}');
SELECT what FROM gov_cloud.explain(1) WHERE section = 'deadlines';
SELECT "事项编号", "期限", "时限", "类型", "截止日期", "截止时刻", "状态" FROM gov_cloud.v_deadline_board WHERE "类型" = '指定日期' ORDER BY "期限编号";
SET SESSION AUTHORIZATION regress_deadline_start_sysadmin;
SELECT gov_cloud.load_calendar_notice('cn-gx', 'synthetic', '2026-04-01', 2026, E'2026-04-20 off\n2026-04-03 off') > 0 AS loaded;
RESET SESSION AUTHORIZATION;
SELECT rule, due_on, events FROM gov_cloud.deadline WHERE matter = 3 ORDER BY rule;
SELECT * FROM gov_cloud.check_deadlines();
BEGIN;
UPDATE gov_cloud.deadline SET exclusive = NOT exclusive WHERE rule IN ('S-D3', 'S-D5') AND matter IN (1, 3);
SELECT d.rule, d.matter, fault FROM gov_cloud.check_deadlines() c JOIN gov_cloud.deadline d ON d.id = c.deadline ORDER BY 1, 2;
ROLLBACK;

-- what publication refuses, and what the table does
INSERT INTO gov_cloud.policy (code, title) VALUES ('starts/2', '起算');
INSERT INTO gov_cloud.article SELECT 'starts/2', label, summary FROM gov_cloud.article WHERE policy = 'starts/1';
INSERT INTO gov_cloud.policy_role SELECT 'starts/2', role, party, title, article FROM gov_cloud.policy_role WHERE policy = 'starts/1';
INSERT INTO gov_cloud.procedure (policy, code, title, subject, rule, article) VALUES ('starts/2', 'fault', '故障', 'unit', 'S', 'art. 1');
INSERT INTO gov_cloud.state SELECT 'starts/2', procedure, state, title, outcome, position FROM gov_cloud.state WHERE policy = 'starts/1';
INSERT INTO gov_cloud.transition (policy, code, rule, procedure, from_state, action, title, to_state, actors)
SELECT 'starts/2', code, rule, procedure, from_state, action, title, to_state, actors FROM gov_cloud.transition WHERE policy = 'starts/1';
INSERT INTO gov_cloud.deadline_rule (policy, code, procedure, title, starts_on, starts_from, ends_on, term, kind, obligor, guard, guard_parameters, article) VALUES
    ('starts/2', 'D1', 'fault', 'x', '{S1}', 'form:none:day', '{S5}', NULL, 'given', 'using_unit', 'no_such', '{}', 'art. 1'),
    ('starts/2', 'D2', 'fault', 'x', '{S1}', 'form:hq-2:no_such', '{S5}', NULL, 'given', 'using_unit', 'milestone', '{"transition": "S9"}', 'art. 1'),
    ('starts/2', 'D3', 'fault', 'x', '{S1}', 'event', '{S5}', '1 day', 'latest', 'using_unit', 'data_says', '{"key": "a", "in": [], "of": "act"}', 'art. 1'),
    ('starts/2', 'D4', 'fault', 'x', '{S1}', 'event', '{S5}', '1 day', 'latest', 'using_unit', 'data_says', '{"key": "a", "in": [1], "of": "law"}', 'art. 1'),
    ('starts/2', 'D5', 'fault', 'x', '{S1}', 'event', '{S5}', '1 day', 'latest', 'using_unit', 'moments_ordered', '{"keys": []}', 'art. 1'),
    ('starts/2', 'D6', 'fault', 'x', '{S1}', 'event', '{S5}', '1 day', 'latest', 'using_unit', 'deadline_missed', '{"deadline": "D9"}', 'art. 1'),
    ('starts/2', 'D7', 'fault', 'x', '{S1}', 'event', '{S5}', '1 day', 'latest', 'using_unit', 'no_milestone', '{}', 'art. 1'),
    ('starts/2', 'D8', 'fault', 'x', '{S3}', 'action:vanish', '{S5}', '1 day', 'latest', 'authority', NULL, '{}', 'art. 1');
SELECT * FROM gov_cloud.validate_policy('starts/2');
SELECT left(refusal($$INSERT INTO gov_cloud.deadline_rule (policy, code, procedure, title, starts_on, starts_from, ends_on, term, kind, obligor, article)
    VALUES ('starts/2', 'D9', 'fault', 'x', '{S1}', 'event', '{S5}', NULL, 'given', 'using_unit', 'art. 1')$$), 40);
SELECT left(refusal($$INSERT INTO gov_cloud.deadline_rule (policy, code, procedure, title, starts_on, starts_from, ends_on, term, kind, obligor, article)
    VALUES ('starts/2', 'D9', 'fault', 'x', '{S1}', 'data:day', '{S5}', '1 day', 'given', 'using_unit', 'art. 1')$$), 40);
SELECT left(refusal($$INSERT INTO gov_cloud.deadline_rule (policy, code, procedure, title, starts_on, starts_from, ends_on, term, kind, obligor, article)
    VALUES ('starts/2', 'D9', 'fault', 'x', '{S1}', 'closing:day', '{S5}', '1 day', 'latest', 'using_unit', 'art. 1')$$), 40);
SELECT left(refusal($$INSERT INTO gov_cloud.deadline_rule (policy, code, procedure, title, starts_on, ends_on, term, kind, obligor, guard_parameters, article)
    VALUES ('starts/2', 'D9', 'fault', 'x', '{S1}', '{S5}', '1 day', 'latest', 'using_unit', '{"key": 1}', 'art. 1')$$), 40);
CALL example_end('deadline_start');
