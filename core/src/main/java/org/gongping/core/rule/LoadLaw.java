package org.gongping.core.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;

/** Loads a rule-set version or the holiday calendar of a year. What is loaded stays as it is for ever. */
public final class LoadLaw {
    private final LawRepository law;
    private final AuditLog audit;
    private final InstantSource clock;

    public LoadLaw(LawRepository law, AuditLog audit, InstantSource clock) {
        this.law = law;
        this.audit = audit;
        this.clock = clock;
    }

    public Outcome<RuleSet> ruleSet(Transaction tx, Actor actor, JsonNode document) {
        return sound(new RuleSetReader().read(document)).then(ruleSet -> {
            if (!law.insert(tx, ruleSet, clock.instant())) {
                return taken("规则集", "rule set", ruleSet.id());
            }
            audit.append(
                    tx,
                    step(AuditKind.RULE_SET_LOAD, actor)
                            .with("ruleSet", ruleSet.id())
                            .with("regime", ruleSet.regime().name())
                            .with("digest", ruleSet.digest()));
            return Outcome.done(ruleSet);
        });
    }

    public Outcome<WorkCalendar> calendar(Transaction tx, Actor actor, JsonNode document) {
        return sound(new WorkCalendarReader().read(document)).then(calendar -> {
            if (!law.insert(tx, calendar, document, clock.instant())) {
                return taken("日历", "calendar", calendar.id());
            }
            audit.append(
                    tx,
                    step(AuditKind.CALENDAR_LOAD, actor)
                            .with("calendar", calendar.id())
                            .with("year", calendar.year())
                            .with("digest", Digests.sha256(document)));
            return Outcome.done(calendar);
        });
    }

    private static AuditStep step(AuditKind kind, Actor actor) {
        return AuditStep.onPlatform(kind, actor, Role.PLATFORM_ADMINISTRATOR.token());
    }

    private static <T> Outcome<T> sound(Loaded<T> loaded) {
        return switch (loaded) {
            case Loaded.Sound<T>(T value) -> Outcome.done(value);
            case Loaded.Refused<T>(List<PointerError> errors) ->
                Outcome.refused(new Refusal.Invalid(errors.stream()
                        .map(error -> new Refusal.FieldError(error.pointer(), error.zh(), error.en()))
                        .toList()));
        };
    }

    private static <T> Outcome<T> taken(String zh, String en, String id) {
        return Outcome.refused(new Refusal.Conflict(
                "version-taken",
                "编号为 " + id + " 的" + zh + "已载入；版本一经载入不可更改，请使用新编号",
                "A " + en + " with the id " + id + " is loaded; versions never change, choose another id",
                Optional.empty()));
    }
}
