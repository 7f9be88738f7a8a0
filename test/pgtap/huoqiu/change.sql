-- Huoqiu's measures, article 13: changes, minor and major.  Each assertion names the rule it proves.

-- a system in service from 10 March: two hosts
SELECT registers('变更系统') AS s \gset
SELECT serves(:s, '2026-03-06', '2026-03-10', jsonb_build_array(host('app', 8), host('db', 4))) \g /dev/null
CREATE FUNCTION pg_temp.asks(system bigint, day text, rows jsonb) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    m bigint := opens('unit', 'change', day || ' 08:30', system);
BEGIN
    PERFORM fills('unit', m, 'HQ-F2', form_2(rows)), attaches('unit', m, 'official_letter'), acts('unit', m, 'submit', day || ' 09:00');
    RETURN m;
END
$$;
CREATE FUNCTION pg_temp.state(m bigint) RETURNS text LANGUAGE sql AS $$SELECT state FROM gov_cloud.matter WHERE id = m$$;

-- C01: letter and form
SELECT registers('新系统') AS fresh \gset
SELECT is(refused('unit', format('SELECT * FROM gov_cloud.open_matter(''change'', system => %s)', :fresh)), 'ZW005 system_status 第十三条',
    'HQ-C01: only a system in service is changed');
SELECT is(may_open('change', :s, '2026-04-28 08:30'), 'unit', 'HQ-C01: the unit asks');
SELECT opens('unit', 'change', '2026-04-28 08:30', :s) AS m \gset
SELECT is(may(:m, 'submit', '2026-04-28 09:00') || ', ' || may(:m, 'withdraw', '2026-04-28 09:00'), 'unit, unit', 'HQ-C01: and submits, or withdraws');
SELECT is(refuses('unit', :m, 'submit', '2026-04-28 09:00'), 'ZW009 form_missing 附件2; 第十三条', 'HQ-C01: form 2 is asked for');
SELECT fills('unit', :m, 'HQ-F2', '{"changed_hosts": [{"cpu_after": 10}]}') \g /dev/null
SELECT matches(says('unit', :m, 'submit', '2026-04-28 09:00'), '变更类型; 变更原因; 变更主机资源 1: 主机名称.*公函', 'HQ-C01: what it lacks is named at once, and the letter');
SELECT fills('unit', :m, 'HQ-F2', form_2(jsonb_build_object('changed_hosts', jsonb_build_array(changed('app', '{"cpu_before": 4, "cpu_after": 10}'))))) \g /dev/null
SELECT is(refuses('unit', :m, 'submit', '2026-04-28 09:00'), 'ZW009 host_unknown 附件2; 第十三条', 'HQ-C01: a host is what the form says it was');
SELECT fills('unit', :m, 'HQ-F2', form_2(jsonb_build_object('changed_hosts', jsonb_build_array(changed('web', '{"cpu_after": 10}'))))) \g /dev/null
SELECT is(refuses('unit', :m, 'submit', '2026-04-28 09:00'), 'ZW009 host_unknown 附件2; 第十三条', 'HQ-C01: and the system''s');
SELECT fills('unit', :m, 'HQ-F2', form_2(jsonb_build_object('other_items', jsonb_build_array(service('数据库服务', '进口数据库'))))
    || '{"changed_hosts": []}') \g /dev/null
SELECT is(refuses('unit', :m, 'submit', '2026-04-28 09:00'), 'ZW005 not_in_catalogue 第十条; 第十三条', 'HQ-G5: a change asks for what the catalogue has');
SELECT is(refused('unit', format($$SELECT gov_cloud.fill_form(%s, 'HQ-F2', '{"added_hosts": [{"operating_system": "其他系统"}]}')$$, :m)),
    'ZW009 form_faults added_hosts[1].operating_system 操作系统: "其他系统" is none of uos (统信UOS), kylin (麒麟)', 'HQ-G13: added hosts run domestic systems');
SELECT fills('unit', :m, 'HQ-F2', form_2(jsonb_build_object('changed_hosts', jsonb_build_array(changed('app', '{"cpu_before": 8, "cpu_after": 10}')),
    'xinchuang_not_ready_declaration', true)) || '{"other_items": []}') \g /dev/null
SELECT is(refuses('unit', :m, 'submit', '2026-04-28 09:00'), 'ZW004 official_letter_missing 第十三条', 'HQ-C01: by a formal letter');
SELECT attaches('unit', :m, 'official_letter') \g /dev/null
SELECT fills('unit', :m, 'HQ-F2', '{"system_name": "另一系统"}') \g /dev/null
SELECT is(refuses('unit', :m, 'submit', '2026-04-28 09:00'), 'ZW009 form_of_another_system 附件2', 'HQ-C01: form 2 is about this system');
SELECT fills('unit', :m, 'HQ-F2', '{"system_name": "变更系统"}') \g /dev/null
SELECT is(acts('unit', :m, 'submit', '2026-04-28 09:00'), 'change_requested', 'HQ-C01, HQ-C02: 12 to 14 cores are minor');
SELECT is((SELECT content ->> 'xinchuang_not_ready_declaration' FROM gov_cloud.form_filing WHERE matter = :m), 'true', 'HQ-G13: the declaration of form 2 is kept');
SELECT is(refused('unit', format('SELECT * FROM gov_cloud.open_matter(''exit'', system => %s)', :s)), 'ZW021 system_being_changed 第十四条',
    'HQ-C01: one matter at a time changes a system');

-- C03, C05 to C07 and D02
SELECT is(concat_ws(', ', may(:m, 'approve', '2026-04-29 09:00'), may(:m, 'reject', '2026-04-29 09:00'), may(:m, 'classify', '2026-04-29 09:00'), may(:m, 'withdraw', '2026-04-29 09:00')),
    'bureau, bureau, bureau, unit', 'HQ-C02, HQ-C03: the bureau audits and judges, the unit may withdraw');
SELECT is(refuses('vendor', :m, 'complete', '2026-04-29 09:00'), 'ZW003 action_not_open', 'HQ-C05: nothing is carried out before the audit');
SELECT is(refuses('bureau', :m, 'reject', '2026-04-29 09:00'), 'ZW005 opinion_missing 第十三条', 'HQ-C03: rejecting wants an opinion');
BEGIN;
SELECT is(acts('bureau', :m, 'reject', '2026-04-29 09:00', '利用率低'), 'change_rejected', 'HQ-C03: the bureau may reject');
SELECT is((SELECT status FROM gov_cloud.system WHERE id = :s), 'in_service', 'HQ-C03: which leaves the system as it was');
ROLLBACK;
SELECT is(acts('bureau', :m, 'approve', '2026-04-30 09:00'), 'change_approved', 'HQ-C03: the bureau audits');
SELECT results_eq(format('SELECT rule, due_on, obligor_role FROM gov_cloud.deadline WHERE matter = %s', :m),
    $$VALUES ('HQ-D02', '2026-05-08'::date, 'provider')$$, 'HQ-D02: 3 working days over Labour Day: 6, 7, 8 May');
SELECT is(refuses('unit', :m, 'withdraw', '2026-05-06 09:00'), 'ZW003 action_not_open', 'HQ-C05: no way back from an approved change');
SELECT is(may(:m, 'complete', '2026-05-08 09:00'), 'vendor', 'HQ-C05, HQ-P4: the provider carries it out');
SELECT is(acts('vendor', :m, 'complete', '2026-05-08 23:59:59'), 'change_done', 'HQ-C05: on the last second of the last day');
SELECT is((SELECT status FROM gov_cloud.deadline WHERE matter = :m), 'met', 'HQ-D02: is in time');
SELECT is((SELECT format('%s %s', vcpu, valid) FROM gov_cloud.resource JOIN gov_cloud.resource_specification ON resource = id
    WHERE system_id = :s AND name = 'app' AND upper_inf(valid)), '10.00 [2026-05-08,)', 'HQ-C07, HQ-B2: the new size counts from that day');
SELECT is(may(:m, 'confirm', '2026-05-09 09:00'), 'unit bureau vendor', 'HQ-C06: the three parties sign');
SELECT is(refuses('unit', :m, 'confirm', '2026-05-09 09:00'), 'ZW004 change_confirmation_sheet_missing 协议7.1', 'HQ-C06, HQ-AGR7.1: the confirmation sheet');
SELECT attaches('bureau', :m, 'change_confirmation_sheet') \g /dev/null
SELECT is(acts('bureau', :m, 'confirm', '2026-05-09 09:00'), 'change_done', 'HQ-C06: one signature');
SELECT is(acts('vendor', :m, 'confirm', '2026-05-09 10:00'), 'change_done', 'HQ-C06: two');
SELECT is(acts('unit', :m, 'confirm', '2026-05-09 11:00'), 'in_service', 'HQ-C06, HQ-C07, HQ-AGR7.1: all three, and the new configuration is in service');
SELECT is((SELECT outcome FROM gov_cloud.matter WHERE id = :m), 'completed', 'HQ-C07: the matter has ended');

-- D02 on a day that is worked though a Saturday, missed by a second
SELECT pg_temp.asks(:s, '2026-05-08', jsonb_build_object('changed_hosts', jsonb_build_array(changed('app', '{"cpu_before": 10, "cpu_after": 11}')))) AS m \gset
SELECT acts('bureau', :m, 'approve', '2026-05-08 23:59:59') \g /dev/null
SELECT is((SELECT due_on FROM gov_cloud.deadline WHERE matter = :m), '2026-05-12'::date, 'HQ-D02: Saturday 9 May is worked: 9, 11, 12 May');
SELECT acts('vendor', :m, 'complete', '2026-05-13 00:00:00') \g /dev/null
SELECT is((SELECT status FROM gov_cloud.deadline WHERE matter = :m), 'late', 'HQ-D02: midnight is the next day');
SELECT results_eq(format('SELECT "状态", "逾期工作日", "责任方" FROM gov_cloud.v_deadline_board WHERE "事项编号" = %s', :m),
    $$VALUES ('逾期完成'::varchar, 1::bigint, '云服务商'::varchar)$$, 'HQ-D02: late by a day, by the provider');
SELECT attaches('bureau', :m, 'change_confirmation_sheet'), acts('bureau', :m, 'confirm', '2026-05-13 09:00'),
    acts('vendor', :m, 'confirm', '2026-05-13 10:00'), acts('unit', :m, 'confirm', '2026-05-13 11:00') \g /dev/null

-- what comes and goes by one change: a host, a service, a host given back
SELECT pg_temp.asks(:s, '2026-05-18', jsonb_build_object('change_kind', jsonb_build_array('主机', '网络'),
    'added_hosts', jsonb_build_array(host('web', 4) - 'cpu_cores' - 'cpu_arch' - 'quantity' - 'deployment_network' || '{"vcpu_cores": 4, "host_count": 1}'),
    'changed_hosts', jsonb_build_array(changed('db', '{}', '释放')),
    'other_items', jsonb_build_array(service('网络服务', '弹性互联网IP地址')))) AS m \gset
SELECT is(pg_temp.state(:m), 'change_requested', 'HQ-C02: 15 cores stay 15');
SELECT acts('bureau', :m, 'approve', '2026-05-18 10:00'), acts('vendor', :m, 'complete', '2026-05-20 10:00') \g /dev/null
SELECT results_eq(format('SELECT name, billed FROM gov_cloud.resource WHERE system_id = %s AND item <> ''basic_security'' ORDER BY id', :s),
    $$VALUES ('app', '[2026-03-10,)'::daterange), ('db', '[2026-03-10,2026-05-20)'), ('web', '[2026-05-20,)'), ('弹性互联网IP地址', '[2026-05-20,)')$$,
    'HQ-C07, HQ-B2, HQ-B3: what came is billed from the day, what went no more');
SELECT attaches('bureau', :m, 'change_confirmation_sheet'), acts('bureau', :m, 'confirm', '2026-05-20 11:00'),
    acts('vendor', :m, 'confirm', '2026-05-20 12:00'), acts('unit', :m, 'confirm', '2026-05-20 13:00') \g /dev/null
SELECT results_eq(format($$SELECT leg, figure, growth_percent FROM gov_cloud.change_assessment_figure JOIN gov_cloud.change_assessment AS a ON a.id = assessment
    WHERE matter = %s ORDER BY position$$, :m),
    $$VALUES ('resource', 'vcpu', 0::numeric), ('resource', 'memory_gb', 0), ('resource', 'storage_gb', 0), ('resource', 'basic_security', 0),
    ('resource', 'elastic_ip', NULL), ('fee', 'fee', 20)$$, 'HQ-C02, HQ-B8: judged by the figures and the fee at the user''s prices, and kept');

-- C04: major goes the way of article 10
SELECT pg_temp.asks(:s, '2026-06-01', jsonb_build_object('changed_hosts', jsonb_build_array(changed('app', '{"cpu_before": 11, "cpu_after": 22}')))) AS m \gset
SELECT is(pg_temp.state(:m), 'major_pending', 'HQ-C02, HQ-C04: 15 to 26 cores are major');
SELECT id AS child FROM gov_cloud.matter WHERE parent = :m \gset
SELECT results_eq(format('SELECT procedure, state, system_id FROM gov_cloud.matter WHERE id = %s', :child),
    format('VALUES (''major_change'', ''draft'', %s::bigint)', :s), 'HQ-C04: an application of its own is opened');
SELECT is(refuses('bureau', :m, 'approve', '2026-06-01 10:00'), 'ZW003 action_not_open', 'HQ-C04: the bureau alone cannot approve it');
SELECT is(may(:child, 'submit', '2026-06-01 10:00') || ', ' || may(:child, 'withdraw', '2026-06-01 10:00'), 'unit, unit', 'HQ-C04: by the unit');
SELECT is(refused('unit', format('SELECT * FROM gov_cloud.open_matter(''major_change'', system => %s)', :s)), 'ZW021 system_being_changed 第十三条', 'HQ-C04: and not beside the change');
SELECT is(refuses('unit', :child, 'submit', '2026-06-01 10:00'), 'ZW009 form_missing 第十条', 'HQ-C04: form 1 again');
SELECT fills('unit', :child, 'HQ-F1', form_1('{"system_name": "另一系统"}')) \g /dev/null
SELECT matches(says('unit', :child, 'submit', '2026-06-01 10:00'), 'differ on system "变更系统": 信息系统名称', 'HQ-C04: of this system');
SELECT fills('unit', :child, 'HQ-F1', form_1_of(:child)) \g /dev/null
SELECT is(refuses('unit', :child, 'submit', '2026-06-01 10:00'), 'ZW004 technical_plan_missing 第十条', 'HQ-C04: and the plan');
BEGIN;
SELECT applies(:child, '2026-06-02', 'report_government') \g /dev/null
SELECT is(acts('gov', :child, 'reject', '2026-06-03 09:00', '经费不足'), 'rejected', 'HQ-C04: the county government may reject');
SELECT is(pg_temp.state(:m), 'change_rejected', 'HQ-C04: which ends the change');
ROLLBACK;
BEGIN;
SELECT acts('unit', :child, 'withdraw', '2026-06-02 09:00') \g /dev/null
SELECT is(pg_temp.state(:m), 'change_rejected', 'HQ-C04: so does withdrawing the application');
ROLLBACK;
SELECT attaches('unit', :child, 'technical_plan'), acts('unit', :child, 'submit', '2026-06-02 08:00') \g /dev/null
SELECT is(may(:child, 'start_evaluation', '2026-06-02 08:05') || ', ' || may(:child, 'withdraw', '2026-06-02 08:05'), 'bureau, unit', 'HQ-C04: the bureau evaluates again');
SELECT acts('bureau', :child, 'start_evaluation', '2026-06-02 08:10') \g /dev/null
SELECT is(concat_ws(', ', may(:child, 'fix_cost', '2026-06-02 08:15'), may(:child, 'return', '2026-06-02 08:15'), may(:child, 'withdraw', '2026-06-02 08:15')), 'bureau vendor, bureau, unit', 'HQ-C04: fixes the cost with the provider, or returns it');
SELECT is(refuses('bureau', :child, 'return', '2026-06-02 08:15'), 'ZW005 opinion_missing', 'HQ-C04: with an opinion');
SELECT acts('bureau', :child, 'return', '2026-06-02 08:20', '补充方案') \g /dev/null
SELECT is(may(:child, 'submit', '2026-06-02 08:25') || ', ' || may(:child, 'withdraw', '2026-06-02 08:25'), 'unit, unit', 'HQ-C04: for correction');
SELECT fills('unit', :child, 'HQ-F1', '{"system_summary": null, "mlps_level": "三级"}') \g /dev/null
SELECT matches(says('unit', :child, 'submit', '2026-06-02 08:30'), 'lacks required fields: 系统简介; .*differ on system .*等级保护级别', 'HQ-C04: no less complete than before');
SELECT fills('unit', :child, 'HQ-F1', form_1_of(:child)) \g /dev/null
SELECT is(acts('unit', :child, 'submit', '2026-06-02 08:30'), 'submitted', 'HQ-C04: submitted again');
SELECT results_eq(format('SELECT revision FROM gov_cloud.form_filing WHERE matter = %s ORDER BY revision', :child), 'VALUES (1), (2)', 'HQ-C04: each time form 1 is kept');
SELECT acts('bureau', :child, 'start_evaluation', '2026-06-02 08:40') \g /dev/null
SELECT is(refuses('vendor', :child, 'fix_cost', '2026-06-02 08:45'), 'ZW004 evaluation_opinion_missing 第十条', 'HQ-C04: the evaluation opinion first');
SELECT attaches('bureau', :child, 'evaluation_opinion') \g /dev/null
SELECT is(refuses('vendor', :child, 'fix_cost', '2026-06-02 08:45'), 'ZW004 fee_determination_missing 第十条', 'HQ-C04: and the cost');
SELECT attaches('bureau', :child, 'fee_determination'), acts('bureau', :child, 'fix_cost', '2026-06-02 09:00') \g /dev/null
SELECT is(acts('vendor', :child, 'fix_cost', '2026-06-02 09:10'), 'cost_fixed', 'HQ-C04: fixed by both');
SELECT is(may(:child, 'report_government', '2026-06-02 09:15') || ', ' || may(:child, 'withdraw', '2026-06-02 09:15'), 'bureau, unit', 'HQ-C04: reported by the bureau');
SELECT acts('bureau', :child, 'report_government', '2026-06-02 09:20') \g /dev/null
SELECT is(concat_ws(', ', may(:child, 'approve', '2026-06-03 09:00'), may(:child, 'reject', '2026-06-03 09:00'), may(:child, 'withdraw', '2026-06-03 09:00')), 'gov, gov, unit', 'HQ-C04, HQ-P1: only the county government decides');
SELECT is(refuses('gov', :child, 'reject', '2026-06-03 09:00'), 'ZW005 opinion_missing 第九条', 'HQ-C04: rejecting wants an opinion');
SELECT is(acts('gov', :child, 'approve', '2026-06-03 09:00'), 'approved', 'HQ-C04: it approves');
SELECT is(pg_temp.state(:m), 'change_approved', 'HQ-C04: and the change goes on by itself');
SELECT results_eq(format('SELECT due_on, started_at FROM gov_cloud.deadline WHERE matter = %s', :m),
    $$VALUES ('2026-06-08'::date, '2026-06-03 09:00+08'::timestamptz)$$, 'HQ-D02, HQ-C04: the provider''s 3 days run from the county''s approval');
SELECT is(acts('vendor', :m, 'complete', '2026-06-04 09:00'), 'change_done', 'HQ-C05: carried out without another trial');
SELECT is((SELECT status FROM gov_cloud.system WHERE id = :s), 'in_service', 'HQ-C04: the system was in service all along');

CREATE FUNCTION pg_temp.steps(of text) RETURNS TABLE (action text, actors text[], quorum text, decides boolean, guards jsonb) LANGUAGE sql AS $$
    SELECT t.action, t.actors, t.quorum, t.decides, (SELECT jsonb_agg(jsonb_build_array(g.guard, g.parameters - 'transition', g.soft) ORDER BY g.position)
        FROM gov_cloud.transition_guard AS g WHERE g.policy = t.policy AND g.transition = t.code)
    FROM gov_cloud.transition AS t WHERE t.policy = 'huoqiu/1' AND t.procedure = of
    AND t.action IN ('start_evaluation', 'fix_cost', 'return', 'report_government', 'approve', 'reject') ORDER BY t.action
$$;
SELECT results_eq($$SELECT * FROM pg_temp.steps('major_change')$$, $$SELECT * FROM pg_temp.steps('onboarding')$$, 'HQ-C04: each step asks of the same parties what article 10 asks');

-- major-change vectors, each through a form on a system of its own
SELECT done('sys', $$SELECT gov_cloud.add_catalogue_item('341522', 'firewall', 'security', '云防火墙', '安全服务', category_l3 => '云防火墙')$$),
    done('sys', $$SELECT gov_cloud.add_catalogue_item('341522', 'gateway', 'security', '安全网关', '安全服务', category_l3 => '安全网关')$$),
    done('finance', format('SELECT gov_cloud.set_price(%s, ''firewall'', ''unit'', ''day'', 4.0001)', :list)),
    done('finance', format('SELECT gov_cloud.set_price(%s, ''gateway'', ''unit'', ''day'', 4)', :list)) \g /dev/null
SELECT registers('十核系统') AS ten \gset
SELECT serves(:ten, '2026-03-06', '2026-03-06', jsonb_build_array(host('app', 10, 10))) \g /dev/null
SELECT registers('附件系统') AS printed \gset
SELECT serves(:printed, '2026-03-06', '2026-03-06', jsonb_build_array(host('应用服务器', 4, 16, 100))) \g /dev/null
-- what the change test makes of rows of form 2, and which leg; nothing of it stays
CREATE FUNCTION pg_temp.judged(system bigint, rows jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    m bigint;
BEGIN
    m := pg_temp.asks(system, '2026-06-10', rows);
    RAISE EXCEPTION USING ERRCODE = 'XX002', MESSAGE = (SELECT concat_ws(', ', pg_temp.state(m), class, CASE WHEN resource_leg THEN 'resources' END,
        CASE WHEN fee_leg THEN 'fee' END, warning) FROM gov_cloud.change_assessment WHERE matter = m);
EXCEPTION WHEN SQLSTATE 'XX002' THEN
    RETURN SQLERRM;
END
$$;
CREATE FUNCTION pg_temp.app(figures jsonb) RETURNS jsonb LANGUAGE sql AS $$SELECT jsonb_build_object('changed_hosts', jsonb_build_array(changed('app', figures)))$$;
SELECT is(pg_temp.judged(:ten, pg_temp.app('{"cpu_before": 10, "cpu_after": 15}')), 'change_requested, minor', 'MV1, HQ-C02: 50 % of cores and of fee, both exactly');
SELECT is(pg_temp.judged(:ten, pg_temp.app('{"cpu_before": 10, "cpu_after": 16}')), 'major_pending, major, resources, fee', 'MV2, HQ-C02: 10 to 16 cores');
SELECT is(pg_temp.judged(:ten, pg_temp.app('{"cpu_before": 10, "cpu_after": 11}') || jsonb_build_object('other_items', jsonb_build_array(service('安全服务', '安全网关')))),
    'change_requested, minor, gateway from nothing: no ratio, the fee decides', 'MV3, HQ-C02: 10 % of cores, 50 % of fee');
SELECT is(pg_temp.judged(:ten, pg_temp.app('{"cpu_before": 10, "cpu_after": 11}') || jsonb_build_object('other_items', jsonb_build_array(service('安全服务', '云防火墙')))),
    'major_pending, major, fee, firewall from nothing: no ratio, the fee decides', 'MV3, HQ-C02, HQ-B8: 10 % of cores, 50.001 % of fee');
SELECT is(pg_temp.judged(:ten, pg_temp.app('{"memory_before": 10, "memory_after": 16}')), 'major_pending, major, resources', 'MV4, HQ-C02: memory alone');
SELECT is(pg_temp.judged(:ten, pg_temp.app('{"cpu_before": 10, "cpu_after": 4}')), 'major_pending, major, resources', 'MV5, HQ-C02: 60 % less is a change too');
SELECT is(pg_temp.judged(:printed, jsonb_build_object('changed_hosts', jsonb_build_array(changed('应用服务器', '{"ip_address": "192.168.100.1", "cpu_before": 4,
    "cpu_after": 8, "memory_before": 16, "memory_after": 32, "system_disk_before": 40, "system_disk_after": 60, "data_disk_before": 100, "data_disk_after": 200}')))),
    'major_pending, major, resources, fee', 'MV6, HQ-C02: the form''s own printed example');
SELECT is(pg_temp.judged(:ten, jsonb_build_object('other_items', jsonb_build_array(service('网络服务', '弹性互联网IP地址')))),
    'change_requested, minor, elastic_ip from nothing: no ratio, the fee decides', 'MV7, HQ-C02: the first address has no growth: the fee decides');
SELECT is(pg_temp.judged(:ten, jsonb_build_object('other_items', jsonb_build_array(service('网络服务', '弹性互联网IP地址', 2)))),
    'major_pending, major, fee, elastic_ip from nothing: no ratio, the fee decides', 'MV7, HQ-C02: two of them by the fee');
SELECT done('sys', $$SELECT gov_cloud.adopt_local_rule('341522', 'huoqiu/1', 'major_counts_decrease', 'false', '只看增长'),
    gov_cloud.adopt_local_rule('341522', 'huoqiu/1', 'zero_base_policy', 'major', '从无到有按重大变更')$$) \g /dev/null
SELECT is(pg_temp.judged(:ten, pg_temp.app('{"cpu_before": 10, "cpu_after": 4}')), 'change_requested, minor', 'MV5, HQ-C02: unless the county looks at growth alone');
SELECT is(pg_temp.judged(:ten, jsonb_build_object('other_items', jsonb_build_array(service('网络服务', '弹性互联网IP地址')))),
    'major_pending, major, resources, elastic_ip from nothing: no ratio, taken for major', 'MV7, HQ-C02: unless the county takes the first of a kind for major');
-- no price, no class, until there is one
SELECT done('sys', $$SELECT gov_cloud.adopt_local_rule('341522', 'huoqiu/1', 'zero_base_policy', NULL, '按文本')$$),
    done('sys', $$SELECT gov_cloud.add_catalogue_item('341522', 'backup', 'infrastructure', '备份服务', '存储服务', category_l3 => '备份服务')$$) \g /dev/null
SELECT pg_temp.asks(:ten, '2026-06-11', jsonb_build_object('other_items', jsonb_build_array(service('存储服务', '备份服务')))) AS m \gset
SELECT is(pg_temp.state(:m), 'change_requested', 'HQ-C02: without a price nothing is found major');
SELECT is(acts('bureau', :m, 'classify', '2026-06-11 09:30') || ' ' || acts('bureau', :m, 'classify', '2026-06-11 09:40'), 'change_requested change_requested', 'HQ-C02: it may be judged again and again');
SELECT is(refuses('bureau', :m, 'approve', '2026-06-11 10:00'), 'ZW018 fee_unknown 第十三条', 'HQ-C02, HQ-B8: nor minor');
SELECT matches(says('bureau', :m, 'approve', '2026-06-11 10:00'), 'no price for backup\.unit on 2026-06-11', 'HQ-B8: and the missing price is named');
SELECT done('finance', format('SELECT gov_cloud.set_price(%s, ''backup'', ''unit'', ''day'', 6)', :list)) \g /dev/null
SELECT is(refuses('bureau', :m, 'approve', '2026-06-11 11:00'), 'ZW005 change_is_major 第十三条', 'HQ-C02: with it the change is major');
SELECT is(acts('bureau', :m, 'classify', '2026-06-11 11:00'), 'major_pending', 'HQ-C02, HQ-C04: and, judged again, goes its way');
SELECT is(refused('bureau', act_statement(:m, 'classify', NULL, NULL)), 'ZW003 action_not_open', 'HQ-C02: once it goes it is not judged any more');

-- AGR2.2
SELECT is((SELECT string_agg(family || ' ' || refused('sys', format($$SELECT gov_cloud.add_catalogue_item('341522', %L, %L, 'x', 'y')$$, family, family)), ', ')
    FROM unnest(ARRAY['host', 'infrastructure', 'support_software', 'security', 'implementation']) AS family),
    'host accepted, infrastructure accepted, support_software accepted, security accepted, implementation accepted', 'HQ-AGR2.2: hosts and four families of services');
SELECT is(refused('sys', $$SELECT gov_cloud.add_catalogue_item('341522', 'meals', 'catering', 'x', 'y')$$), '22023', 'HQ-AGR2.2: and no other');
SELECT is((SELECT count(*) FROM gov_cloud.check_deadlines()), 0::bigint, 'HQ-D02: replaying the ledger gives every stored due');
