package org.gongping.core.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Which records of a project are asked for. Every member narrows the answer; an empty one asks for all.
 *
 * @param kinds codes of kinds
 * @param role on which side the actor stood
 * @param lot that the record names among its objects
 * @param rule rule set under which the step was taken
 * @param from earliest time, included
 * @param until latest time, excluded
 * @param words all of which a record answers to
 */
public record TrailFilter(
        Optional<Set<String>> kinds,
        Optional<String> role,
        Optional<UUID> lot,
        Optional<String> rule,
        Optional<Instant> from,
        Optional<Instant> until,
        List<Word> words) {
    public static final TrailFilter ALL = new TrailFilter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of());

    public TrailFilter {
        words = List.copyOf(words);
    }

    /**
     * A word that somebody looks for. A record answers to it when it is of one of the kinds, or when one of the texts
     * stands in its values.
     *
     * @param kinds that are called so
     * @param texts the word itself, and what stands for it in records, such as the credit code of a firm of that name
     */
    public record Word(Set<String> kinds, List<String> texts) {
        public Word {
            kinds = Set.copyOf(kinds);
            texts = List.copyOf(texts);
        }
    }
}
