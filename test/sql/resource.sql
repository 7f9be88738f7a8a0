-- Resources through time, and what actions do to them.
\set t resource
\i test/cloud.sql
SELECT pg_temp.probe('fill1', 'using_unit', '[]', '[["file_form", {"form": "HQ-F1"}]]'),
    pg_temp.probe('fill2', 'using_unit', '[]', '[["file_form", {"form": "HQ-F2"}]]'),
    pg_temp.probe('provide', 'provider', '[]', '[["provision_resources", {"form": "HQ-F1"}]]'),
    pg_temp.probe('provide_hosts', 'provider', '[]', '[["provision_resources", {"form": "HQ-F1", "section": "hosts"}]]'),
    pg_temp.probe('known', 'using_unit', '[["form_hosts_known", {"form": "HQ-F2"}]]'),
    pg_temp.probe('change', 'provider', '[]', '[["apply_change", {"form": "HQ-F2"}]]'),
    pg_temp.probe('agree', 'authority', '[["reduction_listed", {}]]'),
    pg_temp.probe('reduce', 'provider', '[]', '[["reduce_resources", {"transition": "T-agree"}]]'),
    pg_temp.probe('reduce_now', 'provider', '[]', '[["reduce_resources", {}]]'),
    pg_temp.probe('release', 'provider', '[]', '[["release_resources", {}]]'),
    pg_temp.probe('trial', 'using_unit', '[["system_status", {"in": ["registered", "trial"]}]]', '[["set_system_status", {"status": "trial"}]]'),
    pg_temp.probe('serve', 'using_unit', '[]', '[["set_system_status", {"status": "in_service"}]]'),
    pg_temp.probe('leave', 'using_unit', '[]', '[["set_system_status", {"status": "exited"}]]'),
    pg_temp.probe('secret', 'using_unit', '[["not_classified"]]'), pg_temp.probe('ceiling', 'using_unit', '[["mlps_ceiling", {"max": 3}]]'),
    pg_temp.probe('funded', 'using_unit', '[["funding_scope"]]'), pg_temp.probe('county', 'using_unit', '[["funding_scope", {"scope": "county"}]]') \gset
INSERT INTO gov_cloud.policy_parameter (policy, name, value, note) VALUES ('probe/1', 'fiscal_scope', 'county_and_above', 'x');
\i test/adopt.sql
SET SESSION AUTHORIZATION :unit;
SELECT matter FROM gov_cloud.open_matter('probe', system => 1) \gset
-- rows times quantity, their items by name or code; what the unit buys itself is none of the cloud's
SELECT gov_cloud.fill_form(:matter, 'HQ-F1', '{"hosts": [
    {"host_type": "弹性 云服务器", "host_name": "app", "cpu_cores": 4, "memory_gb": 8, "system_disk_gb": 40, "data_disk_gb": 200, "quantity": 2},
    {"host_type": "物理服务器", "host_name": "db", "cpu_cores": 16, "memory_gb": 64, "system_disk_gb": 500, "quantity": 1},
    {"host_type": "自购", "host_name": "own", "cpu_cores": 99, "memory_gb": 99, "quantity": 1, "self_procured": true}],
    "infrastructure": [{"category_l2": "网络服务", "category_l3": "弹性互联网IP地址", "service_name": "/", "specification": "1", "quantity": 2},
    {"category_l2": "网络服务", "service_name": "互联网带宽", "quantity": "20.5"}],
    "support_software": [{"category_l2": "数据库服务", "service_name": "国产关系型数据库", "specification": "1 主机", "quantity": 1}]}');
SET SESSION AUTHORIZATION :provider;
SELECT state FROM gov_cloud.act(:matter, 'provide');
SELECT id, item, name, provider_id, provisioned_at, matter FROM gov_cloud.resource ORDER BY id;
SELECT resource, valid, vcpu, memory_gb, storage_gb, bandwidth_mbps, quantity FROM gov_cloud.resource_specification ORDER BY resource;
-- the completion day counts whole; a unit that may not see it sees nothing
SELECT * FROM gov_cloud.current_capacity(1);
SELECT * FROM gov_cloud.current_capacity(1, '2026-03-01');
SELECT * FROM gov_cloud.current_capacity(1, '2026-03-02');
SET SESSION AUTHORIZATION :school;
SELECT * FROM gov_cloud.current_capacity(1);
SELECT count(*) FROM gov_cloud.resource;
SELECT count(*) FROM gov_cloud.resource_specification;
SET SESSION AUTHORIZATION :authority;
SELECT count(*) FROM gov_cloud.resource;
RESET SESSION AUTHORIZATION;

-- what cannot be provided
SET SESSION AUTHORIZATION :unit;
SELECT gov_cloud.fill_form(:matter, 'HQ-F1', '{"hosts": [{"host_type": "大型机", "cpu_cores": 4, "memory_gb": 8, "quantity": 2}]}');
SET SESSION AUTHORIZATION :provider;
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'provide')$$, :matter));
SET SESSION AUTHORIZATION :unit;
SELECT gov_cloud.fill_form(:matter, 'HQ-F1', '{"hosts": [{"host_type": "弹性云服务器", "cpu_cores": 4, "memory_gb": 8, "quantity": 10001}]}');
SET SESSION AUTHORIZATION :provider;
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'provide')$$, :matter));
-- one section alone
SET SESSION AUTHORIZATION :unit;
SELECT gov_cloud.fill_form(:matter, 'HQ-F1', '{"hosts": [{"host_type": "vm", "cpu_cores": 1, "memory_gb": 1, "quantity": 1}]}');
SET SESSION AUTHORIZATION :provider;
SELECT state FROM gov_cloud.act(:matter, 'provide_hosts');
SELECT id, item, name FROM gov_cloud.resource WHERE id > 6 ORDER BY id;

-- a change: figures before must be those in force; hosts are named as they are
SET SESSION AUTHORIZATION :unit;
SELECT gov_cloud.fill_form(:matter, 'HQ-F2', '{"changed_hosts": [{"host_name": "app-1", "cpu_before": 2, "cpu_after": 8}, {"host_name": "nobody", "cpu_after": 8},
    {"cpu_after": 8}, {"host_name": "db", "data_disk_after": 100}, {"host_name": "app-1", "cpu_after": 1}]}');
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'known')$$, :matter));
SET SESSION AUTHORIZATION :provider;
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'change')$$, :matter));
-- 核增, 核减, 释放, and a new host: in figures first, then done
SET SESSION AUTHORIZATION :unit;
SELECT gov_cloud.fill_form(:matter, 'HQ-F2', '{"added_hosts": [{"host_type": "弹性云服务器", "host_name": "cache", "vcpu_cores": 2, "memory_gb": 16, "host_count": 1}],
    "changed_hosts": [{"host_name": "APP-1", "cpu_before": 4, "cpu_after": 8, "memory_before": 8, "memory_after": 16, "remark": "核增"},
    {"host_name": "app-2", "data_disk_before": 200, "data_disk_after": 100, "remark": "核减"}, {"host_name": "db", "remark": "释放"}],
    "other_items": [{"category_l2": "网络服务", "category_l3": "弹性互联网IP地址", "quantity": 1}]}');
SELECT state FROM gov_cloud.act(:matter, 'known');
SELECT * FROM gov_cloud.change_figures(:matter, 'HQ-F2');
RESET SESSION AUTHORIZATION;
SET gov_cloud.clock = '2026-03-20 23:50';
SET SESSION AUTHORIZATION :provider;
SELECT state FROM gov_cloud.act(:matter, 'change');
SELECT r.name, s.valid, s.vcpu, s.memory_gb, s.storage_gb, r.released_at, s.matter, r.released_by
FROM gov_cloud.resource r JOIN gov_cloud.resource_specification s ON s.resource = r.id WHERE r.item IN ('vm', 'metal') ORDER BY r.id, s.effective_at;
SELECT day::date, c.* FROM generate_series('2026-03-19'::timestamp, '2026-03-21', '1 day') day, gov_cloud.current_capacity(1, day::date) c;

-- a reduction: agreed first, carried out as agreed, only downwards
SET SESSION AUTHORIZATION :authority;
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'agree')$$, :matter));
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'agree', data => '{"resources": [{"resource": 1, "vcpu": 9}]}')$$, :matter));
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'agree', data => '{"resources": [{"resource": 1, "vcpu": 8}]}')$$, :matter));
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'agree', data => '{"resources": [{"resource": 1, "vcpu": -1}]}')$$, :matter));
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'agree', data => '{"resources": [{"resource": 3, "release": true}]}')$$, :matter));
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'agree', data => '{"resources": [{"resource": 99, "release": true}]}')$$, :matter));
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'agree', data => '{"resources": [{"release": true}]}')$$, :matter));
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'agree', data => '{"resources": [{"resource": 1, "cores": 2}]}')$$, :matter));
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'agree', data => '{"resources": [{"resource": 1, "vcpu": 2}, {"resource": 1, "release": true}]}')$$, :matter));
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'agree', data => '{"resources": [{"resource": "a", "vcpu": 2}]}')$$, :matter));
SET SESSION AUTHORIZATION :provider;
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'reduce')$$, :matter));
SET SESSION AUTHORIZATION :authority;
SELECT state FROM gov_cloud.act(:matter, 'agree', data => '{"resources": [{"resource": 1, "vcpu": 4, "memory_gb": "8"}, {"resource": 7, "release": true}, {"resource": 4, "quantity": 1}]}');
RESET SESSION AUTHORIZATION;
SET gov_cloud.clock = '2026-03-25 00:05';
SET SESSION AUTHORIZATION :provider;
SELECT state FROM gov_cloud.act(:matter, 'reduce');
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'reduce')$$, :matter));
SELECT resource, valid, vcpu, memory_gb, quantity FROM gov_cloud.resource_specification WHERE resource IN (1, 4, 7) ORDER BY resource, effective_at;
-- twice on one day: the first leaves no day (BV4), and time does not run backwards
RESET SESSION AUTHORIZATION;
SET gov_cloud.clock = '2026-03-25 09:00';
SET SESSION AUTHORIZATION :provider;
SELECT state FROM gov_cloud.act(:matter, 'reduce_now', data => '{"resources": [{"resource": 1, "vcpu": 2}]}');
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'reduce_now', data => '{"resources": [{"resource": 1, "vcpu": 1}]}')$$, :matter));
SELECT valid, vcpu FROM gov_cloud.resource_specification WHERE resource = 1 ORDER BY effective_at;

-- the system's life, and all that it held
SET SESSION AUTHORIZATION :unit;
SELECT state FROM gov_cloud.act(:matter, 'trial');
SELECT state FROM gov_cloud.act(:matter, 'serve');
SELECT status, in_service FROM gov_cloud.system;
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'trial')$$, :matter));
RESET SESSION AUTHORIZATION;
SET gov_cloud.clock = '2026-03-31 16:00';
SET SESSION AUTHORIZATION :provider;
SELECT state FROM gov_cloud.act(:matter, 'release');
SELECT count(*) FROM gov_cloud.resource WHERE released_at IS NULL;
SELECT * FROM gov_cloud.current_capacity(1, '2026-03-30');
SELECT * FROM gov_cloud.current_capacity(1, '2026-03-31');
SET SESSION AUTHORIZATION :unit;
SELECT state FROM gov_cloud.act(:matter, 'leave');
SELECT status, in_service FROM gov_cloud.system;

-- guards that ask of the system
SELECT state FROM gov_cloud.act(:matter, 'secret');
SELECT state FROM gov_cloud.act(:matter, 'ceiling');
SELECT state FROM gov_cloud.act(:matter, 'funded');
SELECT state FROM gov_cloud.act(:matter, 'county');
RESET SESSION AUTHORIZATION;
UPDATE gov_cloud.system SET classified = true, mlps_level = 3, funding = 'above_county';
SET SESSION AUTHORIZATION :unit;
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'secret')$$, :matter));
SELECT state FROM gov_cloud.act(:matter, 'ceiling');
SELECT state FROM gov_cloud.act(:matter, 'funded');
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'county')$$, :matter));
RESET SESSION AUTHORIZATION;
UPDATE gov_cloud.system SET mlps_level = 4, funding = 'other';
SET SESSION AUTHORIZATION :unit;
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'ceiling')$$, :matter));
SELECT refusal(format($$SELECT gov_cloud.act(%s, 'funded')$$, :matter));
RESET SESSION AUTHORIZATION;

-- bare statements on facts: the constraints hold even for the owner
SELECT refusal($$INSERT INTO gov_cloud.resource_specification (resource, unit_id, jurisdiction, effective_at, valid) VALUES (1, 1, '341522', now(), '[2026-03-01,2026-03-05)')$$);
SELECT refusal($$UPDATE gov_cloud.resource_specification SET vcpu = -1$$);
SELECT format('DROP ROLE %I', rolname) FROM pg_roles WHERE rolname LIKE 'regress\_resource\_%' \gexec
