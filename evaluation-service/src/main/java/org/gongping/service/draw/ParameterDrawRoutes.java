package org.gongping.service.draw;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.draw.ceremony.Draws;
import org.gongping.draw.ceremony.RunKey;
import org.gongping.draw.ceremony.StartParameterDraw;
import org.gongping.draw.transcript.TranscriptWriter;
import org.gongping.service.edge.Answer;
import org.gongping.service.edge.Call;
import org.gongping.service.edge.Operations;
import org.gongping.service.edge.Routes;

/** The draw of the random parameters of a lot, from its rules to the transcript. */
public final class ParameterDrawRoutes implements Routes {
    private final Draws draws;

    public ParameterDrawRoutes(Draws draws) {
        this.draws = draws;
    }

    @Override
    public void mount(Operations operations) {
        operations.handle(
                "getParameterDraw",
                call -> Answer.ok(
                        draws.parameters().execute(call.transaction(), call.actor(), call.uuid("projectId"), lot(call)),
                        view -> view));
        operations.handle("startParameterDraw", this::start);
        new PartySteps(
                        draws,
                        ParameterDrawRoutes::key,
                        (call, project) ->
                                draws.parameters().view(call.transaction(), call.actor(), project, lot(call)))
                .mount(operations, name -> name + "ForParameters");
        operations.handle("getDrawTranscriptForParameters", this::transcript);
    }

    private static UUID lot(Call call) {
        return call.uuid("lotId");
    }

    private static RunKey key(Call call) {
        return new RunKey(call.uuid("projectId"), lot(call), call.integer("attempt"));
    }

    private Answer start(Call call) {
        JsonNode input = call.json();
        var times = new StartParameterDraw.Times(
                input.get("revealSeconds").intValue(), input.get("finalSeconds").intValue());
        return Answer.created(
                draws.startParameters()
                        .execute(call.transaction(), call.actor(), call.uuid("projectId"), lot(call), times),
                project -> draws.parameters().view(call.transaction(), call.actor(), project, lot(call)));
    }

    private Answer transcript(Call call) {
        Outcome<TranscriptWriter> writer = draws.transcript().sealed(call.transaction(), call.actor(), key(call));
        return Answer.of(
                writer, found -> new Answer.MadeFile("application/json", "parameters.ved1.json", bytes(found)));
    }

    private static byte[] bytes(TranscriptWriter writer) {
        var out = new ByteArrayOutputStream();
        try {
            writer.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
