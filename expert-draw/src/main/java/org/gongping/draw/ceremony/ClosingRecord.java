package org.gongping.draw.ceremony;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.audit.AuditEntry;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditRepository;
import org.gongping.core.db.Transaction;

/** The record that the decryption of a lot's bids, prices included, has closed for all: from then on parties reveal. */
final class ClosingRecord {
    private final AuditRepository trail;

    ClosingRecord(AuditRepository trail) {
        this.trail = trail;
    }

    /** Its id; nothing before there is one. */
    Optional<UUID> of(Transaction tx, UUID projectId, UUID lotId) {
        return trail.ofKinds(tx, projectId, List.of(AuditKind.OPENING_CLOSE.code()), false).stream()
                .filter(entry -> names(entry, lotId) && isLast(entry))
                .map(AuditEntry::id)
                .findFirst();
    }

    /** In a tender of two envelopes the first record says what is opened later. */
    private static boolean isLast(AuditEntry entry) {
        return RunView.json(entry.record()).path("body").path("later").isMissingNode();
    }

    private static boolean names(AuditEntry entry, UUID lotId) {
        for (var object : RunView.json(entry.record()).path("obj")) {
            if (object.asText().equals("lot:" + lotId)) {
                return true;
            }
        }
        return false;
    }
}
