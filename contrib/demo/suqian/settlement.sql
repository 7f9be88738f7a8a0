-- First opened, then paid (art. 38): what the city pays, month by month.
\ir ../billing.sql
