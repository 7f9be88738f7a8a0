-- guard: dropping us with data is refused, whichever way the drop comes.
SET client_min_messages = warning;
\pset format unaligned
CREATE ROLE regress_guard_sec LOGIN IN ROLE gov_cloud_secadmin;
CREATE ROLE regress_guard_dba LOGIN SUPERUSER;

-- Empty, it may go, storage and all, and come again; plans kept for the session follow.
BEGIN;
SELECT login, (SELECT count(*) FROM gov_cloud.fingerprint_of_tables()) > 0 AS tables FROM gov_cloud.whoami();
DROP EXTENSION gov_cloud CASCADE;
CREATE EXTENSION gov_cloud;
SELECT gov_cloud.install_storage();
SELECT login, (SELECT count(*) FROM gov_cloud.fingerprint_of_tables()) > 0 AS tables FROM gov_cloud.whoami();
SET LOCAL SESSION AUTHORIZATION regress_guard_sec;
SELECT gov_cloud.register_jurisdiction('341522', '霍邱县');
ROLLBACK;
SELECT login FROM gov_cloud.whoami();

-- One row of a party's is data; shipped rows are none.
BEGIN;
INSERT INTO gov_cloud.jurisdiction (code, name) VALUES ('341522', '霍邱县');
SELECT public.refusal('DROP EXTENSION gov_cloud CASCADE');
UPDATE gov_cloud.jurisdiction SET builtin = true;
SELECT public.refusal('DROP EXTENSION gov_cloud CASCADE');
ROLLBACK;
-- a row that was deleted again is none
BEGIN;
INSERT INTO gov_cloud.jurisdiction (code, name) VALUES ('341522', '霍邱县');
DELETE FROM gov_cloud.jurisdiction;
DROP EXTENSION gov_cloud CASCADE;
ROLLBACK;

SET SESSION AUTHORIZATION regress_guard_sec;
SELECT gov_cloud.register_jurisdiction('341522', '霍邱县');
RESET SESSION AUTHORIZATION;
-- The machine code says it; which table was found first does not matter here.
SELECT s, split_part(public.refusal(s), ':', 1) FROM (VALUES
  ('DROP EXTENSION gov_cloud'),
  ('DROP EXTENSION gov_cloud CASCADE'),
  ('DROP EXTENSION btree_gist CASCADE'),
  ('DROP SCHEMA gov_cloud CASCADE'),
  ('DROP SCHEMA gov_cloud_data CASCADE'),
  ('DROP TABLE gov_cloud_data.audit_event'),
  ('DROP TABLE gov_cloud.jurisdiction CASCADE'),
  ('DROP OWNED BY gov_cloud_owner CASCADE')) v(s);
DO $$ BEGIN EXECUTE format('DROP TABLE gov_cloud_data.audit_event_%s', to_char(now() AT TIME ZONE 'Asia/Shanghai', 'YYYYMM'));
EXCEPTION WHEN SQLSTATE 'ZW022' THEN RAISE WARNING 'refused'; END $$;
-- an extension's owner who leaves takes nothing along
CREATE SCHEMA btree AUTHORIZATION regress_guard_dba;
ALTER EXTENSION btree_gist SET SCHEMA btree;
SELECT split_part(public.refusal('DROP OWNED BY regress_guard_dba CASCADE'), ':', 1);
SELECT split_part(public.refusal('DROP SCHEMA btree CASCADE'), ':', 1);
-- a table taken out of the extension is still ours
BEGIN;
ALTER EXTENSION gov_cloud DROP TABLE gov_cloud.jurisdiction;
SELECT split_part(public.refusal('DROP TABLE gov_cloud.jurisdiction CASCADE'), ':', 1);
ROLLBACK;
-- other people's tables are none of our business
CREATE TABLE public.theirs AS SELECT 1 AS one;
DROP TABLE public.theirs;

-- Who means it names the database; another name is not enough, nor is not being a superuser.
SET gov_cloud.allow_drop = 'template1';
SELECT split_part(public.refusal('DROP EXTENSION gov_cloud CASCADE'), ':', 1);
SET SESSION AUTHORIZATION regress_guard_sec;
SELECT public.refusal(format('SET gov_cloud.allow_drop = %L', current_database()));
RESET SESSION AUTHORIZATION;
BEGIN;
SELECT set_config('gov_cloud.allow_drop', current_database(), true) = current_database() AS allowed;
ALTER EXTENSION gov_cloud DROP TABLE gov_cloud.instance_adoption;
DROP TABLE gov_cloud.instance_adoption;
SELECT event, object_kind, object_id, note, login FROM gov_cloud_data.audit_event WHERE event = 'drop';
ROLLBACK;
BEGIN;
SELECT set_config('gov_cloud.allow_drop', current_database(), true) = current_database() AS allowed;
DROP EXTENSION gov_cloud CASCADE;
SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'gov\_cloud%';
ROLLBACK;

-- A library of another version says so instead of reading arguments that are not there; other people's work goes on.
UPDATE pg_extension SET extversion = '0.0.9' WHERE extname = 'gov_cloud';
\c
SET client_min_messages = warning;
\pset format unaligned
SELECT regexp_replace(public.refusal('SELECT * FROM gov_cloud.whoami()'), 'version \d[^,]*', 'version X') AS refusal;
CREATE TABLE public.theirs AS SELECT 1 AS one;
DROP TABLE public.theirs;
UPDATE pg_extension SET extversion = (SELECT default_version FROM pg_available_extensions WHERE name = 'gov_cloud') WHERE extname = 'gov_cloud';
SELECT login FROM gov_cloud.whoami();
-- A schema of our name, or a role of our name with powers, was planted: nothing is installed into it.
SELECT set_config('gov_cloud.allow_drop', current_database(), false) = current_database() AS allowed;
BEGIN;
DROP EXTENSION gov_cloud CASCADE;
CREATE SCHEMA gov_cloud;
CREATE TABLE gov_cloud.jurisdiction (code text);
SELECT public.refusal('CREATE EXTENSION gov_cloud');
-- nor is what lies in that schema taken for ours
DROP TABLE gov_cloud.jurisdiction;
ROLLBACK;
BEGIN;
DROP EXTENSION gov_cloud CASCADE;
ALTER ROLE gov_cloud_ingest CREATEROLE;
SELECT public.refusal('CREATE EXTENSION gov_cloud');
ROLLBACK;
BEGIN;
DROP EXTENSION gov_cloud CASCADE;
GRANT gov_cloud_owner TO regress_guard_sec;
SELECT public.refusal('CREATE EXTENSION gov_cloud');
ROLLBACK;
