package org.gongping.core.scoring.method;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A versioned definition of a scoring method, as read from {@code gongping.method/1}. It is data: every figure of a
 * computation stands in it or in the inputs.
 *
 * @param json the definition as published, from which every INPUT of a derivation can be looked up
 * @param digest lower-case hex SHA-256 over the canonical bytes (RFC 8785) of the definition without {@code digest}
 * @param recompute empty only where the benchmark is the lowest price, which recomputes by nature
 * @param minimumValid empty where the definition does not say; the validator then refuses to publish it
 */
public record MethodDefinition(
        JsonNode json,
        String digest,
        String methodId,
        String version,
        String family,
        String nameZh,
        String nameEn,
        Regime regime,
        List<String> projectTypes,
        List<Citation> citations,
        Figure fullMarks,
        Figure floor,
        Cap cap,
        String validSet,
        Limits limits,
        StripItems stripItems,
        ReviewPriceRule reviewPrice,
        Benchmark benchmark,
        ScoreRule score,
        Ranking ranking,
        List<RandomParameter> randomParameters,
        List<DerivedParameter> derivedParameters,
        Map<Stage, RoundingRule> rounding,
        Optional<Recompute> recompute,
        Optional<MinimumValid> minimumValid,
        List<TriggerRule> abnormallyLow,
        List<TieKey> ties,
        List<Adjustment> adjustments,
        List<Component> components,
        Optional<TimeValue> timeValue,
        Optional<TwoStage> twoStage) {

    public Optional<RoundingRule> rounding(Stage stage) {
        return Optional.ofNullable(rounding.get(stage));
    }

    public boolean isGovernmentProcurement() {
        return regime == Regime.GOVERNMENT_PROCUREMENT;
    }
}
