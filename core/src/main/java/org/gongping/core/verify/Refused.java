package org.gongping.core.verify;

/** Ends a check at the one finding after which nothing further can be said. */
public final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Finding finding;

    Refused(Finding finding) {
        super(finding.place() + ": " + finding.en(), null, false, false);
        this.finding = finding;
    }

    public Finding finding() {
        return finding;
    }
}
