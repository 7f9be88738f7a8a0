-- comparison: the same questions asked of every policy.  An answer is composed of the rows that carry it out;
-- aspect_source only names them.  A policy that names none for a question says nothing about it.

CREATE TABLE gov_cloud.aspect (
    "position"   integer PRIMARY KEY CHECK ("position" OPERATOR(pg_catalog.>) 0),
    title        text NOT NULL,
    builtin      boolean NOT NULL DEFAULT false
);
COMMENT ON TABLE gov_cloud.aspect IS 'questions by which policies are compared';
INSERT INTO gov_cloud.aspect ("position", title, builtin) VALUES
    (1, '适用对象', true), (2, '涉密系统', true), (3, '等保级别上限', true), (4, '云平台自身等保级别', true),
    (5, '主管部门', true), (6, '独立的运行管理单位', true), (7, '上云的最终审批', true), (8, '服务商角色', true),
    (9, '印明的环节', true), (10, '事先备案号', true), (11, '年度上云计划', true), (12, '申请材料', true),
    (13, '公函', true), (14, '受理决定', true), (15, '评估审核', true), (16, '审批', true),
    (17, '较大规模申请', true), (18, '特大规模申请', true), (19, '开通或试用环境', true), (20, '试运行期限', true),
    (21, '试运行延长', true), (22, '试用环境转为正式环境', true), (23, '部署期限', true), (24, '上线期限', true),
    (25, '逾期未部署上线的收回', true), (26, '开通上线前的测试', true), (27, '第三方检测报告', true), (28, '测试结果报送', true),
    (29, '开通审核', true), (30, '协议', true), (31, '协议期限', true), (32, '计费起始', true),
    (33, '数据库只读权限', true), (34, '联网备案', true), (35, '等保定级备案测评', true), (36, '密码应用测评', true),
    (37, '变更审批', true), (38, '变更执行', true), (39, '重大变更的界定', true), (40, '重大变更的程序', true),
    (41, '紧急扩容', true), (42, '弹性调整', true), (43, '扩容沿用原服务商', true), (44, '退出的前提', true),
    (45, '退出审批', true), (46, '退出回收', true), (47, '退出时清除数据', true), (48, '停止计费', true),
    (49, '管理方发起的核减', true), (50, '低效阈值', true), (51, '通知后的调整', true), (52, '强制断网或收回', true),
    (53, '低效资源的付费方', true), (54, '维护方案', true), (55, '维护前告知单位', true), (56, '外网主管部门同意', true),
    (57, '事件告知单位', true), (58, '故障恢复时限', true), (59, '事故调查报告', true), (60, '重大事件报网安监管', true),
    (61, '月度报告', true), (62, '季度报告', true), (63, '年度报告与评估', true), (64, '安全公告', true),
    (65, '应急演练', true), (66, '安全检查', true), (67, '整改期限', true), (68, '日志留存', true),
    (69, '备份', true), (70, '重要数据加密备份', true), (71, '月度自查', true), (72, '资源核对', true),
    (73, '全天候服务', true), (74, '满意度分级', true), (75, '服务商考核', true), (76, '结算与考核挂钩', true),
    (77, '使用单位考核', true), (78, '撤销服务商资格', true), (79, '应急联系人', true), (80, '不可抗力', true),
    (81, '数据中心认定', true), (82, '保留与迁移年限', true), (83, '第三方租赁', true), (84, '市级方案备案', true),
    (85, '县级平台', true), (86, '资源配置原则', true), (87, '云分区', true), (88, '禁止擅自访问数据', true),
    (89, '安全责任', true), (90, '培训', true), (91, '云服务安全评估', true), (92, '表单', true),
    (93, '施行日期', true), (94, '冲突规则', true), (95, '地方参照', true), (96, '到开通为止的期限合计', true);

CREATE TABLE gov_cloud.aspect_source (
    policy       text NOT NULL REFERENCES gov_cloud.policy,
    aspect       integer NOT NULL REFERENCES gov_cloud.aspect,
    "position"   integer NOT NULL DEFAULT 1,
    source       text NOT NULL CHECK (source OPERATOR(pg_catalog.=) ANY (ARRAY['article', 'policy', 'role', 'procedure', 'transition',
        'guard', 'effect', 'deadline', 'deadlines', 'parameter', 'form', 'field', 'tier', 'obligation', 'indicator', 'criterion'])),
    object       text NOT NULL,
    facet        text,
    builtin      boolean NOT NULL DEFAULT false,
    PRIMARY KEY (policy, aspect, "position")
);
COMMENT ON TABLE gov_cloud.aspect_source IS 'which row of the policy answers a question: its term, actors, amount and article make the answer';
COMMENT ON COLUMN gov_cloud.aspect_source.object IS 'code of the row: a label, role, transition, deadline ...; transition#position for a guard or effect; form:field; a column of policy; terms to add up, apart by "+", for deadlines';
COMMENT ON COLUMN gov_cloud.aspect_source.facet IS 'the key of a guard''s or effect''s parameters that is the answer';
CREATE TRIGGER policy_frozen BEFORE INSERT OR UPDATE OR DELETE ON gov_cloud.aspect_source
    FOR EACH ROW EXECUTE FUNCTION gov_cloud.policy_frozen();
GRANT SELECT ON gov_cloud.aspect, gov_cloud.aspect_source TO gov_cloud_reader;
GRANT INSERT, UPDATE, DELETE ON gov_cloud.aspect_source TO gov_cloud_secadmin;


-- Each kind of row told in words: what it says, then the article in brackets.  No article: the text is silent,
-- the row is an interpretation or a need of practice.
CREATE VIEW gov_cloud.v_aspect_source WITH (security_invoker = true, security_barrier = true) AS
SELECT a.policy, a.aspect, a."position",
       pg_catalog.concat(said.words, CASE WHEN said.article IS NOT NULL THEN pg_catalog.concat('（', said.article, '）') END) AS said
  FROM gov_cloud.aspect_source a
 CROSS JOIN LATERAL (
    SELECT r.summary, r.label FROM gov_cloud.article r
     WHERE a.source OPERATOR(pg_catalog.=) 'article' AND r.policy OPERATOR(pg_catalog.=) a.policy AND r.label OPERATOR(pg_catalog.=) a.object
    UNION ALL
    SELECT pg_catalog.to_jsonb(r) OPERATOR(pg_catalog.->>) a.object, NULL FROM gov_cloud.policy r
     WHERE a.source OPERATOR(pg_catalog.=) 'policy' AND r.code OPERATOR(pg_catalog.=) a.policy
       AND (pg_catalog.to_jsonb(r) OPERATOR(pg_catalog.->>) a.object) IS NOT NULL
    UNION ALL
    SELECT r.title, r.article FROM gov_cloud.policy_role r
     WHERE a.source OPERATOR(pg_catalog.=) 'role' AND r.policy OPERATOR(pg_catalog.=) a.policy AND r.role OPERATOR(pg_catalog.=) a.object
    UNION ALL
    SELECT r.title, r.article FROM gov_cloud.procedure r
     WHERE a.source OPERATOR(pg_catalog.=) 'procedure' AND r.policy OPERATOR(pg_catalog.=) a.policy AND r.code OPERATOR(pg_catalog.=) a.object
    UNION ALL
    -- who does what
    SELECT pg_catalog.concat_ws(' ', (SELECT pg_catalog.string_agg(COALESCE(p.title, n.role), '、' ORDER BY n.nth)
              FROM pg_catalog.unnest(r.actors) WITH ORDINALITY n (role, nth)
              LEFT JOIN gov_cloud.policy_role p ON p.policy OPERATOR(pg_catalog.=) r.policy AND p.role OPERATOR(pg_catalog.=) n.role), r.title), r.article
      FROM gov_cloud.transition r
     WHERE a.source OPERATOR(pg_catalog.=) 'transition' AND r.policy OPERATOR(pg_catalog.=) a.policy AND r.code OPERATOR(pg_catalog.=) a.object
    UNION ALL
    -- what is asked before it, in principle or always; the guard's own words where it has them
    SELECT pg_catalog.concat(CASE WHEN r.soft THEN '原则上' END,
               CASE WHEN a.facet IS NULL THEN COALESCE(r.parameters OPERATOR(pg_catalog.->>) 'title', r.guard)
                    ELSE pg_catalog.concat(COALESCE((r.parameters OPERATOR(pg_catalog.->>) 'title') OPERATOR(pg_catalog.||) ' ', ''),
                         a.facet, '=', r.parameters OPERATOR(pg_catalog.->>) a.facet) END), r.article
      FROM gov_cloud.transition_guard r
     WHERE a.source OPERATOR(pg_catalog.=) 'guard' AND r.policy OPERATOR(pg_catalog.=) a.policy
       AND pg_catalog.concat(r.transition, '#', r."position") OPERATOR(pg_catalog.=) a.object
       AND (a.facet IS NULL OR (r.parameters OPERATOR(pg_catalog.->>) a.facet) IS NOT NULL)
    UNION ALL
    SELECT CASE WHEN a.facet IS NULL THEN COALESCE(r.parameters OPERATOR(pg_catalog.->>) 'title', r.effect)
                ELSE pg_catalog.concat(r.effect, ' ', a.facet, '=', r.parameters OPERATOR(pg_catalog.->>) a.facet) END, r.article
      FROM gov_cloud.transition_effect r
     WHERE a.source OPERATOR(pg_catalog.=) 'effect' AND r.policy OPERATOR(pg_catalog.=) a.policy
       AND pg_catalog.concat(r.transition, '#', r."position") OPERATOR(pg_catalog.=) a.object
       AND (a.facet IS NULL OR (r.parameters OPERATOR(pg_catalog.->>) a.facet) IS NOT NULL)
    UNION ALL
    -- how long, from what, for whom
    SELECT pg_catalog.concat(CASE WHEN r.soft THEN '原则上' END,
               CASE WHEN r.term IS NULL THEN r.title
                    WHEN r.kind OPERATOR(pg_catalog.=) 'earliest' THEN pg_catalog.concat('满', gov_cloud.term_chinese(r.term), '后')
                    WHEN r.kind OPERATOR(pg_catalog.=) 'backward' THEN pg_catalog.concat('提前', gov_cloud.term_chinese(r.term))
                    ELSE pg_catalog.concat(gov_cloud.term_chinese(r.term), '内') END,
               CASE WHEN r.kind OPERATOR(pg_catalog.<>) 'backward' THEN pg_catalog.concat('，自',
                   (SELECT pg_catalog.string_agg(DISTINCT t.title, '或') FROM gov_cloud.transition t
                     WHERE t.policy OPERATOR(pg_catalog.=) r.policy AND t.procedure OPERATOR(pg_catalog.=) r.procedure
                       AND CASE WHEN pg_catalog.starts_with(r.starts_from, 'action:')
                           THEN t.action OPERATOR(pg_catalog.=) pg_catalog.split_part(r.starts_from, ':', 2)
                           ELSE t.code OPERATOR(pg_catalog.=) ANY (r.starts_on) END),
                   '（' OPERATOR(pg_catalog.||) CASE pg_catalog.split_part(r.starts_from, ':', 1)
                       WHEN 'form' THEN (SELECT f.title FROM gov_cloud.form_field f
                           WHERE f.form OPERATOR(pg_catalog.=) pg_catalog.split_part(r.starts_from, ':', 2)
                             AND f.field OPERATOR(pg_catalog.=) pg_catalog.split_part(r.starts_from, ':', 3))
                       WHEN 'data' THEN pg_catalog.split_part(r.starts_from, ':', 2)
                       WHEN 'opening' THEN pg_catalog.split_part(r.starts_from, ':', 2) END OPERATOR(pg_catalog.||) '）', '起') END,
               '，', COALESCE(p.title, r.obligor)), r.article
      FROM gov_cloud.deadline_rule r
      LEFT JOIN gov_cloud.policy_role p ON p.policy OPERATOR(pg_catalog.=) r.policy AND p.role OPERATOR(pg_catalog.=) r.obligor
     WHERE a.source OPERATOR(pg_catalog.=) 'deadline' AND r.policy OPERATOR(pg_catalog.=) a.policy AND r.code OPERATOR(pg_catalog.=) a.object
    UNION ALL
    -- terms that follow one another, in working days
    SELECT pg_catalog.concat(pg_catalog.string_agg(pg_catalog.substring(r.term::text, '^[0-9]+'), '+' ORDER BY n.nth), ' = ',
               gov_cloud.term_chinese((pg_catalog.sum(pg_catalog.substring(r.term::text, '^[0-9]+')::int8)::text OPERATOR(pg_catalog.||) ' workdays')::gov_cloud.term)), NULL
      FROM pg_catalog.unnest(pg_catalog.string_to_array(a.object, '+')) WITH ORDINALITY n (code, nth)
      JOIN gov_cloud.deadline_rule r ON r.policy OPERATOR(pg_catalog.=) a.policy AND r.code OPERATOR(pg_catalog.=) n.code
     WHERE a.source OPERATOR(pg_catalog.=) 'deadlines' AND pg_catalog.strpos(r.term::text, 'workday') OPERATOR(pg_catalog.>) 0
    HAVING pg_catalog.count(*) OPERATOR(pg_catalog.=) pg_catalog.cardinality(pg_catalog.string_to_array(a.object, '+'))
    UNION ALL
    SELECT pg_catalog.concat(r.name, '=', COALESCE(r.value, '未定')), r.article FROM gov_cloud.policy_parameter r
     WHERE a.source OPERATOR(pg_catalog.=) 'parameter' AND r.policy OPERATOR(pg_catalog.=) a.policy AND r.name OPERATOR(pg_catalog.=) a.object
    UNION ALL
    SELECT r.title, r.article FROM gov_cloud.form r
     WHERE a.source OPERATOR(pg_catalog.=) 'form' AND r.code OPERATOR(pg_catalog.=) a.object
    UNION ALL
    SELECT f.title, r.article FROM gov_cloud.form r
      JOIN gov_cloud.form_field f ON f.form OPERATOR(pg_catalog.=) r.code
     WHERE a.source OPERATOR(pg_catalog.=) 'field' AND r.code OPERATOR(pg_catalog.=) pg_catalog.split_part(a.object, ':', 1)
       AND f.field OPERATOR(pg_catalog.=) pg_catalog.split_part(a.object, ':', 2)
    UNION ALL
    -- larger than what, in any one dimension
    SELECT pg_catalog.concat(r.title, '：', pg_catalog.concat_ws(' 或 ',
               '>' OPERATOR(pg_catalog.||) pg_catalog.trim_scale(r.vcpu)::text OPERATOR(pg_catalog.||) '核',
               '>' OPERATOR(pg_catalog.||) pg_catalog.trim_scale(r.memory_gb)::text OPERATOR(pg_catalog.||) 'GB内存',
               '>' OPERATOR(pg_catalog.||) pg_catalog.trim_scale(r.storage_gb)::text OPERATOR(pg_catalog.||) 'GB存储',
               '>' OPERATOR(pg_catalog.||) pg_catalog.trim_scale(r.storage_tb)::text OPERATOR(pg_catalog.||) 'TB存储',
               '>' OPERATOR(pg_catalog.||) pg_catalog.trim_scale(r.bandwidth_mbps)::text OPERATOR(pg_catalog.||) 'M带宽')), r.article
      FROM gov_cloud.request_tier r
     WHERE a.source OPERATOR(pg_catalog.=) 'tier' AND r.policy OPERATOR(pg_catalog.=) a.policy AND r.tier OPERATOR(pg_catalog.=) a.object
    UNION ALL
    -- what is owed outside matters: how often, by whom, to whom
    SELECT pg_catalog.concat(CASE WHEN r.kind OPERATOR(pg_catalog.=) 'standing' THEN '常态'
               WHEN r.cadence IS NULL THEN '周期未定'
               ELSE CASE r.cadence WHEN 'day' THEN '每日' WHEN 'month' THEN '每月' WHEN 'quarter' THEN '每季度' WHEN 'half_year' THEN '每半年' ELSE '每年' END
               END, ' ', r.title, '，', COALESCE(o.title, r.obligor), '→' OPERATOR(pg_catalog.||) (SELECT pg_catalog.string_agg(COALESCE(p.title, n.role), '、' ORDER BY n.nth)
                  FROM pg_catalog.unnest(r.recipients) WITH ORDINALITY n (role, nth)
                  LEFT JOIN gov_cloud.policy_role p ON p.policy OPERATOR(pg_catalog.=) r.policy AND p.role OPERATOR(pg_catalog.=) n.role)), r.article
      FROM gov_cloud.obligation_rule r
      LEFT JOIN gov_cloud.policy_role o ON o.policy OPERATOR(pg_catalog.=) r.policy AND o.role OPERATOR(pg_catalog.=) r.obligor
     WHERE a.source OPERATOR(pg_catalog.=) 'obligation' AND r.policy OPERATOR(pg_catalog.=) a.policy AND r.code OPERATOR(pg_catalog.=) a.object
    UNION ALL
    SELECT pg_catalog.concat(r.title, '：' OPERATOR(pg_catalog.||) CASE r.scale WHEN 'satisfaction' THEN '不满意、基本满意、满意、非常满意'
               ELSE pg_catalog.array_to_string(r.grades, '、') END), r.article
      FROM gov_cloud.indicator r
     WHERE a.source OPERATOR(pg_catalog.=) 'indicator' AND r.policy OPERATOR(pg_catalog.=) a.policy AND r.code OPERATOR(pg_catalog.=) a.object
    UNION ALL
    SELECT pg_catalog.concat(CASE WHEN r.soft THEN '原则上' END, r.title,
               CASE r.test WHEN 'min' THEN '≥' WHEN 'max' THEN '≤' END OPERATOR(pg_catalog.||) r.value), r.article
      FROM gov_cloud.criterion r
     WHERE a.source OPERATOR(pg_catalog.=) 'criterion' AND r.policy OPERATOR(pg_catalog.=) a.policy AND r.code OPERATOR(pg_catalog.=) a.object
    ) said (words, article);
COMMENT ON VIEW gov_cloud.v_aspect_source IS 'what each named row says about an aspect; a row that is not there says nothing';
COMMENT ON COLUMN gov_cloud.v_aspect_source.said IS 'its words, amounts and parties, and the article';
GRANT SELECT ON gov_cloud.v_aspect_source TO gov_cloud_reader;

CREATE FUNCTION gov_cloud.compare_policies(policies text DEFAULT NULL, OUT "position" bigint, OUT aspect text, OUT policy text, OUT cell text)
    RETURNS SETOF record
    LANGUAGE sql STABLE PARALLEL RESTRICTED ROWS 500 SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT a."position", a.title, p.code, COALESCE(said.cell, '-')
      FROM gov_cloud.aspect a
      JOIN gov_cloud.policy p ON CASE WHEN compare_policies.policies IS NULL THEN p.status OPERATOR(pg_catalog.=) 'published'
               ELSE p.code OPERATOR(pg_catalog.=) ANY (pg_catalog.string_to_array(pg_catalog.replace(compare_policies.policies, ' ', ''), ',')) END
      LEFT JOIN (SELECT s.policy, s.aspect, pg_catalog.string_agg(s.said, '；' ORDER BY s."position") AS cell
                   FROM gov_cloud.v_aspect_source s GROUP BY s.policy, s.aspect) said
        ON said.policy OPERATOR(pg_catalog.=) p.code AND said.aspect OPERATOR(pg_catalog.=) a."position"
     ORDER BY a."position", p.code;
END;
COMMENT ON FUNCTION gov_cloud.compare_policies(text) IS 'what policies (codes apart by commas; NULL: all published) say of each aspect, composed of their rows; - where one says nothing';
GRANT EXECUTE ON FUNCTION gov_cloud.compare_policies(text) TO gov_cloud_reader;
