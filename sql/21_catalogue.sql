-- catalogue: what the cloud offers and what a price may name.

CREATE FUNCTION gov_cloud.plain_text(source text) RETURNS text
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'gov_plain_text_sql';
COMMENT ON FUNCTION gov_cloud.plain_text(text) IS 'text for comparing: full-width characters narrowed, odd spaces plain, none beside Chinese characters';

CREATE TABLE gov_cloud.catalogue_item (
    jurisdiction text NOT NULL REFERENCES gov_cloud.jurisdiction,
    code         text NOT NULL,
    family       text NOT NULL CHECK (family IN ('host', 'infrastructure', 'support_software', 'security', 'implementation')),
    category_l2  text NOT NULL,
    category_l3  text NOT NULL DEFAULT '/',
    name         text NOT NULL,
    specification text NOT NULL DEFAULT '/',
    components   text[] NOT NULL DEFAULT '{unit}',
    valid        daterange NOT NULL DEFAULT pg_catalog.daterange(NULL, NULL),
    PRIMARY KEY (jurisdiction, code)
);
COMMENT ON TABLE gov_cloud.catalogue_item IS 'service catalogue of a jurisdiction; components are what is metered and priced: vcpu, memory_gb, storage_gb, bandwidth_mbps, or unit';
GRANT SELECT ON gov_cloud.catalogue_item TO gov_cloud_reader;

CREATE FUNCTION gov_cloud.add_catalogue_item(jurisdiction text, code text, family text, name text, category_l2 text,
        category_l3 text DEFAULT NULL, specification text DEFAULT NULL, components text DEFAULT NULL, since date DEFAULT NULL)
    RETURNS void
    LANGUAGE C VOLATILE PARALLEL UNSAFE SECURITY DEFINER AS 'MODULE_PATHNAME', 'gov_add_catalogue_item'
    SET search_path = pg_catalog, pg_temp;
COMMENT ON FUNCTION gov_cloud.add_catalogue_item(text, text, text, text, text, text, text, text, date) IS 'adds an item to the catalogue of a jurisdiction; components separated by commas, unit where nothing is said; in force from since, or always';
GRANT EXECUTE ON FUNCTION gov_cloud.add_catalogue_item(text, text, text, text, text, text, text, text, date) TO gov_cloud_sysadmin;

CREATE FUNCTION gov_cloud.retire_catalogue_item(jurisdiction text, code text, from_day date, reason text) RETURNS void
    LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE SECURITY DEFINER AS 'MODULE_PATHNAME', 'gov_retire_catalogue_item'
    SET search_path = pg_catalog, pg_temp;
COMMENT ON FUNCTION gov_cloud.retire_catalogue_item(text, text, date, text) IS 'from that day the item can no longer be applied for; what was provided stays';
GRANT EXECUTE ON FUNCTION gov_cloud.retire_catalogue_item(text, text, date, text) TO gov_cloud_sysadmin;
