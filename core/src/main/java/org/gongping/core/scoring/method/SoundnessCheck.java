package org.gongping.core.scoring.method;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a schema cannot say and the engine relies on: every name resolves, every kind has what its formula needs. A
 * definition that fails here is not read at all.
 */
final class SoundnessCheck {
    private final MethodDefinition method;
    private final List<Finding> findings = new ArrayList<>();

    private SoundnessCheck(MethodDefinition method) {
        this.method = method;
    }

    static List<Finding> findings(MethodDefinition method) {
        SoundnessCheck check = new SoundnessCheck(method);
        check.parameters();
        check.references(method.json(), "");
        check.anchors();
        check.shares();
        check.score(method.score(), "/score");
        check.ranking();
        check.evaluated();
        check.rounding();
        return List.copyOf(check.findings);
    }

    private void parameters() {
        Map<String, Integer> order = new HashMap<>();
        Set<Integer> places = new HashSet<>();
        for (RandomParameter p : method.randomParameters()) {
            if (order.put(p.name(), p.order()) != null) {
                add(p.pointer() + "/name", "参数重名", "two parameters have the same name");
            }
            if (!places.add(p.order())) {
                add(p.pointer() + "/order", "抽取顺序重复", "two parameters have the same order");
            }
        }
        for (RandomParameter p : method.randomParameters()) {
            if (p.pool().orElse(null) instanceof Pool.Dependent d
                    && order.getOrDefault(d.on(), p.order()) >= p.order()) {
                add(p.pointer() + "/pool/dependsOn", "应依赖先抽取的参数", "it must depend on a parameter drawn before");
            }
        }
        for (DerivedParameter d : method.derivedParameters()) {
            if (order.put(d.name(), 0) != null) {
                add(d.pointer() + "/name", "参数重名", "two parameters have the same name");
            }
            d.terms().stream()
                    .filter(t -> method.randomParameters().stream()
                            .noneMatch(p -> p.name().equals(t.parameter().name())))
                    .forEach(t -> add(t.parameter().pointer(), "没有这个抽取参数", "there is no such drawn parameter"));
        }
    }

    /** Every {@code {"ref": name}} names a parameter. */
    private void references(JsonNode node, String pointer) {
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                references(node.get(i), pointer + "/" + i);
            }
        }
        if (node.isObject()) {
            if (node.size() == 1
                    && node.path("ref").isTextual()
                    && !known(node.get("ref").asText())) {
                add(pointer + "/ref", "没有这个参数", "there is no such parameter");
            }
            node.properties().forEach(e -> references(e.getValue(), pointer + "/" + e.getKey()));
        }
    }

    private boolean known(String name) {
        return method.randomParameters().stream().anyMatch(p -> p.name().equals(name))
                || method.derivedParameters().stream().anyMatch(d -> d.name().equals(name));
    }

    private void anchors() {
        Optional<Limits.Band> band = method.limits().band();
        method.benchmark()
                .anchoredTo()
                .filter(a -> a.base() == AnchorBase.BAND_LOWER_EDGE
                        && band.flatMap(Limits.Band::lowPercent).isEmpty())
                .ifPresent(a -> add(a.pointer(), "没有有效区间的下限", "there is no validity band with a lower edge"));
    }

    private void shares() {
        if (method.benchmark().trimming() instanceof Trimming.Ratio ratio) {
            for (Figure fraction : List.of(ratio.fractionHigh(), ratio.fractionLow())) {
                if (fraction.value().compareTo(BigDecimal.ONE) >= 0) {
                    add(fraction.pointer(), "比例必须小于 1", "a fraction of the bids is less than 1");
                }
            }
        }
    }

    private void score(ScoreRule score, String at) {
        boolean noBenchmark = method.benchmark() instanceof Benchmark.None;
        switch (score) {
            case ScoreRule.None _ -> {}
            case ScoreRule.Ratio _ -> needsBenchmark(noBenchmark, at);
            case ScoreRule.LinearDeviation l -> {
                needsBenchmark(noBenchmark, at);
                if (l.stepPercent().value().signum() <= 0) {
                    add(l.stepPercent().pointer(), "每档幅度必须大于零", "the width of a step must be positive");
                }
            }
            case ScoreRule.BandedDeviation b -> {
                needsBenchmark(noBenchmark, at);
                bands(b.bands(), at + "/bands");
            }
            case ScoreRule.SumOfParts s -> parts(s, at);
            case ScoreRule.Ballot b ->
                b.order().stream()
                        .filter(o -> o > b.choices())
                        .findAny()
                        .ifPresent(_ -> add(at + "/order", "顺序超出推荐名额", "the order names a choice beyond choices"));
        }
    }

    private void needsBenchmark(boolean noBenchmark, String at) {
        if (noBenchmark) {
            add(at + "/kind", "价格分需要基准价", "a price score needs a benchmark");
        }
    }

    /** The bands hold every deviation exactly once. */
    private void bands(List<ScoreRule.Band> bands, String at) {
        List<ScoreRule.Band> ascending = new ArrayList<>(bands);
        ascending.sort(Comparator.comparing(
                b -> b.lower().map(Figure::value).orElse(null), Comparator.nullsFirst(Comparator.naturalOrder())));
        boolean whole = ascending.getFirst().lower().isEmpty()
                && ascending.getLast().upper().isEmpty();
        for (int i = 0; i + 1 < ascending.size(); i++) {
            ScoreRule.Band here = ascending.get(i);
            ScoreRule.Band next = ascending.get(i + 1);
            Optional<BigDecimal> upper = here.upper().map(Figure::value);
            Optional<BigDecimal> lower = next.lower().map(Figure::value);
            whole &= upper.isPresent()
                    && lower.isPresent()
                    && upper.get().compareTo(lower.get()) == 0
                    && here.upperInclusive() != next.lowerInclusive();
        }
        for (ScoreRule.Band b : bands) {
            whole &= b.lower().isEmpty()
                    || b.upper().isEmpty()
                    || b.lower().get().value().compareTo(b.upper().get().value()) < 0;
        }
        if (!whole) {
            add(at, "分段必须不重不漏地覆盖全部偏差率", "the bands must hold every deviation exactly once");
        }
    }

    private void parts(ScoreRule.SumOfParts s, String at) {
        long prices =
                s.parts().stream().filter(p -> p.kind() == Part.Kind.PRICE).count();
        if (prices > 1 || (prices == 1) != s.price().isPresent()) {
            add(at + "/price", "价格部分与价格计分规则须同时有且只有一个", "one PRICE part and one price rule belong together");
        }
        s.price().ifPresent(p -> score(p, at + "/price"));
        Set<String> names = new HashSet<>();
        Set<String> ids = new HashSet<>();
        for (Part p : s.parts()) {
            if (!names.add(p.name())) {
                add(p.pointer() + "/name", "部分重名", "two parts have the same name");
            }
            if (p.kind() == Part.Kind.ITEMS && p.items().stream().allMatch(i -> i.type() == Item.Type.PASS_FAIL)) {
                add(p.pointer() + "/items", "没有计分的评分项", "no item of this part carries marks");
            }
            for (Item i : p.items()) {
                if (!ids.add(i.id())) {
                    add(i.pointer() + "/id", "评分项重名", "two items have the same id");
                }
            }
        }
    }

    private void ranking() {
        Ranking.By by = method.ranking().by();
        boolean ballot = method.score() instanceof ScoreRule.Ballot;
        boolean scored = !(method.score() instanceof ScoreRule.None) && !ballot;
        boolean fits = switch (by) {
            case TOTAL_SCORE -> scored;
            case EVALUATED_PRICE -> !ballot;
            case NEAREST_TO_BENCHMARK -> !(method.benchmark() instanceof Benchmark.None) && !ballot;
            case BALLOT -> ballot;
        };
        if (!fits) {
            add("/ranking/by", "排序依据与计分方式不符", "the order does not go with the score");
        }
        if (method.ranking().lotCorrection().isPresent()
                && method.ranking().lotOrder().isEmpty()) {
            add("/ranking/lotOrder", "标段修正需要标段顺序", "a lot correction needs lotOrder");
        }
    }

    private void evaluated() {
        Set<String> earlier = new HashSet<>();
        for (Component c : method.components()) {
            if (!earlier.containsAll(c.base())) {
                add(c.pointer() + "/base", "计算基数须是前面的构成项", "a base must be an earlier line");
            }
            if (!earlier.add(c.name())) {
                add(c.pointer() + "/name", "构成项重名", "two lines have the same name");
            }
        }
        Set<String> names = new HashSet<>();
        for (Adjustment a : method.adjustments()) {
            if (!names.add(a.name())) {
                add(a.pointer() + "/name", "调整项重名", "two adjustments have the same name");
            }
            boolean fits = switch (a.kind()) {
                case PER_UNIT, DIVISOR -> true;
                case PERCENT_OF_PRICE -> a.base() == Adjustment.Base.BID_PRICE || a.base() == Adjustment.Base.RUNNING;
                case MISSING_ITEM ->
                    a.base() == Adjustment.Base.HIGHEST
                            || a.base() == Adjustment.Base.MEAN
                            || a.base() == Adjustment.Base.OWN;
            };
            if (!fits) {
                add(a.pointer() + "/base", "调整项的基数与类型不符", "the base does not go with this kind of adjustment");
            }
            if (a.timeValued() && (method.timeValue().isEmpty() || a.kind() != Adjustment.Kind.PER_UNIT)) {
                add(a.pointer() + "/timeValued", "只有按单位调整且规定了时间价值才可折现", "only PER_UNIT with a timeValue is discounted");
            }
        }
    }

    private void rounding() {
        List<String> stages = new Fields(method.json(), "").list("rounding", r -> r.text("stage"));
        if (new HashSet<>(stages).size() != stages.size()) {
            add("/rounding", "同一阶段舍入两次", "a stage is rounded twice");
        }
        method.rounding().values().stream()
                .filter(r -> r.unit() != null && !r.stage().isPrice())
                .forEach(r -> add(r.pointer() + "/unit", "只有价格阶段有单位", "only a price stage has a unit"));
    }

    private void add(String pointer, String zh, String en) {
        findings.add(Finding.format(pointer, zh, en));
    }
}
