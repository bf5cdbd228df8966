package org.gongping.draw.vrf;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/** A point of edwards25519 in extended coordinates (RFC 8032 §5.1): x = X/Z, y = Y/Z, xy = T/Z. */
final class EdwardsPoint {
    private static final int BITS = 256;
    private static final BigInteger PRIME = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

    private static final long[] D = constant(
            BigInteger.valueOf(-121665).multiply(BigInteger.valueOf(121666).modInverse(PRIME)));
    private static final long[] TWICE_D = Field25519.add(D, D);
    private static final long[] ROOT_OF_MINUS_ONE =
            constant(BigInteger.TWO.modPow(PRIME.subtract(BigInteger.ONE).shiftRight(2), PRIME));

    /** The generator B: y = 4/5, x even. */
    static final EdwardsPoint BASE = decode(
                    encodeY(BigInteger.valueOf(4).multiply(BigInteger.valueOf(5).modInverse(PRIME))))
            .orElseThrow();

    private final long[] x;
    private final long[] y;
    private final long[] z;
    private final long[] t;

    private EdwardsPoint(long[] x, long[] y, long[] z, long[] t) {
        this.x = x;
        this.y = y;
        this.z = z;
        this.t = t;
    }

    private static long[] constant(BigInteger value) {
        return Field25519.of(encodeY(value));
    }

    private static byte[] encodeY(BigInteger value) {
        byte[] big = value.mod(PRIME).toByteArray();
        byte[] little = new byte[Field25519.BYTES];
        for (int i = 0; i < Math.min(big.length, little.length); i++) {
            little[i] = big[big.length - 1 - i];
        }
        return little;
    }

    static EdwardsPoint identity() {
        return new EdwardsPoint(Field25519.zero(), Field25519.one(), Field25519.one(), Field25519.zero());
    }

    /** RFC 8032 §5.1.3; nothing for bytes that are no point, or a point in another than its canonical form. */
    static Optional<EdwardsPoint> decode(byte[] bytes) {
        if (bytes.length != Field25519.BYTES) {
            return Optional.empty();
        }
        int sign = bytes[Field25519.BYTES - 1] >>> 7 & 1;
        byte[] withoutSign = bytes.clone();
        withoutSign[Field25519.BYTES - 1] &= 0x7f;
        long[] y = Field25519.of(withoutSign);
        if (!Arrays.equals(Field25519.bytes(y), withoutSign)) {
            return Optional.empty();
        }
        long[] ySquared = Field25519.square(y);
        long[] u = Field25519.subtract(ySquared, Field25519.one());
        long[] v = Field25519.add(Field25519.multiply(D, ySquared), Field25519.one());
        long[] v3 = Field25519.multiply(Field25519.square(v), v);
        long[] v7 = Field25519.multiply(Field25519.square(v3), v);
        long[] x = Field25519.multiply(Field25519.multiply(u, v3), Field25519.rootPower(Field25519.multiply(u, v7)));
        long[] check = Field25519.multiply(v, Field25519.square(x));
        if (!Field25519.areEqual(check, u)) {
            if (!Field25519.isZero(Field25519.add(check, u))) {
                return Optional.empty();
            }
            x = Field25519.multiply(x, ROOT_OF_MINUS_ONE);
        }
        if (Field25519.isZero(x) && sign == 1) {
            return Optional.empty();
        }
        if (Field25519.lowestBit(x) != sign) {
            x = Field25519.subtract(Field25519.zero(), x);
        }
        return Optional.of(new EdwardsPoint(x, y, Field25519.one(), Field25519.multiply(x, y)));
    }

    byte[] encode() {
        long[] inverse = Field25519.inverse(z);
        byte[] bytes = Field25519.bytes(Field25519.multiply(y, inverse));
        int sign = Field25519.lowestBit(Field25519.multiply(x, inverse));
        bytes[Field25519.BYTES - 1] |= (byte) (sign << 7);
        return bytes;
    }

    /** The complete addition law: holds for equal points and for the identity too. */
    EdwardsPoint add(EdwardsPoint other) {
        long[] a = Field25519.multiply(Field25519.subtract(y, x), Field25519.subtract(other.y, other.x));
        long[] b = Field25519.multiply(Field25519.add(y, x), Field25519.add(other.y, other.x));
        long[] c = Field25519.multiply(Field25519.multiply(t, other.t), TWICE_D);
        long[] zz = Field25519.multiply(z, other.z);
        long[] d = Field25519.add(zz, zz);
        long[] e = Field25519.subtract(b, a);
        long[] f = Field25519.subtract(d, c);
        long[] g = Field25519.add(d, c);
        long[] h = Field25519.add(b, a);
        return new EdwardsPoint(
                Field25519.multiply(e, f),
                Field25519.multiply(g, h),
                Field25519.multiply(f, g),
                Field25519.multiply(e, h));
    }

    EdwardsPoint negate() {
        return new EdwardsPoint(
                Field25519.subtract(Field25519.zero(), x), y, z, Field25519.subtract(Field25519.zero(), t));
    }

    /** Scalar times this point, by the same steps for every scalar. Changes neither. */
    EdwardsPoint multiply(byte[] scalar) {
        EdwardsPoint low = identity();
        EdwardsPoint high = new EdwardsPoint(x.clone(), y.clone(), z.clone(), t.clone());
        for (int i = BITS - 1; i >= 0; i--) {
            int bit = scalar[i / 8] >>> (i % 8) & 1;
            swapIf(bit, low, high);
            high = high.add(low);
            low = low.add(low);
            swapIf(bit, low, high);
        }
        return low;
    }

    private static void swapIf(int bit, EdwardsPoint a, EdwardsPoint b) {
        Field25519.swapIf(bit, a.x, b.x);
        Field25519.swapIf(bit, a.y, b.y);
        Field25519.swapIf(bit, a.z, b.z);
        Field25519.swapIf(bit, a.t, b.t);
    }

    /** Eight times this point. */
    EdwardsPoint timesCofactor() {
        EdwardsPoint twice = add(this);
        EdwardsPoint four = twice.add(twice);
        return four.add(four);
    }

    boolean isIdentity() {
        return Field25519.isZero(x) && Field25519.areEqual(y, z);
    }
}
