-- form: typed tables behind the printed forms.  Required fields are asked for at
-- submission, not at draft, and every missing one is named at once.

CREATE TABLE gov_cloud.form (
    code         text PRIMARY KEY CHECK (code OPERATOR(pg_catalog.~) '^[A-Za-z][A-Za-z0-9-]*$'),
    title        text NOT NULL,
    relation     text NOT NULL,
    article      text NOT NULL,
    policy       text,
    builtin      boolean NOT NULL DEFAULT false
);
COMMENT ON TABLE gov_cloud.form IS 'a printed form and the table that holds its filled-in copies, one row a matter';
COMMENT ON COLUMN gov_cloud.form.relation IS 'table with its schema; keyed by matter';
COMMENT ON COLUMN gov_cloud.form.policy IS 'the policy that prints it; any policy may use it';

CREATE TABLE gov_cloud.form_section (
    form         text NOT NULL REFERENCES gov_cloud.form,
    section      text NOT NULL CHECK (section OPERATOR(pg_catalog.~) '^[a-z][a-z0-9_]*$'),
    title        text NOT NULL,
    relation     text NOT NULL,
    holds        text NOT NULL DEFAULT 'rows'
                 CHECK (holds OPERATOR(pg_catalog.=) ANY (ARRAY['rows', 'hosts', 'changes', 'services'])),
    required     boolean NOT NULL DEFAULT false,
    item         text,
    position     integer NOT NULL,
    builtin      boolean NOT NULL DEFAULT false,
    PRIMARY KEY (form, section)
);
COMMENT ON TABLE gov_cloud.form_section IS 'a table of rows inside a form, keyed by matter and seq; sections with rows alike may share a table that tells them apart by its columns form and section';
COMMENT ON COLUMN gov_cloud.form_section.item IS 'item of the catalogue that a row asks for where it names none: a form with one virtual machine a row';
COMMENT ON COLUMN gov_cloud.form_section.holds IS 'hosts: machines asked for; changes: machines with figures before and after; services: items of the catalogue; rows: anything else';

CREATE TABLE gov_cloud.form_field (
    form         text NOT NULL REFERENCES gov_cloud.form,
    section      text NOT NULL DEFAULT '',
    field        text NOT NULL CHECK (field OPERATOR(pg_catalog.~) '^[a-z][a-z0-9_]*$'),
    title        text NOT NULL,
    required     boolean NOT NULL DEFAULT false,
    derived      boolean NOT NULL DEFAULT false,
    required_when jsonb,
    open_choice  boolean NOT NULL DEFAULT false,
    format       text CHECK (format OPERATOR(pg_catalog.=) ANY (ARRAY['email', 'ip'])),
    minimum      numeric,
    means        text,
    totalled     boolean NOT NULL DEFAULT false,
    position     integer NOT NULL,
    builtin      boolean NOT NULL DEFAULT false,
    PRIMARY KEY (form, section, field)
);
COMMENT ON TABLE gov_cloud.form_field IS 'the fields of a form by their printed titles; section is empty for the head of the form';
COMMENT ON COLUMN gov_cloud.form_field.derived IS 'required, though no star is printed: it follows from the text, or the row says nothing without it';
COMMENT ON COLUMN gov_cloud.form_field.required_when IS '{"field": ..., "in": [...]}: required while that field of the same section says one of these';
COMMENT ON COLUMN gov_cloud.form_field.open_choice IS 'words other than the choices are taken as they are';
COMMENT ON COLUMN gov_cloud.form_field.means IS 'what the field tells the product, whatever its name: a figure of capacity (vcpu, storage_gb_after ...), quantity, host_type, item ...';
COMMENT ON COLUMN gov_cloud.form_field.totalled IS 'summed over rows, times the row''s quantity';

CREATE TABLE gov_cloud.form_choice (
    form         text NOT NULL,
    section      text NOT NULL DEFAULT '',
    field        text NOT NULL,
    choice       text NOT NULL,
    title        text NOT NULL,
    position     integer NOT NULL,
    builtin      boolean NOT NULL DEFAULT false,
    PRIMARY KEY (form, section, field, choice),
    FOREIGN KEY (form, section, field) REFERENCES gov_cloud.form_field
);
COMMENT ON TABLE gov_cloud.form_choice IS 'boxes to tick: the code that is stored and the printed words; either may be sent';

CREATE TABLE gov_cloud.form_filing (
    matter       bigint NOT NULL REFERENCES gov_cloud.matter,
    form         text NOT NULL REFERENCES gov_cloud.form,
    revision     integer NOT NULL,
    unit_id      bigint NOT NULL,
    jurisdiction text NOT NULL,
    provider_id  bigint,
    content      jsonb NOT NULL,
    digest       bytea NOT NULL,
    matter_event bigint,
    filed_by     bigint,
    filed_at     timestamptz NOT NULL,
    PRIMARY KEY (matter, form, revision)
);
COMMENT ON TABLE gov_cloud.form_filing IS 'append-only: what a form said each time it was submitted, and its SM3 digest';
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON gov_cloud.form_filing
    FOR EACH ROW EXECUTE FUNCTION gov_cloud.frozen();
CREATE TRIGGER frozen_truncate BEFORE TRUNCATE ON gov_cloud.form_filing
    FOR EACH STATEMENT EXECUTE FUNCTION gov_cloud.frozen();

-- The shipped forms.  Every column may be empty while a form is a draft.

CREATE TABLE gov_cloud.form_onboarding_application (
    matter       bigint PRIMARY KEY REFERENCES gov_cloud.matter,
    unit_id      bigint NOT NULL,
    jurisdiction text NOT NULL,
    provider_id  bigint,
    applicant_unit text,
    application_date date,
    system_owner_name text,
    system_owner_office_phone text,
    system_owner_email text,
    system_owner_mobile text,
    maintenance_unit text,
    maintenance_unit_kind text,
    tech_contact_name text,
    tech_contact_office_phone text,
    tech_contact_email text,
    tech_contact_mobile text,
    system_name  text,
    project_code text,
    system_investment_amount numeric,
    system_investment_unit text,
    onboarding_kind text,
    system_summary text,
    mlps_level   text,
    mlps_filing_certificate boolean,
    mlps_certificate_no text,
    bearer_networks text[],
    bearer_networks_other text,
    availability_requirement text,
    availability_requirement_other text,
    system_kind  text,
    system_kind_other text,
    service_audience text,
    service_audience_other text,
    service_audience_size bigint,
    service_scope text,
    service_scope_other text,
    other_requirements text,
    applicant_seal text,
    contact_signature text,
    signed_on    date
);
COMMENT ON TABLE gov_cloud.form_onboarding_application IS 'application of a system for the cloud';

CREATE TABLE gov_cloud.form_onboarding_host (
    matter       bigint NOT NULL REFERENCES gov_cloud.matter,
    seq          integer NOT NULL,
    unit_id      bigint NOT NULL,
    jurisdiction text NOT NULL,
    provider_id  bigint,
    host_type    text,
    host_name    text,
    cpu_arch     text,
    cpu_cores    integer,
    memory_gb    numeric,
    system_disk_gb numeric,
    system_disk_type text,
    data_disk_gb numeric,
    data_disk_type text,
    operating_system text,
    deployment_network text,
    quantity     bigint,
    catalogue_item text,
    self_procured boolean,
    PRIMARY KEY (matter, seq)
);
COMMENT ON TABLE gov_cloud.form_onboarding_host IS 'hosts asked for in an application';

CREATE TABLE gov_cloud.form_service_row (
    matter       bigint NOT NULL REFERENCES gov_cloud.matter,
    form         text NOT NULL,
    section      text NOT NULL,
    seq          integer NOT NULL,
    unit_id      bigint NOT NULL,
    jurisdiction text NOT NULL,
    provider_id  bigint,
    category_l2  text,
    category_l3  text,
    service_name text,
    specification text,
    quantity     numeric,
    remark       text,
    catalogue_item text,
    self_procured boolean,
    PRIMARY KEY (matter, form, section, seq)
);
COMMENT ON TABLE gov_cloud.form_service_row IS 'services asked for, in whichever form and section';

CREATE TABLE gov_cloud.form_change_application (
    matter       bigint PRIMARY KEY REFERENCES gov_cloud.matter,
    unit_id      bigint NOT NULL,
    jurisdiction text NOT NULL,
    provider_id  bigint,
    applicant_unit text,
    system_name  text,
    system_owner_name text,
    contact_phone text,
    planned_implementation_at date,
    change_kind  text[],
    change_reason text,
    statement    text,
    xinchuang_not_ready_declaration boolean,
    applicant_seal text,
    signature    text,
    signed_on    date
);
COMMENT ON TABLE gov_cloud.form_change_application IS 'application to change the resources of a system in service';

CREATE TABLE gov_cloud.form_change_added_host (
    matter       bigint NOT NULL REFERENCES gov_cloud.matter,
    seq          integer NOT NULL,
    unit_id      bigint NOT NULL,
    jurisdiction text NOT NULL,
    provider_id  bigint,
    host_type    text,
    host_name    text,
    vcpu_arch    text,
    vcpu_cores   integer,
    memory_gb    numeric,
    system_disk_gb numeric,
    system_disk_type text,
    data_disk_gb numeric,
    data_disk_type text,
    operating_system text,
    deployment_zone text,
    open_ports   text,
    host_count   bigint,
    catalogue_item text,
    self_procured boolean,
    PRIMARY KEY (matter, seq)
);
COMMENT ON TABLE gov_cloud.form_change_added_host IS 'hosts to be added by a change';

CREATE TABLE gov_cloud.form_change_changed_host (
    matter       bigint NOT NULL REFERENCES gov_cloud.matter,
    seq          integer NOT NULL,
    unit_id      bigint NOT NULL,
    jurisdiction text NOT NULL,
    provider_id  bigint,
    ip_address   text,
    host_name    text,
    cpu_before   integer,
    cpu_after    integer,
    memory_before numeric,
    memory_after numeric,
    system_disk_before numeric,
    system_disk_after numeric,
    data_disk_before numeric,
    data_disk_after numeric,
    remark       text,
    PRIMARY KEY (matter, seq)
);
COMMENT ON TABLE gov_cloud.form_change_changed_host IS 'hosts to be changed, with figures before and after';

CREATE TABLE gov_cloud.form_exit_application (
    matter       bigint PRIMARY KEY REFERENCES gov_cloud.matter,
    unit_id      bigint NOT NULL,
    jurisdiction text NOT NULL,
    provider_id  bigint,
    applicant_unit text,
    exit_kind    text,
    system_name  text,
    system_owner_name text,
    office_phone text,
    email        text,
    mobile       text,
    planned_exit_date date,
    exit_reason  text,
    exit_resources text,
    unit_confirmation boolean,
    unit_confirmation_text text,
    unit_signature_seal text,
    signed_on    date
);
COMMENT ON TABLE gov_cloud.form_exit_application IS 'application to leave the cloud, of a system or of a whole unit';

GRANT SELECT ON gov_cloud.form, gov_cloud.form_section, gov_cloud.form_field, gov_cloud.form_choice, gov_cloud.form_filing,
    gov_cloud.form_onboarding_application, gov_cloud.form_onboarding_host, gov_cloud.form_service_row,
    gov_cloud.form_change_application, gov_cloud.form_change_added_host, gov_cloud.form_change_changed_host,
    gov_cloud.form_exit_application TO gov_cloud_reader;

CREATE FUNCTION gov_cloud.fill_form(matter bigint, form text, fields text) RETURNS void
    LANGUAGE C VOLATILE PARALLEL UNSAFE SECURITY DEFINER AS 'MODULE_PATHNAME', 'gov_fill_form'
    SET search_path = pg_catalog, pg_temp;
COMMENT ON FUNCTION gov_cloud.fill_form(bigint, text, text) IS 'fills in the draft of a form: a JSON object of fields, and of sections as arrays of objects; what is not named stays, a section is replaced whole';
GRANT EXECUTE ON FUNCTION gov_cloud.fill_form(bigint, text, text) TO gov_cloud_user;

CREATE FUNCTION gov_cloud.form_content(matter bigint, form text) RETURNS text
    LANGUAGE C STABLE STRICT PARALLEL RESTRICTED SECURITY DEFINER AS 'MODULE_PATHNAME', 'gov_form_content_sql'
    SET search_path = pg_catalog, pg_temp;
COMMENT ON FUNCTION gov_cloud.form_content(bigint, text) IS 'the form as it stands, as fill_form() takes it; NULL when nothing was filled in';
GRANT EXECUTE ON FUNCTION gov_cloud.form_content(bigint, text) TO gov_cloud_reader;

CREATE FUNCTION gov_cloud.form_totals(matter bigint, form text, OUT section text, OUT field text, OUT title text, OUT total numeric)
    RETURNS SETOF record
    LANGUAGE C STABLE STRICT PARALLEL RESTRICTED SECURITY DEFINER AS 'MODULE_PATHNAME', 'gov_form_totals'
    SET search_path = pg_catalog, pg_temp;
COMMENT ON FUNCTION gov_cloud.form_totals(bigint, text) IS 'the total row of each section: figures summed over rows, each times its quantity';
GRANT EXECUTE ON FUNCTION gov_cloud.form_totals(bigint, text) TO gov_cloud_reader;

CREATE FUNCTION gov_cloud.requested_capacity(matter bigint, form text, OUT vcpu numeric, OUT memory_gb numeric,
        OUT storage_gb numeric, OUT bandwidth_mbps numeric)
    LANGUAGE C STABLE PARALLEL RESTRICTED SECURITY DEFINER AS 'MODULE_PATHNAME', 'gov_requested_capacity'
    SET search_path = pg_catalog, pg_temp;
COMMENT ON FUNCTION gov_cloud.requested_capacity(bigint, text) IS 'all that a form asks for: rows times quantity, without what the unit buys itself';
GRANT EXECUTE ON FUNCTION gov_cloud.requested_capacity(bigint, text) TO gov_cloud_reader;

CREATE FUNCTION gov_cloud.change_figures(matter bigint, form text, on_day date DEFAULT NULL, OUT figure text,
        OUT before numeric, OUT after numeric, OUT growth numeric)
    RETURNS SETOF record
    LANGUAGE C STABLE PARALLEL RESTRICTED SECURITY DEFINER AS 'MODULE_PATHNAME', 'gov_change_figures'
    SET search_path = pg_catalog, pg_temp;
COMMENT ON FUNCTION gov_cloud.change_figures(bigint, text, date) IS 'what the form would make of the system: capacity by dimension, other items of the catalogue by count; growth is NULL from a zero base';
GRANT EXECUTE ON FUNCTION gov_cloud.change_figures(bigint, text, date) TO gov_cloud_reader;

CREATE FUNCTION gov_cloud.change_over(matter bigint, form text, share numeric, counts_decrease boolean DEFAULT true,
        on_day date DEFAULT NULL, OUT over boolean, OUT figure text, OUT undefined text)
    LANGUAGE C STABLE PARALLEL RESTRICTED SECURITY DEFINER AS 'MODULE_PATHNAME', 'gov_change_over_sql'
    SET search_path = pg_catalog, pg_temp;
COMMENT ON FUNCTION gov_cloud.change_over(bigint, text, numeric, boolean, date) IS 'does any figure of change_figures() change by more than this share; which first; and which grows from nothing, where no share is defined';
GRANT EXECUTE ON FUNCTION gov_cloud.change_over(bigint, text, numeric, boolean, date) TO gov_cloud_reader;

CREATE FUNCTION gov_cloud.register_form(code text, title text, article text, definition text, policy text DEFAULT NULL) RETURNS void
    LANGUAGE C VOLATILE PARALLEL UNSAFE SECURITY DEFINER AS 'MODULE_PATHNAME', 'gov_register_form'
    SET search_path = pg_catalog, pg_temp;
COMMENT ON FUNCTION gov_cloud.register_form(text, text, text, text, text) IS 'a form of a city''s own: makes its tables in gov_cloud_data from a JSON definition {"fields": [...], "sections": [...]}';
GRANT EXECUTE ON FUNCTION gov_cloud.register_form(text, text, text, text, text) TO gov_cloud_sysadmin;

-- How large a request is: its tier decides the way it takes.

CREATE TABLE gov_cloud.request_tier (
    policy       text NOT NULL REFERENCES gov_cloud.policy,
    tier         text NOT NULL CHECK (tier OPERATOR(pg_catalog.~) '^[a-z][a-z0-9_]*$'),
    title        text NOT NULL,
    position     integer NOT NULL CHECK (position OPERATOR(pg_catalog.>) 0),
    vcpu         numeric(12, 4) CHECK (vcpu OPERATOR(pg_catalog.>=) 0),
    memory_gb    numeric(12, 4) CHECK (memory_gb OPERATOR(pg_catalog.>=) 0),
    storage_gb   numeric(12, 4) CHECK (storage_gb OPERATOR(pg_catalog.>=) 0),
    storage_tb   numeric(12, 4) CHECK (storage_tb OPERATOR(pg_catalog.>=) 0),
    bandwidth_mbps numeric(12, 4) CHECK (bandwidth_mbps OPERATOR(pg_catalog.>=) 0),
    rule         text,
    article      text NOT NULL,
    builtin      boolean NOT NULL DEFAULT false,
    PRIMARY KEY (policy, tier),
    UNIQUE (policy, position),
    CHECK (storage_gb IS NULL OR storage_tb IS NULL)
);
COMMENT ON TABLE gov_cloud.request_tier IS 'sizes of requests, from small to large: a request is of the last tier any of whose bounds it exceeds; the first tier has none';
COMMENT ON COLUMN gov_cloud.request_tier.vcpu IS 'more than so many; NULL: no bound';
COMMENT ON COLUMN gov_cloud.request_tier.storage_tb IS 'where the text counts in TB: times the parameter gb_per_tb (1024)';
COMMENT ON COLUMN gov_cloud.request_tier.rule IS 'id of the rule';
CREATE TRIGGER policy_frozen BEFORE INSERT OR UPDATE OR DELETE ON gov_cloud.request_tier
    FOR EACH ROW EXECUTE FUNCTION gov_cloud.policy_frozen();

CREATE TABLE gov_cloud.tier_assessment (
    id           bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    matter       bigint NOT NULL REFERENCES gov_cloud.matter,
    form         text NOT NULL REFERENCES gov_cloud.form,
    unit_id      bigint NOT NULL,
    jurisdiction text NOT NULL,
    provider_id  bigint,
    basis        text NOT NULL CHECK (basis IN ('request', 'system_total_after', 'rolling_12m_requests')),
    requested    gov_cloud.capacity NOT NULL,
    counted      gov_cloud.capacity NOT NULL,
    exceeds      text,
    simple_architecture boolean,
    computed     text NOT NULL,
    tier         text NOT NULL,
    reason       text,
    matter_event bigint NOT NULL,
    person       bigint REFERENCES gov_cloud.person,
    organization bigint REFERENCES gov_cloud.organization,
    occurred_at  timestamptz NOT NULL,
    CHECK (tier OPERATOR(pg_catalog.=) computed OR reason IS NOT NULL)
);
CREATE INDEX tier_assessment_matter ON gov_cloud.tier_assessment (matter);
COMMENT ON TABLE gov_cloud.tier_assessment IS 'append-only: the tier of a request as computed, and as somebody set it otherwise; the newest counts';
COMMENT ON COLUMN gov_cloud.tier_assessment.counted IS 'what was held against the bounds, by the basis';
COMMENT ON COLUMN gov_cloud.tier_assessment.exceeds IS 'the figures over a bound of the tier, or architecture; NULL: none';
COMMENT ON COLUMN gov_cloud.tier_assessment.reason IS 'why the tier was set otherwise; NULL: as computed';
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON gov_cloud.tier_assessment
    FOR EACH ROW EXECUTE FUNCTION gov_cloud.frozen();
CREATE TRIGGER frozen_truncate BEFORE TRUNCATE ON gov_cloud.tier_assessment
    FOR EACH STATEMENT EXECUTE FUNCTION gov_cloud.frozen();

GRANT SELECT ON gov_cloud.request_tier, gov_cloud.tier_assessment TO gov_cloud_reader;
GRANT INSERT, UPDATE, DELETE ON gov_cloud.request_tier TO gov_cloud_secadmin;

CREATE FUNCTION gov_cloud.classify_request(matter bigint, form text, simple_architecture boolean DEFAULT NULL,
        OUT tier text, OUT title text, OUT basis text, OUT vcpu numeric, OUT memory_gb numeric, OUT storage_gb numeric,
        OUT bandwidth_mbps numeric, OUT exceeds text, OUT article text)
    LANGUAGE C STABLE PARALLEL RESTRICTED SECURITY DEFINER AS 'MODULE_PATHNAME', 'gov_classify_request'
    SET search_path = pg_catalog, pg_temp;
COMMENT ON FUNCTION gov_cloud.classify_request(bigint, text, boolean) IS 'the tier a form''s request would be of, with the figures that count; nothing is recorded';
GRANT EXECUTE ON FUNCTION gov_cloud.classify_request(bigint, text, boolean) TO gov_cloud_reader;
