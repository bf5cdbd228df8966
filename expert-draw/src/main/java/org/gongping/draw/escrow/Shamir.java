package org.gongping.draw.escrow;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

/**
 * Secrets of 32 bytes in three shares, of which any two give the secret and one gives nothing (A. Shamir, 1979), byte
 * by byte over GF(256) with the polynomial x^8 + x^4 + x^3 + x + 1. A share is its number and 32 bytes; the numbers are
 * those of the holders: 1 agent, 2 outside, 3 supervisor.
 */
public final class Shamir {
    public static final int SHARES = 3;
    public static final int SHARE_BYTES = 33;

    private static final int SECRET_BYTES = 32;
    private static final int POLYNOMIAL = 0x11b;

    private Shamir() {}

    /** Three shares, in the order of the holders. */
    public static byte[][] split(byte[] secret, SecureRandom random) {
        if (secret.length != SECRET_BYTES) {
            throw new IllegalArgumentException("a secret has 32 bytes, not " + secret.length);
        }
        byte[] slope = new byte[SECRET_BYTES];
        random.nextBytes(slope);
        byte[][] shares = new byte[SHARES][SHARE_BYTES];
        for (int number = 1; number <= SHARES; number++) {
            byte[] share = shares[number - 1];
            share[0] = (byte) number;
            for (int i = 0; i < SECRET_BYTES; i++) {
                share[i + 1] = (byte) (secret[i] ^ multiply(slope[i] & 0xff, number));
            }
        }
        return shares;
    }

    /** The secret of two shares; nothing when these are not two different shares. */
    public static Optional<byte[]> join(byte[] first, byte[] second) {
        if (!isShare(first) || !isShare(second) || first[0] == second[0]) {
            return Optional.empty();
        }
        int x = first[0];
        int y = second[0];
        // The line through both points, at 0: (first · y + second · x) / (x + y).
        int inverse = inverse(x ^ y);
        byte[] secret = new byte[SECRET_BYTES];
        for (int i = 0; i < SECRET_BYTES; i++) {
            int sum = multiply(first[i + 1] & 0xff, y) ^ multiply(second[i + 1] & 0xff, x);
            secret[i] = (byte) multiply(sum, inverse);
        }
        return Optional.of(secret);
    }

    private static boolean isShare(byte[] share) {
        return share.length == SHARE_BYTES && share[0] >= 1 && share[0] <= SHARES;
    }

    /** By the same steps for every value. */
    private static int multiply(int a, int b) {
        int product = 0;
        int shifted = a;
        for (int bit = 0; bit < 8; bit++) {
            product ^= -(b >> bit & 1) & shifted;
            shifted = shifted << 1 ^ (-(shifted >> 7 & 1) & POLYNOMIAL);
        }
        return product;
    }

    /** a^254. */
    private static int inverse(int a) {
        int power = 1;
        for (int bit = 7; bit >= 0; bit--) {
            power = multiply(power, power);
            if (bit > 0) {
                power = multiply(power, a);
            }
        }
        return power;
    }

    /** Overwrites what must not stay in memory. */
    public static void wipe(byte[]... secrets) {
        for (byte[] secret : secrets) {
            Arrays.fill(secret, (byte) 0);
        }
    }
}
