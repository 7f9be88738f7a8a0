-- The verbs of a rules test.  Who acts is named by the end of the login: 'unit' is regress_county_unit where
-- the test's place has SET test.logins = 'regress_county_'; test.people are all who may act there.
--   done(who, statement)      runs it as that login, answers its one value
--   refused(who, statement)   answers 'SQLSTATE machine_code article' of its refusal; 'accepted' if there was none
--   told(who, statement)      answers all that the refusal says
-- and those of a matter at a moment: opens(), acts(), refuses(), attaches(), fills(), says(); may() names all
-- who are not refused for who they are.

SET client_min_messages = warning;

CREATE FUNCTION public.at(moment text) RETURNS void
    LANGUAGE sql AS $$SELECT set_config('gov_cloud.clock', moment, false)$$;

CREATE FUNCTION public.done(who text, statement text) RETURNS text
    LANGUAGE plpgsql SET search_path = public, pg_catalog AS $$
DECLARE
    answer text;
BEGIN
    EXECUTE format('SET SESSION AUTHORIZATION %I', current_setting('test.logins') || who);
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
    EXECUTE format('SET SESSION AUTHORIZATION %I', current_setting('test.logins') || who);
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
    FROM string_to_table(current_setting('test.people'), ' ') WITH ORDINALITY AS w (who, position)
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

-- the logins of the test's place: the three administrators, test.people, and the others named
CREATE PROCEDURE public.make_logins(others text DEFAULT '') LANGUAGE plpgsql AS $$
DECLARE
    login record;
BEGIN
    FOR login IN
        SELECT who, 'user' AS kind FROM string_to_table(trim(current_setting('test.people') || ' ' || others), ' ') AS who
        UNION ALL VALUES ('sec', 'secadmin'), ('sys', 'sysadmin'), ('audit', 'auditor')
    LOOP
        BEGIN
            EXECUTE format('CREATE ROLE %I LOGIN IN ROLE gov_cloud_%s', current_setting('test.logins') || login.who, login.kind);
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
            NULL;   -- made by another test of this server
        END;
    END LOOP;
END
$$;
