-- obligation: duties that recur or stand outside a matter: monthly reports, annual drills, 7x24 service.

CREATE TABLE gov_cloud.obligation_rule (
    policy       text NOT NULL REFERENCES gov_cloud.policy,
    code         text NOT NULL,
    rule         text NOT NULL,
    title        text NOT NULL,
    kind         text NOT NULL CHECK (kind OPERATOR(pg_catalog.=) ANY (ARRAY['recurring', 'standing'])),
    obligor      text NOT NULL,
    recipients   text[] NOT NULL DEFAULT '{}',
    cadence      text CHECK (cadence OPERATOR(pg_catalog.=) ANY (ARRAY['day', 'month', 'quarter', 'half_year', 'year'])),
    parameter    text,
    per          text NOT NULL DEFAULT 'jurisdiction'
                 CHECK (per OPERATOR(pg_catalog.=) ANY (ARRAY['jurisdiction', 'system', 'unit', 'provider'])),
    documents    text[] NOT NULL DEFAULT '{}',
    needs        text[] NOT NULL DEFAULT '{}',
    fulfilled_by text,
    article      text NOT NULL,
    builtin      boolean NOT NULL DEFAULT false,
    PRIMARY KEY (policy, code)
);
COMMENT ON TABLE gov_cloud.obligation_rule IS 'a duty of a policy that no matter carries: who owes it, to whom, how often, with which documents';
COMMENT ON COLUMN gov_cloud.obligation_rule.kind IS 'recurring: once a period; standing: as long as the policy rules, attested from time to time';
COMMENT ON COLUMN gov_cloud.obligation_rule.obligor IS 'role of the party that owes it: every organization that holds it; using_unit and provider of the system or unit where it is owed for each of those';
COMMENT ON COLUMN gov_cloud.obligation_rule.recipients IS 'roles of those who are told of each delivery';
COMMENT ON COLUMN gov_cloud.obligation_rule.cadence IS 'calendar periods, each with a delivery of its own before it ends; NULL: the text says 定期, and nothing is owed before parameter says how often';
COMMENT ON COLUMN gov_cloud.obligation_rule.parameter IS 'policy_parameter by which a jurisdiction sets the cadence that the text leaves open; never beside a cadence';
COMMENT ON COLUMN gov_cloud.obligation_rule.per IS 'owed once, or once for each system in service, each using unit, each provider of the jurisdiction';
COMMENT ON COLUMN gov_cloud.obligation_rule.documents IS 'kinds of documents, each of which a delivery has to bring';
COMMENT ON COLUMN gov_cloud.obligation_rule.needs IS 'codes of duties of the same period that have to be delivered first, by all who owe them';
COMMENT ON COLUMN gov_cloud.obligation_rule.fulfilled_by IS 'records that deliver it by themselves: backup_incremental, backup_full; NULL: deliver_obligation()';

GRANT SELECT ON gov_cloud.obligation_rule TO gov_cloud_reader;
GRANT INSERT, UPDATE, DELETE ON gov_cloud.obligation_rule TO gov_cloud_secadmin;
CREATE TRIGGER policy_frozen BEFORE INSERT OR UPDATE OR DELETE ON gov_cloud.obligation_rule
    FOR EACH ROW EXECUTE FUNCTION gov_cloud.policy_frozen();
