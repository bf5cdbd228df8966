-- Deposits: what a tender document asks, what each bidder gives for it, and what becomes of it. The ledger of a deposit is
-- its events: they are added and never changed, and every balance is computed from them.

-- What the tender document asks for a lot. Absent: no deposit is asked. Fixed with the publication.
CREATE TABLE deposit_terms (
    project_id uuid NOT NULL,
    lot_id     uuid NOT NULL,
    -- Estimated price or budget of the lot, in yuan.
    base       numeric(22, 2) NOT NULL CHECK (base > 0),
    -- Per cent of the base, or an amount in yuan.
    rate       numeric(9, 6) CHECK (rate > 0),
    amount     numeric(22, 2) CHECK (amount > 0),
    forms      jsonb NOT NULL,
    policy_set text,
    PRIMARY KEY (project_id, lot_id),
    FOREIGN KEY (project_id, lot_id) REFERENCES lot (project_id, id) ON DELETE CASCADE,
    CHECK ((rate IS NULL) <> (amount IS NULL))
);

CREATE TABLE waiver_policy_set (
    id             text PRIMARY KEY,
    effective_from date NOT NULL,
    effective_to   date CHECK (effective_to >= effective_from),
    digest         text NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
    document       jsonb NOT NULL,
    loaded_at      timestamptz NOT NULL
);
ALTER TABLE deposit_terms ADD FOREIGN KEY (policy_set) REFERENCES waiver_policy_set;
CREATE INDEX deposit_terms_by_policy_set ON deposit_terms (policy_set);

-- Credit and size class of a firm from a given day on, with where that is written.
CREATE TABLE bidder_credit (
    id              uuid PRIMARY KEY,
    organisation_id uuid NOT NULL REFERENCES organisation,
    credit_class    text NOT NULL CHECK (length(credit_class) BETWEEN 1 AND 8),
    firm_size       text CHECK (firm_size IN ('LARGE', 'MEDIUM', 'SMALL', 'MICRO')),
    as_of           date NOT NULL,
    source          text NOT NULL CHECK (length(source) BETWEEN 1 AND 200),
    recorded_at     timestamptz NOT NULL
);
CREATE INDEX bidder_credit_by_day ON bidder_credit (organisation_id, as_of DESC, recorded_at DESC);

CREATE TABLE deposit (
    project_id      uuid NOT NULL,
    id              uuid NOT NULL,
    lot_id          uuid NOT NULL,
    registration_id uuid NOT NULL,
    form            text NOT NULL CHECK (form IN ('WAIVER', 'ANNUAL', 'BANK_GUARANTEE', 'INSURANCE', 'SURETY', 'TRANSFER')),
    -- What the document asks, what is waived of it, what is left to give.
    asked           numeric(22, 2) NOT NULL CHECK (asked > 0),
    waived          numeric(22, 2) NOT NULL CHECK (waived >= 0),
    due             numeric(22, 2) NOT NULL CHECK (due >= 0),
    relief          jsonb,
    instrument      jsonb,
    account         jsonb,
    virtual_account text UNIQUE CHECK (virtual_account ~ '^[0-9]{16}$'),
    -- Who holds it can look at the certificate, nobody else.
    token           text NOT NULL UNIQUE CHECK (token ~ '^[0-9a-z]{26}$'),
    created_at      timestamptz NOT NULL,
    -- Number of its last event; its row orders the writers of the ledger.
    events          integer NOT NULL DEFAULT 0,
    PRIMARY KEY (project_id, id),
    FOREIGN KEY (project_id, lot_id) REFERENCES lot (project_id, id),
    FOREIGN KEY (project_id, registration_id) REFERENCES bidder_registration (project_id, id),
    CHECK (asked = waived + due),
    CHECK ((waived > 0) = (relief IS NOT NULL)),
    CHECK ((form = 'TRANSFER') = (virtual_account IS NOT NULL))
);
CREATE INDEX deposit_by_lot ON deposit (project_id, lot_id);
CREATE INDEX deposit_by_registration ON deposit (project_id, registration_id);

CREATE TABLE deposit_event (
    project_id uuid NOT NULL,
    deposit_id uuid NOT NULL,
    no         integer NOT NULL CHECK (no > 0),
    kind       text NOT NULL CHECK (kind IN ('WAIVED', 'LODGED', 'VERIFIED', 'REFUSED', 'WITHDRAWN', 'REFUNDED',
                   'RETURNED', 'RETAINED', 'DISPUTED', 'SETTLED', 'ACCOUNT_CORRECTED', 'REPLACED')),
    at         timestamptz NOT NULL,
    amount     numeric(22, 2) NOT NULL CHECK (amount >= 0),
    interest   numeric(22, 2) NOT NULL CHECK (interest >= 0),
    fee        numeric(22, 2) NOT NULL CHECK (fee >= 0),
    body       jsonb NOT NULL,
    PRIMARY KEY (project_id, deposit_id, no),
    FOREIGN KEY (project_id, deposit_id) REFERENCES deposit (project_id, id),
    CHECK (kind = 'REFUNDED' OR kind = 'RETURNED' OR (interest = 0 AND fee = 0))
);
CREATE TRIGGER deposit_event_no_change BEFORE UPDATE OR DELETE ON deposit_event FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER deposit_event_no_truncate BEFORE TRUNCATE ON deposit_event FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();

-- Files of a bank, and what stands in them.
CREATE TABLE bank_statement (
    id          uuid PRIMARY KEY,
    sha256      text NOT NULL UNIQUE CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    format      text NOT NULL CHECK (format IN ('CAMT_053', 'CAMT_054', 'CSV', 'MANUAL')),
    name        text NOT NULL,
    message_id  text NOT NULL,
    imported_at timestamptz NOT NULL
);

CREATE TABLE bank_entry (
    id              uuid PRIMARY KEY,
    statement_id    uuid NOT NULL REFERENCES bank_statement,
    no              integer NOT NULL CHECK (no > 0),
    -- What the bank calls the entry; the same one in a later file is the same money.
    reference       text NOT NULL UNIQUE,
    amount          numeric(22, 2) NOT NULL CHECK (amount > 0),
    received_on     date NOT NULL,
    -- Null where the bank states the day alone.
    received_at     timestamptz,
    payer_name      text,
    payer_account   text,
    virtual_account text,
    remittance      text,
    outcome         text NOT NULL CHECK (outcome IN ('MATCHED', 'OPEN', 'SENT_BACK')),
    reason          text,
    project_id      uuid,
    deposit_id      uuid,
    note            text,
    resolved_at     timestamptz,
    UNIQUE (statement_id, no),
    FOREIGN KEY (project_id, deposit_id) REFERENCES deposit (project_id, id),
    CHECK ((outcome = 'MATCHED') = (deposit_id IS NOT NULL)),
    CHECK (outcome <> 'OPEN' OR reason IS NOT NULL)
);
CREATE INDEX bank_entry_open ON bank_entry (id) WHERE outcome = 'OPEN';
CREATE INDEX bank_entry_by_deposit ON bank_entry (project_id, deposit_id);

-- Reports as they were when they were made: figures with their definitions and records.
CREATE TABLE deposit_report (
    id        uuid PRIMARY KEY,
    kind      text NOT NULL CHECK (kind IN ('TEN_DAY', 'MONTH', 'QUARTER')),
    from_day  date NOT NULL,
    to_day    date NOT NULL CHECK (to_day >= from_day),
    frozen_at timestamptz NOT NULL,
    sha256    text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    document  jsonb NOT NULL
);
CREATE INDEX deposit_report_by_period ON deposit_report (from_day DESC, id DESC);

REVOKE ALL ON deposit_terms, waiver_policy_set, bidder_credit, deposit, deposit_event, bank_statement, bank_entry, deposit_report FROM PUBLIC;
GRANT SELECT, INSERT, UPDATE, DELETE ON deposit_terms TO gongping_app;
GRANT SELECT, INSERT ON waiver_policy_set, bidder_credit, deposit, deposit_event, bank_statement, bank_entry, deposit_report TO gongping_app;
GRANT UPDATE (events) ON deposit TO gongping_app;
GRANT UPDATE (outcome, reason, project_id, deposit_id, note, resolved_at) ON bank_entry TO gongping_app;
