package org.gongping.core.rule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a gate found out about a case, before the rule's kind makes a verdict of it. Immutable.
 *
 * @param text one sentence in each language, without full stop
 * @param earliest when the step would be allowed, or which date would
 * @param toVerify the parameter that decided is still to be verified by counsel: it warns and never blocks
 */
public record Finding(
        Bilingual text,
        Optional<Earliest> earliest,
        Map<String, String> computed,
        List<PeriodEnd> periods,
        boolean toVerify) {
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter LOCAL_SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    public static Finding of(String zh, String en) {
        return new Finding(new Bilingual(zh, en), Optional.empty(), Map.of(), List.of(), false);
    }

    /** The step would be allowed at that moment. */
    public Finding earliestAct(Instant at) {
        return earliest(new Earliest(at, Earliest.Of.ACT));
    }

    /** The date that the step sets would have to be that moment or later. */
    public Finding earliestDate(Instant at) {
        return earliest(new Earliest(at, Earliest.Of.DATE));
    }

    private Finding earliest(Earliest first) {
        return new Finding(text, Optional.of(first), computed, periods, toVerify)
                .with("earliestAt", first.at().toString());
    }

    public Finding with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(computed);
        more.put(name, value);
        return new Finding(text, earliest, more, periods, toVerify);
    }

    public Finding counted(PeriodEnd period) {
        List<PeriodEnd> more = new ArrayList<>(periods);
        more.add(period);
        return new Finding(text, earliest, computed, more, toVerify);
    }

    public Finding stillToVerify() {
        return new Finding(text, earliest, computed, periods, true);
    }

    /** Puts the name of a lot before the sentence; an empty one adds nothing. */
    public Finding about(String label) {
        if (label.isEmpty()) {
            return this;
        }
        return new Finding(
                new Bilingual(label + "：" + text.zh(), label + ": " + text.en()),
                earliest,
                computed,
                periods,
                toVerify);
    }

    /** An instant as a person in Shanghai reads it; seconds only when there are any. */
    public static String local(Instant at) {
        LocalDateTime time = LocalDateTime.ofInstant(at, LegalPeriod.ZONE);
        return time.format(time.getSecond() == 0 ? LOCAL : LOCAL_SECONDS);
    }
}
