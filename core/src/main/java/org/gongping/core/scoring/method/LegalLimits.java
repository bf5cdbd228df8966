package org.gongping.core.scoring.method;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gongping.core.audit.CanonicalJson;

/**
 * The law's figures that a definition is held to. They are data of a rule set; {@link #shipped} is what the product
 * brings along, and a rule set may fill its own.
 *
 * @param priceWeight share of the price in 100 points by project type (P01, 87号令55)
 * @param deductions rate taken off the price by kind of firm (P02)
 * @param scoreBonuses rate added to the price score by kind of firm (P02)
 * @param triggerRatios by trigger (V08)
 * @param explainAtLeast least time to explain an abnormally low price, in procurement (V08)
 * @param minimumValid least number of valid bids (V09, V20)
 * @param mostCandidates greatest number of candidates (V10)
 * @param localBonusWords words that betray a bonus for locality, awards or brands (X01)
 * @param drawnWinnerWords words that betray a draw of a bidder (X02)
 */
public record LegalLimits(
        Map<String, Range> priceWeight,
        Map<String, Range> deductions,
        Map<String, Range> scoreBonuses,
        Map<String, Range> triggerRatios,
        Duration explainAtLeast,
        int minimumValid,
        int mostCandidates,
        List<String> localBonusWords,
        List<String> drawnWinnerWords) {

    /** Both ends belong to the range; an end left out is open. */
    public record Range(Optional<BigDecimal> least, Optional<BigDecimal> most) {
        public boolean contains(BigDecimal value) {
            return least.filter(l -> value.compareTo(l) < 0).isEmpty()
                    && most.filter(m -> value.compareTo(m) > 0).isEmpty();
        }

        public String written() {
            return least.map(BigDecimal::toPlainString).orElse("…")
                    + " – "
                    + most.map(BigDecimal::toPlainString).orElse("…");
        }
    }

    /** The limits that ship with the product, {@code scoring/legal-limits.json}. */
    public static LegalLimits shipped() {
        try (InputStream in = LegalLimits.class.getResourceAsStream("/scoring/legal-limits.json")) {
            if (in == null) {
                throw new IllegalStateException("missing from the product: scoring/legal-limits.json");
            }
            return of(CanonicalJson.parse(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads limits in the form of the shipped file.
     *
     * @throws IllegalArgumentException when a figure is missing or is none
     */
    public static LegalLimits of(JsonNode json) {
        return new LegalLimits(
                ranges(json.path("priceWeight")),
                ranges(json.path("deductions")),
                ranges(json.path("scoreBonuses")),
                ranges(json.path("triggerRatios")),
                Duration.parse(required(json, "explainAtLeast").asText()),
                required(json, "minimumValid").intValue(),
                required(json, "mostCandidates").intValue(),
                words(json.path("localBonusWords")),
                words(json.path("drawnWinnerWords")));
    }

    private static JsonNode required(JsonNode json, String name) {
        if (!json.hasNonNull(name)) {
            throw new IllegalArgumentException("legal limits without " + name);
        }
        return json.get(name);
    }

    private static Map<String, Range> ranges(JsonNode object) {
        Map<String, Range> all = new LinkedHashMap<>();
        object.properties()
                .forEach(e -> all.put(
                        e.getKey(),
                        new Range(
                                end(e.getValue().path("least")),
                                end(e.getValue().path("most")))));
        return Map.copyOf(all);
    }

    private static Optional<BigDecimal> end(JsonNode figure) {
        return figure.isTextual() ? Optional.of(new BigDecimal(figure.asText())) : Optional.empty();
    }

    private static List<String> words(JsonNode array) {
        List<String> all = new ArrayList<>();
        array.forEach(word -> all.add(word.asText()));
        return List.copyOf(all);
    }
}
