-- Every object belongs to gov_cloud_owner, a role without members and without login.
SELECT o.name, 'belongs to ' || d.refobjid::regrole || ', not to gov_cloud_owner'
  FROM ours o
  JOIN (SELECT 'pg_proc'::regclass AS classid, oid AS objid, proowner AS refobjid FROM pg_proc
        UNION ALL SELECT 'pg_type', oid, typowner FROM pg_type
        UNION ALL SELECT 'pg_class', oid, relowner FROM pg_class
        UNION ALL SELECT 'pg_namespace', oid, nspowner FROM pg_namespace
        UNION ALL SELECT 'pg_operator', oid, oprowner FROM pg_operator) d USING (classid, objid)
 WHERE d.refobjid::regrole::text <> 'gov_cloud_owner' AND o.kind <> 'sequence'  -- identity sequences follow their table
 UNION ALL
SELECT 'gov_cloud_owner', 'has a member or may log in'
  FROM pg_roles r
 WHERE rolname = 'gov_cloud_owner' AND (rolcanlogin OR EXISTS (SELECT FROM pg_auth_members WHERE roleid = r.oid))
 ORDER BY 1;
