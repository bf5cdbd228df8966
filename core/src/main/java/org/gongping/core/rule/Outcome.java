package org.gongping.core.rule;

import java.util.Optional;

/** What a rule says about a step. */
public sealed interface Outcome {
    /** Name on the wire. */
    String code();

    /** The rule is kept. */
    record Pass() implements Outcome {
        @Override
        public String code() {
            return "PASS";
        }
    }

    /**
     * The step is refused.
     *
     * @param earliest when it would be allowed, or which date would; empty if no time helps
     */
    record Blocked(Optional<Earliest> earliest) implements Outcome {
        @Override
        public String code() {
            return "BLOCKED";
        }
    }

    /** The step is allowed once a person has acknowledged it, with a reason. */
    record Warning(Optional<Earliest> earliest) implements Outcome {
        @Override
        public String code() {
            return "WARNING";
        }
    }

    /** The rule does not speak of this case; the message says why. */
    record NotApplicable() implements Outcome {
        @Override
        public String code() {
            return "NOT_APPLICABLE";
        }
    }

    /** The rule yields a value: see {@link Verdict#computed()}. */
    record Computed() implements Outcome {
        @Override
        public String code() {
            return "COMPUTED";
        }
    }
}
