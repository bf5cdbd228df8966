package org.gongping.draw.ceremony;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.db.Transaction;
import org.gongping.core.tender.Project;
import org.gongping.draw.protocol.DrawId;
import org.gongping.draw.protocol.Drawing;
import org.gongping.draw.protocol.Feasibility;
import org.gongping.draw.protocol.InclusionEstimate;
import org.gongping.draw.protocol.Octets;
import org.gongping.draw.protocol.Pool;
import org.gongping.draw.protocol.Rules;
import org.gongping.draw.protocol.VenuePool;

/** What must hold before an attempt begins (§5.1, §5.3, §7.1): deadline, keys, order, and a pool that is large enough. */
final class StartGate {
    /** Above so many eligible experts, all strata together, nobody's chance comes near one half: it is not estimated. */
    private static final int MOST_HEADS = 4_000;

    private final KeyRepository keys;
    private final AttemptRepository attempts;
    private final OrderRepository orders;
    private final SignedWaivers waivers;
    private final Optional<FinaliserKey> finaliser;

    StartGate(
            KeyRepository keys, AttemptRepository attempts, OrderRepository orders, Optional<FinaliserKey> finaliser) {
        this.keys = keys;
        this.attempts = attempts;
        this.orders = orders;
        this.waivers = new SignedWaivers(attempts, orders);
        this.finaliser = finaliser;
    }

    /** The attempt that may begin. */
    record Passed(DrawId draw, KeySet keys, Optional<Rules.Redraw> redraw) {}

    Outcome<Passed> pass(Transaction tx, Project project, Optional<byte[]> order, Instant now) {
        if (project.bidDeadline() == null || now.isBefore(project.bidDeadline())) {
            return DrawRefusals.conflict(
                    "before-deadline",
                    "投标截止前投标人名称保密，抽取须在投标截止后进行",
                    "Who bids is secret until the deadline: the draw runs after it");
        }
        return usableKeys(tx, project, now).then(set -> attempt(tx, project, set, order));
    }

    /** The keys under which a draw may begin now: logged 24 hours ago, the finaliser's that of this server. */
    Outcome<KeySet> usableKeys(Transaction tx, Project project, Instant now) {
        Optional<KeySet> set = keys.latest(tx, project.id());
        if (set.isEmpty()) {
            return DrawRefusals.conflict(
                    "keys-missing",
                    "代理机构、监督部门、平台和外部托管方须先各自登记密钥",
                    "First agent, supervisor, platform and the outside holder register their keys");
        }
        if (now.isBefore(set.get().usableFrom())) {
            return DrawRefusals.conflict(
                    "keys-too-young",
                    "密钥登记满 24 小时后方可使用，最早为 " + set.get().usableFrom(),
                    "Keys can be used 24 hours after they were logged, from "
                            + set.get().usableFrom() + " on");
        }
        boolean sameFinaliser = finaliser
                .filter(own -> Arrays.equals(own.prover().publicKey(), set.get().vrfKey()))
                .isPresent();
        if (!sameFinaliser) {
            return DrawRefusals.conflict(
                    "other-vrf-key",
                    "本服务器的抽取运算密钥与登记的不一致；请各方重新登记密钥",
                    "The finaliser's key of this server is not the one that was logged: register the keys anew");
        }
        return Outcome.done(set.get());
    }

    private Outcome<Passed> attempt(Transaction tx, Project project, KeySet set, Optional<byte[]> order) {
        List<Attempt> earlier = attempts.list(tx, project.id());
        if (earlier.isEmpty()) {
            return Outcome.done(new Passed(new DrawId(project.code(), 1), set, Optional.empty()));
        }
        Attempt last = earlier.getLast();
        Standing standing = attempts.standing(tx, last);
        if (standing.isRunning()) {
            return Outcome.refused(new Refusal.Conflict(
                    "draw-running",
                    "第 " + last.number() + " 次抽取正在进行，请进入抽取室参加",
                    "Attempt " + last.number() + " is under way: take part in that one",
                    Optional.of(RunningAttempt.of(standing))));
        }
        return redraw(tx, project, standing, order)
                .map(redraw -> new Passed(last.draw().next(), set, Optional.of(redraw)));
    }

    /** The attempt that is under way, for whoever wanted to start one. */
    record RunningAttempt(int attempt, String drawId, String state) {
        static RunningAttempt of(Standing standing) {
            return new RunningAttempt(
                    standing.run().number(),
                    standing.run().draw().toString(),
                    standing.state().name());
        }
    }

    private Outcome<Rules.Redraw> redraw(Transaction tx, Project project, Standing last, Optional<byte[]> order) {
        DrawId previous = last.run().draw();
        Optional<OrderRepository.Order> found = order.flatMap(hash -> orders.find(tx, project.id(), hash))
                .filter(each -> each.isForAttemptAfter(previous));
        if (found.isEmpty()) {
            return DrawRefusals.conflict(
                    "order-needed",
                    "重新抽取须有监督部门签署的指令，指明 " + previous.next() + "、前次 " + previous + " 和理由",
                    "Another attempt needs the supervisor's signed order that names " + previous.next() + ", "
                            + previous + " before it, and a reason");
        }
        String reason = found.get().reason();
        Step end = last.end().orElseThrow();
        boolean fits =
                end.kind() == Step.Kind.RESULT ? !reason.startsWith("ABORTED_BY:") : reason.equals(end.text("reason"));
        if (!fits) {
            return DrawRefusals.conflict(
                    "order-unfit", "指令的理由与前次抽取的结局不符", "The reason of the order is not how the attempt before ended");
        }
        boolean agentNeeded =
                !reason.equals(EndDraw.RULES_DEFECT) || !end.text("reason").equals(EndDraw.RULES_DEFECT);
        if (agentNeeded && !found.get().isSignedBy(Party.AGENT)) {
            return DrawRefusals.conflict(
                    "order-needs-agent",
                    "已有承诺后的重新抽取，还须招标人或代理机构签署同一指令",
                    "After a commitment the agent signs the same order too");
        }
        return Outcome.done(new Rules.Redraw(
                previous.toString(),
                found.get().reason(),
                Octets.hex(found.get().hash())));
    }

    /** F1 to F3, with the exact bottleneck; F1 cannot be waived. */
    Optional<Refusal> feasible(
            Transaction tx, Project project, DrawId draw, Rules rules, Pool pool, Optional<VenuePool> places) {
        Optional<Refusal> unsigned = waivers.refusal(tx, project, draw, rules.waivers());
        if (unsigned.isPresent()) {
            return unsigned;
        }
        List<Feasibility.Bottleneck> found = Feasibility.of(pool, rules, places).stream()
                .filter(each -> each.check() == Feasibility.Check.F1
                        || !isWaived(rules, each.check().name()))
                .toList();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        String all = found.stream()
                .map(each -> each.check() + " " + each.stratum()
                        + each.city().map(city -> "@" + city).orElse("") + ": " + each.found() + " < "
                        + each.needed())
                .collect(Collectors.joining("; "));
        return Optional.of(conflict(
                "pool-too-small",
                "专家库不足：" + all + "。请扩大专业或地域后重新申请",
                "The library is too small: " + all + ". Widen specialties or regions and ask again"));
    }

    private static boolean isWaived(Rules rules, String check) {
        return rules.waivers().stream().anyMatch(waiver -> waiver.check().equals(check));
    }

    private static Refusal conflict(String code, String zh, String en) {
        return new Refusal.Conflict(code, zh, en, Optional.empty());
    }

    /** Everybody's chance (F4), where the pool is so small that somebody's may be great. */
    static Optional<InclusionEstimate> estimate(Drawing drawing) {
        long heads = drawing.rules().strata().stream()
                .mapToLong(stratum -> drawing.pool().eligible(stratum).length)
                .sum();
        return heads > MOST_HEADS
                ? Optional.empty()
                : Optional.of(InclusionEstimate.of(drawing, InclusionEstimate.LEAST_RUNS));
    }

    Optional<Refusal> fair(Optional<InclusionEstimate> estimate, Rules rules) {
        boolean unfair = estimate.filter(InclusionEstimate::needsWaiver).isPresent() && !isWaived(rules, "F4");
        return unfair
                ? Optional.of(conflict(
                        "chance-too-great",
                        "有专家被抽中的概率超过二分之一（F4）；请扩大范围，或由监督部门签署豁免",
                        "Somebody's chance is above one half (F4): widen the need, or have the supervisor waive it"))
                : Optional.empty();
    }
}
