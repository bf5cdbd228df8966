package org.gongping.draw.pool;

import static org.gongping.core.db.jooq.Tables.EXPERT;
import static org.gongping.core.db.jooq.Tables.EXPERT_SUSPENSION;
import static org.gongping.core.db.jooq.Tables.EXPERT_UNAVAILABLE;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.lower;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.position;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.val;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.gongping.core.db.Transaction;
import org.gongping.core.rule.LegalPeriod;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.impl.DSL;

/** Lists of the pool, fast at a million rows: every page starts at a key, every filter has an index. */
public final class ExpertListRepository {
    /** Rows that are gone through one by one for a page, before an index is asked. */
    private static final int NEAR = 5_000;

    private static final Pattern NUMBER = Pattern.compile("[0-9A-Za-z._-]*[0-9][0-9A-Za-z._-]*");

    private static final Condition RETIRED = EXPERT.STATE.eq(Expert.State.RETIRED.name());

    /**
     * A row of a list.
     *
     * @param availability all that holds at the moment; {@code AVAILABLE} alone where nothing bars the person
     */
    public record Listed(
            UUID id,
            String poolNo,
            String library,
            String name,
            String region,
            List<String> specialties,
            String employerName,
            String title,
            LocalDate fieldSince,
            TitleLevel titleLevel,
            LocalDate qualifiedUntil,
            List<ExpertFilter.Availability> availability) {}

    /** How many rows stand how. */
    public record Summary(
            int all, int retired, int duplicates, int suspended, int unavailable, int expired, int expiring) {}

    /**
     * By number, after the given one.
     *
     * @param after number of the last row seen; null for the first page
     */
    public List<Listed> page(Transaction tx, ExpertFilter filter, Instant now, String after, int limit) {
        Condition beyond = after == null ? noCondition() : EXPERT.POOL_NO.gt(after);
        Condition wanted = condition(filter, now).and(beyond);
        if (filter.text().isPresent() || wanted.equals(beyond)) {
            return select(tx, wanted, now, EXPERT.POOL_NO, limit);
        }
        // Whoever is frequent is found among the next rows. Whoever is not is looked up in the index of what they are:
        // in
        // the order of the numbers, all of a large pool might be gone through for a page that is never full.
        Optional<String> near = tx.dsl()
                .select(EXPERT.POOL_NO)
                .from(EXPERT)
                .where(beyond)
                .orderBy(EXPERT.POOL_NO)
                .limit(NEAR, 1)
                .fetchOptional(EXPERT.POOL_NO);
        List<Listed> found = near.isEmpty()
                ? List.of()
                : select(tx, wanted.and(EXPERT.POOL_NO.le(near.get())), now, EXPERT.POOL_NO, limit);
        return found.size() == limit ? found : select(tx, wanted, now, EXPERT.POOL_NO.concat(""), limit);
    }

    /** What holds of one expert at the moment. */
    List<ExpertFilter.Availability> availability(Transaction tx, UUID id, Instant now) {
        return select(tx, EXPERT.ID.eq(id), now, EXPERT.POOL_NO, 1).getFirst().availability();
    }

    private static List<Listed> select(
            Transaction tx, Condition condition, Instant now, Field<String> order, int limit) {
        Field<Boolean> suspended = field(suspended(now)).as("suspended");
        Field<Boolean> unavailable = field(unavailable(now)).as("unavailable");
        return tx.dsl()
                .select(
                        EXPERT.ID,
                        EXPERT.POOL_NO,
                        EXPERT.LIBRARY,
                        EXPERT.NAME,
                        EXPERT.REGION,
                        EXPERT.SPECIALTIES,
                        EXPERT.EMPLOYER_NAME,
                        EXPERT.TITLE,
                        EXPERT.FIELD_SINCE,
                        EXPERT.TITLE_LEVEL,
                        EXPERT.QUALIFIED_UNTIL,
                        EXPERT.STATE,
                        EXPERT.DUPLICATE_OF,
                        suspended,
                        unavailable)
                .from(EXPERT)
                .where(condition)
                .orderBy(order)
                .limit(limit)
                .fetch(row -> listed(row, LegalPeriod.day(now), row.get(suspended), row.get(unavailable)));
    }

    private static Listed listed(Record row, LocalDate today, boolean suspended, boolean unavailable) {
        List<ExpertFilter.Availability> holds = new ArrayList<>();
        LocalDate until = row.get(EXPERT.QUALIFIED_UNTIL);
        add(
                holds,
                ExpertFilter.Availability.RETIRED,
                Expert.State.RETIRED.name().equals(row.get(EXPERT.STATE)));
        add(holds, ExpertFilter.Availability.DUPLICATE, row.get(EXPERT.DUPLICATE_OF) != null);
        add(holds, ExpertFilter.Availability.SUSPENDED, suspended);
        add(holds, ExpertFilter.Availability.UNAVAILABLE, unavailable);
        add(holds, ExpertFilter.Availability.QUALIFICATION_OVER, until != null && until.isBefore(today));
        add(holds, ExpertFilter.Availability.AVAILABLE, holds.isEmpty());
        return new Listed(
                row.get(EXPERT.ID),
                row.get(EXPERT.POOL_NO),
                row.get(EXPERT.LIBRARY),
                row.get(EXPERT.NAME),
                row.get(EXPERT.REGION),
                List.of(row.get(EXPERT.SPECIALTIES)),
                row.get(EXPERT.EMPLOYER_NAME),
                row.get(EXPERT.TITLE),
                row.get(EXPERT.FIELD_SINCE),
                TitleLevel.valueOf(row.get(EXPERT.TITLE_LEVEL)),
                until,
                List.copyOf(holds));
    }

    private static void add(
            List<ExpertFilter.Availability> holds, ExpertFilter.Availability availability, boolean applies) {
        if (applies) {
            holds.add(availability);
        }
    }

    private static Condition condition(ExpertFilter filter, Instant now) {
        Condition all = noCondition();
        if (filter.text().isPresent()) {
            all = all.and(text(filter.text().get()));
        }
        if (filter.specialty().isPresent()) {
            all = all.and(EXPERT.SPECIALTY_PATH.contains(
                    new String[] {filter.specialty().get()}));
        }
        if (filter.region().isPresent()) {
            String first = filter.region().get();
            all = all.and(EXPERT.REGION.between(pad(first, '0'), pad(first, '9')));
        }
        if (filter.library().isPresent()) {
            all = all.and(EXPERT.LIBRARY.eq(filter.library().get()));
        }
        return filter.availability()
                .map(wanted -> holds(wanted, now))
                .map(all::and)
                .orElse(all);
    }

    private static String pad(String digits, char with) {
        return digits + String.valueOf(with).repeat(6 - digits.length());
    }

    /**
     * A word that looks like a number is the beginning of one. Of any other, the pairs of characters find the rows; that
     * they stand together is looked at in these alone.
     */
    private static Condition text(String words) {
        Condition all = noCondition();
        StringBuilder others = new StringBuilder();
        Field<String> shown =
                EXPERT.NAME.concat(" ").concat(EXPERT.POOL_NO).concat(" ").concat(coalesce(EXPERT.EMPLOYER_NAME, ""));
        for (String word : words.strip().split("\\s+")) {
            if (NUMBER.matcher(word).matches()) {
                all = all.and(begins(word).or(begins(word.toUpperCase(Locale.ROOT))));
            } else {
                others.append(word).append(' ');
                all = all.and(
                        position(lower(shown), word.toLowerCase(Locale.ROOT)).gt(0));
            }
        }
        return others.isEmpty()
                ? all
                : all.and(DSL.condition("{0} @@ pool_query({1})", field("expert.search"), val(others.toString())));
    }

    /** In the order of the column, that of the bytes, nothing that begins so stands behind a tilde. */
    private static Condition begins(String number) {
        return EXPERT.POOL_NO.between(number, number + "~");
    }

    private static Condition holds(ExpertFilter.Availability wanted, Instant now) {
        Condition over = EXPERT.QUALIFIED_UNTIL.lt(LegalPeriod.day(now));
        return switch (wanted) {
            case RETIRED -> RETIRED;
            case DUPLICATE -> EXPERT.DUPLICATE_OF.isNotNull();
            case SUSPENDED -> EXPERT.ID.in(runningSuspensions(now));
            case UNAVAILABLE -> EXPERT.ID.in(runningAbsences(now));
            case QUALIFICATION_OVER -> over;
            case AVAILABLE ->
                RETIRED.not()
                        .and(EXPERT.DUPLICATE_OF.isNull())
                        .and(EXPERT.QUALIFIED_UNTIL.isNull().or(over.not()))
                        .andNot(suspended(now))
                        .andNot(unavailable(now));
        };
    }

    private static Condition suspended(Instant now) {
        return exists(selectOne()
                .from(EXPERT_SUSPENSION)
                .where(EXPERT_SUSPENSION.EXPERT_ID.eq(EXPERT.ID))
                .and(runs(now)));
    }

    private static Condition runs(Instant now) {
        return EXPERT_SUSPENSION
                .LIFTED_AT
                .isNull()
                .and(EXPERT_SUSPENSION.STARTS_AT.le(now))
                .and(EXPERT_SUSPENSION.ENDS_AT.isNull().or(EXPERT_SUSPENSION.ENDS_AT.gt(now)));
    }

    private static Condition unavailable(Instant now) {
        return exists(selectOne()
                .from(EXPERT_UNAVAILABLE)
                .where(EXPERT_UNAVAILABLE.EXPERT_ID.eq(EXPERT.ID))
                .and(EXPERT_UNAVAILABLE.STARTS_AT.le(now))
                .and(EXPERT_UNAVAILABLE.ENDS_AT.gt(now)));
    }

    private static Select<? extends Record1<UUID>> runningSuspensions(Instant now) {
        return DSL.select(EXPERT_SUSPENSION.EXPERT_ID).from(EXPERT_SUSPENSION).where(runs(now));
    }

    private static Select<? extends Record1<UUID>> runningAbsences(Instant now) {
        return DSL.select(EXPERT_UNAVAILABLE.EXPERT_ID)
                .from(EXPERT_UNAVAILABLE)
                .where(EXPERT_UNAVAILABLE.STARTS_AT.le(now))
                .and(EXPERT_UNAVAILABLE.ENDS_AT.gt(now));
    }

    /** @param soon last day of the span in which a qualification counts as ending soon */
    public Summary summary(Transaction tx, Instant now, LocalDate soon) {
        LocalDate today = LegalPeriod.day(now);
        Condition counts = RETIRED.not();
        var row = tx.dsl()
                .select(
                        count(),
                        count().filterWhere(RETIRED),
                        count().filterWhere(counts.and(EXPERT.DUPLICATE_OF.isNotNull())),
                        count().filterWhere(counts.and(EXPERT.QUALIFIED_UNTIL.lt(today))),
                        count().filterWhere(counts.and(EXPERT.QUALIFIED_UNTIL.between(today, soon))))
                .from(EXPERT)
                .fetchSingle();
        int suspended = tx.dsl().fetchCount(EXPERT, counts.and(EXPERT.ID.in(runningSuspensions(now))));
        int unavailable = tx.dsl().fetchCount(EXPERT, counts.and(EXPERT.ID.in(runningAbsences(now))));
        return new Summary(
                row.value1(), row.value2(), row.value3(), suspended, unavailable, row.value4(), row.value5());
    }
}
