package org.gongping.core.audit;

import static org.gongping.core.db.jooq.Tables.AUDIT_ENTRY;
import static org.gongping.core.db.jooq.Tables.AUDIT_SEQ;
import static org.gongping.core.db.jooq.Tables.PERSONAL_DATUM;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.gongping.core.db.Transaction;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/**
 * Reads the trail of one project for people. Everywhere {@code withBidderStreams} is false until the deadline: whether
 * and when bidders acted is then nobody's to know (S06), so their records are neither shown, nor counted, nor searched.
 */
public final class TrailRepository {
    private static final int FETCHED_AT_ONCE = 500;

    /**
     * The trail, newest first.
     *
     * @param before id of the last entry seen; null for the newest. A place in the order of insertion would count what is
     *     not shown
     */
    public List<AuditEntry> page(
            Transaction tx, UUID projectId, TrailFilter filter, boolean withBidderStreams, UUID before, int limit) {
        return tx.dsl()
                .selectFrom(AUDIT_ENTRY)
                .where(Conditions.of(projectId, filter, withBidderStreams))
                .and(
                        before == null
                                ? DSL.noCondition()
                                : AUDIT_ENTRY.INSERTED.lt(place(projectId, before, withBidderStreams)))
                .orderBy(AUDIT_ENTRY.INSERTED.desc())
                .limit(limit)
                .fetch()
                .map(AuditRepository::entry);
    }

    private static Field<Long> place(UUID projectId, UUID id, boolean withBidderStreams) {
        return DSL.field(DSL.select(AUDIT_ENTRY.INSERTED)
                .from(AUDIT_ENTRY)
                .where(AUDIT_ENTRY.ID.eq(id))
                .and(AUDIT_ENTRY.PROJECT_ID.eq(projectId))
                .and(Conditions.visible(withBidderStreams)));
    }

    /** A record from which a page can be read on, with its time. */
    public record Anchor(UUID id, Instant at) {}

    /**
     * How many records answer to the filter, and where its pages begin.
     *
     * @param anchors last record of each page, newest first; the last anchor is the oldest record
     */
    public record Outline(long total, List<Anchor> anchors) {}

    /** @param every records to a page */
    public Outline outline(Transaction tx, UUID projectId, TrailFilter filter, boolean withBidderStreams, int every) {
        Field<Long> number = DSL.field(DSL.name("number"), Long.class);
        Field<Long> total = DSL.field(DSL.name("total"), Long.class);
        var all = tx.dsl()
                .select(
                        AUDIT_ENTRY.ID,
                        AUDIT_ENTRY.CREATED_AT,
                        DSL.rowNumber()
                                .over()
                                .orderBy(AUDIT_ENTRY.INSERTED.desc())
                                .cast(Long.class)
                                .as(number),
                        DSL.count().over().cast(Long.class).as(total))
                .from(AUDIT_ENTRY)
                .where(Conditions.of(projectId, filter, withBidderStreams))
                .asTable("numbered");
        var rows = tx.dsl()
                .select(all.field(AUDIT_ENTRY.ID), all.field(AUDIT_ENTRY.CREATED_AT), total)
                .from(all)
                .where(number.mod(every).eq(0L).or(number.eq(total)))
                .orderBy(number)
                .fetch();
        return new Outline(
                rows.isEmpty() ? 0 : rows.getFirst().value3(), rows.map(row -> new Anchor(row.value1(), row.value2())));
    }

    /**
     * How many records that answer to the filter are newer than one that was shown. That somebody read the trail is no news.
     *
     * @param atMost counted no further
     */
    public int newer(
            Transaction tx, UUID projectId, TrailFilter filter, UUID than, boolean withBidderStreams, int atMost) {
        return tx.dsl()
                .fetchCount(DSL.selectOne()
                        .from(AUDIT_ENTRY)
                        .where(Conditions.of(projectId, filter, withBidderStreams))
                        .and(AUDIT_ENTRY.INSERTED.gt(place(projectId, than, withBidderStreams)))
                        .and(AUDIT_ENTRY.KIND.ne(AuditKind.TRAIL_READ.code()))
                        .limit(atMost));
    }

    /** The last record before the given one that is of one of the kinds and names the same object. */
    public Optional<AuditEntry> before(
            Transaction tx, AuditEntry entry, Collection<String> kinds, String object, boolean withBidderStreams) {
        return tx.dsl()
                .selectFrom(AUDIT_ENTRY)
                .where(AUDIT_ENTRY.PROJECT_ID.eq(entry.projectId()))
                .and(AUDIT_ENTRY.INSERTED.lt(place(entry.projectId(), entry.id(), withBidderStreams)))
                .and(AUDIT_ENTRY.KIND.in(kinds))
                .and(Conditions.visible(withBidderStreams))
                .and(Conditions.names(object))
                .orderBy(AUDIT_ENTRY.INSERTED.desc())
                .limit(1)
                .fetchOptional(AuditRepository::entry);
    }

    /** Whether the account is on record as having read the trail since then. */
    public boolean hasRead(Transaction tx, UUID projectId, String account, Instant since) {
        return tx.dsl()
                .fetchExists(DSL.selectOne()
                        .from(AUDIT_ENTRY)
                        .join(PERSONAL_DATUM)
                        .on(PERSONAL_DATUM.PROJECT_ID.eq(AUDIT_ENTRY.PROJECT_ID))
                        .and(PERSONAL_DATUM.KIND.eq("actor"))
                        .and(PERSONAL_DATUM.VALUE.eq(account))
                        .and(DSL.position(AUDIT_ENTRY.RECORD, PERSONAL_DATUM.REF)
                                .gt(0))
                        .where(AUDIT_ENTRY.PROJECT_ID.eq(projectId))
                        .and(AUDIT_ENTRY.KIND.eq(AuditKind.TRAIL_READ.code()))
                        .and(AUDIT_ENTRY.CREATED_AT.ge(since)));
    }

    /** How many records stand below the given place of the log and answer to the filter. */
    public int countBelow(Transaction tx, UUID projectId, TrailFilter filter, boolean withBidderStreams, long place) {
        return tx.dsl()
                .fetchSingle(DSL.selectCount()
                        .from(AUDIT_ENTRY)
                        .join(AUDIT_SEQ)
                        .on(placed(place))
                        .where(Conditions.of(projectId, filter, withBidderStreams)))
                .value1();
    }

    /** Hands over the records that {@link #countBelow} counts, one by one, in the order of the log. */
    public void eachBelow(
            Transaction tx,
            UUID projectId,
            TrailFilter filter,
            boolean withBidderStreams,
            long place,
            Consumer<AuditRepository.Placed> consumer) {
        var records = tx.dsl()
                .select(AUDIT_SEQ.IDX)
                .select(AUDIT_ENTRY.fields())
                .from(AUDIT_ENTRY)
                .join(AUDIT_SEQ)
                .on(placed(place))
                .where(Conditions.of(projectId, filter, withBidderStreams))
                .orderBy(AUDIT_SEQ.IDX)
                .fetchSize(FETCHED_AT_ONCE);
        try (var rows = records.fetchLazy()) {
            rows.forEach(row -> consumer.accept(
                    new AuditRepository.Placed(row.get(AUDIT_SEQ.IDX), AuditRepository.entry(row.into(AUDIT_ENTRY)))));
        }
    }

    private static Condition placed(long place) {
        return AUDIT_SEQ
                .ENTRY_ID
                .eq(AUDIT_ENTRY.ID)
                .and(AUDIT_SEQ.CREATED_AT.eq(AUDIT_ENTRY.CREATED_AT))
                .and(AUDIT_SEQ.IDX.lt(place));
    }

    /**
     * A filter as SQL. Records are RFC 8785 text, so that a member and its value have one spelling, and a bare quotation mark
     * never stands inside a string: {@code "rule":"x"} can be nothing but that member.
     */
    private static final class Conditions {
        private static final Pattern LETTERS = Pattern.compile("[a-z]+");
        private static final Pattern ASCII_LETTER = Pattern.compile("[A-Za-z]");
        private static final Pattern SHORT_ASCII = Pattern.compile("[0-9A-Za-z]{1,2}");
        private static final Pattern LIKE_A_DIGEST = Pattern.compile("[0-9a-f]{3,5}");
        /** Digests and ids: in almost any of them stands any short run of digits. */
        private static final String DIGESTS =
                "[0-9a-f]{32,}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

        private static final Set<String> MEMBERS = members();

        private Conditions() {}

        private static Set<String> members() {
            Set<String> members = new TreeSet<>(List.of(
                    "actor", "alg", "body", "docs", "hash", "id", "kind", "name", "obj", "prev", "ref", "role",
                    "rule"));
            members.addAll(List.of("size", "t", "tender", "v"));
            Arrays.stream(AuditKind.values()).map(AuditKind::members).forEach(members::addAll);
            return members;
        }

        /**
         * Rows of the project that may be seen and answer to the filter.
         *
         * @param withBidderStreams false until the deadline. The text of a hidden record is then not even looked at: neither
         *     what is found, nor its number, nor the time that it takes depends on what it says (S06)
         */
        static Condition of(UUID projectId, TrailFilter filter, boolean withBidderStreams) {
            Condition plain = AUDIT_ENTRY.PROJECT_ID.eq(projectId);
            if (filter.from().isPresent()) {
                plain = plain.and(AUDIT_ENTRY.CREATED_AT.ge(filter.from().get()));
            }
            if (filter.until().isPresent()) {
                plain = plain.and(AUDIT_ENTRY.CREATED_AT.lt(filter.until().get()));
            }
            if (filter.kinds().isPresent()) {
                plain = plain.and(AUDIT_ENTRY.KIND.in(filter.kinds().get()));
            }
            List<Condition> text = new ArrayList<>();
            if (filter.role().isPresent()) {
                text.add(has(
                        AUDIT_ENTRY.RECORD,
                        "\"role\":\"" + escaped(filter.role().get()) + "\""));
            }
            if (filter.rule().isPresent()) {
                text.add(has(
                        AUDIT_ENTRY.RECORD,
                        "\"rule\":\"" + escaped(filter.rule().get()) + "\""));
            }
            if (filter.lot().isPresent()) {
                text.add(names("lot:" + filter.lot().get()));
            }
            for (TrailFilter.Word word : filter.words()) {
                text.add(answers(word));
            }
            if (withBidderStreams || text.isEmpty()) {
                return plain.and(visible(withBidderStreams)).and(DSL.and(text));
            }
            return plain.and(DSL.when(visible(false), DSL.field(DSL.and(text)))
                    .otherwise(false)
                    .isTrue());
        }

        static Condition visible(boolean withBidderStreams) {
            return withBidderStreams ? DSL.noCondition() : AUDIT_ENTRY.STREAM.notContains("/bidder/");
        }

        /** That a record names the object, such as {@code lot:<id>}. */
        static Condition names(String object) {
            return has(AUDIT_ENTRY.RECORD, "\"" + object + "\"");
        }

        private static Condition answers(TrailFilter.Word word) {
            List<Condition> any = new ArrayList<>();
            if (!word.kinds().isEmpty()) {
                any.add(AUDIT_ENTRY.KIND.in(word.kinds()));
            }
            word.texts().forEach(text -> any.add(holds(text)));
            return DSL.or(any);
        }

        private static Condition holds(String text) {
            // Capitals and small letters are told apart in no search; lowering is skipped where there are none to
            // lower.
            String wanted = text.toLowerCase(Locale.ROOT);
            boolean hasLetters = ASCII_LETTER.matcher(text).find();
            Field<String> record = AUDIT_ENTRY.RECORD.collate("C");
            if (LETTERS.matcher(wanted).matches()) {
                for (String member : MEMBERS) {
                    if (member.toLowerCase(Locale.ROOT).contains(wanted)) {
                        record = DSL.replace(record, "\"" + member + "\":", "");
                    }
                }
            }
            if (hasLetters) {
                record = DSL.lower(record);
            }
            if (SHORT_ASCII.matcher(wanted).matches()) {
                // As a whole value only: two digits stand somewhere in every digest.
                return has(record, "\"" + wanted + "\"")
                        .or(has(record, ":" + wanted + ","))
                        .or(has(record, ":" + wanted + "}"));
            }
            Condition found = has(record, escaped(wanted));
            return LIKE_A_DIGEST.matcher(wanted).matches()
                    ? found.and(has(DSL.regexpReplaceAll(record, DIGESTS, ""), wanted))
                    : found;
        }

        private static Condition has(Field<String> field, String text) {
            return DSL.position(field, text).gt(0);
        }

        /** As the text stands inside a JSON string. */
        private static String escaped(String text) {
            return text.replace("\\", "\\\\").replace("\"", "\\\"");
        }
    }
}
