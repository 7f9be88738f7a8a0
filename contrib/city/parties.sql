-- Who is there: a made-up city, its parties, their logins, one role that no shipped policy knows.
CREATE EXTENSION IF NOT EXISTS gov_cloud CASCADE;
SELECT gov_cloud.install_storage();
CREATE ROLE city_sec LOGIN IN ROLE gov_cloud_secadmin;
CREATE ROLE city_sys LOGIN IN ROLE gov_cloud_sysadmin;
SELECT format('CREATE ROLE city_%s LOGIN IN ROLE gov_cloud_user', who)
FROM unnest(ARRAY['unit', 'operator', 'bureau', 'panel', 'vendor']) AS who \gexec

SET SESSION AUTHORIZATION city_sec;
SELECT gov_cloud.register_jurisdiction('990100', '示范市');
SELECT gov_cloud.register_role('expert_panel', '专家组', sees => 'jurisdiction');
SELECT gov_cloud.register_organization(gov_cloud.uscc_complete('11990100000000011'), '市图书馆', 'using_unit', '990100') AS unit \gset
SELECT gov_cloud.register_organization(gov_cloud.uscc_complete('11990100000000012'), '市云运行中心', 'operator', '990100') AS operator \gset
SELECT gov_cloud.register_organization(gov_cloud.uscc_complete('11990100000000013'), '市数据局', 'authority', '990100') AS bureau \gset
SELECT gov_cloud.register_organization(gov_cloud.uscc_complete('11990100000000014'), '市政务云专家组', 'authority', '990100') AS panel \gset
SELECT gov_cloud.register_organization(gov_cloud.uscc_complete('91990100000000015'), '某云服务有限公司', 'provider', '990100') AS vendor \gset
SELECT gov_cloud.register_person('安全管理员', :bureau, 'city_sec'), gov_cloud.register_person('系统管理员', :bureau, 'city_sys');
SELECT gov_cloud.grant_role(person, organization, role, '990100')
FROM (VALUES (:unit, 'city_unit', 'using_unit'), (:operator, 'city_operator', 'operator'), (:bureau, 'city_bureau', 'authority'),
        (:panel, 'city_panel', 'expert_panel'), (:vendor, 'city_vendor', 'provider')) AS party (organization, login, role),
    gov_cloud.register_person(login, organization, login) AS person;

SET SESSION AUTHORIZATION city_sys;
SELECT gov_cloud.add_catalogue_item('990100', 'vm', 'host', '云主机', '云主机', components => 'vcpu, memory_gb, storage_gb');
RESET SESSION AUTHORIZATION;
