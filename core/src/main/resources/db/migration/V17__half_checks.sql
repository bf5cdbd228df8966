-- Of each officer's half of the roster's key a check value, so that a wrong half is refused to whoever gives it. A half is 32
-- random bytes: its digest tells nothing of it. Attempts that began before have none.
ALTER TABLE draw_attempt
    ADD COLUMN half_platform_check   bytea CHECK (octet_length(half_platform_check) = 32),
    ADD COLUMN half_supervisor_check bytea CHECK (octet_length(half_supervisor_check) = 32),
    ADD CONSTRAINT draw_attempt_half_checks CHECK ((half_platform_check IS NULL) = (half_supervisor_check IS NULL));
