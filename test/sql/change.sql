-- the major-change test (huoqiu art. 13): more than 50 % in resources or in fee, strictly, either alone
CREATE FUNCTION pg_temp.class(before text, after text, fee_before numeric, fee_after numeric, VARIADIC knobs text[] DEFAULT '{}')
  RETURNS TABLE (class text, over text) LANGUAGE sql AS $$
  SELECT max(figure) FILTER (WHERE leg = 'class'), string_agg(figure, ',') FILTER (WHERE over AND leg <> 'class')
  FROM gov_cloud.classify_change(before, after, fee_before, fee_after,
    basis => coalesce(knobs[1], 'any_dimension'), counts_decrease => coalesce(knobs[2], 'true')::boolean, zero_base => coalesce(knobs[3], 'warn'));
$$;
-- MV1: 10 -> 15 cores, fee 1000 -> 1500: 50 % exactly, both: minor
SELECT * FROM gov_cloud.classify_change('{"vcpu": 10}', '{"vcpu": 15}', 1000, 1500);
-- MV2: 10 -> 16 cores: major
SELECT * FROM pg_temp.class('{"vcpu": 10}', '{"vcpu": 16}', 1000, 1000);
-- MV3: resources +10 %, fee 1000 -> 1500.01: major by the fee alone
SELECT * FROM gov_cloud.classify_change('{"vcpu": 10}', '{"vcpu": 11}', 1000, 1500.01);
-- MV4: memory +60 %, all else unchanged: major
SELECT * FROM pg_temp.class('{"vcpu": 10, "memory_gb": 100, "storage_gb": 500}', '{"vcpu": 10, "memory_gb": 160, "storage_gb": 500}', 1000, 1100);
-- MV5: 10 -> 4 cores: major where decreases count, minor where they do not
SELECT * FROM pg_temp.class('{"vcpu": 10}', '{"vcpu": 4}', 1000, 400);
SELECT * FROM pg_temp.class('{"vcpu": 10}', '{"vcpu": 4}', 1000, 400, 'any_dimension', 'false');
SELECT * FROM pg_temp.class('{"vcpu": 10}', '{"vcpu": 5}', 1000, 500);
-- MV6: the printed example of form 2 as the whole system: major
SELECT * FROM pg_temp.class('{"vcpu": 4, "memory_gb": 16, "storage_gb": 140}', '{"vcpu": 8, "memory_gb": 32, "storage_gb": 260}', 1000, 1200);
-- MV7: a first internet address: from nothing there is no ratio, the fee decides
SELECT * FROM gov_cloud.classify_change('{"vcpu": 4, "eip": 0}', '{"vcpu": 4, "eip": 1}', 1000, 1040);
SELECT * FROM pg_temp.class('{"vcpu": 4}', '{"vcpu": 4, "eip": 1}', 1000, 1600);
SELECT * FROM pg_temp.class('{"vcpu": 4}', '{"vcpu": 4, "eip": 1}', 1000, 1040, 'any_dimension', 'true', 'major');

-- strictness to the last place
SELECT * FROM pg_temp.class('{"storage_gb": 3}', '{"storage_gb": 4.5}', 3, 4.5);
SELECT * FROM pg_temp.class('{"storage_gb": 3}', '{"storage_gb": 4.5001}', 3, 4.5);
SELECT * FROM pg_temp.class('{"storage_gb": 3}', '{"storage_gb": 4.5}', 3, 4.50000001);
-- a giving back of more than half of one thing is a change too; a fee only grows
SELECT * FROM pg_temp.class('{"vcpu": 10}', '{"vcpu": 10}', 1000, 100);
-- another basis: the sum, or the fee as the weight of the resources
SELECT * FROM pg_temp.class('{"vcpu": 4, "storage_gb": 100}', '{"vcpu": 16, "storage_gb": 100}', 1000, 1100, 'sum');
SELECT * FROM pg_temp.class('{"vcpu": 4, "storage_gb": 100}', '{"vcpu": 16, "storage_gb": 150}', 1000, 1100, 'sum');
SELECT * FROM pg_temp.class('{"vcpu": 4}', '{"vcpu": 16}', 1000, 1100, 'weighted_fee');
SELECT * FROM pg_temp.class('{"vcpu": 16}', '{"vcpu": 4}', 1000, 400, 'weighted_fee');
SELECT * FROM pg_temp.class('{"vcpu": 16}', '{"vcpu": 4}', 1000, 400, 'weighted_fee', 'false');
-- without a fee: major can be said, minor cannot
SELECT * FROM gov_cloud.classify_change('{"vcpu": 10}', '{"vcpu": 16}');
SELECT * FROM gov_cloud.classify_change('{"vcpu": 10}', '{"vcpu": 11}', 1000);
-- a fee from nothing
SELECT * FROM gov_cloud.classify_change('{}', '{}', 0, 5);
SELECT * FROM gov_cloud.classify_change('{}', '{}', 0, 0);
-- a third is no decimal; the judgement divides nothing
SELECT figure, growth_percent, note FROM gov_cloud.classify_change('{"vcpu": 3, "memory_gb": 4}', '{"vcpu": 4, "memory_gb": 3}', 0.00000003, 0.00000004);
-- another share
SELECT leg, figure, note FROM gov_cloud.classify_change('{"vcpu": 10}', '{"vcpu": 12}', 1, 1, percent => 19.99);
-- bad input
\set VERBOSITY terse
SELECT * FROM gov_cloud.classify_change('{"vcpu": -1}', '{}', 1, 1);
SELECT * FROM gov_cloud.classify_change('{"vcpu": "many"}', '{}', 1, 1);
SELECT * FROM gov_cloud.classify_change('[1]', '{}', 1, 1);
SELECT * FROM gov_cloud.classify_change('{}', '{}', -1, 1);
SELECT * FROM gov_cloud.classify_change('{}', '{}', 1, 'NaN');
SELECT * FROM gov_cloud.classify_change('{}', '{}', 1, 1000000000000000000);
SELECT figure, figure_after, over FROM gov_cloud.classify_change('{}', '{}', 999999999999999999, 999999999999999999.99999999);
SELECT * FROM gov_cloud.classify_change('{}', '{}', 1, 1, percent => 1000001);
SELECT * FROM gov_cloud.classify_change('{}', '{}', 1, 1, percent => -1);
SELECT * FROM gov_cloud.classify_change('{}', '{}', 1, 1, basis => 'taste');
SELECT * FROM gov_cloud.classify_change('{}', '{}', 1, 1, zero_base => 'taste');
SELECT * FROM gov_cloud.classify_change(NULL, '{}', 1, 1);
