package org.gongping.core.bid.submission;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.bid.OnWithdrawal;
import org.gongping.core.bid.RegistrationRepository;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.tender.ProjectRepository;

/** Withdraws a bid before the deadline (撤回; 招标投标法实施条例 Art. 35). Another one may be submitted after it. */
public final class WithdrawBid {
    private final Bidding bidding;
    private final SubmissionRepository submissions;
    private final OnWithdrawal alsoThen;
    private final AuditLog audit;
    private final InstantSource clock;

    public WithdrawBid(
            ProjectRepository projects,
            RegistrationRepository registrations,
            SubmissionRepository submissions,
            OnWithdrawal alsoThen,
            AuditLog audit,
            InstantSource clock) {
        this.bidding = new Bidding(projects, registrations, clock);
        this.submissions = submissions;
        this.alsoThen = alsoThen;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param reason may be null */
    public Outcome<List<Submission>> execute(Transaction tx, Actor actor, UUID projectId, UUID lotId, String reason) {
        return bidding.acting(tx, actor, projectId, lotId).then(desk -> {
            UUID registrationId = desk.registration().id();
            Optional<Submission> last = submissions.list(tx, projectId, lotId, registrationId).stream()
                    .filter(each -> each.withdrawnAt() == null)
                    .reduce((_, later) -> later);
            if (last.isEmpty()) {
                return Outcome.refused(new Refusal.Conflict(
                        "nothing-submitted", "没有可撤回的投标", "There is no bid to withdraw", Optional.empty()));
            }
            submissions.withdraw(tx, projectId, lotId, registrationId, clock.instant());
            audit.append(
                    tx,
                    AuditStep.inTender(
                                    AuditKind.BID_WITHDRAW,
                                    actor,
                                    Role.BIDDER.token(),
                                    projectId,
                                    desk.project().code())
                            .onBidderStream(registrationId)
                            .object("registration", registrationId)
                            .rule(desk.project().ruleSet())
                            .with("bidder", desk.registration().organisation().creditCode())
                            .with("lot", desk.lot().no())
                            .with("upTo", last.get().no())
                            .with("reason", reason));
            alsoThen.withdrawn(tx, actor, desk.project(), lotId, desk.registration(), clock.instant());
            return bidding.inTime(desk).map(_ -> submissions.list(tx, projectId, lotId, registrationId));
        });
    }
}
