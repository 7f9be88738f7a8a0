-- due: from a start and a term to the moment by which something must have happened.
-- Of days and longer the due is the midnight that ends the last day (what happens
-- before it is in time); of hours and minutes it is the last instant in time.

CREATE FUNCTION gov_cloud.due_at(started_at timestamptz, term text, calendar text DEFAULT 'cn',
    rolls boolean DEFAULT true) RETURNS timestamptz
    LANGUAGE C STABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'gov_due_at';
COMMENT ON FUNCTION gov_cloud.due_at(timestamptz, text, text, boolean) IS 'the due of a term; rolls: an act that falls due on a rest day may be done after it, a period of status just ends';
GRANT EXECUTE ON FUNCTION gov_cloud.due_at(timestamptz, text, text, boolean) TO gov_cloud_reader;

CREATE FUNCTION gov_cloud.project_due(started_at timestamptz, term text, calendar text DEFAULT 'cn',
    rolls boolean DEFAULT true, suspensions text DEFAULT NULL, backward boolean DEFAULT false,
    revision bigint DEFAULT NULL,
    OUT due_at timestamptz, OUT is_exclusive boolean, OUT raw_on date, OUT due_on date,
    OUT provisional boolean, OUT calendar_revision bigint) RETURNS record
    LANGUAGE C STABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'gov_project_due';
COMMENT ON FUNCTION gov_cloud.project_due(timestamptz, text, text, boolean, text, boolean, bigint) IS 'tries out a due: with suspensions (''2026-03-04/2026-03-09, ...''), counted backward from an event, or by an earlier revision of the calendar';
GRANT EXECUTE ON FUNCTION gov_cloud.project_due(timestamptz, text, text, boolean, text, boolean, bigint) TO gov_cloud_reader;

CREATE FUNCTION gov_cloud.explain_due(started_at timestamptz, term text, calendar text DEFAULT 'cn',
    rolls boolean DEFAULT true, suspensions text DEFAULT NULL)
    RETURNS TABLE (line bigint, item text, day date, note text)
    LANGUAGE C STABLE PARALLEL SAFE ROWS 10 AS 'MODULE_PATHNAME', 'gov_explain_due';
COMMENT ON FUNCTION gov_cloud.explain_due(timestamptz, text, text, boolean, text) IS 'how a due comes about, line by line, for people';
GRANT EXECUTE ON FUNCTION gov_cloud.explain_due(timestamptz, text, text, boolean, text) TO gov_cloud_reader;
