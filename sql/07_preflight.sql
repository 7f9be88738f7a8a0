-- preflight and fingerprint: is the server fit, and is this the same data?

CREATE FUNCTION gov_cloud.preflight()
    RETURNS TABLE (check_name text, ok boolean, found text, wanted text)
    LANGUAGE C VOLATILE PARALLEL UNSAFE SECURITY DEFINER AS 'MODULE_PATHNAME', 'gov_preflight'
    SET search_path = pg_catalog, pg_temp;
COMMENT ON FUNCTION gov_cloud.preflight() IS 'is the server set up so that what gov_cloud promises can be kept?';
GRANT EXECUTE ON FUNCTION gov_cloud.preflight() TO gov_cloud_sysadmin, gov_cloud_secadmin, gov_cloud_auditor, gov_cloud_worker;

CREATE FUNCTION gov_cloud.fingerprint_of_tables()
    RETURNS TABLE (table_name text, row_count bigint, digest text)
    LANGUAGE C STABLE PARALLEL UNSAFE SECURITY DEFINER AS 'MODULE_PATHNAME', 'gov_fingerprint'
    SET search_path = pg_catalog, pg_temp;
COMMENT ON FUNCTION gov_cloud.fingerprint_of_tables() IS 'number and digest of the rows of each table and sequence, shipped rows left out';
GRANT EXECUTE ON FUNCTION gov_cloud.fingerprint_of_tables() TO gov_cloud_sysadmin, gov_cloud_auditor;

CREATE FUNCTION gov_cloud.fingerprint() RETURNS text
    LANGUAGE SQL STABLE PARALLEL UNSAFE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    AS $$SELECT pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(pg_catalog.string_agg(
        pg_catalog.concat_ws(' ', f.table_name, f.row_count, f.digest), E'\n' ORDER BY f.table_name COLLATE "C"), 'UTF8')), 'hex')
        FROM gov_cloud.fingerprint_of_tables() f$$;
COMMENT ON FUNCTION gov_cloud.fingerprint() IS 'one text for all domain data: equal before a dump and after its restore';
GRANT EXECUTE ON FUNCTION gov_cloud.fingerprint() TO gov_cloud_sysadmin, gov_cloud_auditor;
