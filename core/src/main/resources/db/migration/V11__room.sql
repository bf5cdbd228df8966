-- Rooms: what people watch live. The row of a room orders its events: whoever appends holds its lock until the commit, so
-- numbers are without gaps and a reader who has number n has all before it. Events are appended and read, never changed.
CREATE TABLE room (
    project_id uuid NOT NULL REFERENCES tender_project,
    id         uuid NOT NULL,
    kind       text NOT NULL CHECK (kind IN ('DRAW', 'OPENING', 'EVALUATION')),
    last_seq   bigint NOT NULL DEFAULT 0 CHECK (last_seq >= 0),
    opened_at  timestamptz NOT NULL,
    closed_at  timestamptz,
    PRIMARY KEY (project_id, id)
);
-- A socket names its room alone.
CREATE INDEX room_by_id ON room (id);

CREATE TABLE room_event (
    project_id uuid NOT NULL,
    room_id    uuid NOT NULL,
    seq        bigint NOT NULL CHECK (seq > 0),
    type       text NOT NULL CHECK (type ~ '^[a-z]+(\.[a-z-]+)+$'),
    at         timestamptz NOT NULL,
    -- Who may see it: one of these tokens must hold for the viewer.
    audience   text[] NOT NULL CHECK (cardinality(audience) BETWEEN 1 AND 200),
    body       jsonb NOT NULL CHECK (octet_length(body::text) <= 65536),
    PRIMARY KEY (project_id, room_id, seq),
    FOREIGN KEY (project_id, room_id) REFERENCES room
);

-- Who is in a room, as each node of the server last said. It is worth seconds, so it is neither logged nor kept.
CREATE UNLOGGED TABLE room_presence (
    project_id uuid NOT NULL,
    room_id    uuid NOT NULL,
    node       uuid NOT NULL,
    present    jsonb NOT NULL,
    -- By the clock of this database: no two nodes' clocks are compared.
    seen_at    timestamptz NOT NULL,
    PRIMARY KEY (project_id, room_id, node)
);
COMMENT ON COLUMN room_presence.present IS 'JSON object: side -> array of subjects';
CREATE INDEX room_presence_by_age ON room_presence (seen_at);

GRANT SELECT, INSERT ON room, room_event TO gongping_app;
GRANT UPDATE (last_seq, closed_at) ON room TO gongping_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON room_presence TO gongping_app;
