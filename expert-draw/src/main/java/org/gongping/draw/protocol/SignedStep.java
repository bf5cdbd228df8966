package org.gongping.draw.protocol;

import java.util.List;

/**
 * The messages that parties and holders sign, {@code sign_p(step, v)} of §3.1: no signature can be moved to another
 * step, draw or signer.
 */
public enum SignedStep {
    COMMIT,
    DEPOSIT,
    DEPOSIT_CHECK,
    REVEAL,
    FINAL,
    ORDER,
    ESCROW;

    private static final byte[] SIGN = Octets.label("VED1/sign");

    /** In an escrow message, stands for the finaliser where a party's contribution is not what was opened. */
    public static final String FINALISER = "vrf";

    private byte[] message(DrawId draw, String signer, byte[] value) {
        return Octets.concat(SIGN, Octets.lp(name()), Octets.lp(draw.toString()), Octets.lp(signer), value);
    }

    public static byte[] commit(DrawId draw, String party, byte[] commitment) {
        return COMMIT.message(draw, party, commitment);
    }

    /** @param sealedShares of the holders {@code agent}, {@code outside}, {@code supervisor}, in this order */
    public static byte[] deposit(DrawId draw, String party, List<byte[]> sealedShares) {
        return DEPOSIT.message(draw, party, depositHash(sealedShares));
    }

    /** What a DEPOSIT signature covers: every holder's sealed share. */
    public static byte[] depositHash(List<byte[]> sealedShares) {
        List<String> holders = List.of("agent", "outside", "supervisor");
        if (sealedShares.size() != holders.size()) {
            throw new IllegalArgumentException("a deposit has " + holders.size() + " shares");
        }
        byte[][] parts = new byte[2 * holders.size()][];
        for (int i = 0; i < holders.size(); i++) {
            parts[2 * i] = Octets.lp(holders.get(i));
            parts[2 * i + 1] = Octets.lp(sealedShares.get(i));
        }
        return Octets.sha256(parts);
    }

    /**
     * A holder says that it has opened a party's deposit with another holder, and found what the party committed itself
     * to.
     *
     * @param commitment {@code C_p} of that party
     */
    public static byte[] depositCheck(DrawId draw, String holder, String party, byte[] commitment) {
        return DEPOSIT_CHECK.message(draw, holder, Octets.concat(Octets.lp(party), commitment));
    }

    public static byte[] reveal(DrawId draw, String party, byte[] contribution) {
        return REVEAL.message(draw, party, contribution);
    }

    /** @param proof {@code pi} of the finaliser */
    public static byte[] finish(DrawId draw, String party, byte[] alpha, byte[] proof) {
        return FINAL.message(draw, party, Octets.concat(alpha, Octets.sha256(proof)));
    }

    /** @param orderHash {@link Formulas#orderHash} */
    public static byte[] order(DrawId draw, String party, byte[] orderHash) {
        return ORDER.message(draw, party, orderHash);
    }

    /** A holder says that a party's deposit was opened to this contribution. */
    public static byte[] escrow(DrawId draw, String holder, String party, byte[] contribution) {
        return ESCROW.message(draw, holder, Octets.concat(Octets.lp(party), contribution));
    }

    /** A holder says that the draw was finished with the backup of the finaliser's key. */
    public static byte[] escrowFinal(DrawId draw, String holder, byte[] alpha, byte[] proof) {
        return ESCROW.message(draw, holder, Octets.concat(Octets.lp(FINALISER), alpha, Octets.sha256(proof)));
    }
}
