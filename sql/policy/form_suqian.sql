-- The printed forms of Suqian's interim measures (annexes 1 and 2): typed tables and every field under its
-- printed title.  The only mark on paper is 选填 at 机器名, so all else is asked for (derived), where it
-- applies to the kind of application.  What the operator writes on annex 1 is a form of its own, so that
-- nobody else fills it in.

CREATE TABLE gov_cloud.form_resource_application (
    matter       bigint PRIMARY KEY REFERENCES gov_cloud.matter,
    unit_id      bigint NOT NULL,
    jurisdiction text NOT NULL,
    provider_id  bigint,
    application_date date,
    system_name  text,
    application_kind text,
    application_reason text,
    mlps_level   text,
    mlps_filing_no text,
    contact_name text,
    contact_phone text,
    security_admin_name text,
    security_admin_phone text,
    om_provider  text,
    om_provider_contact_name text,
    om_provider_contact_phone text,
    requested_cpu_cores bigint,
    requested_memory_gb numeric,
    requested_disk_gb numeric,
    needs_load_balancer boolean,
    nat_requirement text,
    internet_bandwidth_m numeric,
    applicant_opinion text,
    applicant_seal text
);
COMMENT ON TABLE gov_cloud.form_resource_application IS 'application for resources, for their change, or for deregistering';

CREATE TABLE gov_cloud.form_resource_opinion (
    matter       bigint PRIMARY KEY REFERENCES gov_cloud.matter,
    unit_id      bigint NOT NULL,
    jurisdiction text NOT NULL,
    provider_id  bigint,
    acceptance_opinion text,
    acceptance_signature text,
    operator_first_review text,
    operator_review text,
    operator_seal text
);
COMMENT ON TABLE gov_cloud.form_resource_opinion IS 'what the operator writes and signs on an application for resources';

CREATE TABLE gov_cloud.form_resource_requirement (
    matter       bigint PRIMARY KEY REFERENCES gov_cloud.matter,
    unit_id      bigint NOT NULL,
    jurisdiction text NOT NULL,
    provider_id  bigint,
    application_kind text,
    application_date date
);
COMMENT ON TABLE gov_cloud.form_resource_requirement IS 'list of the machines an application for resources is about';

CREATE TABLE gov_cloud.form_resource_item (
    matter       bigint NOT NULL REFERENCES gov_cloud.matter,
    form         text NOT NULL,
    section      text NOT NULL,
    seq          integer NOT NULL,
    unit_id      bigint NOT NULL,
    jurisdiction text NOT NULL,
    provider_id  bigint,
    purpose      text,
    machine_name text,
    operating_system text,
    cpu_cores    bigint,
    memory_gb    numeric,
    disk_gb      numeric,
    deployment_network text,
    remark       text,
    catalogue_item text,
    PRIMARY KEY (matter, form, section, seq)
);
COMMENT ON TABLE gov_cloud.form_resource_item IS 'a machine asked for, or one held and what it shall become';

GRANT SELECT ON gov_cloud.form_resource_application, gov_cloud.form_resource_opinion,
    gov_cloud.form_resource_requirement, gov_cloud.form_resource_item TO gov_cloud_reader;

INSERT INTO gov_cloud.form (code, title, relation, article, policy, builtin) VALUES
    ('SQ-F1', '政务云资源申请表', 'gov_cloud.form_resource_application', '附件1', 'suqian/1', true),
    ('SQ-F1-opinion', '政务云资源申请表（受理及审核意见）', 'gov_cloud.form_resource_opinion', '附件1', 'suqian/1', true),
    ('SQ-F2', '政务云资源需求明细表', 'gov_cloud.form_resource_requirement', '附件2', 'suqian/1', true);

-- One printed table: machines that are new, and machines held already with what they shall become.
INSERT INTO gov_cloud.form_section (form, section, title, relation, holds, position, builtin) VALUES
    ('SQ-F2', 'items', '资源需求明细', 'gov_cloud.form_resource_item', 'hosts', 1, true),
    ('SQ-F2', 'changed_items', '资源需求明细（已有机器）', 'gov_cloud.form_resource_item', 'changes', 2, true);

INSERT INTO gov_cloud.form_field (form, field, title, required, derived, required_when, minimum, means, position, builtin) VALUES
    ('SQ-F1', 'application_date', '日期', true, true, NULL, NULL, NULL, 1, true),
    ('SQ-F1', 'system_name', '系统名称', true, true, NULL, NULL, 'system_name', 2, true),
    ('SQ-F1', 'application_kind', '申请类型', true, true, NULL, NULL, NULL, 3, true),
    ('SQ-F1', 'application_reason', '申请理由', true, true, NULL, NULL, NULL, 4, true),
    ('SQ-F1', 'mlps_level', '等保定级', true, true, NULL, NULL, 'mlps_level', 5, true),
    ('SQ-F1', 'mlps_filing_no', '等保备案号', false, true, '{"field": "mlps_level", "in": ["2", "3"]}', NULL, NULL, 6, true),
    ('SQ-F1', 'contact_name', '联系人', true, true, NULL, NULL, NULL, 7, true),
    ('SQ-F1', 'contact_phone', '联系人电话', true, true, NULL, NULL, NULL, 8, true),
    ('SQ-F1', 'security_admin_name', '安全管理员', true, true, NULL, NULL, NULL, 9, true),
    ('SQ-F1', 'security_admin_phone', '安全管理员电话', true, true, NULL, NULL, NULL, 10, true),
    ('SQ-F1', 'om_provider', '运维服务商', true, true, NULL, NULL, NULL, 11, true),
    ('SQ-F1', 'om_provider_contact_name', '运维服务商联系人', true, true, NULL, NULL, NULL, 12, true),
    ('SQ-F1', 'om_provider_contact_phone', '运维服务商联系人电话', true, true, NULL, NULL, NULL, 13, true),
    ('SQ-F1', 'requested_cpu_cores', 'CPU（核）', false, true, '{"field": "application_kind", "in": ["new", "change"]}', 0, 'vcpu', 14, true),
    ('SQ-F1', 'requested_memory_gb', '内存（G）', false, true, '{"field": "application_kind", "in": ["new", "change"]}', 0, 'memory_gb', 15, true),
    ('SQ-F1', 'requested_disk_gb', '硬盘（G）', false, true, '{"field": "application_kind", "in": ["new", "change"]}', 0, 'storage_gb', 16, true),
    ('SQ-F1', 'needs_load_balancer', 'LB', false, true, '{"field": "application_kind", "in": ["new", "change"]}', NULL, NULL, 17, true),
    ('SQ-F1', 'nat_requirement', 'NAT', false, false, NULL, NULL, NULL, 18, true),
    ('SQ-F1', 'internet_bandwidth_m', '互联网带宽（M）', false, false, NULL, 0, 'bandwidth_mbps', 19, true),
    ('SQ-F1', 'applicant_opinion', '申请单位意见', true, true, NULL, NULL, NULL, 20, true),
    ('SQ-F1', 'applicant_seal', '申请单位意见（单位盖章）', true, true, NULL, NULL, NULL, 21, true),
    ('SQ-F1-opinion', 'acceptance_opinion', '受理意见', true, true, NULL, NULL, NULL, 1, true),
    ('SQ-F1-opinion', 'acceptance_signature', '受理意见（签字）', true, true, NULL, NULL, NULL, 2, true),
    ('SQ-F1-opinion', 'operator_first_review', '运行管理单位意见：初审', true, true, NULL, NULL, NULL, 3, true),
    ('SQ-F1-opinion', 'operator_review', '运行管理单位意见：审核', true, true, NULL, NULL, NULL, 4, true),
    ('SQ-F1-opinion', 'operator_seal', '运行管理单位意见：审核（盖章）', true, true, NULL, NULL, NULL, 5, true),
    ('SQ-F2', 'application_kind', '申请类型', true, true, NULL, NULL, NULL, 1, true),
    ('SQ-F2', 'application_date', '申请日期', true, true, NULL, NULL, NULL, 2, true);

INSERT INTO gov_cloud.form_field (form, section, field, title, required, derived, open_choice, minimum, means, totalled, position, builtin) VALUES
    ('SQ-F2', 'items', 'purpose', '资源用途', true, true, false, NULL, NULL, false, 1, true),
    ('SQ-F2', 'items', 'machine_name', '机器名（选填）', false, false, false, NULL, 'name', false, 2, true),
    ('SQ-F2', 'items', 'operating_system', '操作系统', true, true, false, NULL, NULL, false, 3, true),
    ('SQ-F2', 'items', 'cpu_cores', 'CPU（核心）', true, true, false, 1, 'vcpu', true, 4, true),
    ('SQ-F2', 'items', 'memory_gb', '内存（GB）', true, true, false, 0, 'memory_gb', true, 5, true),
    ('SQ-F2', 'items', 'disk_gb', '硬盘（GB）', true, true, false, 0, 'storage_gb', true, 6, true),
    ('SQ-F2', 'items', 'deployment_network', '部署网络', true, true, false, NULL, 'deployment_network', false, 7, true),
    ('SQ-F2', 'items', 'remark', '备注', false, false, false, NULL, NULL, false, 8, true),
    ('SQ-F2', 'items', 'catalogue_item', '对应的服务目录项', true, true, false, NULL, 'item', false, 9, true),
    ('SQ-F2', 'changed_items', 'purpose', '资源用途', false, false, false, NULL, NULL, false, 1, true),
    ('SQ-F2', 'changed_items', 'machine_name', '机器名', true, true, false, NULL, 'name', false, 2, true),
    ('SQ-F2', 'changed_items', 'operating_system', '操作系统', false, false, false, NULL, NULL, false, 3, true),
    ('SQ-F2', 'changed_items', 'cpu_cores', 'CPU（核心）', false, false, false, 0, 'vcpu_after', false, 4, true),
    ('SQ-F2', 'changed_items', 'memory_gb', '内存（GB）', false, false, false, 0, 'memory_gb_after', false, 5, true),
    ('SQ-F2', 'changed_items', 'disk_gb', '硬盘（GB）', false, false, false, 0, 'storage_gb_after', false, 6, true),
    ('SQ-F2', 'changed_items', 'deployment_network', '部署网络', false, false, false, NULL, NULL, false, 7, true),
    ('SQ-F2', 'changed_items', 'remark', '备注', false, false, true, NULL, 'remark', false, 8, true);

INSERT INTO gov_cloud.form_choice (form, section, field, choice, title, position, builtin) VALUES
    ('SQ-F1', '', 'application_kind', 'new', '新增', 1, true),
    ('SQ-F1', '', 'application_kind', 'change', '变更', 2, true),
    ('SQ-F1', '', 'application_kind', 'deregister', '注销', 3, true),
    ('SQ-F1', '', 'mlps_level', '1', '一级', 1, true),
    ('SQ-F1', '', 'mlps_level', '2', '二级', 2, true),
    ('SQ-F1', '', 'mlps_level', '3', '三级', 3, true),
    ('SQ-F1', '', 'mlps_level', 'ungraded', '未定级', 4, true),
    ('SQ-F2', '', 'application_kind', 'new', '新增', 1, true),
    ('SQ-F2', '', 'application_kind', 'change', '变更', 2, true),
    ('SQ-F2', '', 'application_kind', 'deregister', '注销', 3, true),
    ('SQ-F2', 'changed_items', 'remark', 'release', '收回', 1, true);
