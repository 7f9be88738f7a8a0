CREATE TABLE gov_cloud.high (low bigint REFERENCES gov_cloud.low);
CREATE FUNCTION gov_cloud.last() RETURNS void LANGUAGE c AS 'MODULE_PATHNAME', 'gov_last';
