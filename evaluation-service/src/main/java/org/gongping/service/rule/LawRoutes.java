package org.gongping.service.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import org.gongping.core.Refusal;
import org.gongping.core.rule.LawRepository;
import org.gongping.core.rule.LoadLaw;
import org.gongping.core.rule.RuleSet;
import org.gongping.core.rule.RuleSetReader;
import org.gongping.service.edge.Answer;
import org.gongping.service.edge.Call;
import org.gongping.service.edge.Operations;
import org.gongping.service.edge.Routes;
import org.gongping.service.wire.Page;

/** Rule sets and calendars. */
public final class LawRoutes implements Routes {
    private final LawRepository law;
    private final LoadLaw load;
    private final RuleSetReader reader = new RuleSetReader();

    public LawRoutes(LawRepository law, LoadLaw load) {
        this.law = law;
        this.load = load;
    }

    record Summary(
            String id,
            String regime,
            LocalDate effectiveFrom,
            LocalDate effectiveTo,
            String titleZh,
            String titleEn,
            String digest,
            Instant loadedAt) {}

    record RuleSetJson(Summary summary, JsonNode document) {}

    record CalendarJson(String id, int year, JsonNode document, Instant loadedAt) {
        static CalendarJson of(LawRepository.StoredCalendar stored) {
            return new CalendarJson(stored.id(), stored.year(), stored.document(), stored.loadedAt());
        }
    }

    @Override
    public void mount(Operations operations) {
        operations.handle("listRuleSets", this::listRuleSets);
        operations.handle("getRuleSet", this::getRuleSet);
        operations.handle("loadRuleSet", this::loadRuleSet);
        operations.handle("listCalendars", this::listCalendars);
        operations.handle("loadCalendar", this::loadCalendar);
    }

    private Answer listRuleSets(Call call) {
        return Answer.ok(new Page.All<>(
                law.ruleSets(call.transaction()).stream().map(this::summary).toList()));
    }

    private Answer getRuleSet(Call call) {
        return stored(call, call.text("ruleSetId"), 200);
    }

    private Answer loadRuleSet(Call call) {
        return Answer.of(
                load.ruleSet(call.transaction(), call.actor(), call.json()),
                ruleSet -> stored(call, ruleSet.id(), 201));
    }

    private Answer stored(Call call, String id, int status) {
        return law.ruleSets(call.transaction()).stream()
                .filter(stored -> stored.id().equals(id))
                .findFirst()
                .map(stored -> new RuleSetJson(summary(stored), stored.document()))
                .map(json -> status == 201 ? Answer.created(json) : Answer.ok(json))
                .orElseGet(() -> Answer.refused(new Refusal.NotFound("rule set")));
    }

    private Summary summary(LawRepository.StoredRuleSet stored) {
        RuleSet ruleSet = reader.read(stored.document()).orElseThrow();
        return new Summary(
                ruleSet.id(),
                ruleSet.regime().name(),
                ruleSet.effectiveFrom(),
                ruleSet.effectiveTo(),
                ruleSet.title().zh(),
                ruleSet.title().en(),
                ruleSet.digest(),
                stored.loadedAt());
    }

    private Answer listCalendars(Call call) {
        return Answer.ok(new Page.All<>(
                law.calendars(call.transaction()).stream().map(CalendarJson::of).toList()));
    }

    private Answer loadCalendar(Call call) {
        return Answer.of(
                load.calendar(call.transaction(), call.actor(), call.json()),
                calendar -> law.calendars(call.transaction()).stream()
                        .filter(stored -> stored.id().equals(calendar.id()))
                        .findFirst()
                        .map(stored -> Answer.created(CalendarJson.of(stored)))
                        .orElseGet(() -> Answer.refused(new Refusal.NotFound("calendar"))));
    }
}
