-- Countersigning: any, all, weighted; who has spoken and who is awaited; a round that begins anew.
SET client_min_messages = warning;
CALL example_parties('quorum');
SELECT example_clock('2026-03-02 09:00');
INSERT INTO gov_cloud.policy (code, title) VALUES ('quorum/1', '会签');
INSERT INTO gov_cloud.article (policy, label, summary) VALUES ('quorum/1', 'art. 1', 'x');
INSERT INTO gov_cloud.policy_role (policy, role, party, title, article) VALUES
    ('quorum/1', 'using_unit', 'Q', '使用单位', 'art. 1'), ('quorum/1', 'authority', 'Q', '数管局', 'art. 1'),
    ('quorum/1', 'provider', 'Q', '云服务商', 'art. 1'), ('quorum/1', 'government', 'Q', '县政府', 'art. 1');
INSERT INTO gov_cloud.procedure (policy, code, title, subject, rule, article) VALUES ('quorum/1', 'consult', '会商', 'unit', 'Q', 'art. 1');
INSERT INTO gov_cloud.state (policy, procedure, state, title, outcome, position) VALUES
    ('quorum/1', 'consult', 'asked', '已提请', NULL, 1), ('quorum/1', 'consult', 'agreed', '已同意', NULL, 2), ('quorum/1', 'consult', 'done', '办结', 'completed', 3);
INSERT INTO gov_cloud.transition (policy, code, rule, procedure, from_state, action, title, to_state, actors, quorum, repeatable, weights, threshold) VALUES
    ('quorum/1', 'Q1', 'Q', 'consult', NULL, 'open', '提请', 'asked', '{using_unit}', 'any', false, NULL, NULL),
    ('quorum/1', 'Q2', 'Q', 'consult', 'asked', 'agree', '同意', 'agreed', '{authority,provider,government,using_unit}', 'weighted', false,
     '{"authority": 3, "provider": 1, "government": 2, "using_unit": 1}', 4),
    ('quorum/1', 'Q3', 'Q', 'consult', 'agreed', 'reopen', '重新提请', 'asked', '{using_unit}', 'any', false, NULL, NULL),
    ('quorum/1', 'Q4', 'Q', 'consult', 'agreed', 'visit', '现场查看', NULL, '{authority,government}', 'weighted', true, '{"authority": 1, "government": 1}', 2),
    ('quorum/1', 'Q5', 'Q', 'consult', 'agreed', 'sign', '签署', 'done', '{authority,government}', 'all', false, NULL, NULL);
SET SESSION AUTHORIZATION regress_quorum_secadmin;
SELECT * FROM gov_cloud.validate_policy('quorum/1');
SELECT gov_cloud.publish_policy('quorum/1') IS NOT NULL AS published;
SELECT gov_cloud.adopt_policy('999901', 'quorum/1', '2026-01-01') IS NOT NULL AS adopted;

SET SESSION AUTHORIZATION regress_quorum_unit;
SELECT * FROM gov_cloud.open_matter('consult');
SELECT who, what FROM gov_cloud.explain(1) WHERE section = 'next';
-- each role once, one person one voice; the weight so far and who is awaited
SELECT state FROM gov_cloud.act(1, 'agree', opinion => '同意一');
SELECT refusal($$SELECT * FROM gov_cloud.act(1, 'agree')$$);
SET SESSION AUTHORIZATION regress_quorum_unit2;
SELECT refusal($$SELECT * FROM gov_cloud.act(1, 'agree')$$);
SET SESSION AUTHORIZATION regress_quorum_provider;
SELECT refusal($$SELECT * FROM gov_cloud.act(1, 'agree')$$);
SET SESSION AUTHORIZATION regress_quorum_government;
SELECT state FROM gov_cloud.act(1, 'agree');
RESET SESSION AUTHORIZATION;
INSERT INTO gov_cloud.role_holding (person, organization, role, jurisdiction) VALUES (7, 5, 'authority', '999901');
SET SESSION AUTHORIZATION regress_quorum_government;
SELECT refusal($$SELECT * FROM gov_cloud.act(1, 'agree')$$);
SELECT who, what FROM gov_cloud.explain(1) WHERE section IN ('events', 'next') AND what ~ '同意';
SELECT action, mine FROM gov_cloud.next_actions(1);
-- nor may another do it for him
RESET SESSION AUTHORIZATION;
CREATE ROLE regress_quorum_scribe LOGIN IN ROLE gov_cloud_user;
INSERT INTO gov_cloud.person (id, login, name, organization) VALUES (12, 'regress_quorum_scribe', 'scribe', 5);
SET SESSION AUTHORIZATION regress_quorum_government;
SELECT gov_cloud.delegate(12, 'authority', '2026-04-01', 'x') IS NOT NULL AS given;
SET SESSION AUTHORIZATION regress_quorum_scribe;
SELECT refusal($$SELECT * FROM gov_cloud.act(1, 'agree')$$);
-- 1 + 2 + 3 is enough: the provider is not asked any more
RESET SESSION AUTHORIZATION;
DELETE FROM gov_cloud.role_holding WHERE person = 7 AND role = 'authority';
SET SESSION AUTHORIZATION regress_quorum_authority;
SELECT state FROM gov_cloud.act(1, 'agree');
SELECT seq, role, completes, to_state, person FROM gov_cloud.matter_event WHERE action = 'agree' ORDER BY seq;
-- a milestone by a weighted quorum repeats in rounds of its own
SELECT state FROM gov_cloud.act(1, 'visit');
SELECT refusal($$SELECT * FROM gov_cloud.act(1, 'visit')$$);
SET SESSION AUTHORIZATION regress_quorum_government;
SELECT state FROM gov_cloud.act(1, 'visit');
SELECT state FROM gov_cloud.act(1, 'visit');
SELECT who, what FROM gov_cloud.explain(1) WHERE section = 'next' ORDER BY line;
-- asked anew, nobody has spoken
SET SESSION AUTHORIZATION regress_quorum_unit;
SELECT state FROM gov_cloud.act(1, 'reopen');
SELECT who, what FROM gov_cloud.explain(1) WHERE section = 'next';
SET SESSION AUTHORIZATION regress_quorum_authority;
SELECT state FROM gov_cloud.act(1, 'agree');
SET SESSION AUTHORIZATION regress_quorum_unit2;
SELECT state FROM gov_cloud.act(1, 'agree');
-- all: as ever
SET SESSION AUTHORIZATION regress_quorum_authority2;
SELECT state FROM gov_cloud.act(1, 'sign');
SELECT what FROM gov_cloud.explain(1) WHERE section = 'next' AND what ~ 'sign';
SET SESSION AUTHORIZATION regress_quorum_government;
SELECT state FROM gov_cloud.act(1, 'sign');

-- what publication refuses, and what the table does
RESET SESSION AUTHORIZATION;
INSERT INTO gov_cloud.policy (code, title) VALUES ('quorum/2', '会签');
INSERT INTO gov_cloud.article VALUES ('quorum/2', 'art. 1', 'x');
INSERT INTO gov_cloud.policy_role SELECT 'quorum/2', role, party, title, article FROM gov_cloud.policy_role WHERE policy = 'quorum/1';
INSERT INTO gov_cloud.procedure (policy, code, title, subject, rule, article) VALUES ('quorum/2', 'consult', '会商', 'unit', 'Q', 'art. 1');
INSERT INTO gov_cloud.state SELECT 'quorum/2', procedure, state, title, outcome, position FROM gov_cloud.state WHERE policy = 'quorum/1' AND state <> 'agreed';
INSERT INTO gov_cloud.transition (policy, code, rule, procedure, from_state, action, title, to_state, actors, quorum, weights, threshold) VALUES
    ('quorum/2', 'Q1', 'Q', 'consult', NULL, 'open', 'x', 'asked', '{using_unit}', 'weighted', '{"using_unit": 1}', 1),
    ('quorum/2', 'Q2', 'Q', 'consult', 'asked', 'a', 'x', 'done', '{authority,provider}', 'weighted', '{"authority": 3}', 4),
    ('quorum/2', 'Q3', 'Q', 'consult', 'asked', 'b', 'x3', 'done', '{authority,provider}', 'weighted', '{"authority": 3, "provider": 0, "government": 4}', 3),
    ('quorum/2', 'Q4', 'Q', 'consult', 'asked', 'c', 'x4', 'done', '{authority,provider}', 'weighted', '{"authority": 1.5, "provider": -1}', 1),
    ('quorum/2', 'Q5', 'Q', 'consult', 'asked', 'd', 'x5', 'done', '{authority,provider}', 'weighted', '[1, 2]', 1),
    ('quorum/2', 'Q6', 'Q', 'consult', 'asked', 'e', 'x6', 'done', '{authority,provider}', 'weighted', '{"authority": 1000000, "provider": 999999}', 999999);
SELECT * FROM gov_cloud.validate_policy('quorum/2');
SELECT q, left(refusal(format($$INSERT INTO gov_cloud.transition (policy, code, rule, procedure, from_state, action, title, to_state, actors, quorum, weights, threshold)
    VALUES ('quorum/2', 'Q7', 'Q', 'consult', 'asked', 'f', 'x', 'done', '{authority}', %s)$$, q)), 30) FROM unnest(ARRAY[
    $$'any', '{}', NULL$$, $$'all', NULL, 1$$, $$'weighted', NULL, 1$$, $$'weighted', '{}', NULL$$, $$'weighted', '{}', 0$$, $$'most', NULL, NULL$$]) q;
CALL example_end('quorum');
