-- 代办: a person acts for another, for some days; both count; nothing outlives the role, nothing is passed on.
SET client_min_messages = warning;
CALL example('delegation');
SELECT example_clock('2026-03-02 09:00');
-- clerks without a role: of the authority, of the government
CREATE ROLE regress_delegation_clerk LOGIN IN ROLE gov_cloud_user;
CREATE ROLE regress_delegation_scribe LOGIN IN ROLE gov_cloud_user;
INSERT INTO gov_cloud.person (id, login, name, organization) VALUES
    (11, 'regress_delegation_clerk', 'clerk', 3), (12, 'regress_delegation_scribe', 'scribe', 5);
SET SESSION AUTHORIZATION regress_delegation_unit;
SELECT state FROM gov_cloud.open_matter('apply', 1);
SELECT state FROM gov_cloud.act(1, 'submit', opinion => 'x', data => '{"planned_date": "2026-03-10"}');

-- refused: whose role, to whom, for which days, why
SET SESSION AUTHORIZATION regress_delegation_authority;
SELECT s, refusal('SELECT gov_cloud.delegate(' || s || ')') FROM (VALUES
    ($$11, 'government', '2026-03-09', 'x'$$), ($$11, 'no_such', '2026-03-09', 'x'$$), ($$11, ' ', '2026-03-09', 'x'$$), ($$11, 'authority', '2026-03-09', ' '$$),
    ($$11, 'authority', NULL, 'x'$$), ($$11, 'authority', '2026-03-02', 'x'$$), ($$11, 'authority', 'infinity', 'x'$$), ($$11, 'authority', '2026-03-09', 'x', '2026-03-01'$$),
    ($$4, 'authority', '2026-03-09', 'x'$$), ($$12, 'authority', '2026-03-09', 'x'$$), ($$99, 'authority', '2026-03-09', 'x'$$), ($$NULL, 'authority', '2026-03-09', 'x'$$),
    ($$11, 'authority', '2026-03-09', 'x', organization => 5$$), ($$11, 'authority', '2026-03-09', 'x', jurisdiction => '999902'$$),
    ($$11, 'authority', '2026-03-09', 'x', principal => 5$$), ($$11, 'authority', '2026-03-09', 'x', principal => 99$$)) v (s);
-- the clerk is nobody yet
SET SESSION AUTHORIZATION regress_delegation_clerk;
SELECT refusal($$SELECT * FROM gov_cloud.next_actions(1)$$);
SELECT count(*) FROM gov_cloud.matter;

-- given from tomorrow for five days: not today, and not on the day named last
SET SESSION AUTHORIZATION regress_delegation_authority;
SELECT gov_cloud.delegate(11, 'authority', '2026-03-08', '出差', '2026-03-03') AS id;
SELECT refusal($$SELECT gov_cloud.delegate(11, 'authority', '2026-03-20', '出差', '2026-03-07')$$);
SELECT principal, delegate, organization, role, jurisdiction, valid, reason, given_by FROM gov_cloud.delegation;
SET SESSION AUTHORIZATION regress_delegation_clerk;
SELECT refusal($$SELECT * FROM gov_cloud.act(1, 'review', opinion => 'x')$$);
SELECT example_clock('2026-03-08 00:00');
SELECT refusal($$SELECT * FROM gov_cloud.act(1, 'review', opinion => 'x')$$);
SELECT example_clock('2026-03-03 00:00');
SELECT action, mine FROM gov_cloud.next_actions(1);
SELECT person, role, principal, valid FROM gov_cloud.role_standing WHERE principal IS NOT NULL;
-- what the day of the act did not know is not known today
RESET SESSION AUTHORIZATION;
INSERT INTO gov_cloud.role_holding (person, organization, role, jurisdiction) VALUES (11, 3, 'backdating', '999901');
SET SESSION AUTHORIZATION regress_delegation_clerk;
SELECT refusal($$SELECT * FROM gov_cloud.act(1, 'review', '2026-03-02 10:00', opinion => 'x')$$);
RESET SESSION AUTHORIZATION;
DELETE FROM gov_cloud.role_holding WHERE person = 11;
SET SESSION AUTHORIZATION regress_delegation_clerk;
-- what he has he cannot pass on
SELECT refusal($$SELECT gov_cloud.delegate(5, 'authority', '2026-03-05', 'x')$$);
SELECT state FROM gov_cloud.act(1, 'review', opinion => '代为审核');
SELECT who, what FROM gov_cloud.explain(1) WHERE section = 'events' AND what ~ '审核 →';
SELECT * FROM gov_cloud.v_matter_step ORDER BY "序号";
SET SESSION AUTHORIZATION regress_delegation_unit;
SELECT "序号", "办理单位", "办理人" FROM gov_cloud.v_matter_step ORDER BY "序号";
SET SESSION AUTHORIZATION regress_delegation_school;
SELECT count(*) FROM gov_cloud.v_matter_step;
RESET SESSION AUTHORIZATION;
SELECT action, person, organization, principal, role FROM gov_cloud.matter_event ORDER BY seq;
SELECT note FROM gov_cloud_data.audit_event WHERE event = 'act' AND person = 11;
SELECT person, principal FROM gov_cloud.deadline_event WHERE kind = 'meet' AND person = 11;

-- four eyes: neither the clerk nor for whom he acted; a third may
SET SESSION AUTHORIZATION regress_delegation_clerk;
SELECT refusal($$SELECT * FROM gov_cloud.act(1, 'reject', opinion => 'x')$$);
SET SESSION AUTHORIZATION regress_delegation_authority;
SELECT refusal($$SELECT * FROM gov_cloud.act(1, 'reject', opinion => 'x')$$);
-- nor for a third
SET SESSION AUTHORIZATION regress_delegation_authority2;
SELECT gov_cloud.delegate(4, 'authority', '2026-03-04', 'x') AS id;
SET SESSION AUTHORIZATION regress_delegation_authority;
SELECT refusal($$SELECT * FROM gov_cloud.act(1, 'reject', opinion => 'x', on_behalf => 'authority2')$$);
-- the administrator gives it for somebody who cannot
SET SESSION AUTHORIZATION regress_delegation_secadmin;
SELECT gov_cloud.delegate(12, 'government', '2026-04-01', '休假', principal => 7) AS id;
SELECT given_by FROM gov_cloud.delegation WHERE delegate = 12;
SELECT refusal($$SELECT gov_cloud.delegate(11, 'authority', '2026-04-01', 'x', principal => 99)$$);
SET SESSION AUTHORIZATION regress_delegation_authority2;
SELECT state FROM gov_cloud.act(1, 'reject', opinion => 'x');

-- two of them delegated the same: say for whom; own role first where nobody is named
SET SESSION AUTHORIZATION regress_delegation_authority2;
SELECT gov_cloud.delegate(11, 'authority', '2026-03-08', '休假') AS id;
SET SESSION AUTHORIZATION regress_delegation_authority;
SELECT gov_cloud.delegate(5, 'authority', '2026-03-08', '出差') AS id;
SET SESSION AUTHORIZATION regress_delegation_unit;
SELECT matter AS m FROM gov_cloud.open_matter('apply', 1) \gset
SELECT state FROM gov_cloud.act(:m, 'submit', opinion => 'x', data => '{"planned_date": "2026-03-10"}');
SET SESSION AUTHORIZATION regress_delegation_clerk;
SELECT action, mine FROM gov_cloud.next_actions(:m);
SELECT refusal(format('SELECT * FROM gov_cloud.act(%s, ''return'')', :m));
SELECT refusal(format('SELECT * FROM gov_cloud.act(%s, ''return'', on_behalf => ''unit'')', :m));
SELECT refusal(format('SELECT * FROM gov_cloud.act(%s, ''return'', on_behalf => '''')', :m));
SELECT state FROM gov_cloud.act(:m, 'return', on_behalf => 'authority2', request_id => 'r1');
SELECT state FROM gov_cloud.act(:m, 'return', on_behalf => 'authority2', request_id => 'r1');
SELECT refusal(format('SELECT * FROM gov_cloud.act(%s, ''return'', on_behalf => ''authority'', request_id => ''r1'')', :m));
SET SESSION AUTHORIZATION regress_delegation_unit;
SELECT state FROM gov_cloud.act(:m, 'submit', opinion => 'x', data => '{"planned_date": "2026-03-10"}');
SET SESSION AUTHORIZATION regress_delegation_authority2;
SELECT state FROM gov_cloud.act(:m, 'return');
SET SESSION AUTHORIZATION regress_delegation_unit;
SELECT state FROM gov_cloud.act(:m, 'submit', opinion => 'x', data => '{"planned_date": "2026-03-10"}');
SET SESSION AUTHORIZATION regress_delegation_authority2;
SELECT state FROM gov_cloud.act(:m, 'review', opinion => 'x', on_behalf => 'regress_delegation_authority');
SELECT action, person, principal FROM gov_cloud.matter_event WHERE matter = :m AND action <> 'submit' ORDER BY seq;
-- nobody decides his own matter, nor has it decided for him
RESET SESSION AUTHORIZATION;
INSERT INTO gov_cloud.role_holding (person, organization, role, jurisdiction) VALUES (1, 5, 'government', '999901');
SET SESSION AUTHORIZATION regress_delegation_unit;
SELECT gov_cloud.delegate(12, 'government', '2026-03-20', 'x') AS mine \gset
SET SESSION AUTHORIZATION regress_delegation_scribe;
SELECT refusal(format('SELECT * FROM gov_cloud.act(%s, ''approve'', on_behalf => ''unit'')', :m));
SELECT state FROM gov_cloud.act(:m, 'approve', on_behalf => 'government');
-- nor who acted for the applicant by delegation in it
SET SESSION AUTHORIZATION regress_delegation_unit2;
SELECT gov_cloud.delegate(1, 'using_unit', '2026-03-20', 'x') IS NOT NULL AS given;
SET SESSION AUTHORIZATION regress_delegation_unit;
SELECT matter AS n FROM gov_cloud.open_matter('apply', 2, on_behalf => 'unit2') \gset
SELECT state FROM gov_cloud.act(:n, 'submit', opinion => 'x', data => '{"planned_date": "2026-03-10"}', on_behalf => 'unit2');
SET SESSION AUTHORIZATION regress_delegation_authority2;
SELECT state FROM gov_cloud.act(:n, 'review', opinion => 'x');
RESET SESSION AUTHORIZATION;
INSERT INTO gov_cloud.role_holding (person, organization, role, jurisdiction) VALUES (2, 5, 'government', '999901');
INSERT INTO gov_cloud.entitlement (login, organization) VALUES ('regress_delegation_unit2', 5);
SET SESSION AUTHORIZATION regress_delegation_unit2;
SELECT refusal(format('SELECT * FROM gov_cloud.act(%s, ''approve'', acting_for => ''示例县政府'')', :n));

-- a term is changed by who decides, or for him
SET SESSION AUTHORIZATION regress_delegation_sysadmin;
SELECT gov_cloud.adopt_local_rule('999901', 'example/1', 'suspension_allowed', 'true', 'x') IS NOT NULL AS adopted;
SET SESSION AUTHORIZATION regress_delegation_scribe;
SELECT d.id AS d02 FROM gov_cloud.deadline d WHERE matter = :m AND rule = 'EX-D02' \gset
SELECT refusal(format('SELECT * FROM gov_cloud.suspend_deadline(%s, ''x'')', :d02));
SELECT status FROM gov_cloud.suspend_deadline(:d02, 'x', on_behalf => 'government');
SELECT gov_cloud.revoke_delegation(:mine, '交还');
SELECT status FROM gov_cloud.resume_deadline(:d02, 'x');
SELECT kind, person, principal FROM gov_cloud.deadline_event WHERE deadline = :d02 ORDER BY seq;

-- revoked: at once, by either of them or the administrator, once, with a reason
SET SESSION AUTHORIZATION regress_delegation_school;
SELECT refusal($$SELECT gov_cloud.revoke_delegation(1, 'x')$$);
SELECT count(*) FROM gov_cloud.delegation;
SET SESSION AUTHORIZATION regress_delegation_authority2;
SELECT refusal($$SELECT gov_cloud.revoke_delegation(1, 'x')$$);
SET SESSION AUTHORIZATION regress_delegation_authority;
SELECT refusal($$SELECT gov_cloud.revoke_delegation(1, '')$$);
SELECT refusal($$SELECT gov_cloud.revoke_delegation(NULL, 'x')$$);
SELECT gov_cloud.revoke_delegation(1, '提前返回');
SELECT refusal($$SELECT gov_cloud.revoke_delegation(1, 'x')$$);
SET SESSION AUTHORIZATION regress_delegation_secadmin;
SELECT refusal($$SELECT gov_cloud.revoke_delegation(1, 'x')$$);
SELECT revoked_by, revoked_for FROM gov_cloud.delegation WHERE id = 1;
SET SESSION AUTHORIZATION regress_delegation_unit;
SELECT matter AS k FROM gov_cloud.open_matter('apply', 3) \gset
SELECT state FROM gov_cloud.act(:k, 'submit', opinion => 'x', data => '{"planned_date": "2026-03-10"}');
-- one is left: for him without being named; he loses the role, and with it the clerk
SET SESSION AUTHORIZATION regress_delegation_clerk;
SELECT state FROM gov_cloud.act(:k, 'return');
SET SESSION AUTHORIZATION regress_delegation_unit;
SELECT state FROM gov_cloud.act(:k, 'submit', opinion => 'x', data => '{"planned_date": "2026-03-10"}');
SET SESSION AUTHORIZATION regress_delegation_secadmin;
SELECT gov_cloud.revoke_role(5, 3, 'authority', '999901');
SET SESSION AUTHORIZATION regress_delegation_clerk;
SELECT refusal(format('SELECT * FROM gov_cloud.act(%s, ''return'')', :k));
SET SESSION AUTHORIZATION regress_delegation_secadmin;
SELECT gov_cloud.grant_role(5, 3, 'authority', '999901') IS NOT NULL AS granted;
SET SESSION AUTHORIZATION regress_delegation_clerk;
SELECT action, mine FROM gov_cloud.next_actions(:k) ORDER BY action;
SET SESSION AUTHORIZATION regress_delegation_secadmin;
SELECT gov_cloud.end_person(5);
SET SESSION AUTHORIZATION regress_delegation_clerk;
SELECT refusal(format('SELECT * FROM gov_cloud.act(%s, ''return'')', :k));
-- both were told
RESET SESSION AUTHORIZATION;
SELECT kind, key, recipient, title, body FROM gov_cloud.notice WHERE kind LIKE 'delegation%' AND key LIKE ANY (ARRAY['1 %', '3 %']) ORDER BY id;
SELECT event, count(*) FROM gov_cloud_data.audit_event WHERE object_kind = 'delegation' GROUP BY 1 ORDER BY 1;
CALL example_end('delegation');
