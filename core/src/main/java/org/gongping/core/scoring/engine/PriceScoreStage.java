package org.gongping.core.scoring.engine;

import java.math.RoundingMode;
import java.util.Optional;
import org.gongping.core.scoring.derive.Derivation;
import org.gongping.core.scoring.derive.Num;
import org.gongping.core.scoring.derive.Relation;
import org.gongping.core.scoring.derive.Rounding;
import org.gongping.core.scoring.method.Cap;
import org.gongping.core.scoring.method.Deduction;
import org.gongping.core.scoring.method.Figure;
import org.gongping.core.scoring.method.Part;
import org.gongping.core.scoring.method.PartialStep;
import org.gongping.core.scoring.method.ScoreRule;
import org.gongping.core.scoring.method.Stage;
import org.gongping.core.scoring.method.Trimming;

/** Turns one price into its score: by ratio (F1), by steps of deviation (F2, F3, F6) or by bands of it (F4). */
final class PriceScoreStage {
    /**
     * A benchmark that does not end, such as a third of a sum, is carried to 34 digits, and a deviation that is exactly
     * two steps may come out as 2.000…01. Whole steps are therefore counted at this many decimals, far below any
     * difference that prices can make, or the last digit of a division would cost a bidder a step.
     */
    private static final Rounding STEP_GUARD = new Rounding("STEP_GUARD", 24, RoundingMode.HALF_EVEN);

    private static final Rounding WHOLE = new Rounding("WHOLE_STEPS", 0, RoundingMode.HALF_UP);

    private final Workings w;
    private final Derivation sheet;
    private final ScoreRule rule;
    private final Figure fullMarks;
    private final Num benchmark;

    PriceScoreStage(Workings w, ScoreRule rule, Num benchmark) {
        this.w = w;
        this.sheet = w.sheet;
        this.rule = rule;
        this.benchmark = benchmark;
        this.fullMarks = fullMarks(w);
    }

    /** Full marks of the price: those of the price part where there are parts, else of the whole. */
    static Figure fullMarks(Workings w) {
        return w.method.score() instanceof ScoreRule.SumOfParts parts
                ? parts.parts().stream()
                        .filter(p -> p.kind() == Part.Kind.PRICE)
                        .findFirst()
                        .map(Part::fullMarks)
                        .orElse(w.method.fullMarks())
                : w.method.fullMarks();
    }

    void score(Assessment a) {
        Num raw = switch (rule) {
            case ScoreRule.Ratio _ -> ratio(a);
            case ScoreRule.LinearDeviation linear -> {
                deviation(a);
                yield linear(a, linear);
            }
            case ScoreRule.BandedDeviation banded -> {
                deviation(a);
                yield banded(a, banded);
            }
            case ScoreRule.None _, ScoreRule.SumOfParts _, ScoreRule.Ballot _ ->
                throw new IllegalStateException("no rule for a price: " + rule);
        };
        Optional<Figure> outlier = w.method.benchmark().trimming() instanceof Trimming.Gap gap && a.outlier
                ? gap.outlierScore()
                : Optional.empty();
        if (outlier.isPresent()) {
            a.clampedBy = "OUTLIER_SCORE";
            raw = w.of(outlier.get());
        } else {
            raw = bonus(a, raw);
        }
        a.scoreRaw = raw;
        a.score = w.round(cap(a, floor(a, raw)), Stage.SCORE);
    }

    /** {@code f = benchmark ÷ price × 100}, then times the weight {@code W ÷ 100} (87号令55). */
    private Num ratio(Assessment a) {
        Num quotient =
                sheet.mul(sheet.div(benchmark, a.compared, Labels.RATIO_SCORE), Workings.HUNDRED, Labels.RATIO_SCORE);
        Num base = w.round(quotient, Stage.SCORE_BASE_100);
        Num weight = w.shared("A", () -> sheet.mul(w.of(fullMarks), Workings.HUNDREDTH, Labels.WEIGHT_SHARE));
        return sheet.mul(base, weight, Labels.SCORE_RAW);
    }

    private void deviation(Assessment a) {
        Num difference = sheet.sub(a.compared, benchmark, Labels.DIFFERENCE);
        Num ratio = sheet.div(difference, benchmark, Labels.RATIO);
        a.deviationRaw = sheet.mul(ratio, Workings.HUNDRED, Labels.PERCENT);
        if (rule instanceof ScoreRule.LinearDeviation l && l.partialStep() == PartialStep.LINEAR_AFTER_ROUNDING) {
            Num rounded = w.rounds(Stage.DEVIATION_RATIO)
                    ? sheet.mul(w.round(ratio, Stage.DEVIATION_RATIO), Workings.HUNDRED, Labels.PERCENT)
                    : a.deviationRaw;
            a.deviation = w.round(rounded, Stage.DEVIATION_PERCENT);
        } else {
            a.deviation = w.round(a.deviationRaw, Stage.DISPLAY_DEVIATION);
        }
    }

    private Num linear(Assessment a, ScoreRule.LinearDeviation linear) {
        // The side is told by the unrounded deviation (X-MEAN-CEIL-01E shows the usual slip).
        Num above = sheet.compare(a.compared, Relation.GT, benchmark, Labels.ABOVE);
        Num points = sheet.select(above, w.of(linear.pointsHigh()), w.of(linear.pointsLow()), Labels.POINTS);
        a.steps = steps(a, linear);
        Num taken = sheet.mul(a.steps, points, Labels.POINTS_TAKEN);
        Optional<Figure> limit = above.isTrue() ? linear.capHigh() : linear.capLow();
        if (limit.isPresent()) {
            Num most = w.of(limit.get());
            if (taken.value().compareTo(most.value()) > 0) {
                a.clampedBy = above.isTrue() ? "CAP_HIGH" : "CAP_LOW";
            }
            taken = sheet.min(taken, most, Labels.POINTS_LIMITED);
        }
        return sheet.sub(w.of(fullMarks), taken, Labels.SCORE_RAW);
    }

    private Num steps(Assessment a, ScoreRule.LinearDeviation linear) {
        boolean rounded = linear.partialStep() == PartialStep.LINEAR_AFTER_ROUNDING;
        Num distance = sheet.abs(rounded ? a.deviation : a.deviationRaw, Labels.ABSOLUTE);
        Num step = w.of(linear.stepPercent());
        Num exact = sheet.div(distance, step, Labels.STEP_RATIO);
        return switch (linear.partialStep()) {
            case LINEAR, LINEAR_AFTER_ROUNDING -> exact;
            case CEIL -> sheet.ceil(guarded(exact), Labels.STEPS);
            case INTEGER_FLOOR -> sheet.floor(guarded(exact), Labels.STEPS);
            case INTEGER_HALF_UP -> sheet.round(guarded(exact), WHOLE, Labels.STEPS);
        };
    }

    private Num guarded(Num exact) {
        return sheet.round(exact, STEP_GUARD, Labels.STEP_GUARD);
    }

    private Num banded(Assessment a, ScoreRule.BandedDeviation banded) {
        for (ScoreRule.Band band : banded.bands()) {
            if (within(a, band)) {
                Num distance = sheet.abs(
                        sheet.sub(a.deviationRaw, w.of(band.from()), Labels.BAND_DISTANCE), Labels.BAND_DISTANCE);
                Num taken = sheet.mul(distance, w.of(band.pointsPerPercent()), Labels.POINTS_TAKEN);
                a.steps = distance;
                return sheet.sub(w.of(band.base()), taken, Labels.BAND_SCORE);
            }
        }
        throw new IllegalStateException("the definition was admitted with a gap between its bands");
    }

    private boolean within(Assessment a, ScoreRule.Band band) {
        if (band.lower().isPresent()) {
            Relation relation = band.lowerInclusive() ? Relation.GE : Relation.GT;
            if (!relation.holds(a.deviationRaw.value(), band.lower().get().value())) {
                return false;
            }
            sheet.compare(a.deviationRaw, relation, w.of(band.lower().get()), Labels.IN_BAND);
        }
        if (band.upper().isPresent()) {
            Relation relation = band.upperInclusive() ? Relation.LE : Relation.LT;
            if (!relation.holds(a.deviationRaw.value(), band.upper().get().value())) {
                return false;
            }
            sheet.compare(a.deviationRaw, relation, w.of(band.upper().get()), Labels.IN_BAND);
        }
        return true;
    }

    /** A share added to the price score for small firms where the price itself is not deducted (P02). */
    private Num bonus(Assessment a, Num raw) {
        Optional<Deduction> bonus = a.bid.firmKind().flatMap(w.method.reviewPrice()::bonus);
        if (bonus.isEmpty()) {
            return raw;
        }
        Num factor = w.shared(
                "bonus" + bonus.get().pointer(),
                () -> sheet.add(Workings.ONE, w.of(bonus.get().rate()), Labels.ONE_PLUS));
        return sheet.mul(raw, factor, Labels.BONUS);
    }

    private Num floor(Assessment a, Num raw) {
        Num least = w.of(w.method.floor());
        if (raw.value().compareTo(least.value()) < 0) {
            a.clampedBy = "FLOOR";
        }
        return sheet.max(raw, least, Labels.FLOOR);
    }

    private Num cap(Assessment a, Num raised) {
        Figure most;
        switch (w.method.cap()) {
            case Cap.Unlimited _ -> {
                return raised;
            }
            case Cap.FullMarks _ -> most = fullMarks;
            case Cap.At at -> most = at.figure();
        }
        Num limit = w.of(most);
        if (raised.value().compareTo(limit.value()) > 0) {
            a.clampedBy = "CAP";
        }
        return sheet.min(raised, limit, Labels.CAP);
    }
}
