-- Every case of test/data/deadline_cases.json as a matter: the term is started by an act, kept in the ledger
-- (suspensions, backward terms, notices, provisional results too), and judged by an act; in four time zones.
SET client_min_messages = warning;
CALL example_parties('deadline_cases');
\set json `cat "$PG_ABS_SRCDIR/data/deadline_cases.json"`
CREATE TABLE deadline_case AS
SELECT c->>'id' AS id, c->>'scenario' AS scenario, c->>'start' AS start, c->>'rule' AS rule, c->>'expected' AS expected,
       c->>'kind' AS kind, c->'params' AS params, c #>> '{params}' AS amount, lower(c->>'id') AS action
FROM jsonb_array_elements((:'json')::jsonb) c;

-- the term of each kind; what has none is refused already by the type
CREATE TABLE run AS
SELECT c.*, CASE WHEN c.kind IN ('workday', 'revision', 'horizon', 'overlay') THEN c.amount || ' workdays'
        WHEN c.kind IN ('day', 'day_noroll', 'before') THEN c.amount || ' days'
        WHEN c.kind IN ('month', 'month_noroll') THEN c.amount || ' months'
        WHEN c.kind = 'minute' THEN c.amount || ' minutes'
        WHEN c.kind = 'suspend' THEN substring(c.rule FROM '(\d+) wd') || ' workdays'
        WHEN c.kind = 'suspend_minutes' THEN substring(c.rule FROM '(\d+) h') || ' hours'
        WHEN c.kind = 'boundary' THEN '2 workdays'      -- from Fri 6 March: due Tue 10
        WHEN c.kind = 'event_time' THEN '3 workdays' END AS term,  -- from Fri 6 March: due Wed 11
    CASE WHEN c.kind IN ('boundary', 'event_time') THEN '2026-03-06' ELSE c.start END AS started,
    c.kind NOT LIKE '%noroll' AS rolls, CASE WHEN c.kind = 'before' THEN 'backward' ELSE 'latest' END AS term_kind,
    CASE WHEN c.kind = 'before' THEN 'data:day' ELSE 'event' END AS starts_from
FROM deadline_case c WHERE c.kind <> 'validation';
SELECT count(*) FILTER (WHERE term IS NULL) AS without, count(*) FROM run;

-- one procedure, for each case an action that starts its term and one that ends it
INSERT INTO gov_cloud.policy (code, title) VALUES ('cases/1', '期限案例');
INSERT INTO gov_cloud.article (policy, label, summary) VALUES ('cases/1', 'art. 1', 'x');
INSERT INTO gov_cloud.policy_role (policy, role, party, title, article) VALUES ('cases/1', 'using_unit', 'C', 'x', 'art. 1'),
    ('cases/1', 'authority', 'C', 'x', 'art. 1');
INSERT INTO gov_cloud.policy_parameter (policy, name, kind, value, note) VALUES ('cases/1', 'suspension_allowed', 'boolean', 'true', 'x');
INSERT INTO gov_cloud.procedure (policy, code, title, subject, rule, article) VALUES ('cases/1', 'case', 'x', 'unit', 'C', 'art. 1');
INSERT INTO gov_cloud.state (policy, procedure, state, title, outcome, position) VALUES
    ('cases/1', 'case', 'open', 'x', NULL, 1), ('cases/1', 'case', 'closed', 'x', 'completed', 2);
INSERT INTO gov_cloud.transition (policy, code, rule, procedure, from_state, action, title, to_state, actors, decides) VALUES
    ('cases/1', 'open', 'C', 'case', NULL, 'open', 'x', 'open', '{using_unit}', false),
    ('cases/1', 'close', 'C', 'case', 'open', 'close', 'x', 'closed', '{authority}', true);
INSERT INTO gov_cloud.transition (policy, code, rule, procedure, from_state, action, title, to_state, actors, repeatable)
SELECT 'cases/1', id || step, 'C', 'case', 'open', action || step, 'x', NULL, '{using_unit,authority}', true FROM run, unnest(ARRAY['_start', '_end']) step;
INSERT INTO gov_cloud.deadline_rule (policy, code, procedure, title, starts_on, starts_from, ends_on, term, kind, rolls, obligor, article)
SELECT 'cases/1', id, 'case', scenario, ARRAY[id || '_start'], starts_from, ARRAY[id || '_end'], term::gov_cloud.term, term_kind, rolls, 'authority', 'art. 1'
FROM run;
-- the OA speaks for the unit, which acts, and for the authority, which may suspend
INSERT INTO gov_cloud.entitlement (login, organization) VALUES ('regress_deadline_cases_oa', 3);
INSERT INTO gov_cloud.role_holding (person, organization, role, jurisdiction) VALUES (1, 1, 'backdating', '999901');
-- two regions with overlays of their own: DT67's is loaded twice, DT72's as the case says
SET SESSION AUTHORIZATION regress_deadline_cases_sysadmin;
SELECT gov_cloud.create_calendar('first', '2020, as first arranged') = 'first' AS made;
SELECT gov_cloud.load_calendar_notice('first', 'as first arranged', '2020-01-28', 2020, E'2020-01-31 work\n2020-02-01 work') > 0 AS loaded;
SELECT gov_cloud.load_calendar_notice('cn-gx', 'synthetic', '2026-01-01', 2026, '2026-04-20 off') > 0 AS loaded;
SET SESSION AUTHORIZATION regress_deadline_cases_secadmin;
SELECT gov_cloud.publish_policy('cases/1') IS NOT NULL AS published;
SELECT gov_cloud.adopt_policy('999900', 'cases/1', '2010-01-01') IS NOT NULL AS adopted;
RESET SESSION AUTHORIZATION;

-- as the cases write a due
CREATE FUNCTION written(deadline gov_cloud.deadline) RETURNS text LANGUAGE sql AS
    $$SELECT CASE WHEN deadline.exclusive
        THEN to_char((deadline.due_at - interval '1 microsecond') AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD Dy') || ' 24:00'
        ELSE to_char(deadline.due_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS') || '+08:00' END
        || CASE WHEN deadline.provisional THEN ' provisional' ELSE '' END$$;
-- the moment a case names: an instant, or a time of day on its date in Shanghai
CREATE FUNCTION moment(named text, time_of_day text DEFAULT '12:00') RETURNS text LANGUAGE sql AS
    $$SELECT CASE WHEN named ~ 'T' THEN named ELSE named || ' ' || time_of_day || '+08' END$$;

-- starts the term of one case in a matter of its own, under a clock that stands at its start; the matter
CREATE FUNCTION start_case(r run) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    m bigint;
    at text := CASE WHEN r.kind = 'before' THEN '2026-03-01 12:00+08' ELSE moment(r.started) END;
BEGIN
    PERFORM example_clock(at);
    PERFORM gov_cloud.act_as(1, 'unit');
    SELECT matter INTO STRICT m FROM gov_cloud.open_matter('case');
    PERFORM gov_cloud.act(m, r.action || '_start', data => CASE WHEN r.kind = 'before' THEN '{"day": "2026-03-10"}' END);
    RETURN m;
END $$;
CREATE FUNCTION due_of(m bigint) RETURNS text LANGUAGE sql AS $$SELECT written(d) FROM gov_cloud.deadline d WHERE d.matter = m$$;

-- one case from start to answer
CREATE FUNCTION answer_case(r run) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    m bigint; d bigint; span jsonb; bounds text[]; said text; words text[];
BEGIN
    m := start_case(r);
    SELECT id INTO d FROM gov_cloud.deadline WHERE matter = m;
    IF r.kind LIKE 'suspend%' THEN
        PERFORM gov_cloud.act_as(3, 'authority');
    END IF;
    IF r.kind = 'suspend' THEN
        FOR span IN SELECT * FROM jsonb_array_elements(r.params) LOOP
            PERFORM example_clock(moment(span->>0, '10:00'));
            PERFORM gov_cloud.suspend_deadline(d, 'x');
            PERFORM example_clock(moment(span->>1, '11:00'));
            PERFORM gov_cloud.resume_deadline(d, 'x');
        END LOOP;
    ELSIF r.kind = 'suspend_minutes' THEN
        bounds := regexp_match(r.scenario, '\((\d\d:\d\d)–(\d\d:\d\d)\)');
        PERFORM example_clock(moment(left(r.start, 10), bounds[1]));
        PERFORM gov_cloud.suspend_deadline(d, 'x');
        PERFORM example_clock(moment(left(r.start, 10), bounds[2]));
        PERFORM gov_cloud.resume_deadline(d, 'x');
    ELSIF r.kind = 'before' THEN
        RETURN 'latest ' || due_of(m);
    ELSIF r.kind = 'horizon' THEN
        RETURN CASE WHEN due_of(m) = '2027-01-12 Tue 24:00 provisional' THEN r.expected ELSE due_of(m) END;
    ELSIF r.kind = 'boundary' THEN
        -- done at either bound, in a matter each
        FOREACH said IN ARRAY regexp_match(r.expected, '(\S+) = met; (\S+) = late') LOOP
            PERFORM example_clock(said);
            PERFORM gov_cloud.act(m, r.action || '_end');
            words := words || (said || ' = ' || (SELECT status FROM gov_cloud.deadline WHERE matter = m));
            m := start_case(r);
        END LOOP;
        RETURN array_to_string(words, '; ');
    ELSIF r.kind = 'event_time' THEN
        -- done on the 12th, recorded on the 20th
        PERFORM example_clock('2026-03-20 09:00+08');
        PERFORM gov_cloud.act(m, r.action || '_end', '2026-03-12 09:00+08');
        RETURN (SELECT format('%s by %s day (event time), not by %s (record time)', status,
                    (closed_at AT TIME ZONE 'Asia/Shanghai')::date - due_on, '2026-03-20'::date - due_on) FROM gov_cloud.deadline WHERE matter = m);
    END IF;
    RETURN due_of(m);
END $$;

CREATE TABLE answer (zone text, id text, got text, wanted text);
GRANT ALL ON run, answer TO gov_cloud_user;
SET SESSION AUTHORIZATION regress_deadline_cases_oa;
SET TimeZone = 'UTC';
INSERT INTO answer SELECT current_setting('TimeZone'), r.id, answer_case(r), r.expected FROM run r WHERE kind NOT IN ('revision', 'overlay') ORDER BY r.id;
SET TimeZone = 'Asia/Shanghai';
INSERT INTO answer SELECT current_setting('TimeZone'), r.id, answer_case(r), r.expected FROM run r WHERE kind NOT IN ('revision', 'overlay') ORDER BY r.id;
SET TimeZone = 'America/New_York';
INSERT INTO answer SELECT current_setting('TimeZone'), r.id, answer_case(r), r.expected FROM run r WHERE kind NOT IN ('revision', 'overlay') ORDER BY r.id;
SET TimeZone = 'Asia/Kathmandu';
INSERT INTO answer SELECT current_setting('TimeZone'), r.id, answer_case(r), r.expected FROM run r WHERE kind NOT IN ('revision', 'overlay') ORDER BY r.id;
RESET TimeZone;

-- DT67: started under the schedule as first arranged; the extension puts the open term off, the old due stays in the ledger
RESET SESSION AUTHORIZATION;
UPDATE gov_cloud.jurisdiction SET calendar = 'first' WHERE code = '999901';
SET SESSION AUTHORIZATION regress_deadline_cases_oa;
SELECT start_case(r) AS dt67 FROM run r WHERE id = 'DT67' \gset
RESET SESSION AUTHORIZATION;
SELECT replace(due_of(:dt67), ' 24:00', '') AS first \gset
SELECT example_clock('2020-01-29 10:00');
SET SESSION AUTHORIZATION regress_deadline_cases_sysadmin;
SELECT gov_cloud.load_calendar_notice('first', 'extension', '2020-01-29', 2020, '2020-01-31..2020-02-02 off') > 0 AS loaded;
RESET SESSION AUTHORIZATION;
INSERT INTO answer SELECT 'any', id, format('original calendar %s; after the extension %s', :'first', replace(due_of(:dt67), ' 24:00', '')), expected
FROM run WHERE id = 'DT67';
SELECT seq, kind, due_before, due_after, reason FROM gov_cloud.deadline_event e JOIN gov_cloud.deadline d ON d.id = e.deadline
WHERE d.matter = :dt67 ORDER BY seq;
-- DT72: the county counts by the nation's calendar, then by Guangxi's
RESET SESSION AUTHORIZATION;
UPDATE gov_cloud.jurisdiction SET calendar = 'cn' WHERE code = '999901';
SET SESSION AUTHORIZATION regress_deadline_cases_oa;
SELECT replace(due_of(start_case(r)), ' 24:00', '') AS national FROM run r WHERE id = 'DT72' \gset
RESET SESSION AUTHORIZATION;
UPDATE gov_cloud.jurisdiction SET calendar = 'cn-gx' WHERE code = '999901';
SET SESSION AUTHORIZATION regress_deadline_cases_oa;
INSERT INTO answer SELECT 'any', id, format('national calendar %s; with the overlay %s', :'national', replace(due_of(start_case(r)), ' 24:00', '')),
    split_part(expected, ';', 1) || ';' || substring(split_part(expected, ';', 2) FROM ' with the overlay \S+ \S+')
FROM run r WHERE id = 'DT72';

RESET SESSION AUTHORIZATION;
-- one answer a case, whatever the zone, and the one that is wanted
SELECT id, min(got) AS got, min(got) = max(got) AS same, count(DISTINCT zone) AS zones,
    bool_and(got = wanted OR got = wanted || ' provisional' AND id = 'DT45') AS right FROM answer GROUP BY id ORDER BY id;
SELECT count(DISTINCT id) = (SELECT count(*) FROM run) AS all_answered,
    bool_and(got = wanted OR got = wanted || ' provisional' AND id = 'DT45') AS all_right FROM answer;
-- the ledgers of all of them reproduce their dues
SELECT count(*) > 4 * 47 AS many FROM gov_cloud.deadline;
SELECT * FROM gov_cloud.check_deadlines();
CALL example_end('deadline_cases');
