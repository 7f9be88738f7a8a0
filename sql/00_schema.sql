\echo Use "CREATE EXTENSION gov_cloud" to load this file. \quit

-- Names are qualified throughout; what the grammar cannot qualify (IN, LIKE, CASE) is
-- found in pg_catalog alone.
SET LOCAL search_path TO pg_catalog, pg_temp;

-- gov_cloud holds the product; gov_cloud_data the partitioned storage that
-- install_storage() makes after CREATE EXTENSION, so that it dumps and restores
-- as ordinary tables while the extension cannot be dropped over it.
CREATE SCHEMA gov_cloud;
COMMENT ON SCHEMA gov_cloud IS 'government cloud: rules, matters, usage, bills';
CREATE SCHEMA gov_cloud_data;
COMMENT ON SCHEMA gov_cloud_data IS 'government cloud: partitioned storage (samples, day figures, audit)';

-- CREATE ROLE here would fail in a second database of the cluster.
CREATE FUNCTION gov_cloud.create_roles() RETURNS void
    LANGUAGE C VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'gov_create_roles'
    SET search_path = pg_catalog, pg_temp;
COMMENT ON FUNCTION gov_cloud.create_roles() IS 'makes the missing NOLOGIN roles of gov_cloud';
SELECT gov_cloud.create_roles();
