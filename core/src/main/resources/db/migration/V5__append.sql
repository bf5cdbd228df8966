-- One call appends one step: it finds the pseudonym of the actor, locks the stream, chains, commits and makes the record
-- wait for its place. The application can do this and nothing else with the trail: it can no longer insert a row whose
-- commitment is not that of its record, nor move the head of a chain.
SET LOCAL gongping.audit_ddl = 'V5__append: the trail is appended to by one function';

-- The record waits for its place by the function's own hand: nothing else can insert one.
DROP TRIGGER audit_entry_pending ON audit_entry;
DROP FUNCTION audit_make_pending();
CREATE OR REPLACE FUNCTION audit_guard_partition(part regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change()', part);
    EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER audit_entry_no_truncate', part);
    EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER audit_entry_no_change', part);
END
$$;

-- The record is RFC 8785 text in parts, around the three values that are only known here: the actor's pseudonym, the
-- commitment of the record before, and the time. That time is the caller's; only a caller that waited for the stream takes
-- over the time of the record it waited for. A clock that was set back stays visible.
ALTER TABLE audit_stream ADD COLUMN appended_at timestamptz NOT NULL DEFAULT '-infinity';
CREATE FUNCTION audit_append(
    new_id uuid, at timestamptz, project uuid, of_stream text, of_kind text,
    before_prev text, before_time text, rest text, new_salt bytea,
    account text, datum_id uuid, datum_salt bytea, datum_ref text,
    OUT actor_ref text, OUT prev text, OUT appended_at timestamptz, OUT commitment text
) LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    begun timestamptz := clock_timestamp();
    appended_before timestamptz;
    platform CONSTANT uuid := '00000000-0000-0000-0000-000000000000';
    new_record text;
    new_entry text;
    place_in_order bigint;
BEGIN
    SELECT ref INTO actor_ref FROM personal_datum
    WHERE kind = 'actor' AND coalesce(project_id, '00000000-0000-0000-0000-000000000000') = coalesce(project, platform) AND value = account;
    IF NOT FOUND THEN
        -- Another transaction may name the same actor at this moment: then its row stands.
        INSERT INTO personal_datum (id, project_id, kind, value, salt, ref, created_at)
        VALUES (datum_id, project, 'actor', account, datum_salt, datum_ref, at) ON CONFLICT DO NOTHING;
        SELECT ref INTO STRICT actor_ref FROM personal_datum
        WHERE kind = 'actor' AND coalesce(project_id, '00000000-0000-0000-0000-000000000000') = coalesce(project, platform) AND value = account;
    END IF;

    SELECT head, s.appended_at INTO prev, appended_before FROM audit_stream s WHERE s.stream = of_stream FOR UPDATE;
    IF NOT FOUND THEN
        INSERT INTO audit_stream (stream, project_id, head, length) VALUES (of_stream, project, '', 0) ON CONFLICT DO NOTHING;
        SELECT head, s.appended_at INTO STRICT prev, appended_before FROM audit_stream s WHERE s.stream = of_stream FOR UPDATE;
    END IF;

    appended_at := date_trunc('milliseconds', at);
    IF appended_at < appended_before AND at + (clock_timestamp() - begun) >= appended_before THEN
        appended_at := appended_before;
    END IF;
    new_record := '{"actor":{"ref":"' || actor_ref || before_prev || prev || before_time
        || to_char(appended_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || rest;
    -- "GP/entry\0", salt, record.
    commitment := encode(sha256('\x47502f656e74727900'::bytea || new_salt || convert_to(new_record, 'UTF8')), 'hex');
    new_entry := '{"c":"' || commitment || '","v":1}';
    INSERT INTO audit_entry (id, created_at, project_id, stream, kind, record, salt, entry, leaf_hash)
    VALUES (new_id, appended_at, project, of_stream, of_kind, new_record, new_salt, new_entry,
        sha256('\x00'::bytea || convert_to(new_entry, 'UTF8')))
    RETURNING inserted INTO place_in_order;
    INSERT INTO audit_pending (inserted, id, created_at) VALUES (place_in_order, new_id, appended_at);
    UPDATE audit_stream s SET head = commitment, length = length + 1, appended_at = audit_append.appended_at WHERE s.stream = of_stream;
END
$$;
REVOKE ALL ON FUNCTION audit_append FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_append TO gongping_app;
REVOKE INSERT (id, created_at, project_id, stream, kind, record, salt, entry, leaf_hash) ON audit_entry FROM gongping_app;
REVOKE USAGE ON SEQUENCE audit_entry_inserted FROM gongping_app;
REVOKE INSERT, UPDATE ON audit_stream FROM gongping_app;
GRANT UPDATE (joined) ON audit_stream TO gongping_app;

CREATE OR REPLACE FUNCTION audit_is_guarded(schema_name text, object_name text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT schema_name = 'public' AND object_name ~ '^audit_(entry|seq|state|pending|stream)(_|$)|^audit_(append|refuse_change|guard_partition|is_guarded|guard_ddl|guard_drop)$'
$$;
