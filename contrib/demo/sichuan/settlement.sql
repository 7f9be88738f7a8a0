-- No bill: three monthly reports by two parties, of which the security operator's waits for the providers' self-checks
-- (art. 17, 22, 29); what the quarter's assessment says of the provider goes into the year's settlement (art. 33).
SELECT demo.runs('open_obligations');
CREATE FUNCTION demo.delivers(login text, duty text) RETURNS bigint LANGUAGE sql AS $$
    SELECT count(demo.does(login, format('SELECT delivery FROM gov_cloud.deliver_obligation(%s)', id)))
    FROM (SELECT o.id, count(demo.does(login, format('SELECT gov_cloud.attach_document(NULL, %L, %L, content => ''YWJj'', about_kind => ''obligation'', about_id => %s)',
              document, document, o.id)))
          FROM gov_cloud.obligation AS o JOIN gov_cloud.obligation_rule AS r USING (policy, code), unnest(r.documents) AS document
          WHERE code = duty GROUP BY o.id, o.due_at ORDER BY o.due_at) AS papers
$$;
SELECT demo.delivers(login, duty)
FROM (VALUES (1, 'vendor', 'SC-O1'), (2, 'watcher', 'SC-O2'), (3, 'watcher', 'SC-O3'), (4, 'vendor', 'SC-O4'), (5, 'guard', 'SC-O5')) AS d (turn, login, duty)
ORDER BY turn;
