package org.gongping.core.bid.submission;

import static org.gongping.core.db.jooq.Tables.BID_ENVELOPE;
import static org.gongping.core.db.jooq.Tables.BID_SUBMISSION;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.bid.envelope.EnvelopeKind;
import org.gongping.core.bid.envelope.HeaderReader;
import org.gongping.core.bid.envelope.MalformedEnvelope;
import org.gongping.core.bid.script.DeclaredScript;
import org.gongping.core.bid.script.SealingScriptRepository;
import org.gongping.core.db.Json;
import org.gongping.core.db.Transaction;
import org.gongping.core.db.jooq.tables.records.BidEnvelopeRecord;
import org.jooq.Condition;

/** Bids as they were received. */
public final class SubmissionRepository {
    private final SealingScriptRepository scripts;

    public SubmissionRepository(SealingScriptRepository scripts) {
        this.scripts = scripts;
    }

    /** Of one bidder for one lot, oldest first. */
    public List<Submission> list(Transaction tx, UUID projectId, UUID lotId, UUID registrationId) {
        return select(
                tx,
                BID_SUBMISSION
                        .PROJECT_ID
                        .eq(projectId)
                        .and(BID_SUBMISSION.LOT_ID.eq(lotId))
                        .and(BID_SUBMISSION.REGISTRATION_ID.eq(registrationId)));
    }

    public Optional<Submission> find(Transaction tx, UUID projectId, UUID id) {
        return select(tx, BID_SUBMISSION.PROJECT_ID.eq(projectId).and(BID_SUBMISSION.ID.eq(id))).stream()
                .findFirst();
    }

    /** The bids that count, by their bidder: the newest of each that was not withdrawn. Nobody asks before the deadline. */
    public Map<UUID, Submission> standing(Transaction tx, UUID projectId, UUID lotId) {
        Map<UUID, Submission> standing = new HashMap<>();
        select(
                        tx,
                        BID_SUBMISSION
                                .PROJECT_ID
                                .eq(projectId)
                                .and(BID_SUBMISSION.LOT_ID.eq(lotId))
                                .and(BID_SUBMISSION.WITHDRAWN_AT.isNull()))
                .forEach(each -> standing.put(each.registrationId(), each));
        return standing;
    }

    private List<Submission> select(Transaction tx, Condition condition) {
        var rows = tx.dsl()
                .selectFrom(BID_SUBMISSION)
                .where(condition)
                .orderBy(BID_SUBMISSION.LOT_ID, BID_SUBMISSION.REGISTRATION_ID, BID_SUBMISSION.NO)
                .fetch();
        Map<UUID, List<Submission.Envelope>> envelopes = tx.dsl()
                .selectFrom(BID_ENVELOPE)
                .where(BID_ENVELOPE.SUBMISSION_ID.in(
                        tx.dsl().select(BID_SUBMISSION.ID).from(BID_SUBMISSION).where(condition)))
                .fetchGroups(BID_ENVELOPE.SUBMISSION_ID, SubmissionRepository::envelope);
        Map<String, UUID> recorded = scripts.entries(
                tx,
                rows.stream()
                        .flatMap(row -> DeclaredScript.digest(Json.read(row.getTraits())).stream())
                        .toList());
        return rows.map(row -> new Submission(
                row.getProjectId(),
                row.getLotId(),
                row.getId(),
                row.getRegistrationId(),
                row.getNo(),
                row.getEntryId(),
                row.getReceivedAt(),
                row.getWithdrawnAt(),
                envelopes.getOrDefault(row.getId(), List.of()).stream()
                        .sorted(Comparator.comparing(Submission.Envelope::kind))
                        .toList(),
                DeclaredScript.digest(Json.read(row.getTraits()))
                        .map(digest -> new DeclaredScript(digest, Optional.ofNullable(recorded.get(digest))))));
    }

    private static Submission.Envelope envelope(BidEnvelopeRecord row) {
        try {
            return new Submission.Envelope(
                    EnvelopeKind.valueOf(row.getKind()),
                    row.getUploadId(),
                    row.getSize(),
                    row.getSha256(),
                    HeaderReader.parse(row.getHeader()));
        } catch (MalformedEnvelope e) {
            throw new IllegalStateException("submission " + row.getSubmissionId() + " has lost a header", e);
        }
    }

    void insert(Transaction tx, Submission submission, Traits traits, UUID address) {
        tx.dsl()
                .insertInto(BID_SUBMISSION)
                .set(BID_SUBMISSION.PROJECT_ID, submission.projectId())
                .set(BID_SUBMISSION.LOT_ID, submission.lotId())
                .set(BID_SUBMISSION.ID, submission.id())
                .set(BID_SUBMISSION.REGISTRATION_ID, submission.registrationId())
                .set(BID_SUBMISSION.NO, submission.no())
                .set(BID_SUBMISSION.ENTRY_ID, submission.entryId())
                .set(BID_SUBMISSION.RECEIVED_AT, submission.receivedAt())
                .set(BID_SUBMISSION.TRAITS, Json.write(traits.declared()))
                .set(BID_SUBMISSION.CONSENT, traits.consent())
                .set(BID_SUBMISSION.ADDRESS, address)
                .execute();
        for (Submission.Envelope envelope : submission.envelopes()) {
            tx.dsl()
                    .insertInto(BID_ENVELOPE)
                    .set(BID_ENVELOPE.PROJECT_ID, submission.projectId())
                    .set(BID_ENVELOPE.LOT_ID, submission.lotId())
                    .set(BID_ENVELOPE.SUBMISSION_ID, submission.id())
                    .set(BID_ENVELOPE.KIND, envelope.kind().name())
                    .set(BID_ENVELOPE.UPLOAD_ID, envelope.uploadId())
                    .set(BID_ENVELOPE.SIZE, envelope.size())
                    .set(BID_ENVELOPE.SHA256, envelope.sha256())
                    .set(BID_ENVELOPE.HEADER, envelope.header().bytes())
                    .execute();
        }
    }

    void withdraw(Transaction tx, UUID projectId, UUID lotId, UUID registrationId, Instant now) {
        tx.dsl()
                .update(BID_SUBMISSION)
                .set(BID_SUBMISSION.WITHDRAWN_AT, now)
                .where(BID_SUBMISSION.PROJECT_ID.eq(projectId))
                .and(BID_SUBMISSION.LOT_ID.eq(lotId))
                .and(BID_SUBMISSION.REGISTRATION_ID.eq(registrationId))
                .and(BID_SUBMISSION.WITHDRAWN_AT.isNull())
                .execute();
    }
}
