package org.gongping.core.deposit;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import org.gongping.core.rule.Bilingual;

/** Asks whoever issued an electronic guarantee whether it is genuine. */
@FunctionalInterface
public interface GuaranteeVerifier {
    /** Asks nobody: papers are looked at by the agency, from the deadline on. */
    GuaranteeVerifier NOBODY = (form, instrument) -> new Answer.None("not configured");

    /** Answers within seconds, whatever happens; never throws for what the other side does. */
    Answer ask(DepositForm form, Deposit.Instrument instrument);

    /** What was answered. */
    sealed interface Answer {
        /** It is on the issuer's books, in these words. */
        record Issued(BigDecimal amount, LocalDate validUntil, String applicant) implements Answer {}

        /** The issuer knows no such paper, or has revoked it. */
        record Unknown(boolean revoked) implements Answer {}

        /** Nothing can be concluded; for the operator's log. */
        record None(String why) implements Answer {}
    }

    /**
     * What the answer makes of the deposit.
     *
     * @return empty when nothing can be concluded; else whether the paper stands, and if not, why
     */
    static Optional<Judgement> judge(Answer answer, Deposit.Instrument instrument, String bidder) {
        return switch (answer) {
            case Answer.None _ -> Optional.empty();
            case Answer.Unknown(boolean revoked) ->
                Optional.of(refused(
                        revoked ? "出具机构答复：已撤销" : "出具机构答复：查无此凭证",
                        revoked ? "the issuer says it is revoked" : "the issuer knows no such paper"));
            case Answer.Issued(BigDecimal amount, LocalDate until, String applicant) -> {
                if (amount.compareTo(instrument.amount()) < 0) {
                    yield Optional.of(refused(
                            "出具机构记载的金额为 " + amount.toPlainString() + " 元",
                            "the issuer's books say " + amount.toPlainString() + " yuan"));
                }
                if (until.isBefore(instrument.validUntil())) {
                    yield Optional.of(refused("出具机构记载的有效期至 " + until, "the issuer's books say until " + until));
                }
                if (!applicant.strip().equals(bidder)) {
                    yield Optional.of(refused("申请人不是投标人", "the applicant is not the bidder"));
                }
                yield Optional.of(new Judgement(true, new Bilingual("出具机构核验一致", "confirmed by the issuer")));
            }
        };
    }

    private static Judgement refused(String zh, String en) {
        return new Judgement(false, new Bilingual(zh, en));
    }

    /** Whether a paper stands, and why. */
    record Judgement(boolean stands, Bilingual why) {}
}
