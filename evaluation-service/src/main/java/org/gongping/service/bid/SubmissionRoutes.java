package org.gongping.service.bid;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.bid.envelope.EnvelopeKind;
import org.gongping.core.bid.submission.ReadOwnBid;
import org.gongping.core.bid.submission.Submission;
import org.gongping.core.bid.submission.SubmitBid;
import org.gongping.core.bid.submission.Traits;
import org.gongping.core.bid.submission.WithdrawBid;
import org.gongping.core.bid.upload.EnvelopeStore;
import org.gongping.core.bid.upload.EnvelopeUpload;
import org.gongping.service.edge.Answer;
import org.gongping.service.edge.Call;
import org.gongping.service.edge.Operations;
import org.gongping.service.edge.Routes;

/** Sealed bids of the caller's own organisation. */
public final class SubmissionRoutes implements Routes {
    private static final HexFormat HEX = HexFormat.of();

    private final SubmitBid submit;
    private final WithdrawBid withdraw;
    private final ReadOwnBid read;
    private final EnvelopeStore store;
    private final ReceiptPdf pdf;

    public SubmissionRoutes(
            SubmitBid submit, WithdrawBid withdraw, ReadOwnBid read, EnvelopeStore store, ReceiptPdf pdf) {
        this.submit = submit;
        this.withdraw = withdraw;
        this.read = read;
        this.store = store;
        this.pdf = pdf;
    }

    record EnvelopeInput(String kind, UUID uploadId, String sha256) {
        SubmitBid.Named named() {
            return new SubmitBid.Named(EnvelopeKind.of(kind).orElseThrow(), uploadId, sha256);
        }
    }

    record BidInput(List<EnvelopeInput> envelopes, JsonNode traits, String consent) {}

    record WithdrawalInput(String reason) {}

    record EnvelopeJson(String kind, long size, String sha256, String envelopeId, String commit, String plain) {
        static EnvelopeJson of(Submission.Envelope envelope) {
            return new EnvelopeJson(
                    envelope.kind().token(),
                    envelope.size(),
                    HEX.formatHex(envelope.sha256()),
                    HEX.formatHex(envelope.header().id()),
                    HEX.formatHex(envelope.header().commit()),
                    HEX.formatHex(envelope.header().plain()));
        }
    }

    record ScriptJson(String sha256, Optional<UUID> entryId) {}

    record SubmissionJson(
            UUID id,
            int no,
            Instant receivedAt,
            Instant withdrawnAt,
            UUID entryId,
            List<EnvelopeJson> envelopes,
            Optional<ScriptJson> script) {
        static SubmissionJson of(Submission submission) {
            return new SubmissionJson(
                    submission.id(),
                    submission.no(),
                    submission.receivedAt(),
                    submission.withdrawnAt(),
                    submission.entryId(),
                    submission.envelopes().stream().map(EnvelopeJson::of).toList(),
                    submission.script().map(script -> new ScriptJson(script.sha256(), script.entryId())));
        }
    }

    record UploadJson(UUID uploadId, String kind, long length, long offset, Instant createdAt) {}

    record MyBidJson(List<SubmissionJson> submissions, List<UploadJson> uploads) {}

    @Override
    public void mount(Operations operations) {
        operations.handle("submitBid", this::submit);
        operations.handle("getMyBid", this::mine);
        operations.handle("withdrawBid", this::withdraw);
        operations.handle("getBidReceiptPdf", this::receipt);
    }

    private Answer submit(Call call) {
        BidInput input = call.body(BidInput.class);
        return Answer.created(
                submit.execute(
                        call.transaction(),
                        call.actor(),
                        call.uuid("projectId"),
                        call.uuid("lotId"),
                        input.envelopes().stream().map(EnvelopeInput::named).toList(),
                        new Traits(input.traits(), input.consent(), call.address())),
                SubmissionJson::of);
    }

    private Answer mine(Call call) {
        return Answer.ok(
                read.execute(call.transaction(), call.actor(), call.uuid("projectId"), call.uuid("lotId")), this::json);
    }

    private Answer withdraw(Call call) {
        WithdrawalInput input = call.body(WithdrawalInput.class);
        UUID projectId = call.uuid("projectId");
        UUID lotId = call.uuid("lotId");
        return Answer.ok(
                withdraw.execute(call.transaction(), call.actor(), projectId, lotId, input.reason())
                        .then(_ -> read.execute(call.transaction(), call.actor(), projectId, lotId)),
                this::json);
    }

    private Answer receipt(Call call) {
        return Answer.of(
                read.one(call.transaction(), call.actor(), call.uuid("projectId"), call.uuid("submissionId")),
                shown -> new Answer.MadeFile(
                        "application/pdf",
                        "投标回执-" + shown.project().code() + "-"
                                + shown.submission().no() + ".pdf",
                        pdf.render(
                                shown.project(),
                                shown.lot(),
                                shown.registration().organisation().name(),
                                shown.submission(),
                                Optional.empty())));
    }

    private MyBidJson json(ReadOwnBid.Own own) {
        return new MyBidJson(
                own.submissions().stream().map(SubmissionJson::of).toList(),
                own.uploads().stream().map(this::json).toList());
    }

    private UploadJson json(EnvelopeUpload upload) {
        return new UploadJson(
                upload.id(),
                upload.kind().token(),
                upload.length(),
                upload.complete().isPresent()
                        ? upload.length()
                        : store.size(upload.id()).orElse(0),
                upload.createdAt());
    }
}
