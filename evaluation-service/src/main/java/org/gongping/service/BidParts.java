package org.gongping.service;

import java.util.List;
import org.gongping.core.Ids;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditRepository;
import org.gongping.core.audit.PersonalData;
import org.gongping.core.bid.OnSubmission;
import org.gongping.core.bid.OnWithdrawal;
import org.gongping.core.bid.RegistrationRepository;
import org.gongping.core.bid.plan.OpeningPlanRepository;
import org.gongping.core.bid.plan.PutOpeningPlan;
import org.gongping.core.bid.plan.ReadOpeningPlan;
import org.gongping.core.bid.plan.RegisterOpeningKey;
import org.gongping.core.bid.script.RecordSealingScript;
import org.gongping.core.bid.script.SealingScriptRepository;
import org.gongping.core.bid.submission.ReadOwnBid;
import org.gongping.core.bid.submission.SubmissionRepository;
import org.gongping.core.bid.submission.SubmitBid;
import org.gongping.core.bid.submission.WithdrawBid;
import org.gongping.core.bid.upload.BeginUpload;
import org.gongping.core.bid.upload.DropUpload;
import org.gongping.core.bid.upload.EnvelopeStore;
import org.gongping.core.bid.upload.FolderEnvelopeStore;
import org.gongping.core.bid.upload.ReceiveEnvelope;
import org.gongping.core.bid.upload.SweepUploads;
import org.gongping.core.bid.upload.UploadLimits;
import org.gongping.core.bid.upload.UploadRepository;
import org.gongping.core.organisation.OrganisationRepository;
import org.gongping.core.tender.ProjectAccess;
import org.gongping.core.tender.ProjectRepository;
import org.gongping.service.bid.OpeningPlanRoutes;
import org.gongping.service.bid.ReceiptPdf;
import org.gongping.service.bid.SealingScriptRoutes;
import org.gongping.service.bid.SubmissionRoutes;
import org.gongping.service.edge.Routes;
import org.gongping.service.log.LogService;
import org.gongping.service.notice.NoticePdf;

/** The part of the composition root that makes the feature of sealed bids. */
final class BidParts {
    private BidParts() {}

    /** What receives the bytes of envelopes, outside the contract, and says with what the page seals them. */
    record Receiving(BeginUpload begin, ReceiveEnvelope receive, SweepUploads sweep, RecordSealingScript sealedBy) {}

    record Made(
            OpeningPlanRepository plans,
            SubmissionRepository submissions,
            EnvelopeStore store,
            Receiving receiving,
            List<Routes> routes) {}

    static Made on(
            Server.Foundation on,
            ProjectAccess access,
            ProjectRepository projects,
            OrganisationRepository organisations,
            RegistrationRepository registrations,
            OnSubmission uponSubmission,
            OnWithdrawal uponWithdrawal,
            AuditLog audit,
            PersonalData personalData,
            NoticePdf pdf,
            Ids ids) {
        var plans = new OpeningPlanRepository();
        var uploads = new UploadRepository();
        var scripts = new SealingScriptRepository();
        var submissions = new SubmissionRepository(scripts);
        EnvelopeStore store = new FolderEnvelopeStore(on.config().storage().envelopes());
        var limits = UploadLimits.ofEnvelope(on.config().storage().maxEnvelopeBytes());
        var drop = new DropUpload(registrations, uploads, store, on.clock());
        var read = new ReadOwnBid(projects, registrations, uploads, submissions, on.clock());
        return new Made(
                plans,
                submissions,
                store,
                new Receiving(
                        new BeginUpload(projects, registrations, plans, uploads, store, limits, on.clock(), ids),
                        new ReceiveEnvelope(
                                on.database(), projects, registrations, plans, uploads, store, drop, on.clock()),
                        new SweepUploads(projects, uploads, store, drop, limits.kept(), audit, on.clock()),
                        new RecordSealingScript(scripts, audit)),
                List.of(
                        new OpeningPlanRoutes(
                                new ReadOpeningPlan(access, plans, organisations),
                                new PutOpeningPlan(access, plans, audit),
                                new RegisterOpeningKey(access, plans, organisations, audit, on.clock())),
                        new SealingScriptRoutes(
                                scripts, new AuditRepository(), on.log().map(LogService::promises)),
                        new SubmissionRoutes(
                                new SubmitBid(
                                        projects,
                                        registrations,
                                        plans,
                                        uploads,
                                        submissions,
                                        scripts,
                                        uponSubmission,
                                        personalData,
                                        audit,
                                        on.clock(),
                                        ids),
                                new WithdrawBid(
                                        projects, registrations, submissions, uponWithdrawal, audit, on.clock()),
                                read,
                                store,
                                new ReceiptPdf(pdf))));
    }
}
