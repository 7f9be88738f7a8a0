-- access: who sees which rows, as the logins that really come, row security on.
SET client_min_messages = warning;
\pset format unaligned
-- Two counties; one provider serves in both, another in the first; a city's unit uses the first county's cloud.
INSERT INTO gov_cloud.jurisdiction (code, name) VALUES ('341500', '市'), ('341522', '县甲'), ('341523', '县乙');
INSERT INTO gov_cloud.organization (id, credit_code, name, kind, jurisdiction)
  SELECT i, gov_cloud.uscc_complete('113415220031' || i || '624'), name, kind, jurisdiction
    FROM (VALUES (11, '甲主管', 'authority', '341522'), (12, '甲教育', 'using_unit', '341522'), (13, '甲卫健', 'using_unit', '341522'),
                 (21, '乙主管', 'authority', '341523'), (22, '乙教育', 'using_unit', '341523'), (31, '云商一', 'provider', '341500'),
                 (32, '云商二', 'provider', '341500'), (41, '市档案', 'using_unit', '341500')) v(i, name, kind, jurisdiction);
INSERT INTO gov_cloud.person (id, login, name, organization)
  SELECT organization, 'regress_access_' || who, who, organization
    FROM (VALUES ('authority_a', 11), ('unit_a', 12), ('authority_b', 21), ('unit_b', 22), ('provider_1', 31), ('provider_2', 32),
                 ('city_unit', 41)) v(who, organization);
INSERT INTO gov_cloud.role_holding (person, organization, role, jurisdiction)
  VALUES (11, 11, 'authority', '341522'), (12, 12, 'using_unit', '341522'), (21, 21, 'authority', '341523'), (22, 22, 'using_unit', '341523'),
         (31, 31, 'provider', '341522'), (31, 31, 'provider', '341523'), (32, 32, 'provider', '341522'), (41, 41, 'using_unit', '341522');
INSERT INTO gov_cloud.system (id, unit_id, jurisdiction, provider_id, name, classified, funding)
  VALUES (1, 12, '341522', 31, '甲一', false, 'county'), (2, 12, '341522', 32, '甲二', false, 'county'), (3, 12, '341522', NULL, '甲三', false, 'county'),
         (4, 13, '341522', 31, '甲四', false, 'county'), (5, 22, '341523', 31, '乙一', false, 'county'), (6, 41, '341522', 32, '市一', false, 'county');
DO $$ DECLARE who text; BEGIN
  FOREACH who IN ARRAY ARRAY['authority_a', 'unit_a', 'authority_b', 'unit_b', 'provider_1', 'provider_2', 'city_unit', 'nobody'] LOOP
    EXECUTE format('CREATE ROLE regress_access_%s LOGIN IN ROLE gov_cloud_user', who);
  END LOOP;
END $$;
CREATE ROLE regress_access_sysadmin LOGIN IN ROLE gov_cloud_sysadmin;
CREATE ROLE regress_access_secadmin LOGIN IN ROLE gov_cloud_secadmin;
CREATE ROLE regress_access_auditor LOGIN IN ROLE gov_cloud_auditor;
CREATE ROLE regress_access_stranger LOGIN;

-- seen(who, what): the ids a login sees, or the SQLSTATE of its refusal
CREATE FUNCTION pg_temp.seen(who text, what text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE answer text;
BEGIN
  EXECUTE format('SET LOCAL SESSION AUTHORIZATION regress_access_%s', who);
  EXECUTE format('SELECT string_agg(id::text, '' '' ORDER BY id) FROM gov_cloud.%I', what) INTO answer;
  RESET SESSION AUTHORIZATION;
  RETURN coalesce(answer, '-');
EXCEPTION WHEN insufficient_privilege THEN
  RESET SESSION AUTHORIZATION;
  RETURN SQLSTATE;
END $$;
SELECT who, pg_temp.seen(who, 'system') AS system, pg_temp.seen(who, 'organization') AS organization, pg_temp.seen(who, 'person') AS person,
       pg_temp.seen(who, 'role_holding') AS role_holding
  FROM unnest(ARRAY['authority_a', 'unit_a', 'authority_b', 'unit_b', 'provider_1', 'provider_2', 'city_unit', 'nobody',
                    'sysadmin', 'secadmin', 'auditor', 'stranger']) who;

-- A role that has ended, or a person who has left, sees no more.
BEGIN;
UPDATE gov_cloud.role_holding SET valid = daterange(NULL, '2026-01-01') WHERE person = 11;
SELECT pg_temp.seen('authority_a', 'system') AS role_ended;
UPDATE gov_cloud.person SET valid = daterange(NULL, '2026-01-01') WHERE id = 12;
SELECT pg_temp.seen('unit_a', 'system') AS person_left;
ROLLBACK;
BEGIN;
UPDATE gov_cloud.organization SET valid = daterange(NULL, '2026-01-01') WHERE id = 12;
SELECT pg_temp.seen('unit_a', 'system') AS organization_closed;
ROLLBACK;

-- Acting for another unit, one sees as that unit, for one transaction.
INSERT INTO gov_cloud.entitlement (login, organization) VALUES ('regress_access_unit_b', 13);
SET SESSION AUTHORIZATION regress_access_unit_b;
BEGIN;
SELECT gov_cloud.act_as(13);
SELECT gov_cloud.visible_units(), gov_cloud.visible_jurisdictions(), gov_cloud.caller_organization(), (SELECT array_agg(id ORDER BY id) FROM gov_cloud.system) AS systems;
COMMIT;
SELECT gov_cloud.visible_units(), gov_cloud.visible_jurisdictions(), gov_cloud.caller_organization(), (SELECT array_agg(id ORDER BY id) FROM gov_cloud.system) AS systems;
-- the policies' functions run once a query, not once a row
EXPLAIN (COSTS OFF) SELECT id FROM gov_cloud.system;
-- a setting of the session changes nothing: there is none to change
SET gov_cloud.organization = '12';
RESET SESSION AUTHORIZATION;

-- Nobody writes, reads a partition, or reaches a sequence or storage directly.
CREATE FUNCTION pg_temp.may(who text, statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE answer text;
BEGIN
  EXECUTE format('SET LOCAL SESSION AUTHORIZATION regress_access_%s', who);
  answer := left(public.refusal(statement), 5);
  RESET SESSION AUTHORIZATION;
  RETURN answer;
END $$;
SELECT statement, string_agg(DISTINCT pg_temp.may(who, statement), ' ') AS answers
  FROM unnest(ARRAY['authority_a', 'unit_a', 'provider_1', 'nobody', 'sysadmin', 'secadmin', 'auditor', 'stranger']) who,
       unnest(ARRAY['INSERT INTO gov_cloud.system (unit_id) VALUES (12)', 'UPDATE gov_cloud.system SET name = name', 'DELETE FROM gov_cloud.system',
                    'UPDATE gov_cloud.role_holding SET role = role', 'INSERT INTO gov_cloud.role_holding DEFAULT VALUES',
                    'TRUNCATE gov_cloud.entitlement', 'SELECT nextval(''gov_cloud.person_id_seq'')',
                    'SELECT * FROM gov_cloud_data.audit_event', 'SELECT * FROM gov_cloud.instance',
                    'CREATE TABLE gov_cloud.mine ()', 'CREATE TABLE gov_cloud_data.mine ()', 'SET ROLE gov_cloud_owner']) statement
 GROUP BY statement ORDER BY statement;
SELECT statement, string_agg(who || ' ' || pg_temp.may(who, statement), ', ' ORDER BY who) AS answers
  FROM unnest(ARRAY['unit_a', 'sysadmin', 'secadmin', 'auditor', 'stranger']) who,
       unnest(ARRAY['SELECT gov_cloud.install_storage()', 'SELECT gov_cloud.fingerprint()', 'SELECT gov_cloud.preflight()', 'SELECT gov_cloud.adopt_instance()',
                    'SELECT gov_cloud.audit_trail()', 'SELECT gov_cloud.register_role(''r'', ''r'', ''own'')', 'SELECT gov_cloud.whoami()',
                    'SELECT gov_cloud.create_roles()', 'SELECT gov_cloud.close_installation()']) statement
 GROUP BY statement ORDER BY statement;

-- No table is forgotten: where a unit's row stands, row security is forced and says who sees it; partitions show nothing.
SELECT c.oid::regclass FROM pg_class c
 WHERE c.relnamespace IN ('gov_cloud'::regnamespace, 'gov_cloud_data'::regnamespace) AND c.relkind IN ('r', 'p') AND NOT c.relispartition
   AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND attname = 'unit_id' AND NOT attisdropped)
   AND NOT (c.relrowsecurity AND c.relforcerowsecurity
            AND (SELECT array_agg(polname ORDER BY polname) @> '{owner,visible}' FROM pg_policy WHERE polrelid = c.oid));
SELECT c.oid::regclass FROM pg_class c
 WHERE c.relnamespace = 'gov_cloud_data'::regnamespace AND c.relispartition AND c.relkind = 'r'
   AND (NOT (c.relrowsecurity AND c.relforcerowsecurity) OR EXISTS (SELECT FROM pg_policy WHERE polrelid = c.oid)
        OR EXISTS (SELECT FROM aclexplode(c.relacl) WHERE grantee <> c.relowner));
-- everything belongs to the owner, but what only a superuser can own and what nobody owns
SELECT i.type, count(*) FROM pg_depend d, pg_identify_object(d.classid, d.objid, 0) i
 WHERE d.refobjid = (SELECT oid FROM pg_extension WHERE extname = 'gov_cloud') AND d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'
   AND i.type NOT IN ('event trigger', 'foreign-data wrapper', 'cast')
   AND NOT EXISTS (SELECT FROM pg_shdepend s WHERE s.dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
                     AND s.classid = d.classid AND s.objid = d.objid AND s.deptype = 'o' AND s.refobjid = 'gov_cloud_owner'::regrole)
 GROUP BY 1 ORDER BY 1;
SELECT rolname, rolcanlogin, rolsuper, rolbypassrls, ARRAY(SELECT roleid::regrole::text FROM pg_auth_members WHERE member = r.oid ORDER BY 1) AS member_of
  FROM pg_roles r WHERE rolname LIKE 'gov\_cloud\_%' ORDER BY 1;
