-- The steps of an office as rows: a paper with submission, 撤回, 退回 to either earlier step, 会签 by weight,
-- decision and 不予批准.  Read it beside the comments of gov_cloud.transition; CALL approval('name') makes it, with
-- the parties of example.sql and a clerk without a role in the authority.

CREATE PROCEDURE public.approval_policy() LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO gov_cloud.policy (code, title) VALUES ('approval/1', '公文办理示例');
  INSERT INTO gov_cloud.article (policy, label, summary) VALUES ('approval/1', 'art. 1', '各方'), ('approval/1', 'art. 2', '办理');
  INSERT INTO gov_cloud.policy_role (policy, role, party, title, article) VALUES
    ('approval/1', 'using_unit', 'AP-P1', '使用单位', 'art. 1'), ('approval/1', 'authority', 'AP-P2', '数管局', 'art. 1'),
    ('approval/1', 'provider', 'AP-P3', '云服务商', 'art. 1'), ('approval/1', 'government', 'AP-P4', '县政府', 'art. 1');
  INSERT INTO gov_cloud.procedure (policy, code, title, subject, rule, article) VALUES
    ('approval/1', 'paper', '请示', 'system', 'AP-T', 'art. 2');
  INSERT INTO gov_cloud.state (policy, procedure, state, title, outcome, position) VALUES
    ('approval/1', 'paper', 'draft', '草稿', NULL, 1), ('approval/1', 'paper', 'submitted', '已提交', NULL, 2),
    ('approval/1', 'paper', 'reviewed', '已审核', NULL, 3), ('approval/1', 'paper', 'approved', '已批准', 'completed', 4),
    ('approval/1', 'paper', 'refused', '不予批准', 'rejected', 5), ('approval/1', 'paper', 'withdrawn', '已撤销', 'withdrawn', 6);
  INSERT INTO gov_cloud.transition (policy, code, rule, procedure, from_state, action, title, to_state, actors, quorum, decides,
      weights, threshold, article) VALUES
    ('approval/1', 'AP-T01', 'AP-T01', 'paper', NULL, 'open', '起草', 'draft', '{using_unit}', 'any', false, NULL, NULL, 'art. 2'),
    ('approval/1', 'AP-T02', 'AP-T02', 'paper', 'draft', 'submit', '提交', 'submitted', '{using_unit}', 'any', false, NULL, NULL, 'art. 2'),
    -- 撤回: the sender takes back what nobody has acted on yet (guard last_actor); the unit gives up: withdraw
    ('approval/1', 'AP-T02b', 'AP-T02', 'paper', 'submitted', 'recall', '撤回', 'draft', '{using_unit}', 'any', false, NULL, NULL, NULL),
    ('approval/1', 'AP-T02w', 'AP-T02', 'paper', 'submitted', 'withdraw', '撤销', 'withdrawn', '{using_unit}', 'any', false, NULL, NULL, NULL),
    -- 会签 by weight: 数管局 alone, or 县政府 with 云服务商
    ('approval/1', 'AP-T03', 'AP-T03', 'paper', 'submitted', 'review', '会签', 'reviewed', '{authority,government,provider}', 'weighted', false,
     '{"authority": 3, "government": 2, "provider": 1}', 3, 'art. 2'),
    -- 退回: to an earlier step, each a row, with the reason as opinion (guard opinion_given); voices begin anew
    ('approval/1', 'AP-T03r', 'AP-T03', 'paper', 'submitted', 'return', '退回', 'draft', '{authority}', 'any', false, NULL, NULL, NULL),
    ('approval/1', 'AP-T04b', 'AP-T04', 'paper', 'reviewed', 'send_back', '退回会签', 'submitted', '{government}', 'any', false, NULL, NULL, NULL),
    ('approval/1', 'AP-T04r', 'AP-T04', 'paper', 'reviewed', 'return', '退回起草', 'draft', '{government}', 'any', false, NULL, NULL, NULL),
    -- decisions wait for opinions that were asked for (加签)
    ('approval/1', 'AP-T04', 'AP-T04', 'paper', 'reviewed', 'approve', '批准', 'approved', '{government}', 'any', true, NULL, NULL, 'art. 2'),
    ('approval/1', 'AP-T04x', 'AP-T04', 'paper', 'reviewed', 'refuse', '不予批准', 'refused', '{government}', 'any', true, NULL, NULL, 'art. 2');
  INSERT INTO gov_cloud.transition_guard (policy, transition, position, guard, parameters) VALUES
    ('approval/1', 'AP-T02b', 1, 'last_actor', '{}'), ('approval/1', 'AP-T03r', 1, 'opinion_given', '{}'),
    ('approval/1', 'AP-T04b', 1, 'opinion_given', '{}'), ('approval/1', 'AP-T04r', 1, 'opinion_given', '{}'),
    ('approval/1', 'AP-T04x', 1, 'opinion_given', '{}');
  INSERT INTO gov_cloud.deadline_rule (policy, code, procedure, title, starts_on, ends_on, cancelled_on, term, kind, obligor, article) VALUES
    ('approval/1', 'AP-D01', 'paper', '会签', '{AP-T02,AP-T04b}', '{AP-T03}', '{AP-T02b,AP-T03r}', '3 workdays', 'latest', 'authority', 'art. 2'),
    ('approval/1', 'AP-D02', 'paper', '批准', '{AP-T03}', '{AP-T04,AP-T04x}', '{AP-T04b,AP-T04r}', '5 workdays', 'latest', 'government', 'art. 2');
END $$;
COMMENT ON PROCEDURE public.approval_policy() IS 'policy approval/1, a draft';

CREATE PROCEDURE public.approval(test text) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM example_clock('2026-01-04 08:00');
  CALL example_parties(test);
  EXECUTE format('CREATE ROLE %I LOGIN IN ROLE gov_cloud_user', 'regress_' || test || '_clerk');
  INSERT INTO gov_cloud.person (id, login, name, organization) VALUES (11, 'regress_' || test || '_clerk', 'clerk', 3);
  CALL approval_policy();
  EXECUTE format('SET SESSION AUTHORIZATION %I', 'regress_' || test || '_secadmin');
  PERFORM gov_cloud.publish_policy('approval/1');
  PERFORM gov_cloud.adopt_policy('999901', 'approval/1', '2020-01-01');
  RESET SESSION AUTHORIZATION;
END $$;
COMMENT ON PROCEDURE public.approval(text) IS 'the parties, a clerk of the authority, and approval/1 published and adopted';
