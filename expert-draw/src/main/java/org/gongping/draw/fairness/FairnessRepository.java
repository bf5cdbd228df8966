package org.gongping.draw.fairness;

import static org.gongping.core.db.jooq.Tables.EXPERT;
import static org.gongping.core.db.jooq.Tables.EXPERT_ENGAGEMENT;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.gongping.core.audit.PersonalData;
import org.gongping.core.db.Transaction;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** Figures of use, counted in the database. */
final class FairnessRepository {
    private static final Condition SERVED = EXPERT_ENGAGEMENT.OUTCOME.in("CONFIRMED", "SERVED");
    private static final Condition DECLINED = EXPERT_ENGAGEMENT.OUTCOME.eq("DECLINED");
    private static final Condition UNANSWERED = EXPERT_ENGAGEMENT.OUTCOME.eq("NO_ANSWER");

    /**
     * What is counted: engagements that have begun, since a moment.
     *
     * @param sealedDays engagements that begin then are left out, as {@link KnownCommittees#sealedDays}
     */
    record Span(Instant from, Instant now, Set<Instant> sealedDays) {
        Condition condition() {
            return EXPERT_ENGAGEMENT.STARTS_AT.between(from, now).and(EXPERT_ENGAGEMENT.STARTS_AT.notIn(sealedDays));
        }
    }

    /** What one expert was called for. */
    record Count(UUID expertId, int served, int calls, int refused) {}

    int experts(Transaction tx) {
        return tx.dsl().fetchCount(EXPERT, EXPERT.STATE.eq("ACTIVE").and(EXPERT.DUPLICATE_OF.isNull()));
    }

    List<DrawFairness.Month> months(Transaction tx, Span span) {
        Field<String> month = DSL.field(
                "to_char({0} at time zone 'Asia/Shanghai', 'YYYY-MM')", String.class, EXPERT_ENGAGEMENT.STARTS_AT);
        return tx.dsl()
                .select(month, count(SERVED), count(DECLINED), count(UNANSWERED))
                .from(EXPERT_ENGAGEMENT)
                .where(span.condition())
                .groupBy(month)
                .orderBy(month)
                .fetch(row -> new DrawFairness.Month(row.value1(), row.value2(), row.value3(), row.value4()));
    }

    /** Of everybody who was called at all; two entries of one person count as one. */
    List<Count> counts(Transaction tx, Span span) {
        Field<UUID> person = DSL.coalesce(EXPERT.DUPLICATE_OF, EXPERT.ID);
        return tx.dsl()
                .select(person, count(SERVED), DSL.count(), count(DECLINED.or(UNANSWERED)))
                .from(EXPERT_ENGAGEMENT)
                .join(EXPERT)
                .on(EXPERT.ID.eq(EXPERT_ENGAGEMENT.EXPERT_ID))
                .where(span.condition())
                .groupBy(person)
                .fetch(row -> new Count(row.value1(), row.value2(), row.value3(), row.value4()));
    }

    private static Field<Integer> count(Condition condition) {
        return DSL.count().filterWhere(condition);
    }

    /** By which a page speaks of an expert: the beginning of the reference of the records, which is no name. */
    Map<UUID, String> codes(Transaction tx, Collection<UUID> experts) {
        return tx.dsl()
                .select(EXPERT.ID, EXPERT.REF_SALT, EXPERT.POOL_NO)
                .from(EXPERT)
                .where(EXPERT.ID.eq(DSL.any(experts.toArray(UUID[]::new))))
                .fetchMap(
                        row -> row.value1(),
                        row -> PersonalData.ref("expert", row.value2(), row.value3())
                                .substring(0, 8));
    }
}
