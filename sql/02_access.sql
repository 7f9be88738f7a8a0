-- access: what the caller may see, as row policies ask it.

CREATE FUNCTION gov_cloud.visible_units() RETURNS bigint[]
    LANGUAGE C STABLE PARALLEL RESTRICTED SECURITY DEFINER AS 'MODULE_PATHNAME', 'gov_visible_units'
    SET search_path = pg_catalog, pg_temp;
COMMENT ON FUNCTION gov_cloud.visible_units() IS 'organizations whose rows the caller sees: his own, and those of the jurisdictions he oversees';
GRANT EXECUTE ON FUNCTION gov_cloud.visible_units() TO gov_cloud_reader;

CREATE FUNCTION gov_cloud.visible_jurisdictions() RETURNS text[]
    LANGUAGE C STABLE PARALLEL RESTRICTED SECURITY DEFINER AS 'MODULE_PATHNAME', 'gov_visible_jurisdictions'
    SET search_path = pg_catalog, pg_temp;
COMMENT ON FUNCTION gov_cloud.visible_jurisdictions() IS 'jurisdictions the caller oversees by a role';
GRANT EXECUTE ON FUNCTION gov_cloud.visible_jurisdictions() TO gov_cloud_reader;

CREATE FUNCTION gov_cloud.caller_organization() RETURNS bigint
    LANGUAGE C STABLE PARALLEL RESTRICTED SECURITY DEFINER AS 'MODULE_PATHNAME', 'gov_caller_organization'
    SET search_path = pg_catalog, pg_temp;
COMMENT ON FUNCTION gov_cloud.caller_organization() IS 'the organization on whose behalf the caller acts';
GRANT EXECUTE ON FUNCTION gov_cloud.caller_organization() TO gov_cloud_reader;
