-- Reminders of terms: each rung once a due, none in the past, none lost; told to who owes it.
SET client_min_messages = warning;
CALL example('reminder');
UPDATE gov_cloud.jurisdiction SET calendar = 'cn-gx' WHERE code = '999901';
CREATE FUNCTION reminds(moment text) RETURNS TABLE (matter bigint, rule text, rung text, due_on date, told int) LANGUAGE plpgsql AS $$
DECLARE
    last timestamptz := moment;
BEGIN
    PERFORM example_clock(moment);
    SET SESSION AUTHORIZATION regress_reminder_sysadmin;
    PERFORM gov_cloud.run_task('remind');
    RESET SESSION AUTHORIZATION;
    RETURN QUERY SELECT d.matter, d.rule, m.rung, d.due_on, m.told FROM gov_cloud.deadline_reminder m JOIN gov_cloud.deadline d ON d.id = m.deadline
        WHERE m.reminded_at = last ORDER BY 1, 2, 3;
END $$;
SELECT example_clock('2026-03-02 09:00');
SET SESSION AUTHORIZATION regress_reminder_unit;
SELECT state FROM gov_cloud.open_matter('apply', 1);
SELECT state FROM gov_cloud.act(1, 'submit', opinion => 'x', data => '{"planned_date": "2026-03-10"}');
RESET SESSION AUTHORIZATION;
-- three working days to Thursday 5 March: three days before is today, before it began; the day before, and after, once each
SELECT * FROM reminds('2026-03-02 09:00');
SELECT * FROM reminds('2026-03-03 23:59:59.999999');
SELECT * FROM reminds('2026-03-04 00:00');
SELECT * FROM reminds('2026-03-05 23:59:59.999999');
SELECT * FROM reminds('2026-03-06 00:00');
SELECT * FROM reminds('2026-03-07 00:00');
SELECT kind, recipient, title, body, article FROM gov_cloud.notice ORDER BY id;
-- what waits (EX-D04) or has no amount (EX-D05) is not reminded of; hours only when they are over, after the last instant
SET SESSION AUTHORIZATION regress_reminder_authority;
SELECT state FROM gov_cloud.act(1, 'review', opinion => 'x');
SET SESSION AUTHORIZATION regress_reminder_government;
SELECT state FROM gov_cloud.act(1, 'approve');
SET SESSION AUTHORIZATION regress_reminder_unit;
SELECT state FROM gov_cloud.act(1, 'report');
RESET SESSION AUTHORIZATION;
SELECT rule, due_at FROM gov_cloud.deadline WHERE status = 'open' ORDER BY rule;
SELECT * FROM reminds('2026-03-07 04:00');
SELECT * FROM reminds('2026-03-07 04:00:00.000001');
-- the worker was away: the nearest rung tells, the one it overtook is written off; EX-D08 of two working days is due on the 10th
SELECT * FROM reminds('2026-03-09 00:00');
-- thirty days to 7 April (Qingming): away for all of it; nothing is sent in the past, the lapse is told once
SELECT * FROM reminds('2026-04-06 12:00');
-- a notice moves the due: reminded of anew for the new one
SET SESSION AUTHORIZATION regress_reminder_sysadmin;
SELECT gov_cloud.load_calendar_notice('cn-gx', '示例', '2026-04-06', 2026, '2026-04-07 off') > 0 AS loaded;
RESET SESSION AUTHORIZATION;
SELECT * FROM reminds('2026-04-06 13:00');
SELECT * FROM reminds('2026-04-07 00:00');
SELECT * FROM reminds('2026-04-12 00:00');
-- the knobs: other days, none, no word of what is overdue; words that are no days are passed over
SET SESSION AUTHORIZATION regress_reminder_sysadmin;
SELECT gov_cloud.adopt_local_rule('999901', 'example/1', 'reminder_days', 'five, 10 4 99 0', 'x') IS NOT NULL AS adopted;
SELECT gov_cloud.adopt_local_rule('999901', 'example/1', 'remind_overdue', 'false', 'x') IS NOT NULL AS adopted;
RESET SESSION AUTHORIZATION;
SELECT rule, due_on FROM gov_cloud.deadline WHERE status = 'open' ORDER BY rule, id;
SELECT * FROM reminds('2026-09-03 00:00');
SELECT * FROM reminds('2026-09-07 00:00');
SELECT * FROM reminds('2026-09-08 00:00');
SET SESSION AUTHORIZATION regress_reminder_sysadmin;
SELECT gov_cloud.adopt_local_rule('999901', 'example/1', 'reminder_days', 'none', 'x') IS NOT NULL AS adopted;
RESET SESSION AUTHORIZATION;
-- in all; the school sees none of them
SELECT count(*) AS rungs, sum(told) AS told, (SELECT count(*) FROM gov_cloud.notice) AS notices FROM gov_cloud.deadline_reminder;
SET SESSION AUTHORIZATION regress_reminder_school;
SELECT count(*) FROM gov_cloud.deadline_reminder;
RESET SESSION AUTHORIZATION;
CALL example_end('reminder');
