package org.gongping.service.draw;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.document.DocumentStore;
import org.gongping.core.tender.Project;
import org.gongping.draw.ceremony.Draws;
import org.gongping.draw.ceremony.Party;
import org.gongping.draw.ceremony.RegisterKey;
import org.gongping.draw.ceremony.RunKey;
import org.gongping.draw.ceremony.SignOrder;
import org.gongping.draw.protocol.DrawId;
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
        new PartySteps(
                        draws,
                        DrawRoutes::key,
                        (call, project) -> draws.read().view(call.transaction(), call.actor(), project))
                .mount(operations, name -> name);
        operations.handle("signDrawOrder", this::signOrder);
        operations.handle(
                "abortDraw",
                call -> step(
                        call,
                        draws.end()
                                .execute(
                                        call.transaction(),
                                        call.actor(),
                                        key(call),
                                        call.json().get("reason").textValue())));
        operations.handleTraced("getDrawTranscript", call -> oneOfFew(() -> transcript(call)));
        operations.handle("getPublicDraw", this::publicDraw);
    }

    private static RunKey key(Call call) {
        return RunKey.committee(call.uuid("projectId"), attempt(call));
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
                : draws.transcript().sealed(call.transaction(), call.actor(), key(call));
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
