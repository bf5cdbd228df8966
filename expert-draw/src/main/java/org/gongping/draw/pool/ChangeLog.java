package org.gongping.draw.pool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Ids;
import org.gongping.core.RandomSource;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.audit.CanonicalJson;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;

/**
 * Writes what was and what is into the history, and its digest into the audit record, so that the history can be held
 * against the log although no record of the log says who an expert is.
 */
public final class ChangeLog {
    private final ChangeRepository changes;
    private final AuditLog audit;
    private final InstantSource clock;
    private final RandomSource random;
    private final Ids ids;

    public ChangeLog(ChangeRepository changes, AuditLog audit, InstantSource clock, RandomSource random, Ids ids) {
        this.changes = changes;
        this.audit = audit;
        this.clock = clock;
        this.random = random;
        this.ids = ids;
    }

    /** A change that is still to be written. */
    public record Made(UUID expert, Change.Action action, ObjectNode content) {
        /** Of something that is added: nothing was there before. */
        public static Made added(UUID expert, Change.Action action, ObjectNode what) {
            return new Made(expert, action, ContentJson.change(null, what));
        }
    }

    /** Writes one change and appends its record; the step names the expert and gets the digest. */
    void record(Transaction tx, Actor actor, Expert expert, Made made, AuditKind kind, StepBody body) {
        String digest = write(tx, actor, Optional.empty(), List.of(made)).getFirst();
        audit.append(
                tx,
                body.into(AuditStep.onPlatform(kind, actor, side(actor)).with("expert", expert.ref()))
                        .with("change", digest));
    }

    /** Adds what a kind of record has beside the expert and the digest. */
    @FunctionalInterface
    interface StepBody {
        AuditStep into(AuditStep step);
    }

    /** Writes changes; answers their digests in the same order. */
    public List<String> write(Transaction tx, Actor actor, Optional<UUID> importId, List<Made> made) {
        Instant now = clock.instant();
        List<ChangeRepository.Entry> entries = made.stream()
                .map(each -> {
                    byte[] salt = random.bytes(32);
                    Change change = new Change(
                            ids.next(),
                            now,
                            each.action(),
                            actor.account(),
                            importId,
                            each.content(),
                            digest(salt, each.content()));
                    return new ChangeRepository.Entry(each.expert(), change, salt);
                })
                .toList();
        changes.insert(tx, entries);
        return entries.stream().map(entry -> entry.change().digest()).toList();
    }

    /** Hex SHA-256 of the salt and the canonical content. */
    static String digest(byte[] salt, ObjectNode content) {
        MessageDigest sha256 = sha256();
        sha256.update(salt);
        return HexFormat.of().formatHex(sha256.digest(CanonicalJson.bytes(content)));
    }

    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The side on which somebody acts on the pool. */
    public static String side(Actor actor) {
        return (actor.has(Role.EXPERT_POOL_OPERATOR) ? Role.EXPERT_POOL_OPERATOR : Role.EXPERT).token();
    }
}
