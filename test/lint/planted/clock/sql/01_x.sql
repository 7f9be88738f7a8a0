CREATE TABLE gov_cloud.x (at timestamptz DEFAULT pg_catalog.now()); -- BAD
CREATE TABLE gov_cloud.y (on_day date DEFAULT CURRENT_DATE); -- BAD
CREATE TABLE gov_cloud.z (at timestamptz DEFAULT gov_cloud.gov_now());
