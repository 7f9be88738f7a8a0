-- The one door: a matter from opening to its end, and every refusal with its own code.
SET client_min_messages = warning;
CALL example('workflow');
SELECT example_clock('2026-03-02 09:00');

-- from draft to done; each answer says what is possible next
SET SESSION AUTHORIZATION regress_workflow_unit;
SELECT * FROM gov_cloud.open_matter('apply', 1, opinion => '登记');
SELECT * FROM gov_cloud.next_actions(1);
SELECT * FROM gov_cloud.act(1, 'submit', opinion => '请审核', data => '{"planned_date": "2026-03-10"}');
SELECT example_clock('2026-03-03 10:00');
SET SESSION AUTHORIZATION regress_workflow_authority;
SELECT * FROM gov_cloud.act(1, 'review', opinion => '同意');
SET SESSION AUTHORIZATION regress_workflow_government;
SELECT * FROM gov_cloud.act(1, 'approve');

-- milestones: one of the kind that is recorded once, one that repeats
SET SESSION AUTHORIZATION regress_workflow_provider;
SELECT * FROM gov_cloud.act(1, 'log', data => '{"note": "first"}');
SELECT * FROM gov_cloud.act(1, 'log', data => '{"note": "second"}');
SET SESSION AUTHORIZATION regress_workflow_unit;
SELECT * FROM gov_cloud.act(1, 'report');
SELECT refusal($$SELECT * FROM gov_cloud.act(1, 'report')$$);

-- a quorum: each party once, one person one voice; the state moves with the last, and then by itself
SELECT example_clock('2026-03-10 00:00');
SELECT * FROM gov_cloud.act(1, 'sign');
SELECT refusal($$SELECT * FROM gov_cloud.act(1, 'sign')$$);
SET SESSION AUTHORIZATION regress_workflow_unit2;
SELECT refusal($$SELECT * FROM gov_cloud.act(1, 'sign')$$);
RESET SESSION AUTHORIZATION;
INSERT INTO gov_cloud.role_holding (person, organization, role, jurisdiction) VALUES (1, 4, 'provider', '999901');
INSERT INTO gov_cloud.entitlement (login, organization) VALUES ('regress_workflow_unit', 4);
SET SESSION AUTHORIZATION regress_workflow_unit;
BEGIN;
SELECT gov_cloud.act_as(4);
SELECT refusal($$SELECT * FROM gov_cloud.act(1, 'sign')$$);
ROLLBACK;
SET SESSION AUTHORIZATION regress_workflow_provider;
SELECT * FROM gov_cloud.act(1, 'sign');
SET SESSION AUTHORIZATION regress_workflow_authority;
SELECT * FROM gov_cloud.act(1, 'sign');
-- in an end state milestones only
SET SESSION AUTHORIZATION regress_workflow_unit;
SELECT refusal($$SELECT * FROM gov_cloud.act(1, 'withdraw')$$);
SELECT * FROM gov_cloud.act(1, 'certify');
SELECT refusal($$SELECT * FROM gov_cloud.act(1, 'certify')$$);

SELECT state, outcome, unit_id, provider_id, system_id, opened_by, applicant_id, opened_at, entered_at, entered_seq, last_event_at,
    events, closed_at FROM gov_cloud.matter;
SELECT seq, transition, action, from_state, to_state, completes, occurred_at, person, organization, role, opinion, data, remark
FROM gov_cloud.matter_event WHERE matter = 1 ORDER BY seq;
RESET SESSION AUTHORIZATION;
SELECT at, login, person, organization, event, object_id, unit_id, before_digest IS NOT NULL AS before, note
FROM gov_cloud_data.audit_event WHERE object_kind = 'matter' ORDER BY id;

-- REFUSALS, each with its own code; none leaves a trace
CREATE TABLE before_refusals AS
SELECT (SELECT count(*) FROM gov_cloud.matter) AS matters, (SELECT count(*) FROM gov_cloud.matter_event) AS events,
    (SELECT count(*) FROM gov_cloud.deadline_event) AS entries, (SELECT count(*) FROM gov_cloud_data.audit_event) AS lines,
    (SELECT count(*) FROM gov_cloud.request) AS requests;
-- no person
SELECT refusal($$SELECT * FROM gov_cloud.open_matter('apply', 1)$$);
-- no such matter, not his to see: the same answer
SET SESSION AUTHORIZATION regress_workflow_school;
SELECT refusal($$SELECT * FROM gov_cloud.act(1, 'certify')$$);
SELECT refusal($$SELECT * FROM gov_cloud.act(99, 'certify')$$);
SELECT refusal($$SELECT * FROM gov_cloud.act(NULL, 'certify')$$);
SELECT refusal($$SELECT * FROM gov_cloud.next_actions(1)$$);
SELECT refusal($$SELECT * FROM gov_cloud.open_matter('apply', 1)$$);
SELECT refusal($$SELECT * FROM gov_cloud.open_matter('apply', 99)$$);
SET SESSION AUTHORIZATION regress_workflow_neighbour;
SELECT refusal($$SELECT * FROM gov_cloud.act(1, 'certify')$$);
-- arguments
SET SESSION AUTHORIZATION regress_workflow_unit;
SELECT refusal($$SELECT * FROM gov_cloud.act(1, NULL)$$);
SELECT refusal($$SELECT * FROM gov_cloud.act(1, 'certify', data => '[1]')$$);
SELECT refusal($$SELECT * FROM gov_cloud.act(1, 'certify', data => 'no json')$$);
SELECT refusal($$SELECT * FROM gov_cloud.open_matter('nothing', 1)$$);
SELECT refusal($$SELECT * FROM gov_cloud.open_matter('apply')$$);
SELECT refusal($$SELECT * FROM gov_cloud.open_matter('leave_unit', 1)$$);
-- no policy in force
SELECT refusal($$SELECT * FROM gov_cloud.open_matter('apply', 1, occurred_at => '2019-12-31 12:00')$$);
-- not his role to open
SET SESSION AUTHORIZATION regress_workflow_authority;
SELECT refusal($$SELECT * FROM gov_cloud.open_matter('apply', 1)$$);
RESET SESSION AUTHORIZATION;
SELECT before_refusals = ROW((SELECT count(*) FROM gov_cloud.matter), (SELECT count(*) FROM gov_cloud.matter_event),
    (SELECT count(*) FROM gov_cloud.deadline_event), (SELECT count(*) FROM gov_cloud_data.audit_event),
    (SELECT count(*) FROM gov_cloud.request))::before_refusals AS nothing_changed FROM before_refusals;

SET SESSION AUTHORIZATION regress_workflow_unit;
SELECT * FROM gov_cloud.open_matter('apply', 1);
-- one open matter that changes the system's resources
SELECT refusal($$SELECT * FROM gov_cloud.open_matter('apply', 1)$$);
SELECT refusal($$SELECT * FROM gov_cloud.open_matter('rebuild', 1)$$);
-- conditions: all that fail are told, the first gives the code
SELECT refusal($$SELECT * FROM gov_cloud.act(2, 'submit')$$);
SELECT refusal($$SELECT * FROM gov_cloud.act(2, 'submit', data => '{"planned_date": "tomorrow"}', opinion => ' ')$$);
SELECT refusal($$SELECT * FROM gov_cloud.act(2, 'submit', data => '{"planned_date": "2026-03-20"}')$$);
-- wrong state, and what is possible instead
SELECT refusal($$SELECT * FROM gov_cloud.act(2, 'approve')$$);
SELECT refusal($$SELECT * FROM gov_cloud.act(2, 'no such action')$$);
-- wrong role, with the titles of the right ones
SET SESSION AUTHORIZATION regress_workflow_authority;
SELECT refusal($$SELECT * FROM gov_cloud.act(2, 'submit')$$);
-- out of order in time
SET SESSION AUTHORIZATION regress_workflow_unit;
SELECT refusal($$SELECT * FROM gov_cloud.act(2, 'submit', '2026-03-10 00:00:01+08', 'x', '{"planned_date": "2026-03-20"}')$$);
SELECT refusal($$SELECT * FROM gov_cloud.act(2, 'submit', 'infinity', 'x', '{"planned_date": "2026-03-20"}')$$);
SELECT refusal($$SELECT * FROM gov_cloud.act(2, 'submit', '2026-03-09 23:59:59+08', 'x', '{"planned_date": "2026-03-20"}')$$);
SELECT example_clock('2026-03-10 00:01');
SELECT * FROM gov_cloud.act(2, 'submit', '2026-03-10 00:00:00+08', 'x', '{"planned_date": "2026-03-20"}');
-- the past needs the role for it
SELECT example_clock('2026-03-12 09:00');
SET SESSION AUTHORIZATION regress_workflow_authority;
SELECT refusal($$SELECT * FROM gov_cloud.act(2, 'review', '2026-03-11 09:00', 'x')$$);
SET SESSION AUTHORIZATION regress_workflow_authority2;
SELECT * FROM gov_cloud.act(2, 'review', '2026-03-11 09:00', 'x');
RESET SESSION AUTHORIZATION;
SELECT note FROM gov_cloud_data.audit_event ORDER BY id DESC LIMIT 1;
-- who held the role on the day he acts but not on the day of the act (or the reverse) may not
UPDATE gov_cloud.role_holding SET valid = '[2026-03-12,)' WHERE person = 7;
INSERT INTO gov_cloud.role_holding (person, organization, role, jurisdiction) VALUES (7, 5, 'backdating', '999901');
SET SESSION AUTHORIZATION regress_workflow_government;
SELECT refusal($$SELECT * FROM gov_cloud.act(2, 'approve', '2026-03-11 10:00')$$);
RESET SESSION AUTHORIZATION;
UPDATE gov_cloud.role_holding SET valid = '(,2026-03-12)' WHERE person = 7 AND role = 'government';
SET SESSION AUTHORIZATION regress_workflow_government;
SELECT refusal($$SELECT * FROM gov_cloud.act(2, 'approve', '2026-03-11 10:00')$$);
RESET SESSION AUTHORIZATION;
UPDATE gov_cloud.role_holding SET valid = '(,)' WHERE person = 7;
-- four eyes: who reviewed does not reject; a soft condition is overridden only with a reason, and that is kept
SET SESSION AUTHORIZATION regress_workflow_authority2;
SELECT refusal($$SELECT * FROM gov_cloud.act(2, 'reject', opinion => 'x')$$);
SET SESSION AUTHORIZATION regress_workflow_government;
SELECT * FROM gov_cloud.act(2, 'approve');
SELECT example_clock('2026-03-20 09:00');
SET SESSION AUTHORIZATION regress_workflow_unit;
SELECT refusal($$SELECT * FROM gov_cloud.act(2, 'sign')$$);
SELECT refusal($$SELECT * FROM gov_cloud.act(2, 'sign', data => '{"override": ""}')$$);
SELECT * FROM gov_cloud.act(2, 'sign', data => '{"override": "报告另行补交"}');
SELECT remark FROM gov_cloud.matter_event WHERE matter = 2 AND remark IS NOT NULL;

-- nobody decides his own matter: neither the organization that applied, nor a person who acted for it
SET SESSION AUTHORIZATION regress_workflow_school;
SELECT * FROM gov_cloud.open_matter('apply', 4);
SELECT * FROM gov_cloud.act(3, 'submit', opinion => 'x', data => '{"planned_date": "2026-03-30"}');
SET SESSION AUTHORIZATION regress_workflow_authority;
SELECT * FROM gov_cloud.act(3, 'review', opinion => 'x');
RESET SESSION AUTHORIZATION;
BEGIN;
INSERT INTO gov_cloud.role_holding (person, organization, role, jurisdiction) VALUES (3, 2, 'government', '999901'),
    (3, 5, 'government', '999901');
INSERT INTO gov_cloud.entitlement (login, organization) VALUES ('regress_workflow_school', 5);
SET SESSION AUTHORIZATION regress_workflow_school;
SELECT refusal($$SELECT * FROM gov_cloud.act(3, 'approve')$$);
SELECT gov_cloud.act_as(5);
SELECT refusal($$SELECT * FROM gov_cloud.act(3, 'approve')$$);
ROLLBACK;
-- an applicant that is the government itself: its own matter
RESET SESSION AUTHORIZATION;
INSERT INTO gov_cloud.system (id, unit_id, jurisdiction, name, classified, funding) VALUES (5, 5, '999901', '县府系统', false, 'county');
SET SESSION AUTHORIZATION regress_workflow_government;
SELECT * FROM gov_cloud.open_matter('apply', 5);
RESET SESSION AUTHORIZATION;
INSERT INTO gov_cloud.role_holding (person, organization, role, jurisdiction) VALUES (7, 5, 'using_unit', '999901');
SET SESSION AUTHORIZATION regress_workflow_government;
SELECT * FROM gov_cloud.act(4, 'submit', opinion => 'x', data => '{"planned_date": "2026-03-30"}');
SET SESSION AUTHORIZATION regress_workflow_authority;
SELECT * FROM gov_cloud.act(4, 'review', opinion => 'x');
SET SESSION AUTHORIZATION regress_workflow_government;
SELECT refusal($$SELECT * FROM gov_cloud.act(4, 'approve')$$);

-- an OA login speaks for a unit's person, named in the call or by act_as()
SET SESSION AUTHORIZATION regress_workflow_oa;
SELECT refusal($$SELECT * FROM gov_cloud.open_matter('apply', 2)$$);
SELECT refusal($$SELECT * FROM gov_cloud.open_matter('apply', 2, acting_for => '示例局')$$);
SELECT refusal($$SELECT * FROM gov_cloud.open_matter('apply', 2, acting_for => '示例中学', person => 'unit')$$);
SELECT refusal($$SELECT * FROM gov_cloud.open_matter('apply', 2, acting_for => '无此单位', person => 'unit')$$);
SELECT * FROM gov_cloud.open_matter('apply', 2, acting_for => '示例局', person => 'unit2');
BEGIN;
SELECT gov_cloud.act_as(1, 'regress_workflow_unit');
SELECT * FROM gov_cloud.act(5, 'submit', opinion => 'x', data => '{"planned_date": "2026-03-30"}');
SELECT * FROM gov_cloud.act(5, 'withdraw', person => 'unit2');
COMMIT;
SET SESSION AUTHORIZATION regress_workflow_unit;
SELECT seq, action, person, organization, acting_for FROM gov_cloud.matter_event WHERE matter = 5 ORDER BY seq;

-- what each sees
SELECT current_user, array_agg(id ORDER BY id) FROM gov_cloud.matter;
SET SESSION AUTHORIZATION regress_workflow_school;
SELECT current_user, array_agg(id ORDER BY id) FROM gov_cloud.matter;
SET SESSION AUTHORIZATION regress_workflow_provider;
SELECT current_user, array_agg(id ORDER BY id) FROM gov_cloud.matter;
SET SESSION AUTHORIZATION regress_workflow_authority;
SELECT current_user, array_agg(id ORDER BY id) FROM gov_cloud.matter;
SET SESSION AUTHORIZATION regress_workflow_neighbour;
SELECT current_user, array_agg(id ORDER BY id) FROM gov_cloud.matter;

-- the policy version stays: a matter goes on under the one it began with
RESET SESSION AUTHORIZATION;
SELECT policy, count(*) FROM gov_cloud.matter GROUP BY 1;
CALL example_end('workflow');
