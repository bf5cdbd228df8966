package org.gongping.core.award;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.notice.Notice;
import org.gongping.core.notice.NoticeBody;
import org.gongping.core.notice.PublishNotice;
import org.gongping.core.rule.Law;
import org.gongping.core.rule.Verdict;
import org.gongping.core.tender.GateCheck;
import org.gongping.core.tender.Lot;
import org.gongping.core.tender.LotPhase;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.ProjectAccess;
import org.gongping.core.tender.ProjectLaw;
import org.gongping.core.tender.ProjectRepository;
import org.gongping.core.tender.gate.CandidateNoticeFacts;
import org.gongping.core.tender.gate.CandidateNoticeGate;

/** Publishes the winning candidates (rules T11, T12, V10; 招标投标法实施条例 Art. 53, 54). */
public final class PublishCandidates {
    private final ProjectAccess access;
    private final ProjectRepository projects;
    private final ProjectLaw laws;
    private final AwardRepository awards;
    private final ReadRanking reader;
    private final PublishNotice notices;
    private final AuditLog audit;
    private final InstantSource clock;

    public PublishCandidates(
            ProjectAccess access,
            ProjectRepository projects,
            ProjectLaw laws,
            AwardRepository awards,
            ReadRanking reader,
            PublishNotice notices,
            AuditLog audit,
            InstantSource clock) {
        this.access = access;
        this.projects = projects;
        this.laws = laws;
        this.awards = awards;
        this.reader = reader;
        this.notices = notices;
        this.audit = audit;
        this.clock = clock;
    }

    /** Candidates in the order of the notice, and when it ends. */
    public record Command(List<UUID> candidates, Instant endsAt, List<GateCheck.Acknowledgement> acknowledgements) {}

    public Outcome<Notice> execute(Transaction tx, Actor actor, UUID projectId, UUID lotId, Command command) {
        Instant now = clock.instant();
        return access.acting(tx, actor, projectId, Role.TENDER_AGENT)
                .then(project -> ProjectAccess.lotOf(project, lotId).then(lot -> {
                    if (!(lot.phase() instanceof LotPhase.ReportReceived report)) {
                        return ProjectAccess.wrongPhase(
                                lot,
                                "REPORT_RECEIVED",
                                "收到评标报告后方可公示中标候选人",
                                "Candidates are published once the report is received");
                    }
                    Ranking ranking = reader.read(tx, project, lot, List.of());
                    return ranked(ranking, command.candidates()).then(ranks -> {
                        Law law = laws.locked(tx, project);
                        List<Verdict> verdicts = new CandidateNoticeGate(law)
                                .check(new CandidateNoticeFacts(
                                        project.mustTenderByLaw(), report.receivedAt(), now, command.endsAt(), ranks));
                        return GateCheck.pass(verdicts, command.acknowledgements())
                                .map(passed -> publish(tx, actor, project, lot, ranking, command, passed, now));
                    });
                }));
    }

    private static Outcome<List<Integer>> ranked(Ranking ranking, List<UUID> candidates) {
        Map<UUID, Integer> ranks = new HashMap<>();
        ranking.bids().stream().filter(bid -> bid.rank() != null).forEach(bid -> ranks.put(bid.bidId(), bid.rank()));
        List<Refusal.FieldError> errors = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            if (!ranks.containsKey(candidates.get(i)) || candidates.indexOf(candidates.get(i)) != i) {
                errors.add(new Refusal.FieldError(
                        "/candidates/" + i, "该投标未进入排序，或重复列出", "This bid is not ranked, or is listed twice"));
            }
        }
        return errors.isEmpty()
                ? Outcome.done(candidates.stream().map(ranks::get).toList())
                : Outcome.refused(new Refusal.Invalid(errors));
    }

    private Notice publish(
            Transaction tx,
            Actor actor,
            Project project,
            Lot before,
            Ranking ranking,
            Command command,
            GateCheck.Passed passed,
            Instant now) {
        Lot lot = before.in(
                new LotPhase.CandidateNotice(before.dates().reportReceivedAt(), now, command.endsAt()),
                before.dates().withNotice(now, command.endsAt()));
        projects.updateLot(tx, project.id(), lot);
        projects.touch(tx, project.id());
        awards.insertCandidates(tx, project.id(), lot.id(), command.candidates());
        Notice notice = notices.execute(
                tx,
                project,
                lot,
                Notice.Kind.CANDIDATES,
                body(project, lot, ranking, command).citations(passed.verdicts()),
                now,
                command.endsAt());
        audit.append(
                tx,
                passed.into(AuditStep.inTender(
                                AuditKind.CANDIDATE_NOTICE,
                                actor,
                                Role.TENDER_AGENT.token(),
                                project.id(),
                                project.code())
                        .object("lot", lot.id())
                        .object("notice", notice.id())
                        .rule(project.ruleSet())
                        .with(
                                "candidates",
                                command.candidates().stream()
                                        .map(UUID::toString)
                                        .toList())
                        .with("endsAt", command.endsAt())));
        return notice;
    }

    private static NoticeBody body(Project project, Lot lot, Ranking ranking, Command command) {
        NoticeBody body = new NoticeBody()
                .section("公示", "Notice")
                .fact("项目编号", "Code", project.code())
                .fact("标段", "Lot", lot.name())
                .fact("公示开始", "From", NoticeBody.time(lot.dates().noticeAt()))
                .fact("公示结束", "To", NoticeBody.time(command.endsAt()))
                .fact("开标时间", "Opened", NoticeBody.time(lot.dates().openedAt()));
        NoticeBody.Table table = body.section("中标候选人", "Winning candidates")
                .table()
                .column("名次", "Rank", true)
                .column("投标人", "Bidder", false)
                .column("投标报价（元）", "Price (yuan)", true)
                .column("价格分", "Price score", true)
                .column("总分", "Total", true)
                .column("工期（日）", "Period (days)", true)
                .column("项目负责人", "Project manager", false);
        for (UUID id : command.candidates()) {
            ranking.bids().stream()
                    .filter(bid -> bid.bidId().equals(id))
                    .forEach(bid -> table.row(
                            String.valueOf(bid.rank()),
                            bid.bidderName(),
                            NoticeBody.amount(bid.price()),
                            bid.priceScore(),
                            bid.total(),
                            bid.periodDays() == null ? null : bid.periodDays().toString(),
                            bid.projectManager() == null
                                    ? null
                                    : ranking.managers().get(bid.projectManager())));
        }
        List<RankedBid> rejected =
                ranking.bids().stream().filter(bid -> bid.rejection() != null).toList();
        if (!rejected.isEmpty()) {
            NoticeBody.Table rejections = body.section("否决投标情况", "Rejected bids")
                    .table()
                    .column("投标人", "Bidder", false)
                    .column("依据（条例第五十一条）", "Ground (Art. 51)", true)
                    .column("理由", "Reason", false);
            rejected.forEach(bid -> rejections.row(
                    bid.bidderName(),
                    "第" + bid.rejection().ground() + "项",
                    bid.rejection().reason()));
        }
        return body;
    }
}
