package org.gongping.draw.calling;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.gongping.core.identity.Role;
import org.gongping.draw.plan.CommitteePlan;
import org.gongping.draw.transcript.Replacement;

/**
 * A cause for which one side may say that a confirmed member leaves (E09). Whatever can be said before the evaluation needs
 * a document that shows it, so that nobody empties a committee by word alone.
 *
 * @param evidence whether the SHA-256 of that document must be given
 * @param from not before then; empty = at any time
 */
public record LeavingCause(Replacement.Reason reason, boolean evidence, Optional<Instant> from) {
    /** What that side may say; empty where it may say nothing. */
    static List<LeavingCause> of(Role side, CommitteePlan plan) {
        var conflict = new LeavingCause(Replacement.Reason.LATE_CONFLICT, true, Optional.empty());
        // Nobody is absent from what has not begun.
        var absence = new LeavingCause(Replacement.Reason.ABSENT, false, Optional.of(plan.evaluationAt()));
        var incapacity = new LeavingCause(Replacement.Reason.INCAPACITATED, true, Optional.empty());
        var removal = new LeavingCause(Replacement.Reason.REMOVED_BY_S, true, Optional.empty());
        return switch (side) {
            case SUPERVISOR -> List.of(conflict, absence, incapacity, removal);
            case VENUE_OPERATOR -> List.of(conflict, absence, incapacity);
            default -> List.of();
        };
    }

    boolean isTooEarly(Instant now) {
        return from.filter(now::isBefore).isPresent();
    }
}
