package org.gongping.core.notice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import org.gongping.core.rule.LegalPeriod;
import org.gongping.core.rule.Verdict;

/** Writes the content of a notice: sections of facts, text and tables, then the articles it rests on. */
public final class NoticeBody {
    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(LegalPeriod.ZONE);

    private final ObjectNode root = JsonNodeFactory.instance.objectNode();
    private final ArrayNode sections = root.putArray("sections");
    private ObjectNode section;

    /** Starts a section. */
    public NoticeBody section(String zh, String en) {
        section = sections.addObject().put("headingZh", zh).put("headingEn", en);
        return this;
    }

    /** Adds a fact to the section; an absent value leaves the fact out. */
    public NoticeBody fact(String zh, String en, String value) {
        if (value != null && !value.isBlank()) {
            section.withArray("/facts")
                    .addObject()
                    .put("labelZh", zh)
                    .put("labelEn", en)
                    .put("value", value);
        }
        return this;
    }

    /** Sets the section's running text. */
    public NoticeBody text(String text) {
        section.put("text", text);
        return this;
    }

    /** Starts the section's table. */
    public Table table() {
        return new Table(section.putObject("table"));
    }

    /** Names the articles of the verdicts that let the notice out. */
    public NoticeBody citations(Collection<Verdict> verdicts) {
        ArrayNode citations = root.putArray("citations");
        verdicts.stream().map(verdict -> verdict.article().zh()).distinct().forEach(citations::add);
        return this;
    }

    public JsonNode json() {
        return root;
    }

    /** A table of a section. */
    public static final class Table {
        private final ArrayNode columns;
        private final ArrayNode rows;

        private Table(ObjectNode node) {
            columns = node.putArray("columns");
            rows = node.putArray("rows");
        }

        public Table column(String zh, String en, boolean numeric) {
            columns.addObject().put("titleZh", zh).put("titleEn", en).put("numeric", numeric);
            return this;
        }

        /** One row; an absent value shows as a dash. */
        public Table row(String... cells) {
            ArrayNode row = rows.addArray();
            for (String cell : cells) {
                row.add(cell == null ? "—" : cell);
            }
            return this;
        }
    }

    /** Yuan with thousands separators and at least two decimals; null stays null. */
    public static String amount(BigDecimal yuan) {
        if (yuan == null) {
            return null;
        }
        BigDecimal plain = yuan.stripTrailingZeros();
        DecimalFormat format = new DecimalFormat("#,##0.00####", DecimalFormatSymbols.getInstance(Locale.ROOT));
        format.setRoundingMode(RoundingMode.UNNECESSARY);
        format.setParseBigDecimal(true);
        return format.format(plain);
    }

    /** Date and minute of Asia/Shanghai; null stays null. */
    public static String time(Instant instant) {
        return instant == null ? null : MINUTES.format(instant);
    }
}
