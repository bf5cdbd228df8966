package org.gongping.draw.roster;

import java.security.MessageDigest;
import java.util.Optional;
import org.gongping.core.seal.SealedBox;
import org.gongping.draw.protocol.DrawId;
import org.gongping.draw.protocol.Octets;

/** One of the two halves of a draw's roster key, sealed to the party that keeps it ({@code spec/draw-protocol.md} §8). */
public final class RosterHalf {
    public static final String PLATFORM = "platform";
    public static final String SUPERVISOR = "supervisor";
    public static final int BYTES = 32;

    private static final byte[] LABEL = Octets.utf8("VED1/roster\0");
    private static final byte[] CHECK = Octets.utf8("VED1/half-check\0");

    private RosterHalf() {}

    /**
     * By which each half is known alone, before the other is there; as each is 32 random bytes, a check tells nothing of it.
     *
     * @param platform {@code H("VED1/half-check\0" ‖ LP(draw_id) ‖ LP("platform") ‖ half)}
     * @param supervisor the same of the supervisor's
     */
    public record Checks(byte[] platform, byte[] supervisor) {
        /** Whether this is the party's half of the draw; takes as long whatever was given. */
        public boolean hold(DrawId draw, String party, byte[] half) {
            return MessageDigest.isEqual(party.equals(PLATFORM) ? platform : supervisor, check(half, draw, party));
        }
    }

    static byte[] check(byte[] half, DrawId draw, String party) {
        return Octets.sha256(CHECK, Octets.lp(draw.toString()), Octets.lp(party), half);
    }

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
