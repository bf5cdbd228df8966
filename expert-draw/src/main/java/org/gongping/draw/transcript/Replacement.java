package org.gongping.draw.transcript;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.gongping.draw.protocol.SkipReason;

/**
 * How one vacancy was filled (§5.2). People are named by their pseudonyms.
 *
 * @param number from 1
 * @param evidence SHA-256, hex; for a late conflict and for a removal by the supervisor
 * @param seated nobody when the list was exhausted
 */
public record Replacement(
        int number,
        String stratum,
        String vacated,
        Reason reason,
        Optional<String> evidence,
        List<Call> calls,
        List<Skip> skipped,
        Optional<String> seated) {
    /** Why a member leaves the seat. */
    public enum Reason {
        DECLINED,
        NO_ANSWER,
        LATE_CONFLICT,
        ABSENT,
        INCAPACITATED,
        REMOVED_BY_S
    }

    /** What came of a call. */
    public enum Outcome {
        ACCEPTED,
        DECLINED,
        NO_ANSWER
    }

    /** One call, to the millisecond. */
    public record Call(String pid, Instant at, String channel, Outcome outcome) {}

    /** One who was passed over. */
    public record Skip(String pid, SkipReason reason) {}

    public Replacement {
        calls = List.copyOf(calls);
        skipped = List.copyOf(skipped);
        boolean needed = reason == Reason.LATE_CONFLICT || reason == Reason.REMOVED_BY_S;
        if (needed && evidence.isEmpty()) {
            throw new IllegalArgumentException(reason + " needs evidence");
        }
    }

    /** The members that the log and the transcript share. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("no", number).put("stratum", stratum).put("vacated", vacated).put("reason", reason.name());
        evidence.ifPresent(hash -> json.put("evidence", hash));
        ArrayNode called = json.putArray("calls");
        calls.forEach(call -> called.addObject()
                .put("pid", call.pid())
                .put("t", StepBodies.time(call.at()))
                .put("channel", call.channel())
                .put("outcome", call.outcome().name()));
        ArrayNode passed = json.putArray("skipped");
        skipped.forEach(
                skip -> passed.addArray().add(skip.pid()).add(skip.reason().name()));
        seated.ifPresent(pid -> json.put("seated", pid));
        return json;
    }
}
