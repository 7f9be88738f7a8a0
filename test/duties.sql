-- The verbs of duties, beside those of verbs.sql: opened by the task, delivered with their documents.
CREATE FUNCTION public.opens_duties(moment text) RETURNS text LANGUAGE sql AS $$
    SELECT public.at(moment);
    SELECT public.done('sys', 'SELECT gov_cloud.run_task(''open_obligations'')')
$$;

-- the newest duty of this code, of this obligor where several owe it
CREATE FUNCTION public.duty(code text, login text DEFAULT NULL) RETURNS bigint LANGUAGE sql AS $$
    SELECT max(o.id) FROM gov_cloud.obligation AS o
    WHERE o.code = duty.code AND (login IS NULL OR o.obligor = (SELECT organization FROM party AS p WHERE p.login = duty.login))
$$;

CREATE FUNCTION public.brings(who text, duty bigint, kind text) RETURNS bigint LANGUAGE sql AS $$
    SELECT done(who, format('SELECT gov_cloud.attach_document(NULL, %L, %L, content => ''eA=='', about_kind => ''obligation'', about_id => %s)', kind, kind, duty))::bigint
$$;

CREATE FUNCTION public.delivers(who text, duty bigint, moment text) RETURNS text LANGUAGE sql AS $$
    SELECT public.at(moment);
    SELECT CASE done(who, format('SELECT in_time FROM gov_cloud.deliver_obligation(%s)', duty)) WHEN 'true' THEN 'in time' ELSE 'late' END
$$;

CREATE FUNCTION public.does_not_deliver(who text, duty bigint, moment text) RETURNS text LANGUAGE sql AS $$
    SELECT public.at(moment);
    SELECT refused(who, format('SELECT in_time FROM gov_cloud.deliver_obligation(%s)', duty))
$$;

CREATE FUNCTION public.duty_state(who text, code text) RETURNS text LANGUAGE sql AS $$
    SELECT done(who, format('SELECT string_agg(state, '' '' ORDER BY due_on, obligor, subject) FROM gov_cloud.v_obligation WHERE code = %L', code))
$$;

-- how many deliveries of duties of this article a login was told of
CREATE FUNCTION public.told_of(who text, article text) RETURNS text LANGUAGE sql AS $$
    SELECT done(who, format('SELECT count(*) FROM gov_cloud.v_inbox AS i JOIN gov_cloud.obligation_notice AS n ON n.notice = i.id WHERE n.delivery IS NOT NULL AND i.article = %L', article))
$$;
