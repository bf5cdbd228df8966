package org.gongping.core.audit;

import static org.gongping.core.db.jooq.Tables.AUDIT_ENTRY;
import static org.gongping.core.db.jooq.Tables.AUDIT_SEQ;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.gongping.core.db.Transaction;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/**
 * Reads the trail of one project for people. Everywhere {@code withBidderStreams} is false until the deadline: whether
 * and when bidders acted is then nobody's to know (S06), so their records are neither shown, nor counted, nor searched.
 */
public final class TrailRepository {
    private static final int FETCHED_AT_ONCE = 500;

    /**
     * The trail, newest first.
     *
     * @param before id of the last entry seen; null for the newest. A place in the order of insertion would count what is
     *     not shown
     */
    public List<AuditEntry> page(
            Transaction tx, UUID projectId, TrailFilter filter, boolean withBidderStreams, UUID before, int limit) {
        return tx.dsl()
                .selectFrom(AUDIT_ENTRY)
                .where(TrailConditions.of(projectId, filter, withBidderStreams))
                .and(
                        before == null
                                ? DSL.noCondition()
                                : AUDIT_ENTRY.INSERTED.lt(place(projectId, before, withBidderStreams)))
                .orderBy(AUDIT_ENTRY.INSERTED.desc())
                .limit(limit)
                .fetch()
                .map(AuditRepository::entry);
    }

    private static Field<Long> place(UUID projectId, UUID id, boolean withBidderStreams) {
        return DSL.field(DSL.select(AUDIT_ENTRY.INSERTED)
                .from(AUDIT_ENTRY)
                .where(AUDIT_ENTRY.ID.eq(id))
                .and(AUDIT_ENTRY.PROJECT_ID.eq(projectId))
                .and(TrailConditions.visible(withBidderStreams)));
    }

    /** A record from which a page can be read on, with its time. */
    public record Anchor(UUID id, Instant at) {}

    /**
     * How many records answer to the filter, and where its pages begin.
     *
     * @param anchors last record of each page, newest first; the last anchor is the oldest record
     */
    public record Outline(long total, List<Anchor> anchors) {}

    /** @param every records to a page */
    public Outline outline(Transaction tx, UUID projectId, TrailFilter filter, boolean withBidderStreams, int every) {
        Field<Long> number = DSL.field(DSL.name("number"), Long.class);
        Field<Long> total = DSL.field(DSL.name("total"), Long.class);
        var all = tx.dsl()
                .select(
                        AUDIT_ENTRY.ID,
                        AUDIT_ENTRY.CREATED_AT,
                        DSL.rowNumber()
                                .over()
                                .orderBy(AUDIT_ENTRY.INSERTED.desc())
                                .cast(Long.class)
                                .as(number),
                        DSL.count().over().cast(Long.class).as(total))
                .from(AUDIT_ENTRY)
                .where(TrailConditions.of(projectId, filter, withBidderStreams))
                .asTable("numbered");
        var rows = tx.dsl()
                .select(all.field(AUDIT_ENTRY.ID), all.field(AUDIT_ENTRY.CREATED_AT), total)
                .from(all)
                .where(number.mod(every).eq(0L).or(number.eq(total)))
                .orderBy(number)
                .fetch();
        return new Outline(
                rows.isEmpty() ? 0 : rows.getFirst().value3(), rows.map(row -> new Anchor(row.value1(), row.value2())));
    }

    /**
     * How many records are newer than one that was shown. That somebody read the trail is no news.
     *
     * @param atMost counted no further
     */
    public int newer(Transaction tx, UUID projectId, UUID than, boolean withBidderStreams, int atMost) {
        return tx.dsl()
                .fetchCount(DSL.selectOne()
                        .from(AUDIT_ENTRY)
                        .where(AUDIT_ENTRY.PROJECT_ID.eq(projectId))
                        .and(AUDIT_ENTRY.INSERTED.gt(place(projectId, than, withBidderStreams)))
                        .and(AUDIT_ENTRY.KIND.ne(AuditKind.TRAIL_READ.code()))
                        .and(TrailConditions.visible(withBidderStreams))
                        .limit(atMost));
    }

    /** The last record before the given one that is of one of the kinds and names the same object. */
    public Optional<AuditEntry> before(
            Transaction tx, AuditEntry entry, Collection<String> kinds, String object, boolean withBidderStreams) {
        return tx.dsl()
                .selectFrom(AUDIT_ENTRY)
                .where(AUDIT_ENTRY.PROJECT_ID.eq(entry.projectId()))
                .and(AUDIT_ENTRY.INSERTED.lt(place(entry.projectId(), entry.id(), withBidderStreams)))
                .and(AUDIT_ENTRY.KIND.in(kinds))
                .and(TrailConditions.visible(withBidderStreams))
                .and(TrailConditions.names(object))
                .orderBy(AUDIT_ENTRY.INSERTED.desc())
                .limit(1)
                .fetchOptional(AuditRepository::entry);
    }

    /** How many records stand below the given place of the log and answer to the filter. */
    public int countBelow(Transaction tx, UUID projectId, TrailFilter filter, boolean withBidderStreams, long place) {
        return tx.dsl()
                .fetchSingle(DSL.selectCount()
                        .from(AUDIT_ENTRY)
                        .join(AUDIT_SEQ)
                        .on(placed(place))
                        .where(TrailConditions.of(projectId, filter, withBidderStreams)))
                .value1();
    }

    /** Hands over the records that {@link #countBelow} counts, one by one, in the order of the log. */
    public void eachBelow(
            Transaction tx,
            UUID projectId,
            TrailFilter filter,
            boolean withBidderStreams,
            long place,
            Consumer<AuditRepository.Placed> consumer) {
        var records = tx.dsl()
                .select(AUDIT_SEQ.IDX)
                .select(AUDIT_ENTRY.fields())
                .from(AUDIT_ENTRY)
                .join(AUDIT_SEQ)
                .on(placed(place))
                .where(TrailConditions.of(projectId, filter, withBidderStreams))
                .orderBy(AUDIT_SEQ.IDX)
                .fetchSize(FETCHED_AT_ONCE);
        try (var rows = records.fetchLazy()) {
            rows.forEach(row -> consumer.accept(
                    new AuditRepository.Placed(row.get(AUDIT_SEQ.IDX), AuditRepository.entry(row.into(AUDIT_ENTRY)))));
        }
    }

    private static Condition placed(long place) {
        return AUDIT_SEQ
                .ENTRY_ID
                .eq(AUDIT_ENTRY.ID)
                .and(AUDIT_SEQ.CREATED_AT.eq(AUDIT_ENTRY.CREATED_AT))
                .and(AUDIT_SEQ.IDX.lt(place));
    }
}
