package org.gongping.service.edge;

import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.Function;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;

/** What the handler of an operation answers. A refusal rolls the transaction back. */
public sealed interface Answer {
    /**
     * A record of the contract, written as JSON.
     *
     * @param version of the resource, sent as {@code ETag} and asked back as {@code If-Match}
     */
    record Body(int status, Object value, OptionalLong version) implements Answer {}

    /** Stored bytes, sent as they are. The file must stay as it is until it has been sent. */
    record StoredFile(String mediaType, String fileName, Path path) implements Answer {}

    /** A file made for this answer, deleted when it has been sent or could not be. */
    record TemporaryFile(String mediaType, String fileName, Path path) implements Answer {}

    /** Bytes made for this answer. */
    record MadeFile(String mediaType, String fileName, byte[] bytes) implements Answer {}

    /** Not carried out. */
    record Refused(Refusal refusal) implements Answer {}

    static Answer ok(Object value) {
        return new Body(200, value, OptionalLong.empty());
    }

    static Answer created(Object value) {
        return new Body(201, value, OptionalLong.empty());
    }

    static Answer refused(Refusal refusal) {
        return new Refused(refusal);
    }

    /** 200 with the wire record that the function makes of the value, or the refusal. */
    static <T> Answer ok(Outcome<T> outcome, Function<? super T, ?> toWire) {
        return of(outcome, value -> ok(toWire.apply(value)));
    }

    /** 201 with the wire record that the function makes of the value, or the refusal. */
    static <T> Answer created(Outcome<T> outcome, Function<? super T, ?> toWire) {
        return of(outcome, value -> created(toWire.apply(value)));
    }

    /** What the function answers to the value, or the refusal. */
    static <T> Answer of(Outcome<T> outcome, Function<? super T, Answer> answer) {
        return switch (outcome) {
            case Outcome.Done<T>(T value) -> answer.apply(value);
            case Outcome.Refused<T>(Refusal refusal) -> new Refused(refusal);
        };
    }

    /** The same answer, telling the version of the resource. */
    default Answer withVersion(long version) {
        return this instanceof Body(int status, Object value, OptionalLong ignored)
                ? new Body(status, value, OptionalLong.of(version))
                : this;
    }
}
