package org.gongping.core.opening.hall;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gongping.core.bid.envelope.EnvelopeKind;

/**
 * How far a bid is decrypted.
 *
 * @param keys content keys by envelope
 */
public record Decryption(UUID bidId, List<Attempt> attempts, Map<EnvelopeKind, Released> keys) {
    public Decryption {
        attempts = List.copyOf(attempts);
        keys = Map.copyOf(keys);
    }

    /** Who tried. */
    public enum By {
        /** The bidder sent keys. */
        BIDDER,
        /** The bidder's own program said why it has none. */
        CLIENT,
        /** Enough holders brought their shares. */
        HOLDERS
    }

    /** @param fault null when it opened */
    public record Attempt(int no, By by, String fault, Instant at) {}

    /** @param key 32 bytes */
    public record Released(byte[] key, By by, Instant at) {}

    public boolean isOpen(List<EnvelopeKind> asked) {
        return keys.keySet().containsAll(asked);
    }

    /** Whether these have tried, and it did not open. */
    boolean isTriedBy(By by) {
        return attempts.stream().anyMatch(attempt -> attempt.by() == by && attempt.fault() != null);
    }

    static Decryption none(UUID bidId) {
        return new Decryption(bidId, List.of(), Map.of());
    }
}
