-- The time that holders have for the announced remedy once the decryption window is over (rule O04): until then nobody says by
-- whose cause a bid stayed closed (rule O02).
ALTER TABLE opening_plan ADD COLUMN remedy_minutes integer CHECK (remedy_minutes BETWEEN 1 AND 1440);
UPDATE opening_plan SET remedy_minutes = 30 WHERE remedy_k IS NOT NULL;
ALTER TABLE opening_plan ADD CHECK ((remedy_k IS NULL) = (remedy_minutes IS NULL));

-- Null where no remedy is announced.
ALTER TABLE opening_hall ADD COLUMN remedy_ends_at timestamptz CHECK (remedy_ends_at >= window_ends_at);
UPDATE opening_hall hall SET remedy_ends_at = window_ends_at + make_interval(mins => plan.remedy_minutes)
    FROM opening_plan plan WHERE plan.project_id = hall.project_id;
