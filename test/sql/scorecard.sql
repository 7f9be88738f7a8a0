-- Boards of what was kept, solved, rated and assessed: Chinese headings, plain types, the reader's own rows.
\set t scorecard
\i test/cloud.sql
INSERT INTO gov_cloud.state (policy, procedure, state, title, outcome, position) VALUES ('probe/1', 'probe', 'solved', '已恢复', 'completed', 3);
INSERT INTO gov_cloud.transition (policy, code, rule, procedure, from_state, action, title, to_state, actors, article) VALUES
    ('probe/1', 'T-restore', 'T', 'probe', 'draft', 'restore', '恢复', 'solved', '{provider}', '1');
SELECT pg_temp.probe('fault', 'provider', '[]', '[["record_incident"]]'), pg_temp.probe('none', 'provider', '[]') \gset
INSERT INTO gov_cloud.transition_effect (policy, transition, position, effect) VALUES ('probe/1', 'T-restore', 1, 'restore_incident');
INSERT INTO gov_cloud.incident_level (policy, scope, impact, level) VALUES ('probe/1', 'global', 'full', 1);
INSERT INTO gov_cloud.deadline_rule (policy, code, procedure, title, starts_on, starts_from, ends_on, term, kind, rolls, obligor, article) VALUES
    ('probe/1', 'D1', 'probe', '一小时内恢复', '{T-fault}', 'data:occurred_at', '{T-restore}', '1 hour', 'latest', false, 'provider', '1');
INSERT INTO gov_cloud.indicator (policy, code, rule, title, subject, scale, grades, formula, parameters, assessor, article) VALUES
    ('probe/1', 'A1', 'A1', '按期办理率', 'provider', 'ratio', NULL, 'on_time_rate', '{"deadline": "D1"}', 'authority', '1'),
    ('probe/1', 'A2', 'A2', '服务质量', 'provider', 'grade', '{差,好}', NULL, '{}', 'authority', '1');
\i test/adopt.sql
CREATE FUNCTION pg_temp.fault(unit text, provider text, occurred text, restored text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    m bigint;
BEGIN
    EXECUTE format('SET SESSION AUTHORIZATION %I', unit);
    m := matter FROM gov_cloud.open_matter('probe', system => 1);
    EXECUTE format('SET SESSION AUTHORIZATION %I', provider);
    PERFORM gov_cloud.act(m, 'fault', data => json_build_object('occurred_at', occurred, 'scope', 'global', 'impact', 'full')::text);
    IF restored IS NOT NULL THEN
        RESET SESSION AUTHORIZATION;
        PERFORM set_config('gov_cloud.clock', restored, false);
        EXECUTE format('SET SESSION AUTHORIZATION %I', provider);
        PERFORM gov_cloud.act(m, 'restore');
    END IF;
    RESET SESSION AUTHORIZATION;
END $$;
SELECT pg_temp.fault(:'unit', :'provider', '2026-03-02 08:30', '2026-03-02 09:30');
SELECT pg_temp.fault(:'unit', :'provider', '2026-03-02 09:00', '2026-03-02 10:30:30');
SELECT pg_temp.fault(:'unit', :'provider', '2026-03-02 10:00', NULL);
SELECT pg_temp.fault(:'unit', :'provider', '2026-03-02 09:00', NULL);
SET SESSION AUTHORIZATION :unit;
SELECT gov_cloud.rate_provider(4, '满意', '2026-Q1') > 0 AS rated;
SET SESSION AUTHORIZATION :authority;
SELECT gov_cloud.open_assessment('provider', 4, '2026-Q1') AS a \gset
SELECT gov_cloud.score_indicator(:a, 'A1') > 0 AS scored;
\pset format unaligned
SET timezone = 'America/New_York';
SELECT * FROM gov_cloud.v_on_time_board;
SELECT * FROM gov_cloud.v_incident_board ORDER BY 1;
SELECT * FROM gov_cloud.v_satisfaction_board ORDER BY 4;
SELECT * FROM gov_cloud.v_assessment_board ORDER BY "指标";
SELECT gov_cloud.score_indicator(:a, 'A2', grade => '好', note => '书面材料齐全') > 0 AS scored;
SELECT gov_cloud.close_assessment(:a, '合格');
SET SESSION AUTHORIZATION :provider;
SELECT "指标", "得分", "等次", "状态" FROM gov_cloud.v_assessment_board ORDER BY 1;
-- another unit sees nothing of it
SET SESSION AUTHORIZATION :school;
SELECT (SELECT count(*) FROM gov_cloud.v_on_time_board) AS terms, (SELECT count(*) FROM gov_cloud.v_incident_board) AS incidents,
    (SELECT count(*) FROM gov_cloud.v_satisfaction_board) AS ratings, (SELECT count(*) FROM gov_cloud.v_assessment_board) AS assessments;
RESET SESSION AUTHORIZATION;
SELECT format('DROP ROLE %I', rolname) FROM pg_roles WHERE rolname LIKE 'regress\_scorecard\_%' \gexec
