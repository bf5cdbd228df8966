-- Keys that came within the window and are being tried on their envelopes, which takes as long as these are large: what came in
-- time counts, and nobody closes the decryption while it is tried. The keys themselves are not here; by their digest the same may
-- be sent again when the server died over them.
CREATE TABLE key_trial (
    project_id uuid NOT NULL,
    lot_id     uuid NOT NULL,
    id         uuid NOT NULL,
    bid_id     uuid NOT NULL,
    sitting    smallint NOT NULL CHECK (sitting IN (1, 2)),
    digest     bytea NOT NULL CHECK (octet_length(digest) = 32),
    arrived_at timestamptz NOT NULL,
    -- By the clock of the machine, while a server tries them.
    alive_at   timestamptz NOT NULL,
    PRIMARY KEY (project_id, lot_id, id),
    FOREIGN KEY (project_id, lot_id, bid_id) REFERENCES bid (project_id, lot_id, id)
);
REVOKE ALL ON key_trial FROM PUBLIC;
GRANT SELECT, INSERT, DELETE, UPDATE (alive_at) ON key_trial TO gongping_app;
