-- Functions given to a role are called by JDBC, ODBC and people: unique names, arguments and results of plain
-- built-in types; the functions of a type of ours (term, capacity) are its own affair.  No function is LEAKPROOF or PL/pgSQL.
WITH public_function AS (
  SELECT DISTINCT o.name, p.oid, p.proname, p.pronamespace, p.proargtypes, p.proallargtypes, p.prorettype
    FROM ours o JOIN given g USING (kind, name) JOIN pg_proc p ON o.classid = 'pg_proc'::regclass AND p.oid = o.objid
   WHERE g.grantee NOT IN (0, g.owner) AND p.prorettype <> 'trigger'::regtype
     AND NOT EXISTS (SELECT FROM pg_type t JOIN ours y ON y.classid = 'pg_type'::regclass AND y.objid = t.oid
                      WHERE t.typtype = 'b' AND (t.oid = ANY (p.proargtypes) OR t.oid = p.prorettype OR p.oid IN (t.typinput, t.typreceive)))
     AND p.proname <> 'block_samples'  -- read through gov_cloud_data.v_sample, whose readers need it
     AND p.prokind IN ('f', 'p'))
SELECT name, 'shares its name with another function'
  FROM public_function f
 WHERE EXISTS (SELECT FROM pg_proc p WHERE p.proname = f.proname AND p.pronamespace = f.pronamespace AND p.oid <> f.oid)
 UNION ALL
SELECT DISTINCT name, 'takes ' || format_type(t, NULL) || ': clients can pass text, bigint, numeric, boolean, date, timestamptz'
  FROM public_function, unnest(proargtypes) AS t
 WHERE t NOT IN ('text'::regtype, 'bigint'::regtype, 'numeric'::regtype, 'boolean'::regtype, 'date'::regtype,
                 'timestamptz'::regtype)
 UNION ALL
SELECT DISTINCT name, 'returns ' || format_type(t, NULL) || ': results are plain built-in types'
  FROM public_function, unnest(coalesce(proallargtypes, ARRAY[prorettype])) AS t
 WHERE t NOT IN (SELECT oid FROM pg_type WHERE typnamespace = 'pg_catalog'::regnamespace AND typtype IN ('b', 'p'))
 UNION ALL
SELECT o.name, CASE WHEN p.proleakproof THEN 'is LEAKPROOF' ELSE 'is PL/pgSQL' END
  FROM ours o JOIN pg_proc p ON o.classid = 'pg_proc'::regclass AND p.oid = o.objid
 WHERE p.proleakproof OR p.prolang NOT IN (SELECT oid FROM pg_language WHERE lanname IN ('c', 'sql', 'internal'))
 ORDER BY 1, 2;
