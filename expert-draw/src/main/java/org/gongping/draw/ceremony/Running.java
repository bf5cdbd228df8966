package org.gongping.draw.ceremony;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.tender.Project;

/** What every step of an attempt begins with: who acts, for whom, where the attempt stands and under which keys. */
final class Running {
    private final DrawAccess access;
    private final AttemptRepository attempts;
    private final KeyRepository keys;

    Running(DrawAccess access, AttemptRepository attempts, KeyRepository keys) {
        this.access = access;
        this.attempts = attempts;
        this.keys = keys;
    }

    /** An attempt as its step finds it; nothing changes it until the transaction ends. */
    record At(Project project, Standing standing, KeySet keys) {
        DrawRun attempt() {
            return standing.run();
        }
    }

    /** In the given state, which is otherwise refused with what is awaited. */
    Outcome<At> in(Transaction tx, Actor actor, RunKey key, Party party, Standing.State needed) {
        return at(tx, actor, key, party)
                .then(at -> at.standing().state() == needed
                        ? Outcome.done(at)
                        : DrawRefusals.wrongState(at.standing(), needed));
    }

    /** In whatever state. */
    Outcome<At> at(Transaction tx, Actor actor, RunKey key, Party party) {
        return access.acting(tx, actor, key.projectId(), party).then(find(tx, key));
    }

    /** For looking at what is a party's own to see; locks nothing. */
    Outcome<At> looking(Transaction tx, Actor actor, RunKey key, Set<Party> allowed) {
        boolean isAllowed = access.parties(tx, actor, key.projectId()).stream().anyMatch(allowed::contains);
        return access.reading(tx, actor, key.projectId())
                .then(project -> isAllowed
                        ? Outcome.done(project)
                        : Outcome.<Project>refused(new Refusal.Forbidden(
                                "other-side", "您不以该身份参加本次抽取", "You do not take part in this draw on that side")))
                .then(find(tx, key));
    }

    private Function<Project, Outcome<At>> find(Transaction tx, RunKey key) {
        return project -> {
            Optional<DrawRun> found = attempts.run(tx, key);
            if (found.isEmpty()) {
                return DrawRefusals.noAttempt();
            }
            return Outcome.done(new At(
                    project,
                    attempts.standing(tx, found.get()),
                    keys.get(tx, project.id(), found.get().keySet())));
        };
    }
}
