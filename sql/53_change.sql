-- change: is it major?  The arithmetic of the test, and what it said of each matter.

CREATE FUNCTION gov_cloud.classify_change(before text, after text, fee_before numeric DEFAULT NULL, fee_after numeric DEFAULT NULL,
        percent numeric DEFAULT 50, basis text DEFAULT 'any_dimension', counts_decrease boolean DEFAULT true, zero_base text DEFAULT 'warn')
    RETURNS TABLE (leg text, figure text, figure_before numeric, figure_after numeric, growth_percent numeric, over boolean, note text)
    LANGUAGE C STABLE PARALLEL RESTRICTED AS 'MODULE_PATHNAME', 'gov_classify_change_sql'
    SET search_path = pg_catalog, pg_temp;
COMMENT ON FUNCTION gov_cloud.classify_change(text, text, numeric, numeric, numeric, text, boolean, text) IS 'tries the major-change test on figures given as JSON objects, {"vcpu": 10}, and monthly fees: a row a figure with its arithmetic, then the fee, then the class';
GRANT EXECUTE ON FUNCTION gov_cloud.classify_change(text, text, numeric, numeric, numeric, text, boolean, text) TO gov_cloud_reader;
