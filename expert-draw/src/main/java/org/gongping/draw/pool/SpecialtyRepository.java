package org.gongping.draw.pool;

import static org.gongping.core.db.jooq.Tables.SPECIALTY;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.gongping.core.db.Transaction;
import org.gongping.core.db.jooq.tables.records.SpecialtyRecord;
import org.jooq.impl.DSL;

/** The table of specialty categories. */
public final class SpecialtyRepository {
    /** By code. */
    public List<Specialty> all(Transaction tx) {
        return tx.dsl()
                .selectFrom(SPECIALTY)
                .orderBy(SPECIALTY.CODE)
                .fetch(row -> new Specialty(
                        row.getCode(),
                        Optional.ofNullable(row.getParent()),
                        row.getZh(),
                        Optional.ofNullable(row.getEn()),
                        row.getSource()));
    }

    public Classification classification(Transaction tx) {
        return new Classification(all(tx));
    }

    public boolean isEmpty(Transaction tx) {
        return !tx.dsl().fetchExists(SPECIALTY);
    }

    /** Parents before what lies below them. A code that is there keeps its parent and gets the new names. */
    public void put(Transaction tx, Collection<Specialty> specialties, Instant now) {
        List<SpecialtyRecord> rows = specialties.stream()
                .map(each -> new SpecialtyRecord(
                        each.code(),
                        each.parent().orElse(null),
                        each.zh(),
                        each.en().orElse(null),
                        each.source(),
                        now))
                .toList();
        tx.dsl()
                .batch(rows.stream()
                        .map(row -> tx.dsl()
                                .insertInto(SPECIALTY)
                                .set(row)
                                .onConflict(SPECIALTY.CODE)
                                .doUpdate()
                                .set(SPECIALTY.ZH, DSL.excluded(SPECIALTY.ZH))
                                .set(SPECIALTY.EN, DSL.excluded(SPECIALTY.EN))
                                .set(SPECIALTY.SOURCE, DSL.excluded(SPECIALTY.SOURCE)))
                        .toList())
                .execute();
    }
}
