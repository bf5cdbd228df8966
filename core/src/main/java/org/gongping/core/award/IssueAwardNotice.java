package org.gongping.core.award;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.bid.Bid;
import org.gongping.core.bid.BidRepository;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.notice.Notice;
import org.gongping.core.notice.NoticeBody;
import org.gongping.core.notice.PublishNotice;
import org.gongping.core.rule.Verdict;
import org.gongping.core.tender.GateCheck;
import org.gongping.core.tender.Lot;
import org.gongping.core.tender.LotPhase;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.ProjectAccess;
import org.gongping.core.tender.ProjectLaw;
import org.gongping.core.tender.ProjectRepository;
import org.gongping.core.tender.gate.AwardFacts;
import org.gongping.core.tender.gate.AwardGate;

/** Issues the award notice and announces the result (rules T12, T18; 招标投标法 Art. 45, 政采条例 Art. 43). */
public final class IssueAwardNotice {
    private final ProjectAccess access;
    private final ProjectRepository projects;
    private final ProjectLaw laws;
    private final BidRepository bids;
    private final PublishNotice notices;
    private final AuditLog audit;
    private final InstantSource clock;

    public IssueAwardNotice(
            ProjectAccess access,
            ProjectRepository projects,
            ProjectLaw laws,
            BidRepository bids,
            PublishNotice notices,
            AuditLog audit,
            InstantSource clock) {
        this.access = access;
        this.projects = projects;
        this.laws = laws;
        this.bids = bids;
        this.notices = notices;
        this.audit = audit;
        this.clock = clock;
    }

    public Outcome<Notice> execute(
            Transaction tx, Actor actor, UUID projectId, UUID lotId, List<GateCheck.Acknowledgement> acknowledgements) {
        Instant now = clock.instant();
        return access.acting(tx, actor, projectId, Role.TENDER_AGENT)
                .then(project -> ProjectAccess.lotOf(project, lotId).then(lot -> {
                    if (!(lot.phase() instanceof LotPhase.AwardDecided decided)) {
                        return ProjectAccess.wrongPhase(
                                lot,
                                "AWARD_DECIDED",
                                "招标人（采购人）定标后方可发出中标通知书",
                                "The award notice goes out once the owner has decided");
                    }
                    List<Verdict> verdicts = new AwardGate(laws.locked(tx, project))
                            .announce(new AwardFacts(
                                    project.mustTenderByLaw(),
                                    now,
                                    Optional.ofNullable(lot.dates().noticeAt()),
                                    Optional.ofNullable(lot.dates().noticeEndsAt()),
                                    Optional.of(decided.reportReceivedAt()),
                                    Optional.of(decided.decidedAt())));
                    return GateCheck.pass(verdicts, acknowledgements)
                            .map(passed -> issue(tx, actor, project, lot, decided, passed, now));
                }));
    }

    private Notice issue(
            Transaction tx,
            Actor actor,
            Project project,
            Lot before,
            LotPhase.AwardDecided decided,
            GateCheck.Passed passed,
            Instant now) {
        Lot lot = before.in(
                new LotPhase.Awarded(decided.winner(), decided.decidedAt(), now),
                before.dates().withAward(now));
        projects.updateLot(tx, project.id(), lot);
        projects.touch(tx, project.id());
        Bid winner = bids.find(tx, project.id(), lot.id(), decided.winner()).orElseThrow();
        NoticeBody body = new NoticeBody()
                .section("中标结果", "Result")
                .fact("项目编号", "Code", project.code())
                .fact("标段", "Lot", lot.name())
                .fact("中标人", "Winner", winner.bidderName())
                .fact("统一社会信用代码", "Credit code", winner.creditCode())
                .fact("中标金额（元）", "Award (yuan)", NoticeBody.amount(winner.price()))
                .fact(
                        "工期（日）",
                        "Period (days)",
                        winner.periodDays() == null ? null : winner.periodDays().toString())
                .fact("招标人（采购人）", "Owner", project.owner().name())
                .fact("代理机构", "Tendering agency", project.agent().name())
                .fact("定标时间", "Decided", NoticeBody.time(decided.decidedAt()))
                .fact("发出时间", "Issued", NoticeBody.time(now))
                .citations(passed.verdicts());
        Notice notice = notices.execute(tx, project, lot, Notice.Kind.AWARD, body, now, null);
        audit.append(
                tx,
                passed.into(AuditStep.inTender(
                                AuditKind.AWARD_NOTICE, actor, Role.TENDER_AGENT.token(), project.id(), project.code())
                        .object("lot", lot.id())
                        .object("notice", notice.id())
                        .rule(project.ruleSet())
                        .with("bid", winner.id().toString())));
        return notice;
    }
}
