-- Matters that open others and await them; automatic steps; requests that come twice.
SET client_min_messages = warning;
CALL example('matter_family');
SELECT example_clock('2026-03-02 09:00');

-- a unit leaves: one matter for each of its active systems, in one transaction with the decision
SET SESSION AUTHORIZATION regress_matter_family_unit;
SELECT * FROM gov_cloud.open_matter('leave_unit');
SELECT example_clock('2026-03-03 09:00');
SET SESSION AUTHORIZATION regress_matter_family_authority;
SELECT * FROM gov_cloud.act(1, 'agree');
SELECT id, procedure, state, parent, system_id, unit_id, provider_id, opened_by, applicant_id, opened_at FROM gov_cloud.matter ORDER BY id;
SELECT matter, seq, action, role, person, occurred_at FROM gov_cloud.matter_event ORDER BY matter, seq;
-- the applicant of a child is its parent's: the authority that agreed may decide it, the unit may not
SET SESSION AUTHORIZATION regress_matter_family_provider;
SELECT * FROM gov_cloud.act(2, 'leave');
SELECT state, events FROM gov_cloud.matter WHERE id = 1;
SELECT example_clock('2026-03-04 09:00');
SELECT * FROM gov_cloud.act(3, 'leave');
-- the last one closes the parent, at the moment of the child's act
SET SESSION AUTHORIZATION regress_matter_family_unit;
SELECT state, outcome, closed_at, events FROM gov_cloud.matter WHERE id = 1;
SELECT seq, transition, action, role, person, occurred_at FROM gov_cloud.matter_event WHERE matter = 1 ORDER BY seq;

-- a child that fails
SELECT * FROM gov_cloud.open_matter('leave_unit');
SET SESSION AUTHORIZATION regress_matter_family_authority;
SELECT * FROM gov_cloud.act(4, 'agree');
SELECT * FROM gov_cloud.act(5, 'refuse');
SELECT state FROM gov_cloud.matter WHERE id = 4;
SET SESSION AUTHORIZATION regress_matter_family_provider;
SELECT * FROM gov_cloud.act(6, 'leave');
SET SESSION AUTHORIZATION regress_matter_family_authority;
SELECT id, state, outcome FROM gov_cloud.matter WHERE id >= 4 ORDER BY id;

-- a system being changed stops the whole of it: nothing of the decision remains
SET SESSION AUTHORIZATION regress_matter_family_unit;
SELECT * FROM gov_cloud.open_matter('leave_unit');
SELECT * FROM gov_cloud.open_matter('apply', 3);
SET SESSION AUTHORIZATION regress_matter_family_authority;
SELECT refusal($$SELECT * FROM gov_cloud.act(7, 'agree')$$);
SELECT id, procedure, state, events FROM gov_cloud.matter WHERE id >= 7 ORDER BY id;
-- but not against its own parent, which awaits it
SET SESSION AUTHORIZATION regress_matter_family_unit;
SELECT * FROM gov_cloud.open_matter('rebuild', 2);
SET SESSION AUTHORIZATION regress_matter_family_authority;
SELECT * FROM gov_cloud.act(10, 'start');
SELECT id, procedure, state, parent, system_id FROM gov_cloud.matter WHERE id >= 10 ORDER BY id;
SET SESSION AUTHORIZATION regress_matter_family_provider;
SELECT * FROM gov_cloud.act(11, 'leave');
SELECT id, state, outcome FROM gov_cloud.matter WHERE id >= 10 ORDER BY id;
-- the county may allow more than one change at a time
SET SESSION AUTHORIZATION regress_matter_family_sysadmin;
SELECT gov_cloud.adopt_local_rule('999901', 'example/1', 'concurrent_changes_allowed', 'true', '试点', '2026-03-04') IS NOT NULL AS adopted;
SET SESSION AUTHORIZATION regress_matter_family_unit;
SELECT * FROM gov_cloud.open_matter('leave', 3);

-- REQUESTS: the same id and content, the same answer, the work done once
SELECT * FROM gov_cloud.open_matter('apply', 1, request_id => 'OA-1');
SELECT * FROM gov_cloud.open_matter('apply', 1, request_id => 'OA-1');
SELECT refusal($$SELECT * FROM gov_cloud.open_matter('apply', 2, request_id => 'OA-1')$$);
SELECT refusal($$SELECT * FROM gov_cloud.act(13, 'submit', request_id => 'OA-1')$$);
-- a refused request may be sent again, corrected, under the same id
SELECT refusal($$SELECT * FROM gov_cloud.act(13, 'submit', request_id => 'OA-2')$$);
SELECT * FROM gov_cloud.act(13, 'submit', opinion => 'x', data => '{"planned_date": "2026-03-10"}', request_id => 'OA-2');
SELECT * FROM gov_cloud.act(13, 'withdraw', request_id => 'OA-3');
-- answers as it did then, though the matter has moved; spelling of the JSON is no content
SELECT * FROM gov_cloud.act(13, 'submit', opinion => 'x', data => '{ "planned_date" : "2026-03-10" }', request_id => 'OA-2');
SELECT refusal($$SELECT * FROM gov_cloud.act(13, 'submit', opinion => 'y', data => '{"planned_date": "2026-03-10"}', request_id => 'OA-2')$$);
SELECT seq, action FROM gov_cloud.matter_event WHERE matter = 13 ORDER BY seq;
-- ids are each organization's own
SET SESSION AUTHORIZATION regress_matter_family_school;
SELECT * FROM gov_cloud.open_matter('leave', 4, request_id => 'OA-1');
RESET SESSION AUTHORIZATION;
SELECT organization, request_id, answer FROM gov_cloud.request ORDER BY 1, 2;
CALL example_end('matter_family');
