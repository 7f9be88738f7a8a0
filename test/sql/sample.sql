-- sample: pushing, answers of a source, partitions, quarantine, replay, gaps
\set test sample
\set QUIET on
\i test/usage.sql
INSERT INTO gov_cloud.resource (id, unit_id, jurisdiction, provider_id, system_id, item, name, provisioned_at) VALUES
    (1, 1, '990100', 2, 1, 'vm', 'vm-1', '2025-01-01 00:00+08'), (2, 1, '990100', 2, 1, 'vm', 'vm-2', '2026-03-01 12:00+08'),
    (3, 4, '990200', NULL, 2, 'vm', 'vm-3', '2025-01-01 00:00+08');
SET gov_cloud.clock = '2026-04-02 10:00';
\set SHOW_CONTEXT never
SET SESSION AUTHORIZATION :"admin";
SELECT gov_cloud.add_source('pushed', 'push', NULL, json_build_object('provider', :'provider_code')::text);
SELECT gov_cloud.add_source('prom', 'prometheus', 'https://prom.example', '{"begins": "2026-03-01"}');
SELECT gov_cloud.add_source_metric('pushed', 'cpu', statistic => 'max') AS pushed_cpu \gset
SELECT gov_cloud.add_source_metric('pushed', 'cpu', statistic => 'mean') AS pushed_mean \gset
SELECT gov_cloud.add_source_metric('pushed', 'memory', statistic => 'mean', origin => 'agent') AS pushed_memory \gset
SELECT gov_cloud.add_source_metric('prom', 'cpu', 'vm_cpu', 'uuid', scale => 100) AS prom_cpu \gset
SELECT gov_cloud.map_machine('pushed', 'a', 1) IS NULL, gov_cloud.map_machine('prom', 'a', 1) IS NULL, gov_cloud.map_machine('prom', 'b', 2) IS NULL;

-- who may push: the provider the source names, nobody of the unit
SET SESSION AUTHORIZATION :"unit";
SELECT * FROM gov_cloud.push_samples('pushed', '[]');
SET SESSION AUTHORIZATION :"provider";
SELECT * FROM gov_cloud.push_samples('pushed', '[]');
SELECT * FROM gov_cloud.push_samples('prom', '[]');
SELECT * FROM gov_cloud.push_samples('nobody', '[]');

-- a wrong batch is refused whole, with every fault
SELECT * FROM gov_cloud.push_samples('pushed', 'nonsense');
SELECT * FROM gov_cloud.push_samples('pushed', NULL);
SELECT * FROM gov_cloud.push_samples('pushed', '[{"machine": "a", "metric": "cpu", "statistic": "max", "at": "2026-03-31T23:55:00+08:00", "value": "12.5"},
  {"machine": "a", "at": "yesterday", "value": 0.1}]');
SELECT * FROM gov_cloud.push_samples('pushed', '[{"machine": "a", "metric": "cpu", "at": 1774974600, "value": "12.5"},
  {"machine": "a", "metric": "disk", "at": 1774974600, "value": "12.5"}]');
SELECT count(*) FROM gov_cloud_data.usage_sample;

-- right values, strange machines, insane values, other days, a resource of somebody else
SELECT * FROM gov_cloud.push_samples('pushed', '[
  {"machine": "a", "metric": "memory", "at": "2026-03-31T23:55:00+08:00", "value": "12.50"},
  {"machine": "a", "metric": "memory", "at": "2026-03-31T16:00:00Z", "value": "0.30000000000000004"},
  {"resource": 2, "metric": "memory", "at": "2026-03-31T23:55:00+08:00", "value": 100},
  {"machine": "zz", "metric": "memory", "at": "2026-03-31T23:55:00+08:00", "value": "1"},
  {"resource": 3, "metric": "memory", "at": "2026-03-31T23:55:00+08:00", "value": "1"},
  {"machine": "a", "metric": "memory", "at": "2026-03-31T23:50:00+08:00", "value": "100.01"},
  {"machine": "a", "metric": "memory", "at": "2024-03-31T23:50:00+08:00", "value": "1"},
  {"machine": "a", "metric": "memory", "at": "2026-04-04T00:00:00+08:00", "value": "1"},
  {"machine": "a", "metric": "memory", "at": "2026-03-31T23:55:00+08:00", "value": "12.5"},
  {"machine": "a", "metric": "memory", "at": "2026-03-31T23:55:00+08:00", "value": "12.6"}]');
-- the same again, and another value: what was there stays
SELECT * FROM gov_cloud.push_samples('pushed', '[
  {"machine": "a", "metric": "memory", "at": "2026-03-31T23:55:00+08:00", "value": "12.5"},
  {"machine": "a", "metric": "memory", "at": "2026-03-31T16:00:00Z", "value": "99"}]');
-- row security: the provider sees what he serves, the unit its own
SELECT resource, metric, statistic, origin, at AT TIME ZONE 'Asia/Shanghai' AS at, value FROM gov_cloud_data.v_sample ORDER BY 1, at;
SELECT has_table_privilege(:'provider', 'gov_cloud_data.usage_sample_20260331', 'SELECT');
RESET SESSION AUTHORIZATION;
SELECT source, machine, reason, day, resource, times, example FROM gov_cloud.usage_quarantine ORDER BY reason, machine;
SELECT tableoid::regclass, count(*) FROM gov_cloud_data.usage_sample GROUP BY 1 ORDER BY 1;

-- answers of a polled source: five steps from 2026-03-01 11:50 local
\set answer '{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"uuid":"a"},"values":[[1772337300,"0.1"],[1772337600,"0.14996"],[1772337900,"NaN"],[1772338200,"0.2"]]},{"metric":{"uuid":"b"},"values":[[1772338200,"1.5"]]},{"metric":{"uuid":"ghost"},"values":[[1772338200,"0.5"]]},{"metric":{"job":"x"},"values":[]}]}}'
SET SESSION AUTHORIZATION :"admin";
SELECT * FROM gov_cloud.load_answer(:prom_cpu, '2026-03-01 00:00:01+08', '2026-03-01 12:10+08', :'answer');
SELECT * FROM gov_cloud.load_answer(:prom_cpu, '2026-03-01 00:00+08', '2026-03-01 12:10+08', '{"status":"error","errorType":"bad_data","error":"parse error"}');
SELECT * FROM gov_cloud.load_answer(:pushed_cpu, '2026-03-01 11:50+08', '2026-03-01 12:10+08', :'answer');
SELECT * FROM gov_cloud.load_answer(:prom_cpu, '2026-03-01 11:50+08', '2026-03-01 12:10+08', :'answer');
-- the cursor moves past what was loaded; the same again moves and stores nothing
SELECT * FROM gov_cloud.load_answer(:prom_cpu, '2026-03-01 00:00+08', '2026-03-01 11:45+08', '{"status":"success","data":{"resultType":"matrix","result":[]}}');
SELECT next_at, received, first_at FROM gov_cloud.source_cursor;
SELECT * FROM gov_cloud.load_answer(:prom_cpu, '2026-03-01 11:45+08', '2026-03-01 12:10+08', :'answer');
SELECT * FROM gov_cloud.load_answer(:prom_cpu, '2026-03-01 11:50+08', '2026-03-01 12:10+08', :'answer');
SELECT next_at, received, first_at, last_at FROM gov_cloud.source_cursor;
-- then nothing for an hour, then machine a alone
SELECT * FROM gov_cloud.load_answer(:prom_cpu, '2026-03-01 12:15+08', '2026-03-01 13:10+08', '{"status":"success","data":{"resultType":"matrix","result":[]}}');
SELECT * FROM gov_cloud.load_answer(:prom_cpu, '2026-03-01 13:15+08', '2026-03-01 13:20+08', '{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"uuid":"a"},"values":[[1772342100,"0.3"],[1772342400,"0.3"]]}]}}');
SELECT * FROM gov_cloud.load_answer(:prom_cpu, '2026-03-01 13:25+08', '2026-03-01 13:25+08', '{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"uuid":"a"},"values":[[1772342700,"0.3"]]},{"metric":{"uuid":"b"},"values":[[1772342700,"0.1"]]},{"metric":{"uuid":"b"},"values":[[1772342700,"0.2"]]}]}}');
SELECT resource, from_at, until_at, reason FROM gov_cloud.source_gap ORDER BY resource, from_at;
SELECT machine, reason, times, example FROM gov_cloud.usage_quarantine WHERE source = 'prom' ORDER BY reason, machine;
RESET SESSION AUTHORIZATION;
SELECT resource, at, value FROM gov_cloud_data.v_sample WHERE source = 'prom' ORDER BY 1, 2;
