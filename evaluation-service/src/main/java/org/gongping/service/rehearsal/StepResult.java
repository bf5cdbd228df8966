package org.gongping.service.rehearsal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How one step went.
 *
 * @param number from 1, as people count
 * @param account who acted; empty for nobody
 * @param clock the server's time as far as the rehearsal knows it
 * @param status HTTP status of the last answer; 0 for a check that the rehearsal makes by itself
 * @param requests how many requests were sent
 * @param differences empty when everything was as expected
 */
public record StepResult(
        int number,
        String titleZh,
        String titleEn,
        String account,
        String operation,
        Instant clock,
        int status,
        int requests,
        Duration took,
        List<Difference> differences) {
    public StepResult {
        differences = List.copyOf(differences);
    }

    public boolean passed() {
        return differences.isEmpty();
    }
}
