-- source: options of a source and their hints, metrics, machines, who may
\set test source
\set QUIET on
\i test/usage.sql
INSERT INTO gov_cloud.resource (id, unit_id, jurisdiction, provider_id, system_id, item, name, provisioned_at) VALUES
    (1, 1, '990100', 2, 1, 'vm', 'vm-1', '2025-01-01 00:00+08'), (2, 4, '990200', NULL, 2, 'vm', 'vm-2', '2025-01-01 00:00+08');
\set VERBOSITY terse
\set SHOW_CONTEXT never

-- nobody but an administrator
SET SESSION AUTHORIZATION :"unit";
SELECT gov_cloud.add_source('prom', 'prometheus', 'https://prom.example');
CREATE SERVER prom FOREIGN DATA WRAPPER gov_cloud_source OPTIONS (kind 'push');
SELECT * FROM gov_cloud.source_metric;
SET SESSION AUTHORIZATION :"admin";

-- the same checks by DDL and by function
\set VERBOSITY default
CREATE SERVER s FOREIGN DATA WRAPPER gov_cloud_source;
CREATE SERVER s FOREIGN DATA WRAPPER gov_cloud_source OPTIONS (kind 'prometheus');
CREATE SERVER s FOREIGN DATA WRAPPER gov_cloud_source OPTIONS (kind 'zabbix');
CREATE SERVER s FOREIGN DATA WRAPPER gov_cloud_source OPTIONS (kind 'push', intervall '5 minutes');
CREATE SERVER s FOREIGN DATA WRAPPER gov_cloud_source OPTIONS (kind 'push', credentials 'x');
CREATE SERVER s FOREIGN DATA WRAPPER gov_cloud_source OPTIONS (kind 'push', password 'secret');
SELECT gov_cloud.add_source('s', 'prometheus', 'https://admin:secret@prom.example');
SELECT gov_cloud.add_source('s', 'prometheus', 'https://prom.example/?token=secret');
SELECT gov_cloud.add_source('s', 'prometheus', 'ftp://prom.example');
SELECT gov_cloud.add_source('s', 'prometheus', 'https://');
SELECT gov_cloud.add_source('s', 'prometheus', 'https://prom example');
SELECT gov_cloud.add_source('s', 'prometheus', 'https://prom.example', '{"credential": "../../etc/passwd"}');
SELECT gov_cloud.add_source('s', 'prometheus', 'https://prom.example', '{"user": "a:b"}');
SELECT gov_cloud.add_source('s', 'prometheus', 'https://prom.example', '{"interval": "soon"}');
SELECT gov_cloud.add_source('s', 'prometheus', 'https://prom.example', '{"interval": "9"}');
SELECT gov_cloud.add_source('s', 'prometheus', 'https://prom.example', '{"lag": "-1"}');
SELECT gov_cloud.add_source('s', 'prometheus', 'https://prom.example', '{"timeout": "1 hour"}');
SELECT gov_cloud.add_source('s', 'prometheus', 'https://prom.example', '{"concurrency": "17"}');
SELECT gov_cloud.add_source('s', 'prometheus', 'https://prom.example', '{"begins": "1 March"}');
SELECT gov_cloud.add_source('s', 'prometheus', 'https://prom.example', '{"jurisdiction": "huo"}');
SELECT gov_cloud.add_source('s', 'prometheus', 'https://prom.example', '{"provider": "123"}');
SELECT gov_cloud.add_source('s', 'prometheus', 'https://prom.example', '["interval"]');
SELECT gov_cloud.add_source(NULL, 'push');
SELECT gov_cloud.alter_source('nobody', '{}');
CREATE USER MAPPING FOR CURRENT_USER SERVER nobody;

-- right ones
SELECT gov_cloud.add_source('prom', 'prometheus', 'https://prom.example:9090/', '{"interval": "10m", "lag": "90 s", "begins": "2026-01-01", "jurisdiction": "990100", "user": "gov", "credential": "prom.pw"}');
SELECT gov_cloud.add_source('prom', 'prometheus', 'https://prom.example:9090/');
CREATE USER MAPPING FOR CURRENT_USER SERVER prom OPTIONS (password 'secret');
SELECT gov_cloud.alter_source('prom', '{"lag": "2 minutes", "timeout": "30", "user": null, "ca_file": null}');
SELECT srvname, srvoptions FROM pg_foreign_server;
SELECT gov_cloud.add_source('pushed', 'push', NULL, pg_catalog.json_build_object('provider', :'provider_code')::text);

-- metrics
SELECT gov_cloud.add_source_metric('nobody', 'cpu', 'q', 'uuid');
SELECT gov_cloud.add_source_metric('prom', 'cpu');
SELECT gov_cloud.add_source_metric('pushed', 'cpu', 'q', 'uuid');
SELECT gov_cloud.add_source_metric('prom', 'cpu', repeat('q', 4001), 'uuid');
\set VERBOSITY terse
SELECT gov_cloud.add_source_metric('prom', 'CPU %', 'q', 'uuid');
SELECT gov_cloud.add_source_metric('prom', 'cpu', 'q', 'uuid', statistic => 'median');
SELECT gov_cloud.add_source_metric('prom', 'cpu', 'q', 'uuid', period => 7);
SELECT gov_cloud.add_source_metric('prom', 'cpu', 'q', 'uuid', origin => 'guess');
SELECT gov_cloud.add_source_metric('prom', 'cpu', 'q', 'uuid', scale => 0);
SELECT gov_cloud.add_source_metric('prom', 'cpu', 'q', 'uuid', lowest => 100, highest => 0);
SELECT gov_cloud.add_source_metric('prom', 'cpu', 'vm_cpu_ratio', 'uuid', scale => 100) AS cpu \gset
SELECT gov_cloud.add_source_metric('prom', 'cpu', 'other', 'uuid');
SELECT gov_cloud.add_source_metric('pushed', 'memory', statistic => 'max', origin => 'agent') AS memory \gset
SELECT gov_cloud.alter_source_metric(:cpu, query => 'vm_cpu_ratio{site="a"}', highest => 101);
SELECT gov_cloud.alter_source_metric(:memory, query => 'x');
SELECT gov_cloud.alter_source_metric(99, query => 'x');
SELECT source, metric, query, label, statistic, period, origin, scale, lowest, highest FROM gov_cloud.source_metric ORDER BY id;
SELECT begins_at, next_at, points, received, first_at FROM gov_cloud.source_cursor;
SELECT gov_cloud.retire_source_metric(:memory);
SELECT metric, retired_at IS NOT NULL AS retired FROM gov_cloud.source_metric ORDER BY id;

-- machines
SELECT gov_cloud.map_machine('prom', 'uuid-1', 1);
SELECT gov_cloud.map_machine('prom', 'uuid-1', 1);
SELECT gov_cloud.map_machine('prom', 'uuid-2', 2);
SELECT gov_cloud.map_machine('prom', 'uuid-2', 99);
SELECT gov_cloud.map_machine('pushed', 'uuid-1', 2, '2026-02-01');
SELECT gov_cloud.map_machine('pushed', 'uuid-1', 1, '2026-03-01');
SELECT gov_cloud.unmap_machine('pushed', 'uuid-1', '2026-04-01');
SELECT gov_cloud.unmap_machine('pushed', 'uuid-1', '2026-04-01');
SELECT source, external_id, resource, valid FROM gov_cloud.source_machine ORDER BY source, external_id, valid;

-- pausing keeps the cursor
SELECT gov_cloud.pause_source('prom');
SELECT source, paused FROM gov_cloud.source_state;
SELECT source, metric, percent, paused FROM gov_cloud.v_source_progress;
SELECT gov_cloud.pause_source('prom', false);

-- each change is a line of the audit
RESET SESSION AUTHORIZATION;
SELECT event, object_id, before_digest IS NOT NULL AS before, after_digest IS NOT NULL AS after, note
  FROM gov_cloud_data.audit_event WHERE object_kind LIKE 'source%' ORDER BY id;
