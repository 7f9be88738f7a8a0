-- explain(matter): what a person reads of a matter, its terms, its local rules and what may follow.
SET client_min_messages = warning;
CALL example('explain');
\pset format unaligned
\pset tuples_only on
SELECT example_clock('2026-04-01 09:00');
SET SESSION AUTHORIZATION regress_explain_sysadmin;
SELECT gov_cloud.adopt_local_rule('999900', 'example/1', 'suspension_allowed', 'true', '全市规定', '2026-01-01') IS NOT NULL;
SELECT gov_cloud.adopt_local_rule('999901', 'example/1', 'trial_days', '20', '县里规定', '2025-01-01') IS NOT NULL;
SELECT gov_cloud.adopt_local_rule('999901', 'example/1', 'trial_days', '25', '再改', '2026-06-01') IS NOT NULL;

-- a matter with everything: returned, suspended, extended, late, overridden, back-dated, a quorum half done
SET SESSION AUTHORIZATION regress_explain_unit;
SELECT matter FROM gov_cloud.open_matter('apply', 1);
SELECT state FROM gov_cloud.act(1, 'submit', opinion => '首次申请', data => '{"planned_date": "2026-04-03"}');
SELECT example_clock('2026-04-02 10:00');
SET SESSION AUTHORIZATION regress_explain_authority;
SELECT state FROM gov_cloud.act(1, 'return', opinion => '材料不全');
SET SESSION AUTHORIZATION regress_explain_unit;
SELECT state FROM gov_cloud.act(1, 'submit', opinion => '再次申请', data => '{"planned_date": "2026-04-20"}');
SELECT id AS d01 FROM gov_cloud.deadline WHERE matter = 1 AND rule = 'EX-D01' AND status = 'open' \gset
SET SESSION AUTHORIZATION regress_explain_authority;
SELECT example_clock('2026-04-03 10:00');
SELECT status FROM gov_cloud.suspend_deadline(:d01, '专家评审');
SELECT example_clock('2026-04-08 10:00');
SELECT status, due_on FROM gov_cloud.resume_deadline(:d01, '评审结束');
SELECT example_clock('2026-04-15 09:00');
SET SESSION AUTHORIZATION regress_explain_authority2;
SELECT state FROM gov_cloud.act(1, 'review', '2026-04-14 16:00', opinion => '同意');
SET SESSION AUTHORIZATION regress_explain_government;
SELECT state FROM gov_cloud.act(1, 'approve');
SELECT id AS d02 FROM gov_cloud.deadline WHERE matter = 1 AND rule = 'EX-D02' \gset
SELECT due_on FROM gov_cloud.extend_deadline(:d02, '45 days', '节后签署');
SELECT example_clock('2026-04-21 09:00');
SET SESSION AUTHORIZATION regress_explain_provider;
SELECT state FROM gov_cloud.act(1, 'sign', data => '{"override": "报告另补"}');
SELECT example_clock('2026-06-03 09:00');
SELECT * FROM gov_cloud.explain(1);

-- nobody else's
SET SESSION AUTHORIZATION regress_explain_school;
SELECT refusal($$SELECT * FROM gov_cloud.explain(1)$$);

-- a notice in between, hours, a repeated term; ended, with one term that survives
SET SESSION AUTHORIZATION regress_explain_unit;
SELECT state FROM gov_cloud.act(1, 'report');
SELECT example_clock('2026-06-03 14:30');
SET SESSION AUTHORIZATION regress_explain_provider;
SELECT state FROM gov_cloud.act(1, 'log');
SET SESSION AUTHORIZATION regress_explain_sysadmin;
SELECT gov_cloud.load_calendar_notice('cn', '示例调整', '2026-06-03', 2026, '2026-10-15..2026-10-16 off 示例节') > 0;
SET SESSION AUTHORIZATION regress_explain_unit;
SELECT state FROM gov_cloud.act(1, 'sign');
SET SESSION AUTHORIZATION regress_explain_authority;
SELECT state FROM gov_cloud.act(1, 'sign');
SELECT example_clock('2026-10-20 09:00');
SELECT * FROM gov_cloud.explain(1) WHERE section IN ('matter', 'deadlines', 'local rules', 'next');

-- a family
SELECT example_clock('2026-12-30 09:00');
SET SESSION AUTHORIZATION regress_explain_unit;
SELECT matter FROM gov_cloud.open_matter('rebuild', 2);
SET SESSION AUTHORIZATION regress_explain_authority;
SELECT state FROM gov_cloud.act(2, 'start');
SELECT * FROM gov_cloud.explain(2);
SELECT * FROM gov_cloud.explain(3);
-- provisional, and nothing said about time
SET SESSION AUTHORIZATION regress_explain_unit;
SELECT matter FROM gov_cloud.open_matter('apply', 3);
SELECT state FROM gov_cloud.act(4, 'submit', opinion => 'x', data => '{"planned_date": "2027-01-20"}');
SELECT what FROM gov_cloud.explain(4) WHERE section = 'deadlines';
-- the session's settings change no word of it
SELECT md5(string_agg(concat_ws(' ', line, section, extract(epoch FROM at), who, what, article), E'\n' ORDER BY line)) AS here FROM gov_cloud.explain(1) \gset
SET TimeZone = 'America/New_York'; SET DateStyle = 'SQL, DMY'; SET IntervalStyle = 'iso_8601';
SELECT md5(string_agg(concat_ws(' ', line, section, extract(epoch FROM at), who, what, article), E'\n' ORDER BY line)) = :'here' FROM gov_cloud.explain(1);
RESET SESSION AUTHORIZATION;
CALL example_end('explain');
