package org.gongping.core.trail;

import java.time.InstantSource;
import org.gongping.core.identity.Role;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.ProjectAccess;

/** Who may open which records of a project, at this moment. */
public final class TrailView {
    private TrailView() {}

    /** To those who take part, and to auditors, but to no bidder. */
    public static boolean isOpenTo(ProjectAccess.View view) {
        return !view.sides().isEmpty() && !view.sides().contains(Role.BIDDER);
    }

    /** From the deadline on; whether and when bidders acted is nobody's to know before (rule S06). */
    public static boolean showsBidders(ProjectAccess.View view, InstantSource clock) {
        return isDeadlineOver(view.project(), clock);
    }

    /** False for a draft too. */
    public static boolean isDeadlineOver(Project project, InstantSource clock) {
        return project.bidDeadline() != null
                && !project.isDraft()
                && !clock.instant().isBefore(project.bidDeadline());
    }
}
