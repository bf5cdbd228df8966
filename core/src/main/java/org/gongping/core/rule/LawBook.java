package org.gongping.core.rule;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.gongping.core.db.Transaction;

/** The law as it is loaded on this installation: finds what a project is judged by. Safe for many threads. */
public final class LawBook {
    private final LawRepository repository;
    private final InstantSource clock;
    private final RuleSetReader ruleSets = new RuleSetReader();
    private final WorkCalendarReader calendars = new WorkCalendarReader();
    /** A stored version never changes, so what was read of it once stays true. */
    private final Map<String, RuleSet> readRuleSets = new ConcurrentHashMap<>();

    private final Map<String, WorkCalendar> readCalendars = new ConcurrentHashMap<>();

    public LawBook(LawRepository repository, InstantSource clock) {
        this.repository = repository;
        this.clock = clock;
    }

    /** Loads the law that comes with the product, where it is not loaded yet. */
    public void loadShipped(Transaction tx) {
        Instant now = clock.instant();
        ShippedLaw.ruleSets().forEach(ruleSet -> repository.insert(tx, ruleSet, now));
        ShippedLaw.calendarDocuments()
                .forEach(document ->
                        repository.insert(tx, calendars.read(document).orElseThrow(), document, now));
    }

    /** Every rule-set version that is loaded. */
    public List<RuleSet> ruleSets(Transaction tx) {
        return repository.ruleSets(tx).stream()
                .map(stored -> readRuleSets.computeIfAbsent(
                        stored.id(), _ -> ruleSets.read(stored.document()).orElseThrow()))
                .toList();
    }

    /** The version that a project published at the given instant would lock. */
    public RuleSetSelector.Selection select(Transaction tx, Regime regime, String projectType, Instant at) {
        return RuleSetSelector.select(ruleSets(tx), regime, projectType, LegalPeriod.day(at));
    }

    /** The law that a project locked when it was published. */
    public Law locked(Transaction tx, String ruleSetId, String projectType, Instant publishedAt) {
        RuleSet ruleSet = readRuleSets.get(ruleSetId);
        if (ruleSet == null) {
            ruleSet = ruleSets(tx).stream()
                    .filter(each -> each.id().equals(ruleSetId))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("rule set " + ruleSetId + " is not loaded"));
        }
        return new Law(ruleSet, workDays(tx), projectType, LegalPeriod.day(publishedAt));
    }

    /** The given rules with the calendars that are loaded now. */
    public Law with(Transaction tx, RuleSet ruleSet, String projectType, Instant at) {
        return new Law(ruleSet, workDays(tx), projectType, LegalPeriod.day(at));
    }

    private WorkDays workDays(Transaction tx) {
        return new WorkDays(repository.calendars(tx).stream()
                .map(stored -> readCalendars.computeIfAbsent(
                        stored.id(), _ -> calendars.read(stored.document()).orElseThrow()))
                .toList());
    }
}
