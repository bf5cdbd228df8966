package org.gongping.draw.ceremony;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.bid.plan.OpeningPlanRepository;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.tender.Lot;
import org.gongping.core.tender.LotPhase;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.ProjectAccess;
import org.gongping.draw.protocol.DrawId;
import org.gongping.draw.protocol.ParameterRules;
import org.gongping.draw.protocol.Rules;
import org.gongping.draw.transcript.StepBodies;

/**
 * The agent begins the draw of a lot's random parameters (§7.2), before the bids are due: the rules, in which the published
 * parameters stand as the method has them, go on record. There is one attempt; what is not in escrow and checked when the bids
 * are due is drawn by hand.
 */
public final class StartParameterDraw {
    private final DrawAccess access;
    private final OpeningPlanRepository plans;
    private final ParameterAttemptRepository attempts;
    private final StartGate gate;
    private final RecordStep records;
    private final InstantSource clock;

    StartParameterDraw(
            DrawAccess access,
            OpeningPlanRepository plans,
            ParameterAttemptRepository attempts,
            StartGate gate,
            RecordStep records,
            InstantSource clock) {
        this.access = access;
        this.plans = plans;
        this.attempts = attempts;
        this.gate = gate;
        this.records = records;
        this.clock = clock;
    }

    /**
     * How long is waited, in seconds, before two holders finish a step.
     *
     * @param reveal for the reveals, and again for the platform's
     * @param last for the finaliser
     */
    public record Times(int reveal, int last) {}

    public Outcome<Project> execute(Transaction tx, Actor actor, UUID projectId, UUID lotId, Times times) {
        Instant now = clock.instant();
        return access.acting(tx, actor, projectId, Party.AGENT)
                .then(project -> ProjectAccess.lotOf(project, lotId)
                        .then(lot -> mayBegin(tx, project, lot, now))
                        .then(lot -> gate.usableKeys(tx, project, now)
                                .then(keys -> rules(lot, times, Duration.between(now, project.bidDeadline()))
                                        .map(rules -> begin(tx, actor, project, lot, keys, rules, now)))));
    }

    private Outcome<Lot> mayBegin(Transaction tx, Project project, Lot lot, Instant now) {
        if (plans.find(tx, project.id()).isEmpty()) {
            return DrawRefusals.conflict(
                    "no-opening-plan",
                    "本项目没有开标方案（投标不加密），随机参数在开标现场抽取后录入",
                    "This tender has no opening plan: its parameters are drawn at the meeting and entered");
        }
        if (!(lot.phase() instanceof LotPhase.Published)) {
            return ProjectAccess.wrongPhase(
                    lot, "PUBLISHED", "该标段尚未发布，或已经开标", "This lot is not published yet, or opened already");
        }
        if (!now.isBefore(project.bidDeadline())) {
            return DrawRefusals.conflict(
                    "after-deadline",
                    "投标截止时间已过，按协议抽取须在截止前完成承诺和托管；请在开标会上抽取后录入",
                    "The bids are due: a draw by protocol is in escrow before that. Draw at the meeting and enter the"
                            + " values");
        }
        if (drawId(project, lot).isEmpty()) {
            return DrawRefusals.conflict(
                    "code-too-long",
                    "项目编号过长，不能作为抽取编号的一部分；请在开标会上抽取后录入",
                    "The code of this tender is too long to name a draw: draw at the meeting and enter the values");
        }
        return attempts.ofLot(tx, project.id(), lot.id())
                .<Outcome<Lot>>map(found -> DrawRefusals.conflict(
                        "draw-running",
                        "本标段的参数抽取已经开始（" + found.draw() + "），不得重复抽取",
                        "The draw of this lot has begun (" + found.draw() + "): nothing is drawn twice"))
                .orElseGet(() -> Outcome.done(lot));
    }

    /** Nothing where the name is longer than that of a draw may be. */
    private static Optional<DrawId> drawId(Project project, Lot lot) {
        return DrawId.parse(project.code() + ".param." + lot.no() + "/1");
    }

    private static Outcome<ParameterRules> rules(Lot lot, Times times, Duration untilDeadline) {
        int commit = (int) Math.min(untilDeadline.toSeconds(), Integer.MAX_VALUE);
        try {
            return Outcome.done(new ParameterRules(
                    Party.CONTRIBUTORS,
                    new Rules.Timeouts(commit, commit, times.reveal(), times.last(), 0),
                    ReferenceVerifier.hash(),
                    (ArrayNode) lot.method().withArray("randomParameters"),
                    Optional.empty()));
        } catch (IllegalArgumentException e) {
            return DrawRefusals.conflict(
                    "nothing-to-draw",
                    "本标段的评标办法没有可抽取的随机参数",
                    "The method of this lot has no parameter that can be drawn: " + e.getMessage());
        }
    }

    private Project begin(
            Transaction tx, Actor actor, Project project, Lot lot, KeySet keys, ParameterRules rules, Instant now) {
        DrawId draw = drawId(project, lot).orElseThrow();
        var attempt = new ParameterAttempt(project.id(), lot.id(), draw, keys.no(), rules, now);
        attempts.insert(tx, attempt);
        records.write(
                tx,
                RecordStep.By.party(actor, Party.AGENT),
                project,
                attempt,
                Step.Slot.RULES,
                Step.Kind.RULES,
                "",
                StepBodies.rules(draw, rules));
        return project;
    }
}
