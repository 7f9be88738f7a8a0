-- catalogue: what the cloud offers and what a price may name.

CREATE FUNCTION gov_cloud.plain_text(source text) RETURNS text
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'gov_plain_text_sql';
COMMENT ON FUNCTION gov_cloud.plain_text(text) IS 'text for comparing: full-width characters narrowed, odd spaces plain, none between Chinese characters';

CREATE TABLE gov_cloud.catalogue_item (
    jurisdiction text NOT NULL REFERENCES gov_cloud.jurisdiction,
    code         text NOT NULL,
    family       text NOT NULL CHECK (family IN ('host', 'infrastructure', 'support_software', 'security', 'implementation')),
    category_l2  text NOT NULL,
    category_l3  text NOT NULL DEFAULT '/',
    name         text NOT NULL,
    specification text NOT NULL DEFAULT '/',
    components   text[] NOT NULL DEFAULT '{unit}',
    valid        daterange NOT NULL DEFAULT daterange(NULL, NULL),
    PRIMARY KEY (jurisdiction, code)
);
COMMENT ON TABLE gov_cloud.catalogue_item IS 'service catalogue of a jurisdiction; components are what is metered and priced: vcpu, memory_gb, storage_gb, bandwidth_mbps, or unit';
