package org.gongping.core.verify;

import java.time.Instant;
import java.util.List;

/**
 * A checkpoint that the policy accepts.
 *
 * @param note signed bytes, as found
 * @param signer name of the log's key
 * @param witnesses those of the policy whose cosignatures hold
 */
public record SealedCheckpoint(Checkpoint checkpoint, byte[] note, String signer, List<Cosigned> witnesses) {
    /**
     * One cosignature that holds.
     *
     * @param witness name in the policy
     * @param time what the witness says of when, to the second
     */
    public record Cosigned(String witness, String keyName, Instant time) {}
}
