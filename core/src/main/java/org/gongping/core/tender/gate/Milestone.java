package org.gongping.core.tender.gate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.gongping.core.rule.Bilingual;
import org.gongping.core.rule.Verdict;

/**
 * A gate on the time line of a lot.
 *
 * @param id DOCUMENT, ADDENDUM, OPENING, REPORT, NOTICE, DECISION, AWARD, CONTRACT, WRITTEN_REPORT
 * @param at when it happened or is planned
 * @param earliestAt before which the law does not allow it
 * @param latestAt first moment at which it would be late
 * @param verdicts what the gate says now
 */
public record Milestone(
        String id,
        Bilingual title,
        State state,
        Optional<Instant> at,
        Optional<Instant> earliestAt,
        Optional<Instant> latestAt,
        List<RuleReference> rules,
        List<Verdict> verdicts) {
    public Milestone {
        rules = List.copyOf(rules);
        verdicts = List.copyOf(verdicts);
    }

    /** DONE; CURRENT: running, or the next act and free; BLOCKED: the next act and refused; FUTURE. */
    public enum State {
        DONE,
        CURRENT,
        BLOCKED,
        FUTURE
    }

    /** A rule and where it stands. */
    public record RuleReference(String ruleId, Bilingual article) {}
}
