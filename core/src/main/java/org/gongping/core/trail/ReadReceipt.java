package org.gongping.core.trail;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditEntry;
import org.gongping.core.audit.Receipt;
import org.gongping.core.audit.sequence.SequenceRepository;
import org.gongping.core.audit.tile.PublishedLog;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;

/** Hands out the receipt of one record to whoever may see it, once a published checkpoint covers it. */
public final class ReadReceipt {
    private final OpenEntries entries;
    private final SequenceRepository places;
    private final Optional<PublishedLog> log;

    /** @param log empty where this server does not hold the log */
    public ReadReceipt(OpenEntries entries, SequenceRepository places, Optional<PublishedLog> log) {
        this.entries = entries;
        this.places = places;
        this.log = log;
    }

    public Outcome<Receipt> execute(Transaction tx, Actor actor, UUID projectId, UUID entryId) {
        return entries.find(tx, actor, projectId, entryId).then(found -> receipt(tx, found));
    }

    private Outcome<Receipt> receipt(Transaction tx, AuditEntry entry) {
        Optional<Long> place = places.place(tx, entry.id());
        Optional<PublishedLog.Published> published = log.flatMap(PublishedLog::now);
        boolean covered = place.isPresent()
                && published.isPresent()
                && place.get() < published.get().checkpoint().size();
        if (!covered) {
            return Outcome.refused(new Refusal.Conflict(
                    "not-sealed-yet",
                    "该记录还没有被见证人共同签署的检查点覆盖，请稍后再试",
                    "No checkpoint that the witnesses have cosigned covers this record yet: try again in a moment",
                    Optional.empty()));
        }
        return Outcome.done(new Receipt(
                place.get(),
                log.orElseThrow().inclusion(published.get(), place.get()),
                published.get().note().write(),
                entry.salt(),
                entry.record().getBytes(StandardCharsets.UTF_8)));
    }
}
