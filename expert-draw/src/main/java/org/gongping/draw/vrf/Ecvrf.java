package org.gongping.draw.vrf;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/**
 * ECVRF-EDWARDS25519-SHA512-TAI (RFC 9381 §5, suite string 0x03): for one key and one input there is exactly one
 * output, and whoever has the public key can check it.
 */
public final class Ecvrf {
    static final int KEY_BYTES = 32;
    private static final int CHALLENGE_BYTES = 16;
    private static final int PROOF_BYTES = 80;
    private static final int TRIES = 256;

    private static final byte[] ENCODE = {3, 1};
    private static final byte[] CHALLENGE = {3, 2};
    private static final byte[] OUTPUT = {3, 3};
    private static final byte[] END = {0};

    private static final BigInteger ORDER =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

    private Ecvrf() {}

    /** Whether a public key allows only one output for each input (RFC 9381 §5.4.5): a point, not of small order. */
    public static boolean isKey(byte[] publicKey) {
        return key(publicKey).isPresent();
    }

    private static Optional<EdwardsPoint> key(byte[] publicKey) {
        return EdwardsPoint.decode(publicKey)
                .filter(point -> !point.timesCofactor().isIdentity());
    }

    /** The output that a proof shows; nothing when the proof does not hold (RFC 9381 §5.3, key validated). */
    public static Optional<byte[]> verify(byte[] publicKey, byte[] alpha, byte[] pi) {
        Optional<EdwardsPoint> key = key(publicKey);
        if (key.isEmpty() || pi.length != PROOF_BYTES) {
            return Optional.empty();
        }
        Optional<EdwardsPoint> gamma = EdwardsPoint.decode(Arrays.copyOf(pi, KEY_BYTES));
        byte[] c = Arrays.copyOf(Arrays.copyOfRange(pi, KEY_BYTES, KEY_BYTES + CHALLENGE_BYTES), KEY_BYTES);
        byte[] s = Arrays.copyOfRange(pi, KEY_BYTES + CHALLENGE_BYTES, PROOF_BYTES);
        if (gamma.isEmpty() || number(s).compareTo(ORDER) >= 0) {
            return Optional.empty();
        }
        EdwardsPoint h = encodeToCurve(publicKey, alpha);
        EdwardsPoint u = EdwardsPoint.BASE.multiply(s).add(key.get().multiply(c).negate());
        EdwardsPoint v = h.multiply(s).add(gamma.get().multiply(c).negate());
        byte[] expected = challenge(publicKey, h, gamma.get(), u, v);
        return Arrays.equals(expected, Arrays.copyOf(c, CHALLENGE_BYTES))
                ? Optional.of(output(gamma.get()))
                : Optional.empty();
    }

    /**
     * Try-and-increment (RFC 9381 §5.4.1.1).
     *
     * @throws IllegalStateException after 256 tries, which happens with probability 2^-256
     */
    static EdwardsPoint encodeToCurve(byte[] publicKey, byte[] alpha) {
        for (int counter = 0; counter < TRIES; counter++) {
            byte[] hash = sha512(ENCODE, publicKey, alpha, new byte[] {(byte) counter}, END);
            Optional<EdwardsPoint> point = EdwardsPoint.decode(Arrays.copyOf(hash, KEY_BYTES))
                    .map(EdwardsPoint::timesCofactor)
                    .filter(found -> !found.isIdentity());
            if (point.isPresent()) {
                return point.get();
            }
        }
        throw new IllegalStateException("no point in 256 tries");
    }

    static byte[] challenge(byte[] publicKey, EdwardsPoint h, EdwardsPoint gamma, EdwardsPoint u, EdwardsPoint v) {
        byte[] hash = sha512(CHALLENGE, publicKey, h.encode(), gamma.encode(), u.encode(), v.encode(), END);
        return Arrays.copyOf(hash, CHALLENGE_BYTES);
    }

    static byte[] output(EdwardsPoint gamma) {
        return sha512(OUTPUT, gamma.timesCofactor().encode(), END);
    }

    static byte[] sha512(byte[]... parts) {
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

    /** A little-endian number. */
    static BigInteger number(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return new BigInteger(1, reversed);
    }

    /** The number modulo the group's order, in 32 bytes, little-endian. */
    static byte[] scalar(BigInteger number) {
        byte[] big = number.mod(ORDER).toByteArray();
        byte[] little = new byte[KEY_BYTES];
        for (int i = 0; i < Math.min(big.length, KEY_BYTES); i++) {
            little[i] = big[big.length - 1 - i];
        }
        return little;
    }
}
