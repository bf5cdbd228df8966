-- For which organisation a key of a draw was registered: each party has one of its own, and the outside holder that of no
-- other (VED-1 §2). Not known of keys that were registered before this was asked.
ALTER TABLE draw_key ADD COLUMN organisation text CHECK (organisation ~ '^[0-9A-HJ-NP-RT-UW-Y]{18}$');
