-- Suqian's measures: change, emergency increase, plan to expand, downgrade or take back, exit.  Each assertion names the
-- rules it proves; a refusal is told as SQLSTATE, machine code and article.
\ir ../suqian.sql
SELECT * FROM no_plan();

-- a change of a machine held already: only what it shall become is stated
CREATE FUNCTION pg_temp.becomes(name text, figures jsonb, remark text DEFAULT NULL) RETURNS jsonb LANGUAGE sql AS $$
    SELECT figures || jsonb_build_object('machine_name', name, 'remark', remark)
$$;
CREATE FUNCTION pg_temp.asks(m bigint, changed jsonb, items jsonb DEFAULT '[]', who text DEFAULT 'unit') RETURNS text LANGUAGE sql AS $$
    SELECT fills(who, m, 'SQ-F1', form_1(m, '变更', '{"requested_cpu_cores": 4, "requested_memory_gb": 8, "requested_disk_gb": 0}'));
    SELECT fills(who, m, 'SQ-F2', form_2(items, changed, '变更'))
$$;
CREATE FUNCTION pg_temp.holds(system bigint) RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(format('%s %s/%s/%s %s', r.name, trim_scale(vcpu), trim_scale(memory_gb), trim_scale(storage_gb), r.billed), ', ' ORDER BY r.name)
    FROM gov_cloud.resource r, LATERAL (SELECT * FROM gov_cloud.resource_specification s WHERE s.resource = r.id ORDER BY effective_at DESC LIMIT 1) AS s
    WHERE r.system_id = holds.system
$$;
SELECT registers('学籍管理') AS s \gset
SELECT serves(:s, '2026-03-03', '2026-03-06', jsonb_build_array(item('app'), item('db'))) \g /dev/null

-- C01 to C03: a change, with its reason
SELECT is(may_open('change', :s, '2026-03-12 09:00'), 'unit', 'SQ-C01: the unit asks for a change');
SELECT is(refused('unit', format('SELECT * FROM gov_cloud.open_matter(''change'', system => %s)', registers('未上云系统'))), 'ZW005 system_status 第二十二条', 'SQ-C01: of a system that is on the cloud');
SELECT opens('unit', 'change', '2026-03-12 09:00', :s) AS m \gset
SELECT pg_temp.asks(:m, jsonb_build_array(pg_temp.becomes('app', '{"cpu_cores": 8}'), pg_temp.becomes('db', '{}', '收回')), jsonb_build_array(item('cache', 2, 4, 50))) \g /dev/null
SELECT fills('unit', :m, 'SQ-F1', '{"application_reason": null}') \g /dev/null
SELECT is(refuses('unit', :m, 'submit', '2026-03-12 10:00'), 'ZW009 form_incomplete 第二十二条', 'SQ-C01: without a reason there is no change');
SELECT matches(says('unit', :m, 'submit', '2026-03-12 10:00'), 'lacks required fields: 申请理由', 'SQ-C01: the reason alone is missing');
SELECT fills('unit', :m, 'SQ-F1', '{"application_reason": "并发增加", "application_kind": "新增"}') \g /dev/null
SELECT is(refuses('unit', :m, 'submit', '2026-03-12 10:00'), 'ZW009 form_says_otherwise 附件1', 'SQ-C01: annex 1 ticks 变更');
SELECT fills('unit', :m, 'SQ-F1', '{"application_kind": "变更"}'), fills('unit', :m, 'SQ-F2', jsonb_build_object('changed_items', jsonb_build_array(pg_temp.becomes('web', '{"cpu_cores": 8}')))) \g /dev/null
SELECT is(refuses('unit', :m, 'submit', '2026-03-12 10:00'), 'ZW009 host_unknown 附件2', 'SQ-C01: of machines the system holds');
SELECT pg_temp.asks(:m, jsonb_build_array(pg_temp.becomes('app', '{"cpu_cores": 8}'), pg_temp.becomes('db', '{}', '收回')), jsonb_build_array(item('cache', 2, 4, 50))) \g /dev/null
SELECT is(acts('unit', :m, 'submit', '2026-03-12 10:00'), 'change_requested', 'SQ-C01: asked for');
SELECT is(terms(:m), NULL, 'SQ-C02: the text gives the review of a change no term');
SELECT is(concat_ws('; ', may(:m, 'approve', '2026-03-13 17:00'), may(:m, 'reject', '2026-03-13 17:00'), may(:m, 'withdraw', '2026-03-13 17:00')), 'desk review; desk review; unit', 'SQ-C02: the operator reviews it');
BEGIN;
SELECT is(refuses('desk', :m, 'reject', '2026-03-13 17:00'), 'ZW005 opinion_missing 第二十二条', 'SQ-C02: a refusal says why');
SELECT is(acts('desk', :m, 'reject', '2026-03-13 17:00', '理由不足'), 'change_rejected', 'SQ-C02: it may be refused');
ROLLBACK;
SELECT is(acts('desk', :m, 'approve', '2026-03-13 17:59'), 'change_approved', 'SQ-C02: consented to, on a Friday');
SELECT is(terms(:m), 'SQ-D09 03-16 provider open', 'SQ-D09: one working day, not twenty-four hours');
SELECT is(may(:m, 'complete', '2026-03-16 09:00'), 'vendor', 'SQ-C03: the provider carries it out');
SELECT is(acts('vendor', :m, 'complete', '2026-03-16 23:00'), 'change_done', 'SQ-C03: done');
SELECT is(terms(:m), 'SQ-D09 03-16 provider met', 'SQ-D09: in time');
SELECT is(pg_temp.holds(:s), 'app 8/8/100 [2026-03-03,), cache 2/4/50 [2026-03-16,), db 4/8/100 [2026-03-03,2026-03-16)', 'SQ-C03 SQ-B1: changed as asked for; what is new is billed from that day, what went no more from it');

-- what happened counts, not when it was written down; the past is told by who may, and is marked
SELECT registers('补录系统') AS b \gset
SELECT serves(:b, '2026-03-03', '2026-03-06') \g /dev/null
SELECT opens('unit', 'change', '2026-03-12 09:00', :b) AS m \gset
SELECT pg_temp.asks(:m, jsonb_build_array(pg_temp.becomes('app', '{"cpu_cores": 8}'))), acts('unit', :m, 'submit', '2026-03-12 10:00'), acts('desk', :m, 'approve', '2026-03-13 17:00') \g /dev/null
SELECT at('2026-03-20 09:00') \g /dev/null
SELECT done('vendor', format('SELECT state FROM gov_cloud.act(%s, ''complete'', occurred_at => ''2026-03-16 23:59:59+08'')', :m)) \g /dev/null
SELECT is(terms(:m) || ' ' || (SELECT backdated FROM gov_cloud.matter_event WHERE matter = :m AND action = 'complete'), 'SQ-D09 03-16 provider met true', 'SQ-D09: done in time, written down four days later');

-- C04: emergency increase
SELECT opens('unit', 'change', '2026-03-20 09:00', :s) AS pending \gset
SELECT is(may_open('emergency_increase', :s, '2026-03-20 22:00'), 'vendor', 'SQ-C04, SQ-P5: reported by the provider');
SELECT is(refused('vendor', format('SELECT * FROM gov_cloud.open_matter(''emergency_increase'', system => %s)', :s)), 'ZW009 data_missing 第二十二条', 'SQ-C04: with its moment and its situation');
SELECT at('2026-03-20 22:05') \g /dev/null
CREATE FUNCTION pg_temp.emergency(who text, arisen text) RETURNS text LANGUAGE sql AS $$
    SELECT refused(who, format('SELECT * FROM gov_cloud.open_matter(''emergency_increase'', system => %s, data => ''{"arisen_at": "%s", "situation": "存储将满"}'')',
        (SELECT id FROM gov_cloud.system WHERE name = '学籍管理'), arisen))
$$;
SELECT is(pg_temp.emergency('unit', '2026-03-20 22:00') || ', ' || pg_temp.emergency('desk', '2026-03-20 22:00'), 'ZW002 role_missing 第二十二条, ZW002 role_missing 第二十二条', 'SQ-C04: it is the provider who reports');
SELECT is(pg_temp.emergency('vendor', '2026-03-20 22:00'), 'accepted', 'SQ-C04: at once, though a change of the system is open');
SELECT opens('vendor', 'emergency_increase', '2026-03-20 22:05', :s, ', data => ''{"arisen_at": "2026-03-20 22:00", "situation": "存储将满"}''') AS m \gset
SELECT is((SELECT count(*) FROM gov_cloud.notice WHERE matter = :m AND kind = 'emergency_need' AND recipient = (SELECT organization FROM party WHERE login = 'desk')), 1::bigint, 'SQ-C04 SQ-D16: which tells the operator in the same moment');
SELECT is(refuses('vendor', :m, 'increase', '2026-03-20 22:06'), 'ZW003 action_not_open', 'SQ-C04: no increase before the consent');
SELECT is(refuses('vendor', :m, 'consent', '2026-03-20 22:06', data => '{"oral": true, "consented_at": "2026-03-20 22:06"}'), 'ZW002 role_missing 第二十二条', 'SQ-C04: which the provider does not give himself');
SELECT is(may(:m, 'refuse', '2026-03-20 22:06'), 'desk review', 'SQ-C04: the operator may refuse');
SELECT is(refuses('desk', :m, 'consent', '2026-03-20 22:06', data => '{"oral": true}'), 'ZW009 data_missing 第二十二条', 'SQ-C04: it may be given by word of mouth; when is recorded');
SELECT is(refuses('desk', :m, 'consent', '2026-03-20 22:06', data => '{"oral": true, "consented_at": "2026-03-20 21:00"}'), 'ZW006 moments_disordered 第二十二条', 'SQ-C04: not before the emergency arose');
SELECT is(acts('desk', :m, 'consent', '2026-03-20 22:06', data => '{"oral": true, "consented_at": "2026-03-20 22:05:30"}'), 'emergency_consented', 'SQ-C04: consented to within a minute');
SELECT results_eq(format($$SELECT p.name, e.data->>'oral', e.data->>'consented_at' FROM gov_cloud.matter_event e JOIN gov_cloud.person p ON p.id = e.person WHERE matter = %s AND action = 'consent'$$, :m),
    $$VALUES ('desk', 'true', '2026-03-20 22:05:30')$$, 'SQ-C04: by whom, when, and that it was by word of mouth');
SELECT is(terms(:m), 'SQ-D16/increase - provider open', 'SQ-D16: at once has no amount, and no clock of working days runs');
SELECT fills('vendor', :m, 'SQ-F2', form_2('[]', jsonb_build_array(pg_temp.becomes('app', '{"cpu_cores": 4, "disk_gb": 500}')), '变更')) \g /dev/null
SELECT is(refuses('vendor', :m, 'increase', '2026-03-20 22:10'), 'ZW009 form_decreases 第二十二条', 'SQ-C04: an emergency only adds');
SELECT fills('vendor', :m, 'SQ-F2', form_2('[]', jsonb_build_array(pg_temp.becomes('app', '{"cpu_cores": 8}')), '变更')) \g /dev/null
SELECT is(refuses('vendor', :m, 'increase', '2026-03-20 22:10'), 'ZW009 form_increases_nothing 第二十二条', 'SQ-C04: and adds something');
SELECT fills('vendor', :m, 'SQ-F2', form_2('[]', jsonb_build_array(pg_temp.becomes('app', '{"disk_gb": 500}')), '变更')) \g /dev/null
SELECT is(acts('vendor', :m, 'increase', '2026-03-20 22:10'), 'increased', 'SQ-C04: increased, without an application of the unit');
SELECT is(pg_temp.holds(:s), 'app 8/8/500 [2026-03-03,), cache 2/4/50 [2026-03-16,), db 4/8/100 [2026-03-03,2026-03-16)', 'SQ-C04: as consented to');
SELECT is(acts('unit', :pending, 'withdraw', '2026-03-21 09:00'), 'withdrawn', 'SQ-C01: the change that was open meanwhile is withdrawn');

-- C05: a plan of three
SELECT is(refused('unit', format('SELECT * FROM gov_cloud.open_matter(''capacity_plan'', system => %s, data => ''{"cause": "x"}'')', :s)), 'ZW002 role_missing 第二十一条', 'SQ-C05: the operator organises it');
SELECT opens('desk', 'capacity_plan', '2026-04-01 09:00', :s, ', data => ''{"cause": "资源实际占有率过小"}''') AS m \gset
SELECT is(refuses('desk', :m, 'propose', '2026-04-01 10:00'), 'ZW009 form_missing 附件2; 第二十一条', 'SQ-C05: there is a plan, machine by machine');
SELECT fills('desk', :m, 'SQ-F2', form_2('[]', jsonb_build_array(pg_temp.becomes('app', '{"cpu_cores": 2}'), pg_temp.becomes('cache', '{}', '收回')), '变更')) \g /dev/null
SELECT is(refuses('desk', :m, 'propose', '2026-04-01 10:00'), 'ZW004 capacity_plan_missing 第二十一条', 'SQ-C05: on paper');
SELECT attaches('desk', :m, 'capacity_plan') \g /dev/null
SELECT is(acts('desk', :m, 'propose', '2026-04-01 10:00'), 'plan_proposed', 'SQ-C05: proposed');
SELECT is(may(:m, 'agree', '2026-04-01 11:00'), 'unit desk review vendor', 'SQ-C05: the three make it together');
SELECT acts('desk', :m, 'agree', '2026-04-01 11:00'), acts('vendor', :m, 'agree', '2026-04-01 11:10') \g /dev/null
SELECT is(refuses('vendor', :m, 'execute', '2026-04-01 12:00'), 'ZW003 action_not_open', 'SQ-C05: nothing is downgraded without the unit');
SELECT is(acts('unit', :m, 'agree', '2026-04-01 12:00'), 'plan_agreed', 'SQ-C05: made by three');
SELECT is(may(:m, 'execute', '2026-04-02 09:00') || '; ' || coalesce(terms(:m), 'no term'), 'vendor; no term', 'SQ-C05: carried out by the provider; the text gives no term');
SELECT is(acts('vendor', :m, 'execute', '2026-04-02 09:00'), 'plan_executed', 'SQ-C05: carried out');
SELECT is(pg_temp.holds(:s), 'app 2/8/500 [2026-03-03,), cache 2/4/50 [2026-03-16,2026-04-02), db 4/8/100 [2026-03-03,2026-03-16)', 'SQ-C05: downgraded and taken back as planned');
SELECT is((SELECT bool_and(value IS NULL) FROM gov_cloud.policy_parameter WHERE policy = 'suqian/1' AND name IN ('over_util_pct', 'under_util_pct', 'emergency_backfill_days', 'zombie_months')), true,
    'SQ-C05 SQ-C04 SQ-B4: what the text gives no figure for has none');

-- X01 to X03: exit
CREATE FUNCTION pg_temp.leaves(system bigint, approved text, reclaimed text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    m bigint := opens('unit', 'exit', approved || ' 08:30', system);
BEGIN
    PERFORM fills('unit', m, 'SQ-F1', form_1(m, '注销')), acts('unit', m, 'submit', approved || ' 09:00'), acts('desk', m, 'approve', approved || ' 10:00'),
        acts('vendor', m, 'migrate_out', approved || ' 11:00'), acts('vendor', m, 'reclaim', reclaimed || ' 10:00');
    RETURN m;
END
$$;
SELECT is(may_open('exit', :s, '2026-04-02 10:00'), 'unit', 'SQ-X01: the unit leaves by its own word');
SELECT opens('unit', 'exit', '2026-04-02 10:00', :s) AS m \gset
SELECT fills('unit', :m, 'SQ-F1', form_1(:m, '变更')) \g /dev/null
SELECT is(refuses('unit', :m, 'submit', '2026-04-02 10:10'), 'ZW009 form_incomplete 附件1', 'SQ-X01: annex 1 of a change is no exit');
SELECT fills('unit', :m, 'SQ-F1', form_1(:m, '注销')) \g /dev/null
SELECT is(acts('unit', :m, 'submit', '2026-04-02 10:10'), 'exit_requested', 'SQ-X01: annex 1 with 注销 asks for no figures');
SELECT is(terms(:m), NULL, 'SQ-X02: the text gives the consent no term');
SELECT is(concat_ws('; ', may(:m, 'approve', '2026-04-02 11:00'), may(:m, 'refuse', '2026-04-02 11:00')), 'desk review; desk review', 'SQ-X02: the operator consents');
BEGIN;
SELECT is(refuses('desk', :m, 'refuse', '2026-04-02 11:00'), 'ZW005 opinion_missing 第二十三条', 'SQ-X02: a refusal says why');
SELECT is(acts('desk', :m, 'refuse', '2026-04-02 11:00', '数据未归集'), 'exit_refused', 'SQ-X02: it may refuse');
ROLLBACK;
SELECT is(acts('desk', :m, 'approve', '2026-04-02 11:00'), 'exit_approved', 'SQ-X02: consented to');
SELECT is(terms(:m), 'SQ-D10 04-08 provider open', 'SQ-D10: three working days over Qingming');
SELECT is(refuses('vendor', :m, 'reclaim', '2026-04-03 09:00'), 'ZW003 action_not_open', 'SQ-X03: help comes before the reclaim');
SELECT is(may(:m, 'migrate_out', '2026-04-03 09:00'), 'vendor', 'SQ-X03: the provider helps');
SELECT is(acts('vendor', :m, 'migrate_out', '2026-04-03 09:00'), 'migrated_out', 'SQ-X03: moved out');
SELECT is(may(:m, 'reclaim', '2026-04-15 10:00'), 'vendor', 'SQ-X03: and takes back');
BEGIN;
SELECT done('sys', $$SELECT gov_cloud.adopt_local_rule('321300', 'suqian/1', 'fee_end_on_late_reclaim', 'actual_reclaim', '合同约定', '2026-01-06')$$) \g /dev/null
SELECT acts('vendor', :m, 'reclaim', '2026-04-15 10:00') \g /dev/null
SELECT is((SELECT upper(billed) FROM gov_cloud.resource WHERE system_id = :s AND name = 'app'), '2026-04-15'::date, 'BV9, SQ-B5: where a city lets the actual reclaim decide, the last billed day is 14 April');
ROLLBACK;
SELECT is(acts('vendor', :m, 'reclaim', '2026-04-15 10:00'), 'reclaimed', 'SQ-X03: taken back a week late');
SELECT is(terms(:m), 'SQ-D10 04-08 provider late', 'SQ-D10: late');
SELECT is((SELECT upper(billed) FROM gov_cloud.resource WHERE system_id = :s AND name = 'app'), '2026-04-08'::date, 'BV9, SQ-B5: the fee ended on 8 April, so that the provider earns nothing by being late');
SELECT results_eq(format('SELECT status, in_service FROM gov_cloud.system WHERE id = %s', :s), $$VALUES ('exited', '[2026-03-06,2026-04-15)'::daterange)$$, 'SQ-X03: the system has left');
SELECT registers('按时退出') AS two \gset
SELECT serves(:two, '2026-03-03', '2026-03-06') \g /dev/null
SELECT terms(pg_temp.leaves(:two, '2026-05-06', '2026-05-08')) AS t \gset
SELECT is(:'t'::text, 'SQ-D10 05-09 provider met', 'SQ-D10: three working days, the working Saturday among them');
SELECT is((SELECT upper(billed) FROM gov_cloud.resource WHERE system_id = :two), '2026-05-08'::date, 'SQ-B5: taken back in time, the fee ends with the reclaim');
SELECT is((SELECT count(*) FROM gov_cloud.check_deadlines()), 0::bigint, 'SQ-D09 SQ-D10: replaying the ledgers gives every stored due');
SELECT * FROM finish();
