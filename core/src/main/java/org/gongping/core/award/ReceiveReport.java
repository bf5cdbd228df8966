package org.gongping.core.award;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.bid.Bid;
import org.gongping.core.bid.BidRepository;
import org.gongping.core.db.Transaction;
import org.gongping.core.document.DocumentRepository;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.opening.BidLimits;
import org.gongping.core.price.ScoreBids;
import org.gongping.core.price.ScoreRunRepository;
import org.gongping.core.rule.Law;
import org.gongping.core.rule.Verdict;
import org.gongping.core.scoring.result.Row;
import org.gongping.core.scoring.result.ScoringResult;
import org.gongping.core.scoring.result.State;
import org.gongping.core.tender.GateCheck;
import org.gongping.core.tender.Lot;
import org.gongping.core.tender.LotPhase;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.ProjectAccess;
import org.gongping.core.tender.ProjectLaw;
import org.gongping.core.tender.ProjectRepository;
import org.gongping.core.tender.gate.BidEntryFacts;
import org.gongping.core.tender.gate.BidEntryGate;
import org.gongping.core.tender.gate.EvaluationReportGate;

/**
 * Takes up the committee's report: its rejections with ground, page and reason, its scores of the other parts. Confirms
 * the price scores, computed once more on these, and fixes the ranking (rules P06, P07, T18). A price above the ceiling
 * must have been voted on: the product never rejects by itself (招标投标法实施条例 Art. 51).
 */
public final class ReceiveReport {
    private final ProjectAccess access;
    private final ProjectRepository projects;
    private final ProjectLaw laws;
    private final BidRepository bids;
    private final DocumentRepository documents;
    private final ScoreRunRepository runs;
    private final ScoreBids score;
    private final AwardRepository awards;
    private final ReadRanking reader;
    private final AuditLog audit;
    private final InstantSource clock;

    public ReceiveReport(
            ProjectAccess access,
            ProjectRepository projects,
            ProjectLaw laws,
            BidRepository bids,
            DocumentRepository documents,
            ScoreRunRepository runs,
            ScoreBids score,
            AwardRepository awards,
            ReadRanking reader,
            AuditLog audit,
            InstantSource clock) {
        this.access = access;
        this.projects = projects;
        this.laws = laws;
        this.bids = bids;
        this.documents = documents;
        this.runs = runs;
        this.score = score;
        this.awards = awards;
        this.reader = reader;
        this.audit = audit;
        this.clock = clock;
    }

    /** The report. {@code documentId} may be null. */
    public record Command(
            Instant evaluationEndedAt,
            UUID documentId,
            Map<UUID, Bid.Rejection> rejections,
            Map<UUID, Map<String, BigDecimal>> parts,
            List<GateCheck.Acknowledgement> acknowledgements) {}

    public Outcome<Ranking> execute(Transaction tx, Actor actor, UUID projectId, UUID lotId, Command command) {
        Instant now = clock.instant();
        return access.acting(tx, actor, projectId, Role.TENDER_AGENT)
                .then(project -> ProjectAccess.lotOf(project, lotId).then(lot -> {
                    if (!(lot.phase() instanceof LotPhase.Evaluating evaluating)) {
                        return ProjectAccess.wrongPhase(
                                lot,
                                "EVALUATING",
                                "评标报告在开标结束之后提交一次",
                                "The report is received once, after the opening has ended");
                    }
                    if (runs.latest(tx, projectId, lotId).isEmpty()) {
                        return Outcome.refused(new Refusal.Conflict(
                                "no-price-scores", "请先计算价格分", "Compute the price scores first", Optional.empty()));
                    }
                    List<Bid> before = bids.list(tx, projectId, lotId);
                    return check(tx, project, before, evaluating, command, now).then(_ -> {
                        Law law = laws.locked(tx, project);
                        List<Bid> after = before.stream()
                                .map(bid -> Optional.ofNullable(
                                                command.rejections().get(bid.id()))
                                        .map(bid::rejected)
                                        .orElse(bid))
                                .toList();
                        List<Verdict> verdicts = new ArrayList<>(overCeiling(law, project, lot, after));
                        verdicts.addAll(new EvaluationReportGate(law)
                                .check(new EvaluationReportGate.Facts(command.evaluationEndedAt(), now)));
                        return GateCheck.pass(verdicts, command.acknowledgements())
                                .then(passed -> receive(tx, actor, project, lot, after, command, passed, now));
                    });
                }));
    }

    /** A price above the limit that the committee has not rejected blocks the report (rule P06). */
    private static List<Verdict> overCeiling(Law law, Project project, Lot lot, List<Bid> list) {
        BidEntryGate gate = new BidEntryGate(law);
        return list.stream()
                .filter(bid -> bid.state() == Bid.State.OPENED && bid.rejection() == null)
                .flatMap(bid -> gate.check(new BidEntryFacts(bid.price(), BidLimits.of(project, lot))).stream())
                .filter(verdict -> verdict.blocks() || verdict.warns())
                .toList();
    }

    private Outcome<Command> check(
            Transaction tx,
            Project project,
            List<Bid> list,
            LotPhase.Evaluating evaluating,
            Command command,
            Instant now) {
        List<Refusal.FieldError> errors = new ArrayList<>();
        if (command.evaluationEndedAt().isBefore(evaluating.openingEndedAt())
                || command.evaluationEndedAt().isAfter(now)) {
            errors.add(new Refusal.FieldError(
                    "/evaluationEndedAt",
                    "评标结束时间应在开标结束之后、现在之前",
                    "The evaluation ended after the opening and not in the future"));
        }
        if (command.documentId() != null
                && documents.find(tx, project.id(), command.documentId()).isEmpty()) {
            errors.add(new Refusal.FieldError("/documentId", "项目中没有这份文件", "The project has no such document"));
        }
        Map<UUID, Bid> opened = list.stream()
                .filter(bid -> bid.state() == Bid.State.OPENED)
                .collect(Collectors.toMap(Bid::id, bid -> bid));
        requireOpened(errors, "/rejections", command.rejections().keySet(), opened);
        requireOpened(errors, "/parts", command.parts().keySet(), opened);
        return errors.isEmpty() ? Outcome.done(command) : Outcome.refused(new Refusal.Invalid(errors));
    }

    private static void requireOpened(
            List<Refusal.FieldError> errors, String pointer, Iterable<UUID> ids, Map<UUID, Bid> opened) {
        for (UUID id : ids) {
            if (!opened.containsKey(id)) {
                errors.add(new Refusal.FieldError(pointer, "没有这份已开启的投标：" + id, "No opened bid has the id " + id));
            }
        }
    }

    private Outcome<Ranking> receive(
            Transaction tx,
            Actor actor,
            Project project,
            Lot before,
            List<Bid> list,
            Command command,
            GateCheck.Passed passed,
            Instant now) {
        list.stream()
                .filter(bid -> bid.rejection() != null)
                .forEach(bid -> bids.update(tx, project.id(), before.id(), bid));
        ScoringResult result = score.run(tx, actor, project, before, list, command.parts(), Optional.of(now), now);
        if (result.state() == State.INPUT_REFUSED || result.state() == State.DEFINITION_ERROR) {
            return Outcome.refused(new Refusal.Invalid(result.refusals().stream()
                    .map(finding -> new Refusal.FieldError(
                            "/parts" + finding.pointer(), finding.messageZh(), finding.messageEn()))
                    .toList()));
        }
        ArrayNode ranking = ranking(list, command.parts(), result);
        int run = runs.latest(tx, project.id(), before.id()).orElseThrow().run();
        ArrayNode verdicts = JsonNodeFactory.instance.arrayNode();
        GateCheck.summary(passed.verdicts()).forEach(verdicts::add);
        awards.insertReport(
                tx,
                project.id(),
                before.id(),
                new AwardRepository.Report(run, command.documentId(), partsJson(command.parts()), ranking, now),
                verdicts);
        Lot lot = before.in(
                new LotPhase.ReportReceived(command.evaluationEndedAt(), now),
                before.dates().withReport(command.evaluationEndedAt(), now));
        projects.updateLot(tx, project.id(), lot);
        projects.touch(tx, project.id());
        audit.append(
                tx,
                passed.into(AuditStep.inTender(
                                AuditKind.REPORT_RECEIVE,
                                actor,
                                Role.TENDER_AGENT.token(),
                                project.id(),
                                project.code())
                        .object("lot", lot.id())
                        .rule(project.ruleSet())
                        .with("run", run)
                        .with("evaluationEndedAt", command.evaluationEndedAt())
                        .with("rejections", rejections(list))
                        .with("ranking", result.ranking())));
        Project after = projects.find(tx, project.id()).orElseThrow();
        return Outcome.done(reader.read(tx, after, lot, passed.verdicts()));
    }

    private static Map<String, String> rejections(List<Bid> list) {
        Map<String, String> rejections = new LinkedHashMap<>();
        list.stream()
                .filter(bid -> bid.rejection() != null)
                .forEach(bid -> rejections.put(
                        bid.label(),
                        bid.rejection().ground() + "; " + bid.rejection().page() + "; "
                                + bid.rejection().reason()));
        return rejections;
    }

    /** Ranked bids first, in their order; then those without a rank, by number. */
    private static ArrayNode ranking(List<Bid> list, Map<UUID, Map<String, BigDecimal>> parts, ScoringResult result) {
        Map<String, Row> rows = new HashMap<>();
        result.rows().forEach(row -> rows.put(row.bid(), row));
        ArrayNode ranking = JsonNodeFactory.instance.arrayNode();
        list.stream()
                .filter(bid -> bid.state() == Bid.State.OPENED)
                .sorted(Comparator.comparingInt((Bid bid) -> rank(rows.get(bid.label())))
                        .thenComparingInt(Bid::no))
                .forEach(bid -> {
                    Row row = bid.rejection() == null ? rows.get(bid.label()) : null;
                    ObjectNode entry = ranking.addObject().put("bidId", bid.id().toString());
                    if (row != null && row.rank() > 0) {
                        entry.put("rank", row.rank());
                    }
                    if (row != null && row.score() != null) {
                        entry.put("priceScore", row.score().value().toPlainString());
                    }
                    if (row != null && row.total() != null) {
                        entry.put("total", row.total().value().toPlainString());
                    }
                    ObjectNode scores = entry.putObject("parts");
                    parts.getOrDefault(bid.id(), Map.of())
                            .forEach((name, value) -> scores.put(name, value.toPlainString()));
                });
        return ranking;
    }

    private static int rank(Row row) {
        return row == null || row.rank() == 0 ? Integer.MAX_VALUE : row.rank();
    }

    private static ObjectNode partsJson(Map<UUID, Map<String, BigDecimal>> parts) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        parts.forEach((bid, scores) -> {
            ObjectNode entry = json.putObject(bid.toString());
            scores.forEach((name, value) -> entry.put(name, value.toPlainString()));
        });
        return json;
    }
}
