-- The province: who the parties are, what the platform offers, and a figure for idle of its own, since the measures give
-- none.  They have no billing, so there are no prices.  Codes and names are made up.
INSERT INTO demo.place VALUES ('330000', '浙江省', 'zhejiang/1', :'first_day'::date - 62, 'bureau');
INSERT INTO demo.party (login, role, code, name) VALUES
    ('edu', 'using_unit', '11330000000000011', '省教育厅'), ('civ', 'using_unit', '11330000000000012', '省民政厅'),
    ('hlt', 'using_unit', '11330000000000013', '省卫生健康委员会'), ('agr', 'using_unit', '11330000000000014', '省农业农村厅'),
    ('bureau', 'authority', '11330000000000015', '省政务云平台主管处'), ('office', 'government', '11330000000000016', '省政府办公厅'),
    ('vendor', 'provider', '91330000000000017', '钱塘云供应有限公司'), ('security', 'security_authority', '11330000000000018', '省信息安全主管处');
\ir ../parties.sql
SELECT demo.does('sys', format($$SELECT gov_cloud.adopt_local_rule('330000', 'zhejiang/1', %L, %L, '主管处会议纪要：参照外地做法', %L)$$, rule.name, rule.value, since))
FROM demo.place, (VALUES ('threshold_pct', '15'), ('window_months', '3')) AS rule (name, value);
SELECT demo.does('sys', $$SELECT gov_cloud.add_catalogue_item('330000', 'elastic_vm', 'host', '云主机', '云主机', category_l3 => '云主机',
    components => 'vcpu, memory_gb, storage_gb', since => '2024-01-01')$$);
-- units declare once that they build and buy nothing beside the platform, and use it lawfully
SELECT demo.does(login, format('SELECT gov_cloud.record_compliance(NULL, %s, %L, issued_on => %L)', organization, kind, since))
FROM demo.place, demo.party, (VALUES ('no_duplicate_build'), ('lawful_use')) AS k (kind) WHERE role = 'using_unit';
