-- A log that contradicts itself stops on every server until a person has decided, and what was decided is found again.
SET LOCAL gongping.audit_ddl = 'V7__log_origin: an index over the decisions about the log';

-- At most one row: the log has stopped, and why. A later start finds the contradiction by itself; the row carries it to
-- the servers that run, and keeps it where the contradiction is one that only a witness can see.
CREATE TABLE log_halt (
    only_row  boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    halted_at timestamptz NOT NULL,
    why       text NOT NULL
);
REVOKE ALL ON log_halt FROM PUBLIC;
GRANT SELECT ON log_halt TO gongping_app, gongping_auditor, gongping_sequencer;
GRANT INSERT ON log_halt TO gongping_sequencer;

CREATE INDEX audit_entry_of_log ON audit_entry (kind, inserted) WHERE kind IN ('log.origin', 'log.recover');

-- The version of the schema that the audit trail knows of: a change of it is a record.
ALTER TABLE installation ADD COLUMN schema_version text;
GRANT UPDATE (schema_version) ON installation TO gongping_app;
