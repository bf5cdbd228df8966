package org.gongping.core.audit;

import java.util.List;
import org.gongping.core.audit.note.SignedNote;
import org.gongping.core.audit.note.Signer;

/** Gives the log's word for records, under the key that signs its checkpoints. Thread-safe. */
public final class PromiseEntry {
    private final Signer signer;

    public PromiseEntry(Signer signer) {
        this.signer = signer;
    }

    /** To be handed out only once the record is committed, and to nobody who may not see it. */
    public EntryPromise of(AuditEntry entry) {
        String text = EntryPromise.text(signer.verifierKey().name(), entry);
        return new EntryPromise(entry, new SignedNote(text, List.of(signer.sign(text, entry.createdAt()))));
    }
}
