package org.gongping.core.trail;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.audit.AuditEntry;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditRepository;
import org.gongping.core.audit.sequence.SequenceRepository;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.notice.Notice;

/**
 * The critical steps of a project and their places in the log, for whoever may open their records. Asked again and again
 * while a step waits for its seal: it leaves no trace, and what the log says of a place is not asked of the database.
 */
public final class ReadSeals {
    private final OpenEntries entries;
    private final AuditRepository trail;
    private final SequenceRepository places;

    public ReadSeals(OpenEntries entries, AuditRepository trail, SequenceRepository places) {
        this.entries = entries;
        this.trail = trail;
        this.places = places;
    }

    /** @param index place in the log; empty while it waits for one */
    public record Step(AuditEntry entry, Optional<Long> index) {}

    /** Newest first. */
    public Outcome<List<Step>> all(Transaction tx, Actor actor, UUID projectId) {
        return entries.ofKinds(tx, actor, projectId, AuditKind.criticalCodes()).map(found -> {
            Map<UUID, Long> indexes =
                    places.places(tx, found.stream().map(AuditEntry::id).toList());
            return found.stream()
                    .map(entry -> new Step(entry, Optional.ofNullable(indexes.get(entry.id()))))
                    .toList();
        });
    }

    /** One step, whatever its kind. */
    public Outcome<Step> one(Transaction tx, Actor actor, UUID projectId, UUID entryId) {
        return entries.find(tx, actor, projectId, entryId).map(entry -> new Step(entry, places.place(tx, entry.id())));
    }

    /**
     * The step with which a notice was published, for anybody: what is told of it beside the notice is nothing but its
     * place. Empty for notices of steps that are not critical.
     */
    public Optional<Step> ofNotice(Transaction tx, Notice notice) {
        // Records count milliseconds; they are written after the notice that they tell of.
        Instant published = notice.publishedAt().truncatedTo(ChronoUnit.MILLIS);
        return kind(notice.kind())
                .flatMap(kind -> trail.ofKinds(tx, notice.projectId(), Set.of(kind.code()), true).stream()
                        .filter(entry -> !entry.createdAt().isBefore(published))
                        .filter(entry -> entry.record().contains("\"lot:" + notice.lotId() + "\""))
                        .reduce((_, earlier) -> earlier))
                .map(entry -> new Step(entry, places.place(tx, entry.id())));
    }

    private static Optional<AuditKind> kind(Notice.Kind kind) {
        return switch (kind) {
            case FIRST_OPENING_RECORD -> Optional.of(AuditKind.OPENING_ADJOURN);
            case OPENING_RECORD -> Optional.of(AuditKind.OPENING_END);
            case CANDIDATES -> Optional.of(AuditKind.CANDIDATE_NOTICE);
            case AWARD -> Optional.of(AuditKind.AWARD_NOTICE);
            case FAILED -> Optional.of(AuditKind.TENDER_FAIL);
            case TENDER, ADDENDUM -> Optional.empty();
        };
    }
}
