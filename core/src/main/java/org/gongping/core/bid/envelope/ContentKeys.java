package org.gongping.core.bid.envelope;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.gongping.core.Sha256;

/** What follows from a content key K and the id of its envelope (docs/envelope.md, Keys). */
final class ContentKeys {
    static final int KEY_BYTES = 32;
    private static final byte[] LABEL = Octets.utf8("gongping-envelope/1");

    private final SecretKey chunkKey;
    private final byte[] commit;
    private final byte[] salt;

    private ContentKeys(SecretKey chunkKey, byte[] commit, byte[] salt) {
        this.chunkKey = chunkKey;
        this.commit = commit;
        this.salt = salt;
    }

    static ContentKeys of(byte[] key, byte[] id) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("a content key has 32 bytes");
        }
        byte[] chunk = expand(key, "key", id);
        return new ContentKeys(new SecretKeySpec(chunk, "AES"), expand(key, "commit", id), expand(key, "salt", id));
    }

    private static byte[] expand(byte[] key, String use, byte[] id) {
        try {
            var parameters = HKDFParameterSpec.ofExtract()
                    .addSalt(LABEL)
                    .addIKM(key)
                    .thenExpand(Octets.concat(Octets.utf8(use), id), KEY_BYTES);
            return KDF.getInstance("HKDF-SHA256").deriveData(parameters);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HKDF-SHA256", e);
        }
    }

    SecretKey chunkKey() {
        return chunkKey;
    }

    byte[] commit() {
        return commit.clone();
    }

    boolean matches(byte[] commitment) {
        return MessageDigest.isEqual(commit, commitment);
    }

    /** The commitment to the plaintext behind this list of files. */
    byte[] plain(byte[] manifest) {
        return Sha256.of(Octets.utf8("GPE1/plain\0"), salt, manifest);
    }
}
