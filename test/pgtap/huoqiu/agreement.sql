-- Huoqiu's three-party agreement (附件4): its years, the emergency contact, force majeure.  Each assertion names the rule it proves.

CREATE FUNCTION pg_temp.agreement(system bigint) RETURNS bigint LANGUAGE sql AS $$
    SELECT m.id FROM gov_cloud.matter AS m WHERE m.procedure = 'agreement' AND m.system_id = agreement.system
$$;
CREATE FUNCTION pg_temp.stands(m bigint) RETURNS text LANGUAGE sql AS $$SELECT state FROM gov_cloud.matter WHERE id = m$$;
-- the worker looks, at a moment
CREATE FUNCTION pg_temp.worker(moment text) RETURNS text LANGUAGE sql AS $$
    SELECT at(moment);
    SELECT done('sys', 'SELECT gov_cloud.run_task(''advance'')')
$$;
CREATE FUNCTION pg_temp.when_it_did(m bigint, action text) RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(to_char(occurred_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') || ' by ' || role, ', ' ORDER BY seq)
    FROM gov_cloud.matter_event AS e WHERE e.matter = m AND e.action = when_it_did.action
$$;

-- A01: three seals, one year
SELECT registers('协议系统') AS s \gset
SELECT serves(:s, '2026-03-06', '2026-03-10') AS onboarding \gset
SELECT pg_temp.agreement(:s) AS m \gset
SELECT results_eq(format('SELECT a.effective_on, m.parent, m.about_kind, m.about_id = a.id FROM gov_cloud.agreement AS a JOIN gov_cloud.matter AS m ON m.id = %s WHERE a.system_id = %s', :m, :s),
    format('VALUES (''2026-03-10''::date, %s::bigint, ''agreement'', true)', :onboarding), 'HQ-A01, HQ-AGR9.1: in effect with the last of three seals');
SELECT results_eq(format('SELECT role, (signed_at AT TIME ZONE ''Asia/Shanghai'')::date FROM gov_cloud.agreement JOIN gov_cloud.agreement_signature ON agreement = id WHERE system_id = %s ORDER BY signed_at', :s),
    $$VALUES ('using_unit', '2026-03-06'::date), ('provider', '2026-03-06'), ('authority', '2026-03-10')$$, 'HQ-A01, HQ-AGR1.0: whose they are');
SELECT results_eq(format('SELECT rule, due_at FROM gov_cloud.deadline WHERE matter = %s ORDER BY rule', :m),
    $$VALUES ('HQ-D08', '2027-03-11 00:00+08'::timestamptz), ('HQ-D08/2', '2028-03-11 00:00+08'), ('HQ-D08/3', '2029-03-11 00:00+08')$$,
    'HQ-D08, HQ-AGR9.1: the day of the seals is excluded, 10 March is the last day of each year, and all years count from the seals');
SELECT pg_temp.worker('2027-03-10 23:59:59') \g /dev/null
SELECT is(pg_temp.stands(:m), 'effective', 'HQ-D08: in effect to the last second');
SELECT is(refuses('bureau', :m, 'renew', '2027-03-10 23:59:59'), 'ZW003 action_not_open', 'HQ-A01: nobody renews it by hand');
SELECT pg_temp.worker('2027-03-13 09:00') \g /dev/null
SELECT is(pg_temp.stands(:m), 'renewed_1', 'HQ-A01: nobody having objected, it is renewed by itself');
SELECT is(pg_temp.when_it_did(:m, 'renew'), '2027-03-11 00:00 by system', 'HQ-A01: as of the moment the year ended, though looked at two days later');
SELECT is((SELECT status FROM gov_cloud.deadline WHERE matter = :m AND rule = 'HQ-D08'), 'met', 'HQ-D08: the first year is over');
SELECT is(pg_temp.worker('2027-03-13 09:10'), '0 matters looked at whose day has come, 0 without a fault', 'HQ-A01: renewed once');
SELECT pg_temp.worker('2028-03-11 00:00') \g /dev/null
SELECT is(pg_temp.when_it_did(:m, 'renew'), '2027-03-11 00:00 by system, 2028-03-11 00:00 by system', 'HQ-A01, HQ-AGR9.1: renewed a second time');
SELECT is(refuses('unit', :m, 'object', '2028-05-08 09:00'), 'ZW003 action_not_open', 'HQ-D09: in the third year there is nothing to object to');
SELECT pg_temp.worker('2029-03-11 00:00') \g /dev/null
SELECT is(pg_temp.stands(:m), 'expired', 'HQ-A01, HQ-AGR9.1: and never a third time');
SELECT is(pg_temp.when_it_did(:m, 'expire'), '2029-03-11 00:00 by system', 'HQ-D08: after three years');
SELECT is((SELECT string_agg(status, ' ') FROM gov_cloud.deadline WHERE matter = :m), 'met met met', 'HQ-D08: each of which was over');

-- the worker was away for three years
SELECT registers('离线系统') AS s \gset
SELECT serves(:s, '2026-03-06', '2026-03-10') \g /dev/null
SELECT pg_temp.agreement(:s) AS m \gset
SELECT pg_temp.worker('2029-06-01 09:00'), pg_temp.worker('2029-06-01 09:10'), pg_temp.worker('2029-06-01 09:20') \g /dev/null
SELECT is((SELECT string_agg(action || to_char(occurred_at AT TIME ZONE 'Asia/Shanghai', ' YYYY-MM-DD'), ', ' ORDER BY seq) FROM gov_cloud.matter_event WHERE matter = :m),
    'open 2026-03-10, renew 2027-03-11, renew 2028-03-11, expire 2029-03-11', 'HQ-A01: what a worker missed is made good as it should have been');

-- what cannot be advanced does not keep others waiting
SELECT registers('故障系统') AS broken \gset
SELECT registers('正常系统') AS sound \gset
SELECT serves(:broken, '2026-03-06', '2026-03-10'), serves(:sound, '2026-03-06', '2026-03-10') \g /dev/null
CREATE FUNCTION pg_temp.breaks() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'broken'; END$$;
SELECT format('CREATE TRIGGER breaks AFTER INSERT ON gov_cloud.matter_event FOR EACH ROW WHEN (NEW.matter = %s) EXECUTE FUNCTION pg_temp.breaks()',
    pg_temp.agreement(:broken)) \gexec
SET client_min_messages = error;
SELECT is(pg_temp.worker('2027-03-11 00:00'), '2 matters looked at whose day has come, 1 without a fault', 'HQ-A01: what cannot be renewed is told');
SET client_min_messages = warning;
SELECT is(pg_temp.stands(pg_temp.agreement(:broken)) || ' ' || pg_temp.stands(pg_temp.agreement(:sound)), 'effective renewed_1', 'HQ-A01: and keeps no other waiting');
DROP TRIGGER breaks ON gov_cloud.matter_event;
SELECT pg_temp.worker('2027-03-11 01:00') \g /dev/null
SELECT is(pg_temp.when_it_did(pg_temp.agreement(:broken), 'renew'), '2027-03-11 00:00 by system', 'HQ-A01: until the fault is mended');

-- the 29th of February
SELECT registers('闰年系统') AS s \gset
SELECT serves(:s, '2028-02-28', '2028-02-29') \g /dev/null
SELECT is((SELECT string_agg((due_on - 1)::text, ' ' ORDER BY due_on) FROM gov_cloud.deadline WHERE matter = pg_temp.agreement(:s)), '2029-02-28 2030-02-28 2031-02-28',
    'HQ-D08: no 29 February, so the month''s last day');

-- D09: objections
SELECT registers('异议系统') AS s \gset
SELECT serves(:s, '2026-03-06', '2026-03-10') \g /dev/null
SELECT pg_temp.agreement(:s) AS m \gset
SELECT is(may(:m, 'object', '2027-03-10 09:00'), 'unit bureau vendor', 'HQ-D09: any party objects, and no other');
SELECT is(refuses('unit', :m, 'object', '2027-03-11 00:00'), 'ZW005 term_over 协议9.1', 'HQ-D09: an objection after the year has no effect');
BEGIN;
SELECT is(acts('vendor', :m, 'object', '2027-03-10 23:59:59'), 'objected_1', 'HQ-D09: one before it has');
SELECT pg_temp.worker('2027-03-11 00:00') \g /dev/null
SELECT is(pg_temp.stands(:m), 'expired', 'HQ-A01, HQ-D09: the agreement ends with its year');
SELECT is(pg_temp.when_it_did(:m, 'renew'), NULL, 'HQ-A01: and is not renewed');
SELECT results_eq(format('SELECT rule, status FROM gov_cloud.deadline WHERE matter = %s ORDER BY rule', :m),
    $$VALUES ('HQ-D08', 'met'), ('HQ-D08/2', 'cancelled'), ('HQ-D08/3', 'cancelled')$$, 'HQ-D08: no second year');
ROLLBACK;
SELECT pg_temp.worker('2027-03-11 00:00') \g /dev/null
SELECT is(refuses('unit', :m, 'object', '2028-03-11 00:00'), 'ZW005 term_over 协议9.1', 'HQ-D09: nor after the second year');
SELECT is(may(:m, 'object', '2028-01-10 09:00') || ', ' || may(:m, 'terminate', '2028-01-10 09:00'), 'unit bureau vendor, bureau', 'HQ-D09, HQ-A02: any party objects, the bureau terminates');
SELECT is(acts('unit', :m, 'object', '2028-01-10 09:00'), 'objected_2', 'HQ-D09: an objection in the second year');
SELECT pg_temp.worker('2028-03-10 23:59') \g /dev/null
SELECT is(pg_temp.stands(:m), 'objected_2', 'HQ-D09: lets that year run out');
SELECT pg_temp.worker('2028-03-11 00:00') \g /dev/null
SELECT is(pg_temp.stands(:m), 'expired', 'HQ-A01: and then ends the agreement');

-- A02: terminated for breach
SELECT registers('违约系统') AS s \gset
SELECT serves(:s, '2026-03-06', '2026-03-10') \g /dev/null
SELECT pg_temp.agreement(:s) AS m \gset
SELECT is(may(:m, 'terminate', '2026-09-01 09:00'), 'bureau', 'HQ-A02, HQ-AGR8.1: the bureau terminates');
SELECT is(refuses('bureau', :m, 'terminate', '2026-09-01 09:00'), 'ZW005 opinion_missing 协议8.1', 'HQ-A02: and says why');
SELECT is(acts('bureau', :m, 'terminate', '2026-09-01 09:00', '发生重大安全责任事故'), 'terminated', 'HQ-A02, HQ-AGR8.1: for breach');
SELECT is((SELECT array_agg(DISTINCT status) FROM gov_cloud.deadline WHERE matter = :m), ARRAY['cancelled'], 'HQ-A02: before its time');

-- a system that left needs no renewal
SELECT registers('退出系统') AS s \gset
SELECT serves(:s, '2026-03-06', '2026-03-10') \g /dev/null
SELECT opens('unit', 'exit', '2026-05-06 08:30', :s) AS x \gset
SELECT fills('unit', :x, 'HQ-F3', form_3('业务系统退出', '2026-05-08', '{"system_name": "退出系统"}')), attaches('unit', :x, 'official_letter'), attaches('unit', :x, 'exit_plan'),
    acts('unit', :x, 'submit', '2026-05-06 09:00'), acts('bureau', :x, 'approve', '2026-05-06 10:00'), acts('vendor', :x, 'reclaim', '2026-05-08 10:00') \g /dev/null
SELECT pg_temp.worker('2027-03-11 00:00') \g /dev/null
SELECT is(pg_temp.stands(pg_temp.agreement(:s)), 'expired', 'HQ-A01: the agreement of a system that left ends with its year');

-- K01, D05: three days before the emergency contact changes, counted backwards, never rolled
CREATE FUNCTION pg_temp.contact(system bigint, moment text, planned text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    m bigint := opens('unit', 'emergency_contact', moment, system, format(', data => ''{"planned_date": "%s"}''', planned));
BEGIN
    RETURN (SELECT d.due_on || ' ' || d.status FROM gov_cloud.deadline AS d WHERE d.matter = m AND d.rule = 'HQ-D05');
END
$$;
SELECT registers('联系人系统') AS s \gset
SELECT serves(:s, '2026-03-02', '2026-03-02') \g /dev/null
SELECT is(pg_temp.contact(:s, '2026-03-07 23:59:59', '2026-03-10'), '2026-03-07 met', 'HQ-D05, HQ-K01, HQ-AGR3.8: for Tuesday 10 March by Saturday 7 March, a rest day');
SELECT is(pg_temp.contact(:s, '2026-03-08 00:00:00', '2026-03-10'), '2026-03-07 late', 'HQ-D05: on Sunday it is late');
SELECT is(pg_temp.contact(:s, '2026-03-09 09:00:00', '2026-10-10'), '2026-10-07 met', 'HQ-D05: not rolled out of the National Day holiday either');
SELECT is(refused('unit', format('SELECT * FROM gov_cloud.open_matter(''emergency_contact'', system => %s)', :s)), 'ZW009 data_missing 协议3.8', 'HQ-K01: the day of the change is asked for');
SELECT is(may_open('emergency_contact', :s, '2026-03-09 09:00'), 'unit', 'HQ-K01: it is the unit''s contact');
SELECT opens('unit', 'emergency_contact', '2026-03-09 09:00', :s, ', data => ''{"planned_date": "2026-03-12"}''') AS m \gset
SELECT is(may(:m, 'change', '2026-03-12 09:00'), 'unit', 'HQ-K01: changed by the unit');
SELECT is(acts('unit', :m, 'change', '2026-03-12 09:00'), 'changed', 'HQ-K01, HQ-AGR3.8: changed');

-- F01, D06, D07: force majeure
CREATE FUNCTION pg_temp.strikes(moment text, occurred text, who text DEFAULT 'vendor') RETURNS bigint LANGUAGE sql AS $$
    SELECT opens(who, 'force_majeure', moment, (SELECT id FROM gov_cloud.system WHERE name = '联系人系统'), format(', data => ''{"occurred_on": "%s"}''', occurred))
$$;
CREATE FUNCTION pg_temp.term(m bigint, rule text) RETURNS text LANGUAGE sql AS $$
    SELECT concat_ws(' ', due_on, status) FROM gov_cloud.deadline AS d WHERE d.matter = m AND d.rule = term.rule
$$;
SELECT at('2026-10-05 09:00') \g /dev/null
SELECT is(refused('vendor', format('SELECT * FROM gov_cloud.open_matter(''force_majeure'', system => %s)', :s)), 'ZW009 data_missing 协议8.2', 'HQ-F01: the day it occurred is asked for');
SELECT is(may_open('force_majeure', :s, '2026-10-05 09:00'), 'unit bureau vendor', 'HQ-F01: any of the three is struck');
SELECT pg_temp.strikes('2026-10-05 09:00', '2026-10-03') AS m \gset
SELECT is(may(:m, 'notify', '2026-10-05 09:00'), 'unit bureau vendor', 'HQ-F01: and tells the others');
SELECT is(pg_temp.term(:m, 'HQ-D06'), '2026-10-19 open', 'HQ-D06, HQ-F01: 15 days from the holiday it occurred on; 18 October is a Sunday');
SELECT is(refuses('vendor', :m, 'notify', '2026-10-19 09:00'), 'ZW004 force_majeure_proof_missing 协议8.2', 'HQ-F01, HQ-AGR8.2: with proof of the competent department');
SELECT attaches('vendor', :m, 'force_majeure_proof') \g /dev/null
SELECT is(acts('vendor', :m, 'notify', '2026-10-19 23:59:59'), 'notified', 'HQ-F01: notified');
SELECT is(pg_temp.term(:m, 'HQ-D06'), '2026-10-19 met', 'HQ-D06: in time');
SELECT is(may(:m, 'end_impact', '2026-11-02 09:00'), 'unit bureau vendor', 'HQ-F01: or when it is over');
SELECT is(acts('vendor', :m, 'end_impact', '2026-11-02 09:00'), 'impact_ended', 'HQ-F01: the impact ends');
SELECT is(pg_temp.term(:m, 'HQ-D07'), 'open', 'HQ-D07, HQ-AGR8.2: a reasonable time has no date');
SELECT is(may(:m, 'resume', '2026-11-20 09:00'), 'unit bureau vendor', 'HQ-F01: or resumes');
SELECT is(acts('vendor', :m, 'resume', '2026-11-20 09:00'), 'performance_resumed', 'HQ-F01: performance is resumed');
SELECT is(pg_temp.term(:m, 'HQ-D07'), 'met', 'HQ-D07: and is neither early nor late');
SELECT pg_temp.strikes('2026-09-26 09:00', '2026-09-25', 'unit') AS m \gset
SELECT is(pg_temp.term(:m, 'HQ-D06'), '2026-10-10 open', 'HQ-D06: a worked Saturday is a last day');
SELECT attaches('unit', :m, 'force_majeure_proof'), acts('unit', :m, 'notify', '2026-10-11 00:00:00') \g /dev/null
SELECT is(pg_temp.term(:m, 'HQ-D06'), '2026-10-10 late', 'HQ-D06: the day after is late');

SELECT is((SELECT count(*) FROM gov_cloud.check_deadlines()), 0::bigint, 'HQ-D05, HQ-D06, HQ-D07, HQ-D08: replaying the ledger gives every stored due');
