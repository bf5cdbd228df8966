package org.gongping.core.scoring;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.gongping.core.scoring.method.Adjustment;
import org.gongping.core.scoring.method.Component;
import org.gongping.core.scoring.method.Item;
import org.gongping.core.scoring.method.MethodDefinition;
import org.gongping.core.scoring.method.Part;
import org.gongping.core.scoring.method.Pool;
import org.gongping.core.scoring.method.RandomParameter;
import org.gongping.core.scoring.method.ScoreRule;

/** Tenders drawn from a seed: the same seed gives the same tender on every machine. */
final class RandomTenders {
    private static final int VARIANTS = 200;
    private static final List<MethodDefinition> METHODS = methods();

    private final RandomGenerator random;

    RandomTenders(long seed) {
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    RandomGenerator random() {
        return random;
    }

    /** The shipped definitions and as many again with drawn trimmings, slopes, readings and roundings. */
    private static List<MethodDefinition> methods() {
        List<MethodDefinition> all = new ArrayList<>(MethodLibrary.all());
        for (int i = 0; i < VARIANTS; i++) {
            all.add(Definitions.method(new RandomTenders(i).variant(i)));
        }
        return List.copyOf(all);
    }

    MethodDefinition method() {
        return METHODS.get(random.nextInt(METHODS.size()));
    }

    private ObjectNode variant(int number) {
        String step = pick("CEIL", "INTEGER_FLOOR", "INTEGER_HALF_UP", "LINEAR", "LINEAR_AFTER_ROUNDING");
        ArrayNode rounding = JsonNodeFactory.instance.arrayNode();
        String mode = pick("HALF_UP", "HALF_EVEN", "DOWN", "UP", "HALF_DOWN");
        rounding.addObject()
                .put("stage", "SCORE")
                .put("scale", random.nextInt(4))
                .put("mode", mode);
        if (step.equals("LINEAR_AFTER_ROUNDING")) {
            String stage = pick("DEVIATION_RATIO", "DEVIATION_PERCENT");
            rounding.addObject()
                    .put("stage", stage)
                    .put("scale", 2 + random.nextInt(3))
                    .put("mode", mode);
        }
        if (random.nextBoolean()) {
            rounding.addObject()
                    .put("stage", pick("BENCHMARK", "STATISTIC"))
                    .put("unit", pick("YUAN", "TEN_THOUSAND_YUAN"))
                    .put("scale", random.nextInt(3))
                    .put("mode", mode);
        }
        String mean = "{\"statistic\":\"" + pick("ARITHMETIC", "ARITHMETIC", "MEDIAN", "GEOMETRIC") + "\",\"trimming\":"
                + trimming() + "}";
        String benchmark = switch (random.nextInt(5)) {
            case 0 -> "{\"kind\":\"SECOND_LOWEST\"}";
            case 1 -> "{\"kind\":\"FACTOR_MEAN\",\"mean\":" + mean + ",\"factor\":\"0.97\"}";
            case 2 ->
                "{\"kind\":\"COMPOSITE\",\"mean\":" + mean
                        + ",\"anchor\":\"CEILING_PRICE\",\"anchorWeight\":\"0.3\",\"discount\":\"0.0325\"}";
            case 3 -> "{\"kind\":\"CONTROL_MEAN_PAIR\",\"mean\":" + mean + ",\"k1\":\"0.95\",\"k2\":\"-0.02\"}";
            default -> "{\"kind\":\"MEAN\",\"mean\":" + mean + ",\"discount\":\"" + pick("0", "0.05", "0.015") + "\"}";
        };
        String score = "{\"kind\":\"LINEAR_DEVIATION\",\"partialStep\":\"" + step + "\",\"stepPercent\":\""
                + pick("1", "0.5", "3") + "\",\"pointsPerStepHigh\":\"" + pick("1", "2", "0.75")
                + "\",\"pointsPerStepLow\":\""
                + pick("0.5", "1", "-0.2") + "\",\"capHigh\":" + pick("null", "\"40\"") + ",\"capLow\":"
                + pick("null", "\"15\"")
                + "}";
        return Definitions.with(
                "methodId",
                "\"variant-" + number + "\"",
                "benchmark",
                benchmark,
                "score",
                score,
                "rounding",
                rounding.toString(),
                "cap",
                "\"100\"",
                "recompute_on_rejection",
                "\"" + pick("NEVER", "UNTIL_CONFIRMED", "UNTIL_REPORT_SIGNED") + "\"");
    }

    private String trimming() {
        String tie = pick("DROP_COUNT", "DROP_ALL_EQUAL", "KEEP_ALL_EQUAL");
        String flags = "\"excludeFromMean\":true,\"excludeFromScoring\":" + (random.nextInt(6) == 0) + "}";
        return switch (random.nextInt(4)) {
            case 0 -> "{\"kind\":\"NONE\"}";
            case 1 ->
                "{\"kind\":\"COUNT\",\"bands\":[{\"nMin\":1,\"nMax\":4,\"dropHigh\":0,\"dropLow\":0},"
                        + "{\"nMin\":5,\"nMax\":7,\"dropHigh\":1,\"dropLow\":1},"
                        + "{\"nMin\":8,\"nMax\":null,\"dropHigh\":2,\"dropLow\":1}],\"tieAtExtreme\":\"" + tie + "\","
                        + flags;
            case 2 ->
                "{\"kind\":\"RATIO\",\"nMin\":4,\"fractionHigh\":\"0.2\",\"fractionLow\":\"0.1\",\"countRounding\":\""
                        + pick("FLOOR", "HALF_UP") + "\",\"tieAtExtreme\":\"" + tie + "\"," + flags;
            default ->
                "{\"kind\":\"GAP\",\"gapPercentHigh\":\"10\",\"gapPercentLow\":\"5\",\"denominatorHigh\":"
                        + "\"SECOND_HIGHEST\",\"denominatorLow\":\"SECOND_LOWEST\",\"inclusive\":"
                        + random.nextBoolean()
                        + ",\"repeat\":" + random.nextBoolean() + ",\"outlierScore\":" + pick("null", "\"12\"") + ","
                        + flags;
        };
    }

    private String pick(String... of) {
        return of[random.nextInt(of.length)];
    }

    /** A document of inputs that fits the method. */
    ObjectNode document(MethodDefinition method) {
        ObjectNode o = JsonNodeFactory.instance.objectNode();
        boolean international = !method.components().isEmpty();
        o.put("unit", international ? "USD" : "YUAN")
                .put("ceiling", "1150000.00")
                .put("budget", "1200000");
        o.put("estimate", "1000000").put("safetyFee", "20000").put("tax", "90000");
        ObjectNode drawn = o.putObject("drawn");
        method.randomParameters().stream()
                .sorted(java.util.Comparator.comparingInt(RandomParameter::order))
                .forEach(p -> p.pool().ifPresent(pool -> drawn.put(p.name(), draw(pool, drawn))));
        ObjectNode stripped = o.putObject("stripped");
        method.stripItems().items().forEach(item -> stripped.put(item, amount(1000, 30000)));
        method.ranking().lotOrder().stream().skip(1).findFirst().ifPresent(lot -> o.put("lot", lot));
        int n = 1 + random.nextInt(random.nextInt(10) == 0 ? 30 : 10);
        List<String> prices = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            String price = !prices.isEmpty() && random.nextInt(6) == 0
                    ? prices.get(random.nextInt(prices.size()))
                    : amount(random.nextInt(8) == 0 ? 300_000 : 850_000, 1_150_000);
            prices.add(price);
            bid(method, o.withArray("bids").addObject(), "B" + i, price);
        }
        if (method.score() instanceof ScoreRule.Ballot) {
            ballots(o, n);
        }
        return o;
    }

    private String draw(Pool pool, ObjectNode before) {
        Pool from = pool instanceof Pool.Dependent d
                ? d.pools().entrySet().stream()
                        .filter(e -> new BigDecimal(e.getKey())
                                        .compareTo(new BigDecimal(
                                                before.path(d.on()).asText()))
                                == 0)
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElseThrow()
                : pool;
        List<BigDecimal> values = Pool.valuesOf(from);
        return values.get(random.nextInt(values.size())).toPlainString();
    }

    String amount(int least, int most) {
        return BigDecimal.valueOf(random.nextLong(least * 100L, most * 100L + 1), 2)
                .toPlainString();
    }

    void bid(MethodDefinition method, ObjectNode bid, String label, String price) {
        bid.put("bid", label).put("price", price);
        switch (random.nextInt(40)) {
            case 0 -> bid.put("price", "约一百万");
            case 1 -> bid.putNull("price");
            case 2 -> bid.put("price", "0");
            case 3 -> bid.put("price", "1200000.01");
            case 4 -> {
                bid.remove("price");
                bid.putArray("prices").add(price).add("1");
            }
            default -> {}
        }
        if (!method.reviewPrice().deductions().isEmpty() && random.nextInt(3) == 0) {
            bid.put("firmKind", method.reviewPrice().deductions().getFirst().kind());
        }
        ObjectNode parts = bid.putObject("parts");
        ObjectNode marks = bid.putObject("marks");
        method.twoStage().ifPresent(t -> parts.put(t.part(), amount(26, 34)));
        if (method.score() instanceof ScoreRule.SumOfParts rule) {
            for (Part p : rule.parts()) {
                if (p.kind() == Part.Kind.GIVEN) {
                    parts.put(p.name(), amount(0, p.fullMarks().value().intValueExact()));
                }
                p.items().forEach(item -> marks(item, marks.putObject(item.id())));
            }
        }
        ObjectNode components = bid.putObject("components");
        method.components().stream()
                .filter(c -> c.kind() == Component.Kind.AMOUNT)
                .forEach(c -> components.putObject(c.name()).put("amount", amount(0, 20000)));
        for (Adjustment a : method.adjustments()) {
            if (a.kind() == Adjustment.Kind.MISSING_ITEM) {
                bid.putObject("unitPrices").put(a.name(), amount(1, 500));
            }
            if (random.nextBoolean()) {
                bid.withArray("adjustments")
                        .addObject()
                        .put("name", a.name())
                        .put("quantity", String.valueOf(random.nextInt(24)));
            }
        }
        if (method.ranking().lotCorrection().isPresent() && random.nextBoolean()) {
            bid.putArray("wonLots").add(method.ranking().lotOrder().getFirst());
        }
    }

    private void marks(Item item, ObjectNode of) {
        for (int m = 1; m <= 5; m++) {
            String mark = switch (item.type()) {
                case FIXED ->
                    item.values().get(random.nextInt(item.values().size())).toPlainString();
                case PASS_FAIL -> "1";
                case RANGE, DEDUCTION -> amount(0, item.max().value().intValueExact());
            };
            of.put("E" + m, mark);
        }
    }

    private void ballots(ObjectNode o, int n) {
        ArrayNode votes = o.putArray("ballots").addObject().putArray("votes");
        for (int m = 1; m <= 5; m++) {
            ArrayNode choices = votes.addObject().put("member", "E" + m).putArray("choices");
            int first = random.nextInt(n);
            for (int k = 0; k < Math.min(3, n); k++) {
                choices.add("B" + (first + k) % n);
            }
        }
    }
}
