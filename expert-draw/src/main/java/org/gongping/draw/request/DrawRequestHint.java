package org.gongping.draw.request;

import org.gongping.core.room.RoomMessage;

/** The request for a draw has changed: look again. */
public record DrawRequestHint(String state, int version) implements RoomMessage {
    public static final String TYPE = "draw.request";

    @Override
    public String type() {
        return TYPE;
    }
}
