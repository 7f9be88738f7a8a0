-- Terms of a matter: started, met, late, early, cancelled; suspended, resumed, extended; re-projected; replayed.
SET client_min_messages = warning;
CALL example('deadline');
UPDATE gov_cloud.jurisdiction SET calendar = 'cn-gx' WHERE code = '999901';
CREATE VIEW terms AS SELECT d.matter, d.rule, d.status, d.started_at, d.due_at, d.due_on, d.exclusive, d.provisional AS prov,
    d.suspended_at, d.obligor_role, d.obligor, d.closed_at FROM gov_cloud.deadline d;
CREATE VIEW ledger AS SELECT d.matter, d.rule, e.seq, e.kind, e.occurred_at, e.matter_event, e.term, e.revision, e.due_before, e.due_after,
    e.reason, e.person FROM gov_cloud.deadline_event e JOIN gov_cloud.deadline d ON d.id = e.deadline;
GRANT SELECT ON terms, ledger TO gov_cloud_user;

-- every kind: a duty in working days, one not before a date, one counted back from it
SELECT example_clock('2026-03-02 09:00');
SET SESSION AUTHORIZATION regress_deadline_unit;
SELECT matter FROM gov_cloud.open_matter('apply', 1);
SELECT state FROM gov_cloud.act(1, 'submit', opinion => 'x', data => '{"planned_date": "2026-03-10"}');
RESET SESSION AUTHORIZATION;
TABLE terms ORDER BY matter, rule;
-- returned: the term ends unsatisfied; submitted anew: a fresh one; too late for "three days before"
SELECT example_clock('2026-03-03 09:00');
SET SESSION AUTHORIZATION regress_deadline_authority;
SELECT state FROM gov_cloud.act(1, 'return');
SELECT example_clock('2026-03-08 00:00');
SET SESSION AUTHORIZATION regress_deadline_unit;
SELECT state FROM gov_cloud.act(1, 'submit', opinion => 'x', data => '{"planned_date": "2026-03-10"}');
-- the last instant of the last day is in time, the next is late; an amount that the text does not give is never late
SELECT example_clock('2026-03-11 23:59:59.999999');
SET SESSION AUTHORIZATION regress_deadline_authority;
SELECT state FROM gov_cloud.act(1, 'review', opinion => 'x');
SET SESSION AUTHORIZATION regress_deadline_government;
SELECT state FROM gov_cloud.act(1, 'approve');
RESET SESSION AUTHORIZATION;
SELECT matter, rule, status, started_at, due_at, due_on, obligor, closed_at FROM terms ORDER BY rule, started_at, closed_at;
-- hours run from the moment and are met at the last instant; a rule that an act both ends and starts is renewed
SET SESSION AUTHORIZATION regress_deadline_unit;
SELECT state FROM gov_cloud.act(1, 'report');
SELECT example_clock('2026-03-12 03:59:59.999999');
SET SESSION AUTHORIZATION regress_deadline_provider;
SELECT state FROM gov_cloud.act(1, 'log');
SELECT state FROM gov_cloud.act(1, 'log');
SELECT rule, status, started_at, due_at, exclusive, closed_at FROM terms WHERE rule IN ('EX-D07', 'EX-D08') ORDER BY rule, closed_at;
-- signed: the early term is met; the end cancels what does not survive, and what survives can still be met, late
SELECT example_clock('2026-03-13 09:00');
SELECT state FROM gov_cloud.act(1, 'sign');
SET SESSION AUTHORIZATION regress_deadline_unit;
SELECT state FROM gov_cloud.act(1, 'sign');
SET SESSION AUTHORIZATION regress_deadline_authority;
SELECT state FROM gov_cloud.act(1, 'sign');
SELECT example_clock('2026-09-13 09:00');
SET SESSION AUTHORIZATION regress_deadline_unit;
SELECT state FROM gov_cloud.act(1, 'certify');
RESET SESSION AUTHORIZATION;
SELECT rule, status, due_on, closed_at, obligor_role, obligor FROM terms ORDER BY rule, started_at, closed_at;
SELECT rule, seq, kind, occurred_at, matter_event, term, revision, due_after, reason, person FROM ledger ORDER BY rule, matter_event, seq;

-- SUSPENSION: only where the jurisdiction allows it, by who decides, for a reason; not by the applicant
SELECT example_clock('2026-04-01 09:00');
SET SESSION AUTHORIZATION regress_deadline_unit;
SELECT matter FROM gov_cloud.open_matter('apply', 1);
SELECT state FROM gov_cloud.act(2, 'submit', opinion => 'x', data => '{"planned_date": "2026-04-20"}');
SELECT id AS d01 FROM gov_cloud.deadline WHERE matter = 2 AND rule = 'EX-D01' \gset
SELECT id AS d04 FROM gov_cloud.deadline WHERE matter = 2 AND rule = 'EX-D04' \gset
SELECT id AS closed FROM gov_cloud.deadline WHERE matter = 1 AND rule = 'EX-D03' \gset
SELECT refusal(format('SELECT * FROM gov_cloud.suspend_deadline(%s, ''x'')', :d01));
SET SESSION AUTHORIZATION regress_deadline_school;
SELECT refusal(format('SELECT * FROM gov_cloud.suspend_deadline(%s, ''x'')', :d01));
SELECT refusal($$SELECT * FROM gov_cloud.suspend_deadline(99, 'x')$$);
SET SESSION AUTHORIZATION regress_deadline_authority;
SELECT refusal(format('SELECT * FROM gov_cloud.suspend_deadline(%s, ''x'')', :d01));
SELECT refusal(format('SELECT * FROM gov_cloud.suspend_deadline(%s, '' '')', :d01));
SET SESSION AUTHORIZATION regress_deadline_sysadmin;
SELECT gov_cloud.adopt_local_rule('999901', 'example/1', 'suspension_allowed', 'true', '县里规定') IS NOT NULL AS adopted;
SET SESSION AUTHORIZATION regress_deadline_authority;
SELECT refusal(format('SELECT * FROM gov_cloud.suspend_deadline(%s, ''x'')', :d04));
SELECT refusal(format('SELECT * FROM gov_cloud.suspend_deadline(%s, ''x'')', :closed));
SELECT refusal(format('SELECT * FROM gov_cloud.suspend_deadline(%s, ''x'', ''2026-04-01 09:01'')', :d01));
SELECT refusal(format('SELECT * FROM gov_cloud.suspend_deadline(%s, ''x'', ''2026-03-31 09:01'')', :d01));
SELECT refusal(format('SELECT * FROM gov_cloud.resume_deadline(%s, ''x'')', :d01));
-- due Tue 7 April (Qingming 4-6); suspended Thu 2, resumed Wed 8: 3, 7, 8 do not count
SELECT example_clock('2026-04-02 10:00');
SELECT * FROM gov_cloud.suspend_deadline(:d01, '专家评审', request_id => 's1');
SELECT * FROM gov_cloud.suspend_deadline(:d01, '专家评审', request_id => 's1');
SELECT refusal(format('SELECT * FROM gov_cloud.suspend_deadline(%s, ''again'')', :d01));
SELECT refusal(format('SELECT * FROM gov_cloud.extend_deadline(%s, ''9 workdays'', ''x'')', :d01));
SELECT rule, status, due_at, suspended_at FROM terms WHERE matter = 2 ORDER BY rule;
SELECT example_clock('2026-04-08 10:00');
SELECT * FROM gov_cloud.resume_deadline(:d01, '评审结束');
-- the same day again gains nothing
SELECT * FROM gov_cloud.suspend_deadline(:d01, '再次');
SELECT * FROM gov_cloud.resume_deadline(:d01, '再次');
SELECT * FROM gov_cloud.replay_deadline(:d01);
SELECT seq, kind, occurred_at, due_before, due_after, reason, person FROM ledger WHERE matter = 2 AND rule = 'EX-D01' ORDER BY seq;

-- EXTENSION: a term of principle, or by local rule; a new total from the start, never less
SELECT refusal(format('SELECT * FROM gov_cloud.extend_deadline(%s, ''5 workdays'', ''x'')', :d01));
SELECT state FROM gov_cloud.act(2, 'review', opinion => 'x');
SET SESSION AUTHORIZATION regress_deadline_government;
SELECT state FROM gov_cloud.act(2, 'approve');
SELECT id AS d02 FROM gov_cloud.deadline WHERE matter = 2 AND rule = 'EX-D02' \gset
SELECT id AS d03 FROM gov_cloud.deadline WHERE matter = 2 AND rule = 'EX-D03' \gset
SELECT refusal(format('SELECT * FROM gov_cloud.extend_deadline(%s, ''20 days'', ''x'')', :d02));
SELECT refusal(format('SELECT * FROM gov_cloud.extend_deadline(%s, ''a while'', ''x'')', :d02));
SELECT refusal(format('SELECT * FROM gov_cloud.extend_deadline(%s, ''60 days'', NULL)', :d02));
SELECT due_on FROM terms WHERE matter = 2 AND rule = 'EX-D02';
SELECT * FROM gov_cloud.extend_deadline(:d02, '60天', '材料补充');
SELECT refusal(format('SELECT * FROM gov_cloud.extend_deadline(%s, ''7 months'', ''x'')', :d03));
SET SESSION AUTHORIZATION regress_deadline_sysadmin;
SELECT gov_cloud.adopt_local_rule('999901', 'example/1', 'extension_allowed', 'true', '县里规定') IS NOT NULL AS adopted;
SET SESSION AUTHORIZATION regress_deadline_government;
SELECT * FROM gov_cloud.extend_deadline(:d03, '7 months', '特殊情况');
RESET SESSION AUTHORIZATION;
SELECT event, login, object_kind, note FROM gov_cloud_data.audit_event WHERE object_kind = 'deadline' ORDER BY id;

-- A NOTICE: open terms follow in its transaction, journalled; closed, suspended and unmoved ones do not
SELECT example_clock('2026-05-06 09:00');
SET SESSION AUTHORIZATION regress_deadline_unit;
SELECT matter FROM gov_cloud.open_matter('apply', 2);
SELECT state FROM gov_cloud.act(3, 'submit', opinion => 'x', data => '{"planned_date": "2026-05-20"}');
SELECT matter FROM gov_cloud.open_matter('apply', 3);
SELECT state FROM gov_cloud.act(4, 'submit', opinion => 'x', data => '{"planned_date": "2026-05-20"}');
SELECT id AS suspended FROM gov_cloud.deadline WHERE matter = 4 AND rule = 'EX-D01' \gset
SET SESSION AUTHORIZATION regress_deadline_authority;
SELECT status FROM gov_cloud.suspend_deadline(:suspended, '等待');
SELECT matter, rule, status, due_on, suspended_at IS NOT NULL AS suspended FROM terms WHERE status = 'open' ORDER BY 1, 2;
SET SESSION AUTHORIZATION regress_deadline_sysadmin;
BEGIN;
SELECT gov_cloud.load_calendar_notice('cn-gx', '示例一', '2026-05-06', 2026, E'2026-05-08 off\n2026-06-08 off') AS revision;
ROLLBACK;
SELECT gov_cloud.load_calendar_notice('cn-gx', '示例一', '2026-05-06', 2026, E'2026-05-08 off\n2026-06-08 off') AS revision;
RESET SESSION AUTHORIZATION;
SELECT matter, rule, seq, occurred_at, revision, due_before, due_after, reason FROM ledger WHERE kind = 'reproject' ORDER BY 1, 2, 3;
SELECT matter, rule, status, due_on, suspended_at IS NOT NULL AS suspended FROM terms WHERE status = 'open' ORDER BY 1, 2;
-- resumed under the new revision
SELECT example_clock('2026-05-12 09:00');
SET SESSION AUTHORIZATION regress_deadline_authority;
SELECT * FROM gov_cloud.resume_deadline(:suspended, '继续');
-- overdue and unmet is still open, and a notice may put it off (or bring it nearer)
SELECT example_clock('2026-05-14 09:00');
SET SESSION AUTHORIZATION regress_deadline_sysadmin;
SELECT gov_cloud.load_calendar_notice('cn-gx', '示例二', '2026-05-14', 2026, E'2026-05-08 work\n2026-05-15 off') AS revision;
RESET SESSION AUTHORIZATION;
SELECT matter, rule, seq, due_before, due_after, reason FROM ledger WHERE kind = 'reproject' ORDER BY matter, rule, seq;
-- a term beyond the published years is provisional until they are
SELECT example_clock('2026-12-30 09:00');
SET SESSION AUTHORIZATION regress_deadline_school;
SELECT matter FROM gov_cloud.open_matter('apply', 4);
SELECT state FROM gov_cloud.act(5, 'submit', opinion => 'x', data => '{"planned_date": "2027-01-20"}');
RESET SESSION AUTHORIZATION;
SELECT matter, rule, due_on, prov FROM terms WHERE prov OR matter = 5 ORDER BY matter, rule;
SET SESSION AUTHORIZATION regress_deadline_sysadmin;
SELECT gov_cloud.load_calendar_notice('cn', '示例2027', '2026-12-30', 2027, $$
2027-01-01..2027-01-03 off 元旦
2027-01-04 off 元旦
2027-05-01..2027-05-05 off 劳动节
2027-10-01..2027-10-07 off 国庆节$$) AS revision;
RESET SESSION AUTHORIZATION;
SELECT matter, rule, due_on, prov FROM terms WHERE matter = 5 ORDER BY rule;
-- this region has days of its own, so its year is published only with its own notice
SET SESSION AUTHORIZATION regress_deadline_sysadmin;
SELECT gov_cloud.load_calendar_notice('cn-gx', '示例三', '2026-12-30', 2027, '2027-04-09 off') AS revision;
RESET SESSION AUTHORIZATION;
SELECT matter, rule, due_on, prov FROM terms WHERE matter = 5 ORDER BY rule;
SELECT matter, rule, seq, due_before, due_after FROM ledger WHERE occurred_at > '2026-12-30' AND kind = 'reproject' OR revision >= 20000003 ORDER BY 1, 2, 3;

-- THE PROOF: each ledger played again gives each due it stored, and the row's; a hand-set due is found
RESET SESSION AUTHORIZATION;
SELECT * FROM gov_cloud.check_deadlines();
SELECT count(*) AS terms, sum(events) AS entries, count(*) FILTER (WHERE events > 2) AS changed FROM gov_cloud.deadline;
BEGIN;
UPDATE gov_cloud.deadline SET due_at = due_at + interval '1 day' WHERE matter = 5 AND rule = 'EX-D01';
UPDATE gov_cloud.deadline_event SET due_after = due_after - interval '1 day' WHERE kind = 'extend';
DELETE FROM gov_cloud.deadline_event WHERE deadline = :d01 AND kind = 'resume' AND seq = 3;
UPDATE gov_cloud.deadline_event SET occurred_at = occurred_at - interval '1 month' WHERE deadline = :suspended AND kind = 'resume';
SELECT matter, rule, fault FROM gov_cloud.check_deadlines() c JOIN gov_cloud.deadline d ON d.id = c.deadline ORDER BY 1, 2;
ROLLBACK;
SET SESSION AUTHORIZATION regress_deadline_school;
SELECT refusal(format('SELECT * FROM gov_cloud.replay_deadline(%s)', :d01));
SELECT refusal($$SELECT * FROM gov_cloud.check_deadlines()$$);
SELECT matter, count(*) FROM gov_cloud.deadline GROUP BY 1 ORDER BY 1;
RESET SESSION AUTHORIZATION;
CALL example_end('deadline');
