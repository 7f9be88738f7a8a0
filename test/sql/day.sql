-- day: figures, late samples, power facts, packing, the local day under any TimeZone
\set test day
\set QUIET on
\i test/usage.sql
INSERT INTO gov_cloud.resource (id, unit_id, jurisdiction, provider_id, system_id, item, name, provisioned_at, released_at) VALUES
    (1, 1, '990100', 2, 1, 'vm', 'vm-1', '2025-01-01 00:00+08', NULL), (2, 1, '990100', 2, 1, 'vm', 'vm-2', '2026-03-01 12:00+08', NULL),
    (3, 1, '990100', 2, 1, 'vm', 'vm-3', '2025-01-01 00:00+08', '2026-03-01 06:02+08');
SET gov_cloud.clock = '2026-03-03 10:00';
\set SHOW_CONTEXT never
CREATE FUNCTION figures() RETURNS TABLE (resource bigint, metric text, day date, n integer, expected integer, off integer, coverage numeric,
        lowest numeric, highest numeric, mean numeric, total numeric, p95 numeric, closed boolean)
    LANGUAGE sql SECURITY DEFINER AS 'SELECT resource, metric, day, n, expected, powered_off, coverage, lowest, highest, mean, total, p95, closed
                       FROM gov_cloud_data.v_day ORDER BY 1, 2, 3';
CREATE FUNCTION samples(resource bigint, metric text, day date) RETURNS TABLE (at timestamptz, value numeric)
    LANGUAGE sql SECURITY DEFINER AS 'SELECT at, value FROM gov_cloud_data.v_sample s WHERE s.resource = $1 AND s.metric = $2
       AND (at AT TIME ZONE ''Asia/Shanghai'')::date = $3';
-- a value every five minutes from one moment to another: value = first + step * number
CREATE FUNCTION push(resource bigint, metric text, from_at timestamptz, until_at timestamptz, first numeric, step numeric) RETURNS text
    LANGUAGE sql AS $$
    SELECT p::text FROM gov_cloud.push_samples('pushed', (
        SELECT json_agg(json_build_object('resource', $1, 'metric', $2, 'at', extract(epoch FROM at)::bigint, 'value', ($5 + $6 * (no - 1))::text))::text
          FROM generate_series($3, $4, '5 minutes') WITH ORDINALITY AS g (at, no))) p $$;
SET SESSION AUTHORIZATION :"admin";
SELECT gov_cloud.add_source('pushed', 'push');
SELECT gov_cloud.add_source_metric('pushed', 'cpu') IS NOT NULL, gov_cloud.add_source_metric('pushed', 'memory') IS NOT NULL,
       gov_cloud.add_source_metric('pushed', 'power', highest => 1, statistic => 'last') IS NOT NULL;

-- 1 March whole; half of it; nearly nothing of a released one; a sample of 2 March by a hair
SELECT push(1, 'cpu', '2026-03-01 00:00+08', '2026-03-01 23:55+08', 1, 0.1);
SELECT push(2, 'cpu', '2026-03-01 12:00+08', '2026-03-01 23:55+08', 14.996, 0);
SELECT push(3, 'cpu', '2026-03-01 05:55+08', '2026-03-01 06:00+08', 7, 1);
SELECT push(1, 'cpu', '2026-03-01T16:00Z', '2026-03-01T16:00Z', 50, 0);
SELECT * FROM figures();
SELECT gov_cloud.run_task('close_days');
SELECT * FROM figures();
SELECT gov_cloud.run_task('close_days');
SELECT day, state FROM gov_cloud.sample_day WHERE day BETWEEN '2026-03-01' AND '2026-03-04' ORDER BY 1;

-- a late sample re-opens its figures and no others; a repeated one nothing
SELECT push(1, 'cpu', '2026-03-01 00:05+08', '2026-03-01 00:05+08', 1.1, 0);
SELECT push(1, 'cpu', '2026-03-02 00:05+08', '2026-03-02 00:05+08', 60, 0);
SELECT push(2, 'memory', '2026-03-02 00:05+08', '2026-03-02 00:10+08', 1, 0);
SELECT resource, metric, day, n, closed FROM figures() WHERE NOT closed;
SELECT gov_cloud.run_task('close_days');
SELECT * FROM figures() WHERE day = '2026-03-02';

-- off from 06:00 to 12:00 on 2 March, says the power fact: what is missing then is zero, what else is missing is missing
SELECT push(1, 'power', '2026-03-02 00:00+08', '2026-03-02 05:55+08', 1, 0);
SELECT push(1, 'power', '2026-03-02 06:00+08', '2026-03-02 11:55+08', 0, 0);
SELECT push(1, 'power', '2026-03-02 12:00+08', '2026-03-02 23:55+08', 1, 0);
SELECT gov_cloud.run_task('close_days');
SELECT * FROM figures() WHERE day = '2026-03-02' AND resource = 1;
-- a machine that was off from the first day on has no sample, and is known to be off
SELECT push(3, 'power', '2026-02-28 00:00+08', '2026-02-28 23:55+08', 0, 0);
SELECT gov_cloud.run_task('close_days');
SELECT * FROM figures() WHERE day = '2026-02-28';

-- packing: the same samples and figures, no partition; a late sample opens the block
RESET SESSION AUTHORIZATION;
SET gov_cloud.clock = '2026-03-20 10:00';
CREATE TABLE before AS SELECT resource, series, at, value FROM gov_cloud_data.v_sample;
CREATE TABLE figures_before AS SELECT * FROM figures();
SET SESSION AUTHORIZATION :"admin";
SELECT gov_cloud.run_task('close_days');
SELECT gov_cloud.run_task('close_days');
SELECT regexp_replace(gov_cloud.run_task('maintain_storage'), '^.* made, ', '') AS done;
RESET SESSION AUTHORIZATION;
SELECT day, state FROM gov_cloud.sample_day WHERE state = 'packed' ORDER BY 1;
SELECT to_regclass('gov_cloud_data.usage_sample_20260301');
SELECT count(*) FROM gov_cloud_data.usage_sample;
SELECT count(*) FROM (TABLE before EXCEPT SELECT resource, series, at, value FROM gov_cloud_data.v_sample) x;
SELECT count(*) FROM (SELECT resource, series, at, value FROM gov_cloud_data.v_sample EXCEPT TABLE before) x;
SELECT count(*) FROM (TABLE figures_before EXCEPT SELECT * FROM figures()) x;
SELECT max(octet_length(block)) < 400 AS small FROM gov_cloud_data.usage_day WHERE n = 288;
SET SESSION AUTHORIZATION :"admin";
SELECT push(3, 'cpu', '2026-03-01 05:50+08', '2026-03-01 06:00+08', 6, 1);
SELECT push(3, 'cpu', '2026-03-01 06:00+08', '2026-03-01 06:00+08', 9, 0);
SELECT push(3, 'memory', '2026-03-01 06:00+08', '2026-03-01 06:00+08', 9, 0);
SELECT * FROM figures() WHERE resource = 3 AND day = '2026-03-01';
SELECT at, value FROM samples(3, 'cpu', '2026-03-01') ORDER BY 1;
SELECT push(1, 'power', '2026-03-01 23:55+08', '2026-03-01 23:55+08', 0, 0);
SELECT push(2, 'power', '2026-03-01 12:00+08', '2026-03-01 12:05+08', 0, 0);
SELECT resource, metric, n, expected, off FROM figures() WHERE day = '2026-03-01' AND resource IN (1, 2);

-- a COPY of past days: opened by hand, counted when recomputed; strangers are told when packed
SELECT gov_cloud.open_sample_days('2026-03-01', '2026-03-01');
SELECT gov_cloud.open_sample_days('2024-03-01', '2024-03-01');
SELECT gov_cloud.open_sample_days('2026-02-10', '2026-02-12');
SELECT gov_cloud.run_task('close_days');
RESET SESSION AUTHORIZATION;
CREATE ROLE regress_day_ingest LOGIN BYPASSRLS IN ROLE gov_cloud_ingest;
SELECT id AS series FROM gov_cloud.series WHERE resource = 1 AND metric = 'cpu' \gset
\set QUIET off
SET SESSION AUTHORIZATION regress_day_ingest;
COPY gov_cloud_data.usage_sample FROM stdin;
1	1	2026-02-10 08:00+08	1.2345678901234567890123
1	999	2026-02-10 08:00+08	1
\.
COPY gov_cloud_data.usage_sample FROM stdin;
1	1	2024-02-10 08:00+08	1
\.
SELECT count(*) FROM gov_cloud_data.usage_sample;
DELETE FROM gov_cloud_data.usage_sample;
\set QUIET on
RESET SESSION AUTHORIZATION;
SELECT :series AS series_of_the_copy;
SET SESSION AUTHORIZATION :"admin";
SELECT gov_cloud.recompute_days('2026-02-01', '2026-02-28');
SELECT gov_cloud.recompute_days('-infinity', '2026-02-28');
SELECT gov_cloud.recompute_days('2027-02-01', 'infinity');
SELECT * FROM figures() WHERE day < '2026-02-28';
SELECT regexp_replace(gov_cloud.run_task('maintain_storage'), '^.* made, ', '') AS done;
SELECT at, value FROM samples(1, 'cpu', '2026-02-10');
RESET SESSION AUTHORIZATION;
SELECT source, machine, reason, times FROM gov_cloud.usage_quarantine;
UPDATE gov_cloud_data.usage_day SET block = '\x0102' WHERE day = '2026-03-01' AND resource = 3;
SELECT count(*) FROM gov_cloud_data.v_sample WHERE resource = 3;

-- blocks have their time, figures stay; what comes still later is too old
DELETE FROM gov_cloud_data.usage_day WHERE block = '\x0102';
SET gov_cloud.clock = '2028-03-15 10:00';
SET SESSION AUTHORIZATION :"admin";
SELECT regexp_replace(gov_cloud.run_task('maintain_storage'), '^.* made, ', '') AS done;
SELECT push(1, 'cpu', '2026-03-01 00:02+08', '2026-03-01 00:02+08', 1, 0);
RESET SESSION AUTHORIZATION;
SELECT day, state FROM gov_cloud.sample_day WHERE state IN ('final', 'packed') ORDER BY 1;
SELECT day, count(*), count(block) FROM gov_cloud_data.usage_day GROUP BY 1 ORDER BY 1;
SET gov_cloud.clock = '2026-03-20 10:00';

-- the catalog of partitions does not know the session's TimeZone
CREATE TABLE bounds AS SELECT c.oid, relname FROM pg_class c WHERE relispartition AND relname ~ '^usage_' AND relkind = 'r';
SET TimeZone = 'America/New_York';
SELECT gov_cloud.open_sample_days('2026-01-05', '2026-01-05');
SET TimeZone = 'Asia/Kathmandu';
SELECT gov_cloud.open_sample_days('2026-01-06', '2026-01-06');
SET TimeZone = 'UTC';
SELECT relname, pg_get_expr(relpartbound, oid) FROM pg_class c WHERE relispartition AND relname ~ '^usage_(sample_202601|day_202601)'
   AND relkind = 'r' AND oid NOT IN (SELECT oid FROM bounds) ORDER BY 1;
