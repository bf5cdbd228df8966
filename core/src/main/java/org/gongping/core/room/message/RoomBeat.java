package org.gongping.core.room.message;

import org.gongping.core.room.RoomMessage;

/** The line is alive, and this is the number of the newest event that you were sent. Not an event: it has no number. */
public record RoomBeat(long lastSeq) implements RoomMessage {
    public static final String TYPE = "room.beat";

    @Override
    public String type() {
        return TYPE;
    }
}
