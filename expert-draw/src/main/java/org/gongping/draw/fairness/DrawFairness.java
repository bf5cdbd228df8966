package org.gongping.draw.fairness;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.gongping.core.rule.Verdict;

/**
 * Use of the experts since a moment, by codes that are no names.
 *
 * @param experts active in the library
 * @param topTenthShare share of all evaluations that the busiest tenth of the experts took, 0 to 1
 * @param workload how many experts took part so often, from never
 * @param verdicts rule L11: it warns and decides nothing
 */
public record DrawFairness(
        Instant from,
        int experts,
        int served,
        int calls,
        int declined,
        int unanswered,
        BigDecimal topTenthShare,
        List<Month> months,
        List<Load> workload,
        List<Use> busiest,
        List<Use> refusers,
        List<Pair> pairs,
        List<Meeting> bidders,
        List<Verdict> verdicts) {
    /** Outcomes of calls for evaluations in one month, as {@code 2026-11} in Asia/Shanghai. */
    public record Month(String month, int served, int declined, int unanswered) {}

    /** So many experts took part in so many evaluations. */
    public record Load(int engagements, int experts) {}

    /**
     * One expert.
     *
     * @param code digest that stays the same, no name
     * @param refused calls declined or left unanswered
     */
    public record Use(String code, int served, int calls, int refused, BigDecimal refusalPercent, boolean lead) {}

    /** Two experts on the same committee. */
    public record Pair(String a, String b, int meetings, boolean lead) {}

    /** An expert before a bidder, and how often it won. */
    public record Meeting(String expert, String bidder, int meetings, int won, boolean lead) {}

    /** What a rule set gives as the figures from which on there is a lead; empty where it has none. */
    record Leads(Optional<Integer> pairs, Optional<Integer> bidders, Optional<BigDecimal> refusals) {}
}
