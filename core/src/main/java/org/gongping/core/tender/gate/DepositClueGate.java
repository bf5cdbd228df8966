package org.gongping.core.tender.gate;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gongping.core.rule.Finding;
import org.gongping.core.rule.Law;
import org.gongping.core.rule.Verdict;

/** Were deposits of several bidders of a lot paid out of one account (D12)? A clue, never a finding (L13). */
public final class DepositClueGate {
    private final Law law;

    public DepositClueGate(Law law) {
        this.law = law;
    }

    /** One verdict for each account, by the bidders that it paid for. */
    public List<Verdict> check(Map<String, Set<String>> biddersByPayer) {
        return law.judgeAll(
                "D12",
                rule -> biddersByPayer.entrySet().stream()
                        .map(payer -> {
                            int bidders = payer.getValue().size();
                            Finding finding = Finding.of(
                                            "同一付款账户涉及 " + bidders + " 家投标人：" + String.join("、", payer.getValue()),
                                            "one account paid for " + bidders + " bidders: "
                                                    + String.join(", ", payer.getValue()))
                                    .with("bidders", String.valueOf(bidders));
                            return rule.atLeast(BigDecimal.valueOf(bidders), "minBidders")
                                    ? rule.violated(finding)
                                    : rule.pass(finding);
                        })
                        .toList());
    }
}
