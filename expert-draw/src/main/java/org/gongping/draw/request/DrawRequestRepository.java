package org.gongping.draw.request;

import static org.gongping.core.db.jooq.Tables.DRAW_REQUEST;
import static org.gongping.core.db.jooq.Tables.EXPERT;
import static org.gongping.core.db.jooq.Tables.EXPERT_MANUAL_EXCLUSION;
import static org.gongping.core.db.jooq.Tables.SPECIALTY;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gongping.core.audit.PersonalData;
import org.gongping.core.db.Json;
import org.gongping.core.db.Transaction;
import org.gongping.draw.plan.CommitteePlan;
import org.jooq.impl.DSL;

/** Requests for draws, and what persons exclude. */
public final class DrawRequestRepository {
    public Optional<DrawRequest> find(Transaction tx, UUID projectId) {
        return tx.dsl()
                .selectFrom(DRAW_REQUEST)
                .where(DRAW_REQUEST.PROJECT_ID.eq(projectId))
                .fetchOptional(row -> new DrawRequest(
                        row.getProjectId(),
                        DrawRequest.State.valueOf(row.getState()),
                        CommitteePlan.of(Json.read(row.getPlan())),
                        row.getVersion(),
                        Optional.ofNullable(row.getSubmittedBy()),
                        Optional.ofNullable(row.getSubmittedAt()),
                        Optional.ofNullable(row.getDecidedAt()),
                        Optional.ofNullable(row.getReturnedReason())));
    }

    /** Writes the request as it is; whoever writes has locked the project. */
    void save(Transaction tx, DrawRequest request, Instant now) {
        var row = tx.dsl().newRecord(DRAW_REQUEST);
        row.setProjectId(request.projectId());
        row.setState(request.state().name());
        row.setPlan(Json.write(request.plan().json()));
        row.setVersion(request.version());
        row.setSavedAt(now);
        row.setSubmittedBy(request.submittedBy().orElse(null));
        row.setSubmittedAt(request.submittedAt().orElse(null));
        row.setDecidedAt(request.decidedAt().orElse(null));
        row.setReturnedReason(request.returnedReason().orElse(null));
        tx.dsl()
                .insertInto(DRAW_REQUEST)
                .set(row)
                .onConflict(DRAW_REQUEST.PROJECT_ID)
                .doUpdate()
                .set(row)
                .execute();
    }

    /** Those of the codes that stand in no catalogue. */
    Set<String> unknownSpecialties(Transaction tx, Collection<String> codes) {
        Set<String> unknown = new HashSet<>(codes);
        unknown.removeAll(tx.dsl()
                .select(SPECIALTY.CODE)
                .from(SPECIALTY)
                .where(SPECIALTY.CODE.eq(DSL.any(codes.toArray(String[]::new))))
                .fetchSet(SPECIALTY.CODE));
        return unknown;
    }

    /** @param ref by which records speak of the expert */
    record Known(UUID expertId, String ref) {}

    Optional<Known> expert(Transaction tx, String poolNo) {
        return tx.dsl()
                .select(EXPERT.ID, EXPERT.REF_SALT)
                .from(EXPERT)
                .where(EXPERT.POOL_NO.eq(poolNo))
                .fetchOptional(row -> new Known(row.value1(), PersonalData.ref("expert", row.value2(), poolNo)));
    }

    /** False when a person excluded the expert before. */
    boolean exclude(Transaction tx, UUID projectId, UUID expertId, String reason, String side, Instant now) {
        return tx.dsl()
                        .insertInto(EXPERT_MANUAL_EXCLUSION)
                        .set(EXPERT_MANUAL_EXCLUSION.PROJECT_ID, projectId)
                        .set(EXPERT_MANUAL_EXCLUSION.EXPERT_ID, expertId)
                        .set(EXPERT_MANUAL_EXCLUSION.REASON, reason)
                        .set(EXPERT_MANUAL_EXCLUSION.SIDE, side)
                        .set(EXPERT_MANUAL_EXCLUSION.DECIDED_AT, now)
                        .onConflict(EXPERT_MANUAL_EXCLUSION.PROJECT_ID, EXPERT_MANUAL_EXCLUSION.EXPERT_ID)
                        .doNothing()
                        .execute()
                == 1;
    }
}
