package org.gongping.core.scoring.result;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.gongping.core.scoring.derive.Num;
import org.gongping.core.scoring.derive.Step;
import org.gongping.core.scoring.input.ScoringInput;
import org.gongping.core.scoring.method.Finding;
import org.gongping.core.scoring.method.MethodDefinition;

/**
 * The record of one computation: inputs, every intermediate value, the derivation and its sentences (P07). Its JSON form
 * is {@link ResultJson}.
 *
 * @param n number of prices behind the benchmark
 * @param validCount number of bids in the valid set now
 * @param statistic the mean or other statistic, null where the benchmark has none
 * @param benchmarkRaw before rounding, null without a benchmark
 * @param rows one per valid bid, in the order of the labels
 * @param ranking labels in order of rank
 * @param steps the derivation, in order
 */
public record ScoringResult(
        MethodDefinition method,
        ScoringInput input,
        State state,
        Sentence stateReason,
        List<Finding> refusals,
        List<DrawnValue> drawn,
        int n,
        int validCount,
        List<Dropped> dropped,
        Num statistic,
        Num benchmarkRaw,
        Num benchmark,
        Optional<FreezePoint> freezePoint,
        List<Row> rows,
        List<String> ranking,
        List<String> candidates,
        List<Anomaly> anomalies,
        List<TriggerOutcome> triggers,
        List<Sentence> explanation,
        List<Step> steps,
        Instant computedAt) {

    /** Version of the engine's arithmetic; it changes whenever the same inputs could give another digit. */
    public static final String ENGINE_VERSION = "1.0.0";

    /** A drawn or fixed parameter as it entered the computation. */
    public record DrawnValue(String name, BigDecimal value, boolean fixed) {}

    /** The row of a bid; empty where the bid is not in the valid set. */
    public Optional<Row> row(String bid) {
        return rows.stream().filter(r -> r.bid().equals(bid)).findFirst();
    }

    public ObjectNode toJson() {
        return ResultJson.of(this);
    }
}
