-- What the catalog lints look at: every object of the extension, and what install_storage() made.
CREATE TEMP VIEW ours AS
  SELECT d.classid, d.objid, i.type AS kind, i.identity AS name
    FROM pg_depend d, pg_identify_object(d.classid, d.objid, 0) i
   WHERE d.deptype = 'e' AND d.refclassid = 'pg_extension'::regclass
     AND d.refobjid = (SELECT oid FROM pg_extension WHERE extname = 'gov_cloud')
   UNION
  SELECT 'pg_class'::regclass, c.oid, i.type, i.identity
    FROM pg_class c, pg_identify_object('pg_class'::regclass, c.oid, 0) i
   WHERE c.relnamespace = 'gov_cloud_data'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'S');

-- privileges given on them, to whom (0 is PUBLIC); a NULL acl means the built-in default
CREATE TEMP VIEW given AS
  SELECT o.kind, o.name, a.grantee, a.privilege_type AS privilege, t.owner, t.relkind, t.child
    FROM ours o
    JOIN (SELECT 'pg_proc'::regclass AS classid, oid AS objid, proowner AS owner,
                 coalesce(proacl, acldefault('f', proowner)) AS acl, NULL::"char" AS relkind, false AS child FROM pg_proc
          UNION ALL
          SELECT 'pg_type'::regclass, oid, typowner, coalesce(typacl, acldefault('T', typowner)), NULL, false FROM pg_type
          UNION ALL
          SELECT 'pg_class'::regclass, oid, relowner, relacl, relkind, relispartition FROM pg_class
          UNION ALL
          SELECT 'pg_class'::regclass, attrelid, relowner, attacl, relkind, relispartition
            FROM pg_attribute JOIN pg_class c ON c.oid = attrelid WHERE attacl IS NOT NULL
          UNION ALL
          SELECT 'pg_namespace'::regclass, oid, nspowner, nspacl, NULL, false FROM pg_namespace
          UNION ALL
          SELECT 'pg_foreign_data_wrapper'::regclass, oid, fdwowner, fdwacl, NULL, false FROM pg_foreign_data_wrapper) t
      USING (classid, objid), aclexplode(t.acl) a;
