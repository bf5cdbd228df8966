package org.gongping.core.opening;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.audit.PersonalData;
import org.gongping.core.bid.Bid;
import org.gongping.core.bid.BidRepository;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.rule.Verdict;
import org.gongping.core.tender.GateCheck;
import org.gongping.core.tender.Lot;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.ProjectAccess;
import org.gongping.core.tender.ProjectLaw;
import org.gongping.core.tender.gate.BidEntryFacts;
import org.gongping.core.tender.gate.BidEntryGate;

/**
 * Enters what was read out of one bid (唱标), or that it could not be opened and by whose cause (rules O02, O03, O07). A
 * price above the ceiling is entered all the same: it is a ground of rejection for the committee to vote on (rule P06).
 */
public final class ReadBid {
    /** As many decimals of a share as are kept. */
    private static final int SHARE_SCALE = 6;

    private final ProjectAccess access;
    private final ProjectLaw laws;
    private final BidRepository bids;
    private final PersonalData personalData;
    private final ReadOpening reader;
    private final AuditLog audit;
    private final InstantSource clock;

    public ReadBid(
            ProjectAccess access,
            ProjectLaw laws,
            BidRepository bids,
            PersonalData personalData,
            ReadOpening reader,
            AuditLog audit,
            InstantSource clock) {
        this.access = access;
        this.laws = laws;
        this.bids = bids;
        this.personalData = personalData;
        this.reader = reader;
        this.audit = audit;
        this.clock = clock;
    }

    /** What was read. Parts that the opening summary does not state are null. */
    public record Command(
            Bid.State outcome,
            BigDecimal price,
            Integer periodDays,
            String projectManager,
            Bid.FirmSize firmSize,
            BigDecimal smallFirmShare,
            String reason) {}

    public Outcome<Opening> execute(
            Transaction tx, Actor actor, UUID projectId, UUID lotId, UUID bidId, int seenVersion, Command command) {
        return OpeningDesk.holding(
                access.acting(tx, actor, projectId, Role.TENDER_AGENT),
                lotId,
                (project, lot) -> bids.find(tx, projectId, lotId, bidId)
                        .map(Outcome::done)
                        .orElseGet(() -> Outcome.refused(new Refusal.NotFound("bid")))
                        .then(bid -> bid.submissionId() == null
                                ? Outcome.done(bid)
                                : Outcome.refused(new Refusal.Forbidden(
                                        "sealed",
                                        "该投标由系统从密封的开标一览表中读出，不得手工录入或修改",
                                        "This bid is read out of its sealed envelope; nobody enters or changes it")))
                        .then(bid -> bid.version() == seenVersion
                                ? Outcome.done(bid)
                                : Outcome.refused(new Refusal.Conflict(
                                        "changed-meanwhile",
                                        "该投标的唱标内容已被他人修改，请核对当前内容",
                                        "Somebody changed this reading meanwhile: compare with the present state",
                                        Optional.of(reader.read(tx, project, lot, true)))))
                        .then(bid -> complete(command).map(sound -> {
                            record(tx, actor, Role.TENDER_AGENT.token(), project, lot, bid, sound);
                            return reader.read(tx, project, lot, true);
                        })));
    }

    private static Outcome<Command> complete(Command command) {
        List<Refusal.FieldError> errors = new ArrayList<>();
        if (command.outcome() == Bid.State.OPENED) {
            if (command.price() == null) {
                errors.add(new Refusal.FieldError("/price", "请填写投标报价", "Enter the bid price"));
            }
        } else {
            if (command.reason() == null || command.reason().isBlank()) {
                errors.add(new Refusal.FieldError("/reason", "未能开启的投标须写明原因", "Say why the bid could not be opened"));
            }
            if (command.price() != null) {
                errors.add(new Refusal.FieldError("/price", "未开启的投标没有报价", "A bid that was not opened has no price"));
            }
        }
        BigDecimal share = command.smallFirmShare();
        boolean isShare = share == null
                || share.signum() >= 0
                        && share.compareTo(BigDecimal.ONE) <= 0
                        && share.stripTrailingZeros().scale() <= SHARE_SCALE;
        if (!isShare) {
            errors.add(new Refusal.FieldError(
                    "/smallFirmShare",
                    "份额为 0 至 1 之间的小数，最多六位",
                    "A share lies between 0 and 1, with six decimals at most"));
        }
        return errors.isEmpty() ? Outcome.done(command) : Outcome.refused(new Refusal.Invalid(errors));
    }

    /** Writes what is complete; for whoever has seen to it that it is due. */
    public void record(
            Transaction tx, Actor actor, String side, Project project, Lot lot, Bid before, Command command) {
        Instant now = clock.instant();
        Optional<PersonalData.Datum> manager = Optional.ofNullable(command.projectManager())
                .map(name -> personalData.keep(tx, project.id(), "projectManager", name));
        Bid bid = new Bid(
                before.id(),
                before.no(),
                before.bidderName(),
                before.creditCode(),
                command.outcome(),
                command.price(),
                command.periodDays(),
                manager.map(PersonalData.Datum::id).orElse(null),
                command.firmSize(),
                command.smallFirmShare(),
                command.reason(),
                now,
                before.rejection(),
                before.submissionId(),
                before.version());
        bids.update(tx, project.id(), lot.id(), bid);
        audit.append(
                tx,
                AuditStep.inTender(AuditKind.OPENING_READ, actor, side, project.id(), project.code())
                        .object("bid", bid.id())
                        .rule(project.ruleSet())
                        .with("no", bid.no())
                        .with("outcome", bid.state().name())
                        .with("price", bid.price())
                        .with(
                                "periodDays",
                                bid.periodDays() == null
                                        ? null
                                        : bid.periodDays().toString())
                        .with(
                                "projectManager",
                                manager.map(PersonalData.Datum::ref).orElse(null))
                        .with(
                                "firmSize",
                                bid.firmSize() == null ? null : bid.firmSize().name())
                        .with("smallFirmShare", bid.smallFirmShare())
                        .with("reason", bid.reason())
                        .with("version", bid.version() + 1L)
                        .with("verdicts", GateCheck.summary(verdicts(tx, project, lot, bid))));
    }

    private List<Verdict> verdicts(Transaction tx, Project project, Lot lot, Bid bid) {
        return bid.price() == null
                ? List.of()
                : new BidEntryGate(laws.locked(tx, project))
                        .check(new BidEntryFacts(bid.price(), BidLimits.of(project, lot)));
    }
}
