package org.gongping.service.room;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.gongping.core.room.RecordedEvent;
import org.gongping.core.room.RoomId;
import org.gongping.core.room.RoomJson;
import org.gongping.core.room.RoomMessage;

/** Text frames as {@code contract/rooms/envelope.schema.json} promises them. */
final class Frames {
    private static final int VERSION = 1;
    private static final JsonMapper JSON = new JsonMapper();

    private Frames() {}

    /** An event, written once for all sockets but for the number of the event that each was shown before. */
    record EventFrame(RecordedEvent event, String front) {
        String after(long shown) {
            return front + shown + "}";
        }
    }

    static EventFrame event(RoomId room, RecordedEvent event) {
        ObjectNode frame = frame(event.type(), room, event.at());
        frame.put("seq", event.seq());
        frame.set("body", event.body());
        String text = frame.toString();
        return new EventFrame(event, text.substring(0, text.length() - 1) + ",\"after\":");
    }

    /** What is no event of the room and has no number. */
    static String note(RoomId room, Instant at, RoomMessage message) {
        ObjectNode frame = frame(message.type(), room, at);
        frame.set("body", RoomJson.body(message));
        return frame.toString();
    }

    private static ObjectNode frame(String type, RoomId room, Instant at) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("v", VERSION)
                .put("type", type)
                .put("room", room.id().toString())
                .put("at", at.toString());
    }

    /** The number in a resume as {@code contract/rooms/resume.schema.json} has it; -1 for anything else. */
    static long resumedFrom(String text) {
        try {
            JsonNode message = JSON.readTree(text);
            JsonNode lastSeq = message.path("lastSeq");
            boolean isResume = message.size() == 2
                    && message.path("type").asText().equals("resume")
                    && lastSeq.isIntegralNumber()
                    && lastSeq.canConvertToLong();
            return isResume ? lastSeq.longValue() : -1;
        } catch (JsonProcessingException e) {
            return -1;
        }
    }
}
