package org.gongping.service.deposit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.deposit.DepositRecord;
import org.gongping.core.deposit.DepositReport;
import org.gongping.core.deposit.DepositReportRepository;
import org.gongping.core.deposit.Figures;
import org.gongping.core.deposit.FiguresQuery;
import org.gongping.core.deposit.FreezeReport;
import org.gongping.core.deposit.ReadFigures;
import org.gongping.core.identity.Role;
import org.gongping.service.edge.Answer;
import org.gongping.service.edge.Call;
import org.gongping.service.edge.Operations;
import org.gongping.service.edge.Routes;
import org.gongping.service.wire.Page;

/** Figures about deposits, the records that they are the sums of, and frozen reports. */
public final class FiguresRoutes implements Routes {
    private final ReadFigures figures;
    private final FreezeReport freeze;
    private final DepositReportRepository reports;
    private final ReportPaper paper;

    public FiguresRoutes(ReadFigures figures, FreezeReport freeze, DepositReportRepository reports, ReportPaper paper) {
        this.figures = figures;
        this.freeze = freeze;
        this.reports = reports;
        this.paper = paper;
    }

    record FigureJson(
            String key,
            String waived,
            int waivedRecords,
            String released,
            int releasedRecords,
            String interest,
            String fee,
            int bidders,
            String meanRefundDays) {
        static FigureJson of(Figures.Figure figure) {
            return new FigureJson(
                    figure.key(),
                    DepositJson.yuan(figure.waived()),
                    figure.waivedRecords(),
                    DepositJson.yuan(figure.released()),
                    figure.releasedRecords(),
                    DepositJson.yuan(figure.interest()),
                    DepositJson.yuan(figure.fee()),
                    figure.bidders(),
                    figure.meanRefundDays() == null
                            ? null
                            : figure.meanRefundDays().toPlainString());
        }
    }

    record DefinitionJson(String term, String zh, String en) {}

    record FiguresJson(
            Figures.By by,
            LocalDate from,
            LocalDate to,
            FigureJson total,
            List<FigureJson> items,
            List<DefinitionJson> definitions) {}

    record ReportInput(DepositReport.Kind kind, LocalDate day) {}

    record ReportJson(
            UUID id,
            DepositReport.Kind kind,
            LocalDate from,
            LocalDate to,
            Instant frozenAt,
            String sha256,
            JsonNode document) {
        static ReportJson of(DepositReport report) {
            return new ReportJson(
                    report.id(),
                    report.kind(),
                    report.from(),
                    report.to(),
                    report.frozenAt(),
                    report.sha256(),
                    report.document());
        }

        /** A line of the list. */
        static ReportJson line(DepositReport report) {
            return new ReportJson(
                    report.id(), report.kind(), report.from(), report.to(), report.frozenAt(), report.sha256(), null);
        }
    }

    @Override
    public void mount(Operations operations) {
        operations.handle("getDepositFigures", this::figures);
        operations.handle("listDepositRecords", this::records);
        operations.handle("exportDepositRecords", this::export);
        operations.handle("freezeDepositReport", this::freeze);
        operations.handle("listDepositReports", this::reports);
        operations.handle("getDepositReport", call -> Answer.ok(find(call), ReportJson::of));
        operations.handle(
                "getDepositReportPdf",
                call -> Answer.of(
                        find(call),
                        report -> new Answer.MadeFile(
                                "application/pdf",
                                "保证金" + report.kind().zh() + "-" + report.from() + ".pdf",
                                paper.render(report))));
    }

    private static Outcome<FiguresQuery> query(Call call) {
        LocalDate from = call.optionalText("from").map(LocalDate::parse).orElse(null);
        LocalDate to = call.optionalText("to").map(LocalDate::parse).orElse(null);
        if (from != null && to != null && from.isAfter(to)) {
            return Outcome.refused(Refusal.Invalid.of(
                    "query/from", "起始日晚于截止日，请调换或改正", "The first day is after the last: swap or correct them"));
        }
        return Outcome.done(new FiguresQuery(
                from,
                to,
                call.optionalText("region").orElse(null),
                call.optionalText("projectType").orElse(null),
                call.optionalText("policy").orElse(null)));
    }

    private Answer figures(Call call) {
        return Answer.ok(query(call), query -> figures(call, query));
    }

    private FiguresJson figures(Call call, FiguresQuery query) {
        Figures.By by = Figures.By.valueOf(call.text("by"));
        List<DepositRecord> records = figures.records(call.transaction(), call.actor(), query);
        return new FiguresJson(
                by,
                query.from(),
                query.to(),
                FigureJson.of(Figures.total(records)),
                Figures.by(by, records).stream().map(FigureJson::of).toList(),
                Figures.DEFINITIONS.entrySet().stream()
                        .map(each -> new DefinitionJson(
                                each.getKey(),
                                each.getValue().zh(),
                                each.getValue().en()))
                        .toList());
    }

    private Answer records(Call call) {
        int limit = call.integer("limit");
        return Answer.ok(
                query(call).then(query -> page(call, query, limit)),
                rows -> Page.of(rows, limit, DepositRecord::key, ReadFigures::json));
    }

    private Outcome<List<DepositRecord>> page(Call call, FiguresQuery query, int limit) {
        DepositRecord.Kind kind = DepositRecord.Kind.valueOf(call.text("kind"));
        List<DepositRecord> all = figures.records(call.transaction(), call.actor(), query).stream()
                .filter(record -> record.kind() == kind)
                .toList();
        String after = call.optionalText("after").orElse(null);
        int from = 0;
        if (after != null) {
            from = all.stream().map(DepositRecord::key).toList().indexOf(after) + 1;
            if (from == 0) {
                return Outcome.refused(Refusal.Invalid.of("query/after", "翻页位置无效", "This is no place in the list"));
            }
        }
        return Outcome.done(all.subList(from, Math.min(all.size(), from + limit + 1)));
    }

    private Answer export(Call call) {
        return Answer.of(query(call), query -> export(call, query));
    }

    private Answer.MadeFile export(Call call, FiguresQuery query) {
        if (call.text("format").equals("csv")) {
            return new Answer.MadeFile(
                    "text/csv",
                    "deposit-records.csv",
                    RecordsCsv.of(figures.records(call.transaction(), call.actor(), query)));
        }
        ObjectNode document = figures.export(call.transaction(), call.actor(), query);
        return new Answer.MadeFile(
                "application/json",
                "deposit-figures.json",
                document.toPrettyString().getBytes(StandardCharsets.UTF_8));
    }

    private Answer freeze(Call call) {
        ReportInput input = call.body(ReportInput.class);
        Role side = PolicyRoutes.side(call.actor());
        return Answer.created(
                freeze.execute(call.transaction(), call.actor(), side, input.kind(), input.day()), ReportJson::of);
    }

    private Answer reports(Call call) {
        int limit = call.integer("limit");
        return Answer.ok(
                Page.after(call).map(after -> reports.page(call.transaction(), after, limit + 1)),
                rows -> Page.of(rows, limit, row -> row.id().toString(), ReportJson::line));
    }

    private Outcome<DepositReport> find(Call call) {
        return reports.find(call.transaction(), call.uuid("depositReportId"))
                .map(Outcome::done)
                .orElseGet(() -> Outcome.refused(new Refusal.NotFound("report")));
    }
}
