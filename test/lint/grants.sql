-- Roles read and execute; only the ingest login writes, and only the landing table.  Nothing is given on a
-- partition (row security of the parent does not hold there) or on a sequence (it counts others' doings).
SELECT DISTINCT name, 'gives ' || privilege || ' to ' || grantee::regrole
  FROM given
 WHERE grantee NOT IN (0, owner)
   AND (privilege NOT IN ('SELECT', 'EXECUTE', 'USAGE') OR child OR relkind = 'S')
   AND NOT (privilege = 'INSERT' AND name = 'gov_cloud_data.usage_sample' AND grantee::regrole::text = 'gov_cloud_ingest')
 ORDER BY 1, 2;
