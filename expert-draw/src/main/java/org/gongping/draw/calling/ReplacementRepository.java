package org.gongping.draw.calling;

import static org.gongping.core.db.jooq.Tables.DRAW_REPLACEMENT;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.db.Json;
import org.gongping.core.db.Transaction;
import org.gongping.core.db.jooq.tables.records.DrawReplacementRecord;
import org.gongping.draw.protocol.SkipReason;
import org.gongping.draw.transcript.Replacement;
import org.jooq.JSONB;

/** Seats that fell vacant and how they were filled. */
public final class ReplacementRepository {
    /** In their order. */
    List<SeatReplacement> all(Transaction tx, DoneDraw.Key draw) {
        return tx.dsl()
                .selectFrom(DRAW_REPLACEMENT)
                .where(DRAW_REPLACEMENT.PROJECT_ID.eq(draw.projectId()))
                .and(DRAW_REPLACEMENT.ATTEMPT.eq(draw.attempt()))
                .orderBy(DRAW_REPLACEMENT.NO)
                .fetch(ReplacementRepository::read);
    }

    private static SeatReplacement read(DrawReplacementRecord row) {
        List<Replacement.Skip> skipped = new ArrayList<>();
        Json.read(row.getSkipped())
                .forEach(skip -> skipped.add(new Replacement.Skip(
                        skip.get(0).textValue(), SkipReason.valueOf(skip.get(1).textValue()))));
        return new SeatReplacement(
                row.getNo(),
                row.getSeat(),
                row.getVacated(),
                Replacement.Reason.valueOf(row.getReason()),
                Optional.ofNullable(row.getEvidence()),
                skipped,
                Optional.ofNullable(row.getSeated()),
                row.getEndedAt() != null,
                row.getNoted());
    }

    /** What stands in the log of each that has ended, in its order, with the id of its entry. */
    public List<Logged> logged(Transaction tx, DoneDraw.Key draw) {
        return tx.dsl()
                .selectFrom(DRAW_REPLACEMENT)
                .where(DRAW_REPLACEMENT.PROJECT_ID.eq(draw.projectId()))
                .and(DRAW_REPLACEMENT.ATTEMPT.eq(draw.attempt()))
                .and(DRAW_REPLACEMENT.ENDED_AT.isNotNull())
                .orderBy(DRAW_REPLACEMENT.NO)
                .fetch(row -> new Logged(row.getNo(), row.getEntryId()));
    }

    /** A replacement's number and its entry in the log. */
    public record Logged(int no, UUID entryId) {}

    void insert(Transaction tx, DoneDraw.Key draw, SeatReplacement replacement, Instant now) {
        tx.dsl()
                .insertInto(DRAW_REPLACEMENT)
                .set(DRAW_REPLACEMENT.PROJECT_ID, draw.projectId())
                .set(DRAW_REPLACEMENT.ATTEMPT, draw.attempt())
                .set(DRAW_REPLACEMENT.NO, replacement.no())
                .set(DRAW_REPLACEMENT.SEAT, replacement.seat())
                .set(DRAW_REPLACEMENT.VACATED, replacement.vacated())
                .set(DRAW_REPLACEMENT.REASON, replacement.reason().name())
                .set(DRAW_REPLACEMENT.EVIDENCE, replacement.evidence().orElse(null))
                .set(DRAW_REPLACEMENT.ASKED_AT, now)
                .set(DRAW_REPLACEMENT.NOTED, replacement.noted())
                .execute();
    }

    void skip(Transaction tx, DoneDraw.Key draw, int no, List<Replacement.Skip> skipped) {
        tx.dsl()
                .update(DRAW_REPLACEMENT)
                .set(DRAW_REPLACEMENT.SKIPPED, json(skipped))
                .where(DRAW_REPLACEMENT.PROJECT_ID.eq(draw.projectId()))
                .and(DRAW_REPLACEMENT.ATTEMPT.eq(draw.attempt()))
                .and(DRAW_REPLACEMENT.NO.eq(no))
                .execute();
    }

    private static JSONB json(List<Replacement.Skip> skipped) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        skipped.forEach(skip -> all.addArray().add(skip.pid()).add(skip.reason().name()));
        return Json.write(all);
    }

    void end(Transaction tx, DoneDraw.Key draw, int no, Optional<String> seated, UUID entryId, Instant now) {
        tx.dsl()
                .update(DRAW_REPLACEMENT)
                .set(DRAW_REPLACEMENT.SEATED, seated.orElse(null))
                .set(DRAW_REPLACEMENT.ENDED_AT, now)
                .set(DRAW_REPLACEMENT.ENTRY_ID, entryId)
                .where(DRAW_REPLACEMENT.PROJECT_ID.eq(draw.projectId()))
                .and(DRAW_REPLACEMENT.ATTEMPT.eq(draw.attempt()))
                .and(DRAW_REPLACEMENT.NO.eq(no))
                .execute();
    }

    void note(Transaction tx, DoneDraw.Key draw, int no) {
        tx.dsl()
                .update(DRAW_REPLACEMENT)
                .set(DRAW_REPLACEMENT.NOTED, true)
                .where(DRAW_REPLACEMENT.PROJECT_ID.eq(draw.projectId()))
                .and(DRAW_REPLACEMENT.ATTEMPT.eq(draw.attempt()))
                .and(DRAW_REPLACEMENT.NO.eq(no))
                .execute();
    }
}
