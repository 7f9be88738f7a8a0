-- The comparison matrix of the regulations: every cell is composed of rows of the policies.  What each cell has
-- to say is in test/data/matrix.csv, read against the texts by hand; an answer that is not there is "-".
\i test/verbs.sql
SELECT no_plan();
SET test.logins = 'regress_comparison_';
CREATE ROLE regress_comparison_sec LOGIN IN ROLE gov_cloud_secadmin;
INSERT INTO gov_cloud.jurisdiction (code, name) VALUES ('999900', '示例市');
INSERT INTO gov_cloud.organization (id, credit_code, name, kind, jurisdiction) VALUES
    (1, gov_cloud.uscc_complete('11999900000000011'), '示例数据局', 'authority', '999900');
INSERT INTO gov_cloud.person (login, name, organization) VALUES ('regress_comparison_sec', 'sec', 1);

CREATE TABLE expected ("position" bigint, policy text, cell text);
\copy expected FROM 'test/data/matrix.csv' WITH (FORMAT csv, HEADER)
CREATE FUNCTION cells(policies text DEFAULT NULL) RETURNS TABLE ("position" bigint, policy text, cell text) LANGUAGE sql AS
    $$SELECT position, split_part(policy, '/', 1), cell FROM gov_cloud.compare_policies(policies)$$;

SELECT is(count(*), 480::bigint, 'ninety-six questions, five regulations') FROM cells();
SELECT is_empty($$SELECT c.position, c.policy, c.cell, e.cell AS wanted FROM cells() c LEFT JOIN expected e USING (position, policy)
    WHERE c.cell <> COALESCE(e.cell, '-')$$, 'every cell says what matrix.csv has, and nothing where it has nothing');
SELECT is_empty($$SELECT e.* FROM expected e WHERE NOT EXISTS (SELECT FROM cells() c WHERE c.position = e.position AND c.policy = e.policy)$$,
    'and every line of it is a cell');
SELECT is_empty($$SELECT position, policy, cell FROM cells() WHERE policy = 'sichuan' AND cell ~ '[0-9]+(个工作日|日|年|小时|分钟)(内|后)'$$,
    'no cell of Sichuan has a term: its text gives none');

-- what a cell says follows the rows: a draft with other rows has other cells, and the same elsewhere
SELECT is(done('sec', $$SELECT gov_cloud.import_policy(gov_cloud.export_policy('zhejiang/1'), 'zhejiang/9')$$), 'zhejiang/9', 'a draft of Zhejiang');
SELECT is_empty($$SELECT position, cell FROM cells('zhejiang/9') EXCEPT SELECT position, cell FROM cells('zhejiang/1')$$, 'says the same');
CREATE FUNCTION changed(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    cells text;
BEGIN
    EXECUTE statement;
    SELECT string_agg(n.position || ': ' || o.cell || ' => ' || n.cell, E'\n' ORDER BY n.position) INTO cells
    FROM cells('zhejiang/9') n JOIN cells('zhejiang/1') o USING (position) WHERE n.cell <> o.cell;
    RETURN cells;
END $$;
SELECT is(changed($$UPDATE gov_cloud.deadline_rule SET term = '4 workdays' WHERE policy = 'zhejiang/9' AND code = 'ZJ-D02'$$),
    E'15: 2个工作日内，自受理起，政务云平台行政主管部门（第八条） => 4个工作日内，自受理起，政务云平台行政主管部门（第八条）\n'
    '96: 3+2+2 = 7个工作日 => 3+4+2 = 9个工作日', 'a term changes its cell and the sum');
UPDATE gov_cloud.deadline_rule SET term = '2 workdays' WHERE policy = 'zhejiang/9' AND code = 'ZJ-D02';
SELECT is(changed($$UPDATE gov_cloud.deadline_rule SET soft = true, obligor = 'provider' WHERE policy = 'zhejiang/9' AND code = 'ZJ-D05'$$),
    '37: 5个工作日内，自提交变更申请起，政务云平台行政主管部门（第十一条） => 原则上5个工作日内，自提交变更申请起，政务云供应商（第十一条）',
    'so do principle and obligor');
UPDATE gov_cloud.deadline_rule SET soft = false, obligor = 'authority' WHERE policy = 'zhejiang/9' AND code = 'ZJ-D05';
SELECT is(changed($$UPDATE gov_cloud.transition SET actors = '{authority,security_authority}', article = '第八条' WHERE policy = 'zhejiang/9' AND code = 'ZJ-T07'$$),
    '21: 政务云平台行政主管部门 同意延长试用时间（第九条） => 政务云平台行政主管部门、信息安全行政主管部门 同意延长试用时间（第八条）',
    'so do who acts and the article');
UPDATE gov_cloud.transition SET actors = '{authority}', article = '第九条' WHERE policy = 'zhejiang/9' AND code = 'ZJ-T07';
SELECT is(changed($$UPDATE gov_cloud.policy_parameter SET value = '12.5' WHERE policy = 'zhejiang/9' AND name = 'threshold_pct'$$),
    '50: threshold_pct=未定（第二十二条） => threshold_pct=12.5（第二十二条）', 'so does a figure');
UPDATE gov_cloud.policy_parameter SET value = NULL WHERE policy = 'zhejiang/9' AND name = 'threshold_pct';
SELECT is(changed($$DELETE FROM gov_cloud.aspect_source WHERE policy = 'zhejiang/9' AND aspect = 84$$),
    '84: 省政府办公厅 备案（第四条） => -', 'what is not named is not said');
SELECT is((SELECT array_agg(object || ': ' || fault) FROM gov_cloud.validate_policy('zhejiang/9')), NULL, 'and the draft is sound');
INSERT INTO gov_cloud.aspect_source (policy, aspect, source, object, facet) VALUES
    ('zhejiang/9', 84, 'deadline', 'ZJ-D99', NULL), ('zhejiang/9', 17, 'guard', 'ZJ-T01#5', 'colour'), ('zhejiang/9', 18, 'deadlines', 'ZJ-D01+ZJ-D04', NULL);
SELECT is((SELECT array_agg(object || ': ' || fault ORDER BY object) FROM gov_cloud.validate_policy('zhejiang/9')),
    ARRAY['aspect 17.1: there is no guard "ZJ-T01#5" with colour to answer it', 'aspect 18.1: there is no deadlines "ZJ-D01+ZJ-D04" to answer it',
        'aspect 84.1: there is no deadline "ZJ-D99" to answer it'], 'a row that is not there is found before it is published');

SELECT * FROM finish();
RESET SESSION AUTHORIZATION;
DROP ROLE regress_comparison_sec;
