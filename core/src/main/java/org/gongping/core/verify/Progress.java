package org.gongping.core.verify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one running check has seen so far. Not for use by several threads. */
final class Progress {
    private final long begin = System.nanoTime();
    private final Limits limits;
    private final String target;
    private final Map<Report.Counted, Long> counts = new EnumMap<>(Report.Counted.class);
    private final List<Finding> findings = new ArrayList<>();
    private SealedCheckpoint checkpoint;
    private String record;
    private Report.Promise promise;
    private Continuation continuation;

    Progress(String target, Limits limits) {
        this.target = target;
        this.limits = limits;
    }

    void count(Report.Counted what, long number) {
        counts.merge(what, number, Long::sum);
    }

    void add(Finding finding) {
        if (findings.size() < Limits.FINDINGS) {
            findings.add(finding);
        }
    }

    void sealed(SealedCheckpoint accepted) {
        checkpoint = accepted;
    }

    /** The text of a record that has been proven. */
    void proven(String text) {
        record = text;
    }

    /** How a promise stands. */
    void promised(Report.Promise standing) {
        promise = standing;
    }

    Optional<SealedCheckpoint> checkpoint() {
        return Optional.ofNullable(checkpoint);
    }

    /** That the log continues another, proven by its first entry. */
    void continues(Continuation proven) {
        continuation = proven;
    }

    Optional<Continuation> continuation() {
        return Optional.ofNullable(continuation);
    }

    /** For another log of the same check; what it finds is taken over with {@link #addAll}. */
    Progress forBefore() {
        return new Progress(target, new Limits(left(), limits.perFile(), limits.entries()));
    }

    /** Takes over what was found in another log. */
    void addAll(Progress other, String folder) {
        other.findings.forEach(finding -> add(finding.in(folder)));
        other.counts.forEach(this::count);
    }

    boolean isGood() {
        return findings.isEmpty();
    }

    boolean isFull() {
        return findings.size() >= Limits.FINDINGS;
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Time that is left; never negative. */
    Duration left() {
        Duration left = limits.whole().minus(elapsed());
        return left.isNegative() ? Duration.ZERO : left;
    }

    void requireTime() throws Refused {
        if (left().isZero()) {
            throw outOfTime();
        }
    }

    Refused outOfTime() {
        return new Refused(
                Finding.of(FindingCode.OUT_OF_TIME, target, limits.whole().toSeconds() + " s"));
    }

    Report report(Report.Kind kind) {
        return new Report(
                target,
                kind,
                Optional.ofNullable(checkpoint),
                Optional.ofNullable(record),
                Optional.ofNullable(promise),
                Optional.ofNullable(continuation),
                Collections.unmodifiableMap(new EnumMap<>(counts)),
                List.copyOf(findings),
                elapsed());
    }
}
