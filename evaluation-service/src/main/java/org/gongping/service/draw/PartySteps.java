package org.gongping.service.draw;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.tender.Project;
import org.gongping.draw.ceremony.Draws;
import org.gongping.draw.ceremony.OpenEscrow;
import org.gongping.draw.ceremony.Party;
import org.gongping.draw.ceremony.RunKey;
import org.gongping.draw.protocol.Octets;
import org.gongping.draw.transcript.Ceremony;
import org.gongping.service.edge.Answer;
import org.gongping.service.edge.Call;
import org.gongping.service.edge.Operations;

/** The steps of the parties in any draw, of a committee or of parameters; each answers where the draw then stands. */
final class PartySteps {
    private static final HexFormat HEX = HexFormat.of();

    private final Draws draws;
    private final Function<Call, RunKey> key;
    private final BiFunction<Call, Project, ObjectNode> view;

    /**
     * @param key of the attempt that a call names
     * @param view of the draw, to the caller
     */
    PartySteps(Draws draws, Function<Call, RunKey> key, BiFunction<Call, Project, ObjectNode> view) {
        this.draws = draws;
        this.key = key;
        this.view = view;
    }

    /** @param name of an operation of committees, as the contract has it for this draw */
    void mount(Operations operations, UnaryOperator<String> name) {
        operations.handle(name.apply("commitToDraw"), this::commit);
        operations.handle(name.apply("depositContribution"), this::deposit);
        operations.handle(name.apply("revealContribution"), this::reveal);
        operations.handle(name.apply("getSealedShares"), this::sealedShares);
        operations.handle(name.apply("openDepositShare"), this::openDepositShare);
        operations.handle(name.apply("confirmDepositCheck"), this::confirmDepositCheck);
        operations.handle(name.apply("getDrawFinal"), this::lookFinal);
        operations.handle(name.apply("signDrawFinal"), this::signFinal);
        operations.handle(
                name.apply("openEscrowShare"),
                call -> step(
                        call,
                        draws.escrow().open(call.transaction(), call.actor(), key.apply(call), escrow(call, "share"))));
        operations.handle(
                name.apply("confirmEscrowOpening"),
                call -> step(
                        call,
                        draws.escrow()
                                .confirm(call.transaction(), call.actor(), key.apply(call), escrow(call, "sig"))));
    }

    private static Party party(Call call, String member) {
        return Party.of(call.json().get(member).textValue()).orElseThrow();
    }

    private static byte[] hex(Call call, String member) {
        return HEX.parseHex(call.json().get(member).textValue());
    }

    private static byte[] base64(JsonNode text) {
        return Base64.getDecoder().decode(text.textValue());
    }

    private Answer step(Call call, Outcome<Project> outcome) {
        return Answer.created(outcome, project -> view.apply(call, project));
    }

    private Answer commit(Call call) {
        return step(
                call,
                draws.contribute()
                        .commit(
                                call.transaction(),
                                call.actor(),
                                key.apply(call),
                                party(call, "party"),
                                hex(call, "commit"),
                                base64(call.json().get("sig"))));
    }

    private Answer deposit(Call call) {
        List<byte[]> shares = new ArrayList<>();
        for (JsonNode share : call.json().get("shares")) {
            Optional<byte[]> bytes = decoded(share.textValue());
            if (bytes.isEmpty()) {
                return Answer.refused(
                        Refusal.Invalid.of("/shares", "不是规范的 base64", "Not base64 as RFC 4648 §4 has it"));
            }
            shares.add(bytes.get());
        }
        return step(
                call,
                draws.contribute()
                        .deposit(
                                call.transaction(),
                                call.actor(),
                                key.apply(call),
                                party(call, "party"),
                                shares,
                                base64(call.json().get("sig"))));
    }

    private static Optional<byte[]> decoded(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            return Base64.getEncoder().encodeToString(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Answer reveal(Call call) {
        return step(
                call,
                draws.contribute()
                        .reveal(
                                call.transaction(),
                                call.actor(),
                                key.apply(call),
                                party(call, "party"),
                                hex(call, "r"),
                                base64(call.json().get("sig"))));
    }

    private Answer sealedShares(Call call) {
        Outcome<SortedMap<String, byte[]>> sealed = draws.check()
                .sealed(
                        call.transaction(),
                        call.actor(),
                        key.apply(call),
                        Party.of(call.text("holder")).orElseThrow());
        return Answer.ok(sealed, shares -> {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            shares.forEach((party, share) -> json.put(party, Base64.getEncoder().encodeToString(share)));
            return json;
        });
    }

    private Answer openDepositShare(Call call) {
        return step(
                call,
                draws.check()
                        .open(
                                call.transaction(),
                                call.actor(),
                                key.apply(call),
                                party(call, "holder"),
                                base64(call.json().get("share"))));
    }

    private Answer confirmDepositCheck(Call call) {
        return step(
                call,
                draws.check()
                        .confirm(
                                call.transaction(),
                                call.actor(),
                                key.apply(call),
                                party(call, "holder"),
                                base64(call.json().get("sig"))));
    }

    private Answer lookFinal(Call call) {
        var mine = draws.read().parties(call.transaction(), call.actor(), call.uuid("projectId"));
        Outcome<Ceremony> found = draws.finish().look(call.transaction(), call.actor(), key.apply(call), mine);
        return Answer.ok(
                found,
                ceremony -> Map.of(
                        "alpha", Octets.hex(ceremony.alpha()),
                        "pi", Octets.hex(ceremony.proof().pi()),
                        "beta", Octets.hex(ceremony.proof().beta())));
    }

    private Answer signFinal(Call call) {
        return step(
                call,
                draws.finish()
                        .execute(
                                call.transaction(),
                                call.actor(),
                                key.apply(call),
                                base64(call.json().get("sig"))));
    }

    private static OpenEscrow.Command escrow(Call call, String value) {
        return new OpenEscrow.Command(
                party(call, "holder"),
                call.json().get("party").textValue(),
                base64(call.json().get(value)));
    }
}
