-- Sichuan's interim measures: the monthly duties of three reporters, what has no cadence, what platforms and
-- systems have to show, logs, the quarterly assessment and the year's settlement.
\ir ../sichuan.sql
\ir ../duties.sql
SELECT * FROM no_plan();

SELECT registers('政务系统') AS s \gset
SELECT serves(:s) AS m \gset
SELECT organization AS unit FROM party WHERE login = 'unit' \gset
SELECT organization AS vendor FROM party WHERE login = 'vendor' \gset
SELECT results_eq($$SELECT code, obligor, cadence, array_to_string(recipients, ' '), array_to_string(needs, ' ') FROM gov_cloud.obligation_rule WHERE policy = 'sichuan/1' AND cadence IS NOT NULL ORDER BY code$$,
    $$VALUES ('SC-O1', 'provider', 'month', '', ''), ('SC-O2', 'supervisor', 'month', 'authority using_unit', ''), ('SC-O3', 'supervisor', 'month', 'authority using_unit', ''),
    ('SC-O4', 'provider', 'month', 'security_operator', ''), ('SC-O5', 'security_operator', 'month', 'authority using_unit', 'SC-O4'), ('SC-O6', 'authority', 'quarter', 'provider', ''),
    ('SC-O7', 'authority', 'year', 'provider', ''), ('SC-O8', 'using_unit', 'year', 'authority', '')$$,
    'SC-O1 to SC-O8: what the text wants every month, quarter and year, of whom, for whom');
SELECT opens_duties('2026-03-02 09:00') \g /dev/null

-- three monthly reports, of two reporters
SELECT duty('SC-O2') AS o2 \gset
SELECT duty('SC-O3') AS o3 \gset
SELECT duty('SC-O5') AS o5 \gset
SELECT brings('watcher', :o2, 'efficiency_report') \g /dev/null
SELECT is(delivers('watcher', :o2, '2026-03-05 09:00'), 'in time', 'SC-O2, SC-P4: the efficiency report of the supervising provider');
SELECT is(duty_state('centre', 'SC-O3') || ' ' || duty_state('centre', 'SC-O5'), 'missing missing open missing missing open', 'SC-O2, SC-O3, SC-O5: three reports: one does not stand for another');
SELECT is(does_not_deliver('guard', :o3, '2026-03-05 09:00'), 'ZW002 obligor_only 第二十二条', 'SC-O3: nor one reporter for another');
SELECT is(does_not_deliver('watcher', :o3, '2026-03-05 09:00'), 'ZW004 platform_report_missing 第二十二条', 'SC-O3: with its own document');
SELECT brings('watcher', :o3, 'platform_report') \g /dev/null
SELECT is(delivers('watcher', :o3, '2026-03-06 09:00'), 'in time', 'SC-O3: operation, resources and security');
SELECT is(told_of('centre', '第二十二条') || ' ' || told_of('unit', '第二十二条'), '1 1', 'SC-O3: to centre and unit');
SELECT brings('guard', :o5, 'operation_report') \g /dev/null
SELECT matches(does_not_deliver('guard', :o5, '2026-03-09 09:00'), '^ZW0.* 第二十九条$', 'SC-O5: not before the self-checks it rests on');
SELECT matches(done('guard', format('SELECT refusal(''SELECT * FROM gov_cloud.deliver_obligation(%s)'')', :o5)), '安全、审计和密码应用自查|SC-O4', 'SC-O5: which are named');
SELECT duty('SC-O4', 'vendor') AS o4 \gset
SELECT duty('SC-O4', 'rival') AS o4r \gset
SELECT brings('vendor', :o4, 'security_self_check'), brings('vendor', :o4, 'audit_self_check') \g /dev/null
SELECT is(does_not_deliver('vendor', :o4, '2026-03-10 09:00'), 'ZW004 cryptography_self_check_missing 第二十九条', 'SC-O4: security, audit and cryptography');
SELECT brings('vendor', :o4, 'cryptography_self_check') \g /dev/null
SELECT is(delivers('vendor', :o4, '2026-03-10 09:00'), 'in time', 'SC-O4, SC-P3: the self-check of one provider');
SELECT is(told_of('guard', '第二十九条') || ' ' || told_of('centre', '第二十九条'), '1 0', 'SC-O4, SC-P7: its data go to the security operator');
SELECT matches(does_not_deliver('guard', :o5, '2026-03-10 10:00'), '^ZW0', 'SC-O5: not before every provider''s');
SELECT brings('rival', :o4r, k) FROM unnest('{security_self_check,audit_self_check,cryptography_self_check}'::text[]) AS k \g /dev/null
SELECT delivers('rival', :o4r, '2026-03-11 09:00') \g /dev/null
SELECT is(delivers('guard', :o5, '2026-03-12 09:00'), 'in time', 'SC-O5: then the operation report');
SELECT is(told_of('unit', '第二十九条') || ' ' || told_of('other', '第二十九条'), '1 1', 'SC-O5: to the centre and the units');
SELECT duty('SC-O1', 'vendor') AS d \gset
SELECT brings('vendor', :d, 'resource_verification') \g /dev/null
SELECT is(delivers('vendor', :d, '2026-04-01 00:00'), 'late', 'SC-O1: resources are verified every month; the month ends at its last midnight');
SELECT is(done('vendor', format('SELECT count(*) FROM gov_cloud.v_obligation WHERE obligation = %s', :o4r)), '0', 'SC-G8: a provider sees nothing of another''s duties');

-- what has no cadence in the text is owed by nobody, and shown so
SELECT is(done('centre', $$SELECT string_agg(code || ' ' || state, ', ' ORDER BY code) FROM gov_cloud.v_obligation WHERE state = 'unconfigured'$$),
    'SC-O10 unconfigured, SC-O11 unconfigured, SC-O11/provider unconfigured, SC-O11/unit unconfigured, SC-O12 unconfigured, SC-O15 unconfigured, SC-O16 unconfigured',
    'SC-O10, SC-O11, SC-O12, SC-O15, SC-O16: 定期 and 不定期 have no cadence until one is set');
SELECT at('2026-04-01 09:00') \g /dev/null
SELECT done('sys', format($$SELECT gov_cloud.adopt_local_rule('510000', 'sichuan/1', %L, 'quarter', '本省按季度')$$, name)) FROM (VALUES ('scanning_cadence'), ('drill_cadence'), ('cloud_assessment_cadence'), ('efficiency_cadence')) AS n (name) \g /dev/null
SELECT opens_duties('2026-04-01 10:00') \g /dev/null
SELECT is(duty_state('guard', 'SC-O10'), 'open', 'SC-O10: scanning, once a place says how often');
SELECT duty('SC-O10') AS d \gset
SELECT brings('guard', :d, 'scan_report') \g /dev/null
SELECT is(delivers('guard', :d, '2026-04-02 09:00'), 'in time', 'SC-O10: by the security operator');
SELECT duty('SC-O11/unit', 'unit') AS d \gset
SELECT matches(does_not_deliver('unit', :d, '2026-04-02 10:00'), '^ZW004', 'SC-O11: plans, training and drills leave records');
SELECT brings('unit', :d, k) FROM unnest('{emergency_plan,training_record,drill_record}'::text[]) AS k \g /dev/null
SELECT is(delivers('unit', :d, '2026-04-02 10:00'), 'in time', 'SC-O11: of each unit, provider and the security operator');
SELECT is((SELECT count(DISTINCT obligor) FROM gov_cloud.obligation WHERE code LIKE 'SC-O11%'), 6::bigint, 'SC-O11: all of them owe it');
SELECT duty('SC-O12', 'vendor') AS d \gset
SELECT brings('vendor', :d, 'cloud_security_assessment') \g /dev/null
SELECT is(delivers('vendor', :d, '2026-04-03 10:00'), 'in time', 'SC-O12: security assessment of the cloud service');
SELECT duty('SC-O16') AS d \gset
SELECT brings('centre', :d, 'efficiency_evaluation') \g /dev/null
SELECT is(delivers('centre', :d, '2026-04-03 11:00'), 'in time', 'SC-O16: the centre evaluates efficiency');
SELECT duty('SC-O13', 'vendor') AS d \gset
SELECT matches(refused('vendor', format('SELECT * FROM gov_cloud.attest_obligation(%s, ''采购防火墙'')', :d)), '^ZW004 network_security_review_missing', 'SC-O13: a review at each procurement');
SELECT brings('vendor', :d, 'network_security_review') \g /dev/null
SELECT done('vendor', format('SELECT delivery FROM gov_cloud.attest_obligation(%s, ''采购防火墙'')', :d)) \g /dev/null
SELECT is(done('vendor', format('SELECT state FROM gov_cloud.v_obligation WHERE obligation = %s', :d)), 'attested', 'SC-O13: with its report');
SELECT duty('SC-O8', 'unit') AS d \gset
SELECT brings('unit', :d, 'annual_onboarding_plan') \g /dev/null
SELECT is(delivers('unit', :d, '2026-04-03 12:00'), 'in time', 'SC-O8, SC-P2: the yearly plan of the unit');

-- what platforms and systems have to show
SELECT registers('第二系统') AS s2 \gset
SELECT shows_of(:s2, 'system_filing') \g /dev/null
SELECT opens('unit', 'onboarding', '2026-04-07 08:30', :s2) AS m2 \gset
SELECT applies(:m2, '2026-04-07'), reviews(:m2, '2026-04-08'), acts('watcher', :m2, 'configure', '2026-04-09 09:00') \g /dev/null
SELECT done('vendor', format('SELECT gov_cloud.revoke_compliance(%s, ''到期'')', id)) FROM gov_cloud.compliance_record WHERE unit_id = :vendor AND kind IN ('cloud_mlps_evaluation', 'cryptography_evaluation') \g /dev/null
SELECT matches(says('vendor', :m2, 'configure', '2026-04-09 10:00'), '服务平台等级保护第三级测评" is not recorded.*服务平台商用密码应用安全性评估" is not recorded', 'SC-G6: level 3 and cryptography, both asked for');
SELECT at('2026-04-09 10:30') \g /dev/null
SELECT shows('vendor', 'cloud_mlps_evaluation', '{"level": 2}'), shows('vendor', 'cryptography_evaluation') \g /dev/null
SELECT is(refuses('vendor', :m2, 'configure', '2026-04-09 11:00'), 'ZW004 cloud_mlps_evaluation_insufficient 第二十七条', 'SC-G6: level 2 does not do');
SELECT shows('vendor', 'cloud_mlps_evaluation', '{"level": 3}') \g /dev/null
SELECT is(acts('vendor', :m2, 'configure', '2026-04-09 12:00'), 'configured', 'SC-G6: a platform that shows both');
SELECT acts('unit', :m2, 'deploy', '2026-04-10 09:00') \g /dev/null
SELECT matches(says('unit', :m2, 'file_results', '2026-04-10 10:00'), '等级保护定级" is not recorded.*等级保护备案证明" is not recorded.*等级保护测评报告" is not recorded.*商用密码应用安全性评估" is not recorded', 'SC-G7, SC-O14: grading, filing, evaluation and cryptography');
SELECT shows_of(:s2, 'mlps_grading', '{"level": 2}'), shows_of(:s2, 'mlps_filing'), shows_of(:s2, 'mlps_evaluation'), shows_of(:s2, 'cryptography_evaluation') \g /dev/null
SELECT is(may(:m2, 'file_results', '2026-04-10 11:00'), 'unit', 'SC-G7: filed by the unit');
SELECT attaches('unit', :m2, 'performance_test_report'), attaches('unit', :m2, 'security_assessment_report'), acts('unit', :m2, 'submit_reports', '2026-04-10 12:00') \g /dev/null
SELECT is(acts('unit', :m2, 'file_results', '2026-08-10 12:00'), 'in_service', 'SC-G7, SC-O14: filed with the centre, in service too');
SELECT results_eq(format('SELECT status, due_at FROM gov_cloud.deadline WHERE matter = %s AND rule = ''SC-O14''', :m2), $$VALUES ('met', NULL::timestamptz)$$, 'SC-O14: in time (及时) has no amount: months later is not late');

-- the four platforms, each with who runs it
SELECT results_eq($$SELECT kind, title, operator FROM gov_cloud.platform_kind WHERE policy = 'sichuan/1' ORDER BY kind$$,
    $$VALUES ('integration', '云整合平台', 'integrator'), ('recovery', '云灾备平台', 'dr_provider'), ('service', '云服务平台', 'provider'), ('supervision', '云监管平台', 'supervisor')$$,
    'SC-P3, SC-P4, SC-P5, SC-P6: four platforms, each run by a party of its own');
SELECT at('2026-05-06 09:00') \g /dev/null
CREATE FUNCTION pg_temp.registers_platform(who text, kind text, runs text) RETURNS text LANGUAGE sql AS $$
    SELECT refused(who, format('SELECT gov_cloud.register_platform(''510000'', %L, %L, %s)', kind, kind, (SELECT organization FROM party WHERE login = runs)))
$$;
SELECT is(pg_temp.registers_platform('vendor', 'service', 'vendor'), 'ZW002 overseer_only 第四条; 第八条', 'SC-P1: the centre takes platforms in, nobody himself');
SELECT is(pg_temp.registers_platform('centre', 'recovery', 'vendor'), 'ZW023 platform_operator 第四条; 第八条', 'SC-P5: disaster recovery is run by who holds that role');
SELECT is(pg_temp.registers_platform('centre', 'quantum', 'vendor'), 'ZW013 platform_kind_unknown', 'SC-P1: of the four kinds of the text');
SELECT is(done('recovery', 'SELECT string_agg(title, '','') FROM gov_cloud.v_platform') || ' ' || done('integrator', 'SELECT string_agg(title, '','') FROM gov_cloud.v_platform'), '云灾备平台 云整合平台',
    'SC-P5, SC-P6, SC-G8: each sees its own');
SELECT is(done('centre', 'SELECT string_agg(kind || '' '' || operator, '', '' ORDER BY kind, operator) FROM gov_cloud.v_platform'),
    'integration 省整合平台厅, recovery 云灾备服务有限公司, service 乙云服务有限公司, service 甲云服务有限公司, supervision 云监管服务有限公司', 'SC-P1: the centre sees all');
SELECT done('centre', format($$SELECT matter FROM gov_cloud.open_matter('platform_inspection', unit => %s)$$, (SELECT organization FROM party WHERE login = 'recovery')))::bigint AS x \gset
SELECT is(acts('centre', :x, 'notify', '2026-05-06 10:00', '演练缺记录'), 'notified', 'SC-S01, SC-P5: the recovery platform is inspected too');
SELECT attaches('recovery', :x, 'rectification_report') \g /dev/null
SELECT is(refuses('integrator', :x, 'rectify', '2026-05-07 09:00'), 'ZW008 matter_not_visible', 'SC-P6: who builds the integrated platform answers for its own alone');
SELECT is(acts('recovery', :x, 'rectify', '2026-05-07 09:00'), 'rectified', 'SC-P5: who runs it puts it right');
SELECT is(refused('vendor', format('SELECT gov_cloud.retire_platform(%s, ''x'')', (SELECT id FROM gov_cloud.platform WHERE unit_id = :vendor))), 'ZW002 overseer_only 第四条; 第八条', 'SC-P1: nor retires one himself');
SELECT registers('第三系统') AS s3 \gset
SELECT shows_of(:s3, 'system_filing') \g /dev/null
SELECT opens('unit', 'onboarding', '2026-05-08 08:30', :s3) AS m3 \gset
SELECT applies(:m3, '2026-05-08'), reviews(:m3, '2026-05-09'), acts('watcher', :m3, 'configure', '2026-05-11 09:00') \g /dev/null
SELECT done('centre', format('SELECT gov_cloud.retire_platform(%s, ''合同到期'')', (SELECT id FROM gov_cloud.platform WHERE unit_id = :vendor))) \g /dev/null
SELECT is(refuses('vendor', :m3, 'configure', '2026-05-11 10:00'), 'ZW005 platform_missing 第四条', 'SC-P3: nothing is configured on a platform that has left');
SELECT is(refused('centre', format('SELECT gov_cloud.retire_platform(%s, ''x'')', (SELECT id FROM gov_cloud.platform WHERE unit_id = :vendor))), 'ZW003 platform_retired', 'SC-P1: which happens once');
SELECT is(pg_temp.registers_platform('centre', 'service', 'vendor'), 'accepted', 'SC-P3: and it may come back');

-- the quarterly assessment, tied to the year's settlement once
SELECT at('2026-12-28 09:00') \g /dev/null
CREATE FUNCTION pg_temp.assesses(quarter text, score numeric) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    a bigint := done('centre', format('SELECT gov_cloud.open_assessment(''provider'', %s, %L)', (SELECT organization FROM party WHERE login = 'vendor'), quarter));
BEGIN
    PERFORM done('centre', format('SELECT gov_cloud.score_indicator(%s, ''SC-A2'', %s)', a, score));
    RETURN done('centre', format('SELECT gov_cloud.close_assessment(%s, ''通报'')', a));
END
$$;
SELECT pg_temp.assesses('2026-Q1', 96), pg_temp.assesses('2026-Q2', 92), pg_temp.assesses('2026-Q3', 88) \g /dev/null
SELECT is(done('centre', format('SELECT concat_ws('' '', q1, q2, q3, q4, annual, missing) FROM gov_cloud.annual_assessment(%s, 2026, ''510000'') WHERE indicator = ''SC-A2''', :vendor)), '96 92 88 2026-Q4',
    'BV11, SC-A2, SC-O6: quarterly records beside each other; a missing quarter is told, and not averaged over');
SELECT done('centre', format('SELECT matter FROM gov_cloud.open_matter(''settlement'', unit => %s)', :vendor))::bigint AS y \gset
SELECT is(refuses('centre', :y, 'propose', '2026-12-29 09:00', '按合同第八条', '{"year": 2026, "amount": "-1200.00", "clause": "合同第八条"}'), 'ZW005 quarters_missing 第三十三条', 'BV11, SC-B2: no settlement while a quarter is missing');
SELECT pg_temp.assesses('2026-Q4', 84) \g /dev/null
SELECT is(done('vendor', format('SELECT concat_ws('' '', q1, q2, q3, q4, trim_scale(annual), missing) FROM gov_cloud.annual_assessment(%s, 2026, ''510000'') WHERE indicator = ''SC-A2''', :vendor)), '96 92 88 84 90',
    'BV11, SC-O7: four quarters make a year, which the provider sees');
SELECT is(refuses('centre', :y, 'propose', '2026-12-30 09:00', data => '{"year": 2026, "amount": "-1200.00", "clause": "合同第八条"}'), 'ZW005 opinion_missing 第三十三条', 'SC-B2: with the reason');
SELECT is(may(:y, 'propose', '2026-12-30 09:00'), 'centre', 'SC-B2: by the centre');
SELECT is(acts('centre', :y, 'propose', '2026-12-30 09:00', '年度均分90，按合同扣减', '{"year": 2026, "amount": "-1200.00", "clause": "合同第八条"}'), 'proposed', 'BV11, SC-B2: one adjustment of the year, under the contract');
SELECT done('centre', format('SELECT matter FROM gov_cloud.open_matter(''settlement'', unit => %s)', :vendor))::bigint AS y2 \gset
SELECT is(refuses('centre', :y2, 'propose', '2026-12-30 10:00', '再扣一次', '{"year": 2026, "amount": "-100.00", "clause": "合同第八条"}'), 'ZW003 year_settled 第三十三条', 'BV11: and not a second');
SELECT is(refused('centre', format('SELECT gov_cloud.confirm_deduction(%s)', (SELECT id FROM gov_cloud.deduction))) ~ '^ZW002', true, 'SC-B2: confirmed by another than who proposed it');
SELECT done('finance', format('SELECT gov_cloud.confirm_deduction(%s)', (SELECT id FROM gov_cloud.deduction))) \g /dev/null
SELECT results_eq('SELECT kind, year, amount, state, charge FROM gov_cloud.deduction', $$VALUES ('settlement', 2026, -1200.00, 'confirmed', NULL::bigint)$$, 'BV11, SC-B1, SC-B2: on the contract, for which no unit is billed');
SELECT is(refused('finance', 'SELECT * FROM gov_cloud.draft_statements(''510000'')'), 'ZW018 policy_bills_nothing', 'SC-B1, SC-B4: nothing is charged here, to units or to the centre, and it is said why');
SELECT is(done('rival', 'SELECT count(*) FROM gov_cloud.v_assessment') || ' ' || done('rival', 'SELECT count(*) FROM gov_cloud.deduction'), '0 0', 'SC-G8: another provider sees nothing of it');
SELECT duty('SC-O6', 'centre') AS d \gset
SELECT is((SELECT count(DISTINCT subject) FROM gov_cloud.obligation WHERE code = 'SC-O6'), 2::bigint, 'SC-O6: of each provider, every quarter');

-- logs: complete for at least six months, of systems and of platforms
SELECT at('2026-12-30 12:00') \g /dev/null
SELECT done('unit', format('SELECT gov_cloud.register_log_set(%s, NULL, ''operation'', ''2026-02-05'', ''2026-06-29'', ''archive/1'')', :s)) AS l1 \gset
SELECT done('unit', format('SELECT gov_cloud.register_log_set(%s, NULL, ''operation'', ''2026-07-11'', ''2026-12-29'', ''archive/2'')', :s)) AS l2 \gset
SELECT done('vendor', format('SELECT gov_cloud.register_log_set(NULL, %s, ''operation'', ''2026-07-01'', ''2026-12-29'', ''archive/3'')', :vendor)) AS l3 \gset
SELECT is(done('unit', format('SELECT gov_cloud.delete_log_set(%s, ''到期'') IS NOT NULL', :l1)), 'true', 'SC-D01, SC-O9: six months after their last day logs may go');
SELECT matches(refused('unit', format('SELECT gov_cloud.delete_log_set(%s, ''清理'')', :l2)), '^ZW0.* 第三十一条$', 'SC-D01, SC-O9: not before');
SELECT matches(refused('vendor', format('SELECT gov_cloud.delete_log_set(%s, ''清理'')', :l3)), '^ZW0.* 第三十一条$', 'SC-D01, SC-O9: nor those of a platform');
SELECT is(done('centre', format('SELECT string_agg(first_day || ''..'' || last_day, '', '') FROM gov_cloud.v_log_gap WHERE system_id = %s', :s)), '2026-06-30..2026-07-10', 'SC-O9: and they are complete: days without any are seen');
SELECT is(refused('sys', $$SELECT gov_cloud.adopt_local_rule('510000', 'sichuan/1', 'log_retention_months', '3', '节省')$$) || ' ' || (SELECT gov_cloud.log_retention_months('510000')), 'accepted 6', 'SC-D01: a place may keep them longer, not shorter');
SELECT is(duty_state('unit', 'SC-O9'), 'standing', 'SC-O9: a standing duty of the unit') FROM (SELECT at('2026-12-30 12:00')) AS x;

-- how well units use what they have, a basis of later applications
SELECT done('centre', format('SELECT gov_cloud.open_assessment(''unit'', %s, ''2026'')', :unit)) AS a \gset
SELECT done('centre', format('SELECT gov_cloud.score_indicator(%s, ''SC-A1'')', :a)) \g /dev/null
SELECT is((SELECT concat_ws(' ', trim_scale(value), numerator, denominator) FROM gov_cloud.v_assessment WHERE assessment = :a AND indicator = 'SC-A1'), '1 2 2', 'SC-A1: the efficiency of a unit, computed');
-- on-time figures: what has no amount counts nowhere
SELECT is(done('centre', 'SELECT count(*) FROM gov_cloud.v_on_time'), '0', 'SC-D01: no statistics of terms either');
SELECT * FROM finish();
