-- 撤回, 退回, 加签, 抄送, 催办, and what a resubmitted form says that the returned one did not.
SET client_min_messages = warning;
CALL approval('approval');
SELECT example_clock('2026-03-02 09:00');
SET SESSION AUTHORIZATION regress_approval_unit;
SELECT * FROM gov_cloud.open_matter('paper', 1);

-- 撤回: by who sent it, until somebody else acted; by weight: a voice is an act
SELECT state FROM gov_cloud.act(1, 'submit');
SET SESSION AUTHORIZATION regress_approval_unit2;
SELECT refusal($$SELECT * FROM gov_cloud.act(1, 'recall')$$);
SET SESSION AUTHORIZATION regress_approval_unit;
SELECT state FROM gov_cloud.act(1, 'recall');
SELECT state FROM gov_cloud.act(1, 'submit');
SET SESSION AUTHORIZATION regress_approval_provider;
SELECT state FROM gov_cloud.act(1, 'review');
SET SESSION AUTHORIZATION regress_approval_unit;
SELECT refusal($$SELECT * FROM gov_cloud.act(1, 'recall')$$);
-- 退回 with its reason; sent back to an earlier step: the voices and the terms begin anew
SET SESSION AUTHORIZATION regress_approval_government;
SELECT state FROM gov_cloud.act(1, 'review');
SELECT refusal($$SELECT * FROM gov_cloud.act(1, 'send_back')$$);
SELECT refusal($$SELECT * FROM gov_cloud.act(1, 'send_back', opinion => E' \n')$$);
SELECT state FROM gov_cloud.act(1, 'send_back', opinion => '请数管局会签');
SELECT what FROM gov_cloud.explain(1) WHERE section = 'next' AND what ~ '会签';
SELECT rule, status FROM gov_cloud.deadline ORDER BY id;
SET SESSION AUTHORIZATION regress_approval_authority;
SELECT refusal($$SELECT * FROM gov_cloud.act(1, 'return')$$);
SELECT state FROM gov_cloud.act(1, 'review', opinion => '同意');

-- 加签: who may ask, of whom
SELECT refusal($$SELECT gov_cloud.ask_opinion(1, 2, '是否影响学籍系统？')$$);
SET SESSION AUTHORIZATION regress_approval_neighbour;
SELECT refusal($$SELECT gov_cloud.ask_opinion(1, 2, 'x')$$);
SET SESSION AUTHORIZATION regress_approval_government;
SELECT s, refusal('SELECT gov_cloud.ask_opinion(' || s || ')') FROM (VALUES
    ('1, 2, NULL'), ('1, 2, '' '''), ($$1, 2, repeat('问', 10001)$$), ($$1, 2, E'a\x08b'$$), ($$1, 2, E'a\u0085b'$$), ('1, 99, ''x'''), ('1, NULL, ''x'''), ('1, 2, ''x'', 99'),
    ('1, 2, ''x'', 4'), ('99, 2, ''x'''), ('NULL, 2, ''x''')) v (s);
SELECT gov_cloud.ask_opinion(1, 2, '是否影响学籍系统？', request_id => 'q1') AS request;
SELECT gov_cloud.ask_opinion(1, 2, '是否影响学籍系统？', request_id => 'q1') AS request;
SELECT refusal($$SELECT gov_cloud.ask_opinion(1, 2, 'x', request_id => 'q1')$$);
SELECT refusal($$SELECT gov_cloud.ask_opinion(1, 2, '又问')$$);
SELECT gov_cloud.ask_opinion(1, 6, '请邻县提供意见', 8) AS request;
-- nothing is decided meanwhile; what decides nothing goes on
SELECT refusal($$SELECT * FROM gov_cloud.act(1, 'approve')$$);
SELECT refusal($$SELECT * FROM gov_cloud.act(1, 'refuse', opinion => 'x')$$);
-- the school sees the course of the matter now, and no more; it cannot act, nor ask, urge, copy
SET SESSION AUTHORIZATION regress_approval_school;
SELECT id, state FROM gov_cloud.matter;
SELECT count(*) FROM gov_cloud.matter_event;
SELECT rule FROM gov_cloud.deadline ORDER BY id;
SELECT section, what FROM gov_cloud.explain(1) WHERE section IN ('approval', 'next');
SELECT action, mine FROM gov_cloud.next_actions(1) ORDER BY action;
SELECT count(*) FILTER (WHERE id = 1) AS its_system, count(*) FROM gov_cloud.system;
SELECT count(*) FROM gov_cloud.document;
SELECT refusal($$SELECT * FROM gov_cloud.act(1, 'approve')$$);
SELECT refusal($$SELECT gov_cloud.ask_opinion(1, 6, 'x')$$);
SELECT refusal($$SELECT gov_cloud.urge_matter(1)$$);
SELECT refusal($$SELECT gov_cloud.copy_matter(1, 6)$$);
SELECT refusal($$SELECT * FROM gov_cloud.form_diff(1, 'City-2')$$);
SELECT id, organization, person, question, state FROM gov_cloud.v_opinion ORDER BY id;
-- the answer: of the organization, of the person where one was named; once
SELECT refusal($$SELECT gov_cloud.give_opinion(2, 'x')$$);
SELECT refusal($$SELECT gov_cloud.give_opinion(99, 'x')$$);
SELECT refusal($$SELECT gov_cloud.give_opinion(1, NULL)$$);
SELECT gov_cloud.give_opinion(1, '不影响', true, 'g1');
SELECT gov_cloud.give_opinion(1, '不影响', true, 'g1');
SELECT refusal($$SELECT gov_cloud.give_opinion(1, '影响', false)$$);
SET SESSION AUTHORIZATION regress_approval_government;
SELECT refusal($$SELECT * FROM gov_cloud.act(1, 'approve')$$);
-- taken back by the asker's organization, not by the asked one
SET SESSION AUTHORIZATION regress_approval_neighbour;
SELECT refusal($$SELECT gov_cloud.take_back_opinion(2, 'x')$$);
SET SESSION AUTHORIZATION regress_approval_authority;
SELECT refusal($$SELECT gov_cloud.take_back_opinion(2, 'x')$$);
SET SESSION AUTHORIZATION regress_approval_government;
SELECT refusal($$SELECT gov_cloud.take_back_opinion(2, ' ')$$);
SELECT gov_cloud.take_back_opinion(2, '已电话答复');
SELECT refusal($$SELECT gov_cloud.take_back_opinion(2, 'x')$$);
SET SESSION AUTHORIZATION regress_approval_neighbour;
SELECT refusal($$SELECT gov_cloud.give_opinion(2, 'x')$$);
SET SESSION AUTHORIZATION regress_approval_government;
SELECT state FROM gov_cloud.act(1, 'return', opinion => '请补充材料');
-- the applicant's side does not hold up its own matter; a colleague of the asker answers, the asker does not
SET SESSION AUTHORIZATION regress_approval_unit;
SELECT refusal($$SELECT gov_cloud.ask_opinion(1, 2, 'x')$$);
SELECT state FROM gov_cloud.act(1, 'submit');
SET SESSION AUTHORIZATION regress_approval_authority;
SELECT gov_cloud.ask_opinion(1, 3, '请综合科提出意见') AS request;
SELECT refusal($$SELECT gov_cloud.give_opinion(3, 'x')$$);
SELECT state FROM gov_cloud.act(1, 'review', opinion => '同意');

-- 抄送: by a party; the organization is told what it may see
SET SESSION AUTHORIZATION regress_approval_unit;
SELECT refusal($$SELECT gov_cloud.copy_matter(1, 99)$$);
SELECT refusal($$SELECT gov_cloud.copy_matter(1, 6, E'\x1b[2J')$$);
SELECT gov_cloud.copy_matter(1, 6, '供参考');
SELECT gov_cloud.copy_matter(1, 6, '再送');
SET SESSION AUTHORIZATION regress_approval_neighbour;
SELECT id, state FROM gov_cloud.matter;
SELECT matter, organization, note FROM gov_cloud.matter_copy;

-- 催办: whoever may act next and whose answer is awaited; once in the interval, whoever urges
SET SESSION AUTHORIZATION regress_approval_neighbour;
SELECT refusal($$SELECT gov_cloud.urge_matter(1)$$);
SET SESSION AUTHORIZATION regress_approval_unit;
SELECT gov_cloud.urge_matter(1, '请尽快', 'u1') AS told;
SELECT gov_cloud.urge_matter(1, '请尽快', 'u1') AS told;
SELECT refusal($$SELECT gov_cloud.urge_matter(1, '快')$$);
SET SESSION AUTHORIZATION regress_approval_provider;
SELECT refusal($$SELECT gov_cloud.urge_matter(1)$$);
SELECT example_clock('2026-03-03 08:59:59.999999');
SELECT refusal($$SELECT gov_cloud.urge_matter(1)$$);
SELECT example_clock('2026-03-03 09:00');
SELECT gov_cloud.urge_matter(1) AS told;
SET SESSION AUTHORIZATION regress_approval_sysadmin;
SELECT gov_cloud.adopt_local_rule('999901', 'approval/1', 'urge_interval', '2 workdays', 'x') IS NOT NULL AS adopted;
SELECT example_clock('2026-03-05 23:59');
SET SESSION AUTHORIZATION regress_approval_provider;
SELECT refusal($$SELECT gov_cloud.urge_matter(1)$$);
SELECT example_clock('2026-03-06 00:00');
SELECT gov_cloud.urge_matter(1) AS told;
-- answered by a colleague of the asker; then it is decided, and nothing more is asked
SET SESSION AUTHORIZATION regress_approval_clerk;
SELECT gov_cloud.give_opinion(3, '无意见') IS NOT NULL AS given;
SET SESSION AUTHORIZATION regress_approval_government;
SELECT example_clock('2026-03-09 10:00');
SELECT state FROM gov_cloud.act(1, 'approve');
SELECT refusal($$SELECT gov_cloud.ask_opinion(1, 2, 'x')$$);
SELECT refusal($$SELECT gov_cloud.urge_matter(1)$$);
SELECT refusal($$SELECT gov_cloud.copy_matter(1, 2)$$);
SELECT line, at, who, what FROM gov_cloud.explain(1) WHERE section = 'approval';
RESET SESSION AUTHORIZATION;
SELECT kind, key, recipient, title, body FROM gov_cloud.notice ORDER BY id;
SELECT event, person, note FROM gov_cloud_data.audit_event WHERE event IN ('ask_opinion', 'give_opinion', 'take_back_opinion', 'copy_matter', 'urge_matter') ORDER BY id;

-- by delegation: asked for him, and who acts for the applicant holds nothing up
SET SESSION AUTHORIZATION regress_approval_authority;
SELECT gov_cloud.delegate(11, 'authority', '2026-04-01', '出差') IS NOT NULL AS given;
SET SESSION AUTHORIZATION regress_approval_unit;
SELECT matter AS m FROM gov_cloud.open_matter('paper', 1) \gset
SELECT state FROM gov_cloud.act(:m, 'submit');
SET SESSION AUTHORIZATION regress_approval_clerk;
SELECT gov_cloud.ask_opinion(:m, 2, '请提意见') AS request;
SELECT refusal(format('SELECT gov_cloud.ask_opinion(%s, 6, ''x'', on_behalf => ''government'')', :m));
SELECT asked_by, asked_for FROM gov_cloud.opinion_request WHERE matter = :m;
SELECT who FROM gov_cloud.explain(:m) WHERE section = 'approval';
-- nor does he for whom it was asked answer it
SELECT gov_cloud.ask_opinion(:m, 3, '请本单位提意见') AS own \gset
SET SESSION AUTHORIZATION regress_approval_authority;
SELECT refusal(format('SELECT gov_cloud.give_opinion(%s, ''x'')', :own));

-- the diff: of a form of one's own, filed at submission
SET SESSION AUTHORIZATION regress_approval_sysadmin;
SELECT gov_cloud.register_form('City-2', '请示表', '附件', '{"fields": [{"field": "contact", "title": "联系人", "required": true}, {"field": "days", "title": "天数", "type": "integer"},
  {"field": "kinds", "title": "类别", "type": "text[]"}], "sections": [{"section": "hosts", "title": "主机", "fields": [{"field": "name", "title": "名称"}, {"field": "cores", "title": "核数", "type": "integer"}]}]}');
RESET SESSION AUTHORIZATION;
INSERT INTO gov_cloud.policy (code, title) VALUES ('approval/2', '公文办理示例');
INSERT INTO gov_cloud.article SELECT 'approval/2', label, summary FROM gov_cloud.article WHERE policy = 'approval/1';
INSERT INTO gov_cloud.policy_role SELECT 'approval/2', role, party, title, article FROM gov_cloud.policy_role WHERE policy = 'approval/1';
INSERT INTO gov_cloud.procedure (policy, code, title, subject, rule, article) SELECT 'approval/2', code, title, subject, rule, article FROM gov_cloud.procedure WHERE policy = 'approval/1';
INSERT INTO gov_cloud.state SELECT 'approval/2', procedure, state, title, outcome, position FROM gov_cloud.state WHERE policy = 'approval/1';
INSERT INTO gov_cloud.transition (policy, code, rule, procedure, from_state, action, title, to_state, actors, quorum, decides, weights, threshold, article)
SELECT 'approval/2', code, rule, procedure, from_state, action, title, to_state, actors, quorum, decides, weights, threshold, article FROM gov_cloud.transition WHERE policy = 'approval/1';
INSERT INTO gov_cloud.transition_effect (policy, transition, position, effect, parameters) VALUES ('approval/2', 'AP-T02', 1, 'file_form', '{"form": "City-2"}');
SET SESSION AUTHORIZATION regress_approval_secadmin;
SELECT gov_cloud.publish_policy('approval/2') IS NOT NULL AS published;
SELECT gov_cloud.adopt_policy('999901', 'approval/2') IS NOT NULL AS adopted;
SET SESSION AUTHORIZATION regress_approval_unit;
SELECT matter AS f FROM gov_cloud.open_matter('paper', 2) \gset
SELECT * FROM gov_cloud.form_diff(:f, 'City-2');
SELECT gov_cloud.fill_form(:f, 'City-2', '{"contact": "甲", "days": 3, "kinds": ["a", "b"], "hosts": [{"name": "h1", "cores": 2}, {"name": "h2", "cores": 4}]}') IS NOT NULL AS filled;
SELECT state FROM gov_cloud.act(:f, 'submit');
-- filed as it stands: nothing differs
SELECT * FROM gov_cloud.form_diff(:f, 'City-2');
SET SESSION AUTHORIZATION regress_approval_authority;
SELECT state FROM gov_cloud.act(:f, 'return', opinion => '核数不符');
SET SESSION AUTHORIZATION regress_approval_unit;
SELECT gov_cloud.fill_form(:f, 'City-2', '{"contact": "乙", "days": null, "kinds": ["a"], "hosts": [{"name": "h1", "cores": 8}]}') IS NOT NULL AS filled;
SELECT * FROM gov_cloud.form_diff(:f, 'City-2');
SELECT state FROM gov_cloud.act(:f, 'submit');
-- resubmitted: still against the one that was returned, which is the last that says something else
SET SESSION AUTHORIZATION regress_approval_authority;
SELECT * FROM gov_cloud.form_diff(:f, 'City-2');
SELECT count(*) FROM gov_cloud.form_diff(:f, 'City-2', 2);
SELECT refusal(format('SELECT * FROM gov_cloud.form_diff(%s, ''City-2'', 9)', :f));
SELECT refusal(format('SELECT * FROM gov_cloud.form_diff(%s, ''none'')', :f));
SELECT refusal($$SELECT * FROM gov_cloud.form_diff(99, 'City-2')$$);
RESET SESSION AUTHORIZATION;
CALL example_end('approval');
