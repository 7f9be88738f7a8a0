-- Calendars: what ships, counting, ranges, notices that arrive, revisions, who may load.
SET search_path = gov_cloud, public;

-- the shipped rows are those of contrib/calendars, each under its notice
\set csv `cat "$PG_ABS_SRCDIR/../contrib/calendars/cn_workdays.csv"`
CREATE TABLE listed AS
SELECT f[1]::date AS day, f[2]::boolean AS is_workday, f[3] AS name
FROM regexp_split_to_table(trim(E'\n' FROM :'csv'), '\n') WITH ORDINALITY l (line, n), string_to_array(line, ',') f WHERE n > 1;
CREATE VIEW prevailing AS
SELECT DISTINCT ON (d.day) d.day, d.is_workday, d.name, d.notice
FROM calendar_day d JOIN calendar_notice n USING (calendar, notice)
WHERE d.calendar = 'cn' ORDER BY d.day, n.published_on DESC;
SELECT count(*), count(*) FILTER (WHERE is_workday) AS makeup FROM listed;
SELECT * FROM (SELECT day, is_workday, name FROM prevailing WHERE is_workday = (extract(isodow FROM day) > 5)
               EXCEPT TABLE listed) more;
SELECT * FROM (TABLE listed EXCEPT SELECT day, is_workday, name FROM prevailing) missing;
SELECT n.notice, n.year, n.published_on, n.revision, count(d.day) AS days, count(*) FILTER (WHERE d.is_workday) AS worked
FROM calendar_notice n LEFT JOIN calendar_day d USING (calendar, notice)
GROUP BY n.calendar, n.notice ORDER BY n.revision;
SELECT code, title, parent FROM calendar ORDER BY code;

-- working days a year, as the README of the calendar counts them
SELECT string_agg(format('%s %s', y, workdays_between(make_date(y, 1, 1) - CASE WHEN y = 2010 THEN 0 ELSE 1 END,
                                                      make_date(y, 12, 31))), ', ' ORDER BY y)
FROM generate_series(2010, 2026) y;
SELECT count(*) FROM generate_series('2010-01-01'::date, '2026-12-31', '1 day') d
WHERE is_workday(d::date) <> COALESCE((SELECT is_workday FROM prevailing p WHERE p.day = d), extract(isodow FROM d) < 6);

-- counting: the day itself, forward, backward, over a festival
SELECT add_workdays('2026-02-13', 0) AS same, add_workdays('2026-02-15', 0) AS same_rest, add_workdays('2026-02-13', 1),
       add_workdays('2026-02-14', 1), add_workdays('2026-02-24', -1), add_workdays('2026-02-20', -1), add_workdays('2026-02-20', 1);
SELECT workdays_between('2026-02-13', '2026-02-24') AS two, workdays_between('2026-02-24', '2026-02-13') AS back,
       workdays_between('2026-02-15', '2026-02-23') AS none, workdays_between('2026-02-20', '2026-02-20') AS same,
       workdays_between('2026-02-25', '2026-02-20') AS from_rest;
SELECT is_workday('2026-02-14') AS makeup, is_workday('2026-02-16') AS festival, is_workday('2026-02-15') AS sunday,
       is_workday('2024-02-09') AS eve_worked, is_workday('2026-03-02') AS monday;

-- the horizon: beyond it Monday to Friday without the fixed holidays; before 2010 nothing
SELECT calendar_horizon(), calendar_horizon('cn-gx');
SELECT d::date, is_workday(d::date) FROM unnest(ARRAY['2027-01-01', '2027-01-04', '2028-05-01', '2028-05-02', '2028-05-03',
    '2029-10-01', '2029-10-02', '2029-10-03', '2029-10-04', '2027-02-06', '2400-02-29', '2400-01-01']::timestamp[]) d;
SELECT add_workdays('2026-12-31', 1), add_workdays('2027-01-12', -15), workdays_between('2026-12-21', '2027-01-12');
SELECT add_workdays('2010-01-04', -0), add_workdays('2010-01-05', -1);
SELECT is_workday('2009-12-31');
SELECT add_workdays('2009-12-31', 1);
SELECT add_workdays('2010-01-05', -2);
SELECT workdays_between('2009-12-31', '2010-01-04');
SELECT workdays_between('2010-01-04', '2009-12-31');
SELECT refusal($$SELECT gov_cloud.is_workday('2009-12-31')$$);

-- NULL, infinity, the ends of ranges: as date arithmetic of the core
SELECT is_workday(NULL) IS NULL AS null_day, is_workday('2026-01-01', NULL) IS NULL AS null_calendar, add_workdays('2026-01-01', NULL) IS NULL AS null_n,
       is_workday('infinity') IS NULL AS infinite, add_workdays('infinity', 3), add_workdays('-infinity', -3);
SELECT workdays_between('2026-01-01', 'infinity');
SELECT workdays_between('-infinity', '2026-01-01');
SELECT add_workdays('2026-01-01', 9223372036854775807);
SELECT add_workdays('2026-01-01', -9223372036854775808);
SELECT add_workdays('5874897-12-31', 1);
SELECT is_workday('5874897-12-31'), workdays_between('5874897-12-24', '5874897-12-31');
SELECT add_workdays('2026-01-01', 1500000000), workdays_between('2026-01-01', add_workdays('2026-01-01', 1490000000));
SELECT is_workday('2026-01-01', 'cn-hk');
SELECT is_workday('2026-01-01', '');

-- what reads tables says so, and may run in parallel
SELECT proname, provolatile, proparallel, proisstrict, prosecdef FROM pg_proc
WHERE pronamespace = 'gov_cloud'::regnamespace
  AND proname IN ('is_workday', 'add_workdays', 'workdays_between', 'calendar_horizon', 'load_calendar_notice', 'create_calendar')
ORDER BY proname;
CREATE TABLE many AS SELECT '2020-01-01'::date + i % 3000 AS day FROM generate_series(1, 20000) i;
SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0;
EXPLAIN (COSTS off) SELECT count(*) FROM many WHERE is_workday(day);
SELECT count(*) FROM many WHERE is_workday(day);
RESET parallel_setup_cost; RESET parallel_tuple_cost; RESET min_parallel_table_scan_size;

-- a notice arrives: only an administrator loads, and every fault is named at once
CREATE ROLE regress_calendar_admin LOGIN IN ROLE gov_cloud_sysadmin;
CREATE ROLE regress_calendar_user LOGIN IN ROLE gov_cloud_user;
SELECT refusal($$SELECT gov_cloud.load_calendar_notice('cn-gx', 'n', '2026-01-01', 2026, '2026-04-20 off')$$);
SET SESSION AUTHORIZATION regress_calendar_user;
SELECT add_workdays('2026-02-13', 2), count(*) FROM calendar_day WHERE calendar = 'cn' AND day >= '2026-01-01';
SELECT load_calendar_notice('cn-gx', 'n', '2026-01-01', 2026, '2026-04-20 off');
INSERT INTO calendar_notice VALUES ('cn-gx', 'n', 2026, '2026-01-01', 20000001);
SET SESSION AUTHORIZATION regress_calendar_admin;
INSERT INTO calendar_notice VALUES ('cn-gx', 'n', 2026, '2026-01-01', 20000001);
SELECT load_calendar_notice('cn', '  ', '2999-01-01', 2028, $$
2027-02-30 off 春节
2027-01-01..2027-01-03 off 元旦
2028-01-04 work
2028-01-03,false,元旦
2028-05-01 maybe 劳动节
2028-05-02
2027-11-30 work
2028-01-03 off
2028-10-05..2028-10-01 off
2028-02-01..2028-03-31 off
2028-1-3 off
"2028-01-05","FALSE","a ""b"", c",here,and more$$);
SELECT load_calendar_notice(NULL, NULL, NULL, NULL, NULL);
SELECT load_calendar_notice('cn', 'n', '-infinity', NULL, '# nothing');
SELECT load_calendar_notice('cn', '国办发明电〔2025〕7号', '2025-11-04', 2026, '2026-03-07 work');
SELECT load_calendar_notice('cn', 'n', '2026-10-01', 2151, (SELECT string_agg(day || ' off', E'\n') FROM generate_series(1, 25) i, format('0000-00-%s', i) day));
SELECT load_calendar_notice('cn-hk', 'n', '2026-01-01', 2026, '2026-04-20 off');

-- the next year, as text and as CSV with what spreadsheets add to it
BEGIN;
SELECT * FROM project_due('2026-12-21', '15 workdays');
SELECT load_calendar_notice('cn', 'a', '2026-11-04', 2027, $$
2026-12-31            off  元旦      # a notice may name days of the December before
2027-01-01..2027-01-03 off 元旦
2027-01-09            work 元旦
2027-10-01..2027-10-07 放假 国 庆 节
2027-05-03 休
2027-10-09 上班$$);
SELECT * FROM project_due('2026-12-21', '15 workdays');
SELECT day, is_workday, name, source, builtin FROM calendar_day WHERE notice = 'a' AND day NOT BETWEEN '2027-10-02' AND '2027-10-06' ORDER BY day;
SELECT calendar, notice, year, published_on, revision, builtin FROM calendar_notice WHERE NOT builtin;
SELECT calendar_horizon(), calendar_horizon('cn-gx'), add_workdays('2026-12-30', 3), is_workday('2027-02-08'), is_workday('2028-05-02');
ROLLBACK;
SELECT calendar_horizon(), calendar_horizon('cn-gx'), add_workdays('2026-12-30', 3);
BEGIN;
SELECT load_calendar_notice('cn', 'a', '2026-11-04', 2027, E'\uFEFFdate,is_workday,name,source\r\n2027-01-01,FALSE,"元旦, ""一月""",gov.cn\r\n2027-10-01,f,国庆节,\r\n\r\n2027-01-02,True,补班\r\n');
SELECT day, is_workday, name, source FROM calendar_day WHERE notice = 'a' ORDER BY day;
ROLLBACK;

-- a subtransaction that fails takes its calendar with it
BEGIN;
SAVEPOINT s;
SELECT load_calendar_notice('cn-gx', 'a', '2026-01-01', 2026, '2026-04-20 off 三月三');
SELECT is_workday('2026-04-20', 'cn-gx'), is_workday('2026-04-20');
ROLLBACK TO s;
SELECT is_workday('2026-04-20', 'cn-gx'), is_workday('2026-04-20');
COMMIT;

-- layers: a city over its region over the nation; the overlay prevails, the later notice too
SELECT create_calendar('cn-gx-lz', '柳州市', 'cn-gx');
SELECT create_calendar('cn-gx-lz', 'again');
SELECT create_calendar('Liuzhou', 'no code');
SELECT create_calendar('cn-xx', 'on nothing', 'cn-yy');
SELECT load_calendar_notice('cn-gx', 'first', '2026-01-10', 2026, '2026-04-20..2026-04-21 off 三月三');
SELECT load_calendar_notice('cn-gx', 'second', '2026-03-10', 2026, '2026-04-21 work given back');
SELECT load_calendar_notice('cn-gx', 'late to arrive, early to appear', '2026-01-05', 2026, '2026-04-21 off');
SELECT load_calendar_notice('cn-gx-lz', 'city', '2026-01-20', 2026, E'2026-04-22 off\n2026-02-17 work');
SELECT load_calendar_notice('cn', 'amendment', '2026-04-01', 2026, '2026-04-23 off');
SELECT c.code, calendar_horizon(c.code) AS horizon, array_agg(d.day ORDER BY d.day) AS off
FROM calendar c, generate_series(0, 4) i, LATERAL (SELECT '2026-04-20'::date + i AS day) d
WHERE NOT is_workday(d.day, c.code) GROUP BY c.code ORDER BY c.code;
SELECT is_workday('2026-02-17', 'cn-gx-lz') AS city, is_workday('2026-02-17', 'cn-gx') AS region;

-- a region that publishes has a horizon of its own; the national rule holds for what it leaves open
SELECT load_calendar_notice('cn', 'next', '2026-11-04', 2027, E'2027-01-01 off\n2027-10-01 off\n2027-02-08 off 春节');
SELECT code, calendar_horizon(code), is_workday('2027-02-08', code), is_workday('2028-05-01', code)
FROM (VALUES ('cn'), ('cn-gx'), ('cn-gx-lz')) c (code);
SELECT load_calendar_notice('cn-gx', 'skips a year', '2026-11-05', 2028, '2028-04-20 off');
SELECT load_calendar_notice('cn-gx', 'next', '2026-11-05', 2027, '2027-04-09 off 三月三');
SELECT calendar_horizon('cn-gx'), calendar_horizon('cn-gx-lz');

-- every earlier state can be reckoned with again
SELECT n.revision, n.calendar, n.notice,
       (project_due('2026-04-17', '3 workdays', 'cn-gx-lz', revision => n.revision)).due_on AS city,
       (project_due('2026-04-17', '3 workdays', 'cn', revision => n.revision)).due_on AS nation,
       (project_due('2026-04-17', '3 workdays', 'cn-gx-lz', revision => n.revision)).calendar_revision AS found
FROM calendar_notice n WHERE n.revision >= 20000000 ORDER BY n.revision;
SELECT * FROM project_due('2020-01-23', '5 workdays', revision => 13000000);
SELECT * FROM project_due('2020-01-23', '5 workdays', revision => 14000005);
SELECT * FROM project_due('2020-01-23', '5 workdays', revision => 20000000);
SELECT * FROM project_due('2020-01-23', '5 workdays', revision => 999999);

-- what is loaded stays, and all of it stands in the audit trail
RESET SESSION AUTHORIZATION;
SET ROLE gov_cloud_owner;
UPDATE calendar_day SET is_workday = true WHERE notice = 'first';
DELETE FROM calendar_notice WHERE notice = 'first';
TRUNCATE calendar_day;
RESET ROLE;
SELECT event, object_kind, object_id, login, note FROM gov_cloud_data.audit_event
WHERE event LIKE '%calendar%' ORDER BY id;
