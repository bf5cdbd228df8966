package org.gongping.service.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.stream.Collectors;
import org.gongping.core.verify.Continuation;
import org.gongping.core.verify.Finding;
import org.gongping.core.verify.FindingCode;
import org.gongping.core.verify.Report;
import org.gongping.core.verify.SealedCheckpoint;
import org.gongping.service.config.ServerConfig;

/** A report of the verifier as people and as programs read it. */
final class VerifyReport {
    private VerifyReport() {}

    static String text(Report report, boolean zh) {
        StringBuilder text = new StringBuilder();
        report.checkpoint().ifPresent(accepted -> checkpoint(text, accepted, zh));
        report.continues().ifPresent(before -> continues(text, before, zh));
        if (report.kind() == Report.Kind.EXCERPT) {
            line(
                    text,
                    zh ? "种类" : "Kind",
                    zh ? "审计摘录：未收入的记录和文件不在证明之列" : "excerpt: it proves nothing of what it leaves out");
        }
        if (!report.counts().isEmpty()) {
            String counts = report.counts().entrySet().stream()
                    .map(count -> count.getValue() + " "
                            + (zh ? count.getKey().zh() : count.getKey().en()))
                    .collect(Collectors.joining(zh ? "、" : ", "));
            line(text, zh ? "已核验" : "Checked", counts);
        }
        report.record().ifPresent(record -> line(text, zh ? "记录" : "Record", record));
        report.promise().ifPresent(promise -> line(text, zh ? "即时回执" : "Promise", promise(promise, zh)));
        line(text, zh ? "用时" : "Time", "%.1f s".formatted(report.elapsed().toMillis() / 1000.0));
        line(text, zh ? "结论" : "Result", result(report, zh));
        for (Finding finding : report.findings()) {
            text.append("  ")
                    .append(printable(finding.place() + ": " + (zh ? finding.zh() : finding.en())))
                    .append(" [")
                    .append(finding.code().code())
                    .append("]\n");
        }
        if (isOfRehearsal(report) && report.findings().stream().anyMatch(VerifyReport::isOfTheClock)) {
            text.append(
                    zh
                            ? "  这是演练的日志，其时钟由人设定：请加 --rehearsal 再核验"
                            : "  This is the log of a rehearsal, where people set the clock: verify it with --rehearsal");
        }
        return text.toString().stripTrailing();
    }

    private static boolean isOfRehearsal(Report report) {
        return report.checkpoint()
                .filter(accepted -> accepted.checkpoint().origin().endsWith(ServerConfig.Log.OF_REHEARSALS))
                .isPresent();
    }

    private static boolean isOfTheClock(Finding finding) {
        return finding.code() == FindingCode.RECORD_AFTER_WITNESS
                || finding.code() == FindingCode.RECORD_BEFORE_WITNESS;
    }

    private static void checkpoint(StringBuilder text, SealedCheckpoint accepted, boolean zh) {
        line(text, zh ? "日志" : "Log", accepted.checkpoint().origin());
        line(text, zh ? "条目数" : "Size", Long.toString(accepted.checkpoint().size()));
        line(text, zh ? "根哈希" : "Root", root(accepted));
        line(text, zh ? "签名" : "Signed", accepted.signer());
        for (SealedCheckpoint.Cosigned witness : accepted.witnesses()) {
            line(text, zh ? "见证" : "Cosigned", witness.witness() + " (" + witness.keyName() + ") " + witness.time());
        }
    }

    private static String promise(Report.Promise promise, boolean zh) {
        String standing = switch (promise.standing()) {
            case PROMISED ->
                zh
                        ? "日志已承诺，尚未核对是否入日志（可加 --log），最迟 " + promise.due()
                        : "promised, not yet looked for in the log (--log does), due by " + promise.due();
            case WAITING ->
                zh ? "已承诺，尚未入日志，最迟 " + promise.due() : "promised, not yet in the log, due by " + promise.due();
            case IN_LOG ->
                zh
                        ? "已入日志，第 " + promise.index().orElseThrow() + " 条"
                        : "kept: in the log at " + promise.index().orElseThrow();
            case BROKEN -> zh ? "承诺未兑现" : "BROKEN";
        };
        return promise.entryId() + (zh ? "：" : ": ") + standing;
    }

    private static void continues(StringBuilder text, Continuation before, boolean zh) {
        line(
                text,
                zh ? "接续" : "Continues",
                zh
                        ? "本日志接续 %s 的 %d 条，根 %s".formatted(before.before(), before.size(), before.root())
                        : "this log continues %s from size %d, root %s"
                                .formatted(before.before(), before.size(), before.root()));
        line(
                text,
                zh ? "决定" : "Decided",
                zh
                        ? "%s（%s）：%s；前一日志中有 %d 条不在本日志"
                                .formatted(before.by(), before.time(), before.reason(), before.lost())
                        : "by %s (%s): %s; entries of the log before that are not in this one: %d"
                                .formatted(before.by(), before.time(), before.reason(), before.lost()));
    }

    private static String result(Report report, boolean zh) {
        return switch (report.exitCode()) {
            case 0 -> zh ? "全部通过" : "all good";
            case 1 ->
                zh
                        ? "核验未通过，共 %d 项发现".formatted(report.findings().size())
                        : "FAILED, findings: %d".formatted(report.findings().size());
            default -> zh ? "未能核验" : "could not be checked";
        };
    }

    private static void line(StringBuilder text, String label, String value) {
        // A terminal gives a Chinese character two columns.
        int columns = label.codePoints().map(point -> point > 0x2e80 ? 2 : 1).sum();
        text.append(label)
                .append(" ".repeat(Math.max(1, 10 - columns)))
                .append(printable(value))
                .append('\n');
    }

    /** What others wrote must not drive the reader's terminal or turn the order of its characters. */
    static String printable(String value) {
        return value.codePoints()
                .mapToObj(point ->
                        isDangerous(point) ? String.format(Locale.ROOT, "\\u%04x", point) : Character.toString(point))
                .collect(Collectors.joining());
    }

    private static boolean isDangerous(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    private static String root(SealedCheckpoint accepted) {
        return Base64.getEncoder().encodeToString(accepted.checkpoint().root());
    }

    static String json(Report report) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("schema", "gongping.verify-report/1");
        json.put("target", report.target());
        json.put("kind", report.kind().name().toLowerCase(Locale.ROOT));
        json.put("exitCode", report.exitCode());
        report.checkpoint().ifPresent(accepted -> {
            ObjectNode checkpoint = json.putObject("checkpoint");
            checkpoint.put("origin", accepted.checkpoint().origin());
            checkpoint.put("size", accepted.checkpoint().size());
            checkpoint.put("root", root(accepted));
            checkpoint.put("signer", accepted.signer());
            ArrayNode witnesses = checkpoint.putArray("witnesses");
            accepted.witnesses()
                    .forEach(witness -> witnesses
                            .addObject()
                            .put("name", witness.witness())
                            .put("key", witness.keyName())
                            .put("time", witness.time().toString()));
            checkpoint.put("note", new String(accepted.note(), StandardCharsets.UTF_8));
        });
        report.continues()
                .ifPresent(before -> json.putObject("continues")
                        .put("origin", before.before())
                        .put("size", before.size())
                        .put("root", before.root())
                        .put("by", before.by())
                        .put("reason", before.reason())
                        .put("time", before.time())
                        .put("lost", before.lost()));
        ObjectNode counts = json.putObject("checked");
        report.counts().forEach((counted, number) -> counts.put(counted.en(), number));
        report.record().ifPresent(record -> json.put("record", record));
        report.promise().ifPresent(promise -> {
            ObjectNode about = json.putObject("promise");
            about.put("entry", promise.entryId());
            about.put("time", promise.time().toString());
            about.put("due", promise.due().toString());
            about.put("standing", promise.standing().name().toLowerCase(Locale.ROOT));
            promise.index().ifPresent(index -> about.put("index", index));
        });
        ArrayNode findings = json.putArray("findings");
        report.findings().forEach(finding -> findings.add(json(finding)));
        json.put("elapsedMillis", report.elapsed().toMillis());
        return json.toPrettyString();
    }

    private static ObjectNode json(Finding finding) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("code", finding.code().code());
        json.put("failure", finding.code().isFailure());
        json.put("file", finding.file());
        finding.index().ifPresent(index -> json.put("index", index));
        return json.put("zh", finding.zh()).put("en", finding.en());
    }
}
