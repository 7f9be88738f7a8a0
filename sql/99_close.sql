-- The last part: owner, rights, row security and dump of everything made above.
CREATE FUNCTION gov_cloud.close_installation() RETURNS void
    LANGUAGE C VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'gov_close_installation'
    SET search_path = pg_catalog, pg_temp;
COMMENT ON FUNCTION gov_cloud.close_installation() IS 'gives every object its owner, rights, row security and dump rule';
SELECT gov_cloud.close_installation();
