package org.gongping.draw.ceremony;

import static org.gongping.core.db.jooq.Tables.DRAW_CALLING;
import static org.gongping.core.db.jooq.Tables.DRAW_KEY;
import static org.gongping.core.db.jooq.Tables.DRAW_REQUEST;
import static org.gongping.core.db.jooq.Tables.DRAW_ROSTER_HALF;
import static org.gongping.core.db.jooq.Tables.LOT;
import static org.gongping.core.db.jooq.Tables.PARAMETER_ATTEMPT;
import static org.gongping.core.db.jooq.Tables.TENDER_PROJECT;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gongping.core.db.Json;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.tender.MemberRepository;
import org.gongping.draw.plan.CommitteePlan;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/** Tenders for which a draw of experts is wanted, and lots whose parameters are drawn. */
final class DrawListRepository {
    private static final List<String> SUBMITTED = List.of("SUBMITTED", "APPROVED", "RETURNED");

    /**
     * A request was submitted, or somebody has registered a key.
     *
     * @param evaluationAt of a plan that was submitted
     */
    record Wanted(
            UUID projectId, String tender, boolean isSubmitted, boolean isApproved, Optional<Instant> evaluationAt) {}

    /**
     * @param tender code of the tender
     * @param isOpen whether its opening may still come, or is being held
     */
    record DrawnLot(UUID projectId, String tender, UUID lotId, int no, String name, boolean isOpen) {}

    /**
     * How the calls of those who were drawn stand.
     *
     * @param isFull every seat is confirmed
     * @param isOpen they go on, or have not begun
     * @param given officers whose halves of the key are held for them
     */
    record Calls(boolean isFull, boolean isOpen, Set<String> given) {
        boolean waitFor(Party party) {
            boolean officer = party == Party.PLATFORM || party == Party.SUPERVISOR;
            return officer && isOpen && !given.contains(party.id());
        }
    }

    Calls calls(Transaction tx, UUID projectId, int attempt) {
        Optional<String> state = tx.dsl()
                .select(DRAW_CALLING.STATE)
                .from(DRAW_CALLING)
                .where(DRAW_CALLING.PROJECT_ID.eq(projectId))
                .and(DRAW_CALLING.ATTEMPT.eq(attempt))
                .fetchOptional(DRAW_CALLING.STATE);
        Set<String> given = tx.dsl()
                .select(DRAW_ROSTER_HALF.PARTY)
                .from(DRAW_ROSTER_HALF)
                .where(DRAW_ROSTER_HALF.PROJECT_ID.eq(projectId))
                .and(DRAW_ROSTER_HALF.ATTEMPT.eq(attempt))
                .and(DRAW_ROSTER_HALF.PURPOSE.eq("CALL"))
                .and(DRAW_ROSTER_HALF.DROPPED_AT.isNull())
                .fetchSet(DRAW_ROSTER_HALF.PARTY);
        return new Calls(
                state.filter("SEALED"::equals).isPresent(),
                state.isEmpty() || state.get().equals("CALLING"),
                given);
    }

    private static Condition mayKnow(Actor actor) {
        return actor.has(Role.PLATFORM_ADMINISTRATOR)
                ? DSL.noCondition()
                : MemberRepository.isMember(actor, TENDER_PROJECT.ID);
    }

    /** Lots of the actor's projects, or of all for the platform's officers, whose parameters are drawn; newest first. */
    List<DrawnLot> ofLots(Transaction tx, Actor actor, int limit) {
        return tx.dsl()
                .select(TENDER_PROJECT.ID, TENDER_PROJECT.CODE, LOT.ID, LOT.NO, LOT.NAME, LOT.PHASE)
                .from(PARAMETER_ATTEMPT)
                .join(TENDER_PROJECT)
                .on(TENDER_PROJECT.ID.eq(PARAMETER_ATTEMPT.PROJECT_ID))
                .join(LOT)
                .on(LOT.ID.eq(PARAMETER_ATTEMPT.LOT_ID))
                .where(mayKnow(actor))
                .orderBy(PARAMETER_ATTEMPT.STARTED_AT.desc(), LOT.ID)
                .limit(limit)
                .fetch(row -> new DrawnLot(
                        row.value1(),
                        row.value2(),
                        row.value3(),
                        row.value4(),
                        row.value5(),
                        List.of("PUBLISHED", "OPENING").contains(row.value6())));
    }

    /** Those of the actor's projects, or all for the platform's officers, newest first. */
    List<Wanted> wanted(Transaction tx, Actor actor, int limit) {
        Condition known = DRAW_REQUEST
                .STATE
                .in(SUBMITTED)
                .or(DSL.exists(DSL.selectOne().from(DRAW_KEY).where(DRAW_KEY.PROJECT_ID.eq(TENDER_PROJECT.ID))));
        return tx.dsl()
                .select(TENDER_PROJECT.ID, TENDER_PROJECT.CODE, DRAW_REQUEST.STATE, DRAW_REQUEST.PLAN)
                .from(TENDER_PROJECT)
                .leftJoin(DRAW_REQUEST)
                .on(DRAW_REQUEST.PROJECT_ID.eq(TENDER_PROJECT.ID))
                .where(known)
                .and(mayKnow(actor))
                .orderBy(
                        DSL.coalesce(DRAW_REQUEST.SUBMITTED_AT, TENDER_PROJECT.CREATED_AT)
                                .desc(),
                        TENDER_PROJECT.ID)
                .limit(limit)
                .fetch(row -> {
                    boolean submitted = row.value3() != null && SUBMITTED.contains(row.value3());
                    return new Wanted(
                            row.value1(),
                            row.value2(),
                            "SUBMITTED".equals(row.value3()),
                            "APPROVED".equals(row.value3()),
                            submitted
                                    ? Optional.of(CommitteePlan.of(Json.read(row.value4()))
                                            .evaluationAt())
                                    : Optional.empty());
                });
    }
}
