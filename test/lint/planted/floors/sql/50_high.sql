CREATE TABLE gov_cloud.high (low bigint REFERENCES gov_cloud.low);
