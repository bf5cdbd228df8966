package org.gongping.core.opening;

import java.util.Optional;
import java.util.UUID;
import org.gongping.core.db.Transaction;

/** Whether the random parameters of a lot are drawn by the protocol of draws (VED-1 §7.2), and not by hand. */
@FunctionalInterface
public interface DrawByProtocol {
    /**
     * A draw that was begun.
     *
     * @param isAborted it has ended without a result, so that the parameters are drawn by hand
     */
    record Begun(String drawId, boolean isAborted) {}

    Optional<Begun> of(Transaction tx, UUID projectId, UUID lotId);
}
