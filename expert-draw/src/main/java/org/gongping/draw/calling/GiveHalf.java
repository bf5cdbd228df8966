package org.gongping.draw.calling;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.db.Transaction;

/** Takes the half of a roster's key that an officer has opened, for one use. */
final class GiveHalf {
    private final CallingParts parts;

    GiveHalf(CallingParts parts) {
        this.parts = parts;
    }

    /** Whether the half may be taken, and what it does; changes nothing. */
    Outcome<HeldRosters.Fit> test(HeldRosters.Use use, DoneDraw draw, HeldRosters.Half half) {
        if (!parts.rosters().leads()) {
            return Outcome.refused(new Refusal.Conflict(
                    "another-server-calls",
                    "由另一台服务器负责通知，本服务器不接收密钥。请重试",
                    "Another server makes the calls and this one takes no keys. Try again",
                    Optional.empty()));
        }
        boolean another = draw.halfChecks()
                .filter(checks -> !checks.hold(draw.id(), half.party(), half.bytes()))
                .isPresent();
        if (another) {
            return Outcome.refused(
                    Refusal.Invalid.of(
                            "/half",
                            "提交的不是您在本次抽取中的密钥份额：请在登记密钥的设备上重新打开并提交",
                            "This is not your half of this draw's key: open it again on the device that registered your key, and send that"));
        }
        HeldRosters.Fit fit = parts.rosters().test(use, draw.id(), draw.rosterCheck(), half);
        return switch (fit) {
            case FIRST, JOINS -> Outcome.done(fit);
            case WRONG ->
                Outcome.refused(
                        Refusal.Invalid.of(
                                "/half",
                                "两份密钥不匹配：请双方在各自设备上重新打开本次抽取的密钥份额并提交",
                                "The two halves do not make the key: both officers open the half of this draw again and send it"));
            case SAME_PERSON ->
                Outcome.refused(new Refusal.Forbidden(
                        "same-person", "两份密钥不得由同一人提交", "The two halves must come from two people"));
        };
    }

    /** On record already; the half is kept once the transaction is durable. */
    void keep(
            Transaction tx,
            HeldRosters.Use use,
            DoneDraw draw,
            HeldRosters.Half half,
            Optional<HalfRepository.Presence> presence,
            UUID entryId) {
        Instant now = parts.clock().instant();
        parts.halves().insert(tx, use, half.party(), parts.rosters().server(), presence, entryId, now);
        tx.afterCommit(() -> parts.rosters().put(use, draw.id(), draw.rosterCheck(), half));
        parts.watch().changed(tx, draw.projectId());
    }
}
