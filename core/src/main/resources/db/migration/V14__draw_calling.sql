-- Calling those who were drawn (VED-1 §5.2 and §8). These tables speak of pseudonyms: who is behind one stands sealed in
-- draw_pool_sealed, and no key to it is stored anywhere. Nothing here may name a person, a telephone or a row of the pool
-- before the roster may be known; what a message says, and to whom, is not stored.

-- How far the calling of an attempt is; the row that orders its writers.
CREATE TABLE draw_calling (
    project_id uuid NOT NULL,
    attempt    integer NOT NULL,
    state      text NOT NULL CHECK (state IN ('CALLING', 'SEALED', 'SHORT', 'CLOSED')),
    opened_at  timestamptz NOT NULL,
    -- Since when the state holds.
    since      timestamptz NOT NULL,
    PRIMARY KEY (project_id, attempt),
    FOREIGN KEY (project_id, attempt) REFERENCES draw_attempt (project_id, attempt)
);
CREATE INDEX draw_calling_at_work ON draw_calling (project_id, attempt) WHERE state = 'CALLING';

-- That a half of the roster's key was given to a server, never the half. Dropped when that server no longer has it.
CREATE TABLE draw_roster_half (
    project_id uuid NOT NULL,
    attempt    integer NOT NULL,
    no         integer NOT NULL CHECK (no > 0),
    party      text NOT NULL CHECK (party IN ('platform', 'supervisor')),
    purpose    text NOT NULL CHECK (purpose IN ('CALL', 'SIGN_IN', 'PUBLISH')),
    server     uuid NOT NULL,
    place      text CHECK (length(place) BETWEEN 1 AND 200),
    -- Salted references of those present.
    persons    jsonb,
    entry_id   uuid NOT NULL UNIQUE,
    at         timestamptz NOT NULL,
    dropped_at timestamptz,
    PRIMARY KEY (project_id, attempt, no),
    FOREIGN KEY (project_id, attempt) REFERENCES draw_attempt (project_id, attempt),
    CHECK ((purpose = 'CALL') = (place IS NULL))
);
CREATE INDEX draw_roster_half_held ON draw_roster_half (project_id, attempt) WHERE dropped_at IS NULL;

CREATE TABLE draw_seat (
    project_id uuid NOT NULL,
    attempt    integer NOT NULL,
    no         integer NOT NULL CHECK (no > 0),
    stratum    text NOT NULL,
    venue      text,
    city       text,
    place      text,
    -- Who sits there, or is to be called for it.
    pid        text NOT NULL CHECK (pid ~ '^[0-9a-f]{32}$'),
    state      text NOT NULL CHECK (state IN ('OPEN', 'CALLING', 'CONFIRMED', 'VACANT', 'SHORT', 'RELEASED')),
    since      timestamptz NOT NULL,
    PRIMARY KEY (project_id, attempt, no),
    FOREIGN KEY (project_id, attempt) REFERENCES draw_calling (project_id, attempt)
);

-- Vacancies in the order in which they are filled, one after the other, as the verifier replays them.
CREATE TABLE draw_replacement (
    project_id uuid NOT NULL,
    attempt    integer NOT NULL,
    no         integer NOT NULL CHECK (no > 0),
    seat       integer NOT NULL,
    vacated    text NOT NULL,
    reason     text NOT NULL CHECK (reason IN ('DECLINED', 'NO_ANSWER', 'LATE_CONFLICT', 'ABSENT', 'INCAPACITATED', 'REMOVED_BY_S')),
    evidence   text CHECK (evidence ~ '^[0-9a-f]{64}$'),
    asked_at   timestamptz NOT NULL,
    skipped    jsonb NOT NULL DEFAULT '[]',
    seated     text,
    ended_at   timestamptz,
    entry_id   uuid UNIQUE,
    -- Whether the pool knows that the one who left is free again; nothing to know of one who never confirmed.
    noted      boolean NOT NULL,
    PRIMARY KEY (project_id, attempt, no),
    FOREIGN KEY (project_id, attempt, seat) REFERENCES draw_seat (project_id, attempt, no),
    CHECK (reason NOT IN ('LATE_CONFLICT', 'REMOVED_BY_S') OR evidence IS NOT NULL),
    CHECK ((ended_at IS NULL) = (entry_id IS NULL)),
    CHECK (seated IS NULL OR ended_at IS NOT NULL)
);

CREATE TABLE draw_call (
    project_id  uuid NOT NULL,
    attempt     integer NOT NULL,
    no          integer NOT NULL CHECK (no > 0),
    id          uuid NOT NULL UNIQUE,
    seat        integer NOT NULL,
    pid         text NOT NULL,
    -- Null: the first call for the seat, to the one who was drawn for it.
    replacement integer,
    -- SHA-256 of what an answer names the call by; null until somebody is about to be reached.
    ref_hash    bytea UNIQUE CHECK (octet_length(ref_hash) = 32),
    started_at  timestamptz NOT NULL,
    -- Null until a message went out or the desk was told: an answer that nobody could give is not missed.
    ends_at     timestamptz,
    ended_at    timestamptz,
    outcome     text CHECK (outcome IN ('ACCEPTED', 'DECLINED', 'NO_ANSWER')),
    channel     text,
    reason      text CHECK (reason IN ('TIME', 'HEALTH', 'RECUSAL', 'OTHER')),
    entry_id    uuid UNIQUE,
    -- Whether the pool knows that the expert is taken, or has declined.
    noted       boolean NOT NULL DEFAULT false,
    PRIMARY KEY (project_id, attempt, no),
    FOREIGN KEY (project_id, attempt, seat) REFERENCES draw_seat (project_id, attempt, no),
    FOREIGN KEY (project_id, attempt, replacement) REFERENCES draw_replacement (project_id, attempt, no),
    -- Nobody is called twice in one attempt.
    UNIQUE (project_id, attempt, pid),
    CHECK ((ended_at IS NULL) = (outcome IS NULL) AND (ended_at IS NULL) = (channel IS NULL) AND (ended_at IS NULL) = (entry_id IS NULL))
);
-- One name at a time.
CREATE UNIQUE INDEX draw_call_one_at_a_time ON draw_call (project_id, attempt) WHERE ended_at IS NULL;

-- What was tried to reach the one who is called; to whom and in which words is not stored.
CREATE TABLE call_message (
    project_id uuid NOT NULL,
    attempt    integer NOT NULL,
    call       integer NOT NULL,
    no         integer NOT NULL CHECK (no > 0),
    channel    text NOT NULL CHECK (channel IN ('mail', 'sms', 'voice', 'desk')),
    state      text NOT NULL CHECK (state IN ('SENT', 'FAILED', 'OFFERED', 'NOT_REACHED')),
    at         timestamptz NOT NULL,
    PRIMARY KEY (project_id, attempt, call, no),
    FOREIGN KEY (project_id, attempt, call) REFERENCES draw_call (project_id, attempt, no)
);

-- Who the members are, once everybody may know: not a row before that.
CREATE TABLE draw_roster (
    project_id uuid NOT NULL,
    attempt    integer NOT NULL,
    seat       integer NOT NULL,
    pid        text NOT NULL,
    expert_id  uuid NOT NULL REFERENCES expert,
    opened_at  timestamptz NOT NULL,
    PRIMARY KEY (project_id, attempt, seat),
    FOREIGN KEY (project_id, attempt, seat) REFERENCES draw_seat (project_id, attempt, no)
);
CREATE INDEX draw_roster_by_expert ON draw_roster (expert_id);

-- What has ended does not change any more.
CREATE FUNCTION draw_call_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.ended_at IS NOT NULL AND (NEW.outcome, NEW.channel, NEW.pid, NEW.ended_at, NEW.entry_id) IS DISTINCT FROM (OLD.outcome, OLD.channel, OLD.pid, OLD.ended_at, OLD.entry_id) THEN
        RAISE EXCEPTION 'a call that has ended does not change' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER draw_call_no_change BEFORE UPDATE ON draw_call FOR EACH ROW EXECUTE FUNCTION draw_call_refuse_change();

REVOKE ALL ON draw_calling, draw_roster_half, draw_seat, draw_replacement, draw_call, call_message, draw_roster FROM PUBLIC;
GRANT SELECT, INSERT ON draw_calling, draw_roster_half, draw_seat, draw_replacement, draw_call, call_message, draw_roster TO gongping_app;
GRANT UPDATE (state, since) ON draw_calling TO gongping_app;
GRANT UPDATE (dropped_at) ON draw_roster_half TO gongping_app;
GRANT UPDATE (pid, state, since) ON draw_seat TO gongping_app;
GRANT UPDATE (skipped, seated, ended_at, entry_id, noted) ON draw_replacement TO gongping_app;
GRANT UPDATE (ref_hash, ends_at, ended_at, outcome, channel, reason, entry_id, noted) ON draw_call TO gongping_app;
