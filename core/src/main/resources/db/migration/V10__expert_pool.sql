-- The expert pool (专家库). Whoever draws reads `expert` in one scan and asks the conflict tables by organisation. What
-- names a person stands in these tables and nowhere else; identity numbers stand nowhere, only their keyed digests.

-- Specialty categories (专业分类): national codes and what an operator loads beside them. A code keeps its parent for good,
-- as the paths of experts are made of it.
CREATE TABLE specialty (
    code      text COLLATE "C" PRIMARY KEY CHECK (code ~ '^[A-Z][0-9A-Z]{0,15}$'),
    parent    text COLLATE "C" REFERENCES specialty,
    zh        text NOT NULL CHECK (length(zh) BETWEEN 1 AND 100),
    en        text CHECK (length(en) BETWEEN 1 AND 200),
    source    text NOT NULL CHECK (length(source) BETWEEN 1 AND 200),
    loaded_at timestamptz NOT NULL,
    CHECK (parent <> code)
);
CREATE INDEX specialty_by_parent ON specialty (parent);

-- The one definition of how text is cut for search, for what is stored and for what is asked: single characters and
-- pairs, of lower-case ASCII, without spaces. PostgreSQL has no tokenizer for Chinese.
CREATE FUNCTION pool_grams(given text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    word text;
    grams text[] := '{}';
BEGIN
    FOREACH word IN ARRAY regexp_split_to_array(lower(given COLLATE "C"), '\s+') LOOP
        FOR i IN 1 .. length(word) LOOP
            grams := grams || substr(word, i, 1);
            IF i < length(word) THEN
                grams := grams || substr(word, i, 2);
            END IF;
        END LOOP;
    END LOOP;
    RETURN array_to_tsvector(grams);
END
$$;

-- All pairs of every word; the single character of a word that is no longer. Words without any text find nothing.
CREATE FUNCTION pool_query(given text) RETURNS tsquery LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT coalesce(string_agg('''' || replace(replace(gram, '\', '\\'), '''', '''''') || '''', ' & '), ''' ''')::tsquery
    FROM (
        SELECT DISTINCT substr(word, i, least(length(word), 2)) AS gram
        FROM regexp_split_to_table(lower(given COLLATE "C"), '\s+') AS words (word),
             generate_series(1, greatest(length(word) - 1, 1)) AS i
        WHERE length(word) > 0
    ) AS grams
$$;

CREATE TABLE expert_import (
    id           uuid PRIMARY KEY,
    kind         text NOT NULL CHECK (kind IN ('EXPERTS', 'AFFILIATIONS', 'SPECIALTIES')),
    state        text NOT NULL CHECK (state IN ('CHECKED', 'REFUSED', 'CONFIRMED', 'DISCARDED')),
    file_name    text NOT NULL CHECK (length(file_name) BETWEEN 1 AND 200),
    sha256       text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    size         bigint NOT NULL CHECK (size > 0),
    format       text NOT NULL,
    library      text NOT NULL,
    source       text,
    rows         integer NOT NULL,
    created      integer NOT NULL DEFAULT 0,
    changed      integer NOT NULL DEFAULT 0,
    unchanged    integer NOT NULL DEFAULT 0,
    errors       integer NOT NULL DEFAULT 0,
    warnings     integer NOT NULL DEFAULT 0,
    uploaded_by  text NOT NULL,
    uploaded_at  timestamptz NOT NULL,
    confirmed_by text,
    confirmed_at timestamptz
);
CREATE INDEX expert_import_by_age ON expert_import (uploaded_at DESC, id DESC);
-- What is wrong, by row and column. Says nothing of what stood there: a report may be handed about.
CREATE TABLE expert_import_problem (
    import_id   uuid NOT NULL REFERENCES expert_import,
    no          integer NOT NULL,
    line        integer NOT NULL,
    column_name text NOT NULL,
    severity    text NOT NULL CHECK (severity IN ('ERROR', 'WARNING')),
    code        text NOT NULL,
    zh          text NOT NULL,
    en          text NOT NULL,
    what_to_do_zh text NOT NULL,
    what_to_do_en text NOT NULL,
    PRIMARY KEY (import_id, no)
);
-- Rows of a file that passed, until it is confirmed or dropped. Identity numbers are digests already.
CREATE TABLE expert_import_row (
    import_id uuid NOT NULL REFERENCES expert_import,
    line      integer NOT NULL,
    content   jsonb NOT NULL,
    PRIMARY KEY (import_id, line)
);

CREATE TABLE expert (
    id              uuid PRIMARY KEY,
    pool_no         text COLLATE "C" NOT NULL UNIQUE CHECK (pool_no ~ '^[0-9A-Za-z][0-9A-Za-z._-]{0,31}$'),
    -- Which pool the person was entered in; the same person may be in several.
    library         text COLLATE "C" NOT NULL CHECK (library ~ '^[0-9A-Za-z][0-9A-Za-z._-]{0,31}$'),
    state           text NOT NULL CHECK (state IN ('ACTIVE', 'RETIRED')),
    name            text NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    phone           text NOT NULL CHECK (phone ~ '^\+?[0-9]{5,20}$'),
    email           text CHECK (length(email) BETWEEN 3 AND 200),
    -- HMAC-SHA-256 of the identity number under the installation's key.
    identity        bytea NOT NULL CHECK (octet_length(identity) = 32),
    -- Set where another row of the same person counts: this one takes part in no draw.
    duplicate_of    uuid REFERENCES expert,
    -- Login of the expert, for the own record.
    account         text UNIQUE CHECK (length(account) BETWEEN 1 AND 200),
    -- Administrative division (GB/T 2260).
    region          text COLLATE "C" NOT NULL CHECK (region ~ '^[0-9]{6}$'),
    -- Sorted, distinct. The path holds them and all above them.
    specialties     text[] NOT NULL CHECK (cardinality(specialties) BETWEEN 1 AND 20),
    specialty_path  text[] NOT NULL,
    -- Credit code of the present employer; null for retired and self-employed people.
    employer        text CHECK (employer ~ '^[0-9A-HJ-NP-RT-UW-Y]{18}$'),
    employer_name   text CHECK (length(employer_name) BETWEEN 1 AND 200),
    -- Since when in the field, and the title: what rule E11 asks.
    field_since     date NOT NULL,
    title           text NOT NULL CHECK (length(title) BETWEEN 1 AND 60),
    title_level     text NOT NULL CHECK (title_level IN ('SENIOR', 'ASSOCIATE_SENIOR', 'EQUIVALENT', 'INTERMEDIATE', 'OTHER')),
    -- Last day on which every qualification holds; null when none of them ends.
    qualified_until date,
    -- Punished before for acts in tendering (E04; 12号令 Art. 12).
    sanctioned      boolean NOT NULL DEFAULT false,
    -- Salt of the reference by which records speak of this expert; without it they are silent.
    ref_salt        bytea NOT NULL CHECK (octet_length(ref_salt) = 32),
    version         integer NOT NULL DEFAULT 1,
    registered_at   timestamptz NOT NULL,
    changed_at      timestamptz NOT NULL,
    search          tsvector GENERATED ALWAYS AS (pool_grams(name || ' ' || pool_no || ' ' || coalesce(employer_name, ''))) STORED
);
CREATE UNIQUE INDEX expert_once_in_library ON expert (library, identity);
CREATE INDEX expert_by_identity ON expert (identity);
CREATE INDEX expert_by_duplicate ON expert (duplicate_of) WHERE duplicate_of IS NOT NULL;
CREATE INDEX expert_by_employer ON expert (employer) WHERE employer IS NOT NULL;
CREATE INDEX expert_by_region ON expert (region, pool_no);
CREATE INDEX expert_by_specialty ON expert USING gin (specialty_path);
CREATE INDEX expert_by_text ON expert USING gin (search);

-- Employers and offices, the present one too, as far back as is known (E04 looks back over a period of the rule set).
CREATE TABLE expert_employment (
    expert_id    uuid NOT NULL REFERENCES expert,
    id           uuid NOT NULL,
    credit_code  text CHECK (credit_code ~ '^[0-9A-HJ-NP-RT-UW-Y]{18}$'),
    organisation text NOT NULL CHECK (length(organisation) BETWEEN 1 AND 200),
    kind         text NOT NULL CHECK (kind IN ('EMPLOYEE', 'DIRECTOR', 'SUPERVISOR', 'SHAREHOLDER', 'CONTROLLER', 'ADVISER')),
    valid_from   date NOT NULL,
    -- Last day; null while it lasts.
    valid_until  date CHECK (valid_until >= valid_from),
    PRIMARY KEY (expert_id, id)
);
CREATE INDEX expert_employment_by_organisation ON expert_employment (credit_code, valid_until);

CREATE TABLE expert_qualification (
    expert_id  uuid NOT NULL REFERENCES expert,
    id         uuid NOT NULL,
    name       text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    number     text CHECK (length(number) BETWEEN 1 AND 100),
    issued_on  date,
    -- Last day; null when it does not end.
    expires_on date CHECK (expires_on >= issued_on),
    PRIMARY KEY (expert_id, id)
);

-- Declared relatives and interests, with the organisation that makes them matter.
CREATE TABLE expert_relation (
    expert_id    uuid NOT NULL REFERENCES expert,
    id           uuid NOT NULL,
    kind         text NOT NULL CHECK (kind IN ('SPOUSE', 'PARENT', 'CHILD', 'SIBLING', 'OTHER_RELATIVE', 'INTEREST')),
    person       text CHECK (length(person) BETWEEN 1 AND 60),
    credit_code  text CHECK (credit_code ~ '^[0-9A-HJ-NP-RT-UW-Y]{18}$'),
    organisation text NOT NULL CHECK (length(organisation) BETWEEN 1 AND 200),
    position     text CHECK (length(position) BETWEEN 1 AND 100),
    valid_from   date,
    valid_until  date CHECK (valid_until >= valid_from),
    PRIMARY KEY (expert_id, id)
);
CREATE INDEX expert_relation_by_organisation ON expert_relation (credit_code);

CREATE TABLE expert_unavailable (
    expert_id uuid NOT NULL REFERENCES expert,
    id        uuid NOT NULL,
    starts_at timestamptz NOT NULL,
    ends_at   timestamptz NOT NULL CHECK (ends_at > starts_at),
    reason    text CHECK (length(reason) BETWEEN 1 AND 200),
    PRIMARY KEY (expert_id, id)
);
CREATE INDEX expert_unavailable_by_time ON expert_unavailable (ends_at, starts_at);

-- A decision of a person, after a hearing; lifted by another decision, never removed.
CREATE TABLE expert_suspension (
    expert_id        uuid NOT NULL REFERENCES expert,
    id               uuid NOT NULL,
    starts_at        timestamptz NOT NULL,
    -- Null: until it is lifted.
    ends_at          timestamptz CHECK (ends_at > starts_at),
    reason           text NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    decided_by       text NOT NULL CHECK (length(decided_by) BETWEEN 1 AND 200),
    document_no      text CHECK (length(document_no) BETWEEN 1 AND 100),
    document_sha256  text NOT NULL CHECK (document_sha256 ~ '^[0-9a-f]{64}$'),
    recorded_at      timestamptz NOT NULL,
    lifted_at        timestamptz,
    lifted_reason    text CHECK (length(lifted_reason) BETWEEN 1 AND 500),
    lifted_by        text CHECK (length(lifted_by) BETWEEN 1 AND 200),
    lifted_sha256    text CHECK (lifted_sha256 ~ '^[0-9a-f]{64}$'),
    PRIMARY KEY (expert_id, id),
    CHECK ((lifted_at IS NULL) = (lifted_reason IS NULL) AND (lifted_at IS NULL) = (lifted_by IS NULL))
);
CREATE INDEX expert_suspension_running ON expert_suspension (starts_at, ends_at) WHERE lifted_at IS NULL;

-- When an expert is taken, and what came of a call. It names neither draw nor tender.
CREATE TABLE expert_engagement (
    expert_id uuid NOT NULL REFERENCES expert,
    id        uuid NOT NULL,
    starts_at timestamptz NOT NULL,
    ends_at   timestamptz NOT NULL CHECK (ends_at > starts_at),
    outcome   text NOT NULL CHECK (outcome IN ('CONFIRMED', 'SERVED', 'DECLINED', 'NO_ANSWER', 'ABSENT', 'REPLACED')),
    PRIMARY KEY (expert_id, id)
);
CREATE INDEX expert_engagement_by_time ON expert_engagement (ends_at, starts_at);

CREATE TABLE expert_performance (
    expert_id  uuid NOT NULL REFERENCES expert,
    id         uuid NOT NULL,
    noted_on   date NOT NULL,
    kind       text NOT NULL CHECK (kind IN ('APPRAISAL', 'TRAINING', 'COMMENDATION', 'BREACH')),
    score      numeric(5, 2) CHECK (score BETWEEN 0 AND 100),
    remark     text NOT NULL CHECK (length(remark) BETWEEN 1 AND 500),
    noted_by   text NOT NULL CHECK (length(noted_by) BETWEEN 1 AND 200),
    PRIMARY KEY (expert_id, id)
);

-- What was and what is, of each change. The digest stands in the audit record: SHA-256(salt ‖ RFC 8785 of the content).
CREATE TABLE expert_change (
    expert_id uuid NOT NULL REFERENCES expert,
    id        uuid NOT NULL,
    at        timestamptz NOT NULL,
    action    text NOT NULL CHECK (action IN ('REGISTER', 'CHANGE', 'SUSPEND', 'LIFT', 'UNAVAILABLE', 'AVAILABLE', 'RETIRE', 'PERFORMANCE', 'DUPLICATE')),
    actor     text NOT NULL,
    import_id uuid REFERENCES expert_import,
    content   jsonb NOT NULL,
    salt      bytea NOT NULL CHECK (octet_length(salt) = 32),
    digest    text NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
    PRIMARY KEY (expert_id, id)
);
COMMENT ON COLUMN expert_change.content IS '{"was": {…}, "is": {…}}: the members that changed, with what names people in clear';
CREATE INDEX expert_change_by_import ON expert_change (import_id) WHERE import_id IS NOT NULL;

-- Who holds whom: shares and control among organisations (E04). A person as holder is "person:" and the hex digest of the
-- identity number, so that an expert can be found among the holders.
CREATE TABLE affiliation (
    id          uuid PRIMARY KEY,
    holder      text COLLATE "C" NOT NULL CHECK (holder ~ '^([0-9A-HJ-NP-RT-UW-Y]{18}|person:[0-9a-f]{64})$'),
    held        text COLLATE "C" NOT NULL CHECK (held ~ '^[0-9A-HJ-NP-RT-UW-Y]{18}$'),
    holder_name text CHECK (length(holder_name) BETWEEN 1 AND 200),
    held_name   text CHECK (length(held_name) BETWEEN 1 AND 200),
    kind        text NOT NULL CHECK (kind IN ('SHARE', 'CONTROL', 'BRANCH', 'MANAGEMENT')),
    -- Of the whole, 0 to 1; for kind SHARE.
    share       numeric(9, 8) CHECK (share > 0 AND share <= 1),
    valid_from  date NOT NULL,
    valid_until date CHECK (valid_until >= valid_from),
    evidence    text NOT NULL CHECK (length(evidence) BETWEEN 1 AND 300),
    import_id   uuid NOT NULL REFERENCES expert_import,
    UNIQUE (holder, held, kind, valid_from),
    CHECK (holder <> held),
    CHECK ((kind = 'SHARE') = (share IS NOT NULL))
);
CREATE INDEX affiliation_by_held ON affiliation (held, holder);

CREATE FUNCTION expert_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the history of the expert pool is append-only: % on % refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER expert_change_no_change BEFORE UPDATE OR DELETE ON expert_change FOR EACH ROW EXECUTE FUNCTION expert_refuse_change();

GRANT SELECT, INSERT, UPDATE ON expert, specialty, expert_import, affiliation TO gongping_app;
GRANT SELECT, INSERT, DELETE ON expert_import_row, expert_unavailable, expert_employment, expert_qualification, expert_relation TO gongping_app;
GRANT SELECT, INSERT ON expert_import_problem, expert_engagement, expert_performance, expert_change TO gongping_app;
GRANT UPDATE (ends_at, outcome) ON expert_engagement TO gongping_app;
GRANT SELECT, INSERT ON expert_suspension TO gongping_app;
GRANT UPDATE (lifted_at, lifted_reason, lifted_by, lifted_sha256) ON expert_suspension TO gongping_app;
