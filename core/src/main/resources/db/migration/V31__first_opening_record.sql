-- The first sitting of two has a record of its own.
ALTER TABLE notice DROP CONSTRAINT notice_kind_check;
ALTER TABLE notice ADD CHECK (kind IN
    ('TENDER', 'ADDENDUM', 'FIRST_OPENING_RECORD', 'OPENING_RECORD', 'CANDIDATES', 'AWARD', 'FAILED'));
