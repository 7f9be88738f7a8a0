-- clock: now is a parameter, where the server allows it, and never follows the session.
\pset format unaligned
SELECT clock_timestamp() <= gov_cloud.clock() AND gov_cloud.clock() <= clock_timestamp() AS wall_clock;
-- it runs on inside a transaction, unlike now()
BEGIN;
SELECT now() < gov_cloud.clock() AS runs_on;
COMMIT;
SET gov_cloud.clock = '2025-03-03 09:00';
SELECT gov_cloud.clock();
-- without an offset it is Beijing time, whatever zone and order of dates the session has
SET timezone = 'America/New_York';
SET datestyle = 'SQL, DMY';
SELECT gov_cloud.clock() AT TIME ZONE 'UTC' = '2025-03-03 01:00'::timestamp AS before_set;
SET gov_cloud.clock = '2025-03-04 09:00';
SELECT gov_cloud.clock() = '2025-03-04 01:00:00+00'::timestamptz AS after_set;
SET gov_cloud.clock = '2025-03-04 09:00:00.123456+00';
SELECT gov_cloud.clock() = '2025-03-04 09:00:00.123456+00'::timestamptz AS with_offset;
RESET timezone;
RESET datestyle;
SET gov_cloud.clock = 'tomorrow morning';
SET gov_cloud.clock = '2025-02-30';
SET gov_cloud.clock = 'infinity';
SHOW gov_cloud.clock;
SET gov_cloud.clock = '';
SELECT gov_cloud.clock() > '2026-01-01' AS wall_clock;
-- only a superuser replaces it, and only the server's start allows it
SET gov_cloud.allow_clock = off;
CREATE ROLE regress_clock LOGIN IN ROLE gov_cloud_sysadmin;
SET SESSION AUTHORIZATION regress_clock;
SET gov_cloud.clock = '2025-03-03 09:00';
RESET SESSION AUTHORIZATION;
-- a setting that does not exist is an error, not a silent nothing
SET gov_cloud.clok = '2025-03-03';
