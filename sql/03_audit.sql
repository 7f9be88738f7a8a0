-- audit: one line a deed, in the transaction of the deed.

CREATE TABLE gov_cloud.instance (
    epoch             integer PRIMARY KEY,
    system_identifier bigint NOT NULL,
    database          oid NOT NULL,
    since             timestamptz NOT NULL,
    by                text NOT NULL
);
COMMENT ON TABLE gov_cloud.instance IS 'the databases this one has been; the newest epoch must name the one it is, or it is a copy and may not act';

CREATE FUNCTION gov_cloud.frozen() RETURNS trigger
    LANGUAGE C VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'gov_frozen';
COMMENT ON FUNCTION gov_cloud.frozen() IS 'trigger of tables whose rows are facts: refuses UPDATE, DELETE and TRUNCATE';

CREATE FUNCTION gov_cloud.install_storage() RETURNS void
    LANGUAGE C VOLATILE PARALLEL UNSAFE SECURITY DEFINER AS 'MODULE_PATHNAME', 'gov_install_storage'
    SET search_path = pg_catalog, pg_temp;
COMMENT ON FUNCTION gov_cloud.install_storage() IS 'makes the partitioned tables that are missing; run it once after CREATE EXTENSION, again at will';
GRANT EXECUTE ON FUNCTION gov_cloud.install_storage() TO gov_cloud_sysadmin, gov_cloud_worker;
