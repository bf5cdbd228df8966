package org.gongping.core.bid.submission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Ids;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.Sha256;
import org.gongping.core.audit.AuditEntry;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.audit.CanonicalJson;
import org.gongping.core.audit.PersonalData;
import org.gongping.core.bid.OnSubmission;
import org.gongping.core.bid.RegistrationRepository;
import org.gongping.core.bid.envelope.EnvelopeHeader;
import org.gongping.core.bid.envelope.EnvelopeKind;
import org.gongping.core.bid.plan.OpeningPlan;
import org.gongping.core.bid.plan.OpeningPlanRepository;
import org.gongping.core.bid.script.DeclaredScript;
import org.gongping.core.bid.script.SealingScriptRepository;
import org.gongping.core.bid.upload.EnvelopeUpload;
import org.gongping.core.bid.upload.UploadRepository;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.tender.ProjectRepository;

/**
 * Receives a bid: envelopes that have arrived whole, all that the tender document asks for, before the deadline (rules
 * S01, S03 to S06; 电子招标投标办法 Art. 26, 27). It takes the place of an earlier one of the same bidder. Its record, on the
 * bidder's own stream, is the receipt.
 */
public final class SubmitBid {
    private static final HexFormat HEX = HexFormat.of();

    private final Bidding bidding;
    private final OpeningPlanRepository plans;
    private final UploadRepository uploads;
    private final SubmissionRepository submissions;
    private final SealingScriptRepository scripts;
    private final OnSubmission alsoThen;
    private final PersonalData personalData;
    private final AuditLog audit;
    private final InstantSource clock;
    private final Ids ids;

    public SubmitBid(
            ProjectRepository projects,
            RegistrationRepository registrations,
            OpeningPlanRepository plans,
            UploadRepository uploads,
            SubmissionRepository submissions,
            SealingScriptRepository scripts,
            OnSubmission alsoThen,
            PersonalData personalData,
            AuditLog audit,
            InstantSource clock,
            Ids ids) {
        this.bidding = new Bidding(projects, registrations, clock);
        this.plans = plans;
        this.uploads = uploads;
        this.submissions = submissions;
        this.scripts = scripts;
        this.alsoThen = alsoThen;
        this.personalData = personalData;
        this.audit = audit;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * An envelope as the bidder names it.
     *
     * @param sha256 of what the bidder has sent, lower-case hex
     */
    public record Named(EnvelopeKind kind, UUID uploadId, String sha256) {}

    public Outcome<Submission> execute(
            Transaction tx, Actor actor, UUID projectId, UUID lotId, List<Named> envelopes, Traits traits) {
        return bidding.acting(tx, actor, projectId, lotId)
                .then(desk -> complete(tx, desk, envelopes).then(whole -> {
                    Submission submission = write(tx, actor, desk, whole, traits);
                    alsoThen.submitted(tx, actor, desk.project(), lotId, desk.registration(), submission.receivedAt());
                    return bidding.inTime(desk).map(_ -> submission);
                }));
    }

    private Outcome<List<Submission.Envelope>> complete(Transaction tx, Bidding.Desk desk, List<Named> named) {
        Map<UUID, EnvelopeUpload> arrived = new HashMap<>();
        uploads.of(
                        tx,
                        desk.project().id(),
                        desk.lot().id(),
                        desk.registration().id(),
                        named.stream().map(Named::uploadId).toList())
                .forEach(upload -> arrived.put(upload.id(), upload));
        List<Refusal.FieldError> errors = new ArrayList<>();
        List<Submission.Envelope> whole = new ArrayList<>();
        for (int i = 0; i < named.size(); i++) {
            Optional<Submission.Envelope> envelope = envelope(arrived, named.get(i), "/envelopes/" + i, errors);
            envelope.ifPresent(whole::add);
        }
        List<EnvelopeKind> asked =
                plans.find(tx, desk.project().id()).map(OpeningPlan::kinds).orElse(List.of());
        List<EnvelopeKind> given = named.stream().map(Named::kind).sorted().toList();
        if (!given.equals(asked.stream().sorted().toList())) {
            errors.add(new Refusal.FieldError(
                    "/envelopes",
                    "须按招标文件各递交一个信封："
                            + String.join(
                                    "、", asked.stream().map(EnvelopeKind::zh).toList()),
                    "One envelope each, as the tender document asks: "
                            + String.join(
                                    ", ",
                                    asked.stream().map(EnvelopeKind::token).toList())));
        }
        return errors.isEmpty() ? Outcome.done(whole) : Outcome.refused(new Refusal.Invalid(errors));
    }

    private static Optional<Submission.Envelope> envelope(
            Map<UUID, EnvelopeUpload> arrived, Named named, String pointer, List<Refusal.FieldError> errors) {
        EnvelopeUpload upload = arrived.get(named.uploadId());
        if (upload == null || upload.kind() != named.kind()) {
            errors.add(new Refusal.FieldError(
                    pointer + "/uploadId", "没有这个上传，请重新上传", "There is no such upload: send it again"));
            return Optional.empty();
        }
        if (upload.complete().isEmpty()) {
            errors.add(new Refusal.FieldError(
                    pointer + "/uploadId", "尚未传输完成，请继续上传", "It has not arrived whole: go on sending"));
            return Optional.empty();
        }
        EnvelopeUpload.Complete complete = upload.complete().get();
        if (!MessageDigest.isEqual(complete.sha256(), HEX.parseHex(named.sha256()))) {
            errors.add(new Refusal.FieldError(
                    pointer + "/sha256",
                    "收到的文件与您本机的文件摘要不符，请重新上传",
                    "What arrived is not what you have sent: send it again"));
            return Optional.empty();
        }
        return Optional.of(new Submission.Envelope(
                upload.kind(), upload.id(), upload.length(), complete.sha256(), complete.header()));
    }

    private Submission write(
            Transaction tx, Actor actor, Bidding.Desk desk, List<Submission.Envelope> envelopes, Traits traits) {
        UUID projectId = desk.project().id();
        UUID id = ids.next();
        int no = submissions
                        .list(
                                tx,
                                projectId,
                                desk.lot().id(),
                                desk.registration().id())
                        .size()
                + 1;
        Optional<PersonalData.Datum> address =
                Optional.ofNullable(traits.address()).map(from -> personalData.keep(tx, projectId, "address", from));
        Optional<DeclaredScript> script = DeclaredScript.digest(traits.declared())
                .map(digest -> new DeclaredScript(
                        digest,
                        Optional.ofNullable(scripts.entries(tx, List.of(digest)).get(digest))));
        AuditStep step = AuditStep.inTender(
                        AuditKind.BID_SUBMIT,
                        actor,
                        Role.BIDDER.token(),
                        projectId,
                        desk.project().code())
                .onBidderStream(desk.registration().id())
                .object("submission", id)
                .object("registration", desk.registration().id())
                .rule(desk.project().ruleSet())
                .with("no", no)
                .with("bidder", desk.registration().organisation().creditCode())
                .with("lot", desk.lot().no())
                .with("envelopes", committed(envelopes))
                .with("traits", Sha256.hex(CanonicalJson.bytes(traits.declared())))
                .with("consent", traits.consent())
                .with("address", address.map(PersonalData.Datum::ref).orElse(null));
        script.ifPresent(declared -> step.with("script", json(declared)));
        envelopes.forEach(envelope -> step.document(new AuditStep.DocumentHash(
                envelope.kind().token(), HEX.formatHex(envelope.sha256()), envelope.size())));
        AuditEntry entry = audit.append(tx, step);
        Submission submission = new Submission(
                projectId,
                desk.lot().id(),
                id,
                desk.registration().id(),
                no,
                entry.id(),
                clock.instant(),
                null,
                envelopes,
                script);
        submissions.insert(
                tx, submission, traits, address.map(PersonalData.Datum::id).orElse(null));
        return submission;
    }

    /** The record that names it stands in the receipt, so that whoever holds this one need not ask for the other. */
    private static JsonNode json(DeclaredScript script) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("sha256", script.sha256());
        script.entryId().ifPresent(entry -> json.put("entry", entry.toString()));
        return json;
    }

    private static ArrayNode committed(List<Submission.Envelope> envelopes) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (Submission.Envelope envelope : envelopes) {
            EnvelopeHeader header = envelope.header();
            list.addObject()
                    .put("kind", envelope.kind().token())
                    .put("id", HEX.formatHex(header.id()))
                    .put("commit", HEX.formatHex(header.commit()))
                    .put("plain", HEX.formatHex(header.plain()));
        }
        return list;
    }
}
