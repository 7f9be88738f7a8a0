-- Huoqiu's measures, article 14: leaving the cloud, one system or a whole unit.  Each assertion names the rule it proves.

-- one system
SELECT registers('退出教务') AS s \gset
SELECT serves(:s, '2026-03-06', '2026-03-10') \g /dev/null
SELECT registers('未上线系统') AS fresh \gset
SELECT is(refused('unit', format('SELECT * FROM gov_cloud.open_matter(''exit'', system => %s)', :fresh)), 'ZW005 system_status 第十四条',
    'HQ-X01: what never came does not leave');
SELECT is(may_open('exit', :s, '2026-03-16 08:30'), 'unit', 'HQ-X01: the unit asks');
SELECT opens('unit', 'exit', '2026-03-16 08:30', :s) AS m \gset
SELECT is(may(:m, 'submit', '2026-03-16 09:00') || ', ' || may(:m, 'withdraw', '2026-03-16 09:00'), 'unit, unit', 'HQ-X01: and submits, or withdraws');
SELECT is(refuses('unit', :m, 'submit', '2026-03-16 09:00'), 'ZW009 form_missing 附件3; 第十四条; 协议7.2', 'HQ-X01: form 3');
SELECT fills('unit', :m, 'HQ-F3', '{"exit_kind": "业务系统退出"}') \g /dev/null
SELECT matches(says('unit', :m, 'submit', '2026-03-16 09:00'), '系统名称; 计划退出日期.*"公函".*"退出方案"', 'HQ-X01: what is missing is named at once: fields, letter, plan');
SELECT is(refused('unit', format($$SELECT gov_cloud.fill_form(%s, 'HQ-F3', '{"exit_kind": "其他"}')$$, :m)),
    'ZW009 form_faults exit_kind 退出类型: "其他" is none of system_exit (业务系统退出), unit_exit (使用单位退出)', 'HQ-X01: two kinds of exit');
SELECT attaches('unit', :m, 'official_letter'), attaches('unit', :m, 'exit_plan') \g /dev/null
SELECT fills('unit', :m, 'HQ-F3', form_3('业务系统退出', '2026-03-28', '{"system_name": "退出教务", "unit_confirmation": false}')) \g /dev/null
SELECT is(refuses('unit', :m, 'submit', '2026-03-16 09:00'), 'ZW009 form_says_otherwise 第十四条', 'HQ-X01: data moved and backed up before applying, says the unit');
SELECT fills('unit', :m, 'HQ-F3', form_3('使用单位退出', '2026-03-28', '{"system_name": "退出教务"}')) \g /dev/null
SELECT is(refuses('unit', :m, 'submit', '2026-03-16 09:00'), 'ZW009 form_says_otherwise 附件3', 'HQ-X01: a unit''s exit is another procedure');
SELECT fills('unit', :m, 'HQ-F3', form_3('业务系统退出', '2026-03-28', '{"system_name": "另一系统"}')) \g /dev/null
SELECT is(refuses('unit', :m, 'submit', '2026-03-16 09:00'), 'ZW009 form_of_another_system 附件3', 'HQ-X01: form 3 is about this system');
SELECT fills('unit', :m, 'HQ-F3', form_3('业务系统退出', '2026-03-28', '{"system_name": "退出教务"}')) \g /dev/null
SELECT is(acts('unit', :m, 'submit', '2026-03-16 09:00'), 'exit_requested', 'HQ-X01, HQ-AGR7.2: applied for, by letter, form and plan');
SELECT results_eq(format('SELECT rule, due_on, obligor_role FROM gov_cloud.deadline WHERE matter = %s', :m), $$VALUES ('HQ-D12', '2026-03-28'::date, 'provider')$$,
    'HQ-D12: the planned exit date is the first day of deletion');
BEGIN;
SELECT is(acts('unit', :m, 'withdraw', '2026-03-17 09:00'), 'withdrawn', 'HQ-X01: the unit may think better of it');
SELECT is((SELECT status FROM gov_cloud.deadline WHERE matter = :m), 'cancelled', 'HQ-D12: which cancels the date');
ROLLBACK;
BEGIN;
SELECT is(refuses('bureau', :m, 'refuse', '2026-03-18 09:00'), 'ZW005 opinion_missing 第十四条', 'HQ-X02: refusing wants an opinion');
SELECT is(acts('bureau', :m, 'refuse', '2026-03-18 09:00', '数据未迁移'), 'exit_refused', 'HQ-X02: the bureau may refuse');
SELECT is((SELECT status FROM gov_cloud.system WHERE id = :s), 'in_service', 'HQ-X02: and the system stays');
ROLLBACK;
SELECT is(concat_ws(', ', may(:m, 'approve', '2026-03-20 09:00'), may(:m, 'refuse', '2026-03-20 09:00'), may(:m, 'withdraw', '2026-03-20 09:00')), 'bureau, bureau, unit', 'HQ-X02: the bureau audits');
SELECT is(refuses('vendor', :m, 'reclaim', '2026-03-20 09:00'), 'ZW003 action_not_open', 'HQ-X03: nor reclaims before the audit');
SELECT is(acts('bureau', :m, 'approve', '2026-03-20 09:00'), 'exit_approved', 'HQ-X02: audited');
SELECT is(refuses('vendor', :m, 'reclaim', '2026-03-27 23:59:59'), 'ZW005 too_early 附件3', 'BV5, HQ-X03, HQ-D12: on 27 March it is too early to delete');
SELECT matches(says('vendor', :m, 'reclaim', '2026-03-27 23:59:59'), 'not before 2026-03-28.*计划退出日期', 'HQ-D12: the form''s date is told');
SELECT is((SELECT count(*) FROM gov_cloud.resource WHERE system_id = :s AND released_at IS NULL), 2::bigint, 'HQ-X03: nothing was deleted');
SELECT is(refused('vendor', act_statement(:m, 'reclaim', NULL, NULL)), 'ZW005 too_early 附件3', 'HQ-D12: not a second before');
SELECT at('2026-03-28 00:00:00') \g /dev/null
SELECT is(refused('vendor', act_statement(:m, 'reclaim', NULL, NULL)), 'accepted', 'HQ-D12: on the day itself it may be');
SELECT is(may(:m, 'reclaim', '2026-03-31 10:00'), 'vendor', 'HQ-X03, HQ-P4: the provider reclaims');
SELECT is(acts('vendor', :m, 'reclaim', '2026-03-31 10:00'), 'reclaimed', 'BV5, HQ-X03: reclaimed on 31 March');
SELECT results_eq(format('SELECT name, billed, released_at FROM gov_cloud.resource WHERE system_id = %s ORDER BY item DESC', :s),
    $$VALUES ('app', '[2026-03-10,2026-03-31)'::daterange, '2026-03-31 10:00+08'::timestamptz), ('基础安全防护包', '[2026-03-10,2026-03-31)', '2026-03-31 10:00+08')$$,
    'BV5, HQ-B4: the day of the reclaim is not billed');
SELECT results_eq(format('SELECT status, in_service FROM gov_cloud.system WHERE id = %s', :s), $$VALUES ('exited', '[2026-03-10,2026-03-31)'::daterange)$$,
    'HQ-X03: service has ended');
SELECT is((SELECT status FROM gov_cloud.deadline WHERE matter = :m), 'met', 'HQ-D12: later than the date is in order');
SELECT is(may(:m, 'confirm', '2026-04-01 09:00'), 'unit bureau vendor', 'HQ-X04: the three parties sign');
SELECT is(refuses('unit', :m, 'confirm', '2026-04-01 09:00'), 'ZW004 exit_confirmation_sheet_missing 协议7.2', 'HQ-X04, HQ-AGR7.2: the confirmation sheet');
SELECT attaches('bureau', :m, 'exit_confirmation_sheet') \g /dev/null
SELECT acts('unit', :m, 'confirm', '2026-04-01 09:00'), acts('bureau', :m, 'confirm', '2026-04-01 10:00') \g /dev/null
SELECT is((SELECT state FROM gov_cloud.matter WHERE id = :m), 'reclaimed', 'HQ-X04: two signatures');
SELECT is(acts('vendor', :m, 'confirm', '2026-04-01 11:00'), 'closed', 'HQ-X04, HQ-AGR7.2: three');

-- a unit with all its systems
SELECT registers('低保系统', who => 'other') AS one \gset
SELECT serves(:one, '2026-03-06', '2026-03-10', who => 'other') \g /dev/null
SELECT registers('养老系统', who => 'other') AS two \gset
SELECT serves(:two, '2026-03-06', '2026-03-10', who => 'other') \g /dev/null
SELECT registers('试运行系统', who => 'other') AS three \gset
SELECT opens('other', 'onboarding', '2026-03-02 08:30', :three) AS trial \gset
SELECT applies(:trial, '2026-03-02', who => 'other'), tries(:trial, '2026-03-03', 'other') \g /dev/null
SELECT registers('学籍管理二') AS neighbour \gset
SELECT serves(:neighbour, '2026-03-06', '2026-03-10') \g /dev/null
SELECT opens('other', 'unit_exit', '2026-04-01 08:30') AS m \gset
SELECT is(may(:m, 'submit', '2026-04-01 09:00') || ', ' || may(:m, 'withdraw', '2026-04-01 09:00'), 'other, other', 'HQ-X01: a unit leaves by its own word');
SELECT is(refused('bureau', 'SELECT * FROM gov_cloud.open_matter(''unit_exit'')'), 'ZW002 role_missing 第十四条', 'HQ-X01: not by the bureau''s');
SELECT is(refuses('other', :m, 'submit', '2026-04-01 09:00'), 'ZW009 form_missing 附件3; 第十四条; 协议7.2', 'HQ-X01: form 3, too');
SELECT fills('other', :m, 'HQ-F3', form_3('使用单位退出', '2026-04-20', '{"planned_exit_date": null}')) \g /dev/null
SELECT is(refuses('other', :m, 'submit', '2026-04-01 09:00'), 'ZW009 form_incomplete 附件3; 第十四条; 协议7.2', 'HQ-X01: with its date');
SELECT fills('other', :m, 'HQ-F3', form_3('使用单位退出', '2026-04-20', '{"unit_confirmation": false}')) \g /dev/null
SELECT is(refuses('other', :m, 'submit', '2026-04-01 09:00'), 'ZW009 form_says_otherwise 第十四条; 协议7.2', 'HQ-X01: the confirmation, the letter, the plan');
SELECT attaches('other', :m, 'official_letter') \g /dev/null
SELECT fills('other', :m, 'HQ-F3', form_3('业务系统退出', '2026-04-20')) \g /dev/null
SELECT is(refuses('other', :m, 'submit', '2026-04-01 09:00'), 'ZW009 form_says_otherwise 附件3; 协议7.2', 'HQ-X01: the plan, told together with what else is wrong');
SELECT attaches('other', :m, 'exit_plan') \g /dev/null
SELECT is(refuses('other', :m, 'submit', '2026-04-01 09:00'), 'ZW009 form_says_otherwise 附件3', 'HQ-X01: one system''s exit is another procedure');
SELECT fills('other', :m, 'HQ-F3', form_3('使用单位退出', '2026-04-20', '{"system_name": null}')) \g /dev/null
SELECT is(acts('other', :m, 'submit', '2026-04-01 09:00'), 'exit_requested', 'HQ-X01: a unit''s exit names no system');
SELECT results_eq(format('SELECT rule, due_on FROM gov_cloud.deadline WHERE matter = %s', :m), $$VALUES ('HQ-D12/unit', '2026-04-20'::date)$$, 'HQ-D12: nor for a unit before its date');
SELECT matches(refuses('bureau', :m, 'approve', '2026-04-02 09:00'), '^ZW021 system_being_changed', 'HQ-X02: a system whose application is open stands in the way');
SELECT acts('bureau', :trial, 'fail_trial', '2026-04-02 09:00', '单位退出'), acts('other', :trial, 'withdraw', '2026-04-02 10:00') \g /dev/null
SELECT is(concat_ws(', ', may(:m, 'approve', '2026-04-02 11:00'), may(:m, 'refuse', '2026-04-02 11:00'), may(:m, 'withdraw', '2026-04-02 11:00')), 'bureau, bureau, other', 'HQ-X02: the bureau audits');
BEGIN;
SELECT is(refuses('bureau', :m, 'refuse', '2026-04-02 11:00'), 'ZW005 opinion_missing 第十四条', 'HQ-X02: refusing wants an opinion');
SELECT is(acts('bureau', :m, 'refuse', '2026-04-02 11:00', '数据未迁移'), 'exit_refused', 'HQ-X02: it may refuse');
ROLLBACK;
SELECT is(acts('bureau', :m, 'approve', '2026-04-02 11:00'), 'exit_approved', 'HQ-X02: audited once for the unit');
SELECT set_eq(format('SELECT system_id FROM gov_cloud.matter WHERE parent = %s AND procedure = ''exit_with_unit'' AND state = ''exit_approved''', :m),
    ARRAY[:one, :two]::bigint[], 'HQ-X02: and cascades over every active system of the unit, and none of another');
SELECT id AS first FROM gov_cloud.matter WHERE parent = :m AND system_id = :one \gset
SELECT id AS second FROM gov_cloud.matter WHERE parent = :m AND system_id = :two \gset
SELECT is(may(:first, 'reclaim', '2026-04-03 12:00'), 'vendor', 'HQ-X03: the provider reclaims');
SELECT is(refuses('vendor', :first, 'reclaim', '2026-04-19 12:00'), 'ZW005 too_early 附件3', 'HQ-X03, HQ-D12: the unit''s planned date holds for each system');
CREATE FUNCTION pg_temp.signs(m bigint, day text) RETURNS text LANGUAGE sql AS $$
    SELECT attaches('bureau', m, 'exit_confirmation_sheet');
    SELECT acts('other', m, 'confirm', day || ' 10:00');
    SELECT acts('vendor', m, 'confirm', day || ' 11:00');
    SELECT acts('bureau', m, 'confirm', day || ' 12:00')
$$;
SELECT acts('vendor', :first, 'reclaim', '2026-04-21 08:00') \g /dev/null
SELECT is(may(:first, 'confirm', '2026-04-21 09:00'), 'other bureau vendor', 'HQ-X04: three parties sign');
SELECT is(refuses('other', :first, 'confirm', '2026-04-21 09:00'), 'ZW004 exit_confirmation_sheet_missing 协议7.2', 'HQ-X04: the sheet of each system');
SELECT is(pg_temp.signs(:first, '2026-04-21'), 'closed', 'HQ-X03, HQ-X04: the first leaves');
SELECT results_eq(format('SELECT DISTINCT billed, released_at FROM gov_cloud.resource WHERE system_id = %s', :one), $$VALUES ('[2026-03-10,2026-04-21)'::daterange, '2026-04-21 08:00+08'::timestamptz)$$, 'HQ-X03, HQ-B4: and costs nothing from that day');
SELECT is((SELECT state FROM gov_cloud.matter WHERE id = :m), 'exit_approved', 'HQ-X04: the unit has not left before its last system');
SELECT acts('vendor', :second, 'reclaim', '2026-04-22 09:00') \g /dev/null
SELECT is(pg_temp.signs(:second, '2026-04-22'), 'closed', 'HQ-X03, HQ-X04: the second leaves');
SELECT results_eq(format('SELECT state, outcome, closed_at FROM gov_cloud.matter WHERE id = %s', :m),
    $$VALUES ('closed', 'completed', '2026-04-22 12:00+08'::timestamptz)$$, 'HQ-X04: with it the unit has');
SELECT results_eq(format('SELECT name, status FROM gov_cloud.system WHERE id IN (%s, %s, %s) ORDER BY id', :one, :two, :neighbour),
    $$VALUES ('低保系统', 'exited'), ('养老系统', 'exited'), ('学籍管理二', 'in_service')$$, 'HQ-X03: its systems are out, another unit''s is not');

-- a unit without a system in the cloud can leave too
SELECT opens('other', 'unit_exit', '2026-05-11 08:30') AS m \gset
SELECT fills('other', :m, 'HQ-F3', form_3('使用单位退出', '2026-05-20')), attaches('other', :m, 'official_letter'), attaches('other', :m, 'exit_plan'), acts('other', :m, 'submit', '2026-05-11 09:00') \g /dev/null
SELECT is(acts('bureau', :m, 'approve', '2026-05-12 09:00'), 'closed', 'HQ-X02, HQ-X04: a unit that has no active system ends with the audit');
SELECT is((SELECT count(*) FROM gov_cloud.check_deadlines()), 0::bigint, 'HQ-D12: replaying the ledger gives every stored due');
