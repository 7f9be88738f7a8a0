-- Tiers of requests: figures held against bounds, exactly and strictly; what is unknown is refused; a tier set otherwise needs a reason.
\set t tier
\i test/cloud.sql
SET SESSION AUTHORIZATION :sysadmin;
SELECT gov_cloud.register_form('Request-1', '资源申请表', '附件1', '{"fields": [{"field": "cpu", "title": "CPU（核）", "type": "integer"},
    {"field": "memory", "title": "内存（G）", "type": "numeric"}, {"field": "bandwidth", "title": "互联网带宽（M）", "type": "numeric", "means": "bandwidth_mbps"}],
    "sections": [{"section": "hosts", "title": "需求明细", "holds": "hosts", "fields": [{"field": "cpu_cores", "title": "CPU（核）", "type": "integer", "means": "vcpu"},
    {"field": "memory_gb", "title": "内存（GB）", "type": "numeric", "means": "memory_gb"}, {"field": "disk_gb", "title": "硬盘（GB）", "type": "numeric", "means": "storage_gb"},
    {"field": "n", "title": "数量", "type": "bigint", "means": "quantity"}, {"field": "network", "title": "部署网络", "means": "deployment_network"},
    {"field": "owners", "title": "负责人", "type": "text[]"}, {"field": "mails", "title": "邮箱", "type": "text[]"}]},
    {"section": "changed", "title": "变更", "holds": "changes", "fields": [{"field": "host", "title": "主机", "means": "name"},
    {"field": "cpu_before", "title": "原", "type": "integer", "means": "vcpu_before"}, {"field": "cpu_after", "title": "现", "type": "integer", "means": "vcpu_after"}]}]}');
RESET SESSION AUTHORIZATION;
SELECT pg_temp.probe('assess', 'authority', '[]', '[["assess_tier", {"form": "Request-1"}]]'), pg_temp.probe('assess_printed', 'authority', '[]', '[["assess_tier", {"form": "HQ-F1"}]]'),
    pg_temp.probe('file', 'using_unit', '[]', '[["file_form", {"form": "Request-1"}], ["file_form", {"form": "HQ-F1"}]]'), pg_temp.probe('set_tier', 'authority', '[]', '[["override_tier", {}]]'), pg_temp.probe('review', 'authority', '[["request_tier", {"in": ["small"]}]]'),
    pg_temp.probe('consult', 'authority', '[["request_tier", {"in": ["large", "xlarge"]}]]'),
    pg_temp.probe('summed', 'using_unit', '[["form_sums_match", {"form": "Request-1", "detail": "hosts", "pairs": {"cpu": "cpu_cores", "memory": "memory_gb"}}]]'),
    pg_temp.probe('summed_elsewhere', 'using_unit', '[["form_sums_match", {"form": "Request-1", "detail_form": "HQ-F1", "detail": "hosts", "pairs": {"cpu": "cpu_cores"}}]]'),
    pg_temp.probe('paired', 'using_unit', '[["form_lists_paired", {"form": "Request-1", "section": "hosts", "fields": ["owners", "mails"]}]]') \gset
INSERT INTO gov_cloud.state (policy, procedure, state, title, outcome, position) VALUES ('probe/1', 'probe', 'refused', '不予批准', 'rejected', 3);
INSERT INTO gov_cloud.transition (policy, code, rule, procedure, from_state, action, title, to_state, actors, article) VALUES
    ('probe/1', 'T-refuse', 'T', 'probe', 'draft', 'refuse', '不予批准', 'refused', '{authority}', '1');
INSERT INTO gov_cloud.policy_parameter (policy, name, kind, choices, value, note) VALUES
    ('probe/1', 'gb_per_tb', 'numeric', NULL, '1024', 'x'), ('probe/1', 'tier_basis', 'text', '{request,system_total_after,rolling_12m_requests}', 'request', 'x'),
    ('probe/1', 'complex_small_request', 'text', NULL, 'huge', 'x');

-- rows that could not work are found before they are published
INSERT INTO gov_cloud.request_tier (policy, tier, title, position, vcpu, memory_gb, storage_gb, storage_tb, bandwidth_mbps, article) VALUES
    ('probe/1', 'small', '较小', 1, 1, NULL, NULL, NULL, NULL, '1'), ('probe/1', 'large', '较大', 2, 20, 80, NULL, 4, 20, '1'),
    ('probe/1', 'xlarge', '特大', 3, 256, 1024, NULL, 2, 200, '9'), ('probe/1', 'xxlarge', '无界', 4, NULL, NULL, NULL, NULL, NULL, '1');
UPDATE gov_cloud.transition_guard SET parameters = '{"in": ["tiny"]}' WHERE transition = 'T-review';
UPDATE gov_cloud.transition_guard SET parameters = '{"in": []}' WHERE transition = 'T-consult';
UPDATE gov_cloud.transition_guard SET parameters = '{"form": "Request-1", "detail": "hosts", "pairs": {"cpu": "network"}}' WHERE transition = 'T-summed';
UPDATE gov_cloud.transition_guard SET parameters = '{"form": "Request-1", "section": "hosts", "fields": ["owners", "cpu_cores"]}' WHERE transition = 'T-paired';
UPDATE gov_cloud.transition_effect SET parameters = '{"form": "Request-9"}' WHERE transition = 'T-assess';
SELECT object, fault FROM gov_cloud.validate_policy('probe/1');
SELECT refusal($$INSERT INTO gov_cloud.request_tier (policy, tier, title, position, storage_gb, storage_tb, article) VALUES ('probe/1', 'x', 'x', 5, 1, 1, '1')$$);
SELECT refusal($$INSERT INTO gov_cloud.request_tier (policy, tier, title, position, vcpu, article) VALUES ('probe/1', 'x', 'x', 5, -1, '1')$$);
SELECT refusal($$INSERT INTO gov_cloud.request_tier (policy, tier, title, position, article) VALUES ('probe/1', 'x', 'x', 3, '1')$$);
DELETE FROM gov_cloud.request_tier WHERE policy = 'probe/1' AND tier = 'xxlarge';
UPDATE gov_cloud.request_tier SET vcpu = NULL WHERE policy = 'probe/1' AND tier = 'small';
UPDATE gov_cloud.request_tier SET storage_tb = 20, article = '1' WHERE policy = 'probe/1' AND tier = 'xlarge';
UPDATE gov_cloud.policy_parameter SET value = 'large' WHERE policy = 'probe/1' AND name = 'complex_small_request';
UPDATE gov_cloud.transition_guard SET parameters = '{"in": ["small"]}' WHERE transition = 'T-review';
UPDATE gov_cloud.transition_guard SET parameters = '{"in": ["large", "xlarge"]}' WHERE transition = 'T-consult';
UPDATE gov_cloud.transition_guard SET parameters = '{"form": "Request-1", "detail": "hosts", "pairs": {"cpu": "cpu_cores", "memory": "memory_gb"}}' WHERE transition = 'T-summed';
UPDATE gov_cloud.transition_guard SET parameters = '{"form": "Request-1", "section": "hosts", "fields": ["owners", "mails"]}' WHERE transition = 'T-paired';
UPDATE gov_cloud.transition_effect SET parameters = '{"form": "Request-1"}' WHERE transition = 'T-assess';
\i test/adopt.sql
SELECT refusal($$UPDATE gov_cloud.request_tier SET vcpu = 30 WHERE policy = 'probe/1' AND tier = 'large'$$);
SET SESSION AUTHORIZATION :unit;
SELECT matter FROM gov_cloud.open_matter('probe', system => 1) \gset
RESET SESSION AUTHORIZATION;

-- what the form asks for, as the tier it makes; the form is filled in by the unit
CREATE FUNCTION pg_temp.ask(matter bigint, unit text, rows text, bandwidth numeric DEFAULT NULL, simple boolean DEFAULT true) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    answer text;
BEGIN
    EXECUTE format('SET SESSION AUTHORIZATION %I', unit);
    PERFORM gov_cloud.fill_form(matter, 'Request-1', format('{"bandwidth": %s, "hosts": %s}', coalesce(bandwidth::text, 'null'), rows));
    SELECT concat_ws(' ', c.tier, c.exceeds) INTO answer FROM gov_cloud.classify_request(matter, 'Request-1', simple) c;
    RESET SESSION AUTHORIZATION;
    RETURN answer;
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE || ' ' || SQLERRM;
END $$;
SELECT v.name, v.want, pg_temp.ask(:matter, :'unit', format('[{"cpu_cores": %s, "memory_gb": %s, "disk_gb": %s}]', v.cpu, v.memory, v.disk), v.m, v.simple) AS got
FROM (VALUES ('TV1', 'small', 20, 80, 4096, 20, true), ('TV2', 'large', 21, 80, 4096, 20, true), ('TV3', 'large', 20, 80, 4097, 20, true),
    ('TV4', 'large', 256, 1024, 20480, 200, true), ('TV5', 'xlarge', 4, 8, 100, 201, true), ('TV7', 'large', 4, 8, 100, 10, false),
    ('memory 80.5', 'large', 20, 80.5, 100, 0, true), ('memory 80.01', 'large', 20, 80.01, 100, 0, true), ('cpu 257', 'xlarge', 257, 1024, 20480, 200, true),
    ('memory 1025 alone', 'xlarge', 1, 1025, 1, 0, true), ('storage 20481 alone', 'xlarge', 1, 1, 20481, 0, true), ('no internet', 'small', 20, 80, 4096, NULL, true),
    ('complex and large anyhow', 'xlarge', 300, 1, 1, 0, false)) v (name, want, cpu, memory, disk, m, simple);
SELECT 'TV6' AS name, pg_temp.ask(:matter, :'unit', (SELECT json_agg('{"cpu_cores": 4, "memory_gb": 8, "disk_gb": 100}'::json)::text FROM generate_series(1, 10)), 0) AS got;
SELECT 'rows times count' AS name, pg_temp.ask(:matter, :'unit', '[{"cpu_cores": 4, "memory_gb": 8, "disk_gb": 100, "n": 5}]') AS twenty,
    pg_temp.ask(:matter, :'unit', '[{"cpu_cores": 4, "memory_gb": 8, "disk_gb": 100, "n": 5}, {"cpu_cores": 1, "memory_gb": 1, "disk_gb": 1}]') AS twenty_one;
-- unknown is not small; a bandwidth that is left out is none, unless the internet is asked for, by a row or by the system's register
SELECT pg_temp.ask(:matter, :'unit', '[]') AS nothing;
SELECT pg_temp.ask(:matter, :'unit', '[{"cpu_cores": 4}]') AS half;
SELECT pg_temp.ask(:matter, :'unit', '[{"cpu_cores": 4, "memory_gb": 8, "disk_gb": 100}, {"network": "政务外网"}]') AS one_row_empty;
SELECT pg_temp.ask(:matter, :'unit', '[]', 201) AS bandwidth_alone;
SELECT pg_temp.ask(:matter, :'unit', '[{"cpu_cores": 4, "memory_gb": 8, "disk_gb": 100, "network": "互联网区"}]') AS internet;
SELECT pg_temp.ask(:matter, :'unit', '[{"cpu_cores": 4, "memory_gb": 8, "disk_gb": 100, "network": "互联网区"}]', 0) AS none_more;
UPDATE gov_cloud.system SET bearer_networks = '{internet}';
SELECT pg_temp.ask(:matter, :'unit', '[{"cpu_cores": 4, "memory_gb": 8, "disk_gb": 100}]') AS registered;
UPDATE gov_cloud.system SET bearer_networks = '{}';
-- what the unit buys itself is no request, known or not
SET SESSION AUTHORIZATION :unit;
SELECT gov_cloud.fill_form(:matter, 'HQ-F1', '{"hosts": [{"host_type": "弹性云服务器", "cpu_cores": 4, "memory_gb": 8, "system_disk_gb": 40, "quantity": 1}, {"host_type": "大型机", "self_procured": true}]}');
SELECT tier, vcpu FROM gov_cloud.classify_request(:matter, 'HQ-F1');
RESET SESSION AUTHORIZATION;
-- 4 TB is 4096 GB, or 4000 where a county counts so
SET SESSION AUTHORIZATION :sysadmin;
SELECT gov_cloud.adopt_local_rule('341522', 'probe/1', 'gb_per_tb', '1000', 'x') > 0 AS adopted;
RESET SESSION AUTHORIZATION;
SELECT pg_temp.ask(:matter, :'unit', '[{"cpu_cores": 4, "memory_gb": 8, "disk_gb": 4000}]') AS at_4000, pg_temp.ask(:matter, :'unit', '[{"cpu_cores": 4, "memory_gb": 8, "disk_gb": 4096}]') AS at_4096;
SET SESSION AUTHORIZATION :sysadmin;
SELECT gov_cloud.adopt_local_rule('341522', 'probe/1', 'gb_per_tb', NULL, 'x') IS NULL AS ended;
RESET SESSION AUTHORIZATION;

-- the operator has it computed, and says whether the architecture is simple; the unit cannot
SELECT pg_temp.ask(:matter, :'unit', '[{"cpu_cores": 4, "memory_gb": 8, "disk_gb": 100}]', 10) AS proposed;
SET SESSION AUTHORIZATION :unit;
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'assess')$$, :matter));
SET SESSION AUTHORIZATION :authority;
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'review')$$, :matter));
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'assess')$$, :matter));
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'set_tier', data => '{"tier": "large", "reason": "x"}')$$, :matter));
SELECT state FROM gov_cloud.act(:matter, 'assess', data => '{"simple_architecture": true}');
SELECT state FROM gov_cloud.act(:matter, 'review');
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'consult')$$, :matter));
-- a tier set otherwise: with a reason, kept beside the computed one
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'set_tier')$$, :matter));
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'set_tier', data => '{"tier": "huge", "reason": "x"}')$$, :matter));
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'set_tier', data => '{"tier": "xlarge"}')$$, :matter));
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'set_tier', data => '{"tier": "xlarge", "reason": "　 "}')$$, :matter));
SELECT state FROM gov_cloud.act(:matter, 'set_tier', data => '{"tier": "xlarge", "reason": "与其他系统合建"}');
SELECT state FROM gov_cloud.act(:matter, 'consult');
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'review')$$, :matter));
SELECT computed, tier, exceeds, simple_architecture, reason, requested, person, organization, occurred_at FROM gov_cloud.tier_assessment ORDER BY id;
-- computed anew, it counts again
RESET SESSION AUTHORIZATION;
SELECT pg_temp.ask(:matter, :'unit', '[{"cpu_cores": 20, "memory_gb": 80, "disk_gb": 100, "n": 2}]', 10) AS proposed;
SET SESSION AUTHORIZATION :authority;
SELECT state FROM gov_cloud.act(:matter, 'assess');
SELECT state FROM gov_cloud.act(:matter, 'consult');
SELECT line, at, who, what, article FROM gov_cloud.explain(:matter) WHERE section = 'tiers';
-- kept for good, and seen by the matter's own people alone
SELECT refusal($$DELETE FROM gov_cloud.tier_assessment$$);
SET SESSION AUTHORIZATION :school;
SELECT count(*) FROM gov_cloud.tier_assessment;
SELECT refusal(format($$SELECT * FROM gov_cloud.classify_request(%s, 'Request-1')$$, :matter));
SET SESSION AUTHORIZATION :provider;
SELECT count(*) FROM gov_cloud.tier_assessment;
RESET SESSION AUTHORIZATION;
SET ROLE gov_cloud_owner;
SELECT refusal($$UPDATE gov_cloud.tier_assessment SET reason = 'y'$$);
RESET ROLE;
SET SESSION AUTHORIZATION :unit;
SELECT refusal($$SELECT * FROM gov_cloud.classify_request(NULL, 'Request-1')$$);
SELECT refusal(format($$SELECT * FROM gov_cloud.classify_request(%s, NULL)$$, :matter));
SELECT refusal(format($$SELECT * FROM gov_cloud.classify_request(%s, 'Request-9')$$, :matter));

-- a printed form with two disks: system and data disks together are the storage
SET SESSION AUTHORIZATION :unit;
SELECT gov_cloud.fill_form(:matter, 'HQ-F1', '{"hosts": [{"host_type": "弹性云服务器", "cpu_cores": 4, "memory_gb": 8, "system_disk_gb": 96, "data_disk_gb": 4000, "quantity": 1}]}');
SELECT tier, title, basis, vcpu, memory_gb, storage_gb, bandwidth_mbps, exceeds FROM gov_cloud.classify_request(:matter, 'HQ-F1');
SELECT gov_cloud.fill_form(:matter, 'HQ-F1', '{"hosts": [{"host_type": "弹性云服务器", "cpu_cores": 4, "memory_gb": 8, "system_disk_gb": 97, "data_disk_gb": 4000, "quantity": 1}],
    "infrastructure": [{"service_name": "互联网带宽", "quantity": 21}]}');
SELECT tier, storage_gb, bandwidth_mbps, exceeds FROM gov_cloud.classify_request(:matter, 'HQ-F1');
RESET SESSION AUTHORIZATION;

-- against splitting: the system's total afterwards, or the requests of twelve months
INSERT INTO gov_cloud.resource (unit_id, jurisdiction, provider_id, system_id, item, name, provisioned_at) VALUES (1, '341522', 4, 1, 'vm', 'app', '2026-01-05 10:00') RETURNING id AS vm \gset
INSERT INTO gov_cloud.resource_specification (resource, unit_id, jurisdiction, effective_at, valid, vcpu, memory_gb, storage_gb)
    VALUES (:vm, 1, '341522', '2026-01-05 10:00', '[2026-01-05,)', 16, 32, 100);
SET SESSION AUTHORIZATION :sysadmin;
SELECT gov_cloud.adopt_local_rule('341522', 'probe/1', 'tier_basis', 'system_total_after', 'x') > 0 AS adopted;
SET SESSION AUTHORIZATION :unit;
SELECT matter AS second FROM gov_cloud.open_matter('probe', system => 1) \gset
RESET SESSION AUTHORIZATION;
SELECT pg_temp.ask(:second, :'unit', '[{"cpu_cores": 4, "memory_gb": 8, "disk_gb": 10}]') AS twenty, pg_temp.ask(:second, :'unit', '[{"cpu_cores": 5, "memory_gb": 8, "disk_gb": 10}]') AS twenty_one;
-- a change counts by what it adds; what it takes away is no request
SET SESSION AUTHORIZATION :unit;
SELECT gov_cloud.fill_form(:second, 'Request-1', '{"hosts": null, "changed": [{"host": "app", "cpu_before": 16, "cpu_after": 20}]}');
SELECT tier, basis, vcpu FROM gov_cloud.classify_request(:second, 'Request-1');
SELECT gov_cloud.fill_form(:second, 'Request-1', '{"changed": [{"host": "app", "cpu_before": 16, "cpu_after": 10}]}');
SELECT tier, basis, vcpu FROM gov_cloud.classify_request(:second, 'Request-1');
SET SESSION AUTHORIZATION :sysadmin;
SELECT gov_cloud.adopt_local_rule('341522', 'probe/1', 'tier_basis', 'request', 'x') > 0 AS adopted;
SET SESSION AUTHORIZATION :unit;
SELECT tier, basis, vcpu FROM gov_cloud.classify_request(:second, 'Request-1');
SELECT gov_cloud.fill_form(:second, 'Request-1', '{"changed": [{"host": "app", "cpu_before": 16, "cpu_after": 37}]}');
SELECT tier, basis, vcpu FROM gov_cloud.classify_request(:second, 'Request-1');
SET SESSION AUTHORIZATION :sysadmin;
SELECT gov_cloud.adopt_local_rule('341522', 'probe/1', 'tier_basis', 'rolling_12m_requests', 'x') > 0 AS adopted;
RESET SESSION AUTHORIZATION;
-- the first matter asked for 40 vCPU on 2026-03-02: it counts until 2027-03-02, and no more once it comes to nothing
SET SESSION AUTHORIZATION :unit;
SELECT gov_cloud.fill_form(:second, 'Request-1', '{"hosts": [{"cpu_cores": 1, "memory_gb": 1, "disk_gb": 1}], "changed": null}');
SELECT tier, vcpu, memory_gb, bandwidth_mbps, exceeds FROM gov_cloud.classify_request(:second, 'Request-1');
RESET SESSION AUTHORIZATION;
SET gov_cloud.clock = '2027-03-02 08:59:59';
SET SESSION AUTHORIZATION :unit;
SELECT tier, vcpu FROM gov_cloud.classify_request(:second, 'Request-1');
RESET SESSION AUTHORIZATION;
SET gov_cloud.clock = '2027-03-02 09:00';
SET SESSION AUTHORIZATION :unit;
SET timezone = 'America/New_York';
SELECT tier, vcpu FROM gov_cloud.classify_request(:second, 'Request-1');
RESET timezone;
RESET SESSION AUTHORIZATION;
SET gov_cloud.clock = '2026-03-03 09:00';
SET SESSION AUTHORIZATION :authority;
SELECT state FROM gov_cloud.act(:matter, 'refuse');
SET SESSION AUTHORIZATION :unit;
SELECT tier, vcpu FROM gov_cloud.classify_request(:second, 'Request-1');

-- totals are the sums of their rows, times their count; all that differ are named
SELECT gov_cloud.fill_form(:second, 'Request-1', '{"cpu": 10, "hosts": [{"cpu_cores": 4, "memory_gb": 8.5, "n": 2}, {"cpu_cores": 3, "memory_gb": 1}]}');
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'summed')$$, :second));
SELECT gov_cloud.fill_form(:second, 'Request-1', '{"cpu": 11, "memory": "18.00"}');
SELECT state FROM gov_cloud.act(:second, 'summed');
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'summed_elsewhere')$$, :second));
SELECT gov_cloud.fill_form(:second, 'HQ-F1', '{"hosts": [{"cpu_cores": 11, "quantity": 1}]}');
SELECT state FROM gov_cloud.act(:second, 'summed_elsewhere');
-- lists that go together are of one length, row by row
SELECT state FROM gov_cloud.act(:second, 'paired');
SELECT gov_cloud.fill_form(:second, 'Request-1', '{"hosts": [{"owners": ["甲", "乙"], "mails": ["a@b.cn", "c@d.cn"]}, {"owners": ["甲", "乙"], "mails": ["a@b.cn"]}, {"owners": ["丙"]}]}');
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'paired')$$, :second));
SELECT gov_cloud.fill_form(:second, 'Request-1', '{"hosts": [{"owners": ["甲", "乙"], "mails": ["a@b.cn", "c@d.cn"]}]}');
SELECT state FROM gov_cloud.act(:second, 'paired');
RESET SESSION AUTHORIZATION;
SELECT format('DROP ROLE %I', rolname) FROM pg_roles WHERE rolname LIKE 'regress\_tier\_%' \gexec
