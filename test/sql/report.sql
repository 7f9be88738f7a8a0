-- report: the boards a reporting tool reads, as each party that reads them.
SET client_min_messages = warning;
\pset format unaligned
CALL example('report');
CREATE ROLE regress_report_finance LOGIN IN ROLE gov_cloud_user;
CREATE ROLE regress_report_nobody LOGIN IN ROLE gov_cloud_user;
CREATE ROLE regress_report_stranger LOGIN;
INSERT INTO gov_cloud.organization (id, credit_code, name, kind, jurisdiction)
  VALUES (7, gov_cloud.uscc_complete('11999900000000007'), '示例财政局', 'finance', '999901');
INSERT INTO gov_cloud.person (id, login, name, organization) VALUES (11, 'regress_report_finance', 'finance', 7);
INSERT INTO gov_cloud.role_holding (person, organization, role, jurisdiction) VALUES (11, 7, 'finance', '999901');

-- did(login, moment, statement): its one value, done then by that login
CREATE FUNCTION pg_temp.did(who text, moment text, statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  answer text;
BEGIN
  PERFORM public.example_clock(moment);
  EXECUTE format('SET LOCAL SESSION AUTHORIZATION %I', 'regress_report_' || who);
  EXECUTE statement INTO answer;
  RESET SESSION AUTHORIZATION;
  RETURN answer;
END $$;
CREATE FUNCTION pg_temp.acts(who text, moment text, matter bigint, action text, data text DEFAULT NULL) RETURNS text LANGUAGE sql AS $$
  SELECT pg_temp.did(who, moment, format('SELECT state FROM gov_cloud.act(%s, %L, opinion => ''同意'', data => %L)', matter, action, data))
$$;
-- what the terms look like at a moment, to the unit
CREATE PROCEDURE pg_temp.look(moment text) LANGUAGE sql AS $$ SELECT public.example_clock(moment) $$;
CREATE VIEW pg_temp.terms WITH (security_invoker) AS SELECT "期限", "截止日期", "截止时刻" AS 时刻, "日期效力" AS 效力, "剩余工作日" AS 剩工作日,
    "剩余自然日" AS 剩自然日, "剩余分钟" AS 剩分钟, "逾期工作日" AS 逾工作日, "逾期自然日" AS 逾自然日, "逾期分钟" AS 逾分钟, "状态"
  FROM gov_cloud.v_deadline_board ORDER BY "期限编号";
GRANT SELECT ON pg_temp.terms TO regress_report_unit, regress_report_school;

-- Tuesday 10 February 2026.  The Spring Festival is off from Sunday 15 to Monday 23; Saturday 14 and 28 are worked.
SELECT pg_temp.did('unit', '2026-02-10 09:00', 'SELECT matter FROM gov_cloud.open_matter(''apply'', system => 1)') AS first \gset
SELECT pg_temp.acts('unit', '2026-02-10 23:59:59.7', :first, 'submit', '{"planned_date": "2026-03-10"}');
CALL pg_temp.look('2026-02-12 10:00');
SET SESSION AUTHORIZATION regress_report_unit;
\x on
SELECT * FROM gov_cloud.v_matter_board;
SELECT * FROM gov_cloud.v_deadline_board ORDER BY "期限编号";
\x off
-- the last day, the first day late, eleven days late of which two are worked
RESET SESSION AUTHORIZATION;
CALL pg_temp.look('2026-02-13 23:59:59.9');
SET SESSION AUTHORIZATION regress_report_unit;
SELECT * FROM pg_temp.terms WHERE "期限" = '审核';
RESET SESSION AUTHORIZATION;
CALL pg_temp.look('2026-02-14 00:00');
SET SESSION AUTHORIZATION regress_report_unit;
SELECT * FROM pg_temp.terms WHERE "期限" = '审核';
RESET SESSION AUTHORIZATION;
CALL pg_temp.look('2026-02-24 08:00');
SET SESSION AUTHORIZATION regress_report_unit;
SELECT * FROM pg_temp.terms WHERE "期限" = '审核';
SELECT "当前状态", "最近期限", "截止日期", "剩余工作日", "逾期自然日", "期限状态" FROM gov_cloud.v_matter_board;
-- whatever the session's time zone and date style
BEGIN;
SET LOCAL timezone = 'America/New_York';
SELECT * FROM pg_temp.terms;
SELECT "提出时间", "最近办理时间" FROM gov_cloud.v_matter_board;
SET LOCAL timezone = 'Pacific/Kiritimati';
SELECT * FROM pg_temp.terms;
ROLLBACK;
RESET SESSION AUTHORIZATION;

-- a term without amount; of hours; kept in time and late; not before its day
SELECT pg_temp.acts('authority', '2026-02-24 09:00', :first, 'review');
SELECT pg_temp.acts('government', '2026-02-25 10:00', :first, 'approve');
SELECT pg_temp.acts('unit', '2026-02-26 20:00', :first, 'report');
CALL pg_temp.look('2026-02-26 22:30:30');
SET SESSION AUTHORIZATION regress_report_unit;
SELECT * FROM pg_temp.terms;
RESET SESSION AUTHORIZATION;
CALL pg_temp.look('2026-02-27 00:00:00');
SET SESSION AUTHORIZATION regress_report_unit;
SELECT * FROM pg_temp.terms WHERE "期限" = '回复报告';
RESET SESSION AUTHORIZATION;
CALL pg_temp.look('2026-02-27 00:00:01');
SET SESSION AUTHORIZATION regress_report_unit;
SELECT * FROM pg_temp.terms WHERE "期限" = '回复报告';
RESET SESSION AUTHORIZATION;
SELECT pg_temp.acts('provider', '2026-02-27 01:30:01', :first, 'log');
CALL pg_temp.look('2026-03-10 00:00');
SET SESSION AUTHORIZATION regress_report_unit;
SELECT * FROM pg_temp.terms WHERE "期限" IN ('回复报告', '逐次记录', '不早于计划日期');
RESET SESSION AUTHORIZATION;
-- extended: the new total is the term; suspended: no due, but what was late stays late
SELECT id AS d02 FROM gov_cloud.deadline WHERE rule = 'EX-D02' \gset
SELECT pg_temp.did('sysadmin', '2026-03-02 09:00', $$SELECT gov_cloud.adopt_local_rule('999901', 'example/1', 'suspension_allowed', 'true', '县里规定') IS NOT NULL$$);
SELECT pg_temp.did('authority', '2026-03-10 09:00', format('SELECT due_on FROM gov_cloud.extend_deadline(%s, %L, %L)', :d02, '45 days', '原则上'));
CALL pg_temp.look('2026-03-10 10:00');
SET SESSION AUTHORIZATION regress_report_unit;
SELECT "期限", "时限", "截止日期", "剩余自然日", "状态" FROM gov_cloud.v_deadline_board WHERE "期限" = '签署';
RESET SESSION AUTHORIZATION;
BEGIN;
SELECT pg_temp.did('authority', '2026-03-10 11:00', format('SELECT status FROM gov_cloud.suspend_deadline(%s, %L)', id, '补正材料'))
  FROM gov_cloud.deadline WHERE status = 'open' AND rule IN ('EX-D02', 'EX-D08');
SET LOCAL SESSION AUTHORIZATION regress_report_unit;
SELECT "期限", "时限", "截止日期", "剩余自然日", "逾期自然日", "状态" FROM gov_cloud.v_deadline_board WHERE "期限" IN ('签署', '逐次记录') ORDER BY 1, 3;
SELECT "未结期限数", "最近期限", "截止日期" FROM gov_cloud.v_matter_board;
ROLLBACK;
-- another unit's matter; its certificate falls due beyond the published calendar
SELECT pg_temp.did('school', '2026-07-06 09:00', 'SELECT matter FROM gov_cloud.open_matter(''apply'', system => 4)') AS second \gset
SELECT pg_temp.acts('school', '2026-07-06 09:00', :second, 'submit', '{"planned_date": "2026-07-20"}');
SELECT pg_temp.acts('authority', '2026-07-07 09:00', :second, 'review');
SELECT pg_temp.acts('government', '2026-07-08 10:00', :second, 'approve');
-- and one that is refused
SELECT pg_temp.did('unit', '2026-07-08 11:00', 'SELECT matter FROM gov_cloud.open_matter(''leave'', system => 2)') AS third \gset
SELECT pg_temp.acts('authority', '2026-07-08 12:00', :third, 'refuse');
CALL pg_temp.look('2026-07-09 09:00');
SET SESSION AUTHORIZATION regress_report_school;
SELECT * FROM pg_temp.terms;
RESET SESSION AUTHORIZATION;

-- who sees what: seen(login, view, columns)
CREATE FUNCTION pg_temp.seen(who text, list text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  answer text;
BEGIN
  EXECUTE format('SET LOCAL SESSION AUTHORIZATION %I', 'regress_report_' || who);
  EXECUTE list INTO answer;
  RESET SESSION AUTHORIZATION;
  RETURN coalesce(answer, '-');
EXCEPTION WHEN insufficient_privilege THEN
  RESET SESSION AUTHORIZATION;
  RETURN SQLSTATE;
END $$;
\set readers 'ARRAY[''unit'', ''unit2'', ''school'', ''authority'', ''provider'', ''government'', ''neighbour'', ''finance'', ''secadmin'', ''sysadmin'', ''nobody'', ''stranger'']'
SELECT who,
       pg_temp.seen(who, 'SELECT string_agg("事项编号"::text, '' '' ORDER BY "事项编号") FROM gov_cloud.v_matter_board') AS matters,
       pg_temp.seen(who, 'SELECT string_agg("期限编号"::text, '' '' ORDER BY "期限编号") FROM gov_cloud.v_deadline_board') AS deadlines
  FROM unnest(:readers) who;
-- an OA login that serves many units sees as the one it speaks for, and as nobody before it has said so
SET SESSION AUTHORIZATION regress_report_oa;
SELECT count(*) FROM gov_cloud.v_matter_board;
BEGIN;
SELECT gov_cloud.act_as(1, 'unit');
SELECT "事项编号", "当前状态", "办理情况", "可办理方" FROM gov_cloud.v_matter_board ORDER BY 1;
COMMIT;
RESET SESSION AUTHORIZATION;

-- notices: the unit concerned, the recipient, those who oversee the county; nobody else
INSERT INTO gov_cloud.notice (kind, key, recipient, unit_id, jurisdiction, matter, title, body, article, issued_at) VALUES
  ('test', '1', 1, 1, '999901', :first, '致使用单位', '正文一', 'art. 5', '2026-07-01 10:00:59.6'),
  ('test', '1', 4, 1, '999901', :first, '致云服务商', '正文二', NULL, '2026-07-01 10:01'),
  ('test', '2', 2, 2, '999901', NULL, '致学校', '正文三', NULL, '2026-07-01 10:02');
INSERT INTO gov_cloud.notice_delivery (notice, channel, unit_id, jurisdiction, delivered_at)
  SELECT id, 'inbox', unit_id, jurisdiction, '2026-07-01 10:05' FROM gov_cloud.notice WHERE key = '1';
SELECT pg_temp.did('provider', '2026-07-02 08:00', 'SELECT gov_cloud.acknowledge_notice(id) FROM gov_cloud.v_inbox');
SELECT who, pg_temp.seen(who, 'SELECT string_agg("标题" || ''/'' || "状态", '' '' ORDER BY "通知编号") FROM gov_cloud.v_notice') AS notices,
       pg_temp.seen(who, 'SELECT string_agg(title, '' '' ORDER BY id) FROM gov_cloud.v_inbox') AS inbox
  FROM unnest(:readers) who;
\x on
SELECT * FROM gov_cloud.v_notice ORDER BY "通知编号" LIMIT 2;
\x off

-- statements: two units' resources on one central bill, a late line, an adjustment
INSERT INTO gov_cloud.catalogue_item (jurisdiction, code, family, category_l2, name, components) VALUES
  ('999901', 'vm', 'host', '计算', '弹性云服务器', '{vcpu,memory_gb}'), ('999901', 'ip', 'infrastructure', '网络', '公网地址', '{unit}');
INSERT INTO gov_cloud.resource (id, unit_id, jurisdiction, provider_id, system_id, item, name, provisioned_at, billed) VALUES
  (1, 1, '999901', 4, 1, 'vm', '应用服务器', '2026-01-01', '[2026-01-11,)'),
  (2, 2, '999901', 4, 4, 'ip', '学校地址', '2026-01-01', '[2026-01-30,2026-02-03)');
INSERT INTO gov_cloud.resource_specification (resource, unit_id, jurisdiction, effective_at, valid, vcpu, memory_gb) VALUES
  (1, 1, '999901', '2026-01-01', '[2026-01-01,)', 4, 8), (2, 2, '999901', '2026-01-01', '[2026-01-01,)', 0, 0);
SELECT pg_temp.did('finance', '2026-01-01 10:00', 'SELECT gov_cloud.create_price_list(''999901'', 4, ''2026'', ''2026-01-01'')') AS list \gset
SELECT pg_temp.did('finance', '2026-01-01 10:00', format('SELECT gov_cloud.set_price(%s, %L, %L, %L, %s) > 0', :list, item, component, per, amount))
  FROM (VALUES ('vm', 'vcpu', 'month', 31), ('vm', 'memory_gb', 'day', 0.255), ('ip', 'unit', 'day', 2)) v (item, component, per, amount);
SELECT pg_temp.did('finance', '2026-01-01 10:00', format('SELECT gov_cloud.publish_price_list(%s)', :list));
SELECT pg_temp.did('finance', '2026-02-10 10:00', 'SELECT added FROM gov_cloud.draft_statements(''999901'')');
SELECT pg_temp.did('finance', '2026-02-10 10:00', 'SELECT c.number FROM gov_cloud.statement s, gov_cloud.close_statement(s.id) c WHERE month = ''2026-01-01''');
UPDATE gov_cloud.resource SET billed = '[2026-01-29,2026-02-03)' WHERE id = 2;
SELECT pg_temp.did('finance', '2026-02-10 11:00', 'SELECT added FROM gov_cloud.draft_statements(''999901'')');
SELECT pg_temp.did('finance', '2026-02-10 12:00', 'SELECT gov_cloud.adjust_charge(1, -10.50, ''服务质量扣款'') > 0');
SET SESSION AUTHORIZATION regress_report_finance;
SELECT "结算单号", "结算月份", "结算状态", "付款方", "使用单位", "资源名称", "目录项", "计费项", "起始日期", "截止日期", "天数", "数量", "单价", "计价周期", "月折算天数",
       "金额", "类别", "更正明细", "原因", "结算单合计" FROM gov_cloud.v_statement ORDER BY "明细编号";
SELECT "结算单", "结算单号", "结算月份", "结算状态", "付款方", "付款单位", "地区", "云服务商", "明细数", "合计", "未能计费项", "可结算日期", "结算时间",
       length("摘要") AS 摘要 FROM gov_cloud.v_statement_total ORDER BY "结算单";
SELECT t."结算单", t."合计" = sum(l."金额") AS adds_up, t."明细数" = count(*) AS all_lines
  FROM gov_cloud.v_statement_total t JOIN gov_cloud.v_statement l USING ("结算单") GROUP BY t."结算单", t."合计", t."明细数" ORDER BY 1;
RESET SESSION AUTHORIZATION;
SELECT who,
       pg_temp.seen(who, 'SELECT string_agg(concat_ws(''/'', "明细编号", "结算单号", "结算月份", "结算状态", "付款方", "结算单合计"), '' '' ORDER BY "明细编号") FROM gov_cloud.v_statement') AS lines,
       pg_temp.seen(who, 'SELECT string_agg(concat_ws(''/'', "结算单", "合计"), '' '' ORDER BY "结算单") FROM gov_cloud.v_statement_total') AS totals
  FROM unnest(:readers) who;
-- and what number a line of others is billed under, is nobody's
SET SESSION AUTHORIZATION regress_report_unit;
SELECT c, b.* FROM generate_series(1, 4) c LEFT JOIN LATERAL gov_cloud.billed_under(c) b ON true;
RESET SESSION AUTHORIZATION;

-- Every view with Chinese headings has types that reporting tools can show, a meaning for every column, and both options.
SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod) AS type, col_description(c.oid, a.attnum) IS NOT NULL AS meant, c.reloptions
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
 WHERE c.relnamespace = 'gov_cloud'::regnamespace AND c.relkind = 'v'
   AND EXISTS (SELECT FROM pg_attribute h WHERE h.attrelid = c.oid AND h.attname ~ '[一-龥]')
   AND (format_type(a.atttypid, a.atttypmod) !~ '^(text|character varying\(\d+\)|bigint|numeric\(\d+,\d+\)|date|timestamp\(0\) without time zone)$'
        OR col_description(c.oid, a.attnum) IS NULL OR a.attname !~ '[一-龥]'
        OR NOT c.reloptions @> '{security_invoker=true,security_barrier=true}');
