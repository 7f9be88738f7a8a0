CREATE TABLE gov_cloud_data.bad_update (id bigint);
GRANT UPDATE ON gov_cloud_data.bad_update TO pg_monitor;
CREATE TABLE gov_cloud_data.good_read (id bigint) PARTITION BY RANGE (id);
GRANT SELECT ON gov_cloud_data.good_read TO pg_monitor;
CREATE TABLE gov_cloud_data.bad_child PARTITION OF gov_cloud_data.good_read FOR VALUES FROM (1) TO (2);
GRANT SELECT ON gov_cloud_data.bad_child TO pg_monitor;
CREATE SEQUENCE gov_cloud_data.bad_counter;
GRANT SELECT ON SEQUENCE gov_cloud_data.bad_counter TO pg_monitor;
