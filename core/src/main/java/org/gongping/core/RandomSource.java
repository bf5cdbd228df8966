package org.gongping.core;

import java.security.SecureRandom;

/** The one source of randomness of the product, so that a test can replay what depends on it. Safe for use by many threads. */
@FunctionalInterface
public interface RandomSource {
    /** Fills the array with random bytes that nobody can foresee. */
    void fill(byte[] bytes);

    /** The given number of random bytes. */
    default byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        fill(bytes);
        return bytes;
    }

    /** The operating system's cryptographic source. */
    static RandomSource secure() {
        SecureRandom random = new SecureRandom();
        return random::nextBytes;
    }
}
