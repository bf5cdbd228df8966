package org.gongping.draw.ceremony;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import org.gongping.core.seal.SealedBox;
import org.gongping.draw.protocol.Octets;
import org.gongping.draw.vrf.Ecvrf;

/** Public keys of parties: which are accepted, and what they have signed. */
final class PartyKey {
    static final int SIGNATURE_BYTES = 64;

    private static final byte[] SPKI = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final byte[] LABEL = Octets.utf8("VED1/key\0");

    private PartyKey() {}

    /** What the owner of a signing key signs to register it with its sealing key. */
    static byte[] registration(String tender, String party, byte[] signing, byte[] sealing) {
        return Octets.concat(LABEL, Octets.lp(tender), Octets.lp(party), signing, sealing);
    }

    /** Whether it is an Ed25519 key of full order: under others a signature may hold for every message. */
    static boolean isSigningKey(byte[] key) {
        return Ecvrf.isKey(key);
    }

    /** Whether something can be sealed to it. */
    static boolean isSealingKey(byte[] key) {
        try {
            SealedBox.seal(new byte[1], key, new byte[0]);
            return true;
        } catch (IllegalArgumentException | IllegalStateException e) {
            return false;
        }
    }

    static boolean hasSigned(byte[] key, byte[] message, byte[] signature) {
        if (signature.length != SIGNATURE_BYTES) {
            return false;
        }
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(
                    KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(Octets.concat(SPKI, key))));
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
