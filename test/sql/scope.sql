-- Whom a policy is for, how much is granted, who serves: what guards and effects of these may not be told, and their edges.
\set t scope
\i test/cloud.sql
-- one transition a guard or effect, each with parameters that say nothing, too much, or what is not there
CREATE FUNCTION pg_temp.faults(kind text, name text, parameters text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE said text;
BEGIN
    IF kind = 'guard' THEN
        INSERT INTO gov_cloud.transition_guard (policy, transition, position, guard, parameters, article) VALUES ('probe/1', 'T-close', 1, name, parameters::jsonb, '1');
    ELSE
        INSERT INTO gov_cloud.transition_effect (policy, transition, position, effect, parameters, article) VALUES ('probe/1', 'T-close', 1, name, parameters::jsonb, '1');
    END IF;
    SELECT string_agg(fault, '; ' ORDER BY fault COLLATE "C") INTO said FROM gov_cloud.validate_policy('probe/1');
    DELETE FROM gov_cloud.transition_guard WHERE policy = 'probe/1';
    DELETE FROM gov_cloud.transition_effect WHERE policy = 'probe/1';
    RETURN coalesce(said, 'none');
END
$$;
SELECT kind, name, parameters, pg_temp.faults(kind, name, parameters) FROM (VALUES
    ('guard', 'unit_class', '{}'), ('guard', 'unit_class', '{"classes": ["1"]}'), ('guard', 'unit_class', '{"levels": ["town"]}'), ('guard', 'unit_class', '{"class": ["11"]}'),
    ('guard', 'unit_class', '{"classes": "11", "levels": ["county"]}'),
    ('guard', 'within_quota', '{}'), ('guard', 'within_quota', '{"form": "NONE"}'), ('guard', 'within_quota', '{"form": "SC-USE", "transition": "T-none"}'), ('guard', 'within_quota', '{"form": "SC-USE", "transition": "T-open"}'),
    ('guard', 'same_provider', '{}'), ('guard', 'same_provider', '{"form": "NONE"}'),
    ('guard', 'provider_not', '{"procedure": "probe"}'), ('guard', 'provider_not', '{"procedure": "none", "state": "done"}'), ('guard', 'provider_not', '{"procedure": "probe", "state": "done"}'),
    ('guard', 'runs_platform', '{}'), ('guard', 'runs_platform', '{"kind": "service"}'), ('guard', 'year_assessed', '{"year": 2026}'),
    ('effect', 'provision_resources', '{"form": "SC-USE", "environment": "test"}'), ('effect', 'provision_resources', '{"form": "SC-USE", "environment": "trial"}'),
    ('effect', 'formalize_resources', '{"form": "SC-USE"}'), ('effect', 'extend_term', '{}'), ('effect', 'extend_term', '{"deadline": "D"}'), ('effect', 'classify_change', '{"form": "NONE"}')
) AS c (kind, name, parameters);
INSERT INTO gov_cloud.platform_kind (policy, kind, rule, title, operator, overseer, article) VALUES ('probe/1', 'service', 'X', 'x', 'nobody', 'authority', '9');
SELECT object, fault FROM gov_cloud.validate_policy('probe/1') ORDER BY 1, 2;
DELETE FROM gov_cloud.platform_kind WHERE policy = 'probe/1';

-- the edges, each asked for alone; a matter of the unit (11, a county's), served by the provider
INSERT INTO gov_cloud.platform_kind (policy, kind, rule, title, operator, overseer, article) VALUES ('probe/1', 'service', 'X', '云服务平台', 'provider', 'authority', '1');
SELECT pg_temp.probe('organ', 'using_unit', '[["unit_class", {"classes": ["11"], "levels": ["county"]}]]'), pg_temp.probe('institution', 'using_unit', '[["unit_class", {"classes": ["12", "13"]}]]'),
    pg_temp.probe('city', 'using_unit', '[["unit_class", {"levels": ["city", "province"]}]]'), pg_temp.probe('grant', 'authority', '[["within_quota", {"form": "SC-USE"}]]'),
    pg_temp.probe('within', 'provider', '[["within_quota", {"form": "SC-USE", "transition": "T-grant"}]]'), pg_temp.probe('platform', 'provider', '[["runs_platform", {"kind": "service"}]]'),
    pg_temp.probe('lengthen', 'authority', '[]', '[["extend_term", {"deadline": "D-max"}]]'), pg_temp.probe('delay', 'authority', '[]', '[["extend_term", {"deadline": "D-min"}]]'),
    pg_temp.probe('file', 'using_unit', '[]', '[["file_form", {"form": "SC-USE"}]]'), pg_temp.probe('trial', 'provider', '[]', '[["provision_resources", {"form": "SC-USE", "environment": "trial"}]]'), pg_temp.probe('formal', 'authority', '[]', '[["formalize_resources", {}]]') \g /dev/null
INSERT INTO gov_cloud.deadline_rule (policy, code, procedure, title, starts_on, ends_on, term, kind, rolls, obligor, article) VALUES
    ('probe/1', 'D-max', 'probe', '至多30天', '{T-open}', '{T-close}', '30 days', 'latest', false, 'authority', '1'), ('probe/1', 'D-min', 'probe', '至少15天', '{T-open}', '{T-close}', '15 days', 'earliest', false, 'authority', '1');
\i test/adopt.sql
SET gov_cloud.clock = '2026-03-03 09:00';
SET SESSION AUTHORIZATION :unit;
SELECT matter FROM gov_cloud.open_matter('probe', 1) \gset
SELECT gov_cloud.fill_form(:matter, 'SC-USE', '{"hosts": [{"host_type": "弹性云服务器", "host_name": "a", "cpu_cores": 4, "memory_gb": 8, "quantity": 2}]}');
SELECT state FROM gov_cloud.act(:matter, 'organ');
SELECT refusal(format($$SELECT state FROM gov_cloud.act(%s, 'institution')$$, :matter));
SELECT refusal(format($$SELECT state FROM gov_cloud.act(%s, 'city')$$, :matter));
-- nothing granted, nothing within it
SET SESSION AUTHORIZATION :provider;
SELECT refusal(format($$SELECT state FROM gov_cloud.act(%s, 'within')$$, :matter));
-- two hosts of four cores are eight: as much as granted passes, a hundredth less does not; what is not named is not bounded
SET SESSION AUTHORIZATION :authority;
SELECT refusal(format($$SELECT state FROM gov_cloud.act(%s, 'grant', data => '{"vcpu": 7.99, "memory_gb": 15}')$$, :matter));
SELECT state FROM gov_cloud.act(:matter, 'grant', data => '{"vcpu": 8}');
SET SESSION AUTHORIZATION :provider;
SELECT state FROM gov_cloud.act(:matter, 'within');
SELECT refusal(format($$SELECT state FROM gov_cloud.act(%s, 'platform')$$, :matter));
SET SESSION AUTHORIZATION :authority;
SELECT refusal($$SELECT gov_cloud.register_platform('341522', 'service', ' ', 4)$$);
SELECT refusal($$SELECT gov_cloud.register_platform('341523', 'service', 'x', 4)$$);
SELECT gov_cloud.register_platform('341522', 'service', '平台', 4, 'p1') AS platform \gset
SELECT gov_cloud.register_platform('341522', 'service', '平台', 4, 'p1') = :platform AS same;
SELECT refusal($$SELECT gov_cloud.register_platform('341522', 'service', '另一平台', 4, 'p1')$$);
SET SESSION AUTHORIZATION :provider;
SELECT state FROM gov_cloud.act(:matter, 'platform');
SET SESSION AUTHORIZATION :elsewhere;
SELECT refusal(format($$SELECT gov_cloud.retire_platform(%s, 'x')$$, :platform));
SELECT count(*) FROM gov_cloud.v_platform;
-- a term is lengthened by an act, with its reason, as long as it runs; only one within which somebody has to act
SET SESSION AUTHORIZATION :authority;
SELECT refusal(format($$SELECT state FROM gov_cloud.act(%s, 'lengthen', opinion => 'x')$$, :matter));
SELECT refusal(format($$SELECT state FROM gov_cloud.act(%s, 'lengthen', opinion => 'x', data => '{"term": "soon"}')$$, :matter));
SELECT refusal(format($$SELECT state FROM gov_cloud.act(%s, 'lengthen', opinion => 'x', data => '{"term": "29 days"}')$$, :matter));
SELECT refusal(format($$SELECT state FROM gov_cloud.act(%s, 'delay', opinion => 'x', data => '{"term": "45 days"}')$$, :matter));
SELECT state FROM gov_cloud.act(:matter, 'lengthen', opinion => '需要', data => '{"term": "45 days"}');
SELECT d.rule, d.due_on, e.kind, e.term, e.reason, e.person FROM gov_cloud.deadline d JOIN gov_cloud.deadline_event e ON e.deadline = d.id WHERE d.rule = 'D-max' ORDER BY e.seq;

-- a trial environment becomes formal once, the same resources; none is refused
SET SESSION AUTHORIZATION :authority;
SELECT refusal(format($$SELECT state FROM gov_cloud.act(%s, 'formal')$$, :matter));
SET SESSION AUTHORIZATION :provider;
SELECT state FROM gov_cloud.act(:matter, 'trial');
RESET SESSION AUTHORIZATION;
SELECT name, environment, formal_at FROM gov_cloud.resource ORDER BY id;
SET gov_cloud.clock = '2026-03-20 10:30';
SET SESSION AUTHORIZATION :authority;
SELECT state FROM gov_cloud.act(:matter, 'formal');
SELECT refusal(format($$SELECT state FROM gov_cloud.act(%s, 'formal')$$, :matter));
SELECT name, environment, formal_at FROM gov_cloud.resource ORDER BY id;
RESET SESSION AUTHORIZATION;
