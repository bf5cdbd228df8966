package org.gongping.core.publication;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Ids;
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
import org.gongping.core.tender.GateCheck;
import org.gongping.core.tender.LotPhase;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.ProjectAccess;
import org.gongping.core.tender.ProjectLaw;
import org.gongping.core.tender.ProjectRepository;
import org.gongping.core.tender.gate.AddendumFacts;
import org.gongping.core.tender.gate.AddendumGate;

/**
 * Issues a clarification or change of the tender document. Where it affects the preparation of bids and comes too late,
 * deadline and opening move on by themselves (rule T04; 招标投标法 Art. 23, 实施条例 Art. 21).
 */
public final class IssueAddendum {
    private final ProjectAccess access;
    private final ProjectRepository projects;
    private final ProjectLaw laws;
    private final AddendumRepository addenda;
    private final PublishNotice notices;
    private final AuditLog audit;
    private final InstantSource clock;
    private final Ids ids;

    public IssueAddendum(
            ProjectAccess access,
            ProjectRepository projects,
            ProjectLaw laws,
            AddendumRepository addenda,
            PublishNotice notices,
            AuditLog audit,
            InstantSource clock,
            Ids ids) {
        this.access = access;
        this.projects = projects;
        this.laws = laws;
        this.addenda = addenda;
        this.notices = notices;
        this.audit = audit;
        this.clock = clock;
        this.ids = ids;
    }

    /** What the agency issues. {@code newDeadline} may be null: the law then decides whether it moves. */
    public record Command(
            String text,
            boolean affectsPreparation,
            Instant newDeadline,
            List<GateCheck.Acknowledgement> acknowledgements) {}

    public Outcome<Project> execute(Transaction tx, Actor actor, UUID projectId, int seenVersion, Command command) {
        Instant now = clock.instant();
        return access.changing(tx, actor, projectId, Role.TENDER_AGENT, seenVersion)
                .then(project -> awaitingBids(project, now))
                .then(project -> laterThan(project, command.newDeadline()))
                .then(project -> {
                    Law law = laws.locked(tx, project);
                    AddendumGate.Answer answer = new AddendumGate(law)
                            .check(new AddendumFacts(
                                    command.affectsPreparation(),
                                    project.mustTenderByLaw(),
                                    now,
                                    project.issuedAt(),
                                    project.bidDeadline(),
                                    Optional.ofNullable(command.newDeadline())));
                    return GateCheck.pass(answer.verdicts(), command.acknowledgements())
                            .map(passed -> issue(tx, actor, project, law, command, answer.deadline(), passed, now));
                });
    }

    private static Outcome<Project> awaitingBids(Project project, Instant now) {
        boolean open = !project.isDraft()
                && now.isBefore(project.bidDeadline())
                && project.lots().stream().allMatch(lot -> lot.phase() instanceof LotPhase.Published);
        return open
                ? Outcome.done(project)
                : Outcome.refused(new Refusal.WrongPhase(
                        project.phase(),
                        "PUBLISHED",
                        "只有在发布之后、投标截止之前才能发出澄清修改",
                        "An addendum goes out after publication and before the bid deadline"));
    }

    /** A deadline moves on, never back: whoever counts on it must find it kept (招标投标法 Art. 24). */
    private static Outcome<Project> laterThan(Project project, Instant newDeadline) {
        return newDeadline == null || !newDeadline.isBefore(project.bidDeadline())
                ? Outcome.done(project)
                : Outcome.refused(
                        Refusal.Invalid.of("/newDeadline", "投标截止时间只能顺延，不能提前", "The bid deadline moves on, never back"));
    }

    private Project issue(
            Transaction tx,
            Actor actor,
            Project before,
            Law law,
            Command command,
            Instant deadline,
            GateCheck.Passed passed,
            Instant now) {
        Addendum addendum = new Addendum(
                ids.next(),
                addenda.count(tx, before.id()) + 1,
                command.text(),
                command.affectsPreparation(),
                now,
                before.bidDeadline(),
                deadline,
                passed.verdicts());
        addenda.insert(tx, before.id(), addendum);
        // Opening and deadline are one moment (T08): they move together.
        projects.moveDeadline(tx, before.id(), deadline);
        Project project = projects.find(tx, before.id()).orElseThrow();
        NoticeBody body = new NoticeBody()
                .section("第" + addendum.no() + "号补遗", "Addendum No. " + addendum.no())
                .text(addendum.text())
                .section("时间", "Times")
                .fact("原投标截止（开标）", "Former deadline", NoticeBody.time(before.bidDeadline()))
                .fact("现投标截止（开标）", "Deadline now", NoticeBody.time(deadline))
                .citations(passed.verdicts());
        notices.execute(tx, project, null, Notice.Kind.ADDENDUM, body, now, deadline);
        audit.append(
                tx,
                passed.into(AuditStep.inTender(
                                AuditKind.ADDENDUM_ISSUE,
                                actor,
                                Role.TENDER_AGENT.token(),
                                project.id(),
                                project.code())
                        .object("addendum", addendum.id())
                        .rule(law.ruleSet().id())
                        .with("no", addendum.no())
                        .with("affectsPreparation", command.affectsPreparation() ? "yes" : "no")
                        .with("oldDeadline", before.bidDeadline())
                        .with("newDeadline", deadline)));
        return project;
    }
}
