package org.gongping.core.tender.gate;

import java.util.List;
import java.util.Set;
import org.gongping.core.rule.Finding;
import org.gongping.core.rule.Law;
import org.gongping.core.rule.Verdict;

/** Can the price scores be recomputed by anyone? P07: a record, which refuses nothing and says what is kept. */
public final class PriceScoreGate {
    private final Law law;

    public PriceScoreGate(Law law) {
        this.law = law;
    }

    /** @param kept of INPUTS, PARAMETERS, DIGEST and DERIVATION those that are stored with the scores */
    public List<Verdict> check(Set<String> kept) {
        return law.judge("P07", rule -> {
            List<String> missing = rule.words("requiredParts").stream()
                    .filter(part -> !kept.contains(part))
                    .toList();
            return missing.isEmpty()
                    ? rule.pass("输入、参数、摘要和计算过程已保存", "inputs, parameters, digest and derivation are kept")
                    : rule.violated(
                            Finding.of("缺少 " + String.join("、", missing), "missing: " + String.join(", ", missing)));
        });
    }
}
