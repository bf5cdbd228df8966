package org.gongping.core.tender;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.rule.Verdict;

/** Lets a step pass, or not, by the verdicts of its rules. */
public final class GateCheck {
    private GateCheck() {}

    /** A person's statement that a warning was seen, and why the step is taken all the same. */
    public record Acknowledgement(String ruleId, String reason) {}

    /** A step that may be taken: its verdicts, and the reasons given for its warnings by rule. */
    public record Passed(List<Verdict> verdicts, Map<String, String> reasons) {
        /** Writes verdicts and reasons into the record of the step. */
        public AuditStep into(AuditStep step) {
            return step.with("verdicts", summary(verdicts)).with("acknowledged", reasons);
        }
    }

    /** Refuses when a rule blocks, and when a rule warns that nobody has acknowledged with a reason. */
    public static Outcome<Passed> pass(List<Verdict> verdicts, List<Acknowledgement> acknowledgements) {
        if (Verdict.anyBlocks(verdicts)) {
            return Outcome.refused(new Refusal.RulesViolated(verdicts));
        }
        Map<String, String> reasons = new LinkedHashMap<>();
        for (Acknowledgement acknowledgement : acknowledgements) {
            if (!acknowledgement.reason().isBlank()) {
                reasons.put(acknowledgement.ruleId(), acknowledgement.reason().strip());
            }
        }
        List<Verdict> warnings = verdicts.stream().filter(Verdict::warns).toList();
        boolean allSeen = warnings.stream().allMatch(warning -> reasons.containsKey(warning.ruleId()));
        if (!allSeen) {
            return Outcome.refused(new Refusal.NeedsAcknowledgement(verdicts));
        }
        reasons.keySet().retainAll(warnings.stream().map(Verdict::ruleId).toList());
        return Outcome.done(new Passed(verdicts, reasons));
    }

    /** One line a verdict, as records keep it. */
    public static List<String> summary(List<Verdict> verdicts) {
        return verdicts.stream()
                .map(verdict -> verdict.ruleId() + " " + verdict.outcome().code())
                .toList();
    }
}
