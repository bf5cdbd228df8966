package org.gongping.core.scoring.method;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gongping.core.audit.CanonicalJson;
import org.gongping.core.schema.JsonContract;
import org.gongping.core.schema.MalformedJson;
import org.gongping.core.scoring.derive.Decimals;

/**
 * Reads {@code gongping.method/1}. What it accepts has the shape of {@code contract/method.schema.json}; whether the
 * definition may be published is for the validator to say.
 */
public final class MethodReader {
    private static final JsonContract CONTRACT = JsonContract.ofResource("method.schema.json");

    private MethodReader() {}

    /** Reads the bytes of a definition; malformed JSON, duplicate members and unknown fields are refused. */
    public static Reading<MethodDefinition> read(byte[] utf8) {
        try {
            return read(CanonicalJson.parse(utf8));
        } catch (JsonProcessingException e) {
            return new Reading.Refused<>(List.of(malformed(e)));
        }
    }

    public static Reading<MethodDefinition> read(JsonNode json) {
        List<Finding> findings = Finding.format(CONTRACT.breaches(json));
        if (!findings.isEmpty()) {
            return new Reading.Refused<>(findings);
        }
        String digest;
        try {
            digest = digest(json);
        } catch (IllegalArgumentException e) {
            return new Reading.Refused<>(List.of(Finding.format("", "办法不能规范化：" + e.getMessage(), e.getMessage())));
        }
        JsonNode stated = json.path("digest").path("value");
        if (stated.isTextual() && !stated.asText().equals(digest)) {
            return new Reading.Refused<>(List.of(new Finding(
                    Finding.Severity.ERROR,
                    "/digest/value",
                    "V03",
                    "《招标投标法实施条例》第四十九条",
                    "办法摘要与内容不符，应为 " + digest,
                    "the digest does not belong to this definition; it is " + digest)));
        }
        MethodDefinition definition = definition(new Fields(json.deepCopy(), ""), digest);
        List<Finding> unsound = SoundnessCheck.findings(definition);
        return unsound.isEmpty() ? new Reading.Accepted<>(definition) : new Reading.Refused<>(unsound);
    }

    /** What is said about a text that is no JSON. */
    public static Finding malformed(JsonProcessingException e) {
        String fault = MalformedJson.describe(e);
        return Finding.format("", "不是合法的 JSON：" + fault, "malformed JSON: " + fault);
    }

    /** SHA-256 over the canonical bytes of the definition without its {@code digest}. */
    static String digest(JsonNode json) {
        ObjectNode without = json.deepCopy();
        without.remove("digest");
        return Digests.sha256(CanonicalJson.bytesWithNull(without));
    }

    private static MethodDefinition definition(Fields f, String digest) {
        return new MethodDefinition(
                f.node(),
                digest,
                f.text("methodId"),
                f.text("version"),
                f.text("family"),
                f.text("nameZh"),
                f.text("nameEn", f.text("methodId")),
                f.choice("regime", Regime.class),
                f.texts("projectTypes"),
                f.list("citations", c -> new Citation(c.text("title"), c.text("article"), c.text("tag"))),
                f.figure("fullMarks"),
                f.figure("floor"),
                cap(f),
                f.text("validSet"),
                limits(f),
                strip(f),
                reviewPrice(f.object("reviewPrice")),
                BenchmarkReader.read(f.object("benchmark")),
                ScoreReader.read(f.object("score")),
                ranking(f.object("ranking")),
                f.list("randomParameters", MethodReader::random),
                f.list("derivedParameters", MethodReader::derived),
                rounding(f),
                f.has("recompute_on_rejection")
                        ? Optional.of(f.choice("recompute_on_rejection", Recompute.class))
                        : Optional.empty(),
                f.optional("minimumValid")
                        .map(m -> new MinimumValid(m.integer("n"), m.choice("below", MinimumValid.Below.class))),
                f.list("abnormallyLow", MethodReader::trigger),
                f.texts("ties").stream().map(TieKey::valueOf).toList(),
                f.list("adjustments", MethodReader::adjustment),
                f.list("components", MethodReader::component),
                f.optional("timeValue").map(MethodReader::timeValue),
                f.optional("twoStage")
                        .map(t -> new TwoStage(t.text("part"), t.figure("threshold"), t.flag("inclusive"))));
    }

    private static Cap cap(Fields f) {
        return switch (f.text("cap", "FULL_MARKS")) {
            case "FULL_MARKS" -> new Cap.FullMarks();
            case "NONE" -> new Cap.Unlimited();
            default -> new Cap.At(f.figure("cap"));
        };
    }

    private static Limits limits(Fields f) {
        Fields l = f.object("limits");
        return new Limits(
                l.optional("ceiling").map(c -> c.flag("inclusive")),
                l.optional("band")
                        .map(b -> new Limits.Band(
                                b.choice("around", AnchorBase.class),
                                b.optionalFigure("lowPercent"),
                                b.optionalFigure("highPercent"),
                                b.flag("inclusiveLow"),
                                b.flag("inclusiveHigh"))));
    }

    private static StripItems strip(Fields f) {
        return f.optional("stripItems")
                .map(s -> new StripItems(
                        s.texts("items"),
                        s.texts("from").contains("CEILING"),
                        s.texts("from").contains("BIDS"),
                        s.flag("addBack")))
                .orElse(new StripItems(List.of(), false, false, false));
    }

    private static ReviewPriceRule reviewPrice(Fields r) {
        return new ReviewPriceRule(
                r.list("deductions", MethodReader::deduction),
                r.list("scoreBonuses", MethodReader::deduction),
                r.flag("arithmeticCorrection"));
    }

    private static Deduction deduction(Fields d) {
        return new Deduction(d.text("kind"), d.figure("rate"), d.pointer());
    }

    private static Ranking ranking(Fields r) {
        return new Ranking(
                r.choice("by", Ranking.By.class),
                r.texts("lotOrder"),
                r.optional("lotCorrection")
                        .map(c -> new LotCorrection(
                                c.figure("percent"), c.text("times").equals("PER_WON_LOT"))),
                r.integer("candidates"));
    }

    private static RandomParameter random(Fields p) {
        return new RandomParameter(
                p.text("name"),
                p.integer("order"),
                p.optional("pool").map(MethodReader::pool),
                p.optionalFigure("value"),
                p.pointer());
    }

    private static Pool pool(Fields p) {
        if (p.has("values")) {
            return new Pool.Values(
                    p.list("values", v -> Decimals.parse(v.node().asText()).orElseThrow()));
        }
        if (p.has("dependsOn")) {
            Map<String, Pool> pools = new LinkedHashMap<>();
            Fields all = p.object("pools");
            all.node().fieldNames().forEachRemaining(name -> pools.put(name, pool(all.object(name))));
            return new Pool.Dependent(p.text("dependsOn"), pools);
        }
        return new Pool.Range(p.decimal("min"), p.decimal("max"), p.decimal("step"));
    }

    private static DerivedParameter derived(Fields d) {
        return new DerivedParameter(
                d.text("name"),
                d.list(
                        "terms",
                        t -> new DerivedParameter.Term(new DrawnParam(t.text("ref"), t.at("ref")), t.figure("factor"))),
                d.pointer());
    }

    private static Map<Stage, RoundingRule> rounding(Fields f) {
        Map<Stage, RoundingRule> rules = new EnumMap<>(Stage.class);
        f.list(
                        "rounding",
                        r -> new RoundingRule(
                                r.choice("stage", Stage.class),
                                r.has("unit") ? r.text("unit") : null,
                                r.integer("scale"),
                                r.choice("mode", RoundingMode.class),
                                r.pointer()))
                .forEach(r -> rules.putIfAbsent(r.stage(), r));
        return rules;
    }

    private static TriggerRule trigger(Fields t) {
        Fields params = t.object("params");
        return new TriggerRule(
                t.choice("trigger", TriggerRule.Kind.class),
                t.flag("inclusive"),
                params.optionalParam("ratio"),
                params.optionalParam("W"),
                !params.has("meanIncludesBid") || params.flag("meanIncludesBid"),
                params.text("price").equals("BID_PRICE"),
                t.has("explainWithin") ? Duration.parse(t.text("explainWithin")) : Duration.ZERO,
                t.pointer());
    }

    private static Adjustment adjustment(Fields a) {
        return new Adjustment(
                a.text("name"),
                a.text("nameZh", a.text("name")),
                a.choice("kind", Adjustment.Kind.class),
                a.has("base") ? a.choice("base", Adjustment.Base.class) : Adjustment.Base.BID_PRICE,
                a.optionalFigure("credit"),
                a.optionalFigure("penalty"),
                a.optionalFigure("reference"),
                a.flag("timeValued"),
                a.pointer());
    }

    private static Component component(Fields c) {
        return new Component(
                c.text("name"),
                c.text("nameZh", c.text("name")),
                c.choice("kind", Component.Kind.class),
                c.optionalFigure("rate"),
                c.texts("base"),
                c.pointer());
    }

    private static TimeValue timeValue(Fields t) {
        Map<Integer, Figure> table = new LinkedHashMap<>();
        t.optional("factorTable")
                .ifPresent(f -> f.node()
                        .fieldNames()
                        .forEachRemaining(period -> table.put(Integer.valueOf(period), f.figure(period))));
        return new TimeValue(t.figure("ratePerPeriod"), t.text("period"), table);
    }
}
