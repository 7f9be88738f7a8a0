-- How a story is shown, and as whom: who administers the place.
\pset border 2
\pset linestyle unicode
\pset null '－'
\pset footer off
\pset format wrapped
\pset columns 150
SELECT 'demo_' || administered_by AS officer FROM demo.place \gset
SET SESSION AUTHORIZATION :officer;
