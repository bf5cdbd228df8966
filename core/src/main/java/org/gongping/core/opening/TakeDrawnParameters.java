package org.gongping.core.opening;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.opening.hall.HallRoom;
import org.gongping.core.opening.hall.HallStep;
import org.gongping.core.tender.Project;

/** Takes the values of a draw by protocol into the opening, where those that are drawn by hand stand (rule O08). */
public final class TakeDrawnParameters {
    /** How the record of the opening says that nobody has entered them. */
    public static final String MANNER = "VED-1";

    private final OpeningRepository openings;
    private final HallRoom room;
    private final AuditLog audit;
    private final InstantSource clock;

    public TakeDrawnParameters(OpeningRepository openings, HallRoom room, AuditLog audit, InstantSource clock) {
        this.openings = openings;
        this.room = room;
        this.audit = audit;
        this.clock = clock;
    }

    /** Whose step has ended the draw, on which side. */
    public record By(Actor actor, String side) {}

    /** @param values in the order in which they were drawn */
    public void take(
            Transaction tx, By by, Project project, UUID lotId, Map<String, BigDecimal> values, String drawId) {
        Instant now = clock.instant();
        values.forEach((name, value) -> openings.insertDrawn(tx, project.id(), lotId, name, value, MANNER, now));
        audit.append(
                tx,
                AuditStep.inTender(AuditKind.OPENING_PARAMETERS, by.actor(), by.side(), project.id(), project.code())
                        .object("lot", lotId)
                        .rule(project.ruleSet())
                        .with("values", RecordDrawnParameters.texts(values))
                        .with("manner", MANNER)
                        .with("protocol", drawId));
        room.tell(tx, project.id(), lotId, HallStep.Kind.PARAMETERS, null);
    }
}
