package org.gongping.core.trail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditEntry;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditRepository;
import org.gongping.core.audit.CanonicalJson;
import org.gongping.core.audit.TrailRepository;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.tender.ProjectAccess;

/** Finds the record that last set what a record sets, so that the two can be held side by side. */
public final class CompareRecord {
    /**
     * Records that set the same thing.
     *
     * @param object type of what they set
     */
    private record Family(String object, Set<AuditKind> kinds) {
        List<String> codes() {
            return kinds.stream().map(AuditKind::code).toList();
        }

        boolean has(String code) {
            return codes().contains(code);
        }
    }

    private static final List<Family> FAMILIES = List.of(
            new Family("project", Set.of(AuditKind.PROJECT_CREATE, AuditKind.PROJECT_UPDATE)),
            new Family("lot", Set.of(AuditKind.LOT_ADD, AuditKind.LOT_UPDATE, AuditKind.LOT_REMOVE)),
            new Family("lot", Set.of(AuditKind.OPENING_PARAMETERS)),
            new Family("lot", Set.of(AuditKind.PRICE_SCORE)),
            new Family("lot", Set.of(AuditKind.REPORT_RECEIVE)),
            new Family("bid", Set.of(AuditKind.OPENING_READ)),
            new Family("document", Set.of(AuditKind.DOCUMENT_ADD, AuditKind.DOCUMENT_REMOVE)));

    private final ProjectAccess access;
    private final AuditRepository records;
    private final TrailRepository trail;
    private final ShownEntries shown;
    private final InstantSource clock;

    public CompareRecord(
            ProjectAccess access,
            AuditRepository records,
            TrailRepository trail,
            ShownEntries shown,
            InstantSource clock) {
        this.access = access;
        this.records = records;
        this.trail = trail;
        this.shown = shown;
        this.clock = clock;
    }

    /** Holds no row when the record sets nothing that another one set before. */
    public Outcome<ShownEntries.Shown> execute(Transaction tx, Actor actor, UUID projectId, UUID entryId) {
        return access.reading(tx, actor, projectId).then(view -> {
            boolean bidders = TrailView.showsBidders(view, clock);
            Optional<AuditEntry> entry =
                    TrailView.isOpenTo(view) ? records.find(tx, projectId, entryId, bidders) : Optional.empty();
            return entry.map(found -> Outcome.done(shown.of(
                            tx, view, before(tx, found, bidders).stream().toList())))
                    .orElseGet(() -> Outcome.refused(new Refusal.NotFound("audit entry")));
        });
    }

    private Optional<AuditEntry> before(Transaction tx, AuditEntry entry, boolean bidders) {
        return FAMILIES.stream()
                .filter(family -> family.has(entry.kind()))
                .findFirst()
                .flatMap(family -> object(entry, family.object())
                        .flatMap(object -> trail.before(tx, entry, family.codes(), object, bidders)));
    }

    private static Optional<String> object(AuditEntry entry, String type) {
        try {
            byte[] record = entry.record().getBytes(StandardCharsets.UTF_8);
            for (JsonNode object : CanonicalJson.parse(record).path("obj")) {
                if (object.asText().startsWith(type + ":")) {
                    return Optional.of(object.asText());
                }
            }
            return Optional.empty();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of the trail is not JSON", e);
        }
    }
}
