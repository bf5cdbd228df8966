package org.gongping.core.deposit;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.bid.Bid;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.tender.ProjectAccess;
import org.gongping.core.tender.ProjectLaw;
import org.gongping.core.tender.gate.RefundCause;

/**
 * The owner decides that a deposit is kept: on a listed ground, with a reason and evidence. The bidder
 * may dispute it; the owner carries out how the dispute ended, with the digest of that decision.
 */
public final class RetainDeposit {
    private final ProjectAccess access;
    private final ProjectLaw laws;
    private final BidderDesk desk;
    private final EvidenceRepository evidence;
    private final DepositSteps steps;

    public RetainDeposit(
            ProjectAccess access,
            ProjectLaw laws,
            BidderDesk desk,
            DepositRepository deposits,
            EvidenceRepository evidence,
            AuditLog audit) {
        this.access = access;
        this.laws = laws;
        this.desk = desk;
        this.evidence = evidence;
        this.steps = new DepositSteps(desk, deposits, audit);
    }

    /** @param evidenceSha256 digest of a document that was added as evidence */
    public record Decision(BigDecimal amount, String ground, String reason, String evidenceSha256) {}

    /** @param released yuan of what was retained that are to be refunded; zero where the decision stands */
    public record Settlement(BigDecimal released, String reason, String evidenceSha256) {}

    public Outcome<DepositStanding> retain(
            Transaction tx, Actor actor, UUID projectId, UUID lotId, UUID depositId, Decision decision) {
        return byOwner(tx, actor, projectId, lotId, depositId, at -> {
            Optional<RetentionGround> ground = RetentionGround.of(at.project().regime()).stream()
                    .filter(each -> each.code().equals(decision.ground()))
                    .findFirst();
            if (ground.isEmpty()) {
                return Outcome.refused(Refusal.Invalid.of(
                        "/ground", "不是本项目法律制度下可以不予退还的情形", "No ground of this regime on which a deposit may be kept"));
            }
            if (!isToTheFen(decision.amount())) {
                return Outcome.refused(Refusal.Invalid.of("/amount", "金额精确到分", "To the fen"));
            }
            BigDecimal left =
                    at.deposit().due().subtract(at.deposit().ledger().balances().retained());
            if (decision.amount().compareTo(left) > 0) {
                return Outcome.refused(Refusal.Invalid.of(
                        "/amount",
                        "不予退还的金额不得超过应缴金额，最多 " + left.toPlainString() + " 元",
                        "No more is kept than was asked: at most " + left.toPlainString() + " yuan"));
            }
            if (isOfNoBid(tx, at)) {
                return Outcome.refused(new Refusal.Conflict(
                        "no-bid",
                        "投标截止时未递交投标文件的视为撤回，保证金应予退还（规则 S03、D05、D07）",
                        "What was not submitted by the deadline counts as withdrawn: the deposit goes back (rules S03, D05, D07)",
                        Optional.empty()));
            }
            if (!isOnRecord(tx, at, ground.get().needs())) {
                return noSuchEvent(ground.get());
            }
            if (isUnknown(tx, at, decision.evidenceSha256())) {
                return noEvidence();
            }
            return steps.take(
                    tx,
                    at,
                    AuditKind.DEPOSIT_RETAIN,
                    DepositEvent.of(DepositEvent.Kind.RETAINED, desk.now(), decision.amount())
                            .with("ground", ground.get().code())
                            .with("groundZh", ground.get().name().zh())
                            .with("groundEn", ground.get().name().en())
                            .with("article", ground.get().article().zh())
                            .with("reason", decision.reason())
                            .with("evidenceSha256", decision.evidenceSha256()));
        });
    }

    private static <T> Outcome<T> noSuchEvent(RetentionGround ground) {
        String name = ground.name().zh();
        return Outcome.refused(new Refusal.Conflict(
                "no-such-event",
                switch (ground.needs()) {
                    case AWARD -> "本标段尚未定该投标人中标，不得以“" + name + "”为由不予退还";
                    case REVOKED -> "开标记录中该投标没有因投标人原因视为撤销，不得以“" + name + "”为由不予退还";
                    case BID -> "该投标的开启结果尚未记录，或者非因投标人原因未开启，不得以“" + name + "”为由不予退还";
                },
                switch (ground.needs()) {
                    case AWARD -> "The lot is not awarded to this bidder: its deposit cannot be kept on this ground";
                    case REVOKED ->
                        "The opening does not have the bid on record as revoked by its bidder's fault: its deposit cannot be"
                                + " kept on this ground";
                    case BID ->
                        "It is not on record what became of the bid, or it stayed closed without the bidder's fault: its"
                                + " deposit cannot be kept on this ground";
                },
                Optional.empty()));
    }

    private boolean isUnknown(Transaction tx, DepositSteps.At at, String sha256) {
        return evidence.find(tx, at.project().id(), at.deposit().id(), sha256).isEmpty();
    }

    private static <T> Outcome<T> noEvidence() {
        return Outcome.refused(Refusal.Invalid.of(
                "/evidenceSha256",
                "请先上传作为依据的文件：这份保证金下没有该文件",
                "Add the document first: there is no such evidence with this deposit"));
    }

    private boolean isOnRecord(Transaction tx, DepositSteps.At at, RetentionGround.Needs needs) {
        return desk.bid(tx, at.project(), at.lot(), at.deposit())
                .filter(bid -> switch (needs) {
                    case BID -> bid.state() != Bid.State.RECEIVED && bid.state() != Bid.State.NOT_OPENED_OTHER_CAUSE;
                    case REVOKED -> bid.state() == Bid.State.NOT_OPENED_BIDDER_CAUSE;
                    case AWARD -> bid.id().equals(at.lot().winner());
                })
                .isPresent();
    }

    private boolean isOfNoBid(Transaction tx, DepositSteps.At at) {
        return desk.standing(tx, at.law(), at.project(), at.lot(), at.deposit(), desk.now())
                .started()
                .filter(start -> start.cause() == RefundCause.NOT_SUBMITTED)
                .isPresent();
    }

    public Outcome<DepositStanding> dispute(
            Transaction tx, Actor actor, UUID projectId, UUID lotId, UUID depositId, String reason) {
        return desk.acting(tx, actor, projectId, lotId).then(place -> {
            if (place.isBeforeDeadline()) {
                return Outcome.refused(new Refusal.WrongPhase(
                        place.lot().phase().code(), "OPENING", "投标截止后方可提出", "Only from the deadline on"));
            }
            return steps.ofBidder(tx, place, depositId)
                    .then(deposit -> steps.take(
                            tx,
                            new DepositSteps.At(actor, Role.BIDDER, place.project(), place.lot(), place.law(), deposit),
                            AuditKind.DEPOSIT_DISPUTE,
                            DepositEvent.of(DepositEvent.Kind.DISPUTED, place.now())
                                    .with("reason", reason)));
        });
    }

    public Outcome<DepositStanding> settle(
            Transaction tx, Actor actor, UUID projectId, UUID lotId, UUID depositId, Settlement settlement) {
        return byOwner(tx, actor, projectId, lotId, depositId, at -> {
            if (!isToTheFen(settlement.released())) {
                return Outcome.refused(Refusal.Invalid.of("/released", "金额精确到分", "To the fen"));
            }
            if (isUnknown(tx, at, settlement.evidenceSha256())) {
                return noEvidence();
            }
            return steps.take(
                    tx,
                    at,
                    AuditKind.DEPOSIT_SETTLE,
                    DepositEvent.of(DepositEvent.Kind.SETTLED, desk.now(), settlement.released())
                            .with("reason", settlement.reason())
                            .with("evidenceSha256", settlement.evidenceSha256()));
        });
    }

    private Outcome<DepositStanding> byOwner(
            Transaction tx,
            Actor actor,
            UUID projectId,
            UUID lotId,
            UUID depositId,
            Function<DepositSteps.At, Outcome<DepositStanding>> act) {
        return access.acting(tx, actor, projectId, Role.PROJECT_OWNER)
                .then(project -> ProjectAccess.lotOf(project, lotId)
                        .then(lot -> steps.ofParty(tx, project, lot, depositId)
                                .then(deposit -> act.apply(new DepositSteps.At(
                                        actor, Role.PROJECT_OWNER, project, lot, laws.locked(tx, project), deposit)))));
    }

    static boolean isToTheFen(BigDecimal amount) {
        return amount == null || amount.stripTrailingZeros().scale() <= 2;
    }
}
