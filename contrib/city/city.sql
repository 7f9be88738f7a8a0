-- A sixth regulation in a fresh database, from nothing to a system in service:
--   createdb cloud && psql -d cloud -v ON_ERROR_STOP=1 -f contrib/city/city.sql
\pset pager off
\ir parties.sql
\ir form.sql
\ir regulation.sql
\ir publish.sql
\ir walk.sql
