-- The one printed form of Liuzhou's rules (annex 3), with the tables behind it, and what a unit states when it
-- asks for a change or an end, for which nothing is printed.  The print shows required columns by a colour that is
-- lost: which they are is the parameter required_columns, and derived marks only what a row says nothing without.
-- One row is one virtual machine: there is no quantity, and one form is one system.

CREATE TABLE gov_cloud.form_requirement_head (
    matter       bigint PRIMARY KEY REFERENCES gov_cloud.matter,
    unit_id      bigint NOT NULL,
    jurisdiction text NOT NULL,
    provider_id  bigint,
    applicant_contact_name text,
    applicant_contact_mobile text,
    applicant_contact_email text,
    vendor_contact_name text,
    vendor_contact_mobile text,
    vendor_contact_email text
);
COMMENT ON TABLE gov_cloud.form_requirement_head IS 'requirement of cloud resources of one system: who is to be asked';

CREATE TABLE gov_cloud.form_requirement_machine (
    matter       bigint NOT NULL REFERENCES gov_cloud.matter,
    form         text NOT NULL,
    section      text NOT NULL,
    seq          integer NOT NULL,
    unit_id      bigint NOT NULL,
    jurisdiction text NOT NULL,
    provider_id  bigint,
    network_zone text,
    developer    text,
    system_name  text,
    subsystem_name text,
    server_type  text,
    machine_name text,
    bastion_owner_name text[],
    bastion_owner_email text[],
    bastion_owner_mobile text[],
    vcpu_cores   integer,
    memory_gb    numeric,
    system_disk_gb numeric,
    data_disk_gb numeric,
    operating_system text,
    is_clustered boolean,
    cluster_group text,
    remark       text,
    PRIMARY KEY (matter, form, section, seq)
);
COMMENT ON TABLE gov_cloud.form_requirement_machine IS 'virtual machines asked for, one a row, in whichever form';
GRANT SELECT ON gov_cloud.form_requirement_head, gov_cloud.form_requirement_machine TO gov_cloud_reader;

INSERT INTO gov_cloud.form (code, title, relation, article, policy, builtin) VALUES
    ('LZ-F1', '云资源使用需求表', 'gov_cloud.form_requirement_head', '附件3', 'liuzhou/1', true),
    ('LZ-F2', '云资源变更申请', 'gov_cloud.form_change_application', '第二十一条（六）', 'liuzhou/1', true),
    ('LZ-F3', '云资源终止申请', 'gov_cloud.form_exit_application', '第二十一条（七）', 'liuzhou/1', true);

INSERT INTO gov_cloud.form_section (form, section, title, relation, holds, required, item, position, builtin) VALUES
    ('LZ-F1', 'machines', '云资源使用需求', 'gov_cloud.form_requirement_machine', 'hosts', true, 'vm', 1, true),
    ('LZ-F1', 'services', '服务目录其他资源', 'gov_cloud.form_service_row', 'services', false, NULL, 2, true),
    ('LZ-F2', 'added_machines', '新增云虚拟机', 'gov_cloud.form_requirement_machine', 'hosts', false, 'vm', 1, true),
    ('LZ-F2', 'changed_machines', '变更云虚拟机', 'gov_cloud.form_change_changed_host', 'changes', false, NULL, 2, true),
    ('LZ-F2', 'services', '服务目录其他资源', 'gov_cloud.form_service_row', 'services', false, NULL, 3, true);

-- The heads.
INSERT INTO gov_cloud.form_field (form, field, title, derived, required, format, means, position, builtin) VALUES
    ('LZ-F1', 'applicant_contact_name', '申请单位联系人', true, true, NULL, NULL, 1, true),
    ('LZ-F1', 'applicant_contact_mobile', '申请单位联系人手机号码', true, true, NULL, NULL, 2, true),
    ('LZ-F1', 'applicant_contact_email', '申请单位联系人邮箱', true, true, 'email', NULL, 3, true),
    ('LZ-F1', 'vendor_contact_name', '信息系统厂商联系人', false, false, NULL, NULL, 4, true),
    ('LZ-F1', 'vendor_contact_mobile', '信息系统厂商联系人手机号码', false, false, NULL, NULL, 5, true),
    ('LZ-F1', 'vendor_contact_email', '信息系统厂商联系人邮箱', false, false, 'email', NULL, 6, true),
    ('LZ-F2', 'applicant_unit', '申请单位', false, false, NULL, NULL, 1, true),
    ('LZ-F2', 'system_name', '系统名称', false, false, NULL, 'system_name', 2, true),
    ('LZ-F2', 'contact_phone', '联系电话', false, false, NULL, NULL, 3, true),
    ('LZ-F2', 'change_reason', '变更原因', true, true, NULL, NULL, 4, true),
    ('LZ-F3', 'applicant_unit', '申请单位', false, false, NULL, NULL, 1, true),
    ('LZ-F3', 'system_name', '系统名称', false, false, NULL, 'system_name', 2, true),
    ('LZ-F3', 'exit_reason', '终止原因', false, false, NULL, NULL, 3, true),
    ('LZ-F3', 'unit_confirmation', '系统已下线，数据已迁移备份', true, true, NULL, NULL, 4, true),
    ('LZ-F3', 'unit_confirmation_text', '下线和数据迁移备份情况', true, true, NULL, NULL, 5, true);

-- The rows.  The number of a row (序号) is its place.
INSERT INTO gov_cloud.form_field (form, section, field, title, derived, required, required_when, open_choice, format, minimum, means, totalled, position, builtin)
SELECT s.form, s.section, f.field, f.title, f.derived, f.derived, f.required_when::jsonb, f.open_choice, f.format, f.minimum, f.means, f.totalled, f.position, true
FROM (VALUES ('LZ-F1', 'machines'), ('LZ-F2', 'added_machines')) AS s (form, section),
(VALUES
    ('network_zone', '网络分区', false, NULL, true, NULL, NULL, NULL, false, 1),
    ('developer', '开发商', false, NULL, false, NULL, NULL, NULL, false, 2),
    ('system_name', '系统名称', false, NULL, false, NULL, NULL, 'system_name', false, 3),
    ('subsystem_name', '子系统名称', false, NULL, false, NULL, NULL, NULL, false, 4),
    ('server_type', '服务器类型', false, NULL, false, NULL, NULL, 'host_type', false, 5),
    ('bastion_owner_name', '堡垒机账号负责人', false, NULL, false, NULL, NULL, NULL, false, 6),
    ('bastion_owner_email', '堡垒机账号负责人邮箱', false, NULL, false, 'email', NULL, NULL, false, 7),
    ('bastion_owner_mobile', '堡垒机账号负责人手机号码', false, NULL, false, NULL, NULL, NULL, false, 8),
    ('vcpu_cores', 'vCPU核', true, NULL, false, NULL, 1, 'vcpu', true, 9),
    ('memory_gb', '内存GB', true, NULL, false, NULL, 0, 'memory_gb', true, 10),
    ('system_disk_gb', '系统盘GB', false, NULL, false, NULL, 0, 'storage_gb', true, 11),
    ('data_disk_gb', '数据盘GB', false, NULL, false, NULL, 0, 'storage_gb', true, 12),
    ('operating_system', '操作系统', false, NULL, false, NULL, NULL, NULL, false, 13),
    ('is_clustered', '集群部署', false, NULL, false, NULL, NULL, NULL, false, 14),
    ('cluster_group', '集群组号', false, '{"field": "is_clustered", "in": ["true"]}', false, NULL, NULL, NULL, false, 15),
    ('remark', '备注', false, NULL, false, NULL, NULL, 'remark', false, 16)
) AS f (field, title, derived, required_when, open_choice, format, minimum, means, totalled, position);

-- A machine is known by its type and number where nobody names it (not printed); one added later needs a name of its own.
INSERT INTO gov_cloud.form_field (form, section, field, title, derived, required, minimum, means, position, builtin) VALUES
    ('LZ-F1', 'machines', 'machine_name', '云虚拟机名称', false, false, NULL, 'name', 17, true),
    ('LZ-F2', 'added_machines', 'machine_name', '云虚拟机名称', true, true, NULL, 'name', 17, true),
    ('LZ-F2', 'changed_machines', 'host_name', '云虚拟机名称', true, true, NULL, 'name', 1, true),
    ('LZ-F2', 'changed_machines', 'cpu_before', 'vCPU核变更前', false, false, 0, 'vcpu_before', 2, true),
    ('LZ-F2', 'changed_machines', 'cpu_after', 'vCPU核变更后', false, false, 0, 'vcpu_after', 3, true),
    ('LZ-F2', 'changed_machines', 'memory_before', '内存GB变更前', false, false, 0, 'memory_gb_before', 4, true),
    ('LZ-F2', 'changed_machines', 'memory_after', '内存GB变更后', false, false, 0, 'memory_gb_after', 5, true),
    ('LZ-F2', 'changed_machines', 'system_disk_before', '系统盘GB变更前', false, false, 0, 'storage_gb_before', 6, true),
    ('LZ-F2', 'changed_machines', 'system_disk_after', '系统盘GB变更后', false, false, 0, 'storage_gb_after', 7, true),
    ('LZ-F2', 'changed_machines', 'data_disk_before', '数据盘GB变更前', false, false, 0, 'storage_gb_before', 8, true),
    ('LZ-F2', 'changed_machines', 'data_disk_after', '数据盘GB变更后', false, false, 0, 'storage_gb_after', 9, true);
INSERT INTO gov_cloud.form_field (form, section, field, title, open_choice, means, position, builtin) VALUES
    ('LZ-F2', 'changed_machines', 'remark', '备注', true, 'remark', 10, true);

-- What else the printed catalogue (annex 4) has.
INSERT INTO gov_cloud.form_field (form, section, field, title, derived, required, minimum, means, position, builtin)
SELECT s.form, 'services', f.field, f.title, f.required, f.required, f.minimum, f.means, f.position, true
FROM (VALUES ('LZ-F1'), ('LZ-F2')) AS s (form),
(VALUES
    ('service_name', '云资源名称', true, NULL, 'service_name', 1),
    ('specification', '规格', false, NULL, 'specification', 2),
    ('quantity', '数量', true, 0, 'quantity', 3),
    ('remark', '备注', false, NULL, 'remark', 4)
) AS f (field, title, required, minimum, means, position);

INSERT INTO gov_cloud.form_choice (form, section, field, choice, title, position, builtin)
SELECT s.form, s.section, c.field, c.choice, c.title, c.position, true
FROM (VALUES ('LZ-F1', 'machines'), ('LZ-F2', 'added_machines')) AS s (form, section),
(VALUES
    ('network_zone', 'public_zone', '公共网络区', 1),
    ('network_zone', 'internet_zone', '互联网区', 2),
    ('server_type', 'APP', '应用程序', 1),
    ('server_type', 'WEB', '政府网站', 2),
    ('server_type', 'FTP', '文件服务器', 3),
    ('server_type', 'DAT', '数据库', 4),
    ('server_type', 'MID', '中间件', 5),
    ('server_type', 'TST', '测试', 6),
    ('server_type', 'OTH', '其他', 7)
) AS c (field, choice, title, position);
INSERT INTO gov_cloud.form_choice (form, section, field, choice, title, position, builtin) VALUES
    ('LZ-F2', 'changed_machines', 'remark', 'release', '释放', 1, true);
