package org.gongping.core.deposit;

import static org.gongping.core.db.jooq.Tables.DEPOSIT_REPORT;
import static org.gongping.core.db.jooq.Tables.TENDER_PROJECT;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.db.Json;
import org.gongping.core.db.Transaction;
import org.gongping.core.db.jooq.tables.records.DepositReportRecord;
import org.jooq.Record1;
import org.jooq.impl.DSL;

/** Frozen reports. Rows are added and never changed. */
public final class DepositReportRepository {
    void insert(Transaction tx, DepositReport report) {
        tx.dsl()
                .insertInto(DEPOSIT_REPORT)
                .set(DEPOSIT_REPORT.ID, report.id())
                .set(DEPOSIT_REPORT.KIND, report.kind().name())
                .set(DEPOSIT_REPORT.FROM_DAY, report.from())
                .set(DEPOSIT_REPORT.TO_DAY, report.to())
                .set(DEPOSIT_REPORT.FROZEN_AT, report.frozenAt())
                .set(DEPOSIT_REPORT.SHA256, report.sha256())
                .set(DEPOSIT_REPORT.DOCUMENT, Json.write(report.document()))
                .execute();
    }

    /** Keeps others from freezing until the transaction ends, so that a period has one report. */
    void lock(Transaction tx) {
        tx.dsl().execute("SELECT pg_advisory_xact_lock(hashtext('gongping.deposit.report'))");
    }

    /** The report of one period. */
    Optional<DepositReport> of(Transaction tx, DepositReport.Kind kind, LocalDate from) {
        return tx.dsl()
                .selectFrom(DEPOSIT_REPORT)
                .where(DEPOSIT_REPORT.KIND.eq(kind.name()))
                .and(DEPOSIT_REPORT.FROM_DAY.eq(from))
                .orderBy(DEPOSIT_REPORT.ID)
                .limit(1)
                .fetchOptional(DepositReportRepository::report);
    }

    /** When the first tender was published; empty while there is none. */
    Optional<Instant> firstTender(Transaction tx) {
        return tx.dsl()
                .select(DSL.min(TENDER_PROJECT.ISSUED_AT))
                .from(TENDER_PROJECT)
                .fetchOptional()
                .map(Record1::value1);
    }

    public Optional<DepositReport> find(Transaction tx, UUID id) {
        return tx.dsl()
                .selectFrom(DEPOSIT_REPORT)
                .where(DEPOSIT_REPORT.ID.eq(id))
                .fetchOptional(DepositReportRepository::report);
    }

    /** Newest first. */
    public List<DepositReport> page(Transaction tx, UUID after, int limit) {
        var query = tx.dsl().selectFrom(DEPOSIT_REPORT);
        return (after == null ? query.where() : query.where(DEPOSIT_REPORT.ID.lt(after)))
                .orderBy(DEPOSIT_REPORT.ID.desc())
                .limit(limit)
                .fetch(DepositReportRepository::report);
    }

    private static DepositReport report(DepositReportRecord row) {
        return new DepositReport(
                row.getId(),
                DepositReport.Kind.valueOf(row.getKind()),
                row.getFromDay(),
                row.getToDay(),
                row.getFrozenAt(),
                row.getSha256(),
                Json.read(row.getDocument()));
    }
}
