package org.gongping.core.bid.submission;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.bid.envelope.EnvelopeHeader;
import org.gongping.core.bid.envelope.EnvelopeKind;
import org.gongping.core.bid.script.DeclaredScript;

/**
 * A bid as it was received.
 *
 * @param no which one of this bidder for this lot, from 1; a later one replaces it
 * @param entryId of its record in the log
 * @param withdrawnAt null unless it was withdrawn
 * @param script with which it was sealed; empty where no page has sealed it
 */
public record Submission(
        UUID projectId,
        UUID lotId,
        UUID id,
        UUID registrationId,
        int no,
        UUID entryId,
        Instant receivedAt,
        Instant withdrawnAt,
        List<Envelope> envelopes,
        Optional<DeclaredScript> script) {
    public Submission {
        envelopes = List.copyOf(envelopes);
    }

    /**
     * An envelope of it.
     *
     * @param uploadId under which its bytes lie
     * @param sha256 of the whole file, 32 bytes
     */
    public record Envelope(EnvelopeKind kind, UUID uploadId, long size, byte[] sha256, EnvelopeHeader header) {}
}
