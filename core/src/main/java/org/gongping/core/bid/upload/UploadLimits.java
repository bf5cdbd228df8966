package org.gongping.core.bid.upload;

import java.time.Duration;

/**
 * How much a bidder may send, and how long what it did not submit is kept.
 *
 * @param envelopeBytes largest envelope
 * @param uploadsOfBidder uploads of one bidder for one lot that are kept
 * @param bytesOfBidder of all of them
 * @param kept after the deadline
 */
public record UploadLimits(long envelopeBytes, int uploadsOfBidder, long bytesOfBidder, Duration kept) {
    /** For one envelope of so many bytes, and as much as a bid of three envelopes that is replaced a few times. */
    public static UploadLimits ofEnvelope(long bytes) {
        return new UploadLimits(bytes, 60, 12 * bytes, Duration.ofDays(1));
    }
}
