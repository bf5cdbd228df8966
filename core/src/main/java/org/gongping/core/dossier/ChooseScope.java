package org.gongping.core.dossier;

import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.tile.KeptCheckpoints;
import org.gongping.core.audit.tile.PublishedLog;
import org.gongping.core.audit.tile.PublishedLog.Published;
import org.gongping.core.audit.witness.WitnessPolicy;
import org.gongping.core.tender.Project;
import org.gongping.core.trail.TrailView;

/**
 * Says under which checkpoint a dossier may be made of a project. Never before the bid deadline: until then whether and
 * when bidders acted is nobody's to know (rule S06), and a dossier opens every record.
 */
public final class ChooseScope {
    private static final int SIZES_SHOWN = 5;

    private final Optional<Sealed> log;
    private final InstantSource clock;

    /** A log and whose signatures its checkpoints need. */
    public record Sealed(PublishedLog published, WitnessPolicy policy) {}

    /** @param log empty where this server does not hold the log */
    public ChooseScope(Optional<Sealed> log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
    }

    /**
     * What may be exported of a project now.
     *
     * @param at size of a kept checkpoint; empty for the newest published one
     */
    public Outcome<Scope> choose(Project project, OptionalLong at) {
        if (!TrailView.isDeadlineOver(project, clock)) {
            return project.isDraft()
                    ? conflict(
                            "before-deadline",
                            "项目尚未发布，没有可导出的档案",
                            "The project is a draft: there is no dossier of it yet")
                    : conflict(
                            "before-deadline",
                            "投标截止时间 " + project.bidDeadline() + " 之前不得导出档案：其中可见有无投标人行动",
                            "No dossier before the bid deadline, " + project.bidDeadline()
                                    + ": it would show whether bidders have acted");
        }
        return under(project, at);
    }

    /**
     * Under which checkpoint single records of a project can be proven now: the newest. Which of them may be shown is not
     * asked here.
     */
    public Outcome<Scope> newest(Project project) {
        return under(project, OptionalLong.empty());
    }

    private Outcome<Scope> under(Project project, OptionalLong at) {
        if (log.isEmpty()) {
            return conflict("no-log", "本服务器不保存日志，无法导出", "This server holds no log, so it can export nothing");
        }
        return checkpoint(log.get(), at).map(published -> new Scope(project, published));
    }

    private static Outcome<Published> checkpoint(Sealed log, OptionalLong at) {
        KeptCheckpoints kept = log.published().kept();
        if (at.isPresent()) {
            Optional<Published> asked = kept.of(at.getAsLong());
            return asked.isPresent() ? sealed(log, asked.get()) : unknown(log, at.getAsLong());
        }
        return log.published()
                .now()
                .map(newest -> sealed(log, newest).map(kept::keep))
                .orElseGet(ChooseScope::notSealed);
    }

    private static Outcome<Published> sealed(Sealed log, Published published) {
        boolean signed = !published.note().signedBy(log.policy().logs()).isEmpty();
        return signed && log.policy().isSatisfied(published.note()) ? Outcome.done(published) : notSealed();
    }

    private static Outcome<Published> notSealed() {
        return conflict(
                "not-sealed-yet",
                "还没有达到见证策略要求的检查点，请稍后再试",
                "There is no checkpoint yet that as many witnesses have cosigned as the policy asks: try again in a moment");
    }

    private static Outcome<Published> unknown(Sealed log, long size) {
        long largest = log.published().now().map(now -> now.checkpoint().size()).orElse(0L);
        if (size > largest) {
            return conflict(
                    "beyond-log",
                    "日志现在只有 " + largest + " 条，没有 " + size + " 条时的检查点；最大可用 " + largest + "，不填则取最新",
                    "The log has " + largest + " entries now, so there is no checkpoint of " + size
                            + ": the largest is " + largest + "; leave the size out for the newest");
        }
        String known = log.published().kept().sizes(SIZES_SHOWN).stream()
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
        return conflict(
                "no-such-checkpoint",
                "没有保存规模为 " + size + " 的检查点；最近保存的：" + known,
                "No checkpoint of size " + size + " was kept; the last that were: " + known);
    }

    private static <T> Outcome<T> conflict(String code, String zh, String en) {
        return Outcome.refused(new Refusal.Conflict(code, zh, en, Optional.empty()));
    }
}
