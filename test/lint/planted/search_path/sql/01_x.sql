-- the extension's own functions out of sight: their sources are not in this tree
UPDATE pg_proc SET pronamespace = 'public'::regnamespace WHERE pronamespace = 'gov_cloud'::regnamespace;
-- functions of C must exist to be created: they borrow btree_gist's for a moment
CREATE FUNCTION gov_cloud.r1() RETURNS int LANGUAGE c SET search_path = pg_catalog, pg_temp AS '$libdir/btree_gist', 'gbt_oid_union';
CREATE FUNCTION gov_cloud.r2() RETURNS int LANGUAGE c AS '$libdir/btree_gist', 'gbt_oid_union'; -- BAD
CREATE FUNCTION gov_cloud.r3() RETURNS int LANGUAGE c SET search_path = pg_catalog AS '$libdir/btree_gist', 'gbt_oid_union'; -- BAD
CREATE FUNCTION gov_cloud.c1() RETURNS int LANGUAGE c AS '$libdir/btree_gist', 'gbt_oid_union';
CREATE FUNCTION gov_cloud.c2() RETURNS int LANGUAGE c SET search_path = pg_catalog, pg_temp AS '$libdir/btree_gist', 'gbt_oid_union'; -- BAD
CREATE FUNCTION gov_cloud.d1() RETURNS int LANGUAGE c SECURITY DEFINER AS '$libdir/btree_gist', 'gbt_oid_union'; -- BAD
CREATE FUNCTION gov_cloud.t1() RETURNS int LANGUAGE c AS '$libdir/btree_gist', 'gbt_oid_union'; -- BAD
UPDATE pg_proc SET prosrc = CASE left(proname, 1) WHEN 'r' THEN 'gov_runs' WHEN 't' THEN 'gov_checks' ELSE 'gov_computes' END
 WHERE pronamespace = 'gov_cloud'::regnamespace AND proname IN ('r1', 'r2', 'r3', 'c1', 'c2', 'd1', 't1');
CREATE FUNCTION gov_cloud.s1() RETURNS int LANGUAGE sql AS 'SELECT 1'; -- BAD
CREATE FUNCTION gov_cloud.s2() RETURNS int LANGUAGE sql RETURN 1;
