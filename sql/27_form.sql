-- form: typed tables behind the printed forms.  Required fields are asked for at
-- submission, not at draft, and every missing one is named at once.

CREATE TABLE gov_cloud.form (
    code         text PRIMARY KEY,
    title        text NOT NULL,
    relation     text NOT NULL,
    article      text NOT NULL,
    policy       text REFERENCES gov_cloud.policy,
    builtin      boolean NOT NULL DEFAULT false
);
COMMENT ON TABLE gov_cloud.form IS 'a printed form and the table that holds its filled-in copies, one row a matter';

CREATE TABLE gov_cloud.form_section (
    form         text NOT NULL REFERENCES gov_cloud.form,
    section      text NOT NULL,
    title        text NOT NULL,
    relation     text NOT NULL,
    required     boolean NOT NULL DEFAULT false,
    position     integer NOT NULL,
    builtin      boolean NOT NULL DEFAULT false,
    PRIMARY KEY (form, section)
);
COMMENT ON TABLE gov_cloud.form_section IS 'a table of rows inside a form (hosts, services ...), in a table keyed (matter, seq)';

CREATE TABLE gov_cloud.form_field (
    form         text NOT NULL REFERENCES gov_cloud.form,
    section      text NOT NULL DEFAULT '',
    field        text NOT NULL,
    title        text NOT NULL,
    required     boolean NOT NULL DEFAULT false,
    required_when jsonb,
    choices      text[],
    totalled     boolean NOT NULL DEFAULT false,
    position     integer NOT NULL,
    builtin      boolean NOT NULL DEFAULT false,
    PRIMARY KEY (form, section, field)
);
COMMENT ON TABLE gov_cloud.form_field IS 'the printed fields: title, whether starred, choices; required_when {"field": ..., "in": [...]} makes it depend on another field; totalled: summed over rows times the row''s quantity';

CREATE TABLE gov_cloud.form_filing (
    matter       bigint NOT NULL REFERENCES gov_cloud.matter,
    form         text NOT NULL REFERENCES gov_cloud.form,
    revision     integer NOT NULL,
    unit_id      bigint NOT NULL,
    jurisdiction text NOT NULL,
    content      jsonb NOT NULL,
    digest       bytea NOT NULL,
    filed_by     bigint,
    filed_at     timestamptz NOT NULL,
    PRIMARY KEY (matter, form, revision)
);
COMMENT ON TABLE gov_cloud.form_filing IS 'append-only: what a form said each time it was submitted';
