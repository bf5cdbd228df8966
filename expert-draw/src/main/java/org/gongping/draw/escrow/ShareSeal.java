package org.gongping.draw.escrow;

import java.util.Optional;
import org.gongping.core.seal.SealedBox;
import org.gongping.draw.protocol.DrawId;
import org.gongping.draw.protocol.Octets;

/**
 * Seals a share to its holder as a {@link SealedBox}, whose {@code info} names draw, party and commitment, so that a
 * share opens nowhere else.
 */
public final class ShareSeal {
    private static final byte[] LABEL = Octets.utf8("VED1/escrow\0");

    private ShareSeal() {}

    static byte[] info(DrawId draw, String party, byte[] commitment) {
        return Octets.concat(LABEL, Octets.lp(draw.toString()), Octets.lp(party), commitment);
    }

    /** The public key of a holder's secret key, 32 bytes each. */
    public static byte[] publicKey(byte[] secretKey) {
        return SealedBox.publicKey(secretKey);
    }

    /**
     * Seals a share.
     *
     * @param holderKey X25519 public key, 32 bytes
     * @throws IllegalArgumentException for a key under which nothing can be sealed
     */
    public static byte[] seal(byte[] share, byte[] holderKey, DrawId draw, String party, byte[] commitment) {
        return SealedBox.seal(share, holderKey, info(draw, party, commitment));
    }

    /** Opens a share with the holder's secret key; nothing when it was not sealed to it for this draw and party. */
    public static Optional<byte[]> open(byte[] sealed, byte[] secretKey, DrawId draw, String party, byte[] commitment) {
        return SealedBox.open(sealed, secretKey, info(draw, party, commitment));
    }
}
