package org.gongping.service.opening;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.bid.Bid;
import org.gongping.core.bid.envelope.EnvelopeKind;
import org.gongping.core.bid.plan.Holder;
import org.gongping.core.opening.hall.Decryption;
import org.gongping.core.opening.hall.Hall;
import org.gongping.core.opening.hall.ReadHall;
import org.gongping.core.tender.LotPhase;
import org.gongping.service.wire.Amounts;

/** A hall as the contract writes it. */
record HallJson(
        UUID lotId,
        UUID roomId,
        String stage,
        Instant now,
        Instant deadline,
        int sitting,
        int sittings,
        Instant openedAt,
        Instant windowEndsAt,
        Instant remedyEndsAt,
        Instant closedAt,
        Instant confirmEndsAt,
        Instant adjournedAt,
        Instant resumesAt,
        Instant pausedAt,
        String pauseReason,
        List<String> kinds,
        List<String> laterKinds,
        RemedyJson remedy,
        Instant checkedInAt,
        UUID ownBidId,
        List<HeaderJson> ownHeaders,
        List<SeatJson> bids,
        List<WaitingJson> toShare) {
    record LotHallJson(String lotName, HallJson hall) {}

    /** What somebody without a login sees of a tender's openings. */
    record PublicJson(String projectCode, String title, List<LotHallJson> lots) {
        static PublicJson of(List<ReadHall.Shown> halls) {
            return new PublicJson(
                    halls.getFirst().project().code(),
                    halls.getFirst().project().title(),
                    halls.stream()
                            .map(shown -> new LotHallJson(shown.lot().name(), HallJson.of(shown)))
                            .toList());
        }
    }

    record RemedyJson(int k, List<String> holders) {}

    /** @param header canonical JSON, base64 */
    record HeaderJson(String kind, String header) {}

    record AttemptJson(int no, String by, String fault, Instant at) {}

    record SeatJson(
            UUID bidId,
            int no,
            String bidderName,
            Instant receivedAt,
            Instant checkedInAt,
            boolean isOpen,
            boolean isBeingTried,
            List<AttemptJson> attempts,
            List<String> shares,
            Bid.State state,
            BigDecimal price,
            Integer periodDays,
            Bid.FirmSize firmSize,
            String reason,
            Instant confirmedAt) {}

    record WaitingJson(UUID bidId, int no, List<HeaderJson> headers) {}

    static HallJson of(ReadHall.Shown shown) {
        Optional<Hall> hall = shown.hall();
        Instant closed = hall.map(Hall::closedAt).orElse(null);
        int sitting = hall.map(Hall::sitting).orElse(1);
        boolean isLast = sitting == shown.plan().sittings();
        Hall.Between between = hall.map(Hall::between).orElse(null);
        return new HallJson(
                shown.lot().id(),
                shown.lot().id(),
                stage(shown),
                shown.now(),
                shown.project().bidDeadline(),
                sitting,
                shown.plan().sittings(),
                hall.map(Hall::openedAt).orElse(null),
                hall.map(Hall::windowEndsAt).orElse(null),
                hall.map(Hall::remedyEndsAt).orElse(null),
                closed,
                hall.map(Hall::confirmEndsAt).orElse(null),
                between == null ? null : between.adjournedAt(),
                between == null ? null : between.resumesAt(),
                hall.map(Hall::pausedAt).orElse(null),
                hall.map(Hall::pauseReason).orElse(null),
                tokens(shown.plan().kindsOf(sitting)),
                isLast ? List.of() : tokens(shown.plan().kindsOf(2)),
                shown.plan()
                        .remedy()
                        .map(remedy -> new RemedyJson(
                                remedy.k(),
                                remedy.holders().stream().map(Holder::token).toList()))
                        .orElse(null),
                shown.checkedInAt(),
                shown.ownBid().orElse(null),
                headers(shown.own()),
                shown.seats().stream().map(seat -> seat(seat, closed != null)).toList(),
                shown.seats().stream()
                        .filter(seat -> shown.toShare().containsKey(seat.bid().id()))
                        .map(seat -> new WaitingJson(
                                seat.bid().id(),
                                seat.bid().no(),
                                headers(shown.toShare().get(seat.bid().id()))))
                        .toList());
    }

    private static List<String> tokens(List<EnvelopeKind> kinds) {
        return kinds.stream().map(EnvelopeKind::token).toList();
    }

    private static String stage(ReadHall.Shown shown) {
        if (shown.hall().isEmpty() && shown.lot().phase() instanceof LotPhase.Failed) {
            return "FAILED";
        }
        if (shown.hall().isEmpty()) {
            return shown.now().isBefore(shown.project().bidDeadline()) ? "CHECK_IN" : "WAITING";
        }
        return shown.lot().dates().openingEndedAt() != null
                ? "ENDED"
                : shown.hall().get().stage(shown.now()).name();
    }

    private static List<HeaderJson> headers(Map<EnvelopeKind, byte[]> headers) {
        return headers.entrySet().stream()
                .map(each -> new HeaderJson(
                        each.getKey().token(), Base64.getEncoder().encodeToString(each.getValue())))
                .toList();
    }

    private static SeatJson seat(ReadHall.Seat seat, boolean isClosed) {
        Bid bid = seat.bid();
        return new SeatJson(
                bid.id(),
                bid.no(),
                bid.bidderName(),
                seat.receivedAt(),
                seat.checkedInAt(),
                seat.isOpen(),
                seat.isBeingTried(),
                seat.decryption().attempts().stream().map(HallJson::attempt).toList(),
                seat.shares().stream().map(Holder::token).toList(),
                bid.state(),
                isClosed ? Amounts.plain(bid.price()) : null,
                isClosed ? bid.periodDays() : null,
                isClosed ? bid.firmSize() : null,
                bid.reason(),
                seat.confirmedAt());
    }

    private static AttemptJson attempt(Decryption.Attempt attempt) {
        return new AttemptJson(attempt.no(), attempt.by().name(), attempt.fault(), attempt.at());
    }
}
