package org.gongping.core.opening.hall;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.bid.Bid;
import org.gongping.core.bid.plan.OpeningPlan;
import org.gongping.core.bid.plan.OpeningPlanRepository;
import org.gongping.core.db.Transaction;

/** Whether the meeting in a hall may end: what was opened is read, and bidders have confirmed it or had the time to. */
public final class HallEnd {
    private final HallRepository halls;
    private final OpeningPlanRepository plans;
    private final HallRoom room;
    private final GiveTimeBack giveBack;
    private final InstantSource clock;

    public HallEnd(
            HallRepository halls,
            OpeningPlanRepository plans,
            HallRoom room,
            GiveTimeBack giveBack,
            InstantSource clock) {
        this.halls = halls;
        this.plans = plans;
        this.room = room;
        this.giveBack = giveBack;
        this.clock = clock;
    }

    /** Nothing stands against it where the lot has no hall. */
    public Outcome<Optional<Hall>> mayEnd(Transaction tx, UUID projectId, UUID lotId, List<Bid> bids) {
        Optional<Hall> hall = halls.find(tx, projectId, lotId).map(giveBack::shown);
        if (hall.isEmpty()) {
            return Outcome.done(hall);
        }
        OpeningPlan plan = plans.find(tx, projectId).orElseThrow();
        return hall.get().sitting() == plan.sittings()
                ? isRead(tx, hall.get(), bids, Bid.State.OPENED).map(Optional::of)
                : HallDesk.refuse(
                        "price-sealed",
                        "价格信封尚未开启：请休会，锁定第一阶段评审结果后复会（规则 O07）",
                        "The price envelopes are still sealed: adjourn, and resume once the first stage is locked (rule"
                                + " O07)");
    }

    /** @param read the state of bids whose bidders confirm */
    Outcome<Hall> isRead(Transaction tx, Hall hall, List<Bid> bids, Bid.State read) {
        if (hall.isPaused()) {
            return HallDesk.paused(hall);
        }
        return switch (hall.stage(clock.instant())) {
            case DECRYPTING, SETTLING -> HallDesk.refuse("not-closed", "解密尚未结束", "The decryption is not closed yet");
            case READING ->
                HallDesk.refuse("not-confirmed", "尚未请投标人确认唱标结果", "Bidders have not been asked to confirm yet");
            case CONFIRMING -> {
                int confirmed = halls.confirmations(tx, hall).size();
                long opened = bids.stream().filter(bid -> bid.state() == read).count();
                yield confirmed >= opened
                        ? Outcome.done(hall)
                        : HallDesk.refuse("confirming", "投标人确认时限未到", "The window to confirm is still open");
            }
            case CONFIRMED -> Outcome.done(hall);
            case ADJOURNED -> HallDesk.refuse("adjourned", "已经休会", "The opening is adjourned");
        };
    }

    /** Tells those in the hall. */
    public void end(Transaction tx, UUID projectId, UUID lotId) {
        room.tell(tx, projectId, lotId, HallStep.Kind.ENDED, null);
    }
}
