-- The service catalogue: who may change it, what it takes, what is written down.
SET client_min_messages = warning;
INSERT INTO gov_cloud.jurisdiction (code, name, parent) VALUES ('340000', 'P', NULL), ('341500', 'C', '340000'), ('320000', 'Q', NULL);
INSERT INTO gov_cloud.organization (id, credit_code, name, kind, jurisdiction)
SELECT v.id, gov_cloud.uscc_complete(v.code), v.name, 'authority', v.j
FROM (VALUES (1, '11340000000000001', 'province', '340000'), (2, '11341500000000002', 'county', '341500')) v(id, code, name, j);
CREATE ROLE regress_catalogue_province LOGIN IN ROLE gov_cloud_sysadmin;
CREATE ROLE regress_catalogue_county LOGIN IN ROLE gov_cloud_sysadmin;
CREATE ROLE regress_catalogue_user LOGIN IN ROLE gov_cloud_user;
INSERT INTO gov_cloud.person (login, name, organization) VALUES
    ('regress_catalogue_province', 'a', 1), ('regress_catalogue_county', 'b', 2), ('regress_catalogue_user', 'c', 2);
SET SESSION AUTHORIZATION regress_catalogue_county;
SELECT gov_cloud.add_catalogue_item('341500', 'vm', 'host', '弹性云服务器', '计算服务', components => 'vcpu, memory_gb,storage_gb', since => '2026-01-01');
SELECT gov_cloud.add_catalogue_item('341500', 'ip', 'infrastructure', '弹性互联网IP地址', '网络服务', '弹性互联网IP地址', '1');
SELECT code, family, name, category_l3, specification, components, valid FROM gov_cloud.catalogue_item ORDER BY code;

-- bad input, one complaint each
SELECT refusal($$SELECT gov_cloud.add_catalogue_item('341500', 'vm', 'host', 'x', 'y')$$);
SELECT refusal($$SELECT gov_cloud.add_catalogue_item('341500', 'x', 'hosts', 'x', 'y')$$);
SELECT refusal($$SELECT gov_cloud.add_catalogue_item('341500', NULL, 'host', 'x', 'y')$$);
SELECT refusal($$SELECT gov_cloud.add_catalogue_item('341500', 'x', 'host', 'x', 'y', components => 'vcpu,vcpu')$$);
SELECT refusal($$SELECT gov_cloud.add_catalogue_item('341500', 'x', 'host', 'x', 'y', components => 'cpu')$$);
SELECT refusal($$SELECT gov_cloud.add_catalogue_item('341500', 'x', 'host', 'x', 'y', components => '')$$);

-- another jurisdiction's catalogue is not his; a province's administrator serves its counties
SELECT refusal($$SELECT gov_cloud.add_catalogue_item('340000', 'x', 'host', 'x', 'y')$$);
SELECT refusal($$SELECT gov_cloud.add_catalogue_item('999999', 'x', 'host', 'x', 'y')$$);
SET SESSION AUTHORIZATION regress_catalogue_province;
SELECT gov_cloud.add_catalogue_item('341500', 'gpu', 'host', 'GPU云服务器', '计算服务', components => 'unit');
SELECT refusal($$SELECT gov_cloud.add_catalogue_item('320000', 'x', 'host', 'x', 'y')$$);

-- retiring ends it once
SELECT gov_cloud.retire_catalogue_item('341500', 'vm', '2026-07-01', 'replaced');
SELECT refusal($$SELECT gov_cloud.retire_catalogue_item('341500', 'vm', '2026-07-01', 'again')$$);
SELECT refusal($$SELECT gov_cloud.retire_catalogue_item('341500', 'vm', '2025-07-01', 'before it was')$$);
SELECT refusal($$SELECT gov_cloud.retire_catalogue_item('341500', 'gone', '2026-07-01', 'unknown')$$);
SELECT code, valid FROM gov_cloud.catalogue_item WHERE code = 'vm';

-- users read it and change nothing
SET SESSION AUTHORIZATION regress_catalogue_user;
SELECT count(*) FROM gov_cloud.catalogue_item;
SELECT refusal($$SELECT gov_cloud.add_catalogue_item('341500', 'x', 'host', 'x', 'y')$$);
SELECT refusal($$UPDATE gov_cloud.catalogue_item SET name = 'x'$$);
RESET SESSION AUTHORIZATION;
SELECT refusal($$SELECT gov_cloud.add_catalogue_item('341500', 'x', 'host', 'x', 'y')$$);

-- each change is one line of the audit
SELECT login, event, object_id, before_digest IS NULL AS made, after_digest IS NOT NULL AS kept, note
FROM gov_cloud_data.audit_event WHERE object_kind = 'catalogue_item' ORDER BY id;
DROP ROLE regress_catalogue_province, regress_catalogue_county, regress_catalogue_user;
