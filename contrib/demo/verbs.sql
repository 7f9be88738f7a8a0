-- What the demo's people do, as the logins that really do it.  PL/pgSQL here, never in the product.
CREATE SCHEMA demo;

-- what a story says first (its city.sql): where it plays, under which policy, and who
CREATE TABLE demo.place (code text, name text, policy text, since date, administered_by text);
CREATE TABLE demo.party (login text, role text, code text, name text, organization bigint);

CREATE FUNCTION demo.does(login text, statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    answer text;
BEGIN
    EXECUTE format('SET SESSION AUTHORIZATION %I', 'demo_' || login);
    EXECUTE statement INTO answer;
    RESET SESSION AUTHORIZATION;
    RETURN answer;
EXCEPTION WHEN OTHERS THEN
    RAISE EXCEPTION USING MESSAGE = format('%s: %s', login, SQLERRM), DETAIL = statement, ERRCODE = SQLSTATE;
END
$$;

CREATE FUNCTION demo.opens(login text, procedure text, at timestamptz, system bigint, more text DEFAULT '') RETURNS bigint
    LANGUAGE sql AS $$
    SELECT demo.does(login, format('SELECT matter FROM gov_cloud.open_matter(%L, system => %L, occurred_at => %L%s)',
        procedure, system, at, more))::bigint
$$;

CREATE FUNCTION demo.acts(login text, matter bigint, action text, at timestamptz, opinion text DEFAULT NULL, data text DEFAULT NULL)
    RETURNS text LANGUAGE sql AS $$
    SELECT demo.does(login, format('SELECT state FROM gov_cloud.act(%s, %L, occurred_at => %L, opinion => %L, data => %L)',
        matter, action, at, opinion, data))
$$;

CREATE FUNCTION demo.files(login text, matter bigint, kind text, title text, attributes text DEFAULT NULL) RETURNS text LANGUAGE sql AS $$
    SELECT demo.does(login, format('SELECT gov_cloud.attach_document(%s, %L, %L, content => %L, attributes => %L)',
        matter, kind, title, encode(convert_to(title, 'UTF8'), 'base64'), attributes))
$$;

CREATE FUNCTION demo.fills(login text, matter bigint, form text, fields jsonb) RETURNS text LANGUAGE sql AS $$
    SELECT demo.does(login, format('SELECT gov_cloud.fill_form(%s, %L, %L)', matter, form, fields))
$$;

-- nine o'clock of a working day at or after a day
CREATE FUNCTION demo.office(day date) RETURNS timestamptz LANGUAGE sql AS $$
    SELECT (gov_cloud.add_workdays(day - 1, 1) + time '09:00') AT TIME ZONE 'Asia/Shanghai'
$$;

-- per cent of the history fetched, over all metrics
CREATE FUNCTION demo.backfilled() RETURNS integer LANGUAGE sql AS $$
    SELECT coalesce(floor(100 * avg(least(1, extract(epoch FROM next_at - begins_at)
        / nullif(extract(epoch FROM gov_cloud.clock() - interval '15 minutes' - begins_at), 0)))), 0)::integer
    FROM gov_cloud.source_cursor
$$;

CREATE FUNCTION demo.wait(task text) RETURNS text LANGUAGE sql AS $$
    SELECT demo.does('sys', format('SELECT gov_cloud.wait_for_task(%L, 300)', task))
$$;

-- by hand; where the worker is at it already, after it
CREATE FUNCTION demo.runs(task text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    LOOP
        BEGIN
            RETURN demo.does('sys', format('SELECT gov_cloud.run_task(%L)', task));
        EXCEPTION WHEN SQLSTATE 'ZW011' THEN
            PERFORM demo.wait(task);
        END;
    END LOOP;
END
$$;

-- the machines of each system, as its form asks for them
CREATE TABLE demo.plan (unit text, system text, level integer, machine text, vcpu integer, memory integer, disk integer);
INSERT INTO demo.plan VALUES
    ('edu', '学籍管理系统', 2, 'vm-edu-01', 8, 16, 200), ('edu', '学籍管理系统', 2, 'vm-edu-02', 8, 16, 200),
    ('edu', '学籍管理系统', 2, 'vm-edu-03', 4, 8, 100), ('edu', '学籍管理系统', 2, 'vm-edu-04', 8, 16, 200),
    ('edu', '在线课堂', 2, 'vm-edu-05', 4, 8, 100), ('edu', '在线课堂', 2, 'vm-edu-06', 4, 8, 100),
    ('civ', '社会救助系统', 3, 'vm-civ-01', 8, 16, 300), ('civ', '社会救助系统', 3, 'vm-civ-02', 8, 16, 300),
    ('civ', '社会救助系统', 3, 'vm-civ-03', 4, 8, 100), ('civ', '社会救助系统', 3, 'vm-civ-04', 4, 8, 100),
    ('civ', '社会救助系统', 3, 'vm-civ-05', 8, 16, 200), ('civ', '社会救助系统', 3, 'vm-civ-06', 8, 16, 200),
    ('hlt', '健康档案系统', 3, 'vm-hlt-01', 16, 32, 500), ('hlt', '健康档案系统', 3, 'vm-hlt-02', 8, 16, 200),
    ('hlt', '健康档案系统', 3, 'vm-hlt-03', 8, 16, 200), ('hlt', '健康档案系统', 3, 'vm-hlt-04', 8, 16, 200),
    ('hlt', '预约挂号', 2, 'vm-hlt-05', 4, 8, 100), ('hlt', '预约挂号', 2, 'vm-hlt-06', 4, 8, 100),
    ('agr', '农情监测系统', 2, 'vm-agr-01', 8, 16, 200), ('agr', '农情监测系统', 2, 'vm-agr-02', 4, 8, 100),
    ('agr', '农情监测系统', 2, 'vm-agr-03', 4, 8, 100), ('agr', '农情监测系统', 2, 'vm-agr-04', 4, 8, 100);
