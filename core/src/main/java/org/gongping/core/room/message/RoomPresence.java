package org.gongping.core.room.message;

import java.util.List;
import org.gongping.core.identity.Role;
import org.gongping.core.room.RoomMessage;

/**
 * Who is in the room now, by side. Names nobody. Not an event: it has no number and is kept nowhere.
 *
 * @param sides those that somebody is here for, in the order of the roles
 */
public record RoomPresence(List<Side> sides) implements RoomMessage {
    public static final String TYPE = "room.presence";

    /** @param people different logins, in however many browsers */
    public record Side(Role side, int people) {}

    @Override
    public String type() {
        return TYPE;
    }
}
