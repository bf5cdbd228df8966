package org.gongping.core.document;

import static org.gongping.core.db.jooq.Tables.DEPOSIT_EVIDENCE;
import static org.gongping.core.db.jooq.Tables.TENDER_DOCUMENT;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.gongping.core.db.Transaction;
import org.gongping.core.db.jooq.tables.records.TenderDocumentRecord;

/** The table of documents. */
public final class DocumentRepository {
    /** Documents of the project that were not taken out again, oldest first. */
    public List<TenderDocument> list(Transaction tx, UUID projectId) {
        return tx.dsl()
                .selectFrom(TENDER_DOCUMENT)
                .where(TENDER_DOCUMENT.PROJECT_ID.eq(projectId))
                .and(TENDER_DOCUMENT.REMOVED_AT.isNull())
                .orderBy(TENDER_DOCUMENT.UPLOADED_AT, TENDER_DOCUMENT.ID)
                .fetch(DocumentRepository::document);
    }

    /** Media types of all documents that the project ever had, those taken out again and evidence too, by their hash. */
    public Map<String, String> mediaTypes(Transaction tx, UUID projectId) {
        return tx.dsl()
                .select(TENDER_DOCUMENT.SHA256, TENDER_DOCUMENT.MEDIA_TYPE)
                .from(TENDER_DOCUMENT)
                .where(TENDER_DOCUMENT.PROJECT_ID.eq(projectId))
                .unionAll(tx.dsl()
                        .select(DEPOSIT_EVIDENCE.SHA256, DEPOSIT_EVIDENCE.MEDIA_TYPE)
                        .from(DEPOSIT_EVIDENCE)
                        .where(DEPOSIT_EVIDENCE.PROJECT_ID.eq(projectId)))
                .fetchStream()
                .collect(Collectors.toMap(row -> row.value1(), row -> row.value2(), (first, _) -> first));
    }

    public Optional<TenderDocument> find(Transaction tx, UUID projectId, UUID id) {
        return tx.dsl()
                .selectFrom(TENDER_DOCUMENT)
                .where(TENDER_DOCUMENT.PROJECT_ID.eq(projectId))
                .and(TENDER_DOCUMENT.ID.eq(id))
                .and(TENDER_DOCUMENT.REMOVED_AT.isNull())
                .fetchOptional()
                .map(DocumentRepository::document);
    }

    void insert(Transaction tx, UUID projectId, TenderDocument document) {
        tx.dsl()
                .insertInto(TENDER_DOCUMENT)
                .set(TENDER_DOCUMENT.PROJECT_ID, projectId)
                .set(TENDER_DOCUMENT.ID, document.id())
                .set(TENDER_DOCUMENT.NAME, document.name())
                .set(TENDER_DOCUMENT.KIND, document.kind().name())
                .set(TENDER_DOCUMENT.MEDIA_TYPE, document.mediaType())
                .set(TENDER_DOCUMENT.SIZE, document.size())
                .set(TENDER_DOCUMENT.SHA256, document.sha256())
                .set(TENDER_DOCUMENT.UPLOADED_AT, document.uploadedAt())
                .execute();
    }

    void remove(Transaction tx, UUID projectId, UUID id, Instant now) {
        tx.dsl()
                .update(TENDER_DOCUMENT)
                .set(TENDER_DOCUMENT.REMOVED_AT, now)
                .where(TENDER_DOCUMENT.PROJECT_ID.eq(projectId))
                .and(TENDER_DOCUMENT.ID.eq(id))
                .execute();
    }

    private static TenderDocument document(TenderDocumentRecord row) {
        return new TenderDocument(
                row.getId(),
                row.getName(),
                TenderDocument.Kind.valueOf(row.getKind()),
                row.getMediaType(),
                row.getSize(),
                row.getSha256(),
                row.getUploadedAt());
    }
}
