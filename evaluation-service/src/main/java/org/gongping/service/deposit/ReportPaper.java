package org.gongping.service.deposit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.gongping.core.deposit.DepositReport;
import org.gongping.core.notice.NoticeBody;
import org.gongping.service.notice.NoticePdf;
import org.gongping.service.notice.Paper;

/** A frozen report on paper: figures, definitions, and the digest by which it can be told from any other. */
public final class ReportPaper {
    private static final int MOST_RECORDS = 500;

    private final NoticePdf pdf;

    public ReportPaper(NoticePdf pdf) {
        this.pdf = pdf;
    }

    byte[] render(DepositReport report) {
        String title = "投标保证金减免与退还" + report.kind().zh() + "（" + report.from() + " 至 " + report.to() + "）";
        return pdf.render(
                new Paper(
                        report.id(),
                        "报告",
                        title,
                        title,
                        report.kind().zh(),
                        null,
                        "固定时间",
                        report.frozenAt(),
                        null,
                        body(report),
                        "/deposits/reports/" + report.id()),
                Optional.of("本报告数据已固定，摘要 SHA-256 " + report.sha256()));
    }

    private static JsonNode body(DepositReport report) {
        JsonNode document = report.document();
        JsonNode total = document.path("total");
        NoticeBody body = new NoticeBody()
                .section("总量", "Totals")
                .fact("免收金额（元）", "Waived (yuan)", total.path("waived").asText())
                .fact("免收笔数", "Waivers", total.path("waivedRecords").asText())
                .fact("惠及企业（家）", "Bidders helped", total.path("bidders").asText())
                .fact("退还本金（元）", "Released (yuan)", total.path("released").asText())
                .fact("退还笔数", "Refunds", total.path("releasedRecords").asText())
                .fact("利息（元）", "Interest (yuan)", total.path("interest").asText())
                .fact("资金占用费（元）", "Occupation fee (yuan)", total.path("fee").asText())
                .fact(
                        "平均退还天数",
                        "Mean days to refund",
                        total.path("meanRefundDays").asText("—"));
        table(body, "按地区", document.path("byREGION"), "地区");
        table(body, "按项目类型", document.path("byPROJECT_TYPE"), "项目类型");
        table(body, "按政策", document.path("byPOLICY"), "政策");
        records(body, document.path("records"));
        body.section("口径", "Definitions");
        StringBuilder definitions = new StringBuilder();
        document.path("definitions")
                .forEach(each -> definitions.append(each.path("zh").asText()).append('\n'));
        return body.text(definitions.toString()).json();
    }

    private static void table(NoticeBody body, String title, JsonNode figures, String key) {
        NoticeBody.Table table = body.section(title, title)
                .table()
                .column(key, key, false)
                .column("免收（元）", "Waived", true)
                .column("笔数", "Waivers", true)
                .column("退还（元）", "Released", true)
                .column("笔数", "Refunds", true);
        figures.forEach(figure -> table.row(
                figure.path("key").asText().equals("none")
                        ? "无政策"
                        : figure.path("key").asText(),
                figure.path("waived").asText(),
                figure.path("waivedRecords").asText(),
                figure.path("released").asText(),
                figure.path("releasedRecords").asText()));
    }

    private static void records(NoticeBody body, JsonNode records) {
        body.section("明细", "Records");
        if (records.size() > MOST_RECORDS) {
            body.text("共 " + records.size() + " 笔，见随报告导出的数据文件。");
            return;
        }
        NoticeBody.Table table = body.table()
                .column("项目", "Project", false)
                .column("标段", "Lot", true)
                .column("投标人", "Bidder", false)
                .column("类别", "Kind", false)
                .column("日期", "Day", false)
                .column("金额（元）", "Amount", true);
        records.forEach(record -> table.row(
                record.path("projectCode").asText(),
                record.path("lotNo").asText(),
                record.path("bidderName").asText(),
                record.path("kind").asText().equals("WAIVED") ? "免收" : "退还",
                record.path("day").asText(),
                record.path("amount").asText()));
    }
}
