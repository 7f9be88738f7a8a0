-- The province: the centre, the providers of four kinds, the operator of security, units.  The measures have no figure for
-- low use, so the centre adopts one; they have no billing, so there are no prices.  Codes and names are made up.
INSERT INTO demo.place VALUES ('510000', '四川省', 'sichuan/1', :'first_day'::date - 62, 'centre');
INSERT INTO demo.party (login, role, code, name) VALUES
    ('edu', 'using_unit', '11510000000000011', '省教育厅'), ('civ', 'using_unit', '11510000000000012', '省民政厅'),
    ('hlt', 'using_unit', '11510000000000013', '省卫生健康委员会'), ('agr', 'using_unit', '11510000000000014', '省农业农村厅'),
    ('centre', 'authority', '12510000000000015', '省大数据中心'), ('vendor', 'provider', '91510000000000016', '锦江云服务有限公司'),
    ('watcher', 'supervisor', '91510000000000017', '岷江云监管服务有限公司'),
    ('guard', 'security_operator', '12510000000000018', '统一安全运维中心'), ('regulator', 'security_authority', '11510000000000019', '省网络安全监管处');
\ir ../parties.sql
SELECT demo.does('sys', format($$SELECT gov_cloud.adopt_local_rule('510000', 'sichuan/1', %L, %L, '中心会议纪要：参照外地做法', %L)$$, rule.name, rule.value, since))
FROM demo.place, (VALUES ('threshold_pct', '15'), ('window_months', '3')) AS rule (name, value);
SELECT demo.does('sys', $$SELECT gov_cloud.add_catalogue_item('510000', 'elastic_vm', 'host', '云主机', '云主机', category_l3 => '云主机',
    components => 'vcpu, memory_gb, storage_gb', since => '2024-01-01')$$);
-- the platform is protected at level 3 and its cryptography evaluated (art. 27)
SELECT demo.does('vendor', format('SELECT gov_cloud.record_compliance(NULL, %1$s, %2$L, issued_on => %3$L, attributes => %4$L, document =>
    gov_cloud.attach_document(NULL, ''certificate'', %2$L, content => ''YWJj'', about_kind => ''organization'', about_id => %1$s))', organization, kind, since, attributes))
FROM demo.place, demo.party, (VALUES ('cloud_mlps_evaluation', '{"level": 3}'), ('cryptography_evaluation', '{}')) AS shown (kind, attributes)
WHERE login = 'vendor';
-- two of its four platforms (art. 4): who runs which
SELECT demo.does('centre', format('SELECT gov_cloud.register_platform(''510000'', %L, %L, %s)', platform.kind, platform.name, organization))
FROM demo.party JOIN (VALUES ('vendor', 'service', '锦江云服务平台'), ('watcher', 'supervision', '岷江云监管平台')) AS platform (login, kind, name) USING (login);
