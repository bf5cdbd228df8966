package org.gongping.service.config;

import java.util.List;
import org.gongping.service.StartupFailure;

/** A configuration that the start refuses; every problem names its key, and none shows the value of a secret. */
public final class InvalidConfiguration extends StartupFailure {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // List.copyOf answers a serializable list
    private final List<String> problems;

    InvalidConfiguration(String source, List<String> problems) {
        super(String.join(
                System.lineSeparator(),
                problems.stream().map(problem -> source + ": " + problem).toList()));
        this.problems = List.copyOf(problems);
    }

    /** One line each, beginning with the key. */
    public List<String> problems() {
        return problems;
    }
}
