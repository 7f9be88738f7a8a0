-- clock and errors: what clients and tests ask of floor 0.

CREATE FUNCTION gov_cloud.clock() RETURNS timestamptz
    LANGUAGE C VOLATILE PARALLEL SAFE AS 'MODULE_PATHNAME', 'gov_clock';
COMMENT ON FUNCTION gov_cloud.clock() IS 'the time the product counts by; the wall clock unless gov_cloud.clock replaces it';
GRANT EXECUTE ON FUNCTION gov_cloud.clock() TO gov_cloud_reader;

CREATE FUNCTION gov_cloud.error_code(OUT code text, OUT sqlstate text, OUT meaning text) RETURNS SETOF record
    LANGUAGE C IMMUTABLE PARALLEL SAFE ROWS 24 AS 'MODULE_PATHNAME', 'gov_error_code';
COMMENT ON FUNCTION gov_cloud.error_code() IS 'the refusals: machine code, SQLSTATE of class ZW, meaning';
