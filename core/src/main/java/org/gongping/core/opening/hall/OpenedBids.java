package org.gongping.core.opening.hall;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Optional;
import org.gongping.core.Sha256;
import org.gongping.core.audit.AuditRepository;
import org.gongping.core.bid.envelope.EnvelopeFault;
import org.gongping.core.bid.envelope.HeaderReader;
import org.gongping.core.bid.envelope.MalformedEnvelope;
import org.gongping.core.bid.envelope.Manifest;
import org.gongping.core.bid.envelope.OpenEnvelope;
import org.gongping.core.bid.submission.BidReceipt;
import org.gongping.core.bid.submission.Submission;
import org.gongping.core.bid.upload.EnvelopeStore;
import org.gongping.core.db.Transaction;

/** Opens envelopes by their content keys, out of the store, and holds them to the receipts of their bids. */
public final class OpenedBids {
    private final EnvelopeStore store;
    private final AuditRepository audit;

    public OpenedBids(EnvelopeStore store, AuditRepository audit) {
        this.store = store;
        this.audit = audit;
    }

    BidReceipt receipt(Transaction tx, Submission submission) {
        return BidReceipt.of(tx, audit, submission);
    }

    /**
     * Why the envelope does not open by this key to what its receipt promises; empty when it does. Reads all of it: RECEIPT
     * when other bytes lie there than were received, whoever put them there.
     */
    Optional<EnvelopeFault> check(Submission.Envelope envelope, BidReceipt receipt, byte[] key) {
        MessageDigest sha256 = Sha256.fresh();
        try (InputStream file = new DigestInputStream(store.read(envelope.uploadId()), sha256)) {
            Optional<EnvelopeFault> fault = fault(file, key);
            file.transferTo(OutputStream.nullOutputStream());
            return receipt.isOf(envelope.kind(), sha256.digest()) ? fault : Optional.of(EnvelopeFault.RECEIPT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<EnvelopeFault> fault(InputStream file, byte[] key) throws IOException {
        try {
            OpenEnvelope.verify(file, key);
            return Optional.empty();
        } catch (MalformedEnvelope e) {
            return Optional.of(e.fault());
        }
    }

    /** What is read out. The key was checked when it was released; the list is held to the receipt once more. */
    Manifest manifest(Submission.Envelope envelope, BidReceipt receipt, byte[] key) {
        try (InputStream head = store.read(envelope.uploadId());
                InputStream file = store.read(envelope.uploadId())) {
            if (!receipt.isOf(HeaderReader.read(head))) {
                throw new IllegalStateException("an envelope was changed after it had been opened");
            }
            return OpenEnvelope.manifest(file, key);
        } catch (MalformedEnvelope e) {
            throw new IllegalStateException("an envelope was changed after it had been opened", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
