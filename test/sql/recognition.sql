-- Data centres: bad input, who may, what stays; checklists as rows, their faults and their answers.
SET client_min_messages = warning;
CALL example('recognition');
SELECT example_clock('2026-03-02 09:00');

-- what is no data centre
SET SESSION AUTHORIZATION regress_recognition_unit;
SELECT refusal($$SELECT gov_cloud.register_data_centre(NULL, 'own', 6)$$);
SELECT refusal($$SELECT gov_cloud.register_data_centre('机房', 'rented', 6)$$);
SELECT refusal($$SELECT gov_cloud.register_data_centre('机房', 'own', NULL)$$);
SELECT refusal($$SELECT gov_cloud.register_data_centre('机房', 'own', 6, lease_end => '2027-01-01')$$);
SELECT refusal($$SELECT gov_cloud.register_data_centre('机房', 'leased', 6)$$);
SELECT refusal($$SELECT gov_cloud.register_data_centre('机房', 'own', -1)$$);
SELECT refusal($$SELECT gov_cloud.register_data_centre('机房', 'own', 6, area_m2 => 0)$$);
SELECT refusal($$SELECT gov_cloud.register_data_centre('机房', 'own', 6, area_m2 => 'NaN')$$);
SELECT refusal($$SELECT gov_cloud.register_data_centre('机房', 'own', 6, in_use_since => 'infinity', reason => '补录')$$);
SELECT refusal($$SELECT gov_cloud.register_data_centre('机房', 'leased', 6, lease_end => 'infinity', in_use_since => '2020-01-01')$$);
SELECT refusal($$SELECT gov_cloud.register_data_centre('机房', 'own', 6, class => 'D')$$);
SELECT refusal($$SELECT gov_cloud.register_data_centre('机房', 'own', 6, facts => '[]')$$);
SELECT refusal($$SELECT gov_cloud.register_data_centre('机房', 'own', 6, facts => '{"IPv6": true}')$$);
SELECT refusal($$SELECT gov_cloud.register_data_centre('机房', 'own', 6, facts => '{"ipv6": 1}')$$);
SELECT refusal($$SELECT gov_cloud.register_data_centre('机房', 'leased', 6, in_use_since => '2025-01-01', lease_end => '2024-01-01')$$);
-- the same request is answered once, other content under its id is refused; names are compared as words
SELECT gov_cloud.register_data_centre('中心 机房', 'own', 6, 5, 40.25, 'B', 2, '{"ipv6": true}', request_id => 'r1') AS own \gset
SELECT gov_cloud.register_data_centre('中心 机房', 'own', 6, 5, 40.25, 'B', 2, '{"ipv6": true}', request_id => 'r1') = :own AS the_same;
SELECT refusal($$SELECT gov_cloud.register_data_centre('中心 机房', 'own', 7, request_id => 'r1')$$);
SELECT refusal($$SELECT gov_cloud.register_data_centre('中心机房', 'own', 7)$$);
SELECT gov_cloud.register_data_centre('租用机房', 'leased', 4, landlord => '某公司', lease_end => '2028-02-29') AS leased \gset

-- amended: what is NULL stays, facts are added; by the unit, and by who surveys it
SELECT refusal($$SELECT gov_cloud.amend_data_centre(NULL)$$);
SELECT refusal($$SELECT gov_cloud.amend_data_centre(999, staff => 3)$$);
SELECT gov_cloud.amend_data_centre(:own, existing_racks => 9, facts => '{"around_the_clock": false}');
SELECT existing_racks, usable_racks, area_m2, class, staff, facts, sensitive, status FROM gov_cloud.data_centre WHERE id = :own;
SET SESSION AUTHORIZATION regress_recognition_school;
SELECT count(*) FROM gov_cloud.data_centre;
SELECT refusal(format('SELECT gov_cloud.amend_data_centre(%s, staff => 3)', :own));
SET SESSION AUTHORIZATION regress_recognition_neighbour;
SELECT count(*) FROM gov_cloud.v_data_centre;
SET SESSION AUTHORIZATION regress_recognition_provider;
SELECT refusal($$SELECT gov_cloud.register_data_centre('机房', 'own', 6)$$);
SET SESSION AUTHORIZATION regress_recognition_authority;
SELECT gov_cloud.amend_data_centre(:own, sensitive => true, reason => '勘查');
SELECT "单位", "数据中心", "建设方式", "现有机架数", "状态", "保留至", "租约至", "可安排运维资金", "承载系统数" FROM gov_cloud.v_data_centre ORDER BY 2;
SELECT refusal(format('SELECT gov_cloud.place_system(1, %s)', :own));

-- the register itself refuses, whoever writes
RESET SESSION AUTHORIZATION;
SELECT refusal(format('UPDATE gov_cloud.data_centre SET lease_end = ''2030-02-28'' WHERE id = %s', :leased));
SELECT refusal(format('UPDATE gov_cloud.data_centre SET unit_id = 2 WHERE id = %s', :leased));
SELECT refusal(format('UPDATE gov_cloud.data_centre SET kind = ''own'', lease_end = NULL WHERE id = %s', :leased));
SELECT refusal(format('DELETE FROM gov_cloud.data_centre WHERE id = %s', :leased));

-- systems in it
SET SESSION AUTHORIZATION regress_recognition_unit;
SELECT refusal('SELECT gov_cloud.place_system(999, 1)');
SELECT refusal('SELECT gov_cloud.place_system(1, 999)');
SELECT refusal(format('SELECT gov_cloud.place_system(2, %s)', :own));
SELECT gov_cloud.place_system(1, :own);
RESET SESSION AUTHORIZATION;
SELECT event, object_id::bigint = :own AS its_own, unit_id, jurisdiction, note FROM gov_cloud_data.audit_event WHERE event = 'place_system';
SET SESSION AUTHORIZATION regress_recognition_unit;
SELECT refusal(format('SELECT gov_cloud.place_system(1, %s)', :leased));
SELECT refusal('SELECT gov_cloud.close_hosted_system(1, NULL)');
SELECT refusal('SELECT gov_cloud.close_hosted_system(1, 999)');
SELECT refusal('SELECT gov_cloud.close_hosted_system(2, 1)');
SELECT gov_cloud.attach_document(NULL, 'disposal_record', '处理记录', content => 'eA==', system => 1) AS document \gset
SELECT gov_cloud.close_hosted_system(1, :document, '2026-03-01');
SELECT closed_on FROM gov_cloud.data_centre_system;
SELECT status FROM gov_cloud.system WHERE id = 1;
SELECT refusal(format('SELECT gov_cloud.close_hosted_system(1, %s)', :document));
RESET SESSION AUTHORIZATION;

-- a checklist of a city's own: what could never be asked is found in the draft
SET SESSION AUTHORIZATION regress_recognition_secadmin;
INSERT INTO gov_cloud.policy (code, title) VALUES ('rooms/1', '机房办法');
INSERT INTO gov_cloud.article (policy, label, summary) VALUES ('rooms/1', '一', 'x');
INSERT INTO gov_cloud.policy_role (policy, role, party, title, article) VALUES ('rooms/1', 'using_unit', 'P1', '使用单位', '一'), ('rooms/1', 'authority', 'P2', '数管局', '一');
INSERT INTO gov_cloud.procedure (policy, code, title, subject, rule, article) VALUES ('rooms/1', 'keep', '保留', 'unit', 'R', '一');
INSERT INTO gov_cloud.state (policy, procedure, state, title, outcome, position) VALUES ('rooms/1', 'keep', 'asked', '已申请', NULL, 1), ('rooms/1', 'keep', 'kept', '保留', 'completed', 2),
    ('rooms/1', 'keep', 'let', '放行', 'completed', 3);
INSERT INTO gov_cloud.transition (policy, code, rule, procedure, from_state, action, title, to_state, actors, article) VALUES
    ('rooms/1', 'R1', 'R1', 'keep', NULL, 'open', '申请', 'asked', '{using_unit}', '一'), ('rooms/1', 'R2', 'R2', 'keep', 'asked', 'keep', '保留', 'kept', '{authority}', '一'),
    ('rooms/1', 'R3', 'R3', 'keep', 'asked', 'let', '放行', 'let', '{authority}', '一');
INSERT INTO gov_cloud.criterion (policy, checklist, code, position, rule, title, attribute, test, value, soft, article) VALUES
    ('rooms/1', 'room', 'a', 1, 'R2', '机架', 'usable_racks', 'min', '6', false, '一'), ('rooms/1', 'room', 'b', 2, 'R2', '等级', 'class', 'in', 'A,B', false, '一'),
    ('rooms/1', 'room', 'c', 3, 'R2', 'IPv6', 'facts.ipv6', 'is', 'true', true, '一'), ('rooms/1', 'room', 'd', 4, 'R2', '人员', 'staff', 'max', '9', false, '一'),
    ('rooms/1', 'room', 'e', 5, 'R2', '误', 'colour', 'is', 'red', false, '二'), ('rooms/1', 'room', 'f', 6, 'R2', '误', 'class', 'min', '6', false, '一'),
    ('rooms/1', 'room', 'g', 7, 'R2', '误', 'staff', 'min', 'two', false, '一'), ('rooms/1', 'room', 'h', 8, 'R2', '误', 'facts.IPv6', 'is', 'true', false, '一');
INSERT INTO gov_cloud.transition_guard (policy, transition, position, guard, parameters) VALUES
    ('rooms/1', 'R2', 1, 'data_centre_says', '{"field": "kind"}'), ('rooms/1', 'R2', 2, 'hosted_systems', '{}'),
    ('rooms/1', 'R2', 3, 'hosted_systems', '{"transition": "R1"}'), ('rooms/1', 'R2', 4, 'checklist', '{}'), ('rooms/1', 'R2', 5, 'only_matter', '{"x": 1}'),
    ('rooms/1', 'R2', 6, 'checklist', '{"checklist": "cellar"}');
INSERT INTO gov_cloud.transition_effect (policy, transition, position, effect, parameters) VALUES ('rooms/1', 'R2', 1, 'set_data_centre', '{"status": "lost"}'),
    ('rooms/1', 'R2', 2, 'record_checklist', '{}');
INSERT INTO gov_cloud.policy_catalogue (policy, code, position, family, category_l2, name, article) VALUES ('rooms/1', 'x', 1, 'host', 'x', 'x', '三');
INSERT INTO gov_cloud.deadline_rule (policy, code, procedure, title, starts_on, starts_from, ends_on, kind, obligor, article) VALUES
    ('rooms/1', 'D1', 'keep', '期限', '{R1}', 'about:harvest_end', '{R2}', 'given', 'authority', '一'),
    ('rooms/1', 'D2', 'keep', '租约期内', '{R1}', 'about:lease_end', '{R2}', 'given', 'authority', '一');
SELECT object, fault FROM gov_cloud.validate_policy('rooms/1');
DELETE FROM gov_cloud.criterion WHERE policy = 'rooms/1' AND title = '误';
DELETE FROM gov_cloud.transition_guard WHERE policy = 'rooms/1';
DELETE FROM gov_cloud.transition_effect WHERE policy = 'rooms/1';
DELETE FROM gov_cloud.policy_catalogue WHERE policy = 'rooms/1';
DELETE FROM gov_cloud.deadline_rule WHERE policy = 'rooms/1';
INSERT INTO gov_cloud.transition_guard (policy, transition, position, guard, parameters, soft) VALUES
    ('rooms/1', 'R2', 3, 'only_matter', '{}', false), ('rooms/1', 'R2', 1, 'checklist', '{"checklist": "room"}', false), ('rooms/1', 'R2', 2, 'checklist', '{"checklist": "room", "soft": true}', true);
INSERT INTO gov_cloud.transition_effect (policy, transition, position, effect, parameters) VALUES
    ('rooms/1', 'R3', 1, 'record_checklist', '{"checklist": "room"}'), ('rooms/1', 'R2', 1, 'record_checklist', '{"checklist": "room"}'), ('rooms/1', 'R2', 2, 'set_data_centre', '{"status": "retained"}');
SELECT length(gov_cloud.publish_policy('rooms/1')) AS digest;
SELECT gov_cloud.adopt_policy('999901', 'rooms/1', '2026-01-01') > 0 AS adopted;
SELECT refusal($$INSERT INTO gov_cloud.criterion (policy, checklist, code, position, rule, title, attribute, test, value, article) VALUES ('rooms/1', 'room', 'z', 1, 'R', 'z', 'staff', 'min', '1', '一')$$);
RESET SESSION AUTHORIZATION;

-- held against the register: unknown is not satisfied
SET SESSION AUTHORIZATION regress_recognition_unit;
SELECT code, wanted, found, satisfied, soft FROM gov_cloud.check_criteria(:own, 'room');
SELECT code, found, satisfied FROM gov_cloud.check_criteria(:leased, 'room');
SELECT count(*) FROM gov_cloud.check_criteria(:own, 'no such list');
SELECT refusal($$SELECT * FROM gov_cloud.check_criteria(999, 'room')$$);
SELECT refusal($$SELECT * FROM gov_cloud.open_matter('keep', about_kind => 'data_centre', about_id => 999)$$);
SELECT matter FROM gov_cloud.open_matter('keep', about_kind => 'data_centre', about_id => :own) \gset
SELECT matter AS second FROM gov_cloud.open_matter('keep', about_kind => 'data_centre', about_id => :own) \gset
SELECT matter AS about_nothing FROM gov_cloud.open_matter('keep') \gset
SET SESSION AUTHORIZATION regress_recognition_authority;
-- a matter about no data centre is refused by guards and effects alike
SELECT refusal(format('SELECT state FROM gov_cloud.act(%s, ''keep'')', :about_nothing));
SELECT refusal(format('SELECT state FROM gov_cloud.act(%s, ''let'')', :about_nothing));
SELECT refusal(format('SELECT state FROM gov_cloud.act(%s, ''keep'')', :matter));
SELECT state FROM gov_cloud.act(:second, 'let');
SELECT gov_cloud.amend_data_centre(:own, usable_racks => 6, facts => '{"ipv6": false}');
SELECT refusal(format('SELECT state FROM gov_cloud.act(%s, ''keep'')', :matter));
SELECT state FROM gov_cloud.act(:matter, 'keep', data => '{"override": "逐步改造"}');
SELECT code, title, wanted, found, satisfied, soft FROM gov_cloud.data_centre_check WHERE matter = :matter ORDER BY id;
SELECT refusal('DELETE FROM gov_cloud.data_centre_check');
RESET SESSION AUTHORIZATION;
SELECT status, kept FROM gov_cloud.data_centre WHERE id = :own;
-- each change left its line
SELECT event, count(*) FROM gov_cloud_data.audit_event WHERE object_kind = 'data_centre' OR event = 'close_hosted_system' GROUP BY event ORDER BY event;
