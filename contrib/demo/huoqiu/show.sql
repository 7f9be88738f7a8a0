-- What the story has brought about, as the bureau, the unit and finance see it.
SELECT matter AS major FROM demo.changed WHERE what = 'major' \gset
SELECT matter AS reduction FROM demo.changed WHERE what = 'reduction' \gset
\ir ../show/begin.sql
\echo
\echo '== Timeline of a matter (一件事项的办理过程): a change found major, sent through article 10'
\set matter :major
\ir ../show/timeline.sql
\ir ../show/deadlines.sql
\ir ../show/idle.sql
\echo
\echo '== 核减: from the finding to the stopped charge'
\set matter :reduction
\ir ../show/timeline.sql
\ir ../show/bill.sql
RESET SESSION AUTHORIZATION;
