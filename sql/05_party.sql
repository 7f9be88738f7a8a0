-- party: registering parties and granting roles, the security administrator's work.
-- valid_until is the first day on which it no longer holds.

CREATE FUNCTION gov_cloud.register_jurisdiction(code text, name text, parent text DEFAULT NULL, calendar text DEFAULT 'cn') RETURNS text
    LANGUAGE C VOLATILE PARALLEL UNSAFE SECURITY DEFINER AS 'MODULE_PATHNAME', 'gov_register_jurisdiction'
    SET search_path = pg_catalog, pg_temp;
COMMENT ON FUNCTION gov_cloud.register_jurisdiction(text, text, text, text) IS 'a county, city or province by its GB/T 2260 code';
GRANT EXECUTE ON FUNCTION gov_cloud.register_jurisdiction(text, text, text, text) TO gov_cloud_secadmin;

CREATE FUNCTION gov_cloud.register_organization(credit_code text, name text, kind text, jurisdiction text) RETURNS bigint
    LANGUAGE C VOLATILE PARALLEL UNSAFE SECURITY DEFINER AS 'MODULE_PATHNAME', 'gov_register_organization'
    SET search_path = pg_catalog, pg_temp;
COMMENT ON FUNCTION gov_cloud.register_organization(text, text, text, text) IS 'a party with its unified social credit code';
GRANT EXECUTE ON FUNCTION gov_cloud.register_organization(text, text, text, text) TO gov_cloud_secadmin;

CREATE FUNCTION gov_cloud.register_person(name text, organization bigint, login text DEFAULT NULL, valid_from date DEFAULT NULL, valid_until date DEFAULT NULL) RETURNS bigint
    LANGUAGE C VOLATILE PARALLEL UNSAFE SECURITY DEFINER AS 'MODULE_PATHNAME', 'gov_register_person'
    SET search_path = pg_catalog, pg_temp;
COMMENT ON FUNCTION gov_cloud.register_person(text, bigint, text, date, date) IS 'a person of an organization; login is the database role he comes in by';
GRANT EXECUTE ON FUNCTION gov_cloud.register_person(text, bigint, text, date, date) TO gov_cloud_secadmin;

CREATE FUNCTION gov_cloud.end_person(person bigint, from_day date DEFAULT NULL) RETURNS void
    LANGUAGE C VOLATILE PARALLEL UNSAFE SECURITY DEFINER AS 'MODULE_PATHNAME', 'gov_end_person'
    SET search_path = pg_catalog, pg_temp;
COMMENT ON FUNCTION gov_cloud.end_person(bigint, date) IS 'a person leaves: his login is nobody from that day (today) on';
GRANT EXECUTE ON FUNCTION gov_cloud.end_person(bigint, date) TO gov_cloud_secadmin;

CREATE FUNCTION gov_cloud.register_role(role text, title text, sees text) RETURNS text
    LANGUAGE C VOLATILE PARALLEL UNSAFE SECURITY DEFINER AS 'MODULE_PATHNAME', 'gov_register_role'
    SET search_path = pg_catalog, pg_temp;
COMMENT ON FUNCTION gov_cloud.register_role(text, text, text) IS 'a role that policies may name; sees: own or jurisdiction';
GRANT EXECUTE ON FUNCTION gov_cloud.register_role(text, text, text) TO gov_cloud_secadmin;

CREATE FUNCTION gov_cloud.grant_role(person bigint, organization bigint, role text, jurisdiction text, valid_from date DEFAULT NULL, valid_until date DEFAULT NULL) RETURNS bigint
    LANGUAGE C VOLATILE PARALLEL UNSAFE SECURITY DEFINER AS 'MODULE_PATHNAME', 'gov_grant_role'
    SET search_path = pg_catalog, pg_temp;
COMMENT ON FUNCTION gov_cloud.grant_role(bigint, bigint, text, text, date, date) IS 'a person may act in this role for this organization in this jurisdiction, from today unless said otherwise';
GRANT EXECUTE ON FUNCTION gov_cloud.grant_role(bigint, bigint, text, text, date, date) TO gov_cloud_secadmin;

CREATE FUNCTION gov_cloud.revoke_role(person bigint, organization bigint, role text, jurisdiction text, from_day date DEFAULT NULL) RETURNS void
    LANGUAGE C VOLATILE PARALLEL UNSAFE SECURITY DEFINER AS 'MODULE_PATHNAME', 'gov_revoke_role'
    SET search_path = pg_catalog, pg_temp;
COMMENT ON FUNCTION gov_cloud.revoke_role(bigint, bigint, text, text, date) IS 'ends a role from that day (today) on';
GRANT EXECUTE ON FUNCTION gov_cloud.revoke_role(bigint, bigint, text, text, date) TO gov_cloud_secadmin;

CREATE FUNCTION gov_cloud.entitle(login text, organization bigint, valid_from date DEFAULT NULL, valid_until date DEFAULT NULL) RETURNS bigint
    LANGUAGE C VOLATILE PARALLEL UNSAFE SECURITY DEFINER AS 'MODULE_PATHNAME', 'gov_entitle'
    SET search_path = pg_catalog, pg_temp;
COMMENT ON FUNCTION gov_cloud.entitle(text, bigint, date, date) IS 'a login may speak for this organization by act_as()';
GRANT EXECUTE ON FUNCTION gov_cloud.entitle(text, bigint, date, date) TO gov_cloud_secadmin;

CREATE FUNCTION gov_cloud.end_entitlement(login text, organization bigint, from_day date DEFAULT NULL) RETURNS void
    LANGUAGE C VOLATILE PARALLEL UNSAFE SECURITY DEFINER AS 'MODULE_PATHNAME', 'gov_end_entitlement'
    SET search_path = pg_catalog, pg_temp;
COMMENT ON FUNCTION gov_cloud.end_entitlement(text, bigint, date) IS 'ends an entitlement from that day (today) on';
GRANT EXECUTE ON FUNCTION gov_cloud.end_entitlement(text, bigint, date) TO gov_cloud_secadmin;
