package org.gongping.core.bid;

import static org.gongping.core.db.jooq.Tables.BID;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.db.Transaction;
import org.gongping.core.db.jooq.tables.records.BidRecord;

/** The bids of a lot. */
public final class BidRepository {
    /** In the order of the list of received bids. */
    public List<Bid> list(Transaction tx, UUID projectId, UUID lotId) {
        return tx.dsl()
                .selectFrom(BID)
                .where(BID.PROJECT_ID.eq(projectId))
                .and(BID.LOT_ID.eq(lotId))
                .orderBy(BID.NO)
                .fetch(BidRepository::bid);
    }

    /** Of all lots of a project, by lot. */
    public Map<UUID, List<Bid>> byLot(Transaction tx, UUID projectId) {
        return tx.dsl()
                .selectFrom(BID)
                .where(BID.PROJECT_ID.eq(projectId))
                .orderBy(BID.LOT_ID, BID.NO)
                .fetchGroups(BID.LOT_ID, BidRepository::bid);
    }

    public Optional<Bid> find(Transaction tx, UUID projectId, UUID lotId, UUID bidId) {
        return list(tx, projectId, lotId).stream()
                .filter(bid -> bid.id().equals(bidId))
                .findFirst();
    }

    public void insert(Transaction tx, UUID projectId, UUID lotId, List<Bid> bids) {
        tx.dsl()
                .batchInsert(
                        bids.stream().map(bid -> record(projectId, lotId, bid)).toList())
                .execute();
    }

    /** Writes the bid under the next version number. */
    public void update(Transaction tx, UUID projectId, UUID lotId, Bid bid) {
        BidRecord row = record(projectId, lotId, bid);
        row.setVersion(bid.version() + 1);
        tx.dsl()
                .update(BID)
                .set(row)
                .where(BID.PROJECT_ID.eq(projectId))
                .and(BID.LOT_ID.eq(lotId))
                .and(BID.ID.eq(bid.id()))
                .execute();
    }

    private static BidRecord record(UUID projectId, UUID lotId, Bid bid) {
        BidRecord row = new BidRecord();
        row.setProjectId(projectId);
        row.setLotId(lotId);
        row.setId(bid.id());
        row.setNo(bid.no());
        row.setBidderName(bid.bidderName());
        row.setCreditCode(bid.creditCode());
        row.setState(bid.state().name());
        row.setPrice(bid.price());
        row.setPeriodDays(bid.periodDays());
        row.setProjectManager(bid.projectManager());
        row.setFirmSize(bid.firmSize() == null ? null : bid.firmSize().name());
        row.setSmallFirmShare(bid.smallFirmShare());
        row.setReason(bid.reason());
        row.setReadAt(bid.readAt());
        row.setRejectedGround(bid.rejection() == null ? null : bid.rejection().ground());
        row.setRejectedPage(bid.rejection() == null ? null : bid.rejection().page());
        row.setRejectedReason(bid.rejection() == null ? null : bid.rejection().reason());
        row.setSubmissionId(bid.submissionId());
        row.setVersion(bid.version());
        return row;
    }

    private static Bid bid(BidRecord row) {
        return new Bid(
                row.getId(),
                row.getNo(),
                row.getBidderName(),
                row.getCreditCode(),
                Bid.State.valueOf(row.getState()),
                row.getPrice(),
                row.getPeriodDays(),
                row.getProjectManager(),
                row.getFirmSize() == null ? null : Bid.FirmSize.valueOf(row.getFirmSize()),
                row.getSmallFirmShare(),
                row.getReason(),
                row.getReadAt(),
                row.getRejectedGround() == null
                        ? null
                        : new Bid.Rejection(row.getRejectedGround(), row.getRejectedPage(), row.getRejectedReason()),
                row.getSubmissionId(),
                row.getVersion());
    }
}
