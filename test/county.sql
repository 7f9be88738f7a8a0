-- A county under the Huoqiu measures, and the two verbs of a rules test:
--   done(login, statement)      runs it as that login, answers its one value
--   refused(login, statement)   answers 'SQLSTATE machine_code' of its refusal; 'accepted' if there was none
-- Logins are named regress_county_…; codes and names are made up.

SET client_min_messages = warning;
SET gov_cloud.allow_clock = on;

CREATE FUNCTION public.done(login text, statement text) RETURNS text
    LANGUAGE plpgsql SET search_path = public, pg_catalog AS $$
DECLARE
    answer text;
BEGIN
    EXECUTE format('SET SESSION AUTHORIZATION %I', login);
    EXECUTE statement INTO answer;
    RESET SESSION AUTHORIZATION;
    RETURN answer;
END
$$;

CREATE FUNCTION public.refused(login text, statement text) RETURNS text
    LANGUAGE plpgsql SET search_path = public, pg_catalog AS $$
DECLARE
    code text;
BEGIN
    EXECUTE format('SET SESSION AUTHORIZATION %I', login);
    EXECUTE statement;
    RAISE EXCEPTION USING ERRCODE = 'XX001';
EXCEPTION
    WHEN SQLSTATE 'XX001' THEN
        RETURN 'accepted';
    WHEN OTHERS THEN
        GET STACKED DIAGNOSTICS code = CONSTRAINT_NAME;
        RETURN trim(SQLSTATE || ' ' || code);
END
$$;

-- the parties
CREATE ROLE regress_county_sec LOGIN IN ROLE gov_cloud_secadmin;
CREATE ROLE regress_county_sys LOGIN IN ROLE gov_cloud_sysadmin;
CREATE ROLE regress_county_unit LOGIN IN ROLE gov_cloud_user;
CREATE ROLE regress_county_other LOGIN IN ROLE gov_cloud_user;
CREATE ROLE regress_county_bureau LOGIN IN ROLE gov_cloud_user;
CREATE ROLE regress_county_gov LOGIN IN ROLE gov_cloud_user;
CREATE ROLE regress_county_vendor LOGIN IN ROLE gov_cloud_user;
CREATE ROLE regress_county_finance LOGIN IN ROLE gov_cloud_user;

SET SESSION AUTHORIZATION regress_county_sec;
SELECT gov_cloud.register_jurisdiction('341522', '测试县') \g /dev/null
CREATE TEMPORARY TABLE party AS
SELECT p.login, p.role, gov_cloud.register_organization(gov_cloud.uscc_complete(p.code), p.name, p.kind, '341522') AS organization
FROM (VALUES
    ('regress_county_unit', 'using_unit', '11341522000000001', '县教育局', 'using_unit'),
    ('regress_county_other', 'using_unit', '11341522000000002', '县民政局', 'using_unit'),
    ('regress_county_bureau', 'authority', '11341522000000003', '县数管局', 'authority'),
    ('regress_county_gov', 'government', '11341522000000004', '县人民政府', 'government'),
    ('regress_county_vendor', 'provider', '91341522000000005', '云服务有限公司', 'provider'),
    ('regress_county_finance', 'finance', '11341522000000006', '县财政局', 'finance')
) AS p (login, role, code, name, kind);
SELECT gov_cloud.grant_role(gov_cloud.register_person(login || ' person', organization, login), organization, role, '341522')
FROM party \g /dev/null
-- the past is told by those who may
SELECT gov_cloud.grant_role(w.person, w.organization, 'backdating', '341522')
FROM gov_cloud.person AS w \g /dev/null
SELECT gov_cloud.adopt_policy('341522', 'huoqiu/1', '2024-01-07') \g /dev/null
RESET SESSION AUTHORIZATION;
