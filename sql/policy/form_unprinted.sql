-- The applications of the regulations that print no form (Zhejiang art. 7, 11, 12; Sichuan art. 12, 16, 18): the fields are
-- those that the articles name, required where an article asks for them or a row says nothing without them.

CREATE TABLE gov_cloud.form_use_application (
    matter       bigint PRIMARY KEY REFERENCES gov_cloud.matter,
    unit_id      bigint NOT NULL,
    jurisdiction text NOT NULL,
    provider_id  bigint,
    applicant_unit text,
    system_name  text,
    mlps_level   text,
    onboarding_kind text,
    filing_no    text,
    cloud_zone   text,
    elastic      boolean,
    capacity_basis text,
    contact_name text,
    contact_phone text
);
COMMENT ON TABLE gov_cloud.form_use_application IS 'application to use the cloud where no form is printed: what the articles ask for';
GRANT SELECT ON gov_cloud.form_use_application TO gov_cloud_reader;

INSERT INTO gov_cloud.form (code, title, relation, article, policy, builtin) VALUES
    ('ZJ-USE', '政务云平台使用申请', 'gov_cloud.form_use_application', '第七条', 'zhejiang/1', true),
    ('ZJ-CHANGE', '云资源配置变更申请', 'gov_cloud.form_change_application', '第十一条', 'zhejiang/1', true),
    ('ZJ-EXIT', '政务云平台服务终止申请', 'gov_cloud.form_exit_application', '第十二条', 'zhejiang/1', true),
    ('SC-USE', '云资源使用申请', 'gov_cloud.form_use_application', '第十二条', 'sichuan/1', true),
    ('SC-CHANGE', '云资源使用变更申请', 'gov_cloud.form_change_application', '第十六条', 'sichuan/1', true),
    ('SC-EXIT', '服务退出申请', 'gov_cloud.form_exit_application', '第十八条', 'sichuan/1', true);

INSERT INTO gov_cloud.form_section (form, section, title, relation, holds, position, builtin) VALUES
    ('ZJ-USE', 'hosts', '云主机', 'gov_cloud.form_onboarding_host', 'hosts', 1, true),
    ('ZJ-USE', 'databases', '云数据库', 'gov_cloud.form_service_row', 'services', 2, true),
    ('ZJ-USE', 'storage', '云存储', 'gov_cloud.form_service_row', 'services', 3, true),
    ('ZJ-USE', 'security', '云安全', 'gov_cloud.form_service_row', 'services', 4, true),
    ('ZJ-USE', 'others', '其他云资源', 'gov_cloud.form_service_row', 'services', 5, true),
    ('ZJ-CHANGE', 'added_hosts', '新增云主机', 'gov_cloud.form_change_added_host', 'hosts', 1, true),
    ('ZJ-CHANGE', 'changed_hosts', '调整云主机', 'gov_cloud.form_change_changed_host', 'changes', 2, true),
    ('ZJ-CHANGE', 'others', '其他云资源', 'gov_cloud.form_service_row', 'services', 3, true),
    ('SC-USE', 'hosts', '云主机', 'gov_cloud.form_onboarding_host', 'hosts', 1, true),
    ('SC-USE', 'services', '其他云资源', 'gov_cloud.form_service_row', 'services', 2, true),
    ('SC-CHANGE', 'added_hosts', '新增云主机', 'gov_cloud.form_change_added_host', 'hosts', 1, true),
    ('SC-CHANGE', 'changed_hosts', '调整云主机', 'gov_cloud.form_change_changed_host', 'changes', 2, true),
    ('SC-CHANGE', 'services', '其他云资源', 'gov_cloud.form_service_row', 'services', 3, true);

-- The heads.
INSERT INTO gov_cloud.form_field (form, field, title, required, derived, means, position, builtin) VALUES
    ('ZJ-USE', 'applicant_unit', '使用单位', true, true, NULL, 1, true),
    ('ZJ-USE', 'system_name', '应用系统', true, true, 'system_name', 2, true),
    ('ZJ-USE', 'mlps_level', '信息安全等级保护级别', true, true, 'mlps_level', 3, true),
    ('ZJ-USE', 'onboarding_kind', '新建或迁移', false, false, 'onboarding_kind', 4, true),
    ('ZJ-USE', 'cloud_zone', '云平台', true, true, NULL, 5, true),
    ('ZJ-USE', 'elastic', '业务量变化幅度较大', false, false, NULL, 6, true),
    ('ZJ-USE', 'capacity_basis', '云资源需求测算依据', true, true, NULL, 7, true),
    ('ZJ-USE', 'contact_name', '联系人', false, false, NULL, 8, true),
    ('ZJ-USE', 'contact_phone', '联系电话', false, false, NULL, 9, true),
    ('ZJ-CHANGE', 'applicant_unit', '使用单位', false, false, NULL, 1, true),
    ('ZJ-CHANGE', 'system_name', '应用系统', true, true, 'system_name', 2, true),
    ('ZJ-CHANGE', 'change_reason', '变更原因', true, true, NULL, 3, true),
    ('ZJ-EXIT', 'applicant_unit', '使用单位', false, false, NULL, 1, true),
    ('ZJ-EXIT', 'system_name', '应用系统', true, true, 'system_name', 2, true),
    ('ZJ-EXIT', 'exit_reason', '终止原因', false, false, NULL, 3, true),
    ('ZJ-EXIT', 'unit_confirmation', '应用系统已下线，数据已迁移备份', true, true, NULL, 4, true),
    ('ZJ-EXIT', 'unit_confirmation_text', '下线和迁移备份说明', false, false, NULL, 5, true),
    ('SC-USE', 'applicant_unit', '使用单位', true, true, NULL, 1, true),
    ('SC-USE', 'system_name', '信息系统', true, true, 'system_name', 2, true),
    ('SC-USE', 'filing_no', '备案号', true, false, NULL, 3, true),
    ('SC-USE', 'onboarding_kind', '新建或已建迁移', true, true, 'onboarding_kind', 4, true),
    ('SC-USE', 'contact_name', '联系人', false, false, NULL, 5, true),
    ('SC-USE', 'contact_phone', '联系电话', false, false, NULL, 6, true),
    ('SC-CHANGE', 'applicant_unit', '使用单位', false, false, NULL, 1, true),
    ('SC-CHANGE', 'system_name', '信息系统', true, true, 'system_name', 2, true),
    ('SC-CHANGE', 'change_reason', '变更原因', true, true, NULL, 3, true),
    ('SC-EXIT', 'applicant_unit', '使用单位', false, false, NULL, 1, true),
    ('SC-EXIT', 'system_name', '信息系统', true, true, 'system_name', 2, true),
    ('SC-EXIT', 'exit_reason', '退出原因', false, false, NULL, 3, true),
    ('SC-EXIT', 'unit_confirmation', '已完成数据备份和系统下线', true, true, NULL, 4, true),
    ('SC-EXIT', 'unit_confirmation_text', '备份和下线说明', false, false, NULL, 5, true);

-- The rows of hosts: the same in both, but for what an increase is called.
INSERT INTO gov_cloud.form_field (form, section, field, title, required, derived, minimum, means, totalled, position, builtin)
SELECT pg_catalog.concat(r.regulation, '-', f.form), f.section, f.field, f.title, f.required, f.required, f.minimum, f.means, f.totalled, f.position, true
FROM (VALUES ('ZJ'), ('SC')) AS r (regulation), (VALUES
    ('USE', 'hosts', 'host_type', '主机类型', true, NULL::numeric, 'host_type', false, 1),
    ('USE', 'hosts', 'host_name', '主机名称', false, NULL, 'name', false, 2),
    ('USE', 'hosts', 'cpu_cores', 'CPU(核)', true, 1, 'vcpu', true, 3),
    ('USE', 'hosts', 'memory_gb', '内存(G)', true, 0, 'memory_gb', true, 4),
    ('USE', 'hosts', 'system_disk_gb', '系统盘(G)', false, 0, 'storage_gb', true, 5),
    ('USE', 'hosts', 'data_disk_gb', '数据盘(G)', false, 0, 'storage_gb', true, 6),
    ('USE', 'hosts', 'operating_system', '操作系统', false, NULL, NULL, false, 7),
    ('USE', 'hosts', 'quantity', '数量', true, 1, 'quantity', true, 8),
    ('USE', 'hosts', 'catalogue_item', '服务目录项', false, NULL, 'item', false, 9),
    ('CHANGE', 'added_hosts', 'host_type', '主机类型', true, NULL, 'host_type', false, 1),
    ('CHANGE', 'added_hosts', 'host_name', '主机名称', false, NULL, 'name', false, 2),
    ('CHANGE', 'added_hosts', 'vcpu_cores', 'CPU(核)', true, 1, 'vcpu', true, 3),
    ('CHANGE', 'added_hosts', 'memory_gb', '内存(G)', true, 0, 'memory_gb', true, 4),
    ('CHANGE', 'added_hosts', 'system_disk_gb', '系统盘(G)', false, 0, 'storage_gb', true, 5),
    ('CHANGE', 'added_hosts', 'data_disk_gb', '数据盘(G)', false, 0, 'storage_gb', true, 6),
    ('CHANGE', 'added_hosts', 'host_count', '台数', true, 1, 'quantity', true, 7),
    ('CHANGE', 'added_hosts', 'catalogue_item', '服务目录项', false, NULL, 'item', false, 8),
    ('CHANGE', 'changed_hosts', 'host_name', '主机名称', true, NULL, 'name', false, 1),
    ('CHANGE', 'changed_hosts', 'cpu_before', 'CPU变更前', false, 0, 'vcpu_before', false, 2),
    ('CHANGE', 'changed_hosts', 'cpu_after', 'CPU变更后', false, 0, 'vcpu_after', false, 3),
    ('CHANGE', 'changed_hosts', 'memory_before', '内存(G)变更前', false, 0, 'memory_gb_before', false, 4),
    ('CHANGE', 'changed_hosts', 'memory_after', '内存(G)变更后', false, 0, 'memory_gb_after', false, 5),
    ('CHANGE', 'changed_hosts', 'data_disk_before', '数据盘(G)变更前', false, 0, 'storage_gb_before', false, 6),
    ('CHANGE', 'changed_hosts', 'data_disk_after', '数据盘(G)变更后', false, 0, 'storage_gb_after', false, 7)
) AS f (form, section, field, title, required, minimum, means, totalled, position);

INSERT INTO gov_cloud.form_field (form, section, field, title, required, derived, minimum, means, totalled, position, builtin) VALUES
    ('ZJ-CHANGE', 'changed_hosts', 'remark', '备注(增加/减少/释放)', false, false, NULL, 'remark', false, 8, true),
    ('SC-CHANGE', 'changed_hosts', 'remark', '备注(扩容/降配/释放)', false, false, NULL, 'remark', false, 8, true);

-- The rows of services.
INSERT INTO gov_cloud.form_field (form, section, field, title, required, derived, minimum, means, position, builtin)
SELECT s.form, s.section, f.field, f.title, f.required, f.required, f.minimum, f.means, f.position, true
FROM (VALUES ('ZJ-USE', 'databases'), ('ZJ-USE', 'storage'), ('ZJ-USE', 'security'), ('ZJ-USE', 'others'), ('ZJ-CHANGE', 'others'),
        ('SC-USE', 'services'), ('SC-CHANGE', 'services')) AS s (form, section),
    (VALUES
        ('service_name', '服务名称', true, NULL::numeric, 'service_name', 1),
        ('specification', '规格', false, NULL, 'specification', 2),
        ('quantity', '数量', true, 0, 'quantity', 3),
        ('remark', '备注', false, NULL, 'remark', 4),
        ('catalogue_item', '服务目录项', false, NULL, 'item', 5)
    ) AS f (field, title, required, minimum, means, position);

INSERT INTO gov_cloud.form_choice (form, section, field, choice, title, position, builtin) VALUES
    ('ZJ-USE', '', 'mlps_level', '1', '一级', 1, true),
    ('ZJ-USE', '', 'mlps_level', '2', '二级', 2, true),
    ('ZJ-USE', '', 'mlps_level', '3', '三级', 3, true),
    ('ZJ-USE', '', 'mlps_level', '4', '四级', 4, true),
    ('ZJ-USE', '', 'mlps_level', '5', '五级', 5, true),
    ('ZJ-USE', '', 'mlps_level', 'ungraded', '未定级', 6, true),
    ('ZJ-USE', '', 'onboarding_kind', 'new_build', '新建', 1, true),
    ('ZJ-USE', '', 'onboarding_kind', 'migration', '迁移', 2, true),
    ('ZJ-USE', '', 'cloud_zone', 'private', '专有云平台', 1, true),
    ('ZJ-USE', '', 'cloud_zone', 'public', '公有云平台', 2, true),
    ('ZJ-CHANGE', 'changed_hosts', 'remark', 'increase', '增加', 1, true),
    ('ZJ-CHANGE', 'changed_hosts', 'remark', 'decrease', '减少', 2, true),
    ('ZJ-CHANGE', 'changed_hosts', 'remark', 'release', '释放', 3, true),
    ('SC-USE', '', 'onboarding_kind', 'new_build', '新建', 1, true),
    ('SC-USE', '', 'onboarding_kind', 'migration', '已建迁移', 2, true),
    ('SC-CHANGE', 'changed_hosts', 'remark', 'increase', '扩容', 1, true),
    ('SC-CHANGE', 'changed_hosts', 'remark', 'decrease', '降配', 2, true),
    ('SC-CHANGE', 'changed_hosts', 'remark', 'release', '释放', 3, true);
