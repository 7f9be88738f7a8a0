CREATE TABLE gov_cloud.low (id bigint);
CREATE VIEW gov_cloud.too_early AS SELECT 1 FROM gov_cloud.high; -- BAD
CREATE VIEW gov_cloud.fine AS SELECT 1 FROM gov_cloud.low; -- gov_cloud.high in a comment
