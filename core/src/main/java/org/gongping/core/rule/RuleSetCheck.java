package org.gongping.core.rule;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What must hold in a rule set beyond its schema. */
final class RuleSetCheck {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** Bounds of the format, so that a slip of the keyboard is found; no figure of the law comes near them. */
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000);

    private static final int LONGEST_PERIOD = 3650;

    private final RuleSet set;
    private final List<PointerError> errors = new ArrayList<>();

    private RuleSetCheck(RuleSet set) {
        this.set = set;
    }

    static List<PointerError> check(RuleSet set) {
        RuleSetCheck check = new RuleSetCheck(set);
        if (set.effectiveTo() != null && set.effectiveTo().isBefore(set.effectiveFrom())) {
            check.error("/effectiveTo", "早于 /effectiveFrom", "is before /effectiveFrom");
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < set.rules().size(); i++) {
            Rule rule = set.rules().get(i);
            String pointer = "/rules/" + i;
            if (!seen.add(rule.ruleId())) {
                check.error(
                        pointer + "/ruleId",
                        "规则 " + rule.ruleId() + " 在本规则集中出现两次",
                        "rule " + rule.ruleId() + " stands twice in this rule set");
            }
            check.rule(rule, pointer);
        }
        return check.errors;
    }

    private void rule(Rule rule, String pointer) {
        if (!rule.ruleSet().equals(set.id())) {
            error(pointer + "/ruleSet", "不是本规则集 " + set.id(), "is not this rule set, " + set.id());
        }
        if (rule.effectiveFrom().isBefore(set.effectiveFrom())) {
            error(pointer + "/effectiveFrom", "早于规则集的生效日", "is before the rule set's own");
        }
        LocalDate to = rule.effectiveTo();
        if (to != null && to.isBefore(rule.effectiveFrom())) {
            error(pointer + "/effectiveTo", "早于 /effectiveFrom", "is before /effectiveFrom");
        }
        if (!regimeFits(rule.regime())) {
            error(
                    pointer + "/regime",
                    rule.regime() + " 类规则不属于 " + set.regime() + " 制度",
                    rule.regime() + " is no rule of the regime " + set.regime());
        }
        if (rule.tag() == RuleTag.TO_VERIFY && rule.kinds().contains(RuleKind.BLOCK)) {
            error(pointer + "/kind", "待核的规则不能设为阻止", "a rule that is still to be verified cannot block");
        }
        if (!RuleCatalogue.knows(rule.ruleId())) {
            error(
                    pointer + "/ruleId",
                    "本版本没有关口使用规则 " + rule.ruleId(),
                    "no gate of this version knows rule " + rule.ruleId());
            return;
        }
        params(rule, pointer + "/params");
        placeholders(rule, rule.message().zh(), pointer + "/messageZh", Set.of());
        placeholders(rule, rule.message().en(), pointer + "/messageEn", Set.of());
        placeholders(rule, rule.whatToDo().zh(), pointer + "/whatToDoZh", Set.of("earliestAt"));
        placeholders(rule, rule.whatToDo().en(), pointer + "/whatToDoEn", Set.of("earliestAt"));
    }

    private boolean regimeFits(String regime) {
        return switch (regime) {
            case "E" -> set.regime() == Regime.ENGINEERING;
            case "G" -> set.regime() == Regime.GOV_PROCUREMENT;
            case "O" -> set.regime() == Regime.OTHER;
            default -> true;
        };
    }

    private void params(Rule rule, String pointer) {
        var required = RuleCatalogue.required(rule.ruleId());
        required.forEach((name, type) -> {
            RuleParam param = rule.params().get(name);
            if (param == null) {
                error(pointer + "/" + name, "缺少", "is missing");
            } else if (!(param instanceof RuleParam.Unset) && !type.isInstance(param)) {
                error(
                        pointer + "/" + name,
                        "类型不符，应为 " + type.getSimpleName().toLowerCase(Locale.ROOT),
                        "is not a " + type.getSimpleName().toLowerCase(Locale.ROOT));
            } else {
                value(rule, name, param, pointer + "/" + name);
            }
        });
        rule.params().forEach((name, param) -> {
            if (required.containsKey(name)) {
                return;
            }
            if (!RuleCatalogue.mayHold(rule.ruleId(), name, param)) {
                error(pointer + "/" + PointerError.escape(name), "没有关口使用这个参数", "no gate reads this parameter");
            } else {
                value(rule, name, param, pointer + "/" + name);
            }
        });
        boolean countsBackwards = set.rules().stream()
                .anyMatch(other -> other.enabled() && RuleCatalogue.BACKWARD.contains(other.ruleId()));
        if (rule.ruleId().equals(RuleCatalogue.COUNTING)
                && countsBackwards
                && !rule.params().containsKey(RuleCatalogue.BACKWARD_ROLL)) {
            error(
                    pointer + "/" + RuleCatalogue.BACKWARD_ROLL,
                    "缺少：本规则集有倒计的期间",
                    "is missing: a rule of this set counts backwards");
        }
    }

    private void value(Rule rule, String name, RuleParam param, String pointer) {
        switch (param) {
            case RuleParam.Period period -> period(rule, period, pointer);
            case RuleParam.Figure figure -> {
                unit(rule, name, figure.unit(), pointer);
                if (figure.unit().equals("PERCENT") && figure.value().compareTo(HUNDRED) > 0) {
                    error(pointer + "/value", "超过百分之百", "is more than 100 percent");
                }
                if (RuleCatalogue.isWhole(figure.unit())
                        && (figure.value().stripTrailingZeros().scale() > 0
                                || figure.value().compareTo(MOST) > 0)) {
                    error(pointer + "/value", "不是 " + MOST + " 以内的整数", "is no whole number up to " + MOST);
                }
            }
            case RuleParam.Range range -> {
                unit(rule, name, range.unit(), pointer);
                if (range.min().compareTo(range.max()) > 0) {
                    error(pointer + "/max", "小于 /min", "is less than /min");
                }
            }
            case RuleParam.Choice choice -> words(rule, name, List.of(choice.choice()), pointer + "/choice");
            case RuleParam.Words words -> words(rule, name, words.values(), pointer + "/values");
            case RuleParam.Flag ignored -> {}
            case RuleParam.Unset ignored -> {
                if (rule.enabled()) {
                    error(pointer, "须由招标人填写后方可启用该规则", "is for the owner to fill in before the rule can be enabled");
                }
            }
        }
    }

    private void period(Rule rule, RuleParam.Period period, String pointer) {
        boolean counted = set.rule(RuleCatalogue.COUNTING).filter(Rule::enabled).isPresent();
        if (rule.enabled() && !counted) {
            error(
                    pointer,
                    "期间须有已启用的规则 " + RuleCatalogue.COUNTING + " 才能计算",
                    "a period needs rule " + RuleCatalogue.COUNTING + ", enabled, to be counted");
        }
        if (period.value() > LONGEST_PERIOD) {
            error(pointer + "/value", "超过 " + LONGEST_PERIOD + " 日", "is more than " + LONGEST_PERIOD + " days");
        }
    }

    private void unit(Rule rule, String name, String unit, String pointer) {
        RuleCatalogue.unit(rule.ruleId(), name)
                .filter(expected -> !expected.equals(unit))
                .ifPresent(expected -> error(pointer + "/unit", "不是 " + expected, "is not " + expected));
    }

    private void words(Rule rule, String name, List<String> words, String pointer) {
        RuleCatalogue.vocabulary(rule.ruleId(), name)
                .filter(known -> !known.containsAll(words))
                .ifPresent(known -> error(pointer, "只认 " + new TreeSet<>(known), "knows only " + new TreeSet<>(known)));
    }

    private void placeholders(Rule rule, String text, String pointer, Set<String> further) {
        Matcher matcher = PLACEHOLDER.matcher(text);
        while (matcher.find()) {
            String name = matcher.group(1);
            if (!rule.params().containsKey(name) && !further.contains(name)) {
                error(pointer, "占位符没有对应的参数：{" + name + "}", "has a placeholder without a parameter: {" + name + "}");
            }
        }
    }

    private void error(String pointer, String zh, String en) {
        errors.add(new PointerError(pointer, zh, en));
    }
}
