package org.gongping.draw.plan;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gongping.core.rule.Law;
import org.gongping.core.rule.Verdict;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.gate.CommitteeFacts;
import org.gongping.core.tender.gate.CommitteeGate;

/** What the law says of a committee plan: the facts of the plan before {@link CommitteeGate}. */
public final class PlanGate {
    private final Law law;

    public PlanGate(Law law) {
        this.law = law;
    }

    /** @param drawAt when the experts are to be drawn */
    public List<Verdict> check(Project project, CommitteePlan plan, Instant drawAt) {
        return new CommitteeGate(law)
                .check(new CommitteeFacts(
                        plan.size(),
                        plan.expertSeats(),
                        Optional.ofNullable(project.budget()),
                        plan.complex(),
                        plan.socialEffect(),
                        plan.minRatio(),
                        plan.minCapRatio(),
                        drawAt,
                        plan.evaluationAt(),
                        quotas(plan),
                        plan.widenings().stream().map(PlanGate::inWords).toList()));
    }

    /** The main venue first, as the rule writes it: 3+2. One venue alone is no split. */
    private static List<Integer> quotas(CommitteePlan plan) {
        if (plan.venues().size() < 2) {
            return List.of();
        }
        return Stream.concat(
                        plan.venues().stream().filter(CommitteePlan.Venue::main),
                        plan.venues().stream().filter(venue -> !venue.main()))
                .map(CommitteePlan.Venue::quota)
                .toList();
    }

    private static String inWords(CommitteePlan.Widening widening) {
        return widening.step() + " " + widening.of() + " " + widening.need() + " +"
                + String.join(",", widening.added());
    }
}
