-- The extension is installed and owns both schemas.
SELECT extname FROM pg_extension WHERE extname IN ('gov_cloud', 'btree_gist') ORDER BY 1;
SELECT nspname, obj_description(oid, 'pg_namespace') FROM pg_namespace WHERE nspname LIKE 'gov\_cloud%' ORDER BY 1;
-- Nothing in either is for PUBLIC.
SELECT nspname FROM pg_namespace, aclexplode(nspacl) a WHERE nspname LIKE 'gov\_cloud%' AND a.grantee = 0;
-- Dropped with its storage, it leaves no schema behind, and it can come again.
BEGIN;
SET LOCAL client_min_messages = warning;
DROP EXTENSION gov_cloud CASCADE;
SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'gov\_cloud%';
CREATE EXTENSION gov_cloud;
ROLLBACK;
