-- What the story has brought about, as the centre, the unit and finance see it.
SELECT matter AS onboarding FROM demo.onboarded WHERE system = '学籍管理系统' \gset
SELECT matter AS recognised FROM demo.changed WHERE what = 'recognised' \gset
\ir ../show/begin.sql
\echo
\echo '== Timeline of a matter (一件事项的办理过程): evaluated by the centre, approved by the bureau, tried, agreed, opened'
\set matter :onboarding
\ir ../show/timeline.sql
\echo
\echo '== Data centres (存量数据中心)'
SELECT "单位", "数据中心", "现有机架数", "可用机架数", "状态", "保留至", "承载系统数", "可安排运维资金" FROM gov_cloud.v_data_centre;
\echo
\echo '== The checklist of the one that was not recognised (第十三条认定标准)'
SELECT k.code, k.title, k.wanted, k.found, k.satisfied, k.article
FROM gov_cloud.data_centre AS d, LATERAL gov_cloud.check_criteria(d.id, 'own_data_centre') AS k WHERE d.name = '市卫生健康委员会机房';
\echo
\echo '== Recognition (认定): kept for two years'
\set matter :recognised
\ir ../show/timeline.sql
\ir ../show/deadlines.sql
\ir ../show/idle.sql
SET SESSION AUTHORIZATION demo_finance;
\echo
\echo '== Evaluation (评价) as finance reads it: systems moved, with and without those in a kept data centre'
SELECT o.name AS "单位", v.period AS "年度", v.title AS "指标", coalesce(v.grade, round(v.value * 100, 1) || '%') AS "结果",
    v.other_numerator || '/' || v.other_denominator AS "不含暂时迁移"
FROM gov_cloud.v_assessment AS v JOIN gov_cloud.organization AS o ON o.id = v.unit_id ORDER BY o.id, v.indicator;
\echo
\echo '== Duties (义务): what recurs, and what no cadence was set for'
SET SESSION AUTHORIZATION :officer;
SELECT code, title, state, due_on, article FROM gov_cloud.v_obligation WHERE kind = 'recurring' AND (due_on IS NULL OR due_on >= gov_cloud.clock()::date) ORDER BY code;
RESET SESSION AUTHORIZATION;
