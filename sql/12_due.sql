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

-- What no regulation says of counting, decided once; where a rule may choose, its column is named.
CREATE TABLE gov_cloud.counting_rule (
    name         text PRIMARY KEY,
    value        text NOT NULL,
    chosen_by    text,
    source       text NOT NULL,
    builtin      boolean NOT NULL DEFAULT true
);
COMMENT ON TABLE gov_cloud.counting_rule IS 'how terms are counted under every policy, and why';
COMMENT ON COLUMN gov_cloud.counting_rule.chosen_by IS 'the column of deadline_rule, or the parameter of a policy, by which it is chosen otherwise; NULL: it is so under every policy';
INSERT INTO gov_cloud.counting_rule (name, value, chosen_by, source) VALUES
    ('tz', 'Asia/Shanghai', NULL, 'local dates decide, whatever the session says'),
    ('exclude_start_day', 'true', NULL, '民法典 201'),
    ('nonworking_event_shifts_to_next_workday', 'false', NULL, 'the start day is excluded already: shifting it would give a day more'),
    ('roll_act_deadlines', 'true', 'deadline_rule.rolls', '民法典 203'),
    ('roll_status_periods', 'false', 'deadline_rule.rolls', 'a status just ends'),
    ('day_cutoff', '24:00', NULL, '民法典 203: the platform has no closing time'),
    ('business_hours_cutoff', 'off', NULL, 'for counters (窗口) only'),
    ('hours_calendar', 'natural', NULL, '民法典 201: hours run from the moment, through nights and holidays'),
    ('backward_roll', 'none', NULL, 'rolling forward would shorten the notice'),
    ('suspension_counting', '(S, R]', NULL, 'additive: a suspension resumed on its own day gains nothing'),
    ('suspension_allowed', 'false', 'suspension_allowed', 'no text knows it: by a competent role, with a reason'),
    ('horizon_policy', 'provisional', NULL, 'beyond the last published calendar; counted again when it is loaded'),
    ('calendar_revision_policy', 'open deadlines are counted again, closed ones never move', NULL, 'the schedules of 2019 and 2020 were amended in their year'),
    ('deemed_decision_on_miss', 'never', NULL, 'no text knows a decision by silence'),
    ('met_if', 'the event is before the bound', NULL, 'when it happened, not when it was recorded'),
    ('month_report_roll', 'none', NULL, 'a monthly duty belongs to its calendar month');
GRANT SELECT ON gov_cloud.counting_rule TO gov_cloud_reader;
