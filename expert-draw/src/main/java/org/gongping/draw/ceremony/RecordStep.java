package org.gongping.draw.ceremony;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.gongping.core.audit.AuditEntry;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.opening.hall.HallRoom;
import org.gongping.core.opening.hall.HallStep;
import org.gongping.core.tender.Project;

/** Puts a step of an attempt on record: the record of the log and the row that holds the slot, in one transaction. */
final class RecordStep {
    private final AttemptRepository attempts;
    private final AuditLog audit;
    private final DrawNews news;
    private final HallRoom hall;

    RecordStep(AttemptRepository attempts, AuditLog audit, DrawNews news, HallRoom hall) {
        this.attempts = attempts;
        this.audit = audit;
        this.news = news;
        this.hall = hall;
    }

    /** Who takes the step, on which side. */
    record By(Actor actor, String side) {
        static By server() {
            return new By(Actor.SERVER, "server");
        }

        static By party(Actor actor, Party party) {
            return new By(actor, party.role().token());
        }
    }

    /** @param party empty for a step of nobody's own */
    Step write(
            Transaction tx,
            By by,
            Project project,
            DrawRun attempt,
            Step.Slot slot,
            Step.Kind kind,
            String party,
            ObjectNode body) {
        AuditEntry entry = append(tx, by, project, attempt, kind(kind), body);
        Step step = new Step(slot, party, kind, body, entry.id(), entry.createdAt());
        attempts.insert(tx, attempt, step);
        tell(tx, attempt, kind.name(), party);
        return step;
    }

    private AuditEntry append(
            Transaction tx, By by, Project project, DrawRun attempt, AuditKind kind, ObjectNode body) {
        return attempt instanceof ParameterAttempt of
                ? append(tx, step(by, project, kind).object("lot", of.lotId()), body)
                : append(tx, by, project, kind, body);
    }

    AuditEntry append(Transaction tx, By by, Project project, AuditKind kind, ObjectNode body) {
        return append(tx, step(by, project, kind), body);
    }

    private static AuditStep step(By by, Project project, AuditKind kind) {
        return AuditStep.inTender(kind, by.actor(), by.side(), project.id(), project.code());
    }

    private AuditEntry append(Transaction tx, AuditStep step, ObjectNode body) {
        body.properties().forEach(member -> step.with(member.getKey(), member.getValue()));
        return audit.append(tx, step);
    }

    void tell(Transaction tx, DrawRun attempt, String step, String party) {
        switch (attempt) {
            case Attempt of -> tell(tx, of.projectId(), of.number(), step, party);
            case ParameterAttempt of -> hall.tell(tx, of.projectId(), of.lotId(), HallStep.Kind.PARAMETERS, null);
        }
    }

    /** @param attempt of a committee's draw; 0 for what belongs to none */
    void tell(Transaction tx, UUID projectId, int attempt, String step, String party) {
        news.step(tx, projectId, attempt, step, party);
    }

    private static AuditKind kind(Step.Kind kind) {
        return switch (kind) {
            case RULES -> AuditKind.DRAW_RULES;
            case POOL -> AuditKind.DRAW_POOL;
            case COMMIT -> AuditKind.DRAW_COMMIT;
            case DEPOSIT -> AuditKind.DRAW_DEPOSIT;
            case DEPOSIT_CHECK -> AuditKind.DRAW_DEPOSIT_CHECK;
            case REVEAL -> AuditKind.DRAW_REVEAL;
            case ESCROW_OPEN -> AuditKind.DRAW_ESCROW_OPEN;
            case FINAL -> AuditKind.DRAW_FINAL;
            case RESULT -> AuditKind.DRAW_RESULT;
            case ABORT -> AuditKind.DRAW_ABORT;
        };
    }
}
