package org.gongping.core.award;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.bid.BidRepository;
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
import org.gongping.core.tender.gate.ChargesGate;
import org.gongping.core.tender.gate.ContractGate;

/**
 * Records what the law asks for after the award: the contract (rules T14, D09; 招标投标法 Art. 46) and the written report to
 * the authority (rule T15; Art. 47). Lateness is a warning that a person answers with a reason.
 */
public final class RecordAfterAward {
    private final ProjectAccess access;
    private final ProjectRepository projects;
    private final ProjectLaw laws;
    private final BidRepository bids;
    private final AuditLog audit;
    private final InstantSource clock;

    public RecordAfterAward(
            ProjectAccess access,
            ProjectRepository projects,
            ProjectLaw laws,
            BidRepository bids,
            AuditLog audit,
            InstantSource clock) {
        this.access = access;
        this.projects = projects;
        this.laws = laws;
        this.bids = bids;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param performanceSecurity yuan that the contract takes; null where it takes none */
    public Outcome<Project> contract(
            Transaction tx,
            Actor actor,
            UUID projectId,
            UUID lotId,
            Instant signedAt,
            BigDecimal performanceSecurity,
            List<GateCheck.Acknowledgement> acknowledgements) {
        Instant now = clock.instant();
        return access.acting(tx, actor, projectId, Role.TENDER_AGENT)
                .then(project -> ProjectAccess.lotOf(project, lotId).then(lot -> {
                    if (!(lot.phase() instanceof LotPhase.Awarded awarded)) {
                        return ProjectAccess.wrongPhase(
                                lot, "AWARDED", "发出中标通知书后方可登记合同", "A contract follows the award notice, once");
                    }
                    if (signedAt.isAfter(now) || signedAt.isBefore(awarded.awardedAt())) {
                        return Outcome.refused(Refusal.Invalid.of(
                                "/signedAt",
                                "签订时间应在中标通知书发出之后、现在之前",
                                "A contract is signed after the award notice and not in the future"));
                    }
                    if (performanceSecurity != null
                            && performanceSecurity.stripTrailingZeros().scale() > 2) {
                        return Outcome.refused(
                                Refusal.Invalid.of("/performanceSecurity", "金额须精确到分", "An amount is to the fen"));
                    }
                    Law law = laws.locked(tx, project);
                    List<Verdict> verdicts = new ArrayList<>(new ContractGate(law).sign(awarded.awardedAt(), signedAt));
                    if (performanceSecurity != null) {
                        BigDecimal price = bids.find(tx, projectId, lotId, awarded.winner())
                                .orElseThrow()
                                .price();
                        verdicts.addAll(new ChargesGate(law).security(price, performanceSecurity));
                    }
                    return GateCheck.pass(verdicts, acknowledgements).map(passed -> {
                        LotPhase.Contracted contracted = new LotPhase.Contracted(
                                awarded.winner(), awarded.decidedAt(), awarded.awardedAt(), signedAt);
                        return write(
                                tx,
                                project,
                                lot.in(contracted, lot.dates().withContract(signedAt))
                                        .securedBy(performanceSecurity),
                                passed.into(step(AuditKind.CONTRACT_RECORD, actor, project, lot)
                                        .with("signedAt", signedAt)
                                        .with("performanceSecurity", performanceSecurity)));
                    });
                }));
    }

    public Outcome<Project> writtenReport(
            Transaction tx, Actor actor, UUID projectId, UUID lotId, List<GateCheck.Acknowledgement> acknowledgements) {
        Instant now = clock.instant();
        return access.acting(tx, actor, projectId, Role.TENDER_AGENT)
                .then(project -> ProjectAccess.lotOf(project, lotId).then(lot -> {
                    if (lot.dates().decidedAt() == null || lot.dates().writtenReportAt() != null) {
                        return ProjectAccess.wrongPhase(
                                lot,
                                "AWARD_DECIDED, AWARDED, CONTRACTED",
                                "定标之后提交一次书面报告",
                                "The written report is handed in once, after the decision");
                    }
                    List<Verdict> verdicts = new ContractGate(laws.locked(tx, project))
                            .report(project.mustTenderByLaw(), lot.dates().decidedAt(), now);
                    return GateCheck.pass(verdicts, acknowledgements)
                            .map(passed -> write(
                                    tx,
                                    project,
                                    lot.in(lot.phase(), lot.dates().withWrittenReport(now)),
                                    passed.into(step(AuditKind.WRITTEN_REPORT, actor, project, lot))));
                }));
    }

    private Project write(Transaction tx, Project project, Lot lot, AuditStep step) {
        projects.updateLot(tx, project.id(), lot);
        projects.touch(tx, project.id());
        audit.append(tx, step);
        return projects.find(tx, project.id()).orElseThrow();
    }

    private static AuditStep step(AuditKind kind, Actor actor, Project project, Lot lot) {
        return AuditStep.inTender(kind, actor, Role.TENDER_AGENT.token(), project.id(), project.code())
                .object("lot", lot.id())
                .rule(project.ruleSet());
    }
}
