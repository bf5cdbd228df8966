package org.gongping.draw.escrow;

import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.gongping.draw.protocol.DrawId;
import org.gongping.draw.protocol.Octets;

/**
 * Seals a share to its holder: HPKE (RFC 9180), base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM, no
 * associated data; {@code info} names draw, party and commitment, so that a share opens nowhere else. A sealed share is
 * the encapsulated key (32 bytes) and the ciphertext.
 */
public final class ShareSeal {
    private static final int KEY_BYTES = 32;
    private static final byte[] LABEL = Octets.utf8("VED1/escrow\0");
    private static final byte[] NO_DATA = {};

    private ShareSeal() {}

    private static HPKE hpke() {
        return new HPKE(HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_AES_GCM256);
    }

    static byte[] info(DrawId draw, String party, byte[] commitment) {
        return Octets.concat(LABEL, Octets.lp(draw.toString()), Octets.lp(party), commitment);
    }

    /** The public key of a holder's secret key, 32 bytes each. */
    public static byte[] publicKey(byte[] secretKey) {
        return new X25519PrivateKeyParameters(secretKey).generatePublicKey().getEncoded();
    }

    /**
     * Seals a share.
     *
     * @param holderKey X25519 public key, 32 bytes
     * @throws IllegalArgumentException for a key under which nothing can be sealed
     */
    public static byte[] seal(byte[] share, byte[] holderKey, DrawId draw, String party, byte[] commitment) {
        HPKE hpke = hpke();
        try {
            byte[][] sealed = hpke.seal(
                    hpke.deserializePublicKey(holderKey),
                    info(draw, party, commitment),
                    NO_DATA,
                    share,
                    null,
                    null,
                    null);
            return Octets.concat(sealed[1], sealed[0]);
        } catch (InvalidCipherTextException | IllegalStateException e) {
            throw new IllegalArgumentException("nothing can be sealed to this key", e);
        }
    }

    /** Opens a share with the holder's secret key; nothing when it was not sealed to it for this draw and party. */
    public static Optional<byte[]> open(byte[] sealed, byte[] secretKey, DrawId draw, String party, byte[] commitment) {
        if (sealed.length < KEY_BYTES) {
            return Optional.empty();
        }
        HPKE hpke = hpke();
        AsymmetricCipherKeyPair pair = hpke.deserializePrivateKey(secretKey, publicKey(secretKey));
        try {
            return Optional.of(hpke.open(
                    Arrays.copyOf(sealed, KEY_BYTES),
                    pair,
                    info(draw, party, commitment),
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
