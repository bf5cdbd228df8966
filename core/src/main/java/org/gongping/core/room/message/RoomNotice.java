package org.gongping.core.room.message;

import org.gongping.core.room.RoomMessage;

/** Something for those in the room to read. */
public record RoomNotice(String zh, String en) implements RoomMessage {
    public static final String TYPE = "room.notice";

    @Override
    public String type() {
        return TYPE;
    }
}
