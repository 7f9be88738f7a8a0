-- What validate_policy() finds: each fault planted alone in a sound policy, reported with its row and how to mend it.
SET client_min_messages = warning;
CALL example_policy();
SELECT * FROM gov_cloud.validate_policy('example/1');

-- does a statement to the sound policy, tells what is wrong with it then, and undoes it
CREATE FUNCTION planted(what text, statement text) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
    found text[];
BEGIN
    BEGIN
        EXECUTE statement;
        SELECT array_agg(format('%s: %s [%s]', object, fault, hint)) INTO found FROM gov_cloud.validate_policy('example/1');
        RAISE EXCEPTION 'undo';
    EXCEPTION WHEN raise_exception THEN
    END;
    RETURN QUERY SELECT unnest(COALESCE(found, ARRAY['FOUND NOTHING: ' || what]));
END $$;
CREATE FUNCTION step(code text, from_state text, action text, to_state text, actors text, more text DEFAULT '{}') RETURNS void LANGUAGE sql AS $$
    INSERT INTO gov_cloud.transition SELECT (jsonb_populate_record(NULL::gov_cloud.transition, jsonb_build_object(
        'policy', 'example/1', 'code', code, 'rule', code, 'procedure', 'apply', 'from_state', from_state, 'action', action, 'title', code,
        'to_state', to_state, 'actors', actors::text[], 'quorum', 'any', 'automatic', false, 'decides', false, 'repeatable', false,
        'builtin', false) || more::jsonb)).*
$$;
CREATE FUNCTION guard(transition text, n int, guard text, parameters text DEFAULT '{}', article text DEFAULT NULL) RETURNS void LANGUAGE sql AS $$
    INSERT INTO gov_cloud.transition_guard (policy, transition, position, guard, parameters, article)
    VALUES ('example/1', transition, n, guard, parameters::jsonb, article)
$$;
CREATE FUNCTION effect(transition text, n int, effect text, parameters text DEFAULT '{}') RETURNS void LANGUAGE sql AS $$
    INSERT INTO gov_cloud.transition_effect (policy, transition, position, effect, parameters)
    VALUES ('example/1', transition, n, effect, parameters::jsonb)
$$;
CREATE FUNCTION deadline(code text, starts text, ends text, more text DEFAULT '{}') RETURNS void LANGUAGE sql AS $$
    INSERT INTO gov_cloud.deadline_rule SELECT (jsonb_populate_record(NULL::gov_cloud.deadline_rule, jsonb_build_object(
        'policy', 'example/1', 'code', code, 'procedure', 'apply', 'title', code, 'starts_on', starts::text[], 'starts_from', 'event',
        'ends_on', ends::text[], 'cancelled_on', '{}'::text[], 'term', '3 workdays', 'kind', 'latest', 'rolls', true, 'obligor', 'authority',
        'soft', false, 'survives', false, 'guard_parameters', '{}'::jsonb, 'article', 'art. 5', 'builtin', false) || more::jsonb)).*
$$;
GRANT ALL ON ALL FUNCTIONS IN SCHEMA public TO PUBLIC;
\pset tuples_only on
\pset format unaligned

-- states: not reached at all, reached only by a step nobody can take, without an end
SELECT planted('island', $$INSERT INTO gov_cloud.state (policy, procedure, state, title, position) VALUES ('example/1', 'apply', 'island', 'x', 9);
    SELECT step('N1', 'island', 'swim', 'done', '{authority}')$$);
SELECT planted('gate', $$INSERT INTO gov_cloud.state (policy, procedure, state, title, position) VALUES ('example/1', 'apply', 'beyond', 'x', 9);
    SELECT step('N1', 'draft', 'pass', 'beyond', '{}'), step('N2', 'beyond', 'leave', 'done', '{authority}')$$);
SELECT planted('trap', $$INSERT INTO gov_cloud.state (policy, procedure, state, title, position) VALUES ('example/1', 'apply', 'trap', 'x', 9);
    SELECT step('N1', 'draft', 'fall', 'trap', '{authority}')$$);
SELECT planted('end left', $$SELECT step('N1', 'done', 'again', 'draft', '{authority}')$$);
SELECT planted('no opening', $$UPDATE gov_cloud.transition SET from_state = 'requested', to_state = NULL WHERE code = 'EX-Y01'$$);

-- actions nobody may take
SELECT planted('nobody', $$UPDATE gov_cloud.transition SET actors = '{}' WHERE code = 'EX-X03'$$);
SELECT planted('role', $$UPDATE gov_cloud.transition SET actors = '{authority,stranger}' WHERE code = 'EX-X03'$$);
SELECT planted('role nobody can hold', $$INSERT INTO gov_cloud.policy_role (policy, role, party, title, article) VALUES ('example/1', 'ghost', 'P', 'x', 'art. 1')$$);
SELECT planted('applicant decides', $$UPDATE gov_cloud.transition SET actors = '{using_unit}' WHERE code = 'EX-X03'$$);
SELECT planted('applicant decides with others', $$UPDATE gov_cloud.transition SET actors = '{using_unit,authority}', quorum = 'all' WHERE code = 'EX-X03'$$);
SELECT planted('any other may', $$UPDATE gov_cloud.transition SET actors = '{using_unit,authority}' WHERE code = 'EX-X03'$$);
SELECT planted('who opens may be another', $$UPDATE gov_cloud.transition SET actors = '{using_unit}' WHERE code = 'EX-T04'$$);
SELECT planted('automatic, waiting for words', $$SELECT guard('EX-T07', 1, 'opinion_given')$$);
SELECT planted('automatic, nowhere', $$SELECT step('N1', 'draft', 'note', NULL, '{}', '{"automatic": true}')$$);
SELECT planted('overtaken', $$SELECT step('N1', 'signed', 'look', NULL, '{authority}')$$);
SELECT planted('overtaken too', $$SELECT step('EX-T08a', 'signed', 'other', 'withdrawn', '{}', '{"automatic": true}')$$);
SELECT planted('automatic, by somebody', $$UPDATE gov_cloud.transition SET actors = '{authority}', decides = true WHERE code = 'EX-T07'$$);
SELECT planted('all of one', $$UPDATE gov_cloud.transition SET quorum = 'all' WHERE code = 'EX-X03'$$);
SELECT planted('repeated move', $$UPDATE gov_cloud.transition SET repeatable = true WHERE code = 'EX-X03'$$);
SELECT planted('deciding opening', $$UPDATE gov_cloud.transition SET decides = true WHERE code = 'EX-X01'$$);
SELECT planted('opening nowhere', $$UPDATE gov_cloud.transition SET to_state = NULL WHERE code = 'EX-X01'$$);
SELECT planted('by the system alone', $$UPDATE gov_cloud.transition SET actors = '{system}' WHERE code = 'EX-Y01'$$);
SELECT planted('awaits none', $$DELETE FROM gov_cloud.transition_effect WHERE transition = 'EX-Z02'$$);

-- terms: never started, never ended, owed by who cannot end them
SELECT planted('starts on nothing', $$SELECT deadline('N1', '{}', '{EX-T03}')$$);
SELECT planted('ends on nothing', $$SELECT deadline('N1', '{EX-T02}', '{}')$$);
SELECT planted('start not reached', $$SELECT step('N2', 'submitted', 'skip', 'done', '{}'), deadline('N1', '{N2}', '{EX-T03}')$$);
SELECT planted('end not reached', $$SELECT deadline('N1', '{EX-T04}', '{EX-T03}')$$);
SELECT planted('end of the matter', $$SELECT deadline('N1', '{EX-T04}', '{EX-T08}', '{"obligor": "using_unit"}')$$);
SELECT planted('starts at the end', $$SELECT deadline('N1', '{EX-T07}', '{EX-T08}', '{"obligor": "using_unit"}')$$);
SELECT planted('another procedure', $$SELECT deadline('N1', '{EX-X01}', '{EX-X02}')$$);
SELECT planted('another acts', $$SELECT deadline('N1', '{EX-T03}', '{EX-T04}')$$);
SELECT planted('backwards in hours', $$UPDATE gov_cloud.deadline_rule SET term = '3 hours' WHERE code = 'EX-D06'$$);

SELECT planted('guard of a start', $$SELECT deadline('N1', '{EX-T02}', '{EX-T03}', '{"guard": "wishful"}'), deadline('N2', '{EX-T02}', '{EX-T03}', '{"guard": "milestone"}')$$);
SELECT planted('field of a start', $$SELECT deadline('N1', '{EX-T02}', '{EX-T03}', '{"starts_from": "form:HQ-F3:no_such_date"}')$$);
SELECT planted('action of a start', $$SELECT deadline('N1', '{EX-T02}', '{EX-T03}', '{"starts_from": "action:no_such"}')$$);
SELECT planted('circle', $$SELECT step('N1', 'draft', 'on', 'submitted', '{}', '{"automatic": true}'), step('N2', 'submitted', 'back', 'draft', '{}', '{"automatic": true}')$$);

-- names: guards, effects, parameters, codes, rows of the policy
SELECT planted('guard', $$SELECT guard('EX-X02', 1, 'wishful')$$);
SELECT planted('effect', $$SELECT effect('EX-X02', 1, 'magic')$$);
SELECT planted('parameter', $$SELECT guard('EX-X02', 1, 'opinion_given', '{"loud": true}')$$);
SELECT planted('code', $$SELECT guard('EX-X02', 1, 'milestone', '{"transition": "EX-X09"}')$$);
SELECT planted('code of another procedure', $$SELECT guard('EX-X02', 1, 'milestone', '{"transition": "EX-T05"}'), guard('EX-X02', 2, 'term_reached', '{"deadline": "EX-D04"}')$$);
SELECT planted('form', $$SELECT guard('EX-X02', 1, 'form_complete', '{"form": "NO-F1"}'), effect('EX-X02', 1, 'file_form', '{"form": "NO-F2"}')$$);
SELECT planted('knob', $$SELECT guard('EX-X02', 1, 'form_row', '{"form": "HQ-F1", "section": "security", "field": "category_l3", "in": ["x"], "parameter": "no_knob"}')$$);
SELECT planted('role of a document', $$SELECT guard('EX-X02', 1, 'evidence', '{"kind": "x", "by": "stranger"}')$$);
SELECT planted('checklist', $$SELECT guard('EX-X02', 1, 'checklist', '{"checklist": "no_such"}')$$);
SELECT planted('value', $$UPDATE gov_cloud.policy_parameter SET value = 'thirty' WHERE policy = 'example/1' AND name = 'trial_days'$$);

-- articles: unknown, empty
SELECT planted('label', $$UPDATE gov_cloud.transition SET article = 'art. 3; art. 33' WHERE code = 'EX-T04'$$);
SELECT planted('label of a guard', $$UPDATE gov_cloud.transition_guard SET article = 'art. 33' WHERE transition = 'EX-T06' AND position = 1$$);
SELECT planted('empty', $$UPDATE gov_cloud.procedure SET article = ' ; ' WHERE policy = 'example/1' AND code = 'leave'$$);
SELECT planted('empty', $$UPDATE gov_cloud.deadline_rule SET article = '' WHERE policy = 'example/1' AND code = 'EX-D01'$$);

SELECT planted('said to execute', $$INSERT INTO gov_cloud.article (policy, label, summary) VALUES ('example/1', 'art. 7', 'x')$$);
SELECT planted('not said to', $$INSERT INTO gov_cloud.article (policy, label, summary, executes) VALUES ('example/1', 'art. 7', 'x', false)$$);
SELECT planted('a part of it is cited', $$INSERT INTO gov_cloud.article (policy, label, summary) VALUES ('example/1', 'art. 7', 'x'), ('example/1', 'art. 7（一）', 'y');
    UPDATE gov_cloud.transition SET article = 'art. 7（一）' WHERE code = 'EX-T05'$$);
SELECT planted('a longer number is cited', $$INSERT INTO gov_cloud.article (policy, label, summary) VALUES ('example/1', 'art. 7', 'x'), ('example/1', 'art. 70', 'y');
    UPDATE gov_cloud.transition SET article = 'art. 70' WHERE code = 'EX-T05'$$);
SELECT planted('no procedure', $$DELETE FROM gov_cloud.transition_guard WHERE policy = 'example/1'; DELETE FROM gov_cloud.transition_effect WHERE policy = 'example/1';
    DELETE FROM gov_cloud.deadline_rule WHERE policy = 'example/1'; DELETE FROM gov_cloud.transition WHERE policy = 'example/1';
    DELETE FROM gov_cloud.state WHERE policy = 'example/1'; DELETE FROM gov_cloud.procedure WHERE policy = 'example/1'$$);

-- the same said twice
SELECT planted('guard twice', $$SELECT guard('EX-T06', 3, 'milestone', '{"action": "report"}', 'art. 5')$$);
SELECT planted('effect twice', $$SELECT effect('EX-Z02', 2, 'open_child', '{"procedure": "leave"}')$$);
SELECT planted('step twice', $$SELECT step('N1', 'reviewed', 'grant', 'approved', '{government}', '{"title": "批准"}')$$);
SELECT planted('term twice', $$SELECT deadline('N1', '{EX-T02}', '{EX-T03}', '{"title": "审核"}')$$);
