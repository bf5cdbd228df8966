package org.gongping.core.opening.hall;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.opening.StartOpening;
import org.gongping.core.tender.LotPhase;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.ProjectRepository;

/**
 * What goes on by itself in halls: openings begin at their deadline, and a window that ran while no server did is given
 * back the time, so that no crash shortens it.
 */
public final class KeepHalls {
    /** Between two looks there is no more than this while a server runs. */
    private static final Duration NO_GAP = Duration.ofSeconds(5);

    private final ProjectRepository projects;
    private final HallRepository halls;
    private final HallDesk desk;
    private final StartOpening start;
    private final HallRoom room;
    private final AuditLog audit;
    private final InstantSource clock;
    private final InstantSource realClock;

    public KeepHalls(
            ProjectRepository projects,
            HallRepository halls,
            HallDesk desk,
            StartOpening start,
            HallRoom room,
            AuditLog audit,
            InstantSource clock,
            InstantSource realClock) {
        this.projects = projects;
        this.halls = halls;
        this.desk = desk;
        this.start = start;
        this.room = room;
        this.audit = audit;
        this.clock = clock;
        this.realClock = realClock;
    }

    /** Lots for which there may be something to do. */
    public List<HallRepository.Place> unfinished(Transaction tx) {
        List<HallRepository.Place> places = new ArrayList<>(halls.due(tx, clock.instant()));
        places.addAll(halls.running(tx));
        return places;
    }

    /** Does for one lot what is due. */
    public void keep(Transaction tx, HallRepository.Place place) {
        Project project = projects.lock(tx, place.projectId()).orElseThrow();
        if (project.lot(place.lotId()).orElseThrow().phase() instanceof LotPhase.Published) {
            start.byItself(tx, Actor.SERVER, project, place.lotId());
            return;
        }
        desk.at(tx, project, place.lotId()).map(at -> {
            Instant now = realClock.instant();
            Duration gap = Duration.between(at.hall().aliveAt(), now);
            boolean isRunning = switch (at.hall().stage(clock.instant().minus(gap))) {
                case DECRYPTING, CONFIRMING -> !at.hall().isPaused();
                default -> false;
            };
            boolean isGivenBack = isRunning && gap.compareTo(NO_GAP) > 0;
            Hall hall = (isGivenBack ? at.hall().later(gap) : at.hall()).alive(now);
            halls.write(tx, hall);
            if (isGivenBack) {
                audit.append(
                        tx,
                        AuditStep.inTender(
                                        AuditKind.OPENING_EXTEND, Actor.SERVER, "server", project.id(), project.code())
                                .object("lot", place.lotId())
                                .rule(project.ruleSet())
                                .with("seconds", gap.toSeconds())
                                .with("windowEndsAt", hall.windowEndsAt()));
                room.tell(tx, project.id(), place.lotId(), HallStep.Kind.EXTENDED, null);
            }
            return hall;
        });
    }
}
