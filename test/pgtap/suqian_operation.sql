-- Suqian's measures, chapters 3 and 5 to 7: adjustments of the cloud, emergencies, faults, inspections, backups, the choice
-- of the provider, the annual evaluation.  Each assertion names the rules it proves.
\ir ../suqian.sql
SELECT * FROM no_plan();

SELECT registers('学籍管理') AS s \gset
SELECT serves(:s, '2026-03-03', '2026-03-04') \g /dev/null
SELECT registers('借阅系统', who => 'other') AS o \gset
SELECT serves(:o, '2026-03-03', '2026-03-04', who => 'other') \g /dev/null
SELECT organization AS vendor FROM party WHERE login = 'vendor' \gset
CREATE FUNCTION pg_temp.told(m bigint, kind text) RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(p.login, ' ' ORDER BY p.login) FROM gov_cloud.notice n JOIN party p ON p.organization = n.recipient WHERE n.matter = m AND n.kind = told.kind
$$;

-- M01: an adjustment of the cloud
CREATE FUNCTION pg_temp.plans(extranet boolean, units boolean) RETURNS bigint LANGUAGE sql AS $$
    SELECT opens('vendor', 'maintenance', '2026-04-01 09:00', NULL, format(', data => ''{"subject": "交换机升级", "starts_at": "2026-04-11 22:00", "touches_extranet": %s, "affects_units": %s}''', extranet::text, units::text))
$$;
SELECT at('2026-04-01 09:00') \g /dev/null
SELECT is(refused('vendor', 'SELECT * FROM gov_cloud.open_matter(''maintenance'')'), 'ZW009 data_missing 第二十七条', 'SQ-M01: the plan says when, and what it touches');
SELECT is(refused('unit', 'SELECT * FROM gov_cloud.open_matter(''maintenance'', data => ''{}'')'), 'ZW002 role_missing 第二十七条', 'SQ-M01: the provider plans');
SELECT pg_temp.plans(true, true) AS m \gset
SELECT is(terms(:m), 'SQ-D17 - provider open', 'SQ-D17: units are told in advance, by how much the text does not say');
SELECT is(refuses('vendor', :m, 'execute', '2026-04-01 10:00'), 'ZW003 action_not_open', 'SQ-G10: nothing is done before the approval');
SELECT is(refuses('vendor', :m, 'approve', '2026-04-01 10:00'), 'ZW002 role_missing 第二十七条', 'SQ-G10: which the provider does not give himself');
SELECT is(refuses('desk', :m, 'approve', '2026-04-01 10:00'), 'ZW004 adjustment_plan_missing 第二十七条', 'SQ-M01: there is a plan on paper');
SELECT attaches('vendor', :m, 'adjustment_plan') \g /dev/null
SELECT is(may(:m, 'approve', '2026-04-01 11:00') || '; ' || may(:m, 'reject', '2026-04-01 11:00'), 'desk review; desk review', 'SQ-M01, SQ-P2: the operator reviews it');
SELECT is(acts('desk', :m, 'approve', '2026-04-02 09:00'), 'plan_approved', 'SQ-M01: approved, and it waits, for it touches the extranet');
SELECT is(refuses('vendor', :m, 'execute', '2026-04-02 10:00'), 'ZW003 action_not_open', 'SQ-G10: not before the extranet''s authority consents');
SELECT is(may(:m, 'consent_extranet', '2026-04-02 11:00'), 'extranet', 'SQ-G10, SQ-P7: which is that authority''s alone');
BEGIN;
SELECT is(acts('extranet', :m, 'refuse_extranet', '2026-04-02 11:00', '重保期间'), 'plan_rejected', 'SQ-G10: it may refuse');
ROLLBACK;
SELECT is(acts('extranet', :m, 'consent_extranet', '2026-04-02 11:00'), 'extranet_settled', 'SQ-G10: it consents, and it waits, for it affects units');
SELECT is(refuses('vendor', :m, 'notify_units', '2026-04-02 12:00'), 'ZW004 emergency_plan_missing 第二十七条', 'SQ-M01: with an emergency plan');
SELECT attaches('vendor', :m, 'emergency_plan') \g /dev/null
SELECT is(refuses('vendor', :m, 'notify_units', '2026-04-02 12:00'), 'ZW005 affected_not_named 第二十七条', 'SQ-M01: to units named one by one');
SELECT done('vendor', format('SELECT gov_cloud.name_affected(%s, ''%s, %s'')', :m, :s, :o)) \g /dev/null
SELECT is(refuses('vendor', :m, 'execute', '2026-04-02 12:00'), 'ZW003 action_not_open', 'SQ-M01: nor before they are told');
SELECT is(acts('vendor', :m, 'notify_units', '2026-04-02 12:00'), 'ready', 'SQ-M01: told');
SELECT is(pg_temp.told(:m, 'maintenance_planned'), 'other unit', 'SQ-M01: each unit by a notice of its own');
SELECT is((SELECT count(DISTINCT notice) FROM gov_cloud.v_affected WHERE matter = :m), 2::bigint, 'SQ-M01: with a delivery record each, not one flag for all');
SELECT is(done('unit', format('SELECT count(*) FROM gov_cloud.v_inbox WHERE matter = %s', :m)), '1', 'SQ-M01: the unit finds its own');
SELECT is(terms(:m), 'SQ-D17 - provider met', 'SQ-D17: before the work');
SELECT is(acts('vendor', :m, 'execute', '2026-04-11 22:00'), 'executed', 'SQ-M01: done');
SELECT pg_temp.plans(false, false) AS m \gset
SELECT attaches('vendor', :m, 'adjustment_plan') \g /dev/null
BEGIN;
SELECT is(acts('desk', :m, 'reject', '2026-04-02 09:00', '时间不妥'), 'plan_rejected', 'SQ-M01: a plan may be refused');
ROLLBACK;
SELECT is(acts('desk', :m, 'approve', '2026-04-02 09:00') || ', ' || coalesce(terms(:m), 'no term'), 'ready, no term', 'SQ-M01: what touches no extranet and affects no unit waits for nobody else');

-- I01: a system in trouble is cut off; its unit hears of it within half an hour
SELECT at('2026-03-06 23:40') \g /dev/null
CREATE FUNCTION pg_temp.anomaly(who text, data text) RETURNS text LANGUAGE sql AS $$
    SELECT refused(who, format('SELECT * FROM gov_cloud.open_matter(''emergency_disconnect'', system => %s, data => %L)', (SELECT id FROM gov_cloud.system WHERE name = '学籍管理'), data))
$$;
SELECT is(pg_temp.anomaly('vendor', '{"anomaly": "外联攻击"}'), 'ZW009 data_missing 第二十八条', 'SQ-I01: since when, and what');
SELECT is(pg_temp.anomaly('unit', '{"anomaly": "外联攻击", "anomaly_at": "2026-03-06 23:30"}'), 'ZW002 role_missing 第二十八条', 'SQ-I01: the provider reports');
SELECT opens('vendor', 'emergency_disconnect', '2026-03-06 23:40', :s, ', data => ''{"anomaly": "外联攻击", "anomaly_at": "2026-03-06 23:30"}''') AS m \gset
SELECT is(pg_temp.told(:m, 'anomaly_reported'), 'desk', 'SQ-I01 SQ-D16: the operator is told at once');
SELECT is(refuses('vendor', :m, 'inform_unit', '2026-03-06 23:41'), 'ZW003 action_not_open', 'SQ-I01: disconnecting comes first');
SELECT is(refuses('vendor', :m, 'disconnect', '2026-03-06 23:46', data => '{"disconnected_at": "2026-03-06 23:20"}'), 'ZW006 moments_disordered 第二十八条', 'SQ-I01: after the trouble began');
SELECT is(acts('vendor', :m, 'disconnect', '2026-03-06 23:46', data => '{"disconnected_at": "2026-03-06 23:45"}'), 'disconnected', 'SQ-I01: disconnected');
SELECT results_eq(format('SELECT rule, status, due_at, exclusive FROM gov_cloud.deadline WHERE matter = %s ORDER BY rule', :m),
    $$VALUES ('SQ-D12', 'open', '2026-03-07 00:15+08'::timestamptz, false), ('SQ-D16/disconnect', 'met', NULL, true)$$, 'SQ-D12 SQ-D16: thirty minutes from the disconnect, over midnight into Saturday');
BEGIN;
SELECT acts('vendor', :m, 'inform_unit', '2026-03-07 00:15:00.001') \g /dev/null
SELECT is(terms(:m, 'D12'), 'SQ-D12 03-07 provider late', 'SQ-D12: a millisecond late is late');
ROLLBACK;
SELECT is(acts('vendor', :m, 'inform_unit', '2026-03-07 00:15:00'), 'unit_informed', 'SQ-I01: the unit is informed');
SELECT is(terms(:m, 'D12') || ', ' || pg_temp.told(:m, 'network_disconnected'), 'SQ-D12 03-07 provider met, unit', 'SQ-D12: on the second');
SELECT is(refuses('vendor', :m, 'handle', '2026-03-07 02:00'), 'ZW005 opinion_missing 第二十八条', 'SQ-I01: what was done is said');
SELECT is(acts('vendor', :m, 'handle', '2026-03-07 02:00', '已清除木马并加固'), 'handled', 'SQ-I01: handled');

-- I02 to I05: faults of the cloud
CREATE FUNCTION pg_temp.fault(scope text, impact text, occurred text DEFAULT '2026-12-31 22:00', reported text DEFAULT '2026-12-31 22:20') RETURNS bigint LANGUAGE sql AS $$
    SELECT opens('vendor', 'incident', reported, NULL, format(', data => ''{"occurred_at": "%s", "detected_at": "%s", "scope": "%s", "impact": "%s"}''', occurred, occurred, scope, impact))
$$;
CREATE FUNCTION pg_temp.level(m bigint) RETURNS text LANGUAGE sql AS $$
    SELECT (SELECT level FROM gov_cloud.v_incident WHERE matter = m) || ' ' || (SELECT string_agg(rule || ' ' || to_char(due_at AT TIME ZONE 'Asia/Shanghai', 'MM-DD HH24:MI') || ' ' || status, ', ' ORDER BY id) FROM gov_cloud.deadline WHERE matter = m)
$$;
SELECT is(pg_temp.level(pg_temp.fault('global', 'full')), '1 SQ-D13 12-31 23:00 open', 'SQ-I02 SQ-D13: the whole cloud, business interrupted: one hour from the occurrence, not from the report');
SELECT is(pg_temp.level(pg_temp.fault('partial', 'partial')), '2 SQ-D14 01-01 00:00 open', 'SQ-I03 SQ-D14: part of it: two hours');
SELECT is(pg_temp.level(pg_temp.fault('partial', 'none')), '3 SQ-D15 01-01 02:00 open', 'SQ-I04 SQ-D15: business unaffected: four hours, over the year''s end');
SELECT is(pg_temp.level(pg_temp.fault('partial', 'full')), '2 SQ-D14 01-01 00:00 open', 'SQ-I03: part of it, down altogether: level 2');
SELECT is(pg_temp.level(pg_temp.fault('global', 'partial')) || '; ' || pg_temp.level(pg_temp.fault('global', 'none')), '1 SQ-D13 12-31 23:00 open; 2 SQ-D14 01-01 00:00 open', 'SQ-I02 SQ-I03: what the text does not cover is taken for the graver');
SELECT done('sys', $$SELECT gov_cloud.adopt_local_rule('321300', 'suqian/1', 'incident_level_global_none', '3', '应急预案', '2026-01-06')$$) \g /dev/null
SELECT is(pg_temp.level(pg_temp.fault('global', 'none')), '3 SQ-D15 01-01 02:00 open', 'SQ-I04: unless the city reads it otherwise');
SELECT is(refused('vendor', $$SELECT * FROM gov_cloud.open_matter('incident', data => '{"occurred_at": "2026-12-31 22:00", "detected_at": "2026-12-31 21:00", "scope": "global", "impact": "full"}')$$),
    'ZW006 incident_order 第二十九条', 'SQ-I02: it occurred, was detected, was reported, in this order');
SELECT is(refused('vendor', $$SELECT * FROM gov_cloud.open_matter('incident', data => '{"occurred_at": "2026-12-31 22:00", "detected_at": "2026-12-31 22:00", "scope": "global", "impact": "huge"}')$$),
    'ZW005 incident_level_unknown 第二十九条', 'SQ-I02: of a level there is');
SELECT is(pg_temp.level(pg_temp.fault('global', 'full', '2026-12-31 18:00', '2026-12-31 22:20')), '1 SQ-D13 12-31 19:00 open', 'SQ-D13: a fault may be overdue when it is first reported');
-- graded anew: the start stays
SELECT pg_temp.fault('partial', 'none', '2026-03-06 10:15:30', '2026-03-06 10:20') AS m \gset
SELECT is(may(:m, 'grade', '2026-03-06 10:30'), 'desk review', 'SQ-I02: the operator grades, not the provider');
SELECT is(refuses('desk', :m, 'grade', '2026-03-06 10:30', data => '{"scope": "global", "impact": "full"}'), 'ZW009 data_missing 第二十九条', 'SQ-I02: with a reason');
SELECT acts('desk', :m, 'grade', '2026-03-06 10:30', data => '{"scope": "global", "impact": "full", "reason": "全部业务中断"}') \g /dev/null
SELECT is(pg_temp.level(:m), '1 SQ-D15 03-06 14:15 cancelled, SQ-D13 03-06 11:15 open', 'SQ-D13 SQ-D15: the hour runs from the occurrence all the same; the old bound stays on record');
SELECT is(may(:m, 'restore', '2026-03-06 11:15:30'), 'vendor', 'SQ-I02: the provider restores');
SELECT is(acts('vendor', :m, 'restore', '2026-03-06 11:15:30'), 'restored', 'SQ-I02: restored');
SELECT results_eq(format('SELECT minutes, in_time FROM gov_cloud.v_incident WHERE matter = %s', :m), 'VALUES (60.00, true)', 'SQ-D13: on the second, and in time');
SELECT is(pg_temp.told(:m, 'fault_reported'), 'desk', 'SQ-I02: the operator was told');
SELECT is(refuses('desk', :m, 'assess', '2026-03-06 12:00', '考核'), 'ZW003 action_not_open', 'SQ-I05: first the investigation');
SELECT is(refuses('vendor', :m, 'report_investigation', '2026-03-10 09:00'), 'ZW004 investigation_report_missing 第二十九条第二款', 'SQ-I05: the report is owed though the fault was solved in time');
SELECT attaches('vendor', :m, 'investigation_report') \g /dev/null
SELECT is(refuses('vendor', :m, 'report_investigation', '2026-03-10 09:00'), 'ZW004 safeguard_measures_missing 第二十九条第二款', 'SQ-I05: with concrete safeguards');
SELECT attaches('vendor', :m, 'safeguard_measures') \g /dev/null
SELECT is(acts('vendor', :m, 'report_investigation', '2026-03-10 09:00'), 'investigated', 'SQ-I05: reported');
SELECT is(refuses('vendor', :m, 'propose_penalty', '2026-03-11 09:00', '影响重大', '{"amount": "1000.00", "clause": "合同第九条"}'), 'ZW002 role_missing 第二十九条第二款', 'SQ-B7: the operator assesses');
SELECT is(refuses('desk', :m, 'propose_penalty', '2026-03-11 09:00', '影响重大', '{"amount": "1000.00"}'), 'ZW005 deduction_ground 第二十九条第二款', 'SQ-B7: by the contract, whose clause is named');
SELECT acts('desk', :m, 'propose_penalty', '2026-03-11 09:00', '影响重大', '{"amount": "1000.00", "clause": "合同第九条"}') \g /dev/null
SELECT results_eq(format('SELECT amount, clause, state FROM gov_cloud.deduction WHERE matter = %s', :m), $$VALUES (-1000.00::numeric, '合同第九条', 'proposed')$$, 'SQ-I05 SQ-B7: a penalty is proposed by a person, and confirmed by finance');
SELECT is(done('finance', format('SELECT gov_cloud.confirm_deduction(%s) > 0', (SELECT id FROM gov_cloud.deduction WHERE matter = :m))), 'true', 'SQ-B7, SQ-P3: finance confirms it');
SELECT is(acts('desk', :m, 'assess', '2026-03-12 09:00', '已按合同考核'), 'closed', 'SQ-I05: closed');
SELECT pg_temp.fault('partial', 'none', '2026-03-06 10:00', '2026-03-06 10:20') AS m \gset
SELECT is(acts('vendor', :m, 'restore', '2026-03-06 13:59'), 'closed', 'SQ-I04: level 3 needs no report');

-- S01: inspections, of systems and of the cloud
SELECT opens('desk', 'inspection', '2026-05-11 09:00', :s) AS m \gset
SELECT is(may(:m, 'find_risks', '2026-05-11 10:00'), 'desk review security', 'SQ-S01, SQ-P10: inspected together with the security authority');
SELECT attaches('desk', :m, 'inspection_record') \g /dev/null
SELECT is(acts('desk', :m, 'find_risks', '2026-05-11 10:00') || ', ' || acts('security', :m, 'find_risks', '2026-05-11 11:00'), 'inspecting, risks_found', 'SQ-S01: both find it');
SELECT is(terms(:m) || ', ' || pg_temp.told(:m, 'risks_found'), 'SQ-S01/rectify - using_unit open, unit', 'SQ-S01: to be removed in time, without an amount; the unit is told');
SELECT is(refuses('unit', :m, 'remove_risks', '2026-05-12 09:00'), 'ZW004 rectification_report_missing 第三十四条', 'SQ-S01: how is said');
SELECT attaches('desk', :m, 'rectification_report') \g /dev/null
SELECT is(refuses('unit', :m, 'remove_risks', '2026-05-12 09:00'), 'ZW004 rectification_report_by_other 第三十四条', 'SQ-S01: by who removes them');
SELECT attaches('unit', :m, 'rectification_report') \g /dev/null
SELECT is(acts('unit', :m, 'remove_risks', '2026-05-12 09:00'), 'risks_removed', 'SQ-S01: removed');
SELECT is(acts('desk', :m, 'find_again', '2026-05-13 09:00', '仍存在弱口令'), 'risks_found', 'SQ-S01: or not');
SELECT is(acts('unit', :m, 'remove_risks', '2026-05-14 09:00') || ', ' || acts('desk', :m, 'close', '2026-05-15 09:00'), 'risks_removed, closed', 'SQ-S01: and closed');
SELECT opens('desk', 'cloud_inspection', '2026-05-11 09:00', NULL, format(', unit => %s', :vendor)) AS m \gset
SELECT attaches('desk', :m, 'inspection_record') \g /dev/null
SELECT acts('desk', :m, 'find_risks', '2026-05-11 10:00'), acts('security', :m, 'find_risks', '2026-05-11 11:00') \g /dev/null
SELECT is(may(:m, 'remove_risks', '2026-05-12 09:00') || '; ' || terms(:m), 'vendor; SQ-S01/rectify_cloud - provider open', 'SQ-S01: of the cloud the provider removes them');
SELECT opens('desk', 'inspection', '2026-05-18 09:00', :o) AS m \gset
SELECT attaches('desk', :m, 'inspection_record') \g /dev/null
SELECT acts('desk', :m, 'find_none', '2026-05-18 10:00') \g /dev/null
SELECT is(acts('security', :m, 'find_none', '2026-05-18 11:00'), 'closed', 'SQ-S01: or nothing is found');

-- B02, B03: backups that the operator arranges
SELECT is(may_open('same_city_backup', :s, '2026-05-18 09:00') || '; ' || may_open('remote_backup', :s, '2026-05-18 09:00'), 'desk review; unit', 'SQ-B02 SQ-B03: the operator chooses a county''s cloud; the unit applies for the remote one');
SELECT opens('desk', 'same_city_backup', '2026-05-18 09:00', :s, ', data => ''{"county_cloud": "测试县政务云", "interval_minutes": 10}''') AS m \gset
SELECT is(acts('desk', :m, 'start_backup', '2026-05-18 10:00'), 'running', 'SQ-B02, SQ-P6: hosted by a county''s cloud, every so many minutes');
SELECT opens('unit', 'remote_backup', '2026-05-18 09:00', :s, ', data => ''{"data": "学籍库"}''') AS m \gset
SELECT is(may(:m, 'start_backup', '2026-05-18 10:00'), 'desk review', 'SQ-B03: carried out by the operator');
SELECT is(acts('desk', :m, 'start_backup', '2026-05-19 09:00', data => '{"place": "异地灾备中心"}'), 'running', 'SQ-B03: backed up elsewhere');

-- V01, V02
SELECT opens('desk', 'provider_selection', '2026-01-12 09:00', NULL, ', data => ''{"method": "公开招标"}''') AS m \gset
SELECT attaches('desk', :m, 'procurement_result') \g /dev/null
SELECT is(refuses('desk', :m, 'select_provider', '2026-02-12 09:00'), 'ZW004 procurement_result_insufficient 第十三条', 'SQ-V01: not without competition');
SELECT attaches('desk', :m, 'procurement_result', '{"competitive": true}') \g /dev/null
SELECT is(acts('desk', :m, 'select_provider', '2026-02-12 10:00'), 'selected', 'SQ-V01: by competition');
SELECT opens('unit', 'merging', '2026-01-12 09:00', NULL, ', data => ''{"infrastructure": "机房计算和存储资源"}''') AS m \gset
SELECT is(acts('desk', :m, 'merge', '2027-01-12 10:00') || '; ' || coalesce(terms(:m), 'no term'), 'merged; no term', 'SQ-V02: step by step, without a term');

-- A1 to A3, B6: the annual evaluation
SELECT opens('desk', 'evaluation', '2026-01-12 09:00', NULL, ', data => ''{"year": 2025}''') AS m \gset
SELECT attaches('desk', :m, 'evaluation_plan', '{"covers": ["units", "provider"]}') \g /dev/null
SELECT is(refuses('desk', :m, 'start_evaluation', '2026-01-13 09:00'), 'ZW004 evaluation_plan_insufficient 第四十条; 第四十条第二款', 'SQ-A2 SQ-O7: what units say of the provider is part of the plan');
SELECT attaches('desk', :m, 'evaluation_plan', '{"covers": ["units", "provider", "unit_opinion_of_provider"]}') \g /dev/null
SELECT is(acts('desk', :m, 'start_evaluation', '2026-01-13 09:00'), 'evaluating', 'SQ-A3: evaluated by a third party');
SELECT attaches('desk', :m, 'evaluation_report') \g /dev/null
SELECT is(refuses('desk', :m, 'record_result', '2026-02-13 09:00'), 'ZW004 evaluation_report_insufficient 第四十条', 'SQ-A3, SQ-P12: by a third party indeed');
SELECT attaches('desk', :m, 'evaluation_report', '{"third_party": true}') \g /dev/null
SELECT is(acts('desk', :m, 'record_result', '2026-02-13 09:00') || ', ' || acts('desk', :m, 'apply_result', '2026-02-14 09:00', '作为资源调整和服务费核定依据'), 'evaluated, applied', 'SQ-A1 SQ-A2: a basis for resources and fees');
SELECT opens('desk', 'fee_determination', '2026-02-15 09:00', NULL, format(', unit => %s', :vendor)) AS m \gset
SELECT is(refuses('desk', :m, 'determine', '2026-02-15 10:00', '评估结果良好', '{"year": 2025, "amount": "-500.00", "clause": "合同第十条"}'), 'ZW004 evaluation_report_missing 第四十条', 'SQ-B6: the fee rests on the evaluation');
SELECT attaches('desk', :m, 'evaluation_report', '{"third_party": true}') \g /dev/null
SELECT is(acts('desk', :m, 'determine', '2026-02-15 10:00', '评估结果良好', '{"year": 2025, "amount": "-500.00", "clause": "合同第十条"}'), 'determined', 'SQ-B6: determined');
SELECT is((SELECT kind || ' ' || year || ' ' || state FROM gov_cloud.deduction WHERE matter = :m), 'settlement 2025 proposed', 'SQ-B6: proposed, for finance to confirm');
SELECT is((SELECT count(*) FROM gov_cloud.check_deadlines()), 0::bigint, 'SQ-D12 SQ-D13: replaying the ledgers gives every stored due');
SELECT * FROM finish();
