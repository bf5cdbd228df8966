package org.gongping.core.room.message;

import java.time.Instant;
import java.util.List;
import org.gongping.core.identity.Role;
import org.gongping.core.room.RoomKind;
import org.gongping.core.room.RoomMessage;

/**
 * You are in. Not an event: it has no number.
 *
 * @param sides on which you are here
 * @param beatSeconds how often the server says that the line is alive; silence for three times as long means it is not
 */
public record RoomWelcome(RoomKind kind, List<Role> sides, Instant openedAt, int beatSeconds) implements RoomMessage {
    public static final String TYPE = "room.welcome";

    @Override
    public String type() {
        return TYPE;
    }
}
