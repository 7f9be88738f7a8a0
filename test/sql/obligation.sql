-- Duties that recur or stand: as rows, opened once a period, delivered, amended, told, counted.
\set t obligation
\i test/cloud.sql
INSERT INTO gov_cloud.policy_parameter (policy, name, kind, choices, value, note) VALUES
    ('probe/1', 'inspection_cadence', 'text', '{month,quarter,half_year,year}', NULL, '定期'),
    ('probe/1', 'any_word', 'text', NULL, NULL, 'no choices');
-- what a policy may not say
INSERT INTO gov_cloud.obligation_rule (policy, code, rule, title, kind, obligor, recipients, cadence, parameter, per, documents, needs, fulfilled_by, article) VALUES
    ('probe/1', 'X01', 'X', 'x', 'recurring', 'finance', '{authority,nobody}', 'month', NULL, 'jurisdiction', '{}', '{}', NULL, '9'),
    ('probe/1', 'X02', 'X', 'x', 'recurring', 'provider', '{}', NULL, NULL, 'jurisdiction', '{}', '{}', NULL, '1'),
    ('probe/1', 'X03', 'X', 'x', 'recurring', 'provider', '{}', 'month', 'inspection_cadence', 'jurisdiction', '{}', '{}', NULL, '1'),
    ('probe/1', 'X04', 'X', 'x', 'recurring', 'provider', '{}', NULL, 'no_such', 'jurisdiction', '{}', '{}', NULL, '1'),
    ('probe/1', 'X05', 'X', 'x', 'recurring', 'provider', '{}', NULL, 'any_word', 'jurisdiction', '{}', '{}', NULL, '1'),
    ('probe/1', 'X06', 'X', 'x', 'standing', 'provider', '{}', 'month', NULL, 'jurisdiction', '{}', '{}', NULL, '1'),
    ('probe/1', 'X07', 'X', 'x', 'recurring', 'provider', '{}', 'month', NULL, 'jurisdiction', '{Not a kind,""}', '{}', NULL, '1'),
    ('probe/1', 'X08', 'X', 'x', 'recurring', 'provider', '{}', 'month', NULL, 'jurisdiction', '{}', '{X99,X10}', NULL, '1'),
    ('probe/1', 'X09', 'X', 'x', 'recurring', 'provider', '{}', 'month', NULL, 'jurisdiction', '{}', '{X09}', NULL, '1'),
    ('probe/1', 'X10', 'X', 'x', 'recurring', 'provider', '{}', 'quarter', NULL, 'jurisdiction', '{}', '{X11}', NULL, '1'),
    ('probe/1', 'X11', 'X', 'x', 'recurring', 'provider', '{}', 'quarter', NULL, 'jurisdiction', '{}', '{X10}', NULL, '1'),
    ('probe/1', 'X12', 'X', 'x', 'recurring', 'using_unit', '{}', 'day', NULL, 'unit', '{}', '{}', 'backup_full', '1'),
    ('probe/1', 'X13', 'X', 'x', 'recurring', 'using_unit', '{}', 'day', NULL, 'system', '{}', '{}', 'good_will', '1');
SELECT object, fault FROM gov_cloud.validate_policy('probe/1') ORDER BY object COLLATE "C", fault COLLATE "C";
SELECT refusal($$INSERT INTO gov_cloud.obligation_rule (policy, code, rule, title, kind, obligor, cadence, article) VALUES ('probe/1', 'X', 'X', 'x', 'recurring', 'provider', 'week', '1')$$);
DELETE FROM gov_cloud.obligation_rule WHERE policy = 'probe/1';
INSERT INTO gov_cloud.obligation_rule (policy, code, rule, title, kind, obligor, recipients, cadence, parameter, per, documents, needs, article) VALUES
    ('probe/1', 'O1', 'T-O1', '资源利用月报', 'recurring', 'provider', '{using_unit,authority}', 'month', NULL, 'jurisdiction', '{usage_table,maintenance_report}', '{}', '1'),
    ('probe/1', 'O2', 'T-O2', '运行月报', 'recurring', 'authority', '{provider,authority}', 'month', NULL, 'jurisdiction', '{}', '{O1}', '1'),
    ('probe/1', 'O3', 'T-O3', '年度上云计划', 'recurring', 'using_unit', '{authority}', 'year', NULL, 'unit', '{}', '{}', '1'),
    ('probe/1', 'O4', 'T-O4', '季度考核', 'recurring', 'authority', '{provider}', 'quarter', NULL, 'provider', '{}', '{}', '1'),
    ('probe/1', 'O5', 'T-O5', '安全检查', 'recurring', 'authority', '{using_unit}', NULL, 'inspection_cadence', 'unit', '{}', '{}', '1'),
    ('probe/1', 'O6', 'T-O6', '7×24小时服务', 'standing', 'provider', '{authority}', NULL, NULL, 'jurisdiction', '{}', '{}', '1'),
    ('probe/1', 'O7', 'T-O7', '系统日检', 'recurring', 'provider', '{using_unit}', 'day', NULL, 'system', '{}', '{}', '1');
\i test/adopt.sql
UPDATE gov_cloud.system SET status = 'in_service', in_service = '[2026-03-03,)' WHERE id = 1;
-- an office system that speaks for the school; who may record the past
CREATE ROLE regress_obligation_oa LOGIN IN ROLE gov_cloud_user;
INSERT INTO gov_cloud.entitlement (login, organization) VALUES ('regress_obligation_oa', 2);
INSERT INTO gov_cloud.role_holding (person, organization, role, jurisdiction) VALUES (4, 4, 'backdating', '341522');
CREATE FUNCTION public.opens(at text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE said text;
BEGIN
    PERFORM set_config('gov_cloud.clock', at, false);
    SET SESSION AUTHORIZATION regress_obligation_sysadmin;
    said := gov_cloud.run_task('open_obligations');
    RESET SESSION AUTHORIZATION;
    RETURN said;
END $$;

-- adopted on Monday 2 March: the month in which it begins is owed, from that day; once
SELECT public.opens('2026-03-02 09:00');
SELECT public.opens('2026-03-02 23:59');
SELECT code, obligor, system_id, subject, unit_id, provider_id, cadence, period, due_at FROM gov_cloud.obligation ORDER BY code, subject;
SET SESSION AUTHORIZATION :authority;
SELECT code, title, obligor_name, subject_name, period_from, due_on, state FROM gov_cloud.v_obligation ORDER BY code, subject;
RESET SESSION AUTHORIZATION;
-- a day more: the system is in service, its day is owed
SELECT public.opens('2026-03-03 00:00');
SELECT code, system_id, unit_id, obligor, period FROM gov_cloud.obligation WHERE code = 'O7';

-- delivery: by the obligor, with the documents, once, in time before midnight
SELECT id AS o1 FROM gov_cloud.obligation WHERE code = 'O1' \gset
SELECT id AS o2 FROM gov_cloud.obligation WHERE code = 'O2' \gset
SELECT id AS o6 FROM gov_cloud.obligation WHERE code = 'O6' \gset
SELECT id AS plan FROM gov_cloud.obligation WHERE code = 'O3' AND subject = 2 \gset
SET SESSION AUTHORIZATION :unit;
SELECT refusal(format('SELECT gov_cloud.deliver_obligation(%s)', :o1));
SET SESSION AUTHORIZATION :authority;
SELECT refusal(format('SELECT gov_cloud.deliver_obligation(%s)', :o1));
SELECT refusal(format('SELECT gov_cloud.deliver_obligation(%s)', :o2));
SELECT refusal('SELECT gov_cloud.deliver_obligation(NULL)');
SET SESSION AUTHORIZATION :provider;
SELECT refusal(format('SELECT gov_cloud.deliver_obligation(%s)', :o1));
SELECT gov_cloud.attach_document(NULL, 'usage_table', '资源利用情况表', content => 'YWJj', about_kind => 'obligation', about_id => :o1) AS d1 \gset
SELECT refusal(format('SELECT gov_cloud.deliver_obligation(%s)', :o1));
SELECT gov_cloud.attach_document(NULL, 'maintenance_report', '运维报告', content => 'YWJj', about_kind => 'obligation', about_id => :o1) AS d2 \gset
SELECT refusal(format($$SELECT gov_cloud.attach_document(NULL, 'x', 'x', content => 'YWJj', about_kind => 'obligation', about_id => 999)$$));
SELECT refusal(format($$SELECT gov_cloud.attach_document(NULL, 'x', 'x', content => 'YWJj', about_kind => 'rumour', about_id => 1)$$));
SELECT refusal(format($$SELECT gov_cloud.attach_document(NULL, 'x', 'x', content => 'YWJj', system => 1, about_kind => 'obligation', about_id => %s)$$, :o1));
SELECT refusal(format($$SELECT gov_cloud.deliver_obligation(%s, occurred_at => '2026-03-04 00:00')$$, :o1));
SELECT refusal(format($$SELECT gov_cloud.deliver_obligation(%s, occurred_at => '2026-03-01 23:59')$$, :o1));
SELECT refusal(format($$SELECT gov_cloud.amend_delivery(%s, 'x')$$, :o1));
SELECT refusal(format($$SELECT gov_cloud.attest_obligation(%s, 'x')$$, :o1));
SELECT in_time FROM gov_cloud.deliver_obligation(:o1, '三月', request_id => 'r1');
SELECT in_time FROM gov_cloud.deliver_obligation(:o1, '三月', request_id => 'r1');
SELECT refusal(format($$SELECT gov_cloud.deliver_obligation(%s, '四月', request_id => 'r1')$$, :o1));
SELECT refusal(format($$SELECT gov_cloud.deliver_obligation(%s)$$, :o1));
SELECT seq, kind, occurred_at, person, organization, statement, documents = ARRAY[:d1, :d2]::bigint[] AS documents FROM gov_cloud.obligation_delivery;
-- who is owed it is told, reads it with its documents, and says so; the school has no system with the provider
SET SESSION AUTHORIZATION :unit;
SELECT title, body FROM gov_cloud.v_inbox ORDER BY id;
SELECT gov_cloud.acknowledge_notice(min(id)) FROM gov_cloud.v_inbox WHERE kind = 'obligation_delivered';
SELECT code, state FROM gov_cloud.v_obligation WHERE code IN ('O1', 'O2');
SELECT kind, title FROM gov_cloud.document WHERE about_id = :o1 ORDER BY id;
SET SESSION AUTHORIZATION :provider;
SELECT n.recipient, r.acknowledged_at IS NOT NULL AS acknowledged FROM gov_cloud.notice n LEFT JOIN gov_cloud.notice_receipt r ON r.notice = n.id
WHERE n.about_id = :o1 AND n.about_kind = 'obligation' ORDER BY 1;
SET SESSION AUTHORIZATION :school;
SELECT count(*) FROM gov_cloud.v_inbox;
SELECT code, state FROM gov_cloud.v_obligation ORDER BY 1;
SELECT count(*) FROM gov_cloud.document;
SET SESSION AUTHORIZATION :elsewhere;
SELECT count(*) FROM gov_cloud.obligation;
SELECT refusal(format('SELECT gov_cloud.deliver_obligation(%s)', :o2));
SELECT count(*) FROM gov_cloud.v_obligation;
SET SESSION AUTHORIZATION regress_obligation_oa;
SELECT refusal(format($$SELECT gov_cloud.deliver_obligation(%s, acting_for => 'bureau', person => 'a')$$, :plan));
SELECT in_time FROM gov_cloud.deliver_obligation(:plan, '年度计划', acting_for => 'school', person => 'b');
RESET SESSION AUTHORIZATION;
SELECT o.code, o.subject, d.person, d.organization FROM gov_cloud.obligation_delivery d JOIN gov_cloud.obligation o ON o.id = d.obligation WHERE o.code = 'O3';
-- what comes first has come; a step back takes it away again
SET SESSION AUTHORIZATION :provider;
SELECT refusal(format($$SELECT gov_cloud.withdraw_delivery(%s, ' ')$$, :o1));
SELECT in_time FROM gov_cloud.withdraw_delivery(:o1, '数据有误');
SELECT refusal(format($$SELECT gov_cloud.withdraw_delivery(%s, '再撤')$$, :o1));
SET SESSION AUTHORIZATION :authority;
SELECT refusal(format('SELECT gov_cloud.deliver_obligation(%s)', :o2));
SET SESSION AUTHORIZATION :provider;
SELECT in_time FROM gov_cloud.deliver_obligation(:o1);
SET SESSION AUTHORIZATION :authority;
SELECT in_time FROM gov_cloud.deliver_obligation(:o2, '三月运行月报');
SELECT recipient FROM gov_cloud.notice WHERE about_kind = 'obligation' AND about_id = :o2;
-- a standing duty: attested, as often as there is something to say
SET SESSION AUTHORIZATION :provider;
SELECT refusal(format('SELECT gov_cloud.deliver_obligation(%s)', :o6));
SELECT refusal(format('SELECT gov_cloud.attest_obligation(%s, NULL)', :o6));
SELECT in_time FROM gov_cloud.attest_obligation(:o6, '热线 7×24 值守');
SELECT in_time FROM gov_cloud.attest_obligation(:o6, '增加夜间值班');
SELECT state, statement FROM gov_cloud.v_obligation WHERE code = 'O6';
RESET SESSION AUTHORIZATION;

-- amended in April, what came in time stays so; the day nobody delivered is told of once, to obligor and unit
SELECT public.opens('2026-03-04 00:00');
SELECT public.opens('2026-03-04 00:10');
SELECT kind, recipient, title, body, article FROM gov_cloud.notice WHERE kind = 'obligation_overdue' ORDER BY recipient;
SET gov_cloud.clock = '2026-04-02 10:00';
SET SESSION AUTHORIZATION :provider;
SELECT in_time FROM gov_cloud.amend_delivery(:o1, '补充一台');
-- after the fact, by who may: in time by the day it happened, late by the day it did not
SELECT id AS day3 FROM gov_cloud.obligation WHERE code = 'O7' AND period = '[2026-03-03,2026-03-04)' \gset
SELECT in_time FROM gov_cloud.deliver_obligation(:day3, occurred_at => '2026-03-03 23:59:59');
SELECT id AS day4 FROM gov_cloud.obligation WHERE code = 'O7' AND period = '[2026-03-04,2026-03-05)' \gset
SELECT in_time FROM gov_cloud.deliver_obligation(:day4, occurred_at => '2026-03-05 00:00');
SET SESSION AUTHORIZATION :authority;
SELECT obligation = :day4 AS day4, state, delivered_at FROM gov_cloud.v_obligation WHERE obligation IN (:day3, :day4) ORDER BY obligation;
RESET SESSION AUTHORIZATION;

-- the text gives no cadence: shown so, owed by nobody, until the county says how often; then from that day on
SET SESSION AUTHORIZATION :authority;
SELECT code, obligor, due_on, state FROM gov_cloud.v_obligation WHERE code = 'O5';
SET SESSION AUTHORIZATION :sysadmin;
SELECT refusal($$SELECT gov_cloud.adopt_local_rule('341522', 'probe/1', 'inspection_cadence', 'week', 'x')$$);
SELECT gov_cloud.adopt_local_rule('341522', 'probe/1', 'inspection_cadence', 'quarter', '县里规定', '2026-04-10') > 0 AS adopted;
RESET SESSION AUTHORIZATION;

-- the worker was away from 4 March to 15 June: every period of those months is there, each once
SELECT public.opens('2026-06-15 08:00');
SELECT public.opens('2026-06-15 08:10');
SELECT code, count(*), count(DISTINCT period) AS periods, min(lower(period)), max(upper(period)) FROM gov_cloud.obligation GROUP BY code ORDER BY code;
SELECT subject, period, due_at FROM gov_cloud.obligation WHERE code = 'O5' ORDER BY 1, 2;
SELECT about_id, count(*) FROM gov_cloud.notice WHERE kind = 'obligation_overdue' GROUP BY about_id HAVING count(*) <> 2;
SET SESSION AUTHORIZATION :authority;
SELECT code, period_from, due_on, state FROM gov_cloud.v_obligation WHERE code IN ('O1', 'O2', 'O4', 'O5') ORDER BY code, period_from, subject;
-- how each keeps what recurs; June is not over and does not count
SELECT obligor_name, met, late, missing, open, on_time_ratio FROM gov_cloud.v_obligation_statistics ORDER BY obligor;
SELECT "责任单位", "按期报送", "逾期报送", "逾期未报", "未到期", "按期率" FROM gov_cloud.v_duty_statistics ORDER BY "责任单位";
SELECT "义务", "类别", "周期", "责任方", "责任单位", "信息系统", "对象单位", "周期起始", "截止日期", "报送时间", "状态" FROM gov_cloud.v_duty_board
WHERE "周期起始" >= '2026-05-01' AND "规则编号" <> 'T-O7' OR "义务编号" = :day4 OR "类别" = '常设' ORDER BY "义务编号";
RESET SESSION AUTHORIZATION;

-- another cadence goes on where the last period ended; none stops it
SET SESSION AUTHORIZATION :sysadmin;
SELECT gov_cloud.adopt_local_rule('341522', 'probe/1', 'inspection_cadence', 'month', '加密', '2026-06-20') > 0 AS adopted;
SELECT gov_cloud.adopt_local_rule('341522', 'probe/1', 'inspection_cadence', NULL, '停止', '2026-08-20') IS NULL AS ended;
RESET SESSION AUTHORIZATION;
SELECT public.opens('2026-10-02 08:00');
SELECT cadence, period FROM gov_cloud.obligation WHERE code = 'O5' AND subject = 2 ORDER BY period;
SET SESSION AUTHORIZATION :authority;
SELECT state FROM gov_cloud.v_obligation WHERE code = 'O5' AND obligation IS NULL;
SELECT "义务", "条款", "责任方", "周期", "截止日期", "状态" FROM gov_cloud.v_duty_board WHERE "义务编号" IS NULL;
RESET SESSION AUTHORIZATION;

-- who takes up the role in the middle of a period owes it; who has left owes no more
INSERT INTO gov_cloud.role_holding (person, organization, role, jurisdiction, valid) VALUES (5, 5, 'provider', '341522', '[2026-10-10,2026-11-02)');
SELECT public.opens('2026-10-12 08:00');
SELECT public.opens('2027-01-01 00:00');
SELECT code, period FROM gov_cloud.obligation WHERE obligor = 5 OR subject = 5 ORDER BY code, period;

-- another version takes over in the middle of January: the month that runs stays owed under the old one
INSERT INTO gov_cloud.policy (code, title) VALUES ('probe/2', 'probe 2');
INSERT INTO gov_cloud.article SELECT 'probe/2', label, summary, executes, false FROM gov_cloud.article WHERE policy = 'probe/1';
INSERT INTO gov_cloud.policy_role SELECT 'probe/2', role, party, title, article, false FROM gov_cloud.policy_role WHERE policy = 'probe/1';
INSERT INTO gov_cloud.procedure SELECT 'probe/2', code, title, subject, changes_resources, rule, article, false FROM gov_cloud.procedure WHERE policy = 'probe/1';
INSERT INTO gov_cloud.state SELECT 'probe/2', procedure, state, title, outcome, position, false FROM gov_cloud.state WHERE policy = 'probe/1';
INSERT INTO gov_cloud.transition (policy, code, rule, procedure, from_state, action, title, to_state, actors, article)
    SELECT 'probe/2', code, rule, procedure, from_state, action, title, to_state, actors, article FROM gov_cloud.transition WHERE policy = 'probe/1' AND code IN ('T-open', 'T-close');
INSERT INTO gov_cloud.obligation_rule (policy, code, rule, title, kind, obligor, cadence, article) VALUES
    ('probe/2', 'O1', 'T-O1', '资源利用月报', 'recurring', 'provider', 'month', '1');
SET SESSION AUTHORIZATION :secadmin;
SELECT gov_cloud.publish_policy('probe/2') \gset
SELECT gov_cloud.adopt_policy('341522', 'probe/2', '2027-01-15') > 0 AS adopted;
RESET SESSION AUTHORIZATION;
SELECT public.opens('2027-02-01 00:00');
SELECT policy, period FROM gov_cloud.obligation WHERE code = 'O1' AND lower(period) >= '2026-12-01' ORDER BY period;
SET SESSION AUTHORIZATION :authority;
SELECT policy, code FROM gov_cloud.obligations_in_force();
RESET SESSION AUTHORIZATION;

-- a county below a city without a policy of its own owes what the city's asks
INSERT INTO gov_cloud.jurisdiction (code, name, parent) VALUES ('341524', 'below', '341523');
INSERT INTO gov_cloud.role_holding (person, organization, role, jurisdiction) VALUES (4, 4, 'provider', '341524');
SET SESSION AUTHORIZATION :secadmin;
SELECT gov_cloud.adopt_policy('341523', 'probe/2', '2027-02-03') > 0 AS adopted;
RESET SESSION AUTHORIZATION;
SELECT public.opens('2027-02-03 00:00');
SELECT jurisdiction, policy, code, obligor, period FROM gov_cloud.obligation WHERE jurisdiction <> '341522' ORDER BY 1, 3, 4;

-- a county that comes with years behind it keeps here what is owed from a day of its own
INSERT INTO gov_cloud.jurisdiction (code, name) VALUES ('341526', 'latecomer');
INSERT INTO gov_cloud.role_holding (person, organization, role, jurisdiction) VALUES (4, 4, 'provider', '341526');
SET SESSION AUTHORIZATION :secadmin;
SELECT gov_cloud.adopt_policy('341526', 'probe/2', '2024-01-01') > 0 AS adopted;
SET SESSION AUTHORIZATION :sysadmin;
SELECT refusal($$SELECT gov_cloud.adopt_local_rule('341526', 'probe/2', 'obligations_from', 'lately', 'x')$$);
SELECT gov_cloud.adopt_local_rule('341526', 'probe/2', 'obligations_from', '2026-12-10', '此前为纸质报送') > 0 AS adopted;
RESET SESSION AUTHORIZATION;
SELECT public.opens('2027-02-04 00:00');
SELECT code, period FROM gov_cloud.obligation WHERE jurisdiction = '341526' ORDER BY period;

-- who wants to be reminded is, once, of periods longer than that; not of what is delivered, nor of what is past
SET SESSION AUTHORIZATION :sysadmin;
SELECT refusal($$SELECT gov_cloud.adopt_local_rule('341522', 'probe/2', 'obligation_reminder_days', '-3', 'x')$$);
SELECT gov_cloud.adopt_local_rule('341522', 'probe/2', 'obligation_reminder_days', '3', '本县规定') > 0 AS adopted;
RESET SESSION AUTHORIZATION;
SELECT public.opens('2027-02-25 23:59');
SELECT public.opens('2027-02-26 00:00');
SELECT public.opens('2027-02-26 00:10');
SELECT kind, recipient, title, body FROM gov_cloud.notice WHERE kind = 'obligation_due_soon';

-- facts, for the owner too
SET ROLE gov_cloud_owner;
SELECT refusal('UPDATE gov_cloud.obligation SET due_at = NULL');
SELECT refusal('DELETE FROM gov_cloud.obligation_delivery');
SELECT refusal('TRUNCATE gov_cloud.obligation CASCADE');
RESET ROLE;
SELECT event, count(*) FROM gov_cloud_data.audit_event WHERE object_kind = 'obligation' GROUP BY event ORDER BY event;

-- every calendar period of every cadence, over leap years and from the middle of one: no gap, no overlap, none too many
INSERT INTO gov_cloud.jurisdiction (code, name) VALUES ('341525', 'long ago');
INSERT INTO gov_cloud.role_holding (person, organization, role, jurisdiction) VALUES (4, 4, 'provider', '341525');
INSERT INTO gov_cloud.policy (code, title) VALUES ('probe/3', 'probe 3');
INSERT INTO gov_cloud.article SELECT 'probe/3', label, summary, executes, false FROM gov_cloud.article WHERE policy = 'probe/1';
INSERT INTO gov_cloud.policy_role SELECT 'probe/3', role, party, title, article, false FROM gov_cloud.policy_role WHERE policy = 'probe/1';
INSERT INTO gov_cloud.procedure SELECT 'probe/3', code, title, subject, changes_resources, rule, article, false FROM gov_cloud.procedure WHERE policy = 'probe/1';
INSERT INTO gov_cloud.state SELECT 'probe/3', procedure, state, title, outcome, position, false FROM gov_cloud.state WHERE policy = 'probe/1';
INSERT INTO gov_cloud.transition (policy, code, rule, procedure, from_state, action, title, to_state, actors, article)
    SELECT 'probe/3', code, rule, procedure, from_state, action, title, to_state, actors, article FROM gov_cloud.transition WHERE policy = 'probe/1' AND code IN ('T-open', 'T-close');
INSERT INTO gov_cloud.obligation_rule (policy, code, rule, title, kind, obligor, cadence, article)
    SELECT 'probe/3', cadence, 'T', cadence, 'recurring', 'provider', cadence, '1' FROM unnest('{day,month,quarter,half_year,year}'::text[]) AS cadence;
SET SESSION AUTHORIZATION :secadmin;
SELECT gov_cloud.publish_policy('probe/3') \gset
SELECT gov_cloud.adopt_policy('341525', 'probe/3', '2019-08-31') > 0 AS adopted;
RESET SESSION AUTHORIZATION;
-- so many at a time, until all is there and told
SELECT public.opens('2027-02-28 12:00') FROM generate_series(1, 5);
WITH wanted AS (
    SELECT c.cadence, greatest(d::date, '2019-08-31') AS first, (d + c.step)::date AS next
    FROM (VALUES ('day', '1 day'::interval, '2019-08-31'::timestamp), ('month', '1 month', '2019-08-01'), ('quarter', '3 months', '2019-07-01'),
        ('half_year', '6 months', '2019-07-01'), ('year', '1 year', '2019-01-01')) AS c (cadence, step, start),
        LATERAL generate_series(c.start, '2027-02-28', c.step) AS d)
SELECT w.cadence, count(w) AS wanted, count(o) AS found,
    count(*) FILTER (WHERE o.due_at IS DISTINCT FROM w.next::timestamp AT TIME ZONE 'Asia/Shanghai') AS wrong
FROM wanted w FULL JOIN (SELECT * FROM gov_cloud.obligation WHERE jurisdiction = '341525') o ON o.code = w.cadence AND o.period = daterange(w.first, w.next)
GROUP BY w.cadence ORDER BY 2 DESC;

-- a clock that ran days ahead and was set right loses none: what falls due in those days is told of, once
SELECT public.opens('2027-03-05 12:00');
SET gov_cloud.clock = '2027-02-28 13:00';
INSERT INTO gov_cloud.jurisdiction (code, name) VALUES ('341527', 'after the step');
INSERT INTO gov_cloud.role_holding (person, organization, role, jurisdiction) VALUES (4, 4, 'provider', '341527');
SET SESSION AUTHORIZATION :secadmin;
SELECT gov_cloud.adopt_policy('341527', 'probe/3', '2027-02-27') > 0 AS adopted;
RESET SESSION AUTHORIZATION;
SELECT public.opens('2027-02-28 13:00');
SELECT public.opens('2027-03-01 00:00');
SELECT public.opens('2027-03-01 00:10');
SELECT o.code, o.period, o.opened_at, count(n.id) AS told FROM gov_cloud.obligation o
LEFT JOIN gov_cloud.notice n ON n.about_id = o.id AND n.kind = 'obligation_overdue'
WHERE o.jurisdiction = '341527' AND o.code IN ('day', 'month') GROUP BY o.id ORDER BY 1, 2;
