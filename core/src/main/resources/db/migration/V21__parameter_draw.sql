-- Random parameters of a lot's price formula are drawn as experts are (VED-1 §7.2). What the two have in common is kept by
-- what is drawn for: the project of a committee, the lot of parameters.

CREATE TABLE draw_run (
    drawn_for uuid NOT NULL,
    attempt   integer NOT NULL CHECK (attempt > 0),
    PRIMARY KEY (drawn_for, attempt)
);
COMMENT ON TABLE draw_run IS 'every attempt, whatever is drawn';
COMMENT ON COLUMN draw_run.drawn_for IS 'a project, for its committee; a lot, for the parameters of its method';
INSERT INTO draw_run (drawn_for, attempt) SELECT project_id, attempt FROM draw_attempt;

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY ['draw_step', 'draw_seal', 'draw_deposit', 'draw_opened_share', 'draw_confirmation',
        'draw_escrow_final', 'draw_result']
    LOOP
        EXECUTE format('ALTER TABLE %1$I DROP CONSTRAINT %2$I', name, name || '_project_id_attempt_fkey');
        EXECUTE format('ALTER TABLE %1$I RENAME COLUMN project_id TO drawn_for', name);
        EXECUTE format('ALTER TABLE %1$I ADD FOREIGN KEY (drawn_for, attempt) REFERENCES draw_run (drawn_for, attempt)', name);
    END LOOP;
END
$$;

-- OPEN: over the record that the decryption of the lot's bids has closed. Nobody reveals before it.
ALTER TABLE draw_seal DROP CONSTRAINT draw_seal_name_check;
ALTER TABLE draw_seal ADD CONSTRAINT draw_seal_name_check CHECK (name IN ('K1', 'OPEN', 'K2'));

CREATE TABLE parameter_attempt (
    project_id uuid NOT NULL,
    lot_id     uuid NOT NULL,
    attempt    integer NOT NULL,
    draw_id    text NOT NULL UNIQUE,
    key_set    integer NOT NULL,
    rules      text NOT NULL,
    started_at timestamptz NOT NULL,
    PRIMARY KEY (lot_id, attempt),
    FOREIGN KEY (lot_id, attempt) REFERENCES draw_run (drawn_for, attempt),
    FOREIGN KEY (project_id, lot_id) REFERENCES lot (project_id, id),
    FOREIGN KEY (project_id, key_set) REFERENCES draw_key_set (project_id, no)
);
COMMENT ON COLUMN parameter_attempt.rules IS 'RFC 8785 text, whose hash every commitment holds';
CREATE INDEX parameter_attempt_by_project ON parameter_attempt (project_id, lot_id);

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY ['draw_run', 'parameter_attempt']
    LOOP
        EXECUTE format('CREATE TRIGGER %1$s_no_change BEFORE UPDATE OR DELETE ON %1$I FOR EACH ROW EXECUTE FUNCTION draw_refuse_change()', name);
        EXECUTE format('CREATE TRIGGER %1$s_no_truncate BEFORE TRUNCATE ON %1$I FOR EACH STATEMENT EXECUTE FUNCTION draw_refuse_change()', name);
        EXECUTE format('REVOKE ALL ON %I FROM PUBLIC', name);
        EXECUTE format('GRANT SELECT, INSERT ON %I TO gongping_app', name);
    END LOOP;
END
$$;
