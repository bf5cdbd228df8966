-- The self-check signs what it says: a superuser could write audit_selfcheck, or let a trigger write it, but nothing that
-- bears the signature. What it says stands in the note alone. It also holds what names people to the references in the
-- records, without reading a name.
SET LOCAL gongping.audit_ddl = 'V15__selfcheck_word: the self-check signs its word, and holds personal data to their references';

DELETE FROM audit_selfcheck;
ALTER TABLE audit_selfcheck
    DROP COLUMN passed_at, DROP COLUMN size, DROP COLUMN entries, DROP COLUMN took_ms, DROP COLUMN rolled_since, DROP COLUMN findings,
    ADD COLUMN note text NOT NULL CHECK (octet_length(note) <= 1048576);
COMMENT ON COLUMN audit_selfcheck.note IS 'a signed note (C2SP signed-note) by the key of the self-check';

CREATE OR REPLACE FUNCTION audit_is_guarded(schema_name text, object_name text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT schema_name = 'public' AND object_name ~ '^audit_(entry|seq|state|pending|stream|selfcheck)(_|$)|^audit_(append|refuse_change|guard_partition|is_guarded|guard_ddl|guard_drop|extend_months|false_data)$'
$$;

-- Data whose value and salt do not yield the reference by which records speak of them: "GP/pd\0", then kind, salt and value,
-- kind and value after their length. It answers no name, and its body is known to the self-check that calls it.
CREATE FUNCTION audit_false_data(most integer) RETURNS TABLE (id uuid, kind text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT d.id, d.kind FROM public.personal_datum d
    WHERE d.ref IS DISTINCT FROM encode(sha256('\x47502f706400'::bytea
        || int4send(octet_length(convert_to(d.kind, 'UTF8'))) || convert_to(d.kind, 'UTF8') || d.salt
        || int4send(octet_length(convert_to(d.value, 'UTF8'))) || convert_to(d.value, 'UTF8')), 'hex')
    ORDER BY d.id LIMIT most
$$;
REVOKE ALL ON FUNCTION audit_false_data(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_false_data(integer) TO gongping_auditor;

-- The values that records must say as well.
GRANT SELECT (name, credit_code) ON organisation TO gongping_auditor;
GRANT SELECT (price) ON bid TO gongping_auditor;
GRANT SELECT (winner_bid_id) ON lot TO gongping_auditor;
GRANT SELECT (project_id, attempt, no, pid, state) ON draw_seat TO gongping_auditor;

-- What the self-check has found is put on record, and read again for the page of the log.
CREATE INDEX audit_entry_of_alarm ON audit_entry (inserted DESC) WHERE kind IN ('log.alarm', 'log.alarm-end');
