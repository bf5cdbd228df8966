package org.gongping.core.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** The shipped law for tests, and instants as a person in Shanghai writes them. */
public final class Laws {
    public static final WorkDays WORK_DAYS = new WorkDays(ShippedLaw.calendars());
    public static final RuleSet ENGINEERING_RULES = ShippedLaw.ruleSet("cn-e-2025.1");
    public static final RuleSet PROCUREMENT_RULES = ShippedLaw.ruleSet("cn-g-2026.1");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm[:ss]", Locale.ROOT);
    private static final LocalDate LOCKED_ON = LocalDate.of(2026, 3, 2);

    private Laws() {}

    public static Law engineering() {
        return of(ENGINEERING_RULES);
    }

    public static Law procurement() {
        return of(PROCUREMENT_RULES);
    }

    public static Law of(RuleSet rules) {
        return new Law(rules, WORK_DAYS, "HOUSING_MUNICIPAL", LOCKED_ON);
    }

    /** The law of a rule set that was changed in its JSON alone. */
    public static Law of(JsonNode document) {
        return of(new RuleSetReader().read(document).orElseThrow());
    }

    /** Time of day in Shanghai. */
    public static Instant at(String local) {
        return LocalDateTime.parse(local, TIME).atZone(LegalPeriod.ZONE).toInstant();
    }

    public static LocalDate day(String day) {
        return LocalDate.parse(day);
    }

    /** The one verdict of a rule. */
    public static Verdict only(List<Verdict> verdicts, String ruleId) {
        List<Verdict> of =
                verdicts.stream().filter(v -> v.ruleId().equals(ruleId)).toList();
        if (of.size() != 1) {
            throw new AssertionError(of.size() + " verdicts of " + ruleId + ": " + of);
        }
        return of.getFirst();
    }
}
