package org.gongping.core.scoring.engine;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.gongping.core.scoring.derive.Num;
import org.gongping.core.scoring.derive.Source;
import org.gongping.core.scoring.method.Deduction;
import org.gongping.core.scoring.method.Stage;
import org.gongping.core.scoring.result.Anomaly;

/**
 * From the bid price to the review price: stripped items go first, then the policy deduction (P02), then the rounding of
 * stage REVIEW_PRICE. The contract price stays the bid price.
 */
final class ReviewPriceStage {
    private final Workings w;

    ReviewPriceStage(Workings w) {
        this.w = w;
    }

    void apply(Assessment a) {
        Num price = strip(a, a.price);
        Optional<Deduction> deduction = a.bid.firmKind().flatMap(w.method.reviewPrice()::deduction);
        if (deduction.isPresent()) {
            Num keeps = w.shared(
                    "keeps" + deduction.get().pointer(),
                    () -> w.sheet.sub(Workings.ONE, w.of(deduction.get().rate()), Labels.ONE_MINUS));
            price = w.sheet.mul(price, keeps, Labels.DEDUCTED);
        }
        a.reviewPrice = w.round(price, Stage.REVIEW_PRICE);
    }

    private Num strip(Assessment a, Num price) {
        if (w.method.stripItems().isEmpty() || !w.method.stripItems().fromBids()) {
            return price;
        }
        Num own = ownStrip(a);
        a.strip = own;
        return w.sheet.sub(price, own, Labels.STRIPPED_PRICE);
    }

    /** The amounts in the bid itself where it states them, else the published ones. A difference is an anomaly. */
    private Num ownStrip(Assessment a) {
        Map<String, BigDecimal> stated = a.bid.stripped();
        if (stated.isEmpty()) {
            return w.publishedStrip();
        }
        Num sum = Workings.ZERO;
        for (String item : w.method.stripItems().items()) {
            BigDecimal published = w.input.stripped().getOrDefault(item, BigDecimal.ZERO);
            BigDecimal amount = stated.get(item);
            if (amount == null || amount.compareTo(published) != 0) {
                w.anomalies.add(Anomaly.of(
                        "STRIPPED_AMOUNT_DIFFERS",
                        a.label(),
                        "V04",
                        "招标文件",
                        "投标人 " + a.label() + " 的不可竞争项 " + item + " 与公布金额不一致",
                        "bid " + a.label() + ": item " + item + " differs from the published amount"));
            }
            if (amount != null) {
                Num own =
                        w.sheet.input(new Source.Bid(a.index, "/stripped" + Source.token(item)), amount, Labels.STRIP);
                sum = sum == Workings.ZERO ? own : w.sheet.add(sum, own, Labels.STRIP);
            }
        }
        return sum;
    }
}
