package org.gongping.core.bid.upload;

/**
 * How much a bidder may send.
 *
 * @param envelopeBytes largest envelope
 * @param uploadsOfBidder uploads of one bidder for one lot that are kept
 * @param bytesOfBidder of all of them
 */
public record UploadLimits(long envelopeBytes, int uploadsOfBidder, long bytesOfBidder) {
    /** For one envelope of so many bytes, and as much as a bid of three envelopes that is replaced a few times. */
    public static UploadLimits ofEnvelope(long bytes) {
        return new UploadLimits(bytes, 60, 12 * bytes);
    }
}
