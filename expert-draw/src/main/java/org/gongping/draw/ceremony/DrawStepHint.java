package org.gongping.draw.ceremony;

import org.gongping.core.room.RoomMessage;

/**
 * Something of a draw has changed: look again. Names nobody but a party.
 *
 * @param attempt 0 before the first
 * @param party null for a step of nobody's own
 */
public record DrawStepHint(int attempt, String step, String party) implements RoomMessage {
    public static final String TYPE = "draw.step";

    @Override
    public String type() {
        return TYPE;
    }
}
