-- Row-level security: enabled and forced, with a policy for the owner, on every table that holds a unit's data;
-- views read with the rights of their reader; no materialized view; no default partition.
SELECT o.name, fault
  FROM ours o
  JOIN pg_class c ON o.classid = 'pg_class'::regclass AND c.oid = o.objid,
       LATERAL (SELECT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'unit_id')) AS has (unit),
       LATERAL (VALUES
         (c.relkind IN ('r', 'p') AND has.unit AND NOT (c.relrowsecurity AND c.relforcerowsecurity),
          'has unit_id and no row-level security, enabled and forced'),
         (c.relkind IN ('r', 'p') AND c.relforcerowsecurity AND NOT c.relispartition AND NOT EXISTS (
            SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND (p.polroles = '{0}' OR c.relowner = ANY (p.polroles))),
          'has no policy for its owner'),
         (c.relkind = 'v' AND NOT coalesce('security_invoker=true' = ANY (c.reloptions), false),
          'is a view without security_invoker'),
         (c.relkind = 'm', 'is a materialized view: row-level security does not reach it'),
         (EXISTS (SELECT FROM pg_partitioned_table t WHERE t.partrelid = c.oid AND t.partdefid <> 0),
          'has a default partition')) AS f (wrong, fault)
 WHERE wrong
 ORDER BY 1, 2;
