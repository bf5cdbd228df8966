package org.gongping.core.trail;

import java.time.InstantSource;
import org.gongping.core.identity.Role;
import org.gongping.core.tender.ProjectAccess;

/** Who may open which records of a project, at this moment. */
final class TrailView {
    private TrailView() {}

    static boolean isOpenTo(ProjectAccess.View view) {
        return !view.sides().isEmpty() && !view.sides().contains(Role.BIDDER);
    }

    /** From the deadline on; whether and when bidders acted is nobody's to know before (rule S06). */
    static boolean showsBidders(ProjectAccess.View view, InstantSource clock) {
        return view.project().bidDeadline() != null
                && !view.project().isDraft()
                && !clock.instant().isBefore(view.project().bidDeadline());
    }
}
