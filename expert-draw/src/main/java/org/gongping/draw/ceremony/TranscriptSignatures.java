package org.gongping.draw.ceremony;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.gongping.core.db.Transaction;
import org.gongping.draw.protocol.Octets;

/** Member {@code signatures} of a transcript: of every step that was taken, and of every order that the rules name. */
final class TranscriptSignatures {
    private final AttemptRepository attempts;
    private final OrderRepository orders;

    TranscriptSignatures(AttemptRepository attempts, OrderRepository orders) {
        this.attempts = attempts;
        this.orders = orders;
    }

    ObjectNode of(Transaction tx, Standing standing) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (Step.Slot slot : List.of(Step.Slot.COMMIT, Step.Slot.DEPOSIT, Step.Slot.REVEAL)) {
            ObjectNode own = json.putObject(slot.name().toLowerCase(Locale.ROOT));
            standing.steps(slot).stream()
                    .filter(step -> step.kind() != Step.Kind.ESCROW_OPEN)
                    .forEach(step -> own.put(step.party(), step.text("sig")));
        }
        standing.step(Step.Slot.DEPOSIT_CHECK, "")
                .ifPresent(step -> json.set("deposit_check", step.body().get("sigs")));
        standing.step(Step.Slot.FINAL, "")
                .filter(step -> step.kind() == Step.Kind.FINAL)
                .ifPresent(step -> json.put("final", step.text("sig")));
        List<Step> escrowed = standing.steps().stream()
                .filter(step -> step.kind() == Step.Kind.ESCROW_OPEN)
                .toList();
        if (!escrowed.isEmpty()) {
            ObjectNode all = json.putObject("escrow");
            escrowed.forEach(step -> all.set(step.text("party"), step.body().get("sigs")));
        }
        ArrayNode named = json.putArray("orders");
        if (standing.run() instanceof Attempt attempt) {
            orders(tx, attempt, named);
        }
        return json;
    }

    /** Every order that the rules of this attempt and of those before it name. */
    private void orders(Transaction tx, Attempt attempt, ArrayNode all) {
        List<String> named = new ArrayList<>();
        attempt.rules().waivers().forEach(waiver -> named.add(waiver.order()));
        attempts.list(tx, attempt.projectId()).stream()
                .filter(each -> each.number() <= attempt.number())
                .forEach(each -> each.rules().redraw().ifPresent(redraw -> named.add(redraw.order())));
        for (OrderRepository.Order order : orders.list(tx, attempt.projectId())) {
            if (named.contains(Octets.hex(order.hash()))) {
                ObjectNode one = all.addObject();
                one.set("order", order.content());
                ObjectNode sig = one.putObject("sig");
                order.signed()
                        .forEach((party, signature) ->
                                sig.put(party.id(), Base64.getEncoder().encodeToString(signature)));
            }
        }
    }
}
