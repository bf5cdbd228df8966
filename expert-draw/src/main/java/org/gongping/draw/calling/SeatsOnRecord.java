package org.gongping.draw.calling;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.db.Transaction;
import org.gongping.draw.protocol.Drawing;
import org.gongping.draw.protocol.Octets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the stored seats to what the draw and the records of the log yield: whoever can write in the database could put
 * another pseudonym into a seat, but neither into the ranking nor into a record.
 */
final class SeatsOnRecord {
    private static final Logger LOG = LoggerFactory.getLogger(SeatsOnRecord.class);

    private final DrawRecordRepository records = new DrawRecordRepository();
    private final DoneDraw draw;
    private final List<Seat> drawn;
    private final String resultHash;

    SeatsOnRecord(DoneDraw draw, Drawing.Outcome.Drawn drawn) {
        this.draw = draw;
        this.drawn = SeatPlan.of(draw, drawn, Instant.EPOCH);
        this.resultHash = Octets.hex(drawn.result().hash());
    }

    /** Whether the one who is to be called first for a seat is the one who was drawn for it. */
    boolean isDrawn(Transaction tx, Seat seat) {
        boolean is = isResultOnRecord(tx)
                && drawn.stream()
                        .anyMatch(each -> each.no() == seat.no() && each.pid().equals(seat.pid()));
        if (!is) {
            LOG.error("seat {} of {} does not hold who was drawn for it: nobody is called", seat.no(), draw.id());
        }
        return is;
    }

    /** Whoever alters the stored pool or seed gets another result than the one that the log holds. */
    private boolean isResultOnRecord(Transaction tx) {
        return records.bodies(tx, draw, AuditKind.DRAW_RESULT).stream()
                .anyMatch(body -> body.path("result_hash").asText().equals(resultHash));
    }

    /** A refusal when one who has confirmed does not follow from the draw, the replacements and the calls on record. */
    Optional<Refusal> contradiction(Transaction tx, List<Seat> seats) {
        Map<Integer, String> members = new HashMap<>();
        drawn.forEach(seat -> members.put(seat.no(), seat.pid()));
        for (JsonNode body : records.bodies(tx, draw, AuditKind.DRAW_REPLACE)) {
            String vacated = body.path("vacated").asText();
            members.replaceAll(
                    (_, pid) -> pid.equals(vacated) ? body.path("seated").asText("") : pid);
        }
        List<String> accepted = new ArrayList<>();
        for (JsonNode body : records.bodies(tx, draw, AuditKind.DRAW_CALL)) {
            if (body.path("outcome").asText().equals("ACCEPTED")) {
                accepted.add(body.path("seat").asInt() + " " + body.path("pid").asText());
            }
        }
        boolean isResult = isResultOnRecord(tx);
        return seats.stream()
                .filter(seat -> seat.state() == Seat.State.CONFIRMED)
                .filter(seat -> !isResult
                        || !seat.pid().equals(members.get(seat.no()))
                        || !accepted.contains(seat.no() + " " + seat.pid()))
                .findFirst()
                .map(this::refusal);
    }

    private Refusal refusal(Seat seat) {
        LOG.error("seat {} of {} holds another than the log says", seat.no(), draw.id());
        return new Refusal.Conflict(
                "seats-altered",
                "第 " + seat.no() + " 席的代码与抽取结果和通知记录不符，数据库可能被改动；请报监督部门处理",
                "Seat " + seat.no()
                        + " holds another code than draw and calls on record yield: the database may have been"
                        + " altered. Tell the supervisor",
                Optional.empty());
    }
}
