package org.gongping.core.scoring.result;

import org.gongping.core.scoring.derive.Num;
import org.gongping.core.scoring.derive.Relation;

/**
 * Something the committee or the supervisor must look at. An anomaly never rejects a bid: people decide (L13).
 *
 * @param bid the bid concerned, null for all
 * @param left left side of the comparison that showed it, null without one
 * @param blocksReport the evaluation report waits until it is settled
 */
public record Anomaly(
        String kind,
        String bid,
        String ruleId,
        String citation,
        Num left,
        Relation relation,
        Num right,
        boolean blocksReport,
        Sentence text) {

    public static Anomaly of(String kind, String bid, String ruleId, String citation, String zh, String en) {
        return new Anomaly(kind, bid, ruleId, citation, null, null, null, false, new Sentence(zh, en));
    }
}
