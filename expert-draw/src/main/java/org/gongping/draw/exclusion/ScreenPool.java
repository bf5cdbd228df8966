package org.gongping.draw.exclusion;

import java.time.Instant;
import java.util.UUID;
import org.gongping.core.db.Transaction;
import org.gongping.draw.plan.CommitteePlan;

/** Screens the library for a tender (rules E04, E10, E11; {@code spec/draw-protocol.md} §4.2). */
public final class ScreenPool {
    /**
     * Every expert of the library, with the first reason that excludes them from this tender.
     *
     * @param at when it is judged; the bidders must be known by then
     */
    public Screened screen(Transaction tx, UUID projectId, CommitteePlan plan, Instant at) {
        throw new UnsupportedOperationException("not there yet");
    }
}
