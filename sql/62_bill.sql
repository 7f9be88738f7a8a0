-- bill: statements and their lines as finance, providers and units read them.

CREATE FUNCTION gov_cloud.billed_under(charge bigint, OUT number text, OUT month date, OUT payer text, OUT state text)
    LANGUAGE sql STABLE STRICT PARALLEL RESTRICTED SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT s.number, s.month, s.payer, s.state
      FROM gov_cloud.charge c JOIN gov_cloud.statement s ON s.id OPERATOR(pg_catalog.=) c.statement
     WHERE c.id OPERATOR(pg_catalog.=) billed_under.charge
       AND c.unit_id OPERATOR(pg_catalog.=) (SELECT gov_cloud.caller_organization());
END;
COMMENT ON FUNCTION gov_cloud.billed_under(bigint) IS 'for the unit of a line: the number, month, payer and state of its statement, whose total (other units'' too) it may not see';
GRANT EXECUTE ON FUNCTION gov_cloud.billed_under(bigint) TO gov_cloud_reader;

CREATE VIEW gov_cloud.v_statement WITH (security_invoker = true, security_barrier = true) AS
SELECT c.statement AS "结算单",
       h.number::pg_catalog.varchar(40) AS "结算单号",
       pg_catalog.to_char(h.month, 'YYYY-MM')::pg_catalog.varchar(7) AS "结算月份",
       (CASE h.state WHEN 'draft' THEN '草稿' WHEN 'grace' THEN '待结算' WHEN 'closed' THEN '已结算' END)::pg_catalog.varchar(10) AS "结算状态",
       (CASE h.payer WHEN 'central' THEN '统一支付' WHEN 'unit_self' THEN '单位自付' WHEN 'unpaid_invalid' THEN '不予支付' END)::pg_catalog.varchar(10) AS "付款方",
       v.name::pg_catalog.varchar(200) AS "云服务商",
       u.name::pg_catalog.varchar(200) AS "使用单位",
       s.name::pg_catalog.varchar(200) AS "信息系统",
       c.id AS "明细编号",
       c.resource AS "资源编号",
       r.name::pg_catalog.varchar(200) AS "资源名称",
       i.name::pg_catalog.varchar(200) AS "目录项",
       (CASE c.component WHEN 'vcpu' THEN 'CPU(核)' WHEN 'memory_gb' THEN '内存(GB)' WHEN 'storage_gb' THEN '存储(GB)'
            WHEN 'bandwidth_mbps' THEN '带宽(Mbps)' WHEN 'unit' THEN '项' ELSE c.component END)::pg_catalog.varchar(100) AS "计费项",
       pg_catalog.lower(c.period) AS "起始日期",
       pg_catalog.upper(c.period) OPERATOR(pg_catalog.-) 1 AS "截止日期",
       (pg_catalog.upper(c.period) OPERATOR(pg_catalog.-) pg_catalog.lower(c.period))::pg_catalog.int8 AS "天数",
       c.quantity::numeric(18,4) AS "数量",
       c.unit_price::numeric(18,4) AS "单价",
       (CASE c.per WHEN 'day' THEN '日' WHEN 'month' THEN '月' END)::pg_catalog.varchar(2) AS "计价周期",
       (CASE c.per WHEN 'month' THEN c.divisor END)::pg_catalog.int8 AS "月折算天数",
       c.amount::numeric(18,2) AS "金额",
       (CASE c.kind WHEN 'charge' THEN '计费' WHEN 'late' THEN '补计' WHEN 'reversal' THEN '冲回' WHEN 'deduction' THEN '扣减' ELSE '调整' END)::pg_catalog.varchar(4) AS "类别",
       c.corrects AS "更正明细",
       c.reason AS "原因",
       h.total::numeric(18,2) AS "结算单合计"
  FROM gov_cloud.charge c
  LEFT JOIN gov_cloud.statement st ON st.id OPERATOR(pg_catalog.=) c.statement
  LEFT JOIN LATERAL gov_cloud.billed_under(CASE WHEN st.id IS NULL THEN c.id END) b ON true
 CROSS JOIN LATERAL (SELECT COALESCE(st.number, b.number) AS number, COALESCE(st.month, b.month) AS month,
                            COALESCE(st.payer, b.payer) AS payer, COALESCE(st.state, b.state) AS state, st.total) h
  LEFT JOIN gov_cloud.organization v ON v.id OPERATOR(pg_catalog.=) c.provider_id
  LEFT JOIN gov_cloud.organization u ON u.id OPERATOR(pg_catalog.=) c.unit_id
  LEFT JOIN gov_cloud.system s ON s.id OPERATOR(pg_catalog.=) c.system_id
  LEFT JOIN gov_cloud.resource r ON r.id OPERATOR(pg_catalog.=) c.resource
  LEFT JOIN gov_cloud.catalogue_item i ON i.jurisdiction OPERATOR(pg_catalog.=) c.jurisdiction AND i.code OPERATOR(pg_catalog.=) c.item;
COMMENT ON VIEW gov_cloud.v_statement IS '结算明细: every line of every statement the reader may see: a unit its own lines, a provider those it is paid for, finance the jurisdiction''s';
COMMENT ON COLUMN gov_cloud.v_statement."结算单" IS 'statement.id';
COMMENT ON COLUMN gov_cloud.v_statement."结算单号" IS 'given when it is closed';
COMMENT ON COLUMN gov_cloud.v_statement."结算月份" IS 'the month it settles; late lines and adjustments are about earlier days';
COMMENT ON COLUMN gov_cloud.v_statement."结算状态" IS '草稿 while the month runs, 待结算 in the days of grace, 已结算 closed and frozen';
COMMENT ON COLUMN gov_cloud.v_statement."付款方" IS '统一支付: paid centrally; 单位自付: by the unit; 不予支付: by nobody until someone decides';
COMMENT ON COLUMN gov_cloud.v_statement."云服务商" IS 'who is paid';
COMMENT ON COLUMN gov_cloud.v_statement."使用单位" IS 'whose resource it is';
COMMENT ON COLUMN gov_cloud.v_statement."信息系统" IS 'the system it serves';
COMMENT ON COLUMN gov_cloud.v_statement."明细编号" IS 'charge.id';
COMMENT ON COLUMN gov_cloud.v_statement."资源编号" IS 'resource.id';
COMMENT ON COLUMN gov_cloud.v_statement."资源名称" IS 'name of the resource';
COMMENT ON COLUMN gov_cloud.v_statement."目录项" IS 'item of the service catalogue';
COMMENT ON COLUMN gov_cloud.v_statement."计费项" IS 'the component that is priced';
COMMENT ON COLUMN gov_cloud.v_statement."起始日期" IS 'first day charged';
COMMENT ON COLUMN gov_cloud.v_statement."截止日期" IS 'last day charged';
COMMENT ON COLUMN gov_cloud.v_statement."天数" IS 'days charged, both ends counted';
COMMENT ON COLUMN gov_cloud.v_statement."数量" IS 'of the component';
COMMENT ON COLUMN gov_cloud.v_statement."单价" IS 'yuan for one unit per 计价周期';
COMMENT ON COLUMN gov_cloud.v_statement."计价周期" IS '日 or 月';
COMMENT ON COLUMN gov_cloud.v_statement."月折算天数" IS 'what a price per month is divided by';
COMMENT ON COLUMN gov_cloud.v_statement."金额" IS '数量 x 单价 x 天数 / 月折算天数, half up to the fen; signed';
COMMENT ON COLUMN gov_cloud.v_statement."类别" IS '计费: in its month; 补计: after that month was closed; 冲回: takes a line back; 调整: by finance; 扣减: a confirmed deduction or settlement';
COMMENT ON COLUMN gov_cloud.v_statement."更正明细" IS 'the line of an earlier statement it corrects';
COMMENT ON COLUMN gov_cloud.v_statement."原因" IS 'why it is not an ordinary line';
COMMENT ON COLUMN gov_cloud.v_statement."结算单合计" IS 'total of the whole statement; empty for a unit whose statement holds other units'' lines';

CREATE VIEW gov_cloud.v_statement_total WITH (security_invoker = true, security_barrier = true) AS
SELECT s.id AS "结算单",
       s.number::pg_catalog.varchar(40) AS "结算单号",
       pg_catalog.to_char(s.month, 'YYYY-MM')::pg_catalog.varchar(7) AS "结算月份",
       (CASE s.state WHEN 'draft' THEN '草稿' WHEN 'grace' THEN '待结算' ELSE '已结算' END)::pg_catalog.varchar(10) AS "结算状态",
       (CASE s.payer WHEN 'central' THEN '统一支付' WHEN 'unit_self' THEN '单位自付' ELSE '不予支付' END)::pg_catalog.varchar(10) AS "付款方",
       u.name::pg_catalog.varchar(200) AS "付款单位",
       j.name::pg_catalog.varchar(100) AS "地区",
       v.name::pg_catalog.varchar(200) AS "云服务商",
       s.lines AS "明细数",
       s.total::numeric(18,2) AS "合计",
       (SELECT pg_catalog.count(*) FROM gov_cloud.parked_charge k
         WHERE s.state OPERATOR(pg_catalog.<>) 'closed' AND k.jurisdiction OPERATOR(pg_catalog.=) s.jurisdiction
           AND k.provider_id OPERATOR(pg_catalog.=) s.provider_id AND k.month OPERATOR(pg_catalog.=) s.month) AS "未能计费项",
       s.ahead_from AS "预计起始日期",
       s.closes_from AS "可结算日期",
       pg_catalog.date_trunc('second', s.closed_at AT TIME ZONE 'Asia/Shanghai')::timestamp(0) AS "结算时间",
       pg_catalog.encode(s.digest, 'hex')::pg_catalog.varchar(64) AS "摘要"
  FROM gov_cloud.statement s
  JOIN gov_cloud.jurisdiction j ON j.code OPERATOR(pg_catalog.=) s.jurisdiction
  LEFT JOIN gov_cloud.organization v ON v.id OPERATOR(pg_catalog.=) s.provider_id
  LEFT JOIN gov_cloud.organization u ON u.id OPERATOR(pg_catalog.=) s.unit_id;
COMMENT ON VIEW gov_cloud.v_statement_total IS '结算单: one row a statement, of those the reader may see';
COMMENT ON COLUMN gov_cloud.v_statement_total."结算单" IS 'statement.id';
COMMENT ON COLUMN gov_cloud.v_statement_total."结算单号" IS 'given when it is closed';
COMMENT ON COLUMN gov_cloud.v_statement_total."结算月份" IS 'the month it settles';
COMMENT ON COLUMN gov_cloud.v_statement_total."结算状态" IS 'as in v_statement';
COMMENT ON COLUMN gov_cloud.v_statement_total."付款方" IS 'as in v_statement';
COMMENT ON COLUMN gov_cloud.v_statement_total."付款单位" IS 'the unit, where the unit pays';
COMMENT ON COLUMN gov_cloud.v_statement_total."地区" IS 'the jurisdiction';
COMMENT ON COLUMN gov_cloud.v_statement_total."云服务商" IS 'who is paid';
COMMENT ON COLUMN gov_cloud.v_statement_total."明细数" IS 'lines';
COMMENT ON COLUMN gov_cloud.v_statement_total."合计" IS 'sum of the lines';
COMMENT ON COLUMN gov_cloud.v_statement_total."未能计费项" IS 'billed days of the month without price or specification; while there are any it cannot be closed';
COMMENT ON COLUMN gov_cloud.v_statement_total."预计起始日期" IS 'of a draft: from this day on its lines are an estimate, for the day lay ahead when it was drafted; empty: the month was over';
COMMENT ON COLUMN gov_cloud.v_statement_total."可结算日期" IS 'first day on which finance may close it';
COMMENT ON COLUMN gov_cloud.v_statement_total."结算时间" IS 'when it was closed (Beijing time)';
COMMENT ON COLUMN gov_cloud.v_statement_total."摘要" IS 'digest of head and lines';

GRANT SELECT ON gov_cloud.v_statement, gov_cloud.v_statement_total TO gov_cloud_reader;

CREATE VIEW gov_cloud.v_payer WITH (security_invoker = true, security_barrier = true) AS
SELECT p.id AS "决定编号",
       p.resource AS "资源编号",
       r.name::pg_catalog.varchar(200) AS "资源名称",
       s.name::pg_catalog.varchar(200) AS "信息系统",
       u.name::pg_catalog.varchar(200) AS "使用单位",
       v.name::pg_catalog.varchar(200) AS "云服务商",
       (CASE p.component WHEN 'vcpu' THEN 'CPU(核)' WHEN 'memory_gb' THEN '内存(GB)' ELSE COALESCE(p.component, '全部') END)::pg_catalog.varchar(100) AS "计费项",
       (CASE p.payer WHEN 'unit_self' THEN '单位自付' ELSE '不予支付' END)::pg_catalog.varchar(10) AS "付款方",
       (CASE p.basis WHEN 'late_reclaim' THEN '低效且未及时收回' WHEN 'disconnected' THEN '断网' ELSE '督促后未缩减' END)::pg_catalog.varchar(20) AS "依据",
       pg_catalog.lower(p.days) AS "起始日期",
       pg_catalog.upper(p.days) OPERATOR(pg_catalog.-) 1 AS "截止日期",
       p.reason AS "原因",
       p.article::pg_catalog.varchar(100) AS "条款",
       p.matter AS "事项编号"
  FROM gov_cloud.payer_in_force p
  LEFT JOIN gov_cloud.resource r ON r.id OPERATOR(pg_catalog.=) p.resource
  LEFT JOIN gov_cloud.system s ON s.id OPERATOR(pg_catalog.=) p.system_id
  LEFT JOIN gov_cloud.organization u ON u.id OPERATOR(pg_catalog.=) p.unit_id
  LEFT JOIN gov_cloud.organization v ON v.id OPERATOR(pg_catalog.=) p.provider_id
 WHERE NOT pg_catalog.isempty(p.days);
COMMENT ON VIEW gov_cloud.v_payer IS '付款方决定: days of resources that are not paid centrally, by whose decision and why; of two about the same days the later one holds';
COMMENT ON COLUMN gov_cloud.v_payer."决定编号" IS 'payer_decision.id';
COMMENT ON COLUMN gov_cloud.v_payer."资源编号" IS 'resource.id';
COMMENT ON COLUMN gov_cloud.v_payer."资源名称" IS 'name of the resource';
COMMENT ON COLUMN gov_cloud.v_payer."信息系统" IS 'the system it serves';
COMMENT ON COLUMN gov_cloud.v_payer."使用单位" IS 'whose it is';
COMMENT ON COLUMN gov_cloud.v_payer."云服务商" IS 'who would be paid';
COMMENT ON COLUMN gov_cloud.v_payer."计费项" IS 'the component alone, or 全部';
COMMENT ON COLUMN gov_cloud.v_payer."付款方" IS '单位自付: by the unit; 不予支付: by nobody until someone decides';
COMMENT ON COLUMN gov_cloud.v_payer."依据" IS 'the ground of the decision';
COMMENT ON COLUMN gov_cloud.v_payer."起始日期" IS 'first day';
COMMENT ON COLUMN gov_cloud.v_payer."截止日期" IS 'last day; empty while it lasts';
COMMENT ON COLUMN gov_cloud.v_payer."原因" IS 'as it was decided';
COMMENT ON COLUMN gov_cloud.v_payer."条款" IS 'the article';
COMMENT ON COLUMN gov_cloud.v_payer."事项编号" IS 'the matter in which it was decided';

CREATE VIEW gov_cloud.v_deduction WITH (security_invoker = true, security_barrier = true) AS
SELECT d.id AS "编号",
       (CASE d.kind WHEN 'settlement' THEN '年度结算' ELSE '扣减' END)::pg_catalog.varchar(10) AS "类别",
       v.name::pg_catalog.varchar(200) AS "云服务商",
       u.name::pg_catalog.varchar(200) AS "使用单位",
       d.year::pg_catalog.int8 AS "年度",
       d.amount::numeric(18,2) AS "金额",
       d.clause::pg_catalog.varchar(200) AS "合同条款",
       d.reason AS "原因",
       d.assessed AS "考核结果",
       (CASE d.state WHEN 'proposed' THEN '待确认' WHEN 'confirmed' THEN '已确认' ELSE '不予扣减' END)::pg_catalog.varchar(10) AS "状态",
       pg_catalog.date_trunc('second', d.proposed_at AT TIME ZONE 'Asia/Shanghai')::timestamp(0) AS "提出时间",
       pg_catalog.date_trunc('second', d.decided_at AT TIME ZONE 'Asia/Shanghai')::timestamp(0) AS "决定时间",
       d.decision_reason AS "决定意见",
       d.charge AS "结算明细",
       d.matter AS "事项编号"
  FROM gov_cloud.deduction d
  LEFT JOIN gov_cloud.organization v ON v.id OPERATOR(pg_catalog.=) d.provider_id
  LEFT JOIN gov_cloud.organization u ON u.id OPERATOR(pg_catalog.=) d.unit_id;
COMMENT ON VIEW gov_cloud.v_deduction IS '服务费扣减: what was proposed to be taken off a provider''s bill, and what finance decided';
COMMENT ON COLUMN gov_cloud.v_deduction."编号" IS 'deduction.id, for confirm_deduction() and refuse_deduction()';
COMMENT ON COLUMN gov_cloud.v_deduction."类别" IS '扣减: for one cause; 年度结算: the one adjustment of a year';
COMMENT ON COLUMN gov_cloud.v_deduction."云服务商" IS 'whose bill';
COMMENT ON COLUMN gov_cloud.v_deduction."使用单位" IS 'the unit concerned, where there is one';
COMMENT ON COLUMN gov_cloud.v_deduction."年度" IS 'of a settlement';
COMMENT ON COLUMN gov_cloud.v_deduction."金额" IS 'yuan as added to the bill: negative takes off';
COMMENT ON COLUMN gov_cloud.v_deduction."合同条款" IS 'of the tender documents or the contract';
COMMENT ON COLUMN gov_cloud.v_deduction."原因" IS 'why it was proposed';
COMMENT ON COLUMN gov_cloud.v_deduction."考核结果" IS 'of a settlement: the quarters it rests on';
COMMENT ON COLUMN gov_cloud.v_deduction."状态" IS '待确认 until finance decides';
COMMENT ON COLUMN gov_cloud.v_deduction."提出时间" IS 'Beijing time';
COMMENT ON COLUMN gov_cloud.v_deduction."决定时间" IS 'Beijing time';
COMMENT ON COLUMN gov_cloud.v_deduction."决定意见" IS 'why finance decided so';
COMMENT ON COLUMN gov_cloud.v_deduction."结算明细" IS 'charge.id of the line it became';
COMMENT ON COLUMN gov_cloud.v_deduction."事项编号" IS 'the matter in which it was proposed';

GRANT SELECT ON gov_cloud.v_payer, gov_cloud.v_deduction TO gov_cloud_reader;
