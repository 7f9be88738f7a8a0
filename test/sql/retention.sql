-- Logs kept as long as the policy says, backups taken as often as it says.
\set t retention
\i test/cloud.sql
INSERT INTO gov_cloud.policy_parameter (policy, name, kind, choices, value, article, note) VALUES
    ('probe/1', 'log_retention_months', 'integer', NULL, '6', '1', '日志保存'),
    ('probe/1', 'full_backup_cadence', 'text', '{month,quarter}', NULL, NULL, '全量备份周期');
INSERT INTO gov_cloud.obligation_rule (policy, code, rule, title, kind, obligor, cadence, parameter, per, fulfilled_by, article) VALUES
    ('probe/1', 'B1', 'T-B1', '每日增量备份', 'recurring', 'using_unit', 'day', NULL, 'system', 'backup_incremental', '1'),
    ('probe/1', 'B2', 'T-B2', '定期全量备份', 'recurring', 'using_unit', NULL, 'full_backup_cadence', 'system', 'backup_full', '1');
\i test/adopt.sql
UPDATE gov_cloud.system SET status = 'in_service', in_service = '[2026-03-02,)' WHERE id = 1;
INSERT INTO gov_cloud.system (id, unit_id, jurisdiction, provider_id, name, classified, funding) OVERRIDING SYSTEM VALUE VALUES
    (2, 2, '341522', 4, '选课系统', false, 'county'), (3, 5, '341523', 4, '外县系统', false, 'county');
INSERT INTO gov_cloud.role_holding (person, organization, role, jurisdiction) VALUES (1, 1, 'backdating', '341522');
CREATE FUNCTION public.opens(at text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE said text;
BEGIN
    PERFORM set_config('gov_cloud.clock', at, false);
    SET SESSION AUTHORIZATION regress_retention_sysadmin;
    said := gov_cloud.run_task('open_obligations');
    RESET SESSION AUTHORIZATION;
    RETURN said;
END $$;

-- logs: bad input
SET SESSION AUTHORIZATION :unit;
SELECT refusal($$SELECT gov_cloud.register_log_set(1, NULL, 'operation', '2026-02-01', NULL, 'x')$$);
SELECT refusal($$SELECT gov_cloud.register_log_set(1, NULL, 'operation', '2026-02-02', '2026-02-01', 'x')$$);
SELECT refusal($$SELECT gov_cloud.register_log_set(1, NULL, 'operation', '2026-02-01', '2026-03-03', 'x')$$);
SELECT refusal($$SELECT gov_cloud.register_log_set(1, NULL, 'operation', '-infinity', '2026-03-01', 'x')$$);
SELECT refusal($$SELECT gov_cloud.register_log_set(1, NULL, 'Operation', '2026-02-01', '2026-02-01', 'x')$$);
SELECT refusal($$SELECT gov_cloud.register_log_set(1, NULL, 'operation', '2026-02-01', '2026-02-01', 'x', -1)$$);
SELECT refusal($$SELECT gov_cloud.register_log_set(NULL, NULL, 'operation', '2026-02-01', '2026-02-01', 'x')$$);
SELECT refusal($$SELECT gov_cloud.register_log_set(2, NULL, 'operation', '2026-02-01', '2026-02-01', 'x')$$);
SET SESSION AUTHORIZATION :provider;
SELECT refusal($$SELECT gov_cloud.register_log_set(1, NULL, 'operation', '2026-02-01', '2026-02-01', 'x')$$);
SELECT gov_cloud.register_log_set(NULL, 4, 'platform', '2026-01-01', '2026-02-28', '平台日志库') AS platform \gset
-- kept to the end of the sixth calendar month, whose last day may be an earlier one
SET SESSION AUTHORIZATION :unit;
SELECT gov_cloud.register_log_set(1, NULL, 'operation', '2025-12-01', '2025-12-31', '//logs/2025-12', 1024, request_id => 'l1') AS december \gset
SELECT gov_cloud.register_log_set(1, NULL, 'operation', '2025-12-01', '2025-12-31', '//logs/2025-12', 1024, request_id => 'l1') = :december AS same;
SELECT gov_cloud.register_log_set(1, NULL, 'operation', '2025-09-01', '2025-09-02', '//logs/2025-09') AS september \gset
SELECT log_set = :december AS december, last_day, kept_through, deleted_at FROM gov_cloud.v_log_set ORDER BY last_day;
SELECT gov_cloud.log_retention_months('341522'), gov_cloud.log_retention_months('341523');
-- those of 2 September are to be kept to 2 March, today; those of 31 December to 30 June
SELECT refusal(format($$SELECT gov_cloud.delete_log_set(%s, ' ')$$, :september));
SELECT refusal(format($$SELECT gov_cloud.delete_log_set(%s, '到期')$$, :september));
RESET SESSION AUTHORIZATION;
SET gov_cloud.clock = '2026-03-03 00:00';
SET SESSION AUTHORIZATION :school;
SELECT refusal(format($$SELECT gov_cloud.delete_log_set(%s, '到期')$$, :september));
SET SESSION AUTHORIZATION :unit;
SELECT gov_cloud.delete_log_set(:september, '到期', 'd1') AS deleted;
SELECT gov_cloud.delete_log_set(:september, '到期', 'd1') AS same;
SELECT refusal(format($$SELECT gov_cloud.delete_log_set(%s, '到期')$$, :september));
SELECT refusal($$SELECT gov_cloud.delete_log_set(999, '到期')$$);
RESET SESSION AUTHORIZATION;
SET gov_cloud.clock = '2026-06-30 23:59:59';
SET SESSION AUTHORIZATION :unit;
SELECT refusal(format($$SELECT gov_cloud.delete_log_set(%s, '到期')$$, :december));
RESET SESSION AUTHORIZATION;
SET gov_cloud.clock = '2026-07-01 00:00';
SET SESSION AUTHORIZATION :unit;
SELECT gov_cloud.delete_log_set(:december, '到期') AS deleted;
SELECT log_set = :december AS december, kept_through, deleted_at, reason FROM gov_cloud.v_log_set ORDER BY last_day;
-- a county may ask for more, not for less; the system's exit frees nothing
SET SESSION AUTHORIZATION :sysadmin;
SELECT gov_cloud.adopt_local_rule('341522', 'probe/1', 'log_retention_months', '3', '想少一点') > 0 AS adopted;
SELECT gov_cloud.log_retention_months('341522');
SELECT gov_cloud.adopt_local_rule('341522', 'probe/1', 'log_retention_months', '12', '县里规定') > 0 AS adopted;
SELECT gov_cloud.log_retention_months('341522');
SELECT gov_cloud.adopt_local_rule('341522', 'probe/1', 'log_retention_months', NULL, '回到文本') IS NULL AS ended;
SET SESSION AUTHORIZATION :unit;
SELECT gov_cloud.register_log_set(1, NULL, 'operation', '2026-02-20', '2026-03-02', '//logs/last') AS last \gset
RESET SESSION AUTHORIZATION;
UPDATE gov_cloud.system SET status = 'exited', in_service = '[2026-03-02,2026-03-10)' WHERE id = 1;
SET gov_cloud.clock = '2026-09-02 23:59';
SET SESSION AUTHORIZATION :unit;
SELECT refusal(format($$SELECT gov_cloud.delete_log_set(%s, '系统已退出')$$, :last));
-- what is kept is to be complete: the week nobody registered, of the system that has left too
SELECT system, first_day, last_day FROM gov_cloud.v_log_gap;
SELECT gov_cloud.register_log_set(1, NULL, 'operation', '2026-03-05', '2026-03-06', '//logs/found') > 0 AS found;
SELECT system, first_day, last_day FROM gov_cloud.v_log_gap;
RESET SESSION AUTHORIZATION;
SET gov_cloud.clock = '2026-09-03 00:00';
SET SESSION AUTHORIZATION :unit;
SELECT gov_cloud.delete_log_set(:last, '到期') AS deleted;
-- whose they are
SELECT count(*) FROM gov_cloud.log_set;
SET SESSION AUTHORIZATION :provider;
SELECT unit, system, kind FROM gov_cloud.v_log_set ORDER BY log_set LIMIT 1;
SET SESSION AUTHORIZATION :elsewhere;
SELECT count(*) FROM gov_cloud.log_set;
RESET SESSION AUTHORIZATION;
UPDATE gov_cloud.system SET status = 'in_service', in_service = '[2026-09-04,)' WHERE id = 1;

-- backups: bad input
SELECT public.opens('2026-09-04 09:00');
SET SESSION AUTHORIZATION :unit;
SELECT refusal($$SELECT gov_cloud.record_backup(1, 'partial')$$);
SELECT refusal($$SELECT gov_cloud.record_backup(1, NULL)$$);
SELECT refusal($$SELECT gov_cloud.record_backup(1, 'full', 'moon')$$);
SELECT refusal($$SELECT gov_cloud.record_backup(1, 'full', size => 0)$$);
SELECT refusal($$SELECT gov_cloud.record_backup(1, 'full', taken_at => '2026-09-04 09:01')$$);
SELECT refusal($$SELECT gov_cloud.record_backup(2, 'full')$$);
SELECT refusal($$SELECT gov_cloud.record_backup(NULL, 'full')$$);
SET SESSION AUTHORIZATION :provider;
SELECT refusal($$SELECT gov_cloud.record_backup(1, 'full', taken_at => '2026-09-04 08:00')$$);
-- elsewhere is not here; today's own delivers today's duty, once
SELECT gov_cloud.record_backup(1, 'incremental', 'remote', true) > 0 AS recorded;
SELECT state FROM gov_cloud.v_obligation WHERE code = 'B1';
SELECT gov_cloud.record_backup(1, 'incremental', request_id => 'b1') AS backup \gset
SELECT gov_cloud.record_backup(1, 'incremental', request_id => 'b1') = :backup AS same;
SELECT gov_cloud.record_backup(1, 'full', size => 77, locator => '//backup/1') > 0 AS recorded;
SET SESSION AUTHORIZATION :unit;
SELECT code, period_from, state, delivered_at, statement = '备份 ' || :backup AS by_it FROM gov_cloud.v_obligation WHERE obligation IS NOT NULL;
SELECT code, state FROM gov_cloud.v_obligation WHERE obligation IS NULL;
SELECT kind, organization, person FROM gov_cloud.obligation_delivery;
-- the 5th has none, the 6th one that is told of late, the 7th one before its duty is opened
RESET SESSION AUTHORIZATION;
SELECT public.opens('2026-09-06 00:30');
SET gov_cloud.clock = '2026-09-07 02:00';
SET SESSION AUTHORIZATION :unit;
SELECT gov_cloud.record_backup(1, 'full', taken_at => '2026-09-06 23:00') > 0 AS recorded;
SELECT gov_cloud.record_backup(1, 'incremental') > 0 AS recorded;
RESET SESSION AUTHORIZATION;
SELECT public.opens('2026-09-08 00:00');
SET SESSION AUTHORIZATION :unit;
SELECT period_from, state FROM gov_cloud.v_obligation WHERE code = 'B1' ORDER BY 1;
SELECT system, code, backup, first_day, last_day FROM gov_cloud.v_backup_missing;
SELECT system, last_full_at, last_incremental_at, last_same_city_at, last_remote_at, backups, encrypted, missing FROM gov_cloud.v_backup;
SELECT "信息系统", "最近全量备份", "最近异地备份", "缺失备份数", "缺失日志天数" FROM gov_cloud.v_retention_board;
-- full ones, once the county has said how often
SET SESSION AUTHORIZATION :sysadmin;
SELECT gov_cloud.adopt_local_rule('341522', 'probe/1', 'full_backup_cadence', 'month', '县里规定', '2026-09-01') > 0 AS adopted;
RESET SESSION AUTHORIZATION;
SELECT public.opens('2026-09-08 00:10');
SET SESSION AUTHORIZATION :unit;
SELECT code, period_from, due_on, state, delivered_at FROM gov_cloud.v_obligation WHERE code = 'B2';
SET SESSION AUTHORIZATION :school;
SELECT count(*) FROM gov_cloud.backup;
RESET SESSION AUTHORIZATION;

-- facts, for the owner too
SET ROLE gov_cloud_owner;
SELECT refusal('UPDATE gov_cloud.log_set SET last_day = first_day');
SELECT refusal('DELETE FROM gov_cloud.log_deletion');
SELECT refusal('TRUNCATE gov_cloud.backup');
RESET ROLE;
SELECT event, count(*) FROM gov_cloud_data.audit_event WHERE object_kind IN ('log_set', 'backup') GROUP BY event ORDER BY event;
