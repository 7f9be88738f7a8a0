-- Notices that rules order: to roles, to each affected unit by itself; naming, guards, what policies may say.
\set t notice_effect
\i test/cloud.sql
SELECT pg_temp.probe('tell', 'using_unit', '[]', '[["notify", {"to": ["authority", "provider", "using_unit"], "kind": "probe_told", "title": "请知悉"}]]'),
    pg_temp.probe('tell_one', 'using_unit', '[]', '[["notify", {"to": "authority", "kind": "probe_one", "title": "只告知主管部门"}]]'),
    pg_temp.probe('plan', 'provider', '[["affected_named"]]', '[["notify_affected", {"kind": "maintenance_planned", "title": "计划维护"}]]'),
    pg_temp.probe('work', 'provider', '[["affected_notified"]]') \gset
-- a matter that is no unit's: "the using units" are all of them
INSERT INTO gov_cloud.procedure (policy, code, title, subject, rule, article) VALUES ('probe/1', 'event', '重大活动', 'jurisdiction', 'T', '1');
INSERT INTO gov_cloud.state (policy, procedure, state, title, outcome, position) VALUES
    ('probe/1', 'event', 'open', '进行', NULL, 1), ('probe/1', 'event', 'over', '结束', 'completed', 2);
INSERT INTO gov_cloud.transition (policy, code, rule, procedure, from_state, action, title, to_state, actors, article) VALUES
    ('probe/1', 'E-open', 'T', 'event', NULL, 'open', '开始', 'open', '{authority}', '1'), ('probe/1', 'E-end', 'T', 'event', 'open', 'end', '结束', 'over', '{authority}', '1');
INSERT INTO gov_cloud.transition_effect (policy, transition, position, effect, parameters, article) VALUES
    ('probe/1', 'E-open', 1, 'notify', '{"to": ["using_unit", "provider"], "kind": "event_begins", "title": "重大活动保障"}', '1');
-- what a policy may not say
\set ECHO none
SELECT pg_temp.probe('bad' || n, 'using_unit', '[]', format('[["%s", %s]]', effect, parameters)::jsonb)
FROM (VALUES (1, 'notify', '{"kind": "x", "title": "x"}'), (2, 'notify', '{"to": [], "kind": "x", "title": "x"}'),
    (3, 'notify', '{"to": ["authority"], "kind": "Not a code", "title": "x"}'), (4, 'notify', '{"to": ["authority", "nobody"], "kind": "x", "title": "x"}'),
    (5, 'notify', '{"to": "finance", "kind": "x", "title": "x"}'), (6, 'notify_affected', '{"title": "x"}'),
    (7, 'notify_affected', '{"kind": "x", "title": "x", "to": "provider"}')) AS bad (n, effect, parameters) \g /dev/null
\set ECHO all
SELECT object, fault FROM gov_cloud.validate_policy('probe/1') ORDER BY object COLLATE "C", fault COLLATE "C";
DELETE FROM gov_cloud.transition_effect WHERE transition LIKE 'T-bad%';
DELETE FROM gov_cloud.transition WHERE code LIKE 'T-bad%';
-- systems: another of the bureau, one of the school, one served by nobody, one elsewhere, one that has left
UPDATE gov_cloud.system SET status = 'in_service' WHERE id = 1;
INSERT INTO gov_cloud.system (id, unit_id, jurisdiction, provider_id, name, classified, funding, status) OVERRIDING SYSTEM VALUE VALUES
    (2, 1, '341522', 4, '公文系统', false, 'county', 'opened'), (3, 2, '341522', 4, '选课系统', false, 'county', 'in_service'),
    (4, 2, '341522', NULL, '别家的系统', false, 'county', 'in_service'), (5, 5, '341523', 4, '外县系统', false, 'county', 'in_service'),
    (6, 2, '341522', 4, '已退出的系统', false, 'county', 'exited');
\i test/adopt.sql

SET SESSION AUTHORIZATION :unit;
SELECT matter FROM gov_cloud.open_matter('probe', system => 1) \gset
-- each role once an act, with what was done; a second act is another cause
SELECT event FROM gov_cloud.act(:matter, 'tell', opinion => '请 "尽快" 处理') \gset
SELECT event FROM gov_cloud.act(:matter, 'tell_one') \gset
SELECT event FROM gov_cloud.act(:matter, 'tell_one') \gset
RESET SESSION AUTHORIZATION;
SELECT kind, recipient, unit_id, title, body, article, matter = :matter AS here FROM gov_cloud.notice ORDER BY id;
SET SESSION AUTHORIZATION :authority;
SELECT state FROM gov_cloud.open_matter('event');
SELECT recipient, unit_id, title FROM gov_cloud.notice WHERE kind = 'event_begins' ORDER BY recipient;
RESET SESSION AUTHORIZATION;

-- the provider names whom its work may affect: only what it sees, once each
SET SESSION AUTHORIZATION :provider;
SELECT refusal(format($$SELECT * FROM gov_cloud.act(%s, 'plan')$$, :matter));
SELECT refusal(format($$SELECT gov_cloud.name_affected(%s, '1,,2')$$, :matter));
SELECT refusal(format($$SELECT gov_cloud.name_affected(%s, '1, x')$$, :matter));
SELECT refusal(format($$SELECT gov_cloud.name_affected(%s, NULL)$$, :matter));
SELECT refusal(format($$SELECT gov_cloud.name_affected(%s, '1, 4')$$, :matter));
SELECT refusal(format($$SELECT gov_cloud.name_affected(%s, '5')$$, :matter));
SELECT refusal($$SELECT gov_cloud.name_affected(999, '1')$$);
SELECT refusal($$SELECT gov_cloud.name_affected(NULL, '1')$$);
SELECT gov_cloud.name_affected(:matter, '1, 3');
SELECT gov_cloud.name_affected(:matter, '3');
SELECT system_id, system, unit, notice FROM gov_cloud.v_affected ORDER BY system_id;
-- nobody told yet
SELECT refusal(format($$SELECT * FROM gov_cloud.act(%s, 'work')$$, :matter));
SELECT event FROM gov_cloud.act(:matter, 'plan', opinion => '周六凌晨') \gset
SELECT state FROM gov_cloud.act(:matter, 'work');
-- who is named afterwards has to be told as well; who was told is told again, it is another plan
SELECT gov_cloud.name_affected(:matter, 'all');
SELECT refusal(format($$SELECT * FROM gov_cloud.act(%s, 'work')$$, :matter));
SELECT event FROM gov_cloud.act(:matter, 'plan') \gset
SELECT state FROM gov_cloud.act(:matter, 'work');
-- a unit reads of its own systems alone, and says so
SET SESSION AUTHORIZATION :school;
SELECT title, body FROM gov_cloud.v_inbox ORDER BY id;
SELECT gov_cloud.acknowledge_notice(min(id)) FROM gov_cloud.v_inbox WHERE kind = 'maintenance_planned';
SELECT system_id, system FROM gov_cloud.v_affected ORDER BY system_id;
SELECT refusal(format($$SELECT gov_cloud.name_affected(%s, '3')$$, :matter));
SET SESSION AUTHORIZATION :sysadmin;
SELECT gov_cloud.run_task('deliver');
-- who announced it sees the record of each
SET SESSION AUTHORIZATION :provider;
SELECT system_id, unit, issued_at IS NOT NULL AS issued, delivered_at IS NOT NULL AS delivered, acknowledged_at IS NOT NULL AS acknowledged
FROM gov_cloud.v_affected ORDER BY system_id, notice;
SET SESSION AUTHORIZATION :elsewhere;
SELECT count(*) FROM gov_cloud.v_affected;
-- the authority names every system in service, whoever serves it; nothing more once the matter has ended
SET SESSION AUTHORIZATION :authority;
SELECT gov_cloud.name_affected(:matter, 'all');
SELECT state FROM gov_cloud.act(:matter, 'close');
SELECT refusal(format($$SELECT gov_cloud.name_affected(%s, '1')$$, :matter));
-- facts, for the owner too
RESET SESSION AUTHORIZATION;
SET ROLE gov_cloud_owner;
SELECT refusal('UPDATE gov_cloud.affected_system SET unit_id = 1'), refusal('DELETE FROM gov_cloud.affected_notice');
SELECT refusal('TRUNCATE gov_cloud.affected_system CASCADE');
RESET ROLE;
SELECT object_id = :'matter' AS here, note FROM gov_cloud_data.audit_event WHERE event = 'name_affected' ORDER BY id;
