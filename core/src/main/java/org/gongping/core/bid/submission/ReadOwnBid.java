package org.gongping.core.bid.submission;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.bid.Registration;
import org.gongping.core.bid.RegistrationRepository;
import org.gongping.core.bid.upload.EnvelopeUpload;
import org.gongping.core.bid.upload.UploadRepository;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.tender.Lot;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.ProjectRepository;

/** Shows a bidder what it has sent. Nobody else learns of it before the deadline (rule S06). */
public final class ReadOwnBid {
    private final Bidding bidding;
    private final UploadRepository uploads;
    private final SubmissionRepository submissions;

    public ReadOwnBid(
            ProjectRepository projects,
            RegistrationRepository registrations,
            UploadRepository uploads,
            SubmissionRepository submissions,
            InstantSource clock) {
        this.bidding = new Bidding(projects, registrations, clock);
        this.uploads = uploads;
        this.submissions = submissions;
    }

    public record Own(List<Submission> submissions, List<EnvelopeUpload> uploads) {}

    public Outcome<Own> execute(Transaction tx, Actor actor, UUID projectId, UUID lotId) {
        return bidding.reading(tx, actor, projectId, lotId)
                .map(desk -> new Own(
                        submissions.list(
                                tx, projectId, lotId, desk.registration().id()),
                        uploads.list(tx, projectId, lotId, desk.registration().id())));
    }

    public record One(Project project, Lot lot, Registration registration, Submission submission) {}

    /** One submission of the actor's own. That of another is refused in the same words as none (rule S06). */
    public Outcome<One> one(Transaction tx, Actor actor, UUID projectId, UUID submissionId) {
        return submissions
                .find(tx, projectId, submissionId)
                .flatMap(submission -> own(tx, actor, submission))
                .map(Outcome::done)
                .orElseGet(() -> Outcome.refused(new Refusal.NotFound("submission")));
    }

    private Optional<One> own(Transaction tx, Actor actor, Submission submission) {
        return bidding.reading(tx, actor, submission.projectId(), submission.lotId())
                        instanceof Outcome.Done<Bidding.Desk>(Bidding.Desk desk)
                ? Optional.of(new One(desk.project(), desk.lot(), desk.registration(), submission))
                        .filter(one -> desk.registration().id().equals(submission.registrationId()))
                : Optional.empty();
    }
}
