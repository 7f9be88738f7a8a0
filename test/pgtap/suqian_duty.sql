-- Suqian's measures: duties that recur or stand, assessments, statistics of terms, the parties' own data.  Each assertion
-- names the rules it proves.
\ir ../suqian.sql
SELECT * FROM no_plan();

SELECT registers('学籍管理') AS s \gset
SELECT serves(:s, '2026-03-03', '2026-03-04') AS m \gset
SELECT organization AS vendor FROM party WHERE login = 'vendor' \gset
SELECT organization AS unit FROM party WHERE login = 'unit' \gset

-- O1 to O7: what recurs, and by which cadence
CREATE FUNCTION pg_temp.duties(who text, condition text) RETURNS text LANGUAGE sql AS $$
    SELECT done(who, format('SELECT string_agg(concat_ws('' '', code, obligor_role, cadence, due_on, state), '', '' ORDER BY code, due_on) FROM gov_cloud.v_obligation WHERE (due_on > ''2026-03-01'' OR state = ''unconfigured'') AND %s', condition))
$$;
CREATE FUNCTION pg_temp.delivers(who text, duty text, due text, document text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    o bigint := (SELECT obligation FROM gov_cloud.v_obligation WHERE code = duty AND due_on = due::date AND jurisdiction = '321300');
BEGIN
    IF document IS NOT NULL THEN
        PERFORM done(who, format('SELECT gov_cloud.attach_document(NULL, %L, %L, content => ''eA=='', about_kind => ''obligation'', about_id => %s)', document, document, o));
    END IF;
    RETURN done(who, format('SELECT in_time FROM gov_cloud.deliver_obligation(%s)', o));
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE || ' ' || SQLERRM;
END
$$;
SELECT works('2026-03-31 09:00') \g /dev/null
SELECT is(pg_temp.duties('vendor', $$code ~ '^SQ-O1[mqy]'$$), 'SQ-O1m provider month 2026-03-31 open, SQ-O1q provider quarter 2026-03-31 open, SQ-O1y provider year 2026-12-31 open',
    'SQ-O1 SQ-O1m SQ-O1q SQ-O1y: three series side by side, each of its own period');
SELECT matches(pg_temp.delivers('vendor', 'SQ-O1m', '2026-03-31', NULL), '^ZW004 ', 'SQ-O1m: with the report');
SELECT is(pg_temp.delivers('vendor', 'SQ-O1m', '2026-03-31', 'monthly_report'), 'true', 'SQ-O1m: delivered on its last day');
SELECT is(pg_temp.duties('desk', $$code = 'SQ-O1m'$$), 'SQ-O1m provider month 2026-03-31 met', 'SQ-O1m: to the operator');
SELECT is(pg_temp.duties('vendor', $$code = 'SQ-O1q'$$), 'SQ-O1q provider quarter 2026-03-31 open', 'SQ-O1q: which delivers no quarterly one');
SELECT works('2026-04-01 09:00') \g /dev/null
SELECT is(pg_temp.duties('vendor', $$code = 'SQ-O1q' AND due_on < '2026-04-01'$$), 'SQ-O1q provider quarter 2026-03-31 missing', 'SQ-O1q: not delivered when it was due');
SELECT is(pg_temp.delivers('vendor', 'SQ-O1q', '2026-03-31', 'quarterly_report'), 'false', 'SQ-O1q: delivered late');
SELECT is(pg_temp.duties('desk', $$state = 'unconfigured' AND jurisdiction = '321300'$$), 'SQ-O3 provider unconfigured, SQ-O4 provider unconfigured, SQ-O5 operator unconfigured, SQ-O8f using_unit unconfigured',
    'SQ-O3 SQ-O4 SQ-O5 SQ-O8f: 定期 without a period is owed by nobody until one is set, and is shown as such');
SELECT done('sys', $$SELECT gov_cloud.adopt_local_rule('321300', 'suqian/1', 'drill_cadence', 'half_year', '年度应急演练计划')$$) \g /dev/null
SELECT works('2026-04-02 09:00') \g /dev/null
SELECT is(pg_temp.duties('vendor', $$code = 'SQ-O3'$$), 'SQ-O3 provider half_year 2026-06-30 open', 'SQ-O3: once the city says how often');
SELECT is(pg_temp.duties('desk', $$code IN ('SQ-O6', 'SQ-O7') AND jurisdiction = '321300'$$), 'SQ-O6 operator year 2026-12-31 open, SQ-O7 using_unit year 2026-12-31 open, SQ-O7 using_unit year 2026-12-31 open',
    'SQ-O6 SQ-O7 SQ-A3: the evaluation every year, and every unit''s opinion of the provider');
SELECT is(pg_temp.delivers('desk', 'SQ-O6', '2026-12-31', 'evaluation_report'), 'true', 'SQ-O6: delivered');

-- O8, B01 to B04: backups deliver what is owed for each system
CREATE FUNCTION pg_temp.backs_up(who text, moment text, kind text, place text DEFAULT 'local', encrypted boolean DEFAULT false) RETURNS text LANGUAGE sql AS $$
    SELECT at(moment);
    SELECT done(who, format('SELECT gov_cloud.record_backup((SELECT id FROM gov_cloud.system WHERE name = ''学籍管理''), %L, %L, %L) > 0', kind, place, encrypted))
$$;
SELECT is(pg_temp.duties('unit', $$code = 'SQ-O8' AND due_on = '2026-04-02'$$), 'SQ-O8 using_unit day 2026-04-02 open', 'SQ-O8 SQ-B01: an incremental backup of each system every day');
SELECT pg_temp.backs_up('desk', '2026-04-02 22:00', 'incremental', 'same_city') \g /dev/null
SELECT is(pg_temp.duties('unit', $$code = 'SQ-O8' AND due_on = '2026-04-02'$$), 'SQ-O8 using_unit day 2026-04-02 open', 'SQ-O8: for which the operator''s backup in the city does not stand');
SELECT is(pg_temp.backs_up('unit', '2026-04-02 23:30', 'incremental'), 'true', 'SQ-B01: taken here');
SELECT is(pg_temp.duties('unit', $$code = 'SQ-O8' AND due_on = '2026-04-02'$$), 'SQ-O8 using_unit day 2026-04-02 met', 'SQ-O8 SQ-B01: and the day is kept');
SELECT works('2026-04-04 09:00') \g /dev/null
SELECT is(pg_temp.duties('unit', $$code = 'SQ-O8' AND due_on = '2026-04-03'$$), 'SQ-O8 using_unit day 2026-04-03 missing', 'SQ-O8: a day without one is missing, holiday or not');
SELECT done('sys', $$SELECT gov_cloud.adopt_local_rule('321300', 'suqian/1', 'full_backup_cadence', 'month', '备份策略')$$) \g /dev/null
SELECT works('2026-05-01 09:00') \g /dev/null
SELECT is(pg_temp.backs_up('unit', '2026-05-20 01:00', 'full', encrypted => true), 'true', 'SQ-B04: encrypted, where the data are important');
SELECT is(pg_temp.duties('unit', $$code = 'SQ-O8f' AND due_on = '2026-05-31'$$), 'SQ-O8f using_unit month 2026-05-31 met', 'SQ-O8f SQ-B01: full ones as often as the city has it');
SELECT pg_temp.backs_up('desk', '2026-05-20 02:00', 'incremental', 'same_city'), pg_temp.backs_up('desk', '2026-05-20 03:00', 'full', 'remote') \g /dev/null
SELECT is(done('unit', format('SELECT string_agg(place || '' '' || kind, '', '' ORDER BY id) FROM gov_cloud.backup WHERE system_id = %s AND place <> ''local''', :s)), 'same_city incremental, same_city incremental, remote full', 'SQ-B02 SQ-B03: the operator''s are in the register beside the unit''s own');
-- logs outlive the service
SELECT done('unit', format('SELECT gov_cloud.register_log_set(%s, NULL, ''operation'', ''2026-04-01'', ''2026-04-30'', ''log/2026-04'')', :s)) AS logs \gset
SELECT matches(refused('unit', format('SELECT gov_cloud.delete_log_set(%s, ''到期'')', :logs)), '^ZW0', 'SQ-O10: logs are kept six calendar months at least, as the general law has it');

-- what stands
SELECT is((SELECT string_agg(code, ' ' ORDER BY code) FROM gov_cloud.obligation_rule WHERE policy = 'suqian/1' AND kind = 'standing'),
    'SQ-B04 SQ-O10 SQ-O11 SQ-O11/operator SQ-O11/unit SQ-O12 SQ-O12/provider SQ-O13 SQ-O14 SQ-O2 SQ-O9', 'SQ-O2 SQ-O9 SQ-O10 SQ-O11 SQ-O12 SQ-O13 SQ-O14 SQ-B04: what is owed all the time');
CREATE FUNCTION pg_temp.attests(who text, duty text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    o bigint := (SELECT obligation FROM gov_cloud.v_obligation WHERE code = duty AND obligor = (SELECT organization FROM party WHERE login = who));
BEGIN
    PERFORM done(who, format('SELECT delivery FROM gov_cloud.attest_obligation(%s, ''已落实'')', o));
    RETURN (SELECT state FROM gov_cloud.v_obligation WHERE obligation = o);
END
$$;
SELECT is(pg_temp.attests('vendor', 'SQ-O2') || ' ' || pg_temp.attests('vendor', 'SQ-O13') || ' ' || pg_temp.attests('vendor', 'SQ-O12/provider'), 'attested attested attested', 'SQ-O2 SQ-O12 SQ-O13, SQ-P13: the provider states its service, its staff on site, its metering');
SELECT is(pg_temp.attests('unit', 'SQ-O10') || ' ' || pg_temp.attests('unit', 'SQ-O14') || ' ' || pg_temp.attests('unit', 'SQ-B04') || ' ' || pg_temp.attests('unit', 'SQ-O11/unit'), 'attested attested attested attested',
    'SQ-O10 SQ-O11 SQ-O14 SQ-B04, SQ-P11: the unit its backups (through its integrator), repairs, data, encryption');
SELECT is(pg_temp.attests('desk', 'SQ-O9') || ' ' || pg_temp.attests('desk', 'SQ-O12') || ' ' || pg_temp.attests('authority', 'SQ-O11'), 'attested attested attested', 'SQ-O9 SQ-O11 SQ-O12 SQ-V03: the operator its collection and metering, the authority what is planned in step');
SELECT is((SELECT count(*) FROM gov_cloud.v_obligation WHERE code = 'SQ-O9' AND jurisdiction = '321322'), 1::bigint, 'SQ-V03 SQ-O9, SQ-P6: a county owes the same for its own cloud');

-- A1, A2: assessments
SELECT at('2026-12-31 09:00') \g /dev/null
SELECT done('desk', format('SELECT gov_cloud.open_assessment(''unit'', %s, ''2026'')', :unit)) AS a \gset
SELECT is(refused('unit', format('SELECT gov_cloud.score_indicator(%s, ''SQ-A1'')', :a)), 'ZW007 own_assessment', 'SQ-A1: nobody assesses himself');
SELECT done('desk', format('SELECT gov_cloud.score_indicator(%s, ''SQ-A1'')', :a)) \g /dev/null
SELECT is((SELECT title || ' ' || trim_scale(value) || ' of ' || denominator FROM gov_cloud.v_assessment WHERE assessment = :a), '政务云资源使用效率 1 of 1', 'SQ-A1: how well the unit uses what it has, computed');
SELECT done('desk', format('SELECT gov_cloud.close_assessment(%s, ''作为资源调整依据'')', :a)) \g /dev/null
SELECT is((SELECT DISTINCT state || ' ' || conclusion FROM gov_cloud.v_assessment WHERE assessment = :a), 'closed 作为资源调整依据', 'SQ-A1: a basis for its resources');
SELECT done('desk', format('SELECT gov_cloud.open_assessment(''provider'', %s, ''2026'')', :vendor)) AS a \gset
SELECT is((SELECT string_agg(title, ' ' ORDER BY indicator) FROM gov_cloud.v_assessment WHERE assessment = :a), '政务云建设 运行维护 安全保障 服务提供 使用单位评价', 'SQ-A2: what the provider is assessed by, what units say of it among that');
SELECT is(done('desk', $$SELECT count(*) FROM gov_cloud.indicator WHERE policy = 'suqian/1' AND subject = 'provider' AND formula IS NOT NULL$$), '0', 'SQ-A2: the text gives no formulas and no weights, so persons judge');

-- terms kept and missed, by who owes them
SELECT is(done('desk', $$SELECT string_agg(concat_ws(' ', rule, obligor_role, met, late + overdue), ', ' ORDER BY rule) FROM gov_cloud.v_on_time WHERE rule IN ('SQ-D01', 'SQ-D03', 'SQ-D04', 'SQ-D06')$$),
    'SQ-D01 operator 1 0, SQ-D03 provider 1 0, SQ-D04 using_unit 1 0, SQ-D06 using_unit 0 1', 'SQ-D01 SQ-D03 SQ-D04 SQ-D06: each term counts for its own obligor');
SELECT is(done('desk', $$SELECT count(*) FROM gov_cloud.v_on_time WHERE rule IN ('SQ-D18', 'SQ-D07/icp', 'SQ-D16/increase')$$), '0', 'SQ-D16 SQ-D18: a term without an amount is neither kept nor missed');
SELECT * FROM finish();
