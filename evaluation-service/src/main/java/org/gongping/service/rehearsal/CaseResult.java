package org.gongping.service.rehearsal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How one case went: up to the end, or to the first step that differed.
 *
 * @param tender code of the project that was played
 * @param from time of the server before
 * @param to time of the server after
 * @param steps those that were taken
 * @param total how many steps the case has
 */
public record CaseResult(
        RehearsalCase played,
        String tender,
        Instant from,
        Instant to,
        List<StepResult> steps,
        int total,
        Duration took) {
    public CaseResult {
        steps = List.copyOf(steps);
    }

    public boolean passed() {
        return steps.size() == total && steps.stream().allMatch(StepResult::passed);
    }
}
