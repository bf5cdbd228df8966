package org.gongping.core.opening.hall;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.opening.StartOpening;
import org.gongping.core.tender.LotPhase;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.ProjectRepository;

/**
 * What goes on by itself in halls: openings begin at their deadline and resume at the time announced, and a window that ran while no server did is given
 * back the time, so that no crash shortens it.
 */
public final class KeepHalls {
    private final ProjectRepository projects;
    private final HallRepository halls;
    private final HallDesk desk;
    private final StartOpening start;
    private final GiveTimeBack giveBack;
    private final BeginSecondSitting second;
    private final InstantSource clock;
    private final InstantSource realClock;

    public KeepHalls(
            ProjectRepository projects,
            HallRepository halls,
            HallDesk desk,
            StartOpening start,
            GiveTimeBack giveBack,
            BeginSecondSitting second,
            InstantSource clock,
            InstantSource realClock) {
        this.projects = projects;
        this.halls = halls;
        this.desk = desk;
        this.start = start;
        this.giveBack = giveBack;
        this.second = second;
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
            Hall kept = giveBack.execute(tx, project, at.hall()).alive(realClock.instant());
            halls.write(tx, kept);
            return second.ifDue(tx, at.in(kept));
        });
    }
}
