-- board: matters, deadlines and notices as offices watch them.  Headings are Chinese, types are those
-- every reporting tool can show; times are Beijing's, and "today" is that of the product's clock.

CREATE VIEW gov_cloud.v_deadline_board WITH (security_invoker = true, security_barrier = true) AS
SELECT d.id AS "期限编号",
       d.matter AS "事项编号",
       p.title::pg_catalog.varchar(200) AS "办理程序",
       r.title::pg_catalog.varchar(200) AS "期限",
       r.article::pg_catalog.varchar(50) AS "条款",
       gov_cloud.term_chinese(COALESCE((SELECT e.term FROM gov_cloud.deadline_event e
            WHERE e.deadline OPERATOR(pg_catalog.=) d.id AND e.kind OPERATOR(pg_catalog.=) 'extend'
            ORDER BY e.seq DESC LIMIT 1), r.term))::pg_catalog.varchar(20) AS "时限",
       (CASE r.kind WHEN 'latest' THEN '最迟' WHEN 'earliest' THEN '不早于' WHEN 'backward' THEN '提前'
            WHEN 'given' THEN '指定日期' ELSE '未定量' END)::pg_catalog.varchar(10) AS "类型",
       pr.title::pg_catalog.varchar(100) AS "责任方",
       o.name::pg_catalog.varchar(200) AS "责任单位",
       u.name::pg_catalog.varchar(200) AS "使用单位",
       s.name::pg_catalog.varchar(200) AS "信息系统",
       pg_catalog.date_trunc('second', d.started_at AT TIME ZONE 'Asia/Shanghai')::timestamp(0) AS "起算时间",
       d.due_on AS "截止日期",
       (CASE WHEN NOT d.exclusive THEN pg_catalog.date_trunc('second', d.due_at AT TIME ZONE 'Asia/Shanghai') END)::timestamp(0) AS "截止时刻",
       (CASE WHEN d.provisional THEN '暂定' WHEN d.due_at IS NOT NULL THEN '确定' END)::pg_catalog.varchar(4) AS "日期效力",
       CASE WHEN t.running AND NOT t.passed THEN gov_cloud.workdays_between(now.today, d.due_on, d.calendar) END AS "剩余工作日",
       CASE WHEN t.running AND NOT t.passed THEN (d.due_on OPERATOR(pg_catalog.-) now.today)::pg_catalog.int8 END AS "剩余自然日",
       CASE WHEN t.running AND NOT t.passed AND NOT d.exclusive
            THEN pg_catalog.floor(EXTRACT(epoch FROM d.due_at OPERATOR(pg_catalog.-) now.at) OPERATOR(pg_catalog./) 60)::pg_catalog.int8
            END AS "剩余分钟",
       CASE WHEN t.overran THEN gov_cloud.workdays_between(d.due_on, t.ended_on, d.calendar) END AS "逾期工作日",
       CASE WHEN t.overran THEN (t.ended_on OPERATOR(pg_catalog.-) d.due_on)::pg_catalog.int8 END AS "逾期自然日",
       CASE WHEN t.overran AND NOT d.exclusive
            THEN pg_catalog.ceil(EXTRACT(epoch FROM t.ended_at OPERATOR(pg_catalog.-) d.due_at) OPERATOR(pg_catalog./) 60)::pg_catalog.int8
            END AS "逾期分钟",
       (CASE d.status
            WHEN 'met' THEN CASE WHEN d.due_at IS NULL THEN '已完成' ELSE '按期完成' END
            WHEN 'late' THEN '逾期完成'
            WHEN 'early' THEN '提前办理'
            WHEN 'cancelled' THEN '已取消'
            ELSE CASE WHEN d.suspended_at IS NOT NULL AND t.passed IS NOT TRUE THEN '已中止'
                      WHEN d.due_at IS NULL THEN '未定期限'
                      WHEN r.kind OPERATOR(pg_catalog.=) 'earliest' THEN CASE WHEN t.passed THEN '可以办理' ELSE '尚不可办' END
                      WHEN t.passed THEN '已逾期'
                      ELSE '未到期' END
            END)::pg_catalog.varchar(10) AS "状态",
       pg_catalog.date_trunc('second', d.closed_at AT TIME ZONE 'Asia/Shanghai')::timestamp(0) AS "完成时间"
  FROM gov_cloud.deadline d
 CROSS JOIN (SELECT c.at, pg_catalog.date(pg_catalog.timezone('Asia/Shanghai', c.at)) AS today
               FROM (SELECT gov_cloud.clock() AS at) c) now
 CROSS JOIN LATERAL (SELECT COALESCE(d.closed_at, now.at) AS ended_at,
                            pg_catalog.date(pg_catalog.timezone('Asia/Shanghai', COALESCE(d.closed_at, now.at))) AS ended_on) e
  JOIN gov_cloud.deadline_rule r ON r.policy OPERATOR(pg_catalog.=) d.policy AND r.code OPERATOR(pg_catalog.=) d.rule
 CROSS JOIN LATERAL (SELECT e.ended_at, e.ended_on,
                            d.status OPERATOR(pg_catalog.=) 'open' AND d.due_at IS NOT NULL AS running,
                            CASE WHEN d.exclusive OR r.kind OPERATOR(pg_catalog.=) 'earliest' THEN e.ended_at OPERATOR(pg_catalog.>=) d.due_at
                                 ELSE e.ended_at OPERATOR(pg_catalog.>) d.due_at END AS passed) x
 CROSS JOIN LATERAL (SELECT x.ended_at, x.ended_on, x.running, x.passed,
                            x.passed AND r.kind OPERATOR(pg_catalog.<>) 'earliest'
                            AND d.status OPERATOR(pg_catalog.<>) 'cancelled' AS overran) t
  JOIN gov_cloud.procedure p ON p.policy OPERATOR(pg_catalog.=) r.policy AND p.code OPERATOR(pg_catalog.=) r.procedure
  JOIN gov_cloud.matter m ON m.id OPERATOR(pg_catalog.=) d.matter
  LEFT JOIN gov_cloud.policy_role pr ON pr.policy OPERATOR(pg_catalog.=) d.policy AND pr.role OPERATOR(pg_catalog.=) d.obligor_role
  LEFT JOIN gov_cloud.organization o ON o.id OPERATOR(pg_catalog.=) d.obligor
  LEFT JOIN gov_cloud.organization u ON u.id OPERATOR(pg_catalog.=) d.unit_id
  LEFT JOIN gov_cloud.system s ON s.id OPERATOR(pg_catalog.=) m.system_id;
COMMENT ON VIEW gov_cloud.v_deadline_board IS '期限一览: every term of the matters the reader may see, how much of it is left or by how much it was missed, at the moment of reading';
COMMENT ON COLUMN gov_cloud.v_deadline_board."期限编号" IS 'deadline.id';
COMMENT ON COLUMN gov_cloud.v_deadline_board."事项编号" IS 'the matter it runs for';
COMMENT ON COLUMN gov_cloud.v_deadline_board."办理程序" IS 'the procedure of that matter';
COMMENT ON COLUMN gov_cloud.v_deadline_board."期限" IS 'what is owed, in the words of the rule';
COMMENT ON COLUMN gov_cloud.v_deadline_board."条款" IS 'article of the policy';
COMMENT ON COLUMN gov_cloud.v_deadline_board."时限" IS 'the term; the new total where it was extended; empty where the text gives no amount';
COMMENT ON COLUMN gov_cloud.v_deadline_board."类型" IS '最迟: by then; 不早于: not before; 提前: so long before an event; 未定量: the text gives no amount';
COMMENT ON COLUMN gov_cloud.v_deadline_board."责任方" IS 'who owes it, as the policy calls the party';
COMMENT ON COLUMN gov_cloud.v_deadline_board."责任单位" IS 'the organization that owes it; empty where several hold the role';
COMMENT ON COLUMN gov_cloud.v_deadline_board."使用单位" IS 'whose matter it is';
COMMENT ON COLUMN gov_cloud.v_deadline_board."信息系统" IS 'the system the matter is about';
COMMENT ON COLUMN gov_cloud.v_deadline_board."起算时间" IS 'the event it counts from (Beijing time)';
COMMENT ON COLUMN gov_cloud.v_deadline_board."截止日期" IS 'last day in time; of 不早于 the first day allowed; empty while suspended';
COMMENT ON COLUMN gov_cloud.v_deadline_board."截止时刻" IS 'last instant in time of a term of hours or minutes; terms of days end with the day';
COMMENT ON COLUMN gov_cloud.v_deadline_board."日期效力" IS '暂定: beyond the last published calendar, may move; 确定';
COMMENT ON COLUMN gov_cloud.v_deadline_board."剩余工作日" IS 'working days after today through the due day; 0: today is the last';
COMMENT ON COLUMN gov_cloud.v_deadline_board."剩余自然日" IS 'days after today through the due day';
COMMENT ON COLUMN gov_cloud.v_deadline_board."剩余分钟" IS 'whole minutes left of a term of hours or minutes';
COMMENT ON COLUMN gov_cloud.v_deadline_board."逾期工作日" IS 'working days after the due day through the day it was done, or today';
COMMENT ON COLUMN gov_cloud.v_deadline_board."逾期自然日" IS 'days after the due day through the day it was done, or today';
COMMENT ON COLUMN gov_cloud.v_deadline_board."逾期分钟" IS 'minutes begun after the due moment of a term of hours or minutes';
COMMENT ON COLUMN gov_cloud.v_deadline_board."状态" IS 'open: 未到期, 已逾期, 已中止, 未定期限, 尚不可办 or 可以办理 (不早于); closed: 按期完成, 已完成 (no amount), 逾期完成, 提前办理 (before it was allowed), 已取消';
COMMENT ON COLUMN gov_cloud.v_deadline_board."完成时间" IS 'when it was met or cancelled (Beijing time)';

CREATE VIEW gov_cloud.v_matter_board WITH (security_invoker = true, security_barrier = true) AS
SELECT m.id AS "事项编号",
       p.title::pg_catalog.varchar(200) AS "办理程序",
       pol.title::pg_catalog.varchar(200) AS "依据",
       u.name::pg_catalog.varchar(200) AS "使用单位",
       s.name::pg_catalog.varchar(200) AS "信息系统",
       v.name::pg_catalog.varchar(200) AS "云服务商",
       m.parent AS "所属事项",
       st.title::pg_catalog.varchar(100) AS "当前状态",
       (CASE WHEN m.closed_at IS NULL THEN '办理中'
             ELSE CASE m.outcome WHEN 'completed' THEN '办结' WHEN 'rejected' THEN '未批准' WHEN 'withdrawn' THEN '撤回' ELSE '终止' END
             END)::pg_catalog.varchar(10) AS "办理情况",
       (SELECT pg_catalog.string_agg(w.title, '、' ORDER BY w.title)
          FROM (SELECT DISTINCT pr.title FROM gov_cloud.transition t
                 CROSS JOIN pg_catalog.unnest(t.actors) AS actor (role)
                  JOIN gov_cloud.policy_role pr ON pr.policy OPERATOR(pg_catalog.=) t.policy AND pr.role OPERATOR(pg_catalog.=) actor.role
                 WHERE t.policy OPERATOR(pg_catalog.=) m.policy AND t.procedure OPERATOR(pg_catalog.=) m.procedure
                   AND t.from_state OPERATOR(pg_catalog.=) m.state AND t.to_state IS NOT NULL AND NOT t.automatic) w
       )::pg_catalog.varchar(200) AS "可办理方",
       pg_catalog.date_trunc('second', m.opened_at AT TIME ZONE 'Asia/Shanghai')::timestamp(0) AS "提出时间",
       pg_catalog.date_trunc('second', m.last_event_at AT TIME ZONE 'Asia/Shanghai')::timestamp(0) AS "最近办理时间",
       pg_catalog.date_trunc('second', m.closed_at AT TIME ZONE 'Asia/Shanghai')::timestamp(0) AS "办结时间",
       (SELECT pg_catalog.count(*) FROM gov_cloud.deadline d
         WHERE d.matter OPERATOR(pg_catalog.=) m.id AND d.closed_at IS NULL) AS "未结期限数",
       b."期限" AS "最近期限",
       b."条款" AS "期限条款",
       b."责任方" AS "期限责任方",
       b."截止日期",
       b."剩余工作日",
       b."剩余自然日",
       b."逾期自然日",
       b."状态" AS "期限状态"
  FROM gov_cloud.matter m
  JOIN gov_cloud.policy pol ON pol.code OPERATOR(pg_catalog.=) m.policy
  JOIN gov_cloud.procedure p ON p.policy OPERATOR(pg_catalog.=) m.policy AND p.code OPERATOR(pg_catalog.=) m.procedure
  JOIN gov_cloud.state st ON st.policy OPERATOR(pg_catalog.=) m.policy AND st.procedure OPERATOR(pg_catalog.=) m.procedure
   AND st.state OPERATOR(pg_catalog.=) m.state
  LEFT JOIN gov_cloud.organization u ON u.id OPERATOR(pg_catalog.=) m.unit_id
  LEFT JOIN gov_cloud.organization v ON v.id OPERATOR(pg_catalog.=) m.provider_id
  LEFT JOIN gov_cloud.system s ON s.id OPERATOR(pg_catalog.=) m.system_id
  LEFT JOIN LATERAL (SELECT d.id FROM gov_cloud.deadline d
          JOIN gov_cloud.deadline_rule r ON r.policy OPERATOR(pg_catalog.=) d.policy AND r.code OPERATOR(pg_catalog.=) d.rule
         WHERE d.matter OPERATOR(pg_catalog.=) m.id AND d.closed_at IS NULL AND d.due_at IS NOT NULL
           AND r.kind OPERATOR(pg_catalog.<>) 'earliest'
         ORDER BY d.due_at, d.id LIMIT 1) next ON true
  -- LIMIT: looked up for each matter, where the planner would compute the whole board for one
  LEFT JOIN LATERAL (SELECT * FROM gov_cloud.v_deadline_board f WHERE f."期限编号" OPERATOR(pg_catalog.=) next.id LIMIT 1) b ON true;
COMMENT ON VIEW gov_cloud.v_matter_board IS '事项一览: every matter the reader may see, where it stands, whose turn it is, and its nearest open deadline';
COMMENT ON COLUMN gov_cloud.v_matter_board."事项编号" IS 'matter.id';
COMMENT ON COLUMN gov_cloud.v_matter_board."办理程序" IS 'the procedure';
COMMENT ON COLUMN gov_cloud.v_matter_board."依据" IS 'the policy version it is pinned to';
COMMENT ON COLUMN gov_cloud.v_matter_board."使用单位" IS 'whose matter it is';
COMMENT ON COLUMN gov_cloud.v_matter_board."信息系统" IS 'the system it is about';
COMMENT ON COLUMN gov_cloud.v_matter_board."云服务商" IS 'the provider that serves it';
COMMENT ON COLUMN gov_cloud.v_matter_board."所属事项" IS 'the matter that opened it and awaits it';
COMMENT ON COLUMN gov_cloud.v_matter_board."当前状态" IS 'title of the present state';
COMMENT ON COLUMN gov_cloud.v_matter_board."办理情况" IS '办理中 while open; 办结, 未批准, 撤回 or 终止 once ended';
COMMENT ON COLUMN gov_cloud.v_matter_board."可办理方" IS 'parties that may move it from here';
COMMENT ON COLUMN gov_cloud.v_matter_board."提出时间" IS 'when it was opened (event time, Beijing)';
COMMENT ON COLUMN gov_cloud.v_matter_board."最近办理时间" IS 'its last event (event time, Beijing)';
COMMENT ON COLUMN gov_cloud.v_matter_board."办结时间" IS 'when it ended (event time, Beijing)';
COMMENT ON COLUMN gov_cloud.v_matter_board."未结期限数" IS 'open deadlines of every kind';
COMMENT ON COLUMN gov_cloud.v_matter_board."最近期限" IS 'the open deadline that falls due first, or fell due first';
COMMENT ON COLUMN gov_cloud.v_matter_board."期限条款" IS 'its article';
COMMENT ON COLUMN gov_cloud.v_matter_board."期限责任方" IS 'who owes it';
COMMENT ON COLUMN gov_cloud.v_matter_board."截止日期" IS 'its last day in time';
COMMENT ON COLUMN gov_cloud.v_matter_board."剩余工作日" IS 'working days left; 0: today is the last';
COMMENT ON COLUMN gov_cloud.v_matter_board."剩余自然日" IS 'days left';
COMMENT ON COLUMN gov_cloud.v_matter_board."逾期自然日" IS 'days late so far';
COMMENT ON COLUMN gov_cloud.v_matter_board."期限状态" IS 'as in v_deadline_board';

CREATE VIEW gov_cloud.v_notice WITH (security_invoker = true, security_barrier = true) AS
SELECT n.id AS "通知编号",
       n.title::pg_catalog.varchar(200) AS "标题",
       (CASE n.kind WHEN 'low_use' THEN '使用率不足' WHEN 'delegation_given' THEN '代办授权'
            WHEN 'delegation_revoked' THEN '代办终止' WHEN 'opinion_asked' THEN '征求意见' WHEN 'opinion_given' THEN '意见答复'
            WHEN 'opinion_taken_back' THEN '不再征求意见' WHEN 'matter_copied' THEN '抄送' WHEN 'matter_urged' THEN '催办'
            WHEN 'deadline_ahead' THEN '期限提醒' WHEN 'deadline_overdue' THEN '期限已过'
            ELSE n.kind END)::pg_catalog.varchar(60) AS "类别",
       t.name::pg_catalog.varchar(200) AS "收件单位",
       u.name::pg_catalog.varchar(200) AS "涉及单位",
       n.matter AS "事项编号",
       n.article::pg_catalog.varchar(50) AS "条款",
       n.body AS "正文",
       pg_catalog.date_trunc('second', n.issued_at AT TIME ZONE 'Asia/Shanghai')::timestamp(0) AS "发出时间",
       pg_catalog.date_trunc('second', d.delivered_at AT TIME ZONE 'Asia/Shanghai')::timestamp(0) AS "送达时间",
       pg_catalog.date_trunc('second', r.acknowledged_at AT TIME ZONE 'Asia/Shanghai')::timestamp(0) AS "签收时间",
       (CASE WHEN r.notice IS NOT NULL THEN '已签收' WHEN d.notice IS NOT NULL THEN '已送达' ELSE '待送达' END)::pg_catalog.varchar(10) AS "状态"
  FROM gov_cloud.notice n
  LEFT JOIN gov_cloud.organization t ON t.id OPERATOR(pg_catalog.=) n.recipient
  LEFT JOIN gov_cloud.organization u ON u.id OPERATOR(pg_catalog.=) n.unit_id
  LEFT JOIN gov_cloud.notice_delivery d ON d.notice OPERATOR(pg_catalog.=) n.id AND d.channel OPERATOR(pg_catalog.=) 'inbox'
  LEFT JOIN gov_cloud.notice_receipt r ON r.notice OPERATOR(pg_catalog.=) n.id;
COMMENT ON VIEW gov_cloud.v_notice IS '通知: every official message the reader may see, whoever it is addressed to; v_inbox shows those addressed to him';
COMMENT ON COLUMN gov_cloud.v_notice."通知编号" IS 'notice.id; acknowledge_notice() takes it';
COMMENT ON COLUMN gov_cloud.v_notice."标题" IS 'its subject';
COMMENT ON COLUMN gov_cloud.v_notice."类别" IS 'the kind of cause in words, else its code';
COMMENT ON COLUMN gov_cloud.v_notice."收件单位" IS 'to whom it is addressed';
COMMENT ON COLUMN gov_cloud.v_notice."涉及单位" IS 'whose affair it is';
COMMENT ON COLUMN gov_cloud.v_notice."事项编号" IS 'the matter it belongs to, if any';
COMMENT ON COLUMN gov_cloud.v_notice."条款" IS 'the article that demands it, if any does';
COMMENT ON COLUMN gov_cloud.v_notice."正文" IS 'its text with the evidence';
COMMENT ON COLUMN gov_cloud.v_notice."发出时间" IS 'when it was issued (Beijing time)';
COMMENT ON COLUMN gov_cloud.v_notice."送达时间" IS 'when it lay in the inbox';
COMMENT ON COLUMN gov_cloud.v_notice."签收时间" IS 'when the recipient acknowledged it';
COMMENT ON COLUMN gov_cloud.v_notice."状态" IS '待送达, 已送达 or 已签收';

CREATE VIEW gov_cloud.v_matter_step WITH (security_invoker = true, security_barrier = true) AS
SELECT e.matter AS "事项编号",
       e.seq::pg_catalog.int8 AS "序号",
       pg_catalog.date_trunc('second', e.occurred_at AT TIME ZONE 'Asia/Shanghai')::timestamp(0) AS "办理时间",
       t.title::pg_catalog.varchar(200) AS "办理",
       (CASE WHEN NOT e.completes THEN '会签一方' WHEN e.to_state IS NULL THEN '记录' ELSE s.title END)::pg_catalog.varchar(100) AS "结果",
       (CASE WHEN e.person IS NULL THEN '系统' ELSE o.name END)::pg_catalog.varchar(200) AS "办理单位",
       (h.name OPERATOR(pg_catalog.||) COALESCE(' 代 ' OPERATOR(pg_catalog.||) a.name, ''))::pg_catalog.varchar(420) AS "办理人",
       COALESCE(pr.title, e.role)::pg_catalog.varchar(100) AS "角色",
       e.opinion AS "意见"
  FROM gov_cloud.matter_event e
  JOIN gov_cloud.matter m ON m.id OPERATOR(pg_catalog.=) e.matter
  JOIN gov_cloud.transition t ON t.policy OPERATOR(pg_catalog.=) m.policy AND t.code OPERATOR(pg_catalog.=) e.transition
  LEFT JOIN gov_cloud.state s ON s.policy OPERATOR(pg_catalog.=) m.policy AND s.procedure OPERATOR(pg_catalog.=) m.procedure
   AND s.state OPERATOR(pg_catalog.=) e.to_state
  LEFT JOIN gov_cloud.policy_role pr ON pr.policy OPERATOR(pg_catalog.=) m.policy AND pr.role OPERATOR(pg_catalog.=) e.role
  LEFT JOIN gov_cloud.organization o ON o.id OPERATOR(pg_catalog.=) e.organization
  LEFT JOIN gov_cloud.person h ON h.id OPERATOR(pg_catalog.=) e.person
  LEFT JOIN gov_cloud.person a ON a.id OPERATOR(pg_catalog.=) e.principal;
COMMENT ON VIEW gov_cloud.v_matter_step IS '办理经过: what was done to each matter the reader may see, step by step';
COMMENT ON COLUMN gov_cloud.v_matter_step."事项编号" IS 'matter.id';
COMMENT ON COLUMN gov_cloud.v_matter_step."序号" IS 'from 1 in each matter';
COMMENT ON COLUMN gov_cloud.v_matter_step."办理时间" IS 'when it occurred (Beijing time)';
COMMENT ON COLUMN gov_cloud.v_matter_step."办理" IS 'the step by its title';
COMMENT ON COLUMN gov_cloud.v_matter_step."结果" IS 'the state it led to; 记录: none, a milestone; 会签一方: one voice, not the last';
COMMENT ON COLUMN gov_cloud.v_matter_step."办理单位" IS 'for which organization; 系统: by itself';
COMMENT ON COLUMN gov_cloud.v_matter_step."办理人" IS 'who did it; B 代 A by delegation; empty where the reader may not see the person';
COMMENT ON COLUMN gov_cloud.v_matter_step."角色" IS 'in which role, by its title in the policy';
COMMENT ON COLUMN gov_cloud.v_matter_step."意见" IS 'the written opinion';

GRANT SELECT ON gov_cloud.v_deadline_board, gov_cloud.v_matter_board, gov_cloud.v_notice, gov_cloud.v_matter_step TO gov_cloud_reader;
