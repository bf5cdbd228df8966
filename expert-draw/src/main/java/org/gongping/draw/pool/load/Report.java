package org.gongping.draw.pool.load;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.gongping.draw.pool.sheet.Problem;
import org.gongping.draw.pool.sheet.SheetLimits;

/** Collects what is wrong with a file: everything is counted, the first of each severity are listed. */
final class Report {
    private final List<Problem> errors = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();
    private int errorCount;
    private int warningCount;
    private int created;
    private int changed;
    private int unchanged;

    void tell(Problem problem) {
        List<Problem> list = problem.isError() ? errors : warnings;
        if (problem.isError()) {
            errorCount++;
        } else {
            warningCount++;
        }
        if (list.size() < SheetLimits.MAX_LISTED) {
            list.add(problem);
        }
    }

    boolean hasErrors() {
        return errorCount > 0;
    }

    void created() {
        created++;
    }

    void changed() {
        changed++;
    }

    void unchanged() {
        unchanged++;
    }

    FileImport.Counts counts(int rows) {
        return new FileImport.Counts(rows, created, changed, unchanged, errorCount, warningCount);
    }

    /** In the order of the lines. */
    List<ListedProblem> listed() {
        return Stream.concat(errors.stream(), warnings.stream())
                .sorted(Comparator.comparingInt(Problem::line))
                .map(ListedProblem::of)
                .toList();
    }
}
