-- One application, large enough for the panel, from draft to service: each step by the login whose step it is.
SET SESSION AUTHORIZATION city_unit;
SELECT gov_cloud.register_system('数字阅览系统', classified => false, funding => 'above_county', mlps_level => 2,
    kind => '公众服务', bearer_networks => 'internet', onboarding_kind => 'new_build', provider => :vendor) AS system \gset
SELECT matter FROM gov_cloud.open_matter('onboarding', :system) \gset
SELECT gov_cloud.fill_form(:matter, 'City-A', '{"applicant_unit": "市图书馆", "system_name": "数字阅览系统", "reason": "新建",
    "contact": "王某", "urgency": "一般", "hosts": [
    {"host_type": "vm", "host_name": "app", "cores": 16, "memory": 64, "disk": 500, "count": 4},
    {"host_type": "vm", "host_name": "db", "cores": 8, "memory": 32, "disk": 1000, "count": 1}]}');
SELECT section, title, total FROM gov_cloud.form_totals(:matter, 'City-A');
RESET SESSION AUTHORIZATION;

SELECT 'SET SESSION AUTHORIZATION city_' || who,
    replace(format('SELECT gov_cloud.attach_document(%s, ''#'', ''#'', content => ''YWJj'') IS NOT NULL AS attached', :matter), '#', document),
    format('SELECT state, next_actions FROM gov_cloud.act(%s, %L)', :matter, action)
FROM (VALUES ('unit', 'technical_plan', 'submit'), ('operator', NULL, 'accept'), ('panel', 'panel_opinion', 'review'),
    ('bureau', NULL, 'approve'), ('vendor', NULL, 'open_resources'), ('unit', 'security_test_report', 'go_online')
) AS step (who, document, action) \gexec

SELECT section, what, article FROM gov_cloud.explain(:matter) WHERE section <> 'events';
RESET SESSION AUTHORIZATION;
