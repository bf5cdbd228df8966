package org.gongping.core;

import java.util.function.Function;

/** What a use case answers: the value, or the refusal. */
public sealed interface Outcome<T> {
    /** Carried out. */
    record Done<T>(T value) implements Outcome<T> {}

    /** Not carried out; nothing was changed. */
    record Refused<T>(Refusal refusal) implements Outcome<T> {}

    static <T> Outcome<T> done(T value) {
        return new Done<>(value);
    }

    static <T> Outcome<T> refused(Refusal refusal) {
        return new Refused<>(refusal);
    }

    /** The value seen through the function; a refusal stays what it is. */
    default <U> Outcome<U> map(Function<? super T, ? extends U> function) {
        return switch (this) {
            case Done<T>(T value) -> new Done<>(function.apply(value));
            case Refused<T>(Refusal refusal) -> new Refused<>(refusal);
        };
    }

    /** The next step on the value; a refusal ends the chain. */
    default <U> Outcome<U> then(Function<? super T, Outcome<U>> next) {
        return switch (this) {
            case Done<T>(T value) -> next.apply(value);
            case Refused<T>(Refusal refusal) -> new Refused<>(refusal);
        };
    }
}
