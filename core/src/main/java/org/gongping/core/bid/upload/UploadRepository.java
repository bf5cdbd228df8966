package org.gongping.core.bid.upload;

import static org.gongping.core.db.jooq.Tables.BIDDER_REGISTRATION;
import static org.gongping.core.db.jooq.Tables.BID_ENVELOPE;
import static org.gongping.core.db.jooq.Tables.BID_UPLOAD;
import static org.gongping.core.db.jooq.Tables.ORGANISATION;
import static org.gongping.core.db.jooq.Tables.TENDER_PROJECT;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gongping.core.bid.envelope.EnvelopeKind;
import org.gongping.core.bid.envelope.HeaderReader;
import org.gongping.core.bid.envelope.MalformedEnvelope;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.impl.DSL;

/** Envelopes on their way in. */
public final class UploadRepository {
    void insert(Transaction tx, EnvelopeUpload upload) {
        tx.dsl()
                .insertInto(BID_UPLOAD)
                .set(BID_UPLOAD.PROJECT_ID, upload.projectId())
                .set(BID_UPLOAD.LOT_ID, upload.lotId())
                .set(BID_UPLOAD.ID, upload.id())
                .set(BID_UPLOAD.REGISTRATION_ID, upload.registrationId())
                .set(BID_UPLOAD.KIND, upload.kind().name())
                .set(BID_UPLOAD.LENGTH, upload.length())
                .set(BID_UPLOAD.CREATED_AT, upload.createdAt())
                .execute();
    }

    /** The upload of the actor's own organisation. */
    Optional<EnvelopeUpload> own(Transaction tx, Actor actor, UUID id) {
        return select(
                        tx,
                        BID_UPLOAD
                                .ID
                                .eq(id)
                                .and(ORGANISATION.CREDIT_CODE.eq(
                                        actor.organisationCreditCode().orElse(""))))
                .stream()
                .findFirst();
    }

    /** Those that are not removed, oldest first. */
    public List<EnvelopeUpload> list(Transaction tx, UUID projectId, UUID lotId, UUID registrationId) {
        return select(
                tx,
                BID_UPLOAD
                        .PROJECT_ID
                        .eq(projectId)
                        .and(BID_UPLOAD.LOT_ID.eq(lotId))
                        .and(BID_UPLOAD.REGISTRATION_ID.eq(registrationId)));
    }

    /** Those of all bidders of a lot that are not removed. Nobody asks before the deadline. */
    List<EnvelopeUpload> list(Transaction tx, UUID projectId, UUID lotId) {
        return select(tx, BID_UPLOAD.PROJECT_ID.eq(projectId).and(BID_UPLOAD.LOT_ID.eq(lotId)));
    }

    /** Those of these ids that are this bidder's, in no order. */
    public List<EnvelopeUpload> of(
            Transaction tx, UUID projectId, UUID lotId, UUID registrationId, Collection<UUID> ids) {
        return select(
                tx,
                BID_UPLOAD
                        .PROJECT_ID
                        .eq(projectId)
                        .and(BID_UPLOAD.LOT_ID.eq(lotId))
                        .and(BID_UPLOAD.REGISTRATION_ID.eq(registrationId))
                        .and(BID_UPLOAD.ID.in(ids)));
    }

    /** Those of these ids that any row names, removed or not. */
    Set<UUID> known(Transaction tx, Collection<UUID> ids) {
        return ids.isEmpty()
                ? Set.of()
                : tx.dsl()
                        .select(BID_UPLOAD.ID)
                        .from(BID_UPLOAD)
                        .where(BID_UPLOAD.ID.in(ids))
                        .fetchSet(BID_UPLOAD.ID);
    }

    private static List<EnvelopeUpload> select(Transaction tx, Condition condition) {
        return tx.dsl()
                .select(BID_UPLOAD.fields())
                .select(TENDER_PROJECT.BID_DEADLINE)
                .from(BID_UPLOAD)
                .join(TENDER_PROJECT)
                .on(TENDER_PROJECT.ID.eq(BID_UPLOAD.PROJECT_ID))
                .join(BIDDER_REGISTRATION)
                .on(BIDDER_REGISTRATION.PROJECT_ID.eq(BID_UPLOAD.PROJECT_ID))
                .and(BIDDER_REGISTRATION.ID.eq(BID_UPLOAD.REGISTRATION_ID))
                .join(ORGANISATION)
                .on(ORGANISATION.ID.eq(BIDDER_REGISTRATION.ORGANISATION_ID))
                .where(condition)
                .and(BID_UPLOAD.REMOVED_AT.isNull())
                .orderBy(BID_UPLOAD.CREATED_AT, BID_UPLOAD.ID)
                .fetch(UploadRepository::upload);
    }

    private static EnvelopeUpload upload(Record row) {
        return new EnvelopeUpload(
                row.get(BID_UPLOAD.PROJECT_ID),
                row.get(BID_UPLOAD.LOT_ID),
                row.get(BID_UPLOAD.ID),
                row.get(BID_UPLOAD.REGISTRATION_ID),
                EnvelopeKind.valueOf(row.get(BID_UPLOAD.KIND)),
                row.get(BID_UPLOAD.LENGTH),
                row.get(BID_UPLOAD.CREATED_AT),
                row.get(TENDER_PROJECT.BID_DEADLINE),
                Optional.ofNullable(row.get(BID_UPLOAD.COMPLETED_AT)).map(at -> complete(row)));
    }

    private static EnvelopeUpload.Complete complete(Record row) {
        try {
            return new EnvelopeUpload.Complete(
                    row.get(BID_UPLOAD.SHA256),
                    HeaderReader.parse(row.get(BID_UPLOAD.HEADER)),
                    row.get(BID_UPLOAD.COMPLETED_AT));
        } catch (MalformedEnvelope e) {
            throw new IllegalStateException("upload " + row.get(BID_UPLOAD.ID) + " has lost its header", e);
        }
    }

    /** False when it is complete, or removed, already. */
    boolean complete(Transaction tx, EnvelopeUpload upload, EnvelopeUpload.Complete complete) {
        return tx.dsl()
                        .update(BID_UPLOAD)
                        .set(BID_UPLOAD.SHA256, complete.sha256())
                        .set(BID_UPLOAD.HEADER, complete.header().bytes())
                        .set(BID_UPLOAD.COMPLETED_AT, complete.at())
                        .where(BID_UPLOAD.PROJECT_ID.eq(upload.projectId()))
                        .and(BID_UPLOAD.LOT_ID.eq(upload.lotId()))
                        .and(BID_UPLOAD.ID.eq(upload.id()))
                        .and(BID_UPLOAD.COMPLETED_AT.isNull())
                        .and(BID_UPLOAD.REMOVED_AT.isNull())
                        .execute()
                == 1;
    }

    /** Takes it off the list, unless a submission has taken it up; false then. */
    boolean removeUntaken(Transaction tx, EnvelopeUpload upload, Instant now) {
        return tx.dsl()
                        .update(BID_UPLOAD)
                        .set(BID_UPLOAD.REMOVED_AT, now)
                        .where(BID_UPLOAD.PROJECT_ID.eq(upload.projectId()))
                        .and(BID_UPLOAD.LOT_ID.eq(upload.lotId()))
                        .and(BID_UPLOAD.ID.eq(upload.id()))
                        .andNotExists(taken())
                        .execute()
                == 1;
    }

    /** Submissions that have taken up the upload of the outer statement. */
    private static Select<?> taken() {
        return DSL.selectOne()
                .from(BID_ENVELOPE)
                .where(BID_ENVELOPE.PROJECT_ID.eq(BID_UPLOAD.PROJECT_ID))
                .and(BID_ENVELOPE.LOT_ID.eq(BID_UPLOAD.LOT_ID))
                .and(BID_ENVELOPE.UPLOAD_ID.eq(BID_UPLOAD.ID));
    }

    /** Lots whose deadline was then or before, with uploads that no submission has taken up. */
    List<SweepUploads.Place> overdue(Transaction tx, Instant then) {
        return tx.dsl()
                .selectDistinct(BID_UPLOAD.PROJECT_ID, BID_UPLOAD.LOT_ID)
                .from(BID_UPLOAD)
                .join(TENDER_PROJECT)
                .on(TENDER_PROJECT.ID.eq(BID_UPLOAD.PROJECT_ID))
                .where(TENDER_PROJECT.BID_DEADLINE.le(then))
                .and(BID_UPLOAD.REMOVED_AT.isNull())
                .andNotExists(taken())
                .fetch(row -> new SweepUploads.Place(row.value1(), row.value2()));
    }

    /** Ids of all that were ever removed. */
    List<UUID> removed(Transaction tx) {
        return tx.dsl()
                .select(BID_UPLOAD.ID)
                .from(BID_UPLOAD)
                .where(BID_UPLOAD.REMOVED_AT.isNotNull())
                .fetch(BID_UPLOAD.ID);
    }
}
