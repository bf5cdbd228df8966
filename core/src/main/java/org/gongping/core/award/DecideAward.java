package org.gongping.core.award;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.rule.Law;
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

/**
 * The owner decides the winner among the candidates (rules T12, T18; 招标投标法 Art. 40, 实施条例 Art. 55, 政采条例
 * Art. 43). Another than the first needs a written reason.
 */
public final class DecideAward {
    private final ProjectAccess access;
    private final ProjectRepository projects;
    private final ProjectLaw laws;
    private final ReadRanking reader;
    private final AuditLog audit;
    private final InstantSource clock;

    public DecideAward(
            ProjectAccess access,
            ProjectRepository projects,
            ProjectLaw laws,
            ReadRanking reader,
            AuditLog audit,
            InstantSource clock) {
        this.access = access;
        this.projects = projects;
        this.laws = laws;
        this.reader = reader;
        this.audit = audit;
        this.clock = clock;
    }

    /** {@code reason} may be null for the first candidate. */
    public record Command(UUID bidId, String reason, List<GateCheck.Acknowledgement> acknowledgements) {}

    public Outcome<Ranking> execute(Transaction tx, Actor actor, UUID projectId, UUID lotId, Command command) {
        Instant now = clock.instant();
        return access.acting(tx, actor, projectId, Role.PROJECT_OWNER)
                .then(project -> ProjectAccess.lotOf(project, lotId).then(lot -> {
                    boolean decidable = lot.phase() instanceof LotPhase.CandidateNotice
                            || lot.phase() instanceof LotPhase.ReportReceived;
                    if (!decidable) {
                        return ProjectAccess.wrongPhase(
                                lot,
                                "REPORT_RECEIVED, CANDIDATE_NOTICE",
                                "收到评标报告（工程建设为公示期满）后方可定标",
                                "The winner is decided once the report is received and the notice is over");
                    }
                    return chosen(reader.read(tx, project, lot, List.of()), command)
                            .then(rank -> {
                                Law law = laws.locked(tx, project);
                                List<Verdict> verdicts = new AwardGate(law)
                                        .decide(new AwardFacts(
                                                project.mustTenderByLaw(),
                                                now,
                                                Optional.ofNullable(lot.dates().noticeAt()),
                                                Optional.ofNullable(lot.dates().noticeEndsAt()),
                                                Optional.ofNullable(lot.dates().reportReceivedAt()),
                                                Optional.empty()));
                                return GateCheck.pass(verdicts, command.acknowledgements())
                                        .map(passed -> decide(tx, actor, project, lot, command, passed, now));
                            });
                }));
    }

    private static Outcome<Integer> chosen(Ranking ranking, Command command) {
        Optional<RankedBid> bid = ranking.bids().stream()
                .filter(each -> each.bidId().equals(command.bidId()) && each.rank() != null)
                .filter(each -> isCandidate(each, ranking))
                .findFirst();
        if (bid.isEmpty()) {
            return Outcome.refused(
                    Refusal.Invalid.of("/bidId", "只能在中标候选人中确定中标人", "The winner is chosen among the candidates"));
        }
        boolean reasoned = command.reason() != null && !command.reason().isBlank();
        if (bid.get().rank() != 1 && !reasoned) {
            return Outcome.refused(Refusal.Invalid.of(
                    "/reason",
                    "未选择第一名的，须写明理由（《招标投标法实施条例》第五十五条）",
                    "Another than the first candidate needs a written reason (实施条例 Art. 55)"));
        }
        return Outcome.done(bid.get().rank());
    }

    /** One of those published, or where nothing is published before the decision, one of the first of the ranking. */
    private static boolean isCandidate(RankedBid bid, Ranking ranking) {
        return ranking.candidates().isEmpty()
                ? bid.rank() <= ranking.maxCandidates()
                : ranking.candidates().contains(bid.bidId());
    }

    private Ranking decide(
            Transaction tx,
            Actor actor,
            Project project,
            Lot before,
            Command command,
            GateCheck.Passed passed,
            Instant now) {
        Lot lot = before.in(
                new LotPhase.AwardDecided(command.bidId(), before.dates().reportReceivedAt(), now),
                before.dates().withDecision(now));
        projects.updateLot(tx, project.id(), lot);
        projects.touch(tx, project.id());
        audit.append(
                tx,
                passed.into(AuditStep.inTender(
                                AuditKind.AWARD_DECIDE, actor, Role.PROJECT_OWNER.token(), project.id(), project.code())
                        .object("lot", lot.id())
                        .rule(project.ruleSet())
                        .with("bid", command.bidId().toString())
                        .with("reason", command.reason())));
        return reader.read(tx, projects.find(tx, project.id()).orElseThrow(), lot, passed.verdicts());
    }
}
