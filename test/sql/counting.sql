-- counting: what is written of how terms are counted is how they are counted.
\pset format unaligned
CREATE FUNCTION pg_temp.due(started timestamptz, term text, rolls boolean DEFAULT true, suspensions text DEFAULT NULL, backward boolean DEFAULT false)
    RETURNS text LANGUAGE sql AS $$SELECT due_at AT TIME ZONE 'Asia/Shanghai' FROM gov_cloud.project_due(started, term, 'cn', rolls, suspensions, backward)$$;
SET TimeZone = 'America/New_York';
SELECT c.name, c.value, c.chosen_by, v.shown
FROM gov_cloud.counting_rule AS c LEFT JOIN (VALUES
    ('tz', pg_temp.due('2026-03-05 16:30+00', '2 workdays')),
    ('exclude_start_day', pg_temp.due('2026-03-06 09:00+08', '2 workdays')),
    ('nonworking_event_shifts_to_next_workday', pg_temp.due('2026-03-07 09:00+08', '2 workdays')),
    ('roll_act_deadlines', pg_temp.due('2026-05-20 09:00+08', '30 days')),
    ('roll_status_periods', pg_temp.due('2026-05-20 09:00+08', '30 days', false)),
    ('day_cutoff', pg_temp.due('2026-03-06 17:59+08', '2 workdays')),
    ('hours_calendar', pg_temp.due('2026-03-06 23:45+08', '30 minutes')),
    ('backward_roll', pg_temp.due('2026-03-10 00:00+08', '3 days', false, NULL, true)),
    ('suspension_counting', pg_temp.due('2026-03-02 09:00+08', '7 workdays', true, '2026-03-04/2026-03-09')),
    ('horizon_policy', (SELECT provisional::text FROM gov_cloud.project_due('2026-12-21 09:00+08', '15 workdays')))
) AS v (name, shown) USING (name) ORDER BY c.name COLLATE "C";
-- what may be chosen otherwise is there to be chosen
SELECT c.name, count(a.attname) + count(p.name) > 0 AS there FROM gov_cloud.counting_rule AS c
LEFT JOIN pg_attribute AS a ON a.attrelid = 'gov_cloud.deadline_rule'::regclass AND c.chosen_by = 'deadline_rule.' || a.attname
LEFT JOIN gov_cloud.policy_parameter AS p ON p.name = c.chosen_by
WHERE c.chosen_by IS NOT NULL GROUP BY c.name ORDER BY c.name COLLATE "C";
