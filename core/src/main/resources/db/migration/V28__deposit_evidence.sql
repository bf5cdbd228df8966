-- Documents by which the owner proves why it keeps a deposit, or decides on the bidder's objection. The bytes lie under their hash.
CREATE TABLE deposit_evidence (
    project_id uuid NOT NULL,
    deposit_id uuid NOT NULL,
    sha256     text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    name       text NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
    media_type text NOT NULL,
    size       bigint NOT NULL CHECK (size > 0),
    added_at   timestamptz NOT NULL,
    PRIMARY KEY (project_id, deposit_id, sha256),
    FOREIGN KEY (project_id, deposit_id) REFERENCES deposit (project_id, id)
);
CREATE TRIGGER deposit_evidence_no_change BEFORE UPDATE OR DELETE ON deposit_evidence FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER deposit_evidence_no_truncate BEFORE TRUNCATE ON deposit_evidence FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
GRANT SELECT, INSERT ON deposit_evidence TO gongping_app;
