-- audit: what one deed writes, who may read it, who may change it (nobody).
SET client_min_messages = warning;
\pset format unaligned
CREATE ROLE regress_audit_sys LOGIN IN ROLE gov_cloud_sysadmin;
CREATE ROLE regress_audit_sec LOGIN IN ROLE gov_cloud_secadmin, gov_cloud_user;
CREATE ROLE regress_audit_aud LOGIN IN ROLE gov_cloud_auditor;
CREATE ROLE regress_audit_user LOGIN IN ROLE gov_cloud_user;
CREATE ROLE regress_audit_two LOGIN IN ROLE gov_cloud_sysadmin, gov_cloud_auditor;

-- One deed, one line, all of D9: time, login, role, person, organization, address, what, on which, digests, success.
SET application_name = 'oa';
SET gov_cloud.clock = '2025-03-03 09:00';
SET SESSION AUTHORIZATION regress_audit_sec;
SELECT gov_cloud.register_jurisdiction('341522', '霍邱县');
RESET SESSION AUTHORIZATION;
\x
SELECT epoch, xid::text = xmin::text AS its_transaction, id, at, abs(extract(epoch FROM recorded - clock_timestamp())) < 60 AS recorded_really,
       clock_replaced, login, role, person, organization, acting_for, address, application, pid = pg_backend_pid() AS this_backend,
       event, object_kind, object_id, unit_id, jurisdiction, before_digest, encode(after_digest, 'hex') AS after_digest, success, note,
       payload, length(leaf) AS leaf
  FROM gov_cloud_data.audit_event;
\x
-- a deed that is undone leaves no line, nor does a refused one
SET SESSION AUTHORIZATION regress_audit_sec;
BEGIN;
SELECT gov_cloud.register_jurisdiction('341523', '舒城县');
ROLLBACK;
SELECT gov_cloud.register_jurisdiction('341522', '霍邱县');
RESET SESSION AUTHORIZATION;
SELECT count(*) FROM gov_cloud_data.audit_event;

-- The line carries who acts for whom.
SET gov_cloud.clock = '';
SET SESSION AUTHORIZATION regress_audit_sec;
SELECT gov_cloud.register_organization('11341522003187624Q', '县数管局', 'authority', '341522') AS authority \gset
SELECT gov_cloud.register_organization('11341522003187625U', '县教育局', 'using_unit', '341522') AS unit \gset
SELECT gov_cloud.register_person('安全管理员', :authority, 'regress_audit_sec') AS sec \gset
SELECT gov_cloud.register_person('王科', :authority) AS wang \gset
RESET SESSION AUTHORIZATION;
INSERT INTO gov_cloud.entitlement (login, organization) VALUES ('regress_audit_sec', :unit);
SET SESSION AUTHORIZATION regress_audit_sec;
BEGIN;
SELECT gov_cloud.act_as(:unit);
SELECT gov_cloud.grant_role(:wang, :authority, 'authority', '341522', '2025-01-01') AS holding \gset
COMMIT;
SELECT gov_cloud.revoke_role(:wang, :authority, 'authority', '341522', '2100-01-01');
RESET SESSION AUTHORIZATION;
SELECT event, object_kind, person = :sec AS by_sec, organization = :authority AS of_authority, acting_for = :unit AS for_unit,
       clock_replaced, at <= recorded AND recorded - at < '1 minute' AS at_is_now, before_digest IS NULL AS created, after_digest IS NULL AS gone
  FROM gov_cloud_data.audit_event WHERE object_kind = 'role_holding' ORDER BY id;

-- The auditor reads, by function, and his reading is a line too; nobody else does.
SET SESSION AUTHORIZATION regress_audit_aud;
SELECT login, event, kind, object FROM gov_cloud.audit_trail() ORDER BY id;
SELECT event, note FROM gov_cloud.audit_trail(object_kind => 'jurisdiction', object_id => '341522');
SELECT count(*) FROM gov_cloud.audit_trail(until => '2020-01-01');
SELECT count(*) FROM gov_cloud.audit_broken();
SELECT public.refusal('SELECT count(*) FROM gov_cloud_data.audit_event');
SET SESSION AUTHORIZATION regress_audit_two;
SELECT public.refusal('SELECT * FROM gov_cloud.audit_trail()');
SET SESSION AUTHORIZATION regress_audit_sec;
SELECT public.refusal('SELECT * FROM gov_cloud.audit_trail()');
RESET SESSION AUTHORIZATION;
SELECT public.refusal('SELECT * FROM gov_cloud.audit_trail()');
SELECT login, event, object_id FROM gov_cloud_data.audit_event WHERE login = 'regress_audit_aud' ORDER BY id;

-- Append-only: every role, the owner too (as if somebody became a member of it), parent and partition.
CREATE FUNCTION pg_temp.attempt(whom text, statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  answer text;
BEGIN
  IF whom = 'regress_audit_owner' THEN
    SET LOCAL ROLE gov_cloud_owner;
  ELSE
    EXECUTE format('SET LOCAL SESSION AUTHORIZATION %I', whom);
  END IF;
  answer := left(public.refusal(statement), 5);
  RESET SESSION AUTHORIZATION;
  RESET ROLE;
  IF answer = 'not r' THEN  -- row security showed it nothing to change
    SELECT CASE WHEN count(*) = 11 AND count(note) = 0 THEN 'kept' ELSE 'LOST' END INTO answer FROM gov_cloud_data.audit_event;
  END IF;
  RAISE SQLSTATE 'TT000' USING MESSAGE = answer;
EXCEPTION WHEN SQLSTATE 'TT000' THEN
  RETURN SQLERRM;
END $$;
SELECT format(statement, name) AS statement, string_agg(pg_temp.attempt('regress_audit_' || who, format(statement, relation)), ' ' ORDER BY n) AS "sys sec aud user owner"
  FROM (VALUES ('UPDATE %s SET note = ''x'''), ('UPDATE %s SET recorded = recorded'), ('DELETE FROM %s'), ('TRUNCATE %s')) s(statement),
       (VALUES ('PARENT', 'gov_cloud_data.audit_event'),
               ('CHILD', 'gov_cloud_data.audit_event_' || to_char(now() AT TIME ZONE 'Asia/Shanghai', 'YYYYMM'))) r(name, relation),
       unnest(ARRAY['sys', 'sec', 'aud', 'user', 'owner']) WITH ORDINALITY w(who, n)
 GROUP BY 1 ORDER BY 1;
-- the triggers fire for replication too
SELECT DISTINCT tgname, tgenabled FROM pg_trigger WHERE tgrelid::regclass::text LIKE 'gov_cloud_data.audit_event%' AND NOT tgisinternal ORDER BY 1;

-- The form of the leaf, computed a second time in SQL: 0, version 1, then each column as length and bytes.
CREATE EXTENSION pgcrypto;
CREATE FUNCTION pg_temp.put(bytes bytea) RETURNS bytea LANGUAGE sql AS
  $$SELECT coalesce(int4send(length(bytes)) || bytes, '\xffffffff')$$;
CREATE FUNCTION pg_temp.put(t text) RETURNS bytea LANGUAGE sql AS $$SELECT pg_temp.put(convert_to(t, 'UTF8'))$$;
SELECT count(*) AS lines, count(*) FILTER (WHERE leaf = digest('\x0001'::bytea || pg_temp.put(int4send(epoch)) || pg_temp.put(int8send(xid::text::bigint))
       || pg_temp.put(int8send(id)) || pg_temp.put(timestamptz_send(at)) || pg_temp.put(timestamptz_send(recorded))
       || pg_temp.put(boolsend(clock_replaced)) || pg_temp.put(login) || pg_temp.put(role) || pg_temp.put(int8send(person))
       || pg_temp.put(int8send(organization)) || pg_temp.put(int8send(acting_for)) || '\xffffffff' || pg_temp.put(application)
       || pg_temp.put(int4send(pid)) || pg_temp.put(event) || pg_temp.put(object_kind) || pg_temp.put(object_id)
       || pg_temp.put(int8send(unit_id)) || pg_temp.put(jurisdiction) || pg_temp.put(before_digest) || pg_temp.put(after_digest)
       || pg_temp.put(boolsend(success)) || pg_temp.put(note) || pg_temp.put((
            SELECT '{'::bytea || string_agg('k'::bytea || pg_temp.put(key) || CASE jsonb_typeof(value) WHEN 'null' THEN 'z'::bytea
                     WHEN 'string' THEN 's'::bytea || pg_temp.put(value #>> '{}') WHEN 'number' THEN 'n'::bytea || pg_temp.put(value #>> '{}') END,
                     ''::bytea ORDER BY octet_length(key), key COLLATE "C") || '}'::bytea
              FROM jsonb_each(payload))), 'sm3')) AS leaves_agree
  FROM gov_cloud_data.audit_event WHERE address IS NULL;

-- A superuser's hand shows: every column is in the leaf.
CREATE FUNCTION pg_temp.tampered(change text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  found bigint;
BEGIN
  EXECUTE 'UPDATE gov_cloud_data.audit_event SET ' || change || ' WHERE id = 1';
  SET LOCAL SESSION AUTHORIZATION regress_audit_aud;
  SELECT count(*) INTO found FROM gov_cloud.audit_broken();
  RAISE SQLSTATE 'TT000' USING MESSAGE = found;
EXCEPTION WHEN SQLSTATE 'TT000' THEN
  RETURN SQLERRM;
END $$;
SELECT change, pg_temp.tampered(change) AS broken FROM (VALUES
  ('id = id'), ('epoch = 2'), ('xid = ''1'''), ('id = 1000'), ('at = at + interval ''1 us'''), ('recorded = recorded + interval ''1 us'''),
  ('clock_replaced = false'), ('login = ''x'''), ('role = ''x'''), ('person = 1'), ('organization = 1'), ('acting_for = 1'),
  ('address = ''10.0.0.1'''), ('application = NULL'), ('application = '''''), ('pid = 1'), ('event = ''x'''), ('object_kind = ''x'''),
  ('object_id = ''x'''), ('unit_id = 1'), ('jurisdiction = ''x'''), ('before_digest = '''''), ('after_digest = NULL'), ('success = false'),
  ('note = '''''), ('payload = ''{}'''), ('payload = payload || ''{"name": "霍丘县"}'''), ('leaf = ''\x00''')) v(change);
-- text moved from one column into its neighbour is another line
SELECT pg_temp.tampered('event = ''register_jurisdictionjurisdiction'', object_kind = ''''') AS broken;
-- all columns stand above: a new one must come into the leaf and here
SELECT count(*) AS columns FROM pg_attribute WHERE attrelid = 'gov_cloud_data.audit_event'::regclass AND attnum > 0 AND NOT attisdropped;

-- Partitions: this month and ten years ahead, bounds at midnight in Beijing whatever the session's zone.
SELECT count(*), bool_or(pg_get_expr(relpartbound, oid) = format('FOR VALUES FROM (%L) TO (%L)',
         date_trunc('month', now() AT TIME ZONE 'Asia/Shanghai') AT TIME ZONE 'Asia/Shanghai',
         (date_trunc('month', now() AT TIME ZONE 'Asia/Shanghai') + interval '1 month') AT TIME ZONE 'Asia/Shanghai')) AS this_month
  FROM pg_class WHERE relispartition AND relkind = 'r' AND relname LIKE 'audit\_event%';
BEGIN;
SELECT set_config('gov_cloud.allow_drop', current_database(), true) = current_database() AS allowed;
CREATE TEMP TABLE bounds AS SELECT relname, pg_get_expr(relpartbound, oid) AS bound FROM pg_class WHERE relname LIKE 'audit\_event%' AND relispartition AND relkind = 'r';
DROP TABLE gov_cloud_data.audit_event;
SET LOCAL timezone = 'America/New_York';
SET LOCAL datestyle = 'SQL, DMY';
SELECT gov_cloud.install_storage();
SET LOCAL timezone = 'Asia/Shanghai';
SET LOCAL datestyle = 'ISO';
SELECT count(*) AS other_bounds FROM pg_class JOIN bounds USING (relname) WHERE pg_get_expr(relpartbound, oid) IS DISTINCT FROM bound;
-- without storage nothing is done: a deed that cannot be written down is refused
DROP TABLE gov_cloud_data.audit_event;
SET LOCAL SESSION AUTHORIZATION regress_audit_sec;
SELECT public.refusal($$SELECT gov_cloud.register_jurisdiction('341524', 'x')$$);
ROLLBACK;

-- The line goes the executor's way: constraints, defaults and functions hold, and a change of them is heard of at once.
SET SESSION AUTHORIZATION regress_audit_sec;
SELECT gov_cloud.register_role('archive', '档案馆', 'own');
RESET SESSION AUTHORIZATION;
BEGIN;
ALTER TABLE gov_cloud_data.audit_event ADD CONSTRAINT no_roles CHECK (event <> 'register_role') NOT VALID;
SET LOCAL SESSION AUTHORIZATION regress_audit_sec;
SELECT split_part(public.refusal($$SELECT gov_cloud.register_role('museum', '博物馆', 'own')$$), ':', 1);
RESET SESSION AUTHORIZATION;
ALTER TABLE gov_cloud_data.audit_event DROP CONSTRAINT no_roles;
CREATE FUNCTION public.fine(text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
ALTER TABLE gov_cloud_data.audit_event ADD CONSTRAINT fine CHECK (public.fine(event)) NOT VALID;
SET LOCAL SESSION AUTHORIZATION regress_audit_sec;
SELECT gov_cloud.register_role('museum', '博物馆', 'own');
RESET SESSION AUTHORIZATION;
CREATE OR REPLACE FUNCTION public.fine(text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT false';
SET LOCAL SESSION AUTHORIZATION regress_audit_sec;
SELECT split_part(public.refusal($$SELECT gov_cloud.register_role('theatre', '剧院', 'own')$$), ':', 1);
RESET SESSION AUTHORIZATION;
ALTER TABLE gov_cloud_data.audit_event DROP CONSTRAINT fine, ADD COLUMN extra text DEFAULT lower('ADDED');
SET LOCAL SESSION AUTHORIZATION regress_audit_sec;
SELECT gov_cloud.register_role('theatre', '剧院', 'own');
RESET SESSION AUTHORIZATION;
SELECT object_id, extra FROM gov_cloud_data.audit_event WHERE object_id IN ('museum', 'theatre') ORDER BY id;
-- a statement trigger belongs to statements: the line goes by one
CREATE FUNCTION public.counted() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE WARNING 'seen by a statement trigger'; RETURN NULL; END$$;
CREATE TRIGGER counted AFTER INSERT ON gov_cloud_data.audit_event FOR EACH STATEMENT EXECUTE FUNCTION public.counted();
SET LOCAL SESSION AUTHORIZATION regress_audit_sec;
SELECT gov_cloud.register_role('opera', '歌剧院', 'own');
ROLLBACK;
SELECT count(*) FROM gov_cloud_data.audit_event WHERE event = 'register_role';
