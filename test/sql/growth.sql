-- The resource leg of the major-change test: vectors MV1, MV2, MV4 to MV7 at half, strictly.
\set t growth
\i test/cloud.sql
SELECT pg_temp.probe('apply', 'using_unit', '[]', '[["file_form", {"form": "HQ-F2"}]]') \gset
\i test/adopt.sql
INSERT INTO gov_cloud.system (id, unit_id, jurisdiction, provider_id, name, classified, funding)
    VALUES (2, 1, '341522', 4, 'printed example', false, 'county');
INSERT INTO gov_cloud.resource (id, unit_id, jurisdiction, provider_id, system_id, item, name, provisioned_at) VALUES
    (1, 1, '341522', 4, 1, 'vm', 'a', '2026-01-01'), (2, 1, '341522', 4, 2, 'vm', '应用服务器', '2026-01-01');
INSERT INTO gov_cloud.resource_specification (resource, unit_id, jurisdiction, provider_id, effective_at, valid, vcpu, memory_gb, storage_gb) VALUES
    (1, 1, '341522', 4, '2026-01-01', '[2026-01-01,)', 10, 10, 100), (2, 1, '341522', 4, '2026-01-01', '[2026-01-01,)', 4, 16, 140);
SET SESSION AUTHORIZATION :unit;
SELECT matter FROM gov_cloud.open_matter('probe', system => 1) \gset
-- MV1: 10 to 15 cores is half exactly, which is not more than half
SELECT gov_cloud.fill_form(:matter, 'HQ-F2', '{"changed_hosts": [{"host_name": "a", "cpu_after": 15}]}');
SELECT * FROM gov_cloud.change_over(:matter, 'HQ-F2', 0.5);
-- MV2: 10 to 16 is
SELECT gov_cloud.fill_form(:matter, 'HQ-F2', '{"changed_hosts": [{"host_name": "a", "cpu_after": 16}]}');
SELECT * FROM gov_cloud.change_over(:matter, 'HQ-F2', 0.5);
SELECT * FROM gov_cloud.change_over(:matter, 'HQ-F2', 0.6);
-- one added host counts as well: 10 to 10 + 6
SELECT gov_cloud.fill_form(:matter, 'HQ-F2', '{"changed_hosts": [], "added_hosts": [{"host_type": "vm", "vcpu_cores": 2, "memory_gb": 1, "host_count": 3}]}');
SELECT * FROM gov_cloud.change_over(:matter, 'HQ-F2', 0.5);
-- MV4: memory alone grows by 60 %
SELECT gov_cloud.fill_form(:matter, 'HQ-F2', '{"added_hosts": [], "changed_hosts": [{"host_name": "a", "memory_after": 16}]}');
SELECT * FROM gov_cloud.change_over(:matter, 'HQ-F2', 0.5);
-- MV5: 10 to 4 cores, where a decrease counts, and where it does not
SELECT gov_cloud.fill_form(:matter, 'HQ-F2', '{"changed_hosts": [{"host_name": "a", "cpu_after": 4}]}');
SELECT * FROM gov_cloud.change_over(:matter, 'HQ-F2', 0.5, true);
SELECT * FROM gov_cloud.change_over(:matter, 'HQ-F2', 0.5, false);
-- MV7: the first internet address has no share: it is named, and does not decide
SELECT gov_cloud.fill_form(:matter, 'HQ-F2', '{"changed_hosts": [], "other_items": [{"category_l2": "网络服务", "category_l3": "弹性互联网IP地址", "quantity": 1}]}');
SELECT * FROM gov_cloud.change_over(:matter, 'HQ-F2', 0.5);
SELECT * FROM gov_cloud.change_figures(:matter, 'HQ-F2');
-- the first bandwidth likewise; what the catalogue does not have is counted by its words
SELECT gov_cloud.fill_form(:matter, 'HQ-F2', '{"other_items": [{"service_name": "互联网带宽", "quantity": 50}, {"service_name": "量子密钥", "quantity": 2}]}');
SELECT * FROM gov_cloud.change_figures(:matter, 'HQ-F2');
-- nothing asked for changes nothing; before the system held anything, everything is undefined
SELECT gov_cloud.fill_form(:matter, 'HQ-F2', '{"other_items": null}');
SELECT * FROM gov_cloud.change_over(:matter, 'HQ-F2', 0.5);
SELECT gov_cloud.fill_form(:matter, 'HQ-F2', '{"changed_hosts": [{"host_name": "a", "cpu_after": 16}]}');
SELECT * FROM gov_cloud.change_over(:matter, 'HQ-F2', 0.5, on_day => '2025-12-31');
-- MV6: the printed example of the form, as the system's only host
SELECT matter FROM gov_cloud.open_matter('probe', system => 2) \gset
SELECT gov_cloud.fill_form(:matter, 'HQ-F2', '{"changed_hosts": [{"ip_address": "192.168.100.1", "host_name": "应用服务器", "cpu_before": 4, "cpu_after": 8,
    "memory_before": 16, "memory_after": 32, "system_disk_before": 40, "system_disk_after": 60, "data_disk_before": 100, "data_disk_after": 200, "remark": "核增"}]}');
SELECT * FROM gov_cloud.change_figures(:matter, 'HQ-F2');
SELECT * FROM gov_cloud.change_over(:matter, 'HQ-F2', 0.5);
-- who may not see the matter sees no figures
SELECT refusal(format($$SELECT gov_cloud.change_over(%s, 'HQ-F2', NULL)$$, :matter));
SET SESSION AUTHORIZATION :school;
SELECT refusal(format($$SELECT gov_cloud.change_over(%s, 'HQ-F2', 0.5)$$, :matter));
SELECT refusal(format($$SELECT gov_cloud.change_figures(%s, 'HQ-F2')$$, :matter));
RESET SESSION AUTHORIZATION;
SELECT format('DROP ROLE %I', rolname) FROM pg_roles WHERE rolname LIKE 'regress\_growth\_%' \gexec
