-- The script with which the page seals bids, each time a server began to serve another one; its record stands in the log.
CREATE TABLE sealing_script (
    no          integer PRIMARY KEY CHECK (no > 0),
    file        text NOT NULL CHECK (length(file) BETWEEN 1 AND 200),
    sha256      bytea NOT NULL CHECK (octet_length(sha256) = 32),
    version     text NOT NULL CHECK (length(version) BETWEEN 1 AND 64),
    entry_id    uuid NOT NULL,
    recorded_at timestamptz NOT NULL
);
CREATE INDEX sealing_script_by_sha256 ON sealing_script (sha256, no);
REVOKE ALL ON sealing_script FROM PUBLIC;
GRANT SELECT, INSERT ON sealing_script TO gongping_app;
