-- guard: dropping us while we hold data is refused; what was dropped all the same is written down.
CREATE FUNCTION gov_cloud.guard() RETURNS event_trigger
    LANGUAGE C VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp
    AS 'MODULE_PATHNAME', 'gov_guard';
COMMENT ON FUNCTION gov_cloud.guard() IS 'event trigger: brings the guard of gov_cloud''s tables into the session, audits drops';

-- Only what may reach a table: a library that cannot be loaded must not stop all other DDL.
CREATE EVENT TRIGGER gov_cloud_guard ON ddl_command_start
    WHEN TAG IN ('DROP EXTENSION', 'DROP SCHEMA', 'DROP TABLE', 'DROP OWNED')
    EXECUTE FUNCTION gov_cloud.guard();
COMMENT ON EVENT TRIGGER gov_cloud_guard IS 'refuses to drop tables of gov_cloud that hold data';
CREATE EVENT TRIGGER gov_cloud_dropped ON sql_drop
    WHEN TAG IN ('DROP EXTENSION', 'DROP SCHEMA', 'DROP TABLE', 'DROP OWNED')
    EXECUTE FUNCTION gov_cloud.guard();
COMMENT ON EVENT TRIGGER gov_cloud_dropped IS 'audits dropped tables of gov_cloud';
