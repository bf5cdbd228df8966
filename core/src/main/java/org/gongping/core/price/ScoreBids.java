package org.gongping.core.price;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.bid.Bid;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.opening.OpeningRepository;
import org.gongping.core.rule.Law;
import org.gongping.core.scoring.ScoringEngine;
import org.gongping.core.scoring.input.InputReader;
import org.gongping.core.scoring.input.ScoringInput;
import org.gongping.core.scoring.method.Finding;
import org.gongping.core.scoring.method.MethodDefinition;
import org.gongping.core.scoring.method.Reading;
import org.gongping.core.scoring.result.ScoringResult;
import org.gongping.core.tender.LockedMethod;
import org.gongping.core.tender.Lot;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.ProjectLaw;

/**
 * Computes the scores of a lot from its opened bids by the method it locked, and keeps the run. No hand touches a price
 * score: its inputs are the opening record, the drawn parameters and the committee's decisions, nothing else (P07).
 */
public final class ScoreBids {
    private final ProjectLaw laws;
    private final OpeningRepository openings;
    private final ScoreRunRepository runs;
    private final AuditLog audit;

    public ScoreBids(ProjectLaw laws, OpeningRepository openings, ScoreRunRepository runs, AuditLog audit) {
        this.laws = laws;
        this.openings = openings;
        this.runs = runs;
        this.audit = audit;
    }

    /**
     * @param parts scores of the other parts by bid and part; empty before the report
     * @param confirmedAt when the scores are confirmed by the committee's report; empty before
     */
    public ScoringResult run(
            Transaction tx,
            Actor actor,
            Project project,
            Lot lot,
            List<Bid> bids,
            Map<UUID, Map<String, BigDecimal>> parts,
            Optional<Instant> confirmedAt,
            Instant now) {
        MethodDefinition method = LockedMethod.of(lot);
        Law law = laws.locked(tx, project);
        Map<String, BigDecimal> drawn = openings.drawn(tx, project.id(), lot.id());
        ObjectNode document = document(project, lot, method, law, bids, parts, drawn, confirmedAt, now);
        ScoringResult result = ScoringEngine.score(method, read(lot, document).at(now));
        ObjectNode json = result.toJson();
        int number = runs.latest(tx, project.id(), lot.id()).map(ScoreRun::run).orElse(0) + 1;
        runs.insert(tx, project.id(), lot.id(), new ScoreRun(number, method.digest(), document, json, now));
        audit.append(
                tx,
                AuditStep.inTender(
                                AuditKind.PRICE_SCORE, actor, Role.TENDER_AGENT.token(), project.id(), project.code())
                        .object("lot", lot.id())
                        .rule(project.ruleSet())
                        .with("run", number)
                        .with("methodDigest", method.digest())
                        .with("resultDigest", json.path("resultDigest").asText()));
        return result;
    }

    private static ObjectNode document(
            Project project,
            Lot lot,
            MethodDefinition method,
            Law law,
            List<Bid> bids,
            Map<UUID, Map<String, BigDecimal>> parts,
            Map<String, BigDecimal> drawn,
            Optional<Instant> confirmedAt,
            Instant now) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("lot", String.valueOf(lot.no()));
        put(document, "ceiling", lot.ceilingPrice());
        put(document, "budget", project.budget());
        if (!drawn.isEmpty()) {
            ObjectNode values = document.putObject("drawn");
            drawn.forEach((name, value) -> put(values, name, value));
        }
        confirmedAt.ifPresent(at -> {
            ArrayNode events = document.putArray("events");
            events.addObject().put("event", "PRICE_SCORES_FIRST_CONFIRMED").put("at", at.toString());
            events.addObject().put("event", "PRICE_SCORES_CONFIRMED").put("at", at.toString());
        });
        ArrayNode list = document.putArray("bids");
        for (Bid bid : bids) {
            if (bid.state() != Bid.State.OPENED) {
                continue;
            }
            ObjectNode entry = list.addObject().put("bid", bid.label());
            put(entry, "price", bid.price());
            firmKind(bid, method, law).ifPresent(kind -> entry.put("firmKind", kind));
            if (bid.rejection() != null) {
                entry.putObject("rejected")
                        .put("at", confirmedAt.orElse(now).toString())
                        .put("reason", bid.rejection().reason());
            }
            Map<String, BigDecimal> others = parts.getOrDefault(bid.id(), Map.of());
            if (!others.isEmpty()) {
                ObjectNode scores = entry.putObject("parts");
                others.forEach((name, value) -> put(scores, name, value));
            }
        }
        return document;
    }

    /** The kind of deduction that the bid has a claim to, where the method grants one (rule P02). */
    private static Optional<String> firmKind(Bid bid, MethodDefinition method, Law law) {
        boolean small = bid.firmSize() == Bid.FirmSize.SMALL || bid.firmSize() == Bid.FirmSize.MICRO;
        boolean share = bid.smallFirmShare() != null
                && law.inForce("P02")
                        .filter(rule -> rule.atLeast(bid.smallFirmShare().movePointRight(2), "minSmallFirmShare"))
                        .isPresent();
        String kind = small ? "SMALL_MICRO" : share ? "CONSORTIUM" : "";
        return Optional.of(kind)
                .filter(claimed -> method.reviewPrice().deductions().stream()
                        .anyMatch(deduction -> deduction.kind().equals(claimed)));
    }

    private static void put(ObjectNode node, String name, BigDecimal value) {
        if (value != null) {
            node.put(name, value.stripTrailingZeros().toPlainString());
        }
    }

    private static ScoringInput read(Lot lot, ObjectNode document) {
        return switch (InputReader.read(document)) {
            case Reading.Accepted<ScoringInput>(ScoringInput input) -> input;
            case Reading.Refused<ScoringInput>(List<Finding> findings) ->
                throw new IllegalStateException("the bids of lot " + lot.id() + " do not read: "
                        + findings.stream()
                                .map(finding -> finding.pointer() + " " + finding.messageEn())
                                .collect(Collectors.joining("; ")));
        };
    }
}
