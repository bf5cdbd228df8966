package org.gongping.core.deposit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gongping.core.Ids;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.rule.Finding;
import org.gongping.core.rule.LegalPeriod;

/**
 * Freezes the figures of a period that is over, with their definitions and records; their digest goes on record. A period is
 * frozen once: two reports of one period with two digests would vouch for nothing.
 */
public final class FreezeReport {
    private final ReadFigures figures;
    private final DepositReportRepository reports;
    private final AuditLog audit;
    private final InstantSource clock;
    private final Ids ids;

    public FreezeReport(
            ReadFigures figures, DepositReportRepository reports, AuditLog audit, InstantSource clock, Ids ids) {
        this.figures = figures;
        this.reports = reports;
        this.audit = audit;
        this.clock = clock;
        this.ids = ids;
    }

    /** @param day any day of the period */
    public Outcome<DepositReport> execute(
            Transaction tx, Actor actor, Role side, DepositReport.Kind kind, LocalDate day) {
        Instant now = clock.instant();
        LocalDate from = kind.from(day);
        LocalDate to = kind.to(day);
        if (!LegalPeriod.day(now).isAfter(to)) {
            return Outcome.refused(
                    Refusal.Invalid.of("/day", "该报告期尚未结束（至 " + to + "）", "The period is not over, it ends on " + to));
        }
        Optional<LocalDate> first = reports.firstTender(tx).map(LegalPeriod::day);
        if (first.filter(day1 -> !to.isBefore(day1)).isEmpty()) {
            String since = first.map(LocalDate::toString).orElse("—");
            return Outcome.refused(Refusal.Invalid.of(
                    "/day",
                    "该报告期早于本平台的首个项目（" + since + "），没有可以统计的内容",
                    "The period lies before the first tender of this platform (" + since
                            + "): there is nothing to report"));
        }
        reports.lock(tx);
        Optional<DepositReport> frozen = reports.of(tx, kind, from);
        if (frozen.isPresent()) {
            return Outcome.refused(new Refusal.Conflict(
                    "report-frozen",
                    "该报告期的" + kind.zh() + "已于 " + Finding.local(frozen.get().frozenAt()) + " 固化，请查阅该报告（编号 "
                            + frozen.get().id() + "）",
                    "This period was frozen on " + Finding.local(frozen.get().frozenAt()) + ": see report "
                            + frozen.get().id(),
                    Optional.of(Map.of("reportId", frozen.get().id()))));
        }
        FiguresQuery query = new FiguresQuery(from, to, null, null, null);
        List<DepositRecord> records = figures.records(tx, actor, query);
        ObjectNode document = ReadFigures.document(records, query, now);
        DepositReport report =
                new DepositReport(ids.next(), kind, from, to, now, CanonicalDocument.sha256(document), document);
        reports.insert(tx, report);
        audit.append(
                tx,
                AuditStep.onPlatform(AuditKind.DEPOSIT_REPORT, actor, side.token())
                        .object("report", report.id())
                        .with("report", kind.name())
                        .with("from", from.toString())
                        .with("to", to.toString())
                        .with("sha256", report.sha256()));
        return Outcome.done(report);
    }
}
