package org.gongping.service.bid;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.audit.AuditRepository;
import org.gongping.core.audit.EntryPromise;
import org.gongping.core.audit.PromiseEntry;
import org.gongping.core.bid.script.SealingScript;
import org.gongping.core.bid.script.SealingScriptRepository;
import org.gongping.core.db.Transaction;
import org.gongping.service.edge.Answer;
import org.gongping.service.edge.Operations;
import org.gongping.service.edge.Routes;

/** Which scripts the page has sealed bids with, for everybody who wants to hold its own to them. */
public final class SealingScriptRoutes implements Routes {
    private final SealingScriptRepository scripts;
    private final AuditRepository audit;
    private final Optional<PromiseEntry> promises;

    /** @param promises empty where this server does not hold the log */
    public SealingScriptRoutes(
            SealingScriptRepository scripts, AuditRepository audit, Optional<PromiseEntry> promises) {
        this.scripts = scripts;
        this.audit = audit;
        this.promises = promises;
    }

    record ScriptJson(
            String file, String sha256, String version, Instant recordedAt, UUID entryId, Optional<String> promise) {}

    record ScriptsJson(List<ScriptJson> items) {}

    @Override
    public void mount(Operations operations) {
        operations.handle(
                "listSealingScripts",
                call -> Answer.ok(
                        Outcome.done(scripts.list(call.transaction())),
                        list -> new ScriptsJson(list.stream()
                                .map(script -> json(call.transaction(), script))
                                .toList())));
    }

    private ScriptJson json(Transaction tx, SealingScript script) {
        return new ScriptJson(
                script.file(),
                script.sha256(),
                script.version(),
                script.recordedAt(),
                script.entryId(),
                promises.flatMap(log ->
                        audit.onPlatform(tx, script.entryId()).map(log::of).map(EntryPromise::write)));
    }
}
