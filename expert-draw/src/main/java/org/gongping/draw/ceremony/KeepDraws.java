package org.gongping.draw.ceremony;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.db.Transaction;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.ProjectRepository;

/**
 * What goes on by itself: finds the cosigned checkpoints K1 and K2, and ends an attempt whose party let its time pass before
 * the deposits were complete, or keeps back its own share of a deposit that is defective by those of the others. A witness that is slow delays, and breaks nothing.
 */
public final class KeepDraws {
    private final ProjectRepository projects;
    private final AttemptRepository attempts;
    private final KeyRepository keys;
    private final EscrowRepository escrow;
    private final EndDraw ends;
    private final RecordStep records;
    private final DrawLog log;
    private final InstantSource clock;

    KeepDraws(
            ProjectRepository projects,
            AttemptRepository attempts,
            KeyRepository keys,
            EscrowRepository escrow,
            EndDraw ends,
            RecordStep records,
            DrawLog log,
            InstantSource clock) {
        this.projects = projects;
        this.attempts = attempts;
        this.keys = keys;
        this.escrow = escrow;
        this.ends = ends;
        this.records = records;
        this.log = log;
        this.clock = clock;
    }

    /** Attempts for which there may be something to do. */
    public List<AttemptRepository.Key> unfinished(Transaction tx) {
        return attempts.unfinished(tx);
    }

    /** Does for one attempt what is due; answers whether anything was. */
    public boolean keep(Transaction tx, AttemptRepository.Key key) {
        Project project = projects.lock(tx, key.projectId()).orElseThrow();
        Attempt attempt = attempts.find(tx, key.projectId(), key.attempt()).orElseThrow();
        Standing standing = attempts.standing(tx, attempt);
        if (standing.waitsFor().equals(List.of("k1"))) {
            return seal(tx, standing, "K1");
        }
        if (standing.waitsFor().equals(List.of("k2"))) {
            return seal(tx, standing, "K2");
        }
        Instant now = clock.instant();
        var at = new Running.At(project, standing, keys.get(tx, project.id(), attempt.keySet()));
        Optional<String> late = standing.escrow(now).filter(party -> !party.equals(Party.FINALISER));
        if (late.isPresent()) {
            boolean defective = Opening.isDefective(standing, late.get(), escrow.opened(tx, attempt, late.get()), now);
            if (defective) {
                ends.defective(tx, RecordStep.By.server(), at, late.get());
            }
            return defective;
        }
        boolean abortable =
                standing.state() == Standing.State.COMMITTING || standing.state() == Standing.State.DEPOSITING;
        if (abortable && standing.isOver(now)) {
            List<String> missing = standing.waitsFor();
            ends.abort(tx, RecordStep.By.server(), at, "ABORTED_BY:" + missing.getFirst(), missing);
            return true;
        }
        return false;
    }

    private boolean seal(Transaction tx, Standing standing, String name) {
        Attempt attempt = standing.attempt();
        List<UUID> entries = new ArrayList<>();
        entries.add(keys.get(tx, attempt.projectId(), attempt.keySet()).entryId());
        standing.steps().forEach(step -> entries.add(step.entryId()));
        Optional<Standing.Seal> seal = log.over(tx, entries, clock.instant());
        seal.ifPresent(found -> {
            attempts.insert(tx, attempt, name, found);
            records.tell(tx, attempt.projectId(), attempt.number(), name, "");
        });
        return seal.isPresent();
    }
}
