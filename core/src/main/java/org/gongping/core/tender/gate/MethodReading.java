package org.gongping.core.tender.gate;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gongping.core.rule.ProcurementKind;

/** Takes from a scoring-method definition what the law asks about it. The definition has passed its schema. */
public final class MethodReading {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final Set<String> FLOOR_PRICE = Set.of("floorPrice", "minimumPrice", "lowestPriceLimit");

    private MethodReading() {}

    /**
     * @param label name of the lot, empty if there is one only
     * @param usesCeiling the tender document says that a ceiling price is used
     * @param ceiling the ceiling price of the lot
     * @param floorPrice a floor price of the lot, which is forbidden
     */
    public static MethodFacts read(
            String label,
            ProcurementKind kind,
            JsonNode definition,
            boolean usesCeiling,
            Optional<BigDecimal> ceiling,
            Optional<BigDecimal> floorPrice) {
        List<MethodFacts.Text> texts = new ArrayList<>();
        int[] floors = {floorPrice.isPresent() ? 1 : 0};
        walk(definition, "", texts, floors);
        return new MethodFacts(
                label,
                kind,
                priceFamily(definition),
                priceWeight(definition),
                scoresPrices(definition),
                definition.path("family").asText("").equals("F8")
                        && !definition.path("score").path("parts").isEmpty()
                        && priceParts(definition).isEmpty(),
                dropped(definition),
                deductions(definition),
                rounding(definition),
                usesCeiling,
                ceiling,
                floors[0],
                estimateUses(definition),
                texts);
    }

    /** F8 holds a price part of another family: lowest benchmark with the ratio score is F1. */
    private static String priceFamily(JsonNode definition) {
        String family = definition.path("family").asText("");
        boolean lowestFirst =
                definition.path("benchmark").path("kind").asText("").equals("LOWEST")
                        && definition
                                .path("score")
                                .path("price")
                                .path("kind")
                                .asText("")
                                .equals("RATIO");
        return family.equals("F8") && lowestFirst ? "F1" : family;
    }

    private static boolean scoresPrices(JsonNode definition) {
        JsonNode score = definition.path("score");
        return switch (score.path("kind").asText("")) {
            case "NONE", "BALLOT" -> false;
            case "SUM_OF_PARTS" -> score.path("price").isObject();
            default -> true;
        };
    }

    private static List<JsonNode> priceParts(JsonNode definition) {
        List<JsonNode> parts = new ArrayList<>();
        for (JsonNode part : definition.path("score").path("parts")) {
            if (part.path("kind").asText("").equals("PRICE")) {
                parts.add(part);
            }
        }
        return parts;
    }

    /** Of comprehensive scoring the share of the price part; of a price method alone its full marks out of 100. */
    private static Optional<BigDecimal> priceWeight(JsonNode definition) {
        JsonNode parts = definition.path("score").path("parts");
        if (!parts.isArray()) {
            return decimal(definition.path("fullMarks"));
        }
        BigDecimal all = BigDecimal.ZERO;
        BigDecimal price = BigDecimal.ZERO;
        for (JsonNode part : parts) {
            BigDecimal marks = decimal(part.path("fullMarks"))
                    .orElse(BigDecimal.ZERO)
                    .multiply(decimal(part.path("weight")).orElse(BigDecimal.ONE));
            all = all.add(marks);
            if (part.path("kind").asText("").equals("PRICE")) {
                price = price.add(marks);
            }
        }
        // Rounded down: a weight a hair below the floor must not be lifted to it.
        return all.signum() == 0
                ? Optional.empty()
                : Optional.of(price.multiply(HUNDRED)
                        .divide(all, 10, RoundingMode.DOWN)
                        .stripTrailingZeros());
    }

    /** Whether the method leaves out any price at all, and at least how many. */
    private static int dropped(JsonNode definition) {
        int most = 0;
        for (JsonNode trimming : definition.findValues("trimming")) {
            switch (trimming.path("kind").asText("NONE")) {
                case "NONE" -> {}
                case "COUNT" -> {
                    for (JsonNode band : trimming.path("bands")) {
                        most = Math.max(
                                most,
                                band.path("dropHigh").asInt()
                                        + band.path("dropLow").asInt());
                    }
                }
                default -> most = Math.max(most, 1);
            }
        }
        return most;
    }

    private static List<MethodFacts.Deduction> deductions(JsonNode definition) {
        List<MethodFacts.Deduction> deductions = new ArrayList<>();
        for (JsonNode deduction : definition.path("reviewPrice").path("deductions")) {
            String kind = deduction.path("kind").asText("");
            Optional<BigDecimal> percent = decimal(deduction.path("rate"))
                    .map(rate -> rate.multiply(HUNDRED).stripTrailingZeros());
            boolean shared = kind.contains("CONSORTIUM") || kind.contains("SUBCONTRACT");
            if (percent.isPresent() && (shared || kind.contains("SMALL") || kind.contains("MICRO"))) {
                deductions.add(new MethodFacts.Deduction(
                        shared ? MethodFacts.DeductionFor.CONSORTIUM : MethodFacts.DeductionFor.SMALL_MICRO,
                        percent.get(),
                        Optional.empty()));
            }
        }
        return deductions;
    }

    private static Map<String, Map<String, String>> rounding(JsonNode definition) {
        Map<String, Map<String, String>> stages = new HashMap<>();
        for (JsonNode entry : definition.path("rounding")) {
            Map<String, String> members = new LinkedHashMap<>();
            entry.properties().forEach(member -> {
                if (!member.getKey().equals("stage") && !member.getValue().isNull()) {
                    members.put(member.getKey(), member.getValue().asText());
                }
            });
            stages.put(entry.path("stage").asText(), members);
        }
        return stages;
    }

    /** 条例 Art. 50: a band around the estimate, closeness to it as the condition of award, and its part in a benchmark. */
    private static Set<String> estimateUses(JsonNode definition) {
        Set<String> uses = new HashSet<>();
        if (definition.path("limits").path("band").path("around").asText("").equals("ESTIMATE")) {
            uses.add("VALIDITY_BAND");
        }
        boolean anchored =
                definition.path("benchmark").findValuesAsText("anchor").contains("ESTIMATE");
        if (anchored) {
            boolean nearestWins =
                    definition.path("ranking").path("by").asText("").equals("NEAREST_TO_BENCHMARK");
            boolean alone = definition.path("benchmark").path("kind").asText("").equals("ANCHOR");
            uses.add(nearestWins && alone ? "NEAREST_WINS" : "ANCHOR");
        }
        return uses;
    }

    private static void walk(JsonNode node, String pointer, List<MethodFacts.Text> texts, int[] floors) {
        if (node.isTextual()) {
            if (node.textValue().codePoints().anyMatch(Character::isIdeographic)) {
                texts.add(new MethodFacts.Text(pointer, node.textValue()));
            }
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                walk(node.get(i), pointer + "/" + i, texts, floors);
            }
        } else {
            node.properties().forEach(member -> {
                if (FLOOR_PRICE.contains(member.getKey()) && !member.getValue().isNull()) {
                    floors[0]++;
                }
                walk(member.getValue(), pointer + "/" + member.getKey(), texts, floors);
            });
        }
    }

    private static Optional<BigDecimal> decimal(JsonNode node) {
        return node.isTextual() ? Optional.of(new BigDecimal(node.textValue())) : Optional.empty();
    }
}
