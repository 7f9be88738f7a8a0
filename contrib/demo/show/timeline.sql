-- A matter from its opening on, each line with its article (:matter).
SELECT CASE section WHEN lag(section) OVER (ORDER BY line) THEN NULL ELSE section END AS section,
    to_char("at" AT TIME ZONE 'Asia/Shanghai', 'MM-DD HH24:MI') AS "at", what, article
FROM gov_cloud.explain(:matter) WHERE what !~ '^　(条件|效果)' ORDER BY line;
