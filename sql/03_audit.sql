-- audit: one line a deed, in the transaction of the deed.

CREATE TABLE gov_cloud.instance (
    epoch             integer PRIMARY KEY,
    system_identifier bigint NOT NULL,
    database          oid NOT NULL,
    since             timestamptz NOT NULL,
    by                text NOT NULL
);
COMMENT ON TABLE gov_cloud.instance IS 'the databases this one has been; the newest epoch must name the one it is, or it is a copy and may not act';

CREATE TABLE gov_cloud.instance_adoption (
    epoch             integer,
    role              text,
    login             text NOT NULL,
    system_identifier bigint,
    database          oid,
    at                timestamptz NOT NULL,
    PRIMARY KEY (epoch, role, system_identifier, database)
);
COMMENT ON TABLE gov_cloud.instance_adoption IS 'which administrators said that a copy shall be an instance of its own; two are needed';

CREATE FUNCTION gov_cloud.adopt_instance() RETURNS boolean
    LANGUAGE C VOLATILE PARALLEL UNSAFE SECURITY DEFINER AS 'MODULE_PATHNAME', 'gov_adopt_instance'
    SET search_path = pg_catalog, pg_temp;
COMMENT ON FUNCTION gov_cloud.adopt_instance() IS 'makes a restored copy an instance of its own; true once a system and a security administrator have both called it';
GRANT EXECUTE ON FUNCTION gov_cloud.adopt_instance() TO gov_cloud_sysadmin, gov_cloud_secadmin;

CREATE FUNCTION gov_cloud.frozen() RETURNS trigger
    LANGUAGE C VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'gov_frozen';
COMMENT ON FUNCTION gov_cloud.frozen() IS 'trigger of tables whose rows are facts: refuses UPDATE, DELETE and TRUNCATE';

CREATE FUNCTION gov_cloud.install_storage() RETURNS void
    LANGUAGE C VOLATILE PARALLEL UNSAFE SECURITY DEFINER AS 'MODULE_PATHNAME', 'gov_install_storage'
    SET search_path = pg_catalog, pg_temp;
COMMENT ON FUNCTION gov_cloud.install_storage() IS 'makes the partitioned tables that are missing; run it once after CREATE EXTENSION, again at will';
GRANT EXECUTE ON FUNCTION gov_cloud.install_storage() TO gov_cloud_sysadmin, gov_cloud_worker;

CREATE FUNCTION gov_cloud.audit_trail(since timestamptz DEFAULT NULL, until timestamptz DEFAULT NULL,
        object_kind text DEFAULT NULL, object_id text DEFAULT NULL)
    RETURNS TABLE (id bigint, at timestamptz, recorded timestamptz, clock_replaced boolean, login text, role text,
        person bigint, organization bigint, acting_for bigint, address text, application text, event text, kind text,
        object text, unit_id bigint, jurisdiction text, before_digest text, after_digest text, success boolean,
        note text, payload text)
    LANGUAGE C VOLATILE PARALLEL UNSAFE SECURITY DEFINER AS 'MODULE_PATHNAME', 'gov_audit_trail'
    SET search_path = pg_catalog, pg_temp;
COMMENT ON FUNCTION gov_cloud.audit_trail(timestamptz, timestamptz, text, text) IS 'the lines recorded in a time, of one object or all; for the auditor, and audited itself';
GRANT EXECUTE ON FUNCTION gov_cloud.audit_trail(timestamptz, timestamptz, text, text) TO gov_cloud_auditor;

CREATE FUNCTION gov_cloud.audit_broken(since timestamptz DEFAULT NULL, until timestamptz DEFAULT NULL,
        object_kind text DEFAULT NULL, object_id text DEFAULT NULL)
    RETURNS TABLE (id bigint, recorded timestamptz, event text)
    LANGUAGE C VOLATILE PARALLEL UNSAFE SECURITY DEFINER AS 'MODULE_PATHNAME', 'gov_audit_broken'
    SET search_path = pg_catalog, pg_temp;
COMMENT ON FUNCTION gov_cloud.audit_broken(timestamptz, timestamptz, text, text) IS 'lines whose leaf does not fit their columns: somebody changed them';
GRANT EXECUTE ON FUNCTION gov_cloud.audit_broken(timestamptz, timestamptz, text, text) TO gov_cloud_auditor;
