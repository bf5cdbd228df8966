package org.gongping.core.scoring.engine;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.gongping.core.scoring.derive.Source;
import org.gongping.core.scoring.input.BidInput;
import org.gongping.core.scoring.input.ScoringInput;
import org.gongping.core.scoring.method.Adjustment;
import org.gongping.core.scoring.method.Component;
import org.gongping.core.scoring.method.Finding;
import org.gongping.core.scoring.method.Item;
import org.gongping.core.scoring.method.MethodDefinition;
import org.gongping.core.scoring.method.Part;
import org.gongping.core.scoring.method.ScoreRule;
import org.gongping.core.scoring.method.TimeValue;

/** Whether one bid's inputs fit a definition. Limits of marks are enforced here, at entry. */
final class BidCheck {
    /** Parts that may be given for the order of equal bids although the method sums no parts. */
    private static final Set<String> TIE_PARTS = Set.of("TECHNICAL", "COMMERCIAL", "CREDIT");

    private final MethodDefinition method;
    private final ScoringInput input;
    private final List<Finding> findings;
    private final Map<String, Item> items = new HashMap<>();
    private final Map<String, Part> given = new HashMap<>();
    private final Set<String> unitPrices = new HashSet<>();
    private Set<String> members;

    BidCheck(MethodDefinition method, ScoringInput input, List<Finding> findings) {
        this.method = method;
        this.input = input;
        this.findings = findings;
        input.bids().forEach(b -> unitPrices.addAll(b.unitPrices().keySet()));
        if (method.score() instanceof ScoreRule.SumOfParts rule) {
            for (Part part : rule.parts()) {
                part.items().forEach(item -> items.put(item.id(), item));
                if (part.kind() == Part.Kind.GIVEN) {
                    given.put(part.name(), part);
                }
            }
        }
    }

    void check(BidInput bid, String at) {
        boolean counts = bid.rejection().isEmpty();
        bid.firmKind().ifPresent(kind -> {
            if (method.reviewPrice().deduction(kind).isEmpty()
                    && method.reviewPrice().bonus(kind).isEmpty()) {
                add(at + "/firmKind", "办法没有这一类企业的扣除或加分", "the method knows no such kind of firm");
            }
        });
        parts(bid, at, counts);
        marks(bid, at, counts);
        adjustments(bid, at);
        payments(bid, at);
        components(bid, at, counts);
        bid.currency().ifPresent(c -> currency(c, at + "/currency"));
        bid.stripped().keySet().stream()
                .filter(item -> !method.stripItems().items().contains(item))
                .forEach(item ->
                        add(at + "/stripped" + Source.token(item), "办法不剔除此项", "the method strips no such item"));
        if (method.ranking().lotCorrection().isPresent()
                && !method.ranking().lotOrder().containsAll(bid.wonLots())) {
            add(at + "/wonLots", "标段不在办法的标段顺序内", "a lot is not in the method's lotOrder");
        }
    }

    private void parts(BidInput bid, String at, boolean counts) {
        given.forEach((name, part) -> {
            BigDecimal score = bid.parts().get(name);
            if (score == null && counts) {
                add(at + "/parts" + Source.token(name), "缺少本部分得分", "the score of this part is missing");
            } else if (score != null
                    && outside(score, BigDecimal.ZERO, part.fullMarks().value())) {
                add(at + "/parts" + Source.token(name), "得分超出本部分满分", "the score is not within 0 and the full marks");
            }
        });
        for (String name : bid.parts().keySet()) {
            boolean known = given.containsKey(name)
                    || TIE_PARTS.contains(name)
                    || method.twoStage().filter(t -> t.part().equals(name)).isPresent();
            if (!known) {
                add(at + "/parts" + Source.token(name), "办法没有这个部分", "the method has no such part");
            }
        }
    }

    private void marks(BidInput bid, String at, boolean counts) {
        for (Item item : items.values()) {
            Map<String, BigDecimal> marks = bid.marks().getOrDefault(item.id(), Map.of());
            String place = at + "/marks" + Source.token(item.id());
            if (marks.isEmpty()) {
                if (counts) {
                    add(place, "缺少评分", "the marks of this item are missing");
                }
                continue;
            }
            if (members == null) {
                members = new TreeSet<>(marks.keySet());
            }
            if (!members.equals(marks.keySet())) {
                add(place, "各项评委不一致", "the members are not the same for every item and bid");
            }
            marks.forEach((member, mark) -> {
                if (!admits(item, mark)) {
                    add(place + Source.token(member), "超出评分范围", "the mark is outside the item's range");
                }
            });
        }
        bid.marks().keySet().stream()
                .filter(id -> !items.containsKey(id))
                .forEach(id -> add(at + "/marks" + Source.token(id), "办法没有这个评分项", "the method has no such item"));
        for (int i = 0; i < bid.replacedMarks().size(); i++) {
            BidInput.ReplacedMark r = bid.replacedMarks().get(i);
            if (!bid.marks().getOrDefault(r.item(), Map.of()).containsKey(r.member())) {
                add(at + "/replacedMarks/" + i, "没有这个评分", "there is no such mark");
            }
        }
    }

    private static boolean admits(Item item, BigDecimal mark) {
        return switch (item.type()) {
            case RANGE -> !outside(mark, item.min(), item.max().value());
            case DEDUCTION -> !outside(mark, BigDecimal.ZERO, item.max().value());
            case FIXED -> item.values().stream().anyMatch(v -> v.compareTo(mark) == 0);
            case PASS_FAIL -> mark.signum() == 0 || mark.compareTo(BigDecimal.ONE) == 0;
        };
    }

    private void adjustments(BidInput bid, String at) {
        for (int i = 0; i < bid.adjustments().size(); i++) {
            BidInput.Quantity q = bid.adjustments().get(i);
            String place = at + "/adjustments/" + i;
            Optional<Adjustment> rule = method.adjustments().stream()
                    .filter(a -> a.name().equals(q.name()))
                    .findFirst();
            if (rule.isEmpty()) {
                add(place + "/name", "办法没有这项调整", "the method has no such adjustment");
                continue;
            }
            if (rule.get().kind() == Adjustment.Kind.DIVISOR && q.quantity().signum() <= 0) {
                add(place + "/quantity", "除数必须大于零", "a divisor is positive");
            }
            if (rule.get().timeValued()) {
                period(q.quantity(), place + "/quantity");
            }
            if (rule.get().kind() == Adjustment.Kind.MISSING_ITEM) {
                unitPrice(bid, rule.get(), at);
            }
        }
    }

    private void unitPrice(BidInput bid, Adjustment rule, String at) {
        boolean known = rule.base() == Adjustment.Base.OWN
                ? bid.unitPrices().containsKey(rule.name())
                : unitPrices.contains(rule.name());
        if (!known) {
            add(
                    at + "/unitPrices" + Source.token(rule.name()),
                    "缺少漏项单价",
                    "no unit price is known for the missing item");
        }
    }

    private void payments(BidInput bid, String at) {
        if (method.timeValue().isPresent()) {
            for (int i = 0; i < bid.payments().size(); i++) {
                period(BigDecimal.valueOf(bid.payments().get(i).period()), at + "/payments/" + i + "/period");
            }
        }
    }

    private void period(BigDecimal period, String place) {
        Optional<TimeValue> time = method.timeValue();
        boolean whole =
                period.stripTrailingZeros().scale() <= 0 && !outside(period, BigDecimal.ZERO, new BigDecimal(600));
        if (!whole) {
            add(place, "期数应为 0 至 600 的整数", "a period is a whole number of 0 to 600");
        } else if (time.isPresent()
                && !time.get().factorTable().isEmpty()
                && !time.get().factorTable().containsKey(period.intValueExact())) {
            add(place, "现值系数表没有这一期", "the table of factors has no such period");
        }
    }

    private void components(BidInput bid, String at, boolean counts) {
        for (Component c : method.components()) {
            if (c.kind() == Component.Kind.AMOUNT && counts && !bid.components().containsKey(c.name())) {
                add(at + "/components" + Source.token(c.name()), "缺少该构成项金额", "the amount of this line is missing");
            }
        }
        bid.components().forEach((name, money) -> {
            String place = at + "/components" + Source.token(name);
            boolean known = method.components().stream()
                    .anyMatch(c -> c.name().equals(name) && c.kind() == Component.Kind.AMOUNT);
            if (!known) {
                add(place, "办法没有这个构成项", "the method has no such line");
            }
            money.currency().ifPresent(c -> currency(c, place + "/currency"));
        });
    }

    /** Amounts in another currency need a rate; amounts counted in ten thousands are never exchanged. */
    private void currency(String from, String place) {
        if (from.equals(input.unit())) {
            return;
        }
        boolean tenThousands = from.equals("TEN_THOUSAND_YUAN") || input.unit().equals("TEN_THOUSAND_YUAN");
        boolean same = Units.currency(from).equals(Units.currency(input.unit()));
        boolean rate = same
                || input.exchangeRates().stream()
                        .anyMatch(r ->
                                PriceStage.matches(r, from, input.unit()) || PriceStage.matches(r, input.unit(), from));
        if (tenThousands || !rate) {
            add(place, "没有折算为 " + input.unit() + " 的汇率", "there is no rate to " + input.unit());
        }
    }

    private static boolean outside(BigDecimal value, BigDecimal least, BigDecimal most) {
        return value.compareTo(least) < 0 || value.compareTo(most) > 0;
    }

    private void add(String pointer, String zh, String en) {
        findings.add(Finding.format(pointer, zh, en));
    }
}
