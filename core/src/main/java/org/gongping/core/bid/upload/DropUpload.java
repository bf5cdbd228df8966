package org.gongping.core.bid.upload;

import java.time.InstantSource;
import org.gongping.core.bid.RegistrationRepository;
import org.gongping.core.db.Transaction;

/**
 * Drops an envelope that no submission has taken up: off the list first, its bytes once that is durable. So a crash between
 * the two leaves bytes that nobody can submit, which {@link SweepUploads} finds.
 */
public final class DropUpload {
    private final RegistrationRepository registrations;
    private final UploadRepository uploads;
    private final EnvelopeStore store;
    private final InstantSource clock;

    public DropUpload(
            RegistrationRepository registrations, UploadRepository uploads, EnvelopeStore store, InstantSource clock) {
        this.registrations = registrations;
        this.uploads = uploads;
        this.store = store;
        this.clock = clock;
    }

    /** False when a submission has taken it up. Submissions of its bidder wait for this one, and it for them. */
    boolean execute(Transaction tx, EnvelopeUpload upload) {
        registrations.lock(tx, upload.projectId(), upload.registrationId());
        boolean isDropped = uploads.removeUntaken(tx, upload, clock.instant());
        if (isDropped) {
            tx.afterCommit(() -> store.drop(upload.id()));
        }
        return isDropped;
    }
}
