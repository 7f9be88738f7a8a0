-- Suqian's measures, articles 24, 38 and 41: low use below 15 % for three months, the written notice, the adjustment, the
-- order, and who pays.  Each assertion names the rules and vectors it proves.
\ir ../suqian.sql
SELECT * FROM no_plan();

-- day figures as the clouds gave them: a month of one peak a day, whole months, hypervisor for CPU and agent for memory
CREATE FUNCTION pg_temp.host(system text, host text) RETURNS bigint LANGUAGE sql AS $$
    SELECT r.id FROM gov_cloud.resource r JOIN gov_cloud.system s ON s.id = r.system_id WHERE s.name = system AND r.name = host
$$;
CREATE FUNCTION pg_temp.peaks(resource bigint, metric text, first date, VARIADIC peaks numeric[]) RETURNS void LANGUAGE sql AS $$
    INSERT INTO gov_cloud.series (resource, metric, source, statistic, period, origin)
    SELECT $1, $2, 'test', 'mean', 300, CASE $2 WHEN 'cpu' THEN 'hypervisor' ELSE 'agent' END
    WHERE NOT EXISTS (SELECT FROM gov_cloud.series s WHERE s.resource = $1 AND s.metric = $2);
    SELECT gov_cloud.open_sample_days($3, $3);
    INSERT INTO gov_cloud_data.usage_day (resource, series, day, n, expected, closed, lowest, highest, total, p95)
    SELECT s.resource, s.id, d, 288, 288, true, 0, v, v * 288, v
    FROM gov_cloud.series AS s, generate_series($3, ($3 + interval '1 month - 1 day')::date, interval '1 day') AS d,
        LATERAL (SELECT $4[1 + (d::date - $3) % cardinality($4)] AS v) AS p
    WHERE s.resource = $1 AND s.metric = $2 AND v IS NOT NULL
$$;
-- three months from February: values of CPU, then of memory
CREATE FUNCTION pg_temp.quarter(host text, cpu numeric[], memory numeric[], first date DEFAULT '2026-02-01') RETURNS void LANGUAGE sql AS $$
    SELECT pg_temp.peaks(pg_temp.host('效能系统', $1), m.metric, ($4 + (no - 1) * interval '1 month')::date, v)
    FROM (VALUES ('cpu', $2), ('memory', $3)) m (metric, list), LATERAL unnest(list) WITH ORDINALITY u (v, no) WHERE v IS NOT NULL
$$;
CREATE FUNCTION pg_temp.said(host text, as_of date) RETURNS text LANGUAGE sql AS $$
    SELECT done('desk', format('SELECT COALESCE(''low ('' || string_agg(DISTINCT run_label, '', '') FILTER (WHERE run_found) || '')'', ''no'') FROM gov_cloud.efficiency_verdicts(%s, %L)',
        pg_temp.host('效能系统', $1), $2))
$$;

SELECT registers('效能系统') AS s \gset
SELECT serves(:s, '2026-01-13', '2026-01-15', (SELECT jsonb_agg(item('E' || n, 1, 2, 20)) FROM generate_series(1, 12) AS n WHERE n <> 10)) \g /dev/null
-- E10 came by a change on 20 February
SELECT opens('unit', 'change', '2026-02-20 08:30', :s) AS c \gset
SELECT fills('unit', :c, 'SQ-F1', form_1(:c, '变更', '{"requested_cpu_cores": 1, "requested_memory_gb": 2, "requested_disk_gb": 20}')), fills('unit', :c, 'SQ-F2', form_2(jsonb_build_array(item('E10', 1, 2, 20)), kind => '变更')),
    acts('unit', :c, 'submit', '2026-02-20 09:00'), acts('desk', :c, 'approve', '2026-02-20 10:00'), acts('vendor', :c, 'complete', '2026-02-20 11:00') \g /dev/null
SELECT at('2026-06-01 07:00') \g /dev/null
SELECT pg_temp.quarter('E1', '{10,11,12}', '{60,62,61}'), pg_temp.quarter('E2', '{10,11,12}', '{8,9,7}'), pg_temp.quarter('E3', '{10,15,12}', '{60,60,60}'),
    pg_temp.quarter('E4', '{14.996,14.999,14.99}', '{60,60,60}'), pg_temp.quarter('E5', '{10,22,8}', '{60,60,60}'), pg_temp.quarter('E6', '{10,30,10}', '{40,9,40}'),
    pg_temp.quarter('E7', '{NULL,10,11}', '{NULL,60,60}'), pg_temp.quarter('E8', '{10,11,12,13}', '{60,60,60,60}'), pg_temp.quarter('E9', '{NULL,10,11}', '{60,60,60}'),
    pg_temp.quarter('E10', '{NULL,10,10,10}', '{NULL,60,60,60}'), pg_temp.quarter('E12', '{40,40,40}', NULL) \g /dev/null
-- E9: half of February is missing; E11: one day of 100 a month, the others 5; E12: daily mean 3
SELECT pg_temp.peaks(pg_temp.host('效能系统', 'E9'), 'cpu', '2026-02-01', VARIADIC array_fill(10::numeric, '{14}') || array_fill(NULL::numeric, '{14}')),
    pg_temp.peaks(pg_temp.host('效能系统', 'E10'), 'cpu', '2026-02-01', VARIADIC array_fill(NULL::numeric, '{20}') || array_fill(10::numeric, '{11}')) \g /dev/null
SELECT pg_temp.peaks(pg_temp.host('效能系统', 'E11'), 'cpu', d::date, VARIADIC array_fill(5::numeric, '{9}') || 100::numeric || array_fill(5::numeric, '{21}'))
FROM generate_series('2026-02-01'::timestamp, '2026-04-01', '1 month') AS d \g /dev/null
UPDATE gov_cloud_data.usage_day SET total = 3 * 288 WHERE resource = pg_temp.host('效能系统', 'E12');
UPDATE gov_cloud.sample_day SET state = 'closed';

SELECT at('2026-05-01 08:00') \g /dev/null
SELECT is(pg_temp.said('E1', '2026-05-01'), 'low (cpu)', 'E1, SQ-E01: CPU below 15 % for three months, memory busy');
SELECT is(pg_temp.said('E2', '2026-05-01'), 'low (cpu, memory)', 'E2, SQ-E01: both');
SELECT is(pg_temp.said('E3', '2026-05-01'), 'no', 'E3, SQ-E01: 15 is not below 15');
SELECT is(pg_temp.said('E4', '2026-05-01'), 'low (cpu)', 'E4, SQ-E01: nothing is rounded');
SELECT is(pg_temp.said('E5', '2026-05-01'), 'no', 'E5, SQ-E01: each month by itself');
SELECT is(pg_temp.said('E6', '2026-05-01'), 'no', 'E6, SQ-E01: the same metric all along');
SELECT is(pg_temp.said('E7', '2026-05-01'), 'no', 'E7, SQ-E01: two months are too few');
SELECT is(pg_temp.said('E8', '2026-06-01'), 'low (cpu)', 'E8, SQ-E01: a fourth month goes on');
SELECT is(pg_temp.said('E9', '2026-05-01'), 'no', 'E9, SQ-E01: a month without enough figures proves nothing');
SELECT is(pg_temp.said('E10', '2026-05-01') || ', ' || pg_temp.said('E10', '2026-06-01'), 'no, low (cpu)', 'E10, SQ-E01: the month it came in does not count');
SELECT is(pg_temp.said('E11', '2026-05-01'), 'low (cpu)', 'E11, SQ-E01: a mean of peaks bears one spike');
SELECT is(pg_temp.said('E12', '2026-05-01'), 'no', 'E12, SQ-E01: the day''s peak counts, not its mean');
SELECT results_eq($$SELECT name, value, article FROM gov_cloud.policy_parameter WHERE policy = 'suqian/1' AND name IN ('threshold_pct', 'window_months', 'daily_stat') ORDER BY name$$,
    $$VALUES ('daily_stat', 'max', '第二十四条'), ('threshold_pct', '15', '第二十四条'), ('window_months', '3', '第二十四条')$$, 'SQ-E01: the figures are the text''s own');

-- the sweep of the worker finds and tells, and does nothing else
SELECT works('2026-05-01 09:00') \g /dev/null
SELECT set_eq('SELECT r.name FROM gov_cloud.finding f JOIN gov_cloud.resource r ON r.id = f.resource', ARRAY['E1', 'E2', 'E4', 'E8', 'E11'], 'SQ-E01: found, machine by machine');
SELECT works('2026-06-01 09:00') \g /dev/null
SELECT results_eq(format('SELECT run_months, count(*) OVER () FROM gov_cloud.finding WHERE resource = %s', pg_temp.host('效能系统', 'E8')), 'VALUES (4, 1::bigint)', 'E8, SQ-E01: one finding goes on, no second one');
SELECT is((SELECT count(*) FROM gov_cloud.matter WHERE procedure = 'reduction'), 0::bigint, 'SQ-E01: the worker opens no matter, cuts nothing off, takes nothing back');
SELECT id AS finding FROM gov_cloud.finding WHERE resource = pg_temp.host('效能系统', 'E1') \gset
SELECT set_eq(format('SELECT p.login FROM gov_cloud.notice n JOIN party p ON p.organization = n.recipient WHERE key = ''finding/%s''', :finding), ARRAY['unit', 'desk'], 'SQ-E01: unit and operator are told');

-- G12: past use is looked at when the unit applies again
SELECT opens('unit', 'onboarding', '2026-06-01 10:00', registers('再次申请')) AS m \gset
SELECT applies(:m, '2026-06-01 10:10'), acts('desk', :m, 'accept', '2026-06-01 10:20'), acts('desk', :m, 'first_review', '2026-06-01 10:30'), signs(:m) \g /dev/null
SELECT matches(done('review', format('SELECT what || article FROM gov_cloud.explain(%s) WHERE section = ''efficiency''', :m)), '其中低效 [1-9][0-9]* 台.*第二十四条第二款$', 'SQ-G12: the record of the unit stands beside its application');
SELECT matches(says('review', :m, 'approve', '2026-06-01 11:00'), 'unit_uses_little.*used too little, of: 效能系统', 'SQ-G12: who reviews is shown how the unit uses what it has');
SELECT is(done('desk', format('SELECT low_hosts || '' of '' || hosts FROM gov_cloud.efficiency_record(%s)', (SELECT organization FROM party WHERE login = 'unit'))), '6 of 12', 'SQ-G12: with the whole record of the unit');
SELECT is(acts('review', :m, 'approve', '2026-06-01 11:00', data => '{"override": "新业务，已书面承诺整改低效资源"}'), 'approved', 'SQ-G12: a reference, not a bar: he says why he grants');
SELECT matches((SELECT remark FROM gov_cloud.matter_event WHERE matter = :m AND action = 'approve'), '新业务', 'SQ-G12: which is kept');

-- E01, E02: listed, and told in writing
SELECT is(may_open('reduction', :s, '2026-06-02 09:00'), 'desk review', 'SQ-E01, SQ-P2: the operator lists it');
SELECT is(refused('desk', format('SELECT * FROM gov_cloud.open_matter(''reduction'', system => %s)', :s)), 'ZW004 finding_missing 第二十四条', 'SQ-E01: on a finding');
SELECT opens('desk', 'reduction', '2026-06-02 09:00', :s, format(', about_kind => ''finding'', about_id => %s', :finding)) AS m \gset
SELECT is(refuses('desk', :m, 'order_disconnect', '2026-06-02 10:00', '低效'), 'ZW003 action_not_open', 'SQ-E04: nothing is cut off without a notice');
SELECT is(refuses('desk', :m, 'notify', '2026-06-02 10:00'), 'ZW004 low_use_notice_missing 第二十四条', 'SQ-E02: the notice is in writing');
SELECT attaches('desk', :m, 'low_use_notice') \g /dev/null
SELECT is(acts('desk', :m, 'notify', '2026-06-02 10:00'), 'notified', 'SQ-E02: told');
SELECT is((SELECT string_agg(p.login, ' ') FROM gov_cloud.notice n JOIN party p ON p.organization = n.recipient WHERE n.matter = :m AND n.kind = 'low_use_written'), 'unit', 'SQ-E02: with its delivery record');
SELECT is(terms(:m), 'SQ-D11 06-24 using_unit open', 'SQ-D11: fifteen working days from the notice sent');
SELECT acts('unit', :m, 'receive', '2026-06-04 09:00') \g /dev/null
SELECT is(terms(:m), 'SQ-D11 06-24 using_unit cancelled, SQ-D11 06-26 using_unit open', 'SQ-D11: from the day it was received, where that is known');
SELECT is(refuses('unit', :m, 'receive', '2026-06-05 09:00'), 'ZW003 milestone_recorded', 'SQ-D11: it is received once');

BEGIN;
SELECT is(refuses('desk', :m, 'drop', '2026-06-05 10:00'), 'ZW005 opinion_missing', 'SQ-E02: where the use has come back the operator may let it be, and says so');
SELECT is(acts('desk', :m, 'drop', '2026-06-05 10:00', '用量已恢复') || ', ' || terms(:m), 'dropped, SQ-D11 06-24 using_unit cancelled, SQ-D11 06-26 using_unit cancelled', 'SQ-E02 SQ-D11: which cancels the term');
ROLLBACK;
-- E03: the unit adjusts
CREATE FUNCTION pg_temp.less(resource bigint, figures jsonb) RETURNS text LANGUAGE sql AS $$SELECT jsonb_build_object('resources', jsonb_build_array(figures || jsonb_build_object('resource', resource)))::text$$;
SELECT pg_temp.host('效能系统', 'E1') AS e1 \gset
SELECT is(may(:m, 'request_adjustment', '2026-06-08 09:00'), 'unit', 'SQ-E03: the unit adjusts');
SELECT is(refuses('unit', :m, 'request_adjustment', '2026-06-08 09:00', '缩减'), 'ZW005 reduction_list 第二十四条', 'SQ-E03: what, machine by machine');
SELECT is(acts('unit', :m, 'request_adjustment', '2026-06-08 09:00', '缩减', pg_temp.less(:e1, '{"vcpu": 0.5}')), 'adjustment_requested', 'SQ-E03: asked for');
SELECT is(refuses('desk', :m, 'order_disconnect', '2026-07-08 09:00', '低效'), 'ZW003 action_not_open', 'SQ-E04: while the operator has it to review nothing is cut off');
SELECT is(acts('desk', :m, 'return', '2026-06-09 09:00', '核数须为整数'), 'notified', 'SQ-E03: returned');
SELECT is(acts('unit', :m, 'request_adjustment', '2026-06-10 09:00', '释放', pg_temp.less(:e1, '{"release": true}')), 'adjustment_requested', 'SQ-E03: asked for again');
SELECT is(may(:m, 'approve', '2026-06-11 09:00'), 'desk review', 'SQ-E03: consented to by the operator, as any change');
SELECT acts('desk', :m, 'approve', '2026-06-11 09:00') \g /dev/null
SELECT is(terms(:m, 'D09'), 'SQ-D09/adjust 06-12 provider open', 'SQ-D09: the provider has one working day');
SELECT is(may(:m, 'adjust', '2026-06-12 09:00'), 'vendor', 'SQ-E03: and carries it out');
SELECT is(acts('vendor', :m, 'adjust', '2026-06-12 09:00'), 'adjusted', 'SQ-E03: adjusted, and closed');
SELECT is(terms(:m), 'SQ-D09/adjust 06-12 provider met, SQ-D11 06-24 using_unit cancelled, SQ-D11 06-26 using_unit met', 'SQ-E03 SQ-D11: in time');
SELECT is((SELECT state FROM gov_cloud.finding WHERE id = :finding), 'closed', 'SQ-E03: the finding is closed');
SELECT is((SELECT upper(billed) FROM gov_cloud.resource WHERE id = :e1), '2026-06-12'::date, 'SQ-E03 SQ-B9: what was given back costs no more');

-- four machines of their own systems, low from April to June, established on 1 July
SELECT registers(n) AS s FROM unnest(ARRAY['六号系统', '七号系统', '八号系统', '十号系统']) AS n \g /dev/null
SELECT serves(id, '2026-03-03', '2026-03-04') FROM gov_cloud.system WHERE name ~ '号系统$' ORDER BY id \g /dev/null
SELECT at('2026-07-01 08:00') \g /dev/null
SELECT pg_temp.peaks(pg_temp.host(s.name, 'app'), 'cpu', m::date, 10), pg_temp.peaks(pg_temp.host(s.name, 'app'), 'memory', m::date, 60)
FROM gov_cloud.system AS s, generate_series('2026-04-01'::timestamp, '2026-06-01', '1 month') AS m WHERE s.name ~ '号系统$' \g /dev/null
UPDATE gov_cloud.sample_day SET state = 'closed';
SELECT works('2026-07-01 09:00') \g /dev/null
CREATE FUNCTION pg_temp.notified(name text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    found record;
    m bigint;
BEGIN
    SELECT f.id, f.system_id INTO found FROM gov_cloud.finding f JOIN gov_cloud.system s ON s.id = f.system_id WHERE s.name = notified.name AND f.state = 'open';
    m := opens('desk', 'reduction', '2026-07-02 09:00', found.system_id, format(', about_kind => ''finding'', about_id => %s', found.id));
    PERFORM attaches('desk', m, 'low_use_notice'), acts('desk', m, 'notify', '2026-07-02 10:00'), acts('unit', m, 'receive', '2026-07-03 09:00');
    RETURN m;
END
$$;
CREATE FUNCTION pg_temp.unpaid(name text) RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(concat_ws(' ', coalesce(component, 'all'), payer, lower(days), upper(days) - 1, upper(days) - lower(days)), ', ' ORDER BY p.id)
    FROM gov_cloud.payer_in_force p WHERE resource = pg_temp.host(name, 'app')
$$;
-- BV6: ordered on 27 July, taken back on 10 August
SELECT pg_temp.notified('六号系统') AS m \gset
SELECT is((SELECT f.established_on FROM gov_cloud.finding f WHERE resource = pg_temp.host('六号系统', 'app')), '2026-07-01'::date, 'BV6: established on 1 July');
SELECT is(terms(:m, 'D11'), 'SQ-D11 07-23 using_unit cancelled, SQ-D11 07-24 using_unit open', 'BV6, SQ-D11: received on Friday 3 July, over on 24 July');
SELECT matches(refuses('desk', :m, 'order_reclaim', '2026-07-24 23:59', '逾期未调整', '{"override": "单位已自行备份"}'), '^ZW005 deadline_not_missed', 'SQ-E04: not before the term is over');
SELECT works('2026-07-26 09:00') \g /dev/null
SELECT is((SELECT state FROM gov_cloud.matter WHERE id = :m), 'notified', 'SQ-E04: and never by the worker');
SELECT is(may(:m, 'order_disconnect', '2026-07-27 09:00') || '; ' || may(:m, 'order_reclaim', '2026-07-27 09:00'), 'desk review; desk review', 'SQ-E04: the operator orders');
SELECT is(refuses('desk', :m, 'order_reclaim', '2026-07-27 10:00', '逾期未调整'), 'ZW004 backup_check_missing 第二十四条', 'SQ-E04: data may be lost, so the backup is asked after');
SELECT attaches('desk', :m, 'backup_check') \g /dev/null
SELECT is(refuses('desk', :m, 'order_reclaim', '2026-07-27 10:00'), 'ZW005 opinion_missing 第二十四条', 'SQ-E04: a person says why');
SELECT is(acts('desk', :m, 'order_reclaim', '2026-07-27 10:00', '逾期未调整'), 'reclaim_ordered', 'SQ-E04: ordered');
SELECT set_eq(format('SELECT p.login FROM gov_cloud.notice n JOIN party p ON p.organization = n.recipient WHERE n.matter = %s AND n.kind = ''reclaim_order''', :m), ARRAY['unit', 'vendor'], 'SQ-E04: provider and unit are told');
SELECT is(may(:m, 'reclaim', '2026-07-28 09:00'), 'vendor', 'SQ-E04: the provider takes back');
SELECT is(refuses('desk', :m, 'mark_invalid', '2026-07-30 23:00', '未及时收回'), 'ZW005 provider_in_time 第三十八条', 'SQ-B3: the provider has three working days, as borrowed from article 23');
SELECT is(refuses('desk', :m, 'mark_invalid', '2026-07-31 09:00'), 'ZW005 opinion_missing 第三十八条', 'SQ-B3: nor without saying why');
SELECT is(acts('vendor', :m, 'reclaim', '2026-08-10 10:00'), 'reclaimed', 'BV6: taken back on 10 August');
SELECT is(may(:m, 'mark_invalid', '2026-08-11 09:00'), 'desk review', 'SQ-B3: whether it is invalid the operator decides');
CREATE FUNCTION pg_temp.invalid(m bigint, from_rule text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    answer text;
BEGIN
    IF from_rule <> 'window_start' THEN
        PERFORM done('sys', format('SELECT gov_cloud.adopt_local_rule(''321300'', ''suqian/1'', ''invalid_from'', %L, ''合同约定'', ''2026-01-06'')', from_rule));
    END IF;
    PERFORM acts('desk', m, 'mark_invalid', '2026-08-11 09:00', '未及时收回');
    answer := pg_temp.unpaid('六号系统');
    RAISE EXCEPTION USING ERRCODE = 'XX002', MESSAGE = answer;
EXCEPTION WHEN SQLSTATE 'XX002' THEN
    RETURN answer;
END
$$;
SELECT is(pg_temp.invalid(:m, 'window_start'), 'vcpu unpaid_invalid 2026-04-01 2026-08-09 131', 'BV6, SQ-B3: from the first low month, 131 days; only the component that was low');
SELECT is(pg_temp.invalid(:m, 'established'), 'vcpu unpaid_invalid 2026-07-01 2026-08-09 40', 'BV6, SQ-B3: from the day it was established, 40 days');
SELECT is(pg_temp.invalid(:m, 'reclaim_due'), 'vcpu unpaid_invalid 2026-07-31 2026-08-09 10', 'BV6, SQ-B3: from the day the provider was late, 10 days');
-- the bills of April to June are closed by then, and paid
SELECT at('2026-08-11 08:00') \g /dev/null
SELECT done('finance', $$SELECT count(*) FROM gov_cloud.draft_statements('321300')$$) \g /dev/null
SELECT done('finance', format('SELECT number FROM gov_cloud.close_statement(%s)', id)) FROM gov_cloud.statement WHERE month < '2026-07-01' AND jurisdiction = '321300' ORDER BY month \g /dev/null
SELECT acts('desk', :m, 'mark_invalid', '2026-08-11 09:00', '未及时收回') \g /dev/null
SELECT results_eq(format('SELECT payer, basis, person IS NOT NULL, article FROM gov_cloud.payer_decision WHERE matter = %s', :m), $$VALUES ('unpaid_invalid', 'late_reclaim', true, '第三十八条')$$, 'SQ-B3: not paid centrally, by a person''s decision');
-- SQ-B1, SQ-B2: the bill of August: the operator pays centrally what is valid
SELECT at('2026-09-01 09:00') \g /dev/null
SELECT done('finance', $$SELECT count(*) FROM gov_cloud.draft_statements('321300')$$) \g /dev/null
SELECT is((SELECT string_agg(DISTINCT s.payer, ' ' ORDER BY s.payer) FROM gov_cloud.charge c JOIN gov_cloud.statement s ON s.id = c.statement WHERE c.system_id = :s), 'central', 'SQ-B1 SQ-B2: what is used is paid centrally, after the month');
CREATE FUNCTION pg_temp.vcpu_bill(condition text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    answer text;
BEGIN
    EXECUTE format('SELECT concat_ws('' '', count(*), sum(c.amount)) FROM gov_cloud.charge c JOIN gov_cloud.statement s ON s.id = c.statement
        WHERE c.resource = %s AND c.component = ''vcpu'' AND c.period && ''[2026-04-01,2026-08-10)''::daterange AND s.payer = ''central'' AND %s', pg_temp.host('六号系统', 'app'), condition) INTO answer;
    RETURN answer;
END
$$;
SELECT is(pg_temp.vcpu_bill('s.state = ''closed'''), '3 364.00', 'SQ-B3 BV6: what was settled before stays as it was settled: 91 days of four cores');
SELECT is(pg_temp.vcpu_bill('c.corrects IS NOT NULL'), '3 -364.00', 'SQ-B3 BV6: and is taken back by lines of the next bill, each naming the line it corrects');
SELECT is(pg_temp.vcpu_bill('s.state <> ''closed'' AND c.corrects IS NULL'), '0', 'SQ-B3 BV6: of the invalid days since, nothing is on the central bill');

-- BV7: taken back in time
SELECT pg_temp.notified('七号系统') AS m \gset
SELECT attaches('desk', :m, 'backup_check'), acts('desk', :m, 'order_reclaim', '2026-07-27 10:00', '逾期未调整'), acts('vendor', :m, 'reclaim', '2026-07-29 10:00') \g /dev/null
SELECT is(refuses('desk', :m, 'mark_invalid', '2026-08-11 09:00', '未及时收回'), 'ZW005 provider_in_time 第三十八条', 'BV7, SQ-B3: a provider in time loses nothing');
SELECT is(pg_temp.unpaid('七号系统'), NULL, 'BV7: nothing is invalid');
-- BV8: adjusted on the last day
SELECT pg_temp.notified('八号系统') AS m \gset
SELECT acts('unit', :m, 'request_adjustment', '2026-07-23 09:00', '缩减', pg_temp.less(pg_temp.host('八号系统', 'app'), '{"vcpu": 1}')), acts('desk', :m, 'approve', '2026-07-23 10:00'),
    acts('vendor', :m, 'adjust', '2026-07-24 23:00') \g /dev/null
SELECT is(terms(:m, 'D11'), 'SQ-D11 07-23 using_unit cancelled, SQ-D11 07-24 using_unit met', 'BV8, SQ-D11: met on its last day');
SELECT is((SELECT state FROM gov_cloud.finding WHERE matter = :m) || ' ' || coalesce(pg_temp.unpaid('八号系统'), 'nothing'), 'closed nothing', 'BV8: the finding is closed, nothing is invalid');
-- BV10: urged, and not reduced: the unit settles itself; then cut off, which takes nothing back
SELECT pg_temp.notified('十号系统') AS m \gset
SELECT is(refuses('desk', :m, 'charge_unit', '2026-07-24 09:00', '经督促不予缩减'), 'ZW005 deadline_not_missed 第四十一条', 'SQ-B4: not while the unit has time to adjust');
SELECT is(may(:m, 'charge_unit', '2026-07-27 09:00'), 'desk review', 'SQ-B4: decided by the operator');
SELECT acts('desk', :m, 'charge_unit', '2026-07-27 09:00', '经督促不予缩减') \g /dev/null
SELECT is((SELECT concat_ws(' ', payer, lower(days), upper_inf(days)) FROM gov_cloud.payer_in_force WHERE resource = pg_temp.host('十号系统', 'app')), 'unit_self 2026-07-27 t', 'BV10, SQ-B4: from the decision on the unit pays, not nobody');
SELECT is(acts('desk', :m, 'order_disconnect', '2026-07-28 09:00', '仍未调整'), 'disconnect_ordered', 'SQ-E04: ordered to be cut off');
SELECT is(refuses('unit', :m, 'request_adjustment', '2026-07-28 09:30', '缩减'), 'ZW003 action_not_open', 'SQ-E04: the order stands');
SELECT is(acts('vendor', :m, 'disconnect', '2026-07-28 10:00'), 'disconnected', 'SQ-E04: cut off by the provider');
SELECT is((SELECT concat_ws(' ', r.released_at IS NULL, upper_inf(r.billed), d.reconnected_at IS NULL) FROM gov_cloud.resource r JOIN gov_cloud.resource_disconnect d ON d.resource = r.id WHERE r.id = pg_temp.host('十号系统', 'app')), 't t t', 'SQ-B9 SQ-E04: cut off is not taken back: it is still held');
SELECT is((SELECT string_agg(payer || ' ' || basis, ', ' ORDER BY id) FROM gov_cloud.payer_in_force WHERE resource = pg_temp.host('十号系统', 'app')), 'unit_self charged_to_unit, unpaid_invalid disconnected', 'SQ-B9: while it is cut off it is not paid centrally');
BEGIN;
SELECT acts('unit', :m, 'request_adjustment', '2026-07-29 09:00', '缩减', pg_temp.less(pg_temp.host('十号系统', 'app'), '{"vcpu": 1}')), acts('desk', :m, 'approve', '2026-07-29 10:00') \g /dev/null
SELECT is(acts('vendor', :m, 'adjust', '2026-07-29 11:00'), 'adjusted', 'SQ-E03: late, the unit may still adjust');
SELECT is(terms(:m, 'D11') || '; ' || (SELECT count(*) FROM gov_cloud.resource_disconnect WHERE resource = pg_temp.host('十号系统', 'app') AND reconnected_at IS NULL), 'SQ-D11 07-23 using_unit cancelled, SQ-D11 07-24 using_unit late; 0', 'SQ-D11: which is late; the machine is connected again');
SELECT is(refuses('desk', :m, 'reinstate', '2026-07-30 09:00'), 'ZW005 opinion_missing', 'SQ-B4: paid centrally again by a decision with its reason');
SELECT acts('desk', :m, 'reinstate', '2026-07-30 09:00', '已缩减') \g /dev/null
SELECT is((SELECT count(*) FROM gov_cloud.payer_in_force WHERE resource = pg_temp.host('十号系统', 'app') AND days @> '2026-07-30'::date), 0::bigint, 'SQ-B4: and centrally it is');
ROLLBACK;
SELECT attaches('desk', :m, 'backup_check') \g /dev/null
SELECT is(acts('desk', :m, 'order_reclaim', '2026-08-03 09:00', '仍未调整'), 'reclaim_ordered', 'SQ-E04: even taken back');
SELECT is(acts('vendor', :m, 'reclaim', '2026-08-05 09:00'), 'reclaimed', 'SQ-E04: taken back');
SELECT is((SELECT upper(billed) FROM gov_cloud.resource WHERE id = pg_temp.host('十号系统', 'app')), '2026-08-05'::date, 'SQ-B9: no fee after the reclaim');

-- B4: a zombie
SELECT registers('僵尸系统') AS z \gset
SELECT serves(:z, '2026-03-03', '2026-03-04') \g /dev/null
SELECT is(may_open('zombie', :z, '2026-08-10 09:00'), 'desk review', 'SQ-B4: a system that has not run for long is found by the operator, for the text has no figure');
SELECT opens('desk', 'zombie', '2026-08-10 09:00', :z, ', data => ''{"idle_since": "2026-03-10", "finding": "长期无访问"}''') AS m \gset
SELECT is(refuses('desk', :m, 'charge_unit', '2026-08-10 10:00', '僵尸系统'), 'ZW003 action_not_open', 'SQ-B4: urged first');
SELECT attaches('desk', :m, 'urging_notice'), acts('desk', :m, 'urge', '2026-08-10 10:00') \g /dev/null
SELECT is(acts('desk', :m, 'charge_unit', '2026-09-10 10:00', '仍未运行'), 'unit_settles', 'SQ-B4: then the unit settles with the provider');
SELECT is((SELECT concat_ws(' ', payer, lower(days)) FROM gov_cloud.payer_in_force WHERE system_id = :z), 'unit_self 2026-09-10', 'SQ-B4: from the decision on');
SELECT is((SELECT count(*) FROM gov_cloud.check_deadlines()), 0::bigint, 'SQ-D11: replaying the ledgers gives every stored due');
SELECT * FROM finish();
