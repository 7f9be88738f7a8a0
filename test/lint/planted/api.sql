CREATE FUNCTION gov_cloud.bad_twice(a bigint) RETURNS bigint LANGUAGE sql RETURN a;
CREATE FUNCTION gov_cloud.bad_twice(a text) RETURNS text LANGUAGE sql RETURN a;
CREATE FUNCTION gov_cloud.bad_argument(a jsonb) RETURNS bigint LANGUAGE sql RETURN 1;
CREATE FUNCTION gov_cloud.bad_result() RETURNS gov_cloud.person LANGUAGE sql AS 'SELECT p FROM gov_cloud.person p';
CREATE FUNCTION gov_cloud.bad_secret() RETURNS bigint LANGUAGE sql LEAKPROOF RETURN 1;
CREATE FUNCTION gov_cloud.bad_language() RETURNS bigint LANGUAGE plpgsql AS 'BEGIN RETURN 1; END';
CREATE FUNCTION gov_cloud.good_function(a text, b timestamptz) RETURNS TABLE (c bigint, d numeric) LANGUAGE sql AS 'SELECT 1, 2';
CREATE FUNCTION gov_cloud.good_internal(a jsonb) RETURNS bigint LANGUAGE sql RETURN 1;
GRANT EXECUTE ON FUNCTION gov_cloud.bad_twice(bigint), gov_cloud.bad_twice(text), gov_cloud.bad_argument, gov_cloud.bad_result,
  gov_cloud.good_function TO pg_monitor;
ALTER EXTENSION gov_cloud ADD FUNCTION gov_cloud.bad_twice(bigint);
ALTER EXTENSION gov_cloud ADD FUNCTION gov_cloud.bad_twice(text);
ALTER EXTENSION gov_cloud ADD FUNCTION gov_cloud.bad_argument;
ALTER EXTENSION gov_cloud ADD FUNCTION gov_cloud.bad_result;
ALTER EXTENSION gov_cloud ADD FUNCTION gov_cloud.bad_secret;
ALTER EXTENSION gov_cloud ADD FUNCTION gov_cloud.bad_language;
ALTER EXTENSION gov_cloud ADD FUNCTION gov_cloud.good_function;
ALTER EXTENSION gov_cloud ADD FUNCTION gov_cloud.good_internal;
