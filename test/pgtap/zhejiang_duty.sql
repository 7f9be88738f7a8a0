-- Zhejiang's measures, chapters 3 to 5: what is owed every month and year, who looks after what, how units and
-- providers are assessed, and that nothing is billed.
\ir ../zhejiang.sql
\ir ../duties.sql
SELECT * FROM no_plan();

SELECT registers('审批系统') AS s \gset
SELECT serves(:s) AS m \gset
SELECT organization AS unit FROM party WHERE login = 'unit' \gset
SELECT organization AS other FROM party WHERE login = 'other' \gset
SELECT organization AS vendor FROM party WHERE login = 'vendor' \gset

-- the register of duties
SELECT results_eq($$SELECT code, kind, obligor, cadence, per FROM gov_cloud.obligation_rule WHERE policy = 'zhejiang/1' ORDER BY substr(code, 5)::int$$,
    $$VALUES ('ZJ-O1', 'recurring', 'provider', 'month', 'system'), ('ZJ-O2', 'recurring', 'provider', 'month', 'provider'), ('ZJ-O3', 'recurring', 'provider', 'year', 'provider'),
    ('ZJ-O4', 'standing', 'provider', NULL, 'provider'), ('ZJ-O5', 'recurring', 'provider', NULL, 'provider'), ('ZJ-O6', 'recurring', 'authority', NULL, 'jurisdiction'),
    ('ZJ-O7', 'standing', 'using_unit', NULL, 'system'), ('ZJ-O8', 'standing', 'using_unit', NULL, 'system'), ('ZJ-O9', 'recurring', 'using_unit', 'year', 'unit'),
    ('ZJ-O10', 'standing', 'provider', NULL, 'provider'), ('ZJ-O11', 'recurring', 'authority', 'year', 'unit')$$,
    'ZJ-O1 to ZJ-O11: the duties of the text with their periods; what is wanted 定期 has none');
SELECT opens_duties('2026-03-02 09:00') \g /dev/null
SELECT opens_duties('2026-03-02 10:00') \g /dev/null

-- three documents a month, to unit and authority
SELECT duty('ZJ-O1') AS d \gset
SELECT is(does_not_deliver('unit', :d, '2026-03-20 09:00') || ', ' || does_not_deliver('other', :d, '2026-03-20 09:00'), 'ZW002 obligor_only 第十五条, ZW008 obligation_unknown', 'ZJ-O1: the provider owes it, and another unit knows nothing of it');
SELECT brings('vendor', :d, 'utilisation_table'), brings('vendor', :d, 'operation_report') \g /dev/null
SELECT is(does_not_deliver('vendor', :d, '2026-03-20 09:00'), 'ZW004 optimisation_suggestions_missing 第十五条', 'ZJ-O1: usage table, operation report and suggestions: all three');
SELECT brings('vendor', :d, 'optimisation_suggestions') \g /dev/null
SELECT is(delivers('vendor', :d, '2026-03-31 23:59:59'), 'in time', 'ZJ-O1: within its month');
SELECT is(does_not_deliver('vendor', :d, '2026-03-31 23:59:59'), 'ZW003 already_delivered 第十五条', 'ZJ-O1: once');
SELECT is(told_of('unit', '第十五条') || ' ' || told_of('bureau', '第十五条') || ' ' || told_of('other', '第十五条'), '1 1 0', 'ZJ-O1: unit and authority are told');
SELECT opens_duties('2026-04-30 23:59:59') \g /dev/null
SELECT opens_duties('2026-05-01 00:00') \g /dev/null
SELECT is(duty_state('bureau', 'ZJ-O1'), 'missing met missing open', 'ZJ-O1: a month without it is seen, and the next one owed');
SELECT duty('ZJ-O2', 'vendor') AS d \gset
SELECT brings('vendor', :d, 'security_bulletin') \g /dev/null
SELECT is(delivers('vendor', :d, '2026-05-06 09:00'), 'in time', 'ZJ-O2: a security bulletin a month');
SELECT is(told_of('unit', '第十九条') || ' ' || told_of('other', '第十九条'), '1 0', 'ZJ-O2: to those who use what the provider runs');
SELECT duty('ZJ-O3', 'vendor') AS d \gset
SELECT is(does_not_deliver('vendor', :d, '2026-05-06 10:00'), 'ZW004 drill_record_missing 第十九条', 'ZJ-O3: a drill leaves a record');
SELECT brings('vendor', :d, 'drill_record') \g /dev/null
SELECT is(delivers('vendor', :d, '2026-06-01 10:00'), 'in time', 'ZJ-O3: one a year');

-- what has no cadence in the text
SELECT is(duty_state('bureau', 'ZJ-O5') || ' ' || duty_state('bureau', 'ZJ-O6'), 'unconfigured unconfigured', 'ZJ-O5, ZJ-O6: training and inspections 定期: shown as without a cadence, owed by nobody');
SELECT at('2026-06-01 11:00') \g /dev/null
SELECT done('sys', $$SELECT gov_cloud.adopt_local_rule('330000', 'zhejiang/1', 'training_cadence', 'half_year', '每半年一次')$$) \g /dev/null
SELECT is(refused('sys', $$SELECT gov_cloud.adopt_local_rule('330000', 'zhejiang/1', 'inspection_cadence', 'weekly', 'x')$$) ~ '^accepted', false, 'ZJ-O6: a cadence of a known length');
SELECT opens_duties('2026-06-01 12:00') \g /dev/null
SELECT is(duty_state('vendor', 'ZJ-O5'), 'open', 'ZJ-O5: owed once a place says how often');

-- standing duties are attested
SELECT duty('ZJ-O7') AS d \gset
SELECT is(duty_state('bureau', 'ZJ-O7') || ' ' || duty_state('bureau', 'ZJ-O8'), 'standing standing', 'ZJ-O7, ZJ-O8: of each system, as long as the measures rule');
SELECT is(refused('vendor', format('SELECT * FROM gov_cloud.attest_obligation(%s, ''专人'')', :d)) || ', ' || refused('bureau', format('SELECT * FROM gov_cloud.attest_obligation(%s, ''专人'')', :d)), 'ZW002 obligor_only 第十八条, ZW002 obligor_only 第十八条', 'ZJ-O7: by the unit');
SELECT done('unit', format('SELECT delivery FROM gov_cloud.attest_obligation(%s, ''已指定专人，定级二级'')', :d)) \g /dev/null
SELECT is(duty_state('bureau', 'ZJ-O7'), 'attested', 'ZJ-O7: who looks after the system and its level, stated by the unit');
SELECT is(duty_state('bureau', 'ZJ-O4') LIKE 'standing%' AND duty_state('bureau', 'ZJ-O10') LIKE 'standing%', true, 'ZJ-O4, ZJ-O10: backup and defence stand, without a period');
SELECT done('vendor', format('SELECT delivery FROM gov_cloud.attest_obligation(%s, ''每日备份'')', duty('ZJ-O4', 'vendor'))), done('vendor', format('SELECT delivery FROM gov_cloud.attest_obligation(%s, ''入侵检测在线'')', duty('ZJ-O10', 'vendor'))) \g /dev/null
SELECT is(duty_state('vendor', 'ZJ-O4') || ' ' || duty_state('vendor', 'ZJ-O10'), 'attested attested', 'ZJ-O4, ZJ-O10: and are attested by the provider');
SELECT done('unit', format('SELECT delivery FROM gov_cloud.attest_obligation(%s, ''已接入监控'')', duty('ZJ-O8'))) \g /dev/null
SELECT is(duty_state('unit', 'ZJ-O8'), 'attested', 'ZJ-O8: the unit monitors its application');

-- planning and budget, seen by finance
SELECT duty('ZJ-O9', 'unit') AS d \gset
SELECT brings('unit', :d, 'plan_and_budget') \g /dev/null
SELECT is(delivers('unit', :d, '2026-07-01 09:00'), 'in time', 'ZJ-O9: plans and budget use the platform, every year');
SELECT is(told_of('finance', '第二十一条'), '1', 'ZJ-O9, ZJ-P6: finance is told');
SELECT is(done('finance', format('SELECT vcpu FROM gov_cloud.current_capacity(%s)', :s))::numeric, 4::numeric, 'ZJ-P6: and sees what each unit uses, its basis for funding');

-- assessment of units
SELECT at('2026-12-01 09:00') \g /dev/null
SELECT is(refused('unit', format('SELECT gov_cloud.open_assessment(''unit'', %s, ''2026'')', :unit)), 'ZW007 own_assessment', 'ZJ-O11: no unit assesses itself');
SELECT done('bureau', format('SELECT gov_cloud.open_assessment(''unit'', %s, ''2026'')', :unit)) AS a \gset
SELECT done('unit', 'SELECT gov_cloud.declare_systems(4, 1, ''2026-11-30'')') \g /dev/null
SELECT done('bureau', format('SELECT gov_cloud.score_indicator(%s, %L)', :a, code)) FROM (VALUES ('ZJ-A1'), ('ZJ-A2'), ('ZJ-A3')) AS i (code) \g /dev/null
CREATE FUNCTION pg_temp.score(a bigint, indicator text) RETURNS text LANGUAGE sql AS $$
    SELECT concat_ws(' ', coalesce(trim_scale(value)::text, 'none'), numerator, denominator, other_denominator) FROM gov_cloud.v_assessment WHERE assessment = a AND indicator = score.indicator
$$;
SELECT is(pg_temp.score(:a, 'ZJ-A1'), '0.25 1 4 3', 'ZJ-A1: applications on the cloud of all applications, as the text has it; without the classified ones too');
SELECT is(pg_temp.score(:a, 'ZJ-A2'), '1 1 1', 'ZJ-A2: hosts neither idle nor found to be too large');
SELECT is(pg_temp.score(:a, 'ZJ-A3'), 'none 0 0', 'ZJ-A3: no risk was found, and 0 of 0 is no ratio');
SELECT is(done('bureau', format('SELECT gov_cloud.close_assessment(%s, ''合格'')', :a)), '', 'ZJ-O11: closed by the authority');
SELECT done('bureau', format('SELECT gov_cloud.open_assessment(''unit'', %s, ''2026'')', :other)) AS b \gset
SELECT done('bureau', format('SELECT gov_cloud.score_indicator(%s, ''ZJ-A1'')', :b)) \g /dev/null
SELECT is(pg_temp.score(:b, 'ZJ-A1'), 'none 0 0 0', 'ZJ-A1: 0 of 0 is unknown, not zero');
SELECT duty('ZJ-O11') AS d \gset
SELECT is((SELECT count(*) FROM gov_cloud.obligation WHERE code = 'ZJ-O11'), (SELECT count(*) FROM party WHERE role = 'using_unit'), 'ZJ-O11: every unit is assessed every year');

-- and of providers
SELECT is(refused('unit', format('SELECT gov_cloud.rate_provider(%s, ''一般'', ''2026'')', :vendor)) ~ '^accepted', false, 'ZJ-A5: no fifth value');
SELECT done('unit', format('SELECT gov_cloud.rate_provider(%s, ''基本满意'', ''2026'')', :vendor)) \g /dev/null
SELECT is(done('bureau', $$SELECT string_agg(rating || ' ' || ratings, ', ' ORDER BY position) FROM gov_cloud.v_satisfaction$$), '不满意 0, 基本满意 1, 满意 0, 非常满意 0', 'ZJ-A5: exactly four values, in their order');
SELECT is(refused('other', format('SELECT gov_cloud.rate_provider(%s, ''满意'', ''2026'')', :vendor)) ~ '^accepted', false, 'ZJ-A5: by those it serves');
SELECT done('bureau', format('SELECT gov_cloud.open_assessment(''provider'', %s, ''2026'')', :vendor)) AS p \gset
SELECT done('bureau', format('SELECT gov_cloud.score_indicator(%s, ''ZJ-A4'')', :p)), done('bureau', format('SELECT gov_cloud.score_indicator(%s, ''ZJ-A5'', grade => ''基本满意'')', :p)) \g /dev/null
SELECT is(pg_temp.score(:p, 'ZJ-A4'), '1 1 1', 'ZJ-A4: response: the provider''s own terms kept of those due');
SELECT is(refused('bureau', format('SELECT gov_cloud.score_indicator(%s, ''ZJ-A5'', grade => ''良'')', :p)) ~ '^accepted', false, 'ZJ-A5: in an assessment neither');
SELECT done('bureau', format('SELECT gov_cloud.score_indicator(%s, %L, 95)', :p, code)) FROM (VALUES ('ZJ-A6/performance'), ('ZJ-A6/stability'), ('ZJ-A6/security')) AS i (code) \g /dev/null
SELECT is(refused('bureau', format('SELECT gov_cloud.close_assessment(%s)', :p)) ~ '^accepted', false, 'ZJ-A6: performance, stability, security and availability: none is left out');
SELECT done('bureau', format('SELECT gov_cloud.score_indicator(%s, ''ZJ-A6/availability'', 99.9)', :p)), done('bureau', format('SELECT gov_cloud.close_assessment(%s)', :p)) \g /dev/null
SELECT is(done('vendor', format('SELECT string_agg(DISTINCT state, '' '') FROM gov_cloud.v_assessment WHERE assessment = %s', :p)), 'closed', 'ZJ-A4, ZJ-A5, ZJ-A6: the provider sees its assessment');
SELECT is(done('rival', format('SELECT count(*) FROM gov_cloud.v_assessment WHERE assessment = %s', :p)), '0', 'ZJ-G8: another provider does not');

-- elastic adjustment, of a system whose application was granted so
SELECT is(refused('unit', format($$SELECT * FROM gov_cloud.open_matter('elastic', system => %s)$$, :s)), 'ZW005 system_said_otherwise 第十条', 'ZJ-G5: elastic adjustment is for systems whose application was granted so');
SELECT registers('抢票系统') AS e \gset
SELECT opens('unit', 'onboarding', '2026-12-01 10:00', :e) AS g \gset
SELECT fills('unit', :g, 'ZJ-USE', use_form(:g, '{"elastic": true}')), attaches('unit', :g, 'construction_plan'), attaches('unit', :g, 'self_test_report', '{"covers": ["performance", "security"]}'),
    acts('unit', :g, 'submit', '2026-12-01 10:10'), tries(:g, '2026-12-02'), passes(:g, '2026-12-18') \g /dev/null
SELECT opens('unit', 'elastic', '2026-12-21 09:00', :e) AS g \gset
SELECT fills('unit', :g, 'ZJ-CHANGE', '{"system_name": "抢票系统", "change_reason": "春运高峰", "changed_hosts": [{"host_name": "app", "cpu_after": 32}]}') \g /dev/null
SELECT is(acts('unit', :g, 'submit', '2026-12-21 09:05'), 'requested', 'ZJ-G5: asked for by the unit');
SELECT is(may(:g, 'adjust', '2026-12-21 09:06'), 'vendor', 'ZJ-G5: carried out by the provider');
SELECT is(acts('vendor', :g, 'adjust', '2026-12-21 09:10'), 'adjusted', 'ZJ-G5: at once, without the approval of a change');
SELECT is(done('unit', format('SELECT vcpu FROM gov_cloud.current_capacity(%s)', :e))::numeric, 32::numeric, 'ZJ-G5: as it needs just then');
SELECT is((SELECT string_agg(status || coalesce(' ' || due_on::text, ''), ', ') FROM gov_cloud.deadline WHERE matter = :g), 'met', 'ZJ-G5: in real time, without an amount');

-- nothing is billed
SELECT is(refused('finance', 'SELECT * FROM gov_cloud.draft_statements(''330000'')'), 'ZW018 policy_bills_nothing', 'ZJ-P6: the text has no billing: no statement is drawn up, and finance is told why');
SELECT is((SELECT count(*) FROM gov_cloud.statement) + (SELECT count(*) FROM gov_cloud.charge) + (SELECT count(*) FROM gov_cloud.resource WHERE billed IS NOT NULL), 0::bigint, 'ZJ-P6: no charge is made up');
-- declarations
SELECT registers('他厅系统', who => 'other') AS o \gset
SELECT done('other', format('SELECT gov_cloud.revoke_compliance(%s, ''另建机房'')', (SELECT id FROM gov_cloud.compliance_record WHERE kind = 'no_duplicate_build' AND organization = :other))) \g /dev/null
SELECT opens('other', 'onboarding', '2026-12-22 08:30', :o) AS q \gset
SELECT fills('other', :q, 'ZJ-USE', use_form(:q)), attaches('other', :q, 'construction_plan'), attaches('other', :q, 'self_test_report', '{"covers": ["performance", "security"]}') \g /dev/null
SELECT is(refuses('other', :q, 'submit', '2026-12-22 09:00'), 'ZW004 no_duplicate_build_not_declared 第三条', 'ZJ-G3: no rooms or infrastructure of one''s own');
SELECT is(acts('other', :q, 'submit', '2026-12-22 09:00', data => '{"override": "国家文件另有规定：测试文号"}'), 'submitted', 'ZJ-G3: unless law or national documents say so, which is named');
SELECT acts('other', :q, 'withdraw', '2026-12-22 10:00') \g /dev/null
SELECT done('other', format('SELECT gov_cloud.revoke_compliance(%s, ''x'')', (SELECT id FROM gov_cloud.compliance_record WHERE kind = 'lawful_use' AND organization = :other))) \g /dev/null
SELECT opens('other', 'onboarding', '2026-12-23 08:30', :o) AS q \gset
SELECT fills('other', :q, 'ZJ-USE', use_form(:q)), attaches('other', :q, 'construction_plan'), attaches('other', :q, 'self_test_report', '{"covers": ["performance", "security"]}') \g /dev/null
SELECT is(refuses('other', :q, 'submit', '2026-12-23 09:00', data => '{"override": "x"}'), 'ZW004 lawful_use_not_declared 第十六条', 'ZJ-G9: lawful use is declared, without exception');

-- another province under other measures, in the same database: the same words for roles, other bodies
SELECT at('2026-12-24 09:00') \g /dev/null
SELECT done('sec', 'SELECT gov_cloud.register_jurisdiction(''510000'', ''邻省'')'), done('sec', 'SELECT gov_cloud.adopt_policy(''510000'', ''sichuan/1'')') \g /dev/null
SELECT done('sec', $$SELECT gov_cloud.grant_role(gov_cloud.register_person('邻省', o, 'regress_zhejiang_stranger'), o, 'authority', '510000')
    FROM gov_cloud.register_organization(gov_cloud.uscc_complete('12510000000000004'), '邻省大数据中心', 'authority', '510000') AS o$$) \g /dev/null
DO $$
BEGIN
    CREATE ROLE regress_zhejiang_stranger LOGIN IN ROLE gov_cloud_user;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
    NULL;
END
$$;
SELECT is(refuses('stranger', :m, 'start_final_review', '2026-12-24 09:10'), 'ZW008 matter_not_visible', 'ZJ-P2, SC-P1: an authority under other measures is not this one');
SELECT is((SELECT string_agg(DISTINCT done('stranger', format('SELECT count(*) FROM gov_cloud.%I', t)), ' ') FROM unnest(ARRAY['system', 'resource', 'matter', 'matter_event', 'document', 'deadline', 'form_use_application', 'form_filing',
    'obligation', 'assessment', 'provider_rating', 'compliance_record', 'change_assessment', 'notice']) AS t), '0', 'ZJ-G8: and sees nothing of it in any table');
SELECT is(done('stranger', 'SELECT string_agg(DISTINCT policy, '' '') FROM gov_cloud.obligations_in_force()'), 'sichuan/1', 'SC-P1: its own measures rule there');
SELECT is((SELECT count(*) FROM gov_cloud.validate_policy('zhejiang/1')) + (SELECT count(*) FROM gov_cloud.validate_policy('sichuan/1')), 0::bigint, 'ZJ-G6, SC-P1: both policies are without fault');
SELECT * FROM finish();
