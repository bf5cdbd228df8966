package org.gongping.draw.calling;

import static org.gongping.core.db.jooq.Tables.BID;
import static org.gongping.core.db.jooq.Tables.DRAW_ATTEMPT;
import static org.gongping.core.db.jooq.Tables.DRAW_CALLING;
import static org.gongping.core.db.jooq.Tables.DRAW_ROSTER;
import static org.gongping.core.db.jooq.Tables.EXPERT;
import static org.gongping.core.db.jooq.Tables.LOT;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.gongping.core.db.Json;
import org.gongping.core.db.Transaction;
import org.gongping.draw.fairness.KnownCommittees;
import org.gongping.draw.plan.CommitteePlan;
import org.jooq.Field;
import org.jooq.impl.DSL;

/**
 * The committees whose roster both officers have opened to everybody on the tender (E05). Who is called, has confirmed, or
 * was seen at the identity check alone stands in none of them. A committee counts from the day on which its names were open.
 */
public final class OpenRosterRepository implements KnownCommittees {
    private static final String OPENED = "OPENED";

    @Override
    public List<Committee> since(Transaction tx, Instant since) {
        // Two entries of one person count as one.
        Field<UUID> person = DSL.coalesce(EXPERT.DUPLICATE_OF, EXPERT.ID);
        Map<DoneDraw.Key, List<UUID>> members = tx.dsl()
                .select(DRAW_ROSTER.PROJECT_ID, DRAW_ROSTER.ATTEMPT, person)
                .from(DRAW_ROSTER)
                .join(EXPERT)
                .on(EXPERT.ID.eq(DRAW_ROSTER.EXPERT_ID))
                .where(DRAW_ROSTER.OPENED_AT.ge(since))
                .orderBy(DRAW_ROSTER.PROJECT_ID, DRAW_ROSTER.ATTEMPT, DRAW_ROSTER.SEAT)
                .fetchGroups(row -> new DoneDraw.Key(row.value1(), row.value2()), row -> row.value3());
        Map<UUID, List<Bidder>> bidders = bidders(
                tx, members.keySet().stream().map(DoneDraw.Key::projectId).toList());
        return members.entrySet().stream()
                .map(each -> new Committee(
                        each.getValue(), bidders.getOrDefault(each.getKey().projectId(), List.of())))
                .toList();
    }

    /** An attempt that another has replaced is known from the roster of that one on. */
    @Override
    public Set<Instant> sealedDays(Transaction tx) {
        return tx.dsl()
                .select(DRAW_ATTEMPT.PLAN)
                .from(DRAW_CALLING)
                .join(DRAW_ATTEMPT)
                .on(DRAW_ATTEMPT.PROJECT_ID.eq(DRAW_CALLING.PROJECT_ID))
                .and(DRAW_ATTEMPT.ATTEMPT.eq(DRAW_CALLING.ATTEMPT))
                .where(DSL.notExists(DSL.selectOne()
                        .from(DRAW_ROSTER)
                        .where(DRAW_ROSTER.PROJECT_ID.eq(DRAW_CALLING.PROJECT_ID))
                        .and(DRAW_ROSTER.ATTEMPT.ge(DRAW_CALLING.ATTEMPT))))
                .fetchSet(row ->
                        TakenDays.of(CommitteePlan.of(Json.read(row.value1()))).from());
    }

    /** Whose bids were opened, in any lot; one that was not opened came before no expert. */
    private static Map<UUID, List<Bidder>> bidders(Transaction tx, Collection<UUID> projects) {
        return tx.dsl()
                .select(
                        BID.PROJECT_ID,
                        BID.CREDIT_CODE,
                        DSL.max(BID.BIDDER_NAME),
                        DSL.boolOr(DSL.coalesce(BID.ID.eq(LOT.WINNER_BID_ID), false)))
                .from(BID)
                .join(LOT)
                .on(LOT.PROJECT_ID.eq(BID.PROJECT_ID))
                .and(LOT.ID.eq(BID.LOT_ID))
                .where(BID.PROJECT_ID.eq(DSL.any(projects.toArray(UUID[]::new))))
                .and(BID.STATE.eq(OPENED))
                .groupBy(BID.PROJECT_ID, BID.CREDIT_CODE)
                .orderBy(BID.PROJECT_ID, BID.CREDIT_CODE)
                .fetchGroups(BID.PROJECT_ID, row -> new Bidder(row.value2(), row.value3(), row.value4()));
    }
}
