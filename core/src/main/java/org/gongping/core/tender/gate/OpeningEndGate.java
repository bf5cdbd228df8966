package org.gongping.core.tender.gate;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.gongping.core.rule.Finding;
import org.gongping.core.rule.Law;
import org.gongping.core.rule.RuleCheck;
import org.gongping.core.rule.Verdict;

/** May the opening end? O07 all read out, O05 all objections answered, O03 bids left unopened, O06 the record. */
public final class OpeningEndGate {
    private final Law law;

    public OpeningEndGate(Law law) {
        this.law = law;
    }

    public List<Verdict> check(OpeningEndFacts facts) {
        List<Verdict> verdicts = new ArrayList<>();
        verdicts.addAll(law.judge("O07", rule -> allRead(rule, facts)));
        verdicts.addAll(law.judge("O05", rule -> {
            Finding finding = Finding.of(
                    "未答复的异议 " + facts.openObjections() + " 件", facts.openObjections() + " objection(s) not answered");
            return facts.openObjections() <= rule.count("maxOpenObjections")
                    ? rule.pass(finding)
                    : rule.violated(finding);
        }));
        verdicts.addAll(law.judge("O03", rule -> left(rule, facts)));
        verdicts.addAll(law.judge(
                "O06",
                rule -> facts.recordGenerated()
                        ? rule.pass("开标记录已生成", "the opening record is generated")
                        : rule.violated(Finding.of("开标记录尚未生成", "the opening record is not generated yet"))));
        return verdicts;
    }

    private static Verdict allRead(RuleCheck rule, OpeningEndFacts facts) {
        int missing = facts.received() - facts.opened() - facts.notOpenedWithCause() - facts.notPassed();
        boolean isTwo = facts.notPassed() > 0;
        Finding finding = Finding.of(
                "收到 " + facts.received() + " 家，已唱标 " + facts.opened() + " 家，记录原因未开启 " + facts.notOpenedWithCause()
                        + " 家"
                        + (isTwo ? "，第一阶段未通过 " + facts.notPassed() + " 家" : ""),
                facts.received() + " received, " + facts.opened() + " read out, " + facts.notOpenedWithCause()
                        + " not opened with the cause on record"
                        + (isTwo ? ", " + facts.notPassed() + " not passed in the first stage" : ""));
        return Math.abs(missing) <= rule.count("maxUnopenedBids") ? rule.pass(finding) : rule.violated(finding);
    }

    private static Verdict left(RuleCheck rule, OpeningEndFacts facts) {
        if (facts.notOpenedWithCause() == 0) {
            return rule.notApplicable("没有未解密的投标文件", "no bid was left undecrypted");
        }
        Finding finding = Finding.of(
                "已开启 " + facts.opened() + " 家，未开启 " + facts.notOpenedWithCause() + " 家",
                facts.opened() + " opened, " + facts.notOpenedWithCause() + " not opened");
        return rule.atLeast(BigDecimal.valueOf(facts.opened()), "minBids")
                ? rule.pass(finding)
                : rule.violated(finding);
    }
}
