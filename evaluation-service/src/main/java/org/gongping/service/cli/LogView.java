package org.gongping.service.cli;

import java.io.PrintWriter;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.gongping.core.audit.note.Checkpoint;
import org.gongping.core.audit.recover.Contradiction;
import org.gongping.core.audit.recover.Heard;
import org.gongping.core.audit.recover.Loss;
import org.gongping.core.audit.recover.Standing;
import org.gongping.service.log.StoppedLog;

/** What there is to see of a log, for the person who must decide about it. */
final class LogView {
    private final PrintWriter out;
    private final LogOptions options;

    LogView(PrintWriter out, LogOptions options) {
        this.out = out;
        this.options = options;
    }

    void show(StoppedLog.Seen seen, String origin) {
        Standing standing = seen.standing();
        line("日志", "Log", origin);
        line(
                "数据库",
                "Database",
                size(standing.places().size(), standing.places().root())
                        + options.pick("，记录行 " + seen.rows(), ", rows " + seen.rows()));
        line("已签署", "Signed", standing.signed().map(LogView::size).orElse("–"));
        line(
                "已公布",
                "Published",
                standing.published().map(now -> size(now.checkpoint())).orElse("–"));
        line("公开文件", "Files", options.pick("条目 ", "entries ") + seen.loss().held());
        standing.witnesses().forEach(heard -> line("见证人", "Witness", heard.witness() + "  " + of(heard)));
        seen.halted().ifPresent(why -> line("已停止", "Stopped", why));
        for (Contradiction each : standing.contradictions()) {
            line("矛盾", "Contradicts", options.pick(each.zh(), each.en()));
        }
        if (seen.unfinished()) {
            line(
                    "未完成",
                    "Unfinished",
                    options.pick(
                            "新日志来源尚未落到公开文件：请再运行一次 log recover",
                            "the change of the origin has not reached the files: run log recover once more"));
        }
        if (seen.mustDecide()) {
            loss(seen.loss());
        } else if (!seen.unfinished()) {
            line("结论", "Result", options.pick("没有矛盾，无须决定", "nothing contradicts, there is nothing to decide"));
        }
        out.flush();
    }

    private void loss(Loss loss) {
        if (loss.isNothing()) {
            line("缺失", "Lost", options.pick("无：每条条目都有记录行", "nothing: each entry has its row"));
            line(
                    "可行办法",
                    "Way",
                    options.pick(
                            "原地重建：按公开文件重排序号，日志来源不变：log recover --by … --reason …",
                            "rebuild: every row gets its place again from the public files, the origin stays: log recover --by … --reason …"));
            return;
        }
        if (!loss.sound()) {
            line(
                    "公开文件",
                    "Files",
                    options.pick("推不出已签署的根：不能据以重建", "do not yield what was signed: nothing can be rebuilt from them"));
        }
        if (loss.rowless() > 0) {
            String ranges = loss.ranges().stream()
                    .map(range ->
                            range.from() == range.to() ? "#" + range.from() : "#" + range.from() + "–#" + range.to())
                    .collect(Collectors.joining(options.pick("、", ", ")));
            line(
                    "缺失",
                    "Lost",
                    options.pick(
                            loss.rowless() + " 条条目在公开文件中，数据库没有其记录行：" + ranges,
                            loss.rowless() + " entries are in the public files, but the database has no row of them: "
                                    + ranges));
        }
        if (loss.gone() > 0) {
            line(
                    "缺失",
                    "Lost",
                    options.pick(
                            loss.gone() + " 条条目连公开文件也没有：#" + loss.held() + "–#" + (loss.known() - 1) + "（监督机关的副本可能有）",
                            loss.gone() + " entries are not even in the public files: #" + loss.held() + "–#"
                                    + (loss.known() - 1) + " (a copy at the supervising authority may have them)"));
        }
        line(
                "可行办法",
                "Way",
                options.pick(
                        "先找回更新的备份或副本；找不回时启用新的日志来源：log recover --new-origin ORIGIN --by … --reason …",
                        "first look for a newer backup or copy; where there is none, begin a new origin: log recover --new-origin ORIGIN --by … --reason …"));
    }

    void line(String zh, String en, String value) {
        String label = options.pick(zh, en);
        int columns = label.codePoints().map(point -> point > 0x2e80 ? 2 : 1).sum();
        out.println(label + " ".repeat(Math.max(1, 13 - columns)) + value);
    }

    private String of(Heard heard) {
        return heard.checkpoint()
                .map(LogView::size)
                .orElseGet(() ->
                        heard.trouble().isEmpty() ? options.pick("不认识此日志", "does not know this log") : heard.trouble());
    }

    static String size(Checkpoint checkpoint) {
        return size(checkpoint.size(), checkpoint.root());
    }

    private static String size(long size, byte[] root) {
        return size + "  " + (root.length == 0 ? "–" : Base64.getEncoder().encodeToString(root));
    }

    void lines(List<String> lines) {
        lines.forEach(each -> out.println("    " + each));
        out.flush();
    }
}
