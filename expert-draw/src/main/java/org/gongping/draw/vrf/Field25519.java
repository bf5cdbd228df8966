package org.gongping.draw.vrf;

import java.util.Arrays;

/**
 * Numbers modulo 2^255 − 19 in sixteen limbs of 16 bits. No branch and no array index depends on a value, so that a
 * secret number leaves no trace in the time taken. Limbs may be out of range between operations; {@link #bytes} brings
 * the value into its one form.
 */
final class Field25519 {
    static final int BYTES = 32;

    private static final int LIMBS = 16;
    /** 2^256 = 38 modulo the prime. */
    private static final int FOLD = 38;

    private Field25519() {}

    static long[] zero() {
        return new long[LIMBS];
    }

    static long[] one() {
        long[] one = zero();
        one[0] = 1;
        return one;
    }

    /** Reads 32 bytes, little-endian; the highest bit is not looked at. */
    static long[] of(byte[] bytes) {
        long[] number = zero();
        for (int i = 0; i < LIMBS; i++) {
            number[i] = (bytes[2 * i] & 0xffL) | (bytes[2 * i + 1] & 0xffL) << 8;
        }
        number[LIMBS - 1] &= 0x7fff;
        return number;
    }

    static long[] add(long[] a, long[] b) {
        long[] sum = zero();
        for (int i = 0; i < LIMBS; i++) {
            sum[i] = a[i] + b[i];
        }
        return sum;
    }

    static long[] subtract(long[] a, long[] b) {
        long[] difference = zero();
        for (int i = 0; i < LIMBS; i++) {
            difference[i] = a[i] - b[i];
        }
        return difference;
    }

    static long[] multiply(long[] a, long[] b) {
        long[] wide = new long[2 * LIMBS - 1];
        for (int i = 0; i < LIMBS; i++) {
            for (int j = 0; j < LIMBS; j++) {
                wide[i + j] += a[i] * b[j];
            }
        }
        long[] product = Arrays.copyOf(wide, LIMBS);
        for (int i = LIMBS; i < wide.length; i++) {
            product[i - LIMBS] += FOLD * wide[i];
        }
        carry(product);
        carry(product);
        return product;
    }

    static long[] square(long[] a) {
        return multiply(a, a);
    }

    /** Brings every limb near to 16 bits; the last one's excess comes round to the first. */
    private static void carry(long[] number) {
        for (int i = 0; i < LIMBS; i++) {
            long over = number[i] >> 16;
            number[i] -= over << 16;
            if (i < LIMBS - 1) {
                number[i + 1] += over;
            } else {
                number[0] += FOLD * over;
            }
        }
    }

    /** Exchanges two numbers if {@code bit} is 1. */
    static void swapIf(int bit, long[] a, long[] b) {
        long mask = -(long) bit;
        for (int i = 0; i < LIMBS; i++) {
            long change = mask & (a[i] ^ b[i]);
            a[i] ^= change;
            b[i] ^= change;
        }
    }

    /** a^(2^255 − 21), which is 1/a; 0 for 0. */
    static long[] inverse(long[] a) {
        // All exponent bits from 254 down are 1 but bits 2 and 4.
        long[] power = a.clone();
        for (int bit = 253; bit >= 0; bit--) {
            power = square(power);
            if (bit != 2 && bit != 4) {
                power = multiply(power, a);
            }
        }
        return power;
    }

    /** a^((p − 5) / 8) = a^(2^252 − 3), for square roots (RFC 8032 §5.1.3). */
    static long[] rootPower(long[] a) {
        long[] power = a.clone();
        for (int bit = 250; bit >= 0; bit--) {
            power = square(power);
            if (bit != 1) {
                power = multiply(power, a);
            }
        }
        return power;
    }

    /** The one form of the value: 32 bytes, little-endian, below the prime. */
    static byte[] bytes(long[] a) {
        long[] number = a.clone();
        carry(number);
        carry(number);
        carry(number);
        // At most twice the prime has to go.
        for (int round = 0; round < 2; round++) {
            long[] less = zero();
            less[0] = number[0] - 0xffed;
            for (int i = 1; i < LIMBS; i++) {
                long top = i == LIMBS - 1 ? 0x7fff : 0xffff;
                less[i] = number[i] - top - ((less[i - 1] >> 16) & 1);
                less[i - 1] &= 0xffff;
            }
            int borrow = (int) (less[LIMBS - 1] >> 16) & 1;
            less[LIMBS - 1] &= 0xffff;
            swapIf(1 - borrow, number, less);
        }
        byte[] bytes = new byte[BYTES];
        for (int i = 0; i < LIMBS; i++) {
            bytes[2 * i] = (byte) number[i];
            bytes[2 * i + 1] = (byte) (number[i] >> 8);
        }
        return bytes;
    }

    static boolean areEqual(long[] a, long[] b) {
        return Arrays.equals(bytes(a), bytes(b));
    }

    static boolean isZero(long[] a) {
        return Arrays.equals(bytes(a), new byte[BYTES]);
    }

    static int lowestBit(long[] a) {
        return bytes(a)[0] & 1;
    }
}
