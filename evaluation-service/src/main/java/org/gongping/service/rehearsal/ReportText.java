package org.gongping.service.rehearsal;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What people read while a rehearsal is played, and the table at its end. */
public final class ReportText {
    private final PrintWriter out;
    private final boolean chinese;

    /** @param chinese the language of titles; the rest of the table needs few words */
    public ReportText(PrintWriter out, boolean chinese) {
        this.out = out;
        this.chinese = chinese;
    }

    /** One line for each case, with where its figures come from. */
    public void list(List<RehearsalCase> cases) {
        cases.forEach(each -> {
            out.printf(Locale.ROOT, "%-18s %s%n", each.name(), title(each));
            out.printf(
                    Locale.ROOT,
                    "%-18s %s, %d steps%n",
                    "",
                    each.source(),
                    each.steps().size());
        });
        out.flush();
    }

    /** The heading of a case that is about to be played. */
    public void begin(RehearsalCase played) {
        out.println();
        out.println("  " + played.name() + "  " + title(played));
        out.println("  " + played.source());
        out.println();
        out.flush();
    }

    /** One line for a step: its number, the tender's clock, who, what, the answer, how long it took. */
    public void step(StepResult step) {
        out.printf(
                Locale.ROOT,
                "  %s%3d  %s  %-10s %-24s %3s %6d ms  %s%n",
                step.passed() ? " " : "✗",
                step.number(),
                DayPlan.local(step.clock()),
                step.account().isEmpty() ? "-" : step.account(),
                step.operation(),
                step.status() == 0 ? "" : String.valueOf(step.status()),
                step.took().toMillis(),
                chinese ? step.titleZh() : step.titleEn());
        step.differences().forEach(difference -> out.println("          " + difference));
        out.flush();
    }

    /** The table of all cases, and for the one that differed, where and in what. */
    public void summary(List<CaseResult> results, List<String> chosen) {
        out.println();
        out.printf(
                Locale.ROOT,
                "  %-18s %-8s %9s %10s  %-19s  %-19s  %s%n",
                "case",
                "result",
                "steps",
                "seconds",
                "clock from",
                "clock to",
                "tender");
        results.forEach(result -> out.printf(
                Locale.ROOT,
                "  %-18s %-8s %9s %10.1f  %s  %s  %s%n",
                result.played().name(),
                result.passed() ? "passed" : "FAILED",
                result.steps().stream().filter(StepResult::passed).count() + "/" + result.total(),
                result.took().toMillis() / 1000.0,
                DayPlan.local(result.from()),
                DayPlan.local(result.to()),
                result.tender()));
        chosen.stream()
                .skip(results.size())
                .forEach(name -> out.printf(Locale.ROOT, "  %-18s %s%n", name, "not played"));
        results.stream()
                .flatMap(result -> result.steps().stream()
                        .filter(step -> !step.passed())
                        .map(step -> result.played().name() + ", step " + step.number() + ", " + step.operation() + ", "
                                + step.differences().getFirst()))
                .forEach(first -> {
                    out.println();
                    out.println("  First difference: " + first);
                });
        out.flush();
    }

    /** What the verifier says of the log of the server. */
    public void log(Optional<String> verified) {
        out.println();
        out.println(verified.map(report -> report.indent(2).stripTrailing()).orElse("  This server keeps no log."));
        out.flush();
    }

    private String title(RehearsalCase each) {
        return chinese ? each.titleZh() : each.titleEn();
    }
}
