package org.gongping.core.audit.selfcheck;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.audit.Commitment;
import org.gongping.core.audit.tree.Merkle;

/** One row: record and salt against entry and leaf hash, and the columns beside them against the record. */
final class EntryCheck {
    /** The database keeps microseconds, rounded; the record milliseconds, cut off. */
    private static final Duration ROUNDING = Duration.ofMillis(2);

    private static final ObjectMapper JSON = new ObjectMapper();

    private EntryCheck() {}

    /**
     * What a record says that the order of the log is held to.
     *
     * @param leaf as record and salt yield it
     * @param time empty when the record has none that can be read
     */
    record Computed(byte[] leaf, String commitment, String previous, Optional<Instant> time) {}

    static Computed check(LoggedRow place, Collected findings) {
        LoggedRow.Row row = place.row();
        Commitment commitment = Commitment.of(row.salt(), row.record().getBytes(StandardCharsets.UTF_8));
        if (!commitment.entry().equals(row.entry())) {
            findings.add(FindingCode.ENTRY_COMMITMENT, place.place());
        }
        if (!Arrays.equals(Merkle.leaf(row.entry().getBytes(StandardCharsets.UTF_8)), row.leafHash())) {
            findings.add(FindingCode.ENTRY_LEAF, place.place());
        }
        try {
            JsonNode record = JSON.readTree(row.record());
            Instant time = Instant.parse(record.path("t").asText());
            columns(place, record, time, findings);
            return new Computed(
                    commitment.leafHash(), commitment.hex(), record.path("prev").asText(), Optional.of(time));
        } catch (JsonProcessingException | DateTimeParseException e) {
            findings.add(
                    FindingCode.RECORD_MALFORMED, place.place(), e.getClass().getSimpleName());
            return new Computed(commitment.leafHash(), commitment.hex(), "", Optional.empty());
        }
    }

    /** What is committed to is the record: a column that says otherwise hides it, or shows it where it does not belong. */
    private static void columns(LoggedRow place, JsonNode record, Instant time, Collected findings) {
        LoggedRow.Row row = place.row();
        String tender = record.path("tender").asText();
        equal(place, "id", place.entryId().toString(), record.path("id").asText(), findings);
        equal(place, "kind", row.kind(), record.path("kind").asText(), findings);
        equal(place, "project_id", row.projectId() == null ? AuditStep.PLATFORM : row.tender(), tender, findings);
        boolean isCover =
                row.kind().equals(AuditKind.COVER.code()) && row.stream().equals(AuditStep.COVER_STREAM);
        if (!isCover
                && !row.stream().equals(tender)
                && !row.stream().startsWith(tender + "/bidder/")
                && !row.stream().startsWith(AuditStep.PLATFORM + AuditStep.ORIGIN_STREAM)) {
            findings.add(FindingCode.ROW_COLUMN, place.place(), "stream", row.stream(), tender);
        }
        if (Duration.between(time, row.createdAt()).abs().compareTo(ROUNDING) > 0) {
            findings.add(FindingCode.ROW_COLUMN, place.place(), "created_at", row.createdAt(), time);
        }
    }

    private static void equal(LoggedRow place, String column, String stored, String recorded, Collected findings) {
        if (!recorded.equals(stored)) {
            findings.add(FindingCode.ROW_COLUMN, place.place(), column, stored, recorded);
        }
    }
}
