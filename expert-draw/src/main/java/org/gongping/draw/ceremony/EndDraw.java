package org.gongping.draw.ceremony;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.tender.Project;
import org.gongping.draw.transcript.StepBodies;

/** Ends an attempt without a result, visible for ever (§5.3). Past the deposits only a defective one does. */
public final class EndDraw {
    /** So ends an attempt before anybody has committed; another then needs the supervisor's order alone. */
    static final String RULES_DEFECT = "RULES_DEFECT";

    private final Running running;
    private final RecordStep records;

    EndDraw(Running running, RecordStep records) {
        this.running = running;
        this.records = records;
    }

    /** The supervisor ends it, before anybody can know anything. */
    public Outcome<Project> execute(Transaction tx, Actor actor, UUID projectId, int attempt, String reason) {
        return running.at(tx, actor, projectId, attempt, Party.SUPERVISOR).then(at -> {
            boolean possible = at.standing().state() == Standing.State.COMMITTING
                    || at.standing().state() == Standing.State.DEPOSITING;
            if (!possible) {
                return DrawRefusals.conflict(
                        "past-deposit",
                        "托管完成后的抽取一律进行到底，不得中止",
                        "An attempt past its deposits is always finished, and never aborted");
            }
            if (reason.equals(RULES_DEFECT)
                    && !at.standing().steps(Step.Slot.COMMIT).isEmpty()) {
                return DrawRefusals.conflict(
                        "committed",
                        "已有承诺，不得再以规则有误为由中止",
                        "Somebody has committed: the attempt cannot end for a defect of the rules any more");
            }
            abort(tx, RecordStep.By.party(actor, Party.SUPERVISOR), at, reason, List.of());
            return Outcome.done(at.project());
        });
    }

    /** @param missing parties that let their time pass */
    void abort(Transaction tx, RecordStep.By by, Running.At at, String reason, List<String> missing) {
        ObjectNode body = StepBodies.abort(at.attempt().draw(), reason);
        if (!missing.isEmpty()) {
            ArrayNode all = body.putArray("missing");
            missing.forEach(all::add);
        }
        records.write(tx, by, at.project(), at.attempt(), Step.Slot.END, Step.Kind.ABORT, "", body);
    }
}
