package org.gongping.draw.request;

import org.gongping.core.room.RoomMessage;

/** The request for a draw has changed: look again. */
public record DrawRequestHint(String state, int version) implements RoomMessage {
    @Override
    public String type() {
        return "draw.request";
    }
}
