package org.gongping.core.price;

import static org.gongping.core.db.jooq.Tables.EVALUATION_REPORT;
import static org.gongping.core.db.jooq.Tables.SCORE_RUN;

import java.util.Optional;
import java.util.UUID;
import org.gongping.core.db.Json;
import org.gongping.core.db.Transaction;

/** The runs of price scoring. */
public final class ScoreRunRepository {
    /** The run that counts: the latest. */
    public Optional<ScoreRun> latest(Transaction tx, UUID projectId, UUID lotId) {
        return tx.dsl()
                .selectFrom(SCORE_RUN)
                .where(SCORE_RUN.PROJECT_ID.eq(projectId))
                .and(SCORE_RUN.LOT_ID.eq(lotId))
                .orderBy(SCORE_RUN.RUN.desc())
                .limit(1)
                .fetchOptional()
                .map(row -> new ScoreRun(
                        row.getRun(),
                        row.getMethodDigest(),
                        Json.read(row.getInput()),
                        Json.read(row.getResult()),
                        row.getComputedAt()));
    }

    /** Whether the committee's report has confirmed the scores. */
    public boolean isConfirmed(Transaction tx, UUID projectId, UUID lotId) {
        return tx.dsl()
                .fetchExists(
                        EVALUATION_REPORT,
                        EVALUATION_REPORT.PROJECT_ID.eq(projectId).and(EVALUATION_REPORT.LOT_ID.eq(lotId)));
    }

    public void insert(Transaction tx, UUID projectId, UUID lotId, ScoreRun run) {
        tx.dsl()
                .insertInto(SCORE_RUN)
                .set(SCORE_RUN.PROJECT_ID, projectId)
                .set(SCORE_RUN.LOT_ID, lotId)
                .set(SCORE_RUN.RUN, run.run())
                .set(SCORE_RUN.METHOD_DIGEST, run.methodDigest())
                .set(SCORE_RUN.INPUT, Json.write(run.input()))
                .set(SCORE_RUN.RESULT, Json.write(run.result()))
                .set(SCORE_RUN.COMPUTED_AT, run.computedAt())
                .execute();
    }
}
