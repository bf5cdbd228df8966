package org.gongping.core.scoring.check;

import java.util.ArrayList;
import java.util.List;
import org.gongping.core.scoring.method.Finding;
import org.gongping.core.scoring.method.Finding.Severity;

/** Collects what the checks of one definition have to say. */
final class Findings {
    private final List<Finding> all = new ArrayList<>();

    void error(Law law, String pointer, String zh, String en) {
        all.add(new Finding(Severity.ERROR, pointer, law.ruleId(), law.citation(), zh, en));
    }

    void warning(Law law, String pointer, String zh, String en) {
        all.add(new Finding(Severity.WARNING, pointer, law.ruleId(), law.citation(), zh, en));
    }

    /** An error where one of the two regimes applies, a warning elsewhere. */
    void inRegime(boolean binding, Law law, String pointer, String zh, String en) {
        if (binding) {
            error(law, pointer, zh, en);
        } else {
            warning(law, pointer, zh, en);
        }
    }

    List<Finding> all() {
        return List.copyOf(all);
    }
}
