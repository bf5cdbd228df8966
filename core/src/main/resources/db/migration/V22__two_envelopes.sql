-- Two envelopes (双信封): the price envelope stays sealed until the first stage of the evaluation is locked, and is opened
-- in a second sitting of the same opening.

ALTER TABLE opening_plan ADD COLUMN two_envelopes boolean NOT NULL DEFAULT false;
ALTER TABLE opening_plan ALTER COLUMN two_envelopes DROP DEFAULT;
ALTER TABLE opening_plan ADD CHECK (NOT two_envelopes OR cardinality(kinds) > 1);

ALTER TABLE opening_hall
    ADD COLUMN sitting smallint NOT NULL DEFAULT 1 CHECK (sitting IN (1, 2)),
    -- Set between the sittings.
    ADD COLUMN adjourned_at timestamptz,
    -- Set with the outcome of the first stage: then the second sitting begins by itself.
    ADD COLUMN resumes_at timestamptz,
    ADD CHECK (adjourned_at IS NULL OR sitting = 1),
    ADD CHECK (resumes_at IS NULL OR adjourned_at IS NOT NULL);
ALTER TABLE opening_hall ALTER COLUMN sitting DROP DEFAULT;

-- Tries and confirmations belong to a sitting.
ALTER TABLE decryption_attempt ADD COLUMN sitting smallint NOT NULL DEFAULT 1 CHECK (sitting IN (1, 2));
ALTER TABLE decryption_attempt ALTER COLUMN sitting DROP DEFAULT;
ALTER TABLE decryption_attempt DROP CONSTRAINT decryption_attempt_pkey;
ALTER TABLE decryption_attempt ADD PRIMARY KEY (project_id, lot_id, bid_id, sitting, no);
ALTER TABLE opening_confirmation ADD COLUMN sitting smallint NOT NULL DEFAULT 1 CHECK (sitting IN (1, 2));
ALTER TABLE opening_confirmation ALTER COLUMN sitting DROP DEFAULT;
ALTER TABLE opening_confirmation DROP CONSTRAINT opening_confirmation_pkey;
ALTER TABLE opening_confirmation ADD PRIMARY KEY (project_id, lot_id, bid_id, sitting);

-- NOT_PASSED: the bid did not pass the first stage, and its price envelope stays sealed.
ALTER TABLE bid DROP CONSTRAINT bid_state_check;
ALTER TABLE bid ADD CONSTRAINT bid_state_check
    CHECK (state IN ('RECEIVED', 'OPENED', 'NOT_OPENED_BIDDER_CAUSE', 'NOT_OPENED_OTHER_CAUSE', 'NOT_PASSED'));
