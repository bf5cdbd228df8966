package org.gongping.core.publication;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.bid.plan.Holder;
import org.gongping.core.bid.plan.OpeningKey;
import org.gongping.core.bid.plan.OpeningPlan;
import org.gongping.core.bid.plan.OpeningPlanRepository;
import org.gongping.core.db.Transaction;
import org.gongping.core.deposit.AskedDeposits;
import org.gongping.core.document.DocumentRepository;
import org.gongping.core.document.TenderDocument;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.notice.Notice;
import org.gongping.core.notice.NoticeBody;
import org.gongping.core.notice.PublishNotice;
import org.gongping.core.rule.Law;
import org.gongping.core.rule.Regime;
import org.gongping.core.rule.Verdict;
import org.gongping.core.scoring.MethodValidator;
import org.gongping.core.scoring.method.Finding;
import org.gongping.core.scoring.method.MethodDefinition;
import org.gongping.core.tender.GateCheck;
import org.gongping.core.tender.LockedMethod;
import org.gongping.core.tender.Lot;
import org.gongping.core.tender.LotPhase;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.ProjectAccess;
import org.gongping.core.tender.ProjectLaw;
import org.gongping.core.tender.ProjectRepository;
import org.gongping.core.tender.gate.ChargesGate;
import org.gongping.core.tender.gate.PublicationGate;

/**
 * Publishes notice and tender document, and locks what the project will be judged by: rule set, methods, ceilings
 * (rules T01, T02, T08, V18, P01, P02, P05, X01, D01, D02, D09–D11).
 */
public final class PublishProject {
    private final ProjectAccess access;
    private final ProjectRepository projects;
    private final ProjectLaw laws;
    private final DocumentRepository documents;
    private final OpeningPlanRepository plans;
    private final PublishNotice notices;
    private final AskedDeposits deposits;
    private final AuditLog audit;
    private final InstantSource clock;

    public PublishProject(
            ProjectAccess access,
            ProjectRepository projects,
            ProjectLaw laws,
            DocumentRepository documents,
            OpeningPlanRepository plans,
            PublishNotice notices,
            AskedDeposits deposits,
            AuditLog audit,
            InstantSource clock) {
        this.access = access;
        this.projects = projects;
        this.laws = laws;
        this.documents = documents;
        this.plans = plans;
        this.notices = notices;
        this.deposits = deposits;
        this.audit = audit;
        this.clock = clock;
    }

    public Outcome<Project> execute(
            Transaction tx,
            Actor actor,
            UUID projectId,
            int seenVersion,
            List<GateCheck.Acknowledgement> acknowledgements) {
        Instant now = clock.instant();
        return access.drafting(tx, actor, projectId, seenVersion)
                .then(draft -> complete(tx, draft))
                .then(draft -> laws.of(tx, draft, now)
                        .then(law -> soundMethods(draft, law).then(_ -> {
                            List<Verdict> verdicts = new ArrayList<>(
                                    new PublicationGate(law).check(PublicationFactsOf.draft(draft, now)));
                            verdicts.addAll(
                                    new ChargesGate(law).check(draft.charges().facts()));
                            verdicts.addAll(AskedDeposits.verdicts(draft, law, deposits.of(tx, draft, law)));
                            return GateCheck.pass(verdicts, acknowledgements)
                                    .map(passed -> publish(tx, actor, draft, law, passed, now));
                        })));
    }

    /** What the validator refuses is refused with the place in the definition, before any rule of the notice speaks. */
    private static Outcome<Project> soundMethods(Project draft, Law law) {
        MethodValidator validator = new MethodValidator(MethodLimits.of(law));
        List<Refusal.FieldError> errors = new ArrayList<>();
        for (Lot lot : draft.lots()) {
            String pointer = "/lots/" + draft.lots().indexOf(lot) + "/method";
            MethodDefinition method = LockedMethod.of(lot);
            // The validator holds a method against the law that the method names: it must be the law of the project.
            if (draft.regime() != Regime.OTHER && LockedMethod.regimeOf(method) != draft.regime()) {
                errors.add(new Refusal.FieldError(
                        pointer + "/regime", "评标办法的适用制度与项目不一致", "The method is made for another legal regime"));
            }
            validator.validate(method).stream()
                    .filter(Finding::isError)
                    .forEach(finding -> errors.add(new Refusal.FieldError(
                            pointer + finding.pointer(),
                            cite(finding, finding.messageZh()),
                            cite(finding, finding.messageEn()))));
        }
        return errors.isEmpty() ? Outcome.done(draft) : Outcome.refused(new Refusal.Invalid(errors));
    }

    private static String cite(Finding finding, String message) {
        return finding.ruleId().isEmpty()
                ? message
                : message + "（" + finding.citation() + "，规则 " + finding.ruleId() + "）";
    }

    /** Whatever a notice cannot do without, all at once, so that nobody is sent back twice. */
    private Outcome<Project> complete(Transaction tx, Project draft) {
        List<Refusal.FieldError> missing = new ArrayList<>();
        require(missing, draft.bidDeadline(), "/bidDeadline", "请填写投标截止时间", "Set the bid deadline");
        require(missing, draft.openingTime(), "/openingTime", "请填写开标时间", "Set the opening time");
        require(missing, draft.issueEnd(), "/issueEnd", "请填写招标文件发售截止时间", "Set when the issue of the document ends");
        require(missing, draft.bidValidityDays(), "/bidValidityDays", "请填写投标有效期", "Set the bid validity");
        if (draft.lots().isEmpty()) {
            missing.add(new Refusal.FieldError("/lots", "请至少添加一个标段", "Add at least one lot"));
        }
        for (Lot lot : draft.lots()) {
            require(
                    missing,
                    lot.method(),
                    "/lots/" + draft.lots().indexOf(lot) + "/method",
                    "请为标段“" + lot.name() + "”选择评标办法",
                    "Choose a scoring method for lot " + lot.name());
        }
        boolean hasDocument = documents.list(tx, draft.id()).stream()
                .anyMatch(document -> document.kind() == TenderDocument.Kind.TENDER_DOCUMENT);
        if (!hasDocument) {
            missing.add(new Refusal.FieldError("/documents", "请上传招标文件", "Upload the tender document"));
        }
        Map<Holder, OpeningKey> keys = plans.keys(tx, draft.id());
        plans.find(tx, draft.id()).map(OpeningPlan::holders).orElse(List.of()).stream()
                .filter(holder -> !keys.containsKey(holder))
                .forEach(holder -> missing.add(new Refusal.FieldError(
                        "/openingPlan/remedy/holders/" + holder.token(),
                        "开标密钥保管方“" + holder.zh() + "”尚未登记公钥",
                        "The holder " + holder.token() + " has not registered a key yet")));
        return missing.isEmpty() ? Outcome.done(draft) : Outcome.refused(new Refusal.Invalid(missing));
    }

    private static void require(List<Refusal.FieldError> missing, Object value, String pointer, String zh, String en) {
        if (value == null) {
            missing.add(new Refusal.FieldError(pointer, zh, en));
        }
    }

    private Project publish(Transaction tx, Actor actor, Project draft, Law law, GateCheck.Passed passed, Instant now) {
        projects.publish(tx, draft.id(), law.ruleSet().id(), now);
        for (Lot lot : draft.lots()) {
            projects.updateLot(tx, draft.id(), lot.in(new LotPhase.Published(), lot.dates()));
        }
        Project project = projects.find(tx, draft.id()).orElseThrow();
        List<TenderDocument> files = documents.list(tx, project.id());
        Map<UUID, AskedDeposits.Asked> asked = deposits.of(tx, project, law);
        notices.execute(
                tx,
                project,
                null,
                Notice.Kind.TENDER,
                body(tx, project, files, asked, passed.verdicts()),
                now,
                project.bidDeadline());
        AuditStep step = AuditStep.inTender(
                        AuditKind.PROJECT_PUBLISH, actor, Role.TENDER_AGENT.token(), project.id(), project.code())
                .object("project", project.id())
                .rule(law.ruleSet().id())
                .with("ruleSetDigest", law.ruleSet().digest())
                .with("bidDeadline", project.bidDeadline())
                .with("openingTime", project.openingTime())
                .with("methodDigests", methodDigests(project))
                .with("deposits", DepositNotice.sums(project, asked))
                .with("documentFee", project.charges().documentFee())
                .with("performanceRate", project.charges().performanceRate());
        files.forEach(file -> step.document(new AuditStep.DocumentHash(file.name(), file.sha256(), file.size())));
        audit.append(tx, passed.into(step));
        return project;
    }

    private static Map<String, String> methodDigests(Project project) {
        Map<String, String> digests = new LinkedHashMap<>();
        project.lots().forEach(lot -> digests.put(String.valueOf(lot.no()), lot.methodDigest()));
        return digests;
    }

    private NoticeBody body(
            Transaction tx,
            Project project,
            List<TenderDocument> files,
            Map<UUID, AskedDeposits.Asked> asked,
            List<Verdict> verdicts) {
        NoticeBody body = new NoticeBody()
                .section("项目概况", "Project")
                .fact("项目编号", "Code", project.code())
                .fact(
                        project.regime() == Regime.GOV_PROCUREMENT ? "采购人" : "招标人",
                        "Owner",
                        project.owner().name())
                .fact("代理机构", "Tendering agency", project.agent().name())
                .fact("监督部门", "Supervisory authority", project.authority().name())
                .fact("预算金额（元）", "Budget (yuan)", NoticeBody.amount(project.budget()));
        Optional.ofNullable(project.description())
                .filter(text -> !text.isBlank())
                .ifPresent(body::text);
        body.section("时间安排", "Times")
                .fact("招标文件发出", "Document issued", NoticeBody.time(project.issuedAt()))
                .fact("发售截止", "Issue ends", NoticeBody.time(project.issueEnd()))
                .fact("投标截止（开标）", "Bid deadline and opening", NoticeBody.time(project.bidDeadline()))
                .fact("开标地点", "Place of opening", project.openingPlace())
                .fact("投标有效期（日）", "Bid validity (days)", String.valueOf(project.bidValidityDays()));
        NoticeBody.Table lots = body.section("标段", "Lots")
                .table()
                .column("序号", "No.", true)
                .column("标段", "Lot", false)
                .column("最高投标限价（元）", "Ceiling price (yuan)", true)
                .column("评标办法", "Scoring method", false)
                .column("办法摘要 SHA-256", "Method digest", false);
        for (Lot lot : project.lots()) {
            lots.row(
                    String.valueOf(lot.no()),
                    lot.name(),
                    NoticeBody.amount(lot.ceilingPrice()),
                    lot.method().path("nameZh").asText(),
                    lot.methodDigest());
        }
        DepositNotice.describe(body, project, asked);
        ChargesNotice.describe(body, project.charges());
        NoticeBody.Table documents = body.section("文件", "Documents")
                .table()
                .column("文件", "Document", false)
                .column("字节", "Bytes", true)
                .column("SHA-256", "SHA-256", false);
        files.forEach(file -> documents.row(file.name(), String.valueOf(file.size()), file.sha256()));
        plans.find(tx, project.id()).ifPresent(plan -> SealingTerms.into(body, plan, plans.keys(tx, project.id())));
        return body.citations(verdicts);
    }
}
