package org.gongping.draw.pool.load;

import static org.gongping.core.db.jooq.Tables.AFFILIATION;
import static org.jooq.impl.DSL.any;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.gongping.core.Ids;
import org.gongping.core.db.Transaction;
import org.gongping.core.db.jooq.tables.records.AffiliationRecord;
import org.gongping.draw.pool.Affiliation;

/** The graph of shares and control. */
public final class AffiliationRepository {
    private final Ids ids;

    public AffiliationRepository(Ids ids) {
        this.ids = ids;
    }

    /** What is known of the holders, by edge. */
    Map<Affiliation.Edge, Affiliation> ofHolders(Transaction tx, Collection<String> holders) {
        return tx
                .dsl()
                .selectFrom(AFFILIATION)
                .where(AFFILIATION.HOLDER.eq(any(holders.toArray(String[]::new))))
                .fetch(AffiliationRepository::read)
                .stream()
                .collect(Collectors.toMap(Affiliation::edge, each -> each));
    }

    private static Affiliation read(AffiliationRecord row) {
        return new Affiliation(
                row.getHolder(),
                row.getHeld(),
                row.getHolderName(),
                row.getHeldName(),
                Affiliation.Kind.valueOf(row.getKind()),
                row.getShare() == null ? null : row.getShare().stripTrailingZeros(),
                row.getValidFrom(),
                row.getValidUntil(),
                row.getEvidence());
    }

    /** Adds edges and replaces what is known of those that are there. */
    void put(Transaction tx, UUID importId, List<Affiliation> affiliations) {
        tx.dsl()
                .batch(affiliations.stream()
                        .map(each -> tx.dsl()
                                .insertInto(AFFILIATION)
                                .set(row(each, importId))
                                .onConflict(
                                        AFFILIATION.HOLDER, AFFILIATION.HELD, AFFILIATION.KIND, AFFILIATION.VALID_FROM)
                                .doUpdate()
                                .set(AFFILIATION.HOLDER_NAME, each.holderName())
                                .set(AFFILIATION.HELD_NAME, each.heldName())
                                .set(AFFILIATION.SHARE, each.share())
                                .set(AFFILIATION.VALID_UNTIL, each.validUntil())
                                .set(AFFILIATION.EVIDENCE, each.evidence())
                                .set(AFFILIATION.IMPORT_ID, importId))
                        .toList())
                .execute();
    }

    private AffiliationRecord row(Affiliation each, UUID importId) {
        return new AffiliationRecord(
                ids.next(),
                each.holder(),
                each.held(),
                each.holderName(),
                each.heldName(),
                each.kind().name(),
                each.share(),
                each.validFrom(),
                each.validUntil(),
                each.evidence(),
                importId);
    }
}
