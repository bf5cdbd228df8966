package org.gongping.draw.pool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Ids;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;

/** Suspends an expert by a decision, lifts a suspension by another, and takes somebody out of the pool. */
public final class BarExpert {
    private final ExpertRepository experts;
    private final SpecialtyRepository specialties;
    private final BarRepository bars;
    private final ChangeLog changes;
    private final InstantSource clock;
    private final Ids ids;

    public BarExpert(
            ExpertRepository experts,
            SpecialtyRepository specialties,
            BarRepository bars,
            ChangeLog changes,
            InstantSource clock,
            Ids ids) {
        this.experts = experts;
        this.specialties = specialties;
        this.bars = bars;
        this.changes = changes;
        this.clock = clock;
        this.ids = ids;
    }

    /** A decision to suspend. {@code endsAt} is empty when it runs until it is lifted. */
    public record Decision(
            Instant startsAt,
            Optional<Instant> endsAt,
            String reason,
            String decidedBy,
            Optional<String> documentNo,
            String documentSha256) {}

    public Outcome<Expert> suspend(Transaction tx, Actor actor, UUID id, Decision decision) {
        return active(tx, id).then(expert -> {
            if (decision.endsAt().isPresent() && !decision.endsAt().get().isAfter(decision.startsAt())) {
                return Outcome.refused(Refusal.Invalid.of("/endsAt", "结束时间须晚于开始时间", "The end is after the beginning"));
            }
            Suspension suspension = new Suspension(
                    ids.next(),
                    decision.startsAt(),
                    decision.endsAt(),
                    decision.reason(),
                    decision.decidedBy(),
                    decision.documentNo(),
                    decision.documentSha256(),
                    clock.instant(),
                    Optional.empty());
            bars.insert(tx, id, suspension);
            ObjectNode what = ContentJson.write(Map.of(
                    "suspension", suspension.id(),
                    "startsAt", suspension.startsAt().toString(),
                    "endsAt", suspension.endsAt().map(Instant::toString).orElse("-"),
                    "reason", suspension.reason(),
                    "decidedBy", suspension.decidedBy(),
                    "documentNo", suspension.documentNo().orElse("-"),
                    "documentSha256", suspension.documentSha256()));
            changes.record(
                    tx,
                    actor,
                    expert,
                    ChangeLog.Made.added(id, Change.Action.SUSPEND, what),
                    AuditKind.EXPERT_SUSPEND,
                    step -> step.with("from", decision.startsAt())
                            .with("until", decision.endsAt().orElse(null))
                            .with("documentSha256", decision.documentSha256()));
            return Outcome.done(expert);
        });
    }

    /** Ends a suspension that has not been lifted, before its term or after. */
    public Outcome<Expert> lift(
            Transaction tx,
            Actor actor,
            UUID id,
            UUID suspensionId,
            String reason,
            String decidedBy,
            Optional<String> documentSha256) {
        Optional<Expert> found = experts.lock(tx, id);
        Optional<Suspension> suspension = bars.suspensions(tx, id).stream()
                .filter(each -> each.id().equals(suspensionId))
                .findFirst();
        if (found.isEmpty() || suspension.isEmpty()) {
            return Outcome.refused(new Refusal.NotFound("suspension"));
        }
        if (suspension.get().lifting().isPresent()) {
            return Outcome.refused(new Refusal.Conflict(
                    "suspension-lifted", "该暂停已解除", "The suspension was lifted before", Optional.empty()));
        }
        bars.lift(tx, id, suspensionId, new Suspension.Lifting(clock.instant(), reason, decidedBy, documentSha256));
        ObjectNode what = ContentJson.write(Map.of(
                "suspension", suspensionId,
                "liftedReason", reason,
                "liftedBy", decidedBy,
                "liftedSha256", documentSha256.orElse("-")));
        changes.record(
                tx,
                actor,
                found.get(),
                ChangeLog.Made.added(id, Change.Action.LIFT, what),
                AuditKind.EXPERT_LIFT,
                step -> step.with("documentSha256", documentSha256.orElse(null)));
        return Outcome.done(found.get());
    }

    /** Closes the record for good. Another row of the same person counts from now on. */
    public Outcome<Expert> retire(Transaction tx, Actor actor, UUID id, String reason) {
        experts.queueWriters(tx);
        return active(tx, id).map(known -> {
            ExpertRepository.Entry entry = Registering.changed(
                    known, known.content(), Expert.State.RETIRED, specialties.classification(tx), clock.instant());
            experts.update(tx, List.of(entry));
            var made = new ChangeLog.Made(
                    id,
                    Change.Action.RETIRE,
                    ContentJson.change(
                            ContentJson.write(Map.of("state", Expert.State.ACTIVE)),
                            ContentJson.write(Map.of("state", Expert.State.RETIRED, "reason", reason))));
            changes.record(tx, actor, entry.expert(), made, AuditKind.EXPERT_RETIRE, step -> step);
            promote(tx, actor, known);
            return entry.expert();
        });
    }

    private void promote(Transaction tx, Actor actor, Expert leaving) {
        String identity = leaving.content().identity();
        List<ExpertRepository.Bearer> others =
                experts.byIdentities(tx, List.of(identity)).getOrDefault(identity, List.of()).stream()
                        .filter(bearer -> bearer.state() == Expert.State.ACTIVE)
                        .filter(bearer -> bearer.duplicateOf()
                                .filter(leaving.id()::equals)
                                .isPresent())
                        .toList();
        if (others.isEmpty()) {
            return;
        }
        UUID counts = others.getFirst().id();
        for (ExpertRepository.Bearer each : others) {
            Expert row = experts.lock(tx, each.id()).orElseThrow();
            boolean isFirst = each.id().equals(counts);
            experts.setDuplicateOf(tx, each.id(), isFirst ? null : counts);
            ObjectNode was = ContentJson.write(Map.of("duplicateOf", leaving.id()));
            ObjectNode is = ContentJson.write(isFirst ? Map.of() : Map.of("duplicateOf", counts));
            changes.record(
                    tx,
                    actor,
                    row,
                    new ChangeLog.Made(each.id(), Change.Action.DUPLICATE, ContentJson.change(was, is)),
                    AuditKind.EXPERT_CHANGE,
                    step -> step.with("changed", List.of("duplicateOf")));
        }
    }

    private Outcome<Expert> active(Transaction tx, UUID id) {
        Optional<Expert> found = experts.lock(tx, id);
        if (found.isEmpty()) {
            return Outcome.refused(new Refusal.NotFound("expert"));
        }
        return found.get().state() == Expert.State.RETIRED
                ? Outcome.refused(EnterExpert.retired())
                : Outcome.done(found.get());
    }
}
