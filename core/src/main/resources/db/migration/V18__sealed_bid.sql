-- Sealed bids. No table holds what opens one before its opening: no content key, no share, no private key.

-- How bids are received and opened, as the tender document announces it. Locked at publication with the rest of it.
CREATE TABLE opening_plan (
    project_id         uuid PRIMARY KEY REFERENCES tender_project,
    version            integer NOT NULL CHECK (version > 0),
    kinds              text[] NOT NULL CHECK (kinds <@ ARRAY ['QUALIFICATION', 'TECHNICAL', 'PRICE'] AND 'PRICE' = ANY (kinds)),
    decryption_minutes integer NOT NULL CHECK (decryption_minutes BETWEEN 1 AND 1440),
    confirm_minutes    integer NOT NULL CHECK (confirm_minutes BETWEEN 1 AND 1440),
    -- Null: no remedy is announced, and an envelope has no shares.
    remedy_k           integer CHECK (remedy_k >= 2),
    remedy_holders     text[] NOT NULL CHECK (remedy_holders <@ ARRAY ['agent', 'owner', 'supervisor', 'centre']),
    public_may_watch   boolean NOT NULL,
    CHECK ((remedy_k IS NULL) = (cardinality(remedy_holders) = 0)),
    CHECK (remedy_k IS NULL OR remedy_k <= cardinality(remedy_holders))
);

-- Public keys of the holders, as each made it; the newest that stood at publication counts, later ones are refused.
CREATE TABLE opening_key (
    project_id      uuid NOT NULL REFERENCES tender_project,
    holder          text NOT NULL CHECK (holder IN ('agent', 'owner', 'supervisor', 'centre')),
    no              integer NOT NULL CHECK (no > 0),
    key             bytea NOT NULL CHECK (octet_length(key) = 32),
    organisation_id uuid NOT NULL REFERENCES organisation,
    registered_at   timestamptz NOT NULL,
    PRIMARY KEY (project_id, holder, no),
    UNIQUE (project_id, key)
);
CREATE INDEX opening_key_by_organisation ON opening_key (organisation_id);

-- An envelope on its way in. How much of it has arrived is what its file says.
CREATE TABLE bid_upload (
    project_id      uuid NOT NULL,
    lot_id          uuid NOT NULL,
    id              uuid NOT NULL UNIQUE,
    registration_id uuid NOT NULL,
    kind            text NOT NULL CHECK (kind IN ('QUALIFICATION', 'TECHNICAL', 'PRICE')),
    length          bigint NOT NULL CHECK (length > 0),
    created_at      timestamptz NOT NULL,
    -- Set when the last byte had come and the envelope was found sound.
    sha256          bytea CHECK (octet_length(sha256) = 32),
    header          bytea,
    completed_at    timestamptz,
    removed_at      timestamptz,
    PRIMARY KEY (project_id, lot_id, id),
    FOREIGN KEY (project_id, lot_id) REFERENCES lot (project_id, id),
    FOREIGN KEY (project_id, registration_id) REFERENCES bidder_registration (project_id, id),
    CHECK ((sha256 IS NULL) = (completed_at IS NULL) AND (header IS NULL) = (completed_at IS NULL))
);
CREATE INDEX bid_upload_by_registration ON bid_upload (project_id, registration_id);

-- A bid as it was received. The newest that was not withdrawn counts.
CREATE TABLE bid_submission (
    project_id      uuid NOT NULL,
    lot_id          uuid NOT NULL,
    id              uuid NOT NULL UNIQUE,
    registration_id uuid NOT NULL,
    no              integer NOT NULL CHECK (no > 0),
    entry_id        uuid NOT NULL UNIQUE,
    received_at     timestamptz NOT NULL,
    traits          jsonb NOT NULL,
    consent         text NOT NULL,
    address         uuid REFERENCES personal_datum ON DELETE SET NULL,
    withdrawn_at    timestamptz,
    PRIMARY KEY (project_id, lot_id, id),
    UNIQUE (project_id, lot_id, registration_id, no),
    FOREIGN KEY (project_id, lot_id) REFERENCES lot (project_id, id),
    FOREIGN KEY (project_id, registration_id) REFERENCES bidder_registration (project_id, id)
);
COMMENT ON COLUMN bid_submission.traits IS 'what the bid tool declares of the machine and the documents, with the consent of the bidder';
CREATE INDEX bid_submission_by_registration ON bid_submission (project_id, registration_id);
CREATE INDEX bid_submission_address ON bid_submission (address);

CREATE TABLE bid_envelope (
    project_id    uuid NOT NULL,
    lot_id        uuid NOT NULL,
    submission_id uuid NOT NULL,
    kind          text NOT NULL CHECK (kind IN ('QUALIFICATION', 'TECHNICAL', 'PRICE')),
    upload_id     uuid NOT NULL,
    size          bigint NOT NULL CHECK (size > 0),
    sha256        bytea NOT NULL CHECK (octet_length(sha256) = 32),
    header        bytea NOT NULL,
    PRIMARY KEY (project_id, lot_id, submission_id, kind),
    FOREIGN KEY (project_id, lot_id, submission_id) REFERENCES bid_submission (project_id, lot_id, id),
    FOREIGN KEY (project_id, lot_id, upload_id) REFERENCES bid_upload (project_id, lot_id, id)
);
CREATE INDEX bid_envelope_by_upload ON bid_envelope (project_id, lot_id, upload_id);

-- The bid that was received as this submission.
ALTER TABLE bid ADD COLUMN submission_id uuid;
ALTER TABLE bid ADD FOREIGN KEY (project_id, lot_id, submission_id) REFERENCES bid_submission (project_id, lot_id, id);
CREATE INDEX bid_by_submission ON bid (project_id, lot_id, submission_id);

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY ['opening_key', 'bid_envelope']
    LOOP
        EXECUTE format('CREATE TRIGGER %1$s_no_change BEFORE UPDATE OR DELETE ON %1$I FOR EACH ROW EXECUTE FUNCTION draw_refuse_change()', name);
        EXECUTE format('CREATE TRIGGER %1$s_no_truncate BEFORE TRUNCATE ON %1$I FOR EACH STATEMENT EXECUTE FUNCTION draw_refuse_change()', name);
    END LOOP;
END
$$;
REVOKE ALL ON opening_plan, opening_key, bid_upload, bid_submission, bid_envelope FROM PUBLIC;
GRANT SELECT, INSERT, UPDATE ON opening_plan TO gongping_app;
GRANT SELECT, INSERT ON opening_key, bid_envelope TO gongping_app;
GRANT SELECT, INSERT ON bid_upload, bid_submission TO gongping_app;
GRANT UPDATE (sha256, header, completed_at, removed_at) ON bid_upload TO gongping_app;
GRANT UPDATE (withdrawn_at) ON bid_submission TO gongping_app;
