package org.gongping.core.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Sums an export of deposit figures again (schema {@code gongping.deposit-figures/1}): each waiver from its base, rate and
 * percent, each figure from its records, in code that shares nothing with the one that made it.
 */
public final class DepositSums {
    private static final String SCHEMA = "gongping.deposit-figures/1";
    private static final List<String> AMOUNTS = List.of("waived", "released", "interest", "fee");
    private static final List<String> COUNTS = List.of("waivedRecords", "releasedRecords", "bidders");
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(com.fasterxml.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final List<String> faults = new ArrayList<>();

    private DepositSums() {}

    /**
     * What was found.
     *
     * @param faults one sentence each, empty when everything agrees
     * @param waived yuan, as summed here
     * @param released yuan, as summed here
     */
    public record Answer(List<String> faults, int records, BigDecimal waived, BigDecimal released) {
        public Answer {
            faults = List.copyOf(faults);
        }

        public boolean agrees() {
            return faults.isEmpty();
        }
    }

    /** @throws IOException when the bytes are no such export */
    public static Answer check(byte[] export) throws IOException {
        JsonNode document;
        try {
            document = MAPPER.readTree(export);
        } catch (JsonProcessingException e) {
            throw new IOException("this is no JSON", e);
        }
        if (document == null || !document.path("schema").asText("").equals(SCHEMA)) {
            throw new IOException("this is no export of deposit figures (" + SCHEMA + ")");
        }
        DepositSums sums = new DepositSums();
        try {
            return sums.check(document);
        } catch (ArithmeticException | NumberFormatException | java.time.DateTimeException e) {
            throw new IOException("a figure or a day of the export cannot be read: " + e.getMessage(), e);
        }
    }

    /** The sums of some records. */
    private static final class Sums {
        private final Map<String, BigDecimal> amounts = new LinkedHashMap<>();
        private final Map<String, Integer> counts = new LinkedHashMap<>();
        private final Set<String> firms = new HashSet<>();
        private long days;
        private int refunds;

        void add(JsonNode record) {
            boolean waiver = record.path("kind").asText().equals("WAIVED");
            add(waiver ? "waived" : "released", decimal(record, "amount"));
            counts.merge(waiver ? "waivedRecords" : "releasedRecords", 1, Integer::sum);
            if (waiver) {
                firms.add(record.path("creditCode").asText());
                return;
            }
            add("interest", decimal(record, "interest"));
            add("fee", decimal(record, "fee"));
            if (record.hasNonNull("startedOn") && decimal(record, "amount").signum() > 0) {
                days += ChronoUnit.DAYS.between(
                        LocalDate.parse(record.path("startedOn").asText()),
                        LocalDate.parse(record.path("day").asText()));
                refunds++;
            }
        }

        private void add(String name, BigDecimal amount) {
            amounts.merge(name, amount, BigDecimal::add);
        }

        BigDecimal amount(String name) {
            return amounts.getOrDefault(name, BigDecimal.ZERO.setScale(2));
        }

        int count(String name) {
            return name.equals("bidders") ? firms.size() : counts.getOrDefault(name, 0);
        }

        String meanDays() {
            return refunds == 0
                    ? ""
                    : BigDecimal.valueOf(days)
                            .divide(BigDecimal.valueOf(refunds), 1, RoundingMode.HALF_UP)
                            .toPlainString();
        }
    }

    private Answer check(JsonNode document) {
        Sums total = new Sums();
        Map<String, Map<String, Sums>> groups = new TreeMap<>();
        Set<String> keys = new HashSet<>();
        for (JsonNode record : document.path("records")) {
            String key = record.path("key").asText();
            if (!keys.add(key)) {
                faults.add("the record " + key + " stands twice");
            }
            if (record.path("kind").asText().equals("WAIVED")) {
                recompute(record, key);
            }
            within(document.path("filter"), record, key);
            total.add(record);
            group(groups, "byMONTH", record.path("day").asText().substring(0, 7), record);
            group(groups, "byREGION", record.path("region").asText(), record);
            group(groups, "byPROJECT_TYPE", record.path("projectType").asText(), record);
            group(groups, "byPOLICY", record.path("policy").asText("none"), record);
        }
        compare("total", document.path("total"), total);
        groups.forEach((dimension, sums) -> {
            Set<String> stated = new HashSet<>();
            for (JsonNode figure : document.path(dimension)) {
                String key = figure.path("key").asText();
                stated.add(key);
                compare(dimension + " " + key, figure, sums.getOrDefault(key, new Sums()));
            }
            sums.keySet().stream()
                    .filter(key -> !stated.contains(key))
                    .forEach(key -> faults.add(dimension + " " + key + " is missing"));
        });
        return new Answer(faults, keys.size(), total.amount("waived"), total.amount("released"));
    }

    private static void group(Map<String, Map<String, Sums>> groups, String dimension, String key, JsonNode record) {
        groups.computeIfAbsent(dimension, _ -> new TreeMap<>())
                .computeIfAbsent(key, _ -> new Sums())
                .add(record);
    }

    /**
     * What the document asks is its base by its rate; what is waived is that by the percent of the policy, and the rest was
     * given for a bid that the bidder let stand.
     */
    private void recompute(JsonNode record, String key) {
        BigDecimal asked = decimal(record, "asked");
        if (record.hasNonNull("rate")) {
            BigDecimal computed = share(
                    decimal(record, "base"),
                    decimal(record, "rate"),
                    record.path("askedRounding").asText());
            if (computed.compareTo(asked) != 0) {
                faults.add(key + ": asked is " + asked + ", its base and rate give " + computed);
            }
        }
        BigDecimal due = decimal(record, "due");
        if (decimal(record, "amount").add(due).compareTo(asked) != 0) {
            faults.add(key + ": waived and due do not come to what is asked");
        }
        if (decimal(record, "secured").compareTo(due) < 0) {
            faults.add(key + ": the rest of " + due + " was not given, so nobody was spared anything");
        }
        if (record.path("bidState").asText("NOT_OPENED_BIDDER_CAUSE").equals("NOT_OPENED_BIDDER_CAUSE")) {
            faults.add(key + ": its bid was revoked by the bidder's own cause");
        }
        BigDecimal waived =
                share(asked, decimal(record, "percent"), record.path("rounding").asText());
        if (waived.compareTo(decimal(record, "amount")) != 0) {
            faults.add(key + ": waived is " + record.path("amount").asText() + ", the policy gives " + waived);
        }
    }

    private static BigDecimal share(BigDecimal whole, BigDecimal percent, String rounding) {
        RoundingMode mode = switch (rounding) {
            case "HALF_UP" -> RoundingMode.HALF_UP;
            case "HALF_EVEN" -> RoundingMode.HALF_EVEN;
            case "DOWN" -> RoundingMode.DOWN;
            default -> throw new NumberFormatException("no rounding " + rounding);
        };
        return whole.multiply(percent).divide(BigDecimal.valueOf(100), 2, mode);
    }

    private void within(JsonNode filter, JsonNode record, String key) {
        String day = record.path("day").asText();
        boolean inside =
                (!filter.has("from") || day.compareTo(filter.path("from").asText()) >= 0)
                        && (!filter.has("to") || day.compareTo(filter.path("to").asText()) <= 0)
                        && (!filter.has("region")
                                || record.path("region")
                                        .asText()
                                        .startsWith(filter.path("region").asText()))
                        && (!filter.has("projectType")
                                || record.path("projectType")
                                        .asText()
                                        .equals(filter.path("projectType").asText()))
                        && (!filter.has("policy")
                                || record.path("policy")
                                        .asText()
                                        .equals(filter.path("policy").asText()));
        if (!inside) {
            faults.add(key + " lies outside of the filter");
        }
    }

    private void compare(String what, JsonNode figure, Sums sums) {
        for (String name : AMOUNTS) {
            if (decimal(figure, name).compareTo(sums.amount(name)) != 0) {
                faults.add(what + ": " + name + " is " + figure.path(name).asText() + ", its records give "
                        + sums.amount(name));
            }
        }
        for (String name : COUNTS) {
            if (figure.path(name).asInt(-1) != sums.count(name)) {
                faults.add(what + ": " + name + " is " + figure.path(name).asText() + ", its records give "
                        + sums.count(name));
            }
        }
        if (!figure.path("meanRefundDays").asText("").equals(sums.meanDays())) {
            faults.add(what + ": meanRefundDays is "
                    + figure.path("meanRefundDays").asText("absent") + ", its records give " + sums.meanDays());
        }
    }

    private static BigDecimal decimal(JsonNode node, String member) {
        return new BigDecimal(node.path(member).asText());
    }
}
