package org.gongping.core.trail;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.KindName;
import org.gongping.core.audit.TrailFilter;

/**
 * What somebody asks of a trail. Every member narrows the answer; an empty one asks for all.
 *
 * @param text words, each of which a record must answer to: by what it says, by the name of its kind in Chinese or
 *     English, or by the credit code or id of a firm that the reader may know by name
 * @param kind code of one kind
 * @param from earliest time, included
 * @param until latest time, excluded
 */
public record TrailQuery(
        Optional<String> text,
        Optional<TrailGroup> group,
        Optional<String> kind,
        Optional<String> role,
        Optional<UUID> lot,
        Optional<String> rule,
        Optional<Instant> from,
        Optional<Instant> until) {
    public static final TrailQuery ALL = new TrailQuery(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    private static final int MOST_CHARACTERS = 100;
    private static final int MOST_WORDS = 8;

    /** As the records can be asked; refused with the parameter that is to blame. */
    Outcome<TrailFilter> filter(TrailNames names) {
        List<String> words = text.map(TrailQuery::words).orElse(List.of());
        if (text.filter(given -> given.length() > MOST_CHARACTERS).isPresent() || words.size() > MOST_WORDS) {
            return Outcome.refused(Refusal.Invalid.of(
                    "query/q",
                    "最多 " + MOST_CHARACTERS + " 个字符、" + MOST_WORDS + " 个词",
                    "At most " + MOST_CHARACTERS + " characters and " + MOST_WORDS + " words"));
        }
        if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
            return Outcome.refused(
                    Refusal.Invalid.of("query/until", "结束时间须晚于开始时间", "The end must be later than the beginning"));
        }
        return Outcome.done(new TrailFilter(
                kinds(),
                role,
                lot,
                rule,
                from,
                until,
                words.stream().map(word -> word(word, names)).toList()));
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        for (String word : text.split("[\\s\\u3000]+", -1)) {
            if (!word.isEmpty() && !words.contains(word)) {
                words.add(word);
            }
        }
        return words;
    }

    private Optional<Set<String>> kinds() {
        if (group.isEmpty()) {
            return kind.map(Set::of);
        }
        Set<String> kinds = new HashSet<>(group.get().codes());
        kind.ifPresent(one -> kinds.retainAll(Set.of(one)));
        return Optional.of(kinds);
    }

    private static TrailFilter.Word word(String word, TrailNames names) {
        List<String> texts = new ArrayList<>(List.of(word));
        texts.addAll(names.standingFor(word));
        return new TrailFilter.Word(KindName.codesOf(word), texts);
    }
}
