-- Every case of test/data/deadline_cases.json, read as it stands, under four session time zones.
SET search_path = gov_cloud, public;
\set json `cat "$PG_ABS_SRCDIR/data/deadline_cases.json"`
CREATE TABLE deadline_case AS
SELECT c->>'id' AS id, c->>'scenario' AS scenario, c->>'start' AS start, c->>'rule' AS rule,
       c->>'expected' AS expected, c->>'kind' AS kind, c->'params' AS params, c #>> '{params}' AS amount
FROM jsonb_array_elements((:'json')::jsonb) c;
SELECT kind, count(*) FROM deadline_case GROUP BY kind ORDER BY kind;

-- DT72's synthetic holiday of Guangxi
CREATE ROLE regress_due_cases LOGIN IN ROLE gov_cloud_sysadmin;
SET SESSION AUTHORIZATION regress_due_cases;
SELECT load_calendar_notice('cn-gx', 'synthetic', '2026-01-01', 2026, '2026-04-20 off');
RESET SESSION AUTHORIZATION;

-- a case's start: its instant, or a time of day on its date in Shanghai, which must not matter
CREATE FUNCTION started(c deadline_case, time_of_day text) RETURNS timestamptz LANGUAGE sql AS
    $$SELECT CASE WHEN c.start ~ 'T' THEN c.start ELSE c.start || ' ' || time_of_day || '+08' END::timestamptz$$;
-- as the cases write it
CREATE FUNCTION written(due_at timestamptz, is_exclusive boolean) RETURNS text LANGUAGE sql AS
    $$SELECT CASE WHEN is_exclusive
        THEN to_char((due_at - interval '1 microsecond') AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD Dy') || ' 24:00'
        ELSE to_char(due_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS') || '+08:00' END$$;
CREATE FUNCTION projected(started_at timestamptz, term text, calendar text DEFAULT 'cn', rolls boolean DEFAULT true,
    suspensions text DEFAULT NULL, backward boolean DEFAULT false, revision bigint DEFAULT NULL) RETURNS text LANGUAGE sql AS
    $$SELECT written(p.due_at, p.is_exclusive) || CASE WHEN p.provisional THEN ' provisional' ELSE '' END
      FROM gov_cloud.project_due(started_at, term, calendar, rolls, suspensions, backward, revision) p$$;

-- kinds that are one call: the unit and whether it rolls
CREATE TABLE plain_kind (kind text PRIMARY KEY, unit text, rolls boolean);
INSERT INTO plain_kind VALUES ('workday', 'workdays', true), ('day', 'days', true), ('day_noroll', 'days', false),
    ('month', 'months', true), ('month_noroll', 'months', false), ('minute', 'minutes', true);

CREATE FUNCTION answers(time_of_day text) RETURNS TABLE (id text, got text, wanted text) LANGUAGE sql AS $$
    SELECT c.id, projected(started(c, time_of_day), c.amount || ' ' || k.unit, 'cn', k.rolls),
           CASE c.id WHEN 'DT45' THEN c.expected || ' provisional' ELSE c.expected END
    FROM deadline_case c JOIN plain_kind k USING (kind)
    UNION ALL    -- due_at() itself
    SELECT c.id || ' due_at', written(due_at(started(c, time_of_day), c.amount || ' ' || k.unit, 'cn', k.rolls), c.kind <> 'minute'), c.expected
    FROM deadline_case c JOIN plain_kind k USING (kind)
    UNION ALL    -- a year is twelve months here, an hour sixty minutes
    SELECT c.id || ' larger unit', projected(started(c, time_of_day), (c.amount::int / u.n) || ' ' || u.unit, 'cn', k.rolls), c.expected
    FROM deadline_case c JOIN plain_kind k USING (kind)
        JOIN (VALUES ('month_noroll', 12, 'years'), ('minute', 60, 'hours')) u (kind, n, unit) USING (kind)
    WHERE c.amount::int % u.n = 0
    UNION ALL
    SELECT c.id, projected(started(c, time_of_day), substring(c.rule FROM '(\d+) wd') || ' workdays',
                           suspensions => (SELECT string_agg((s->>0) || '/' || (s->>1), ', ') FROM jsonb_array_elements(c.params) s)),
           c.expected
    FROM deadline_case c WHERE c.kind = 'suspend'
    UNION ALL    -- 'hour clock suspended 40 min (10:30–11:10)'
    SELECT c.id, projected(started(c, time_of_day), substring(c.rule FROM '(\d+) h') || ' hours',
                           suspensions => format('%1$sT%2$s/%1$sT%3$s', left(c.start, 10), m[1], m[2])), c.expected
    FROM deadline_case c, regexp_match(c.scenario, '\((\d\d:\d\d)–(\d\d:\d\d)\)') m WHERE c.kind = 'suspend_minutes'
    UNION ALL
    SELECT c.id, 'latest ' || projected(started(c, time_of_day), c.amount || ' days', backward => true), c.expected
    FROM deadline_case c WHERE c.kind = 'before'
    UNION ALL
    SELECT c.id, format('original calendar %s; after the extension %s',
                        replace(projected(started(c, time_of_day), c.amount || ' workdays', revision => n.revision), ' 24:00', ''),
                        replace(projected(started(c, time_of_day), c.amount || ' workdays'), ' 24:00', '')), c.expected
    FROM deadline_case c, calendar_notice n WHERE c.kind = 'revision' AND n.notice = '国办发明电〔2019〕16号'
    UNION ALL    -- marked provisional, by the weekend rule and the fixed 1 January
    SELECT c.id, projected(started(c, time_of_day), c.amount || ' workdays'),
           substring(c.expected FROM 'fixed 1 January gives (\S+ \S+),') || ' 24:00 ' || substring(c.expected FROM '`(provisional)`')
    FROM deadline_case c WHERE c.kind = 'horizon'
    UNION ALL    -- 'done < bound', to the microsecond
    SELECT c.id, format('%s = %s; %s = %s', m[1], CASE WHEN m[1]::timestamptz < d THEN 'met' ELSE 'late' END,
                        m[2], CASE WHEN m[2]::timestamptz < d THEN 'met' ELSE 'late' END), c.expected
    FROM deadline_case c, regexp_match(c.expected, '(\S+) = met; (\S+) = late') m,
        due_at('2026-03-06 12:00+08', '2 workdays') d WHERE c.kind = 'boundary'
    UNION ALL
    SELECT c.id, split_part(refusal(format('SELECT gov_cloud.due_at(%L, %L)', '2026-03-06 12:00+08', c.amount || ' workdays')), ':', 1), '22003'
    FROM deadline_case c WHERE c.kind = 'validation'
    UNION ALL
    SELECT c.id, format('national calendar %s; with the overlay %s',
                        replace(projected(started(c, time_of_day), c.amount || ' workdays'), ' 24:00', ''),
                        replace(projected(started(c, time_of_day), c.amount || ' workdays', 'cn-gx'), ' 24:00', '')),
           split_part(c.expected, ';', 1) || ';' || substring(split_part(c.expected, ';', 2) FROM ' with the overlay \S+ \S+')
    FROM deadline_case c WHERE c.kind = 'overlay'
$$;

CREATE TABLE answer (zone text, time_of_day text, id text, got text, wanted text);
SET TimeZone = 'UTC';
INSERT INTO answer SELECT current_setting('TimeZone'), t, (answers(t)).* FROM unnest(ARRAY['00:00', '17:59', '23:59:59.999999']) t;
SET TimeZone = 'Asia/Shanghai';
INSERT INTO answer SELECT current_setting('TimeZone'), t, (answers(t)).* FROM unnest(ARRAY['00:00', '17:59', '23:59:59.999999']) t;
SET TimeZone = 'America/New_York';
INSERT INTO answer SELECT current_setting('TimeZone'), t, (answers(t)).* FROM unnest(ARRAY['00:00', '17:59', '23:59:59.999999']) t;
SET TimeZone = 'Asia/Kathmandu';
INSERT INTO answer SELECT current_setting('TimeZone'), t, (answers(t)).* FROM unnest(ARRAY['00:00', '17:59', '23:59:59.999999']) t;

-- one answer a case, whatever the zone and the time of day, and the one that is wanted
SELECT id, min(got) AS got, min(got) = max(got) AND count(DISTINCT zone) = 4 AND count(*) = 12 AS same,
       bool_and(got = wanted) AS right
FROM answer GROUP BY id ORDER BY id;
SELECT count(DISTINCT left(id, 4)) AS answered, bool_and(got = wanted) AS all_right FROM answer;

-- not answered by arithmetic alone: the ledger of deadlines keeps occurred and recorded apart
SELECT id, kind, scenario FROM deadline_case WHERE id NOT IN (SELECT id FROM answer) ORDER BY id;

-- beside them: the reminder of DT65 goes out on the working day before
SELECT add_workdays('2026-03-07' , -1) AS remind_on;
DROP ROLE regress_due_cases;
