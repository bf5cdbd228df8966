package org.gongping.draw.pool.load;

import static org.gongping.core.db.jooq.Tables.EXPERT_IMPORT;
import static org.gongping.core.db.jooq.Tables.EXPERT_IMPORT_PROBLEM;
import static org.gongping.core.db.jooq.Tables.EXPERT_IMPORT_ROW;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.db.Json;
import org.gongping.core.db.Transaction;
import org.gongping.core.db.jooq.tables.records.ExpertImportProblemRecord;
import org.gongping.core.db.jooq.tables.records.ExpertImportRecord;
import org.gongping.core.db.jooq.tables.records.ExpertImportRowRecord;
import org.gongping.draw.pool.sheet.Problem;
import org.jooq.impl.DSL;

/** Files loaded into the pool, their reports, and their rows while they wait. */
public final class ImportRepository {
    /** A row that waits for the confirmation of its file. */
    record Waiting(int line, JsonNode content) {}

    void insert(Transaction tx, FileImport file) {
        ExpertImportRecord row = new ExpertImportRecord();
        row.setId(file.id());
        row.setKind(file.kind().name());
        row.setState(file.state().name());
        row.setFileName(file.fileName());
        row.setSha256(file.sha256());
        row.setSize(file.size());
        row.setFormat(file.format());
        row.setLibrary(file.library());
        row.setSource(file.source().orElse(null));
        row.setRows(file.counts().rows());
        row.setUploadedBy(file.uploadedBy());
        row.setUploadedAt(file.uploadedAt());
        tx.dsl().insertInto(EXPERT_IMPORT).set(row).execute();
    }

    /** What the check found. */
    void update(Transaction tx, FileImport file) {
        tx.dsl()
                .update(EXPERT_IMPORT)
                .set(EXPERT_IMPORT.STATE, file.state().name())
                .set(EXPERT_IMPORT.FORMAT, file.format())
                .set(EXPERT_IMPORT.ROWS, file.counts().rows())
                .set(EXPERT_IMPORT.CREATED, file.counts().created())
                .set(EXPERT_IMPORT.CHANGED, file.counts().changed())
                .set(EXPERT_IMPORT.UNCHANGED, file.counts().unchanged())
                .set(EXPERT_IMPORT.ERRORS, file.counts().errors())
                .set(EXPERT_IMPORT.WARNINGS, file.counts().warnings())
                .where(EXPERT_IMPORT.ID.eq(file.id()))
                .execute();
    }

    void end(Transaction tx, UUID id, FileImport.State state, String by, Instant at) {
        tx.dsl()
                .update(EXPERT_IMPORT)
                .set(EXPERT_IMPORT.STATE, state.name())
                .set(EXPERT_IMPORT.CONFIRMED_BY, state == FileImport.State.CONFIRMED ? by : null)
                .set(EXPERT_IMPORT.CONFIRMED_AT, state == FileImport.State.CONFIRMED ? at : null)
                .where(EXPERT_IMPORT.ID.eq(id))
                .execute();
        dropRows(tx, id);
    }

    public Optional<FileImport> find(Transaction tx, UUID id) {
        return tx.dsl()
                .selectFrom(EXPERT_IMPORT)
                .where(EXPERT_IMPORT.ID.eq(id))
                .fetchOptional()
                .map(ImportRepository::read);
    }

    Optional<FileImport> lock(Transaction tx, UUID id) {
        return tx.dsl()
                .selectFrom(EXPERT_IMPORT)
                .where(EXPERT_IMPORT.ID.eq(id))
                .forUpdate()
                .fetchOptional()
                .map(ImportRepository::read);
    }

    /** Newest first, older than the given one. */
    public List<FileImport> page(Transaction tx, UUID before, int limit) {
        return tx.dsl()
                .selectFrom(EXPERT_IMPORT)
                // Ids grow with time.
                .where(before == null ? DSL.noCondition() : EXPERT_IMPORT.ID.lt(before))
                .orderBy(EXPERT_IMPORT.UPLOADED_AT.desc(), EXPERT_IMPORT.ID.desc())
                .limit(limit)
                .fetch(ImportRepository::read);
    }

    private static FileImport read(ExpertImportRecord row) {
        return new FileImport(
                row.getId(),
                FileImport.Kind.valueOf(row.getKind()),
                FileImport.State.valueOf(row.getState()),
                row.getFileName(),
                row.getSha256(),
                row.getSize(),
                row.getFormat(),
                row.getLibrary(),
                Optional.ofNullable(row.getSource()),
                new FileImport.Counts(
                        row.getRows(),
                        row.getCreated(),
                        row.getChanged(),
                        row.getUnchanged(),
                        row.getErrors(),
                        row.getWarnings()),
                row.getUploadedBy(),
                row.getUploadedAt(),
                Optional.ofNullable(row.getConfirmedBy()),
                Optional.ofNullable(row.getConfirmedAt()));
    }

    void insertProblems(Transaction tx, UUID id, List<ListedProblem> problems) {
        List<ExpertImportProblemRecord> rows = new ArrayList<>();
        for (ListedProblem each : problems) {
            rows.add(new ExpertImportProblemRecord(
                    id,
                    rows.size() + 1,
                    each.line(),
                    each.column(),
                    each.severity().name(),
                    each.code(),
                    each.zh(),
                    each.en(),
                    each.whatToDoZh(),
                    each.whatToDoEn()));
        }
        tx.dsl().batchInsert(rows).execute();
    }

    /** In the order of the lines. */
    public List<ListedProblem> problems(Transaction tx, UUID id) {
        return tx.dsl()
                .selectFrom(EXPERT_IMPORT_PROBLEM)
                .where(EXPERT_IMPORT_PROBLEM.IMPORT_ID.eq(id))
                .orderBy(EXPERT_IMPORT_PROBLEM.NO)
                .fetch(row -> new ListedProblem(
                        row.getLine(),
                        row.getColumnName(),
                        Problem.Severity.valueOf(row.getSeverity()),
                        row.getCode(),
                        row.getZh(),
                        row.getEn(),
                        row.getWhatToDoZh(),
                        row.getWhatToDoEn()));
    }

    void insertRows(Transaction tx, UUID id, List<Waiting> rows) {
        tx.dsl()
                .batchInsert(rows.stream()
                        .map(row -> new ExpertImportRowRecord(id, row.line(), Json.write(row.content())))
                        .toList())
                .execute();
    }

    /** Those after a line, in the order of the lines. */
    List<Waiting> rows(Transaction tx, UUID id, int after, int limit) {
        return tx.dsl()
                .selectFrom(EXPERT_IMPORT_ROW)
                .where(EXPERT_IMPORT_ROW.IMPORT_ID.eq(id))
                .and(EXPERT_IMPORT_ROW.LINE.gt(after))
                .orderBy(EXPERT_IMPORT_ROW.LINE)
                .limit(limit)
                .fetch(row -> new Waiting(row.getLine(), Json.read(row.getContent())));
    }

    void dropRows(Transaction tx, UUID id) {
        tx.dsl()
                .deleteFrom(EXPERT_IMPORT_ROW)
                .where(EXPERT_IMPORT_ROW.IMPORT_ID.eq(id))
                .execute();
    }

    /** Files of this operator that wait for a confirmation. */
    List<UUID> waiting(Transaction tx, String account) {
        return tx.dsl()
                .select(EXPERT_IMPORT.ID)
                .from(EXPERT_IMPORT)
                .where(EXPERT_IMPORT.UPLOADED_BY.eq(account))
                .and(EXPERT_IMPORT.STATE.eq(FileImport.State.CHECKED.name()))
                .fetch(EXPERT_IMPORT.ID);
    }
}
