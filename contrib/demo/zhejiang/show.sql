-- What the story has brought about, as the authority and the unit see it.
SELECT matter AS onboarded FROM demo.onboarded WHERE system = '健康档案系统' \gset
SELECT organization AS vendor FROM demo.party WHERE login = 'vendor' \gset
SELECT organization AS edu FROM demo.party WHERE login = 'edu' \gset
SELECT matter AS refused FROM demo.changed WHERE what = 'refused' \gset
\ir ../show/begin.sql
\echo
\echo '== Timeline of a matter (一件事项的办理过程): from the application to the formal environment'
\set matter :onboarded
\ir ../show/timeline.sql
\echo
\echo '== What changed after the refusal (不予受理后的修改)'
SELECT section, title AS "字段", before AS "原申请", after AS "再次申请" FROM gov_cloud.form_diff(:refused, 'ZJ-USE', 1);
\ir ../show/deadlines.sql
\ir ../show/idle.sql
\ir ../show/duties.sql
\echo
\echo '== The provider and a unit, scored (评分)'
SELECT title, numerator, denominator, value, grade, article FROM gov_cloud.provider_scorecard(:vendor);
SELECT title, numerator, denominator, value, grade, article FROM gov_cloud.unit_scorecard(:edu);
RESET SESSION AUTHORIZATION;
