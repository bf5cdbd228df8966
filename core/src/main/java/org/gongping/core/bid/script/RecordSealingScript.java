package org.gongping.core.bid.script;

import java.util.Optional;
import org.gongping.core.audit.AuditEntry;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;

/** Puts on record which script seals bids from now on, when it is another one than before. */
public final class RecordSealingScript {
    private final SealingScriptRepository scripts;
    private final AuditLog audit;

    public RecordSealingScript(SealingScriptRepository scripts, AuditLog audit) {
        this.scripts = scripts;
        this.audit = audit;
    }

    /**
     * Compares with what was recorded last.
     *
     * @param file name under which it is served
     * @param sha256 of its bytes, lower-case hex
     * @return the record; empty where this script is the last one on record
     */
    public Optional<SealingScript> execute(Transaction tx, String file, String sha256, String version) {
        scripts.lock(tx);
        boolean isKnown = scripts.latest(tx)
                .filter(last -> last.sha256().equals(sha256))
                .filter(last -> last.file().equals(file))
                .filter(last -> last.version().equals(version))
                .isPresent();
        if (isKnown) {
            return Optional.empty();
        }
        AuditEntry entry = audit.append(
                tx,
                AuditStep.onPlatform(AuditKind.SEALING_SCRIPT, Actor.SERVER, "server")
                        .with("file", file)
                        .with("sha256", sha256)
                        .with("version", version));
        var script = new SealingScript(file, sha256, version, entry.id(), entry.createdAt());
        scripts.insert(tx, script);
        return Optional.of(script);
    }
}
