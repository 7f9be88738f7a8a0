-- What the story has brought about, as the centre and the unit see it.
SELECT matter AS onboarded FROM demo.onboarded WHERE system = '健康档案系统' \gset
SELECT matter AS reduction FROM demo.changed WHERE what = 'reduction' \gset
\ir ../show/begin.sql
\echo
\echo '== Timeline of a matter (一件事项的办理过程): an application without a term'
\set matter :onboarded
\ir ../show/timeline.sql
\ir ../show/deadlines.sql
\ir ../show/idle.sql
\echo
\echo '== Downgraded (降配): from the evaluation to the smaller machine'
\set matter :reduction
\ir ../show/timeline.sql
\ir ../show/duties.sql
RESET SESSION AUTHORIZATION;
