-- Every public object has a COMMENT (operators and sequences are spoken for by what they belong to).
SELECT name, 'has no COMMENT'
  FROM ours
 WHERE kind IN ('schema', 'table', 'view', 'function', 'procedure', 'aggregate', 'type', 'foreign-data wrapper',
                'event trigger', 'foreign table')
   AND obj_description(objid, classid::regclass::name) IS NULL
   AND NOT EXISTS (SELECT FROM pg_class c WHERE c.oid = objid AND c.relispartition)
 ORDER BY 1;
