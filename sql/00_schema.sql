\echo Use "CREATE EXTENSION gov_cloud" to load this file. \quit

-- Names are qualified throughout; nothing here may be captured by a search_path.
-- gov_cloud holds the product; gov_cloud_data the partitioned storage that
-- install_storage() makes after CREATE EXTENSION, so that it dumps and restores
-- as ordinary tables while the extension cannot be dropped over it.
CREATE SCHEMA gov_cloud;
COMMENT ON SCHEMA gov_cloud IS 'government cloud: rules, matters, usage, bills';
CREATE SCHEMA gov_cloud_data;
COMMENT ON SCHEMA gov_cloud_data IS 'government cloud: partitioned storage (samples, day figures, audit)';
