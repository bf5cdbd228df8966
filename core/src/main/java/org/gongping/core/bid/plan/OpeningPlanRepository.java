package org.gongping.core.bid.plan;

import static org.gongping.core.db.jooq.Tables.LOT;
import static org.gongping.core.db.jooq.Tables.OPENING_KEY;
import static org.gongping.core.db.jooq.Tables.OPENING_PLAN;
import static org.gongping.core.db.jooq.Tables.TENDER_PROJECT;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.bid.envelope.EnvelopeKind;
import org.gongping.core.db.Transaction;
import org.gongping.core.db.jooq.tables.records.OpeningPlanRecord;
import org.jooq.impl.DSL;

/** Opening plans, and the keys of those who hold shares. */
public final class OpeningPlanRepository {
    /** Nothing where bids are not sealed online. */
    public Optional<OpeningPlan> find(Transaction tx, UUID projectId) {
        return tx.dsl()
                .selectFrom(OPENING_PLAN)
                .where(OPENING_PLAN.PROJECT_ID.eq(projectId))
                .fetchOptional(OpeningPlanRepository::plan);
    }

    private static OpeningPlan plan(OpeningPlanRecord row) {
        Optional<OpeningPlan.Remedy> remedy = Optional.ofNullable(row.getRemedyK())
                .map(k -> new OpeningPlan.Remedy(
                        k,
                        Arrays.stream(row.getRemedyHolders())
                                .map(token -> Holder.of(token).orElseThrow())
                                .toList(),
                        Duration.ofMinutes(row.getRemedyMinutes())));
        return new OpeningPlan(
                row.getVersion(),
                Arrays.stream(row.getKinds()).map(EnvelopeKind::valueOf).toList(),
                row.getTwoEnvelopes(),
                Duration.ofMinutes(row.getDecryptionMinutes()),
                Duration.ofMinutes(row.getConfirmMinutes()),
                remedy,
                row.getPublicMayWatch());
    }

    /** Whether sealed bids of a tender that was published are due after the one moment and no later than the other. */
    public boolean isDeadlineBetween(Transaction tx, Instant after, Instant until) {
        return tx.dsl()
                .fetchExists(DSL.selectOne()
                        .from(OPENING_PLAN)
                        .join(TENDER_PROJECT)
                        .on(TENDER_PROJECT.ID.eq(OPENING_PLAN.PROJECT_ID))
                        .join(LOT)
                        .on(LOT.PROJECT_ID.eq(OPENING_PLAN.PROJECT_ID))
                        .where(LOT.PHASE.eq("PUBLISHED"))
                        .and(TENDER_PROJECT.BID_DEADLINE.gt(after))
                        .and(TENDER_PROJECT.BID_DEADLINE.le(until)));
    }

    void write(Transaction tx, UUID projectId, OpeningPlan plan) {
        OpeningPlanRecord row = new OpeningPlanRecord();
        row.setProjectId(projectId);
        row.setVersion(plan.version());
        row.setKinds(plan.kinds().stream().map(Enum::name).toArray(String[]::new));
        row.setTwoEnvelopes(plan.twoEnvelopes());
        row.setDecryptionMinutes((int) plan.decryptionWindow().toMinutes());
        row.setConfirmMinutes((int) plan.confirmWindow().toMinutes());
        row.setRemedyK(plan.remedy().map(OpeningPlan.Remedy::k).orElse(null));
        row.setRemedyMinutes(
                plan.remedy().map(remedy -> (int) remedy.window().toMinutes()).orElse(null));
        row.setRemedyHolders(plan.holders().stream().map(Holder::token).toArray(String[]::new));
        row.setPublicMayWatch(plan.publicMayWatch());
        tx.dsl()
                .insertInto(OPENING_PLAN)
                .set(row)
                .onConflict(OPENING_PLAN.PROJECT_ID)
                .doUpdate()
                .set(row)
                .execute();
    }

    /** The key of each holder that counts. */
    public Map<Holder, OpeningKey> keys(Transaction tx, UUID projectId) {
        Map<Holder, OpeningKey> keys = new EnumMap<>(Holder.class);
        all(tx, projectId).forEach(key -> keys.put(key.holder(), key));
        return keys;
    }

    private static List<OpeningKey> all(Transaction tx, UUID projectId) {
        return tx.dsl()
                .selectFrom(OPENING_KEY)
                .where(OPENING_KEY.PROJECT_ID.eq(projectId))
                .orderBy(OPENING_KEY.NO)
                .fetch(row -> new OpeningKey(
                        Holder.of(row.getHolder()).orElseThrow(),
                        row.getNo(),
                        row.getKey(),
                        row.getOrganisationId(),
                        row.getRegisteredAt()));
    }

    /** False when somebody has registered this key before. */
    boolean insert(Transaction tx, UUID projectId, OpeningKey key) {
        return tx.dsl()
                        .insertInto(OPENING_KEY)
                        .set(OPENING_KEY.PROJECT_ID, projectId)
                        .set(OPENING_KEY.HOLDER, key.holder().token())
                        .set(OPENING_KEY.NO, key.no())
                        .set(OPENING_KEY.KEY, key.key())
                        .set(OPENING_KEY.ORGANISATION_ID, key.organisationId())
                        .set(OPENING_KEY.REGISTERED_AT, key.registeredAt())
                        .onConflict(OPENING_KEY.PROJECT_ID, OPENING_KEY.KEY)
                        .doNothing()
                        .execute()
                == 1;
    }
}
