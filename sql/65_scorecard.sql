-- scorecard: how well it went: incidents, assessments, terms kept, as offices watch them.  Headings are Chinese, types
-- are those every reporting tool can show; times are Beijing's, states those of the moment of reading.

CREATE VIEW gov_cloud.v_incident_board WITH (security_invoker = true, security_barrier = true) AS
SELECT v.matter AS "事项编号",
       r.title::pg_catalog.varchar(200) AS "办理程序",
       s.name::pg_catalog.varchar(200) AS "信息系统",
       u.name::pg_catalog.varchar(200) AS "单位",
       o.name::pg_catalog.varchar(200) AS "云服务商",
       v.occurred_at AS "发生时间",
       v.detected_at AS "发现时间",
       v.reported_at AS "报告时间",
       v.restored_at AS "恢复时间",
       v.minutes::pg_catalog.numeric(12,2) AS "恢复用时（分钟）",
       v.level::text::pg_catalog.varchar(20) AS "级别",
       v.due_at AS "应恢复时间",
       (CASE v.in_time WHEN true THEN '按期' WHEN false THEN '逾期' END)::pg_catalog.varchar(10) AS "是否按期"
  FROM gov_cloud.v_incident v
  JOIN gov_cloud.procedure r ON r.policy OPERATOR(pg_catalog.=) v.policy AND r.code OPERATOR(pg_catalog.=) v.procedure
  LEFT JOIN gov_cloud.system s ON s.id OPERATOR(pg_catalog.=) v.system_id
  LEFT JOIN gov_cloud.organization u ON u.id OPERATOR(pg_catalog.=) v.unit_id
  LEFT JOIN gov_cloud.organization o ON o.id OPERATOR(pg_catalog.=) v.provider_id;
COMMENT ON VIEW gov_cloud.v_incident_board IS '故障台账: incidents with their moments (Beijing time), level, and whether they were restored in time';
COMMENT ON COLUMN gov_cloud.v_incident_board."事项编号" IS 'the matter it is handled in';
COMMENT ON COLUMN gov_cloud.v_incident_board."办理程序" IS 'the procedure of that matter';
COMMENT ON COLUMN gov_cloud.v_incident_board."信息系统" IS 'the system concerned';
COMMENT ON COLUMN gov_cloud.v_incident_board."单位" IS 'whose matter it is';
COMMENT ON COLUMN gov_cloud.v_incident_board."云服务商" IS 'who provides';
COMMENT ON COLUMN gov_cloud.v_incident_board."发生时间" IS 'from which hours count';
COMMENT ON COLUMN gov_cloud.v_incident_board."发现时间" IS 'when it was noticed';
COMMENT ON COLUMN gov_cloud.v_incident_board."报告时间" IS 'when it was told';
COMMENT ON COLUMN gov_cloud.v_incident_board."恢复时间" IS 'when business was restored; empty: not yet';
COMMENT ON COLUMN gov_cloud.v_incident_board."恢复用时（分钟）" IS 'from the occurrence to the restoration';
COMMENT ON COLUMN gov_cloud.v_incident_board."级别" IS 'by scope and impact, as last graded';
COMMENT ON COLUMN gov_cloud.v_incident_board."应恢复时间" IS 'last instant in time';
COMMENT ON COLUMN gov_cloud.v_incident_board."是否按期" IS 'empty: still running, or no amount in the text';

CREATE VIEW gov_cloud.v_assessment_board WITH (security_invoker = true, security_barrier = true) AS
SELECT v.assessment AS "考核编号",
       p.title::pg_catalog.varchar(200) AS "依据",
       u.name::pg_catalog.varchar(200) AS "被考核单位",
       v.period::pg_catalog.varchar(20) AS "考核期",
       v.title::pg_catalog.varchar(200) AS "指标",
       v.article::pg_catalog.varchar(50) AS "条款",
       v.numerator AS "分子",
       v.denominator AS "分母",
       v.value::pg_catalog.numeric(14,6) AS "得分",
       v.grade::pg_catalog.varchar(20) AS "等次",
       (CASE v.state WHEN 'opened' THEN '待评分' WHEN 'scored' THEN '已评分' WHEN 'closed' THEN '已办结' END)::pg_catalog.varchar(10) AS "状态",
       v.scored_at AS "评分时间"
  FROM gov_cloud.v_assessment v
  JOIN gov_cloud.policy p ON p.code OPERATOR(pg_catalog.=) v.policy
  LEFT JOIN gov_cloud.organization u ON u.id OPERATOR(pg_catalog.=) v.unit_id;
COMMENT ON VIEW gov_cloud.v_assessment_board IS '考核台账: assessments indicator by indicator, each ratio with its two numbers';
COMMENT ON COLUMN gov_cloud.v_assessment_board."考核编号" IS 'assessment.id';
COMMENT ON COLUMN gov_cloud.v_assessment_board."依据" IS 'the policy';
COMMENT ON COLUMN gov_cloud.v_assessment_board."被考核单位" IS 'who is assessed';
COMMENT ON COLUMN gov_cloud.v_assessment_board."考核期" IS 'a year, a quarter or a month';
COMMENT ON COLUMN gov_cloud.v_assessment_board."指标" IS 'the indicator';
COMMENT ON COLUMN gov_cloud.v_assessment_board."条款" IS 'article of the policy';
COMMENT ON COLUMN gov_cloud.v_assessment_board."分子" IS 'of a computed ratio';
COMMENT ON COLUMN gov_cloud.v_assessment_board."分母" IS 'of a computed ratio; 0: there is no value';
COMMENT ON COLUMN gov_cloud.v_assessment_board."得分" IS 'empty: not scored, or nothing to divide by';
COMMENT ON COLUMN gov_cloud.v_assessment_board."等次" IS 'where the indicator is graded in words';
COMMENT ON COLUMN gov_cloud.v_assessment_board."状态" IS '待评分, 已评分, 已办结';
COMMENT ON COLUMN gov_cloud.v_assessment_board."评分时间" IS 'Beijing time';

CREATE VIEW gov_cloud.v_on_time_board WITH (security_invoker = true, security_barrier = true) AS
SELECT p.title::pg_catalog.varchar(200) AS "依据",
       v.title::pg_catalog.varchar(200) AS "期限",
       v.article::pg_catalog.varchar(50) AS "条款",
       v.obligor_name::pg_catalog.varchar(200) AS "责任单位",
       v.met AS "按期",
       v.late AS "逾期已办",
       v.overdue AS "逾期未办",
       v.running AS "未到期",
       v.on_time_rate::pg_catalog.numeric(6,4) AS "按期率"
  FROM gov_cloud.v_on_time v
  JOIN gov_cloud.policy p ON p.code OPERATOR(pg_catalog.=) v.policy;
COMMENT ON VIEW gov_cloud.v_on_time_board IS '按期率: how each party keeps each of its terms; a term without an amount, or cancelled, counts nowhere';
COMMENT ON COLUMN gov_cloud.v_on_time_board."依据" IS 'the policy';
COMMENT ON COLUMN gov_cloud.v_on_time_board."期限" IS 'the term';
COMMENT ON COLUMN gov_cloud.v_on_time_board."条款" IS 'article of the policy';
COMMENT ON COLUMN gov_cloud.v_on_time_board."责任单位" IS 'who owes it, whoever''s matter it is';
COMMENT ON COLUMN gov_cloud.v_on_time_board."按期" IS 'done in time';
COMMENT ON COLUMN gov_cloud.v_on_time_board."逾期已办" IS 'done too late';
COMMENT ON COLUMN gov_cloud.v_on_time_board."逾期未办" IS 'not done, and past its end';
COMMENT ON COLUMN gov_cloud.v_on_time_board."未到期" IS 'still running: in no rate';
COMMENT ON COLUMN gov_cloud.v_on_time_board."按期率" IS '按期 of all that ended or should have; empty: none yet';

CREATE VIEW gov_cloud.v_satisfaction_board WITH (security_invoker = true, security_barrier = true) AS
SELECT o.name::pg_catalog.varchar(200) AS "云服务商",
       n.period::pg_catalog.varchar(10) AS "评价期间",
       n.rating::pg_catalog.varchar(10) AS "评价",
       n.position::pg_catalog.int8 AS "次序",
       n.ratings AS "单位数",
       n.units AS "参评单位数",
       (n.share OPERATOR(pg_catalog.*) 100)::numeric(5, 2) AS "占比",
       n.jurisdiction::pg_catalog.varchar(20) AS "行政区划"
  FROM gov_cloud.v_satisfaction n
  JOIN gov_cloud.organization o ON o.id OPERATOR(pg_catalog.=) n.provider_id;
COMMENT ON VIEW gov_cloud.v_satisfaction_board IS '服务满意度: how the ratings of a provider are distributed over the four values, as far as the reader may see them';
COMMENT ON COLUMN gov_cloud.v_satisfaction_board."云服务商" IS 'who was rated';
COMMENT ON COLUMN gov_cloud.v_satisfaction_board."评价期间" IS '2026, 2026-H1, 2026-Q3 or 2026-07';
COMMENT ON COLUMN gov_cloud.v_satisfaction_board."评价" IS '不满意, 基本满意, 满意, 非常满意';
COMMENT ON COLUMN gov_cloud.v_satisfaction_board."次序" IS '1 to 4, from the worst';
COMMENT ON COLUMN gov_cloud.v_satisfaction_board."单位数" IS 'units that said so, as last corrected';
COMMENT ON COLUMN gov_cloud.v_satisfaction_board."参评单位数" IS 'units that rated at all';
COMMENT ON COLUMN gov_cloud.v_satisfaction_board."占比" IS 'percent of the units that rated';
COMMENT ON COLUMN gov_cloud.v_satisfaction_board."行政区划" IS 'code of the jurisdiction';

GRANT SELECT ON gov_cloud.v_incident_board, gov_cloud.v_assessment_board, gov_cloud.v_on_time_board, gov_cloud.v_satisfaction_board
    TO gov_cloud_reader;
