package org.gongping.core.seal;

import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;

/**
 * Seals a few bytes to whoever has the secret key: HPKE (RFC 9180), base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256,
 * AES-256-GCM, no associated data. {@code info} says what the bytes are for; they open under no other. A sealed box is
 * the encapsulated key (32 bytes) and the ciphertext.
 */
public final class SealedBox {
    private static final int KEY_BYTES = 32;
    private static final byte[] NO_DATA = {};

    private SealedBox() {}

    private static HPKE hpke() {
        return new HPKE(HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_AES_GCM256);
    }

    /** The public key of a secret key, 32 bytes each. */
    public static byte[] publicKey(byte[] secretKey) {
        return new X25519PrivateKeyParameters(secretKey).generatePublicKey().getEncoded();
    }

    /**
     * Seals bytes.
     *
     * @param publicKey X25519, 32 bytes
     * @throws IllegalArgumentException for a key under which nothing can be sealed
     */
    public static byte[] seal(byte[] plain, byte[] publicKey, byte[] info) {
        HPKE hpke = hpke();
        try {
            byte[][] sealed = hpke.seal(hpke.deserializePublicKey(publicKey), info, NO_DATA, plain, null, null, null);
            byte[] box = Arrays.copyOf(sealed[1], sealed[1].length + sealed[0].length);
            System.arraycopy(sealed[0], 0, box, sealed[1].length, sealed[0].length);
            return box;
        } catch (InvalidCipherTextException | IllegalStateException e) {
            throw new IllegalArgumentException("nothing can be sealed to this key", e);
        }
    }

    /** Opens a box; nothing when it was not sealed to this key under this info. */
    public static Optional<byte[]> open(byte[] sealed, byte[] secretKey, byte[] info) {
        if (sealed.length < KEY_BYTES) {
            return Optional.empty();
        }
        HPKE hpke = hpke();
        AsymmetricCipherKeyPair pair = hpke.deserializePrivateKey(secretKey, publicKey(secretKey));
        try {
            return Optional.of(hpke.open(
                    Arrays.copyOf(sealed, KEY_BYTES),
                    pair,
                    info,
                    NO_DATA,
                    Arrays.copyOfRange(sealed, KEY_BYTES, sealed.length),
                    null,
                    null,
                    null));
        } catch (InvalidCipherTextException | IllegalArgumentException | IllegalStateException e) {
            return Optional.empty();
        }
    }
}
