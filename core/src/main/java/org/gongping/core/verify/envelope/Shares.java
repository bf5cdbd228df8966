package org.gongping.core.verify.envelope;

import java.util.List;

/**
 * Joins shares of Shamir's scheme over GF(256) with x^8 + x^4 + x^3 + x + 1: the value at 0 of the polynomial through all of
 * them (Lagrange). It computes with logarithms to the base 3, which generates the field.
 */
final class Shares {
    /** A number and the values of 32 bytes. */
    static final int LENGTH = 33;

    private static final int POLYNOMIAL = 0x11b;
    private static final int ORDER = 255;
    private static final int[] POWER = new int[ORDER];
    private static final int[] LOG = new int[ORDER + 1];

    static {
        int value = 1;
        for (int exponent = 0; exponent < ORDER; exponent++) {
            POWER[exponent] = value;
            LOG[value] = exponent;
            int doubled = value << 1;
            value ^= doubled > ORDER ? doubled ^ POLYNOMIAL : doubled;
        }
    }

    private Shares() {}

    /** @param shares with different numbers, none of them 0 */
    static byte[] join(List<byte[]> shares) {
        byte[] secret = new byte[LENGTH - 1];
        for (byte[] share : shares) {
            int weight = 0;
            for (byte[] other : shares) {
                if (other[0] != share[0]) {
                    weight += LOG[other[0] & 0xff] - LOG[(other[0] ^ share[0]) & 0xff];
                }
            }
            for (int i = 0; i < secret.length; i++) {
                int value = share[i + 1] & 0xff;
                if (value != 0) {
                    secret[i] ^= (byte) POWER[Math.floorMod(LOG[value] + weight, ORDER)];
                }
            }
        }
        return secret;
    }
}
