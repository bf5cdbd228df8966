package org.gongping.core.deposit;

import static org.gongping.core.db.jooq.Tables.BIDDER_CREDIT;
import static org.gongping.core.db.jooq.Tables.WAIVER_POLICY_SET;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gongping.core.db.Json;
import org.gongping.core.db.Transaction;
import org.gongping.core.db.jooq.tables.records.BidderCreditRecord;
import org.jooq.impl.DSL;

/** Relief policies as they were loaded, and the classes of firms that they ask for. Rows are added and never changed. */
public final class WaiverPolicyRepository {
    private final WaiverPolicyReader reader = new WaiverPolicyReader();

    /** Newest first. */
    public List<WaiverPolicySet> list(Transaction tx) {
        return tx.dsl()
                .selectFrom(WAIVER_POLICY_SET)
                .orderBy(WAIVER_POLICY_SET.EFFECTIVE_FROM.desc(), WAIVER_POLICY_SET.ID)
                .fetch(row -> reader.read(Json.read(row.getDocument())).orElseThrow());
    }

    public Optional<WaiverPolicySet> find(Transaction tx, String id) {
        return tx.dsl()
                .selectFrom(WAIVER_POLICY_SET)
                .where(WAIVER_POLICY_SET.ID.eq(id))
                .fetchOptional(row -> reader.read(Json.read(row.getDocument())).orElseThrow());
    }

    /** False when a set of that id is loaded already. */
    boolean insert(Transaction tx, WaiverPolicySet set, Instant now) {
        return tx.dsl()
                        .insertInto(WAIVER_POLICY_SET)
                        .set(WAIVER_POLICY_SET.ID, set.id())
                        .set(WAIVER_POLICY_SET.EFFECTIVE_FROM, set.effectiveFrom())
                        .set(WAIVER_POLICY_SET.EFFECTIVE_TO, set.effectiveTo())
                        .set(WAIVER_POLICY_SET.DIGEST, set.digest())
                        .set(WAIVER_POLICY_SET.DOCUMENT, Json.write(set.document()))
                        .set(WAIVER_POLICY_SET.LOADED_AT, now)
                        .onConflictDoNothing()
                        .execute()
                == 1;
    }

    void insert(Transaction tx, BidderCredit credit) {
        tx.dsl()
                .insertInto(BIDDER_CREDIT)
                .set(BIDDER_CREDIT.ID, credit.id())
                .set(BIDDER_CREDIT.ORGANISATION_ID, credit.organisationId())
                .set(BIDDER_CREDIT.CREDIT_CLASS, credit.creditClass())
                .set(BIDDER_CREDIT.FIRM_SIZE, credit.firmSize())
                .set(BIDDER_CREDIT.AS_OF, credit.asOf())
                .set(BIDDER_CREDIT.SOURCE, credit.source())
                .set(BIDDER_CREDIT.RECORDED_AT, credit.recordedAt())
                .execute();
    }

    /** What holds on a day, by what was on record at the given moment: a later entry changes no published tender. */
    public Optional<BidderCredit> creditOn(Transaction tx, UUID organisationId, LocalDate day, Instant knownAt) {
        return tx.dsl()
                .selectFrom(BIDDER_CREDIT)
                .where(BIDDER_CREDIT.ORGANISATION_ID.eq(organisationId))
                .and(BIDDER_CREDIT.AS_OF.le(day))
                .and(BIDDER_CREDIT.RECORDED_AT.le(knownAt))
                .orderBy(BIDDER_CREDIT.AS_OF.desc(), BIDDER_CREDIT.RECORDED_AT.desc(), BIDDER_CREDIT.ID.desc())
                .limit(1)
                .fetchOptional(WaiverPolicyRepository::credit);
    }

    /**
     * Entries after the one with the given id, the one recorded last first.
     *
     * @param organisationId null for all firms
     * @param after null for the first page
     */
    public List<BidderCredit> credits(Transaction tx, UUID organisationId, UUID after, int limit) {
        var condition = organisationId == null ? DSL.noCondition() : BIDDER_CREDIT.ORGANISATION_ID.eq(organisationId);
        return tx.dsl()
                .selectFrom(BIDDER_CREDIT)
                .where(after == null ? condition : condition.and(BIDDER_CREDIT.ID.lt(after)))
                .orderBy(BIDDER_CREDIT.ID.desc())
                .limit(limit)
                .fetch(WaiverPolicyRepository::credit);
    }

    /** Ids of the entries that hold for these firms on a day, as {@link #creditOn} takes them. */
    public Set<UUID> holding(Transaction tx, Collection<UUID> organisations, LocalDate day) {
        return new HashSet<>(tx.dsl()
                .select(BIDDER_CREDIT.ID)
                .distinctOn(BIDDER_CREDIT.ORGANISATION_ID)
                .from(BIDDER_CREDIT)
                .where(BIDDER_CREDIT.ORGANISATION_ID.in(organisations))
                .and(BIDDER_CREDIT.AS_OF.le(day))
                .orderBy(
                        BIDDER_CREDIT.ORGANISATION_ID,
                        BIDDER_CREDIT.AS_OF.desc(),
                        BIDDER_CREDIT.RECORDED_AT.desc(),
                        BIDDER_CREDIT.ID.desc())
                .fetch(BIDDER_CREDIT.ID));
    }

    private static BidderCredit credit(BidderCreditRecord row) {
        return new BidderCredit(
                row.getId(),
                row.getOrganisationId(),
                row.getCreditClass(),
                row.getFirmSize(),
                row.getAsOf(),
                row.getSource(),
                row.getRecordedAt());
    }
}
