package org.gongping.core.scoring.method;

/** The greatest price score. */
public sealed interface Cap {
    record FullMarks() implements Cap {}

    record Unlimited() implements Cap {}

    record At(Figure figure) implements Cap {}
}
