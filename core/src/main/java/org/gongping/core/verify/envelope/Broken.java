package org.gongping.core.verify.envelope;

import java.util.OptionalLong;

/** Ends a check at the first rule that does not hold. */
public final class Broken extends Exception {
    private static final long serialVersionUID = 1L;

    private final Rule rule;
    private final transient OptionalLong at;
    private final String what;

    private Broken(Rule rule, OptionalLong at, String what) {
        super(rule.code() + (at.isPresent() ? " at byte " + at.getAsLong() : "") + ": " + what, null, false, false);
        this.rule = rule;
        this.at = at;
        this.what = what;
    }

    /** @param at byte of the file, from 0 */
    static Broken at(Rule rule, long at, String what) {
        return new Broken(rule, OptionalLong.of(at), what);
    }

    static Broken of(Rule rule, String what) {
        return new Broken(rule, OptionalLong.empty(), what);
    }

    public Rule rule() {
        return rule;
    }

    /** Byte of the file, from 0, where there is one to name. */
    public OptionalLong at() {
        return at;
    }

    /** The member, the number of the chunk, the file: whatever was looked at. */
    public String what() {
        return what;
    }
}
