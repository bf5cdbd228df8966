package org.gongping.service.draw;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.document.DocumentStore;
import org.gongping.core.tender.Project;
import org.gongping.draw.ceremony.Draws;
import org.gongping.draw.ceremony.OpenEscrow;
import org.gongping.draw.ceremony.Party;
import org.gongping.draw.ceremony.RegisterKey;
import org.gongping.draw.ceremony.SignOrder;
import org.gongping.draw.protocol.DrawId;
import org.gongping.draw.protocol.Octets;
import org.gongping.draw.transcript.Ceremony;
import org.gongping.draw.transcript.TranscriptWriter;
import org.gongping.service.edge.Answer;
import org.gongping.service.edge.Call;
import org.gongping.service.edge.Operations;
import org.gongping.service.edge.Routes;

/** The draw of experts, from the parties' keys to the transcript. Every step answers where the draw then stands. */
public final class DrawRoutes implements Routes {
    /** Transcripts of large libraries take seconds and megabytes. */
    private static final int MADE_AT_ONCE = 2;

    private static final HexFormat HEX = HexFormat.of();

    private final Draws draws;
    private final DocumentStore store;
    private final Semaphore places = new Semaphore(MADE_AT_ONCE);

    public DrawRoutes(Draws draws, DocumentStore store) {
        this.draws = draws;
        this.store = store;
    }

    @Override
    public void mount(Operations operations) {
        operations.handle(
                "getDraw",
                call -> Answer.ok(
                        draws.read().execute(call.transaction(), call.actor(), call.uuid("projectId")), view -> view));
        operations.handle(
                "listDraws", call -> Answer.ok(ListedDraws.of(draws.list().execute(call.transaction(), call.actor()))));
        operations.handle("registerDrawKey", this::registerKey);
        operations.handle("startDraw", this::start);
        operations.handle("commitToDraw", this::commit);
        operations.handle("depositContribution", this::deposit);
        operations.handle("revealContribution", this::reveal);
        operations.handle("getSealedShares", this::sealedShares);
        operations.handle("openDepositShare", this::openDepositShare);
        operations.handle("confirmDepositCheck", this::confirmDepositCheck);
        operations.handle("getDrawFinal", this::lookFinal);
        operations.handle("signDrawFinal", this::signFinal);
        operations.handle(
                "openEscrowShare",
                call -> step(
                        call,
                        draws.escrow()
                                .open(
                                        call.transaction(),
                                        call.actor(),
                                        call.uuid("projectId"),
                                        attempt(call),
                                        escrow(call, "share"))));
        operations.handle(
                "confirmEscrowOpening",
                call -> step(
                        call,
                        draws.escrow()
                                .confirm(
                                        call.transaction(),
                                        call.actor(),
                                        call.uuid("projectId"),
                                        attempt(call),
                                        escrow(call, "sig"))));
        operations.handle("signDrawOrder", this::signOrder);
        operations.handle(
                "abortDraw",
                call -> step(
                        call,
                        draws.end()
                                .execute(
                                        call.transaction(),
                                        call.actor(),
                                        call.uuid("projectId"),
                                        attempt(call),
                                        call.json().get("reason").textValue())));
        operations.handleTraced("getDrawTranscript", call -> oneOfFew(() -> transcript(call)));
        operations.handle("getPublicDraw", this::publicDraw);
    }

    private static int attempt(Call call) {
        return call.integer("attempt");
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
        return Answer.created(outcome, project -> draws.read().view(call.transaction(), call.actor(), project));
    }

    private Answer registerKey(Call call) {
        var command = new RegisterKey.Command(
                Party.of(call.text("party")).orElseThrow(),
                hex(call, "signingKey"),
                hex(call, "sealingKey"),
                base64(call.json().get("proof")));
        return Answer.ok(
                draws.registerKey().execute(call.transaction(), call.actor(), call.uuid("projectId"), command),
                project -> draws.read().view(call.transaction(), call.actor(), project));
    }

    private Answer start(Call call) {
        Optional<byte[]> order =
                Optional.ofNullable(call.json().get("order")).map(text -> HEX.parseHex(text.textValue()));
        return step(call, draws.start().execute(call.transaction(), call.actor(), call.uuid("projectId"), order));
    }

    private Answer commit(Call call) {
        return step(
                call,
                draws.contribute()
                        .commit(
                                call.transaction(),
                                call.actor(),
                                call.uuid("projectId"),
                                attempt(call),
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
                                call.uuid("projectId"),
                                attempt(call),
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
                                call.uuid("projectId"),
                                attempt(call),
                                party(call, "party"),
                                hex(call, "r"),
                                base64(call.json().get("sig"))));
    }

    private Answer sealedShares(Call call) {
        Outcome<SortedMap<String, byte[]>> sealed = draws.check()
                .sealed(
                        call.transaction(),
                        call.actor(),
                        call.uuid("projectId"),
                        attempt(call),
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
                                call.uuid("projectId"),
                                attempt(call),
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
                                call.uuid("projectId"),
                                attempt(call),
                                party(call, "holder"),
                                base64(call.json().get("sig"))));
    }

    private Answer lookFinal(Call call) {
        var mine = draws.read().parties(call.transaction(), call.actor(), call.uuid("projectId"));
        Outcome<Ceremony> found =
                draws.finish().look(call.transaction(), call.actor(), call.uuid("projectId"), attempt(call), mine);
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
                                call.uuid("projectId"),
                                attempt(call),
                                base64(call.json().get("sig"))));
    }

    private static OpenEscrow.Command escrow(Call call, String value) {
        return new OpenEscrow.Command(
                party(call, "holder"),
                call.json().get("party").textValue(),
                base64(call.json().get(value)));
    }

    private Answer signOrder(Call call) {
        var command = new SignOrder.Command(
                (ObjectNode) call.json().get("order"),
                party(call, "party"),
                base64(call.json().get("sig")));
        return step(
                call,
                draws.order()
                        .execute(call.transaction(), call.actor(), call.uuid("projectId"), attempt(call), command));
    }

    /** Each is computed anew from the whole pool; everybody may ask for them. */
    private Answer oneOfFew(Supplier<Answer> making) {
        if (!places.tryAcquire()) {
            return Answer.refused(new Refusal.Busy());
        }
        try {
            return making.get();
        } finally {
            places.release();
        }
    }

    private Answer publicDraw(Call call) {
        var draw = new DrawId(call.text("tender"), attempt(call));
        Optional<ObjectNode> aborted = draws.abort().ofEverybody(call.transaction(), draw);
        return aborted.isPresent()
                ? Answer.ok(Outcome.done(aborted.get()), view -> view)
                : oneOfFew(() -> file(draws.transcript().ofEverybody(call.transaction(), draw), draw.toString()));
    }

    private Answer transcript(Call call) {
        Outcome<TranscriptWriter> writer = call.text("view").equals("open")
                ? draws.transcript().open(call.transaction(), call.actor(), call.uuid("projectId"), attempt(call))
                : draws.transcript().sealed(call.transaction(), call.actor(), call.uuid("projectId"), attempt(call));
        return file(writer, "draw-" + attempt(call));
    }

    private Answer file(Outcome<TranscriptWriter> writer, String name) {
        return Answer.of(
                writer,
                found -> new Answer.TemporaryFile(
                        "application/json", name.replace('/', '-') + ".ved1.json", written(found)));
    }

    private Path written(TranscriptWriter writer) {
        Path file = store.incoming();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            writer.write(out);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
