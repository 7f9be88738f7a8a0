-- register: what each party owes, has to show and has to keep, as offices read it.  Headings are Chinese, types are
-- those every reporting tool can show; times are Beijing's, and "today" is that of the product's clock.

CREATE VIEW gov_cloud.v_duty_board WITH (security_invoker = true, security_barrier = true) AS
SELECT v.obligation AS "义务编号",
       v.jurisdiction::pg_catalog.varchar(20) AS "辖区",
       v.article::pg_catalog.varchar(100) AS "条款",
       v.rule::pg_catalog.varchar(30) AS "规则编号",
       v.title::pg_catalog.varchar(200) AS "义务",
       (CASE v.kind WHEN 'recurring' THEN '周期' ELSE '常设' END)::pg_catalog.varchar(10) AS "类别",
       (CASE v.cadence WHEN 'day' THEN '每日' WHEN 'month' THEN '每月' WHEN 'quarter' THEN '每季度' WHEN 'half_year' THEN '每半年' WHEN 'year' THEN '每年' END)::pg_catalog.varchar(10) AS "周期",
       p.title::pg_catalog.varchar(100) AS "责任方",
       v.obligor_name::pg_catalog.varchar(200) AS "责任单位",
       v.system::pg_catalog.varchar(200) AS "信息系统",
       v.subject_name::pg_catalog.varchar(200) AS "对象单位",
       v.period_from AS "周期起始",
       v.due_on AS "截止日期",
       v.delivered_at::timestamp(0) AS "报送时间",
       (CASE v.state WHEN 'met' THEN '按期报送' WHEN 'late' THEN '逾期报送' WHEN 'missing' THEN '逾期未报' WHEN 'open' THEN '未到期' WHEN 'unconfigured' THEN '未配置周期' WHEN 'attested' THEN '已说明' ELSE '常设' END)::pg_catalog.varchar(10) AS "状态",
       v.statement AS "说明"
  FROM gov_cloud.v_obligation AS v
  LEFT JOIN gov_cloud.policy_role AS p ON p.policy OPERATOR(pg_catalog.=) v.policy AND p.role OPERATOR(pg_catalog.=) v.obligor_role;
COMMENT ON VIEW gov_cloud.v_duty_board IS '义务台账: every duty the reader may see; 未配置周期 where the text says 定期 and nobody has said how often';
COMMENT ON COLUMN gov_cloud.v_duty_board."义务编号" IS 'obligation.id; empty where nothing is owed yet';
COMMENT ON COLUMN gov_cloud.v_duty_board."辖区" IS 'code of the jurisdiction';
COMMENT ON COLUMN gov_cloud.v_duty_board."条款" IS 'article of the policy';
COMMENT ON COLUMN gov_cloud.v_duty_board."规则编号" IS 'id of the rule';
COMMENT ON COLUMN gov_cloud.v_duty_board."义务" IS 'what is owed';
COMMENT ON COLUMN gov_cloud.v_duty_board."类别" IS '周期: for each period; 常设: as long as the policy rules';
COMMENT ON COLUMN gov_cloud.v_duty_board."周期" IS 'how often; empty of what stands or is not configured';
COMMENT ON COLUMN gov_cloud.v_duty_board."责任方" IS 'who owes it, as the policy calls the party';
COMMENT ON COLUMN gov_cloud.v_duty_board."责任单位" IS 'the organization that owes it';
COMMENT ON COLUMN gov_cloud.v_duty_board."信息系统" IS 'the system it is owed for';
COMMENT ON COLUMN gov_cloud.v_duty_board."对象单位" IS 'the unit or provider it is owed for';
COMMENT ON COLUMN gov_cloud.v_duty_board."周期起始" IS 'first day of the period';
COMMENT ON COLUMN gov_cloud.v_duty_board."截止日期" IS 'last day in time: that of the calendar period, whether a day of rest or not';
COMMENT ON COLUMN gov_cloud.v_duty_board."报送时间" IS 'when it was delivered or attested';
COMMENT ON COLUMN gov_cloud.v_duty_board."状态" IS '未配置周期 is owed by nobody and counts in no figure';
COMMENT ON COLUMN gov_cloud.v_duty_board."说明" IS 'what was said with the newest deed';

CREATE VIEW gov_cloud.v_duty_statistics WITH (security_invoker = true, security_barrier = true) AS
SELECT t.jurisdiction::pg_catalog.varchar(20) AS "辖区",
       t.obligor_name::pg_catalog.varchar(200) AS "责任单位",
       t.met AS "按期报送",
       t.late AS "逾期报送",
       t.missing AS "逾期未报",
       t.open AS "未到期",
       t.on_time_ratio::numeric(6,4) AS "按期率"
  FROM gov_cloud.v_obligation_statistics AS t;
COMMENT ON VIEW gov_cloud.v_duty_statistics IS '义务履行统计: how each party keeps what recurs; 未配置周期 and what is not due yet do not count';
COMMENT ON COLUMN gov_cloud.v_duty_statistics."辖区" IS 'code of the jurisdiction';
COMMENT ON COLUMN gov_cloud.v_duty_statistics."责任单位" IS 'who owes';
COMMENT ON COLUMN gov_cloud.v_duty_statistics."按期报送" IS 'delivered before the period ended';
COMMENT ON COLUMN gov_cloud.v_duty_statistics."逾期报送" IS 'delivered afterwards';
COMMENT ON COLUMN gov_cloud.v_duty_statistics."逾期未报" IS 'not delivered though the period is over';
COMMENT ON COLUMN gov_cloud.v_duty_statistics."未到期" IS 'periods that run';
COMMENT ON COLUMN gov_cloud.v_duty_statistics."按期率" IS '按期报送 of all that were due or delivered; empty where there is none';

CREATE VIEW gov_cloud.v_compliance_board WITH (security_invoker = true, security_barrier = true) AS
SELECT c.record AS "材料编号",
       c.unit::pg_catalog.varchar(200) AS "单位",
       c.system::pg_catalog.varchar(200) AS "信息系统",
       c.title::pg_catalog.varchar(200) AS "材料",
       c.number::pg_catalog.varchar(100) AS "编号",
       c.issuer::pg_catalog.varchar(200) AS "出具单位",
       c.issued_on AS "出具日期",
       c.valid_until AS "有效期至",
       CASE WHEN c.state OPERATOR(pg_catalog.=) 'valid' THEN (c.valid_until OPERATOR(pg_catalog.-) now.today)::pg_catalog.int8 END AS "剩余天数",
       (CASE c.verified WHEN true THEN '已核验' WHEN false THEN '核验不符' END)::pg_catalog.varchar(10) AS "核验",
       (CASE c.state WHEN 'valid' THEN '有效' WHEN 'expired' THEN '已到期' WHEN 'revoked' THEN '已撤销' ELSE '待提供' END)::pg_catalog.varchar(10) AS "状态",
       c.article::pg_catalog.varchar(100) AS "条款"
  FROM gov_cloud.v_compliance AS c
 CROSS JOIN (SELECT pg_catalog.date(pg_catalog.timezone('Asia/Shanghai', gov_cloud.clock())) AS today) AS now;
COMMENT ON VIEW gov_cloud.v_compliance_board IS '合规材料: what systems and parties have to show, valid, run out, taken back, or still asked for';
COMMENT ON COLUMN gov_cloud.v_compliance_board."材料编号" IS 'compliance_record.id; empty of what is asked for';
COMMENT ON COLUMN gov_cloud.v_compliance_board."单位" IS 'whose it is';
COMMENT ON COLUMN gov_cloud.v_compliance_board."信息系统" IS 'of which system; empty: of the party itself';
COMMENT ON COLUMN gov_cloud.v_compliance_board."材料" IS 'its kind';
COMMENT ON COLUMN gov_cloud.v_compliance_board."编号" IS 'as printed on it';
COMMENT ON COLUMN gov_cloud.v_compliance_board."出具单位" IS 'who issued it';
COMMENT ON COLUMN gov_cloud.v_compliance_board."出具日期" IS 'day of issue; of what was taken back the day of that';
COMMENT ON COLUMN gov_cloud.v_compliance_board."有效期至" IS 'last day on which it is valid';
COMMENT ON COLUMN gov_cloud.v_compliance_board."剩余天数" IS 'days of validity left; 0: today is the last';
COMMENT ON COLUMN gov_cloud.v_compliance_board."核验" IS 'what who oversees the jurisdiction found; empty: nobody looked';
COMMENT ON COLUMN gov_cloud.v_compliance_board."状态" IS '待提供: a rule of the policy in force asks for it';
COMMENT ON COLUMN gov_cloud.v_compliance_board."条款" IS 'which rule asks, of 待提供';

CREATE VIEW gov_cloud.v_retention_board WITH (security_invoker = true, security_barrier = true) AS
SELECT u.name::pg_catalog.varchar(200) AS "使用单位",
       b.system::pg_catalog.varchar(200) AS "信息系统",
       b.last_full_at AS "最近全量备份",
       b.last_incremental_at AS "最近增量备份",
       b.last_same_city_at AS "最近同城备份",
       b.last_remote_at AS "最近异地备份",
       b.missing AS "缺失备份数",
       (SELECT COALESCE(pg_catalog.sum(g.last_day OPERATOR(pg_catalog.-) g.first_day OPERATOR(pg_catalog.+) 1), 0)::pg_catalog.int8 FROM gov_cloud.v_log_gap AS g WHERE g.system_id OPERATOR(pg_catalog.=) b.system_id) AS "缺失日志天数"
  FROM gov_cloud.v_backup AS b
  JOIN gov_cloud.organization AS u ON u.id OPERATOR(pg_catalog.=) b.unit_id;
COMMENT ON VIEW gov_cloud.v_retention_board IS '日志与备份: of each system in service its newest backups, missing ones, and days without logs';
COMMENT ON COLUMN gov_cloud.v_retention_board."使用单位" IS 'whose system it is';
COMMENT ON COLUMN gov_cloud.v_retention_board."信息系统" IS 'the system';
COMMENT ON COLUMN gov_cloud.v_retention_board."最近全量备份" IS 'newest full backup';
COMMENT ON COLUMN gov_cloud.v_retention_board."最近增量备份" IS 'newest incremental backup';
COMMENT ON COLUMN gov_cloud.v_retention_board."最近同城备份" IS 'newest backup elsewhere in the city';
COMMENT ON COLUMN gov_cloud.v_retention_board."最近异地备份" IS 'newest backup far away';
COMMENT ON COLUMN gov_cloud.v_retention_board."缺失备份数" IS 'periods that ended without the backup the policy asks for';
COMMENT ON COLUMN gov_cloud.v_retention_board."缺失日志天数" IS 'days of service, as far back as logs must be kept, without logs';

GRANT SELECT ON gov_cloud.v_duty_board, gov_cloud.v_duty_statistics, gov_cloud.v_compliance_board, gov_cloud.v_retention_board
    TO gov_cloud_reader;
