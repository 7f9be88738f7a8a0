-- The draft of cloud.sql is published and rules its county from that day on.
\set ECHO none
SET SESSION AUTHORIZATION :secadmin;
SELECT object, fault FROM gov_cloud.validate_policy('probe/1');
SELECT gov_cloud.publish_policy('probe/1') \gset
SELECT gov_cloud.adopt_policy('341522', 'probe/1', '2026-03-02') \gset
RESET SESSION AUTHORIZATION;
\set ECHO all
