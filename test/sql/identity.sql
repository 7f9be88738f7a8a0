-- identity: who asks, who may register whom, who speaks for whom.
SET client_min_messages = warning;
\pset format unaligned
CREATE ROLE regress_identity_sec LOGIN IN ROLE gov_cloud_secadmin;
CREATE ROLE regress_identity_sec2 LOGIN IN ROLE gov_cloud_secadmin;
CREATE ROLE regress_identity_two LOGIN IN ROLE gov_cloud_secadmin, gov_cloud_auditor;
CREATE ROLE regress_identity_wang LOGIN IN ROLE gov_cloud_user;
CREATE ROLE regress_identity_oa LOGIN IN ROLE gov_cloud_user;
CREATE ROLE regress_identity_none LOGIN IN ROLE gov_cloud_user;

-- GB 32100-2015: the example of the standard, and what is wrong with others.
SELECT code, gov_cloud.uscc_valid(code) FROM (VALUES
  ('91350100M000100Y43'),  -- the example printed in the standard
  ('91350100M000100Y44'),  -- check character wrong
  ('91350100M000010Y43'),  -- two neighbours exchanged
  ('91350100M000100Y4'),   -- one short
  ('91350100M000100Y433'), -- one long
  ('91350100m000100y43'),  -- lower case
  ('9135A100M000100Y43'),  -- a letter in the administrative division
  ('91350100I000100Y43'),  -- I is not of the alphabet
  ('９1350100M000100Y43'), -- full width digit
  ('')) AS v(code);
SELECT gov_cloud.uscc_complete('91350100M000100Y4');
SELECT public.refusal($$SELECT gov_cloud.uscc_complete('9135010')$$);
-- every single wrong character and every exchange of two different neighbours is found
SELECT count(*) AS wrong, count(*) FILTER (WHERE gov_cloud.uscc_valid(overlay(c PLACING a FROM i FOR 1))) AS not_found
  FROM (VALUES ('91350100M000100Y43')) v(c), generate_series(1, 18) i,
       regexp_split_to_table('0123456789ABCDEFGHJKLMNPQRTUWXY', '') a
 WHERE substr(c, i, 1) <> a;
SELECT count(*) AS exchanged, count(*) FILTER (WHERE gov_cloud.uscc_valid(x)) AS not_found
  FROM (SELECT overlay(c PLACING substr(c, i + 1, 1) || substr(c, i, 1) FROM i FOR 2) AS x, c
          FROM (VALUES ('91350100M000100Y43'), ('11341522003187624Q')) v(c), generate_series(1, 17) i) e
 WHERE x <> c;
-- the table itself refuses a wrong code, whoever writes it
INSERT INTO gov_cloud.jurisdiction (code, name) VALUES ('340000', 'x');
SELECT public.refusal($$INSERT INTO gov_cloud.organization (credit_code, name, kind, jurisdiction)
  VALUES ('91350100M000100Y44', 'x', 'x', '340000')$$);

-- Only the security administrator registers; a superuser is none by being superuser.
SELECT public.refusal($$SELECT gov_cloud.register_jurisdiction('341522', '霍邱县')$$);
SET SESSION AUTHORIZATION regress_identity_wang;
SELECT public.refusal($$SELECT gov_cloud.register_jurisdiction('341522', '霍邱县')$$);
SET SESSION AUTHORIZATION regress_identity_two;
SELECT public.refusal($$SELECT gov_cloud.register_jurisdiction('341522', '霍邱县')$$);

SET SESSION AUTHORIZATION regress_identity_sec;
SELECT gov_cloud.register_jurisdiction('341522', '霍邱县', '340000');
SELECT gov_cloud.register_organization('11341522003187624Q', '县数管局', 'authority', '341522') AS authority \gset
SELECT gov_cloud.register_organization('11341522003187625U', '县教育局', 'using_unit', '341522') AS unit \gset
SELECT gov_cloud.register_person('王科', :authority, 'regress_identity_wang') AS wang \gset
SELECT gov_cloud.register_person('李工', :unit) AS li \gset
SELECT gov_cloud.register_person('张三', :unit) AS zhang \gset
SELECT gov_cloud.register_person('张三', :unit) AS other_zhang \gset
SELECT gov_cloud.register_person('安全管理员', :authority, 'regress_identity_sec') AS sec \gset
SELECT public.refusal(format(s, :authority)) FROM (VALUES
  ($$SELECT gov_cloud.register_jurisdiction('34152', 'x')$$),
  ($$SELECT gov_cloud.register_jurisdiction('34152X', 'x')$$),
  ($$SELECT gov_cloud.register_jurisdiction('341522', 'x')$$),
  ($$SELECT gov_cloud.register_jurisdiction('341523', '  ')$$),
  ($$SELECT gov_cloud.register_jurisdiction('341523', 'x', '999999')$$),
  ($$SELECT gov_cloud.register_organization('11341522003187624R', 'x', 'x', '341522')$$),
  ($$SELECT gov_cloud.register_organization('11341522003187624Q', 'x', 'x', '341522')$$),
  ($$SELECT gov_cloud.register_organization('91350100M000100Y43', 'x', 'x', '999999')$$),
  ($$SELECT gov_cloud.register_organization('91350100M000100Y43', NULL, 'x', '341522')$$),
  ($$SELECT gov_cloud.register_person('x', 99)$$),
  ($$SELECT gov_cloud.register_person('x', NULL)$$),
  ($$SELECT gov_cloud.register_person('x', %s, 'regress_identity_wang')$$),
  ($$SELECT gov_cloud.register_person('x', %s, valid_from => '2026-02-01', valid_until => '2026-02-01')$$),
  ($$SELECT gov_cloud.register_role('using_unit', 'x', 'own')$$),
  ($$SELECT gov_cloud.register_role('archive', 'x', 'everything')$$)) v(s);

-- A login is a person, or nobody.
SET SESSION AUTHORIZATION regress_identity_wang;
SELECT w.login, w.person = :wang AS person, w.organization = :authority AS organization, w.own_organization = :authority AS own
  FROM gov_cloud.whoami() w;
SET SESSION AUTHORIZATION regress_identity_none;
SELECT * FROM gov_cloud.whoami();
RESET SESSION AUTHORIZATION;
SELECT login, person FROM gov_cloud.whoami();
-- SET ROLE changes neither
SET SESSION AUTHORIZATION regress_identity_wang;
SET ROLE gov_cloud_user;
SELECT login FROM gov_cloud.whoami();
RESET ROLE;

-- Roles: granted by another, from today, with an end; the product's clock says what today is.
RESET SESSION AUTHORIZATION;
SET gov_cloud.clock = '2026-03-10 23:59:59+08';
SET SESSION AUTHORIZATION regress_identity_sec;
SELECT gov_cloud.grant_role(:wang, :authority, 'authority', '341522') AS holding \gset
SELECT gov_cloud.grant_role(:li, :unit, 'using_unit', '341522', '2026-01-01', '2026-04-01') AS holding \gset
SELECT role, valid FROM gov_cloud.role_holding ORDER BY id;
SELECT public.refusal(format(s, :wang, :authority, :sec)) FROM (VALUES
  ('SELECT gov_cloud.grant_role(%s, %s, ''authority'', ''341522'')'),
  ('SELECT gov_cloud.grant_role(%s, %s, ''autority'', ''341522'')'),
  ('SELECT gov_cloud.grant_role(%s, %s, ''operator'', ''999999'')'),
  ('SELECT gov_cloud.grant_role(%s, %s, ''operator'', ''341522'', ''2026-05-01'', ''2026-05-01'')'),
  ('SELECT gov_cloud.grant_role(%3$s, %2$s, ''authority'', ''341522'')'),
  ('SELECT gov_cloud.revoke_role(%s, %s, ''operator'', ''341522'')'),
  ('SELECT gov_cloud.revoke_role(%s, %s, ''authority'', ''341522'', ''2026-03-09'')'),
  ('SELECT gov_cloud.end_person(99)')) v(s);
-- revoked: ended where it had begun, gone where it had not
SELECT gov_cloud.grant_role(:wang, :authority, 'finance', '341522', '2026-06-01') AS holding \gset
SELECT gov_cloud.revoke_role(:wang, :authority, 'finance', '341522');
SELECT gov_cloud.revoke_role(:wang, :authority, 'authority', '341522', '2026-05-01');
SELECT role, valid FROM gov_cloud.role_holding ORDER BY id;
SELECT gov_cloud.grant_role(:wang, :authority, 'authority', '341522', '2026-05-01') AS holding \gset
-- midnight in Beijing, whatever the session's zone, is when a person ends
SELECT gov_cloud.end_person(:wang, '2026-03-11');
SET SESSION AUTHORIZATION regress_identity_wang;
SET timezone = 'America/New_York';
SELECT person = :wang AS still FROM gov_cloud.whoami();
RESET SESSION AUTHORIZATION;
SET gov_cloud.clock = '2026-03-11 00:00:00+08';
SET SESSION AUTHORIZATION regress_identity_wang;
SELECT person FROM gov_cloud.whoami();
RESET SESSION AUTHORIZATION;
RESET timezone;

-- act_as: for one transaction, for whom the login is entitled, as a person of theirs.
SET SESSION AUTHORIZATION regress_identity_sec;
SELECT public.refusal(format($$SELECT gov_cloud.entitle('regress_identity_sec', %s)$$, :unit));
SELECT gov_cloud.entitle('regress_identity_oa', :unit) AS entitlement \gset
SELECT public.refusal(format($$SELECT gov_cloud.entitle('regress_identity_oa', %s)$$, :unit));
SET SESSION AUTHORIZATION regress_identity_oa;
SELECT public.refusal(format(s, :authority, :unit)) FROM (VALUES
  ('SELECT gov_cloud.act_as(%1$s, ''王科'')'),
  ('SELECT gov_cloud.act_as(%2$s)'),
  ('SELECT gov_cloud.act_as(%2$s, ''王科'')'),
  ('SELECT gov_cloud.act_as(%2$s, ''张三'')'),
  ('SELECT gov_cloud.act_as(NULL)')) v(s);
BEGIN;
SELECT gov_cloud.act_as(:unit, '李工');
SELECT person = :li AS li, organization = :unit AS unit, own_organization FROM gov_cloud.whoami();
SAVEPOINT s;
ROLLBACK TO s;
SELECT person = :li AS li FROM gov_cloud.whoami();
COMMIT;
SELECT person FROM gov_cloud.whoami();
-- said in a savepoint, it goes with the savepoint; released, it stays until the transaction ends
BEGIN;
SAVEPOINT s;
SELECT gov_cloud.act_as(:unit, '李工');
ROLLBACK TO s;
SELECT person FROM gov_cloud.whoami();
SAVEPOINT s;
SELECT gov_cloud.act_as(:unit, '李工');
RELEASE s;
SELECT person = :li AS li FROM gov_cloud.whoami();
ROLLBACK;
SELECT person FROM gov_cloud.whoami();
-- the entitlement ends, and with it the speaking
SET SESSION AUTHORIZATION regress_identity_sec;
SELECT gov_cloud.end_entitlement('regress_identity_oa', :unit);
SELECT public.refusal(format($$SELECT gov_cloud.end_entitlement('regress_identity_oa', %s)$$, :unit));
SET SESSION AUTHORIZATION regress_identity_oa;
SELECT public.refusal(format($$SELECT gov_cloud.act_as(%s, '李工')$$, :unit));
