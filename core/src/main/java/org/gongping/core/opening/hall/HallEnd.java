package org.gongping.core.opening.hall;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.bid.Bid;
import org.gongping.core.db.Transaction;

/** Whether the meeting in a hall may end: what was opened is read, and bidders have confirmed it or had the time to. */
public final class HallEnd {
    private final HallRepository halls;
    private final HallRoom room;
    private final GiveTimeBack giveBack;
    private final InstantSource clock;

    public HallEnd(HallRepository halls, HallRoom room, GiveTimeBack giveBack, InstantSource clock) {
        this.halls = halls;
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
        if (hall.get().isPaused()) {
            return HallDesk.paused(hall.get());
        }
        return switch (hall.get().stage(clock.instant())) {
            case DECRYPTING, SETTLING -> HallDesk.refuse("not-closed", "解密尚未结束", "The decryption is not closed yet");
            case READING ->
                HallDesk.refuse("not-confirmed", "尚未请投标人确认唱标结果", "Bidders have not been asked to confirm yet");
            case CONFIRMING -> {
                int confirmed = halls.confirmations(tx, projectId, lotId).size();
                long opened = bids.stream()
                        .filter(bid -> bid.state() == Bid.State.OPENED)
                        .count();
                yield confirmed >= opened
                        ? Outcome.done(hall)
                        : HallDesk.refuse("confirming", "投标人确认时限未到", "The window to confirm is still open");
            }
            case CONFIRMED -> Outcome.done(hall);
        };
    }

    /** Tells those in the hall. */
    public void end(Transaction tx, UUID projectId, UUID lotId) {
        room.tell(tx, projectId, lotId, HallStep.Kind.ENDED, null);
    }
}
