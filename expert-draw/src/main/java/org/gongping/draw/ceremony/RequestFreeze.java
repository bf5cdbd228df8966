package org.gongping.draw.ceremony;

import java.util.Optional;
import org.gongping.core.Refusal;
import org.gongping.core.db.Transaction;
import org.gongping.core.tender.Project;
import org.gongping.draw.protocol.DrawId;

/**
 * Whether the request for a draw may still be changed. An attempt is held for the plan with which it began: while it runs, and
 * once it has a result, a change could do nothing, until the supervisor has ordered another attempt (§5.3). After an ABORT
 * nobody is drawn, and the request is drawn up again.
 */
public final class RequestFreeze {
    private final AttemptRepository attempts = new AttemptRepository();
    private final OrderRepository orders = new OrderRepository();

    /** Why nothing of the request is changed now; whoever asks has locked the project. */
    public Optional<Refusal> refusal(Transaction tx, Project project) {
        Optional<Attempt> last = attempts.last(tx, project.id());
        if (last.isEmpty()) {
            return Optional.empty();
        }
        Standing standing = attempts.standing(tx, last.get());
        if (standing.isRunning()) {
            return Optional.of(new Refusal.Conflict(
                    "draw-running",
                    "第 " + last.get().number() + " 次抽取正在进行，所依据的申请和排除名单已经固定，不能再改",
                    "Attempt " + last.get().number()
                            + " is under way: the request and the exclusions that it began with are fixed",
                    Optional.of(StartGate.RunningAttempt.of(standing))));
        }
        DrawId draw = last.get().draw();
        if (standing.state() == Standing.State.ABORTED || isOrdered(tx, project, draw)) {
            return Optional.empty();
        }
        return Optional.of(new Refusal.Conflict(
                "drawn-already",
                "第 " + draw.attempt() + " 次抽取已有结果，再改申请或排除名单不起作用；确需重新抽取的，先由监督部门签署 " + draw.next() + " 的指令",
                "Attempt " + draw.attempt()
                        + " has a result, and no change of request or exclusions has any effect: for another"
                        + " draw the supervisor first signs the order for " + draw.next(),
                Optional.empty()));
    }

    private boolean isOrdered(Transaction tx, Project project, DrawId last) {
        return orders.list(tx, project.id()).stream().anyMatch(order -> order.isForAttemptAfter(last));
    }
}
