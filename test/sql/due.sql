-- Dues: units, rolling, backward, suspensions, ranges, explanations; whatever the session's TimeZone and DateStyle.
SET search_path = gov_cloud, public;

-- units: by the clock from the moment, by dates from the day after; months from the original day
SELECT term, due_at('2026-01-31 10:30+08', term) AS due, due_at('2026-01-31 10:30+08', term, rolls => false) AS status_ends
FROM unnest(ARRAY['30分钟', '25 hours', '1个工作日', '30天', '1 month', '2 months', '25 months', '1 year', '4 years']) term;
SELECT term, p.* FROM unnest(ARRAY['1 minute', '1 hour', '1 workday', '1 day', '1 month', '1 year']) term, project_due('2026-09-30 23:59:59.5+08', term) p;
SELECT due_at('2024-02-29 09:00+08', '1 year', 'cn', false), due_at('2024-02-29 09:00+08', '12 months', 'cn', false),
       due_at('2024-01-31 09:00+08', '1 month', 'cn', false), due_at('2023-01-31 09:00+08', '1 month', 'cn', false);

-- a status period beyond the horizon rests on no calendar; an act deadline does, unless it ends on a known working day
SELECT rolls, p.due_on, p.provisional FROM (VALUES (true), (false)) r (rolls), project_due('2026-08-31 09:00+08', '6 months', rolls => rolls) p;
SELECT start, p.due_on, p.provisional FROM unnest(ARRAY['2026-12-29', '2026-12-30']) start, project_due((start || '+08')::timestamptz, '2 days') p;
SELECT (project_due('2026-12-31 22:00+08', '4 hours')).*;
SELECT (project_due('2027-06-01 09:00+08', '5 workdays')).*;

-- backward: the event's day is not counted, nothing rolls
SELECT event, term, p.due_at, p.due_on, p.provisional
FROM (VALUES ('2026-03-10', '3 days'), ('2026-03-10', '3 workdays'), ('2026-02-25', '3 workdays'), ('2026-03-31', '1 month'),
             ('2026-03-10 10:00', '30 minutes'), ('2027-01-01', '1 workday'), ('2027-01-04', '1 workday'), ('2027-02-01', '30 days')) v (event, term),
     project_due((event || '+08')::timestamptz, term, backward => true) p;
SELECT project_due('2010-01-20 09:00+08', '1 month', backward => true);
SELECT project_due('2026-03-10 09:00+08', '3 days', suspensions => '2026-03-04/2026-03-05', backward => true);

-- suspensions: days of (S, R]; several add up; within a day none; while it lasts no due; after the due nothing
SELECT s AS suspensions, term, p.due_at, p.raw_on, p.due_on
FROM (VALUES ('', '7 workdays'), ('2026-03-04/2026-03-09', '7 workdays'), ('2026-03-04/2026-03-06, 2026-03-06/2026-03-09', '7 workdays'),
             ('2026-03-04T08:00/2026-03-04T17:00', '7 workdays'), ('2026-03-04T23:59:59/2026-03-05', '7 workdays'),
             ('2026-03-11/2026-03-16', '7 workdays'), ('2026-03-11/2026-03-11T20:00', '7 workdays'),
             -- suspended on the last day, until a rest day: not run out meanwhile
             ('2026-03-13/2026-03-15', '9 workdays'), ('2026-03-13/2026-03-13T18:00', '9 workdays'),
             -- on the rest days over which it rolled
             ('2026-03-08/2026-03-12', '5 days'), ('2026-03-08/2026-03-15', '5 days'), ('2026-03-12/2026-03-16', '7 workdays'), ('2026-03-04/', '7 workdays'),
             ('2026-03-12/', '7 workdays'), ('2026-03-04/2026-03-09', '30 days'), ('2026-03-04/2026-03-09', '1 month'),
             ('2026-03-04 / 2026-03-05 , 2026-03-10T00:00:00Z/2026-03-10T09:00:00.5+08:00', '5 days'),
             ('2026-03-02T10:30/2026-03-02T11:10', '2 hours'), ('2026-03-02T12:00/2026-03-03', '2 hours'), ('2026-03-02T12:00:01/2026-03-03', '2 hours'),
             ('2026-03-02T10:30/', '2 hours')) v (s, term),
     project_due('2026-03-02 10:00+08', term, suspensions => s) p;
SELECT refusal(format('SELECT gov_cloud.project_due(%L, %L, suspensions => %L)', '2026-03-02 10:00+08', '7 workdays', s))
FROM unnest(ARRAY['2026-03-04', '2026-03-09/2026-03-04', '2026-03-01/2026-03-04', '2026-03-04/2026-03-09, 2026-03-08/2026-03-10',
                  '2026-03-04/, 2026-03-10/', 'tomorrow/infinity', '2026-3-4/2026-03-09', '2026-02-30/2026-03-09',
                  '2026-03-04 America/New_York', '2026-03-04T10:00 PST/', '/2026-03-04', ',', '2026-03-04/2026-03-05,']) s;

-- NULL, infinity, range ends, what is before every calendar
SELECT due_at(NULL, '1 day') IS NULL AS start, due_at('2026-01-01', NULL) IS NULL AS term, due_at('2026-01-01', '1 day', NULL) IS NULL AS calendar,
       project_due(NULL, '1 day') IS NULL AS project, (SELECT count(*) FROM explain_due(NULL, '1 day')) AS explained;
SELECT due_at('infinity', '3 workdays'), due_at('-infinity', '4 hours'), (project_due('infinity', '1 month')).*;
SELECT due_at('294276-12-31 23:00+08', '1 day');
SELECT due_at('294276-12-31 23:00+08', '24 hours');
SELECT due_at('2026-01-01 09:00+08', '2147483647 years');
SELECT due_at('2026-01-01 09:00+08', '2147483647 months');
SELECT due_at('2026-01-01 09:00+08', '2147483647 days');
SELECT due_at('2026-01-01 09:00+08', '2147483647 workdays');
SELECT due_at('2026-01-01 09:00+08', '2147483647 hours');
SELECT due_at('2026-01-01 09:00+08', '2147483647 minutes');
SELECT due_at('2009-12-31 15:59:59Z', '1 workday');
SELECT due_at('2009-12-31 16:00:00Z', '1 workday');
SELECT due_at('2009-12-31 12:00+08', '12 hours');
SELECT due_at('2026-01-01 09:00+08', '3 weeks');
SELECT due_at('2026-01-01 09:00+08', '3 days', 'mars');
SELECT project_due('2026-01-01 09:00+08', '3 days', revision => 7);

-- the same under every zone and style
CREATE TABLE sample AS
SELECT i, term, s FROM generate_series(1, 40) i, unnest(ARRAY['90 minutes', '7 workdays', '45 days', '13 months']) term,
    LATERAL (SELECT '2025-01-01 00:30+08'::timestamptz + i * interval '17 days 5 hours' AS s) v;
CREATE VIEW digest AS SELECT md5(string_agg(concat_ws(' ', i, term, extract(epoch FROM p.due_at), p.raw_on - date '2000-01-01', p.due_on - date '2000-01-01',
    (SELECT string_agg(note, ' ' ORDER BY line) FROM explain_due(s, term, suspensions => '2027-01-01/2027-01-05'))), E'\n' ORDER BY i, term))
FROM sample, project_due(s, term, suspensions => '2027-01-01/2027-01-05') p;
SELECT md5 AS shanghai FROM digest \gset
SET TimeZone = 'UTC'; SET DateStyle = 'German, DMY';
SELECT md5 = :'shanghai' AS same FROM digest;
SET TimeZone = 'America/New_York'; SET DateStyle = 'SQL, MDY';
SELECT md5 = :'shanghai' AS same FROM digest;
SET TimeZone = 'Asia/Kathmandu'; SET DateStyle = 'Postgres';
SELECT md5 = :'shanghai' AS same FROM digest;
SET TimeZone = 'Asia/Shanghai'; SET DateStyle = 'ISO, YMD';

-- explanations
\pset format unaligned
SELECT * FROM explain_due('2026-02-10 09:00+08', '15个工作日');
SELECT * FROM explain_due('2026-09-03 09:00+08', '30日');
SELECT * FROM explain_due('2026-05-20 09:00+08', '30天', rolls => false);
SELECT * FROM explain_due('2026-03-06 23:45:00.25+08', '30分钟');
SELECT * FROM explain_due('2026-12-21 09:00+08', '15 workdays');
SELECT * FROM explain_due('2026-12-01 09:00+08', '1 month');
SELECT * FROM explain_due('2026-03-02 10:00+08', '7 workdays', suspensions => '2026-03-04/2026-03-09, 2026-03-25/2026-03-27');
SELECT * FROM explain_due('2026-03-02 10:00+08', '30 days', suspensions => '2026-03-04/2026-03-09, 2026-03-10/');
SELECT * FROM explain_due('2026-03-02 10:00+08', '2 hours', suspensions => '2026-03-02T10:30/2026-03-02T11:10');
SELECT * FROM explain_due('infinity', '2 hours');
\pset format aligned
