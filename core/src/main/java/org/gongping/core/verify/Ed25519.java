package org.gongping.core.verify;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;

/**
 * Ed25519 with the edge cases decided, so that all verifiers of a log say the same of the same bytes: the equation of
 * RFC 8032 §5.1.7 without the cofactor; S below the group order; A and R in their one canonical encoding (§5.1.3); no
 * key of small order, under which one signature fits many messages.
 */
public final class Ed25519 {
    static final int KEY_LENGTH = 32;
    static final int SIGNATURE_LENGTH = 64;

    private static final BigInteger FIELD = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    private static final BigInteger ORDER =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

    /** The canonical encodings of the eight points whose order divides 8. */
    private static final Set<String> SMALL_ORDER = Set.of(
            "0000000000000000000000000000000000000000000000000000000000000000",
            "0000000000000000000000000000000000000000000000000000000000000080",
            "0100000000000000000000000000000000000000000000000000000000000000",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");

    private Ed25519() {}

    /** Whether a signature holds; false also for bytes that are no key or no signature. */
    public static boolean verify(byte[] key, byte[] message, byte[] signature) {
        if (!isKey(key) || signature.length != SIGNATURE_LENGTH) {
            return false;
        }
        byte[] r = Arrays.copyOf(signature, KEY_LENGTH);
        byte[] s = Arrays.copyOfRange(signature, KEY_LENGTH, SIGNATURE_LENGTH);
        if (!isCanonical(r) || littleEndian(s).compareTo(ORDER) >= 0) {
            return false;
        }
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(publicKey(key));
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            // Not a point of the curve.
            return false;
        }
    }

    /** Whether these bytes may stand for a key at all. */
    public static boolean isKey(byte[] key) {
        return key.length == KEY_LENGTH
                && isCanonical(key)
                && !SMALL_ORDER.contains(HexFormat.of().formatHex(key));
    }

    private static PublicKey publicKey(byte[] key) throws GeneralSecurityException {
        var point = new EdECPoint(isOdd(key), yOf(key));
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
    }

    /** y below the field prime, and no "negative zero" where x is 0, that is y = ±1. */
    private static boolean isCanonical(byte[] point) {
        BigInteger y = yOf(point);
        boolean xIsZero = y.equals(BigInteger.ONE) || y.equals(FIELD.subtract(BigInteger.ONE));
        return y.compareTo(FIELD) < 0 && !(xIsZero && isOdd(point));
    }

    private static boolean isOdd(byte[] point) {
        return (point[KEY_LENGTH - 1] & 0x80) != 0;
    }

    private static BigInteger yOf(byte[] point) {
        byte[] y = point.clone();
        y[KEY_LENGTH - 1] &= 0x7f;
        return littleEndian(y);
    }

    private static BigInteger littleEndian(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return new BigInteger(1, reversed);
    }
}
