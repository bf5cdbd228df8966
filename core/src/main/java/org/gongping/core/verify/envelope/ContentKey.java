package org.gongping.core.verify.envelope;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gongping.core.verify.Sha256;

/**
 * The content key K of an envelope, once it has matched its commitment, and what follows from it.
 *
 * @param chunks key of the chunks
 * @param salt of the commitment to the plaintext
 */
record ContentKey(byte[] chunks, byte[] salt) {
    private static final byte[] LABEL = Octets.ascii("gongping-envelope/1");

    /** @param key K itself, of any length */
    static ContentKey of(Header header, byte[] key) throws Broken {
        byte[] prk = Hkdf.extract(LABEL, key);
        boolean isIt =
                key.length == Sha256.LENGTH && MessageDigest.isEqual(expand(prk, "commit", header), header.commit());
        if (!isIt) {
            throw Broken.of(Rule.COMMIT, "commit");
        }
        return new ContentKey(expand(prk, "key", header), expand(prk, "salt", header));
    }

    /** @param secretKey of the bidder, X25519, 32 bytes */
    static byte[] ofBidder(Header header, byte[] secretKey) throws Broken {
        byte[] info = Octets.join(Octets.ascii("GPE1/bidder\0"), header.core());
        return Hpke.open(header.bidder().sealed(), secretKey, info)
                .orElseThrow(() -> Broken.of(Rule.BOX, "header.bidder.box"));
    }

    /**
     * A holder's share.
     *
     * @param number from 1
     * @param secretKey of the holder, X25519, 32 bytes
     */
    static byte[] share(Header header, int number, byte[] secretKey) throws Broken {
        byte[] info = Octets.join(Octets.ascii("GPE1/share\0"), header.core(), new byte[] {(byte) number});
        Header.Share sealed = shares(header).get(number - 1);
        Optional<byte[]> share = Hpke.open(sealed.box().sealed(), secretKey, info);
        return checked(header, number, share.orElseThrow(() -> Broken.of(Rule.BOX, sealed.holder())));
    }

    /** K out of shares: each the one that was sealed, all different, k of them at least. */
    static byte[] join(Header header, List<byte[]> given) throws Broken {
        List<byte[]> shares = new ArrayList<>();
        Set<Byte> numbers = new HashSet<>();
        for (byte[] share : given) {
            shares.add(checked(header, share.length == 0 ? 0 : share[0], share));
            if (!numbers.add(share[0])) {
                throw Broken.of(Rule.SHARE, "number " + share[0] + " twice");
            }
        }
        int k = header.escrow().map(Header.Escrow::k).orElse(Integer.MAX_VALUE);
        if (shares.size() < k) {
            throw Broken.of(Rule.SHARE, header.escrow().isEmpty() ? "no escrow" : shares.size() + " of " + k);
        }
        return Shares.join(shares);
    }

    private static byte[] checked(Header header, int number, byte[] share) throws Broken {
        List<Header.Share> all = shares(header);
        boolean isIt = share.length == Shares.LENGTH
                && number >= 1
                && number <= all.size()
                && share[0] == number
                && Arrays.equals(
                        Sha256.of(Octets.ascii("GPE1/check\0"), header.id(), share),
                        all.get(number - 1).check());
        if (!isIt) {
            throw Broken.of(Rule.SHARE, "number " + number);
        }
        return share;
    }

    private static List<Header.Share> shares(Header header) {
        return header.escrow().map(Header.Escrow::shares).orElse(List.of());
    }

    private static byte[] expand(byte[] prk, String use, Header header) {
        return Hkdf.expand(prk, Octets.join(Octets.ascii(use), header.id()), Sha256.LENGTH);
    }
}
