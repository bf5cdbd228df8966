package org.gongping.draw.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The values that a parameter can take, in their order: those listed, or min, min + step … max with as many decimals as
 * the longer of min and step has.
 */
record ParameterPool(List<String> values) {
    private static final int LARGEST = 1_000_000;
    private static final Pattern DECIMAL = Pattern.compile("-?(?:0|[1-9][0-9]{0,17})(?:\\.[0-9]{1,12})?");

    /** @throws IllegalArgumentException for a pool without values, with one twice, or whose step leads past its end */
    static ParameterPool of(JsonNode pool) {
        return new ParameterPool(pool.has("values") ? listed(pool.get("values")) : range(pool));
    }

    private static List<String> listed(JsonNode array) {
        List<String> values = new ArrayList<>();
        array.forEach(value -> values.add(value.textValue()));
        Set<BigDecimal> distinct = new HashSet<>();
        values.forEach(value -> distinct.add(number(value)));
        if (values.isEmpty() || distinct.size() != values.size()) {
            throw new IllegalArgumentException("a pool has values, none of them twice: " + values);
        }
        return values;
    }

    private static List<String> range(JsonNode pool) {
        BigDecimal min = decimal(pool.path("min").textValue());
        BigDecimal max = decimal(pool.path("max").textValue());
        BigDecimal step = decimal(pool.path("step").textValue());
        BigDecimal span = max.subtract(min);
        if (step.signum() <= 0 || span.signum() < 0 || span.remainder(step).signum() != 0) {
            throw new IllegalArgumentException("the step leads from min to max: " + pool);
        }
        BigDecimal steps = span.divideToIntegralValue(step);
        if (steps.compareTo(BigDecimal.valueOf(LARGEST)) >= 0) {
            throw new IllegalArgumentException("a pool has at most " + LARGEST + " values: " + pool);
        }
        return IntStream.rangeClosed(0, steps.intValueExact())
                .mapToObj(i -> min.add(step.multiply(BigDecimal.valueOf(i))).toPlainString())
                .toList();
    }

    private static BigDecimal decimal(String text) {
        if (text == null || !DECIMAL.matcher(text).matches()) {
            throw new IllegalArgumentException("no decimal of at most 18 and 12 digits: " + text);
        }
        return new BigDecimal(text);
    }

    /** Equal for two texts of one number. */
    static BigDecimal number(String text) {
        return decimal(text).stripTrailingZeros();
    }
}
