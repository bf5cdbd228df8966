package org.gongping.draw.party;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.gongping.draw.protocol.DrawId;

/** The agent's first step: begins the attempt that may begin, and none beside one that runs. */
public final class AttemptStart {
    /** What others, or time, bring about; of any other refusal the agent must be told. */
    private static final Set<String> AWAITED =
            Set.of("before-deadline", "keys-missing", "keys-too-young", "no-approved-plan", "draw-running");

    /** How long is waited in the hall, where all are present, before the escrow is opened. */
    private static final int REVEAL_SECONDS = 300;

    private static final int FINAL_SECONDS = 120;
    private static final int FORBIDDEN = 403;
    private static final int CONFLICT = 409;

    private final DrawServer server;

    public AttemptStart(DrawServer server) {
        this.server = server;
    }

    /** What came of it. */
    public sealed interface Answer {
        /** The attempt is begun. */
        record Begun() implements Answer {}

        /** One is under way, or has ended and none is ordered. */
        record Nothing() implements Answer {}

        /** It may not begin yet, for this reason, or the server has not answered. */
        record Awaits(DrawServer.Refused refused) implements Answer {}
    }

    /** It cannot begin as things stand, whatever time goes by. */
    public static final class Impossible extends IOException {
        private static final long serialVersionUID = 1L;

        Impossible(DrawServer.Refused refused) {
            super(refused.getMessage(), refused);
        }
    }

    /**
     * Begins the first attempt, or the one that the supervisor has ordered after an end.
     *
     * @throws Impossible when somebody must do something else first
     */
    public Answer begin() throws IOException, InterruptedException {
        JsonNode view = server.get("");
        Optional<String> order = order(view);
        if (view.has("current") && order.isEmpty()) {
            return new Answer.Nothing();
        }
        ObjectNode body = PartyClient.object();
        order.ifPresent(hash -> body.put("order", hash));
        if (server.lot().isPresent()) {
            body.put("revealSeconds", REVEAL_SECONDS).put("finalSeconds", FINAL_SECONDS);
        }
        try {
            server.write("POST", "/attempts", body);
            return new Answer.Begun();
        } catch (DrawServer.Refused e) {
            boolean hopeless = e.status() == FORBIDDEN || e.status() == CONFLICT && !AWAITED.contains(e.code());
            if (hopeless) {
                throw new Impossible(e);
            }
            return new Answer.Awaits(e);
        }
    }

    /** Hash of the supervisor's order for the attempt after the present one; the last that was signed. */
    private static Optional<String> order(JsonNode view) {
        Optional<String> next = DrawId.parse(view.path("current").path("drawId").asText())
                .map(draw -> draw.next().toString());
        Optional<String> found = Optional.empty();
        for (JsonNode each : view.path("orders")) {
            boolean fits = each.path("order").has("prev")
                    && next.filter(each.path("order").path("draw_id").asText()::equals)
                            .isPresent()
                    && PartyClient.texts(each.path("signed")).contains("supervisor");
            found = fits ? Optional.of(each.path("hash").asText()) : found;
        }
        return found;
    }
}
