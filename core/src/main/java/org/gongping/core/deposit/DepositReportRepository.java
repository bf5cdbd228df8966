package org.gongping.core.deposit;

import static org.gongping.core.db.jooq.Tables.DEPOSIT_REPORT;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.db.Json;
import org.gongping.core.db.Transaction;
import org.gongping.core.db.jooq.tables.records.DepositReportRecord;

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
