package org.gongping.core.deposit;

import static org.gongping.core.db.jooq.Tables.BANK_ENTRY;
import static org.gongping.core.db.jooq.Tables.BANK_STATEMENT;
import static org.gongping.core.db.jooq.Tables.TENDER_PROJECT;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.db.Transaction;
import org.gongping.core.db.jooq.tables.records.BankEntryRecord;
import org.jooq.Record;

/** Files of a bank and what stands in them. An entry is known by the bank's own reference, so the same money comes once. */
public final class BankEntryRepository {
    /** False when the file was imported already. */
    boolean insert(Transaction tx, BankEntry.Statement statement) {
        return tx.dsl()
                        .insertInto(BANK_STATEMENT)
                        .set(BANK_STATEMENT.ID, statement.id())
                        .set(BANK_STATEMENT.SHA256, statement.sha256())
                        .set(BANK_STATEMENT.FORMAT, statement.format().name())
                        .set(BANK_STATEMENT.NAME, statement.name())
                        .set(BANK_STATEMENT.MESSAGE_ID, statement.messageId())
                        .set(BANK_STATEMENT.IMPORTED_AT, statement.importedAt())
                        .onConflict(BANK_STATEMENT.SHA256)
                        .doNothing()
                        .execute()
                == 1;
    }

    /** Newest first. */
    public List<BankEntry.Statement> statements(Transaction tx, UUID after, int limit) {
        var query = tx.dsl().selectFrom(BANK_STATEMENT);
        return (after == null ? query.where() : query.where(BANK_STATEMENT.ID.lt(after)))
                .orderBy(BANK_STATEMENT.ID.desc())
                .limit(limit)
                .fetch(row -> new BankEntry.Statement(
                        row.getId(),
                        row.getSha256(),
                        BankEntry.Format.valueOf(row.getFormat()),
                        row.getName(),
                        row.getMessageId(),
                        row.getImportedAt()));
    }

    boolean isKnown(Transaction tx, String reference) {
        return tx.dsl().fetchExists(BANK_ENTRY, BANK_ENTRY.REFERENCE.eq(reference));
    }

    void insert(Transaction tx, UUID id, UUID statementId, int no, BankEntry entry, BankEntry.Reason reason) {
        tx.dsl()
                .insertInto(BANK_ENTRY)
                .set(BANK_ENTRY.ID, id)
                .set(BANK_ENTRY.STATEMENT_ID, statementId)
                .set(BANK_ENTRY.NO, no)
                .set(BANK_ENTRY.REFERENCE, entry.reference())
                .set(BANK_ENTRY.AMOUNT, entry.amount())
                .set(BANK_ENTRY.RECEIVED_ON, entry.receivedOn())
                .set(BANK_ENTRY.RECEIVED_AT, entry.receivedAt())
                .set(BANK_ENTRY.PAYER_NAME, entry.payerName())
                .set(BANK_ENTRY.PAYER_ACCOUNT, entry.payerAccount())
                .set(BANK_ENTRY.VIRTUAL_ACCOUNT, entry.virtualAccount())
                .set(BANK_ENTRY.REMITTANCE, entry.remittance())
                .set(BANK_ENTRY.OUTCOME, BankEntry.Outcome.OPEN.name())
                .set(BANK_ENTRY.REASON, reason.name())
                .execute();
    }

    void insertMatched(Transaction tx, UUID id, UUID statementId, int no, BankEntry entry, Deposit deposit) {
        tx.dsl()
                .insertInto(BANK_ENTRY)
                .set(BANK_ENTRY.ID, id)
                .set(BANK_ENTRY.STATEMENT_ID, statementId)
                .set(BANK_ENTRY.NO, no)
                .set(BANK_ENTRY.REFERENCE, entry.reference())
                .set(BANK_ENTRY.AMOUNT, entry.amount())
                .set(BANK_ENTRY.RECEIVED_ON, entry.receivedOn())
                .set(BANK_ENTRY.RECEIVED_AT, entry.receivedAt())
                .set(BANK_ENTRY.PAYER_NAME, entry.payerName())
                .set(BANK_ENTRY.PAYER_ACCOUNT, entry.payerAccount())
                .set(BANK_ENTRY.VIRTUAL_ACCOUNT, deposit.virtualAccount())
                .set(BANK_ENTRY.REMITTANCE, entry.remittance())
                .set(BANK_ENTRY.OUTCOME, BankEntry.Outcome.MATCHED.name())
                .set(
                        BANK_ENTRY.REASON,
                        entry.kind() == BankEntry.Kind.REVERSAL ? BankEntry.Reason.REVERSED.name() : null)
                .set(BANK_ENTRY.PROJECT_ID, deposit.projectId())
                .set(BANK_ENTRY.DEPOSIT_ID, deposit.id())
                .execute();
    }

    /** The entry, locked, while it is on the work list. */
    Optional<BankEntry.Stored> lockOpen(Transaction tx, UUID id) {
        return tx.dsl()
                .selectFrom(BANK_ENTRY)
                .where(BANK_ENTRY.ID.eq(id))
                .and(BANK_ENTRY.OUTCOME.eq(BankEntry.Outcome.OPEN.name()))
                .forUpdate()
                .fetchOptional(BankEntryRepository::stored);
    }

    void match(Transaction tx, UUID id, Deposit deposit, String note, Instant now) {
        tx.dsl()
                .update(BANK_ENTRY)
                .set(BANK_ENTRY.OUTCOME, BankEntry.Outcome.MATCHED.name())
                .set(BANK_ENTRY.PROJECT_ID, deposit.projectId())
                .set(BANK_ENTRY.DEPOSIT_ID, deposit.id())
                .set(BANK_ENTRY.NOTE, note)
                .set(BANK_ENTRY.RESOLVED_AT, now)
                .where(BANK_ENTRY.ID.eq(id))
                .execute();
    }

    void sendBack(Transaction tx, UUID id, String note, Instant now) {
        tx.dsl()
                .update(BANK_ENTRY)
                .set(BANK_ENTRY.OUTCOME, BankEntry.Outcome.SENT_BACK.name())
                .set(BANK_ENTRY.NOTE, note)
                .set(BANK_ENTRY.RESOLVED_AT, now)
                .where(BANK_ENTRY.ID.eq(id))
                .execute();
    }

    /** The work list: what nobody could place, oldest first. */
    public List<BankEntry.Stored> open(Transaction tx, UUID after, int limit) {
        var query = tx.dsl().selectFrom(BANK_ENTRY).where(BANK_ENTRY.OUTCOME.eq(BankEntry.Outcome.OPEN.name()));
        return (after == null ? query : query.and(BANK_ENTRY.ID.gt(after)))
                .orderBy(BANK_ENTRY.ID)
                .limit(limit)
                .fetch(BankEntryRepository::stored);
    }

    /**
     * What was placed or sent back, newest first. What was placed in a tender whose deadline has not come is left out:
     * that somebody paid is nobody's to know (rule S06).
     */
    public List<BankEntry.Stored> settled(Transaction tx, Instant now, UUID after, int limit) {
        var query = tx.dsl()
                .select(BANK_ENTRY.fields())
                .from(BANK_ENTRY)
                .leftJoin(TENDER_PROJECT)
                .on(TENDER_PROJECT.ID.eq(BANK_ENTRY.PROJECT_ID))
                .where(BANK_ENTRY.OUTCOME.ne(BankEntry.Outcome.OPEN.name()))
                .and(BANK_ENTRY.PROJECT_ID.isNull().or(TENDER_PROJECT.BID_DEADLINE.le(now)));
        return (after == null ? query : query.and(BANK_ENTRY.ID.lt(after)))
                .orderBy(BANK_ENTRY.ID.desc())
                .limit(limit)
                .fetch((Record row) -> stored(row.into(BANK_ENTRY)));
    }

    private static BankEntry.Stored stored(BankEntryRecord row) {
        boolean isReversal = BankEntry.Reason.REVERSED.name().equals(row.getReason());
        return new BankEntry.Stored(
                row.getId(),
                row.getStatementId(),
                new BankEntry(
                        isReversal ? BankEntry.Kind.REVERSAL : BankEntry.Kind.CREDIT,
                        row.getReference(),
                        row.getAmount(),
                        row.getReceivedOn(),
                        row.getReceivedAt(),
                        row.getPayerName(),
                        row.getPayerAccount(),
                        row.getVirtualAccount(),
                        row.getRemittance()),
                BankEntry.Outcome.valueOf(row.getOutcome()),
                row.getReason() == null ? null : BankEntry.Reason.valueOf(row.getReason()),
                row.getNote(),
                row.getResolvedAt());
    }
}
