-- policy: one version of one regulation as rows.  The engine knows no regulation's name.

CREATE TABLE gov_cloud.policy (
    code         text PRIMARY KEY CHECK (code OPERATOR(pg_catalog.~) '^[a-z][a-z0-9_]*/[0-9]+$'),
    title        text NOT NULL,
    doc_number   text,
    issued_on    date,
    effective_from date,
    repealed_on  date,
    calendar     text NOT NULL DEFAULT 'cn' REFERENCES gov_cloud.calendar,
    status       text NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'published', 'retired')),
    digest       bytea,
    published_at timestamptz,
    note         text,
    builtin      boolean NOT NULL DEFAULT false
);
COMMENT ON TABLE gov_cloud.policy IS 'one version of one regulation; draft rows may be edited, publish_policy() validates, digests and freezes them';

CREATE TABLE gov_cloud.policy_adoption (
    jurisdiction text NOT NULL REFERENCES gov_cloud.jurisdiction,
    policy       text NOT NULL REFERENCES gov_cloud.policy,
    valid        daterange NOT NULL DEFAULT daterange(NULL, NULL),
    PRIMARY KEY (jurisdiction, policy),
    EXCLUDE USING gist (jurisdiction WITH OPERATOR(pg_catalog.=), valid WITH OPERATOR(pg_catalog.&&))
);
COMMENT ON TABLE gov_cloud.policy_adoption IS 'which policy version rules a jurisdiction, and when; a matter is pinned to the one in force when it was opened';

CREATE TABLE gov_cloud.article (
    policy       text NOT NULL REFERENCES gov_cloud.policy,
    label        text NOT NULL,
    summary      text NOT NULL,
    executes     boolean NOT NULL DEFAULT true,
    builtin      boolean NOT NULL DEFAULT false,
    PRIMARY KEY (policy, label)
);
COMMENT ON TABLE gov_cloud.article IS 'printed labels of articles and clauses (never ordinals) with a paraphrase; executes is false where software has nothing to do';

CREATE TABLE gov_cloud.policy_role (
    policy       text NOT NULL REFERENCES gov_cloud.policy,
    role         text NOT NULL,
    party        text NOT NULL,
    title        text NOT NULL,
    article      text NOT NULL,
    builtin      boolean NOT NULL DEFAULT false,
    PRIMARY KEY (policy, role)
);
COMMENT ON TABLE gov_cloud.policy_role IS 'the parties of a policy: role code, rule id of the party and the printed title';

CREATE TABLE gov_cloud.procedure (
    policy       text NOT NULL REFERENCES gov_cloud.policy,
    code         text NOT NULL,
    title        text NOT NULL,
    subject      text NOT NULL CHECK (subject IN ('system', 'unit', 'provider', 'jurisdiction')),
    initial_state text NOT NULL,
    opener       text[] NOT NULL,
    changes_resources boolean NOT NULL DEFAULT false,
    rule         text NOT NULL,
    article      text NOT NULL,
    builtin      boolean NOT NULL DEFAULT false,
    PRIMARY KEY (policy, code)
);
COMMENT ON TABLE gov_cloud.procedure IS 'a kind of matter: onboarding, change, exit, reduction ...; opener: the roles that may open one; at most one open resource-changing matter a system';

CREATE TABLE gov_cloud.state (
    policy       text NOT NULL,
    procedure    text NOT NULL,
    state        text NOT NULL,
    title        text NOT NULL,
    outcome      text CHECK (outcome IN ('completed', 'rejected', 'withdrawn', 'failed')),
    position     integer NOT NULL,
    builtin      boolean NOT NULL DEFAULT false,
    PRIMARY KEY (policy, procedure, state),
    FOREIGN KEY (policy, procedure) REFERENCES gov_cloud.procedure (policy, code)
);
COMMENT ON TABLE gov_cloud.state IS 'states of a procedure; outcome is set on end states, where only milestones may still happen';

CREATE TABLE gov_cloud.transition (
    policy       text NOT NULL,
    code         text NOT NULL,
    rule         text NOT NULL,
    procedure    text NOT NULL,
    from_state   text NOT NULL,
    action       text NOT NULL,
    title        text NOT NULL,
    to_state     text,
    actors       text[] NOT NULL,
    quorum       text NOT NULL DEFAULT 'any' CHECK (quorum IN ('any', 'all')),
    automatic    boolean NOT NULL DEFAULT false,
    decides      boolean NOT NULL DEFAULT false,
    repeatable   boolean NOT NULL DEFAULT false,
    article      text,
    builtin      boolean NOT NULL DEFAULT false,
    PRIMARY KEY (policy, code),
    UNIQUE (policy, procedure, from_state, action),
    FOREIGN KEY (policy, procedure) REFERENCES gov_cloud.procedure (policy, code),
    FOREIGN KEY (policy, procedure, from_state) REFERENCES gov_cloud.state,
    FOREIGN KEY (policy, procedure, to_state) REFERENCES gov_cloud.state
);
COMMENT ON TABLE gov_cloud.transition IS 'what an actor may do in a state; to_state NULL is a milestone; quorum all: every role in actors must act before the state moves; automatic: taken by the system as soon as its guards hold; decides: the applicant''s own organization and person are refused; article NULL: the text is silent, needed in practice';

CREATE TABLE gov_cloud.transition_guard (
    policy       text NOT NULL,
    transition   text NOT NULL,
    position     integer NOT NULL,
    guard        text NOT NULL,
    parameters   jsonb NOT NULL DEFAULT '{}',
    soft         boolean NOT NULL DEFAULT false,
    rule         text,
    article      text,
    builtin      boolean NOT NULL DEFAULT false,
    PRIMARY KEY (policy, transition, position),
    FOREIGN KEY (policy, transition) REFERENCES gov_cloud.transition (policy, code)
);
COMMENT ON TABLE gov_cloud.transition_guard IS 'a registered guard by name with parameters; soft: warns, and may be overridden with a recorded reason';

CREATE TABLE gov_cloud.transition_effect (
    policy       text NOT NULL,
    transition   text NOT NULL,
    position     integer NOT NULL,
    effect       text NOT NULL,
    parameters   jsonb NOT NULL DEFAULT '{}',
    article      text,
    builtin      boolean NOT NULL DEFAULT false,
    PRIMARY KEY (policy, transition, position),
    FOREIGN KEY (policy, transition) REFERENCES gov_cloud.transition (policy, code)
);
COMMENT ON TABLE gov_cloud.transition_effect IS 'a registered effect by name with parameters, run in the transaction of the action';

CREATE TABLE gov_cloud.deadline_rule (
    policy       text NOT NULL,
    code         text NOT NULL,
    procedure    text NOT NULL,
    title        text NOT NULL,
    starts_on    text[] NOT NULL,
    starts_from  text NOT NULL DEFAULT 'event' CHECK (starts_from OPERATOR(pg_catalog.~) '^(event|data:[a-z_]+|form:[A-Za-z0-9-]+:[a-z_]+)$'),
    ends_on      text[] NOT NULL,
    term         gov_cloud.term,
    kind         text NOT NULL CHECK (kind IN ('latest', 'earliest', 'backward', 'unquantified')),
    rolls        boolean NOT NULL DEFAULT true,
    obligor      text NOT NULL,
    soft         boolean NOT NULL DEFAULT false,
    survives     boolean NOT NULL DEFAULT false,
    article      text NOT NULL,
    builtin      boolean NOT NULL DEFAULT false,
    PRIMARY KEY (policy, code),
    FOREIGN KEY (policy, procedure) REFERENCES gov_cloud.procedure (policy, code),
    CHECK ((term IS NULL) OPERATOR(pg_catalog.=) (kind OPERATOR(pg_catalog.=) 'unquantified') OR kind OPERATOR(pg_catalog.=) 'earliest')
);
COMMENT ON TABLE gov_cloud.deadline_rule IS 'a term owed by a party from a transition to a transition (transition codes); a term the text does not give stays NULL; survives: stays open after the matter has ended (e.g. the MLPS report)';
COMMENT ON COLUMN gov_cloud.deadline_rule.starts_from IS 'event: when the starting event occurred; data:KEY a date in that action''s data; form:FORM:FIELD a date field of a form';

CREATE TABLE gov_cloud.policy_parameter (
    policy       text NOT NULL REFERENCES gov_cloud.policy,
    name         text NOT NULL,
    value        text,
    article      text,
    note         text NOT NULL,
    builtin      boolean NOT NULL DEFAULT false,
    PRIMARY KEY (policy, name)
);
COMMENT ON TABLE gov_cloud.policy_parameter IS 'knobs of a policy with their defaults; article NULL marks an interpretation, value NULL what the text does not say';

CREATE TABLE gov_cloud.local_rule (
    id           bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    jurisdiction text NOT NULL REFERENCES gov_cloud.jurisdiction,
    policy       text NOT NULL REFERENCES gov_cloud.policy,
    name         text NOT NULL,
    value        text NOT NULL,
    reason       text NOT NULL,
    adopted_by   bigint NOT NULL REFERENCES gov_cloud.person,
    valid        daterange NOT NULL DEFAULT daterange(NULL, NULL),
    EXCLUDE USING gist (jurisdiction WITH OPERATOR(pg_catalog.=), policy WITH OPERATOR(pg_catalog.=),
        name WITH OPERATOR(pg_catalog.=), valid WITH OPERATOR(pg_catalog.&&))
);
COMMENT ON TABLE gov_cloud.local_rule IS 'a jurisdiction''s own choice for a parameter, over the shipped default; always shown as a local rule, never as the regulation''s text';
