-- Incidents: instants in order, levels by scope and impact, a bound by level that is counted from the occurrence; grading anew moves the bound, not the start.
\set t incident
\i test/cloud.sql
INSERT INTO gov_cloud.procedure (policy, code, title, subject, rule, article) VALUES ('probe/1', 'fault', '故障', 'system', 'I', '1');
INSERT INTO gov_cloud.state (policy, procedure, state, title, outcome, position) VALUES
    ('probe/1', 'fault', 'reported', '已报告', NULL, 1), ('probe/1', 'fault', 'solved', '已恢复', 'completed', 2);
INSERT INTO gov_cloud.transition (policy, code, rule, procedure, from_state, action, title, to_state, actors, repeatable, article) VALUES
    ('probe/1', 'I1', 'I', 'fault', NULL, 'open', '报告', 'reported', '{using_unit,provider}', false, '1'),
    ('probe/1', 'I2', 'I', 'fault', 'reported', 'reclassify', '重新定级', NULL, '{authority}', true, '1'),
    ('probe/1', 'I3', 'I', 'fault', 'reported', 'escalate', '上报', NULL, '{provider}', true, '1'),
    ('probe/1', 'I4', 'I', 'fault', 'reported', 'restore', '恢复', 'solved', '{provider}', false, '1'),
    ('probe/1', 'I5', 'I', 'fault', 'reported', 'again', '再记', NULL, '{provider}', true, '1'),
    ('probe/1', 'I6', 'I', 'fault', 'solved', 'restore', '再恢复', NULL, '{provider}', false, '1');
INSERT INTO gov_cloud.transition_effect (policy, transition, position, effect) VALUES
    ('probe/1', 'I1', 1, 'record_incident'), ('probe/1', 'I2', 1, 'classify_incident'), ('probe/1', 'I4', 1, 'restore_incident'),
    ('probe/1', 'I5', 1, 'record_incident'), ('probe/1', 'I6', 1, 'restore_incident');
INSERT INTO gov_cloud.transition_guard (policy, transition, position, guard, parameters) VALUES ('probe/1', 'I3', 1, 'incident_level', '{"in": [1, 2]}');
INSERT INTO gov_cloud.deadline_rule (policy, code, procedure, title, starts_on, starts_from, guard, guard_parameters, ends_on, cancelled_on, term, kind, rolls, obligor, article)
SELECT 'probe/1', 'D' || level, 'fault', level || '级恢复', '{I1,I2}', 'opening:occurred_at', 'incident_level', format('{"in": [%s]}', level)::jsonb, '{I4}', '{I2}',
    hours::gov_cloud.term, 'latest', false, 'provider', '1' FROM (VALUES (1, '1 hour'), (2, '2 hours'), (3, '4 hours')) v (level, hours);
SELECT pg_temp.probe('classify', 'authority', '[["incident_level", {"in": [1]}]]', '[["classify_incident"]]') \gset

-- rows that leave a case open, ask for what there is not, or cite the unknown
INSERT INTO gov_cloud.incident_level (policy, scope, impact, level, parameter, article) VALUES
    ('probe/1', 'global', 'full', 1, NULL, '1'), ('probe/1', 'partial', 'partial', 2, NULL, '7'), ('probe/1', 'partial', 'full', 2, 'no_such', NULL);
SELECT object, fault FROM gov_cloud.validate_policy('probe/1');
SELECT refusal($$INSERT INTO gov_cloud.incident_level (policy, scope, impact, level) VALUES ('probe/1', 'global', 'full', 2)$$);
SELECT refusal($$INSERT INTO gov_cloud.incident_level (policy, scope, impact, level) VALUES ('probe/1', 'Global', 'none', 2)$$);
SELECT refusal($$INSERT INTO gov_cloud.incident_level (policy, scope, impact, level) VALUES ('probe/1', 'global', 'none', 0)$$);
UPDATE gov_cloud.transition_guard SET parameters = '{"in": ["one"]}' WHERE transition = 'I3';
SELECT object, fault FROM gov_cloud.validate_policy('probe/1') WHERE object = 'transition I3';
UPDATE gov_cloud.transition_guard SET parameters = '{"in": [1, 2]}' WHERE transition = 'I3';
INSERT INTO gov_cloud.indicator (policy, code, rule, title, subject, scale, formula, parameters, assessor, article) VALUES
    ('probe/1', 'A1', 'A1', '故障按时恢复率', 'provider', 'ratio', 'incident_in_time_rate', '{}', 'authority', '1'),
    ('probe/1', 'A2', 'A2', '三级故障按时恢复率', 'provider', 'ratio', 'incident_in_time_rate', '{"level": [3]}', 'authority', '1');
INSERT INTO gov_cloud.policy_parameter (policy, name, kind, value, note) VALUES ('probe/1', 'level_partial_full', 'integer', '2', '文本未规定');
UPDATE gov_cloud.incident_level SET article = '1' WHERE article = '7';
UPDATE gov_cloud.incident_level SET parameter = 'level_partial_full' WHERE parameter = 'no_such';
INSERT INTO gov_cloud.incident_level (policy, scope, impact, level, article) VALUES
    ('probe/1', 'partial', 'none', 3, '1'), ('probe/1', 'global', 'partial', 1, NULL), ('probe/1', 'global', 'none', 2, NULL);
\i test/adopt.sql
SELECT refusal($$DELETE FROM gov_cloud.incident_level WHERE policy = 'probe/1' AND level = 3$$);

-- a fault has occurred, is detected and is reported, in this order; nothing of it is guessed
SET gov_cloud.clock = '2026-03-07 03:00';
SET SESSION AUTHORIZATION :provider;
SELECT refusal($$SELECT matter FROM gov_cloud.open_matter('fault', system => 1)$$);
SELECT refusal($$SELECT matter FROM gov_cloud.open_matter('fault', system => 1, data => '{"occurred_at": "2026-03-07", "scope": "partial", "impact": "none"}')$$);
SELECT refusal($$SELECT matter FROM gov_cloud.open_matter('fault', system => 1, data => '{"occurred_at": "昨夜"}')$$);
SELECT refusal($$SELECT matter FROM gov_cloud.open_matter('fault', system => 1, data => '{"occurred_at": "2026-03-07 03:01"}')$$);
SELECT refusal($$SELECT matter FROM gov_cloud.open_matter('fault', system => 1, data => '{"occurred_at": "2026-03-07 02:00", "detected_at": "2026-03-07 01:59"}')$$);
SELECT refusal($$SELECT matter FROM gov_cloud.open_matter('fault', system => 1, data => '{"occurred_at": "2026-03-07 02:00", "detected_at": "2026-03-07 03:01"}')$$);
SELECT refusal($$SELECT matter FROM gov_cloud.open_matter('fault', system => 1, data => '{"occurred_at": "2026-03-07 02:00", "scope": "partial"}')$$);
SELECT refusal($$SELECT matter FROM gov_cloud.open_matter('fault', system => 1, data => '{"occurred_at": "2026-03-07 02:00", "scope": "partial", "impact": "slight"}')$$);
SELECT count(*) FROM gov_cloud.incident;

-- level 3, four hours from the occurrence, at night on a Saturday
SET timezone = 'America/New_York';
SELECT matter FROM gov_cloud.open_matter('fault', system => 1,
    data => '{"occurred_at": "2026-03-07 02:00", "detected_at": "2026-03-07T02:10:00+08:00", "scope": "partial", "impact": "none"}') \gset
RESET timezone;
SELECT rule, status, started_at, due_at FROM gov_cloud.deadline ORDER BY id;
SELECT occurred_at, detected_at, reported_at, restored_at, minutes, scope, impact, level, due_at, in_time FROM gov_cloud.v_incident;
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'escalate')$$, :matter));
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'again', data => '{"occurred_at": "2026-03-07 02:00"}')$$, :matter));

-- graded anew: the start stays, the bound is another and has passed already, the old one stays in the ledger
RESET SESSION AUTHORIZATION;
SET gov_cloud.clock = '2026-03-07 04:30';
SET SESSION AUTHORIZATION :provider;
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'reclassify', data => '{"impact": "partial"}')$$, :matter));
SET SESSION AUTHORIZATION :authority;
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'reclassify', data => '{"impact": "unheard_of"}')$$, :matter));
SELECT state FROM gov_cloud.act(:matter, 'reclassify', data => '{"impact": "partial", "reason": "三个系统受影响"}');
SELECT rule, status, started_at, due_at FROM gov_cloud.deadline ORDER BY id;
SELECT scope, impact, level, due_at, in_time FROM gov_cloud.v_incident;
SELECT scope, impact, level, reason, person, organization, occurred_at FROM gov_cloud.incident_grading ORDER BY id;
SELECT d.rule, e.seq, e.kind, e.due_before, e.due_after FROM gov_cloud.deadline d JOIN gov_cloud.deadline_event e ON e.deadline = d.id ORDER BY d.id, e.seq;
SET SESSION AUTHORIZATION :provider;
SELECT state FROM gov_cloud.act(:matter, 'escalate');
-- to the gravest: an hour, twice as long ago
SET SESSION AUTHORIZATION :authority;
SELECT state FROM gov_cloud.act(:matter, 'reclassify', data => '{"scope": "global", "impact": "full"}');
SELECT rule, status, due_at FROM gov_cloud.deadline ORDER BY id;
SET SESSION AUTHORIZATION :provider;
SELECT state FROM gov_cloud.act(:matter, 'restore');
SELECT restored_at, minutes, level, due_at, in_time FROM gov_cloud.v_incident;
SELECT rule, status, due_at FROM gov_cloud.deadline ORDER BY id;
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'restore')$$, :matter));
-- every stored due is reproduced
RESET SESSION AUTHORIZATION;
SET SESSION AUTHORIZATION :sysadmin;
SELECT * FROM gov_cloud.check_deadlines();

-- in time to the last instant; not yet restored and not yet due is neither; a county says what the text does not
RESET SESSION AUTHORIZATION;
SET SESSION AUTHORIZATION :sysadmin;
SELECT gov_cloud.adopt_local_rule('341522', 'probe/1', 'level_partial_full', '1', 'x') > 0 AS adopted;
SET SESSION AUTHORIZATION :provider;
SELECT matter AS second FROM gov_cloud.open_matter('fault', system => 1, data => '{"occurred_at": "2026-03-07 04:30", "scope": "partial", "impact": "full"}') \gset
SELECT level, due_at, in_time FROM gov_cloud.v_incident WHERE matter = :second;
RESET SESSION AUTHORIZATION;
SET gov_cloud.clock = '2026-03-07 05:30';
SET SESSION AUTHORIZATION :provider;
SELECT level, due_at, in_time FROM gov_cloud.v_incident WHERE matter = :second;
SELECT state FROM gov_cloud.act(:second, 'restore');
SELECT minutes, in_time FROM gov_cloud.v_incident WHERE matter = :second;
-- without scope and impact there is no level, and no bound is invented
SELECT matter AS third FROM gov_cloud.open_matter('fault', system => 1, data => '{"occurred_at": "2026-03-07 05:00"}') \gset
SELECT level, due_at, in_time FROM gov_cloud.v_incident WHERE matter = :third;
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'escalate')$$, :third));
SELECT state FROM gov_cloud.act(:third, 'restore');
SELECT minutes, level, in_time FROM gov_cloud.v_incident WHERE matter = :third;
-- in words: each instant, each grading, the dues it had
SELECT at, who, what, article FROM gov_cloud.explain(:matter) WHERE section IN ('incident', 'deadlines');
-- how many were solved in time: one without a bound is neither; a day back nothing had happened
SELECT d AS as_of, measure, numerator, denominator, value FROM unnest('{2026-03-06,2026-03-07}'::date[]) d, gov_cloud.provider_scorecard(4, d, '341522')
WHERE measure IN ('A1', 'A2') ORDER BY 1, 2;

-- a matter that is about no fault has no level to set
SET SESSION AUTHORIZATION :unit;
SELECT matter AS other FROM gov_cloud.open_matter('probe', system => 1) \gset
SET SESSION AUTHORIZATION :authority;
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'classify', data => '{"scope": "global", "impact": "full"}')$$, :other));

-- facts; seen by the unit, its provider and who oversees the county
RESET SESSION AUTHORIZATION;
SET ROLE gov_cloud_owner;
SELECT refusal($$UPDATE gov_cloud.incident SET occurred_at = occurred_at$$);
SELECT refusal($$DELETE FROM gov_cloud.incident_grading$$);
SELECT refusal($$TRUNCATE gov_cloud.incident_end$$);
RESET ROLE;
SET SESSION AUTHORIZATION :provider;
SELECT refusal($$INSERT INTO gov_cloud.incident_end VALUES (1, 1, '341522', 4, now(), 1)$$);
SELECT count(*) FROM gov_cloud.v_incident;
SET SESSION AUTHORIZATION :unit;
SELECT count(*) FROM gov_cloud.v_incident;
SET SESSION AUTHORIZATION :school;
SELECT count(*) FROM gov_cloud.v_incident;
SELECT count(*) FROM gov_cloud.incident_grading;
SET SESSION AUTHORIZATION :elsewhere;
SELECT count(*) FROM gov_cloud.v_incident;
RESET SESSION AUTHORIZATION;
SELECT format('DROP ROLE %I', rolname) FROM pg_roles WHERE rolname LIKE 'regress\_incident\_%' \gexec
