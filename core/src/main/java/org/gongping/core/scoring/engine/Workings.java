package org.gongping.core.scoring.engine;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.gongping.core.scoring.derive.Decimals;
import org.gongping.core.scoring.derive.Derivation;
import org.gongping.core.scoring.derive.Label;
import org.gongping.core.scoring.derive.Num;
import org.gongping.core.scoring.derive.Rounding;
import org.gongping.core.scoring.derive.Source;
import org.gongping.core.scoring.input.ScoringInput;
import org.gongping.core.scoring.method.DerivedParameter;
import org.gongping.core.scoring.method.DrawnParam;
import org.gongping.core.scoring.method.Figure;
import org.gongping.core.scoring.method.MethodDefinition;
import org.gongping.core.scoring.method.Param;
import org.gongping.core.scoring.method.RandomParameter;
import org.gongping.core.scoring.method.RoundingRule;
import org.gongping.core.scoring.method.Stage;
import org.gongping.core.scoring.result.Anomaly;
import org.gongping.core.scoring.result.ScoringResult;
import org.gongping.core.scoring.result.Sentence;

/**
 * What the stages of one computation share: the definition, the inputs, the derivation, and the figures that have
 * already been entered into it. A shared figure is entered once.
 */
final class Workings {
    static final Num ZERO = Num.literal(0);
    static final Num ONE = Num.literal(1);
    static final Num TWO = Num.literal(2);
    static final Num HUNDRED = Num.literal(100);
    /** A percentage is multiplied by this and not divided by 100, so that no comparison is ever rounded. */
    static final Num HUNDREDTH = Num.literal(new BigDecimal("0.01"));

    final MethodDefinition method;
    final ScoringInput input;
    final Derivation sheet = new Derivation();
    final List<Anomaly> anomalies = new ArrayList<>();
    final List<Sentence> explanation = new ArrayList<>();
    final List<ScoringResult.DrawnValue> drawn = new ArrayList<>();

    private final Map<String, Num> entered = new HashMap<>();
    private final IdentityHashMap<Param, Num> parameters = new IdentityHashMap<>();
    private final Map<Stage, Rounding> roundings = new EnumMap<>(Stage.class);
    private final Map<Stage, String> roundingWords = new EnumMap<>(Stage.class);

    Workings(MethodDefinition method, ScoringInput input) {
        this.method = method;
        this.input = input;
        for (RandomParameter p : inOrder(method)) {
            p.fixed()
                    .map(Figure::value)
                    .or(() -> Optional.ofNullable(input.drawn().get(p.name())))
                    .ifPresent(v -> drawn.add(
                            new ScoringResult.DrawnValue(p.name(), v, p.fixed().isPresent())));
        }
        for (Stage stage : Stage.values()) {
            method.rounding(stage)
                    .ifPresent(r ->
                            roundings.put(stage, new Rounding(stage.name(), Units.scale(r, input.unit()), r.mode())));
        }
    }

    static List<RandomParameter> inOrder(MethodDefinition method) {
        return method.randomParameters().stream()
                .sorted(Comparator.comparingInt(RandomParameter::order))
                .toList();
    }

    /** A parameter of the definition, entered once. */
    Num of(Param param) {
        Num known = parameters.get(param);
        if (known == null) {
            known = switch (param) {
                case Figure f ->
                    shared(
                            "m" + f.pointer(),
                            () -> sheet.input(new Source.Method(f.pointer()), f.value(), Labels.PARAMETER));
                case DrawnParam d -> drawn(d.name());
            };
            parameters.put(param, known);
        }
        return known;
    }

    /** An integer of the definition, such as a number of prices to drop. */
    Num of(int value, String pointer) {
        return shared(
                "m" + pointer,
                () -> sheet.input(new Source.Method(pointer), BigDecimal.valueOf(value), Labels.PARAMETER));
    }

    private Num drawn(String name) {
        for (int i = 0; i < drawn.size(); i++) {
            if (drawn.get(i).name().equals(name)) {
                String pointer = "/drawn/" + i + "/value";
                BigDecimal value = drawn.get(i).value();
                return shared(pointer, () -> sheet.input(new Source.Result(pointer), value, Labels.DRAWN));
            }
        }
        DerivedParameter derived = method.derivedParameters().stream()
                .filter(d -> d.name().equals(name))
                .findFirst()
                .orElseThrow();
        return shared("d/" + name, () -> {
            Num sum = ZERO;
            for (DerivedParameter.Term term : derived.terms()) {
                sum = sheet.add(
                        sum, sheet.mul(of(term.parameter()), of(term.factor()), Labels.DERIVED), Labels.DERIVED);
            }
            return sum;
        });
    }

    /** An amount of the tender: ceiling, estimate, budget, safetyFee or tax. */
    Optional<Num> fact(String name) {
        BigDecimal amount = input.facts().get(name);
        if (amount == null) {
            return Optional.empty();
        }
        return Optional.of(shared(name, () -> sheet.input(new Source.Result("/facts/" + name), amount, Labels.FACT)));
    }

    /** The price that counts as ceiling: in procurement the budget stands in where no ceiling is set. */
    Optional<Num> ceiling() {
        Optional<Num> ceiling = fact("ceiling");
        return ceiling.isEmpty() && method.isGovernmentProcurement() ? fact("budget") : ceiling;
    }

    /** Sum of the published amounts that are stripped; zero without any. */
    Num publishedStrip() {
        return shared("strip", () -> {
            List<String> items = List.copyOf(input.stripped().keySet());
            Num sum = ZERO;
            for (String item : method.stripItems().items()) {
                int i = items.indexOf(item);
                if (i >= 0) {
                    Num amount = sheet.input(
                            new Source.Result("/stripped/" + i + "/amount"),
                            input.stripped().get(item),
                            Labels.STRIP);
                    sum = sum == ZERO ? amount : sheet.add(sum, amount, Labels.STRIP);
                }
            }
            return sum;
        });
    }

    /** A figure entered once for all bids, whichever bid asks first. */
    Num shared(String key, Supplier<Num> first) {
        Num known = entered.get(key);
        if (known == null) {
            String bid = current;
            forBid(null);
            known = first.get();
            forBid(bid);
            entered.put(key, known);
        }
        return known;
    }

    private String current;

    void forBid(String bid) {
        current = bid;
        sheet.forBid(bid);
    }

    boolean rounds(Stage stage) {
        return roundings.containsKey(stage);
    }

    /** Rounds where the definition declares the stage, and only there. */
    Num round(Num value, Stage stage) {
        return round(value, stage, Labels.ROUNDED);
    }

    Num round(Num value, Stage stage, Label label) {
        Rounding rounding = roundings.get(stage);
        return rounding == null ? value : sheet.round(value, rounding, label);
    }

    void say(String zh, String en) {
        explanation.add(new Sentence(zh, en));
    }

    /** A figure as a person reads it: rounded figures keep their decimals. */
    static String write(Num value) {
        BigDecimal v = value.value();
        return v.scale() > 6 || v.scale() < 0 ? Decimals.plain(v.setScale(6, RoundingMode.HALF_UP)) : v.toPlainString();
    }

    static String plain(Num value) {
        return Decimals.plain(value.value());
    }

    /** The rounding of a stage in words, empty where it does not round. */
    String roundingZh(Stage stage) {
        return roundingWords.computeIfAbsent(
                stage, s -> method.rounding(s).map(r -> "，" + words(r)).orElse(""));
    }

    private static String words(RoundingRule r) {
        String mode = switch (r.mode()) {
            case HALF_UP -> "四舍五入";
            case HALF_EVEN -> "四舍六入五成双";
            case HALF_DOWN -> "五舍六入";
            case UP -> "远零进位";
            case DOWN -> "截去尾数";
            case CEILING -> "向上取";
            case FLOOR -> "向下取";
            case UNNECESSARY -> "不舍入";
        };
        String unit = r.unit() == null ? "" : r.unit().equals("TEN_THOUSAND_YUAN") ? "以万元计" : "";
        return unit + "保留 " + r.scale() + " 位小数，" + mode;
    }
}
