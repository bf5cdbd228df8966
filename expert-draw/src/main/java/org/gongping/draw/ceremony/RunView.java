package org.gongping.draw.ceremony;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gongping.core.audit.AuditEntry;
import org.gongping.core.audit.AuditRepository;
import org.gongping.core.audit.CanonicalJson;
import org.gongping.core.audit.sequence.SequenceRepository;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.tender.Project;
import org.gongping.draw.protocol.Octets;

/**
 * What is shown of any attempt, committee or parameters: for the eye and for the clients of the parties, which check by
 * themselves what of it counts, the opened records under K1.
 */
final class RunView {
    private final DrawAccess access;
    private final KeyRepository keys;
    private final AttemptRepository attempts;
    private final EscrowRepository escrow;
    private final AuditRepository trail;
    private final SequenceRepository places;
    private final ClosingRecord closings;
    private final InstantSource clock;

    RunView(
            DrawAccess access,
            KeyRepository keys,
            AttemptRepository attempts,
            EscrowRepository escrow,
            AuditRepository trail,
            SequenceRepository places,
            InstantSource clock) {
        this.access = access;
        this.keys = keys;
        this.attempts = attempts;
        this.escrow = escrow;
        this.trail = trail;
        this.places = places;
        this.closings = new ClosingRecord(trail);
        this.clock = clock;
    }

    /** Members of a view that every draw of a project has: its keys, and for whom the actor acts. */
    void keys(Transaction tx, Project project, Set<Party> mine, ObjectNode view) {
        ArrayNode registered = view.putArray("keys");
        keys.present(tx, project.id())
                .values()
                .forEach(key -> registered
                        .addObject()
                        .put("party", key.party().id())
                        .put("signingKey", Octets.hex(key.keys().signing()))
                        .put("sealingKey", Octets.hex(key.keys().sealing()))
                        .put("proof", Base64.getEncoder().encodeToString(key.proof()))
                        .put("registeredAt", key.at().toString()));
        keys.latest(tx, project.id())
                .ifPresent(set -> view.put("vrfKey", Octets.hex(set.vrfKey()))
                        .put("keysLoggedAt", set.loggedAt().toString())
                        .put("usableFrom", set.usableFrom().toString()));
        ArrayNode own = view.putArray("myParties");
        mine.forEach(party -> own.add(party.id()));
    }

    Set<Party> parties(Transaction tx, Actor actor, UUID projectId) {
        return access.parties(tx, actor, projectId);
    }

    /** @param toHolder whether the viewer holds shares */
    ObjectNode current(Transaction tx, Standing standing, boolean toHolder) {
        DrawRun run = standing.run();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("attempt", run.number())
                .put("drawId", run.draw().toString())
                .put("state", standing.state().name());
        standing.deadline().ifPresent(end -> json.put("deadline", end.toString()));
        standing.waitsFor().forEach(json.putArray("waitsFor")::add);
        json.put("rulesHash", Octets.hex(run.rulesHash())).put("poolRoot", Octets.hex(run.poolRoot()));
        parties(standing, json.putArray("parties"));
        check(tx, standing, toHolder, json.putObject("depositCheck"));
        standing.escrow(clock.instant())
                .ifPresent(party -> escrow(tx, standing, party, toHolder, json.putObject("escrow")));
        standing.k1().ifPresent(seal -> json.put("k1", seal.note()));
        standing.k2().ifPresent(seal -> json.put("k2", seal.note()));
        steps(tx, standing, json.putArray("steps"));
        standing.meeting()
                .flatMap(Standing.Meeting::closed)
                .ifPresent(seal -> json.set("closing", closing(tx, run, seal)));
        standing.step(Step.Slot.FINAL, "")
                .ifPresent(last -> json.putObject("final")
                        .put("alpha", last.text("alpha"))
                        .put("pi", last.text("pi"))
                        .put("beta", last.text("beta")));
        attempts.result(tx, run).ifPresent(result -> {
            json.put("seed", Octets.hex(result.seed()));
            json.set("result", result.shown());
        });
        return json;
    }

    /** The record that the decryption has closed, opened, under a cosigned checkpoint. */
    private ObjectNode closing(Transaction tx, DrawRun run, Standing.Seal seal) {
        UUID id = closings.of(tx, run.projectId(), run.subject()).orElseThrow();
        AuditEntry entry = trail.find(tx, run.projectId(), id, false).orElseThrow();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("note", seal.note())
                .put("index", places.places(tx, List.of(id)).get(id))
                .put("at", seal.at().toString())
                .put("salt", Octets.hex(entry.salt()));
        json.set("record", json(entry.record()));
        json.set("proof", seal.proofs().get(id.toString()));
        return json;
    }

    private static void parties(Standing standing, ArrayNode all) {
        for (String party : standing.run().parties()) {
            ObjectNode one = all.addObject().put("party", party);
            standing.step(Step.Slot.COMMIT, party)
                    .ifPresent(step -> one.put("commit", step.text("commit"))
                            .put("committedAt", step.at().toString()));
            standing.step(Step.Slot.DEPOSIT, party)
                    .ifPresent(step -> one.put("depositedAt", step.at().toString()));
            standing.step(Step.Slot.REVEAL, party)
                    .ifPresent(step -> one.put("revealedAt", step.at().toString())
                            .put("escrowed", step.kind() == Step.Kind.ESCROW_OPEN));
        }
    }

    /** Shares are shown to holders alone, and only while they are needed: two of them are the contribution. */
    private void check(Transaction tx, Standing standing, boolean toHolder, ObjectNode json) {
        ArrayNode holders = json.putArray("holders");
        escrow.confirmed(tx, standing.run(), CheckDeposit.SUBJECT).keySet().forEach(party -> holders.add(party.id()));
        List<EscrowRepository.Opened> found = escrow.opened(tx, standing.run(), Party.PLATFORM.id());
        ArrayNode opened = json.putArray("opened");
        found.forEach(each -> opened.add(each.holder().id()));
        json.put(
                "joined",
                Opening.contribution(standing, Party.PLATFORM.id(), found).isPresent());
        ArrayNode shares = json.putArray("shares");
        if (toHolder && standing.state() == Standing.State.CHECKING) {
            shares(tx, standing, Party.PLATFORM.id(), shares);
            sealed(tx, standing, Party.PLATFORM.id(), json);
        }
        json.put("done", standing.step(Step.Slot.DEPOSIT_CHECK, "").isPresent());
    }

    private void escrow(Transaction tx, Standing standing, String party, boolean toHolder, ObjectNode json) {
        json.put("party", party);
        List<EscrowRepository.Opened> found = escrow.opened(tx, standing.run(), party);
        ArrayNode opened = json.putArray("opened");
        found.forEach(each -> opened.add(each.holder().id()));
        boolean joined = party.equals(Party.FINALISER)
                ? escrow.escrowFinal(tx, standing.run()).isPresent()
                : Opening.contribution(standing, party, found).isPresent();
        json.put("joined", joined);
        ArrayNode shares = json.putArray("shares");
        if (toHolder && !party.equals(Party.FINALISER)) {
            shares(tx, standing, party, shares);
            sealed(tx, standing, party, json);
        }
        ArrayNode confirmed = json.putArray("confirmed");
        escrow.confirmed(tx, standing.run(), party).keySet().forEach(holder -> confirmed.add(holder.id()));
    }

    /** By what its party has signed of the deposit, a holder sees whether it was shown the share that was sealed to it. */
    private void sealed(Transaction tx, Standing standing, String party, ObjectNode json) {
        ArrayNode sealed = json.putArray("sealed");
        escrow.deposited(tx, standing.run(), party)
                .values()
                .forEach(share -> sealed.add(Base64.getEncoder().encodeToString(share)));
    }

    private void shares(Transaction tx, Standing standing, String party, ArrayNode shares) {
        escrow.opened(tx, standing.run(), party)
                .forEach(each -> each.share()
                        .ifPresent(share -> shares.add(Base64.getEncoder().encodeToString(share))));
    }

    /** The opened records, the keys first; of what K1 seals with the proofs under it. */
    private void steps(Transaction tx, Standing standing, ArrayNode all) {
        DrawRun attempt = standing.run();
        KeySet set = keys.get(tx, attempt.projectId(), attempt.keySet());
        List<UUID> ids = new ArrayList<>(List.of(set.entryId()));
        standing.steps().forEach(step -> ids.add(step.entryId()));
        Map<UUID, Long> indexes = places.places(tx, ids);
        add(tx, standing, "KEYS", "", set.entryId(), indexes, all);
        standing.steps()
                .forEach(step -> add(tx, standing, step.kind().name(), step.party(), step.entryId(), indexes, all));
    }

    private void add(
            Transaction tx,
            Standing standing,
            String name,
            String party,
            UUID entryId,
            Map<UUID, Long> indexes,
            ArrayNode all) {
        AuditEntry entry =
                trail.find(tx, standing.run().projectId(), entryId, false).orElseThrow();
        ObjectNode one = all.addObject().put("step", name);
        if (!party.isEmpty()) {
            one.put("party", party);
        }
        one.put("at", entry.createdAt().toString()).put("entryId", entryId.toString());
        Optional.ofNullable(indexes.get(entryId)).ifPresent(index -> one.put("index", index));
        one.set("record", json(entry.record()));
        one.put("salt", Octets.hex(entry.salt()));
        standing.k1().map(seal -> seal.proofs().get(entryId.toString())).ifPresent(proof -> one.set("proof", proof));
    }

    static JsonNode json(String entry) {
        try {
            return CanonicalJson.parse(entry.getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of the trail is no JSON", e);
        }
    }
}
