CREATE TABLE gov_cloud_data.bad_table (id bigint);
