-- A county, its parties and a synthetic policy example/1, for the tests of the engine.  It is no
-- regulation; each procedure is there to show one thing.  CALL example('workflow') makes it, with login
-- roles regress_workflow_unit and so on.

CREATE FUNCTION public.example_clock(moment text) RETURNS void LANGUAGE sql SECURITY DEFINER
  BEGIN ATOMIC SELECT set_config('gov_cloud.clock', moment, false); END;
COMMENT ON FUNCTION public.example_clock(text) IS 'sets the product''s clock whoever asks';

CREATE PROCEDURE public.example_parties(test text) LANGUAGE plpgsql AS $$
DECLARE
  who record;
BEGIN
  INSERT INTO gov_cloud.jurisdiction (code, name, parent) VALUES
    ('999900', '示例市', NULL), ('999901', '示例县', '999900'), ('999902', '邻县', '999900');
  INSERT INTO gov_cloud.organization (id, credit_code, name, kind, jurisdiction)
  SELECT id, gov_cloud.uscc_complete('1199990' || lpad(id::text, 10, '0')), name, kind, jurisdiction
  FROM (VALUES (1, '示例局', 'unit', '999901'), (2, '示例中学', 'unit', '999901'), (3, '示例数管局', 'authority', '999901'),
               (4, '示例云公司', 'provider', '999901'), (5, '示例县政府', 'government', '999901'),
               (6, '邻县数管局', 'authority', '999902')) v (id, name, kind, jurisdiction);
  -- login, organization, role (none: an administrator), database role
  FOR who IN SELECT * FROM (VALUES
      (1, 'unit', 1, 'using_unit', 'gov_cloud_user'), (2, 'unit2', 1, 'using_unit', 'gov_cloud_user'),
      (3, 'school', 2, 'using_unit', 'gov_cloud_user'), (4, 'authority', 3, 'authority', 'gov_cloud_user'),
      (5, 'authority2', 3, 'authority', 'gov_cloud_user'), (6, 'provider', 4, 'provider', 'gov_cloud_user'),
      (7, 'government', 5, 'government', 'gov_cloud_user'), (8, 'neighbour', 6, 'authority', 'gov_cloud_user'),
      (9, 'secadmin', 3, NULL, 'gov_cloud_secadmin'), (10, 'sysadmin', 3, NULL, 'gov_cloud_sysadmin'))
      v (id, login, organization, role, member) LOOP
    EXECUTE format('CREATE ROLE %I LOGIN IN ROLE %I', 'regress_' || test || '_' || who.login, who.member);
    INSERT INTO gov_cloud.person (id, login, name, organization)
    VALUES (who.id, 'regress_' || test || '_' || who.login, who.login, who.organization);
    INSERT INTO gov_cloud.role_holding (person, organization, role, jurisdiction)
    SELECT who.id, who.organization, who.role, CASE WHEN who.organization = 6 THEN '999902' ELSE '999901' END
    WHERE who.role IS NOT NULL;
  END LOOP;
  -- an OA login that is no person and speaks for the bureau
  EXECUTE format('CREATE ROLE %I LOGIN IN ROLE gov_cloud_user', 'regress_' || test || '_oa');
  INSERT INTO gov_cloud.entitlement (login, organization) VALUES ('regress_' || test || '_oa', 1);
  -- authority2 records what happened earlier
  INSERT INTO gov_cloud.role_holding (person, organization, role, jurisdiction) VALUES (5, 3, 'backdating', '999901');
  INSERT INTO gov_cloud.system (id, unit_id, jurisdiction, provider_id, name, classified, funding, status) VALUES
    (1, 1, '999901', 4, '示例系统', false, 'county', 'registered'),
    (2, 1, '999901', 4, '第二系统', false, 'county', 'in_service'),
    (3, 1, '999901', 4, '第三系统', false, 'county', 'in_service'),
    (4, 2, '999901', 4, '学籍系统', false, 'county', 'in_service');
END $$;

CREATE PROCEDURE public.example_policy() LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO gov_cloud.policy (code, title) VALUES ('example/1', '示例办法');
  INSERT INTO gov_cloud.article (policy, label, summary) VALUES
    ('example/1', 'art. 1', '各方'), ('example/1', 'art. 2', '申请与审核'), ('example/1', 'art. 3', '审批'),
    ('example/1', 'art. 4', '签署'), ('example/1', 'art. 5', '期限'), ('example/1', 'art. 6', '退出');
  INSERT INTO gov_cloud.policy_role (policy, role, party, title, article) VALUES
    ('example/1', 'using_unit', 'EX-P1', '使用单位', 'art. 1'), ('example/1', 'authority', 'EX-P2', '数管局', 'art. 1'),
    ('example/1', 'provider', 'EX-P3', '云服务商', 'art. 1'), ('example/1', 'government', 'EX-P4', '县政府', 'art. 1');
  INSERT INTO gov_cloud.policy_parameter (policy, name, kind, value, note) VALUES
    ('example/1', 'trial_days', 'integer', '30', '试运行天数'), ('example/1', 'threshold', 'numeric', NULL, '文本未定');

  -- apply: review, decision, a quorum, milestones, an automatic end, every kind of term
  INSERT INTO gov_cloud.procedure (policy, code, title, subject, changes_resources, rule, article) VALUES
    ('example/1', 'apply', '申请', 'system', true, 'EX-T', 'art. 2');
  INSERT INTO gov_cloud.state (policy, procedure, state, title, outcome, position) VALUES
    ('example/1', 'apply', 'draft', '草稿', NULL, 1), ('example/1', 'apply', 'submitted', '已提交', NULL, 2),
    ('example/1', 'apply', 'reviewed', '已审核', NULL, 3), ('example/1', 'apply', 'approved', '已批准', NULL, 4),
    ('example/1', 'apply', 'signed', '已签署', NULL, 5), ('example/1', 'apply', 'done', '办结', 'completed', 6),
    ('example/1', 'apply', 'rejected', '不予批准', 'rejected', 7), ('example/1', 'apply', 'withdrawn', '已撤回', 'withdrawn', 8);
  INSERT INTO gov_cloud.transition (policy, code, rule, procedure, from_state, action, title, to_state, actors, quorum,
      automatic, decides, repeatable, article) VALUES
    ('example/1', 'EX-T01', 'EX-T01', 'apply', NULL, 'open', '登记', 'draft', '{using_unit,government}', 'any', false, false, false, 'art. 2'),
    ('example/1', 'EX-T02', 'EX-T02', 'apply', 'draft', 'submit', '提交', 'submitted', '{using_unit}', 'any', false, false, false, 'art. 2'),
    ('example/1', 'EX-T02w', 'EX-T02', 'apply', 'submitted', 'withdraw', '撤回', 'withdrawn', '{using_unit}', 'any', false, false, false, NULL),
    ('example/1', 'EX-T03', 'EX-T03', 'apply', 'submitted', 'review', '审核', 'reviewed', '{authority}', 'any', false, false, false, 'art. 2'),
    ('example/1', 'EX-T03r', 'EX-T03', 'apply', 'submitted', 'return', '退回', 'draft', '{authority}', 'any', false, false, false, NULL),
    ('example/1', 'EX-T04', 'EX-T04', 'apply', 'reviewed', 'approve', '批准', 'approved', '{government}', 'any', false, true, false, 'art. 3'),
    ('example/1', 'EX-T04x', 'EX-T04', 'apply', 'reviewed', 'reject', '不予批准', 'rejected', '{government,authority}', 'any', false, true, false, 'art. 3'),
    ('example/1', 'EX-T05', 'EX-T05', 'apply', 'approved', 'report', '报送报告', NULL, '{using_unit}', 'any', false, false, false, 'art. 4'),
    ('example/1', 'EX-T05l', 'EX-T05', 'apply', 'approved', 'log', '记录', NULL, '{provider}', 'any', false, false, true, 'art. 4'),
    ('example/1', 'EX-T06', 'EX-T06', 'apply', 'approved', 'sign', '三方签署', 'signed', '{using_unit,provider,authority}', 'all', false, false, false, 'art. 4'),
    ('example/1', 'EX-T07', 'EX-T07', 'apply', 'signed', 'finish', '办结', 'done', '{}', 'any', true, false, false, 'art. 4'),
    ('example/1', 'EX-T08', 'EX-T08', 'apply', 'done', 'certify', '备案', NULL, '{using_unit}', 'any', false, false, false, 'art. 5');
  INSERT INTO gov_cloud.transition_guard (policy, transition, position, guard, parameters, soft, rule, article) VALUES
    ('example/1', 'EX-T02', 1, 'data_given', '{"keys": {"planned_date": "date"}}', false, 'EX-G1', 'art. 2'),
    ('example/1', 'EX-T02', 2, 'opinion_given', '{}', false, 'EX-G2', 'art. 3'),
    ('example/1', 'EX-T03', 1, 'opinion_given', '{}', false, 'EX-G3', NULL),
    ('example/1', 'EX-T04x', 1, 'opinion_given', '{}', false, 'EX-G4', NULL),
    ('example/1', 'EX-T04x', 2, 'other_person', '{"transition": "EX-T03"}', false, 'EX-G5', 'art. 3'),
    ('example/1', 'EX-T06', 1, 'milestone', '{"action": "report"}', true, 'EX-G6', 'art. 4'),
    ('example/1', 'EX-T06', 2, 'term_reached', '{"deadline": "EX-D04"}', false, 'EX-G7', 'art. 5');
  INSERT INTO gov_cloud.deadline_rule (policy, code, procedure, title, starts_on, starts_from, ends_on, cancelled_on, term, kind,
      rolls, obligor, soft, survives, article) VALUES
    ('example/1', 'EX-D01', 'apply', '审核', '{EX-T02}', 'event', '{EX-T03}', '{EX-T03r}', '3 workdays', 'latest', true, 'authority', false, false, 'art. 5'),
    ('example/1', 'EX-D02', 'apply', '签署', '{EX-T04}', 'event', '{EX-T06}', '{}', '30 days', 'latest', true, 'using_unit', true, false, 'art. 5'),
    ('example/1', 'EX-D03', 'apply', '备案', '{EX-T04}', 'event', '{EX-T08}', '{}', '6 months', 'latest', true, 'using_unit', false, true, 'art. 5'),
    ('example/1', 'EX-D04', 'apply', '不早于计划日期', '{EX-T02}', 'data:planned_date', '{EX-T06}', '{EX-T03r}', NULL, 'earliest', false, 'provider', false, false, 'art. 5'),
    ('example/1', 'EX-D05', 'apply', '审批', '{EX-T03}', 'event', '{EX-T04,EX-T04x}', '{}', NULL, 'unquantified', true, 'government', false, false, 'art. 5'),
    ('example/1', 'EX-D06', 'apply', '提前三日提交', '{EX-T02}', 'data:planned_date', '{EX-T02}', '{}', '3 days', 'backward', false, 'using_unit', false, false, 'art. 5'),
    ('example/1', 'EX-D07', 'apply', '回复报告', '{EX-T05}', 'event', '{EX-T05l}', '{}', '4 hours', 'latest', true, 'provider', false, false, 'art. 5'),
    ('example/1', 'EX-D08', 'apply', '逐次记录', '{EX-T05,EX-T05l}', 'event', '{EX-T05l}', '{}', '2 workdays', 'latest', true, 'provider', false, false, 'art. 5');

  -- leave: one system leaves; withdraw of a unit opens one for each of its systems and awaits them
  INSERT INTO gov_cloud.procedure (policy, code, title, subject, changes_resources, rule, article) VALUES
    ('example/1', 'leave', '系统退出', 'system', true, 'EX-X', 'art. 6'),
    ('example/1', 'leave_unit', '单位退出', 'unit', false, 'EX-Y', 'art. 6'),
    ('example/1', 'rebuild', '重建', 'system', true, 'EX-Z', 'art. 6');
  INSERT INTO gov_cloud.state (policy, procedure, state, title, outcome, position) VALUES
    ('example/1', 'leave', 'requested', '已申请', NULL, 1), ('example/1', 'leave', 'left', '已退出', 'completed', 2),
    ('example/1', 'leave', 'refused', '未同意', 'rejected', 3),
    ('example/1', 'leave_unit', 'requested', '已申请', NULL, 1), ('example/1', 'leave_unit', 'leaving', '退出中', NULL, 2),
    ('example/1', 'leave_unit', 'left', '已退出', 'completed', 3), ('example/1', 'leave_unit', 'stayed', '部分未退出', 'failed', 4),
    ('example/1', 'rebuild', 'requested', '已申请', NULL, 1), ('example/1', 'rebuild', 'waiting', '等待退出', NULL, 2),
    ('example/1', 'rebuild', 'rebuilt', '已重建', 'completed', 3), ('example/1', 'rebuild', 'given_up', '已放弃', 'failed', 4);
  INSERT INTO gov_cloud.transition (policy, code, rule, procedure, from_state, action, title, to_state, actors, automatic, decides, article) VALUES
    ('example/1', 'EX-X01', 'EX-X01', 'leave', NULL, 'open', '申请退出', 'requested', '{using_unit}', false, false, 'art. 6'),
    ('example/1', 'EX-X02', 'EX-X02', 'leave', 'requested', 'leave', '退出', 'left', '{provider}', false, false, 'art. 6'),
    ('example/1', 'EX-X03', 'EX-X03', 'leave', 'requested', 'refuse', '不同意', 'refused', '{authority}', false, true, 'art. 6'),
    ('example/1', 'EX-Y01', 'EX-Y01', 'leave_unit', NULL, 'open', '申请退出', 'requested', '{using_unit}', false, false, 'art. 6'),
    ('example/1', 'EX-Y02', 'EX-Y02', 'leave_unit', 'requested', 'agree', '同意', 'leaving', '{authority}', false, true, 'art. 6'),
    ('example/1', 'EX-Y03', 'EX-Y03', 'leave_unit', 'leaving', 'finish', '退出完成', 'left', '{}', true, false, 'art. 6'),
    ('example/1', 'EX-Y04', 'EX-Y04', 'leave_unit', 'leaving', 'stop', '部分退出', 'stayed', '{}', true, false, 'art. 6'),
    ('example/1', 'EX-Z01', 'EX-Z01', 'rebuild', NULL, 'open', '申请重建', 'requested', '{using_unit}', false, false, 'art. 6'),
    ('example/1', 'EX-Z02', 'EX-Z02', 'rebuild', 'requested', 'start', '先行退出', 'waiting', '{authority}', false, false, 'art. 6'),
    ('example/1', 'EX-Z03', 'EX-Z03', 'rebuild', 'waiting', 'finish', '重建完成', 'rebuilt', '{}', true, false, 'art. 6'),
    ('example/1', 'EX-Z04', 'EX-Z04', 'rebuild', 'waiting', 'give_up', '放弃重建', 'given_up', '{}', true, false, 'art. 6');
  INSERT INTO gov_cloud.transition_guard (policy, transition, position, guard, parameters) VALUES
    ('example/1', 'EX-Y03', 1, 'child_completed', '{"procedure": "leave"}'),
    ('example/1', 'EX-Y04', 1, 'child_failed', '{"procedure": "leave"}'),
    ('example/1', 'EX-Z03', 1, 'child_completed', '{"procedure": "leave"}'),
    ('example/1', 'EX-Z04', 1, 'child_failed', '{"procedure": "leave"}');
  INSERT INTO gov_cloud.transition_effect (policy, transition, position, effect, parameters) VALUES
    ('example/1', 'EX-Y02', 1, 'open_child', '{"procedure": "leave", "per": "systems"}'),
    ('example/1', 'EX-Z02', 1, 'open_child', '{"procedure": "leave"}');
END $$;

-- parties, policy, published and adopted by the county's administrators
CREATE PROCEDURE public.example(test text) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM example_clock('2026-01-04 08:00');
  CALL example_parties(test);
  CALL example_policy();
  EXECUTE format('SET SESSION AUTHORIZATION %I', 'regress_' || test || '_secadmin');
  PERFORM gov_cloud.publish_policy('example/1');
  PERFORM gov_cloud.adopt_policy('999901', 'example/1', '2020-01-01');
  RESET SESSION AUTHORIZATION;
END $$;

-- the login roles go with the test; they are the cluster's
CREATE PROCEDURE public.example_end(test text) LANGUAGE plpgsql AS $$
DECLARE
  login text;
BEGIN
  FOR login IN SELECT rolname FROM pg_roles WHERE rolname ~ ('^regress_' || test || '_[a-z0-9]+$') LOOP
    EXECUTE format('DROP ROLE %I', login);
  END LOOP;
END $$;
