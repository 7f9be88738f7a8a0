-- explain: a matter told to people, line by line.

CREATE FUNCTION gov_cloud.explain(matter bigint) RETURNS TABLE (line bigint, section text, at timestamptz, who text,
    what text, article text)
    LANGUAGE C STABLE STRICT PARALLEL UNSAFE SECURITY DEFINER ROWS 50 AS 'MODULE_PATHNAME', 'gov_explain'
    SET search_path = pg_catalog, pg_temp;
COMMENT ON FUNCTION gov_cloud.explain(bigint) IS 'what happened and by whom, each term with its arithmetic, local rules, what may happen next; with the articles';
GRANT EXECUTE ON FUNCTION gov_cloud.explain(bigint) TO gov_cloud_reader;
