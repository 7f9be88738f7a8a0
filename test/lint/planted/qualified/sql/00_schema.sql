CREATE SCHEMA gov_cloud; -- BAD, the path is not locked
