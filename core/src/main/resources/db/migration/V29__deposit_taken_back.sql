-- What was given went back before it stood for anything: the bank booked the money back (冲正), or the bidder took back a paper
-- that nobody had verified. The deposit is as if it had not come.
SET LOCAL gongping.audit_ddl = 'V29__deposit_taken_back: one more kind of event';

ALTER TABLE deposit_event DROP CONSTRAINT deposit_event_kind_check;
ALTER TABLE deposit_event ADD CONSTRAINT deposit_event_kind_check
    CHECK (kind IN ('WAIVED', 'LODGED', 'TAKEN_BACK', 'VERIFIED', 'REFUSED', 'WITHDRAWN', 'REINSTATED', 'REFUNDED', 'RETURNED',
        'RETAINED', 'DISPUTED', 'SETTLED', 'ACCOUNT_CORRECTED', 'REPLACED'));
