-- The deposit of a withdrawn bid stands again with another bid before the deadline.
SET LOCAL gongping.audit_ddl = 'V25__deposit_reinstated: one more kind of event';

ALTER TABLE deposit_event DROP CONSTRAINT deposit_event_kind_check;
ALTER TABLE deposit_event ADD CONSTRAINT deposit_event_kind_check
    CHECK (kind IN ('WAIVED', 'LODGED', 'VERIFIED', 'REFUSED', 'WITHDRAWN', 'REINSTATED', 'REFUNDED', 'RETURNED', 'RETAINED',
        'DISPUTED', 'SETTLED', 'ACCOUNT_CORRECTED', 'REPLACED'));
