package org.gongping.core.scoring.check;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import org.gongping.core.scoring.method.Component;
import org.gongping.core.scoring.method.Item;
import org.gongping.core.scoring.method.MethodDefinition;
import org.gongping.core.scoring.method.Part;
import org.gongping.core.scoring.method.Pool;
import org.gongping.core.scoring.method.RandomParameter;
import org.gongping.core.scoring.method.RoundingRule;
import org.gongping.core.scoring.method.ScoreRule;

/** A built-in tender of 1 to 7 bids that fits a definition: its author sees the result before signing. */
final class SampleTender {
    private static final List<String> PRICES = List.of("9680", "9450", "9820", "9300", "9555", "9710", "9100");
    private static final int MEMBERS = 5;

    private SampleTender() {}

    static int most() {
        return PRICES.size();
    }

    static ObjectNode of(MethodDefinition method, int n) {
        ObjectNode o = JsonNodeFactory.instance.objectNode();
        o.put("unit", unit(method))
                .put("ceiling", "10000")
                .put("budget", "10000")
                .put("estimate", "9600");
        o.put("safetyFee", "300").put("tax", "800");
        ObjectNode drawn = o.putObject("drawn");
        for (RandomParameter p : method.randomParameters()) {
            p.pool().ifPresent(pool -> draw(method, p.name(), pool, drawn));
        }
        ObjectNode stripped = o.putObject("stripped");
        method.stripItems().items().forEach(item -> stripped.put(item, "100"));
        method.ranking().lotOrder().stream().findFirst().ifPresent(lot -> o.put("lot", lot));
        for (int i = 0; i < n; i++) {
            bid(method, o.withArray("bids").addObject(), i);
        }
        return o;
    }

    private static String unit(MethodDefinition method) {
        return method.rounding().values().stream()
                .map(RoundingRule::unit)
                .filter(u -> u != null && !u.equals("TEN_THOUSAND_YUAN"))
                .findFirst()
                .orElse("YUAN");
    }

    /** The first value of the pool; of a dependent pool, the one that belongs to what was drawn before. */
    private static void draw(MethodDefinition method, String name, Pool pool, ObjectNode drawn) {
        Pool from = pool;
        if (pool instanceof Pool.Dependent d) {
            method.randomParameters().stream()
                    .filter(p -> p.name().equals(d.on()))
                    .findFirst()
                    .flatMap(RandomParameter::pool)
                    .ifPresent(on -> draw(method, d.on(), on, drawn));
            String on = drawn.path(d.on()).asText("0");
            from = d.pools().entrySet().stream()
                    .filter(e -> new BigDecimal(e.getKey()).compareTo(new BigDecimal(on)) == 0)
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(pool);
        }
        Pool.valuesOf(from).stream().findFirst().ifPresent(v -> drawn.put(name, v.toPlainString()));
    }

    private static void bid(MethodDefinition method, ObjectNode bid, int i) {
        bid.put("bid", String.valueOf((char) ('A' + i))).put("price", PRICES.get(i));
        ObjectNode parts = bid.putObject("parts");
        ObjectNode marks = bid.putObject("marks");
        method.twoStage()
                .ifPresent(t -> parts.put(
                        t.part(), t.threshold().value().add(BigDecimal.ONE).toPlainString()));
        if (method.score() instanceof ScoreRule.SumOfParts rule) {
            for (Part p : rule.parts()) {
                if (p.kind() == Part.Kind.GIVEN) {
                    parts.put(p.name(), p.fullMarks().value().toPlainString());
                }
                p.items().forEach(item -> marks(item, marks.putObject(item.id())));
            }
        }
        ObjectNode components = bid.putObject("components");
        method.components().stream()
                .filter(c -> c.kind() == Component.Kind.AMOUNT)
                .forEach(c -> components.putObject(c.name()).put("amount", "10"));
    }

    private static void marks(Item item, ObjectNode of) {
        BigDecimal mark = switch (item.type()) {
            case FIXED -> item.values().getLast();
            case PASS_FAIL -> BigDecimal.ONE;
            case DEDUCTION -> BigDecimal.ZERO;
            case RANGE ->
                item.min()
                        .add(item.max().value())
                        .divide(new BigDecimal(2), 2, RoundingMode.HALF_UP)
                        .max(item.min())
                        .min(item.max().value());
        };
        for (int m = 1; m <= MEMBERS; m++) {
            of.put("E" + m, mark.toPlainString());
        }
    }
}
