-- The self-check runs as a process and a login of its own. It says here how the log is; nobody else may write it, so that
-- the server that it watches cannot say it in its stead. And the months of audit_entry are made as they come.
SET LOCAL gongping.audit_ddl = 'V8__selfcheck: a table for the standing of the self-check, and months to come';

CREATE TABLE audit_selfcheck (
    only_row     boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    -- By the clock of this database, as is the age that is computed from it: no two clocks are compared.
    passed_at    timestamptz NOT NULL,
    size         bigint NOT NULL CHECK (size >= 0),
    entries      bigint NOT NULL CHECK (entries >= 0),
    took_ms      bigint NOT NULL CHECK (took_ms >= 0),
    rolled_since timestamptz,
    findings     text NOT NULL
);
COMMENT ON COLUMN audit_selfcheck.rolled_since IS 'since when every older entry was gone through; null while the first pass over them is under way';
COMMENT ON COLUMN audit_selfcheck.findings IS 'JSON array of {code, place, zh, en}';
REVOKE ALL ON audit_selfcheck FROM PUBLIC;
GRANT SELECT, INSERT, UPDATE ON audit_selfcheck TO gongping_auditor;
GRANT SELECT ON audit_selfcheck TO gongping_app;
-- Whether a record fell into no month.
GRANT SELECT ON audit_entry_other TO gongping_auditor;

CREATE OR REPLACE FUNCTION audit_is_guarded(schema_name text, object_name text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT schema_name = 'public' AND object_name ~ '^audit_(entry|seq|state|pending|stream|selfcheck)(_|$)|^audit_(append|refuse_change|guard_partition|is_guarded|guard_ddl|guard_drop|extend_months)$'
$$;

-- Makes the partitions of the months up to the given day, those that are not there, with their guards. It makes nothing
-- else, so whoever appends to the log may call it: no login of the running product can change a table.
CREATE FUNCTION audit_extend_months(through date) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    first date;
    part text;
    made integer := 0;
BEGIN
    IF through > current_date + interval '5 years' THEN
        RAISE EXCEPTION 'months are made for five years at most, not through %', through USING ERRCODE = 'invalid_parameter_value';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('audit_extend_months'));
    -- Not by a SET clause: only a superuser could make a function that sets it.
    PERFORM set_config('gongping.audit_ddl', 'audit_extend_months: the months to come', true);
    SELECT max(to_date(substr(c.relname, 13), 'YYYYMM')) + interval '1 month' INTO first
    FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'public.audit_entry'::regclass AND c.relname ~ '^audit_entry_[0-9]{6}$';
    WHILE first <= through LOOP
        part := 'audit_entry_' || to_char(first, 'YYYYMM');
        EXECUTE format('CREATE TABLE public.%I PARTITION OF public.audit_entry FOR VALUES FROM (%L) TO (%L)', part,
            first::timestamp AT TIME ZONE 'UTC', (first + interval '1 month') AT TIME ZONE 'UTC');
        PERFORM public.audit_guard_partition(('public.' || part)::regclass);
        first := first + interval '1 month';
        made := made + 1;
    END LOOP;
    PERFORM set_config('gongping.audit_ddl', '', true);
    RETURN made;
END
$$;
REVOKE ALL ON FUNCTION audit_extend_months(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_extend_months(date) TO gongping_sequencer;
