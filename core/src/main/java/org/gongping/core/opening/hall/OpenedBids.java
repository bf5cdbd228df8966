package org.gongping.core.opening.hall;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.gongping.core.bid.envelope.EnvelopeFault;
import org.gongping.core.bid.envelope.MalformedEnvelope;
import org.gongping.core.bid.envelope.Manifest;
import org.gongping.core.bid.envelope.OpenEnvelope;
import org.gongping.core.bid.submission.Submission;
import org.gongping.core.bid.upload.EnvelopeStore;

/** Opens envelopes by their content keys, out of the store. */
final class OpenedBids {
    private final EnvelopeStore store;

    OpenedBids(EnvelopeStore store) {
        this.store = store;
    }

    /** Why the envelope does not open by this key to what was committed to; empty when it does. Reads all of it. */
    Optional<EnvelopeFault> check(Submission.Envelope envelope, byte[] key) {
        try (InputStream file = store.read(envelope.uploadId())) {
            OpenEnvelope.verify(file, key);
            return Optional.empty();
        } catch (MalformedEnvelope e) {
            return Optional.of(e.fault());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is read out. The key was checked when it was released. */
    Manifest manifest(Submission.Envelope envelope, byte[] key) {
        try (InputStream file = store.read(envelope.uploadId())) {
            return OpenEnvelope.manifest(file, key);
        } catch (MalformedEnvelope e) {
            throw new IllegalStateException("an envelope was changed after it had been opened", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
