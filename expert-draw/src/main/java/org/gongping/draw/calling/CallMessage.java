package org.gongping.draw.calling;

import java.time.Instant;

/**
 * One try to reach the person who is called.
 *
 * @param channel {@code mail}, {@code sms}, {@code voice} or {@code desk}
 */
public record CallMessage(int no, String channel, State state, Instant at) {
    /** The channel of the people who call by hand. */
    public static final String DESK = "desk";

    /** What came of it. */
    public enum State {
        SENT,
        FAILED,
        /** The call desk may call. */
        OFFERED,
        /** The call desk has called and nobody took the call. */
        NOT_REACHED
    }
}
