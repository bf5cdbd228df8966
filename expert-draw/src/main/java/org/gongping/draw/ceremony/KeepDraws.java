package org.gongping.draw.ceremony;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    private final ClosingRecord closings;
    private final DrawLog log;
    private final InstantSource clock;

    KeepDraws(
            ProjectRepository projects,
            AttemptRepository attempts,
            KeyRepository keys,
            EscrowRepository escrow,
            EndDraw ends,
            RecordStep records,
            ClosingRecord closings,
            DrawLog log,
            InstantSource clock) {
        this.projects = projects;
        this.attempts = attempts;
        this.keys = keys;
        this.escrow = escrow;
        this.ends = ends;
        this.records = records;
        this.closings = closings;
        this.log = log;
        this.clock = clock;
    }

    /** Attempts for which there may be something to do. */
    public List<RunKey> unfinished(Transaction tx) {
        return attempts.unfinished(tx);
    }

    /** Does for one attempt what is due; answers whether anything was. */
    public boolean keep(Transaction tx, RunKey key) {
        Project project = projects.lock(tx, key.projectId()).orElseThrow();
        DrawRun attempt = attempts.run(tx, key).orElseThrow();
        Standing standing = attempts.standing(tx, attempt);
        Instant now = clock.instant();
        boolean awaitsK1 = standing.waitsFor().equals(List.of("k1"));
        if (awaitsK1 && !standing.isOver(now)) {
            return seal(tx, standing, "K1");
        }
        if (standing.state() == Standing.State.SEALED) {
            return sealClosing(tx, standing, now);
        }
        if (standing.waitsFor().equals(List.of("k2"))) {
            return seal(tx, standing, "K2");
        }
        var at = new Running.At(project, standing, keys.get(tx, project.id(), attempt.keySet()));
        Optional<String> late = standing.escrow(now).filter(party -> !party.equals(Party.FINALISER));
        if (late.isPresent()) {
            boolean defective = Opening.isDefective(standing, late.get(), escrow.opened(tx, attempt, late.get()), now);
            if (defective) {
                ends.defective(tx, RecordStep.By.server(), at, late.get());
            }
            return defective;
        }
        boolean abortable = switch (standing.state()) {
            case COMMITTING, DEPOSITING, CHECKING -> standing.isOver(now);
            default -> false;
        };
        if (abortable) {
            abort(tx, at);
        }
        return abortable;
    }

    /** What is not in escrow and checked when the bids are due is not drawn by this attempt, whoever is to blame. */
    private void abort(Transaction tx, Running.At at) {
        Standing standing = at.standing();
        Set<String> checked = CheckDeposit.byId(escrow.confirmed(tx, at.attempt(), CheckDeposit.SUBJECT))
                .keySet();
        List<String> missing = standing.defaulted(checked);
        String reason = standing.meeting().isPresent() ? EndDraw.DEADLINE : "ABORTED_BY:" + missing.getFirst();
        ends.abort(tx, RecordStep.By.server(), at, reason, missing);
    }

    /** Finds the cosigned checkpoint over the record that the decryption has closed for all. */
    private boolean sealClosing(Transaction tx, Standing standing, Instant now) {
        DrawRun run = standing.run();
        Optional<Standing.Seal> seal =
                closings.of(tx, run.projectId(), run.subject()).flatMap(entry -> log.over(tx, List.of(entry), now));
        seal.ifPresent(found -> {
            attempts.insert(tx, run, "OPEN", found);
            records.tell(tx, run, "OPEN", "");
        });
        return seal.isPresent();
    }

    private boolean seal(Transaction tx, Standing standing, String name) {
        DrawRun attempt = standing.run();
        List<UUID> entries = new ArrayList<>();
        entries.add(keys.get(tx, attempt.projectId(), attempt.keySet()).entryId());
        standing.steps().forEach(step -> entries.add(step.entryId()));
        Optional<Standing.Seal> seal = log.over(tx, entries, clock.instant());
        seal.ifPresent(found -> {
            attempts.insert(tx, attempt, name, found);
            records.tell(tx, attempt, name, "");
        });
        return seal.isPresent();
    }
}
