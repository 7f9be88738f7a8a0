-- preflight: what must hold so that promises can be kept; each check turns when its matter turns.
\pset format unaligned
-- roles are the cluster's, where other tests run beside this one: left out here
SELECT check_name, ok, found, wanted FROM gov_cloud.preflight()
 WHERE check_name NOT IN ('server_version', 'administrators_apart', 'owner_without_members') ORDER BY check_name COLLATE "C";
SELECT ok, found::int >= 150000 AS found, wanted FROM gov_cloud.preflight() WHERE check_name = 'server_version';
CREATE ROLE regress_preflight LOGIN;
BEGIN;
SET LOCAL synchronous_commit = on;
SET LOCAL idle_session_timeout = '1h';
SET LOCAL row_security = off;
SET LOCAL password_encryption = 'md5';
GRANT gov_cloud_sysadmin, gov_cloud_auditor TO regress_preflight;
GRANT gov_cloud_owner TO regress_preflight;
SELECT set_config('gov_cloud.allow_drop', current_database(), true) IS NULL AS forbidden;
DROP TABLE gov_cloud_data.audit_event;
SELECT check_name, ok, CASE WHEN found ~ 'regress_preflight' THEN 'regress_preflight' ELSE found END AS found FROM gov_cloud.preflight()
 WHERE check_name IN ('synchronous_commit', 'idle_session_timeout', 'row_security', 'password_encryption', 'administrators_apart',
                      'owner_without_members', 'storage') ORDER BY check_name COLLATE "C";
ROLLBACK;
SELECT public.refusal('SET LOCAL SESSION AUTHORIZATION regress_preflight; SELECT * FROM gov_cloud.preflight()');
