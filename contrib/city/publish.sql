-- Validated, published, adopted.  A fault ends this here: each is told with its row and how to mend it.
SET SESSION AUTHORIZATION city_sec;
SELECT * FROM gov_cloud.validate_policy('city/1');
SELECT gov_cloud.publish_policy('city/1') AS digest;
SELECT gov_cloud.adopt_policy('990100', 'city/1') IS NOT NULL AS adopted;
-- the same as a document: for another installation, or to keep beside the printed text
SELECT length(gov_cloud.export_policy('city/1')) > 0 AS exported;
RESET SESSION AUTHORIZATION;
