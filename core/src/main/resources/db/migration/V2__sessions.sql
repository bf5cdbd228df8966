-- Web sessions, answers to commands, and the clock of a rehearsal server.
-- A browser holds 32 random bytes; the table holds their SHA-256, so that whoever reads the table cannot become
-- anybody. The refresh token is sealed with a key that is not in the database.
CREATE TABLE web_session (
  id_hash                  bytea PRIMARY KEY CHECK (octet_length(id_hash) = 32),
  subject                  text NOT NULL,
  account                  text NOT NULL,
  name                     text NOT NULL,
  organisation_credit_code text,
  roles                    text[] NOT NULL,
  sealed_refresh_token     bytea NOT NULL,
  issuer_session           text,
  access_expires_at        timestamptz NOT NULL,
  created_at               timestamptz NOT NULL,
  last_seen_at             timestamptz NOT NULL,
  expires_at               timestamptz NOT NULL CHECK (expires_at > created_at)
);
CREATE INDEX web_session_issuer_session ON web_session (issuer_session);
CREATE INDEX web_session_subject ON web_session (subject);
CREATE INDEX web_session_expires_at ON web_session (expires_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON web_session TO gongping_app;

-- The answer of a command by the id its client made. The row is inserted first, without an answer, so that a second
-- copy of the command waits for the first; it is gone again when the first is refused.
CREATE TABLE command_answer (
  actor          text NOT NULL,
  command_id     uuid NOT NULL,
  operation      text NOT NULL,
  request_digest bytea NOT NULL CHECK (octet_length(request_digest) = 32),
  status         smallint,
  version        bigint,
  body           text,
  at             timestamptz NOT NULL,
  PRIMARY KEY (actor, command_id)
);
CREATE INDEX command_answer_at ON command_answer (at);
GRANT SELECT, INSERT, UPDATE, DELETE ON command_answer TO gongping_app;

-- How far the clock of a rehearsal server is ahead; survives a restart, for time must not run backwards.
CREATE TABLE rehearsal_clock (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  ahead_ms bigint NOT NULL CHECK (ahead_ms >= 0)
);
GRANT SELECT, INSERT, UPDATE ON rehearsal_clock TO gongping_app;

-- The server asks at its start whether the schema is the one it was built for.
GRANT SELECT ON flyway_schema_history TO gongping_app;
