package org.gongping.core.audit;

import static org.gongping.core.db.jooq.Tables.AUDIT_ENTRY;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/**
 * A filter as SQL. Records are RFC 8785 text, so that a member and its value have one spelling, and a bare quotation mark
 * never stands inside a string: {@code "rule":"x"} can be nothing but that member.
 */
final class TrailConditions {
    private static final Pattern LETTERS = Pattern.compile("[a-z]+");
    private static final Pattern ASCII_LETTER = Pattern.compile("[A-Za-z]");
    private static final Pattern SHORT_ASCII = Pattern.compile("[0-9A-Za-z]{1,2}");
    private static final Pattern LIKE_A_DIGEST = Pattern.compile("[0-9a-f]{3,5}");
    /** Digests and ids: in almost any of them stands any short run of digits. */
    private static final String DIGESTS = "[0-9a-f]{32,}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

    private static final Set<String> MEMBERS = members();

    private TrailConditions() {}

    private static Set<String> members() {
        Set<String> members = new TreeSet<>(List.of(
                "actor", "alg", "body", "docs", "hash", "id", "kind", "name", "obj", "prev", "ref", "role", "rule"));
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
        Condition text = DSL.noCondition();
        if (filter.role().isPresent()) {
            text = text.and(has(
                    AUDIT_ENTRY.RECORD, "\"role\":\"" + escaped(filter.role().get()) + "\""));
        }
        if (filter.rule().isPresent()) {
            text = text.and(has(
                    AUDIT_ENTRY.RECORD, "\"rule\":\"" + escaped(filter.rule().get()) + "\""));
        }
        if (filter.lot().isPresent()) {
            text = text.and(names("lot:" + filter.lot().get()));
        }
        for (TrailFilter.Word word : filter.words()) {
            text = text.and(answers(word));
        }
        if (withBidderStreams) {
            return plain.and(text);
        }
        return plain.and(
                DSL.when(visible(false), DSL.field(text)).otherwise(false).isTrue());
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
        // Capitals and small letters are told apart in no search; lowering is skipped where there are none to lower.
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
