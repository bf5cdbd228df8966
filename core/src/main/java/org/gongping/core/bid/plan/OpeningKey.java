package org.gongping.core.bid.plan;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;

/**
 * The public key of a holder.
 *
 * @param no which key of this holder, from 1; the last one counts
 * @param key X25519, 32 bytes
 */
public record OpeningKey(Holder holder, int no, byte[] key, UUID organisationId, Instant registeredAt) {
    /** What people compare: its SHA-256 in hex. */
    public String fingerprint() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
