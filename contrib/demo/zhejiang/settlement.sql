-- No bill: the provider's monthly papers on each system (art. 15), what the units say of him (art. 23), and how each
-- unit has used the platform (art. 22).
SELECT demo.runs('open_obligations');
DO $$
DECLARE
    duty record;
BEGIN
    FOR duty IN SELECT o.id FROM gov_cloud.obligation AS o
        WHERE o.code = 'ZJ-O1' ORDER BY due_at
    LOOP
        PERFORM demo.does('vendor', format('SELECT gov_cloud.attach_document(NULL, %L, %L, content => ''YWJj'', about_kind => ''obligation'', about_id => %s)',
            kind, title, duty.id))
        FROM (VALUES ('utilisation_table', '云资源利用情况表'), ('operation_report', '运行维护报告'), ('optimisation_suggestions', '优化建议')) AS d (kind, title);
        PERFORM demo.does('vendor', format('SELECT gov_cloud.deliver_obligation(%s)', duty.id));
    END LOOP;
END
$$;
SELECT demo.does(login, format('SELECT gov_cloud.rate_provider(%s, %L, %L)', (SELECT organization FROM demo.party WHERE login = 'vendor'), rating,
    to_char(gov_cloud.clock() AT TIME ZONE 'Asia/Shanghai', 'YYYY')))
FROM (VALUES ('edu', '满意'), ('civ', '非常满意'), ('hlt', '基本满意')) AS said (login, rating);
