-- What survives its matter is over when the system has left: the effect end_system_terms, across matters.
SET client_min_messages = warning;
CALL example_parties('deadline_leave');
INSERT INTO gov_cloud.policy (code, title) VALUES ('leave/1', '退出');
INSERT INTO gov_cloud.article (policy, label, summary) VALUES ('leave/1', 'art. 1', 'x');
INSERT INTO gov_cloud.policy_role (policy, role, party, title, article) VALUES ('leave/1', 'using_unit', 'L', 'x', 'art. 1'), ('leave/1', 'provider', 'L', 'x', 'art. 1');
INSERT INTO gov_cloud.procedure (policy, code, title, subject, rule, article) VALUES
    ('leave/1', 'join', 'x', 'system', 'L', 'art. 1'), ('leave/1', 'leave', 'x', 'system', 'L', 'art. 1');
INSERT INTO gov_cloud.state (policy, procedure, state, title, outcome, position)
SELECT 'leave/1', p, s, s, CASE s WHEN 'done' THEN 'completed' END, length(s) FROM unnest('{join,leave}'::text[]) p, unnest('{begun,done}'::text[]) s;
INSERT INTO gov_cloud.transition (policy, code, rule, procedure, from_state, action, title, to_state, actors) VALUES
    ('leave/1', 'J1', 'L', 'join', NULL, 'open', '登记', 'begun', '{using_unit}'), ('leave/1', 'J2', 'L', 'join', 'begun', 'serve', '上线', 'done', '{provider}'),
    ('leave/1', 'J3', 'L', 'join', 'done', 'certify', '备案', NULL, '{using_unit}'), ('leave/1', 'J4', 'L', 'join', 'done', 'drill', '演练', NULL, '{using_unit}'),
    ('leave/1', 'L1', 'L', 'leave', NULL, 'open', '申请', 'begun', '{using_unit}'), ('leave/1', 'L2', 'L', 'leave', 'begun', 'leave', '退出', 'done', '{provider}');
INSERT INTO gov_cloud.transition_effect (policy, transition, position, effect, parameters) VALUES ('leave/1', 'L2', 1, 'end_system_terms', '{"deadline": ["D1", "D2"]}');
INSERT INTO gov_cloud.deadline_rule (policy, code, procedure, title, starts_on, ends_on, term, kind, obligor, survives, article) VALUES
    ('leave/1', 'D1', 'join', '备案', '{J2}', '{J3}', '6 months', 'latest', 'using_unit', true, 'art. 1'),
    ('leave/1', 'D2', 'join', '演练', '{J2}', '{J4}', '5 days', 'latest', 'using_unit', true, 'art. 1'),
    ('leave/1', 'D3', 'join', '留存', '{J2}', '{J4}', '6 months', 'earliest', 'provider', true, 'art. 1');
SET SESSION AUTHORIZATION regress_deadline_leave_secadmin;
SELECT * FROM gov_cloud.validate_policy('leave/1');
SELECT gov_cloud.publish_policy('leave/1') IS NOT NULL AS published;
SELECT gov_cloud.adopt_policy('999901', 'leave/1', '2026-01-01') IS NOT NULL AS adopted;
-- two systems in service: 1 and 2
SELECT example_clock('2026-03-02 09:00');
SET SESSION AUTHORIZATION regress_deadline_leave_unit;
SELECT count(*) FROM gov_cloud.open_matter('join', 1) UNION ALL SELECT count(*) FROM gov_cloud.open_matter('join', 2);
SET SESSION AUTHORIZATION regress_deadline_leave_provider;
SELECT m, (gov_cloud.act(m, 'serve')).state FROM generate_series(1, 2) m ORDER BY m;
-- one leaves: what the rules name of it ends, what was overdue says so; nothing of the other, nothing that is not named
SELECT example_clock('2026-03-10 09:00');
SET SESSION AUTHORIZATION regress_deadline_leave_unit;
SELECT matter FROM gov_cloud.open_matter('leave', 1);
SET SESSION AUTHORIZATION regress_deadline_leave_provider;
SELECT state FROM gov_cloud.act(3, 'leave');
SELECT matter, rule, status, closed_at FROM gov_cloud.deadline ORDER BY matter, rule;
SELECT d.rule, e.kind, e.matter_event IS NOT NULL AS by_event, e.reason, e.person FROM gov_cloud.deadline_event e
JOIN gov_cloud.deadline d ON d.id = e.deadline WHERE e.kind = 'cancel' ORDER BY d.rule;
-- where none is named: all but what has to wait
SET SESSION AUTHORIZATION regress_deadline_leave_secadmin;
INSERT INTO gov_cloud.policy (code, title) VALUES ('leave/2', '退出');
INSERT INTO gov_cloud.article SELECT 'leave/2', label, summary FROM gov_cloud.article WHERE policy = 'leave/1';
INSERT INTO gov_cloud.policy_role SELECT 'leave/2', role, party, title, article FROM gov_cloud.policy_role WHERE policy = 'leave/1';
INSERT INTO gov_cloud.procedure (policy, code, title, subject, rule, article) VALUES ('leave/2', 'leave', 'x', 'system', 'L', 'art. 1');
INSERT INTO gov_cloud.state SELECT 'leave/2', procedure, state, title, outcome, position FROM gov_cloud.state WHERE policy = 'leave/1' AND procedure = 'leave';
INSERT INTO gov_cloud.transition (policy, code, rule, procedure, from_state, action, title, to_state, actors)
SELECT 'leave/2', code, rule, procedure, from_state, action, title, to_state, actors FROM gov_cloud.transition WHERE policy = 'leave/1' AND procedure = 'leave';
INSERT INTO gov_cloud.transition_effect (policy, transition, position, effect, parameters) VALUES ('leave/2', 'L2', 1, 'end_system_terms', '{}');
SELECT gov_cloud.publish_policy('leave/2') IS NOT NULL AS published;
SELECT gov_cloud.adopt_policy('999901', 'leave/2') IS NOT NULL AS adopted;
SET SESSION AUTHORIZATION regress_deadline_leave_unit;
SELECT matter FROM gov_cloud.open_matter('leave', 2);
SET SESSION AUTHORIZATION regress_deadline_leave_provider;
SELECT state FROM gov_cloud.act(4, 'leave');
SELECT matter, rule, status FROM gov_cloud.deadline WHERE matter = 2 ORDER BY rule;
-- it can still be recorded in the ended matter, without a term
SET SESSION AUTHORIZATION regress_deadline_leave_unit;
SELECT state FROM gov_cloud.act(1, 'certify');
RESET SESSION AUTHORIZATION;
SELECT * FROM gov_cloud.check_deadlines();
CALL example_end('deadline_leave');
