-- Huoqiu's measures while the cloud runs: maintenance, faults, interruptions, security, inspections, the agreement's
-- later life, deductions, standing duties.

SELECT registers('运行系统', more => 'onboarding_kind => ''new_build''') AS s \gset
SELECT serves(:s, '2026-03-06', '2026-03-10') AS onboarding \gset
SELECT registers('托管系统', more => 'onboarding_kind => ''colocation''', who => 'other') AS hosted \gset
CREATE FUNCTION pg_temp.run(m bigint, rule text) RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(concat_ws(' ', due_at, status), ', ' ORDER BY id) FROM gov_cloud.deadline AS d WHERE d.matter = m AND d.rule = run.rule
$$;
-- who was told of what in a matter
CREATE FUNCTION pg_temp.told(m bigint, kind text) RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(p.login, ' ' ORDER BY p.login) FROM gov_cloud.notice AS n JOIN (SELECT regexp_replace(login, '.*_', '') AS login, organization FROM party) AS p
    ON p.organization = n.recipient WHERE n.matter = m AND n.kind = told.kind
$$;

-- declarations
SELECT registers('未声明系统') AS bare \gset
SELECT done('unit', format($$SELECT count(gov_cloud.revoke_compliance(id, '撤回声明', '2026-01-06')) FROM gov_cloud.compliance_record WHERE system_id = %s$$, :bare)) \g /dev/null
SELECT opens('unit', 'onboarding', '2026-03-02 08:30', :bare) AS m \gset
SELECT applies(:m, '2026-03-02', 'fix_cost') \g /dev/null
SELECT is(refuses('bureau', :m, 'report_government', '2026-03-02 09:50'), 'ZW004 no_duplicate_build_not_declared 第四条', 'HQ-G4: whether rooms are built or bought beside the cloud is declared');
SELECT is(acts('bureau', :m, 'report_government', '2026-03-02 09:50', data => '{"override": "法规另有规定"}'), 'pending_government', 'HQ-G4: except where a rule says otherwise, which is kept');
SELECT acts('gov', :m, 'approve', '2026-03-02 10:00'), attaches('vendor', :m, 'delivery_record'), acts('vendor', :m, 'provision', '2026-03-03 11:00'), attaches('unit', :m, 'premigration_security_test') \g /dev/null
SELECT is(refuses('unit', :m, 'deploy', '2026-03-03 12:00'), 'ZW004 licensed_software_not_declared 协议3.6; 第十九条; 协议3.10', 'HQ-G11, HQ-G12, HQ-AGR3.6: licensed software and data that stay in the country are declared before anything is deployed');
SELECT is(refuses('unit', :m, 'deploy', '2026-03-03 12:00', data => '{"override": "急用"}'), 'ZW004 licensed_software_not_declared 协议3.6; 第十九条; 协议3.10', 'HQ-G11, HQ-G12: whatever the reason');
SELECT done('unit', format('SELECT gov_cloud.record_compliance(%s, NULL, ''licensed_software'', issued_on => ''2026-03-03'')', :bare)) \g /dev/null
SELECT is(refuses('unit', :m, 'deploy', '2026-03-03 12:00'), 'ZW004 data_residency_not_declared 第十九条; 协议3.10', 'HQ-G12, HQ-G7, HQ-AGR3.10: each of them');
SELECT done('unit', format('SELECT gov_cloud.record_compliance(%s, NULL, ''data_residency'', issued_on => ''2026-03-03'')', :bare)), done('unit', format('SELECT gov_cloud.record_compliance(%s, NULL, ''no_subletting'', issued_on => ''2026-03-03'')', :bare)) \g /dev/null
SELECT is(acts('unit', :m, 'deploy', '2026-03-03 12:00'), 'deployed', 'HQ-G11, HQ-G12, HQ-G7, HQ-AGR3.10: declared');

-- M01: maintenance
SELECT at('2026-05-11 09:00') \g /dev/null
SELECT is(refused('unit', 'SELECT * FROM gov_cloud.open_matter(''maintenance'')'), 'ZW002 role_missing 第十八条', 'HQ-M01: the provider''s alone');
SELECT is(refused('vendor', 'SELECT * FROM gov_cloud.open_matter(''maintenance'')'), 'ZW009 data_missing 第十八条', 'HQ-M01: when, and whether units may be affected, is said');
SELECT opens('vendor', 'maintenance', '2026-05-11 09:00', more => ', data => ''{"planned_at": "2026-05-20 22:00", "affects_units": true}''') AS m \gset
SELECT is(pg_temp.run(:m, 'HQ-D11'), 'open', 'HQ-D11: the plan is to be reported before the work, without an amount');
SELECT is(refuses('vendor', :m, 'execute', '2026-05-11 09:05'), 'ZW003 action_not_open', 'HQ-D11: no work before the plan');
SELECT is(refuses('vendor', :m, 'report_plan', '2026-05-11 09:05'), 'ZW004 adjustment_plan_missing 第十八条', 'HQ-D11, HQ-M01: with the plan');
SELECT attaches('vendor', :m, 'adjustment_plan') \g /dev/null
SELECT is(acts('vendor', :m, 'report_plan', '2026-05-11 10:00'), 'plan_reported', 'HQ-M01: reported, nobody has to approve it');
SELECT is(pg_temp.told(:m, 'maintenance_reported'), 'bureau', 'HQ-M01: to the bureau');
SELECT is(pg_temp.run(:m, 'HQ-D11') || ', ' || pg_temp.run(:m, 'HQ-D10'), 'met, open', 'HQ-D11, HQ-D10: which met the one and began the other, neither with an amount');
SELECT is(refuses('vendor', :m, 'execute', '2026-05-11 10:05'), 'ZW005 data_says_otherwise 第十八条', 'HQ-D10: no work before the units know');
SELECT is(refuses('vendor', :m, 'notify_units', '2026-05-11 10:05'), 'ZW005 affected_not_named 第十八条', 'HQ-D10: who may be affected is named');
SELECT done('vendor', format('SELECT gov_cloud.name_affected(%s, ''%s'')', :m, :s)) \g /dev/null
SELECT is(refuses('vendor', :m, 'notify_units', '2026-05-11 10:05'), 'ZW004 emergency_plan_missing 第十八条', 'HQ-M01: with an emergency plan');
SELECT attaches('vendor', :m, 'emergency_plan') \g /dev/null
SELECT is(acts('vendor', :m, 'notify_units', '2026-05-12 09:00'), 'units_notified', 'HQ-M01, HQ-D10: told in advance');
SELECT results_eq(format('SELECT system_id, n.recipient = v_affected.unit_id, v_affected.issued_at::date FROM gov_cloud.v_affected JOIN gov_cloud.notice AS n ON n.id = notice WHERE v_affected.matter = %s', :m),
    format('VALUES (%s::bigint, true, ''2026-05-12''::date)', :s), 'HQ-M01, HQ-D10: each unit by a notice of its own, with its delivery record');
SELECT is(pg_temp.run(:m, 'HQ-D10'), 'met', 'HQ-D10: met, neither early nor late');
SELECT done('vendor', format('SELECT gov_cloud.name_affected(%s, ''%s'')', :m, :bare)) \g /dev/null
SELECT is(refuses('vendor', :m, 'execute', '2026-05-20 22:00'), 'ZW005 affected_not_notified 第十八条', 'HQ-D10: a system named later was not told, and the work waits');
SELECT acts('vendor', :m, 'withdraw', '2026-05-20 22:05') \g /dev/null
SELECT opens('vendor', 'maintenance', '2026-05-21 09:00', more => ', data => ''{"planned_at": "2026-05-22 22:00", "affects_units": false}''') AS m \gset
SELECT attaches('vendor', :m, 'adjustment_plan'), acts('vendor', :m, 'report_plan', '2026-05-21 10:00') \g /dev/null
SELECT is(pg_temp.run(:m, 'HQ-D10'), NULL, 'HQ-D10: where nobody may be affected nobody is to be told');
SELECT is(acts('vendor', :m, 'execute', '2026-05-22 22:00'), 'executed', 'HQ-M01: carried out');
SELECT is(refuses('bureau', :m, 'record_damage', '2026-05-23 09:00'), 'ZW005 opinion_missing 第十八条', 'HQ-M01: damage is said in words');
SELECT is(acts('bureau', :m, 'record_damage', '2026-05-23 09:00', '数据丢失') || ' ' || pg_temp.told(:m, 'maintenance_damage'), 'executed bureau vendor', 'HQ-M01: for failures and lost data the provider answers');
SELECT is(acts('vendor', :m, 'close', '2026-05-24 09:00'), 'closed', 'HQ-M01: closed');

-- I01, D15: faults
SELECT is(may_open('fault', :s, '2026-06-01 09:00'), 'unit vendor', 'HQ-I01, HQ-AGR4.7: the unit calls, or the provider notices');
SELECT at('2026-06-01 09:00') \g /dev/null
SELECT is(refused('unit', format('SELECT * FROM gov_cloud.open_matter(''fault'', system => %s)', :s)), 'ZW009 incident_instant_wrong 协议4.7', 'HQ-I01: since when');
SELECT opens('unit', 'fault', '2026-06-01 09:00', :s, ', opinion => ''无法登录'', data => ''{"occurred_at": "2026-06-01 08:20"}''') AS m \gset
SELECT is(pg_temp.told(:m, 'fault_reported'), 'vendor', 'HQ-I01, HQ-AGR4.7: heard at any hour');
SELECT is(acts('vendor', :m, 'register', '2026-06-01 09:10'), 'registered', 'HQ-I01, HQ-AGR4.8: registered');
SELECT is(pg_temp.run(:m, 'HQ-D15') || ', ' || pg_temp.run(:m, 'HQ-D15/progress'), 'open, open', 'HQ-D15: progress and result are owed, without an amount');
SELECT is(refuses('vendor', :m, 'report_progress', '2026-06-01 10:00'), 'ZW005 opinion_missing 协议4.8', 'HQ-D15: in words');
SELECT acts('vendor', :m, 'report_progress', '2026-06-01 10:00', '定位到存储'), acts('vendor', :m, 'report_progress', '2026-06-01 12:00', '更换磁盘') \g /dev/null
SELECT is(pg_temp.told(:m, 'fault_progress'), 'bureau bureau unit unit', 'HQ-I01, HQ-D15, HQ-AGR4.8: to unit and bureau each time');
SELECT is(pg_temp.run(:m, 'HQ-D15/progress'), 'met, met, open', 'HQ-D15: each report meets one term and begins the next');
SELECT is(acts('vendor', :m, 'fix', '2026-06-01 14:20', '磁盘已更换'), 'fixed', 'HQ-I01: fixed');
SELECT is(pg_temp.run(:m, 'HQ-D15') || '; ' || pg_temp.told(:m, 'fault_result'), 'met; bureau unit', 'HQ-D15: and both are told the result');
SELECT results_eq(format('SELECT occurred_at, restored_at, minutes FROM gov_cloud.v_incident WHERE matter = %s', :m),
    $$VALUES ('2026-06-01 08:20'::timestamp, '2026-06-01 14:20'::timestamp, 360.00)$$, 'HQ-I01: how long it lasted');
SELECT is(refuses('vendor', :m, 'file_report', '2026-06-02 09:00'), 'ZW004 fault_report_missing 协议4.8', 'HQ-I01, HQ-AGR4.8: a written report and the record');
SELECT attaches('vendor', :m, 'fault_report'), attaches('vendor', :m, 'fault_record') \g /dev/null
SELECT is(acts('vendor', :m, 'file_report', '2026-06-02 09:00'), 'closed', 'HQ-I01: filed');

-- I02: an interruption
SELECT is(may_open('interruption', :s, '2026-06-03 09:00'), 'vendor', 'HQ-I02: the provider may');
SELECT is(refused('vendor', format('SELECT * FROM gov_cloud.open_matter(''interruption'', system => %s)', :s)), 'ZW005 opinion_missing 协议4.9', 'HQ-I02: and says why');
SELECT opens('vendor', 'interruption', '2026-06-03 09:00', :s, ', opinion => ''系统遭入侵，危及政务云''') AS m \gset
SELECT is(pg_temp.told(:m, 'service_interrupted'), 'bureau unit', 'HQ-I02, HQ-AGR4.9: unit and bureau are told at once');
SELECT is(refuses('vendor', :m, 'restore', '2026-06-03 10:00'), 'ZW003 action_not_open', 'HQ-I02: handled first');
SELECT acts('unit', :m, 'handle', '2026-06-03 12:00') \g /dev/null
SELECT is(acts('vendor', :m, 'restore', '2026-06-03 13:00') || ' ' || pg_temp.told(:m, 'service_restored'), 'restored bureau unit', 'HQ-I02, HQ-AGR4.9: then restored');

-- I03: coordination
SELECT opens('unit', 'security_incident', '2026-06-04 09:00', :s, ', opinion => ''发现木马''') AS m \gset
SELECT is(pg_temp.told(:m, 'security_incident') || ', ' || may(:m, 'coordinate', '2026-06-04 09:10'), 'bureau, bureau', 'HQ-I03, HQ-AGR5.3: the bureau coordinates');
SELECT acts('bureau', :m, 'coordinate', '2026-06-04 09:10'), acts('unit', :m, 'record_handling', '2026-06-04 10:00'), acts('vendor', :m, 'record_handling', '2026-06-04 10:30') \g /dev/null
SELECT is(acts('bureau', :m, 'close', '2026-06-04 18:00', '已清除') || ' ' || pg_temp.told(:m, 'incident_coordinated'), 'closed unit vendor', 'HQ-I03, HQ-S02: unit and provider handle it, the bureau ends it');

-- I04: major events
SELECT opens('bureau', 'major_event', '2026-06-05 09:00', :s, ', data => ''{"from": "2026-09-28", "until": "2026-10-08"}''') AS m \gset
SELECT is(refuses('unit', :m, 'make_plan', '2026-06-08 09:00'), 'ZW004 protection_plan_missing 协议4.5', 'HQ-I04: a plan');
SELECT attaches('unit', :m, 'protection_plan') \g /dev/null
SELECT is(acts('unit', :m, 'make_plan', '2026-06-08 09:00') || ' ' || acts('vendor', :m, 'make_plan', '2026-06-08 10:00'), 'announced planned', 'HQ-I04, HQ-AGR4.5: of unit and provider together');
SELECT is(refuses('unit', :m, 'finish', '2026-10-09 09:00'), 'ZW005 milestone_missing 协议4.5', 'HQ-I04: with people on the spot');
SELECT acts('vendor', :m, 'record_duty', '2026-10-01 09:00', data => '{"day": "2026-10-01"}') \g /dev/null
SELECT is(acts('unit', :m, 'finish', '2026-10-09 09:00'), 'finished', 'HQ-I04, HQ-AGR4.5: over');

-- S01: inspection and rectification
SELECT is(may_open('inspection', :s, '2026-06-09 09:00'), 'bureau', 'HQ-S01: the bureau inspects');
SELECT opens('bureau', 'inspection', '2026-06-09 09:00', :s) AS m \gset
SELECT is(refuses('bureau', :m, 'urge_rectification', '2026-06-09 10:00'), 'ZW005 opinion_missing 第十九条', 'HQ-S01: the risk is named');
SELECT acts('bureau', :m, 'urge_rectification', '2026-06-09 10:00', '弱口令') \g /dev/null
SELECT is(pg_temp.told(:m, 'rectification_urged') || ' ' || pg_temp.run(:m, 'HQ-S01'), 'unit open', 'HQ-S01, HQ-AGR3.4: the unit is urged; in time has no amount');
SELECT is(may(:m, 'rectify', '2026-06-10 09:00') || ' ' || refuses('unit', :m, 'rectify', '2026-06-10 09:00'), 'unit ZW004 rectification_report_missing 第十九条', 'HQ-S01, HQ-AGR3.4: the unit rectifies, and reports it');
SELECT attaches('unit', :m, 'rectification_report'), acts('unit', :m, 'rectify', '2026-06-10 09:00') \g /dev/null
SELECT is(acts('bureau', :m, 'return', '2026-06-11 09:00', '仍有弱口令') || ' ' || pg_temp.run(:m, 'HQ-S01'), 'rectifying met, open', 'HQ-S01: what is not enough is urged again');
SELECT acts('unit', :m, 'rectify', '2026-06-12 09:00') \g /dev/null
SELECT is(acts('bureau', :m, 'accept', '2026-06-12 10:00'), 'closed', 'HQ-S01: accepted');
SELECT opens('bureau', 'inspection', '2026-06-15 09:00', :s) AS m \gset
SELECT is(acts('bureau', :m, 'find_no_risk', '2026-06-15 10:00'), 'closed', 'HQ-S01: or nothing was found');

-- S02, A03: the unit's own work, and its tests of the cloud
SELECT at('2026-06-16 09:00') \g /dev/null
SELECT is(refused('unit', format('SELECT * FROM gov_cloud.open_matter(''unit_security'', system => %s)', :s)), 'ZW005 data_says_otherwise 第二十条', 'HQ-S02: which work');
SELECT opens('unit', 'unit_security', '2026-06-16 09:00', :s, ', data => ''{"work": "drill"}''') AS m \gset
SELECT is(may(:m, 'cooperate', '2026-06-17 09:00'), 'bureau vendor', 'HQ-S02, HQ-AGR3.1, HQ-AGR4.6: bureau and provider support it');
SELECT acts('vendor', :m, 'cooperate', '2026-06-17 09:00'), attaches('unit', :m, 'security_work_record') \g /dev/null
SELECT is(acts('unit', :m, 'finish', '2026-06-17 18:00'), 'done', 'HQ-S02, HQ-AGR3.1: with its record');
SELECT opens('unit', 'provider_test', '2026-06-18 09:00', :s, ', data => ''{"subject": "performance"}''') AS m \gset
SELECT is(pg_temp.told(:m, 'test_requested') || ', ' || (SELECT string_agg(action, ' ' ORDER BY action) FROM gov_cloud.transition WHERE policy = 'huoqiu/1' AND procedure = 'provider_test' AND 'provider' = ANY (actors)),
    'vendor, cooperate', 'HQ-A03, HQ-AGR3.5: the provider cooperates; it has no way to refuse');
SELECT acts('vendor', :m, 'cooperate', '2026-06-19 09:00'), attaches('unit', :m, 'provider_test_report') \g /dev/null
SELECT is(acts('unit', :m, 'report_result', '2026-06-22 09:00'), 'done', 'HQ-A03, HQ-AGR3.5: and the unit has its result');

-- D14: filings of websites
SELECT at('2026-06-22 09:00') \g /dev/null
SELECT is(refused('unit', format('SELECT * FROM gov_cloud.open_matter(''filing_update'', system => %s, opinion => ''负责人变动'')', :s)), 'ZW005 not_concerned 协议3.2', 'HQ-D14: only websites on the internet are filed');
SELECT registers('对外网站', more => 'website => true, bearer_networks => ''internet''') AS site \gset
SELECT opens('unit', 'filing_update', '2026-06-22 09:00', :site, ', opinion => ''负责人变动''') AS m \gset
SELECT is(pg_temp.run(:m, 'HQ-D14') || ' ' || refuses('unit', :m, 'update_filing', '2026-06-23 09:00'), 'open ZW004 website_filing_missing 协议3.2', 'HQ-D14, HQ-AGR3.2: kept true, as the new filing shows');
SELECT attaches('unit', :m, 'website_filing'), acts('unit', :m, 'update_filing', '2026-06-23 09:00') \g /dev/null
SELECT is(pg_temp.run(:m, 'HQ-D14'), 'met', 'HQ-D14, HQ-AGR3.2: in time has no amount');

-- AGR9.3, 9.4, 9.5, AGR6: copies, amendments, who answers for what
SELECT id AS agreement FROM gov_cloud.agreement WHERE system_id = :s \gset
SELECT results_eq(format('SELECT count(*), count(DISTINCT copy_no), min(n), max(n) FROM (SELECT copy_no, count(*) OVER (PARTITION BY organization) AS n FROM gov_cloud.agreement_copy WHERE agreement = %s) AS c', :agreement),
    'VALUES (6::bigint, 6::bigint, 2::bigint, 2::bigint)', 'HQ-AGR9.4: six originals, two a party');
SELECT at('2026-07-01 09:00') \g /dev/null
SELECT is(refused('unit', format('SELECT * FROM gov_cloud.open_matter(''amendment'', system => %s, data => ''{"content": "增加灾备"}'')', :s)), 'ZW005 agreement_not_running 协议9.3', 'HQ-AGR9.3: of an agreement in force');
SELECT opens('unit', 'amendment', '2026-07-01 09:00', :s, format(', data => ''{"content": "增加灾备"}'', about_kind => ''agreement'', about_id => %s', :agreement)) AS m \gset
SELECT is(refuses('unit', :m, 'confirm', '2026-07-02 09:00'), 'ZW004 agreement_amendment_missing 协议9.3', 'HQ-AGR9.3: in writing');
SELECT attaches('unit', :m, 'agreement_amendment') \g /dev/null
SELECT is(acts('unit', :m, 'confirm', '2026-07-02 09:00') || ' ' || acts('vendor', :m, 'confirm', '2026-07-03 09:00'), 'proposed proposed', 'HQ-AGR9.3: two voices amend nothing');
SELECT is((SELECT count(*) FROM gov_cloud.agreement_amendment WHERE agreement = :agreement), 0::bigint, 'HQ-AGR9.3: nothing at all');
SELECT is(acts('bureau', :m, 'confirm', '2026-07-06 09:00'), 'amended', 'HQ-AGR9.3: three do');
SELECT results_eq(format('SELECT content, effective_on, document IS NOT NULL FROM gov_cloud.agreement_amendment WHERE agreement = %s', :agreement),
    $$VALUES ('增加灾备', '2026-07-06'::date, true)$$, 'HQ-AGR9.3: from the last of them, with what was signed');
SELECT opens('vendor', 'amendment', '2026-07-07 09:00', :s, format(', data => ''{"content": "提高单价"}'', about_kind => ''agreement'', about_id => %s', :agreement)) AS m \gset
SELECT is(refuses('unit', :m, 'decline', '2026-07-08 09:00', data => '{"override": "不说明"}'), 'ZW005 opinion_missing 协议9.3', 'HQ-AGR9.3: why is said');
SELECT is(acts('unit', :m, 'decline', '2026-07-08 09:00', '不同意'), 'declined', 'HQ-AGR9.3: one who does not agree ends it');
SELECT results_eq(format('SELECT role, duty, article FROM gov_cloud.system_responsibility WHERE system_id = %s ORDER BY role, position', :s),
    $$VALUES ('authority', '政务云安全监督管理、定期检查、督促整改', '协议6.3'), ('provider', '政务云资源安全', '协议6.2'), ('provider', '数据防篡改、防丢失', '协议6.2'), ('using_unit', '本单位业务和数据安全', '协议6.1')$$,
    'HQ-AGR6: who answers for what of a system built for the cloud');
SELECT opens('other', 'onboarding', '2026-03-02 08:30', :hosted) AS m \gset
SELECT applies(:m, '2026-03-02', form => '{"onboarding_kind": "机房托管"}', who => 'other'), tries(:m, '2026-03-03', 'other'), passes(:m, '2026-03-20', 'other'), acts('bureau', :m, 'open_service', '2026-03-23 09:00'),
    attaches('bureau', :m, 'agreement'), acts('other', :m, 'sign_agreement', '2026-03-24 09:00'), acts('vendor', :m, 'sign_agreement', '2026-03-24 10:00'), acts('bureau', :m, 'sign_agreement', '2026-03-24 11:00') \g /dev/null
SELECT results_eq(format('SELECT role, duty FROM gov_cloud.system_responsibility WHERE system_id = %s AND role <> ''authority'' ORDER BY role, position', :hosted),
    $$VALUES ('provider', '设施层：采暖、通风、空调、电力、消防、网络通信'), ('provider', '网络出口安全'), ('using_unit', '本单位业务和数据安全'), ('using_unit', '设施层和网络出口以外的网络安全')$$,
    'HQ-AGR6: another split where only the room is provided');

-- A02, B6, AGR8.1: deductions, proposed by the bureau under the tender documents, confirmed by finance
SELECT m.id AS life FROM gov_cloud.matter AS m WHERE m.procedure = 'agreement' AND m.system_id = :s \gset
SELECT is(may(:life, 'deduct', '2026-07-10 09:00'), 'bureau', 'HQ-A02, HQ-B6: the bureau proposes');
SELECT is(refuses('bureau', :life, 'deduct', '2026-07-10 09:00', '服务质量不达标', '{"amount": "300"}'), 'ZW005 deduction_ground 协议8.1', 'HQ-B6: under a clause of the tender documents, for the text gives no figures');
SELECT acts('bureau', :life, 'deduct', '2026-07-10 09:00', '服务质量不达标', '{"amount": "300", "clause": "招标文件 7.2"}') \g /dev/null
SELECT id AS deduction FROM gov_cloud.deduction WHERE matter = :life \gset
SELECT is((SELECT count(*) FROM gov_cloud.charge WHERE kind = 'deduction'), 0::bigint, 'HQ-B6: nothing is taken off by proposing it');
SELECT is(refused('bureau', format('SELECT gov_cloud.confirm_deduction(%s)', :deduction)), 'ZW002 finance_missing', 'HQ-B6: nor by who proposes');
SELECT is(refused('vendor', format('SELECT gov_cloud.refuse_deduction(%s, ''不同意'')', :deduction)), 'ZW002 finance_missing', 'HQ-B6: nor refused by who pays it');
SELECT done('finance', format('SELECT gov_cloud.confirm_deduction(%s)', :deduction)) AS line \gset
SELECT results_eq(format('SELECT s.month, s.payer, c.amount, c.reason FROM gov_cloud.charge AS c JOIN gov_cloud.statement AS s ON s.id = c.statement WHERE c.id = %s', :line),
    $$VALUES ('2026-07-01'::date, 'central', -300.00, '招标文件 7.2: 服务质量不达标')$$, 'HQ-B6, HQ-AGR8.1: finance makes it a line of the month, with its reason');
SELECT is(acts('bureau', :life, 'terminate', '2026-07-20 09:00', '发生重大安全责任事故'), 'terminated', 'HQ-A02, HQ-AGR8.1: up to ending the agreement');
SELECT is(pg_temp.told(:life, 'agreement_ended'), 'bureau unit vendor', 'HQ-A01, HQ-A02: an agreement that ends under a running system is an alarm to all three');
SELECT is(done('bureau', format('SELECT string_agg(name, '' '') FROM gov_cloud.unagreed_system WHERE system_id = %s', :s)), '运行系统', 'HQ-A01: and stays in view');

-- an agreement that nobody renews any more, under a system that still runs
SELECT registers('到期系统') AS old \gset
SELECT serves(:old, '2026-03-06', '2026-03-10') \g /dev/null
SELECT m.id AS life FROM gov_cloud.matter AS m WHERE m.procedure = 'agreement' AND m.system_id = :old \gset
SELECT acts('vendor', :life, 'object', '2027-02-01 09:00'), at('2027-03-11 09:00'), done('sys', 'SELECT gov_cloud.run_task(''advance'')') \g /dev/null
SELECT is((SELECT state FROM gov_cloud.matter WHERE id = :life) || ' ' || pg_temp.told(:life, 'agreement_ended'), 'expired bureau unit vendor', 'HQ-A01, HQ-D09: its end is told, for billing and liability have lost their basis');
SELECT is(done('sys', 'SELECT ok FROM gov_cloud.health() WHERE name = ''agreement'''), 'false', 'HQ-A01: the health of the installation says so');

-- terms of a system that leaves
SELECT registers('离开系统') AS left \gset
SELECT serves(:left, '2026-03-06', '2026-03-10') AS m \gset
SELECT opens('unit', 'exit', '2026-05-06 08:30', :left) AS x \gset
SELECT fills('unit', :x, 'HQ-F3', form_3('业务系统退出', '2026-05-08', '{"system_name": "离开系统"}')), attaches('unit', :x, 'official_letter'), attaches('unit', :x, 'exit_plan'),
    acts('unit', :x, 'submit', '2026-05-06 09:00'), acts('bureau', :x, 'approve', '2026-05-06 10:00'), acts('vendor', :x, 'reclaim', '2026-05-08 10:00') \g /dev/null
SELECT is(pg_temp.run(:m, 'HQ-D03') || ', ' || pg_temp.run(:m, 'HQ-D04'), '2026-08-04 00:00:00+08 cancelled, 2026-08-04 00:00:00+08 cancelled', 'HQ-D03, HQ-D04, HQ-X03: a system that left owes no filing and no evaluation');
SELECT matches(done('unit', format('SELECT string_agg(what, '' | '') FROM gov_cloud.explain(%s) WHERE section = ''deadlines''', :m)), format('取消：系统已退出（事项 %s）', :x), 'HQ-D03: and explain() tells by which matter');

-- standing duties as rows
SELECT results_eq($$SELECT DISTINCT rule, kind, obligor, article FROM gov_cloud.obligation_rule WHERE policy = 'huoqiu/1' AND code NOT LIKE '%/%' ORDER BY rule$$,
    $$VALUES ('HQ-AGR4.6', 'standing', 'provider', '协议4.6'), ('HQ-O1', 'standing', 'provider', '第十六条; 协议4.1'), ('HQ-O10', 'standing', 'provider', '协议4.4'),
    ('HQ-O11', 'standing', 'provider', '协议4.3'), ('HQ-O12', 'standing', 'provider', '协议4.10'), ('HQ-O13', 'standing', 'provider', '协议6.2'),
    ('HQ-O2', 'standing', 'provider', '第十七条'), ('HQ-O3', 'standing', 'provider', '协议4.7'), ('HQ-O4', 'recurring', 'authority', '第十九条'),
    ('HQ-O5', 'recurring', 'using_unit', '第二十条'), ('HQ-O6', 'standing', 'provider', '第二十一条'), ('HQ-O7', 'standing', 'using_unit', '协议3.9'),
    ('HQ-O8', 'recurring', 'authority', '协议5.2'), ('HQ-O9', 'standing', 'using_unit', '第四条')$$,
    'HQ-O1 HQ-O2 HQ-O3 HQ-O4 HQ-O5 HQ-O6 HQ-O7 HQ-O8 HQ-O9 HQ-O10 HQ-O11 HQ-O12 HQ-O13, HQ-AGR3.9 HQ-AGR4.1 HQ-AGR4.3 HQ-AGR4.4 HQ-AGR4.6 HQ-AGR4.7 HQ-AGR4.10 HQ-AGR5.2: who owes what');
SELECT at('2026-07-01 08:00'), done('sys', 'SELECT gov_cloud.run_task(''open_obligations'')') \g /dev/null
SELECT is(done('bureau', 'SELECT string_agg(DISTINCT code, '' '' ORDER BY code) FROM gov_cloud.v_obligation WHERE state = ''unconfigured'''), 'HQ-O4 HQ-O5 HQ-O5/cryptography HQ-O5/software HQ-O8',
    'HQ-O4, HQ-O5, HQ-O8, HQ-AGR5.2: periodic without a period is shown as not configured, never as monthly');
SELECT is(done('vendor', 'SELECT string_agg(DISTINCT code, '' '' ORDER BY code) FROM gov_cloud.v_obligation WHERE obligor_role = ''provider'' AND state = ''standing'''),
    'HQ-AGR4.6 HQ-O1 HQ-O10 HQ-O11 HQ-O12 HQ-O13 HQ-O2 HQ-O3 HQ-O6', 'HQ-O1, HQ-O2, HQ-O3, HQ-O6, HQ-O10, HQ-O11, HQ-O12, HQ-O13: what the provider owes as long as it serves');
SELECT done('vendor', 'SELECT obligation FROM gov_cloud.v_obligation WHERE code = ''HQ-O2''') AS o \gset
SELECT is(refused('vendor', format('SELECT * FROM gov_cloud.attest_obligation(%s, ''已建立'')', :o)), 'ZW004 duty_roster_missing 第十七条', 'HQ-O2: its rosters and rules are shown');
SELECT done('vendor', format('SELECT gov_cloud.attach_document(NULL, %L, %L, content => ''eA=='', about_kind => ''obligation'', about_id => %s)', k, k, :o)) FROM unnest(ARRAY['duty_roster', 'operation_rules', 'backup_rules', 'drill_rules']) AS k \g /dev/null
SELECT is(done('vendor', format('SELECT count(delivery) FROM gov_cloud.attest_obligation(%s, ''已建立'')', :o)) || done('bureau', 'SELECT state FROM gov_cloud.v_obligation WHERE code = ''HQ-O2'''), '1attested', 'HQ-O2: attested, as the bureau sees');
SELECT is(done('unit', format('SELECT count(*) FROM gov_cloud.obligation WHERE id = %s', :o)), '0', 'HQ-G8: no unit''s business');
SELECT is(refused('vendor', format('SELECT * FROM gov_cloud.attest_obligation(%s, ''已通过'')', done('vendor', 'SELECT obligation FROM gov_cloud.v_obligation WHERE code = ''HQ-O13'''))),
    'ZW004 network_security_review_missing 协议6.2', 'HQ-O13: the cloud''s review is shown');
SELECT is(refused('vendor', format('SELECT * FROM gov_cloud.attest_obligation(%s, ''三级'')', done('vendor', 'SELECT obligation FROM gov_cloud.v_obligation WHERE code = ''HQ-O6'''))),
    'ZW004 cloud_mlps_evaluation_missing 第二十一条', 'HQ-O6, HQ-AGR5.3: so is its evaluation at level 3');
SELECT done('sys', $$SELECT gov_cloud.adopt_local_rule('341522', 'huoqiu/1', 'inspection_cadence', 'quarter', '本县约定')$$), at('2026-07-02 08:00'), done('sys', 'SELECT gov_cloud.run_task(''open_obligations'')') \g /dev/null
SELECT done('bureau', 'SELECT obligation FROM gov_cloud.v_obligation WHERE code = ''HQ-O4''') AS q \gset
SELECT is(done('bureau', format('SELECT cadence || '' '' || due_on FROM gov_cloud.v_obligation WHERE obligation = %s', :q)), 'quarter 2026-09-30', 'HQ-O4, HQ-S01: owed once the county says how often');
SELECT done('bureau', format('SELECT gov_cloud.attach_document(NULL, ''inspection_record'', ''检查记录'', content => ''eA=='', about_kind => ''obligation'', about_id => %s)', :q)), done('bureau', format('SELECT delivery FROM gov_cloud.deliver_obligation(%s)', :q)) \g /dev/null
SELECT is(done('bureau', format('SELECT state FROM gov_cloud.v_obligation WHERE obligation = %s', :q)), 'met', 'HQ-O4: inspected');
-- O7: logs of a website
SELECT done('unit', format('SELECT gov_cloud.register_log_set(%s, NULL, ''access'', ''2026-01-01'', ''2026-01-31'', ''归档库'')', :s)) AS logs \gset
SELECT at('2026-07-31 23:59') \g /dev/null
SELECT matches(refused('unit', format('SELECT gov_cloud.delete_log_set(%s, ''到期'')', :logs)), '^ZW', 'HQ-O7, HQ-AGR3.9: kept for six calendar months at least');
SELECT at('2026-08-01 00:00') \g /dev/null
SELECT is(refused('unit', format('SELECT gov_cloud.delete_log_set(%s, ''到期'')', :logs)), 'accepted', 'HQ-O7: and not for ever');
SELECT is((SELECT count(*) FROM gov_cloud.obligation_rule WHERE policy = 'huoqiu/1' AND cadence IS NOT NULL), 0::bigint, 'HQ-O4, HQ-O5, HQ-O8: the text gives no cadence, and none is made up');
SELECT is((SELECT count(*) FROM gov_cloud.check_deadlines()), 0::bigint, 'HQ-D10 HQ-D11 HQ-D14 HQ-D15: replaying the ledger gives every stored due');
