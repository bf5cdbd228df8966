package org.gongping.draw.calling;

import java.time.Instant;

/** A way to tell an expert of a call. Implementations log and keep nothing of contact or message. */
public interface Channel {
    /** {@code mail}, {@code sms} or {@code voice}. */
    String name();

    /** Whether there is an address for this channel. */
    boolean reaches(Contact contact);

    /**
     * Hands the message over.
     *
     * @param ref by which the answer names the call; whoever has it can answer
     * @throws Unreached when it was not taken; the same call is then left to other channels
     */
    void send(Contact contact, Invitation invitation, String ref, Instant answerBefore) throws Unreached;

    /** Tells somebody who had confirmed that they need not come on that day. */
    void cancel(Contact contact, Instant day, Invitation.Terms terms) throws Unreached;

    /** Not taken. Says nothing of the address, as messages of mail servers do. */
    final class Unreached extends Exception {
        private static final long serialVersionUID = 1L;

        public Unreached(String what) {
            super(what, null, false, false);
        }
    }
}
