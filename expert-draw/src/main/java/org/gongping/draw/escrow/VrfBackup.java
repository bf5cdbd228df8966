package org.gongping.draw.escrow;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.gongping.core.seal.SealedBox;
import org.gongping.core.seal.Shamir;
import org.gongping.draw.protocol.Octets;
import org.gongping.draw.vrf.SoftwareVrfKey;

/**
 * The finaliser's key in three shares, of which two give it back (§6), each sealed to its holder when the keys of a tender
 * are logged: {@code info = "VED1/vrf-backup\0" ‖ LP(tender) ‖ LP(holder) ‖ vrf_pk}.
 */
public final class VrfBackup {
    private static final byte[] LABEL = Octets.utf8("VED1/vrf-backup\0");

    private VrfBackup() {}

    private static byte[] info(String tender, String holder, byte[] vrfKey) {
        return Octets.concat(LABEL, Octets.lp(tender), Octets.lp(holder), vrfKey);
    }

    /**
     * A holder's share.
     *
     * @param hash SHA-256 of the share, which hides it and lets nobody bring another
     */
    public record Sealed(byte[] box, byte[] hash) {}

    /**
     * The sealed shares, in the order of the holders.
     *
     * @param seed the secret key, 32 bytes
     * @param holderKeys X25519 public keys of the holders, in their order
     */
    public static List<Sealed> of(
            byte[] seed, byte[] vrfKey, String tender, List<byte[]> holderKeys, SecureRandom random) {
        byte[][] shares = Shamir.split(seed, 2, 3, random);
        List<Sealed> sealed = new ArrayList<>();
        for (int i = 0; i < shares.length; i++) {
            sealed.add(new Sealed(
                    SealedBox.seal(shares[i], holderKeys.get(i), info(tender, Deposit.HOLDERS.get(i), vrfKey)),
                    Octets.sha256(shares[i])));
        }
        Shamir.wipe(shares);
        return sealed;
    }

    /** Opens a holder's share; nothing when it was not sealed to it for this tender and key. */
    public static Optional<byte[]> open(byte[] sealed, byte[] secretKey, String tender, String holder, byte[] vrfKey) {
        return SealedBox.open(sealed, secretKey, info(tender, holder, vrfKey));
    }

    /** The key that two shares give; nothing when it is not the one that was backed up. */
    public static Optional<SoftwareVrfKey> key(byte[] share, byte[] otherShare, byte[] vrfKey) {
        return Shamir.join(List.of(share, otherShare)).flatMap(seed -> {
            SoftwareVrfKey key = new SoftwareVrfKey(seed);
            Arrays.fill(seed, (byte) 0);
            return Arrays.equals(key.publicKey(), vrfKey) ? Optional.of(key) : Optional.empty();
        });
    }
}
