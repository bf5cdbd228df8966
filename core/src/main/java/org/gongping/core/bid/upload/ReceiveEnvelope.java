package org.gongping.core.bid.upload;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.Sha256;
import org.gongping.core.bid.RegistrationRepository;
import org.gongping.core.bid.envelope.EnvelopeFault;
import org.gongping.core.bid.envelope.EnvelopeHeader;
import org.gongping.core.bid.envelope.HeaderReader;
import org.gongping.core.bid.envelope.MalformedEnvelope;
import org.gongping.core.bid.plan.OpeningPlanRepository;
import org.gongping.core.db.Database;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.ProjectRepository;

/**
 * Receives bytes of an envelope and, with the last one, holds its header to what the tender document asks (rule S01). No
 * transaction is open while bytes flow, and memory use does not depend on their number.
 */
public final class ReceiveEnvelope {
    private final Database database;
    private final ProjectRepository projects;
    private final RegistrationRepository registrations;
    private final OpeningPlanRepository plans;
    private final UploadRepository uploads;
    private final EnvelopeStore store;
    private final DropUpload drop;
    private final InstantSource clock;
    private final RunningDigests digests = new RunningDigests();

    public ReceiveEnvelope(
            Database database,
            ProjectRepository projects,
            RegistrationRepository registrations,
            OpeningPlanRepository plans,
            UploadRepository uploads,
            EnvelopeStore store,
            DropUpload drop,
            InstantSource clock) {
        this.database = database;
        this.projects = projects;
        this.registrations = registrations;
        this.plans = plans;
        this.uploads = uploads;
        this.store = store;
        this.drop = drop;
        this.clock = clock;
    }

    /** How much has arrived. */
    public record Progress(EnvelopeUpload upload, long offset) {}

    /** What became of some bytes. */
    public sealed interface Received {
        record Taken(Progress progress) implements Received {}

        /** They do not begin where the envelope ends. */
        record OtherOffset(long offset) implements Received {}

        /** They are not those whose digest was given; nothing of them is kept. */
        record OtherDigest() implements Received {}

        /** Others are being received at this moment. */
        record InUse() implements Received {}

        record Refused(Refusal refusal) implements Received {}
    }

    /** More bytes than the envelope has; nothing of them is kept. */
    private static final class TooMany extends IOException {
        private static final long serialVersionUID = 1L;

        TooMany() {
            super("more bytes than the envelope has");
        }
    }

    /** How much of the actor's upload has arrived. What came whole just before a crash is completed now. */
    public Outcome<Progress> progress(Actor actor, UUID uploadId) throws IOException {
        Outcome<Progress> found = find(actor, uploadId);
        boolean isWhole = found instanceof Outcome.Done<Progress>(Progress progress)
                && progress.upload().complete().isEmpty()
                && progress.offset() == progress.upload().length();
        if (!isWhole) {
            return found;
        }
        long length = ((Outcome.Done<Progress>) found).value().offset();
        return switch (receive(actor, uploadId, length, InputStream.nullInputStream(), Optional.empty())) {
            case Received.Taken(Progress progress) -> Outcome.done(progress);
            case Received.Refused(Refusal refusal) -> Outcome.refused(refusal);
            default -> found;
        };
    }

    private Outcome<Progress> find(Actor actor, UUID uploadId) {
        return database.read(tx -> uploads.own(tx, actor, uploadId))
                .flatMap(upload -> {
                    OptionalLong size = store.size(uploadId);
                    return size.isPresent() ? Optional.of(new Progress(upload, size.getAsLong())) : Optional.empty();
                })
                .map(Outcome::done)
                .orElseGet(() -> Outcome.refused(new Refusal.NotFound("upload")));
    }

    /**
     * Takes bytes.
     *
     * @param digest SHA-256 of these bytes, where the client gives one
     * @throws IOException when the client breaks off; what came until then is kept, unless a digest was given
     */
    public Received receive(Actor actor, UUID uploadId, long offset, InputStream body, Optional<byte[]> digest)
            throws IOException {
        return switch (find(actor, uploadId)) {
            case Outcome.Refused<Progress>(Refusal refusal) -> new Received.Refused(refusal);
            case Outcome.Done<Progress>(Progress before) -> receive(actor, before, offset, body, digest);
        };
    }

    private Received receive(Actor actor, Progress before, long offset, InputStream body, Optional<byte[]> digest)
            throws IOException {
        EnvelopeUpload upload = before.upload();
        if (isLate(upload)) {
            return new Received.Refused(SealedBidRules.tooLate());
        }
        if (upload.complete().isPresent()) {
            return offset == upload.length() ? new Received.Taken(before) : new Received.OtherOffset(upload.length());
        }
        try (EnvelopeStore.Appending file = store.append(upload.id())) {
            if (offset != file.size()) {
                return new Received.OtherOffset(file.size());
            }
            MessageDigest running = digests.over(upload.id(), offset, store);
            if (!append(file, upload.length(), body, running, digest)) {
                return new Received.OtherDigest();
            }
            long size = file.size();
            if (size < upload.length()) {
                digests.keep(upload.id(), running, size);
                return new Received.Taken(new Progress(upload, size));
            }
            file.force();
            return complete(actor, upload, running.digest());
        } catch (EnvelopeStore.InUse e) {
            return new Received.InUse();
        }
    }

    /** False when these are other bytes than their digest says. */
    private static boolean append(
            EnvelopeStore.Appending file, long length, InputStream body, MessageDigest running, Optional<byte[]> digest)
            throws IOException {
        long begun = file.size();
        MessageDigest own = Sha256.fresh();
        var out = new OutputStream() {
            private long size = begun;

            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int at, int count) throws IOException {
                size += count;
                if (size > length) {
                    throw new TooMany();
                }
                file.write(bytes, at, count);
                running.update(bytes, at, count);
                if (digest.isPresent()) {
                    own.update(bytes, at, count);
                }
            }
        };
        try {
            body.transferTo(out);
        } catch (IOException e) {
            if (digest.isPresent() || e instanceof TooMany) {
                file.truncate(begun);
            }
            throw e;
        }
        if (digest.isPresent() && !MessageDigest.isEqual(own.digest(), digest.get())) {
            file.truncate(begun);
            return false;
        }
        return true;
    }

    private Received complete(Actor actor, EnvelopeUpload upload, byte[] sha256) throws IOException {
        EnvelopeHeader header;
        try (InputStream in = store.read(upload.id())) {
            header = HeaderReader.read(in, upload.length());
        } catch (MalformedEnvelope e) {
            return refuse(upload, SealedBidRules.refusal(upload.kind(), e.fault()));
        }
        Instant now = clock.instant();
        Outcome<Progress> kept = database.transact(
                tx -> accept(tx, actor, upload, new EnvelopeUpload.Complete(sha256, header, now)),
                outcome -> outcome instanceof Outcome.Done<Progress>);
        return switch (kept) {
            case Outcome.Done<Progress>(Progress progress) -> new Received.Taken(progress);
            case Outcome.Refused<Progress>(Refusal refusal) -> refuse(upload, refusal);
        };
    }

    private Outcome<Progress> accept(
            Transaction tx, Actor actor, EnvelopeUpload upload, EnvelopeUpload.Complete complete) {
        Project project = projects.hold(tx, upload.projectId()).orElseThrow();
        Optional<EnvelopeFault> fault = SealedBidRules.check(
                project,
                project.lot(upload.lotId()).orElseThrow(),
                plans.find(tx, project.id()).orElseThrow(),
                plans.keys(tx, project.id()),
                upload.kind(),
                registrations
                        .own(tx, project.id(), actor)
                        .orElseThrow()
                        .organisation()
                        .creditCode(),
                complete.header());
        if (fault.isPresent()) {
            return Outcome.refused(SealedBidRules.refusal(upload.kind(), fault.get()));
        }
        boolean isFirst = uploads.complete(tx, upload, complete);
        Optional<EnvelopeUpload> now = uploads.own(tx, actor, upload.id());
        if (now.isEmpty()) {
            return Outcome.refused(new Refusal.NotFound("upload"));
        }
        // What another request of the same bidder has completed in time stays complete.
        return isFirst && isLate(now.get())
                ? Outcome.refused(SealedBidRules.tooLate())
                : Outcome.done(new Progress(now.get(), upload.length()));
    }

    /** What is no envelope for this tender is not kept: it will never be one. */
    private Received refuse(EnvelopeUpload upload, Refusal refusal) {
        database.transact(tx -> drop.execute(tx, upload));
        return new Received.Refused(refusal);
    }

    /** Drops an upload that no submission has taken up. */
    public Outcome<EnvelopeUpload> remove(Actor actor, UUID uploadId) {
        return find(actor, uploadId).map(Progress::upload).then(upload -> {
            if (!database.transact(tx -> drop.execute(tx, upload))) {
                return Outcome.refused(new Refusal.Conflict(
                        "submitted",
                        "该文件属于已递交的投标，不能删除；如需撤回请撤回投标",
                        "This envelope belongs to a bid that was received: withdraw the bid instead",
                        Optional.empty()));
            }
            return Outcome.done(upload);
        });
    }

    private boolean isLate(EnvelopeUpload upload) {
        return !clock.instant().isBefore(upload.deadline());
    }
}
