-- The city: who the parties are, what the cloud offers and what the contract says it costs.  The threshold for low use
-- is the measures' own (art. 24).  Codes and names are made up; desk and review are two persons of the operator.
INSERT INTO demo.place VALUES ('321300', '宿迁市', 'suqian/1', '2022-10-25', 'desk');
INSERT INTO demo.party (login, role, code, name) VALUES
    ('edu', 'using_unit', '11321300000000011', '市教育局'), ('civ', 'using_unit', '11321300000000012', '市民政局'),
    ('hlt', 'using_unit', '11321300000000013', '市卫生健康委员会'), ('agr', 'using_unit', '11321300000000014', '市农业农村局'),
    ('desk', 'operator', '12321300000000015', '市大数据中心'), ('review', 'operator', '12321300000000015', '市大数据中心'),
    ('authority', 'authority', '11321300000000016', '市政府办公室'), ('vendor', 'provider', '91321300000000017', '骆马湖云服务有限公司'),
    ('extranet', 'extranet_authority', '11321300000000018', '市政务外网主管部门'),
    ('finance', 'finance', '11321300000000019', '市财政局');
\ir ../parties.sql

SELECT demo.does('sys', $$SELECT gov_cloud.add_catalogue_item('321300', 'elastic_vm', 'host', '云主机', '计算服务', category_l3 => '云主机',
    components => 'vcpu, memory_gb, storage_gb', since => '2024-01-01')$$);
CREATE TABLE demo.list AS
SELECT demo.does('finance', format('SELECT gov_cloud.create_price_list(''321300'', %s, ''采购合同价'', ''2024-01-01'')', organization))::bigint AS id
FROM demo.party WHERE login = 'vendor';
SELECT demo.does('finance', format('SELECT gov_cloud.set_price(%s, ''elastic_vm'', %L, ''month'', %s)', list.id, p.component, p.amount))
FROM demo.list, (VALUES ('vcpu', 36.5), ('memory_gb', 18.2), ('storage_gb', 0.35)) AS p (component, amount);
SELECT demo.does('finance', format('SELECT gov_cloud.publish_price_list(%s)', id)) FROM demo.list;
