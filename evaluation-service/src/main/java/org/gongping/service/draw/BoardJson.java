package org.gongping.service.draw;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.gongping.core.rule.Bilingual;
import org.gongping.draw.calling.Board;
import org.gongping.draw.calling.CallMessage;

/** Confirmations by code, as the contract shows them. */
record BoardJson(
        int attempt,
        String drawId,
        String state,
        int confirmed,
        List<SeatJson> seats,
        List<JsonNode> replacements,
        List<String> halves,
        boolean unlockAgain,
        int declined,
        int noAnswer,
        int answerSeconds,
        Optional<ShortageJson> shortage,
        UnsealingJson unsealing,
        List<CauseJson> leaving,
        Optional<OfficerJson> officer) {
    /** Empty as long as no result stands. */
    record Answer(Optional<BoardJson> board) {}

    record TryJson(String channel, String state, Instant at) {
        static List<TryJson> of(List<CallMessage> tries) {
            return tries.stream()
                    .map(each -> new TryJson(each.channel(), each.state().name(), each.at()))
                    .toList();
        }
    }

    record CallJson(String pid, Instant startedAt, Optional<Instant> endsAt, List<TryJson> tries) {}

    record SeatJson(
            int no,
            String stratum,
            List<String> specialties,
            Optional<String> venue,
            Optional<String> city,
            Optional<String> place,
            String pid,
            String state,
            Instant since,
            Optional<CallJson> call) {
        static SeatJson of(Board.Place place) {
            var seat = place.seat();
            return new SeatJson(
                    seat.no(),
                    seat.stratum(),
                    place.specialties(),
                    seat.venue(),
                    seat.city(),
                    seat.place(),
                    seat.pid(),
                    seat.state().name(),
                    seat.since(),
                    place.call()
                            .map(call -> new CallJson(
                                    call.pid(), call.startedAt(), call.endsAt(), TryJson.of(call.tries()))));
        }
    }

    record ShortageJson(List<String> strata, String rule, String article, Bilingual what) {}

    record UnsealingJson(
            Optional<Instant> signInFrom,
            boolean mayPublish,
            boolean openToSignIn,
            boolean open,
            List<String> signInHalves,
            List<String> publishHalves) {}

    record CauseJson(String reason, boolean evidence, Optional<Instant> from) {}

    record OfficerJson(String party, String sealedHalf) {}

    static Answer of(Optional<Board> board) {
        return new Answer(board.map(BoardJson::of));
    }

    private static BoardJson of(Board board) {
        var unsealing = board.unsealing();
        return new BoardJson(
                board.attempt(),
                board.drawId(),
                board.state(),
                board.confirmed(),
                board.seats().stream().map(SeatJson::of).toList(),
                board.replacements().stream()
                        .<JsonNode>map(filling -> filling.replacement()
                                .json()
                                .put("seat", filling.seat())
                                .put("ended", filling.ended()))
                        .toList(),
                board.halves(),
                board.unlockAgain(),
                board.declined(),
                board.noAnswer(),
                board.answerSeconds(),
                board.shortage().map(each -> new ShortageJson(each.strata(), each.rule(), each.article(), each.what())),
                new UnsealingJson(
                        unsealing.signInFrom(),
                        unsealing.mayPublish(),
                        unsealing.openToSignIn(),
                        unsealing.open(),
                        unsealing.signInHalves(),
                        unsealing.publishHalves()),
                board.leaving().stream()
                        .map(cause -> new CauseJson(cause.reason().name(), cause.evidence(), cause.from()))
                        .toList(),
                board.officer()
                        .map(each -> new OfficerJson(
                                each.party(), Base64.getEncoder().encodeToString(each.sealedHalf()))));
    }
}
