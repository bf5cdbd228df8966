package org.gongping.core.bid.upload;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Ids;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.bid.Registration;
import org.gongping.core.bid.RegistrationRepository;
import org.gongping.core.bid.envelope.EnvelopeKind;
import org.gongping.core.bid.plan.OpeningPlan;
import org.gongping.core.bid.plan.OpeningPlanRepository;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.tender.LotPhase;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.ProjectAccess;
import org.gongping.core.tender.ProjectRepository;

/** Begins to receive an envelope of a registered bidder, before the deadline. */
public final class BeginUpload {
    private final ProjectRepository projects;
    private final RegistrationRepository registrations;
    private final OpeningPlanRepository plans;
    private final UploadRepository uploads;
    private final EnvelopeStore store;
    private final UploadLimits limits;
    private final InstantSource clock;
    private final Ids ids;

    public BeginUpload(
            ProjectRepository projects,
            RegistrationRepository registrations,
            OpeningPlanRepository plans,
            UploadRepository uploads,
            EnvelopeStore store,
            UploadLimits limits,
            InstantSource clock,
            Ids ids) {
        this.projects = projects;
        this.registrations = registrations;
        this.plans = plans;
        this.uploads = uploads;
        this.store = store;
        this.limits = limits;
        this.clock = clock;
        this.ids = ids;
    }

    public Outcome<EnvelopeUpload> execute(
            Transaction tx, Actor actor, UUID projectId, UUID lotId, EnvelopeKind kind, long length) {
        Optional<Project> project = projects.find(tx, projectId).filter(found -> !found.isDraft());
        if (project.isEmpty()) {
            return Outcome.refused(new Refusal.NotFound("project"));
        }
        Optional<Registration> registration = registrations.own(tx, projectId, actor);
        if (registration.isEmpty()) {
            return Outcome.refused(new Refusal.Forbidden(
                    "not-registered", "请先登记参加本项目，再递交投标文件", "Register for this tender first, then send your bid"));
        }
        return ProjectAccess.lotOf(project.get(), lotId).then(lot -> {
            Instant now = clock.instant();
            if (!(lot.phase() instanceof LotPhase.Published)
                    || !now.isBefore(project.get().bidDeadline())) {
                return Outcome.refused(SealedBidRules.tooLate());
            }
            Optional<OpeningPlan> plan = plans.find(tx, projectId);
            if (plan.isEmpty() || !plan.get().kinds().contains(kind)) {
                return Outcome.refused(
                        Refusal.Invalid.of("kind", "招标文件未要求这种信封", "The tender document asks for no such envelope"));
            }
            if (length > limits.envelopeBytes()) {
                return Outcome.refused(new Refusal.TooLarge(limits.envelopeBytes()));
            }
            return within(
                    tx,
                    new EnvelopeUpload(
                            projectId,
                            lotId,
                            ids.next(),
                            registration.get().id(),
                            kind,
                            length,
                            now,
                            project.get().bidDeadline(),
                            Optional.empty()));
        });
    }

    private Outcome<EnvelopeUpload> within(Transaction tx, EnvelopeUpload upload) {
        List<EnvelopeUpload> before = uploads.list(tx, upload.projectId(), upload.lotId(), upload.registrationId());
        long bytes = before.stream().mapToLong(EnvelopeUpload::length).sum() + upload.length();
        if (before.size() >= limits.uploadsOfBidder() || bytes > limits.bytesOfBidder()) {
            return Outcome.refused(new Refusal.Conflict(
                    "too-many-uploads",
                    "本标段已上传的文件过多，请先删除不用的上传",
                    "Too much was uploaded for this lot: remove what is not needed",
                    Optional.empty()));
        }
        uploads.insert(tx, upload);
        store.create(upload.id());
        return Outcome.done(upload);
    }
}
