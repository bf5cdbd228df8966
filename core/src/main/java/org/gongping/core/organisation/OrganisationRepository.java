package org.gongping.core.organisation;

import static org.gongping.core.db.jooq.Tables.ORGANISATION;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.db.Transaction;
import org.gongping.core.db.jooq.tables.records.OrganisationRecord;
import org.jooq.Record;
import org.jooq.impl.DSL;

/** The table of organisations. */
public final class OrganisationRepository {
    public Optional<Organisation> find(Transaction tx, UUID id) {
        return tx.dsl()
                .selectFrom(ORGANISATION)
                .where(ORGANISATION.ID.eq(id))
                .fetchOptional()
                .map(OrganisationRepository::read);
    }

    public Optional<Organisation> findByCreditCode(Transaction tx, String creditCode) {
        return tx.dsl()
                .selectFrom(ORGANISATION)
                .where(ORGANISATION.CREDIT_CODE.eq(creditCode))
                .fetchOptional()
                .map(OrganisationRepository::read);
    }

    public Map<UUID, Organisation> findAll(Transaction tx, Collection<UUID> ids) {
        return tx.dsl()
                .selectFrom(ORGANISATION)
                .where(ORGANISATION.ID.in(ids))
                .fetchMap(ORGANISATION.ID, OrganisationRepository::read);
    }

    /**
     * By name, after the row with the given id.
     *
     * @param query any part of name or code; null for all
     * @param kind null for all
     * @param after null for the first page
     */
    public List<Organisation> page(Transaction tx, String query, Organisation.Kind kind, UUID after, int limit) {
        var condition = DSL.noCondition();
        if (query != null) {
            condition =
                    ORGANISATION.NAME.containsIgnoreCase(query).or(ORGANISATION.CREDIT_CODE.containsIgnoreCase(query));
        }
        if (kind != null) {
            condition = condition.and(ORGANISATION.KIND.eq(kind.name()));
        }
        if (after != null) {
            var last = DSL.select(ORGANISATION.NAME, ORGANISATION.ID)
                    .from(ORGANISATION)
                    .where(ORGANISATION.ID.eq(after));
            condition =
                    condition.and(DSL.row(ORGANISATION.NAME, ORGANISATION.ID).gt(last));
        }
        return tx.dsl()
                .selectFrom(ORGANISATION)
                .where(condition)
                .orderBy(ORGANISATION.NAME, ORGANISATION.ID)
                .limit(limit)
                .fetch(OrganisationRepository::read);
    }

    /** False when the credit code is taken. */
    boolean insert(Transaction tx, Organisation organisation, Instant now) {
        return tx.dsl()
                        .insertInto(ORGANISATION)
                        .set(ORGANISATION.ID, organisation.id())
                        .set(ORGANISATION.NAME, organisation.name())
                        .set(ORGANISATION.KIND, organisation.kind().name())
                        .set(ORGANISATION.CREDIT_CODE, organisation.creditCode())
                        .set(ORGANISATION.CREATED_AT, now)
                        .onConflict(ORGANISATION.CREDIT_CODE)
                        .doNothing()
                        .execute()
                == 1;
    }

    /** Reads one organisation out of a row, whatever else the row carries. */
    public static Organisation read(Record row) {
        OrganisationRecord organisation = row.into(ORGANISATION);
        return new Organisation(
                organisation.getId(),
                organisation.getName(),
                Organisation.Kind.valueOf(organisation.getKind()),
                organisation.getCreditCode());
    }
}
