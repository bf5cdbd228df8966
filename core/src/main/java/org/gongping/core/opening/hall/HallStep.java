package org.gongping.core.opening.hall;

import org.gongping.core.room.RoomMessage;

/**
 * Something has happened in the hall: read it again.
 *
 * @param bid number of the bid that it is about; null when it is about all
 */
public record HallStep(Kind step, Integer bid) implements RoomMessage {
    public static final String TYPE = "opening.step";

    /** What has happened. */
    public enum Kind {
        OPENED,
        ATTEMPT,
        DECRYPTED,
        SHARE,
        EXTENDED,
        CLOSED,
        ADJOURNED,
        FIRST_STAGE,
        SECOND,
        PARAMETERS,
        CONFIRMING,
        CONFIRMED,
        OBJECTION,
        ANSWER,
        PAUSED,
        RESUMED,
        ENDED
    }

    @Override
    public String type() {
        return TYPE;
    }
}
