-- Huoqiu's measures, article 15: 核减, from the finding to the form that comes last.  Each assertion names the rule it proves.

-- a system in service from 10 March, its hosts idle, busy, idle
SELECT registers('核减系统') AS s \gset
SELECT serves(:s, '2026-03-06', '2026-03-10', jsonb_build_array(host('app', 8), host('db', 4), host('spare', 2))) \g /dev/null
SELECT registers('民政系统', who => 'other') AS foreign_system \gset
SELECT serves(:foreign_system, '2026-03-06', '2026-03-10', who => 'other') \g /dev/null
SELECT id AS app FROM gov_cloud.resource WHERE system_id = :s AND name = 'app' \gset
SELECT id AS db FROM gov_cloud.resource WHERE system_id = :s AND name = 'db' \gset
SELECT id AS spare FROM gov_cloud.resource WHERE system_id = :s AND name = 'spare' \gset
SELECT id AS theirs FROM gov_cloud.resource WHERE system_id = :foreign_system AND name = 'app' \gset
-- three months of day figures
SELECT at('2026-07-01 09:00') \g /dev/null
INSERT INTO gov_cloud.series (resource, metric, source, statistic, period, origin)
SELECT r, 'cpu', 'test', 'mean', 300, 'hypervisor' FROM unnest(ARRAY[:app, :db, :spare, :theirs]) AS r;
SELECT gov_cloud.open_sample_days(d::date, d::date) FROM generate_series('2026-04-01'::timestamp, '2026-06-01', '1 month') AS d \g /dev/null
INSERT INTO gov_cloud_data.usage_day (resource, series, day, n, expected, closed, lowest, highest, total, p95)
SELECT s.resource, s.id, d, 288, 288, true, 0, peak, peak * 100, peak
FROM gov_cloud.series AS s, generate_series('2026-04-01', '2026-06-30', interval '1 day') AS d, (VALUES (:app, 10), (:db, 60), (:spare, 10), (:theirs, 60)) AS p (r, peak)
WHERE s.resource = r;
UPDATE gov_cloud.sample_day SET state = 'closed';

-- R01: the text gives no figure
SELECT matches(refused('bureau', $$SELECT * FROM gov_cloud.scan_efficiency('341522')$$), '^ZW013', 'HQ-R01: the text names no threshold, so nothing is found by itself');
SELECT done('sys', $$SELECT gov_cloud.adopt_local_rule('341522', 'huoqiu/1', 'threshold_pct', '15', '县政府专题会议纪要', '2026-01-06'),
    gov_cloud.adopt_local_rule('341522', 'huoqiu/1', 'window_months', '3', '县政府专题会议纪要', '2026-01-06')$$) \g /dev/null
SELECT done('sys', $$SELECT gov_cloud.run_task('scan_efficiency')$$) \g /dev/null
SELECT set_eq('SELECT resource FROM gov_cloud.finding', ARRAY[:app, :spare]::bigint[], 'HQ-R01: the county''s own rule finds the idle hosts and only them');
SELECT id AS finding FROM gov_cloud.finding WHERE resource = :app \gset
SELECT matches(done('bureau', format($$SELECT string_agg(item || ' ' || note, E'\n') FROM gov_cloud.explain_finding(%s)$$, :finding)), '县政府专题会议纪要', 'HQ-R01: and the finding says whose rule it is');
SELECT set_eq(format('SELECT recipient FROM gov_cloud.notice WHERE key = ''finding/%s''', :finding),
    ARRAY(SELECT organization FROM party WHERE login IN ('regress_county_unit', 'regress_county_bureau')), 'HQ-R01: unit and bureau are told');
SELECT is(may_open('reduction', :s, '2026-07-02 09:00'), 'bureau', 'HQ-R01: the bureau initiates');
SELECT is(refused('bureau', format('SELECT * FROM gov_cloud.open_matter(''reduction'', system => %s)', :s)), 'ZW004 finding_missing 第十五条', 'HQ-R01: about a finding');
SELECT is(refused('bureau', format('SELECT * FROM gov_cloud.open_matter(''reduction'', system => %s, data => ''{"override": "现场检查发现停用"}'')', :s)), 'accepted',
    'HQ-R01: or by what it found otherwise, on record');
SELECT opens('bureau', 'reduction', '2026-07-02 09:00', :s, format(', about_kind => ''finding'', about_id => %s', :finding)) AS m \gset
SELECT is((SELECT matter FROM gov_cloud.finding WHERE id = :finding), :m::bigint, 'HQ-R01: initiated about the finding');

-- R02: what is given back is agreed on
CREATE FUNCTION pg_temp.list(VARIADIC entries jsonb[]) RETURNS text LANGUAGE sql AS $$SELECT jsonb_build_object('resources', to_jsonb(entries))::text$$;
CREATE FUNCTION pg_temp.less(resource bigint, cores int) RETURNS jsonb LANGUAGE sql AS $$SELECT jsonb_build_object('resource', resource, 'vcpu', cores)$$;
SELECT is(may(:m, 'start_talks', '2026-07-02 10:00'), 'bureau', 'HQ-R02: the bureau begins the talks');
SELECT is(refuses('bureau', :m, 'start_talks', '2026-07-02 10:00'), 'ZW005 reduction_list 第十五条', 'HQ-R02: the talks are about a list');
SELECT matches(says('bureau', :m, 'start_talks', '2026-07-02 10:00', data => pg_temp.list(pg_temp.less(:app, 12))), 'cannot become 12 by a reduction', 'HQ-R02: of less, not more');
SELECT matches(says('bureau', :m, 'start_talks', '2026-07-02 10:00', data => pg_temp.list(pg_temp.less(:theirs, 2))), 'does not hold', 'HQ-R02: of the system''s own resources');
SELECT is(acts('bureau', :m, 'start_talks', '2026-07-02 10:00', data => pg_temp.list(pg_temp.less(:app, 2), jsonb_build_object('resource', :spare, 'release', true))),
    'reduction_negotiating', 'HQ-R02: the bureau proposes');
SELECT is(concat_ws(', ', may(:m, 'agree', '2026-07-02 11:00'), may(:m, 'propose', '2026-07-02 11:00'), may(:m, 'drop', '2026-07-02 11:00')), 'unit bureau, unit bureau, bureau',
    'HQ-R02: both agree or propose otherwise, the bureau drops it');
SELECT is(acts('bureau', :m, 'agree', '2026-07-02 11:00'), 'reduction_negotiating', 'HQ-R02: the bureau''s word is not the unit''s');
SELECT is(refuses('bureau', :m, 'hand_over', '2026-08-31 11:00'), 'ZW003 action_not_open', 'HQ-R02, HQ-R03: without consent it waits, however long');
SELECT is(refuses('vendor', :m, 'verify', '2026-08-31 11:00'), 'ZW003 action_not_open', 'HQ-R04: and nothing is taken back');
BEGIN;
SELECT is(refuses('bureau', :m, 'drop', '2026-08-31 11:00'), 'ZW005 opinion_missing', 'HQ-R02: giving it up wants an opinion');
SELECT is(acts('bureau', :m, 'drop', '2026-08-31 11:00', '使用单位说明了业务高峰'), 'reduction_dropped', 'HQ-R02: for want of consent it may be given up');
SELECT is((SELECT count(*) FROM gov_cloud.resource WHERE system_id = :s AND released_at IS NULL), 4::bigint, 'HQ-R02: with nothing taken back');
ROLLBACK;
SELECT is(refuses('unit', :m, 'propose', '2026-07-03 09:00'), 'ZW005 reduction_list 第十五条', 'HQ-R02: a proposal is a list');
SELECT is(acts('unit', :m, 'propose', '2026-07-03 09:00', data => pg_temp.list(pg_temp.less(:app, 4), jsonb_build_object('resource', :spare, 'release', true))),
    'reduction_negotiating', 'HQ-R02: the unit proposes otherwise');
SELECT is(acts('unit', :m, 'agree', '2026-07-03 10:00'), 'reduction_negotiating', 'HQ-R02: the bureau''s word was about the first list');
SELECT is(refuses('unit', :m, 'agree', '2026-07-03 10:30'), 'ZW003 voice_given 第十五条', 'HQ-R02: the unit cannot speak for it');
SELECT is(acts('bureau', :m, 'agree', '2026-07-03 11:00'), 'reduction_agreed', 'HQ-R02: agreed on one list by both');
SELECT is(refuses('unit', :m, 'propose', '2026-07-03 12:00', data => pg_temp.list(pg_temp.less(:app, 6))), 'ZW003 action_not_open', 'HQ-R02: which stands');

-- R03, R04: handed over, reclaimed and checked
SELECT is(may(:m, 'hand_over', '2026-07-06 09:00'), 'bureau', 'HQ-R03: by the bureau');
SELECT is(acts('bureau', :m, 'hand_over', '2026-07-06 09:00'), 'reduction_executing', 'HQ-R03: handed over to the provider');
SELECT is(refuses('unit', :m, 'file_form', '2026-07-06 10:00'), 'ZW003 action_not_open', 'HQ-R05: no form before the reclaim');
SELECT is(may(:m, 'verify', '2026-07-08 00:05'), 'vendor', 'HQ-R04, HQ-P4: the provider checks');
SELECT is(acts('vendor', :m, 'verify', '2026-07-08 00:05'), 'reduction_verified', 'HQ-R04: reclaimed and found in order');
SELECT results_eq(format('SELECT name, vcpu, r.billed FROM gov_cloud.resource AS r JOIN gov_cloud.resource_specification AS s ON s.resource = r.id
    WHERE system_id = %s AND item = ''elastic_vm'' AND s.effective_at = (SELECT max(effective_at) FROM gov_cloud.resource_specification WHERE resource = r.id) ORDER BY r.id', :s),
    $$VALUES ('app', 4.00, '[2026-03-10,)'::daterange), ('db', 4, '[2026-03-10,)'), ('spare', 2, '[2026-03-10,2026-07-08)')$$,
    'HQ-R04, HQ-R06, HQ-B3: as was agreed last; what went is not billed on that day');
SELECT is((SELECT valid FROM gov_cloud.resource_specification WHERE resource = :app AND vcpu = 8), '[2026-02-03,2026-07-08)'::daterange,
    'HQ-R06, HQ-B3: nor are the cores that went');

-- R05: form 2 afterwards
SELECT is(may(:m, 'file_form', '2026-07-09 09:00'), 'unit', 'HQ-R05: the unit fills it in');
SELECT is(refuses('unit', :m, 'file_form', '2026-07-09 09:00'), 'ZW009 form_missing 第十五条', 'HQ-R05: form 2');
SELECT fills('unit', :m, 'HQ-F2', form_2('{"change_reason": null}')) \g /dev/null
SELECT is(refuses('unit', :m, 'file_form', '2026-07-09 09:00'), 'ZW009 form_incomplete 第十五条', 'HQ-R05: complete');
SELECT fills('unit', :m, 'HQ-F2', form_2(jsonb_build_object('changed_hosts', jsonb_build_array(
    changed('app', '{"cpu_before": 8, "cpu_after": 4}', '核减'), changed('spare', '{}', '释放'))))) \g /dev/null
SELECT is(acts('unit', :m, 'file_form', '2026-07-09 09:00'), 'reduction_done', 'HQ-R05: by the unit, after the reclaim');
SELECT is((SELECT content #>> '{changed_hosts,0,remark}' FROM gov_cloud.form_filing WHERE matter = :m), 'decrease', 'HQ-R05: it is kept');
SELECT is((SELECT state FROM gov_cloud.finding WHERE id = :finding), 'closed', 'HQ-R05: and the finding is closed');
SELECT is((SELECT upper(billed) FROM gov_cloud.resource WHERE id = :spare), '2026-07-08'::date, 'HQ-R06: the form moves no bill');
SELECT is((SELECT count(*) FROM gov_cloud.deadline WHERE matter = :m), 0::bigint, 'HQ-R01 to HQ-R06: the text gives a reduction no term, and none is invented');
