package org.gongping.draw.calling;

import java.util.Optional;
import java.util.function.Consumer;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.draw.protocol.DrawId;
import org.gongping.draw.protocol.Pool;
import org.gongping.draw.roster.RosterEntry;
import org.gongping.draw.roster.RosterSeal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the entry of one pseudonym. That it is opened is on record first. */
final class OpenName {
    private static final Logger LOG = LoggerFactory.getLogger(OpenName.class);

    private final CallingParts parts;

    OpenName(CallingParts parts) {
        this.parts = parts;
    }

    /** The places of the pseudonyms in the pool. */
    record Numbers(Pool pool) {
        int of(String pid) {
            return pool.find(pid).orElseThrow();
        }
    }

    boolean isUnlocked(DoneDraw.Key draw) {
        return seal(draw, HeldRosters.Purpose.CALL).isPresent();
    }

    private Optional<RosterSeal> seal(DoneDraw.Key draw, HeldRosters.Purpose purpose) {
        return parts.rosters().find(new HeldRosters.Use(draw, purpose));
    }

    /** The record that an entry is opened, of which the log must know before it is. */
    AuditStep look(Actor actor, String side, DoneDraw.Key draw, DrawId id, String what, String pid) {
        return AuditStep.inTender(AuditKind.DRAW_LOOK, actor, side, draw.projectId(), id.tender())
                .with("draw_id", id.toString())
                .with("what", what)
                .with("pid", pid);
    }

    /** False when the roster is locked, or the entry is not what was sealed. */
    boolean open(
            CallSeats.Leading lead,
            DoneDraw draw,
            String pid,
            Numbers numbers,
            String what,
            Consumer<RosterEntry> use) {
        byte[] sealed = lead.transact(tx -> {
            parts.audit().append(tx, look(Actor.SERVER, CallSeats.SIDE, draw.key(), draw.id(), what, pid));
            return parts.draws().sealedEntry(tx, draw.key(), numbers.of(pid));
        });
        Optional<RosterEntry> entry =
                seal(draw.key(), HeldRosters.Purpose.CALL).flatMap(key -> open(key, pid, numbers, sealed));
        entry.ifPresent(use);
        return entry.isPresent();
    }

    /** Opens an entry of which the record stands in the same transaction. */
    Optional<RosterEntry> open(
            Transaction tx, DoneDraw.Key draw, HeldRosters.Purpose purpose, String pid, Numbers numbers) {
        return seal(draw, purpose)
                .flatMap(key -> open(key, pid, numbers, parts.draws().sealedEntry(tx, draw, numbers.of(pid))));
    }

    /** As sealed under this key; nothing, and a line for the operator, when it is not. */
    static Optional<RosterEntry> open(RosterSeal key, String pid, Numbers numbers, byte[] sealed) {
        int index = numbers.of(pid);
        Optional<RosterEntry> entry = key.open(index, numbers.pool().leaf(index), sealed)
                .filter(found -> found.expert().pid().equals(pid));
        if (entry.isEmpty()) {
            LOG.error("an entry of the {} does not open: it is not what was sealed for its leaf", key);
        }
        return entry;
    }
}
