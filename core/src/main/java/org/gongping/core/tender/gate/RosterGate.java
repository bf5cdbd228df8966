package org.gongping.core.tender.gate;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.gongping.core.rule.Finding;
import org.gongping.core.rule.Law;
import org.gongping.core.rule.Verdict;

/** May the members of a committee be named to all sides (E05), and may one of them be exchanged for this cause (E09)? */
public final class RosterGate {
    /** Phases of a lot in which its result is announced, or no result will come. */
    private static final Set<String> ANNOUNCED = Set.of("AWARDED", "CONTRACTED", "FAILED");
    /** Those in which it is fixed. */
    private static final Set<String> FIXED = Set.of("AWARD_DECIDED", "AWARDED", "CONTRACTED", "FAILED");

    private final Law law;

    public RosterGate(Law law) {
        this.law = law;
    }

    /** @param phases of all lots */
    public List<Verdict> publish(Collection<String> phases) {
        return law.judge("E05", rule -> {
            Set<String> over = rule.choice("secretUntil").equals("RESULT_FIXED") ? FIXED : ANNOUNCED;
            long open = phases.stream().filter(phase -> !over.contains(phase)).count();
            Finding finding = Finding.of(
                    "共 " + phases.size() + " 个标段，尚未到公开时点的 " + open + " 个",
                    phases.size() + " lots, of which " + open + " have not come to that moment");
            return open == 0 && !phases.isEmpty() ? rule.pass(finding) : rule.violated(finding);
        });
    }

    /** Whether the members may be named whatever else the law says: every result is announced. */
    public static boolean isAnnounced(Collection<String> phases) {
        return !phases.isEmpty() && ANNOUNCED.containsAll(phases);
    }

    /** @param cause as the record of the replacement names it */
    public List<Verdict> replace(String cause) {
        return law.judge("E09", rule -> {
            Finding finding = Finding.of("更换事由 " + cause, "the cause is " + cause);
            return rule.words("causes").contains(cause) ? rule.pass(finding) : rule.violated(finding);
        });
    }
}
