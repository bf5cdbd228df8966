package org.gongping.core.scoring.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gongping.core.scoring.derive.Num;
import org.gongping.core.scoring.derive.NumList;
import org.gongping.core.scoring.derive.Source;
import org.gongping.core.scoring.input.BidInput;
import org.gongping.core.scoring.method.Adjustment;
import org.gongping.core.scoring.method.Component;
import org.gongping.core.scoring.method.LotCorrection;
import org.gongping.core.scoring.method.Stage;
import org.gongping.core.scoring.method.TimeValue;
import org.gongping.core.scoring.result.Row;

/**
 * From the review price to the evaluated price (F7, 12号令): time value, components, adjustments in the order of the
 * definition, correction for lots won before.
 */
final class EvaluatedPriceStage {
    private final Workings w;
    private final PriceStage prices;
    private final Map<String, NumList> unitPrices = new HashMap<>();

    EvaluatedPriceStage(Workings w, PriceStage prices) {
        this.w = w;
        this.prices = prices;
    }

    boolean applies() {
        return !w.method.adjustments().isEmpty()
                || !w.method.components().isEmpty()
                || w.method.timeValue().isPresent()
                || w.method.ranking().lotCorrection().isPresent();
    }

    void apply(Assessment a, List<Assessment> all) {
        Num running = presentValue(a).orElse(a.reviewPrice);
        if (!w.method.components().isEmpty()) {
            running = components(a, running);
        }
        for (Adjustment adjustment : w.method.adjustments()) {
            running = adjust(a, adjustment, running, all);
        }
        running = lotCorrection(a, running);
        a.reviewPrice = w.round(running, Stage.EVALUATED_PRICE);
    }

    private Optional<Num> presentValue(Assessment a) {
        if (w.method.timeValue().isEmpty() || a.bid.payments().isEmpty()) {
            return Optional.empty();
        }
        List<Num> values = new ArrayList<>();
        for (int i = 0; i < a.bid.payments().size(); i++) {
            BidInput.Payment p = a.bid.payments().get(i);
            Num amount =
                    w.sheet.input(new Source.Bid(a.index, "/payments/" + i + "/amount"), p.amount(), Labels.PAYMENT);
            values.add(w.sheet.mul(amount, factor(p.period()), Labels.PRESENT_VALUE));
        }
        return Optional.of(w.sheet.sum(w.sheet.list(values, Labels.PRESENT_VALUE), Labels.PRESENT_VALUE));
    }

    /** The printed factor of a period, or {@code 1 ÷ (1 + rate)^period}, rounded at stage PV_FACTOR where declared. */
    private Num factor(int period) {
        TimeValue time = w.method.timeValue().orElseThrow();
        if (!time.factorTable().isEmpty()) {
            return w.of(time.factorTable().get(period));
        }
        return w.shared("pv/" + period, () -> {
            Num base = w.shared("pv", () -> w.sheet.add(Workings.ONE, w.of(time.ratePerPeriod()), Labels.PV_BASE));
            Num power = w.sheet.pow(base, Num.literal(period), Labels.PV_POWER);
            return w.round(w.sheet.div(Workings.ONE, power, Labels.PV_FACTOR), Stage.PV_FACTOR);
        });
    }

    private Num components(Assessment a, Num price) {
        Map<String, Num> lines = new HashMap<>();
        List<Num> all = new ArrayList<>();
        for (Component c : w.method.components()) {
            Num raw = switch (c.kind()) {
                case EXCHANGED_PRICE -> price;
                case PERCENT -> w.sheet.mul(base(c, lines), w.of(c.rate().orElseThrow()), Labels.LINE);
                case AMOUNT -> amount(a, c.name());
            };
            Num value = w.round(raw, Stage.COMPONENT);
            a.components.add(new Row.Line(c.name(), raw, value));
            lines.put(c.name(), value);
            all.add(value);
        }
        return w.sheet.sum(w.sheet.list(all, Labels.LINE), Labels.EVALUATED);
    }

    private Num base(Component c, Map<String, Num> lines) {
        List<Num> of = c.base().stream().map(lines::get).toList();
        return of.size() == 1 ? of.getFirst() : w.sheet.sum(w.sheet.list(of, Labels.LINE_BASE), Labels.LINE_BASE);
    }

    private Num amount(Assessment a, String name) {
        BidInput.Money money = a.bid.components().get(name);
        if (money == null) {
            return Workings.ZERO;
        }
        Num amount = w.sheet.input(
                new Source.Bid(a.index, "/components" + Source.token(name) + "/amount"), money.amount(), Labels.LINE);
        return money.currency().map(from -> prices.exchange(amount, from)).orElse(amount);
    }

    private Num adjust(Assessment a, Adjustment adjustment, Num running, List<Assessment> all) {
        Num price = running;
        for (int i = 0; i < a.bid.adjustments().size(); i++) {
            BidInput.Quantity q = a.bid.adjustments().get(i);
            if (q.name().equals(adjustment.name())) {
                Num quantity = w.sheet.input(
                        new Source.Bid(a.index, "/adjustments/" + i + "/quantity"), q.quantity(), Labels.QUANTITY);
                price = adjustOnce(a, adjustment, quantity, price, all);
            }
        }
        return price;
    }

    private Num adjustOnce(Assessment a, Adjustment adjustment, Num quantity, Num running, List<Assessment> all) {
        Num before = running;
        Num after;
        if (adjustment.kind() == Adjustment.Kind.DIVISOR) {
            after = w.sheet.div(running, quantity, Labels.EVALUATED);
        } else {
            Num amount = switch (adjustment.kind()) {
                case PER_UNIT -> perUnit(adjustment, quantity);
                case PERCENT_OF_PRICE -> {
                    Num base = adjustment.base() == Adjustment.Base.RUNNING ? running : a.price;
                    Num percent = perUnit(adjustment, quantity);
                    yield w.sheet.mul(
                            w.sheet.mul(base, percent, Labels.ADJUSTMENT), Workings.HUNDREDTH, Labels.ADJUSTMENT);
                }
                case MISSING_ITEM, DIVISOR -> w.sheet.mul(quantity, unitPrice(a, adjustment, all), Labels.ADJUSTMENT);
            };
            if (adjustment.timeValued()) {
                amount = w.sheet.mul(amount, factor(quantity.value().intValueExact()), Labels.PRESENT_VALUE);
            }
            after = w.sheet.add(running, amount, Labels.EVALUATED);
        }
        a.components.add(new Row.Line(adjustment.name(), before, after));
        return after;
    }

    /** Below the reference the credit is taken off, above it the penalty is added; each has its own amount. */
    private Num perUnit(Adjustment adjustment, Num quantity) {
        Num reference = adjustment.reference().map(w::of).orElse(Workings.ZERO);
        Num excess = w.sheet.sub(quantity, reference, Labels.EXCESS);
        boolean above = excess.value().signum() > 0;
        Num rate =
                (above ? adjustment.penalty() : adjustment.credit()).map(w::of).orElse(Workings.ZERO);
        return w.sheet.mul(excess, rate, Labels.ADJUSTMENT);
    }

    /** The unit price that a missing item is priced at. */
    private Num unitPrice(Assessment a, Adjustment adjustment, List<Assessment> all) {
        String name = adjustment.name();
        if (adjustment.base() == Adjustment.Base.OWN) {
            return unitPriceOf(a, name);
        }
        NumList of = unitPrices.computeIfAbsent(name, _ -> {
            w.forBid(null);
            List<Num> known = all.stream()
                    .filter(other -> other.valid && other.bid.unitPrices().containsKey(name))
                    .map(other -> unitPriceOf(other, name))
                    .toList();
            NumList list = w.sheet.list(known, Labels.UNIT_PRICE);
            w.forBid(a.label());
            return list;
        });
        if (of.size() == 0) {
            return Workings.ZERO;
        }
        return w.shared(
                "unit/" + adjustment.pointer(),
                () -> adjustment.base() == Adjustment.Base.MEAN
                        ? w.sheet.mean(of, Labels.UNIT_PRICE)
                        : w.sheet.max(of, Labels.UNIT_PRICE));
    }

    private Num unitPriceOf(Assessment a, String name) {
        return w.sheet.input(
                new Source.Bid(a.index, "/unitPrices" + Source.token(name)),
                a.bid.unitPrices().get(name),
                Labels.UNIT_PRICE);
    }

    private Num lotCorrection(Assessment a, Num price) {
        Optional<LotCorrection> correction = w.method.ranking().lotCorrection();
        if (correction.isEmpty() || w.input.lot().isEmpty()) {
            return price;
        }
        List<String> order = w.method.ranking().lotOrder();
        List<String> before = order.subList(0, order.indexOf(w.input.lot().get()));
        long won = a.bid.wonLots().stream().filter(before::contains).count();
        if (won == 0) {
            return price;
        }
        long times = correction.get().perWonLot() ? won : 1;
        Num percent = w.of(correction.get().percent());
        Num share = w.sheet.mul(percent, Num.literal(times), Labels.LOT_RATE);
        Num keeps =
                w.sheet.mul(w.sheet.sub(Workings.HUNDRED, share, Labels.LOT_RATE), Workings.HUNDREDTH, Labels.LOT_RATE);
        return w.sheet.mul(price, keeps, Labels.EVALUATED);
    }
}
