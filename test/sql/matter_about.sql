-- What a matter is about, and who serves it: kinds the product knows, rows the caller sees; a provider who comes later.
SET client_min_messages = warning;
CALL example('matter_about');
SELECT example_clock('2026-03-02 09:00');
SELECT kind, name, meaning FROM gov_cloud.rule_names() WHERE kind = 'about' AND name IN ('agreement', 'finding') ORDER BY name;
-- two findings: of the bureau's system, and of the school's
INSERT INTO gov_cloud.catalogue_item (jurisdiction, code, family, category_l2, name) VALUES ('999901', 'ecs', 'infrastructure', 'host', 'host');
INSERT INTO gov_cloud.resource (id, unit_id, jurisdiction, provider_id, system_id, item, name, provisioned_at, billed) VALUES
    (1, 1, '999901', 4, 2, 'ecs', 'r1', '2025-01-01', '[2025-01-01,)'), (2, 2, '999901', 4, 4, 'ecs', 'r2', '2025-01-01', '[2025-01-01,)');
INSERT INTO gov_cloud.finding (id, resource, unit_id, jurisdiction, system_id, policy, measured, metrics, run_months, run_start, through, established_on, evidence, evidence_sm3, found_at)
SELECT n, n, n, '999901', n * 2, 'example/1', false, 'cpu', 3, '2025-10-01', '2025-12-31', '2026-01-01', '{}', decode(repeat('00', 32), 'hex'), '2026-01-01'
FROM generate_series(1, 2) n;

SET SESSION AUTHORIZATION regress_matter_about_unit;
SELECT refusal($$SELECT * FROM gov_cloud.open_matter('apply', 1, about_kind => 'rumour', about_id => 1)$$);
SELECT refusal($$SELECT * FROM gov_cloud.open_matter('apply', 1, about_kind => 'finding; DROP TABLE', about_id => 1)$$);
SELECT refusal($$SELECT * FROM gov_cloud.open_matter('apply', 1, about_kind => '', about_id => 1)$$);
SELECT refusal($$SELECT * FROM gov_cloud.open_matter('apply', 1, about_id => 1)$$);
SELECT refusal($$SELECT * FROM gov_cloud.open_matter('apply', 1, about_kind => 'finding')$$);
-- what is not there and what is another's are answered alike
SELECT refusal($$SELECT * FROM gov_cloud.open_matter('apply', 1, about_kind => 'finding', about_id => 99)$$);
SELECT refusal($$SELECT * FROM gov_cloud.open_matter('apply', 1, about_kind => 'finding', about_id => 2)$$);
SELECT state FROM gov_cloud.open_matter('apply', 1, about_kind => 'finding', about_id => 1);
SELECT about_kind, about_id FROM gov_cloud.matter WHERE about_kind IS NOT NULL;

-- opened while the system had no provider: neither the matter nor its terms are his
RESET SESSION AUTHORIZATION;
UPDATE gov_cloud.system SET provider_id = NULL WHERE id = 3;
SET SESSION AUTHORIZATION regress_matter_about_unit;
SELECT matter AS m FROM gov_cloud.open_matter('apply', 3) \gset
SELECT state FROM gov_cloud.act(:m, 'submit', opinion => 'x', data => '{"planned_date": "2026-03-10"}');
SELECT provider_id FROM gov_cloud.matter WHERE id = :m;
SELECT rule, status, provider_id, obligor FROM gov_cloud.deadline WHERE matter = :m ORDER BY rule;
SET SESSION AUTHORIZATION regress_matter_about_provider;
SELECT refusal(format('SELECT * FROM gov_cloud.next_actions(%s)', :m));
-- the system gets one: from the next act on he serves the matter, sees its open terms and owes those that are his
RESET SESSION AUTHORIZATION;
UPDATE gov_cloud.system SET provider_id = 4 WHERE id = 3;
SET SESSION AUTHORIZATION regress_matter_about_authority;
SELECT state FROM gov_cloud.act(:m, 'review', opinion => 'x');
SET SESSION AUTHORIZATION regress_matter_about_provider;
SELECT provider_id, events FROM gov_cloud.matter WHERE id = :m;
SELECT rule, status, provider_id, obligor FROM gov_cloud.deadline WHERE matter = :m ORDER BY rule;
SELECT action, provider_id FROM gov_cloud.matter_event WHERE matter = :m ORDER BY seq;
-- one that is there is not replaced
RESET SESSION AUTHORIZATION;
UPDATE gov_cloud.system SET provider_id = 1 WHERE id = 3;
SET SESSION AUTHORIZATION regress_matter_about_government;
SELECT state FROM gov_cloud.act(:m, 'approve');
SELECT provider_id FROM gov_cloud.matter WHERE id = :m;
-- the first act may be the provider's own
RESET SESSION AUTHORIZATION;
UPDATE gov_cloud.system SET provider_id = NULL WHERE id = 2;
SET SESSION AUTHORIZATION regress_matter_about_unit;
SELECT matter AS m FROM gov_cloud.open_matter('leave', 2) \gset
SET SESSION AUTHORIZATION regress_matter_about_provider;
SELECT refusal(format('SELECT * FROM gov_cloud.act(%s, ''leave'')', :m));
RESET SESSION AUTHORIZATION;
UPDATE gov_cloud.system SET provider_id = 4 WHERE id = 2;
SET SESSION AUTHORIZATION regress_matter_about_provider;
SELECT state FROM gov_cloud.act(:m, 'leave');
RESET SESSION AUTHORIZATION;
SELECT * FROM gov_cloud.check_deadlines();

-- automatic steps without conditions may follow each other, not in a circle; what only a person leaves is no circle
INSERT INTO gov_cloud.policy (code, title) VALUES ('round/1', 'x');
INSERT INTO gov_cloud.article (policy, label, summary) VALUES ('round/1', 'art. 1', 'x');
INSERT INTO gov_cloud.policy_role (policy, role, party, title, article) VALUES ('round/1', 'using_unit', 'R', 'x', 'art. 1');
INSERT INTO gov_cloud.procedure (policy, code, title, subject, rule, article) VALUES ('round/1', 'round', 'x', 'unit', 'R', 'art. 1');
INSERT INTO gov_cloud.state (policy, procedure, state, title, outcome, position)
SELECT 'round/1', 'round', s, s, CASE s WHEN 'e' THEN 'completed' END, ascii(s) FROM unnest('{a,b,c,d,e}'::text[]) s;
INSERT INTO gov_cloud.transition (policy, code, rule, procedure, from_state, action, title, to_state, actors, automatic) VALUES
    ('round/1', 'T0', 'R', 'round', NULL, 'open', 'x', 'a', '{using_unit}', false), ('round/1', 'T1', 'R', 'round', 'a', 'go', 'x', 'b', '{}', true),
    ('round/1', 'T2', 'R', 'round', 'b', 'go', 'x', 'c', '{}', true), ('round/1', 'T3', 'R', 'round', 'c', 'back', 'x', 'b', '{}', true),
    ('round/1', 'T4', 'R', 'round', 'c', 'go', 'x', 'd', '{using_unit}', false), ('round/1', 'T5', 'R', 'round', 'd', 'back', 'x', 'c', '{}', true),
    ('round/1', 'T6', 'R', 'round', 'd', 'go', 'x', 'e', '{using_unit}', false);
INSERT INTO gov_cloud.transition_guard (policy, transition, position, guard, parameters) VALUES ('round/1', 'T5', 1, 'milestone', '{"action": "x"}');
SELECT * FROM gov_cloud.validate_policy('round/1') WHERE fault ~ 'circle';
INSERT INTO gov_cloud.transition_guard (policy, transition, position, guard, parameters) VALUES ('round/1', 'T3', 1, 'milestone', '{"action": "x"}');
SELECT * FROM gov_cloud.validate_policy('round/1');
CALL example_end('matter_about');
