-- The parties a story names (demo.place, demo.party) with a person each, and the policy it runs under.  What the
-- administrators adopt for the place they adopt as persons of the organization it names.
CREATE ROLE demo_sec LOGIN IN ROLE gov_cloud_secadmin;
CREATE ROLE demo_sys LOGIN IN ROLE gov_cloud_sysadmin;
CREATE ROLE demo_audit LOGIN IN ROLE gov_cloud_auditor;
SELECT demo.does('sec', format('SELECT gov_cloud.register_jurisdiction(%L, %L)', code, name)) FROM demo.place;
-- two persons of one organization have its code
UPDATE demo.party SET organization = o.id
FROM (SELECT party.code, demo.does('sec', format('SELECT gov_cloud.register_organization(gov_cloud.uscc_complete(%L), %L, %L, %L)',
          party.code, min(party.name), min(party.role), min(place.code)))::bigint AS id
      FROM demo.party, demo.place GROUP BY party.code) AS o
WHERE o.code = party.code;
SELECT format('CREATE ROLE demo_%s LOGIN IN ROLE gov_cloud_user', login) FROM demo.party \gexec
SELECT demo.does('sec', format('SELECT gov_cloud.grant_role(p, %1$s, %2$L, %5$L, %6$L), gov_cloud.grant_role(p, %1$s, ''backdating'', %5$L, %6$L)
    FROM gov_cloud.register_person(%3$L, %1$s, %4$L, %6$L) AS p', organization, role, party.name || '经办人', 'demo_' || login,
    place.code, place.since)) FROM demo.party, demo.place;
SELECT demo.does('sec', format('SELECT gov_cloud.register_person(%L, %s, %L, %L)', a.name, organization, a.login, place.since))
FROM demo.place, demo.party AS p, (VALUES ('安全管理员', 'demo_sec'), ('系统管理员', 'demo_sys')) AS a (name, login)
WHERE p.login = place.administered_by;
SELECT demo.does('sec', format('SELECT gov_cloud.adopt_policy(%L, %L, %L)', code, policy, since)) FROM demo.place;
