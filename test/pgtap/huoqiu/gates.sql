-- Huoqiu's measures: what stands between an application and its opening besides the ordinary way: protection
-- levels, websites, own matters, four eyes, order of time, the past, withdrawals, statements behind the door's back.

-- level 3: a report of an accredited body, about performance and security
SELECT registers('高级别系统', 3) AS s \gset
SELECT opens('unit', 'onboarding', '2026-03-02 08:30', :s) AS m \gset
SELECT applies(:m, '2026-03-02'), tries(:m, '2026-03-03') \g /dev/null
SELECT attaches('unit', :m, 'security_test_report') \g /dev/null
SELECT is(acts('unit', :m, 'report_test', '2026-03-20 09:00'), 'trial', 'HQ-T10: a report is filed');
SELECT is(refuses('unit', :m, 'pass_trial', '2026-03-20 10:00'), 'ZW004 performance_security_report_missing 第十一条',
    'HQ-T11, HQ-P5: level 3 needs the report of an accredited body');
SELECT attaches('unit', :m, 'performance_security_report', '{"cnas": false, "covers": ["performance", "security"]}') \g /dev/null
SELECT is(refuses('unit', :m, 'pass_trial', '2026-03-20 10:00'), 'ZW004 performance_security_report_insufficient 第十一条',
    'HQ-P5: a body that is not accredited does not do');
SELECT attaches('unit', :m, 'performance_security_report', '{"cnas": true, "covers": ["security"]}') \g /dev/null
SELECT is(refuses('unit', :m, 'pass_trial', '2026-03-20 10:00'), 'ZW004 performance_security_report_insufficient 第十一条',
    'HQ-T10: nor does security without performance');
SELECT matches(says('unit', :m, 'pass_trial', '2026-03-20 10:00'), '"软件性能及信息系统安全测试报告".*"cnas": true.*"covers"',
    'HQ-T10: the hint says what the report must state');
SELECT attaches('vendor', :m, 'performance_security_report', '{"cnas": true, "covers": ["performance", "security"]}') \g /dev/null
SELECT is(refuses('unit', :m, 'pass_trial', '2026-03-20 10:00'), 'ZW004 performance_security_report_insufficient 第十一条', 'HQ-T10: nor does one that the provider files');
SELECT attaches('unit', :m, 'performance_security_report', '{"cnas": true, "covers": ["security", "performance", "load"]}') \g /dev/null
SELECT acts('unit', :m, 'pass_trial', '2026-03-20 10:00') \g /dev/null
SELECT is(acts('bureau', :m, 'pass_trial', '2026-03-20 11:00'), 'trial_passed', 'HQ-T11, HQ-P5: an accredited one about both does');
SELECT attaches('unit', :m, 'mlps_evaluation_report') \g /dev/null
SELECT is(refuses('unit', :m, 'complete_mlps', '2026-03-20 12:00', data => '{"override": "公安机关办理中"}'), 'ZW004 mlps_filing_certificate_missing 第二十二条', 'HQ-T15, HQ-P6: from level 2 on no reason stands for the certificate of the police');

-- ungraded: neither below 3 nor 3; asked again when it is graded
SELECT registers('待定级系统', NULL) AS s \gset
SELECT opens('unit', 'onboarding', '2026-03-02 08:30', :s) AS m \gset
SELECT applies(:m, '2026-03-02'), tries(:m, '2026-03-03') \g /dev/null
SELECT attaches('unit', :m, 'security_test_report') \g /dev/null
SELECT acts('unit', :m, 'report_test', '2026-03-20 09:00'), acts('unit', :m, 'pass_trial', '2026-03-20 10:00'),
    acts('bureau', :m, 'pass_trial', '2026-03-20 11:00') \g /dev/null
SELECT is((SELECT state FROM gov_cloud.matter WHERE id = :m), 'trial_passed', 'HQ-G2: an ungraded system passes its trial with the ordinary report');
CREATE FUNCTION pg_temp.graded(system bigint, matter bigint, level int) RETURNS text LANGUAGE sql AS $$
    SELECT done('unit', format('SELECT gov_cloud.grade_system(%s, %s, %s)::text', system, level, attaches('unit', matter, 'mlps_grading_report')))
$$;
BEGIN;
SELECT pg_temp.graded(:s, :m, 3) \g /dev/null
SELECT is(refuses('bureau', :m, 'audit_opening', '2026-03-23 09:00'), 'ZW004 performance_security_report_missing 第十一条',
    'HQ-T12: graded 3 before the opening, the accredited report is due');
SELECT attaches('unit', :m, 'performance_security_report', '{"cnas": false, "covers": ["performance", "security"]}') \g /dev/null
SELECT is(refuses('bureau', :m, 'audit_opening', '2026-03-23 09:00'), 'ZW004 performance_security_report_insufficient 第十一条', 'HQ-T12: of an accredited body');
SELECT attaches('unit', :m, 'performance_security_report', '{"cnas": true, "covers": ["performance", "security"]}') \g /dev/null
SELECT is(acts('bureau', :m, 'audit_opening', '2026-03-23 09:00'), 'opening_audited', 'HQ-T12: and then the opening');
ROLLBACK;
BEGIN;
SELECT done('bureau', format('SELECT gov_cloud.amend_system(%s, classified => true)', :s)) \g /dev/null
SELECT is(split_part(refuses('bureau', :m, 'audit_opening', '2026-03-23 09:00'), ' ', 2), 'classified_system', 'HQ-G1: nor is one opened that turned out to be classified');
ROLLBACK;
BEGIN;
SELECT pg_temp.graded(:s, :m, 4) \g /dev/null
SELECT is(refuses('bureau', :m, 'audit_opening', '2026-03-23 09:00'), 'ZW004 performance_security_report_missing 第十一条; 第四条',
    'HQ-G2: graded 4 before the opening, it is barred');
SELECT matches(says('bureau', :m, 'audit_opening', '2026-03-23 09:00'), 'graded level 4, above 3', 'HQ-G2: at the audit');
ROLLBACK;
SELECT is(acts('bureau', :m, 'audit_opening', '2026-03-23 09:00'), 'opening_audited', 'HQ-T12: still ungraded, it opens');

-- graded 4 while its application is still a draft
SELECT registers('定级系统', NULL) AS s \gset
SELECT opens('unit', 'onboarding', '2026-03-02 08:30', :s) AS m \gset
SELECT fills('unit', :m, 'HQ-F1', form_1_of(:m)), attaches('unit', :m, 'technical_plan'), pg_temp.graded(:s, :m, 4) \g /dev/null
SELECT is(refuses('unit', :m, 'submit', '2026-03-02 09:00'), 'ZW005 mlps_level_too_high 第四条; 附件1', 'HQ-G2: or before the application');

-- level 1: the police certify no such system
SELECT registers('一级系统', 1) AS s \gset
SELECT opens('unit', 'onboarding', '2026-03-02 08:30', :s) AS m \gset
SELECT applies(:m, '2026-03-02'), tries(:m, '2026-03-03'), attaches('unit', :m, 'mlps_evaluation_report') \g /dev/null
SELECT is(refuses('unit', :m, 'complete_mlps', '2026-03-04 09:00'), 'ZW004 mlps_filing_certificate_missing 第二十二条', 'HQ-T15: both documents, during the trial too');
SELECT is(acts('unit', :m, 'complete_mlps', '2026-03-04 09:00', data => '{"override": "一级系统无需公安机关备案"}'), 'trial', 'HQ-T15, HQ-P6: but for a reason on record');

-- websites
SELECT registers('门户网站', more => 'website => true, bearer_networks => ''egov_extranet, internet''') AS s \gset
SELECT opens('unit', 'onboarding', '2026-03-02 08:30', :s) AS m \gset
SELECT applies(:m, '2026-03-02'), tries(:m, '2026-03-03'), passes(:m, '2026-03-20') \g /dev/null
SELECT is(refuses('vendor', :m, 'open_service', '2026-03-23 09:00'), 'ZW004 website_filing_missing 协议3.2',
    'HQ-G9, HQ-P8, HQ-AGR3.2, HQ-AGR4.2: the provider puts no unfiled website online');
SELECT is(refuses('bureau', :m, 'open_service', '2026-03-23 09:00', data => '{"override": "急用"}'), 'ZW004 website_filing_missing 协议3.2',
    'HQ-G9: nor the bureau, whatever the reason');
SELECT results_eq(format('SELECT status, due_at FROM gov_cloud.deadline WHERE matter = %s AND rule = ''HQ-D13''', :m),
    $$VALUES ('open', NULL::timestamptz)$$, 'HQ-D13: a website''s, before going online, without an amount');
SELECT attaches('vendor', :m, 'website_filing') \g /dev/null
SELECT is(refuses('vendor', :m, 'open_service', '2026-03-23 09:00'), 'ZW004 website_filing_by_other 协议3.2', 'HQ-G9: nor does the provider file for it');
SELECT attaches('unit', :m, 'website_filing') \g /dev/null
SELECT is(acts('vendor', :m, 'open_service', '2026-03-23 09:00'), 'opened', 'HQ-G9, HQ-P8, HQ-D13: a filed one goes online');
SELECT registers('未知网络网站', more => 'website => true') AS s \gset
SELECT opens('unit', 'onboarding', '2026-03-02 08:30', :s) AS m \gset
SELECT applies(:m, '2026-03-02'), tries(:m, '2026-03-03'), passes(:m, '2026-03-20') \g /dev/null
SELECT is(refuses('bureau', :m, 'open_service', '2026-03-23 09:00'), 'ZW004 website_filing_missing 协议3.2', 'HQ-G9: nor where nobody said on which network it stands');
SELECT registers('内网网站', more => 'website => true, bearer_networks => ''egov_extranet''') AS s \gset
SELECT opens('unit', 'onboarding', '2026-03-02 08:30', :s) AS m \gset
SELECT applies(:m, '2026-03-02'), tries(:m, '2026-03-03'), passes(:m, '2026-03-20') \g /dev/null
SELECT is(acts('bureau', :m, 'open_service', '2026-03-23 09:00'), 'opened', 'HQ-G9: off the internet no filing is asked for');

-- own matters and four eyes
SELECT done('sec', format($$SELECT gov_cloud.grant_role(p.id, p.organization, 'authority', '341522', '2026-01-01'),
    gov_cloud.grant_role(p.id, p.organization, 'government', '341522', '2026-01-01') FROM gov_cloud.person AS p WHERE login = 'regress_county_unit'$$)) \g /dev/null
DO $$
BEGIN
    CREATE ROLE regress_county_deputy LOGIN IN ROLE gov_cloud_user;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
    NULL;
END
$$;
SELECT done('sec', $$SELECT gov_cloud.grant_role(gov_cloud.register_person('regress_county_deputy person', organization, 'regress_county_deputy', '2026-01-01'), organization, 'authority', '341522', '2026-01-01')
    FROM gov_cloud.person AS p WHERE login = 'regress_county_bureau'$$) \g /dev/null
SELECT done('sec', $$SELECT gov_cloud.grant_role(p.id, p.organization, 'government', '341522', '2026-01-01')
    FROM gov_cloud.person AS p WHERE login IN ('regress_county_bureau', 'regress_county_deputy')$$) \g /dev/null
SELECT registers('选课系统') AS s \gset
SELECT opens('unit', 'onboarding', '2026-03-02 08:30', :s) AS m \gset
SELECT applies(:m, '2026-03-02', 'submit') \g /dev/null
SELECT is(refuses('unit', :m, 'start_evaluation', '2026-03-02 09:20'), 'ZW007 own_matter 第十条; 协议5.1', 'HQ-T03: nobody evaluates his own application, whatever roles he holds');
SELECT acts('bureau', :m, 'start_evaluation', '2026-03-02 09:20') \g /dev/null
SELECT attaches('bureau', :m, 'evaluation_opinion'), attaches('bureau', :m, 'fee_determination') \g /dev/null
SELECT acts('deputy', :m, 'fix_cost', '2026-03-02 09:30'), acts('vendor', :m, 'fix_cost', '2026-03-02 09:40'),
    acts('bureau', :m, 'report_government', '2026-03-02 09:50') \g /dev/null
SELECT is(refuses('unit', :m, 'approve', '2026-03-02 10:00'), 'ZW007 own_matter 第九条', 'HQ-T06: nor approves it');
SELECT is(refuses('bureau', :m, 'approve', '2026-03-02 10:00'), 'ZW007 four_eyes 第九条', 'HQ-T06, HQ-P2: who reported it does not approve it');
SELECT is(refuses('deputy', :m, 'approve', '2026-03-02 10:00'), 'ZW007 four_eyes 第九条', 'HQ-T06, HQ-P2: nor who evaluated it');
SELECT matches(says('deputy', :m, 'approve', '2026-03-02 10:00'), 'another person than who did "核定经费"', 'HQ-T06: and is told why');
SELECT is(refuses('bureau', :m, 'reject', '2026-03-02 10:00', '不同意'), 'ZW007 four_eyes 第九条', 'HQ-T06: they do not reject it');
SELECT is(refuses('deputy', :m, 'reject', '2026-03-02 10:00', '不同意'), 'ZW007 four_eyes 第九条', 'HQ-T06: neither of them');

-- which steps are decisions (审核, 审批 and the like): refused to who applied
SELECT set_eq($$SELECT code FROM gov_cloud.transition WHERE policy = 'huoqiu/1' AND decides$$,
    ARRAY['HQ-T03', 'HQ-T04', 'HQ-T04b', 'HQ-T05', 'HQ-T06', 'HQ-T06/reject', 'HQ-T11/fail', 'HQ-T12', 'HQ-T13', 'HQ-C03', 'HQ-C03/reject',
    'HQ-C04/T03', 'HQ-C04/T04', 'HQ-C04/T04b', 'HQ-C04/T05', 'HQ-C04/T06', 'HQ-C04/T06r', 'HQ-X02', 'HQ-X02/refuse', 'HQ-X02/unit', 'HQ-X02/unit_refuse'],
    'HQ-T03, HQ-T04, HQ-T05, HQ-T06, HQ-T12, HQ-T13, HQ-C03, HQ-C04, HQ-X02: what nobody decides of his own');

-- order of time, and the past
SELECT is(refused('gov', format($$SELECT * FROM gov_cloud.act(%s, 'approve', occurred_at => '2026-03-02 09:49')$$, :m)), 'ZW006 before_last_event',
    'HQ-T06: no approval before it was reported');
SELECT is(refused('gov', format($$SELECT * FROM gov_cloud.act(%s, 'approve', occurred_at => '2026-03-02 10:01')$$, :m)), 'ZW006 in_the_future',
    'HQ-T06: nor in the future');
SELECT done('sec', $$SELECT gov_cloud.revoke_role(p.id, p.organization, 'backdating', '341522') FROM gov_cloud.person AS p
    WHERE login = 'regress_county_gov'$$) \g /dev/null
SELECT at('2026-03-09 09:00') \g /dev/null
SELECT is(refused('gov', format($$SELECT * FROM gov_cloud.act(%s, 'approve', occurred_at => '2026-03-06 09:00')$$, :m)), 'ZW017 backdating_role_missing',
    'HQ-T06: the past is told by who holds the role for it');
SELECT done('sec', $$SELECT gov_cloud.grant_role(p.id, p.organization, 'backdating', '341522') FROM gov_cloud.person AS p
    WHERE login = 'regress_county_gov'$$) \g /dev/null
SELECT is(done('gov', format($$SELECT state FROM gov_cloud.act(%s, 'approve', occurred_at => '2026-03-06 09:00')$$, :m)), 'approved', 'HQ-T06: and then counts');
SELECT results_eq(format('SELECT occurred_at, recorded_at > ''2026-06-01'' FROM gov_cloud.matter_event WHERE matter = %s AND action = ''approve''', :m),
    $$VALUES ('2026-03-06 09:00+08'::timestamptz, true)$$, 'HQ-T06: when it occurred, and when it was recorded');
SELECT is((SELECT count(*) FROM gov_cloud_data.audit_event WHERE object_kind = 'matter' AND object_id = :'m' AND note LIKE '%back-dated%'),
    1::bigint, 'HQ-T06: and the audit tells');

-- the door: no statement goes round it
SELECT throws_ok(format('UPDATE gov_cloud.matter SET state = ''opened'' WHERE id = %s', :m), 'ZW001', NULL, 'HQ-T13: a superuser is no party');
SELECT throws_ok(format('DELETE FROM gov_cloud.matter WHERE id = %s', :m), 'ZW014', NULL, 'HQ-T01: no statement makes a matter disappear');
SELECT is(refused('gov', format('UPDATE gov_cloud.matter SET state = ''opened'' WHERE id = %s', :m)), '42501', 'HQ-T13: and a party writes through act() alone');

-- withdrawing, and giving up after a failed trial
SELECT registers('招生系统') AS s \gset
SELECT opens('unit', 'onboarding', '2026-03-02 08:30', :s) AS m \gset
SELECT applies(:m, '2026-03-02', 'report_government') \g /dev/null
SELECT is(refuses('bureau', :m, 'withdraw', '2026-03-03 09:00'), 'ZW002 role_missing', 'HQ-T02: only the unit withdraws');
SELECT is(acts('unit', :m, 'withdraw', '2026-03-03 09:00'), 'withdrawn', 'HQ-T02: until the government has decided');
SELECT is(refuses('gov', :m, 'approve', '2026-03-03 10:00'), 'ZW003 matter_ended', 'HQ-T06: then there is nothing to approve');
SELECT opens('unit', 'onboarding', '2026-03-04 08:30', :s) AS m \gset
SELECT applies(:m, '2026-03-04') \g /dev/null
SELECT is(refuses('unit', :m, 'withdraw', '2026-03-05 09:00'), 'ZW003 action_not_open', 'HQ-T02: not after');
SELECT tries(:m, '2026-03-05'), acts('bureau', :m, 'fail_trial', '2026-03-20 09:00', '压力测试未通过') \g /dev/null
SELECT is(acts('unit', :m, 'withdraw', '2026-03-23 09:00'), 'withdrawn', 'HQ-T11: a failed trial may be given up');
SELECT results_eq(format('SELECT count(*), bool_and(released_at IS NOT NULL), bool_and(billed IS NULL) FROM gov_cloud.resource WHERE system_id = %s', :s),
    'VALUES (2::bigint, true, true)', 'HQ-T11: what it was given goes back unbilled');
SELECT is((SELECT array_agg(status ORDER BY rule) FROM gov_cloud.deadline WHERE matter = :m), ARRAY['met', 'open', 'open'],
    'HQ-D03: the documents that follow a deployment stay due');
SELECT isnt(opens('unit', 'onboarding', '2026-03-24 08:30', :s), NULL, 'HQ-T01: and the system may apply again');

-- terms on the real calendar: each due reckoned by hand
CREATE FUNCTION pg_temp.deploys(name text, day text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    m bigint := opens('unit', 'onboarding', day || ' 08:30', registers(name));
BEGIN
    PERFORM applies(m, day), tries(m, day);
    RETURN m;
END
$$;
CREATE FUNCTION pg_temp.due(m bigint, rule text) RETURNS text LANGUAGE sql AS $$
    SELECT due_on || CASE WHEN provisional THEN ' provisional' ELSE '' END FROM gov_cloud.deadline AS d WHERE d.matter = m AND d.rule = due.rule
$$;
SELECT pg_temp.deploys('端午', '2026-05-20') AS m \gset
SELECT is(pg_temp.due(:m, 'HQ-D01'), '2026-06-19', 'HQ-D01: a cap is not stretched by the Dragon Boat day it ends on');
SELECT pg_temp.deploys('国庆', '2026-04-01') AS m \gset
SELECT is(pg_temp.due(:m, 'HQ-D03'), '2026-10-08', 'HQ-D03: 6 months to 1 October end after the holiday');
SELECT pg_temp.deploys('调休', '2026-04-10') AS m \gset
SELECT is(pg_temp.due(:m, 'HQ-D03'), '2026-10-10', 'HQ-D03: a Saturday that is worked is a last day');
SELECT is(pg_temp.due(:m, 'HQ-D04'), '2026-10-10', 'HQ-D04: the same');
SELECT pg_temp.deploys('月末', '2026-08-31') AS m \gset
SELECT is(pg_temp.due(:m, 'HQ-D03'), '2027-03-01 provisional', 'HQ-D03: no 31 February; beyond the published calendar it is provisional');
SELECT is(done('bureau', format($$SELECT due_on::text FROM gov_cloud.extend_deadline(%s, '45 days', '联调未完成')$$,
    (SELECT id FROM gov_cloud.deadline WHERE matter = :m AND rule = 'HQ-D01'))), '2026-10-15', 'HQ-D01: in principle: extended with a reason, from its start');
SELECT is(done('bureau', format($$SELECT due_on::text FROM gov_cloud.extend_deadline(%s, '7 months', '测评机构排期')$$,
    (SELECT id FROM gov_cloud.deadline WHERE matter = :m AND rule = 'HQ-D03'))), '2027-03-31', 'HQ-D03: in principle, too');
SELECT matches(refused('bureau', format($$SELECT due_on::text FROM gov_cloud.extend_deadline(%s, '7 months', '联调未完成')$$,
    (SELECT id FROM gov_cloud.deadline WHERE matter = :m AND rule = 'HQ-D04'))), '^ZW005', 'HQ-D04: the agreement says no such thing');
SELECT is((SELECT count(*) FROM gov_cloud.check_deadlines()), 0::bigint, 'HQ-D01, HQ-D03, HQ-D04: replaying the ledger gives every stored due');
