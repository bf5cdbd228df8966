package org.gongping.core.scoring.method;

import java.math.BigDecimal;
import java.util.List;
import org.gongping.core.scoring.derive.Decimals;

/** Reads {@code score} of a definition. */
final class ScoreReader {
    private ScoreReader() {}

    static ScoreRule read(Fields f) {
        return switch (f.text("kind")) {
            case "NONE" -> new ScoreRule.None();
            case "RATIO" -> new ScoreRule.Ratio();
            case "LINEAR_DEVIATION" ->
                new ScoreRule.LinearDeviation(
                        f.choice("partialStep", PartialStep.class),
                        f.figure("stepPercent"),
                        f.param("pointsPerStepHigh"),
                        f.param("pointsPerStepLow"),
                        f.optionalFigure("capHigh"),
                        f.optionalFigure("capLow"));
            case "BANDED_DEVIATION" -> new ScoreRule.BandedDeviation(f.list("bands", ScoreReader::band));
            case "SUM_OF_PARTS" ->
                new ScoreRule.SumOfParts(
                        f.list("parts", ScoreReader::part), f.optional("price").map(ScoreReader::read));
            case "BALLOT" ->
                new ScoreRule.Ballot(
                        f.integer("choices"), f.list("order", o -> o.node().intValue()));
            default -> throw new IllegalArgumentException("the schema admits no such score");
        };
    }

    private static ScoreRule.Band band(Fields b) {
        return new ScoreRule.Band(
                b.optionalFigure("lower"),
                b.flag("lowerInclusive"),
                b.optionalFigure("upper"),
                b.flag("upperInclusive"),
                b.figure("base"),
                b.figure("pointsPerPercent"),
                b.figure("from"),
                b.pointer());
    }

    private static Part part(Fields p) {
        MemberTrimming none = new MemberTrimming(MemberTrimming.Level.ITEM, false, 0);
        return new Part(
                p.text("name"),
                p.text("nameZh", p.text("name")),
                p.choice("kind", Part.Kind.class),
                p.figure("fullMarks"),
                p.figure("weight"),
                p.list("items", ScoreReader::item),
                p.optional("memberTrimming").map(ScoreReader::trimming).orElse(none),
                p.pointer());
    }

    private static MemberTrimming trimming(Fields t) {
        return new MemberTrimming(
                t.choice("level", MemberTrimming.Level.class),
                t.text("kind").equals("DROP_1_HIGH_1_LOW"),
                t.integer("minMembers"));
    }

    private static Item item(Fields i) {
        List<BigDecimal> values = i.texts("values").stream()
                .map(v -> Decimals.parse(v).orElseThrow())
                .toList();
        return new Item(
                i.text("id"),
                i.text("nameZh", i.text("id")),
                i.choice("type", Item.Type.class),
                i.has("min") ? i.decimal("min") : BigDecimal.ZERO,
                i.has("max") ? i.figure("max") : new Figure(BigDecimal.ONE, i.pointer()),
                values,
                i.flag("objective"),
                i.pointer());
    }
}
