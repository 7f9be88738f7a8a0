SELECT pg_sleep(1); -- BAD
SELECT 'no sleep at all';
