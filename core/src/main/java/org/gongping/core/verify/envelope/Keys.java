package org.gongping.core.verify.envelope;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * With what an envelope is to be opened. Every way that is given is gone, and all must end at the one key of the
 * commitment.
 *
 * @param content the content key itself
 * @param secrets X25519, 32 bytes each: the bidder's, or those of holders
 * @param shares as they were opened by their holders, 33 bytes each
 */
public record Keys(Optional<byte[]> content, List<byte[]> secrets, List<byte[]> shares) {
    public Keys {
        secrets = List.copyOf(secrets);
        shares = List.copyOf(shares);
    }

    public static Keys none() {
        return new Keys(Optional.empty(), List.of(), List.of());
    }

    boolean isEmpty() {
        return content.isEmpty() && secrets.isEmpty() && shares.isEmpty();
    }

    /** @throws Broken when one of the ways does not lead to it */
    ContentKey open(Header header) throws Broken {
        List<byte[]> found = new ArrayList<>();
        content.ifPresent(found::add);
        List<byte[]> joined = new ArrayList<>(shares);
        for (byte[] secret : secrets) {
            byte[] publicKey = Hpke.publicKey(secret);
            int number = holder(header, publicKey);
            if (Arrays.equals(publicKey, header.bidder().key())) {
                found.add(ContentKey.ofBidder(header, secret));
            } else if (number > 0) {
                joined.add(ContentKey.share(header, number, secret));
            } else {
                throw Broken.of(Rule.BOX, "not sealed to " + HexFormat.of().formatHex(publicKey));
            }
        }
        if (!joined.isEmpty()) {
            found.add(ContentKey.join(header, joined));
        }
        ContentKey key = null;
        for (byte[] each : found) {
            key = ContentKey.of(header, each);
        }
        return key;
    }

    /** Number of the holder with this key; 0 for nobody. */
    private static int holder(Header header, byte[] publicKey) {
        List<Header.Share> all = header.escrow().map(Header.Escrow::shares).orElse(List.of());
        for (int i = 0; i < all.size(); i++) {
            if (Arrays.equals(all.get(i).box().key(), publicKey)) {
                return i + 1;
            }
        }
        return 0;
    }
}
