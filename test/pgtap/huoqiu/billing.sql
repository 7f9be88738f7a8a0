-- Huoqiu's measures: from which day and until which day money runs (vectors BV1 to BV5), on closed statements.
-- A core costs one yuan a day, so that yuan count days.

CREATE FUNCTION pg_temp.fresh(name text, cores int DEFAULT 4) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    s bigint := registers(name);
BEGIN
    PERFORM serves(s, '2026-03-06', '2026-03-10', jsonb_build_array(host('app', cores)));
    RETURN s;
END
$$;
-- 4 to 8 cores is a major change: applied for and approved before the day, completed at the moment, confirmed at once
CREATE FUNCTION pg_temp.grows(system bigint, cores int, completed timestamp) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    m bigint := opens('unit', 'change', '2026-03-16 08:30', system);
BEGIN
    PERFORM fills('unit', m, 'HQ-F2', form_2(jsonb_build_object('changed_hosts', jsonb_build_array(changed('app', format('{"cpu_after": %s}', cores)::jsonb))))),
        attaches('unit', m, 'official_letter'), acts('unit', m, 'submit', '2026-03-16 09:00');
    PERFORM applies((SELECT id FROM gov_cloud.matter WHERE parent = m), '2026-03-17');
    PERFORM acts('vendor', m, 'complete', completed::text), attaches('bureau', m, 'change_confirmation_sheet'),
        acts('unit', m, 'confirm', (completed + interval '1 minute')::text), acts('vendor', m, 'confirm', (completed + interval '2 minutes')::text),
        acts('bureau', m, 'confirm', (completed + interval '3 minutes')::text);
END
$$;
-- a reduction agreed on before, checked at the moment
CREATE FUNCTION pg_temp.shrinks(system bigint, cores int, verified timestamp) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    at timestamp := verified - interval '1 hour';
    m bigint := opens('bureau', 'reduction', at::text, system, ', data => ''{"override": "现场检查"}''');
BEGIN
    PERFORM acts('bureau', m, 'start_talks', (at + interval '10 minutes')::text, data => format('{"resources": [{"resource": %s, "vcpu": %s}]}',
            (SELECT id FROM gov_cloud.resource AS r WHERE r.system_id = shrinks.system AND name = 'app'), cores)),
        acts('bureau', m, 'agree', (at + interval '20 minutes')::text), acts('unit', m, 'agree', (at + interval '30 minutes')::text),
        acts('bureau', m, 'hand_over', (at + interval '40 minutes')::text), acts('vendor', m, 'verify', verified::text);
END
$$;

SELECT pg_temp.fresh('一号系统') AS bv1 \gset
SELECT pg_temp.fresh('二号系统') AS bv2 \gset
SELECT pg_temp.fresh('三号系统') AS bv3 \gset
SELECT pg_temp.fresh('四号系统') AS bv4 \gset
SELECT pg_temp.fresh('五号系统') AS bv5 \gset
SELECT pg_temp.grows(:bv2, 8, '2026-03-20 23:50'), pg_temp.grows(:bv3, 8, '2026-03-20 23:50') \g /dev/null
SELECT pg_temp.shrinks(:bv3, 4, '2026-03-25 00:05') \g /dev/null
SELECT pg_temp.grows(:bv4, 8, '2026-03-23 09:00'), pg_temp.shrinks(:bv4, 4, '2026-03-23 17:00') \g /dev/null
SELECT opens('unit', 'exit', '2026-03-16 08:30', :bv5) AS m \gset
SELECT fills('unit', :m, 'HQ-F3', form_3('业务系统退出', '2026-03-28', '{"system_name": "五号系统"}')), attaches('unit', :m, 'official_letter'), attaches('unit', :m, 'exit_plan'),
    acts('unit', :m, 'submit', '2026-03-16 09:00'), acts('bureau', :m, 'approve', '2026-03-20 09:00') \g /dev/null
SELECT is(refuses('vendor', :m, 'reclaim', '2026-03-27 09:00'), 'ZW005 too_early 附件3', 'BV5, HQ-D12: no reclaim on 27 March');
SELECT acts('vendor', :m, 'reclaim', '2026-03-31 09:00') \g /dev/null

-- what the unit buys itself with consent is no resource of the cloud's, and on no bill of it
SELECT registers('七号系统') AS own \gset
SELECT opens('unit', 'onboarding', '2026-02-02 08:30', :own) AS m \gset
SELECT attaches('bureau', :m, 'self_procurement_consent'), applies(:m, '2026-02-02', form => jsonb_build_object('support_software',
    jsonb_build_array(service('数据库服务', '进口数据库', more => '{"self_procured": true}')))), tries(:m, '2026-02-03') \g /dev/null
SELECT set_eq(format('SELECT item FROM gov_cloud.resource WHERE system_id = %s', :own), ARRAY['elastic_vm', 'basic_security'], 'HQ-B7, HQ-G5: what the unit buys itself the cloud neither provides nor bills');

-- March, drafted and closed by finance after the days of grace
SELECT at('2026-04-01 09:00') \g /dev/null
SELECT done('finance', $$SELECT count(*) FROM gov_cloud.draft_statements('341522')$$) \g /dev/null
SELECT is(billed_cores(:bv1), '4 cores 03-10..03-31', 'BV1, HQ-B1: opened on 6 March, sealed on the 10th: from the 10th; the trial since February is free');
SELECT is(billed_cores(:bv2), '4 cores 03-10..03-19, 8 cores 03-20..03-31', 'BV2, HQ-B2: the completion day is billed at the new size, even at ten to midnight');
SELECT is(billed_cores(:bv3), '4 cores 03-10..03-19, 8 cores 03-20..03-24, 4 cores 03-25..03-31', 'BV3, HQ-B3, HQ-R06: the reduction day is no longer billed for what went');
SELECT is(billed_cores(:bv4), '4 cores 03-10..03-31', 'BV4, HQ-B2, HQ-B3: up and down on one day is billed on no day, and on none twice');
SELECT is(billed_cores(:bv5), '4 cores 03-10..03-30', 'BV5, HQ-B4: billed through the day before the reclaim');
SELECT id AS statement FROM gov_cloud.statement WHERE month = '2026-03-01' \gset
SELECT results_eq('SELECT payer, unit_id, month, closes_from, total FROM gov_cloud.statement WHERE month = ''2026-03-01''',
    $$VALUES ('central', NULL::bigint, '2026-03-01'::date, '2026-04-06'::date, (22*4 + 10*4 + 12*8 + 10*4 + 5*8 + 7*4 + 22*4 + 21*4)::numeric)$$,
    'HQ-B7: one bill, paid centrally, of the sum of its days');
SELECT is((SELECT sum(amount) FROM gov_cloud.charge WHERE statement = :statement), (SELECT total FROM gov_cloud.statement WHERE id = :statement), 'HQ-B7: the lines are the total, to the fen');
SELECT is(done('finance', $$SELECT sum(added + removed) FROM gov_cloud.draft_statements('341522')$$)::int, 0, 'BV1 to BV5: drafting twice adds nothing');
SELECT is(refused('finance', format('SELECT * FROM gov_cloud.close_statement(%s)', :statement)), 'ZW006 grace_running', 'HQ-B7: not before the days of grace are over');
SELECT is(refused('vendor', format('SELECT * FROM gov_cloud.close_statement(%s)', :statement)), 'ZW002 finance_missing', 'HQ-P4: nor by the provider');
SELECT at('2026-04-06 09:00') \g /dev/null
SELECT is(done('finance', format('SELECT total FROM gov_cloud.close_statement(%s, expected_total => 504)', :statement))::numeric, 504::numeric, 'HQ-B7, HQ-AGR5.2: closed by finance');
SELECT is(done('finance', format('SELECT sum(difference) FROM gov_cloud.reproduce_statement(%s)', :statement))::numeric, 0::numeric, 'BV1 to BV5: reproduced from its facts to the fen');
