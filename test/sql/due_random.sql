-- Calendars and dues against a second, naive implementation: a table of days, intervals of the core.
SET search_path = gov_cloud, public;
SET TimeZone = 'America/New_York';
SELECT setseed(0.20261121);

-- the naive calendar: each day by itself, from the rows alone, with running numbers of working days
CREATE TABLE naive AS
WITH prevailing AS (
    SELECT DISTINCT ON (d.day) d.day, d.is_workday FROM calendar_day d JOIN calendar_notice n USING (calendar, notice)
    WHERE d.calendar = 'cn' ORDER BY d.day, n.published_on DESC),
days AS (
    SELECT g::date AS day, COALESCE(p.is_workday, extract(isodow FROM g) < 6 AND NOT
        (g >= '2027-01-01' AND to_char(g, 'MM-DD') IN ('01-01', '05-01', '05-02', '10-01', '10-02', '10-03'))) AS worked
    FROM generate_series(timestamp '2010-01-01', '2430-12-31', '1 day') g LEFT JOIN prevailing p ON p.day = g)
SELECT day, worked, count(*) FILTER (WHERE worked) OVER (ORDER BY day) AS n,
       min(day) FILTER (WHERE worked) OVER (ORDER BY day DESC) AS worked_from
FROM days;
CREATE UNIQUE INDEX ON naive (day);
CREATE UNIQUE INDEX ON naive (n) WHERE worked;
ANALYZE naive;
SELECT count(*) AS days, count(*) FILTER (WHERE worked) AS worked FROM naive;

-- every day of 420 years: a whole cycle of the calendar and the years a notice has published
SELECT count(*) FROM naive WHERE is_workday(day) <> worked
    OR workdays_between('2010-01-01', day) <> n
    OR (worked AND add_workdays('2010-01-01', n) <> day)
    OR (worked AND n > 1 AND day < '2430-12-30' AND add_workdays(day, 1) <= day);
-- and the cycles after it repeat it
SELECT count(*) FROM generate_series(0, 146097, 7) i, LATERAL (SELECT '2030-01-01'::date + i AS day) d, generate_series(1, 3) c
WHERE workdays_between(day, day + 146097 * c) <> c * workdays_between('2030-01-01', '2030-01-01'::date + 146097)
   OR add_workdays(day, c * workdays_between('2030-01-01', '2030-01-01'::date + 146097)) > day + 146097 * c;

-- counting there and back
CREATE TABLE step AS
SELECT '2013-01-01'::date + (random() * 8000)::int AS day, (random() * 1000)::bigint - 500 AS n FROM generate_series(1, 100000);
SELECT count(*) FROM step WHERE workdays_between(day, add_workdays(day, n)) <> n;
SELECT count(*) FROM step s JOIN naive d USING (day) JOIN naive t ON t.worked AND t.n = d.n + s.n + CASE WHEN s.n < 0 AND NOT d.worked THEN 1 ELSE 0 END
WHERE s.n <> 0 AND add_workdays(s.day, s.n) <> t.day;
SELECT count(*) FROM step s JOIN naive a USING (day) JOIN naive b ON b.day = a.day + s.n::int
WHERE workdays_between(a.day, b.day) <> CASE WHEN s.n >= 0 THEN b.n - a.n
    ELSE (b.n - b.worked::int) - (a.n - a.worked::int) END;   -- the day before each counts

-- 100,000 random terms
CREATE TABLE term_case AS
SELECT i, '2010-01-01 00:00+08'::timestamptz + random() * interval '8000 days' AS start,
       1 + (random() * CASE u WHEN 'minutes' THEN 100000 WHEN 'hours' THEN 10000 WHEN 'workdays' THEN 600 WHEN 'days' THEN 1000
            WHEN 'months' THEN 100 ELSE 10 END)::int AS amount, u AS unit, random() < 0.5 AS rolls
FROM generate_series(1, 100000) i, LATERAL (SELECT (ARRAY['minutes', 'hours', 'workdays', 'days', 'months', 'years'])[1 + i % 6] AS u) v;
CREATE TABLE naive_due AS
SELECT c.*, e.ended, CASE WHEN c.unit IN ('minutes', 'hours') THEN c.start + (c.amount || ' ' || c.unit)::interval
    ELSE (CASE WHEN c.rolls THEN r.worked_from ELSE e.ended END + 1)::timestamp AT TIME ZONE 'Asia/Shanghai' END AS due_at
FROM term_case c JOIN naive s ON s.day = (c.start AT TIME ZONE 'Asia/Shanghai')::date
    LEFT JOIN naive w ON c.unit = 'workdays' AND w.worked AND w.n = s.n + c.amount
    CROSS JOIN LATERAL (SELECT CASE WHEN c.unit = 'workdays' THEN w.day
        WHEN c.unit IN ('days', 'months', 'years') THEN (s.day + (c.amount || ' ' || c.unit)::interval)::date END AS ended) e
    LEFT JOIN naive r ON r.day = e.ended;
SELECT count(*), count(*) FILTER (WHERE due_at(start, amount || ' ' || unit, 'cn', rolls) IS DISTINCT FROM due_at) AS differ FROM naive_due;
SELECT count(*) FROM naive_due c, project_due(start, amount || ' ' || unit, 'cn', rolls) p
WHERE p.due_at IS DISTINCT FROM c.due_at OR p.is_exclusive <> (unit NOT IN ('minutes', 'hours'))
   OR (p.is_exclusive AND p.raw_on <> c.ended) OR p.due_on <> ((p.due_at - interval '1 microsecond' * p.is_exclusive::int) AT TIME ZONE 'Asia/Shanghai')::date
   OR p.provisional <> (p.is_exclusive AND (rolls OR unit = 'workdays') AND p.due_on > '2026-12-31');

-- suspended once, before the last day: the n-th day that lies in no (S, R]
CREATE TABLE suspension_case AS
SELECT c.*, s.day AS started_on, f AS s, f + (random() * 60)::int AS r
FROM naive_due c, LATERAL (SELECT (c.start AT TIME ZONE 'Asia/Shanghai')::date AS day) s,
    LATERAL (SELECT s.day + 1 + floor(random() * (c.ended - s.day - 1))::int AS f) v
WHERE c.unit IN ('workdays', 'days') AND c.amount BETWEEN 2 AND 60 AND c.i % 2 = 0;
SELECT count(*) > 1000 AS enough, count(*) FILTER (WHERE p.due_on <> CASE WHEN unit = 'workdays' OR rolls THEN d.worked_from ELSE d.day END) AS differ
FROM suspension_case c CROSS JOIN LATERAL (
    SELECT day, worked_from FROM naive
    WHERE day > started_on AND day < started_on + 400 AND NOT (day > s AND day <= r) AND (worked OR unit = 'days')
    ORDER BY day OFFSET amount - 1 LIMIT 1) d,
    project_due(start, amount || ' ' || unit, 'cn', rolls, format('%sT23:59/%sT23:59:30', s, r)) p;

-- a loop over days, as one would write it by hand
CREATE FUNCTION loop_due(start timestamptz, amount int) RETURNS date LANGUAGE plpgsql AS $$
DECLARE
    day date := (start AT TIME ZONE 'Asia/Shanghai')::date;
BEGIN
    WHILE amount > 0 LOOP
        day := day + 1;
        IF gov_cloud.is_workday(day) THEN
            amount := amount - 1;
        END IF;
    END LOOP;
    RETURN day;
END $$;
SELECT count(*), count(*) FILTER (WHERE (project_due(start, amount || ' workdays')).due_on <> loop_due(start, amount)) AS differ
FROM term_case WHERE unit = 'workdays' AND i <= 3000;
