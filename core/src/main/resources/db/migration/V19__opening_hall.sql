-- The online opening of sealed bids. A content key is here only from its release on, after the deadline.

CREATE TABLE opening_hall (
    project_id      uuid NOT NULL,
    lot_id          uuid NOT NULL,
    opened_at       timestamptz NOT NULL,
    window_ends_at  timestamptz NOT NULL,
    -- Set when the window has closed for all: from then on what was opened is shown.
    closed_at       timestamptz,
    confirm_ends_at timestamptz,
    paused_at       timestamptz,
    pause_reason    text,
    -- By the clock of the machine, while a window is open: the time in which no server ran is given back.
    alive_at        timestamptz NOT NULL,
    PRIMARY KEY (project_id, lot_id),
    FOREIGN KEY (project_id, lot_id) REFERENCES lot (project_id, id),
    CHECK ((paused_at IS NULL) = (pause_reason IS NULL)),
    CHECK (confirm_ends_at IS NULL OR closed_at IS NOT NULL)
);

CREATE TABLE opening_check_in (
    project_id      uuid NOT NULL,
    lot_id          uuid NOT NULL,
    registration_id uuid NOT NULL,
    representative  uuid REFERENCES personal_datum ON DELETE SET NULL,
    at              timestamptz NOT NULL,
    PRIMARY KEY (project_id, lot_id, registration_id),
    FOREIGN KEY (project_id, lot_id) REFERENCES lot (project_id, id),
    FOREIGN KEY (project_id, registration_id) REFERENCES bidder_registration (project_id, id)
);
CREATE INDEX opening_check_in_by_registration ON opening_check_in (project_id, registration_id);
CREATE INDEX opening_check_in_representative ON opening_check_in (representative);

-- Each try to open a bid: what came of it, and by whose account.
CREATE TABLE decryption_attempt (
    project_id uuid NOT NULL,
    lot_id     uuid NOT NULL,
    bid_id     uuid NOT NULL,
    no         integer NOT NULL CHECK (no > 0),
    by         text NOT NULL CHECK (by IN ('BIDDER', 'CLIENT', 'HOLDERS')),
    -- Null when it opened.
    fault      text CHECK (length(fault) BETWEEN 1 AND 64),
    at         timestamptz NOT NULL,
    PRIMARY KEY (project_id, lot_id, bid_id, no),
    FOREIGN KEY (project_id, lot_id, bid_id) REFERENCES bid (project_id, lot_id, id)
);
COMMENT ON COLUMN decryption_attempt.by IS 'BIDDER: a key was sent; CLIENT: the bidder''s own program said why it has none; HOLDERS: enough shares came together';

-- Content keys that were found to open their envelopes.
CREATE TABLE released_key (
    project_id uuid NOT NULL,
    lot_id     uuid NOT NULL,
    bid_id     uuid NOT NULL,
    kind       text NOT NULL CHECK (kind IN ('QUALIFICATION', 'TECHNICAL', 'PRICE')),
    key        bytea NOT NULL CHECK (octet_length(key) = 32),
    by         text NOT NULL CHECK (by IN ('BIDDER', 'HOLDERS')),
    at         timestamptz NOT NULL,
    PRIMARY KEY (project_id, lot_id, bid_id, kind),
    FOREIGN KEY (project_id, lot_id, bid_id) REFERENCES bid (project_id, lot_id, id)
);

-- Shares that holders have opened, of bids whose window is over.
CREATE TABLE opening_share (
    project_id uuid NOT NULL,
    lot_id     uuid NOT NULL,
    bid_id     uuid NOT NULL,
    kind       text NOT NULL CHECK (kind IN ('QUALIFICATION', 'TECHNICAL', 'PRICE')),
    holder     text NOT NULL CHECK (holder IN ('agent', 'owner', 'supervisor', 'centre')),
    share      bytea NOT NULL CHECK (octet_length(share) = 33),
    at         timestamptz NOT NULL,
    PRIMARY KEY (project_id, lot_id, bid_id, kind, holder),
    FOREIGN KEY (project_id, lot_id, bid_id) REFERENCES bid (project_id, lot_id, id)
);

CREATE TABLE opening_confirmation (
    project_id uuid NOT NULL,
    lot_id     uuid NOT NULL,
    bid_id     uuid NOT NULL,
    at         timestamptz NOT NULL,
    PRIMARY KEY (project_id, lot_id, bid_id),
    FOREIGN KEY (project_id, lot_id, bid_id) REFERENCES bid (project_id, lot_id, id)
);

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY ['opening_check_in', 'decryption_attempt', 'released_key', 'opening_share', 'opening_confirmation']
    LOOP
        EXECUTE format('REVOKE ALL ON %I FROM PUBLIC', name);
        EXECUTE format('GRANT SELECT, INSERT ON %I TO gongping_app', name);
    END LOOP;
    FOREACH name IN ARRAY ARRAY ['decryption_attempt', 'released_key', 'opening_share', 'opening_confirmation']
    LOOP
        EXECUTE format('CREATE TRIGGER %1$s_no_change BEFORE UPDATE OR DELETE ON %1$I FOR EACH ROW EXECUTE FUNCTION draw_refuse_change()', name);
        EXECUTE format('CREATE TRIGGER %1$s_no_truncate BEFORE TRUNCATE ON %1$I FOR EACH STATEMENT EXECUTE FUNCTION draw_refuse_change()', name);
    END LOOP;
END
$$;
REVOKE ALL ON opening_hall FROM PUBLIC;
GRANT SELECT, INSERT, UPDATE ON opening_hall TO gongping_app;
