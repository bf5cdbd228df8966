package org.gongping.draw.request;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.gongping.draw.plan.CommitteePlan;

/**
 * The request for a draw of experts (专家抽取申请), one a tender.
 *
 * @param version grows with every change; 1 for the first
 * @param submittedBy subject of whoever submitted it last
 */
public record DrawRequest(
        UUID projectId,
        State state,
        CommitteePlan plan,
        int version,
        Optional<String> submittedBy,
        Optional<Instant> submittedAt,
        Optional<Instant> decidedAt,
        Optional<String> returnedReason) {
    /** Where it stands. A plan that is changed is a draft again. */
    public enum State {
        DRAFT,
        SUBMITTED,
        APPROVED,
        RETURNED
    }

    static DrawRequest first(UUID projectId, CommitteePlan plan) {
        return new DrawRequest(
                projectId,
                State.DRAFT,
                plan,
                1,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    DrawRequest drafted(CommitteePlan changed) {
        return new DrawRequest(
                projectId,
                State.DRAFT,
                changed,
                version + 1,
                submittedBy,
                submittedAt,
                Optional.empty(),
                Optional.empty());
    }

    DrawRequest submitted(String by, Instant at) {
        return new DrawRequest(
                projectId,
                State.SUBMITTED,
                plan,
                version + 1,
                Optional.of(by),
                Optional.of(at),
                Optional.empty(),
                Optional.empty());
    }

    DrawRequest approved(CommitteePlan waived, Instant at) {
        return new DrawRequest(
                projectId,
                State.APPROVED,
                waived,
                version + 1,
                submittedBy,
                submittedAt,
                Optional.of(at),
                Optional.empty());
    }

    DrawRequest returned(String reason, Instant at) {
        return new DrawRequest(
                projectId,
                State.RETURNED,
                plan,
                version + 1,
                submittedBy,
                submittedAt,
                Optional.of(at),
                Optional.of(reason));
    }
}
