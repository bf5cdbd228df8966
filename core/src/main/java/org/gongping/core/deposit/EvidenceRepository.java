package org.gongping.core.deposit;

import static org.gongping.core.db.jooq.Tables.DEPOSIT_EVIDENCE;

import java.util.Optional;
import java.util.UUID;
import org.gongping.core.db.Transaction;

/** The table of evidence. */
public final class EvidenceRepository {
    Optional<Evidence> find(Transaction tx, UUID projectId, UUID depositId, String sha256) {
        return tx.dsl()
                .selectFrom(DEPOSIT_EVIDENCE)
                .where(DEPOSIT_EVIDENCE.PROJECT_ID.eq(projectId))
                .and(DEPOSIT_EVIDENCE.DEPOSIT_ID.eq(depositId))
                .and(DEPOSIT_EVIDENCE.SHA256.eq(sha256))
                .fetchOptional(row -> new Evidence(
                        row.getName(), row.getMediaType(), row.getSize(), row.getSha256(), row.getAddedAt()));
    }

    void insert(Transaction tx, UUID projectId, UUID depositId, Evidence evidence) {
        tx.dsl()
                .insertInto(DEPOSIT_EVIDENCE)
                .set(DEPOSIT_EVIDENCE.PROJECT_ID, projectId)
                .set(DEPOSIT_EVIDENCE.DEPOSIT_ID, depositId)
                .set(DEPOSIT_EVIDENCE.SHA256, evidence.sha256())
                .set(DEPOSIT_EVIDENCE.NAME, evidence.name())
                .set(DEPOSIT_EVIDENCE.MEDIA_TYPE, evidence.mediaType())
                .set(DEPOSIT_EVIDENCE.SIZE, evidence.size())
                .set(DEPOSIT_EVIDENCE.ADDED_AT, evidence.addedAt())
                .execute();
    }
}
