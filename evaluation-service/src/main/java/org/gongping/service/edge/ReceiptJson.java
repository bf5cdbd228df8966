package org.gongping.service.edge;

import java.util.HexFormat;
import java.util.UUID;
import org.gongping.core.audit.AuditEntry;
import org.gongping.core.audit.EntryPromise;

/** What the log has promised of a record, as the contract writes it. */
public record ReceiptJson(
        UUID entryId,
        String kind,
        String t,
        String record,
        String salt,
        String leafHash,
        String signature,
        String file) {
    public static ReceiptJson of(EntryPromise promise) {
        AuditEntry entry = promise.entry();
        return new ReceiptJson(
                entry.id(),
                entry.kind(),
                promise.time(),
                entry.record(),
                HexFormat.of().formatHex(entry.salt()),
                HexFormat.of().formatHex(entry.commitment().leafHash()),
                promise.signature(),
                promise.write());
    }
}
