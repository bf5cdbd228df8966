-- Deterrence for the audit trail (detection is the log itself): what takes a guard away is refused, and all changes of the
-- schema are put into the server's log. A superuser can pass this; the self-check and every verifier then find it.
--
-- A later migration that must touch an audit object says so first, in its own transaction:
--     SET LOCAL gongping.audit_ddl = 'V9__name: why';
-- The reason stands in the server's log beside each statement. It is a promise to the reader, not a password: nobody but
-- the owner of the tables or a superuser could run the statement in the first place.

-- What the guards guard.
CREATE FUNCTION audit_is_guarded(schema_name text, object_name text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT schema_name = 'public' AND object_name ~ '^audit_(entry|seq|state|pending|stream)(_|$)|^audit_(refuse_change|make_pending|guard_partition|is_guarded|guard_ddl|guard_drop)$'
$$;

CREATE FUNCTION audit_guard_ddl() RETURNS event_trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    reason text := coalesce(current_setting('gongping.audit_ddl', true), '');
    command record;
    guarded boolean;
BEGIN
    FOR command IN SELECT * FROM pg_event_trigger_ddl_commands() LOOP
        RAISE LOG 'gongping ddl: % on % by % (%)', command.command_tag, coalesce(command.object_identity, command.object_type),
            session_user, CASE reason WHEN '' THEN 'no reason given' ELSE reason END;
        guarded := CASE command.classid
            -- An index takes nothing away; a constraint goes by ALTER TABLE.
            WHEN 'pg_class'::regclass THEN EXISTS (
                SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE c.oid = command.objid AND c.relkind NOT IN ('i', 'I')
                AND (public.audit_is_guarded(n.nspname, c.relname)
                    -- By now it may have another name, or stand in another schema.
                    OR EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgfoid = to_regprocedure('public.audit_refuse_change()'))
                    OR EXISTS (SELECT FROM pg_inherits i WHERE i.inhrelid = c.oid AND i.inhparent = to_regclass('public.audit_entry'))))
            WHEN 'pg_trigger'::regclass THEN EXISTS (
                SELECT FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE t.oid = command.objid AND public.audit_is_guarded(n.nspname, c.relname))
            WHEN 'pg_rewrite'::regclass THEN EXISTS (
                SELECT FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE r.oid = command.objid AND public.audit_is_guarded(n.nspname, c.relname))
            WHEN 'pg_policy'::regclass THEN EXISTS (
                SELECT FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE p.oid = command.objid AND public.audit_is_guarded(n.nspname, c.relname))
            WHEN 'pg_proc'::regclass THEN EXISTS (
                SELECT FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
                WHERE p.oid = command.objid AND (public.audit_is_guarded(n.nspname, p.proname)
                    OR EXISTS (SELECT FROM pg_event_trigger e WHERE e.evtfoid = p.oid)
                    OR EXISTS (SELECT FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
                        WHERE t.tgfoid = p.oid AND public.audit_is_guarded('public', c.relname))))
            ELSE false
        END;
        IF guarded AND reason = '' THEN
            RAISE EXCEPTION 'the audit trail is guarded: % on % refused', command.command_tag, command.object_identity
                USING ERRCODE = 'insufficient_privilege';
        END IF;
    END LOOP;
END
$$;

CREATE FUNCTION audit_guard_drop() RETURNS event_trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    reason text := coalesce(current_setting('gongping.audit_ddl', true), '');
    dropped record;
BEGIN
    FOR dropped IN SELECT * FROM pg_event_trigger_dropped_objects() LOOP
        RAISE LOG 'gongping ddl: % drops % % by % (%)', tg_tag, dropped.object_type, dropped.object_identity, session_user,
            CASE reason WHEN '' THEN 'no reason given' ELSE reason END;
        -- The names of a trigger, rule, policy, column or constraint begin with those of its table.
        IF reason = '' AND dropped.object_type NOT IN ('index', 'type', 'type array')
            AND public.audit_is_guarded(dropped.address_names[1], dropped.address_names[2]) THEN
            RAISE EXCEPTION 'the audit trail is guarded: % of % refused', tg_tag, dropped.object_identity
                USING ERRCODE = 'insufficient_privilege';
        END IF;
    END LOOP;
END
$$;

REVOKE ALL ON FUNCTION audit_guard_partition(regclass) FROM PUBLIC;

-- Neither the state nor the heads of the chains are ever taken away.
CREATE TRIGGER audit_state_no_delete BEFORE DELETE ON audit_state FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER audit_state_no_truncate BEFORE TRUNCATE ON audit_state FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER audit_pending_no_truncate BEFORE TRUNCATE ON audit_pending FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER audit_stream_no_delete BEFORE DELETE ON audit_stream FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER audit_stream_no_truncate BEFORE TRUNCATE ON audit_stream FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
ALTER TABLE audit_state ENABLE ALWAYS TRIGGER audit_state_no_delete;
ALTER TABLE audit_state ENABLE ALWAYS TRIGGER audit_state_no_truncate;
ALTER TABLE audit_pending ENABLE ALWAYS TRIGGER audit_pending_no_truncate;
ALTER TABLE audit_stream ENABLE ALWAYS TRIGGER audit_stream_no_delete;
ALTER TABLE audit_stream ENABLE ALWAYS TRIGGER audit_stream_no_truncate;

-- What the self-check reads. It asks for each business object whether its record is there, and for no content of it.
CREATE INDEX audit_entry_of_effect ON audit_entry (project_id, kind) WHERE kind IN (
    'organisation.create', 'project.create', 'project.publish', 'addendum.issue', 'bid.register', 'open.start', 'tender.fail',
    'open.read', 'open.parameters', 'open.objection', 'open.answer', 'open.end', 'eval.price', 'eval.report',
    'candidate.notice', 'award.decide', 'award.notice', 'contract.record', 'report.written');
GRANT SELECT ON audit_pending TO gongping_app;
GRANT SELECT ON audit_stream TO gongping_auditor;
GRANT SELECT (id) ON organisation TO gongping_auditor;
GRANT SELECT (id, code, issued_at) ON tender_project TO gongping_auditor;
GRANT SELECT (project_id, id, opened_at, opening_ended_at, failed_at, decided_at, awarded_at, contracted_at, written_report_at)
    ON lot TO gongping_auditor;
GRANT SELECT (project_id, id) ON addendum, bidder_registration TO gongping_auditor;
GRANT SELECT (project_id, lot_id, id, credit_code, state) ON bid TO gongping_auditor;
GRANT SELECT (project_id, lot_id, id, answered_at) ON opening_objection TO gongping_auditor;
GRANT SELECT (project_id, lot_id, name) ON drawn_parameter TO gongping_auditor;
GRANT SELECT (project_id, lot_id, run) ON score_run, evaluation_report TO gongping_auditor;
GRANT SELECT (project_id, lot_id, rank, bid_id) ON candidate TO gongping_auditor;
GRANT SELECT (project_id, lot_id, id, kind) ON notice TO gongping_auditor;

-- Last, so that they do not stand in the way of this script. PostgreSQL lets only a superuser make event triggers; where
-- the migrating login is none, their absence is a finding of the self-check until an administrator has made them.
DO $$
BEGIN
    IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        CREATE EVENT TRIGGER gongping_audit_ddl ON ddl_command_end EXECUTE FUNCTION audit_guard_ddl();
        CREATE EVENT TRIGGER gongping_audit_drop ON sql_drop EXECUTE FUNCTION audit_guard_drop();
        ALTER EVENT TRIGGER gongping_audit_ddl ENABLE ALWAYS;
        ALTER EVENT TRIGGER gongping_audit_drop ENABLE ALWAYS;
    ELSE
        RAISE NOTICE 'event triggers gongping_audit_ddl and gongping_audit_drop are not made: % is no superuser', current_user;
    END IF;
END
$$;
