-- Policies as rows: validated, digested and frozen when published; adopted; local rules over them.
SET client_min_messages = warning;
CALL example_parties('policy');
SELECT example_clock('2026-03-02 09:00');

-- authors write drafts as plain rows
SET SESSION AUTHORIZATION regress_policy_secadmin;
INSERT INTO gov_cloud.policy (code, title) VALUES ('faulty/1', '有误');
INSERT INTO gov_cloud.article (policy, label, summary) VALUES ('faulty/1', 'art. 1', 'x'), ('faulty/1', 'art. 2', 'y');
INSERT INTO gov_cloud.policy_role (policy, role, party, title, article) VALUES
    ('faulty/1', 'using_unit', 'F-P1', '使用单位', 'art. 1'), ('faulty/1', 'nobody', 'F-P2', '无', 'art. 9');
INSERT INTO gov_cloud.policy_parameter (policy, name, kind, choices, value, article, note) VALUES
    ('faulty/1', 'flag', 'boolean', NULL, 'perhaps', NULL, 'x'), ('faulty/1', 'days', 'integer', NULL, '1.5', NULL, 'x'),
    ('faulty/1', 'rate', 'numeric', NULL, '1e3', NULL, 'x'), ('faulty/1', 'basis', 'text', '{any,sum}', 'all', NULL, 'x'),
    ('faulty/1', 'open', 'numeric', NULL, NULL, NULL, 'the text does not say');
INSERT INTO gov_cloud.procedure (policy, code, title, subject, rule, article) VALUES
    ('faulty/1', 'a', 'A', 'unit', 'F', 'art. 1; art. 2'), ('faulty/1', 'b', 'B', 'unit', 'F', 'art. 1; art. 7');
INSERT INTO gov_cloud.state (policy, procedure, state, title, outcome, position) VALUES
    ('faulty/1', 'a', 'start', 's', NULL, 1), ('faulty/1', 'a', 'trap', 't', NULL, 2), ('faulty/1', 'a', 'island', 'i', NULL, 3),
    ('faulty/1', 'a', 'end', 'e', 'completed', 4), ('faulty/1', 'b', 'only', 'o', 'completed', 1);
INSERT INTO gov_cloud.transition (policy, code, rule, procedure, from_state, action, title, to_state, actors, quorum, automatic,
    decides, repeatable, article) VALUES
    ('faulty/1', 'A1', 'A', 'a', NULL, 'open', 'x', 'start', '{using_unit}', 'any', false, false, false, 'art. 1'),
    ('faulty/1', 'A2', 'A', 'a', 'start', 'fall', 'x', 'trap', '{}', 'any', false, false, false, 'art. 3'),
    ('faulty/1', 'A3', 'A', 'a', 'start', 'finish', 'x', 'end', '{using_unit}', 'all', false, false, true, NULL),
    ('faulty/1', 'A4', 'A', 'a', 'end', 'again', 'x', 'start', '{stranger,system}', 'any', false, false, false, NULL),
    ('faulty/1', 'A5', 'A', 'a', 'island', 'swim', 'x', 'end', '{using_unit}', 'any', true, true, false, NULL),
    ('faulty/1', 'A6', 'A', 'a', 'start', 'note', 'x', NULL, '{}', 'any', true, false, false, NULL);
INSERT INTO gov_cloud.transition_guard (policy, transition, position, guard, parameters, article) VALUES
    ('faulty/1', 'A3', 1, 'no_such_guard', '{}', NULL), ('faulty/1', 'A3', 2, 'milestone', '{}', 'art. 4'),
    ('faulty/1', 'A3', 3, 'milestone', '{"transition": "A9"}', NULL), ('faulty/1', 'A3', 4, 'opinion_given', '{"x": 1}', NULL),
    ('faulty/1', 'A3', 5, 'data_given', '{"keys": {"d": "day"}}', NULL), ('faulty/1', 'A3', 6, 'data_given', '{"keys": []}', NULL),
    ('faulty/1', 'A3', 7, 'child_completed', '{"procedure": "z"}', NULL), ('faulty/1', 'A3', 8, 'term_reached', '{"deadline": "D9"}', NULL);
INSERT INTO gov_cloud.transition_effect (policy, transition, position, effect, parameters, article) VALUES
    ('faulty/1', 'A3', 1, 'no_such_effect', '{}', NULL), ('faulty/1', 'A3', 2, 'open_child', '{"procedure": "a", "per": "day"}', 'art. 5');
INSERT INTO gov_cloud.deadline_rule (policy, code, procedure, title, starts_on, ends_on, cancelled_on, term, kind, obligor, article) VALUES
    ('faulty/1', 'D1', 'a', 'x', '{}', '{}', '{}', '3 workdays', 'latest', 'using_unit', 'art. 6'),
    ('faulty/1', 'D2', 'a', 'x', '{A8}', '{A7}', '{B1}', '3 days', 'backward', 'stranger', 'art. 1'),
    ('faulty/1', 'D3', 'a', 'x', '{A1}', '{A3}', '{}', '3 hours', 'backward', 'using_unit', 'art. 1'),
    ('faulty/1', 'D4', 'a', 'x', '{A3}', '{A3}', '{}', '3 days', 'latest', 'using_unit', 'art. 1');
SELECT * FROM gov_cloud.validate_policy('faulty/1');
SELECT refusal($$SELECT gov_cloud.publish_policy('faulty/1')$$);
SELECT refusal($$SELECT * FROM gov_cloud.validate_policy('none/1')$$);
-- what the tables themselves refuse
SELECT refusal($$INSERT INTO gov_cloud.policy (code, title) VALUES ('No/1', 'x')$$);
SELECT refusal($$INSERT INTO gov_cloud.transition (policy, code, rule, procedure, from_state, action, title, to_state, actors)
    VALUES ('faulty/1', 'A7', 'A', 'a', 'start', 'x', 'x', 'nowhere', '{}')$$);
SELECT refusal($$INSERT INTO gov_cloud.transition (policy, code, rule, procedure, from_state, action, title, to_state, actors)
    VALUES ('faulty/1', 'A7', 'A', 'a', NULL, 'open', 'x', 'start', '{}')$$);
SELECT refusal($$INSERT INTO gov_cloud.deadline_rule (policy, code, procedure, title, starts_on, ends_on, term, kind, obligor, article)
    VALUES ('faulty/1', 'D5', 'a', 'x', '{A1}', '{A3}', NULL, 'latest', 'using_unit', 'art. 1')$$);
SELECT refusal($$INSERT INTO gov_cloud.deadline_rule (policy, code, procedure, title, starts_on, starts_from, ends_on, term, kind, obligor, article)
    VALUES ('faulty/1', 'D5', 'a', 'x', '{A1}', 'yesterday', '{A3}', '3 days', 'latest', 'using_unit', 'art. 1')$$);
-- a draft may be thrown away
DELETE FROM gov_cloud.transition_guard WHERE policy = 'faulty/1';
DELETE FROM gov_cloud.transition_effect WHERE policy = 'faulty/1';
DELETE FROM gov_cloud.deadline_rule WHERE policy = 'faulty/1';
DELETE FROM gov_cloud.transition WHERE policy = 'faulty/1';
DELETE FROM gov_cloud.state WHERE policy = 'faulty/1';
DELETE FROM gov_cloud.procedure WHERE policy = 'faulty/1';
DELETE FROM gov_cloud.article WHERE policy = 'faulty/1';
DELETE FROM gov_cloud.policy_role WHERE policy = 'faulty/1';
DELETE FROM gov_cloud.policy_parameter WHERE policy = 'faulty/1';
DELETE FROM gov_cloud.policy WHERE code = 'faulty/1';

-- a sound one; its digest depends on the rows alone, not on the order in which they came or the session's settings
CALL example_policy();
SELECT * FROM gov_cloud.validate_policy('example/1');
SELECT refusal($$UPDATE gov_cloud.policy SET status = 'published' WHERE code = 'example/1'$$);
SELECT refusal($$INSERT INTO gov_cloud.policy (code, title, status) VALUES ('sly/1', 'x', 'published')$$);
SELECT refusal($$INSERT INTO gov_cloud.policy (code, title, builtin) VALUES ('sly/1', 'x', true)$$);
SELECT refusal($$UPDATE gov_cloud.article SET builtin = true WHERE policy = 'example/1'$$);
SELECT refusal($$SELECT gov_cloud.adopt_policy('999901', 'example/1')$$);
BEGIN;
SELECT gov_cloud.publish_policy('example/1') AS digest \gset
ROLLBACK;
-- rolled back is not published, in this session's memory neither
SELECT refusal($$SELECT gov_cloud.adopt_policy('999901', 'example/1')$$);
SET datestyle = 'German'; SET timezone = 'UTC'; SET extra_float_digits = 0;
UPDATE gov_cloud.article SET summary = summary || '' WHERE policy = 'example/1' AND label = 'art. 3';
SELECT gov_cloud.publish_policy('example/1') = :'digest' AS same, length(:'digest');
RESET datestyle; RESET timezone; RESET extra_float_digits;
SELECT code, status, encode(digest, 'hex') = :'digest' AS kept, published_at, builtin FROM gov_cloud.policy WHERE code = 'example/1';

-- published, it is frozen, for the superuser too
SELECT refusal($$SELECT gov_cloud.publish_policy('example/1')$$);
SELECT refusal($$SELECT gov_cloud.publish_policy('none/1')$$);
SELECT refusal($$UPDATE gov_cloud.deadline_rule SET term = '4 workdays' WHERE policy = 'example/1' AND code = 'EX-D01'$$);
SELECT refusal($$DELETE FROM gov_cloud.transition_guard WHERE policy = 'example/1'$$);
SELECT refusal($$INSERT INTO gov_cloud.article (policy, label, summary) VALUES ('example/1', 'art. 9', 'x')$$);
SELECT refusal($$DELETE FROM gov_cloud.policy WHERE code = 'example/1'$$);
SELECT refusal($$UPDATE gov_cloud.policy SET title = 'x' WHERE code = 'example/1'$$);
INSERT INTO gov_cloud.policy (code, title) VALUES ('draft/1', 'x');
INSERT INTO gov_cloud.article (policy, label, summary) VALUES ('draft/1', 'art. 9', 'x');
SELECT refusal($$UPDATE gov_cloud.article SET policy = 'example/1' WHERE policy = 'draft/1'$$);
RESET SESSION AUTHORIZATION;
SELECT refusal($$UPDATE gov_cloud.state SET title = 'x' WHERE policy = 'example/1'$$);
SELECT event, object_kind, object_id, login, person, encode(after_digest, 'hex') = :'digest' AS digest
FROM gov_cloud_data.audit_event WHERE event = 'publish_policy';

-- who may publish, adopt, choose: the administrators, each his own
SET SESSION AUTHORIZATION regress_policy_unit;
SELECT refusal($$SELECT gov_cloud.publish_policy('draft/1')$$);
SELECT refusal($$SELECT gov_cloud.adopt_policy('999901', 'example/1')$$);
SELECT refusal($$INSERT INTO gov_cloud.policy (code, title) VALUES ('mine/1', 'x')$$);
SET SESSION AUTHORIZATION regress_policy_sysadmin;
SELECT refusal($$SELECT gov_cloud.publish_policy('draft/1')$$);
SELECT refusal($$SELECT gov_cloud.adopt_policy('999901', 'example/1')$$);
SET SESSION AUTHORIZATION regress_policy_secadmin;
SELECT refusal($$SELECT gov_cloud.adopt_local_rule('999901', 'example/1', 'trial_days', '20', 'x')$$);

-- adoption: from a day on, the city's for a county that has none; a later choice replaces what it overlaps
SELECT refusal($$SELECT gov_cloud.adopt_policy('999909', 'example/1')$$);
SELECT refusal($$SELECT gov_cloud.adopt_policy(NULL, 'example/1')$$);
SELECT refusal($$SELECT gov_cloud.adopt_policy('999901', 'example/1', 'infinity')$$);
SELECT gov_cloud.adopt_policy('999900', 'example/1', '2026-01-01') IS NOT NULL AS adopted;
SELECT gov_cloud.adopt_policy('999901', 'example/1', '2026-02-01') IS NOT NULL AS adopted;
SELECT gov_cloud.adopt_policy('999901', 'example/1', '2026-05-01') IS NOT NULL AS adopted;
SELECT gov_cloud.adopt_policy('999901', 'example/1') IS NOT NULL AS adopted;
SELECT jurisdiction, policy, adopted_by, valid FROM gov_cloud.policy_adoption ORDER BY jurisdiction, valid;
-- before the county's own there was the city's: nothing before that
SET SESSION AUTHORIZATION regress_policy_unit;
SELECT state FROM gov_cloud.open_matter('leave', 2);
RESET SESSION AUTHORIZATION;
INSERT INTO gov_cloud.role_holding (person, organization, role, jurisdiction) VALUES (1, 1, 'backdating', '999901');
SET SESSION AUTHORIZATION regress_policy_unit;
SELECT state FROM gov_cloud.open_matter('leave', 3, occurred_at => '2026-01-15 09:00');
SELECT refusal($$SELECT * FROM gov_cloud.open_matter('leave_unit', occurred_at => '2025-12-31 23:59')$$);

-- local rules: of the kind and choice of the parameter, with a reason, each from its day
SET SESSION AUTHORIZATION regress_policy_sysadmin;
SELECT refusal($$SELECT gov_cloud.adopt_local_rule('999901', 'example/1', 'no_such', '20', 'x')$$);
SELECT refusal($$SELECT gov_cloud.adopt_local_rule('999901', 'example/1', 'trial_days', 'twenty', 'x')$$);
SELECT refusal($$SELECT gov_cloud.adopt_local_rule('999901', 'example/1', 'threshold', '15 %', 'x')$$);
SELECT refusal($$SELECT gov_cloud.adopt_local_rule('999901', 'example/1', 'threshold', '-5', 'x')$$);
SELECT refusal($$SELECT gov_cloud.adopt_local_rule('999901', 'example/1', 'suspension_allowed', 'sometimes', 'x')$$);
SELECT refusal($$SELECT gov_cloud.adopt_local_rule('999901', 'example/1', 'backdating_tolerance', 'a while', 'x')$$);
SELECT refusal($$SELECT gov_cloud.adopt_local_rule('999901', 'example/1', 'trial_days', '20', NULL)$$);
SELECT refusal($$SELECT gov_cloud.adopt_local_rule('999901', 'draft/1', 'trial_days', '20', 'x')$$);
SELECT gov_cloud.adopt_local_rule('999901', 'example/1', 'trial_days', '20', '县里决定', '2026-02-01') IS NOT NULL AS adopted;
SELECT gov_cloud.adopt_local_rule('999901', 'example/1', 'trial_days', '25', '再改') IS NOT NULL AS adopted;
SELECT gov_cloud.adopt_local_rule('999900', 'example/1', 'threshold', '15.5', '全市统一', '2026-02-01') IS NOT NULL AS adopted;
SELECT gov_cloud.adopt_local_rule('999901', 'example/1', 'trial_days', NULL, '回到文本', '2026-04-01') IS NULL AS ended;
SELECT jurisdiction, name, value, reason, adopted_by, valid FROM gov_cloud.local_rule ORDER BY 1, 2, 6;
RESET SESSION AUTHORIZATION;
SELECT event, object_id, login, note, before_digest IS NOT NULL AS before, after_digest IS NOT NULL AS after
FROM gov_cloud_data.audit_event WHERE object_kind = 'jurisdiction' ORDER BY id;
SELECT * FROM gov_cloud.rule_names() WHERE name IN ('milestone', 'open_child') ORDER BY 1;
CALL example_end('policy');
