package org.gongping.core.verify.envelope;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.KeyAgreement;

/**
 * Opens what HPKE has sealed (RFC 9180): base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM, no associated data,
 * one message. Step by step as the RFC has it, 4.1 and 5.1.
 */
final class Hpke {
    /** Length of an X25519 key, and of the encapsulated key. */
    static final int KEY = 32;

    private static final byte[] KEM = Octets.join(Octets.ascii("KEM"), two(0x0020));
    private static final byte[] SUITE = Octets.join(Octets.ascii("HPKE"), two(0x0020), two(0x0001), two(0x0002));
    private static final byte[] BASE_MODE = {0};
    private static final byte[] NONE = {};
    private static final int SECRET = 32;

    private Hpke() {}

    /**
     * The plaintext of a box (encapsulated key and ciphertext); nothing when it does not open.
     *
     * @param secretKey 32 bytes
     */
    static Optional<byte[]> open(byte[] box, byte[] secretKey, byte[] info) {
        byte[] encapsulated = Arrays.copyOf(box, KEY);
        Optional<byte[]> dh = agree(secretKey, encapsulated);
        if (dh.isEmpty()) {
            return Optional.empty();
        }
        byte[] kemContext = Octets.join(encapsulated, publicKey(secretKey));
        byte[] prk = extract(KEM, NONE, "eae_prk", dh.get());
        byte[] shared = expand(KEM, prk, "shared_secret", kemContext, SECRET);

        byte[] context = Octets.join(
                BASE_MODE, extract(SUITE, NONE, "psk_id_hash", NONE), extract(SUITE, NONE, "info_hash", info));
        byte[] secret = extract(SUITE, shared, "secret", NONE);
        byte[] key = expand(SUITE, secret, "key", context, SECRET);
        // The sequence number of the one message is 0: its nonce is the base nonce (RFC 9180, 5.2).
        byte[] nonce = expand(SUITE, secret, "base_nonce", context, AesGcm.NONCE);
        return AesGcm.open(key, nonce, NONE, Arrays.copyOfRange(box, KEY, box.length));
    }

    /** X25519 with the base point (RFC 7748, 6.1). */
    static byte[] publicKey(byte[] secretKey) {
        byte[] base = new byte[KEY];
        base[0] = 9;
        return agree(secretKey, base).orElseThrow();
    }

    /** Nothing for a point of small order, under which every secret is the same. */
    private static Optional<byte[]> agree(byte[] secretKey, byte[] publicKey) {
        try {
            KeyFactory keys = KeyFactory.getInstance("X25519");
            PrivateKey own = keys.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, secretKey));
            PublicKey other =
                    keys.generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, coordinate(publicKey)));
            KeyAgreement agreement = KeyAgreement.getInstance("X25519");
            agreement.init(own);
            agreement.doPhase(other, true);
            return Optional.of(agreement.generateSecret());
        } catch (InvalidKeyException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no X25519", e);
        }
    }

    /** Little-endian, the highest bit not counted (RFC 7748, 5). */
    private static BigInteger coordinate(byte[] publicKey) {
        byte[] bigEndian = new byte[KEY];
        for (int i = 0; i < KEY; i++) {
            bigEndian[i] = publicKey[KEY - 1 - i];
        }
        bigEndian[0] &= 0x7f;
        return new BigInteger(1, bigEndian);
    }

    private static byte[] extract(byte[] suite, byte[] salt, String label, byte[] material) {
        return Hkdf.extract(salt, Octets.join(Octets.ascii("HPKE-v1"), suite, Octets.ascii(label), material));
    }

    private static byte[] expand(byte[] suite, byte[] prk, String label, byte[] info, int length) {
        byte[] labelled = Octets.join(two(length), Octets.ascii("HPKE-v1"), suite, Octets.ascii(label), info);
        return Hkdf.expand(prk, labelled, length);
    }

    private static byte[] two(int number) {
        return new byte[] {(byte) (number >> 8), (byte) number};
    }
}
