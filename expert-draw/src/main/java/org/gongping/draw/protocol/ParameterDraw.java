package org.gongping.draw.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gongping.core.audit.CanonicalJson;

/**
 * Other lots that the law foresees, drawn from a seed under labels of their own (§7.2), without bias. Parameters are
 * those of a method definition: drawn in their {@code order}; the pool of one may depend on the value of one before, as
 * that of a factor does on the number of the method, or that of a digit on the digit before.
 */
public final class ParameterDraw {
    private static final byte[] LABEL = Octets.label("VED1/param");
    private static final BigInteger SPACE = BigInteger.TWO.pow(256);

    private ParameterDraw() {}

    /**
     * What was drawn for one parameter.
     *
     * @param counter how many numbers were rejected before
     * @param position in its pool, from 0
     */
    public record Drawn(String name, int counter, int position, String value) {}

    private record Place(int counter, int position) {}

    /** {@code pool_root} of a draw that has no pool. */
    public static byte[] noPool() {
        return Octets.sha256(new byte[0]);
    }

    /**
     * The place that is drawn in a pool of values, from 0.
     *
     * @param name of the parameter
     * @param size of its pool, at least 1
     */
    public static int position(byte[] seed, DrawId draw, String name, int size) {
        return place(seed, draw, name, size).position();
    }

    private static Place place(byte[] seed, DrawId draw, String name, int size) {
        KeyedHash hash = KeyedHash.of(seed, Octets.concat(LABEL, Octets.lp(draw.toString()), Octets.lp(name)));
        BigInteger values = BigInteger.valueOf(size);
        BigInteger limit = SPACE.subtract(SPACE.mod(values));
        for (int counter = 0; ; counter++) {
            BigInteger x = new BigInteger(1, hash.of(Octets.u32be(counter)));
            if (x.compareTo(limit) < 0) {
                return new Place(counter, x.mod(values).intValueExact());
            }
        }
    }

    /**
     * Draws every parameter that is not fixed.
     *
     * @param params a method definition's {@code randomParameters}
     */
    public static List<Drawn> of(byte[] seed, DrawId draw, ArrayNode params) {
        Map<String, String> known = new HashMap<>();
        List<Drawn> drawn = new ArrayList<>();
        for (JsonNode parameter : inOrder(params)) {
            String name = parameter.get("name").textValue();
            if (parameter.has("value")) {
                known.put(name, parameter.get("value").textValue());
                continue;
            }
            List<String> values =
                    ParameterPool.of(chosen(parameter.get("pool"), known)).values();
            Place place = place(seed, draw, name, values.size());
            String value = values.get(place.position());
            known.put(name, value);
            drawn.add(new Drawn(name, place.counter(), place.position(), value));
        }
        return drawn;
    }

    private static List<JsonNode> inOrder(ArrayNode params) {
        List<JsonNode> all = new ArrayList<>();
        params.forEach(all::add);
        all.sort(Comparator.comparingInt(parameter -> parameter.path("order").asInt()));
        return all;
    }

    private static JsonNode chosen(JsonNode pool, Map<String, String> known) {
        if (!pool.has("dependsOn")) {
            return pool;
        }
        BigDecimal value = ParameterPool.number(known.get(pool.get("dependsOn").textValue()));
        for (Map.Entry<String, JsonNode> each : pool.get("pools").properties()) {
            if (ParameterPool.number(each.getKey()).equals(value)) {
                return each.getValue();
            }
        }
        throw new IllegalArgumentException("no pool stands for " + value + ": " + pool);
    }

    /** @throws IllegalArgumentException when some value of one parameter would leave another without a pool */
    static void require(ArrayNode params) {
        Map<String, List<String>> possible = new HashMap<>();
        Set<Integer> orders = new HashSet<>();
        for (JsonNode parameter : inOrder(params)) {
            String name = parameter.path("name").asText("");
            List<String> values = new ArrayList<>();
            if (parameter.has("value")) {
                values.add(parameter.get("value").textValue());
            } else if (parameter.path("pool").has("dependsOn")) {
                JsonNode pool = parameter.get("pool");
                String on = pool.get("dependsOn").textValue();
                for (String before : possible.getOrDefault(on, List.of())) {
                    values.addAll(
                            ParameterPool.of(chosen(pool, Map.of(on, before))).values());
                }
            } else {
                values.addAll(ParameterPool.of(parameter.path("pool")).values());
            }
            if (name.isEmpty()
                    || values.isEmpty()
                    || possible.put(name, values) != null
                    || !orders.add(parameter.path("order").asInt())) {
                throw new IllegalArgumentException("a parameter has a name, a place in the order and a pool: " + name);
            }
        }
        if (possible.isEmpty()) {
            throw new IllegalArgumentException("there is no parameter to draw");
        }
    }

    /** The result as the transcript shows it. */
    public static ArrayNode json(List<Drawn> drawn) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        drawn.forEach(each -> json.addObject()
                .put("name", each.name())
                .put("counter", each.counter())
                .put("position", each.position())
                .put("value", each.value()));
        return json;
    }

    /** {@code result_hash}. */
    public static byte[] resultHash(List<Drawn> drawn) {
        return Octets.sha256(Formulas.resultLabel(), CanonicalJson.bytes(json(drawn)));
    }
}
