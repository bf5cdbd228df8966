package org.gongping.core.opening.hall;

import static org.gongping.core.db.jooq.Tables.DECRYPTION_ATTEMPT;
import static org.gongping.core.db.jooq.Tables.LOT;
import static org.gongping.core.db.jooq.Tables.OPENING_CHECK_IN;
import static org.gongping.core.db.jooq.Tables.OPENING_CONFIRMATION;
import static org.gongping.core.db.jooq.Tables.OPENING_HALL;
import static org.gongping.core.db.jooq.Tables.OPENING_PLAN;
import static org.gongping.core.db.jooq.Tables.OPENING_SHARE;
import static org.gongping.core.db.jooq.Tables.RELEASED_KEY;
import static org.gongping.core.db.jooq.Tables.TENDER_PROJECT;

import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gongping.core.bid.envelope.EnvelopeKind;
import org.gongping.core.bid.plan.Holder;
import org.gongping.core.db.Transaction;
import org.gongping.core.db.jooq.tables.records.OpeningHallRecord;

/** Halls, and what bidders and holders do in them. */
public final class HallRepository {
    /** Where a lot is. */
    public record Place(UUID projectId, UUID lotId) {}

    public Optional<Hall> find(Transaction tx, UUID projectId, UUID lotId) {
        return tx.dsl()
                .selectFrom(OPENING_HALL)
                .where(OPENING_HALL.PROJECT_ID.eq(projectId))
                .and(OPENING_HALL.LOT_ID.eq(lotId))
                .fetchOptional(HallRepository::hall);
    }

    private static Hall hall(OpeningHallRecord row) {
        return new Hall(
                row.getProjectId(),
                row.getLotId(),
                row.getSitting(),
                row.getOpenedAt(),
                row.getWindowEndsAt(),
                row.getRemedyEndsAt(),
                row.getClosedAt(),
                row.getConfirmEndsAt(),
                row.getAdjournedAt() == null ? null : new Hall.Between(row.getAdjournedAt(), row.getResumesAt()),
                row.getPausedAt(),
                row.getPauseReason(),
                row.getAliveAt());
    }

    void write(Transaction tx, Hall hall) {
        OpeningHallRecord row = new OpeningHallRecord();
        row.setProjectId(hall.projectId());
        row.setLotId(hall.lotId());
        row.setSitting((short) hall.sitting());
        row.setOpenedAt(hall.openedAt());
        row.setWindowEndsAt(hall.windowEndsAt());
        row.setRemedyEndsAt(hall.remedyEndsAt());
        row.setClosedAt(hall.closedAt());
        row.setConfirmEndsAt(hall.confirmEndsAt());
        row.setAdjournedAt(hall.between() == null ? null : hall.between().adjournedAt());
        row.setResumesAt(hall.between() == null ? null : hall.between().resumesAt());
        row.setPausedAt(hall.pausedAt());
        row.setPauseReason(hall.pauseReason());
        row.setAliveAt(hall.aliveAt());
        tx.dsl()
                .insertInto(OPENING_HALL)
                .set(row)
                .onConflict(OPENING_HALL.PROJECT_ID, OPENING_HALL.LOT_ID)
                .doUpdate()
                .set(row)
                .execute();
    }

    /** Lots whose opening is due and not begun. */
    List<Place> due(Transaction tx, Instant now) {
        return tx.dsl()
                .select(LOT.PROJECT_ID, LOT.ID)
                .from(LOT)
                .join(TENDER_PROJECT)
                .on(TENDER_PROJECT.ID.eq(LOT.PROJECT_ID))
                .join(OPENING_PLAN)
                .on(OPENING_PLAN.PROJECT_ID.eq(LOT.PROJECT_ID))
                .where(LOT.PHASE.eq("PUBLISHED"))
                .and(TENDER_PROJECT.BID_DEADLINE.le(now))
                .fetch(row -> new Place(row.value1(), row.value2()));
    }

    /** Halls in which a window runs. */
    List<Place> running(Transaction tx) {
        return tx.dsl()
                .select(OPENING_HALL.PROJECT_ID, OPENING_HALL.LOT_ID)
                .from(OPENING_HALL)
                .join(LOT)
                .on(LOT.PROJECT_ID.eq(OPENING_HALL.PROJECT_ID))
                .and(LOT.ID.eq(OPENING_HALL.LOT_ID))
                .where(LOT.PHASE.eq("OPENING"))
                .fetch(row -> new Place(row.value1(), row.value2()));
    }

    /** How far each bid is in this sitting, by bid; those nobody tried to open are not in it. */
    Map<UUID, Decryption> decryptions(Transaction tx, Hall hall) {
        UUID projectId = hall.projectId();
        UUID lotId = hall.lotId();
        Map<UUID, List<Decryption.Attempt>> attempts = tx.dsl()
                .selectFrom(DECRYPTION_ATTEMPT)
                .where(DECRYPTION_ATTEMPT.PROJECT_ID.eq(projectId))
                .and(DECRYPTION_ATTEMPT.LOT_ID.eq(lotId))
                .and(DECRYPTION_ATTEMPT.SITTING.eq((short) hall.sitting()))
                .orderBy(DECRYPTION_ATTEMPT.NO)
                .fetchGroups(
                        DECRYPTION_ATTEMPT.BID_ID,
                        row -> new Decryption.Attempt(
                                row.getNo(), Decryption.By.valueOf(row.getBy()), row.getFault(), row.getAt()));
        Map<UUID, Map<EnvelopeKind, Decryption.Released>> keys = new HashMap<>();
        tx.dsl()
                .selectFrom(RELEASED_KEY)
                .where(RELEASED_KEY.PROJECT_ID.eq(projectId))
                .and(RELEASED_KEY.LOT_ID.eq(lotId))
                .forEach(row -> keys.computeIfAbsent(row.getBidId(), _ -> new EnumMap<>(EnvelopeKind.class))
                        .put(
                                EnvelopeKind.valueOf(row.getKind()),
                                new Decryption.Released(
                                        row.getKey(), Decryption.By.valueOf(row.getBy()), row.getAt())));
        Map<UUID, Decryption> decryptions = new HashMap<>();
        attempts.forEach((bid, list) ->
                decryptions.put(bid, new Decryption(bid, list, keys.getOrDefault(bid, Map.of()))));
        return decryptions;
    }

    void insert(Transaction tx, Hall hall, UUID bidId, Decryption.Attempt attempt) {
        tx.dsl()
                .insertInto(DECRYPTION_ATTEMPT)
                .set(DECRYPTION_ATTEMPT.PROJECT_ID, hall.projectId())
                .set(DECRYPTION_ATTEMPT.LOT_ID, hall.lotId())
                .set(DECRYPTION_ATTEMPT.BID_ID, bidId)
                .set(DECRYPTION_ATTEMPT.SITTING, (short) hall.sitting())
                .set(DECRYPTION_ATTEMPT.NO, attempt.no())
                .set(DECRYPTION_ATTEMPT.BY, attempt.by().name())
                .set(DECRYPTION_ATTEMPT.FAULT, attempt.fault())
                .set(DECRYPTION_ATTEMPT.AT, attempt.at())
                .execute();
    }

    /** A key that is there already is the same one: both match the commitment. */
    void insert(Transaction tx, Hall hall, UUID bidId, EnvelopeKind kind, Decryption.Released released) {
        tx.dsl()
                .insertInto(RELEASED_KEY)
                .set(RELEASED_KEY.PROJECT_ID, hall.projectId())
                .set(RELEASED_KEY.LOT_ID, hall.lotId())
                .set(RELEASED_KEY.BID_ID, bidId)
                .set(RELEASED_KEY.KIND, kind.name())
                .set(RELEASED_KEY.KEY, released.key())
                .set(RELEASED_KEY.BY, released.by().name())
                .set(RELEASED_KEY.AT, released.at())
                .onConflictDoNothing()
                .execute();
    }

    /** Bids of which holders opened an envelope. */
    Set<UUID> openedByHolders(Transaction tx, UUID projectId, UUID lotId) {
        return tx.dsl()
                .selectDistinct(RELEASED_KEY.BID_ID)
                .from(RELEASED_KEY)
                .where(RELEASED_KEY.PROJECT_ID.eq(projectId))
                .and(RELEASED_KEY.LOT_ID.eq(lotId))
                .and(RELEASED_KEY.BY.eq(Decryption.By.HOLDERS.name()))
                .fetchSet(RELEASED_KEY.BID_ID);
    }

    /** Opened shares of a bid, by envelope and holder. */
    Map<EnvelopeKind, Map<Holder, byte[]>> shares(Transaction tx, UUID projectId, UUID lotId, UUID bidId) {
        Map<EnvelopeKind, Map<Holder, byte[]>> shares = new EnumMap<>(EnvelopeKind.class);
        tx.dsl()
                .selectFrom(OPENING_SHARE)
                .where(OPENING_SHARE.PROJECT_ID.eq(projectId))
                .and(OPENING_SHARE.LOT_ID.eq(lotId))
                .and(OPENING_SHARE.BID_ID.eq(bidId))
                .forEach(row -> shares.computeIfAbsent(
                                EnvelopeKind.valueOf(row.getKind()), _ -> new EnumMap<>(Holder.class))
                        .put(Holder.of(row.getHolder()).orElseThrow(), row.getShare()));
        return shares;
    }

    /** Who has brought shares of these envelopes, by bid; bids of which nobody has are not in it. */
    Map<UUID, Set<Holder>> holders(Transaction tx, Hall hall, List<EnvelopeKind> kinds) {
        Map<UUID, Set<Holder>> holders = new HashMap<>();
        tx.dsl()
                .selectDistinct(OPENING_SHARE.BID_ID, OPENING_SHARE.HOLDER)
                .from(OPENING_SHARE)
                .where(OPENING_SHARE.PROJECT_ID.eq(hall.projectId()))
                .and(OPENING_SHARE.LOT_ID.eq(hall.lotId()))
                .and(OPENING_SHARE.KIND.in(kinds.stream().map(Enum::name).toList()))
                .forEach(row -> holders.computeIfAbsent(row.value1(), _ -> EnumSet.noneOf(Holder.class))
                        .add(Holder.of(row.value2()).orElseThrow()));
        return holders;
    }

    void insert(Transaction tx, Hall hall, UUID bidId, EnvelopeKind kind, Holder holder, byte[] share, Instant now) {
        tx.dsl()
                .insertInto(OPENING_SHARE)
                .set(OPENING_SHARE.PROJECT_ID, hall.projectId())
                .set(OPENING_SHARE.LOT_ID, hall.lotId())
                .set(OPENING_SHARE.BID_ID, bidId)
                .set(OPENING_SHARE.KIND, kind.name())
                .set(OPENING_SHARE.HOLDER, holder.token())
                .set(OPENING_SHARE.SHARE, share)
                .set(OPENING_SHARE.AT, now)
                .onConflictDoNothing()
                .execute();
    }

    /** When what was read in this sitting was confirmed, by bid. */
    Map<UUID, Instant> confirmations(Transaction tx, Hall hall) {
        return tx.dsl()
                .selectFrom(OPENING_CONFIRMATION)
                .where(OPENING_CONFIRMATION.PROJECT_ID.eq(hall.projectId()))
                .and(OPENING_CONFIRMATION.LOT_ID.eq(hall.lotId()))
                .and(OPENING_CONFIRMATION.SITTING.eq((short) hall.sitting()))
                .fetchMap(OPENING_CONFIRMATION.BID_ID, OPENING_CONFIRMATION.AT);
    }

    /** False when the bid is confirmed already. */
    boolean insertConfirmation(Transaction tx, Hall hall, UUID bidId, Instant now) {
        return tx.dsl()
                        .insertInto(OPENING_CONFIRMATION)
                        .set(OPENING_CONFIRMATION.PROJECT_ID, hall.projectId())
                        .set(OPENING_CONFIRMATION.LOT_ID, hall.lotId())
                        .set(OPENING_CONFIRMATION.BID_ID, bidId)
                        .set(OPENING_CONFIRMATION.SITTING, (short) hall.sitting())
                        .set(OPENING_CONFIRMATION.AT, now)
                        .onConflictDoNothing()
                        .execute()
                == 1;
    }

    /** When a bidder checked in, by registration; for the bidder itself, and for all from the deadline on. */
    Map<UUID, Instant> checkIns(Transaction tx, UUID projectId, UUID lotId) {
        return tx.dsl()
                .selectFrom(OPENING_CHECK_IN)
                .where(OPENING_CHECK_IN.PROJECT_ID.eq(projectId))
                .and(OPENING_CHECK_IN.LOT_ID.eq(lotId))
                .fetchMap(OPENING_CHECK_IN.REGISTRATION_ID, OPENING_CHECK_IN.AT);
    }

    /** False when the bidder has checked in already. */
    boolean insertCheckIn(
            Transaction tx, UUID projectId, UUID lotId, UUID registrationId, UUID representative, Instant now) {
        return tx.dsl()
                        .insertInto(OPENING_CHECK_IN)
                        .set(OPENING_CHECK_IN.PROJECT_ID, projectId)
                        .set(OPENING_CHECK_IN.LOT_ID, lotId)
                        .set(OPENING_CHECK_IN.REGISTRATION_ID, registrationId)
                        .set(OPENING_CHECK_IN.REPRESENTATIVE, representative)
                        .set(OPENING_CHECK_IN.AT, now)
                        .onConflictDoNothing()
                        .execute()
                == 1;
    }
}
