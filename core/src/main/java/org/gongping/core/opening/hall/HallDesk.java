package org.gongping.core.opening.hall;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.bid.Bid;
import org.gongping.core.bid.BidRepository;
import org.gongping.core.bid.envelope.EnvelopeKind;
import org.gongping.core.bid.plan.OpeningPlan;
import org.gongping.core.bid.plan.OpeningPlanRepository;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.tender.Lot;
import org.gongping.core.tender.LotPhase;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.ProjectAccess;

/** Leads an act to the hall in which it is done, the project locked. */
public final class HallDesk {
    private final ProjectAccess access;
    private final OpeningPlanRepository plans;
    private final BidRepository bids;
    private final HallRepository halls;
    private final GiveTimeBack giveBack;

    public HallDesk(
            ProjectAccess access,
            OpeningPlanRepository plans,
            BidRepository bids,
            HallRepository halls,
            GiveTimeBack giveBack) {
        this.access = access;
        this.plans = plans;
        this.bids = bids;
        this.halls = halls;
        this.giveBack = giveBack;
    }

    record Standing(Project project, Lot lot, OpeningPlan plan, Hall hall, List<Bid> bids) {
        Standing in(Hall now) {
            return new Standing(project, lot, plan, now, bids);
        }

        /** The envelopes that are opened in this sitting. */
        List<EnvelopeKind> kinds() {
            return plan.kindsOf(hall.sitting());
        }

        boolean isLastSitting() {
            return hall.sitting() == plan.sittings();
        }

        /** The state of bids of which something was read out in this sitting; their bidders confirm it. */
        Bid.State read() {
            return isLastSitting() ? Bid.State.OPENED : Bid.State.RECEIVED;
        }

        /** The bids that are opened in this sitting. */
        List<Bid> awaited() {
            return bids.stream()
                    .filter(bid -> bid.state() == Bid.State.RECEIVED)
                    .toList();
        }

        Optional<Bid> awaited(UUID id) {
            return awaited().stream().filter(bid -> bid.id().equals(id)).findFirst();
        }

        Optional<Bid> own(Actor actor) {
            return bids.stream()
                    .filter(bid -> actor.organisationCreditCode()
                            .filter(bid.creditCode()::equals)
                            .isPresent())
                    .findFirst();
        }
    }

    Outcome<Standing> acting(Transaction tx, Actor actor, UUID projectId, UUID lotId, Role side) {
        return access.acting(tx, actor, projectId, side)
                .then(project -> at(tx, project, lotId))
                .map(at -> at.in(giveBack.execute(tx, at.project(), at.hall())));
    }

    Outcome<Standing> at(Transaction tx, Project project, UUID lotId) {
        return ProjectAccess.lotOf(project, lotId).then(lot -> {
            Optional<Hall> hall = halls.find(tx, project.id(), lotId);
            Optional<OpeningPlan> plan = plans.find(tx, project.id());
            if (!(lot.phase() instanceof LotPhase.Opening) || hall.isEmpty() || plan.isEmpty()) {
                return ProjectAccess.wrongPhase(
                        lot, "OPENING", "该标段当前不在开标会阶段", "The opening of this lot is not being held now");
            }
            return Outcome.done(new Standing(project, lot, plan.get(), hall.get(), bids.list(tx, project.id(), lotId)));
        });
    }

    public static <T> Outcome<T> refuse(String code, String zh, String en) {
        return Outcome.refused(new Refusal.Conflict(code, zh, en, Optional.empty()));
    }

    public static <T> Outcome<T> paused(Hall hall) {
        return refuse(
                "paused",
                "开标会已由监督部门暂停：" + hall.pauseReason() + "。恢复后时限顺延",
                "The supervisor has paused the opening: " + hall.pauseReason()
                        + ". The time is given back when it goes on");
    }
}
