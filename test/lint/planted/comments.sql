CREATE TABLE gov_cloud.bad_table (id bigint);
CREATE TABLE gov_cloud.good_table (id bigint);
COMMENT ON TABLE gov_cloud.good_table IS 'said';
CREATE FUNCTION gov_cloud.bad_function() RETURNS int LANGUAGE sql RETURN 1;
ALTER EXTENSION gov_cloud ADD TABLE gov_cloud.bad_table;
ALTER EXTENSION gov_cloud ADD TABLE gov_cloud.good_table;
ALTER EXTENSION gov_cloud ADD FUNCTION gov_cloud.bad_function();
