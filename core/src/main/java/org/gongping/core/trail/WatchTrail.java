package org.gongping.core.trail;

import java.time.InstantSource;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.TrailRepository;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.tender.ProjectAccess;

/** Tells somebody who has a trail before them how many records have come since. It shows none, so it is not on record. */
public final class WatchTrail {
    /** Beyond this it is "many". */
    public static final int MOST_COUNTED = 100;

    private final ProjectAccess access;
    private final TrailRepository trail;
    private final ShownEntries shown;
    private final InstantSource clock;

    public WatchTrail(ProjectAccess access, TrailRepository trail, ShownEntries shown, InstantSource clock) {
        this.access = access;
        this.trail = trail;
        this.shown = shown;
        this.clock = clock;
    }

    /** @param than id of the newest record shown; 0 is answered for one that the reader may not see */
    public Outcome<Integer> execute(Transaction tx, Actor actor, UUID projectId, TrailQuery query, UUID than) {
        return access.reading(tx, actor, projectId).then(view -> {
            if (!TrailView.isOpenTo(view)) {
                return Outcome.refused(new Refusal.NotFound("trail"));
            }
            boolean bidders = TrailView.showsBidders(view, clock);
            return shown.filter(tx, view, query)
                    .map(filter -> trail.newer(tx, projectId, filter, than, bidders, MOST_COUNTED));
        });
    }
}
