package org.gongping.draw.roster;

import java.util.Optional;
import org.gongping.draw.escrow.SealedBox;
import org.gongping.draw.protocol.DrawId;
import org.gongping.draw.protocol.Octets;

/** One of the two halves of a draw's roster key, sealed to the party that keeps it ({@code spec/draw-protocol.md} §8). */
public final class RosterHalf {
    public static final String PLATFORM = "platform";
    public static final String SUPERVISOR = "supervisor";
    public static final int BYTES = 32;

    private static final byte[] LABEL = Octets.utf8("VED1/roster\0");

    private RosterHalf() {}

    /** {@code "VED1/roster\0" ‖ LP(draw_id) ‖ LP(party)}. */
    static byte[] info(DrawId draw, String party) {
        return Octets.concat(LABEL, Octets.lp(draw.toString()), Octets.lp(party));
    }

    static byte[] seal(byte[] half, byte[] sealingKey, DrawId draw, String party) {
        return SealedBox.seal(half, sealingKey, info(draw, party));
    }

    /**
     * Opens a half, in its party's own program.
     *
     * @param secretKey X25519, 32 bytes
     */
    public static Optional<byte[]> open(byte[] sealed, byte[] secretKey, DrawId draw, String party) {
        return SealedBox.open(sealed, secretKey, info(draw, party)).filter(half -> half.length == BYTES);
    }
}
