package org.gongping.core.audit.sequence;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One reason for which a log has stopped, in both languages. What stopped it was written down for the operator, in English
 * and in one line; here it is read again for the people who look at the page. A text that is not known stays as it is.
 *
 * @param code dotted, stable; {@code other} for a text that is not known
 */
public record HaltReason(String code, String zh, String en) {
    private static final String OTHER = "other";

    /** A text that is known: {@code {1}} in the Chinese stands for the first group of the English. */
    private record Known(String code, String zh, Pattern en) {
        Optional<HaltReason> read(String text) {
            Matcher matcher = en.matcher(text);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            String told = zh;
            for (int i = 1; i <= matcher.groupCount(); i++) {
                told = told.replace("{" + i + "}", matcher.group(i));
            }
            return Optional.of(new HaltReason(code, told, text));
        }
    }

    private static final List<Known> KNOWN = List.of(
            known(
                    "database.behind",
                    "数据库只有 {1} 个序号，已签署的却有 {2} 个：数据库比日志旧（例如恢复了旧备份）",
                    "the database knows (\\d+) places, but (\\d+) were signed: it is older than the log"),
            known(
                    "database.records",
                    "第 {1} 至 {2} 条的序号中，只有 {3} 条有记录",
                    "of the places (\\d+) to (\\d+) only (\\d+) have their record"),
            known(
                    "database.state",
                    "数据库状态为 {1} 条，已分配的序号却到第 {2} 条",
                    "the state of the database is (\\d+) entries, but places are given up to #(-?\\d+)"),
            known(
                    "database.root",
                    "同为 {1} 条，数据库中的根与已签署的不同",
                    "of (\\d+) entries the database has another root than was signed"),
            known("database.moved", "日志状态已被他人从 {1} 条改动", "somebody else has moved the state of the log on from (\\d+)"),
            known(
                    "published.ahead",
                    "已公布 {1} 条，数据库只有 {2} 个序号",
                    "(\\d+) entries are published, the database knows (\\d+) places"),
            known(
                    "witness.ahead",
                    "见证人 {1} 已签到 {2} 条，数据库只有 {3} 个序号：数据库比日志旧（例如恢复了旧备份）",
                    "the witness (\\S+) has cosigned (\\d+) entries, the database knows (\\d+) places: it is older than the log"),
            known(
                    "witness.root",
                    "见证人 {1} 在 {2} 条时签署的是另一个根：{3}",
                    "the witness (\\S+) has cosigned another root of (\\d+) entries: (\\S+)"),
            known(
                    "witness.history",
                    "在 {1} 条时，见证人所知的历史与本日志不同（{2}）",
                    "at size (\\d+) a witness knows another history: (.+)"),
            known(
                    "tiles.signed",
                    "瓦片前 {1} 条算得的根与已签署的不同",
                    "the tiles of (\\d+) entries yield another root than what was signed"),
            known(
                    "tiles.published",
                    "瓦片前 {1} 条算得的根与已公布的不同",
                    "the tiles of (\\d+) entries yield another root than what is published"),
            known(
                    "tiles.database",
                    "{1} 条的瓦片算不出数据库中的根",
                    "the tiles of (\\d+) entries do not yield the root that the database has"),
            known(
                    "tiles.lost.signed",
                    "已签署 {1} 条，瓦片却不全：{2}",
                    "what was signed has (\\d+) entries, but the tiles do not hold them: (.+)"),
            known(
                    "tiles.lost.published",
                    "已公布 {1} 条，瓦片却不全：{2}",
                    "what is published has (\\d+) entries, but the tiles do not hold them: (.+)"),
            known("signer.memory", "签名方的记忆已损坏，无法读取", "the memory of the signer is damaged"),
            known("signer.shrunk", "日志有 {1} 条，已签署的却有 {2} 条", "the log has (\\d+) entries, but (\\d+) were signed"),
            known("signer.rewritten", "前 {1} 条已不是签署时的内容", "the first (\\d+) entries are not those that were signed"),
            known("checkpoint.note", "公布的检查点文件不是签名文本", "checkpoint is no signed note"),
            known("checkpoint.other", "公布的检查点文件签的是别的内容", "checkpoint is a note about something else"),
            known("file.missing", "缺少文件 {1}", "(\\S+) is missing"),
            known("file.length", "文件 {1} 的长度不对，实有 {2} 字节", "(\\S+) has (\\d+) bytes"),
            known("file.entry", "文件 {1} 在第 {2} 个条目中间断了", "(\\S+) ends within entry (\\d+)"),
            known("file.changed", "文件 {1} 的内容不是由记录算得的内容", "(\\S+) holds other bytes than the records yield"));

    private static Known known(String code, String zh, String en) {
        return new Known(code, zh, Pattern.compile(en));
    }

    /** Reads what was written down when a log stopped; several reasons stand one after another, parted by a semicolon. */
    public static List<HaltReason> read(String why) {
        return Stream.of(why.split("; ")).map(HaltReason::one).toList();
    }

    /** All reasons in one line of Chinese. */
    public static String chinese(String why) {
        return String.join("；", read(why).stream().map(HaltReason::zh).toList());
    }

    private static HaltReason one(String text) {
        return KNOWN.stream()
                .flatMap(known -> known.read(text).stream())
                .findFirst()
                .map(HaltReason::withDetail)
                .orElseGet(() -> new HaltReason(OTHER, text, text));
    }

    /** The last detail of a reason may itself be one. */
    private static HaltReason withDetail(HaltReason reason) {
        int colon = reason.en().indexOf(": ");
        if (!reason.code().startsWith("tiles.lost") || colon < 0) {
            return reason;
        }
        String detail = reason.en().substring(colon + 2);
        return new HaltReason(
                reason.code(), reason.zh().replace(detail, one(detail).zh()), reason.en());
    }
}
