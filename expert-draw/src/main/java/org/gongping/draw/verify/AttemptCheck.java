package org.gongping.draw.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Pattern;

/** Check 22: every attempt from the first is shown, ended as the log says, and each but the first was ordered. */
final class AttemptCheck {
    private static final String RESULT = "RESULT";
    private static final String ABORT = "ABORT";
    private static final String EXHAUSTED = "EXHAUSTED";
    private static final String RULES_DEFECT = "RULES_DEFECT";
    private static final String ABORTED_BY = "ABORTED_BY:";
    private static final Pattern REASONS = Pattern.compile(
            "EXHAUSTED|RULES_DEFECT|ROSTER_LEAKED|COURT_OR_COMPLAINT" + "|ABORTED_BY:[A-Za-z0-9._-]{1,64}");

    private final Transcript transcript;
    private final SignatureChecks signatures;

    AttemptCheck(Transcript transcript, SignatureChecks signatures) {
        this.transcript = transcript;
        this.signatures = signatures;
    }

    private String attempt(int number) {
        return transcript.tender() + "/" + number;
    }

    void check() throws Failed {
        JsonNode attempts = transcript.members().get("attempts");
        int count = transcript.attempt();
        require(attempts.size() == count, attempts.size() + " attempts are shown, not " + count);
        String before = "";
        for (int i = 0; i < count; i++) {
            JsonNode attempt = attempts.get(i);
            String draw = attempt(i + 1);
            require(attempt.get("draw_id").textValue().equals(draw), "attempt " + (i + 1) + " is not " + draw);
            String outcome = attempt.get("outcome").textValue();
            require(outcome.equals(RESULT) || outcome.equals(ABORT), draw + ": outcome " + outcome);
            long index = attempt.get("index").longValue();
            LoggedStep end = transcript.steps().stream()
                    .filter(step -> step.index() == index
                            && step.step().equals(outcome)
                            && step.text("draw_id").equals(draw))
                    .findFirst()
                    .orElseThrow(() -> new Failed(Check.ATTEMPTS.code(), draw + ": no " + outcome + " #" + index));
            String reason = end.text("reason");
            require(
                    outcome.equals(RESULT) || (REASONS.matcher(reason).matches() && !reason.equals(EXHAUSTED)),
                    draw + " was aborted for no reason of the law: " + reason);
            long results = transcript.steps().stream()
                    .filter(step ->
                            step.step().equals(RESULT) && step.text("draw_id").equals(draw))
                    .count();
            require(results == (outcome.equals(RESULT) ? 1 : 0), draw + " has " + results + " results");
            require(i + 1 < count || outcome.equals(RESULT), draw + " has no result");
            if (i > 0) {
                ordered(draw, attempt(i), before);
            }
            before = outcome.equals(RESULT) ? RESULT : reason;
        }
    }

    /** @param end why the attempt before was aborted, or that it had a result */
    private void ordered(String draw, String previous, String end) throws Failed {
        Optional<JsonNode> order = Optional.empty();
        if (draw.equals(transcript.drawId())) {
            JsonNode redraw = transcript.rules().path("redraw");
            order = signatures
                    .validOrder(redraw.path("order").asText(""))
                    .filter(found -> found.get("order")
                            .path("reason")
                            .asText("")
                            .equals(redraw.path("reason").asText("?")))
                    .filter(found -> redraw.path("prev").asText("").equals(previous));
        } else {
            for (JsonNode each : transcript.signatures().path("orders")) {
                if (isRedraw(each, draw, previous) && signatures.isSigned(each, "supervisor")) {
                    order = Optional.of(each);
                }
            }
        }
        JsonNode found = order.filter(each -> isRedraw(each, draw, previous))
                .orElseThrow(() -> new Failed(Check.ATTEMPTS.code(), draw + " has no signed order"));
        String reason = found.get("order").path("reason").asText("");
        boolean fits = end.equals(RESULT) ? !reason.startsWith(ABORTED_BY) : !reason.equals(EXHAUSTED);
        require(fits, draw + " was ordered for " + reason + ", but the attempt before ended otherwise");
        // Before the commitments nobody can have known anything; a defect that was found later is no such case.
        boolean early = reason.equals(RULES_DEFECT) && end.equals(RULES_DEFECT);
        require(early || signatures.isSigned(found, "agent"), draw + " lacks the agent's signature");
    }

    private static boolean isRedraw(JsonNode order, String draw, String previous) {
        JsonNode said = order.get("order");
        return said.path("draw_id").asText("").equals(draw)
                && said.path("prev").asText("").equals(previous)
                && REASONS.matcher(said.path("reason").asText("")).matches();
    }

    private static void require(boolean holds, String detail) throws Failed {
        Failed.unless(holds, Check.ATTEMPTS.code(), detail);
    }
}
