-- What the county pays, month by month.
\ir ../billing.sql
