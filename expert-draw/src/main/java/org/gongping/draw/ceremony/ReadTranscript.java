package org.gongping.draw.ceremony;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.audit.AuditEntry;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditRepository;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.draw.protocol.DrawId;
import org.gongping.draw.protocol.Drawing;
import org.gongping.draw.protocol.ExpertRecord;
import org.gongping.draw.protocol.Octets;
import org.gongping.draw.protocol.ParameterDraw;
import org.gongping.draw.protocol.Pool;
import org.gongping.draw.roster.RosterSeal;
import org.gongping.draw.transcript.Ceremony;
import org.gongping.draw.transcript.TranscriptWriter;
import org.gongping.draw.vrf.VrfProof;

/** Puts together the transcript of a draw (§9), out of its stored steps, the log's records and the proofs under K2. */
public final class ReadTranscript {
    private final DrawAccess access;
    private final KeyRepository keys;
    private final AttemptRepository attempts;
    private final PoolRepository pools;
    private final OrderRepository orders;
    private final AuditRepository trail;
    private final Replacements replacements;
    private final OpenRoster roster;
    private final RecordStep records;
    private final Optional<DrawLog> log;
    private final InstantSource clock;

    ReadTranscript(
            DrawAccess access,
            KeyRepository keys,
            AttemptRepository attempts,
            PoolRepository pools,
            OrderRepository orders,
            AuditRepository trail,
            Replacements replacements,
            OpenRoster roster,
            RecordStep records,
            Optional<DrawLog> log,
            InstantSource clock) {
        this.access = access;
        this.keys = keys;
        this.attempts = attempts;
        this.pools = pools;
        this.orders = orders;
        this.trail = trail;
        this.replacements = replacements;
        this.roster = roster;
        this.records = records;
        this.log = log;
        this.clock = clock;
    }

    /** The records of how seats that fell vacant were filled, oldest first. */
    @FunctionalInterface
    public interface Replacements {
        List<UUID> of(Transaction tx, Attempt attempt);
    }

    /** For a member, an auditor, the platform's officer. */
    public Outcome<TranscriptWriter> sealed(Transaction tx, Actor actor, RunKey key) {
        return access.reading(tx, actor, key.projectId())
                .then(_ -> attempts.run(tx, key).map(found -> write(tx, found)).orElseGet(DrawRefusals::noAttempt));
    }

    private Outcome<TranscriptWriter> write(Transaction tx, DrawRun run) {
        return switch (run) {
            case Attempt attempt -> write(tx, attempt, Optional.empty());
            case ParameterAttempt attempt -> write(tx, attempt);
        };
    }

    /** For everybody. */
    public Outcome<TranscriptWriter> ofEverybody(Transaction tx, DrawId draw) {
        return attempts.published(tx, draw)
                .filter(found -> attempts.standing(tx, found).state() == Standing.State.DRAWN)
                .map(found -> write(tx, found))
                .orElseGet(DrawRefusals::noAttempt);
    }

    /** For the supervisor, once the roster is unlocked; the reading goes on record. */
    public Outcome<TranscriptWriter> open(Transaction tx, Actor actor, UUID projectId, int attempt) {
        return access.acting(tx, actor, projectId, Party.SUPERVISOR).then(project -> {
            Optional<Attempt> found = attempts.find(tx, projectId, attempt);
            if (found.isEmpty()) {
                return DrawRefusals.noAttempt();
            }
            Optional<RosterSeal> unlocked = roster.of(tx, found.get());
            if (unlocked.isEmpty()) {
                return DrawRefusals.conflict(
                        "roster-locked",
                        "名单尚未由平台和监督部门两方解锁",
                        "Platform and supervisor have not both unlocked the roster");
            }
            ObjectNode body = JsonNodeFactory.instance
                    .objectNode()
                    .put("draw_id", found.get().draw().toString())
                    .put("what", "open transcript");
            records.append(tx, RecordStep.By.party(actor, Party.SUPERVISOR), project, AuditKind.DRAW_LOOK, body);
            return write(tx, found.get(), Optional.of(records(tx, found.get(), unlocked.get())));
        });
    }

    private List<ExpertRecord> records(Transaction tx, Attempt attempt, RosterSeal seal) {
        Pool pool = pools.pool(tx, attempt);
        List<ExpertRecord> all = new ArrayList<>(pool.size());
        for (int chunk = 0; all.size() < pool.size(); chunk++) {
            for (byte[] sealed : pools.entries(tx, attempt.projectId(), attempt.number(), chunk)) {
                int number = all.size();
                all.add(seal.open(number, pool.leaf(number), sealed)
                        .orElseThrow(() -> new IllegalStateException("entry " + number + " does not open"))
                        .expert());
            }
        }
        return all;
    }

    /** @param records of all experts, for the open view */
    private Outcome<TranscriptWriter> write(Transaction tx, Attempt attempt, Optional<List<ExpertRecord>> records) {
        return sealed(tx, attempt).map(found -> {
            var drawing = new Drawing(attempt.draw(), attempt.rules(), pools.pool(tx, attempt), attempt.venue());
            if (!(drawing.run(found.ceremony().seed()) instanceof Drawing.Outcome.Drawn drawn)) {
                throw new IllegalStateException(attempt.draw() + " has a result and fills not all seats");
            }
            ArrayNode replaced = replaced(tx, attempt, found.entries());
            TranscriptWriter writer = records.map(all -> TranscriptWriter.open(drawing, drawn, all))
                    .orElseGet(() -> TranscriptWriter.sealed(drawing, drawn, replaced));
            return with(tx, writer, found)
                    .with("library", attempt.library().json())
                    .with("replacements", replaced);
        });
    }

    /** Parameters hide nothing: there is but the open view. */
    private Outcome<TranscriptWriter> write(Transaction tx, ParameterAttempt attempt) {
        return sealed(tx, attempt).map(found -> {
            List<ParameterDraw.Drawn> drawn = ParameterDraw.of(
                    found.ceremony().seed(), attempt.draw(), attempt.rules().params());
            return with(tx, TranscriptWriter.parameters(attempt.draw(), attempt.rules(), drawn), found);
        });
    }

    /** A draw that is done, with the checkpoint over all that is shown of it. */
    private record Sealed(Standing standing, Ceremony ceremony, List<Entry> entries, Standing.Seal k2) {}

    private Outcome<Sealed> sealed(Transaction tx, DrawRun run) {
        Standing standing = attempts.standing(tx, run);
        if (standing.state() != Standing.State.DRAWN) {
            return DrawRefusals.wrongState(standing, Standing.State.DRAWN);
        }
        List<Entry> entries = entries(tx, standing);
        return log.flatMap(own -> covering(tx, own, standing, entries))
                .map(k2 -> Outcome.done(new Sealed(standing, ceremony(tx, standing), entries, k2)))
                .orElseGet(() -> DrawRefusals.conflict(
                        "not-sealed-yet",
                        "结果还没有被见证人共同签署的检查点 K2 覆盖，请稍后再试",
                        "No checkpoint that the witnesses have cosigned covers the result yet: try again in a moment"));
    }

    private TranscriptWriter with(Transaction tx, TranscriptWriter writer, Sealed found) {
        return writer.with(found.ceremony())
                .with("signatures", new TranscriptSignatures(attempts, orders).of(tx, found.standing()))
                .with("attempts", attempts(tx, found.entries()))
                .with("log", log(tx, log.orElseThrow(), found.standing(), found.k2(), found.entries()));
    }

    private Ceremony ceremony(Transaction tx, Standing standing) {
        Step last = standing.step(Step.Slot.FINAL, "").orElseThrow();
        byte[] vrfKey = keys.get(tx, standing.run().projectId(), standing.run().keySet())
                .vrfKey();
        return standing.open()
                .finish(
                        vrfKey,
                        new VrfProof(
                                HexFormat.of().parseHex(last.text("beta")),
                                HexFormat.of().parseHex(last.text("pi"))));
    }

    /** A record that the transcript opens. */
    private record Entry(String step, UUID id, Optional<DrawId> endOf) {}

    private List<Entry> entries(Transaction tx, Standing standing) {
        DrawRun attempt = standing.run();
        List<Entry> entries = new ArrayList<>();
        entries.add(new Entry(
                "KEYS", keys.get(tx, attempt.projectId(), attempt.keySet()).entryId(), Optional.empty()));
        if (attempt instanceof Attempt of) {
            earlier(tx, of, entries);
        }
        for (Step step : standing.steps()) {
            Optional<DrawId> end = step.slot() == Step.Slot.END ? Optional.of(attempt.draw()) : Optional.empty();
            entries.add(new Entry(step.kind().name(), step.entryId(), end));
        }
        if (attempt instanceof Attempt of) {
            replacements.of(tx, of).forEach(entry -> entries.add(new Entry("REPLACE", entry, Optional.empty())));
        }
        return entries;
    }

    private void earlier(Transaction tx, Attempt attempt, List<Entry> entries) {
        for (Attempt earlier : attempts.list(tx, attempt.projectId())) {
            if (earlier.number() < attempt.number()) {
                Step end = attempts.standing(tx, earlier).end().orElseThrow();
                entries.add(new Entry(end.kind().name(), end.entryId(), Optional.of(earlier.draw())));
            }
        }
    }

    /** K2 as it was first found, or a later checkpoint where later entries are shown. */
    private Optional<Standing.Seal> covering(Transaction tx, DrawLog own, Standing standing, List<Entry> entries) {
        List<UUID> ids = entries.stream().map(Entry::id).toList();
        Map<UUID, Long> indexes = own.places(tx, ids);
        boolean firstIsEnough = indexes.size() == ids.size()
                && standing.k2()
                        .filter(seal -> indexes.values().stream().allMatch(index -> index < seal.size()))
                        .isPresent();
        return firstIsEnough ? standing.k2() : own.over(tx, ids, clock.instant());
    }

    /** What the transcript says of a replacement is what its record says, and its place. */
    private ArrayNode replaced(Transaction tx, Attempt attempt, List<Entry> entries) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        Map<UUID, Long> indexes = indexes(tx, entries);
        for (UUID entry : replacements.of(tx, attempt)) {
            AuditEntry found = trail.find(tx, attempt.projectId(), entry, false).orElseThrow();
            ObjectNode body = RunView.json(found.record()).get("body").deepCopy();
            body.remove("draw_id");
            all.add(body.put("index", indexes.get(entry)));
        }
        return all;
    }

    private ArrayNode attempts(Transaction tx, List<Entry> entries) {
        Map<UUID, Long> indexes = indexes(tx, entries);
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        entries.stream()
                .filter(entry -> entry.endOf().isPresent())
                .sorted(Comparator.comparing(entry -> entry.endOf().get().attempt()))
                .forEach(entry -> all.addObject()
                        .put("draw_id", entry.endOf().get().toString())
                        .put("outcome", entry.step())
                        .put("index", indexes.get(entry.id())));
        return all;
    }

    private Map<UUID, Long> indexes(Transaction tx, List<Entry> entries) {
        return log.orElseThrow().places(tx, entries.stream().map(Entry::id).toList());
    }

    private JsonNode log(Transaction tx, DrawLog own, Standing standing, Standing.Seal k2, List<Entry> entries) {
        Standing.Seal k1 = standing.k1().orElseThrow();
        var tree = own.proofs(k2);
        Map<UUID, Long> indexes = indexes(tx, entries);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("origin", DrawLog.checkpoint(k2).origin()).put("k1", k1.note()).put("k2", k2.note());
        json.set("consistency", DrawLog.base64(tree.consistency(k1.size(), k2.size())));
        ArrayNode all = json.putArray("entries");
        entries.stream()
                .sorted(Comparator.comparing(entry -> indexes.get(entry.id())))
                .forEach(entry -> {
                    AuditEntry found = trail.find(tx, standing.run().projectId(), entry.id(), false)
                            .orElseThrow();
                    long index = indexes.get(entry.id());
                    ObjectNode one = all.addObject().put("step", entry.step()).put("index", index);
                    one.set("record", RunView.json(found.record()));
                    one.put("salt", Octets.hex(found.salt()));
                    one.set("proof", DrawLog.base64(tree.inclusion(index, k2.size())));
                });
        return json;
    }
}
