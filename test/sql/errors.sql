-- errors: the table of refusals is a contract; a code never changes its meaning.
\pset format unaligned
SELECT sqlstate, code, meaning FROM gov_cloud.error_code();
SELECT count(DISTINCT sqlstate) = count(*) AS sqlstates_unique, count(DISTINCT code) = count(*) AS codes_unique,
       bool_and(sqlstate ~ '^ZW0\d\d$') AS one_class FROM gov_cloud.error_code();
-- what a client gets: SQLSTATE, message, article as DETAIL, advice as HINT, machine code as CONSTRAINT
DO $$
DECLARE d text; h text; c text;
BEGIN
  PERFORM gov_cloud.uscc_complete('1');
EXCEPTION WHEN SQLSTATE 'ZW023' THEN
  GET STACKED DIAGNOSTICS d = PG_EXCEPTION_DETAIL, h = PG_EXCEPTION_HINT, c = CONSTRAINT_NAME;
  RAISE NOTICE '%; %; %; %', SQLERRM, d, h, c;
END $$;
-- a message longer than any buffer arrives whole
DO $$
BEGIN
  PERFORM gov_cloud.uscc_complete(repeat('x', 5000));
EXCEPTION WHEN SQLSTATE 'ZW023' THEN
  RAISE NOTICE '% characters', length(SQLERRM);
END $$;
