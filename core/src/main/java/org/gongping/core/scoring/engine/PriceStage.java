package org.gongping.core.scoring.engine;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gongping.core.scoring.derive.Decimals;
import org.gongping.core.scoring.derive.Num;
import org.gongping.core.scoring.derive.Source;
import org.gongping.core.scoring.input.BidInput;
import org.gongping.core.scoring.input.ScoringInput;
import org.gongping.core.scoring.method.Stage;
import org.gongping.core.scoring.result.Anomaly;

/**
 * Takes the bid price as it was read. A price that is missing, no number, not positive or read twice is an anomaly for
 * the committee and is never computed with (section 1, edge cases).
 */
final class PriceStage {
    private static final String TWO_PRICES = "《招标投标法实施条例》第五十一条第（四）项";
    private static final String NO_PRICE = "《招标投标法实施条例》第五十一条";

    private final Workings w;

    PriceStage(Workings w) {
        this.w = w;
    }

    /** The price in the unit of the evaluation, or empty with an anomaly on record. */
    Optional<Num> price(Assessment a) {
        BidInput bid = a.bid;
        Optional<Num> read = read(a);
        if (read.isEmpty()) {
            return read;
        }
        Num price = read.get();
        if (price.value().signum() <= 0) {
            return refuse("PRICE_NOT_POSITIVE", bid, NO_PRICE, "报价不是正数", "the price is not positive");
        }
        String currency = bid.currency().orElse(w.input.unit());
        return Optional.of(exchange(price, currency));
    }

    private Optional<Num> read(Assessment a) {
        BidInput bid = a.bid;
        if (bid.correction().isPresent()) {
            if (!w.method.reviewPrice().arithmeticCorrection()) {
                w.anomalies.add(Anomaly.of(
                        "CORRECTION_NOT_ALLOWED",
                        bid.bid(),
                        "V03",
                        "《招标投标法实施条例》第四十九条",
                        "招标文件没有规定算术修正，修正不计入",
                        "the tender document allows no arithmetic correction; it is not taken"));
            } else {
                BigDecimal corrected = bid.correction().get().price();
                return Optional.of(
                        w.sheet.input(new Source.Bid(a.index, "/correction/price"), corrected, Labels.PRICE));
            }
        }
        if (!bid.priceParts().isEmpty()) {
            return Optional.of(sum(a, "/priceParts/", "", bid.priceParts()));
        }
        if (!bid.payments().isEmpty()) {
            return Optional.of(sum(
                    a,
                    "/payments/",
                    "/amount",
                    bid.payments().stream().map(BidInput.Payment::amount).toList()));
        }
        if (bid.readings().size() > 1) {
            return refuse("TWO_PRICES", bid, TWO_PRICES, "同一投标读出两个以上报价", "more than one price was read");
        }
        if (bid.readings().isEmpty()) {
            return refuse("PRICE_MISSING", bid, NO_PRICE, "没有读到报价", "no price was read");
        }
        Optional<BigDecimal> written = Decimals.parse(bid.readings().getFirst());
        if (written.isEmpty()) {
            return refuse("PRICE_NOT_A_NUMBER", bid, NO_PRICE, "报价不是数", "the price is not a number");
        }
        return Optional.of(w.sheet.input(new Source.Bid(a.index, "/price"), written.get(), Labels.PRICE));
    }

    private Num sum(Assessment a, String before, String after, List<BigDecimal> amounts) {
        List<Num> parts = new ArrayList<>();
        for (int i = 0; i < amounts.size(); i++) {
            parts.add(w.sheet.input(new Source.Bid(a.index, before + i + after), amounts.get(i), Labels.PRICE_PART));
        }
        return w.sheet.sum(w.sheet.list(parts, Labels.PRICE_PART), Labels.PRICE_SUM);
    }

    /** An amount in the currency of the evaluation; rounded at EXCHANGED_PRICE where it was exchanged. */
    Num exchange(Num amount, String from) {
        String to = w.input.unit();
        if (Units.currency(from).equals(Units.currency(to))) {
            return amount;
        }
        List<ScoringInput.ExchangeRate> rates = w.input.exchangeRates();
        for (int i = 0; i < rates.size(); i++) {
            ScoringInput.ExchangeRate rate = rates.get(i);
            String pointer = "/exchangeRates/" + i + "/rate";
            Num quoted;
            if (matches(rate, from, to)) {
                quoted = w.shared(
                        pointer, () -> w.sheet.input(new Source.Result(pointer), rate.rate(), Labels.EXCHANGE_RATE));
                return w.round(w.sheet.mul(amount, quoted, Labels.EXCHANGED), Stage.EXCHANGED_PRICE);
            }
            if (matches(rate, to, from)) {
                quoted = w.shared(
                        pointer, () -> w.sheet.input(new Source.Result(pointer), rate.rate(), Labels.EXCHANGE_RATE));
                return w.round(w.sheet.div(amount, quoted, Labels.EXCHANGED), Stage.EXCHANGED_PRICE);
            }
        }
        throw new IllegalStateException("the inputs were admitted without a rate from " + from + " to " + to);
    }

    static boolean matches(ScoringInput.ExchangeRate rate, String from, String to) {
        return Units.currency(rate.from()).equals(Units.currency(from))
                && Units.currency(rate.to()).equals(Units.currency(to));
    }

    private Optional<Num> refuse(String kind, BidInput bid, String citation, String zh, String en) {
        w.anomalies.add(Anomaly.of(
                kind, bid.bid(), "V04", citation, "投标人 " + bid.bid() + "：" + zh, "bid " + bid.bid() + ": " + en));
        return Optional.empty();
    }
}
