package org.gongping.draw.pool;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.rule.LawBook;
import org.gongping.core.rule.LegalPeriod;
import org.gongping.core.rule.Regime;
import org.gongping.core.rule.RuleSetSelector.Selection;

/** Shows the pool. Whoever sees a name or a number in clear leaves a record of it. */
public final class ReadExperts {
    /** Days ahead in which a qualification counts as ending soon. */
    private static final int SOON_DAYS = 90;

    private final ExpertRepository experts;
    private final ExpertListRepository lists;
    private final BarRepository bars;
    private final LawBook laws;
    private final AuditLog audit;
    private final InstantSource clock;

    public ReadExperts(
            ExpertRepository experts,
            ExpertListRepository lists,
            BarRepository bars,
            LawBook laws,
            AuditLog audit,
            InstantSource clock) {
        this.experts = experts;
        this.lists = lists;
        this.bars = bars;
        this.laws = laws;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * All that is known of one expert.
     *
     * @param standing whether rule E11 of the rules for engineering tenders is met; empty where no such rule is in force
     */
    public record Card(
            Expert expert,
            List<Suspension> suspensions,
            List<Absence> absences,
            List<Performance> performances,
            Optional<Boolean> standing,
            List<ExpertFilter.Availability> availability) {}

    /** What a look shows in clear. */
    public record Clear(String name, String phone, Optional<String> email) {}

    public List<ExpertListRepository.Listed> page(Transaction tx, ExpertFilter filter, String after, int limit) {
        return lists.page(tx, filter, clock.instant(), after, limit);
    }

    public ExpertListRepository.Summary summary(Transaction tx) {
        return lists.summary(
                tx, clock.instant(), LegalPeriod.day(clock.instant()).plusDays(SOON_DAYS));
    }

    public Outcome<Card> card(Transaction tx, UUID id) {
        return experts.find(tx, id)
                .map(expert -> Outcome.done(card(tx, expert)))
                .orElseGet(() -> Outcome.refused(new Refusal.NotFound("expert")));
    }

    /** Those who read the pool reach every record, an expert the own one; whatever else is asked for does not exist. */
    public Outcome<Expert> mayRead(Transaction tx, Actor actor, UUID id) {
        boolean readsAll =
                actor.has(Role.EXPERT_POOL_OPERATOR) || actor.has(Role.SUPERVISOR) || actor.has(Role.AUDITOR);
        return experts.find(tx, id)
                .filter(expert ->
                        readsAll || actor.account().equals(expert.content().account()))
                .map(Outcome::done)
                .orElseGet(() -> Outcome.refused(new Refusal.NotFound("expert")));
    }

    /** The record of whoever is logged in. */
    public Outcome<Card> own(Transaction tx, Actor actor) {
        return experts.findByAccount(tx, actor.account())
                .map(expert -> Outcome.done(card(tx, expert)))
                .orElseGet(() -> Outcome.refused(new Refusal.NotFound("expert")));
    }

    private Card card(Transaction tx, Expert expert) {
        LocalDate today = LegalPeriod.day(clock.instant());
        List<Suspension> suspensions = bars.suspensions(tx, expert.id());
        List<Absence> absences = bars.absences(tx, expert.id());
        return new Card(
                expert,
                suspensions,
                absences,
                bars.performances(tx, expert.id()),
                standing(tx).map(standing -> standing.isMetBy(expert.content(), today)),
                lists.availability(tx, expert.id(), clock.instant()));
    }

    /** What rule E11 of the rules for engineering tenders now in force asks of an expert. */
    public Optional<Standing> standing(Transaction tx) {
        if (!(laws.select(tx, Regime.ENGINEERING, "*", clock.instant()) instanceof Selection.Selected(var ruleSet))) {
            return Optional.empty();
        }
        return laws.with(tx, ruleSet, "*", clock.instant())
                .inForce("E11")
                .map(rule -> new Standing(
                        rule.count("minYears"),
                        rule.words("titleLevels").stream()
                                .map(TitleLevel::valueOf)
                                .collect(Collectors.toCollection(() -> EnumSet.noneOf(TitleLevel.class)))));
    }

    /** Personal data in clear, for the given reason, on record. */
    public Outcome<Clear> look(Transaction tx, Actor actor, UUID id, String reason) {
        Optional<Expert> found = experts.find(tx, id);
        if (found.isEmpty()) {
            return Outcome.refused(new Refusal.NotFound("expert"));
        }
        ExpertContent content = found.get().content();
        audit.append(
                tx,
                AuditStep.onPlatform(AuditKind.EXPERT_LOOK, actor, ChangeLog.side(actor))
                        .with("expert", found.get().ref())
                        .with("reason", reason));
        return Outcome.done(new Clear(content.name(), content.phone(), Optional.ofNullable(content.email())));
    }
}
