-- Policies as documents: what goes out comes in again, byte for byte; what is wrong with one is told at once.
SET client_min_messages = warning;
CALL example_parties('exchange');
CALL example_policy();
SELECT example_clock('2026-03-02 09:00');
SET SESSION AUTHORIZATION regress_exchange_sysadmin;
SELECT gov_cloud.register_form('Exchange-1', '本市申请表', '附件9', '{"fields": [{"field": "contact", "title": "联系人", "required": true},
    {"field": "kind", "title": "类型", "choices": {"new": "新增", "less": "减少"}, "required": true},
    {"field": "reason", "title": "理由", "required_when": {"field": "kind", "in": ["less"]}},
    {"field": "networks", "title": "网络", "type": "text[]", "choices": ["互联网", "政务外网"], "open_choice": true},
    {"field": "mail", "title": "邮箱", "format": "email"}, {"field": "money", "title": "金额", "type": "numeric", "minimum": 0.5}],
    "sections": [{"section": "hosts", "title": "主机", "holds": "hosts", "required": true, "fields": [
        {"field": "cores", "title": "核数", "type": "integer", "means": "vcpu", "minimum": 1, "totalled": true},
        {"field": "many", "title": "台数", "type": "bigint", "means": "quantity"}]},
      {"section": "notes", "title": "说明", "fields": [{"field": "line", "title": "内容"}]}]}', 'example/1');
SET SESSION AUTHORIZATION regress_exchange_secadmin;

-- the same code again: publish, export, undo; delete the rows, import, publish
SELECT gov_cloud.export_policy('example/1') AS document \gset
BEGIN;
SELECT gov_cloud.publish_policy('example/1') AS digest \gset
SELECT gov_cloud.export_policy('example/1') = :'document' AS published_alike;
ROLLBACK;
BEGIN;
DELETE FROM gov_cloud.transition_guard WHERE policy = 'example/1';
DELETE FROM gov_cloud.transition_effect WHERE policy = 'example/1';
DELETE FROM gov_cloud.deadline_rule WHERE policy = 'example/1';
DELETE FROM gov_cloud.transition WHERE policy = 'example/1';
DELETE FROM gov_cloud.state WHERE policy = 'example/1';
DELETE FROM gov_cloud.procedure WHERE policy = 'example/1';
DELETE FROM gov_cloud.article WHERE policy = 'example/1';
DELETE FROM gov_cloud.policy_role WHERE policy = 'example/1';
DELETE FROM gov_cloud.policy_parameter WHERE policy = 'example/1';
DELETE FROM gov_cloud.policy WHERE code = 'example/1';
SELECT gov_cloud.import_policy(:'document');
SELECT gov_cloud.export_policy('example/1') = :'document' AS same_document, status FROM gov_cloud.policy WHERE code = 'example/1';
SELECT gov_cloud.publish_policy('example/1') = :'digest' AS same_digest;
ROLLBACK;

-- every policy that is there, under another code; however the session writes dates
SET datestyle = 'German'; SET timezone = 'UTC'; SET extra_float_digits = 0;
CREATE FUNCTION pg_temp.comes_back(code text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    before text := gov_cloud.export_policy(code);
    copy text := gov_cloud.import_policy(before, split_part(code, '/', 1) || '/99');
BEGIN
    RETURN jsonb_set(gov_cloud.export_policy(copy)::jsonb, '{policy,code}', to_jsonb(code)) = jsonb_set(before::jsonb, '{forms}', '[]')
        AND NOT EXISTS (SELECT FROM gov_cloud.validate_policy(copy));
END $$;
SELECT bool_and(pg_temp.comes_back(code)) AS all_come_back, count(*) >= 1 AS some FROM gov_cloud.policy WHERE builtin;
SELECT count(*) = 0 AS none_published_or_shipped FROM gov_cloud.policy WHERE code ~ '/99$' AND (builtin OR status <> 'draft' OR digest IS NOT NULL);
RESET datestyle; RESET timezone; RESET extra_float_digits;

-- a form of the policy's own comes with it; where it is there already, it has to be the same
SELECT jsonb_array_length(:'document'::jsonb->'forms') AS forms, :'document'::jsonb #>> '{forms,0,code}' AS code;
SELECT gov_cloud.import_policy(replace(:'document', 'Exchange-1', 'Exchange-2'), 'example/2');
SELECT code, title, policy FROM gov_cloud.form WHERE code ~ '^Exchange' ORDER BY 1;
SELECT form, section, field, title, required, required_when, open_choice, format, minimum, means, totalled, position
FROM gov_cloud.form_field WHERE form = 'Exchange-2' ORDER BY section, position;
SELECT section, field, choice, title, position FROM gov_cloud.form_choice WHERE form = 'Exchange-2' ORDER BY 1, 2, 5;
SELECT replace(replace(gov_cloud.export_policy('example/2'), 'Exchange-2', 'Exchange-1'), '"example/2"', '"example/1"') = :'document' AS same;
SELECT (SELECT array_agg(attname || ' ' || format_type(atttypid, atttypmod) ORDER BY attnum) FROM pg_attribute
        WHERE attrelid = 'gov_cloud_data.form_exchange_2_hosts'::regclass AND attnum > 0) AS columns;
SELECT refusal(format('SELECT gov_cloud.import_policy(%L, %L)', replace(:'document', '"联系人"', '"联络人"'), 'example/3'));

-- bad documents: each fault named, nothing written
CREATE FUNCTION pg_temp.bad(change text[], value text) RETURNS text LANGUAGE sql AS
    $$SELECT refusal(format('SELECT gov_cloud.import_policy(%L, %L)', jsonb_set(gov_cloud.export_policy('example/1')::jsonb, change, value::jsonb), 'bad/1'))$$;
SELECT refusal($$SELECT gov_cloud.import_policy(NULL)$$);
SELECT refusal($$SELECT gov_cloud.import_policy('no json')$$);
SELECT refusal($$SELECT gov_cloud.import_policy('[1, 2]')$$);
SELECT refusal($$SELECT gov_cloud.import_policy('{"policy": {}}')$$);
SELECT refusal($$SELECT gov_cloud.import_policy('{"format": "x", "version": 1, "policy": {}, "rows": {}}')$$);
SELECT refusal($$SELECT gov_cloud.import_policy('{"format": "gov_cloud policy", "version": 2, "policy": {}, "rows": {}}')$$);
SELECT refusal($$SELECT gov_cloud.import_policy('{"format": "gov_cloud policy", "version": 1, "policy": [], "rows": {}}')$$);
SELECT refusal($$SELECT gov_cloud.import_policy('{"format": "gov_cloud policy", "version": 1, "policy": {}, "rows": {}}')$$);
SELECT refusal($$SELECT gov_cloud.import_policy('{"format": "gov_cloud policy", "version": 1, "policy": {"code": "empty/1"}, "rows": {}}')$$);
SELECT refusal($$SELECT gov_cloud.import_policy('{"format": "gov_cloud policy", "version": 1, "policy": {"title": "x", "status": "published", "digest": "x"}, "rows": {}}', 'bad/1')$$);
SELECT refusal($$SELECT gov_cloud.import_policy('{"format": "gov_cloud policy", "version": 1, "policy": {"title": "x"}, "rows": {}}', 'No good')$$);
SELECT refusal(format('SELECT gov_cloud.import_policy(%L)', :'document'));
SELECT pg_temp.bad('{policy,calendar}', '"nowhere"');
SELECT pg_temp.bad('{rows}', '[]');
SELECT pg_temp.bad('{rows,laws}', '[]');
SELECT array_to_string((string_to_array(pg_temp.bad('{rows,state}', 'null'), E'\n'))[1:3], E'\n') AS bad;
SELECT pg_temp.bad('{rows,article,0}', '7');
SELECT pg_temp.bad('{rows,article,0}', '{"label": "art. 1", "summary": "x", "policy": "huoqiu/1", "builtin": true, "colour": "red"}');
SELECT pg_temp.bad('{forms}', '{}');
SELECT pg_temp.bad('{forms}', '[1, {"code": "A"}, {"code": "A-1", "title": "x", "article": "x", "definition": {"fields": []}}, {"code": "a b", "title": "x", "article": "x", "definition": {"fields": [{"field": "a", "title": "b"}]}}]');
-- several at once: a type, a check, a missing column, a foreign key, the same key twice
SELECT pg_temp.bad('{rows}', '{"article": [{"label": "art. 1", "summary": "x"}, {"label": "art. 1", "summary": "y"}, {"summary": "z"}],
    "policy_parameter": [{"name": "days", "kind": "fathoms", "note": "x"}],
    "procedure": [{"code": "a", "title": "A", "subject": "system", "rule": "A", "article": "art. 1", "changes_resources": "perhaps"}],
    "state": [{"state": "s", "procedure": "a", "title": "x", "position": 1}],
    "deadline_rule": [{"code": "D", "procedure": "a", "title": "x", "starts_on": ["A"], "ends_on": ["B"], "term": "3 moons", "kind": "latest", "obligor": "provider", "article": "art. 1"}]}');
SELECT count(*) AS written FROM gov_cloud.policy WHERE code IN ('bad/1', 'empty/1');
-- what a document leaves out takes its default
SELECT gov_cloud.import_policy('{"format": "gov_cloud policy", "version": 1, "policy": {"title": "最简"}, "rows": {
    "article": [{"label": "art. 1", "summary": "x"}], "policy_role": [{"role": "using_unit", "party": "P", "title": "x", "article": "art. 1"}],
    "procedure": [{"code": "a", "title": "A", "subject": "unit", "rule": "A", "article": "art. 1"}],
    "state": [{"state": "s", "procedure": "a", "title": "x", "position": 1, "outcome": "completed"}],
    "transition": [{"code": "T", "rule": "T", "procedure": "a", "action": "open", "title": "x", "to_state": "s", "actors": ["using_unit"]}]}}', 'least/1');
SELECT executes FROM gov_cloud.article WHERE policy = 'least/1';
SELECT quorum, automatic, article FROM gov_cloud.transition WHERE policy = 'least/1';
SELECT length(gov_cloud.publish_policy('least/1')) AS digest;

-- too large is refused before it is read; many faults are counted
SELECT refusal(format('SELECT gov_cloud.import_policy(%L)', repeat(' ', 8 * 1024 * 1024) || '{}'));
SELECT left(refusal(format('SELECT gov_cloud.import_policy(%L)', '{"format": "gov_cloud policy", "version": 1, "policy": {"code": "many/1", "title": "x"}, "rows": {"article": ['
    || (SELECT string_agg('{"label": null}', ',') FROM generate_series(1, 1200)) || ']}}')), 70) AS many;
SELECT left(refusal(format('SELECT gov_cloud.import_policy(%L)', '{"format": ' || repeat('[', 100000))), 33) AS deep;

-- who may
DROP FUNCTION pg_temp.comes_back, pg_temp.bad;
RESET SESSION AUTHORIZATION;
SELECT event, object_id, login, after_digest IS NOT NULL AS after FROM gov_cloud_data.audit_event WHERE event = 'import_policy' AND object_id ~ 'example|least' ORDER BY id;
SET SESSION AUTHORIZATION regress_exchange_sysadmin;
SELECT refusal(format('SELECT gov_cloud.import_policy(%L)', '{}'));
SET SESSION AUTHORIZATION regress_exchange_unit;
SELECT refusal(format('SELECT gov_cloud.import_policy(%L)', '{}'));
SELECT gov_cloud.export_policy('example/1') = :'document' AS read_by_all;
SELECT refusal($$SELECT gov_cloud.export_policy('none/1')$$);
RESET SESSION AUTHORIZATION;
CALL example_end('exchange');
