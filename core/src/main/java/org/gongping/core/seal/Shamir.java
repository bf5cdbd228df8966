package org.gongping.core.seal;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Secrets of 32 bytes in n shares, of which any k give the secret and k − 1 give nothing (A. Shamir, 1979), byte by byte
 * over GF(256) with the polynomial x^8 + x^4 + x^3 + x + 1. A share is its number, from 1, and 32 bytes.
 */
public final class Shamir {
    public static final int SHARE_BYTES = 33;

    private static final int SECRET_BYTES = 32;
    private static final int POLYNOMIAL = 0x11b;

    private Shamir() {}

    /**
     * n shares, in the order of their numbers.
     *
     * @param k from 2 to n
     * @param n at most 255
     */
    public static byte[][] split(byte[] secret, int k, int n, SecureRandom random) {
        if (secret.length != SECRET_BYTES || k < 2 || n < k || n > 255) {
            throw new IllegalArgumentException("no " + k + " of " + n + " shares of " + secret.length + " bytes");
        }
        byte[][] coefficients = new byte[k][];
        coefficients[0] = secret;
        for (int degree = 1; degree < k; degree++) {
            coefficients[degree] = new byte[SECRET_BYTES];
            random.nextBytes(coefficients[degree]);
        }
        byte[][] shares = new byte[n][SHARE_BYTES];
        for (int number = 1; number <= n; number++) {
            shares[number - 1][0] = (byte) number;
            for (int i = 0; i < SECRET_BYTES; i++) {
                int value = 0;
                for (int degree = k - 1; degree >= 0; degree--) {
                    value = multiply(value, number) ^ coefficients[degree][i] & 0xff;
                }
                shares[number - 1][i + 1] = (byte) value;
            }
        }
        for (int degree = 1; degree < k; degree++) {
            wipe(coefficients[degree]);
        }
        return shares;
    }

    /** The secret that these shares give, if they are k of it; nothing when they are not all shares, and different ones. */
    public static Optional<byte[]> join(List<byte[]> shares) {
        Set<Byte> numbers = new HashSet<>();
        boolean isSound = shares.stream()
                .allMatch(share -> share.length == SHARE_BYTES && share[0] != 0 && numbers.add(share[0]));
        if (!isSound || shares.size() < 2) {
            return Optional.empty();
        }
        byte[] secret = new byte[SECRET_BYTES];
        for (byte[] share : shares) {
            // Lagrange at 0: the product of the others' numbers over their differences from this one.
            int weight = 1;
            for (byte[] other : shares) {
                if (other != share) {
                    int difference = (other[0] ^ share[0]) & 0xff;
                    weight = multiply(weight, multiply(other[0] & 0xff, inverse(difference)));
                }
            }
            for (int i = 0; i < SECRET_BYTES; i++) {
                secret[i] ^= (byte) multiply(share[i + 1] & 0xff, weight);
            }
        }
        return Optional.of(secret);
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
