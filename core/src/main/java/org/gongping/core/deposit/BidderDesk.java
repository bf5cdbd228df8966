package org.gongping.core.deposit;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.bid.Bid;
import org.gongping.core.bid.BidRepository;
import org.gongping.core.bid.Registration;
import org.gongping.core.bid.RegistrationRepository;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.rule.Law;
import org.gongping.core.tender.Lot;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.ProjectAccess;
import org.gongping.core.tender.ProjectLaw;
import org.gongping.core.tender.ProjectRepository;

/** What the steps of deposits have in common: whose deposit it is, and on which stream its records stand. */
public final class BidderDesk {
    private final ProjectRepository projects;
    private final ProjectLaw laws;
    private final RegistrationRepository registrations;
    private final BidRepository bids;
    private final InstantSource clock;

    public BidderDesk(
            ProjectRepository projects,
            ProjectLaw laws,
            RegistrationRepository registrations,
            BidRepository bids,
            InstantSource clock) {
        this.projects = projects;
        this.laws = laws;
        this.registrations = registrations;
        this.bids = bids;
        this.clock = clock;
    }

    /**
     * The caller's own place in a lot.
     *
     * @param now read once the project is held, and the bidder's other acts are over: what this waited for has made it later
     */
    public record Place(Project project, Lot lot, Registration registration, Law law, Instant now) {
        boolean isBeforeDeadline() {
            return now.isBefore(project.bidDeadline());
        }

        private Place at(Instant later) {
            return new Place(project, lot, registration, law, later);
        }
    }

    /** Holds the project, so that an opening finds everything that was in time; one act of a bidder after the other. */
    Outcome<Place> acting(Transaction tx, Actor actor, UUID projectId, UUID lotId) {
        return place(tx, actor, projects.hold(tx, projectId), lotId).map(place -> {
            registrations.lock(tx, projectId, place.registration().id());
            return place.at(clock.instant());
        });
    }

    Outcome<Place> reading(Transaction tx, Actor actor, UUID projectId, UUID lotId) {
        return place(tx, actor, projects.find(tx, projectId), lotId);
    }

    private Outcome<Place> place(Transaction tx, Actor actor, Optional<Project> found, UUID lotId) {
        Optional<Project> project = found.filter(each -> !each.isDraft());
        if (project.isEmpty()) {
            return Outcome.refused(new Refusal.NotFound("project"));
        }
        return ProjectAccess.lotOf(project.get(), lotId)
                .then(lot -> own(tx, actor, project.get().id())
                        .map(registration -> new Place(
                                project.get(), lot, registration, laws.locked(tx, project.get()), clock.instant())));
    }

    private Outcome<Registration> own(Transaction tx, Actor actor, UUID projectId) {
        return registrations
                .own(tx, projectId, actor)
                .map(Outcome::done)
                .orElseGet(() -> Outcome.refused(new Refusal.NotFound("registration")));
    }

    /** The bid that the deposit is for, as the opening lists it. */
    Optional<Bid> bid(Transaction tx, Project project, Lot lot, Deposit deposit) {
        return bids.list(tx, project.id(), lot.id()).stream()
                .filter(bid -> bid.creditCode().equals(deposit.bidder().creditCode()))
                .findFirst();
    }

    private DepositStanding.Bids bids(Transaction tx, UUID projectId, Lot lot) {
        if (lot.dates().openedAt() == null) {
            return new DepositStanding.Bids(Optional.empty(), Optional.empty());
        }
        List<Bid> listed = bids.list(tx, projectId, lot.id());
        return new DepositStanding.Bids(
                listed.stream()
                        .filter(bid -> bid.id().equals(lot.winner()))
                        .map(Bid::creditCode)
                        .findFirst(),
                Optional.of(listed.stream().map(Bid::creditCode).collect(Collectors.toSet())));
    }

    DepositStanding standing(Transaction tx, Law law, Project project, Lot lot, Deposit deposit, Instant now) {
        return DepositStanding.of(law, project, lot, bids(tx, project.id(), lot), deposit, now);
    }

    List<DepositStanding> standings(
            Transaction tx, Law law, Project project, Lot lot, List<Deposit> deposits, Instant now) {
        DepositStanding.Bids known = bids(tx, project.id(), lot);
        return deposits.stream()
                .map(deposit -> DepositStanding.of(law, project, lot, known, deposit, now))
                .toList();
    }

    Instant now() {
        return clock.instant();
    }
}
