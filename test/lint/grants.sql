-- Roles read and execute.  Only the ingest login writes, the landing table alone; and the security administrator
-- writes drafts of policies, where a trigger freezes what is published.  Nothing is given on a
-- partition (row security of the parent does not hold there) or on a sequence (it counts others' doings).
SELECT DISTINCT name, 'gives ' || privilege || ' to ' || grantee::regrole
  FROM given
 WHERE grantee NOT IN (0, owner)
   AND (privilege NOT IN ('SELECT', 'EXECUTE', 'USAGE') OR child OR relkind = 'S')
   AND NOT (privilege = 'INSERT' AND name = 'gov_cloud_data.usage_sample' AND grantee::regrole::text = 'gov_cloud_ingest')
   AND NOT (privilege IN ('INSERT', 'UPDATE', 'DELETE') AND grantee::regrole::text = 'gov_cloud_secadmin'
            AND EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = to_regclass(name) AND t.tgname = 'policy_frozen' AND t.tgenabled = 'O'))
 ORDER BY 1, 2;
