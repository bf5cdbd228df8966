package org.gongping.core.rule;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The answer to reading a document that somebody else wrote: the thing, or every error that was found in it. */
public sealed interface Loaded<T> {
    /** The document is sound. */
    record Sound<T>(T value) implements Loaded<T> {}

    /** The document is refused; at least one error. */
    record Refused<T>(List<PointerError> errors) implements Loaded<T> {
        public Refused {
            errors = List.copyOf(errors);
        }
    }

    /**
     * The value of a document that must be sound because it was checked before it was stored.
     *
     * @throws IllegalStateException when it is not, with every error
     */
    default T orElseThrow() {
        return switch (this) {
            case Sound<T> sound -> sound.value();
            case Refused<T> refused ->
                throw new IllegalStateException(refused.errors().stream()
                        .map(error -> error.pointer() + ": " + error.en())
                        .collect(Collectors.joining("; ")));
        };
    }

    /** The answer of the next reading, or the errors of this one. */
    default <R> Loaded<R> then(Function<T, Loaded<R>> next) {
        return switch (this) {
            case Sound<T> sound -> next.apply(sound.value());
            case Refused<T> refused -> new Refused<>(refused.errors());
        };
    }
}
