package org.gongping.core.rule;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** One parameter of a rule, as the rule set states it. */
public sealed interface RuleParam {

    /** As a person reads it inside a message. */
    Bilingual shown();

    /**
     * A legal period.
     *
     * @param startDayCounts overrides rule T20 for this period; null leaves it to T20
     * @param rollOverHoliday overrides rule T20 for this period; null leaves it to T20
     * @param boundary when the period is kept; null for the boundary that the rule's wording has by itself
     */
    record Period(int value, PeriodUnit unit, Boolean startDayCounts, Boolean rollOverHoliday, PeriodBoundary boundary)
            implements RuleParam {
        @Override
        public Bilingual shown() {
            return Bilingual.same(Integer.toString(value));
        }
    }

    /**
     * A number with its unit.
     *
     * @param inclusive whether a value equal to the figure keeps the rule; null leaves it to rule T20 (boundsInclusive)
     */
    record Figure(BigDecimal value, String unit, Boolean inclusive) implements RuleParam {
        @Override
        public Bilingual shown() {
            return Bilingual.same(value.toPlainString());
        }
    }

    /** From min to max, both included. */
    record Range(BigDecimal min, BigDecimal max, String unit) implements RuleParam {
        @Override
        public Bilingual shown() {
            return Bilingual.same(min.toPlainString() + "–" + max.toPlainString());
        }

        public boolean contains(BigDecimal value) {
            return value.compareTo(min) >= 0 && value.compareTo(max) <= 0;
        }
    }

    /** A set of words, in the order of the document. */
    record Words(List<String> values) implements RuleParam {
        public Words {
            values = List.copyOf(values);
        }

        @Override
        public Bilingual shown() {
            return new Bilingual(String.join("、", values), String.join(", ", values));
        }
    }

    /** Yes or no. */
    record Flag(boolean flag) implements RuleParam {
        @Override
        public Bilingual shown() {
            return flag ? new Bilingual("是", "yes") : new Bilingual("否", "no");
        }
    }

    /** One of the words that the rule knows. */
    record Choice(String choice) implements RuleParam {
        @Override
        public Bilingual shown() {
            return Bilingual.same(choice);
        }
    }

    /** Left open for the project owner (regime OTHER); a rule with an open parameter cannot be enabled. */
    record Unset(Optional<String> unit) implements RuleParam {
        @Override
        public Bilingual shown() {
            return new Bilingual("（由招标人填写）", "(for the project owner to fill in)");
        }
    }
}
