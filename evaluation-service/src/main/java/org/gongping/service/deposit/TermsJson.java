package org.gongping.service.deposit;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.deposit.AskedDeposits;
import org.gongping.core.deposit.DepositForm;
import org.gongping.core.deposit.WaiverPolicySet;
import org.gongping.core.rule.Verdict;
import org.gongping.service.edge.VerdictJson;

/** What a tender document asks as deposit of a lot, as the contract writes it. */
record TermsJson(
        UUID lotId,
        boolean asked,
        String base,
        String rate,
        String amount,
        List<DepositForm> forms,
        PolicySummary policySet,
        String askedAmount,
        List<VerdictJson> verdicts) {
    record PolicySummary(
            String id,
            String titleZh,
            String titleEn,
            boolean sample,
            LocalDate effectiveFrom,
            LocalDate effectiveTo,
            String digest) {
        static PolicySummary of(WaiverPolicySet set) {
            return new PolicySummary(
                    set.id(),
                    set.title().zh(),
                    set.title().en(),
                    set.sample(),
                    set.effectiveFrom(),
                    set.effectiveTo(),
                    set.digest());
        }
    }

    static TermsJson of(UUID lotId, Optional<AskedDeposits.Asked> asked, List<Verdict> verdicts) {
        if (asked.isEmpty()) {
            return new TermsJson(lotId, false, null, null, null, null, null, null, null);
        }
        AskedDeposits.Asked each = asked.get();
        return new TermsJson(
                lotId,
                true,
                DepositJson.yuan(each.terms().base()),
                each.terms().rate() == null ? null : each.terms().rate().toPlainString(),
                each.terms().amount() == null
                        ? null
                        : DepositJson.yuan(each.terms().amount()),
                List.copyOf(each.terms().forms()),
                each.policies().map(PolicySummary::of).orElse(null),
                DepositJson.yuan(each.asked()),
                VerdictJson.of(verdicts));
    }
}
