package org.gongping.draw.verify;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/**
 * ECVRF-EDWARDS25519-SHA512-TAI, verification only (RFC 9381 §5.3, §5.4.1.1, §5.4.5), over big integers: nothing here is
 * secret, and reading it beside the RFC is worth more than speed.
 */
final class EcvrfVerifier {
    private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    private static final BigInteger Q =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    private static final BigInteger D = BigInteger.valueOf(-121665)
            .multiply(BigInteger.valueOf(121666).modInverse(P))
            .mod(P);
    private static final BigInteger ROOT =
            BigInteger.TWO.modPow(P.subtract(BigInteger.ONE).shiftRight(2), P);
    private static final int POINT = 32;
    private static final int CHALLENGE = 16;
    private static final int PROOF = 80;

    private static final Point IDENTITY = new Point(BigInteger.ZERO, BigInteger.ONE);
    private static final Point BASE = decode(encodeNumber(BigInteger.valueOf(4)
                    .multiply(BigInteger.valueOf(5).modInverse(P))
                    .mod(P)))
            .orElseThrow();

    private EcvrfVerifier() {}

    /** A point by its coordinates x and y. */
    private record Point(BigInteger x, BigInteger y) {
        Point plus(Point other) {
            BigInteger product = D.multiply(x)
                    .multiply(other.x)
                    .mod(P)
                    .multiply(y)
                    .mod(P)
                    .multiply(other.y)
                    .mod(P);
            BigInteger newX = x.multiply(other.y)
                    .add(y.multiply(other.x))
                    .multiply(BigInteger.ONE.add(product).modInverse(P));
            BigInteger newY = y.multiply(other.y)
                    .add(x.multiply(other.x))
                    .multiply(BigInteger.ONE.subtract(product).modInverse(P));
            return new Point(newX.mod(P), newY.mod(P));
        }

        Point minus(Point other) {
            return plus(new Point(other.x.negate().mod(P), other.y));
        }

        Point times(BigInteger scalar) {
            Point sum = IDENTITY;
            for (int bit = scalar.bitLength() - 1; bit >= 0; bit--) {
                sum = sum.plus(sum);
                if (scalar.testBit(bit)) {
                    sum = sum.plus(this);
                }
            }
            return sum;
        }

        Point timesCofactor() {
            return times(BigInteger.valueOf(8));
        }

        byte[] encoded() {
            byte[] bytes = encodeNumber(y);
            bytes[POINT - 1] |= (byte) (x.testBit(0) ? 0x80 : 0);
            return bytes;
        }
    }

    /** ECVRF_validate_key: a point whose order does not divide 8. */
    static boolean isValidKey(byte[] key) {
        return decode(key)
                .filter(point -> !point.timesCofactor().equals(IDENTITY))
                .isPresent();
    }

    /** ECVRF_verify: the output, or nothing when the proof is not valid. */
    static Optional<byte[]> verify(byte[] key, byte[] alpha, byte[] proof) {
        if (!isValidKey(key) || proof.length != PROOF) {
            return Optional.empty();
        }
        Point y = decode(key).orElseThrow();
        Optional<Point> gamma = decode(Arrays.copyOf(proof, POINT));
        byte[] challenge = Arrays.copyOfRange(proof, POINT, POINT + CHALLENGE);
        BigInteger c = decodeNumber(challenge);
        BigInteger s = decodeNumber(Arrays.copyOfRange(proof, POINT + CHALLENGE, PROOF));
        if (gamma.isEmpty() || s.compareTo(Q) >= 0) {
            return Optional.empty();
        }
        Point h = encodeToCurve(key, alpha);
        Point u = BASE.times(s).minus(y.times(c));
        Point v = h.times(s).minus(gamma.get().times(c));
        byte[] hash = sha512(
                new byte[] {3, 2}, key, h.encoded(), gamma.get().encoded(), u.encoded(), v.encoded(), new byte[1]);
        if (!Arrays.equals(Arrays.copyOf(hash, CHALLENGE), challenge)) {
            return Optional.empty();
        }
        return Optional.of(sha512(new byte[] {3, 3}, gamma.get().timesCofactor().encoded(), new byte[1]));
    }

    private static Point encodeToCurve(byte[] key, byte[] alpha) {
        for (int counter = 0; counter < 256; counter++) {
            byte[] hash = sha512(new byte[] {3, 1}, key, alpha, new byte[] {(byte) counter}, new byte[1]);
            Optional<Point> point = decode(Arrays.copyOf(hash, POINT))
                    .map(Point::timesCofactor)
                    .filter(found -> !found.equals(IDENTITY));
            if (point.isPresent()) {
                return point.get();
            }
        }
        throw new IllegalStateException("no point in 256 tries");
    }

    /** RFC 8032 §5.1.3. */
    private static Optional<Point> decode(byte[] bytes) {
        if (bytes.length != POINT) {
            return Optional.empty();
        }
        BigInteger number = decodeNumber(bytes);
        boolean odd = number.testBit(255);
        BigInteger y = number.clearBit(255);
        if (y.compareTo(P) >= 0) {
            return Optional.empty();
        }
        BigInteger ySquared = y.multiply(y).mod(P);
        BigInteger u = ySquared.subtract(BigInteger.ONE);
        BigInteger v = D.multiply(ySquared).add(BigInteger.ONE);
        BigInteger xSquared = u.multiply(v.modInverse(P)).mod(P);
        BigInteger x = xSquared.modPow(P.add(BigInteger.valueOf(3)).shiftRight(3), P);
        if (!x.multiply(x).mod(P).equals(xSquared)) {
            x = x.multiply(ROOT).mod(P);
        }
        if (!x.multiply(x).mod(P).equals(xSquared) || (x.signum() == 0 && odd)) {
            return Optional.empty();
        }
        return Optional.of(new Point(x.testBit(0) == odd ? x : P.subtract(x), y));
    }

    private static BigInteger decodeNumber(byte[] littleEndian) {
        return new BigInteger(1, reversed(littleEndian));
    }

    private static byte[] encodeNumber(BigInteger number) {
        byte[] big = number.toByteArray();
        byte[] fixed = new byte[POINT];
        int length = Math.min(big.length, POINT);
        System.arraycopy(big, big.length - length, fixed, POINT - length, length);
        return reversed(fixed);
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }

    private static byte[] sha512(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-512");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-512", e);
        }
    }
}
