package org.gongping.core.scoring.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.gongping.core.scoring.method.Benchmark;
import org.gongping.core.scoring.method.LegalLimits;
import org.gongping.core.scoring.method.MethodDefinition;
import org.gongping.core.scoring.method.Param;
import org.gongping.core.scoring.method.Pool;
import org.gongping.core.scoring.method.RandomParameter;

/** Pools that can be drawn from, values that the formula can stand, and no draw of a bidder (X02). */
final class PoolCheck {
    private final MethodDefinition method;
    private final LegalLimits limits;
    private final Findings findings;

    PoolCheck(MethodDefinition method, LegalLimits limits, Findings findings) {
        this.method = method;
        this.limits = limits;
        this.findings = findings;
    }

    void check() {
        for (RandomParameter p : method.randomParameters()) {
            p.pool().ifPresent(pool -> pool(pool, p.pointer() + "/pool"));
            String name = p.name().toUpperCase(Locale.ROOT);
            if (limits.drawnWinnerWords().stream().anyMatch(name::contains)) {
                picksBidder(p, "抽取参数的名称指向投标人", "the name of the parameter points to a bidder");
            } else if (!used(p.name())) {
                picksBidder(p, "抽取的参数不进入任何公式", "the drawn parameter enters no formula");
            }
        }
        switch (method.benchmark()) {
            case Benchmark.Composite c -> {
                share(c.anchorWeight(), "/benchmark/anchorWeight");
                discount(c.discount());
            }
            case Benchmark.Mean m -> discount(m.discount());
            case Benchmark.ControlDiscount c -> discount(c.discount());
            case Benchmark.MultiStatistic m -> {
                discount(m.discount());
                m.blend().ifPresent(b -> share(b.ratio(), "/benchmark/blend/ratio"));
            }
            case Benchmark.None _,
                    Benchmark.Lowest _,
                    Benchmark.SecondLowest _,
                    Benchmark.FactorMean _,
                    Benchmark.ControlMeanPair _,
                    Benchmark.Anchored _ -> {}
        }
    }

    private void pool(Pool pool, String at) {
        switch (pool) {
            case Pool.Values v -> values(v.values(), at + "/values");
            case Pool.Range r -> {
                if (!r.isSound()) {
                    findings.error(
                            Law.DRAWS, at, "步长必须为正且恰好整除取值范围", "the step must be positive and divide the span exactly");
                }
            }
            case Pool.Dependent d -> {
                d.pools().forEach((key, inner) -> pool(inner, at + "/pools/" + key));
                method.randomParameters().stream()
                        .filter(p -> p.name().equals(d.on()))
                        .findFirst()
                        .ifPresent(on -> covers(d, Parameters.values(on), at));
            }
        }
    }

    private void values(List<BigDecimal> values, String at) {
        if (values.isEmpty()) {
            findings.error(Law.DRAWS, at, "取值范围为空", "the pool is empty");
        }
        Set<BigDecimal> distinct = new HashSet<>();
        values.forEach(v -> distinct.add(v.stripTrailingZeros()));
        if (distinct.size() != values.size()) {
            findings.error(Law.DRAWS, at, "取值范围有重复", "the pool holds a value twice");
        }
    }

    private void covers(Pool.Dependent d, List<BigDecimal> on, String at) {
        boolean all = on.stream()
                .allMatch(v -> d.pools().keySet().stream().anyMatch(k -> new BigDecimal(k).compareTo(v) == 0));
        if (!all) {
            findings.error(Law.DRAWS, at + "/pools", "有的先抽结果没有对应的取值范围", "a value drawn before has no pool of its own");
        }
    }

    private void share(Param weight, String at) {
        boolean within = Parameters.possible(method, weight).stream()
                .allMatch(v -> v.signum() >= 0 && v.compareTo(BigDecimal.ONE) <= 0);
        if (!within) {
            findings.error(Law.DRAWS, at, "权重必须在 0 与 1 之间", "a weight lies between 0 and 1");
        }
    }

    private void discount(Param discount) {
        boolean below = Parameters.possible(method, discount).stream().allMatch(v -> v.compareTo(BigDecimal.ONE) < 0);
        if (!below) {
            findings.error(Law.DRAWS, "/benchmark/discount", "下浮系数必须小于 1", "a discount is less than 1");
        }
    }

    private boolean used(String name) {
        return used(method.json(), name);
    }

    private static boolean used(JsonNode node, String name) {
        if (node.isObject()
                && (node.path("ref").asText().equals(name)
                        || node.path("dependsOn").asText().equals(name))) {
            return true;
        }
        for (JsonNode inner : node) {
            if (used(inner, name)) {
                return true;
            }
        }
        return false;
    }

    private void picksBidder(RandomParameter p, String zh, String en) {
        findings.warning(Law.DRAWN_WINNER, p.pointer(), zh + "：不得以抽签直接确定中标人", en + ": no draw may pick a bidder");
    }
}
