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
import org.gongping.core.Outcome;
import org.gongping.core.audit.AuditEntry;
import org.gongping.core.audit.AuditRepository;
import org.gongping.core.audit.CanonicalJson;
import org.gongping.core.audit.sequence.SequenceRepository;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.tender.Project;
import org.gongping.draw.protocol.Octets;

/**
 * Where the draw of a project stands, as the contract shows it. For the eye and for the clients of the parties, which check
 * by themselves what of it counts: the opened records under K1.
 */
public final class ReadDraw {
    private final DrawAccess access;
    private final DrawInputs inputs;
    private final KeyRepository keys;
    private final AttemptRepository attempts;
    private final EscrowRepository escrow;
    private final OrderRepository orders;
    private final AuditRepository trail;
    private final SequenceRepository places;
    private final InstantSource clock;

    ReadDraw(
            DrawAccess access,
            DrawInputs inputs,
            KeyRepository keys,
            AttemptRepository attempts,
            EscrowRepository escrow,
            OrderRepository orders,
            AuditRepository trail,
            SequenceRepository places,
            InstantSource clock) {
        this.access = access;
        this.inputs = inputs;
        this.keys = keys;
        this.attempts = attempts;
        this.escrow = escrow;
        this.orders = orders;
        this.trail = trail;
        this.places = places;
        this.clock = clock;
    }

    public Outcome<ObjectNode> execute(Transaction tx, Actor actor, UUID projectId) {
        return access.reading(tx, actor, projectId).map(project -> view(tx, actor, project));
    }

    /** The parties that the actor acts for. */
    public Set<Party> parties(Transaction tx, Actor actor, UUID projectId) {
        return access.parties(tx, actor, projectId);
    }

    /** To an actor who may see it. */
    public ObjectNode view(Transaction tx, Actor actor, Project project) {
        ObjectNode view = JsonNodeFactory.instance.objectNode();
        Set<Party> mine = access.parties(tx, actor, project.id());
        view.put("tender", project.code());
        view.putPOJO("request", inputs.request(tx, project));
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
        ArrayNode all = view.putArray("attempts");
        Optional<Standing> last = Optional.empty();
        for (Attempt attempt : attempts.list(tx, project.id())) {
            Standing standing = attempts.standing(tx, attempt);
            ObjectNode one = all.addObject()
                    .put("attempt", attempt.number())
                    .put("drawId", attempt.draw().toString())
                    .put("state", standing.state().name());
            standing.end()
                    .filter(end -> end.body().has("reason"))
                    .ifPresent(end -> one.put("reason", end.text("reason")));
            last = Optional.of(standing);
        }
        orders(tx, project, view.putArray("orders"));
        last.ifPresent(standing ->
                view.set("current", current(tx, standing, mine.stream().anyMatch(Party::holdsShares))));
        return view;
    }

    private void orders(Transaction tx, Project project, ArrayNode all) {
        for (OrderRepository.Order order : orders.list(tx, project.id())) {
            ObjectNode one = all.addObject().put("hash", Octets.hex(order.hash()));
            one.set("order", order.content());
            ArrayNode signed = one.putArray("signed");
            order.signed().keySet().forEach(party -> signed.add(party.id()));
        }
    }

    private ObjectNode current(Transaction tx, Standing standing, boolean toHolder) {
        Attempt attempt = standing.attempt();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("attempt", attempt.number())
                .put("drawId", attempt.draw().toString())
                .put("state", standing.state().name());
        standing.deadline().ifPresent(end -> json.put("deadline", end.toString()));
        standing.waitsFor().forEach(json.putArray("waitsFor")::add);
        json.set("rules", attempt.rules().json());
        json.put("rulesJcs", attempt.rules().jcsText())
                .put("rulesHash", Octets.hex(attempt.rules().hash()))
                .put("poolRoot", Octets.hex(attempt.poolRoot()))
                .put("poolCount", attempt.experts());
        json.set("excluded", attempt.excluded());
        json.set("strata", attempt.strata());
        parties(standing, json.putArray("parties"));
        check(tx, standing, toHolder, json.putObject("depositCheck"));
        standing.escrow(clock.instant())
                .ifPresent(party -> escrow(tx, standing, party, toHolder, json.putObject("escrow")));
        standing.k1().ifPresent(seal -> json.put("k1", seal.note()));
        standing.k2().ifPresent(seal -> json.put("k2", seal.note()));
        steps(tx, standing, json.putArray("steps"));
        standing.step(Step.Slot.FINAL, "")
                .ifPresent(last -> json.putObject("final")
                        .put("alpha", last.text("alpha"))
                        .put("pi", last.text("pi"))
                        .put("beta", last.text("beta")));
        attempts.result(tx, attempt).ifPresent(result -> {
            json.put("seed", Octets.hex(result.seed()));
            json.set("result", result.shown());
        });
        return json;
    }

    private static void parties(Standing standing, ArrayNode all) {
        for (String party : standing.attempt().rules().parties()) {
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
        escrow.confirmed(tx, standing.attempt(), CheckDeposit.SUBJECT)
                .keySet()
                .forEach(party -> holders.add(party.id()));
        List<EscrowRepository.Opened> found = escrow.opened(tx, standing.attempt(), Party.PLATFORM.id());
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
        List<EscrowRepository.Opened> found = escrow.opened(tx, standing.attempt(), party);
        ArrayNode opened = json.putArray("opened");
        found.forEach(each -> opened.add(each.holder().id()));
        boolean joined = party.equals(Party.FINALISER)
                ? escrow.escrowFinal(tx, standing.attempt()).isPresent()
                : Opening.contribution(standing, party, found).isPresent();
        json.put("joined", joined);
        ArrayNode shares = json.putArray("shares");
        if (toHolder && !party.equals(Party.FINALISER)) {
            shares(tx, standing, party, shares);
            sealed(tx, standing, party, json);
        }
        ArrayNode confirmed = json.putArray("confirmed");
        escrow.confirmed(tx, standing.attempt(), party).keySet().forEach(holder -> confirmed.add(holder.id()));
    }

    /** By what its party has signed of the deposit, a holder sees whether it was shown the share that was sealed to it. */
    private void sealed(Transaction tx, Standing standing, String party, ObjectNode json) {
        ArrayNode sealed = json.putArray("sealed");
        escrow.deposited(tx, standing.attempt(), party)
                .values()
                .forEach(share -> sealed.add(Base64.getEncoder().encodeToString(share)));
    }

    private void shares(Transaction tx, Standing standing, String party, ArrayNode shares) {
        escrow.opened(tx, standing.attempt(), party)
                .forEach(each -> each.share()
                        .ifPresent(share -> shares.add(Base64.getEncoder().encodeToString(share))));
    }

    /** The opened records, the keys first; of what K1 seals with the proofs under it. */
    private void steps(Transaction tx, Standing standing, ArrayNode all) {
        Attempt attempt = standing.attempt();
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
                trail.find(tx, standing.attempt().projectId(), entryId, false).orElseThrow();
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
