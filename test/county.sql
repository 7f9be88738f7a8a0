-- A county under the Huoqiu measures, and the verbs of a rules test.  Who acts is named by the end of the
-- login: 'unit' is regress_county_unit.
--   done(who, statement)      runs it as that login, answers its one value
--   refused(who, statement)   answers 'SQLSTATE machine_code article' of its refusal; 'accepted' if there was none
--   told(who, statement)      answers all that the refusal says
-- and those of a matter at a moment: opens(), acts(), refuses(), attaches(), fills(), says(); may() names all
-- who are not refused for who they are.
-- Codes and names are made up.

SET client_min_messages = warning;

CREATE FUNCTION public.at(moment text) RETURNS void
    LANGUAGE sql AS $$SELECT set_config('gov_cloud.clock', moment, false)$$;

CREATE FUNCTION public.done(who text, statement text) RETURNS text
    LANGUAGE plpgsql SET search_path = public, pg_catalog AS $$
DECLARE
    answer text;
BEGIN
    EXECUTE format('SET SESSION AUTHORIZATION %I', 'regress_county_' || who);
    EXECUTE statement INTO answer;
    RESET SESSION AUTHORIZATION;
    RETURN answer;
END
$$;

CREATE FUNCTION public.refused(who text, statement text) RETURNS text
    LANGUAGE plpgsql SET search_path = public, pg_catalog AS $$
DECLARE
    code text;
    article text;
BEGIN
    EXECUTE format('SET SESSION AUTHORIZATION %I', 'regress_county_' || who);
    EXECUTE statement;
    RAISE EXCEPTION USING ERRCODE = 'XX001';
EXCEPTION
    WHEN SQLSTATE 'XX001' THEN
        RETURN 'accepted';
    WHEN OTHERS THEN
        GET STACKED DIAGNOSTICS code = CONSTRAINT_NAME, article = PG_EXCEPTION_DETAIL;
        RETURN concat_ws(' ', SQLSTATE, nullif(code, ''), nullif(article, ''));
END
$$;

CREATE FUNCTION public.told(who text, statement text) RETURNS text
    LANGUAGE sql AS $$SELECT public.done(who, format('SELECT public.refusal(%L)', statement))$$;

CREATE FUNCTION public.act_statement(matter bigint, action text, opinion text, data text) RETURNS text
    LANGUAGE sql AS $$SELECT format('SELECT state FROM gov_cloud.act(%s, %L, opinion => %L, data => %L)', matter, action, opinion, data)$$;

CREATE FUNCTION public.opens(who text, procedure text, moment text, system bigint DEFAULT NULL, more text DEFAULT '') RETURNS bigint
    LANGUAGE sql AS $$
    SELECT public.at(moment);
    SELECT public.done(who, format('SELECT matter FROM gov_cloud.open_matter(%L, system => %L%s)', procedure, system, more))::bigint
$$;

CREATE FUNCTION public.acts(who text, matter bigint, action text, moment text, opinion text DEFAULT NULL, data text DEFAULT NULL) RETURNS text
    LANGUAGE sql AS $$
    SELECT public.at(moment);
    SELECT public.done(who, public.act_statement(matter, action, opinion, data))
$$;

CREATE FUNCTION public.refuses(who text, matter bigint, action text, moment text, opinion text DEFAULT NULL, data text DEFAULT NULL) RETURNS text
    LANGUAGE sql AS $$
    SELECT public.at(moment);
    SELECT public.refused(who, public.act_statement(matter, action, opinion, data))
$$;

CREATE FUNCTION public.says(who text, matter bigint, action text, moment text, opinion text DEFAULT NULL, data text DEFAULT NULL) RETURNS text
    LANGUAGE sql AS $$
    SELECT public.at(moment);
    SELECT public.told(who, public.act_statement(matter, action, opinion, data))
$$;

CREATE FUNCTION public.not_refused_as_such(statement text) RETURNS text
    LANGUAGE sql AS $$
    SELECT string_agg(who, ' ' ORDER BY position)
    FROM unnest(ARRAY['unit', 'other', 'bureau', 'gov', 'vendor', 'finance']) WITH ORDINALITY AS w (who, position)
    WHERE public.refused(who, statement) !~ '^ZW00[278]'   -- wrong role, own matter, not visible
$$;

CREATE FUNCTION public.may(matter bigint, action text, moment text) RETURNS text
    LANGUAGE sql AS $$
    SELECT public.at(moment);
    SELECT public.not_refused_as_such(public.act_statement(matter, action, '意见', NULL))
$$;

CREATE FUNCTION public.may_open(procedure text, system bigint, moment text) RETURNS text
    LANGUAGE sql AS $$
    SELECT public.at(moment);
    SELECT public.not_refused_as_such(format('SELECT * FROM gov_cloud.open_matter(%L, system => %L)', procedure, system))
$$;

CREATE FUNCTION public.attaches(who text, matter bigint, kind text, attributes text DEFAULT NULL) RETURNS bigint
    LANGUAGE sql AS $$
    SELECT public.done(who, format('SELECT gov_cloud.attach_document(%s, %L, %L, content => %L, attributes => %L)',
        matter, kind, kind || ' of the test', encode(convert_to(kind, 'UTF8'), 'base64'), attributes))::bigint
$$;

CREATE FUNCTION public.fills(who text, matter bigint, form text, fields jsonb) RETURNS text
    LANGUAGE sql AS $$SELECT public.done(who, format('SELECT gov_cloud.fill_form(%s, %L, %L)', matter, form, fields))$$;

-- the parties
DO $$
DECLARE
    login record;
BEGIN
    FOR login IN VALUES ('sec', 'secadmin'), ('sys', 'sysadmin'), ('audit', 'auditor'), ('unit', 'user'), ('other', 'user'),
        ('bureau', 'user'), ('gov', 'user'), ('vendor', 'user'), ('finance', 'user')
    LOOP
        BEGIN
            EXECUTE format('CREATE ROLE regress_county_%s LOGIN IN ROLE gov_cloud_%s', login.column1, login.column2);
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
            NULL;   -- made by another test of this server
        END;
    END LOOP;
END
$$;

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
SELECT gov_cloud.grant_role(gov_cloud.register_person(login || ' person', organization, login, '2024-01-01'),
    organization, role, '341522', '2024-01-01')
FROM party \g /dev/null
-- the past is told by those who may
SELECT gov_cloud.grant_role(w.id, w.organization, 'backdating', '341522', '2024-01-01')
FROM gov_cloud.person AS w \g /dev/null
-- the administrators are the bureau's
SELECT gov_cloud.register_person('regress_county_' || w.name || ' person', p.organization, 'regress_county_' || w.name, '2024-01-01')
FROM party AS p, (VALUES ('sec'), ('sys'), ('audit')) AS w (name)
WHERE p.role = 'authority' \g /dev/null
SELECT gov_cloud.adopt_policy('341522', 'huoqiu/1', '2024-01-07') \g /dev/null
RESET SESSION AUTHORIZATION;
