package org.gongping.draw.pool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Ids;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;

/** Notes when an expert cannot be called, which the expert may do too, and how the work was done. */
public final class NoteExpert {
    private final ExpertRepository experts;
    private final BarRepository bars;
    private final ChangeLog changes;
    private final Ids ids;

    public NoteExpert(ExpertRepository experts, BarRepository bars, ChangeLog changes, Ids ids) {
        this.experts = experts;
        this.bars = bars;
        this.changes = changes;
        this.ids = ids;
    }

    /** @param reason null for none */
    public Outcome<Expert> setUnavailable(
            Transaction tx, Actor actor, UUID id, Instant startsAt, Instant endsAt, String reason) {
        if (!endsAt.isAfter(startsAt)) {
            return Outcome.refused(Refusal.Invalid.of("/endsAt", "结束时间须晚于开始时间", "The end is after the beginning"));
        }
        return reachable(tx, actor, id).map(expert -> {
            Absence absence = new Absence(ids.next(), startsAt, endsAt, Optional.ofNullable(reason));
            bars.insert(tx, id, absence);
            changes.record(
                    tx,
                    actor,
                    expert,
                    ChangeLog.Made.added(id, Change.Action.UNAVAILABLE, json(absence)),
                    AuditKind.EXPERT_UNAVAILABLE,
                    step -> step);
            return expert;
        });
    }

    public Outcome<Expert> setAvailable(Transaction tx, Actor actor, UUID id, UUID absenceId) {
        return reachable(tx, actor, id).then(expert -> {
            Optional<Absence> absence = bars.absences(tx, id).stream()
                    .filter(each -> each.id().equals(absenceId))
                    .findFirst();
            if (absence.isEmpty()) {
                return Outcome.refused(new Refusal.NotFound("absence"));
            }
            bars.deleteAbsence(tx, id, absenceId);
            ObjectNode change = ContentJson.change(json(absence.get()), ContentJson.write(Map.of()));
            changes.record(
                    tx,
                    actor,
                    expert,
                    new ChangeLog.Made(id, Change.Action.AVAILABLE, change),
                    AuditKind.EXPERT_AVAILABLE,
                    step -> step);
            return Outcome.done(expert);
        });
    }

    /** @param note its id is given here */
    public Outcome<Expert> notePerformance(Transaction tx, Actor actor, UUID id, Performance note) {
        return reachable(tx, actor, id).map(expert -> {
            Performance noted = new Performance(
                    ids.next(), note.notedOn(), note.kind(), note.score(), note.remark(), note.notedBy());
            bars.insert(tx, id, noted);
            ObjectNode what = ContentJson.write(Map.of(
                    "notedOn", noted.notedOn().toString(),
                    "kind", noted.kind(),
                    "score", noted.score().map(Object::toString).orElse("-"),
                    "remark", noted.remark(),
                    "notedBy", noted.notedBy()));
            changes.record(
                    tx,
                    actor,
                    expert,
                    ChangeLog.Made.added(id, Change.Action.PERFORMANCE, what),
                    AuditKind.EXPERT_PERFORMANCE,
                    step -> step.with("noted", noted.kind().name()));
            return expert;
        });
    }

    private static ObjectNode json(Absence absence) {
        return ContentJson.write(Map.of(
                "absence", absence.id(),
                "startsAt", absence.startsAt().toString(),
                "endsAt", absence.endsAt().toString(),
                "reason", absence.reason().orElse("-")));
    }

    /** The operator reaches everybody, an expert the own record; whatever else is asked for does not exist. */
    private Outcome<Expert> reachable(Transaction tx, Actor actor, UUID id) {
        Optional<Expert> found = experts.lock(tx, id)
                .filter(expert -> actor.has(Role.EXPERT_POOL_OPERATOR)
                        || actor.account().equals(expert.content().account()));
        if (found.isEmpty()) {
            return Outcome.refused(new Refusal.NotFound("expert"));
        }
        return found.get().state() == Expert.State.RETIRED
                ? Outcome.refused(EnterExpert.retired())
                : Outcome.done(found.get());
    }
}
