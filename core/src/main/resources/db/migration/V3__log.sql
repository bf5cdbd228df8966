-- The transparency log. What is appended waits in audit_pending until the sequencer gives it its place in audit_seq; a
-- place never changes. audit_entry is divided by month, so that old months can be kept apart.
ALTER TABLE audit_entry RENAME TO audit_entry_before;
DROP INDEX audit_entry_by_project;

CREATE SEQUENCE audit_entry_inserted AS bigint;
CREATE TABLE audit_entry (
    id         uuid NOT NULL,
    inserted   bigint NOT NULL DEFAULT nextval('audit_entry_inserted'),
    created_at timestamptz NOT NULL,
    project_id uuid,
    stream     text NOT NULL,
    kind       text NOT NULL,
    record     text NOT NULL,
    salt       bytea NOT NULL CHECK (octet_length(salt) = 32),
    entry      text NOT NULL,
    leaf_hash  bytea NOT NULL CHECK (octet_length(leaf_hash) = 32),
    PRIMARY KEY (id, created_at)
) PARTITION BY RANGE (created_at);
CREATE INDEX audit_entry_by_project ON audit_entry (project_id, inserted DESC);

CREATE TABLE audit_pending (
    inserted   bigint PRIMARY KEY,
    id         uuid NOT NULL,
    created_at timestamptz NOT NULL
);
CREATE TABLE audit_seq (
    idx        bigint PRIMARY KEY CHECK (idx >= 0),
    entry_id   uuid NOT NULL UNIQUE,
    created_at timestamptz NOT NULL
);
CREATE TABLE audit_state (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    size     bigint NOT NULL CHECK (size >= 0),
    root     bytea NOT NULL CHECK (octet_length(root) = 32)
);
INSERT INTO audit_state (size, root) VALUES (0, sha256(''));

-- What is inserted waits for its place in the same transaction; the application cannot leave this out.
CREATE FUNCTION audit_make_pending() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO audit_pending (inserted, id, created_at) VALUES (NEW.inserted, NEW.id, NEW.created_at);
    RETURN NULL;
END
$$;
CREATE TRIGGER audit_entry_pending AFTER INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_make_pending();
CREATE TRIGGER audit_entry_no_change BEFORE UPDATE OR DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER audit_entry_pending;
ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER audit_entry_no_change;
ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER audit_entry_no_truncate;
CREATE TRIGGER audit_seq_no_change BEFORE UPDATE OR DELETE ON audit_seq FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER audit_seq_no_truncate BEFORE TRUNCATE ON audit_seq FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
ALTER TABLE audit_seq ENABLE ALWAYS TRIGGER audit_seq_no_change;
ALTER TABLE audit_seq ENABLE ALWAYS TRIGGER audit_seq_no_truncate;

-- A row trigger of the whole holds for each part; a TRUNCATE trigger does not, and ALWAYS is set part by part.
CREATE FUNCTION audit_guard_partition(part regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change()', part);
    EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER audit_entry_no_truncate', part);
    EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER audit_entry_no_change', part);
    EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER audit_entry_pending', part);
END
$$;
DO $$
DECLARE
    first date := date '2025-01-01';
    part text;
BEGIN
    WHILE first < date '2029-01-01' LOOP
        part := 'audit_entry_' || to_char(first, 'YYYYMM');
        EXECUTE format('CREATE TABLE %I PARTITION OF audit_entry FOR VALUES FROM (%L) TO (%L)', part,
            first::timestamp AT TIME ZONE 'UTC', (first + interval '1 month') AT TIME ZONE 'UTC');
        PERFORM audit_guard_partition(part::regclass);
        first := first + interval '1 month';
    END LOOP;
    CREATE TABLE audit_entry_other PARTITION OF audit_entry DEFAULT;
    PERFORM audit_guard_partition('audit_entry_other'::regclass);
END
$$;

INSERT INTO audit_entry (id, inserted, created_at, project_id, stream, kind, record, salt, entry, leaf_hash)
SELECT id, inserted, created_at, project_id, stream, kind, record, salt, entry, leaf_hash FROM audit_entry_before ORDER BY inserted;
SELECT setval('audit_entry_inserted', coalesce(max(inserted), 1), max(inserted) IS NOT NULL) FROM audit_entry;
DROP TABLE audit_entry_before;

REVOKE ALL ON audit_entry, audit_pending, audit_seq, audit_state, audit_stream FROM PUBLIC;
GRANT USAGE ON SEQUENCE audit_entry_inserted TO gongping_app;
GRANT INSERT (id, created_at, project_id, stream, kind, record, salt, entry, leaf_hash) ON audit_entry TO gongping_app;
GRANT SELECT ON audit_entry TO gongping_app, gongping_auditor, gongping_sequencer;
GRANT SELECT ON audit_seq, audit_state TO gongping_app, gongping_auditor;
GRANT SELECT, DELETE ON audit_pending TO gongping_sequencer;
GRANT SELECT ON audit_pending TO gongping_auditor;
GRANT SELECT, INSERT ON audit_seq TO gongping_sequencer;
GRANT SELECT, UPDATE ON audit_state TO gongping_sequencer;
