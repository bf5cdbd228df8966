package org.gongping.core.room.message;

import org.gongping.core.room.RoomMessage;

/** The room was closed: always its last event. */
public record RoomClosed() implements RoomMessage {
    public static final String TYPE = "room.closed";

    @Override
    public String type() {
        return TYPE;
    }
}
