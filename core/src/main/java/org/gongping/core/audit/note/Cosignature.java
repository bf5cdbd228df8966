package org.gongping.core.audit.note;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * What each type of signature signs: the log signs the text, a witness the time and the text (C2SP tlog-cosignature,
 * {@code cosignature/v1}).
 */
final class Cosignature {
    private static final int TIME_BYTES = 8;

    private Cosignature() {}

    static byte[] signed(SignatureType type, String text, long seconds) {
        String message = type == SignatureType.COSIGNATURE ? "cosignature/v1\ntime " + seconds + "\n" + text : text;
        return message.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] sign(SignatureType type, byte[] seed, String text, Instant now) {
        long seconds = now.getEpochSecond();
        byte[] signature = Ed25519.sign(seed, signed(type, text, seconds));
        return type == SignatureType.COSIGNATURE
                ? ByteBuffer.allocate(TIME_BYTES + signature.length)
                        .putLong(seconds)
                        .put(signature)
                        .array()
                : signature;
    }

    static boolean holds(VerifierKey key, String text, byte[] bytes) {
        if (key.type() == SignatureType.ED25519) {
            return Ed25519.verifies(key.key(), signed(key.type(), text, 0), bytes);
        }
        if (bytes.length != TIME_BYTES + Ed25519.SIGNATURE_BYTES) {
            return false;
        }
        long seconds = ByteBuffer.wrap(bytes).getLong();
        return seconds > 0
                && Ed25519.verifies(
                        key.key(),
                        signed(key.type(), text, seconds),
                        Arrays.copyOfRange(bytes, TIME_BYTES, bytes.length));
    }

    /** Empty for a key that signs no time, and for a second that no calendar knows. */
    static Optional<Instant> time(VerifierKey key, byte[] bytes) {
        long seconds =
                key.type() == SignatureType.COSIGNATURE ? ByteBuffer.wrap(bytes).getLong() : Long.MAX_VALUE;
        return seconds <= Instant.MAX.getEpochSecond() ? Optional.of(Instant.ofEpochSecond(seconds)) : Optional.empty();
    }
}
