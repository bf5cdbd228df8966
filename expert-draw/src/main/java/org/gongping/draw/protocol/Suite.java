package org.gongping.draw.protocol;

import java.util.Optional;

/** The set of primitives of a draw ({@code spec/draw-protocol.md} §3). The number stands in the rules and is signed. */
public enum Suite {
    /** SHA-256, HMAC-SHA-256, Ed25519, ECVRF-EDWARDS25519-SHA512-TAI. */
    INTERNATIONAL(1, true),
    /** SM3, HMAC-SM3, SM2, no verifiable random function: known by its number, not carried out by this version. */
    NATIONAL(2, false);

    private final int number;
    private final boolean carriedOut;

    Suite(int number, boolean carriedOut) {
        this.number = number;
        this.carriedOut = carriedOut;
    }

    /** Its number in the rules. */
    public int number() {
        return number;
    }

    /** Whether this version can draw by it. */
    public boolean isCarriedOut() {
        return carriedOut;
    }

    /** The suite of a number; nothing for a number that the specification does not have. */
    public static Optional<Suite> of(long number) {
        for (Suite suite : values()) {
            if (suite.number == number) {
                return Optional.of(suite);
            }
        }
        return Optional.empty();
    }
}
