package org.gongping.core.room;

/** What a use case puts before those in the room. */
public record RoomEvent(RoomMessage message, Audience audience) {
    /** For everybody who is let into the room. */
    public static RoomEvent toAll(RoomMessage message) {
        return new RoomEvent(message, Audience.everybody());
    }
}
