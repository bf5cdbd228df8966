package org.gongping.core.scoring;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Recomputes a derivation from the two documents alone, the method definition and the result record, and says the first
 * step whose value is not what it must be. It shares no arithmetic with the engine: it is written from docs/scoring.md.
 */
public final class DerivationReplay {
    private static final MathContext DIVISION = new MathContext(34, RoundingMode.HALF_EVEN);
    private static final int MOST_EXPONENT = 600;

    private final JsonNode method;
    private final JsonNode result;
    private final Map<String, Value> values = new HashMap<>();

    private DerivationReplay(JsonNode method, JsonNode result) {
        this.method = method;
        this.result = result;
    }

    /**
     * The first step or output that does not agree.
     *
     * @param where id of the step, or JSON pointer of the output in the result
     */
    public record Difference(String where, String stated, String recomputed) {}

    /** A figure, and the members where it is that of a list. */
    private static final class Value {
        private final BigDecimal figure;
        private final BigDecimal[] list;

        Value(BigDecimal figure) {
            this(figure, null);
        }

        Value(BigDecimal figure, BigDecimal[] list) {
            this.figure = figure;
            this.list = list;
        }

        BigDecimal figure() {
            return figure;
        }

        BigDecimal[] list() {
            return list;
        }
    }

    private static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unreadable(String why) {
            super(why);
        }
    }

    /** Empty when every step and every output comes out again. */
    public static Optional<Difference> firstDifference(JsonNode method, JsonNode result) {
        return new DerivationReplay(method, result).replay();
    }

    private Optional<Difference> replay() {
        for (JsonNode step : result.path("derivation").path("steps")) {
            String id = step.path("id").asText();
            String stated = step.path("value").asText();
            Value value;
            try {
                value = compute(step);
                if (values.containsKey(id)) {
                    throw new Unreadable("the id stands twice");
                }
                if (value.figure().compareTo(new BigDecimal(stated)) != 0) {
                    return Optional.of(new Difference(id, stated, value.figure().toPlainString()));
                }
            } catch (Unreadable | ArithmeticException | NumberFormatException e) {
                return Optional.of(new Difference(id, stated, "not computable: " + e.getMessage()));
            }
            values.put(id, value);
        }
        return outputs();
    }

    private Optional<Difference> outputs() {
        Iterator<Map.Entry<String, JsonNode>> outputs =
                result.path("derivation").path("outputs").properties().iterator();
        while (outputs.hasNext()) {
            Map.Entry<String, JsonNode> output = outputs.next();
            String stated = at(result, output.getKey()).asText();
            Value value = values.get(output.getValue().asText());
            try {
                if (value == null || value.figure().compareTo(new BigDecimal(stated)) != 0) {
                    String recomputed =
                            value == null ? "no such step" : value.figure().toPlainString();
                    return Optional.of(new Difference(output.getKey(), stated, recomputed));
                }
            } catch (NumberFormatException e) {
                return Optional.of(
                        new Difference(output.getKey(), stated, value.figure().toPlainString()));
            }
        }
        return Optional.empty();
    }

    private Value compute(JsonNode step) {
        JsonNode args = step.path("args");
        return switch (step.path("op").asText()) {
            case "INPUT" -> new Value(source(step.path("source").asText()));
            case "LIST" -> {
                BigDecimal[] members = new BigDecimal[args.size()];
                for (int i = 0; i < members.length; i++) {
                    members[i] = figure(args, i);
                }
                yield new Value(BigDecimal.valueOf(members.length), members);
            }
            case "SLICE" -> {
                BigDecimal[] sorted = sorted(args, 0);
                int from = figure(args, 1).intValueExact();
                int to = sorted.length - figure(args, 2).intValueExact();
                if (from < 0 || to > sorted.length || from > to) {
                    throw new Unreadable("the slice is outside the list");
                }
                BigDecimal[] kept = Arrays.copyOfRange(sorted, from, to);
                yield new Value(BigDecimal.valueOf(kept.length), kept);
            }
            case "ADD" -> new Value(figure(args, 0).add(figure(args, 1)));
            case "SUB" -> new Value(figure(args, 0).subtract(figure(args, 1)));
            case "MUL" -> new Value(figure(args, 0).multiply(figure(args, 1)));
            case "DIV" -> new Value(figure(args, 0).divide(figure(args, 1), DIVISION));
            case "ABS" -> new Value(figure(args, 0).abs());
            case "NEG" -> new Value(figure(args, 0).negate());
            case "FLOOR" -> new Value(figure(args, 0).setScale(0, RoundingMode.FLOOR));
            case "CEIL" -> new Value(figure(args, 0).setScale(0, RoundingMode.CEILING));
            case "ROUND" -> new Value(round(figure(args, 0), step));
            case "POW" -> new Value(power(figure(args, 0), figure(args, 1)));
            case "MIN" -> new Value(extreme(args, true));
            case "MAX" -> new Value(extreme(args, false));
            case "SUM" -> new Value(sum(list(args, 0)));
            case "MEAN" -> new Value(sum(list(args, 0)).divide(BigDecimal.valueOf(list(args, 0).length), DIVISION));
            case "GEOMEAN" -> new Value(geometricMean(list(args, 0)));
            case "NTH_SORTED" -> new Value(nth(figure(args, 0).intValueExact(), sorted(args, 1)));
            case "CMP" -> new Value(holds(step, figure(args, 0), figure(args, 1)) ? BigDecimal.ONE : BigDecimal.ZERO);
            case "COUNT_IF" -> {
                BigDecimal against = figure(args, 1);
                yield new Value(BigDecimal.valueOf(Arrays.stream(list(args, 0))
                        .filter(m -> holds(step, m, against))
                        .count()));
            }
            case "SELECT" -> new Value(figure(args, 0).signum() != 0 ? figure(args, 1) : figure(args, 2));
            default -> throw new Unreadable("no such operation");
        };
    }

    private BigDecimal source(String source) {
        int colon = source.indexOf(':');
        JsonNode document = switch (colon < 0 ? "" : source.substring(0, colon)) {
            case "method" -> method;
            case "result" -> result;
            default -> throw new Unreadable("no such document: " + source);
        };
        JsonNode value = at(document, source.substring(colon + 1));
        if (!value.isTextual() && !value.isIntegralNumber()) {
            throw new Unreadable("nothing stands at " + source);
        }
        return new BigDecimal(value.asText());
    }

    private static JsonNode at(JsonNode document, String pointer) {
        try {
            return document.at(JsonPointer.compile(pointer));
        } catch (IllegalArgumentException e) {
            throw new Unreadable("not a pointer: " + pointer);
        }
    }

    private Value argument(JsonNode args, int i) {
        String text = args.path(i).asText();
        if (!text.startsWith("s")) {
            return new Value(new BigDecimal(text));
        }
        Value earlier = values.get(text);
        if (earlier == null) {
            throw new Unreadable("no earlier step " + text);
        }
        return earlier;
    }

    private BigDecimal figure(JsonNode args, int i) {
        return argument(args, i).figure();
    }

    private BigDecimal[] list(JsonNode args, int i) {
        BigDecimal[] list = argument(args, i).list();
        if (list == null) {
            throw new Unreadable("argument " + i + " is no list");
        }
        return list;
    }

    private BigDecimal[] sorted(JsonNode args, int i) {
        BigDecimal[] sorted = list(args, i).clone();
        Arrays.sort(sorted);
        return sorted;
    }

    private static BigDecimal nth(int k, BigDecimal[] sorted) {
        if (k < 1 || k > sorted.length) {
            throw new Unreadable("the list has no member " + k);
        }
        return sorted[k - 1];
    }

    private static BigDecimal round(BigDecimal value, JsonNode step) {
        try {
            return value.setScale(
                    step.path("scale").intValue(),
                    RoundingMode.valueOf(step.path("mode").asText()));
        } catch (IllegalArgumentException e) {
            throw new Unreadable("no such mode");
        }
    }

    private static BigDecimal power(BigDecimal base, BigDecimal exponent) {
        int k = exponent.intValueExact();
        if (k < 0 || k > MOST_EXPONENT) {
            throw new Unreadable("exponent " + k);
        }
        BigDecimal product = BigDecimal.ONE;
        for (int i = 0; i < k; i++) {
            product = product.multiply(base);
        }
        return product;
    }

    private BigDecimal extreme(JsonNode args, boolean least) {
        List<BigDecimal> of =
                args.size() == 1 ? Arrays.asList(list(args, 0)) : List.of(figure(args, 0), figure(args, 1));
        return of.stream()
                .reduce((x, y) -> least == x.compareTo(y) <= 0 ? x : y)
                .orElseThrow(() -> new Unreadable("the list is empty"));
    }

    private static BigDecimal sum(BigDecimal[] members) {
        return Arrays.stream(members).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static boolean holds(JsonNode step, BigDecimal left, BigDecimal right) {
        int c = left.compareTo(right);
        return switch (step.path("relation").asText()) {
            case "LT" -> c < 0;
            case "LE" -> c <= 0;
            case "GT" -> c > 0;
            case "GE" -> c >= 0;
            case "EQ" -> c == 0;
            default -> throw new Unreadable("no such relation");
        };
    }

    /**
     * By whole numbers: the members are brought to one power of ten, and the root of their product is sought digit by
     * digit, so that it is cut and never rounded.
     */
    private static BigDecimal geometricMean(BigDecimal[] members) {
        int n = members.length;
        int scale = Arrays.stream(members).mapToInt(BigDecimal::scale).max().orElseThrow();
        BigInteger product = BigInteger.ONE;
        int digits = 0;
        for (BigDecimal m : members) {
            if (m.signum() <= 0) {
                throw new Unreadable("geometric mean of a figure that is not positive");
            }
            BigInteger whole = m.setScale(scale).unscaledValue();
            digits = Math.max(digits, whole.toString().length());
            product = product.multiply(whole);
        }
        // Shifted so far that the root has at least 34 digits before the point; then cut.
        int shift = Math.max(0, 34 - 1);
        BigInteger shifted = product.multiply(BigInteger.TEN.pow(shift * n));
        BigInteger root = root(shifted, n, digits + shift);
        BigDecimal exact = new BigDecimal(root, scale + shift);
        return exact.round(new MathContext(34, RoundingMode.DOWN));
    }

    /** The greatest whole number whose n-th power is not above the radicand, of at most so many digits. */
    private static BigInteger root(BigInteger radicand, int n, int digits) {
        BigInteger low = BigInteger.ZERO;
        BigInteger high = BigInteger.TEN.pow(digits);
        while (high.subtract(low).compareTo(BigInteger.ONE) > 0) {
            BigInteger middle = low.add(high).shiftRight(1);
            if (middle.pow(n).compareTo(radicand) <= 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
