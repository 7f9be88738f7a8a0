-- health: is the house in order?

CREATE FUNCTION gov_cloud.health(OUT name text, OUT ok boolean, OUT detail text) RETURNS SETOF record
    LANGUAGE C VOLATILE PARALLEL UNSAFE ROWS 10 SECURITY DEFINER AS 'MODULE_PATHNAME', 'gov_health'
    SET search_path = pg_catalog, pg_temp;
COMMENT ON FUNCTION gov_cloud.health() IS 'one row a check; SELECT * FROM gov_cloud.health() WHERE NOT ok shows what needs a hand';
GRANT EXECUTE ON FUNCTION gov_cloud.health() TO gov_cloud_reader;
