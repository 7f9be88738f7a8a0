-- The data of Sichuan's applications (art. 12, 16, 18).  The text prints no form: the fields are those that its
-- articles name, required where an article asks for them or a row says nothing without them.  The head of an
-- application is also that of other policies that print no form.

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
    ('SC-USE', '云资源使用申请', 'gov_cloud.form_use_application', '第十二条', 'sichuan/1', true),
    ('SC-CHANGE', '云资源使用变更申请', 'gov_cloud.form_change_application', '第十六条', 'sichuan/1', true),
    ('SC-EXIT', '服务退出申请', 'gov_cloud.form_exit_application', '第十八条', 'sichuan/1', true);

INSERT INTO gov_cloud.form_section (form, section, title, relation, holds, position, builtin) VALUES
    ('SC-USE', 'hosts', '云主机', 'gov_cloud.form_onboarding_host', 'hosts', 1, true),
    ('SC-USE', 'services', '其他云资源', 'gov_cloud.form_service_row', 'services', 2, true),
    ('SC-CHANGE', 'added_hosts', '新增云主机', 'gov_cloud.form_change_added_host', 'hosts', 1, true),
    ('SC-CHANGE', 'changed_hosts', '调整云主机', 'gov_cloud.form_change_changed_host', 'changes', 2, true),
    ('SC-CHANGE', 'services', '其他云资源', 'gov_cloud.form_service_row', 'services', 3, true);

-- The heads.
INSERT INTO gov_cloud.form_field (form, field, title, required, derived, means, position, builtin) VALUES
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

-- The rows.
INSERT INTO gov_cloud.form_field (form, section, field, title, required, derived, minimum, means, totalled, position, builtin) VALUES
    ('SC-USE', 'hosts', 'host_type', '主机类型', true, true, NULL, 'host_type', false, 1, true),
    ('SC-USE', 'hosts', 'host_name', '主机名称', false, false, NULL, 'name', false, 2, true),
    ('SC-USE', 'hosts', 'cpu_cores', 'CPU(核)', true, true, 1, 'vcpu', true, 3, true),
    ('SC-USE', 'hosts', 'memory_gb', '内存(G)', true, true, 0, 'memory_gb', true, 4, true),
    ('SC-USE', 'hosts', 'system_disk_gb', '系统盘(G)', false, false, 0, 'storage_gb', true, 5, true),
    ('SC-USE', 'hosts', 'data_disk_gb', '数据盘(G)', false, false, 0, 'storage_gb', true, 6, true),
    ('SC-USE', 'hosts', 'operating_system', '操作系统', false, false, NULL, NULL, false, 7, true),
    ('SC-USE', 'hosts', 'quantity', '数量', true, true, 1, 'quantity', true, 8, true),
    ('SC-USE', 'hosts', 'catalogue_item', '服务目录项', false, false, NULL, 'item', false, 9, true),
    ('SC-CHANGE', 'added_hosts', 'host_type', '主机类型', true, true, NULL, 'host_type', false, 1, true),
    ('SC-CHANGE', 'added_hosts', 'host_name', '主机名称', false, false, NULL, 'name', false, 2, true),
    ('SC-CHANGE', 'added_hosts', 'vcpu_cores', 'CPU(核)', true, true, 1, 'vcpu', true, 3, true),
    ('SC-CHANGE', 'added_hosts', 'memory_gb', '内存(G)', true, true, 0, 'memory_gb', true, 4, true),
    ('SC-CHANGE', 'added_hosts', 'system_disk_gb', '系统盘(G)', false, false, 0, 'storage_gb', true, 5, true),
    ('SC-CHANGE', 'added_hosts', 'data_disk_gb', '数据盘(G)', false, false, 0, 'storage_gb', true, 6, true),
    ('SC-CHANGE', 'added_hosts', 'host_count', '台数', true, true, 1, 'quantity', true, 7, true),
    ('SC-CHANGE', 'added_hosts', 'catalogue_item', '服务目录项', false, false, NULL, 'item', false, 8, true),
    ('SC-CHANGE', 'changed_hosts', 'host_name', '主机名称', true, true, NULL, 'name', false, 1, true),
    ('SC-CHANGE', 'changed_hosts', 'cpu_before', 'CPU变更前', false, false, 0, 'vcpu_before', false, 2, true),
    ('SC-CHANGE', 'changed_hosts', 'cpu_after', 'CPU变更后', false, false, 0, 'vcpu_after', false, 3, true),
    ('SC-CHANGE', 'changed_hosts', 'memory_before', '内存(G)变更前', false, false, 0, 'memory_gb_before', false, 4, true),
    ('SC-CHANGE', 'changed_hosts', 'memory_after', '内存(G)变更后', false, false, 0, 'memory_gb_after', false, 5, true),
    ('SC-CHANGE', 'changed_hosts', 'data_disk_before', '数据盘(G)变更前', false, false, 0, 'storage_gb_before', false, 6, true),
    ('SC-CHANGE', 'changed_hosts', 'data_disk_after', '数据盘(G)变更后', false, false, 0, 'storage_gb_after', false, 7, true),
    ('SC-CHANGE', 'changed_hosts', 'remark', '备注(扩容/降配/释放)', false, false, NULL, 'remark', false, 8, true);

INSERT INTO gov_cloud.form_field (form, section, field, title, required, derived, minimum, means, position, builtin)
SELECT s.form, 'services', f.field, f.title, f.required, f.required, f.minimum, f.means, f.position, true
FROM (VALUES ('SC-USE'), ('SC-CHANGE')) AS s (form),
    (VALUES
        ('service_name', '服务名称', true, NULL::numeric, 'service_name', 1),
        ('specification', '规格', false, NULL, 'specification', 2),
        ('quantity', '数量', true, 0, 'quantity', 3),
        ('remark', '备注', false, NULL, 'remark', 4),
        ('catalogue_item', '服务目录项', false, NULL, 'item', 5)
    ) AS f (field, title, required, minimum, means, position);

INSERT INTO gov_cloud.form_choice (form, section, field, choice, title, position, builtin) VALUES
    ('SC-USE', '', 'onboarding_kind', 'new_build', '新建', 1, true),
    ('SC-USE', '', 'onboarding_kind', 'migration', '已建迁移', 2, true),
    ('SC-CHANGE', 'changed_hosts', 'remark', 'increase', '扩容', 1, true),
    ('SC-CHANGE', 'changed_hosts', 'remark', 'decrease', '降配', 2, true),
    ('SC-CHANGE', 'changed_hosts', 'remark', 'release', '释放', 3, true);
