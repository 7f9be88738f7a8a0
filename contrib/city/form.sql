-- A form of the city's own.  The system administrator registers it; its tables are made from the definition.
-- "means" tells the product what a field is, whatever it is called: figures of capacity for the tier, the
-- name and level of the system for the guards, the item of the catalogue for what is provided.
SET SESSION AUTHORIZATION city_sys;
SELECT gov_cloud.register_form('City-A', '示范市政务云申请表', '附件', '{
  "fields": [
    {"field": "applicant_unit", "title": "申请单位", "required": true},
    {"field": "system_name", "title": "系统名称", "required": true, "means": "system_name"},
    {"field": "reason", "title": "申请理由", "required": true},
    {"field": "contact", "title": "联系人", "required": true},
    {"field": "contact_email", "title": "联系邮箱", "format": "email"},
    {"field": "urgency", "title": "缓急", "choices": {"normal": "一般", "urgent": "紧急"}, "required": true},
    {"field": "urgency_reason", "title": "紧急事由", "required_when": {"field": "urgency", "in": ["urgent"]}}
  ],
  "sections": [
    {"section": "hosts", "title": "主机需求", "holds": "hosts", "required": true, "fields": [
      {"field": "host_type", "title": "主机类型", "required": true, "means": "host_type"},
      {"field": "host_name", "title": "主机名称", "means": "name"},
      {"field": "cores", "title": "CPU（核）", "type": "integer", "required": true, "minimum": 1, "means": "vcpu", "totalled": true},
      {"field": "memory", "title": "内存（GB）", "type": "numeric", "required": true, "minimum": 1, "means": "memory_gb", "totalled": true},
      {"field": "disk", "title": "硬盘（GB）", "type": "numeric", "required": true, "minimum": 1, "means": "storage_gb", "totalled": true},
      {"field": "count", "title": "数量", "type": "bigint", "required": true, "minimum": 1, "means": "quantity"}
    ]}
  ]
}', 'city/1');
RESET SESSION AUTHORIZATION;
