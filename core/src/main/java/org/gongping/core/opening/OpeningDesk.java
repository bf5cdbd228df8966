package org.gongping.core.opening;

import java.util.UUID;
import java.util.function.BiFunction;
import org.gongping.core.Outcome;
import org.gongping.core.tender.Lot;
import org.gongping.core.tender.LotPhase;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.ProjectAccess;

/** Leads a step to the lot whose opening is being held, on behalf of one side. */
final class OpeningDesk {
    private OpeningDesk() {}

    /** Runs the step when the lot's opening is being held; refuses otherwise. */
    static <T> Outcome<T> holding(Outcome<Project> project, UUID lotId, BiFunction<Project, Lot, Outcome<T>> step) {
        return project.then(found -> ProjectAccess.lotOf(found, lotId)
                .then(lot -> lot.phase() instanceof LotPhase.Opening
                        ? step.apply(found, lot)
                        : ProjectAccess.wrongPhase(
                                lot, "OPENING", "该标段当前不在开标会阶段", "The opening of this lot is not being held now")));
    }
}
