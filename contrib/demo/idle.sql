-- The worker's own tasks, run now instead of at their hour.
SELECT demo.runs('close_days');
SELECT demo.runs('scan_efficiency');
SELECT demo.runs('deliver');
