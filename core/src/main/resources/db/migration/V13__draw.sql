-- The draw of experts (VED-1). Everything here is added and never changed: where an attempt stands follows from its steps.
-- No table holds a private key, nor a contribution before its step.

-- Keys of parties and holders of shares, as each made them; a later one of the same party takes the place of an earlier one.
CREATE TABLE draw_key (
    project_id    uuid NOT NULL REFERENCES tender_project,
    party         text NOT NULL CHECK (party IN ('agent', 'outside', 'platform', 'supervisor')),
    no            integer NOT NULL CHECK (no > 0),
    signing_key   bytea NOT NULL CHECK (octet_length(signing_key) = 32),
    sealing_key   bytea NOT NULL CHECK (octet_length(sealing_key) = 32),
    proof         bytea NOT NULL CHECK (octet_length(proof) = 64),
    registered_at timestamptz NOT NULL,
    PRIMARY KEY (project_id, party, no),
    -- Nobody stands for two parties, nor returns to a key given up.
    UNIQUE (project_id, signing_key),
    UNIQUE (project_id, sealing_key)
);

-- The keys of all four with the finaliser's, as a record of the log holds them: usable 24 hours later.
CREATE TABLE draw_key_set (
    project_id uuid NOT NULL REFERENCES tender_project,
    no         integer NOT NULL CHECK (no > 0),
    keys       jsonb NOT NULL,
    vrf_key    bytea NOT NULL CHECK (octet_length(vrf_key) = 32),
    entry_id   uuid NOT NULL UNIQUE,
    logged_at  timestamptz NOT NULL,
    PRIMARY KEY (project_id, no)
);

-- The finaliser's key in three shares, each sealed to its holder.
CREATE TABLE draw_vrf_backup (
    project_id uuid NOT NULL,
    key_set    integer NOT NULL,
    holder     text NOT NULL CHECK (holder IN ('agent', 'outside', 'supervisor')),
    sealed     bytea NOT NULL CHECK (octet_length(sealed) BETWEEN 49 AND 512),
    -- Of the share itself, so that no holder can bring another one.
    share_hash bytea NOT NULL CHECK (octet_length(share_hash) = 32),
    PRIMARY KEY (project_id, key_set, holder),
    FOREIGN KEY (project_id, key_set) REFERENCES draw_key_set (project_id, no)
);

-- Two starts at once: the primary key lets one win.
CREATE TABLE draw_attempt (
    project_id      uuid NOT NULL REFERENCES tender_project,
    attempt         integer NOT NULL CHECK (attempt > 0),
    draw_id         text NOT NULL UNIQUE,
    key_set         integer NOT NULL,
    plan            jsonb NOT NULL,
    rules           text NOT NULL,
    pool_root       bytea NOT NULL CHECK (octet_length(pool_root) = 32),
    experts         integer NOT NULL CHECK (experts > 0),
    claims          jsonb NOT NULL,
    venue           jsonb,
    library         jsonb NOT NULL,
    library_digest  bytea NOT NULL CHECK (octet_length(library_digest) = 32),
    excluded        jsonb NOT NULL,
    strata          jsonb NOT NULL,
    half_platform   bytea NOT NULL,
    half_supervisor bytea NOT NULL,
    roster_check    bytea NOT NULL,
    employer_salt   bytea NOT NULL,
    started_at      timestamptz NOT NULL,
    PRIMARY KEY (project_id, attempt),
    FOREIGN KEY (project_id, key_set) REFERENCES draw_key_set (project_id, no)
);
COMMENT ON COLUMN draw_attempt.plan IS 'the approved plan as it was when the attempt began';
COMMENT ON COLUMN draw_attempt.rules IS 'RFC 8785 text, whose hash every commitment holds';
COMMENT ON COLUMN draw_attempt.claims IS 'the meaning of the bits of draw_pool part claim: ids of strata, of a bound one with its city';
COMMENT ON COLUMN draw_attempt.employer_salt IS 'sealed as the roster is';
CREATE INDEX draw_attempt_by_time ON draw_attempt (started_at);

-- What may be known of the pool, in the order of the leaves: leaf 32 bytes, pid 16, employer tag 8, claim 8 each; and the
-- ids of the library in their own order, which tells of no leaf whose it is.
CREATE TABLE draw_pool (
    project_id uuid NOT NULL,
    attempt    integer NOT NULL,
    part       text NOT NULL CHECK (part IN ('leaf', 'pid', 'employer', 'claim', 'library')),
    chunk      integer NOT NULL CHECK (chunk >= 0),
    bytes      bytea NOT NULL,
    PRIMARY KEY (project_id, attempt, part, chunk),
    FOREIGN KEY (project_id, attempt) REFERENCES draw_attempt (project_id, attempt)
);

-- Who is who, sealed under a key of which platform and supervisor hold one half each; 256 entries to a chunk.
CREATE TABLE draw_pool_sealed (
    project_id uuid NOT NULL,
    attempt    integer NOT NULL,
    chunk      integer NOT NULL CHECK (chunk >= 0),
    bytes      bytea NOT NULL,
    PRIMARY KEY (project_id, attempt, chunk),
    FOREIGN KEY (project_id, attempt) REFERENCES draw_attempt (project_id, attempt)
);

-- The steps of an attempt, each with its record in the log. A slot is taken once: a second commitment, a second result and
-- a result after an abort are impossible.
CREATE TABLE draw_step (
    project_id uuid NOT NULL,
    attempt    integer NOT NULL,
    slot       text NOT NULL CHECK (slot IN ('RULES', 'POOL', 'COMMIT', 'DEPOSIT', 'DEPOSIT_CHECK', 'REVEAL', 'FINAL', 'END')),
    party      text NOT NULL CHECK (party IN ('', 'agent', 'platform', 'supervisor')),
    step       text NOT NULL CHECK (step IN ('RULES', 'POOL', 'COMMIT', 'DEPOSIT', 'DEPOSIT_CHECK', 'REVEAL', 'ESCROW_OPEN', 'FINAL', 'RESULT', 'ABORT')),
    body       jsonb NOT NULL,
    entry_id   uuid NOT NULL UNIQUE,
    at         timestamptz NOT NULL,
    PRIMARY KEY (project_id, attempt, slot, party),
    FOREIGN KEY (project_id, attempt) REFERENCES draw_attempt (project_id, attempt),
    CHECK (step = slot OR slot IN ('REVEAL', 'FINAL') AND step = 'ESCROW_OPEN' OR slot = 'END' AND step IN ('RESULT', 'ABORT')),
    CHECK ((slot IN ('COMMIT', 'DEPOSIT', 'REVEAL')) = (party <> ''))
);

-- The cosigned checkpoints: K1 over steps 0 to 3, K2 over the result; the first that covers them.
CREATE TABLE draw_seal (
    project_id uuid NOT NULL,
    attempt    integer NOT NULL,
    name       text NOT NULL CHECK (name IN ('K1', 'K2')),
    note       text NOT NULL,
    size       bigint NOT NULL CHECK (size > 0),
    proofs     jsonb NOT NULL,
    at         timestamptz NOT NULL,
    PRIMARY KEY (project_id, attempt, name),
    FOREIGN KEY (project_id, attempt) REFERENCES draw_attempt (project_id, attempt)
);

-- A party's contribution in escrow: one sealed share for each holder.
CREATE TABLE draw_deposit (
    project_id uuid NOT NULL,
    attempt    integer NOT NULL,
    party      text NOT NULL CHECK (party IN ('agent', 'platform', 'supervisor')),
    holder     text NOT NULL CHECK (holder IN ('agent', 'outside', 'supervisor')),
    sealed     bytea NOT NULL CHECK (octet_length(sealed) BETWEEN 49 AND 512),
    PRIMARY KEY (project_id, attempt, party, holder),
    FOREIGN KEY (project_id, attempt) REFERENCES draw_attempt (project_id, attempt)
);

-- Shares that their holders have opened, in the step that asks for them. Of the finaliser's key at most one is kept.
CREATE TABLE draw_opened_share (
    project_id uuid NOT NULL,
    attempt    integer NOT NULL,
    party      text NOT NULL CHECK (party IN ('agent', 'platform', 'supervisor', 'vrf')),
    holder     text NOT NULL CHECK (holder IN ('agent', 'outside', 'supervisor')),
    share      bytea CHECK (octet_length(share) = 33),
    at         timestamptz NOT NULL,
    PRIMARY KEY (project_id, attempt, party, holder),
    FOREIGN KEY (project_id, attempt) REFERENCES draw_attempt (project_id, attempt),
    CHECK (share IS NOT NULL OR party = 'vrf')
);
CREATE UNIQUE INDEX draw_opened_share_of_vrf ON draw_opened_share (project_id, attempt) WHERE party = 'vrf' AND share IS NOT NULL;

-- What holders have signed of that which they opened.
CREATE TABLE draw_confirmation (
    project_id uuid NOT NULL,
    attempt    integer NOT NULL,
    subject    text NOT NULL CHECK (subject IN ('check', 'agent', 'platform', 'supervisor', 'vrf')),
    holder     text NOT NULL CHECK (holder IN ('agent', 'outside', 'supervisor')),
    signature  bytea NOT NULL CHECK (octet_length(signature) = 64),
    at         timestamptz NOT NULL,
    PRIMARY KEY (project_id, attempt, subject, holder),
    FOREIGN KEY (project_id, attempt) REFERENCES draw_attempt (project_id, attempt)
);

-- The finaliser's output where two holders had to open the backup of its key.
CREATE TABLE draw_escrow_final (
    project_id uuid NOT NULL,
    attempt    integer NOT NULL,
    alpha      bytea NOT NULL CHECK (octet_length(alpha) = 32),
    pi         bytea NOT NULL CHECK (octet_length(pi) = 80),
    beta       bytea NOT NULL CHECK (octet_length(beta) = 64),
    PRIMARY KEY (project_id, attempt),
    FOREIGN KEY (project_id, attempt) REFERENCES draw_attempt (project_id, attempt)
);

-- Orders for another attempt, and waivers, with who has signed them.
CREATE TABLE draw_order (
    project_id uuid NOT NULL REFERENCES tender_project,
    hash       bytea NOT NULL CHECK (octet_length(hash) = 32),
    draw_id    text NOT NULL,
    content    text NOT NULL,
    at         timestamptz NOT NULL,
    PRIMARY KEY (project_id, hash)
);
CREATE TABLE draw_order_signature (
    project_id uuid NOT NULL,
    hash       bytea NOT NULL,
    party      text NOT NULL CHECK (party IN ('agent', 'supervisor')),
    signature  bytea NOT NULL CHECK (octet_length(signature) = 64),
    at         timestamptz NOT NULL,
    PRIMARY KEY (project_id, hash, party),
    FOREIGN KEY (project_id, hash) REFERENCES draw_order (project_id, hash)
);

CREATE TABLE draw_result (
    project_id  uuid NOT NULL,
    attempt     integer NOT NULL,
    seed        bytea NOT NULL CHECK (octet_length(seed) = 32),
    result_hash bytea NOT NULL CHECK (octet_length(result_hash) = 32),
    shown       jsonb NOT NULL,
    PRIMARY KEY (project_id, attempt),
    FOREIGN KEY (project_id, attempt) REFERENCES draw_attempt (project_id, attempt)
);
COMMENT ON COLUMN draw_result.shown IS 'the selected, and the first of the alternates; the whole is computed from the seed';

CREATE FUNCTION draw_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'draws are append-only: % on % refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END
$$;
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY ['draw_key', 'draw_key_set', 'draw_vrf_backup', 'draw_attempt', 'draw_pool', 'draw_pool_sealed',
        'draw_step', 'draw_seal', 'draw_deposit', 'draw_opened_share', 'draw_confirmation', 'draw_escrow_final', 'draw_order',
        'draw_order_signature', 'draw_result']
    LOOP
        EXECUTE format('CREATE TRIGGER %1$s_no_change BEFORE UPDATE OR DELETE ON %1$I FOR EACH ROW EXECUTE FUNCTION draw_refuse_change()', name);
        EXECUTE format('CREATE TRIGGER %1$s_no_truncate BEFORE TRUNCATE ON %1$I FOR EACH STATEMENT EXECUTE FUNCTION draw_refuse_change()', name);
        EXECUTE format('REVOKE ALL ON %I FROM PUBLIC', name);
        EXECUTE format('GRANT SELECT, INSERT ON %I TO gongping_app', name);
    END LOOP;
END
$$;
