package org.gongping.core.verify.envelope;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.gongping.core.verify.Sha256;

/** HKDF with SHA-256 (RFC 5869), out of HMAC. */
final class Hkdf {
    private Hkdf() {}

    static byte[] extract(byte[] salt, byte[] material) {
        // HMAC fills a short key up with zeros, so that no salt is the same as a hash of zeros (RFC 5869, 2.2).
        return hmac(salt.length == 0 ? new byte[Sha256.LENGTH] : salt, material);
    }

    static byte[] expand(byte[] prk, byte[] info, int length) {
        byte[] out = {};
        byte[] block = {};
        for (int counter = 1; out.length < length; counter++) {
            block = hmac(prk, Octets.join(block, info, new byte[] {(byte) counter}));
            out = Octets.join(out, block);
        }
        return Arrays.copyOf(out, length);
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC with SHA-256", e);
        }
    }
}
