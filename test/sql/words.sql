-- Words that people give have an end and no control characters: opinions, reasons, titles, names.
SET client_min_messages = warning;
CALL approval('words');
SELECT example_clock('2026-03-02 09:00');
SET SESSION AUTHORIZATION regress_words_unit;
-- an opinion may have lines; 10000 characters, however many bytes, are the most
SELECT refusal(format('SELECT * FROM gov_cloud.open_matter(''paper'', 1, opinion => %L)', repeat('意', 10001)));
SELECT refusal($$SELECT * FROM gov_cloud.open_matter('paper', 1, opinion => E'a\u009bb')$$);
SELECT matter FROM gov_cloud.open_matter('paper', 1, opinion => repeat('意', 9996) || E'\r\n\tx');
SELECT length(opinion), octet_length(opinion) FROM gov_cloud.matter_event;
SELECT refusal($$SELECT * FROM gov_cloud.act(1, 'submit', opinion => E'one\ntwo\x07')$$);
SELECT refusal($$SELECT * FROM gov_cloud.act(1, 'submit', opinion => E'\x7f')$$);
SELECT state FROM gov_cloud.act(1, 'submit', opinion => E'第一\n第二 é ꀀ 😀');
-- names and titles are one line
SELECT refusal($$SELECT gov_cloud.register_system(E'名\n称', false, 'county')$$);
SELECT refusal(format('SELECT gov_cloud.register_system(%L, false, ''county'')', repeat('名', 201)));
SELECT gov_cloud.amend_system(1, name => repeat('名', 200)) IS NOT NULL AS amended;
SELECT length(name) FROM gov_cloud.system WHERE id = 1;
SELECT refusal($$SELECT gov_cloud.attach_document(1, 'plan', E'a\tb', content => 'eA==')$$);
SELECT refusal(format('SELECT gov_cloud.attach_document(1, ''plan'', %L, content => ''eA=='')', repeat('题', 301)));
SELECT gov_cloud.attach_document(1, 'plan', repeat('题', 300), content => 'eA==') IS NOT NULL AS attached;
SET SESSION AUTHORIZATION regress_words_secadmin;
SELECT refusal($$SELECT gov_cloud.register_person(E'甲\u0000', 1)$$);
SELECT refusal($$SELECT gov_cloud.register_person(E'甲\x1b]0;x', 1)$$);
SELECT refusal(format('SELECT gov_cloud.register_person(%L, 1)', repeat('甲', 201)));
-- reasons
SET SESSION AUTHORIZATION regress_words_authority;
SELECT refusal(format('SELECT gov_cloud.delegate(11, ''authority'', ''2026-04-01'', %L)', repeat('x', 1001)));
SELECT id AS d01 FROM gov_cloud.deadline WHERE rule = 'AP-D01' \gset
SELECT refusal(format('SELECT * FROM gov_cloud.suspend_deadline(%s, %L)', :d01, repeat('x', 1001)));
SELECT refusal(format('SELECT * FROM gov_cloud.suspend_deadline(%s, E''\x01'')', :d01));

-- who may suspend: the roles that the parameter names, where it names some; else who decides
SET SESSION AUTHORIZATION regress_words_sysadmin;
SELECT gov_cloud.adopt_local_rule('999901', 'approval/1', 'suspension_allowed', 'true', 'x') IS NOT NULL AS adopted;
SET SESSION AUTHORIZATION regress_words_authority;
SELECT refusal(format('SELECT * FROM gov_cloud.suspend_deadline(%s, ''x'')', :d01));
SET SESSION AUTHORIZATION regress_words_sysadmin;
SELECT gov_cloud.adopt_local_rule('999901', 'approval/1', 'suspension_roles', 'authority, provider', 'x') IS NOT NULL AS adopted;
SET SESSION AUTHORIZATION regress_words_government;
SELECT refusal(format('SELECT * FROM gov_cloud.suspend_deadline(%s, ''x'')', :d01));
SET SESSION AUTHORIZATION regress_words_authority;
SELECT status FROM gov_cloud.suspend_deadline(:d01, '专家评审');
SELECT example_clock('2026-03-04 09:00');
SET SESSION AUTHORIZATION regress_words_provider;
SELECT * FROM gov_cloud.resume_deadline(:d01, '评审结束');
-- an extension stays with who decides
SET SESSION AUTHORIZATION regress_words_sysadmin;
SELECT gov_cloud.adopt_local_rule('999901', 'approval/1', 'extension_allowed', 'true', 'x') IS NOT NULL AS adopted;
SET SESSION AUTHORIZATION regress_words_authority;
SELECT refusal(format('SELECT * FROM gov_cloud.extend_deadline(%s, ''9 workdays'', ''x'')', :d01));
RESET SESSION AUTHORIZATION;
SELECT * FROM gov_cloud.check_deadlines();
CALL example_end('words');
