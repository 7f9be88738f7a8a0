-- Statements on the table of matters obey the door or fail; facts are never changed.
SET client_min_messages = warning;
CALL example('matter_table');
SELECT example_clock('2026-03-02 09:00');
-- who may write the tables at all is not asked here: the door is behind every privilege
GRANT SELECT, INSERT, UPDATE, DELETE ON gov_cloud.matter, gov_cloud.matter_event, gov_cloud.deadline_event TO gov_cloud_user;
CREATE POLICY test_all ON gov_cloud.matter TO gov_cloud_user USING (true) WITH CHECK (true);
CREATE POLICY test_all ON gov_cloud.matter_event TO gov_cloud_user USING (true) WITH CHECK (true);
CREATE POLICY test_all ON gov_cloud.deadline_event TO gov_cloud_user USING (true) WITH CHECK (true);

SET SESSION AUTHORIZATION regress_matter_table_unit;
SELECT * FROM gov_cloud.open_matter('leave', 2);
SELECT * FROM gov_cloud.open_matter('apply', 1);

-- an UPDATE of the state runs the one action that leads there, as the caller, with everything that follows
SET SESSION AUTHORIZATION regress_matter_table_provider;
SELECT example_clock('2026-03-03 09:00');
UPDATE gov_cloud.matter SET state = 'left' WHERE id = 1 RETURNING state, outcome, entered_at, entered_seq, last_event_at, events, closed_at;
SELECT seq, transition, action, from_state, to_state, occurred_at, person, role FROM gov_cloud.matter_event WHERE matter = 1 ORDER BY seq;
SELECT id, state, outcome, events FROM gov_cloud.matter ORDER BY id;
RESET SESSION AUTHORIZATION;
SELECT login, note FROM gov_cloud_data.audit_event WHERE object_kind = 'matter' ORDER BY id;

-- the same checks, the same codes
SET SESSION AUTHORIZATION regress_matter_table_school;
SELECT refusal($$UPDATE gov_cloud.matter SET state = 'submitted' WHERE id = 2$$);
SET SESSION AUTHORIZATION regress_matter_table_authority;
SELECT refusal($$UPDATE gov_cloud.matter SET state = 'submitted' WHERE id = 2$$);
SET SESSION AUTHORIZATION regress_matter_table_unit;
SELECT refusal($$UPDATE gov_cloud.matter SET state = 'submitted' WHERE id = 2$$);
SELECT refusal($$UPDATE gov_cloud.matter SET state = 'approved' WHERE id = 2$$);
SELECT refusal($$UPDATE gov_cloud.matter SET state = 'nowhere' WHERE id = 2$$);
SELECT refusal($$UPDATE gov_cloud.matter SET state = 'draft' WHERE id = 1$$);
SELECT * FROM gov_cloud.act(2, 'submit', opinion => 'x', data => '{"planned_date": "2026-03-10"}');
SET SESSION AUTHORIZATION regress_matter_table_authority;
SELECT * FROM gov_cloud.act(2, 'review', opinion => 'x');
SET SESSION AUTHORIZATION regress_matter_table_government;
UPDATE gov_cloud.matter SET state = 'approved' WHERE id = 2;
SELECT rule, status, started_at, due_on FROM gov_cloud.deadline WHERE matter = 2 ORDER BY rule;
-- a quorum asks for voices, an automatic step is not for people
SELECT refusal($$UPDATE gov_cloud.matter SET state = 'signed' WHERE id = 2$$);

-- every other column, and rows as such
SELECT refusal($$UPDATE gov_cloud.matter SET unit_id = 2 WHERE id = 2$$);
SELECT refusal($$UPDATE gov_cloud.matter SET state = 'signed', events = 9 WHERE id = 2$$);
SELECT refusal($$UPDATE gov_cloud.matter SET closed_at = NULL WHERE id = 1$$);
SELECT refusal($$DELETE FROM gov_cloud.matter WHERE id = 1$$);
SELECT refusal($$INSERT INTO gov_cloud.matter (policy, procedure, state, unit_id, jurisdiction, opened_at, entered_at, entered_seq,
    last_event_at, events) VALUES ('example/1', 'apply', 'approved', 1, '999901', '2026-01-01', '2026-01-01', 1, '2026-01-01', 1)$$);
SELECT refusal($$INSERT INTO gov_cloud.matter (policy, procedure, state, unit_id, jurisdiction, opened_at, entered_at, entered_seq,
    last_event_at, events) VALUES ('example/1', 'apply', 'draft', 1, '999901', '2026-01-01', '2026-01-01', 1, '2026-01-01', 1)$$);
-- an UPDATE that changes nothing changes nothing
UPDATE gov_cloud.matter SET state = state WHERE id = 2;
-- several rows: each passes, or none
SET SESSION AUTHORIZATION regress_matter_table_unit;
SELECT * FROM gov_cloud.open_matter('leave', 3);
SELECT * FROM gov_cloud.open_matter('leave', 2);
SET SESSION AUTHORIZATION regress_matter_table_provider;
SELECT refusal($$UPDATE gov_cloud.matter SET state = 'left' WHERE id IN (2, 5, 6)$$);
UPDATE gov_cloud.matter SET state = 'left' WHERE id IN (5, 6);
SELECT matter, seq, action FROM gov_cloud.matter_event WHERE matter IN (5, 6) ORDER BY matter, seq;

-- a superuser who is no person is refused like everyone; facts are his to break only knowingly
RESET SESSION AUTHORIZATION;
SELECT refusal($$UPDATE gov_cloud.matter SET state = 'signed' WHERE id = 2$$);
SELECT refusal($$DELETE FROM gov_cloud.matter$$);
SELECT refusal($$TRUNCATE gov_cloud.matter CASCADE$$);
SELECT refusal($$INSERT INTO gov_cloud.matter (policy, procedure, state, unit_id, jurisdiction, opened_at, entered_at, entered_seq,
    last_event_at, events) VALUES ('example/1', 'apply', 'done', 1, '999901', '2026-01-01', '2026-01-01', 1, '2026-01-01', 1)$$);
SET SESSION AUTHORIZATION regress_matter_table_provider;
SELECT refusal($$UPDATE gov_cloud.matter_event SET opinion = 'other'$$);
SELECT refusal($$DELETE FROM gov_cloud.matter_event$$);
SELECT refusal($$UPDATE gov_cloud.deadline_event SET due_after = NULL$$);
SELECT refusal($$DELETE FROM gov_cloud.deadline_event$$);
RESET SESSION AUTHORIZATION;
SELECT id, state, events, (SELECT count(*) FROM gov_cloud.matter_event e WHERE e.matter = m.id) AS recorded,
    (SELECT max(seq) FROM gov_cloud.matter_event e WHERE e.matter = m.id) AS last FROM gov_cloud.matter m ORDER BY id;
-- a restore (a superuser, with row_security off as pg_dump writes) brings rows as they were
BEGIN;
SET LOCAL row_security = off;
INSERT INTO gov_cloud.matter (id, policy, procedure, state, outcome, unit_id, jurisdiction, opened_at, entered_at, entered_seq,
    last_event_at, events, closed_at) VALUES (99, 'example/1', 'apply', 'done', 'completed', 1, '999901', '2026-01-01', '2026-01-01', 1,
    '2026-01-01', 1, '2026-01-01');
ROLLBACK;
CALL example_end('matter_table');
