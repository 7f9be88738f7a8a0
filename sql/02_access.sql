-- access: what the caller may see, as row policies ask it.

CREATE FUNCTION gov_cloud.visible_units() RETURNS bigint[]
    LANGUAGE C STABLE PARALLEL RESTRICTED SECURITY DEFINER AS 'MODULE_PATHNAME', 'gov_visible_units'
    SET search_path = pg_catalog, pg_temp;
COMMENT ON FUNCTION gov_cloud.visible_units() IS 'organizations whose rows the caller sees: his own, and those of the jurisdictions he oversees';
GRANT EXECUTE ON FUNCTION gov_cloud.visible_units() TO gov_cloud_reader;

CREATE FUNCTION gov_cloud.visible_jurisdictions() RETURNS text[]
    LANGUAGE C STABLE PARALLEL RESTRICTED SECURITY DEFINER AS 'MODULE_PATHNAME', 'gov_visible_jurisdictions'
    SET search_path = pg_catalog, pg_temp;
COMMENT ON FUNCTION gov_cloud.visible_jurisdictions() IS 'jurisdictions the caller oversees by a role';
GRANT EXECUTE ON FUNCTION gov_cloud.visible_jurisdictions() TO gov_cloud_reader;

CREATE FUNCTION gov_cloud.caller_organization() RETURNS bigint
    LANGUAGE C STABLE PARALLEL RESTRICTED SECURITY DEFINER AS 'MODULE_PATHNAME', 'gov_caller_organization'
    SET search_path = pg_catalog, pg_temp;
COMMENT ON FUNCTION gov_cloud.caller_organization() IS 'the organization on whose behalf the caller acts';
GRANT EXECUTE ON FUNCTION gov_cloud.caller_organization() TO gov_cloud_reader;

-- Who the parties are.  Names and credit codes of organizations are public facts: any registered caller
-- sees them.  Persons and powers are seen by their own organization and by those who oversee it, and by
-- the administrators who keep and check them.
GRANT SELECT ON gov_cloud.jurisdiction, gov_cloud.organization, gov_cloud.person, gov_cloud.party_role,
    gov_cloud.role_holding, gov_cloud.entitlement TO gov_cloud_reader;

ALTER TABLE gov_cloud.organization ENABLE ROW LEVEL SECURITY;
CREATE POLICY visible ON gov_cloud.organization FOR SELECT TO gov_cloud_reader
    USING ((SELECT gov_cloud.caller_organization()) IS NOT NULL);
CREATE POLICY administrators ON gov_cloud.organization FOR SELECT TO gov_cloud_secadmin, gov_cloud_auditor USING (true);

ALTER TABLE gov_cloud.person ENABLE ROW LEVEL SECURITY;
CREATE POLICY visible ON gov_cloud.person FOR SELECT TO gov_cloud_reader
    USING (organization OPERATOR(pg_catalog.=) ANY ((SELECT gov_cloud.visible_units())::pg_catalog.int8[]));
CREATE POLICY administrators ON gov_cloud.person FOR SELECT TO gov_cloud_secadmin, gov_cloud_auditor USING (true);

ALTER TABLE gov_cloud.role_holding ENABLE ROW LEVEL SECURITY;
CREATE POLICY visible ON gov_cloud.role_holding FOR SELECT TO gov_cloud_reader
    USING (organization OPERATOR(pg_catalog.=) (SELECT gov_cloud.caller_organization())
        OR jurisdiction OPERATOR(pg_catalog.=) ANY ((SELECT gov_cloud.visible_jurisdictions())::pg_catalog.text[]));
CREATE POLICY administrators ON gov_cloud.role_holding FOR SELECT TO gov_cloud_secadmin, gov_cloud_auditor USING (true);

ALTER TABLE gov_cloud.entitlement ENABLE ROW LEVEL SECURITY;
CREATE POLICY visible ON gov_cloud.entitlement FOR SELECT TO gov_cloud_reader
    USING (organization OPERATOR(pg_catalog.=) ANY ((SELECT gov_cloud.visible_units())::pg_catalog.int8[]));
CREATE POLICY administrators ON gov_cloud.entitlement FOR SELECT TO gov_cloud_secadmin, gov_cloud_auditor USING (true);
