-- Suqian's measures, articles 10, 30 and 33: who sees and does what, as the logins that really act.
\ir ../suqian.sql
SELECT * FROM no_plan();

SELECT registers('学籍管理') AS ours \gset
SELECT serves(:ours, '2026-03-03', '2026-03-04') AS m \gset
SELECT registers('借阅系统', who => 'other') AS theirs \gset
SELECT serves(:theirs, '2026-03-03', '2026-03-04', who => 'other') AS their_matter \gset
-- a county that follows the measures: its own operator and unit, its own system
SELECT at('2026-03-02 08:00') \g /dev/null
SELECT done('village', 'SELECT gov_cloud.register_system(name => ''县学籍系统'', mlps_level => 2, classified => false, funding => ''county'')') AS countys \gset
SELECT done('village', format('SELECT matter FROM gov_cloud.open_matter(''onboarding'', system => %s)', :countys)) AS county_matter \gset

CREATE FUNCTION pg_temp.sees(who text, relation text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    RETURN done(who, format('SELECT string_agg(DISTINCT p.login, '' '' ORDER BY p.login) FROM (SELECT unit_id FROM gov_cloud.%I) r JOIN (VALUES %s) AS p (login, id) ON p.id = r.unit_id', relation,
        (SELECT string_agg(format('(%L, %s)', login, organization), ', ') FROM party WHERE login IN ('unit', 'other', 'village'))));
END
$$;
CREATE FUNCTION pg_temp.everywhere(who text) RETURNS SETOF text LANGUAGE sql AS $$
    SELECT DISTINCT pg_temp.sees(who, relation) FROM unnest(ARRAY['system', 'matter', 'matter_event']) AS relation
$$;
CREATE FUNCTION pg_temp.papers(who text) RETURNS SETOF text LANGUAGE sql AS $$
    SELECT DISTINCT pg_temp.sees(who, relation) FROM unnest(ARRAY['resource', 'resource_specification', 'document', 'form_filing', 'deadline', 'deadline_event', 'compliance_record',
        'tier_assessment', 'form_resource_application', 'form_resource_opinion', 'form_resource_requirement', 'form_resource_item']) AS relation
$$;
SELECT is(array_agg(s), ARRAY['unit'], 'SQ-G9: a unit sees its own matters and no other''s') FROM pg_temp.everywhere('unit') AS s;
SELECT is(array_agg(s), ARRAY['unit'], 'SQ-G9: and its own resources, papers, forms and terms') FROM pg_temp.papers('unit') AS s;
SELECT is(array_agg(s), ARRAY['other'], 'SQ-G9: so does the other') FROM pg_temp.papers('other') AS s;
SELECT is(array_agg(s), ARRAY['other unit'], 'SQ-P2: the operator oversees its city, not the county') FROM pg_temp.everywhere('desk') AS s;
SELECT is(array_agg(s), ARRAY['other unit'], 'SQ-P1: so does the authority') FROM pg_temp.papers('authority') AS s;
SELECT is(array_agg(s), ARRAY['other unit'], 'SQ-P5: the provider sees whom it serves') FROM pg_temp.papers('vendor') AS s;
SELECT is(array_agg(s), ARRAY['village'], 'SQ-P6: a county''s operator sees its county alone') FROM pg_temp.everywhere('county') AS s;
SELECT is(array_agg(s), ARRAY[NULL]::text[], 'SQ-G9: an administrator of the system sees no unit''s papers') FROM pg_temp.papers('sys') AS s;
-- by functions as by tables
SELECT is(refused('other', format('SELECT * FROM gov_cloud.explain(%s)', :m)), 'ZW008 matter_not_visible', 'SQ-G9: explain() tells nothing of another unit');
SELECT is(refused('other', format('SELECT gov_cloud.form_content(%s, ''SQ-F1'')', :m)), 'ZW008 matter_not_visible', 'SQ-G9: nor does a form');
SELECT is(refused('other', format('SELECT * FROM gov_cloud.classify_request(%s, ''SQ-F1'')', :m)), 'ZW008 matter_not_visible', 'SQ-G9: nor its size');
SELECT is(refused('other', format('SELECT gov_cloud.attach_document(%s, ''letter'', ''x'', content => ''eA=='')', :m)), 'ZW008 matter_not_visible', 'SQ-G9: nor is anything put there');
SELECT is(refused('other', format('SELECT * FROM gov_cloud.open_matter(''exit'', system => %s)', :ours)), 'ZW008 system_not_visible', 'SQ-G9: nor its system moved out');
SELECT is(refused('unit', format('UPDATE gov_cloud.system SET name = ''x'' WHERE id = %s', :ours)), '42501', 'SQ-G9: nobody writes behind the actions');
SELECT is(refused('vendor', format('DELETE FROM gov_cloud.document WHERE matter = %s', :m)), '42501', 'SQ-G9: nor destroys');
SELECT is(done('unit', format('SELECT gov_cloud.record_compliance(%s, NULL, ''lawful_use'') > 0', :ours)), 'true', 'SQ-G14: what is unlawful no software sees; the unit declares that it uses the cloud lawfully');
-- the county: its own authority and operator (article 10), the same titles, other bodies
SELECT is(refuses('desk', :county_matter, 'withdraw', '2026-03-03 09:00') || ', ' || refuses('county', :m, 'set_tier', '2026-04-01 09:00'), 'ZW008 matter_not_visible, ZW008 matter_not_visible', 'SQ-P6: the city''s operator has no say in the county, nor the county''s in the city');
SELECT is((SELECT policy || ' ' || jurisdiction FROM gov_cloud.matter WHERE id = :county_matter), 'suqian/1 321322', 'SQ-P6: the county follows the same measures by its own decision');
-- a second provider
SELECT done('sec', $$SELECT gov_cloud.grant_role(gov_cloud.register_person('另一服务商', o, 'regress_suqian_rival', '2024-01-01'), o, 'provider', '321300', '2024-01-01')
    FROM gov_cloud.register_organization(gov_cloud.uscc_complete('91321300000000011'), '另一云服务商', 'provider', '321300') AS o$$) \g /dev/null
DO $$
BEGIN
    CREATE ROLE regress_suqian_rival LOGIN IN ROLE gov_cloud_user;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
    NULL;
END
$$;
SELECT is(array_agg(s), ARRAY[NULL]::text[], 'SQ-P5, SQ-G9: a provider sees nothing of what another serves') FROM pg_temp.papers('rival') AS s;
SELECT is(refuses('rival', :m, 'connect_internet', '2026-04-01 09:00'), 'ZW008 matter_not_visible', 'SQ-P5: nor acts on it');
-- G2: a company is no organ
SELECT done('sec', $$SELECT gov_cloud.grant_role(gov_cloud.register_person('某公司', o, 'regress_suqian_company', '2024-01-01'), o, 'using_unit', '321300', '2024-01-01')
    FROM gov_cloud.register_organization(gov_cloud.uscc_complete('91321300000000012'), '城投公司', 'using_unit', '321300') AS o$$) \g /dev/null
DO $$
BEGIN
    CREATE ROLE regress_suqian_company LOGIN IN ROLE gov_cloud_user;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
    NULL;
END
$$;
SELECT at('2026-04-01 09:00') \g /dev/null
SELECT done('company', 'SELECT gov_cloud.register_system(name => ''公司系统'', mlps_level => 2, classified => false, funding => ''other'')') AS c \gset
SELECT is(refused('company', format('SELECT * FROM gov_cloud.open_matter(''onboarding'', system => %s)', :c)), 'ZW005 unit_out_of_scope 第五条', 'SQ-G2: organs and institutions alone, as their credit code says');
-- a city of its own words begins with a copy; what could not work is found in it
SELECT done('sec', $$SELECT gov_cloud.import_policy(gov_cloud.export_policy('suqian/1'), 'suqian/9')$$) \g /dev/null
SELECT is_empty($$SELECT * FROM gov_cloud.validate_policy('suqian/9')$$, 'SQ-T01: the measures as one document come back without a fault');
UPDATE gov_cloud.transition_guard SET parameters = '{"in": ["company"]}' WHERE policy = 'suqian/9' AND guard = 'unit_is';
UPDATE gov_cloud.transition_guard SET parameters = '{}' WHERE policy = 'suqian/9' AND guard = 'form_increases';
UPDATE gov_cloud.deadline_rule SET starts_from = 'action:vanish' WHERE policy = 'suqian/9' AND code = 'SQ-D02';
SELECT set_eq($$SELECT object || ': ' || fault FROM gov_cloud.validate_policy('suqian/9')$$, ARRAY['transition SQ-T01/open: guard unit_is: "company" is none of organ, institution, mass_organization',
    'transition SQ-C04/increase: guard form_increases: parameter "form" is missing', 'deadline SQ-D02: counts from action:vanish, which is no action of onboarding'], 'SQ-G2 SQ-C04 SQ-D02: a guard or a term that means nothing is refused with its row');
-- what explain() tells of an application
SELECT matches(done('unit', format('SELECT string_agg(what || coalesce('' '' || article, ''''), E''\n'') FROM gov_cloud.explain(%s)', :m)), '宿迁市政务云管理暂行办法.*SQ-D01.*2个工作日', 'SQ-T01: explain() tells by which measures, and how a term was counted');
SELECT * FROM finish();
