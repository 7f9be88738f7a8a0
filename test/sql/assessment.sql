-- Assessment: indicators as rows, computed by formula or judged; a ratio without a denominator is none; ratings of four values;
-- a year needs four quarters; terms are counted by who owes them.
\set t assessment
\i test/cloud.sql
-- what the county judges, under rows of its draft
INSERT INTO gov_cloud.policy_parameter (policy, name, kind, value, note) VALUES
    ('probe/1', 'exclude_classified_from_denominator', 'boolean', 'false', 'x'), ('probe/1', 'migration_counts_temporary', 'boolean', 'true', 'x');
INSERT INTO gov_cloud.procedure (policy, code, title, subject, rule, article) VALUES ('probe/1', 'inspection', '安全检查', 'unit', 'S', '1'), ('probe/1', 'work', '办理', 'system', 'W', '1');
INSERT INTO gov_cloud.state (policy, procedure, state, title, outcome, position) VALUES
    ('probe/1', 'inspection', 'inspected', '已检查', NULL, 1), ('probe/1', 'inspection', 'risk_found', '发现问题', NULL, 2), ('probe/1', 'inspection', 'rectified', '已整改', 'completed', 3),
    ('probe/1', 'work', 'asked', '已提出', NULL, 1), ('probe/1', 'work', 'done', '已办', 'completed', 2), ('probe/1', 'work', 'dropped', '撤回', 'withdrawn', 3);
INSERT INTO gov_cloud.transition (policy, code, rule, procedure, from_state, action, title, to_state, actors, article) VALUES
    ('probe/1', 'S1', 'S', 'inspection', NULL, 'open', '检查', 'inspected', '{using_unit}', '1'), ('probe/1', 'S2', 'S', 'inspection', 'inspected', 'find_risk', '发现问题', 'risk_found', '{authority}', '1'),
    ('probe/1', 'S3', 'S', 'inspection', 'risk_found', 'rectify', '整改', 'rectified', '{using_unit}', '1'),
    ('probe/1', 'W1', 'W', 'work', NULL, 'open', '提出', 'asked', '{using_unit}', '1'), ('probe/1', 'W2', 'W', 'work', 'asked', 'do', '办理', 'done', '{provider}', '1'),
    ('probe/1', 'W3', 'W', 'work', 'asked', 'drop', '撤回', 'dropped', '{using_unit}', '1');
INSERT INTO gov_cloud.deadline_rule (policy, code, procedure, title, starts_on, ends_on, term, kind, obligor, article) VALUES
    ('probe/1', 'D1', 'work', '办理', '{W1}', '{W2}', '3 days', 'latest', 'provider', '1'), ('probe/1', 'D2', 'work', '答复', '{W1}', '{W2}', NULL, 'unquantified', 'provider', '1'),
    ('probe/1', 'D3', 'work', '使用单位催办', '{W1}', '{W2,W3}', '30 days', 'latest', 'using_unit', '1');
INSERT INTO gov_cloud.indicator (policy, code, rule, title, subject, scale, grades, formula, parameters, cadence, assessor, article) VALUES
    ('probe/1', 'U1', 'U1', '应用系统云计算化的比例', 'unit', 'ratio', NULL, 'cloudification_ratio', '{}', 'year', 'authority', '1'),
    ('probe/1', 'U2', 'U2', '迁移上云率', 'unit', 'ratio', NULL, 'migration_rate', '{}', NULL, 'authority', '1'),
    ('probe/1', 'U3', 'U3', '整改完成率', 'unit', 'ratio', NULL, 'rectification_rate', '{"found": "S2", "rectified": ["S3"]}', 'year', 'authority', '1'),
    ('probe/1', 'U4', 'U4', '安全管理', 'unit', 'grade', '{差,中,好}', NULL, '{}', 'year', 'authority', '1'),
    ('probe/1', 'P1', 'P1', '服务响应', 'provider', 'ratio', NULL, 'on_time_rate', '{"deadline": ["D1"]}', 'quarter', 'authority', '1'),
    ('probe/1', 'P2', 'P2', '服务质量', 'provider', 'number', NULL, NULL, '{}', 'quarter', 'authority', '1'),
    ('probe/1', 'P3', 'P3', '满意度', 'provider', 'satisfaction', NULL, NULL, '{}', 'quarter', 'authority', '1'),
    ('probe/1', 'C1', 'C1', '机房安全运行', 'data_centre', 'number', NULL, NULL, '{}', 'year', 'authority', '1');

-- rows that could not be computed, or that nobody may score
INSERT INTO gov_cloud.indicator (policy, code, rule, title, subject, scale, formula, parameters, assessor, article) VALUES
    ('probe/1', 'X1', 'X', 'x', 'unit', 'ratio', 'no_such', '{}', 'authority', '1'), ('probe/1', 'X2', 'X', 'x', 'provider', 'ratio', 'cloudification_ratio', '{}', 'nobody', '9'),
    ('probe/1', 'X3', 'X', 'x', 'unit', 'ratio', 'rectification_rate', '{"found": "S2"}', 'authority', '1'), ('probe/1', 'X4', 'X', 'x', 'unit', 'ratio', 'rectification_rate', '{"found": "S9", "rectified": "S3"}', 'authority', '1'),
    ('probe/1', 'X5', 'X', 'x', 'unit', 'ratio', 'on_time_rate', '{"deadline": "D9"}', 'authority', '1'), ('probe/1', 'X6', 'X', 'x', 'unit', 'ratio', 'migration_rate', '{"x": 1}', 'authority', '1');
SELECT object, fault FROM gov_cloud.validate_policy('probe/1');
DELETE FROM gov_cloud.indicator WHERE rule = 'X';
SELECT refusal($$INSERT INTO gov_cloud.indicator (policy, code, rule, title, subject, scale, assessor, article) VALUES ('probe/1', 'X', 'X', 'x', 'unit', 'grade', 'authority', '1')$$);
SELECT refusal($$INSERT INTO gov_cloud.indicator (policy, code, rule, title, subject, scale, formula, assessor, article) VALUES ('probe/1', 'X', 'X', 'x', 'unit', 'number', 'on_time_rate', 'authority', '1')$$);
SELECT refusal($$INSERT INTO gov_cloud.indicator (policy, code, rule, title, subject, scale, assessor, article) VALUES ('probe/1', 'X', 'X', 'x', 'system', 'number', 'authority', '1')$$);
SELECT name, subject, title FROM gov_cloud.formula_names() ORDER BY name COLLATE "C";
\i test/adopt.sql
SELECT refusal($$DELETE FROM gov_cloud.indicator WHERE code = 'P1'$$);

-- periods by their names, and no others
SELECT gov_cloud.period_name('2026-01-01', '2027-01-01'), gov_cloud.period_name('2026-07-01', '2027-01-01'), gov_cloud.period_name('2025-10-01', '2026-01-01'),
    gov_cloud.period_name('2026-12-01', '2027-01-01'), gov_cloud.period_name('2026-02-01', '2026-04-01') IS NULL AS two_months, gov_cloud.period_name('2026-01-02', '2026-02-01') IS NULL AS a_day_short,
    gov_cloud.period_name('-infinity', 'infinity') IS NULL AS always;
SET gov_cloud.clock = '2026-04-20 09:00';
SET SESSION AUTHORIZATION :authority;
SELECT p AS period, left(refusal(format($$SELECT gov_cloud.open_assessment('unit', 1, %L)$$, p)), 40) AS refusal
FROM unnest('{2026-Q5,2026-Q0,2026Q1,2026-1,2026-13,2026-00,2026-H3,26,1999,2100,2026-q1,"2026 ",2026-05,2026-Q3}'::text[]) p;

-- who assesses, and whom
SET SESSION AUTHORIZATION :unit;
SELECT refusal($$SELECT gov_cloud.open_assessment('unit', 2, '2026')$$);
SELECT refusal($$SELECT gov_cloud.open_assessment('unit', 1, '2026')$$);
SET SESSION AUTHORIZATION :elsewhere;
SELECT refusal($$SELECT gov_cloud.open_assessment('unit', 1, '2026', jurisdiction => '341522')$$);
SET SESSION AUTHORIZATION :authority;
SELECT refusal($$SELECT gov_cloud.open_assessment('unit', 4, '2026')$$);
SELECT refusal($$SELECT gov_cloud.open_assessment('provider', 5, '2026-Q1')$$);
SELECT refusal($$SELECT gov_cloud.open_assessment('provider', 3, '2026-Q1')$$);
SELECT refusal($$SELECT gov_cloud.open_assessment('unit', 1, '2026', 7)$$);
SELECT refusal($$SELECT gov_cloud.open_assessment('data_centre', 1, '2026')$$);
SELECT refusal($$SELECT gov_cloud.open_assessment('data_centre', 1, '2026', 7)$$);
SELECT refusal($$SELECT gov_cloud.open_assessment('system', 1, '2026')$$);
SELECT refusal($$SELECT gov_cloud.open_assessment(NULL, 1, '2026')$$);

-- zhejiang art. 22: of all systems of the unit; 0 of 0 is no ratio
SELECT gov_cloud.open_assessment('unit', 2, '2026', request_id => 'a1') AS school_year \gset
SELECT gov_cloud.open_assessment('unit', 2, '2026', request_id => 'a1') = :school_year AS same;
SELECT refusal($$SELECT gov_cloud.open_assessment('unit', 2, '2026')$$);
SELECT gov_cloud.score_indicator(:school_year, 'U1') > 0 AS scored;
SELECT value IS NULL AS none, numerator, denominator, other, other_numerator, other_denominator, computed FROM gov_cloud.v_assessment WHERE assessment = :school_year AND indicator = 'U1';
-- a unit with two on the cloud (one of them since today), one classified and one more elsewhere that only it knows of
RESET SESSION AUTHORIZATION;
UPDATE gov_cloud.system SET status = 'in_service', in_service = '[2025-06-01,)' WHERE id = 1;
INSERT INTO gov_cloud.system (unit_id, jurisdiction, provider_id, name, classified, funding, status, in_service) VALUES
    (1, '341522', 4, '二', false, 'county', 'in_service', '[2026-04-20,)'), (1, '341522', 4, '密', true, 'county', 'registered', NULL),
    (1, '341522', 4, '旧', false, 'county', 'exited', '[2024-01-01,2025-01-01)');
SET SESSION AUTHORIZATION :authority;
SELECT gov_cloud.open_assessment('unit', 1, '2026') AS year \gset
SELECT gov_cloud.score_indicator(:year, code) > 0 AS scored FROM unnest('{U1,U2}'::text[]) code;
SELECT indicator, value, numerator, denominator, other, other_numerator, other_denominator FROM gov_cloud.v_assessment WHERE assessment = :year AND indicator < 'U3' ORDER BY 1;
SELECT refusal($$SELECT gov_cloud.declare_systems(8, 2)$$);
SET SESSION AUTHORIZATION :unit;
SELECT refusal($$SELECT gov_cloud.declare_systems(NULL)$$);
SELECT refusal($$SELECT gov_cloud.declare_systems(2, 3)$$);
SELECT refusal($$SELECT gov_cloud.declare_systems(2, 1, '2026-04-21')$$);
SELECT gov_cloud.declare_systems(8, 2, '2026-04-01') > 0 AS declared;
SELECT gov_cloud.declare_systems(2, 0, '2025-12-31') > 0 AS declared;
SET SESSION AUTHORIZATION :authority;
SELECT gov_cloud.score_indicator(:year, code) > 0 AS scored FROM unnest('{U1,U2}'::text[]) code;
SELECT indicator, value, numerator, denominator, other, other_numerator, other_denominator FROM gov_cloud.v_assessment WHERE assessment = :year AND indicator < 'U3' ORDER BY 1;
-- a system in a data centre that is kept counts for the time being, until the last day on which it is kept
RESET SESSION AUTHORIZATION;
INSERT INTO gov_cloud.system (unit_id, jurisdiction, provider_id, name, classified, funding) VALUES (1, '341522', 4, '自建', false, 'county') RETURNING id AS hosted \gset
SET SESSION AUTHORIZATION :unit;
SELECT gov_cloud.register_data_centre('老机房', 'own', 10, in_use_since => '2015-01-01', reason => 'x') AS centre \gset
SELECT gov_cloud.place_system(:hosted, :centre);
SET SESSION AUTHORIZATION :authority;
SELECT gov_cloud.score_indicator(:year, 'U2') > 0 AS scored;
SELECT value, numerator, denominator, other, other_numerator FROM gov_cloud.v_assessment WHERE assessment = :year AND indicator = 'U2';
RESET SESSION AUTHORIZATION;
UPDATE gov_cloud.data_centre SET status = 'retained', kept = '[2026-04-20,2026-05-06)';
SET SESSION AUTHORIZATION :authority;
SELECT gov_cloud.score_indicator(:year, 'U2') > 0 AS scored;
SELECT value, numerator, denominator, other, other_numerator FROM gov_cloud.v_assessment WHERE assessment = :year AND indicator = 'U2';
SELECT refusal(format($$SELECT gov_cloud.open_assessment('data_centre', 2, '2026', %s)$$, :centre));
SELECT gov_cloud.open_assessment('data_centre', NULL, '2026', :centre) AS centre_year \gset
SELECT gov_cloud.score_indicator(:centre_year, 'C1', 80) > 0 AS scored;
SELECT unit_id, data_centre = :centre AS same, value FROM gov_cloud.v_assessment WHERE assessment = :centre_year;
-- the other reading, by a knob: both numbers are kept
SET SESSION AUTHORIZATION :sysadmin;
SELECT gov_cloud.adopt_local_rule('341522', 'probe/1', 'exclude_classified_from_denominator', 'true', 'x') > 0 AND gov_cloud.adopt_local_rule('341522', 'probe/1', 'migration_counts_temporary', 'false', 'x') > 0 AS adopted;
SET SESSION AUTHORIZATION :authority;
SELECT gov_cloud.score_indicator(:year, code) > 0 AS scored FROM unnest('{U1,U2}'::text[]) code;
SELECT indicator, value, numerator, denominator, other, other_numerator, other_denominator FROM gov_cloud.v_assessment WHERE assessment = :year AND indicator < 'U3' ORDER BY 1;

-- risks found in the year that were put right
SET SESSION AUTHORIZATION :unit;
SELECT matter AS first FROM gov_cloud.open_matter('inspection') \gset
SELECT matter AS second FROM gov_cloud.open_matter('inspection') \gset
SELECT matter AS third FROM gov_cloud.open_matter('inspection') \gset
SET SESSION AUTHORIZATION :authority;
SELECT gov_cloud.score_indicator(:year, 'U3') > 0 AS scored;
SELECT value IS NULL AS none, numerator, denominator FROM gov_cloud.v_assessment WHERE assessment = :year AND indicator = 'U3';
SELECT state FROM gov_cloud.act(:first, 'find_risk');
SELECT state FROM gov_cloud.act(:second, 'find_risk');
SET SESSION AUTHORIZATION :unit;
SELECT state FROM gov_cloud.act(:first, 'rectify');
SET SESSION AUTHORIZATION :authority;
SELECT gov_cloud.score_indicator(:year, 'U3') > 0 AS scored;
SELECT value, numerator, denominator FROM gov_cloud.v_assessment WHERE assessment = :year AND indicator = 'U3';

-- what is judged: of its scale, by the assessor; what is computed is not set by hand
SELECT refusal(format($$SELECT gov_cloud.score_indicator(%s, 'U1', 0.9)$$, :year));
SELECT refusal(format($$SELECT gov_cloud.score_indicator(%s, 'P2', 90)$$, :year));
SELECT refusal(format($$SELECT gov_cloud.score_indicator(%s, 'U4')$$, :year));
SELECT refusal(format($$SELECT gov_cloud.score_indicator(%s, 'U4', 3)$$, :year));
SELECT refusal(format($$SELECT gov_cloud.score_indicator(%s, 'U4', grade => '优')$$, :year));
SELECT refusal(format($$SELECT gov_cloud.score_indicator(%s, 'U4', note => ' ')$$, :year));
SELECT refusal($$SELECT gov_cloud.score_indicator(999, 'U4', grade => '好')$$);
SELECT refusal(format($$SELECT gov_cloud.close_assessment(%s)$$, :year));
SELECT gov_cloud.score_indicator(:year, 'U4', grade => '中') > 0 AND gov_cloud.score_indicator(:year, 'U4', grade => '好', note => '复核') > 0 AS scored;
SET SESSION AUTHORIZATION :unit;
SELECT refusal(format($$SELECT gov_cloud.score_indicator(%s, 'U4', grade => '好')$$, :year));
SELECT refusal(format($$SELECT gov_cloud.close_assessment(%s)$$, :year));
SELECT indicator, state, value, grade, note FROM gov_cloud.v_assessment ORDER BY 1;
SET SESSION AUTHORIZATION :school;
SELECT refusal(format($$SELECT gov_cloud.close_assessment(%s)$$, :year));
SELECT count(*) FROM gov_cloud.v_assessment WHERE assessment = :year;
-- closed, it stays as it is
SET SESSION AUTHORIZATION :authority;
SELECT gov_cloud.close_assessment(:year, '合格', request_id => 'c1');
SELECT gov_cloud.close_assessment(:year, '合格', request_id => 'c1');
SELECT refusal(format($$SELECT gov_cloud.close_assessment(%s)$$, :year));
SELECT refusal(format($$SELECT gov_cloud.score_indicator(%s, 'U4', grade => '差')$$, :year));
SELECT DISTINCT state, conclusion, closed_at FROM gov_cloud.v_assessment WHERE assessment = :year;

-- terms kept: of who owes them, by the day they were due; without an amount nothing was ever due
RESET SESSION AUTHORIZATION;
SET gov_cloud.clock = '2026-05-04 09:00';
SET SESSION AUTHORIZATION :sysadmin;
SELECT gov_cloud.adopt_local_rule('341522', 'probe/1', 'migration_counts_temporary', NULL, 'x') IS NULL AS ended;
SET SESSION AUTHORIZATION :unit;
SELECT matter AS kept FROM gov_cloud.open_matter('work', system => 1) \gset
SELECT matter AS late FROM gov_cloud.open_matter('work', system => 1) \gset
SELECT matter AS open FROM gov_cloud.open_matter('work', system => 1) \gset
SELECT matter AS dropped FROM gov_cloud.open_matter('work', system => 1) \gset
SELECT state FROM gov_cloud.act(:dropped, 'drop');
SET SESSION AUTHORIZATION :provider;
SELECT state FROM gov_cloud.act(:kept, 'do');
RESET SESSION AUTHORIZATION;
SET gov_cloud.clock = '2026-05-07 23:59:59';
SET SESSION AUTHORIZATION :provider;
SELECT rule, obligor_name, due, met, late, overdue, running, on_time_rate FROM gov_cloud.v_on_time ORDER BY 1;
RESET SESSION AUTHORIZATION;
SET gov_cloud.clock = '2026-05-08 00:00';
SET SESSION AUTHORIZATION :provider;
SELECT state FROM gov_cloud.act(:late, 'do');
SET timezone = 'America/New_York';
SELECT rule, obligor_role, obligor_name, due, met, late, overdue, running, on_time_rate FROM gov_cloud.v_on_time ORDER BY 1;
SET SESSION AUTHORIZATION :school;
SELECT count(*) FROM gov_cloud.v_on_time;
SET SESSION AUTHORIZATION :authority;
SELECT measure, numerator, denominator, value, since, through, article FROM gov_cloud.provider_scorecard(4, '2026-05-07') ORDER BY measure, grade;
SELECT measure, title, numerator, denominator, value, grade FROM gov_cloud.provider_scorecard(4) WHERE measure <> 'satisfaction' ORDER BY measure;
RESET timezone;

-- the last day on which the data centre is kept, and the day after
SELECT d AS as_of, numerator, denominator FROM unnest('{2026-05-05,2026-05-06}'::date[]) d, gov_cloud.unit_scorecard(1, d) WHERE measure = 'U2';

-- satisfaction: four values, one rating a unit and period, corrected by a new row
SET SESSION AUTHORIZATION :unit;
SELECT r, refusal(format($$SELECT gov_cloud.rate_provider(4, %L, '2026-Q1')$$, r)) FROM unnest('{一般,5,very satisfied,"非常满意 "}'::text[]) r;
SELECT refusal($$SELECT gov_cloud.rate_provider(5, '满意', '2026-Q1')$$);
SELECT refusal($$SELECT gov_cloud.rate_provider(4, '满意', '2026-Q3')$$);
SELECT gov_cloud.rate_provider(4, '满意', '2026-Q1', request_id => 'r1') AS rating \gset
SELECT gov_cloud.rate_provider(4, '满意', '2026-Q1', request_id => 'r1') = :rating AS same;
SELECT refusal($$SELECT gov_cloud.rate_provider(4, '不满意', '2026-Q1')$$);
SELECT gov_cloud.rate_provider(4, '非常满意', '2026-Q1', '误填') > 0 AS corrected;
SELECT gov_cloud.rate_provider(4, '基本满意', '2026-04') > 0 AS another_period;
SET SESSION AUTHORIZATION :school;
SELECT refusal($$SELECT gov_cloud.rate_provider(4, '满意', '2026-Q1')$$);
SELECT count(*) FROM gov_cloud.provider_rating;
SET SESSION AUTHORIZATION :authority;
SELECT refusal($$SELECT gov_cloud.rate_provider(4, '满意', '2026-Q1')$$);
RESET SESSION AUTHORIZATION;
INSERT INTO gov_cloud.system (unit_id, jurisdiction, provider_id, name, classified, funding) VALUES (2, '341522', 4, '学籍', false, 'county');
SET SESSION AUTHORIZATION :school;
SELECT gov_cloud.rate_provider(4, '不满意', '2026-Q1') > 0 AS rated;
SELECT rating, ratings, units, share FROM gov_cloud.v_satisfaction ORDER BY position;
SET SESSION AUTHORIZATION :provider;
SELECT period, rating, position, ratings, units, share FROM gov_cloud.v_satisfaction ORDER BY period, position;
SELECT measure, grade, numerator, denominator, value FROM gov_cloud.provider_scorecard(4, jurisdiction => '341522') WHERE measure = 'satisfaction';
SELECT refusal($$SELECT * FROM gov_cloud.provider_scorecard(4, '2026-05-09')$$);
SET SESSION AUTHORIZATION :school;
SELECT refusal($$SELECT * FROM gov_cloud.provider_scorecard(4)$$);
SELECT refusal($$SELECT * FROM gov_cloud.unit_scorecard(1)$$);
SELECT refusal($$SELECT * FROM gov_cloud.unit_scorecard(NULL)$$);
SELECT measure, title, numerator, denominator, value IS NULL AS none FROM gov_cloud.unit_scorecard(2) ORDER BY measure;

-- four quarters make a year; a missing one is told and never averaged over
RESET SESSION AUTHORIZATION;
SET gov_cloud.clock = '2027-01-10 09:00';
CREATE FUNCTION pg_temp.quarter(q text, score numeric, grade text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    a bigint := gov_cloud.open_assessment('provider', 4, q);
BEGIN
    PERFORM gov_cloud.score_indicator(a, 'P1'), gov_cloud.score_indicator(a, 'P3', grade => grade);
    PERFORM gov_cloud.score_indicator(a, 'P2', score, note => CASE WHEN score IS NULL THEN '未考核' END);
    PERFORM gov_cloud.close_assessment(a);
END $$;
SET SESSION AUTHORIZATION :authority;
SELECT * FROM gov_cloud.annual_assessment(4, 2026);
SELECT pg_temp.quarter('2026-Q1', 90, '满意'), pg_temp.quarter('2026-Q2', 80.5, '满意'), pg_temp.quarter('2026-Q4', 70, '基本满意') \g /dev/null
SELECT * FROM gov_cloud.annual_assessment(4, 2026);
SELECT gov_cloud.open_assessment('provider', 4, '2026-Q3') AS q3 \gset
SELECT gov_cloud.score_indicator(:q3, 'P1') > 0 AND gov_cloud.score_indicator(:q3, 'P2', 100) > 0 AND gov_cloud.score_indicator(:q3, 'P3', grade => '满意') > 0 AS scored;
SELECT v, refusal(format($$SELECT gov_cloud.score_indicator(%s, 'P2', %L)$$, :q3, v)) FROM unnest('{NaN,Infinity,-Infinity}'::text[]) v;
SELECT refusal(format($$SELECT gov_cloud.score_indicator(%s, 'P3', grade => '好')$$, :q3));
SELECT refusal(format($$SELECT gov_cloud.score_indicator(%s, NULL)$$, :q3));
-- scored is not closed
SELECT indicator, annual, missing FROM gov_cloud.annual_assessment(4, 2026);
SELECT gov_cloud.close_assessment(:q3);
SELECT * FROM gov_cloud.annual_assessment(4, 2026);
SELECT DISTINCT missing FROM gov_cloud.annual_assessment(4, 2025);
SELECT measure, value, grade, since, through FROM gov_cloud.provider_scorecard(4) WHERE measure IN ('P2', 'P3');
SELECT measure, value, grade, since, through FROM gov_cloud.provider_scorecard(4, '2026-12-31') WHERE measure IN ('P2', 'P3');
SELECT refusal($$SELECT * FROM gov_cloud.annual_assessment(4, 26)$$);
SET SESSION AUTHORIZATION :unit;
SELECT refusal($$SELECT * FROM gov_cloud.annual_assessment(4, 2026)$$);
SET SESSION AUTHORIZATION :provider;
SELECT count(*) FROM gov_cloud.annual_assessment(4, 2026, '341522');

-- facts, each deed on the trail
RESET SESSION AUTHORIZATION;
SET ROLE gov_cloud_owner;
SELECT refusal(format('DELETE FROM gov_cloud.%I', t)) FROM unnest('{assessment,assessment_score,assessment_closing,provider_rating,system_census}'::text[]) t;
RESET ROLE;
SELECT event, object_kind, count(*) FROM gov_cloud_data.audit_event WHERE object_kind IN ('assessment', 'provider_rating', 'system_census') GROUP BY 1, 2 ORDER BY 1;
SELECT format('DROP ROLE %I', rolname) FROM pg_roles WHERE rolname LIKE 'regress\_assessment\_%' \gexec
