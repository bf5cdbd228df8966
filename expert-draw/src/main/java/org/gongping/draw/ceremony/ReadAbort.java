package org.gongping.draw.ceremony;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.audit.AuditEntry;
import org.gongping.core.audit.AuditRepository;
import org.gongping.core.audit.sequence.SequenceRepository;
import org.gongping.core.db.Transaction;
import org.gongping.draw.protocol.DrawId;
import org.gongping.draw.protocol.Octets;

/**
 * What everybody may know for ever of an attempt that ended without a result (§5.3): why, by whose default, which steps were
 * taken when, and the record of its end, opened, with the proof that it is in the log. The transcript of a later attempt opens
 * the same record.
 */
public final class ReadAbort {
    private static final String FORMAT = "VED1-aborted/1";

    private final AttemptRepository attempts;
    private final AuditRepository trail;
    private final SequenceRepository places;
    private final Optional<DrawLog> log;
    private final InstantSource clock;

    ReadAbort(
            AttemptRepository attempts,
            AuditRepository trail,
            SequenceRepository places,
            Optional<DrawLog> log,
            InstantSource clock) {
        this.attempts = attempts;
        this.trail = trail;
        this.places = places;
        this.log = log;
        this.clock = clock;
    }

    /** Nothing where there is no such attempt, or it has not ended so. */
    public Optional<ObjectNode> ofEverybody(Transaction tx, DrawId draw) {
        return attempts.named(tx, draw)
                .flatMap(key -> attempts.find(tx, key.projectId(), key.attempt()))
                .map(found -> attempts.standing(tx, found))
                .filter(standing -> standing.state() == Standing.State.ABORTED)
                .map(standing -> view(tx, standing));
    }

    private ObjectNode view(Transaction tx, Standing standing) {
        Attempt attempt = standing.committee();
        Step end = standing.end().orElseThrow();
        ObjectNode view = JsonNodeFactory.instance
                .objectNode()
                .put("format", FORMAT)
                .put("draw_id", attempt.draw().toString())
                .put("state", standing.state().name())
                .put("reason", end.text("reason"))
                .put("started_at", attempt.startedAt().toString())
                .put("rules_hash", Octets.hex(attempt.rules().hash()))
                .put("pool_root", Octets.hex(attempt.poolRoot()));
        ArrayNode defaulted = view.putArray("defaulted");
        end.body().path("missing").forEach(defaulted::add);
        if (end.body().has("deposit")) {
            defaulted.add(end.body().path("deposit").path("party"));
        }
        steps(tx, standing, view.putArray("steps"));
        view.set("abort", proved(tx, attempt, end));
        attempts.find(tx, attempt.projectId(), attempt.number() + 1)
                .map(next -> attempts.standing(tx, next))
                .ifPresent(next -> view.putObject("next")
                        .put("draw_id", next.run().draw().toString())
                        .put("state", next.state().name()));
        return view;
    }

    private void steps(Transaction tx, Standing standing, ArrayNode all) {
        List<UUID> ids = standing.steps().stream().map(Step::entryId).toList();
        Map<UUID, Long> indexes = places.places(tx, ids);
        for (Step step : standing.steps()) {
            ObjectNode one = all.addObject()
                    .put("step", step.kind().name())
                    .put("at", step.at().toString());
            if (!step.party().isEmpty()) {
                one.put("party", step.party());
            }
            Optional.ofNullable(indexes.get(step.entryId())).ifPresent(index -> one.put("index", index));
        }
    }

    /** With index, proof and checkpoint as soon as the witnesses have cosigned one over it. */
    private ObjectNode proved(Transaction tx, Attempt attempt, Step end) {
        AuditEntry entry =
                trail.find(tx, attempt.projectId(), end.entryId(), false).orElseThrow();
        ObjectNode abort = JsonNodeFactory.instance.objectNode();
        abort.set("record", RunView.json(entry.record()));
        abort.put("salt", Octets.hex(entry.salt()));
        List<UUID> only = List.of(end.entryId());
        Optional.ofNullable(places.places(tx, only).get(end.entryId())).ifPresent(index -> abort.put("index", index));
        log.flatMap(own -> own.over(tx, only, clock.instant())).ifPresent(seal -> {
            abort.set("proof", seal.proofs().get(end.entryId().toString()));
            abort.put("checkpoint", seal.note());
        });
        return abort;
    }
}
