package org.gongping.core.room.message;

import org.gongping.core.room.RoomKind;
import org.gongping.core.room.RoomMessage;

/** The room was opened: always its first event. */
public record RoomOpened(RoomKind kind) implements RoomMessage {
    public static final String TYPE = "room.opened";

    @Override
    public String type() {
        return TYPE;
    }
}
