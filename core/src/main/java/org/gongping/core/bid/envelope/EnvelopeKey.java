package org.gongping.core.bid.envelope;

import java.security.MessageDigest;
import java.util.List;
import org.gongping.core.Sha256;
import org.gongping.core.seal.SealedBox;
import org.gongping.core.seal.Shamir;

/** The ways to the content key of an envelope. Each ends with a key that matches its commitment, or with a fault. */
public final class EnvelopeKey {
    private EnvelopeKey() {}

    static byte[] bidderInfo(byte[] core) {
        return Octets.concat(Octets.utf8("GPE1/bidder\0"), core);
    }

    static byte[] shareInfo(byte[] core, int number) {
        return Octets.concat(Octets.utf8("GPE1/share\0"), core, new byte[] {(byte) number});
    }

    static byte[] check(byte[] id, byte[] share) {
        return Sha256.of(Octets.utf8("GPE1/check\0"), id, share);
    }

    /** Whether this is the key under which the envelope was sealed. */
    public static boolean matches(EnvelopeHeader header, byte[] key) {
        return key.length == ContentKeys.KEY_BYTES
                && ContentKeys.of(key, header.id()).matches(header.commit());
    }

    /**
     * The content key, by the bidder's private key.
     *
     * @param secretKey X25519, 32 bytes
     * @throws MalformedEnvelope BOX when it was not sealed to this key, COMMIT when it was sealed wrongly
     */
    public static byte[] open(EnvelopeHeader header, byte[] secretKey) throws MalformedEnvelope {
        byte[] key = SealedBox.open(header.bidderBox(), secretKey, bidderInfo(header.core()))
                .orElseThrow(() -> new MalformedEnvelope(EnvelopeFault.BOX));
        return matching(header, key);
    }

    /**
     * A holder's share.
     *
     * @param number from 1
     * @param secretKey X25519, 32 bytes
     * @throws MalformedEnvelope BOX when it was not sealed to this key, SHARE when it is not the one that was announced
     */
    public static byte[] share(EnvelopeHeader header, int number, byte[] secretKey) throws MalformedEnvelope {
        EnvelopeHeader.Share share = header.escrow().orElseThrow().shares().get(number - 1);
        byte[] opened = SealedBox.open(share.box(), secretKey, shareInfo(header.core(), number))
                .orElseThrow(() -> new MalformedEnvelope(EnvelopeFault.BOX));
        if (!isShare(header, number, opened)) {
            throw new MalformedEnvelope(EnvelopeFault.SHARE);
        }
        return opened;
    }

    /** Whether this is the share of that number which was sealed. */
    public static boolean isShare(EnvelopeHeader header, int number, byte[] share) {
        return share.length == Shamir.SHARE_BYTES
                && number >= 1
                && number <= header.escrow().orElseThrow().shares().size()
                && share[0] == number
                && MessageDigest.isEqual(
                        check(header.id(), share),
                        header.escrow().orElseThrow().shares().get(number - 1).check());
    }

    /**
     * The content key out of shares.
     *
     * @throws MalformedEnvelope SHARE when these are too few, not all different or not those that were sealed, COMMIT when
     *     the bidder has sealed shares of something else
     */
    public static byte[] join(EnvelopeHeader header, List<byte[]> shares) throws MalformedEnvelope {
        boolean isSound = header.escrow().isPresent()
                && shares.size() >= header.escrow().get().k()
                && shares.stream().allMatch(share -> share.length > 0 && isShare(header, share[0], share));
        if (!isSound) {
            throw new MalformedEnvelope(EnvelopeFault.SHARE);
        }
        byte[] key = Shamir.join(shares).orElseThrow(() -> new MalformedEnvelope(EnvelopeFault.SHARE));
        return matching(header, key);
    }

    private static byte[] matching(EnvelopeHeader header, byte[] key) throws MalformedEnvelope {
        if (!matches(header, key)) {
            throw new MalformedEnvelope(EnvelopeFault.COMMIT);
        }
        return key;
    }
}
