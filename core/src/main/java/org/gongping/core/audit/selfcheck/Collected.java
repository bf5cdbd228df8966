package org.gongping.core.audit.selfcheck;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Findings of one pass. Told at once; kept up to a number beyond which more would only repeat them. */
final class Collected {
    private static final int MOST = 200;

    private final List<Finding> findings = new ArrayList<>();
    private final Consumer<Finding> found;

    Collected(Consumer<Finding> found) {
        this.found = found;
    }

    void add(FindingCode code, String place, Object... details) {
        if (!isFull()) {
            Finding finding = Finding.of(code, place, details);
            findings.add(finding);
            found.accept(finding);
        }
    }

    boolean isFull() {
        return findings.size() >= MOST;
    }

    List<Finding> all() {
        return List.copyOf(findings);
    }
}
