package org.gongping.draw.ceremony;

import static org.gongping.core.db.jooq.Tables.DRAW_KEY;
import static org.gongping.core.db.jooq.Tables.DRAW_REQUEST;
import static org.gongping.core.db.jooq.Tables.TENDER_PROJECT;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.db.Json;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.tender.MemberRepository;
import org.gongping.draw.plan.CommitteePlan;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/** Tenders for which a draw is wanted: a request was submitted, or somebody has registered a key. */
final class DrawListRepository {
    private static final List<String> SUBMITTED = List.of("SUBMITTED", "APPROVED", "RETURNED");

    /** @param evaluationAt of a plan that was submitted */
    record Wanted(
            UUID projectId, String tender, boolean isSubmitted, boolean isApproved, Optional<Instant> evaluationAt) {}

    /** Those of the actor's projects, or all for the platform's officers, newest first. */
    List<Wanted> wanted(Transaction tx, Actor actor, int limit) {
        Condition known = DRAW_REQUEST
                .STATE
                .in(SUBMITTED)
                .or(DSL.exists(DSL.selectOne().from(DRAW_KEY).where(DRAW_KEY.PROJECT_ID.eq(TENDER_PROJECT.ID))));
        Condition mine = actor.has(Role.PLATFORM_ADMINISTRATOR)
                ? DSL.noCondition()
                : MemberRepository.isMember(actor, TENDER_PROJECT.ID);
        return tx.dsl()
                .select(TENDER_PROJECT.ID, TENDER_PROJECT.CODE, DRAW_REQUEST.STATE, DRAW_REQUEST.PLAN)
                .from(TENDER_PROJECT)
                .leftJoin(DRAW_REQUEST)
                .on(DRAW_REQUEST.PROJECT_ID.eq(TENDER_PROJECT.ID))
                .where(known)
                .and(mine)
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
