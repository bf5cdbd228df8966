package org.gongping.core.tender.gate;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.gongping.core.rule.Bilingual;
import org.gongping.core.rule.Finding;
import org.gongping.core.rule.Law;
import org.gongping.core.rule.LegalPeriod;
import org.gongping.core.rule.PeriodBoundary;
import org.gongping.core.rule.PeriodEnd;
import org.gongping.core.rule.RuleCheck;
import org.gongping.core.rule.Verdict;

/**
 * When is a deposit due, and what is owed beside it? The clocks of D05 to D08 start with an event; interest is owed in
 * engineering (D06, D08), an occupation fee for lateness in government procurement (D13).
 *
 * <p>Days of interest run from the day on which the money came to the day before it is paid, those of the fee from the
 * day after the last day of the term to the day of payment. Each part of the money is rounded to the fen for itself.
 */
public final class RefundGate {
    private static final int FEN = 2;
    private static final BigDecimal NONE = BigDecimal.ZERO.setScale(FEN);

    private final Law law;

    public RefundGate(Law law) {
        this.law = law;
    }

    /**
     * The term of a refund.
     *
     * @param toVerify the length of the term is still to be verified by counsel
     */
    public record Term(String ruleId, Bilingual article, PeriodEnd end, boolean toVerify) {}

    /**
     * What is owed beside the principal, in yuan.
     *
     * @param toVerify a rate that decided is still to be verified by counsel
     */
    public record Owed(
            BigDecimal interest, BigDecimal occupationFee, long lateDays, Bilingual derivation, boolean toVerify) {}

    /** Empty where the rule set knows no term, as for projects without statutory defaults. */
    public Optional<Term> term(RefundCause cause, Instant startedAt) {
        return clock(cause).map(clock -> {
            PeriodEnd end = clock.rule().forward(clock.param(), startedAt, PeriodBoundary.DAY_REACHED);
            boolean toVerify = clock.rule().isToVerify(clock.param())
                    || cause == RefundCause.NOT_ACCEPTED
                    || cause == RefundCause.NOT_SUBMITTED;
            return new Term(clock.rule().rule().ruleId(), clock.rule().rule().cite(), end, toVerify);
        });
    }

    private record Clock(RuleCheck rule, String param) {}

    private Optional<Clock> clock(RefundCause cause) {
        String engineering = switch (cause) {
            case WITHDRAWN, NOT_ACCEPTED, NOT_SUBMITTED -> "D05";
            case CONTRACT_LOST, CONTRACT_WON -> "D06";
            case FAILED, TERMINATED -> "D08";
            case AWARD_NOTICE -> "";
        };
        String procurement = switch (cause) {
            case WITHDRAWN, NOT_ACCEPTED, NOT_SUBMITTED -> "withdrawn";
            case AWARD_NOTICE, CONTRACT_LOST -> "losers";
            case CONTRACT_WON -> "winner";
            case FAILED, TERMINATED -> "failed";
        };
        return law.inForce(engineering)
                .map(rule -> new Clock(rule, "maxPeriod"))
                .or(() -> law.inForce("D07").map(rule -> new Clock(rule, procurement)));
    }

    /** Whether the refund is in time. */
    public List<Verdict> inTime(RefundFacts facts) {
        return clock(facts.cause())
                .map(clock -> law.judge(clock.rule().rule().ruleId(), rule -> {
                    PeriodEnd end = rule.forward(clock.param(), facts.startedAt(), PeriodBoundary.DAY_REACHED);
                    Finding found = Finding.of(
                                    "退还 " + Finding.local(facts.paidAt()) + "，期限至 " + end.lastDay() + " 24:00",
                                    "refunded " + Finding.local(facts.paidAt()) + ", time until " + end.lastDay()
                                            + " 24:00")
                            .with("latestAt", end.endsAt().toString())
                            .counted(end);
                    Finding finding = rule.isToVerify(clock.param()) ? found.stillToVerify() : found;
                    return facts.paidAt().isBefore(end.endsAt()) ? rule.pass(finding) : rule.violated(finding);
                }))
                .orElse(List.of());
    }

    /** Whether what is paid beside the principal is what is owed: no less, and no more without a reason. */
    public List<Verdict> sums(RefundFacts facts, BigDecimal interestPaid, BigDecimal feePaid) {
        Owed owed = owed(facts);
        List<Verdict> interest = law.judge("D06", rule -> exact(rule, owed, interestPaid, feePaid));
        return interest.isEmpty() ? law.judge("D13", rule -> exact(rule, owed, interestPaid, feePaid)) : interest;
    }

    private static Verdict exact(RuleCheck rule, Owed owed, BigDecimal interestPaid, BigDecimal feePaid) {
        boolean tooMuch = interestPaid.compareTo(owed.interest()) > 0 || feePaid.compareTo(owed.occupationFee()) > 0;
        boolean tooLittle = interestPaid.compareTo(owed.interest()) < 0 || feePaid.compareTo(owed.occupationFee()) < 0;
        Bilingual excess = tooMuch
                ? new Bilingual(
                        "；超出应付的部分不是利息或资金占用费，不计入统计", "; what goes beyond it is no interest or fee and enters no figure")
                : new Bilingual("", "");
        Finding found = Finding.of(
                        compared("利息应付 ", " 元，实付 ", owed.interest(), interestPaid)
                                + compared(" 元；资金占用费应付 ", " 元，实付 ", owed.occupationFee(), feePaid)
                                + " 元" + excess.zh() + "。" + owed.derivation().zh(),
                        compared("interest owed ", ", paid ", owed.interest(), interestPaid)
                                + compared("; occupation fee owed ", ", paid ", owed.occupationFee(), feePaid)
                                + excess.en() + ". " + owed.derivation().en())
                .with("owed", owed.interest().add(owed.occupationFee()).toPlainString());
        Finding finding = owed.toVerify() ? found.stillToVerify() : found;
        return tooMuch || tooLittle ? rule.violated(finding) : rule.pass(finding);
    }

    private static String compared(String owes, String pays, BigDecimal owed, BigDecimal paid) {
        return owes + owed.toPlainString() + pays + paid.toPlainString();
    }

    /** What is owed beside the principal when it is paid at that moment. */
    public Owed owed(RefundFacts facts) {
        LocalDate paidOn = LegalPeriod.day(facts.paidAt());
        return law.inForce("D06")
                .map(rule -> interest(rule, facts, paidOn))
                .or(() -> law.inForce("D13").map(rule -> occupation(rule, facts, paidOn)))
                .orElse(new Owed(NONE, NONE, 0, new Bilingual("", ""), false));
    }

    private Owed interest(RuleCheck rule, RefundFacts facts, LocalDate paidOn) {
        boolean bears = switch (facts.cause()) {
            case CONTRACT_LOST, CONTRACT_WON -> true;
            case FAILED, TERMINATED ->
                law.inForce("D08").filter(ended -> ended.flag("withInterest")).isPresent();
            case WITHDRAWN, AWARD_NOTICE, NOT_ACCEPTED, NOT_SUBMITTED -> false;
        };
        if (!bears) {
            return new Owed(NONE, NONE, 0, new Bilingual("此情形法条未规定付息", "no interest is owed in this case"), false);
        }
        String rateParam = rule.choice("rateType").equals("DEMAND") ? "demandRate" : "termRate";
        BigDecimal rate = rule.figure(rateParam);
        BigDecimal interest = NONE;
        StringBuilder steps = new StringBuilder();
        for (RefundFacts.Part part : facts.parts()) {
            long days = Math.max(0, ChronoUnit.DAYS.between(part.receivedOn(), paidOn));
            BigDecimal one = perDay(rule, part.amount(), rate, days);
            interest = interest.add(one);
            steps.append(steps.isEmpty() ? "" : " + ").append(formula(rule, part.amount(), rate, days, one));
        }
        return new Owed(
                interest,
                NONE,
                0,
                new Bilingual(steps.toString(), steps.toString()),
                rule.isToVerify("rateType") || rule.isToVerify(rateParam) || rule.isToVerify("daysOfYear"));
    }

    private Owed occupation(RuleCheck rule, RefundFacts facts, LocalDate paidOn) {
        long late = term(facts.cause(), facts.startedAt())
                .map(term -> ChronoUnit.DAYS.between(term.end().lastDay(), paidOn))
                .filter(days -> days > 0)
                .orElse(0L);
        if (late == 0 || facts.bidderCause()) {
            Bilingual why = late == 0
                    ? new Bilingual("未逾期", "in time")
                    : new Bilingual("迟延系投标人自身原因", "the bidder itself caused the delay");
            return new Owed(NONE, NONE, late, why, false);
        }
        BigDecimal rate = rule.figure("benchmarkRate")
                .multiply(BigDecimal.valueOf(100).add(rule.figure("surcharge")))
                .movePointLeft(2);
        BigDecimal fee = NONE;
        StringBuilder steps = new StringBuilder();
        for (RefundFacts.Part part : facts.parts()) {
            BigDecimal one = perDay(rule, part.amount(), rate, late);
            fee = fee.add(one);
            steps.append(steps.isEmpty() ? "" : " + ").append(formula(rule, part.amount(), rate, late, one));
        }
        return new Owed(
                NONE,
                fee,
                late,
                new Bilingual(steps.toString(), steps.toString()),
                rule.isToVerify("benchmarkRate") || rule.isToVerify("daysOfYear"));
    }

    private static BigDecimal perDay(RuleCheck rule, BigDecimal amount, BigDecimal percentPerYear, long days) {
        RoundingMode rounding = DepositTermsGate.rounding(rule);
        return amount.multiply(percentPerYear)
                .multiply(BigDecimal.valueOf(days))
                .movePointLeft(2)
                .divide(rule.figure("daysOfYear"), FEN, rounding);
    }

    private static String formula(RuleCheck rule, BigDecimal amount, BigDecimal rate, long days, BigDecimal result) {
        return amount.toPlainString() + " × " + rate.stripTrailingZeros().toPlainString() + "% × " + days + " ÷ "
                + rule.figure("daysOfYear").toPlainString() + " = " + result.toPlainString();
    }
}
