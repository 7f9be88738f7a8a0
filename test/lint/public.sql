-- Nothing is for PUBLIC.
SELECT DISTINCT name, 'gives ' || privilege || ' to PUBLIC'
  FROM given
 WHERE grantee = 0
 ORDER BY 1, 2;
