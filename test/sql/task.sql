-- Tasks by hand, on a server whose worker serves no database: rights, refusals, what is written down.
CREATE ROLE regress_task_sys LOGIN;
CREATE ROLE regress_task_nobody LOGIN;
CREATE ROLE regress_task_auditor LOGIN;
GRANT gov_cloud_sysadmin TO regress_task_sys;
GRANT gov_cloud_auditor TO regress_task_auditor;
\set SHOW_CONTEXT never

-- who may: a system administrator; a superuser who is none may not, nor anybody else
SELECT gov_cloud.run_task('heartbeat');
SET SESSION AUTHORIZATION regress_task_nobody;
SELECT gov_cloud.run_task('heartbeat');
SELECT gov_cloud.start_worker();
SELECT * FROM gov_cloud.health();
SELECT * FROM gov_cloud.task;
SET SESSION AUTHORIZATION regress_task_auditor;
SELECT gov_cloud.set_task('heartbeat', false);
SELECT count(*) FROM gov_cloud.task_run;

-- a plain task runs here, by the same code, as the system actor, and is written down
SET SESSION AUTHORIZATION regress_task_sys;
SELECT gov_cloud.run_task('heartbeat');
SELECT gov_cloud.run_task('prune_history');
SELECT gov_cloud.run_task('install_storage');
SELECT task, token, run_by, outcome, said FROM gov_cloud.task_run ORDER BY id;
SELECT name, interval_seconds, attempts, token, lease_until, last_success >= last_start AS succeeded,
    next_run = last_start + interval_seconds * interval '1 s' AS on_time
FROM gov_cloud.task WHERE name IN ('heartbeat', 'prune_history', 'install_storage') ORDER BY name;
SELECT gov_cloud.wait_for_task('heartbeat');

-- a failed transaction leaves nothing
BEGIN;
SELECT gov_cloud.run_task('heartbeat');
ROLLBACK;
SELECT count(*), max(token) FROM gov_cloud.task_run WHERE task = 'heartbeat';

-- a task that fetches needs a worker: no back end goes to the network
SELECT gov_cloud.run_task('poll');
SELECT count(*) FROM gov_cloud.task_run WHERE task = 'poll';
SELECT gov_cloud.wait_for_task('poll', 0);

-- unknown, null and out of range
\set VERBOSITY terse
SELECT gov_cloud.run_task('no_such_task');
\set VERBOSITY default
SELECT gov_cloud.run_task(NULL);
SELECT gov_cloud.set_task(NULL);
SELECT gov_cloud.set_task('heartbeat', interval_seconds => 0);
SELECT gov_cloud.set_task('heartbeat', interval_seconds => 100000000);
SELECT gov_cloud.stop_worker();

-- switching and pacing
SELECT gov_cloud.set_task('heartbeat', interval_seconds => 5);
SELECT interval_seconds, enabled, next_run <= clock_timestamp() + interval '5 s' AS sooner FROM gov_cloud.task WHERE name = 'heartbeat';
SELECT gov_cloud.set_task('heartbeat', false);
SELECT interval_seconds, enabled FROM gov_cloud.task WHERE name = 'heartbeat';
SELECT gov_cloud.run_task('heartbeat');
SELECT gov_cloud.set_task('heartbeat', true, 60);

-- only the worker's own process may call what the worker calls
RESET SESSION AUTHORIZATION;
SELECT gov_cloud.worker_look();
SELECT gov_cloud.task_begin('heartbeat');
SELECT gov_cloud.task_work('heartbeat', 1);
SELECT gov_cloud.task_plan('poll', 1);
SELECT gov_cloud.task_store('poll', 1);
SELECT gov_cloud.task_end('heartbeat', 1, 'ok', '', false);

-- a lease left by a worker that is gone keeps others out until it runs out
UPDATE gov_cloud.task SET lease_until = clock_timestamp() + interval '1 hour' WHERE name = 'heartbeat';
SET SESSION AUTHORIZATION regress_task_sys;
SELECT gov_cloud.run_task('heartbeat');
RESET SESSION AUTHORIZATION;
UPDATE gov_cloud.task SET lease_until = clock_timestamp() - interval '1 s' WHERE name = 'heartbeat';
INSERT INTO gov_cloud.task_run (task, token, run_by, started_at) VALUES ('heartbeat', 1000, 'worker', '2026-01-01');
SET SESSION AUTHORIZATION regress_task_sys;
SELECT gov_cloud.run_task('heartbeat');
SELECT token, outcome, said FROM gov_cloud.task_run WHERE token = 1000;

-- no sentinels
RESET SESSION AUTHORIZATION;
\set VERBOSITY terse
UPDATE gov_cloud.task SET next_run = 'infinity';
UPDATE gov_cloud.task SET next_run = '-infinity';
UPDATE gov_cloud.task SET lease_until = 'infinity';
INSERT INTO gov_cloud.task_run (task, token, run_by, started_at, outcome) VALUES ('x', 1, 'x', '2026-01-01', 'ok');

-- old runs are forgotten, a few days are not
INSERT INTO gov_cloud.task_run (task, token, run_by, started_at, ended_at, outcome)
SELECT 'old', i, 'worker', at, at, 'ok' FROM generate_series(1, 3) i, LATERAL (SELECT clock_timestamp() - i * 20 * interval '1 day') t(at);
SET SESSION AUTHORIZATION regress_task_sys;
SELECT gov_cloud.run_task('prune_history');
SELECT token FROM gov_cloud.task_run WHERE task = 'old';

-- what administrators did is in the audit
RESET SESSION AUTHORIZATION;
SELECT login, event, object_id, note FROM gov_cloud_data.audit_event WHERE object_kind IN ('task', 'worker')
    AND object_id IN ('heartbeat', 'worker') ORDER BY id;

-- health without a worker
SET SESSION AUTHORIZATION regress_task_sys;
SELECT name, ok, regexp_replace(detail, '[0-9]+', 'N', 'g') FROM gov_cloud.health()
WHERE name IN ('storage', 'instance', 'preload', 'worker');
RESET SESSION AUTHORIZATION;
UPDATE gov_cloud.task SET attempts = 3 WHERE name = 'heartbeat';
UPDATE gov_cloud.task SET next_run = '2026-01-01' WHERE name = 'prune_history';
UPDATE gov_cloud.task SET next_run = '2026-01-01', enabled = false WHERE name = 'install_storage';
SELECT detail ~ '^heartbeat begun 3 times without success, last: no worker is running; (.*; )?prune_history due since 2026-01-01 00:00:00\+08' AS named
FROM gov_cloud.health() WHERE name = 'tasks' AND NOT ok;

-- settings are the configuration file's
SET gov_cloud.allow_addresses = '127.0.0.1';
SET gov_cloud.credentials_directory = '/tmp';
SET gov_cloud.allow_http = on;
SET gov_cloud.databases = 'x';
DROP ROLE regress_task_sys, regress_task_nobody, regress_task_auditor;
