package org.gongping.draw.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A draw of parameters (§7.2): whether each can be drawn, for check 8; and each drawn once more, for check 20. */
final class ParameterCheck {
    private static final Pattern DECIMAL = Pattern.compile("-?(?:0|[1-9][0-9]{0,17})(?:\\.[0-9]{1,12})?");
    private static final Pattern DRAW_ID = Pattern.compile(".+\\.param\\.[A-Za-z0-9_-]+/[0-9]+");
    private static final Set<String> LISTED = Set.of("values");
    private static final Set<String> RANGE = Set.of("min", "max", "step");
    private static final Set<String> DEPENDENT = Set.of("dependsOn", "pools");
    private static final long MOST_VALUES = 1_000_000;

    private final Transcript transcript;

    ParameterCheck(Transcript transcript) {
        this.transcript = transcript;
    }

    /** A value and what it counts as: 1.0 is 1. */
    private record Value(String text, BigDecimal number) {}

    private interface Values {
        Value at(int position);
    }

    private record Pool(int size, Values values) {
        List<Value> all() {
            List<Value> all = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                all.add(values.at(i));
            }
            return all;
        }
    }

    private static List<JsonNode> inOrder(JsonNode params) {
        List<JsonNode> all = new ArrayList<>();
        params.forEach(all::add);
        all.sort(Comparator.comparingLong(each -> each.path("order").asLong()));
        return all;
    }

    /** Names and places in the order are of one parameter each, and whatever comes before, there is a pool for it. */
    void valid() throws Failed {
        require(DRAW_ID.matcher(transcript.drawId()).matches(), "a draw of parameters is called TENDER.param.LOT");
        JsonNode params = transcript.rules().get("params");
        require(!params.isEmpty(), "no parameters");
        Set<Long> orders = new HashSet<>();
        Map<String, Set<BigDecimal>> possible = new HashMap<>();
        for (JsonNode each : inOrder(params)) {
            String name = each.path("name").asText("");
            require(each.path("name").isTextual() && !name.isEmpty(), "a parameter has no name");
            require(each.path("order").isIntegralNumber(), name + " has no place in the order");
            require(orders.add(each.get("order").longValue()), "two parameters are number " + each.get("order"));
            require(each.has("pool") != each.has("value"), name + " has either a pool or a value");
            Set<BigDecimal> values = new HashSet<>();
            if (each.has("value")) {
                values.add(decimal(each.get("value"), name).number());
            } else {
                for (Pool pool : pools(each.get("pool"), name, possible)) {
                    pool.all().forEach(value -> values.add(value.number()));
                }
            }
            require(possible.putIfAbsent(name, values) == null, "two parameters are called " + name);
        }
    }

    private static List<Pool> pools(JsonNode pool, String name, Map<String, Set<BigDecimal>> possible) throws Failed {
        if (!isDependent(pool)) {
            return List.of(pool(pool, name));
        }
        Set<BigDecimal> before = possible.get(pool.path("dependsOn").asText(""));
        require(before != null, name + " depends on none of the parameters before it");
        Set<BigDecimal> keys = new HashSet<>();
        List<Pool> pools = new ArrayList<>();
        for (Map.Entry<String, JsonNode> each : pool.get("pools").properties()) {
            require(keys.add(decimal(each.getKey(), name).number()), name + " has two pools for " + each.getKey());
            pools.add(pool(each.getValue(), name));
        }
        require(keys.containsAll(before), name + " lacks a pool for a value drawn before");
        return pools;
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new HashSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static boolean isDependent(JsonNode pool) {
        return names(pool).equals(DEPENDENT)
                && pool.get("dependsOn").isTextual()
                && pool.get("pools").isObject();
    }

    private static Pool pool(JsonNode pool, String name) throws Failed {
        if (names(pool).equals(LISTED) && pool.get("values").isArray()) {
            return listed(pool.get("values"), name);
        }
        require(names(pool).equals(RANGE), name + " has no pool");
        Value min = decimal(pool.get("min"), name);
        BigDecimal max = decimal(pool.get("max"), name).number();
        Value step = decimal(pool.get("step"), name);
        BigDecimal span = max.subtract(min.number());
        boolean sound = step.number().signum() > 0
                && span.signum() >= 0
                && span.remainder(step.number()).signum() == 0;
        require(sound, "the step of " + name + " does not divide the span");
        BigDecimal steps = span.divideToIntegralValue(step.number());
        require(steps.compareTo(BigDecimal.valueOf(MOST_VALUES)) < 0, name + " has too many values");
        BigDecimal first = new BigDecimal(min.text());
        BigDecimal by = new BigDecimal(step.text());
        return new Pool(steps.intValueExact() + 1, position -> {
            BigDecimal value = first.add(by.multiply(BigDecimal.valueOf(position)));
            return new Value(value.toPlainString(), value.stripTrailingZeros());
        });
    }

    private static Pool listed(JsonNode array, String name) throws Failed {
        List<Value> values = new ArrayList<>();
        Set<BigDecimal> distinct = new HashSet<>();
        for (JsonNode each : array) {
            Value value = decimal(each, name);
            values.add(value);
            require(distinct.add(value.number()), name + " has a value twice");
        }
        require(!values.isEmpty() && values.size() <= MOST_VALUES, name + " has no values, or too many");
        return new Pool(values.size(), values::get);
    }

    private static Value decimal(JsonNode node, String name) throws Failed {
        return decimal(node.asText(""), name);
    }

    private static Value decimal(String text, String name) throws Failed {
        require(DECIMAL.matcher(text).matches(), name + " has a value that is no decimal");
        return new Value(text, new BigDecimal(text).stripTrailingZeros());
    }

    /** Check 20. What check 8 would refuse cannot be drawn. */
    void drawn() throws Failed {
        List<ShownParameter> drawn = new ArrayList<>();
        Map<String, BigDecimal> known = new HashMap<>();
        try {
            for (JsonNode each : inOrder(transcript.rules().get("params"))) {
                String name = each.path("name").asText("");
                if (each.has("value")) {
                    known.put(name, decimal(each.get("value"), name).number());
                    continue;
                }
                ShownParameter one = draw(name, chosen(each.path("pool"), name, known), known);
                drawn.add(one);
            }
        } catch (Failed e) {
            throw new Failed(Check.SELECT.code(), e.getMessage());
        }
        Failed.unless(
                drawn.equals(transcript.parameters()),
                Check.SELECT.code(),
                () -> "the seed gives other values: " + drawn);
    }

    private static Pool chosen(JsonNode pool, String name, Map<String, BigDecimal> known) throws Failed {
        if (!isDependent(pool)) {
            return pool(pool, name);
        }
        Optional<BigDecimal> before =
                Optional.ofNullable(known.get(pool.get("dependsOn").textValue()));
        for (Map.Entry<String, JsonNode> each : pool.get("pools").properties()) {
            if (before.isPresent() && decimal(each.getKey(), name).number().compareTo(before.get()) == 0) {
                return pool(each.getValue(), name);
            }
        }
        throw new Failed(Check.SELECT.code(), name + " has no pool for what was drawn before");
    }

    private ShownParameter draw(String name, Pool pool, Map<String, BigDecimal> known) {
        byte[] seed = transcript.hex("seed");
        BigInteger size = BigInteger.valueOf(pool.size());
        BigInteger space = BigInteger.ONE.shiftLeft(256);
        BigInteger limit = space.subtract(space.mod(size));
        for (int counter = 0; ; counter++) {
            byte[] number = Hashing.label("VED1/param")
                    .prefixed(transcript.drawId())
                    .prefixed(name)
                    .number(counter)
                    .hmac(seed);
            BigInteger x = new BigInteger(1, number);
            if (x.compareTo(limit) < 0) {
                int position = x.mod(size).intValueExact();
                Value value = pool.values().at(position);
                known.put(name, value.number());
                return new ShownParameter(name, counter, position, value.text());
            }
        }
    }

    private static void require(boolean holds, String detail) throws Failed {
        Failed.unless(holds, Check.RULES.code(), detail);
    }
}
