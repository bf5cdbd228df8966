package org.gongping.core.scoring.derive;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The working sheet of one computation. Each arithmetic operation of the engine goes through it and leaves a
 * {@link Step}, so the record is the computation and not an account of it written afterwards.
 *
 * <p>Sums, differences and products are exact; a division is carried to 34 significant digits, half even; nothing is
 * rounded but by {@link #round}.
 */
public final class Derivation {
    private final List<Step> steps = new ArrayList<>();
    private String bid;

    /** Steps from here on belong to this bid; null: to all. */
    public void forBid(String label) {
        bid = label;
    }

    public List<Step> steps() {
        return Collections.unmodifiableList(steps);
    }

    public Num input(Source source, BigDecimal value, Label label) {
        return put(Op.INPUT, List.of(), value, source, null, null, label);
    }

    public NumList list(List<Num> members, Label label) {
        NumList list =
                new NumList(steps.size() + 1, members.stream().map(Num::value).toArray(BigDecimal[]::new));
        steps.add(new Step(steps.size() + 1, Op.LIST, members, list.value(), null, null, null, bid, label));
        return list;
    }

    public NumList slice(NumList of, Num dropLow, Num dropHigh, Label label) {
        BigDecimal[] all = of.ascending();
        int from = dropLow.value().intValueExact();
        int to = all.length - dropHigh.value().intValueExact();
        BigDecimal[] kept = new BigDecimal[Math.max(0, to - from)];
        System.arraycopy(all, from, kept, 0, kept.length);
        NumList list = new NumList(steps.size() + 1, kept);
        steps.add(new Step(
                steps.size() + 1,
                Op.SLICE,
                List.of(of, dropLow, dropHigh),
                list.value(),
                null,
                null,
                null,
                bid,
                label));
        return list;
    }

    public Num add(Num a, Num b, Label label) {
        return put(Op.ADD, List.of(a, b), a.value().add(b.value()), label);
    }

    public Num sub(Num a, Num b, Label label) {
        return put(Op.SUB, List.of(a, b), a.value().subtract(b.value()), label);
    }

    public Num mul(Num a, Num b, Label label) {
        return put(Op.MUL, List.of(a, b), a.value().multiply(b.value()), label);
    }

    public Num div(Num a, Num b, Label label) {
        return put(Op.DIV, List.of(a, b), a.value().divide(b.value(), Decimals.DIVISION), label);
    }

    public Num abs(Num a, Label label) {
        return put(Op.ABS, List.of(a), a.value().abs(), label);
    }

    public Num neg(Num a, Label label) {
        return put(Op.NEG, List.of(a), a.value().negate(), label);
    }

    public Num floor(Num a, Label label) {
        return put(Op.FLOOR, List.of(a), a.value().setScale(0, RoundingMode.FLOOR), label);
    }

    public Num ceil(Num a, Label label) {
        return put(Op.CEIL, List.of(a), a.value().setScale(0, RoundingMode.CEILING), label);
    }

    public Num round(Num a, Rounding rounding, Label label) {
        BigDecimal value = a.value().setScale(rounding.scale(), rounding.mode());
        return put(Op.ROUND, List.of(a), value, null, null, rounding, label);
    }

    public Num pow(Num a, Num exponent, Label label) {
        return put(Op.POW, List.of(a, exponent), a.value().pow(exponent.value().intValueExact()), label);
    }

    public Num min(NumList list, Label label) {
        return put(Op.MIN, List.of(list), list.ascending()[0], label);
    }

    public Num max(NumList list, Label label) {
        return put(Op.MAX, List.of(list), list.ascending()[list.size() - 1], label);
    }

    public Num min(Num a, Num b, Label label) {
        return put(Op.MIN, List.of(a, b), a.value().min(b.value()), label);
    }

    public Num max(Num a, Num b, Label label) {
        return put(Op.MAX, List.of(a, b), a.value().max(b.value()), label);
    }

    public Num sum(NumList list, Label label) {
        return put(Op.SUM, List.of(list), total(list), label);
    }

    public Num mean(NumList list, Label label) {
        return put(Op.MEAN, List.of(list), total(list).divide(list.value(), Decimals.DIVISION), label);
    }

    /** Of positive figures only. */
    public Num geometricMean(NumList list, Label label) {
        return put(Op.GEOMEAN, List.of(list), GeometricMean.of(list.values()), label);
    }

    public Num nth(Num k, NumList list, Label label) {
        return put(Op.NTH_SORTED, List.of(k, list), list.ascending()[k.value().intValueExact() - 1], label);
    }

    public Num compare(Num a, Relation relation, Num b, Label label) {
        return put(Op.CMP, List.of(a, b), truth(relation.holds(a.value(), b.value())), null, relation, null, label);
    }

    /** How many members {@code m} of the list satisfy {@code m relation x}. */
    public Num countIf(NumList list, Relation relation, Num x, Label label) {
        long count =
                list.values().stream().filter(m -> relation.holds(m, x.value())).count();
        return put(Op.COUNT_IF, List.of(list, x), BigDecimal.valueOf(count), null, relation, null, label);
    }

    public Num select(Num condition, Num yes, Num no, Label label) {
        return put(Op.SELECT, List.of(condition, yes, no), condition.isTrue() ? yes.value() : no.value(), label);
    }

    private static BigDecimal total(NumList list) {
        BigDecimal sum = BigDecimal.ZERO;
        for (BigDecimal v : list.values()) {
            sum = sum.add(v);
        }
        return sum;
    }

    private static BigDecimal truth(boolean b) {
        return b ? BigDecimal.ONE : BigDecimal.ZERO;
    }

    private Num put(Op op, List<Num> args, BigDecimal value, Label label) {
        return put(op, args, value, null, null, null, label);
    }

    private Num put(
            Op op, List<Num> args, BigDecimal value, Source source, Relation relation, Rounding rounding, Label label) {
        int id = steps.size() + 1;
        steps.add(new Step(id, op, args, value, source, relation, rounding, bid, label));
        return new Num(id, value, op == Op.ROUND);
    }
}
