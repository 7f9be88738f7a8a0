-- The county: who the parties are, what the cloud offers and costs, and the county's own rule for idle machines.
-- Codes and names are made up.
INSERT INTO demo.place VALUES ('341522', '霍邱县', 'huoqiu/1', '2024-01-07', 'bureau');
INSERT INTO demo.party (login, role, code, name) VALUES
    ('edu', 'using_unit', '11341522000000011', '县教育局'), ('civ', 'using_unit', '11341522000000012', '县民政局'),
    ('hlt', 'using_unit', '11341522000000013', '县卫生健康委员会'), ('agr', 'using_unit', '11341522000000014', '县农业农村局'),
    ('bureau', 'authority', '11341522000000015', '县数据资源管理局'), ('gov', 'government', '11341522000000016', '县人民政府'),
    ('vendor', 'provider', '91341522000000017', '江淮云服务有限公司'), ('finance', 'finance', '11341522000000018', '县财政局');
\ir ../parties.sql
SELECT demo.does('sys', $$SELECT gov_cloud.adopt_local_rule('341522', 'huoqiu/1', 'threshold_pct', '15', '县政府专题会议纪要：参照外地做法', '2024-01-07')$$);
SELECT demo.does('sys', $$SELECT gov_cloud.adopt_local_rule('341522', 'huoqiu/1', 'window_months', '3', '县政府专题会议纪要：参照外地做法', '2024-01-07')$$);

SELECT demo.does('sys', $$SELECT gov_cloud.add_catalogue_item('341522', 'elastic_vm', 'host', '弹性云服务器', '云主机',
    components => 'vcpu, memory_gb, storage_gb', since => '2024-01-01')$$);
SELECT demo.does('sys', $$SELECT gov_cloud.add_catalogue_item('341522', 'basic_security', 'security', '基础安全防护包', '基础安全服务',
    category_l3 => '基础安全防护包', since => '2024-01-01')$$);

CREATE TABLE demo.list AS
SELECT demo.does('finance', format('SELECT gov_cloud.create_price_list(''341522'', %s, ''采购合同价'', ''2024-01-01'')', organization))::bigint AS id
FROM demo.party WHERE login = 'vendor';
SELECT demo.does('finance', format('SELECT gov_cloud.set_price(%s, %L, %L, ''month'', %s)', list.id, p.item, p.component, p.amount))
FROM demo.list, (VALUES ('elastic_vm', 'vcpu', 36.5), ('elastic_vm', 'memory_gb', 18.2), ('elastic_vm', 'storage_gb', 0.35),
    ('basic_security', 'unit', 260)) AS p (item, component, amount);
SELECT demo.does('finance', format('SELECT gov_cloud.publish_price_list(%s)', id)) FROM demo.list;
