package org.gongping.core.opening.hall;

import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.bid.Bid;
import org.gongping.core.bid.BidRepository;
import org.gongping.core.bid.Registration;
import org.gongping.core.bid.RegistrationRepository;
import org.gongping.core.bid.envelope.EnvelopeKind;
import org.gongping.core.bid.plan.Holder;
import org.gongping.core.bid.plan.OpeningPlan;
import org.gongping.core.bid.plan.OpeningPlanRepository;
import org.gongping.core.bid.submission.Submission;
import org.gongping.core.bid.submission.SubmissionRepository;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.tender.Lot;
import org.gongping.core.tender.LotPhase;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.ProjectAccess;
import org.gongping.core.tender.ProjectRepository;

/**
 * Shows the hall. Before the deadline a bidder sees its own check-in and nobody anything else (rule S06); until the
 * decryption has closed for all nobody sees anything of a bid but how far it is.
 */
public final class ReadHall {
    private final ProjectAccess access;
    private final ProjectRepository projects;
    private final OpeningPlanRepository plans;
    private final BidRepository bids;
    private final RegistrationRepository registrations;
    private final SubmissionRepository submissions;
    private final HallRepository halls;
    private final KeyTrialRepository trials;
    private final GiveTimeBack giveBack;
    private final InstantSource clock;

    public ReadHall(
            ProjectAccess access,
            ProjectRepository projects,
            OpeningPlanRepository plans,
            BidRepository bids,
            RegistrationRepository registrations,
            SubmissionRepository submissions,
            HallRepository halls,
            KeyTrialRepository trials,
            GiveTimeBack giveBack,
            InstantSource clock) {
        this.access = access;
        this.projects = projects;
        this.plans = plans;
        this.bids = bids;
        this.registrations = registrations;
        this.submissions = submissions;
        this.halls = halls;
        this.trials = trials;
        this.giveBack = giveBack;
        this.clock = clock;
    }

    /**
     * The hall as somebody sees it.
     *
     * @param hall empty before the opening
     * @param checkedInAt of the viewer's own organisation; null when it has not
     * @param own headers of the viewer's own bid, of the envelopes of this sitting; empty when it has none
     * @param toShare bids that wait for the viewer's shares: headers by bid and envelope
     */
    public record Shown(
            Project project,
            Lot lot,
            OpeningPlan plan,
            Optional<Hall> hall,
            Instant now,
            List<Seat> seats,
            Instant checkedInAt,
            Optional<UUID> ownBid,
            Map<EnvelopeKind, byte[]> own,
            Map<UUID, Map<EnvelopeKind, byte[]>> toShare) {}

    /**
     * A bidder in the hall.
     *
     * @param checkedInAt null when it has not
     * @param shares holders that have brought their shares of its bid
     * @param isOpen whether all its envelopes are decrypted
     * @param isBeingTried whether keys that it sent are being tried
     * @param confirmedAt null when it has not
     */
    public record Seat(
            Bid bid,
            Instant receivedAt,
            Instant checkedInAt,
            Decryption decryption,
            boolean isOpen,
            boolean isBeingTried,
            Set<Holder> shares,
            Instant confirmedAt) {}

    public Outcome<Shown> execute(Transaction tx, Actor actor, UUID projectId, UUID lotId) {
        return access.reading(tx, actor, projectId)
                .then(view -> ProjectAccess.lotOf(view.project(), lotId).then(lot -> {
                    Optional<OpeningPlan> plan = plans.find(tx, projectId);
                    if (plan.isEmpty() || view.project().isDraft()) {
                        return Outcome.refused(new Refusal.NotFound("opening"));
                    }
                    Optional<Hall> hall = hall(tx, projectId, lot);
                    boolean maySee = view.sides().stream().anyMatch(side -> side != Role.BIDDER)
                            || registrations.own(tx, projectId, actor).isPresent();
                    return maySee
                            ? Outcome.done(shown(
                                    tx, viewer(tx, actor, view, plan.get()), view.project(), lot, plan.get(), hall))
                            : Outcome.refused(new Refusal.NotFound("opening"));
                }));
    }

    private Optional<Hall> hall(Transaction tx, UUID projectId, Lot lot) {
        return halls.find(tx, projectId, lot.id())
                .map(each -> lot.phase() instanceof LotPhase.Opening ? giveBack.shown(each) : each);
    }

    /** The halls of a tender that everybody may watch, by lot, as somebody without a login sees them. */
    public Outcome<List<Shown>> publicly(Transaction tx, UUID projectId) {
        Optional<OpeningPlan> plan = plans.find(tx, projectId).filter(OpeningPlan::publicMayWatch);
        return projects.find(tx, projectId)
                .filter(project -> plan.isPresent() && !project.isDraft())
                .map(project -> Outcome.done(project.lots().stream()
                        .map(lot -> shown(tx, Viewer.ANYBODY, project, lot, plan.get(), hall(tx, projectId, lot)))
                        .toList()))
                .orElseGet(() -> Outcome.refused(new Refusal.NotFound("opening")));
    }

    /**
     * Who looks.
     *
     * @param registration of the viewer's organisation in this tender
     * @param isHolder whether it keeps shares of the content keys
     */
    private record Viewer(Optional<Registration> registration, Optional<String> creditCode, boolean isHolder) {
        static final Viewer ANYBODY = new Viewer(Optional.empty(), Optional.empty(), false);
    }

    private Viewer viewer(Transaction tx, Actor actor, ProjectAccess.View view, OpeningPlan plan) {
        return new Viewer(
                registrations.own(tx, view.project().id(), actor),
                actor.organisationCreditCode(),
                plan.holders().stream().anyMatch(holder -> view.memberSides().contains(holder.role())));
    }

    private Shown shown(
            Transaction tx, Viewer viewer, Project project, Lot lot, OpeningPlan plan, Optional<Hall> hall) {
        UUID projectId = project.id();
        Map<UUID, Instant> checkIns = halls.checkIns(tx, projectId, lot.id());
        Instant checkedIn =
                viewer.registration().map(each -> checkIns.get(each.id())).orElse(null);
        if (hall.isEmpty()) {
            return new Shown(
                    project,
                    lot,
                    plan,
                    hall,
                    clock.instant(),
                    List.of(),
                    checkedIn,
                    Optional.empty(),
                    Map.of(),
                    Map.of());
        }
        Map<UUID, Submission> received = new HashMap<>();
        submissions.standing(tx, projectId, lot.id()).values().forEach(each -> received.put(each.id(), each));
        Map<UUID, Decryption> decryptions = halls.decryptions(tx, hall.get());
        Map<UUID, Instant> confirmations = halls.confirmations(tx, hall.get());
        List<Bid> list = bids.list(tx, projectId, lot.id());
        List<EnvelopeKind> kinds = plan.kindsOf(hall.get().sitting());
        Map<UUID, Set<Holder>> holders = halls.holders(tx, hall.get(), kinds);
        Set<UUID> tried = trials.underWay(tx, hall.get());
        List<Seat> seats = list.stream()
                .map(bid -> {
                    Submission submission = received.get(bid.submissionId());
                    Decryption decryption = decryptions.getOrDefault(bid.id(), Decryption.none(bid.id()));
                    return new Seat(
                            bid,
                            submission.receivedAt(),
                            checkIns.get(submission.registrationId()),
                            decryption,
                            decryption.isOpen(kinds),
                            tried.contains(bid.id()),
                            holders.getOrDefault(bid.id(), Set.of()),
                            confirmations.get(bid.id()));
                })
                .toList();
        Optional<Bid> ownBid = list.stream()
                .filter(bid ->
                        viewer.creditCode().filter(bid.creditCode()::equals).isPresent())
                .findFirst();
        return new Shown(
                project,
                lot,
                plan,
                hall,
                clock.instant(),
                seats,
                checkedIn,
                ownBid.map(Bid::id),
                ownBid.map(bid -> headers(received.get(bid.submissionId()), plan, hall.get()))
                        .orElse(Map.of()),
                viewer.isHolder() ? toShare(hall.get(), plan, seats, received) : Map.of());
    }

    private Map<UUID, Map<EnvelopeKind, byte[]>> toShare(
            Hall hall, OpeningPlan plan, List<Seat> seats, Map<UUID, Submission> received) {
        Instant now = clock.instant();
        if (hall.stage(now) != Hall.Stage.SETTLING || !hall.isRemedyDue(now)) {
            return Map.of();
        }
        Map<UUID, Map<EnvelopeKind, byte[]>> waiting = new HashMap<>();
        seats.stream()
                .filter(seat -> !seat.isOpen() && seat.bid().state() == Bid.State.RECEIVED)
                .forEach(seat -> waiting.put(
                        seat.bid().id(), headers(received.get(seat.bid().submissionId()), plan, hall)));
        return waiting;
    }

    /** Of the envelopes that are opened in this sitting, so that nobody's program opens another. */
    private static Map<EnvelopeKind, byte[]> headers(Submission submission, OpeningPlan plan, Hall hall) {
        Map<EnvelopeKind, byte[]> headers = new EnumMap<>(EnvelopeKind.class);
        submission.envelopes().stream()
                .filter(envelope -> plan.kindsOf(hall.sitting()).contains(envelope.kind()))
                .forEach(envelope ->
                        headers.put(envelope.kind(), envelope.header().bytes()));
        return headers;
    }
}
