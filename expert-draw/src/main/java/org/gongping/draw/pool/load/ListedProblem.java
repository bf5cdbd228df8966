package org.gongping.draw.pool.load;

import org.gongping.draw.pool.sheet.Problem;

/** A problem as the report of a file keeps it. */
public record ListedProblem(
        int line,
        String column,
        Problem.Severity severity,
        String code,
        String zh,
        String en,
        String whatToDoZh,
        String whatToDoEn) {
    static ListedProblem of(Problem problem) {
        return new ListedProblem(
                problem.line(),
                problem.column(),
                problem.kind().severity(),
                problem.kind().name(),
                problem.zh(),
                problem.en(),
                problem.whatToDoZh(),
                problem.whatToDoEn());
    }
}
