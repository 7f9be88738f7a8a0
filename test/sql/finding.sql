-- finding: sweeps, the breaker, one finding a run, notices, explanation, the reduction's guard and effect
\set test finding
\set QUIET on
\i test/usage.sql
\i test/idle.sql
\set SHOW_CONTEXT never
SET gov_cloud.clock = '2026-04-03 10:00';
INSERT INTO gov_cloud.resource (id, unit_id, jurisdiction, provider_id, system_id, item, name, provisioned_at)
    SELECT n, 1, '990100', 2, 1, 'vm', 'vm-' || n, '2025-01-01 00:00+08' FROM generate_series(1, 6) n;
SELECT count(gov_cloud.open_sample_days(d::date, d::date)) FROM generate_series('2025-10-01'::timestamp, '2026-03-01', '1 month') d;
SELECT count(peaks(n, 'cpu', d::date, CASE n WHEN 1 THEN 10 WHEN 2 THEN 60 WHEN 3 THEN 12.5 ELSE 40 END)),
       count(peaks(n, 'memory', d::date, CASE n WHEN 1 THEN 8 ELSE 50 END))
  FROM generate_series(1, 6) n, generate_series('2026-01-01'::timestamp, '2026-03-01', '1 month') d;

-- who may sweep; no figure, no sweep; open days, no sweep
SET SESSION AUTHORIZATION :"unit";
SELECT refusal($$SELECT * FROM gov_cloud.scan_efficiency('990100')$$);
SET SESSION AUTHORIZATION :"authority";
SELECT refusal($$SELECT * FROM gov_cloud.scan_efficiency('990100')$$);
SELECT refusal($$SELECT * FROM gov_cloud.scan_efficiency('990200')$$);
RESET SESSION AUTHORIZATION;
SELECT local_rule('threshold_pct', '15'), local_rule('window_months', '3');
SET SESSION AUTHORIZATION :"authority";
SELECT refusal($$SELECT * FROM gov_cloud.scan_efficiency('990100')$$);
RESET SESSION AUTHORIZATION;
UPDATE gov_cloud.sample_day SET state = 'closed';
SET SESSION AUTHORIZATION :"authority";
SELECT refusal($$SELECT * FROM gov_cloud.scan_efficiency('990100', '2026-05-01')$$);
-- a dry run tells and writes nothing; the breaker writes nothing either
SELECT * FROM gov_cloud.scan_efficiency('990100');
SELECT refusal($$SELECT * FROM gov_cloud.scan_efficiency('990100', dry_run => false, max_count => 1)$$);
SELECT count(*) FROM gov_cloud.finding;
SELECT * FROM gov_cloud.scan_efficiency('990100', dry_run => false);
SELECT outcome, finding FROM gov_cloud.scan_efficiency('990100', dry_run => false);
SELECT id, resource, measured, metrics, run_months, run_start, through, established_on, state
  FROM gov_cloud.finding ORDER BY id;
-- the unit and the authority are told once, with the table
SELECT kind, key, recipient, article, title FROM gov_cloud.notice ORDER BY id;
SELECT body FROM gov_cloud.notice WHERE key = 'finding/1' AND recipient = 3;
SELECT line, item, regexp_replace(note, '[0-9a-f]{64}', 'digest') AS note FROM gov_cloud.explain_finding(1);
-- evidence: every day, its samples and what counted of it
SELECT jsonb_array_length(evidence -> 'runs' -> 0 -> 'periods' -> 0 -> 'figures') AS days, evidence -> 'runs' -> 0 -> 'periods' -> 0 -> 'figures' -> 30 AS last
  FROM gov_cloud.finding WHERE id = 1;
SET SESSION AUTHORIZATION :"unit";
SELECT count(*) FROM gov_cloud.finding;
SELECT count(*) FROM gov_cloud.explain_finding(2);
SET SESSION AUTHORIZATION :"provider";
SELECT count(*) FROM gov_cloud.finding;
RESET SESSION AUTHORIZATION;

-- E8: the fourth month continues it; another host is found; vm-3 recovers
SET gov_cloud.clock = '2026-05-03 10:00';
SELECT gov_cloud.open_sample_days('2026-04-01', '2026-04-01');
UPDATE gov_cloud.sample_day SET state = 'closed';
SELECT count(peaks(n, 'cpu', '2026-04-01', CASE n WHEN 1 THEN 13 WHEN 3 THEN 15 ELSE 40 END)), count(peaks(n, 'memory', '2026-04-01', 50)) FROM generate_series(1, 6) n;
SET SESSION AUTHORIZATION :"admin";
SELECT gov_cloud.run_task('scan_efficiency');
SELECT gov_cloud.run_task('scan_efficiency');
RESET SESSION AUTHORIZATION;
SELECT id, resource, metrics, run_months, through, state FROM gov_cloud.finding ORDER BY id;
SELECT count(*) FROM gov_cloud.notice WHERE kind = 'low_use';
SELECT finding, kind, through, run_months, note FROM gov_cloud.finding_fact ORDER BY id;

-- a reduction needs an open finding of its system, notes itself on it, and closes it
SET SESSION AUTHORIZATION :"authority";
SELECT refusal($$SELECT * FROM gov_cloud.open_matter('reduction', system => 1)$$);
SELECT refusal($$SELECT * FROM gov_cloud.open_matter('reduction', system => 1, about_kind => 'finding', about_id => 2)$$);
SELECT state FROM gov_cloud.open_matter('reduction', system => 1, about_kind => 'finding', about_id => 1);
SELECT id, state, matter IS NOT NULL AS matter FROM gov_cloud.finding ORDER BY id;
SELECT hosts, low_hosts, system_rule, low FROM gov_cloud.low_systems('990100');
SELECT state FROM gov_cloud.act((SELECT matter FROM gov_cloud.finding WHERE id = 1), 'finish');
SELECT id, state FROM gov_cloud.finding ORDER BY id;
-- the run goes on, nobody reduced the host: it was spoken of, no second notice
SELECT resource, metrics, outcome FROM gov_cloud.scan_efficiency('990100', dry_run => false);
SELECT count(*) FROM gov_cloud.finding;

-- by hand: by those who may, about the past, frozen like the others
SELECT refusal($$SELECT gov_cloud.record_finding(2, '调研发现', '2026-04-01', '2026-06-01')$$);
SELECT gov_cloud.record_finding(2, '现场检查：应用已停用', '2026-04-01', '2026-04-30', 'cpu, memory') AS by_hand \gset
SELECT item, note FROM gov_cloud.explain_finding(:by_hand) WHERE item NOT IN ('参数', '证据摘要');
SELECT refusal($$SELECT gov_cloud.dismiss_finding(99, 'x')$$);
SELECT gov_cloud.dismiss_finding(:by_hand, '单位说明仍在使用');
SELECT refusal(format($$SELECT gov_cloud.dismiss_finding(%s, 'x')$$, :by_hand));
SET SESSION AUTHORIZATION :"unit";
SELECT refusal($$SELECT gov_cloud.record_finding(2, 'x', '2026-04-01', '2026-04-30')$$);
SELECT refusal($$SELECT gov_cloud.exempt_resource(2, 'x', '2026-12-31')$$);
-- exemptions have a reason, an approver and an end
SET SESSION AUTHORIZATION :"authority";
SELECT refusal($$SELECT gov_cloud.exempt_resource(4, '容灾备机', NULL)$$);
SELECT refusal($$SELECT gov_cloud.exempt_resource(4, '容灾备机', '2020-01-01')$$);
SELECT refusal($$SELECT gov_cloud.exempt_resource(99, '容灾备机', '2027-01-01')$$);
SELECT refusal($$SELECT gov_cloud.exempt_resource(4, '容灾备机', '2027-01-01', metric => 'cpus')$$);
SELECT refusal($$SELECT gov_cloud.exempt_resource(4, '容灾备机', '2027-01-01', document => 99999)$$);
SELECT gov_cloud.exempt_resource(4, '容灾备机', '2026-12-31', '2026-01-01') IS NOT NULL AS exempt;
SELECT resource, metric, reason, valid, approved_by, organization FROM gov_cloud.efficiency_exemption;
RESET SESSION AUTHORIZATION;
UPDATE gov_cloud_data.usage_day SET highest = 1 WHERE resource = 4;
SET SESSION AUTHORIZATION :"authority";
SELECT metric, first_day, verdict, reason FROM gov_cloud.efficiency_verdicts(4) WHERE metric = 'cpu';
RESET SESSION AUTHORIZATION;
SELECT refusal('UPDATE gov_cloud.finding SET evidence = ''{}''');
SELECT refusal('DELETE FROM gov_cloud.finding');
-- evidence that somebody with the power to do so changed all the same
ALTER TABLE gov_cloud.finding DISABLE TRIGGER finding_frozen;
UPDATE gov_cloud.finding SET evidence = jsonb_set(evidence, '{name}', '"vm-9"') WHERE id = 1;
ALTER TABLE gov_cloud.finding ENABLE TRIGGER finding_frozen;
SET SESSION AUTHORIZATION :"authority";
SELECT regexp_replace(note, '[0-9a-f]{64}', 'digest') AS note FROM gov_cloud.explain_finding(1) WHERE item = '证据摘要';
RESET SESSION AUTHORIZATION;

-- a host given back while its finding is open
SELECT local_rule('threshold_pct', '45');
SET SESSION AUTHORIZATION :"authority";
SELECT resource, metrics, outcome FROM gov_cloud.scan_efficiency('990100', dry_run => false);
RESET SESSION AUTHORIZATION;
UPDATE gov_cloud.resource SET released_at = '2026-05-01 00:00+08' WHERE id = 6;
SET SESSION AUTHORIZATION :"authority";
SELECT resource, metrics, outcome FROM gov_cloud.scan_efficiency('990100', dry_run => false);
RESET SESSION AUTHORIZATION;
SELECT resource, state FROM gov_cloud.finding ORDER BY 1, 2;
-- a sweep that errs is told, and stops no other
SELECT local_rule('threshold_pct', 'much');
UPDATE gov_cloud.sample_day SET changed_at = gov_cloud.clock() + interval '1 minute';
SET SESSION AUTHORIZATION :"admin";
SELECT gov_cloud.run_task('scan_efficiency');
SELECT name, ok, detail FROM gov_cloud.health() WHERE name = 'efficiency';
RESET SESSION AUTHORIZATION;
SELECT jurisdiction, through, error FROM gov_cloud.efficiency_sweep ORDER BY 1, 2;
SELECT event, object_id, note FROM gov_cloud_data.audit_event WHERE object_kind = 'finding' ORDER BY id;
