package org.gongping.core.audit.note;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;

/** Ed25519 (RFC 8032) over raw keys of 32 bytes, as notes carry them. */
final class Ed25519 {
    static final int KEY_BYTES = 32;
    static final int SIGNATURE_BYTES = 64;

    /** SubjectPublicKeyInfo up to the key itself (RFC 8410 §4). */
    private static final byte[] PUBLIC_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final BigInteger PRIME = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

    /** The y of a point whose order is 8; its negative is that of the others. */
    private static final BigInteger EIGHTH =
            number(HexFormat.of().parseHex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"));

    private static final Set<BigInteger> SMALL_ORDER =
            Set.of(BigInteger.ZERO, BigInteger.ONE, PRIME.subtract(BigInteger.ONE), EIGHTH, PRIME.subtract(EIGHTH));

    private Ed25519() {}

    /** A key pair: the secret seed and the public key, 32 bytes each. */
    record Pair(byte[] seed, byte[] publicKey) {
        static Pair generate(SecureRandom random) {
            byte[] seed = new byte[KEY_BYTES];
            random.nextBytes(seed);
            return of(seed);
        }

        static Pair of(byte[] seed) {
            try {
                // The generator takes its seed from the source of randomness and from nowhere else.
                KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
                generator.initialize(NamedParameterSpec.ED25519, new Fixed(seed));
                var pair = generator.generateKeyPair();
                byte[] kept = ((EdECPrivateKey) pair.getPrivate())
                        .getBytes()
                        .orElseThrow(() -> new IllegalStateException("the key does not show its seed"));
                if (!Arrays.equals(kept, seed)) {
                    throw new IllegalStateException("this platform derives Ed25519 keys in another way");
                }
                byte[] encoded = pair.getPublic().getEncoded();
                return new Pair(seed.clone(), Arrays.copyOfRange(encoded, PUBLIC_PREFIX.length, encoded.length));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("this platform has no Ed25519", e);
            }
        }
    }

    private static final class Fixed extends SecureRandom {
        private static final long serialVersionUID = 1L;
        private final byte[] bytes;

        Fixed(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        @Override
        public void nextBytes(byte[] target) {
            System.arraycopy(bytes, 0, target, 0, target.length);
        }
    }

    static byte[] sign(byte[] seed, byte[] message) {
        try {
            PrivateKey key = KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this platform has no Ed25519", e);
        }
    }

    static boolean verifies(byte[] publicKey, byte[] message, byte[] signature) {
        if (signature.length != SIGNATURE_BYTES
                || !isKey(publicKey)
                || !isCanonical(Arrays.copyOf(signature, KEY_BYTES))) {
            return false;
        }
        try {
            byte[] encoded = Arrays.copyOf(PUBLIC_PREFIX, PUBLIC_PREFIX.length + KEY_BYTES);
            System.arraycopy(publicKey, 0, encoded, PUBLIC_PREFIX.length, KEY_BYTES);
            PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(key);
            check.update(message);
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Under a key of small order one signature fits many messages. */
    private static boolean isKey(byte[] key) {
        return isCanonical(key) && !SMALL_ORDER.contains(y(key));
    }

    /** As RFC 8032 §5.1.2 writes a point: y below the prime, and no sign where x is 0. */
    private static boolean isCanonical(byte[] point) {
        BigInteger y = y(point);
        boolean isNegative = point[KEY_BYTES - 1] < 0;
        boolean xIsZero = y.equals(BigInteger.ONE) || y.equals(PRIME.subtract(BigInteger.ONE));
        return y.compareTo(PRIME) < 0 && !(isNegative && xIsZero);
    }

    private static BigInteger y(byte[] point) {
        return number(point).clearBit(255);
    }

    private static BigInteger number(byte[] littleEndian) {
        byte[] bytes = new byte[littleEndian.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = littleEndian[bytes.length - 1 - i];
        }
        return new BigInteger(1, bytes);
    }
}
