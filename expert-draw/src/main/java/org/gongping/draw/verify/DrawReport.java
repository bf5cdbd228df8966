package org.gongping.draw.verify;

import java.util.List;
import java.util.Optional;

/**
 * What the verifier has found.
 *
 * @param results one for each check that was run, in their order
 */
public record DrawReport(View view, List<Result> results) {
    /** How much of the draw the transcript shows. */
    public enum View {
        /** All records: who was eligible has been checked. */
        OPEN,
        /** No records: who was eligible is the platform's claim. */
        SEALED,
        /** The transcript could not be read. */
        UNREADABLE
    }

    /**
     * One check.
     *
     * @param failure what is wrong; nothing when it passed
     */
    public record Result(Check check, Optional<Failure> failure) {}

    /**
     * What is wrong.
     *
     * @param code as the specification names it
     */
    public record Failure(String code, String detail) {}

    public DrawReport {
        results = List.copyOf(results);
    }

    /** The first failure, in the order of the checks. */
    public Optional<Failure> firstFailure() {
        return results.stream().flatMap(result -> result.failure().stream()).findFirst();
    }

    /** {@code PASS}, {@code PASS-CLAIMED} or {@code FAIL <code> <detail>}. */
    public String verdict() {
        return firstFailure()
                .map(failure -> "FAIL " + failure.code() + " " + failure.detail())
                .orElse(view == View.SEALED ? "PASS-CLAIMED" : "PASS");
    }

    public boolean passed() {
        return firstFailure().isEmpty();
    }
}
