-- The five minutes of README.md, block by block; test/t/003_readme.pl keeps the two equal.

\pset pager off
CREATE EXTENSION gov_cloud CASCADE;
SELECT gov_cloud.install_storage();

CREATE ROLE ex_sec LOGIN IN ROLE gov_cloud_secadmin;
CREATE ROLE ex_sys LOGIN IN ROLE gov_cloud_sysadmin;
SELECT format('CREATE ROLE ex_%s LOGIN IN ROLE gov_cloud_user', who)
FROM unnest(ARRAY['unit', 'bureau', 'gov', 'vendor', 'finance']) AS who \gexec

SET SESSION AUTHORIZATION ex_sec;
SELECT gov_cloud.register_jurisdiction('341522', '霍邱县');
SELECT gov_cloud.register_organization(gov_cloud.uscc_complete('11341522000000011'), '县教育局', 'using_unit', '341522') AS unit \gset
SELECT gov_cloud.register_organization(gov_cloud.uscc_complete('11341522000000015'), '县数据资源管理局', 'authority', '341522') AS bureau \gset
SELECT gov_cloud.register_organization(gov_cloud.uscc_complete('11341522000000016'), '县人民政府', 'government', '341522') AS gov \gset
SELECT gov_cloud.register_organization(gov_cloud.uscc_complete('91341522000000017'), '某云服务有限公司', 'provider', '341522') AS vendor \gset
SELECT gov_cloud.register_organization(gov_cloud.uscc_complete('11341522000000018'), '县财政局', 'finance', '341522') AS finance \gset
SELECT gov_cloud.register_person('安全管理员', :bureau, 'ex_sec'), gov_cloud.register_person('系统管理员', :bureau, 'ex_sys');
SELECT gov_cloud.grant_role(person, organization, role, '341522', '2024-01-01'),
    gov_cloud.grant_role(person, organization, 'backdating', '341522', '2024-01-01')
FROM (VALUES (:unit, 'ex_unit', 'using_unit'), (:bureau, 'ex_bureau', 'authority'), (:gov, 'ex_gov', 'government'),
        (:vendor, 'ex_vendor', 'provider'), (:finance, 'ex_finance', 'finance')) AS party (organization, login, role),
    gov_cloud.register_person(login, organization, login, '2024-01-01') AS person;
SELECT gov_cloud.adopt_policy('341522', 'huoqiu/1', '2024-01-07');

SET SESSION AUTHORIZATION ex_sys;
SELECT gov_cloud.adopt_local_rule('341522', 'huoqiu/1', 'threshold_pct', '15', '县政府专题会议纪要', '2024-01-07'),
    gov_cloud.adopt_local_rule('341522', 'huoqiu/1', 'window_months', '1', '县政府专题会议纪要', '2024-01-07');
SELECT gov_cloud.add_catalogue_item('341522', 'elastic_vm', 'host', '弹性云服务器', '云主机',
        components => 'vcpu, memory_gb, storage_gb', since => '2024-01-01'),
    gov_cloud.add_catalogue_item('341522', 'basic_security', 'security', '基础安全防护包', '基础安全服务',
        category_l3 => '基础安全防护包', since => '2024-01-01');

SET SESSION AUTHORIZATION ex_finance;
SELECT gov_cloud.create_price_list('341522', :vendor, '采购合同价', '2024-01-01') AS list \gset
SELECT gov_cloud.set_price(:list, item, component, 'month', yuan)
FROM (VALUES ('elastic_vm', 'vcpu', 36.5), ('elastic_vm', 'memory_gb', 18.2), ('elastic_vm', 'storage_gb', 0.35),
    ('basic_security', 'unit', 260)) AS price (item, component, yuan);
SELECT gov_cloud.publish_price_list(:list);

SET SESSION AUTHORIZATION ex_unit;
SELECT date_trunc('month', gov_cloud.clock() AT TIME ZONE 'Asia/Shanghai' - interval '4 months')::date AS begins \gset
SELECT gov_cloud.register_system('学籍管理系统', classified => false, funding => 'county', mlps_level => 2,
    kind => '业务生产系统', bearer_networks => 'egov_extranet', onboarding_kind => 'new_build', provider => :vendor) AS system \gset
SELECT matter FROM gov_cloud.open_matter('onboarding', :system, occurred_at => :'begins') \gset
SELECT gov_cloud.fill_form(:matter, 'HQ-F1', jsonb_set('{"applicant_unit": "县教育局",
  "system_owner_name": "王某", "system_owner_office_phone": "0564-0000000", "system_owner_email": "owner@example.cn",
  "maintenance_unit": "信息中心", "maintenance_unit_kind": "subordinate", "tech_contact_name": "李某",
  "tech_contact_email": "tech@example.cn", "tech_contact_mobile": "10000000000", "system_name": "学籍管理系统",
  "system_investment_amount": 80, "system_investment_unit": "万元", "onboarding_kind": "new_build", "system_summary": "学籍",
  "mlps_level": "2", "bearer_networks": ["egov_extranet"], "availability_requirement": "99.9%", "system_kind": "业务生产系统",
  "service_audience": "社会公众", "service_audience_size": 20000, "service_scope": "本级",
  "applicant_seal": "已盖章", "contact_signature": "已签字", "signed_on": "2024-01-08",
  "hosts": [{"host_type": "elastic_vm", "host_name": "vm-1", "cpu_arch": "ARM", "cpu_cores": 8, "memory_gb": 16,
    "system_disk_gb": 40, "system_disk_type": "SSD", "data_disk_gb": 160, "data_disk_type": "SAS", "operating_system": "麒麟",
    "deployment_network": "政务外网", "quantity": 1}],
  "security": [{"category_l2": "基础安全服务", "category_l3": "基础安全防护包", "service_name": "/",
    "specification": "1系统", "quantity": 1}]}', '{application_date}', to_jsonb(:'begins'::text))::text);
SELECT gov_cloud.record_compliance(:system, NULL, kind, issued_on => :'begins')
FROM (VALUES ('no_duplicate_build'), ('licensed_software'), ('data_residency'), ('no_subletting')) AS declaration (kind);

RESET SESSION AUTHORIZATION;
SELECT 'SET SESSION AUTHORIZATION ex_' || who,
    replace(format('SELECT gov_cloud.attach_document(%s, ''#'', ''#'', content => ''YWJj'')', :matter), '#', document),
    format('SELECT state, next_actions FROM gov_cloud.act(%s, %L, occurred_at => %L)', :matter, action,
        (gov_cloud.add_workdays(:'begins', day) + time '09:00') AT TIME ZONE 'Asia/Shanghai')
FROM (VALUES (1, 'unit', 'technical_plan', 'submit'), (2, 'bureau', 'evaluation_opinion', 'start_evaluation'),
    (3, 'bureau', 'fee_determination', 'fix_cost'), (3, 'vendor', NULL, 'fix_cost'), (4, 'bureau', NULL, 'report_government'),
    (6, 'gov', NULL, 'approve'), (7, 'vendor', 'delivery_record', 'provision'), (9, 'unit', 'premigration_security_test', 'deploy'),
    (10, 'unit', NULL, 'start_trial'), (15, 'unit', 'security_test_report', 'report_test'), (16, 'unit', NULL, 'pass_trial'),
    (17, 'bureau', NULL, 'pass_trial'), (18, 'bureau', NULL, 'audit_opening'), (19, 'bureau', NULL, 'open_service'),
    (20, 'unit', 'agreement', 'sign_agreement'), (21, 'vendor', NULL, 'sign_agreement'), (22, 'bureau', NULL, 'sign_agreement')
) AS step (day, who, document, action) \gexec
SELECT section, what, article FROM gov_cloud.explain(:matter) WHERE section <> 'events';

SET SESSION AUTHORIZATION ex_vendor;
SELECT id AS vm FROM gov_cloud.resource WHERE name = 'vm-1' \gset
SET SESSION AUTHORIZATION ex_sys;
SELECT gov_cloud.add_source('hypervisor', 'push');
SELECT gov_cloud.add_source_metric('hypervisor', 'cpu', statistic => 'max', period => 3600);
SELECT gov_cloud.map_machine('hypervisor', 'vm-1', :vm);
SELECT * FROM gov_cloud.push_samples('hypervisor', (
    SELECT jsonb_agg(jsonb_build_object('machine', 'vm-1', 'metric', 'cpu', 'at', extract(epoch FROM hour)::bigint,
        'value', 2 + extract(hour FROM hour AT TIME ZONE 'Asia/Shanghai')::int % 8))::text
    FROM generate_series((:'begins'::date + interval '3 months') AT TIME ZONE 'Asia/Shanghai',
        (:'begins'::date + interval '4 months - 1 hour') AT TIME ZONE 'Asia/Shanghai', interval '1 hour') AS hour));
SELECT 'SELECT gov_cloud.run_task(''close_days'')' FROM generate_series(1, 5) \gexec
SELECT gov_cloud.run_task('scan_efficiency'), gov_cloud.run_task('deliver'), gov_cloud.run_task('draft_statements');

SET SESSION AUTHORIZATION ex_unit;
SELECT title, body FROM gov_cloud.v_inbox;
SELECT gov_cloud.acknowledge_notice(id) FROM gov_cloud.v_inbox;

SET SESSION AUTHORIZATION ex_finance;
SELECT format('SELECT * FROM gov_cloud.close_statement(%s)', id) FROM gov_cloud.statement
WHERE state = 'grace' AND closes_from <= (gov_cloud.clock() AT TIME ZONE 'Asia/Shanghai')::date ORDER BY month \gexec
SELECT "目录项", "计费项", "数量", "单价", "金额", "结算单合计" FROM gov_cloud.v_statement
WHERE "结算状态" = '已结算' AND "结算月份" = to_char(:'begins'::date + interval '2 months', 'YYYY-MM') ORDER BY "明细编号";
