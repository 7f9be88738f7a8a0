-- day: the figures of a day, and its samples once packed.

CREATE FUNCTION gov_cloud.recompute_days(first_day date, last_day date) RETURNS bigint
    LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE SECURITY DEFINER AS 'MODULE_PATHNAME', 'gov_recompute_days'
    SET search_path = pg_catalog, pg_temp;
COMMENT ON FUNCTION gov_cloud.recompute_days(date, date) IS 'computes the day figures of closed, not yet packed days again from the landing table (after a late COPY); answers how many days';
GRANT EXECUTE ON FUNCTION gov_cloud.recompute_days(date, date) TO gov_cloud_sysadmin;
