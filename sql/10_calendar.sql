-- calendar: which days are worked.  A calendar is a chain of layers (cn, over it a
-- region's overlay); a layer is notices, a notice names days.  The later publication
-- prevails, the overlay over what it lies on; a day that none names is worked from
-- Monday to Friday.
--
-- revision numbers the states of a chain: a shipped notice has its place in the order
-- of publication times 1000000, a loaded one that of the newest shipped plus its own
-- place among the loaded.  Thus both an upgrade and a load move a calendar forward,
-- and every state a deadline was computed from can be built again.

CREATE TABLE gov_cloud.calendar (
    code    text PRIMARY KEY CHECK (code OPERATOR(pg_catalog.~) '^[a-z][a-z0-9-]{0,62}$'),
    title   text NOT NULL,
    parent  text REFERENCES gov_cloud.calendar,
    builtin boolean NOT NULL DEFAULT false,
    CHECK (builtin OR parent IS NOT NULL),
    CHECK (parent OPERATOR(pg_catalog.<>) code)
);
COMMENT ON TABLE gov_cloud.calendar IS 'working-day calendars: the national one and the regional overlays on it';
COMMENT ON COLUMN gov_cloud.calendar.parent IS 'the calendar this one lies on; only days named here differ from it';

CREATE TABLE gov_cloud.calendar_notice (
    calendar     text NOT NULL REFERENCES gov_cloud.calendar,
    notice       text NOT NULL CHECK (notice OPERATOR(pg_catalog.<>) ''),
    year         integer NOT NULL CHECK (year OPERATOR(pg_catalog.>=) 2010 AND year OPERATOR(pg_catalog.<=) 2150),
    published_on date NOT NULL CHECK (pg_catalog.isfinite(published_on)),
    revision     bigint NOT NULL UNIQUE,
    url          text,
    builtin      boolean NOT NULL DEFAULT false,
    PRIMARY KEY (calendar, notice),
    CHECK (builtin OPERATOR(pg_catalog.=) ((revision OPERATOR(pg_catalog.%) 1000000) OPERATOR(pg_catalog.=) 0))
);
COMMENT ON TABLE gov_cloud.calendar_notice IS 'official notices that arrange or amend the days off of a year, each a revision of its calendar';
COMMENT ON COLUMN gov_cloud.calendar_notice.revision IS 'shipped notices x 1000000 + notices loaded here, up to this one';

CREATE TABLE gov_cloud.calendar_day (
    calendar   text NOT NULL,
    notice     text NOT NULL,
    day        date NOT NULL CHECK (pg_catalog.isfinite(day)),
    is_workday boolean NOT NULL,
    name       text,
    source     text,
    builtin    boolean NOT NULL DEFAULT false,
    PRIMARY KEY (calendar, notice, day),
    FOREIGN KEY (calendar, notice) REFERENCES gov_cloud.calendar_notice
);
COMMENT ON TABLE gov_cloud.calendar_day IS 'what a notice says of a day: off, or worked (a make-up day, or one given back)';
COMMENT ON COLUMN gov_cloud.calendar_day.source IS 'where the day was taken from, when not from the notice itself';
GRANT SELECT ON gov_cloud.calendar, gov_cloud.calendar_notice, gov_cloud.calendar_day TO gov_cloud_reader;

CREATE FUNCTION gov_cloud.calendar_changed() RETURNS trigger
    LANGUAGE C AS 'MODULE_PATHNAME', 'gov_calendar_changed';
COMMENT ON FUNCTION gov_cloud.calendar_changed() IS 'tells every session to read the calendars again';

CREATE TRIGGER calendar_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON gov_cloud.calendar
    FOR EACH STATEMENT EXECUTE FUNCTION gov_cloud.calendar_changed();
CREATE TRIGGER calendar_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON gov_cloud.calendar_notice
    FOR EACH STATEMENT EXECUTE FUNCTION gov_cloud.calendar_changed();
CREATE TRIGGER calendar_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON gov_cloud.calendar_day
    FOR EACH STATEMENT EXECUTE FUNCTION gov_cloud.calendar_changed();
-- whoever applies rows as a replica has sessions that reckon, too
ALTER TABLE gov_cloud.calendar ENABLE ALWAYS TRIGGER calendar_changed;
ALTER TABLE gov_cloud.calendar_notice ENABLE ALWAYS TRIGGER calendar_changed;
ALTER TABLE gov_cloud.calendar_day ENABLE ALWAYS TRIGGER calendar_changed;

-- stored dues are reckoned again from these rows: a correction is a notice of its own
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON gov_cloud.calendar_notice
    FOR EACH ROW EXECUTE FUNCTION gov_cloud.frozen();
CREATE TRIGGER frozen_truncate BEFORE TRUNCATE ON gov_cloud.calendar_notice
    FOR EACH STATEMENT EXECUTE FUNCTION gov_cloud.frozen();
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON gov_cloud.calendar_day
    FOR EACH ROW EXECUTE FUNCTION gov_cloud.frozen();
CREATE TRIGGER frozen_truncate BEFORE TRUNCATE ON gov_cloud.calendar_day
    FOR EACH STATEMENT EXECUTE FUNCTION gov_cloud.frozen();

CREATE FUNCTION gov_cloud.is_workday(day date, calendar text DEFAULT 'cn') RETURNS boolean
    LANGUAGE C STABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'gov_is_workday';
COMMENT ON FUNCTION gov_cloud.is_workday(date, text) IS 'is this date worked in Shanghai';
GRANT EXECUTE ON FUNCTION gov_cloud.is_workday(date, text) TO gov_cloud_reader;

CREATE FUNCTION gov_cloud.add_workdays(day date, n bigint, calendar text DEFAULT 'cn') RETURNS date
    LANGUAGE C STABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'gov_add_workdays';
COMMENT ON FUNCTION gov_cloud.add_workdays(date, bigint, text) IS 'the n-th working day after a date; with negative n before it; with 0 the date itself';
GRANT EXECUTE ON FUNCTION gov_cloud.add_workdays(date, bigint, text) TO gov_cloud_reader;

CREATE FUNCTION gov_cloud.workdays_between(after date, through date, calendar text DEFAULT 'cn') RETURNS bigint
    LANGUAGE C STABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'gov_workdays_between';
COMMENT ON FUNCTION gov_cloud.workdays_between(date, date, text) IS 'working days after the first date through the second; negative when it lies before';
GRANT EXECUTE ON FUNCTION gov_cloud.workdays_between(date, date, text) TO gov_cloud_reader;

CREATE FUNCTION gov_cloud.calendar_horizon(calendar text DEFAULT 'cn') RETURNS date
    LANGUAGE C STABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'gov_calendar_horizon_of';
COMMENT ON FUNCTION gov_cloud.calendar_horizon(text) IS 'the last day of the last published year; what rests on later days is provisional';
GRANT EXECUTE ON FUNCTION gov_cloud.calendar_horizon(text) TO gov_cloud_reader;

CREATE FUNCTION gov_cloud.create_calendar(calendar text, title text, parent text DEFAULT 'cn') RETURNS text
    LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE SECURITY DEFINER AS 'MODULE_PATHNAME', 'gov_create_calendar'
    SET search_path = pg_catalog, pg_temp;
COMMENT ON FUNCTION gov_cloud.create_calendar(text, text, text) IS 'adds an overlay for a region, empty until notices are loaded into it';
GRANT EXECUTE ON FUNCTION gov_cloud.create_calendar(text, text, text) TO gov_cloud_sysadmin;

CREATE FUNCTION gov_cloud.load_calendar_notice(calendar text, notice text, published_on date, year bigint, days text)
    RETURNS bigint
    LANGUAGE C VOLATILE PARALLEL UNSAFE SECURITY DEFINER AS 'MODULE_PATHNAME', 'gov_load_calendar_notice'
    SET search_path = pg_catalog, pg_temp;
COMMENT ON FUNCTION gov_cloud.load_calendar_notice(text, text, date, bigint, text) IS 'loads the days off and make-up days of a notice, one a line or CSV; open deadlines follow in the same transaction; the new revision';
GRANT EXECUTE ON FUNCTION gov_cloud.load_calendar_notice(text, text, date, bigint, text) TO gov_cloud_sysadmin;

-- a jurisdiction keeps its deadlines by one of these
ALTER TABLE gov_cloud.jurisdiction ADD FOREIGN KEY (calendar) REFERENCES gov_cloud.calendar;
