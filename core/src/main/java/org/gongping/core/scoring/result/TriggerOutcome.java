package org.gongping.core.scoring.result;

import java.time.Duration;
import org.gongping.core.scoring.derive.Num;
import org.gongping.core.scoring.derive.Relation;

/**
 * One trigger on abnormally low prices (V08), computed or not: both sides of the comparison, or why there is none.
 *
 * @param bid null where the trigger applies to no bid at all
 * @param left left side, null when not computed
 * @param reason why not applicable, or what the committee stated; null when computed
 */
public record TriggerOutcome(
        String trigger,
        String bid,
        Outcome outcome,
        Num left,
        Relation relation,
        Num right,
        Duration explainWithin,
        Sentence reason) {
    /** A trigger that fires opens the procedure; it never rejects. */
    public enum Outcome {
        FIRED,
        NOT_FIRED,
        NOT_APPLICABLE
    }
}
