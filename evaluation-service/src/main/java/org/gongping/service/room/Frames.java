package org.gongping.service.room;

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
}
