package org.gongping.core.opening;

import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.gongping.core.bid.RegistrationRepository;
import org.gongping.core.bid.plan.OpeningPlanRepository;
import org.gongping.core.bid.submission.Submission;
import org.gongping.core.bid.submission.SubmissionRepository;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Role;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.ProjectAccess;

/** The sealed bids that were received, from the deadline on: before it nobody learns how many there are (rule S06). */
public final class ReceivedBids {
    private final OpeningPlanRepository plans;
    private final SubmissionRepository submissions;
    private final RegistrationRepository registrations;
    private final InstantSource clock;

    public ReceivedBids(
            OpeningPlanRepository plans,
            SubmissionRepository submissions,
            RegistrationRepository registrations,
            InstantSource clock) {
        this.plans = plans;
        this.submissions = submissions;
        this.registrations = registrations;
        this.clock = clock;
    }

    /** In the order in which they came; empty where bids are not sealed, or the deadline has not come. */
    Optional<List<StartOpening.Received>> of(Transaction tx, Project project, UUID lotId) {
        boolean isDue = !project.isDraft() && !clock.instant().isBefore(project.bidDeadline());
        if (!isDue || plans.find(tx, project.id()).isEmpty()) {
            return Optional.empty();
        }
        Map<UUID, Submission> standing = submissions.standing(tx, project.id(), lotId);
        return Optional.of(registrations.list(tx, project.id()).stream()
                .filter(registration -> standing.containsKey(registration.id()))
                .sorted(Comparator.comparing(
                        registration -> standing.get(registration.id()).receivedAt()))
                .map(registration -> new StartOpening.Received(
                        registration.organisation().name(),
                        registration.organisation().creditCode(),
                        standing.get(registration.id()).id()))
                .toList());
    }

    /** How many, for those who conduct or watch the tender: where there are too few, there is no list that would tell. */
    public OptionalInt count(Transaction tx, ProjectAccess.View view, UUID lotId) {
        boolean isBidder = view.sides().isEmpty() || view.sides().contains(Role.BIDDER);
        return isBidder
                ? OptionalInt.empty()
                : of(tx, view.project(), lotId)
                        .map(list -> OptionalInt.of(list.size()))
                        .orElseGet(OptionalInt::empty);
    }
}
