package org.gongping.core.bid.plan;

import java.time.Instant;
import java.util.UUID;
import org.gongping.core.Sha256;

/**
 * The public key of a holder.
 *
 * @param no which key of this holder, from 1; the last one counts
 * @param key X25519, 32 bytes
 */
public record OpeningKey(Holder holder, int no, byte[] key, UUID organisationId, Instant registeredAt) {
    /** What people compare: its SHA-256 in hex. */
    public String fingerprint() {
        return Sha256.hex(key);
    }
}
