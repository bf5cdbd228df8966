package org.gongping.core.bid.upload;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.bid.envelope.EnvelopeHeader;
import org.gongping.core.bid.envelope.EnvelopeKind;

/**
 * An envelope on its way in.
 *
 * @param length of the whole file, as announced
 * @param deadline bytes that come later are refused
 * @param complete empty until the last byte has come
 */
public record EnvelopeUpload(
        UUID projectId,
        UUID lotId,
        UUID id,
        UUID registrationId,
        EnvelopeKind kind,
        long length,
        Instant createdAt,
        Instant deadline,
        Optional<Complete> complete) {
    /**
     * A complete envelope whose header was found sound.
     *
     * @param sha256 of the whole file, 32 bytes
     */
    public record Complete(byte[] sha256, EnvelopeHeader header, Instant at) {}
}
