package org.gongping.core.opening;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.gongping.core.Ids;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.bid.Bid;
import org.gongping.core.bid.BidRepository;
import org.gongping.core.bid.RegistrationRepository;
import org.gongping.core.bid.plan.OpeningPlan;
import org.gongping.core.bid.plan.OpeningPlanRepository;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.notice.Notice;
import org.gongping.core.notice.NoticeBody;
import org.gongping.core.notice.PublishNotice;
import org.gongping.core.opening.hall.OpenHall;
import org.gongping.core.organisation.CreditCode;
import org.gongping.core.rule.Verdict;
import org.gongping.core.tender.GateCheck;
import org.gongping.core.tender.Lot;
import org.gongping.core.tender.LotPhase;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.ProjectAccess;
import org.gongping.core.tender.ProjectLaw;
import org.gongping.core.tender.ProjectRepository;
import org.gongping.core.tender.gate.OpeningFacts;
import org.gongping.core.tender.gate.OpeningGate;

/**
 * Opens the meeting at the deadline, with the list of bids received (rules T08, T09). With fewer bids than the minimum
 * there is no opening: the lot is declared failed instead (招标投标法 Art. 28, 实施条例 Art. 44; 87号令 Art. 41).
 */
public final class StartOpening {
    private final ProjectAccess access;
    private final ProjectRepository projects;
    private final ProjectLaw laws;
    private final BidRepository bids;
    private final OpeningPlanRepository plans;
    private final ReceivedBids received;
    private final RegistrationRepository registrations;
    private final OpenHall hall;
    private final PublishNotice notices;
    private final ReadOpening reader;
    private final AuditLog audit;
    private final InstantSource clock;
    private final Ids ids;

    public StartOpening(
            ProjectAccess access,
            ProjectRepository projects,
            ProjectLaw laws,
            BidRepository bids,
            OpeningPlanRepository plans,
            ReceivedBids received,
            RegistrationRepository registrations,
            OpenHall hall,
            PublishNotice notices,
            ReadOpening reader,
            AuditLog audit,
            InstantSource clock,
            Ids ids) {
        this.access = access;
        this.projects = projects;
        this.laws = laws;
        this.bids = bids;
        this.plans = plans;
        this.received = received;
        this.registrations = registrations;
        this.hall = hall;
        this.notices = notices;
        this.reader = reader;
        this.audit = audit;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * A bidder whose bid was received by the deadline.
     *
     * @param submissionId the sealed bid; null where the list was entered by hand
     */
    public record Received(String bidderName, String creditCode, UUID submissionId) {
        public Received(String bidderName, String creditCode) {
            this(bidderName, creditCode, null);
        }
    }

    /** The list of bids received, and reasons for warnings. */
    public record Command(List<Received> received, List<GateCheck.Acknowledgement> acknowledgements) {}

    /**
     * Opens at the deadline without anybody's command, where bids are sealed and no rule stands against it; otherwise it
     * waits for the agent.
     */
    public void byItself(Transaction tx, Actor server, Project project, UUID lotId) {
        Command command = new Command(List.of(), List.of());
        ready(tx, project, lotId, command)
                .then(ready -> GateCheck.pass(ready.verdicts(), List.of())
                        .map(passed -> open(tx, server, "server", ready, passed)));
    }

    public Outcome<Opening> start(Transaction tx, Actor actor, UUID projectId, UUID lotId, Command command) {
        return atDeadline(tx, actor, projectId, lotId, command)
                .then(ready -> GateCheck.pass(ready.verdicts(), command.acknowledgements())
                        .map(passed -> open(tx, actor, Role.TENDER_AGENT.token(), ready, passed)));
    }

    /** The way out when too few bids were received. Refused as long as the rule does not forbid the opening. */
    public Outcome<Project> declareFailed(Transaction tx, Actor actor, UUID projectId, UUID lotId, Command command) {
        return atDeadline(tx, actor, projectId, lotId, command).then(ready -> {
            Optional<Verdict> cause = ready.verdicts().stream()
                    .filter(verdict -> verdict.ruleId().equals("T09") && verdict.blocks())
                    .findFirst();
            if (cause.isEmpty()) {
                return Outcome.refused(new Refusal.Conflict(
                        "not-failed",
                        "收到的投标不少于规定数量（或截止时间未到），不能宣布流标",
                        "The deadline has not come, or as many bids as the rule asks for were received",
                        Optional.empty()));
            }
            return Outcome.done(fail(tx, actor, ready, cause.get()));
        });
    }

    private record Ready(
            Project project,
            Lot lot,
            Optional<OpeningPlan> plan,
            List<Received> received,
            List<Verdict> verdicts,
            Instant now) {}

    private Outcome<Ready> atDeadline(Transaction tx, Actor actor, UUID projectId, UUID lotId, Command command) {
        return access.acting(tx, actor, projectId, Role.TENDER_AGENT)
                .then(project -> ready(tx, project, lotId, command));
    }

    private Outcome<Ready> ready(Transaction tx, Project project, UUID lotId, Command command) {
        Instant now = clock.instant();
        return ProjectAccess.lotOf(project, lotId).then(lot -> {
            if (!(lot.phase() instanceof LotPhase.Published)) {
                return ProjectAccess.wrongPhase(
                        lot, "PUBLISHED", "该标段已开标或尚未发布", "This lot is opened already, or not published");
            }
            Optional<OpeningPlan> plan = plans.find(tx, project.id());
            List<Received> sealed = received.of(tx, project, lotId).orElse(List.of());
            return checkList(plan.isPresent() ? sealed : command.received()).map(list -> {
                List<Verdict> verdicts = new OpeningGate(laws.locked(tx, project))
                        .check(new OpeningFacts(
                                now, project.bidDeadline(), project.openingTime(), OptionalInt.of(list.size())));
                return new Ready(project, lot, plan, list, verdicts, now);
            });
        });
    }

    private static Outcome<List<Received>> checkList(List<Received> received) {
        List<Refusal.FieldError> errors = new ArrayList<>();
        Set<String> codes = new HashSet<>();
        for (int i = 0; i < received.size(); i++) {
            String code = received.get(i).creditCode();
            String pointer = "/received/" + i + "/creditCode";
            if (!CreditCode.isValid(code)) {
                errors.add(new Refusal.FieldError(
                        pointer, "统一社会信用代码校验位不正确", "The check character of the credit code does not agree"));
            } else if (!codes.add(code)) {
                errors.add(new Refusal.FieldError(pointer, "同一投标人重复列出", "The same bidder is listed twice"));
            }
        }
        return errors.isEmpty() ? Outcome.done(received) : Outcome.refused(new Refusal.Invalid(errors));
    }

    private Opening open(Transaction tx, Actor actor, String side, Ready ready, GateCheck.Passed passed) {
        Project project = ready.project();
        Lot lot = ready.lot()
                .in(new LotPhase.Opening(ready.now()), ready.lot().dates().withOpening(ready.now()));
        projects.updateLot(tx, project.id(), lot);
        projects.touch(tx, project.id());
        bids.insert(tx, project.id(), lot.id(), listed(ready.received()));
        joinStreams(tx, actor, side, project);
        audit.append(
                tx,
                passed.into(step(AuditKind.OPENING_START, actor, side, project, lot)
                        .rule(project.ruleSet())
                        .with("received", codes(ready))));
        ready.plan().ifPresent(plan -> hall.execute(tx, project.id(), lot.id(), plan, ready.now()));
        return reader.read(tx, projects.find(tx, project.id()).orElseThrow(), lot, true);
    }

    private Project fail(Transaction tx, Actor actor, Ready ready, Verdict cause) {
        Project project = ready.project();
        Lot lot = ready.lot()
                .in(
                        new LotPhase.Failed(ready.now(), cause.ruleId()),
                        ready.lot().dates().withFailure(ready.now()));
        projects.updateLot(tx, project.id(), lot);
        projects.touch(tx, project.id());
        joinStreams(tx, actor, Role.TENDER_AGENT.token(), project);
        NoticeBody body = new NoticeBody()
                .section("流标原因", "Why the tender failed")
                .fact("标段", "Lot", lot.name())
                .fact(
                        "收到投标（家）",
                        "Bids received",
                        String.valueOf(ready.received().size()))
                .text(cause.message().zh())
                .citations(List.of(cause));
        notices.execute(tx, project, lot, Notice.Kind.FAILED, body, ready.now(), null);
        audit.append(
                tx,
                step(AuditKind.TENDER_FAIL, actor, Role.TENDER_AGENT.token(), project, lot)
                        .rule(project.ruleSet())
                        .with("received", codes(ready))
                        .with("verdicts", GateCheck.summary(ready.verdicts())));
        return projects.find(tx, project.id()).orElseThrow();
    }

    private void joinStreams(Transaction tx, Actor actor, String side, Project project) {
        audit.joinBidderStreams(
                tx, AuditStep.inTender(AuditKind.STREAMS_JOIN, actor, side, project.id(), project.code()));
    }

    private static AuditStep step(AuditKind kind, Actor actor, String side, Project project, Lot lot) {
        return AuditStep.inTender(kind, actor, side, project.id(), project.code())
                .object("lot", lot.id());
    }

    private List<Bid> listed(List<Received> received) {
        List<Bid> list = new ArrayList<>();
        for (Received bidder : received) {
            list.add(Bid.received(
                    ids.next(), list.size() + 1, bidder.bidderName(), bidder.creditCode(), bidder.submissionId()));
        }
        return list;
    }

    private static List<String> codes(Ready ready) {
        return ready.received().stream().map(Received::creditCode).toList();
    }
}
