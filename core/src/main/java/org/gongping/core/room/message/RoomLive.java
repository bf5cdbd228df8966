package org.gongping.core.room.message;

import org.gongping.core.room.RoomMessage;

/** You have all that there is; what comes now comes as it happens. Not an event: it has no number. */
public record RoomLive() implements RoomMessage {
    public static final String TYPE = "room.live";

    @Override
    public String type() {
        return TYPE;
    }
}
