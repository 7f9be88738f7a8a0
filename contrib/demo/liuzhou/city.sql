-- The city: who the parties are and what the printed catalogue offers.  There is no separate vendor: the centre evaluates
-- and carries out, the bureau approves, and the centre's second person stands for the resources.  No figure for low use is
-- printed; this city watches by one of its own.  Codes and names are made up.
INSERT INTO demo.place VALUES ('450200', '柳州市', 'liuzhou/1', '2024-01-01', 'centre');
INSERT INTO demo.party (login, role, code, name) VALUES
    ('edu', 'using_unit', '11450200000000011', '市教育局'), ('civ', 'using_unit', '11450200000000012', '市民政局'),
    ('hlt', 'using_unit', '11450200000000013', '市卫生健康委员会'), ('agr', 'using_unit', '11450200000000014', '市农业农村局'),
    ('bureau', 'authority', '11450200000000015', '市大数据发展局'), ('centre', 'operator', '12450200000000016', '市信息化建设管理中心'),
    ('cloud', 'provider', '12450200000000016', '市信息化建设管理中心'), ('finance', 'finance', '11450200000000017', '市财政局'),
    ('secrecy', 'secrecy_office', '11450200000000018', '市委机要保密办公室');
\ir ../parties.sql
SELECT demo.does('sys', $$SELECT gov_cloud.adopt_local_rule('450200', 'liuzhou/1', 'threshold_pct', '15', '利用情况监测用', '2024-01-01')$$);
SELECT demo.does('sys', $$SELECT gov_cloud.adopt_local_rule('450200', 'liuzhou/1', 'window_months', '3', '利用情况监测用', '2024-01-01')$$);
SELECT demo.does('sys', $$SELECT gov_cloud.load_catalogue('450200', 'liuzhou/1', '2024-01-01')$$);
-- what each unit declares of itself (art. 4, 24)
SELECT demo.does(login, format('SELECT gov_cloud.record_compliance(NULL, %s, %L, issued_on => ''2024-01-02'')', organization, kind))
FROM demo.party, unnest(ARRAY['no_duplicate_build', 'data_residency']) AS kind WHERE role = 'using_unit';
