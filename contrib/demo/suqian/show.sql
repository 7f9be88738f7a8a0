-- What the story has brought about, as the operator, the unit and finance see it.
SELECT matter AS large FROM demo.onboarded WHERE system = '学籍管理系统' \gset
SELECT matter AS reduction FROM demo.changed WHERE what = 'reduction' \gset
\ir ../show/begin.sql
\echo
\echo '== How large the requests were (需求规模), and what made them so'
SELECT s.name AS "信息系统", t.title AS "需求规模", a.counted AS "计入", a.exceeds AS "超出" FROM gov_cloud.tier_assessment AS a
JOIN gov_cloud.matter AS m ON m.id = a.matter JOIN gov_cloud.system AS s ON s.id = m.system_id
JOIN gov_cloud.request_tier AS t ON t.policy = m.policy AND t.tier = a.tier ORDER BY s.name;
\echo
\echo '== Timeline of a matter (一件事项的办理过程): a large request, consulted on by three parties'
\set matter :large
\ir ../show/timeline.sql
\ir ../show/deadlines.sql
\ir ../show/idle.sql
\echo
\echo '== Low use (低效运行处置): from the notice to the stopped charge'
\set matter :reduction
\ir ../show/timeline.sql
\ir ../show/bill.sql
RESET SESSION AUTHORIZATION;
