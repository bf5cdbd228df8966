package org.gongping.core.opening;

import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.PersonalDataRepository;
import org.gongping.core.bid.Bid;
import org.gongping.core.bid.BidRepository;
import org.gongping.core.bid.Masked;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.rule.Law;
import org.gongping.core.rule.Verdict;
import org.gongping.core.tender.Lot;
import org.gongping.core.tender.LotPhase;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.ProjectAccess;
import org.gongping.core.tender.ProjectLaw;
import org.gongping.core.tender.gate.BidEntryFacts;
import org.gongping.core.tender.gate.BidEntryGate;
import org.gongping.core.tender.gate.OpeningEndFacts;
import org.gongping.core.tender.gate.OpeningEndGate;
import org.gongping.core.tender.gate.OpeningFacts;
import org.gongping.core.tender.gate.OpeningGate;

/** Shows the opening of a lot, and what its next step would meet now. */
public final class ReadOpening {
    private final ProjectAccess access;
    private final ProjectLaw laws;
    private final BidRepository bids;
    private final OpeningRepository openings;
    private final PersonalDataRepository personalData;
    private final ReceivedBids received;
    private final InstantSource clock;

    public ReadOpening(
            ProjectAccess access,
            ProjectLaw laws,
            BidRepository bids,
            OpeningRepository openings,
            PersonalDataRepository personalData,
            ReceivedBids received,
            InstantSource clock) {
        this.access = access;
        this.laws = laws;
        this.bids = bids;
        this.openings = openings;
        this.personalData = personalData;
        this.received = received;
        this.clock = clock;
    }

    public Outcome<Opening> execute(Transaction tx, Actor actor, UUID projectId, UUID lotId) {
        return access.reading(tx, actor, projectId)
                .then(view -> ProjectAccess.lotOf(view.project(), lotId)
                        .then(lot -> maySee(view, lot)
                                ? Outcome.done(read(
                                        tx, view.project(), lot, mayName(view), received.count(tx, view, lot.id())))
                                : Outcome.refused(new Refusal.NotFound("opening"))));
    }

    /** The opening as whoever conducts it sees it. */
    Opening read(Transaction tx, Project project, Lot lot, boolean withNames) {
        return read(tx, project, lot, withNames, OptionalInt.empty());
    }

    private Opening read(Transaction tx, Project project, Lot lot, boolean withNames, OptionalInt count) {
        List<Bid> list = bids.list(tx, project.id(), lot.id());
        List<OpeningObjection> objections = openings.objections(tx, project.id(), lot.id());
        Map<String, BigDecimal> drawn = openings.drawn(tx, project.id(), lot.id());
        Optional<EnteredParameters> entered = openings.entered(tx, project.id(), lot.id());
        Map<String, String> managers =
                managers(tx, list, withNames || lot.dates().openingEndedAt() != null);
        if (project.isDraft()) {
            return new Opening(project, lot, list, managers, objections, drawn, entered, Map.of(), List.of());
        }
        Law law = laws.locked(tx, project);
        return new Opening(
                project,
                lot,
                list,
                managers,
                objections,
                drawn,
                entered,
                prices(law, project, lot, list),
                verdicts(law, project, lot, list, objections, count));
    }

    private static Map<UUID, List<Verdict>> prices(Law law, Project project, Lot lot, List<Bid> list) {
        var gate = new BidEntryGate(law);
        Map<String, BigDecimal> limits = BidLimits.of(project, lot);
        Map<UUID, List<Verdict>> verdicts = new HashMap<>();
        list.stream()
                .filter(bid -> bid.price() != null)
                .forEach(bid -> verdicts.put(bid.id(), gate.check(new BidEntryFacts(bid.price(), limits))));
        return verdicts;
    }

    /** A bidder that has no part in the tender sees it from its end on, as the public does. */
    private static boolean maySee(ProjectAccess.View view, Lot lot) {
        return !view.sides().isEmpty() || lot.dates().openingEndedAt() != null;
    }

    /** Names are read out at the opening; from its end on everybody who sees the record sees them. */
    private static boolean mayName(ProjectAccess.View view) {
        return view.sides().contains(Role.TENDER_AGENT);
    }

    private Map<String, String> managers(Transaction tx, List<Bid> list, boolean withNames) {
        Map<UUID, String> values = personalData.values(
                tx,
                list.stream().map(Bid::projectManager).filter(Objects::nonNull).toList());
        Map<String, String> managers = new HashMap<>();
        for (Bid bid : list) {
            String name = bid.projectManager() == null ? null : values.get(bid.projectManager());
            if (name != null) {
                managers.put(bid.label(), withNames ? name : Masked.name(name));
            }
        }
        return managers;
    }

    private List<Verdict> verdicts(
            Law law, Project project, Lot lot, List<Bid> list, List<OpeningObjection> objections, OptionalInt count) {
        return switch (lot.phase()) {
            case LotPhase.Published _ ->
                new OpeningGate(law)
                        .check(new OpeningFacts(clock.instant(), project.bidDeadline(), project.openingTime(), count));
            case LotPhase.Opening _ -> new OpeningEndGate(law).check(endFacts(list, objections));
            default -> List.of();
        };
    }

    static OpeningEndFacts endFacts(List<Bid> list, List<OpeningObjection> objections) {
        int opened = in(list, Bid.State.OPENED);
        int notPassed = in(list, Bid.State.NOT_PASSED);
        int notOpened = list.size() - opened - notPassed - in(list, Bid.State.RECEIVED);
        int open = (int) objections.stream().filter(OpeningObjection::isOpen).count();
        return new OpeningEndFacts(list.size(), opened, notOpened, notPassed, open, true);
    }

    private static int in(List<Bid> list, Bid.State state) {
        return (int) list.stream().filter(bid -> bid.state() == state).count();
    }
}
