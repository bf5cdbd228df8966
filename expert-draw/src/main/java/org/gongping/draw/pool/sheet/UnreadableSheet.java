package org.gongping.draw.pool.sheet;

import java.util.List;

/** The file cannot be read as a table at all, or not to its end. */
final class UnreadableSheet extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient List<Problem> problems;

    UnreadableSheet(List<Problem> problems) {
        super("not readable as a table", null, false, false);
        this.problems = List.copyOf(problems);
    }

    UnreadableSheet(int line, Problem.Kind kind, String detail) {
        this(List.of(new Problem(line, "", kind, detail)));
    }

    List<Problem> problems() {
        return problems;
    }
}
