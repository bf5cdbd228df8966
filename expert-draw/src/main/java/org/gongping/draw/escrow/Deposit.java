package org.gongping.draw.escrow;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.gongping.core.seal.Shamir;
import org.gongping.draw.protocol.DrawId;
import org.gongping.draw.protocol.Formulas;

/**
 * A contribution in escrow (§6): one sealed share for each of the holders {@code agent}, {@code outside},
 * {@code supervisor}, in this order.
 */
public record Deposit(List<byte[]> sealedShares) {
    /** The holders, in the order of their shares. */
    public static final List<String> HOLDERS = List.of("agent", "outside", "supervisor");

    public Deposit {
        sealedShares = List.copyOf(sealedShares);
        if (sealedShares.size() != HOLDERS.size()) {
            throw new IllegalArgumentException("a deposit has " + HOLDERS.size() + " shares");
        }
    }

    /**
     * Deposits a contribution.
     *
     * @param contribution 32 bytes
     * @param holderKeys X25519 public keys of the holders, in their order
     */
    public static Deposit of(
            byte[] contribution,
            List<byte[]> holderKeys,
            DrawId draw,
            String party,
            byte[] commitment,
            SecureRandom random) {
        byte[][] shares = Shamir.split(contribution, 2, 3, random);
        List<byte[]> sealed = new ArrayList<>();
        for (int i = 0; i < shares.length; i++) {
            sealed.add(ShareSeal.seal(shares[i], holderKeys.get(i), draw, party, commitment));
        }
        Shamir.wipe(shares);
        return new Deposit(sealed);
    }

    /** In the place of a share: what was sealed to the holder opens to none. No share has the number 0. */
    public static byte[] noShare() {
        return new byte[Shamir.SHARE_BYTES];
    }

    public static boolean isNoShare(byte[] share) {
        return Arrays.equals(share, noShare());
    }

    /**
     * The contribution that two opened shares give, if it is the one that the party committed itself to; nothing when
     * the deposit is defective, for which its party answers.
     */
    public static Optional<byte[]> contribution(
            byte[] share,
            byte[] otherShare,
            DrawId draw,
            String party,
            byte[] rulesHash,
            byte[] poolRoot,
            byte[] commitment) {
        return Shamir.join(List.of(share, otherShare))
                .filter(secret ->
                        Arrays.equals(Formulas.commitment(draw, party, rulesHash, poolRoot, secret), commitment));
    }
}
