package org.gongping.draw.calling;

import org.gongping.core.room.RoomMessage;

/** The confirmations of the project's committee have changed: look again. Names nobody. */
public record BoardHint() implements RoomMessage {
    public static final String TYPE = "draw.board";

    @Override
    public String type() {
        return TYPE;
    }
}
