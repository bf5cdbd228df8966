-- Who may do what in this database. The application's login is a member of gongping_app alone: it appends to the
-- audit trail and reads it, and can neither change nor remove what stands there.
DO $$
DECLARE
    role_name text;
BEGIN
    FOREACH role_name IN ARRAY ARRAY ['gongping_owner', 'gongping_app', 'gongping_sequencer', 'gongping_auditor']
    LOOP
        BEGIN
            EXECUTE format('CREATE ROLE %I NOLOGIN', role_name);
        EXCEPTION
            -- Roles belong to the cluster: another database of it, or one that is migrated at the same moment, made it.
            WHEN duplicate_object OR unique_violation THEN NULL;
        END;
    END LOOP;
END
$$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO gongping_app, gongping_sequencer, gongping_auditor;

-- One row: what this database is for. A rehearsal's records must never pass for real ones.
CREATE TABLE installation (
    only_row   boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    rehearsal  boolean NOT NULL,
    created_at timestamptz NOT NULL
);

CREATE TABLE organisation (
    id          uuid PRIMARY KEY,
    name        text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    kind        text NOT NULL CHECK (kind IN ('PROJECT_OWNER', 'TENDER_AGENT', 'BIDDER', 'SUPERVISORY_AUTHORITY', 'TRADING_CENTRE')),
    credit_code text NOT NULL UNIQUE CHECK (credit_code ~ '^[0-9A-HJ-NP-RT-UW-Y]{18}$'),
    created_at  timestamptz NOT NULL
);
CREATE INDEX organisation_by_name ON organisation (name, id);

-- Law is data: versions are added, never changed.
CREATE TABLE rule_set_version (
    id             text PRIMARY KEY,
    regime         text NOT NULL CHECK (regime IN ('ENGINEERING', 'GOV_PROCUREMENT', 'OTHER')),
    effective_from date NOT NULL,
    effective_to   date CHECK (effective_to >= effective_from),
    digest         text NOT NULL,
    document       jsonb NOT NULL,
    loaded_at      timestamptz NOT NULL
);

CREATE TABLE work_calendar (
    id        text PRIMARY KEY,
    year      integer NOT NULL CHECK (year BETWEEN 2000 AND 2100),
    document  jsonb NOT NULL,
    loaded_at timestamptz NOT NULL
);
CREATE INDEX work_calendar_by_year ON work_calendar (year, loaded_at);

CREATE TABLE tender_project (
    id                 uuid PRIMARY KEY,
    code               text NOT NULL UNIQUE CHECK (code ~ '^[A-Za-z0-9._-]{1,64}$'),
    title              text NOT NULL,
    regime             text NOT NULL CHECK (regime IN ('ENGINEERING', 'GOV_PROCUREMENT', 'OTHER')),
    project_type       text NOT NULL,
    procurement_kind   text NOT NULL CHECK (procurement_kind IN ('WORKS', 'GOODS', 'SERVICES')),
    must_tender_by_law boolean NOT NULL,
    description        text,
    budget             numeric(22, 6) CHECK (budget > 0),
    owner_id           uuid NOT NULL REFERENCES organisation,
    agent_id           uuid NOT NULL REFERENCES organisation,
    authority_id       uuid NOT NULL REFERENCES organisation,
    issued_at          timestamptz,
    issue_end          timestamptz,
    bid_deadline       timestamptz,
    opening_time       timestamptz,
    opening_place      text,
    bid_validity_days  integer CHECK (bid_validity_days > 0),
    rule_set           text REFERENCES rule_set_version,
    version            integer NOT NULL DEFAULT 1,
    created_at         timestamptz NOT NULL,
    CHECK ((issued_at IS NULL) = (rule_set IS NULL))
);
CREATE INDEX tender_project_by_age ON tender_project (created_at DESC, id DESC);
CREATE INDEX tender_project_by_owner ON tender_project (owner_id);
CREATE INDEX tender_project_by_agent ON tender_project (agent_id);
CREATE INDEX tender_project_by_authority ON tender_project (authority_id);
CREATE INDEX tender_project_by_rule_set ON tender_project (rule_set);

CREATE TABLE lot (
    project_id          uuid NOT NULL REFERENCES tender_project,
    id                  uuid NOT NULL,
    no                  integer NOT NULL CHECK (no BETWEEN 1 AND 200),
    name                text NOT NULL,
    ceiling_price       numeric(22, 6) CHECK (ceiling_price > 0),
    floor_price         numeric(22, 6) CHECK (floor_price > 0),
    method              jsonb,
    method_digest       text,
    phase               text NOT NULL CHECK (phase IN ('DRAFT', 'PUBLISHED', 'OPENING', 'EVALUATING', 'REPORT_RECEIVED',
                            'CANDIDATE_NOTICE', 'AWARD_DECIDED', 'AWARDED', 'CONTRACTED', 'FAILED')),
    opened_at           timestamptz,
    opening_ended_at    timestamptz,
    evaluation_ended_at timestamptz,
    report_received_at  timestamptz,
    notice_at           timestamptz,
    notice_ends_at      timestamptz,
    winner_bid_id       uuid,
    decided_at          timestamptz,
    awarded_at          timestamptz,
    contracted_at       timestamptz,
    written_report_at   timestamptz,
    failed_at           timestamptz,
    failed_rule         text,
    PRIMARY KEY (project_id, id),
    UNIQUE (project_id, no)
);

CREATE TABLE project_member (
    project_id      uuid NOT NULL REFERENCES tender_project,
    id              uuid NOT NULL,
    role            text NOT NULL,
    organisation_id uuid NOT NULL REFERENCES organisation,
    -- Null: every holder of the role in the organisation.
    account         text,
    since           timestamptz NOT NULL,
    until           timestamptz,
    PRIMARY KEY (project_id, id)
);
CREATE UNIQUE INDEX project_member_once ON project_member (project_id, role, organisation_id, coalesce(account, '')) WHERE until IS NULL;
CREATE INDEX project_member_by_organisation ON project_member (organisation_id, project_id) WHERE until IS NULL;

CREATE TABLE tender_document (
    project_id  uuid NOT NULL REFERENCES tender_project,
    id          uuid NOT NULL,
    name        text NOT NULL,
    kind        text NOT NULL,
    media_type  text NOT NULL,
    size        bigint NOT NULL CHECK (size > 0),
    sha256      text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    uploaded_at timestamptz NOT NULL,
    removed_at  timestamptz,
    PRIMARY KEY (project_id, id)
);

CREATE TABLE addendum (
    project_id          uuid NOT NULL REFERENCES tender_project,
    id                  uuid NOT NULL,
    no                  integer NOT NULL,
    text                text NOT NULL,
    affects_preparation boolean NOT NULL,
    issued_at           timestamptz NOT NULL,
    old_deadline        timestamptz NOT NULL,
    new_deadline        timestamptz NOT NULL CHECK (new_deadline >= old_deadline),
    verdicts            jsonb NOT NULL,
    PRIMARY KEY (project_id, id),
    UNIQUE (project_id, no)
);

-- Data that name a person, kept apart from every record about them. Deleting a row leaves each record, which carries
-- only the salted digest, valid and silent (crypto-shredding).
CREATE TABLE personal_datum (
    id         uuid PRIMARY KEY,
    project_id uuid REFERENCES tender_project,
    kind       text NOT NULL,
    value      text NOT NULL,
    salt       bytea NOT NULL CHECK (octet_length(salt) = 32),
    ref        text NOT NULL CHECK (ref ~ '^[0-9a-f]{64}$'),
    created_at timestamptz NOT NULL
);
-- An actor has one pseudonym per tender, so that the trail shows who did two things without showing who.
CREATE UNIQUE INDEX personal_datum_actor ON personal_datum (coalesce(project_id, '00000000-0000-0000-0000-000000000000'), value) WHERE kind = 'actor';
CREATE INDEX personal_datum_by_ref ON personal_datum (ref);
CREATE INDEX personal_datum_by_project ON personal_datum (project_id);

CREATE TABLE bidder_registration (
    project_id      uuid NOT NULL REFERENCES tender_project,
    id              uuid NOT NULL,
    organisation_id uuid NOT NULL REFERENCES organisation,
    contact_name    uuid REFERENCES personal_datum ON DELETE SET NULL,
    contact_phone   uuid REFERENCES personal_datum ON DELETE SET NULL,
    registered_at   timestamptz NOT NULL,
    PRIMARY KEY (project_id, id),
    UNIQUE (project_id, organisation_id)
);
CREATE INDEX bidder_registration_by_organisation ON bidder_registration (organisation_id);
CREATE INDEX bidder_registration_contact_name ON bidder_registration (contact_name);
CREATE INDEX bidder_registration_contact_phone ON bidder_registration (contact_phone);

CREATE TABLE bid (
    project_id       uuid NOT NULL,
    lot_id           uuid NOT NULL,
    id               uuid NOT NULL,
    no               integer NOT NULL,
    bidder_name      text NOT NULL,
    credit_code      text NOT NULL,
    state            text NOT NULL CHECK (state IN ('RECEIVED', 'OPENED', 'NOT_OPENED_BIDDER_CAUSE', 'NOT_OPENED_OTHER_CAUSE')),
    price            numeric(22, 6) CHECK (price >= 0),
    period_days      integer CHECK (period_days > 0),
    project_manager  uuid REFERENCES personal_datum ON DELETE SET NULL,
    firm_size        text CHECK (firm_size IN ('LARGE', 'MEDIUM', 'SMALL', 'MICRO')),
    small_firm_share numeric(7, 6) CHECK (small_firm_share BETWEEN 0 AND 1),
    reason           text,
    read_at          timestamptz,
    rejected_ground  integer CHECK (rejected_ground BETWEEN 1 AND 7),
    rejected_page    text,
    rejected_reason  text,
    version          integer NOT NULL DEFAULT 1,
    PRIMARY KEY (project_id, lot_id, id),
    UNIQUE (project_id, lot_id, no),
    UNIQUE (project_id, lot_id, credit_code),
    FOREIGN KEY (project_id, lot_id) REFERENCES lot (project_id, id),
    CHECK (state <> 'OPENED' OR (price IS NOT NULL AND read_at IS NOT NULL))
);
CREATE INDEX bid_project_manager ON bid (project_manager);

CREATE TABLE opening_objection (
    project_id  uuid NOT NULL,
    lot_id      uuid NOT NULL,
    id          uuid NOT NULL,
    bid_id      uuid NOT NULL,
    text        text NOT NULL,
    raised_at   timestamptz NOT NULL,
    answer      text,
    answered_at timestamptz,
    PRIMARY KEY (project_id, lot_id, id),
    FOREIGN KEY (project_id, lot_id, bid_id) REFERENCES bid (project_id, lot_id, id)
);
CREATE INDEX opening_objection_by_bid ON opening_objection (project_id, lot_id, bid_id);

CREATE TABLE drawn_parameter (
    project_id  uuid NOT NULL,
    lot_id      uuid NOT NULL,
    name        text NOT NULL,
    value       numeric NOT NULL,
    manner      text NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (project_id, lot_id, name),
    FOREIGN KEY (project_id, lot_id) REFERENCES lot (project_id, id)
);

-- A price scoring is never changed: a new one is another run.
CREATE TABLE score_run (
    project_id    uuid NOT NULL,
    lot_id        uuid NOT NULL,
    run           integer NOT NULL,
    method_digest text NOT NULL,
    input         jsonb NOT NULL,
    result        jsonb NOT NULL,
    computed_at   timestamptz NOT NULL,
    PRIMARY KEY (project_id, lot_id, run),
    FOREIGN KEY (project_id, lot_id) REFERENCES lot (project_id, id)
);

CREATE TABLE evaluation_report (
    project_id  uuid NOT NULL,
    lot_id      uuid NOT NULL,
    run         integer NOT NULL,
    document_id uuid,
    parts       jsonb NOT NULL,
    ranking     jsonb NOT NULL,
    verdicts    jsonb NOT NULL,
    received_at timestamptz NOT NULL,
    PRIMARY KEY (project_id, lot_id),
    FOREIGN KEY (project_id, lot_id, run) REFERENCES score_run (project_id, lot_id, run),
    FOREIGN KEY (project_id, document_id) REFERENCES tender_document (project_id, id)
);

-- Published winning candidates, in the order of the notice.
CREATE TABLE candidate (
    project_id uuid NOT NULL,
    lot_id     uuid NOT NULL,
    rank       integer NOT NULL CHECK (rank > 0),
    bid_id     uuid NOT NULL,
    PRIMARY KEY (project_id, lot_id, rank),
    UNIQUE (project_id, lot_id, bid_id),
    FOREIGN KEY (project_id, lot_id, bid_id) REFERENCES bid (project_id, lot_id, id)
);

CREATE TABLE notice (
    project_id   uuid NOT NULL REFERENCES tender_project,
    id           uuid NOT NULL UNIQUE,
    lot_id       uuid,
    kind         text NOT NULL CHECK (kind IN ('TENDER', 'ADDENDUM', 'OPENING_RECORD', 'CANDIDATES', 'AWARD', 'FAILED')),
    title        text NOT NULL,
    body         jsonb NOT NULL,
    published_at timestamptz NOT NULL,
    ends_at      timestamptz,
    PRIMARY KEY (project_id, id),
    FOREIGN KEY (project_id, lot_id) REFERENCES lot (project_id, id)
);
CREATE INDEX notice_by_age ON notice (published_at DESC, id DESC);
CREATE INDEX notice_by_lot ON notice (project_id, lot_id);

-- The audit trail: record (private), salt, entry (public). Insertion order is the order of `inserted`.
CREATE TABLE audit_entry (
    id         uuid PRIMARY KEY,
    inserted   bigint GENERATED ALWAYS AS IDENTITY,
    created_at timestamptz NOT NULL,
    project_id uuid,
    stream     text NOT NULL,
    kind       text NOT NULL,
    record     text NOT NULL,
    salt       bytea NOT NULL CHECK (octet_length(salt) = 32),
    entry      text NOT NULL,
    leaf_hash  bytea NOT NULL CHECK (octet_length(leaf_hash) = 32)
);
CREATE INDEX audit_entry_by_project ON audit_entry (project_id, inserted DESC);

-- The head of each chain of records: the row lock orders the writers of one stream.
CREATE TABLE audit_stream (
    stream     text PRIMARY KEY,
    project_id uuid,
    head       text NOT NULL,
    length     bigint NOT NULL,
    -- Set when the tender's chain has taken up this bidder's stream, at the deadline.
    joined     boolean NOT NULL DEFAULT false
);
CREATE INDEX audit_stream_by_project ON audit_stream (project_id);

CREATE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit trail is append-only: % on % refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER audit_entry_no_change BEFORE UPDATE OR DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
-- Also under session_replication_role = replica.
ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER audit_entry_no_change;
ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER audit_entry_no_truncate;

GRANT SELECT, INSERT ON installation TO gongping_app;
GRANT SELECT, INSERT ON organisation, rule_set_version, work_calendar, addendum, score_run, evaluation_report, candidate, notice, drawn_parameter TO gongping_app;
GRANT SELECT, INSERT, UPDATE ON tender_project, bid, opening_objection, tender_document, project_member, bidder_registration TO gongping_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON lot TO gongping_app;
GRANT SELECT, INSERT, DELETE ON personal_datum TO gongping_app;
GRANT SELECT, INSERT, UPDATE ON audit_stream TO gongping_app;
GRANT INSERT (id, created_at, project_id, stream, kind, record, salt, entry, leaf_hash) ON audit_entry TO gongping_app;
GRANT SELECT ON audit_entry TO gongping_app, gongping_auditor, gongping_sequencer;
