package org.gongping.core.bid.envelope;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/** Seals or opens the chunks of one envelope, each under its own nonce. For one thread. */
final class Chunks {
    private static final int TAG_BITS = 128;
    private static final int NONCE_BYTES = 12;

    private final ContentKeys keys;
    private final byte[] boundTo;
    private final long count;
    private final Cipher cipher;

    Chunks(EnvelopeHeader header, ContentKeys keys) {
        this.keys = keys;
        this.boundTo = header.boundTo();
        this.count = header.chunks();
        try {
            this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    byte[] seal(long index, byte[] plain, int length) {
        try {
            start(Cipher.ENCRYPT_MODE, index);
            return cipher.doFinal(plain, 0, length);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a chunk cannot be sealed", e);
        }
    }

    /** Nothing when these are not the bytes that were sealed at this place. */
    Optional<byte[]> open(long index, byte[] sealed, int length) {
        try {
            start(Cipher.DECRYPT_MODE, index);
            return Optional.of(cipher.doFinal(sealed, 0, length));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a chunk cannot be opened", e);
        }
    }

    private void start(int mode, long index) throws GeneralSecurityException {
        byte[] nonce = ByteBuffer.allocate(NONCE_BYTES).putInt(0).putLong(index).array();
        cipher.init(mode, keys.chunkKey(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(boundTo);
        cipher.updateAAD(new byte[] {(byte) (index == count - 1 ? 1 : 0)});
    }
}
