-- The vectors E1 to E13 of the test of low use, and each knob, under several TimeZones.
\set QUIET on
\set ON_ERROR_STOP on
SET client_min_messages = warning;
SELECT 'pgtap_efficiency' AS test \gset
\o /dev/null
\i test/usage.sql
\i test/idle.sql
SET gov_cloud.clock = '2026-08-03 10:00';
INSERT INTO gov_cloud.person (id, login, name, organization) VALUES (6, current_user, '测试', 3);
INSERT INTO gov_cloud.role_holding (person, organization, role, jurisdiction) VALUES (6, 3, 'authority', '990100');
GRANT gov_cloud_sysadmin TO CURRENT_USER;
SELECT gov_cloud.open_sample_days(d::date, d::date) FROM generate_series('2025-10-01'::timestamp, '2026-07-01', '1 month') d;
UPDATE gov_cloud.sample_day SET state = 'closed';
INSERT INTO gov_cloud.resource (id, unit_id, jurisdiction, provider_id, system_id, item, name, provisioned_at)
    SELECT n, 1, '990100', 2, 1, 'vm', 'E' || n, '2025-01-01 00:00+08' FROM generate_series(1, 40) n;
INSERT INTO gov_cloud.resource_specification (resource, unit_id, jurisdiction, effective_at, valid, vcpu, memory_gb)
    SELECT n, 1, '990100', '2025-01-01 00:00+08', '[2025-01-01,)', 4, 8 FROM generate_series(1, 40) n;
SELECT local_rule('threshold_pct', '15'), local_rule('window_months', '3');

-- three months from January: values of cpu, then of memory
CREATE FUNCTION quarter(resource bigint, cpu numeric[], memory numeric[]) RETURNS void LANGUAGE sql AS $$
    SELECT peaks($1, m.metric, ('2026-01-01'::date + (no - 1) * interval '1 month')::date, v)
      FROM (VALUES ('cpu', $2), ('memory', $3)) m (metric, list), LATERAL unnest(list) WITH ORDINALITY u (v, no) WHERE v IS NOT NULL $$;
SELECT quarter(1, '{10,11,12}', '{60,62,61}'), quarter(2, '{10,11,12}', '{8,9,7}'), quarter(3, '{10,15,12}', '{60,60,60}'),
       quarter(4, '{14.996,14.999,14.99}', '{60,60,60}'), quarter(5, '{10,22,8}', '{60,60,60}'), quarter(6, '{10,30,10}', '{40,9,40}'),
       quarter(7, '{NULL,10,11}', '{NULL,60,60}'), quarter(8, '{10,11,12,13}', '{60,60,60,60}'), quarter(10, '{NULL,10,10,10}', '{NULL,60,60,60}');
-- E9: half of January is missing
SELECT peaks(9, 'cpu', '2026-01-01', VARIADIC array_fill(10::numeric, '{15}')), quarter(9, '{NULL,10,11}', '{60,60,60}');
-- E10: opened on 20 January
UPDATE gov_cloud.resource SET provisioned_at = '2026-01-20 10:00+08' WHERE id = 10;
SELECT peaks(10, 'cpu', '2026-01-01', VARIADIC array_fill(NULL::numeric, '{19}') || array_fill(10::numeric, '{12}'));
-- E11: one day of 100 a month, the others 5
SELECT peaks(11, 'cpu', d::date, VARIADIC array_fill(5::numeric, '{9}') || 100::numeric || array_fill(5::numeric, '{21}'))
  FROM generate_series('2026-01-01'::timestamp, '2026-03-01', '1 month') d;
-- E12: daily mean 3, daily peak 40
SELECT quarter(12, '{40,40,40}', NULL);
UPDATE gov_cloud_data.usage_day SET total = 3 * 288 WHERE resource = 12;

-- what the test says as of a day: the runs found
CREATE FUNCTION said(resource bigint, as_of date) RETURNS text LANGUAGE sql AS $$
    SELECT COALESCE('low (' || string_agg(DISTINCT run_label, ', ') FILTER (WHERE run_found) || ')', 'no')
      FROM gov_cloud.efficiency_verdicts($1, $2) $$;
CREATE FUNCTION verdict(resource bigint, metric text, month date) RETURNS text LANGUAGE sql AS $$
    SELECT concat_ws(': ', verdict, reason) FROM gov_cloud.efficiency_verdicts($1, ($3 + interval '1 month')::date) v
     WHERE v.metric = $2 AND first_day = $3 $$;
\o
SELECT plan(94);

PREPARE vectors AS
SELECT unnest(ARRAY[
       is(said(1, '2026-04-01'), 'low (cpu)', 'E1: 10, 11, 12 of CPU, memory busy'),
       is(said(2, '2026-04-01'), 'low (cpu, memory)', 'E2: both'),
       is(said(3, '2026-04-01'), 'no', 'E3: 15 is not below 15'),
       is(said(4, '2026-04-01'), 'low (cpu)', 'E4: 14.996, 14.999, 14.99 are not rounded'),
       is(said(5, '2026-04-01'), 'no', 'E5: one busy month breaks the run'),
       is(said(6, '2026-04-01'), 'no', 'E6: CPU and memory take turns'),
       is(said(7, '2026-04-01'), 'no', 'E7: two months'),
       is(said(8, '2026-05-01'), 'low (cpu)', 'E8: four months'),
       is((SELECT max(run_months) FROM gov_cloud.efficiency_verdicts(8, '2026-05-01') WHERE run_label = 'cpu'), 4::bigint, 'E8: run = 4'),
       is(said(9, '2026-04-01'), 'no', 'E9: January insufficient'),
       is(said(10, '2026-05-01'), 'low (cpu)', 'E10: February to April, January does not count'),
       is(said(10, '2026-04-01'), 'no', 'E10: not yet in March'),
       is(said(11, '2026-04-01'), 'low (cpu)', 'E11: a mean of peaks bears one spike'),
       is(said(12, '2026-04-01'), 'no', 'E12: the peak counts, not the mean')]);
SET TimeZone = 'UTC';
EXECUTE vectors;
SET TimeZone = 'Asia/Kathmandu';
EXECUTE vectors;
SET TimeZone = 'America/New_York';
EXECUTE vectors;
SET TimeZone = 'Asia/Shanghai';
EXECUTE vectors;

-- E13, from samples: 16:30 UTC of 31 March is 1 April
\o /dev/null
UPDATE gov_cloud.sample_day SET state = 'open';
SET TimeZone = 'UTC';
SELECT gov_cloud.add_source('pushed', 'push'), gov_cloud.add_source_metric('pushed', 'cpu');
SELECT gov_cloud.push_samples('pushed', '[{"resource": 13, "metric": "cpu", "at": "2026-03-31T16:30:00Z", "value": "50"}]');
SELECT gov_cloud.run_task('close_days') FROM generate_series(1, 3);
\o
SELECT is((SELECT array_agg(day) FROM gov_cloud_data.usage_day WHERE resource = 13), '{2026-04-01}'::date[], 'E13: a sample of 31 March 16:30 UTC counts for 1 April');
SET TimeZone = 'Asia/Shanghai';

-- knobs
SELECT is(verdict(9, 'cpu', '2026-01-01'), 'insufficient: too few days with enough samples', 'insufficient is said, never low');
\o /dev/null
SELECT local_rule('low_combine', 'all_metrics');
\o
SELECT is(string_agg(said(n, '2026-04-01'), '; ' ORDER BY n), 'no; low (all); no', 'low_combine all_metrics: E1 no, E2 low, E12 (no memory) no') FROM unnest('{1,2,12}'::int[]) n;
\o /dev/null
SELECT local_rule('low_combine', 'any_metric_mixed');
\o
SELECT is(said(6, '2026-04-01'), 'low (any)', 'low_combine any_metric_mixed: E6 low');
\o /dev/null
SELECT local_rule('low_combine', NULL), local_rule('window_mode', 'rolling_months');
\o
SELECT is(said(5, '2026-04-01'), 'low (cpu)', 'window_mode rolling_months: E5 low (13.04)');
SELECT is(said(3, '2026-04-01'), 'low (cpu)', 'window_mode rolling_months: E3 low, 15 in one month does not matter');
\o /dev/null
SELECT local_rule('window_mode', 'every_day');
\o
SELECT is(said(11, '2026-04-01'), 'no', 'window_mode every_day: E11 no');
SELECT is(said(1, '2026-04-01'), 'low (cpu)', 'window_mode every_day: E1 low');
\o /dev/null
SELECT local_rule('window_mode', NULL), local_rule('daily_stat', 'mean');
\o
SELECT is(said(12, '2026-04-01'), 'low (cpu)', 'daily_stat mean: E12 low');
\o /dev/null
-- means that are no finite decimals: 1/3 of 44, 1/3 of 46 make exactly 15 together
UPDATE gov_cloud_data.usage_day SET n = 3, expected = 3, total = CASE WHEN extract(day FROM day)::int % 2 = 0 THEN 44 ELSE 46 END
 WHERE resource = 12 AND day BETWEEN '2026-02-01' AND '2026-02-28';
\o
SELECT is(verdict(12, 'cpu', '2026-02-01'), 'not_low', 'daily_stat mean: thirds that make exactly 15 are not below 15');
\o /dev/null
SELECT local_rule('daily_stat', 'p95');
UPDATE gov_cloud_data.usage_day SET p95 = 4 WHERE resource = 12;
\o
SELECT is(said(12, '2026-04-01'), 'low (cpu)', 'daily_stat p95: E12 low');
\o /dev/null
SELECT local_rule('daily_stat', NULL), local_rule('period_stat', 'max');
\o
SELECT is(said(11, '2026-04-01'), 'no', 'period_stat max: E11 no');
\o /dev/null
SELECT local_rule('period_stat', NULL), local_rule('unknown_month', 'skip');
\o
SELECT is(said(9, '2026-04-01'), 'no', 'unknown_month skip: E9 still only two months');
\o /dev/null
SELECT peaks(9, 'cpu', '2025-12-01', 10);
\o
SELECT is(said(9, '2026-04-01'), 'low (cpu)', 'unknown_month skip: December, then February and March');
\o /dev/null
SELECT local_rule('unknown_month', NULL);
-- machine 14: half of each day on at 30, half off; machine 15: off, says the power fact; 16: silent
SELECT quarter(14, '{30,30,30}', NULL), quarter(15, '{0,0,0}', NULL);
UPDATE gov_cloud_data.usage_day SET n = 144, powered_off = 144 WHERE resource = 14;
UPDATE gov_cloud_data.usage_day SET n = 0, powered_off = 288, lowest = NULL, highest = NULL, total = NULL, p95 = NULL WHERE resource = 15;
SELECT quarter(16, '{0,0,0}', NULL);
UPDATE gov_cloud_data.usage_day SET n = 0, lowest = NULL, highest = NULL, total = NULL, p95 = NULL WHERE resource = 16;
\o
SELECT is(said(15, '2026-04-01'), 'low (cpu)', 'powered_off zero: off all day is a day of 0');
SELECT is(verdict(16, 'cpu', '2026-03-01'), 'insufficient: too few days with enough samples', 'silent is not off');
SELECT is(verdict(14, 'cpu', '2026-03-01'), 'not_low', 'powered_off zero: half a day on at 30 has a peak of 30');
\o /dev/null
SELECT local_rule('min_day_coverage', '0'), local_rule('min_month_coverage', '0');
\o
SELECT is(verdict(16, 'cpu', '2026-03-01'), 'insufficient: too few days with enough samples', 'not even where no coverage is asked for');
\o /dev/null
SELECT local_rule('min_day_coverage', NULL), local_rule('min_month_coverage', NULL), local_rule('powered_off', 'ignore');
\o
SELECT is(verdict(15, 'cpu', '2026-03-01'), 'insufficient: too few days with enough samples', 'powered_off ignore: off for a month proves nothing');
SELECT is(verdict(14, 'cpu', '2026-03-01'), 'not_low', 'powered_off ignore: half a day counts as a day');
\o /dev/null
SELECT local_rule('powered_off', NULL);
-- 17: resized on 10 February; 18: memory resized; 19: resized on the first of a month
SELECT quarter(n, '{10,10,10,10,10,10}', '{60,60,60,60,60,60}') FROM unnest('{17,18,19}'::int[]) n;
UPDATE gov_cloud.resource_specification SET valid = '[2025-01-01,2026-02-10)' WHERE resource IN (17, 18);
UPDATE gov_cloud.resource_specification SET valid = '[2025-01-01,2026-02-01)' WHERE resource = 19;
INSERT INTO gov_cloud.resource_specification (resource, unit_id, jurisdiction, effective_at, valid, vcpu, memory_gb) VALUES
    (17, 1, '990100', '2026-02-10 10:00+08', '[2026-02-10,)', 8, 8), (18, 1, '990100', '2026-02-10 10:00+08', '[2026-02-10,)', 4, 16),
    (19, 1, '990100', '2026-02-01 10:00+08', '[2026-02-01,)', 8, 8);
\o
SELECT is(said(17, '2026-04-01'), 'no', 'resize_resets_run changed_metric: a new size, a new run');
SELECT is(verdict(17, 'cpu', '2026-01-01'), 'low', 'a month is judged as of its own end');
SELECT is((SELECT max(run_months) FROM gov_cloud.efficiency_verdicts(17, '2026-06-01') WHERE run_label = 'cpu'), 3::bigint, 'the run begins with the first whole month of the new size');
SELECT is(said(18, '2026-04-01'), 'low (cpu)', 'resize_resets_run changed_metric: memory resized, CPU''s run goes on');
SELECT is(said(19, '2026-05-01'), 'low (cpu)', 'resized on the first of a month: that month is whole');
SELECT is((SELECT max(run_months) FROM gov_cloud.efficiency_verdicts(19, '2026-05-01') WHERE run_label = 'cpu'), 3::bigint, 'and the run begins there');
\o /dev/null
SELECT local_rule('resize_resets_run', 'all_metrics');
\o
SELECT is(said(18, '2026-04-01'), 'no', 'resize_resets_run all_metrics: any change begins a new run');
\o /dev/null
SELECT local_rule('resize_resets_run', 'none');
\o
SELECT is(said(17, '2026-04-01'), 'low (cpu)', 'resize_resets_run none: the run goes on');
\o /dev/null
SELECT local_rule('resize_resets_run', NULL);
UPDATE gov_cloud.system SET in_service = '[2026-01-15,)' WHERE id = 1;
\o
SELECT is(said(1, '2026-04-01'), 'no', 'grace_before_online: months before the system''s service do not count');
\o /dev/null
SELECT local_rule('grace_before_online', 'false');
\o
SELECT is(said(1, '2026-04-01'), 'low (cpu)', 'grace_before_online false: provided is enough');
\o /dev/null
SELECT local_rule('grace_before_online', NULL), local_rule('min_age_months', '16');
UPDATE gov_cloud.system SET in_service = '[2025-01-01,)' WHERE id = 1;
\o
SELECT is(verdict(1, 'cpu', '2026-03-01'), 'not_counted: not in service long enough', 'min_age_months 16: 15 months in service are too few');
\o /dev/null
SELECT local_rule('min_age_months', NULL), local_rule('min_day_coverage', '1'), local_rule('min_month_coverage', '0.5');
\o
SELECT is(verdict(9, 'cpu', '2026-01-01'), 'insufficient: too few days with enough samples', 'min_month_coverage 0.5: 15 of 31 days are not 16');
SELECT is(verdict(14, 'cpu', '2026-03-01'), 'not_low', 'min_day_coverage 1: on and off make a whole day');
\o /dev/null
UPDATE gov_cloud_data.usage_day SET n = 287 WHERE resource = 1 AND day = '2026-03-01';
SELECT local_rule('min_month_coverage', '1');
\o
SELECT is(verdict(1, 'cpu', '2026-03-01'), 'insufficient: too few days with enough samples', 'min_day_coverage 1: 287 of 288 are too few');
\o /dev/null
SELECT local_rule('min_day_coverage', NULL), local_rule('min_month_coverage', NULL), local_rule('threshold_pct', NULL);
\o
SELECT is(said(1, '2026-04-01'), 'no', 'no threshold, no finding');
\o /dev/null
SELECT local_rule('threshold_pct', '15'), local_rule('unknown_month', 'perhaps');
\o
SELECT throws_ok('SELECT said(1, ''2026-04-01'')', 'ZW013', NULL, 'an unreadable knob is refused');
\o /dev/null
SELECT local_rule('unknown_month', NULL);
-- which series: 20 has agent and hypervisor of both metrics; 21 a hypervisor without enough samples
INSERT INTO gov_cloud.series (id, resource, metric, source, statistic, period, origin) OVERRIDING SYSTEM VALUE VALUES
    (1001, 20, 'cpu', 'a', 'mean', 300, 'agent'), (1002, 20, 'cpu', 'a', 'mean', 300, 'hypervisor'), (1003, 20, 'cpu', 'a', 'max', 300, 'hypervisor'),
    (1004, 20, 'memory', 'a', 'max', 300, 'hypervisor'), (1005, 20, 'memory', 'a', 'mean', 300, 'agent'),
    (1006, 21, 'cpu', 'a', 'max', 300, 'hypervisor'), (1007, 21, 'cpu', 'a', 'mean', 300, 'agent');
INSERT INTO gov_cloud_data.usage_day (resource, series, day, n, expected, closed, lowest, highest, total, p95)
    SELECT s.resource, s.id, d, CASE WHEN s.id = 1006 THEN 10 ELSE 288 END, 288, true, 0, 10, 1000, 10
      FROM gov_cloud.series s, generate_series('2026-01-01'::date, '2026-03-31', '1 day') d WHERE s.id > 1000;
\o
SELECT is((SELECT string_agg(DISTINCT concat_ws(' ', metric, origin, statistic), ', ') FROM gov_cloud.efficiency_verdicts(20, '2026-04-01') WHERE source IS NOT NULL),
          'cpu hypervisor max, memory agent mean', 'hypervisor before agent for CPU, agent before hypervisor for memory, max before mean');
SELECT is((SELECT string_agg(DISTINCT concat_ws(' ', metric, origin, statistic, verdict), ', ') FROM gov_cloud.efficiency_verdicts(21, '2026-04-01') WHERE source IS NOT NULL),
          'cpu agent mean low', 'a preferred series with too few samples gives way');
SELECT * FROM finish();
