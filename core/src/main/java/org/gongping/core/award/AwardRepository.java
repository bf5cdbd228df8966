package org.gongping.core.award;

import static org.gongping.core.db.jooq.Tables.CANDIDATE;
import static org.gongping.core.db.jooq.Tables.EVALUATION_REPORT;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.db.Json;
import org.gongping.core.db.Transaction;

/** The committee's report and the candidates that follow from it. */
public final class AwardRepository {
    /** The report as it was received. */
    public record Report(int run, UUID documentId, JsonNode parts, JsonNode ranking, Instant receivedAt) {}

    void insertReport(Transaction tx, UUID projectId, UUID lotId, Report report, JsonNode verdicts) {
        tx.dsl()
                .insertInto(EVALUATION_REPORT)
                .set(EVALUATION_REPORT.PROJECT_ID, projectId)
                .set(EVALUATION_REPORT.LOT_ID, lotId)
                .set(EVALUATION_REPORT.RUN, report.run())
                .set(EVALUATION_REPORT.DOCUMENT_ID, report.documentId())
                .set(EVALUATION_REPORT.PARTS, Json.write(report.parts()))
                .set(EVALUATION_REPORT.RANKING, Json.write(report.ranking()))
                .set(EVALUATION_REPORT.VERDICTS, Json.write(verdicts))
                .set(EVALUATION_REPORT.RECEIVED_AT, report.receivedAt())
                .execute();
    }

    Optional<Report> report(Transaction tx, UUID projectId, UUID lotId) {
        return tx.dsl()
                .selectFrom(EVALUATION_REPORT)
                .where(EVALUATION_REPORT.PROJECT_ID.eq(projectId))
                .and(EVALUATION_REPORT.LOT_ID.eq(lotId))
                .fetchOptional()
                .map(row -> new Report(
                        row.getRun(),
                        row.getDocumentId(),
                        Json.read(row.getParts()),
                        Json.read(row.getRanking()),
                        row.getReceivedAt()));
    }

    void insertCandidates(Transaction tx, UUID projectId, UUID lotId, List<UUID> bids) {
        for (int i = 0; i < bids.size(); i++) {
            tx.dsl()
                    .insertInto(CANDIDATE)
                    .set(CANDIDATE.PROJECT_ID, projectId)
                    .set(CANDIDATE.LOT_ID, lotId)
                    .set(CANDIDATE.RANK, i + 1)
                    .set(CANDIDATE.BID_ID, bids.get(i))
                    .execute();
        }
    }

    /** In the order of the notice; empty before it. */
    List<UUID> candidates(Transaction tx, UUID projectId, UUID lotId) {
        return tx.dsl()
                .select(CANDIDATE.BID_ID)
                .from(CANDIDATE)
                .where(CANDIDATE.PROJECT_ID.eq(projectId))
                .and(CANDIDATE.LOT_ID.eq(lotId))
                .orderBy(CANDIDATE.RANK)
                .fetch(CANDIDATE.BID_ID);
    }
}
