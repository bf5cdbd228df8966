package org.gongping.core.rule;

import static org.gongping.core.db.jooq.Tables.RULE_SET_VERSION;
import static org.gongping.core.db.jooq.Tables.WORK_CALENDAR;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.gongping.core.db.Json;
import org.gongping.core.db.Transaction;

/** Rule-set versions and calendars as they were loaded. Rows are added and never changed. */
public final class LawRepository {
    /** A rule-set version as stored. */
    public record StoredRuleSet(String id, JsonNode document, Instant loadedAt) {}

    /** A calendar as stored. */
    public record StoredCalendar(String id, int year, JsonNode document, Instant loadedAt) {}

    /** Every version, by regime, newest effective date first. */
    public List<StoredRuleSet> ruleSets(Transaction tx) {
        return tx.dsl()
                .selectFrom(RULE_SET_VERSION)
                .orderBy(RULE_SET_VERSION.REGIME, RULE_SET_VERSION.EFFECTIVE_FROM.desc(), RULE_SET_VERSION.ID)
                .fetch(row -> new StoredRuleSet(row.getId(), Json.read(row.getDocument()), row.getLoadedAt()));
    }

    /** Of each year the calendar that was loaded last, by year. */
    public List<StoredCalendar> calendars(Transaction tx) {
        return tx.dsl()
                .selectDistinct()
                .on(WORK_CALENDAR.YEAR)
                .from(WORK_CALENDAR)
                .orderBy(WORK_CALENDAR.YEAR, WORK_CALENDAR.LOADED_AT.desc(), WORK_CALENDAR.ID.desc())
                .fetchInto(WORK_CALENDAR)
                .map(row -> new StoredCalendar(
                        row.getId(), row.getYear(), Json.read(row.getDocument()), row.getLoadedAt()));
    }

    /** False when a version of that id is loaded already. */
    boolean insert(Transaction tx, RuleSet ruleSet, Instant now) {
        return tx.dsl()
                        .insertInto(RULE_SET_VERSION)
                        .set(RULE_SET_VERSION.ID, ruleSet.id())
                        .set(RULE_SET_VERSION.REGIME, ruleSet.regime().name())
                        .set(RULE_SET_VERSION.EFFECTIVE_FROM, ruleSet.effectiveFrom())
                        .set(RULE_SET_VERSION.EFFECTIVE_TO, ruleSet.effectiveTo())
                        .set(RULE_SET_VERSION.DIGEST, ruleSet.digest())
                        .set(RULE_SET_VERSION.DOCUMENT, Json.write(ruleSet.document()))
                        .set(RULE_SET_VERSION.LOADED_AT, now)
                        .onConflictDoNothing()
                        .execute()
                == 1;
    }

    /** False when a calendar of that id is loaded already. */
    boolean insert(Transaction tx, WorkCalendar calendar, JsonNode document, Instant now) {
        return tx.dsl()
                        .insertInto(WORK_CALENDAR)
                        .set(WORK_CALENDAR.ID, calendar.id())
                        .set(WORK_CALENDAR.YEAR, calendar.year())
                        .set(WORK_CALENDAR.DOCUMENT, Json.write(document))
                        .set(WORK_CALENDAR.LOADED_AT, now)
                        .onConflictDoNothing()
                        .execute()
                == 1;
    }
}
