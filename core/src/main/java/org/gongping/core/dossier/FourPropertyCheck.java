package org.gongping.core.dossier;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.gongping.core.audit.note.SignedNote;

/**
 * The four-property check (四性检测, DA/T 103-2024) as far as a machine can make it at the export. What it finds wrong
 * stops the export, so an item in a finished dossier has either passed or was not checked; the latter are listed too,
 * for the person who accepts the archive to check.
 */
final class FourPropertyCheck {
    static final String STANDARD = "DA/T 103-2024";

    /** What an archive must be. */
    enum Property {
        AUTHENTICITY("真实性"),
        COMPLETENESS("完整性"),
        USABILITY("可用性"),
        SECURITY("安全性");

        private final String zh;

        Property(String zh) {
            this.zh = zh;
        }

        String zh() {
            return zh;
        }
    }

    /** How an item came out. */
    enum Result {
        PASSED("通过"),
        NOT_CHECKED("未由机器检测");

        private final String zh;

        Result(String zh) {
            this.zh = zh;
        }

        String zh() {
            return zh;
        }
    }

    /**
     * One item.
     *
     * @param code stable, for programs
     * @param basis what the result was made of, or who has to check
     */
    record Item(Property property, String code, String zh, Result result, String basis) {}

    private FourPropertyCheck() {}

    static List<Item> items(Scope scope, Survey survey, SortedSet<String> mediaTypes) {
        long records = survey.records();
        int documents = survey.documents().size();
        return List.of(
                passed(
                        Property.AUTHENTICITY,
                        "authenticity.checkpoint",
                        "检查点由日志签名，见证签名达到策略要求",
                        "签名者：" + signers(scope)),
                passed(
                        Property.AUTHENTICITY,
                        "authenticity.records",
                        "每条记录及其盐重算后与日志条目一致，并可推至检查点的根",
                        "逐条重算 " + records + " 条"),
                passed(
                        Property.AUTHENTICITY,
                        "authenticity.documents",
                        "每份文件的 SHA-256 与记录所载一致",
                        "读出原文重算 " + documents + " 份"),
                unchecked(Property.AUTHENTICITY, "authenticity.signatures", "文件内的电子签名、电子印章", "由接收人以签名软件验证"),
                unchecked(Property.AUTHENTICITY, "authenticity.content", "记录所述与事实相符", "日志只证明写入内容未变，由接收人核对"),
                passed(
                        Property.COMPLETENESS,
                        "completeness.records",
                        "记录链首尾相接，所存本项目在检查点之下的记录全部收入",
                        records + " 条，" + survey.chains() + " 条链，序号 " + survey.first() + " 至 " + survey.last()
                                + "；链末之后是否另有记录，由持有更晚回执者核对"),
                passed(Property.COMPLETENESS, "completeness.documents", "记录提到的文件全部收入，别无他件", documents + " 份"),
                unchecked(Property.COMPLETENESS, "completeness.handover", "纸质、音像和副场移交的材料是否齐全", "不在本系统之内，由接收人清点"),
                unchecked(Property.COMPLETENESS, "completeness.retention", "保管期限（永久、30 年、10 年）的划定", "由档案部门划定"),
                passed(Property.USABILITY, "usability.readable", "每份文件均可从存储中完整读出", "读出 " + documents + " 份"),
                unchecked(
                        Property.USABILITY,
                        "usability.formats",
                        "文件可以打开，格式适合长期保存",
                        mediaTypes.isEmpty() ? "无文件" : "由接收人检测；按内容识别的格式：" + String.join("、", mediaTypes)),
                passed(
                        Property.SECURITY,
                        "security.secrecy",
                        "导出时保密期已过",
                        "投标截止时间 " + scope.project().bidDeadline() + " 之后导出"),
                unchecked(Property.SECURITY, "security.personalData", "个人信息仅以加盐引用出现", "记录按种类只写引用；自由文字和文件正文由接收人检查"),
                unchecked(Property.SECURITY, "security.malware", "不含病毒等恶意代码", "由接收人检测"),
                unchecked(Property.SECURITY, "security.medium", "载体和归档过程安全", "由接收人检测"));
    }

    private static String signers(Scope scope) {
        return scope.at().note().signatures().stream()
                .map(SignedNote.Line::name)
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .collect(Collectors.joining("、"));
    }

    private static Item passed(Property property, String code, String zh, String basis) {
        return new Item(property, code, zh, Result.PASSED, basis);
    }

    private static Item unchecked(Property property, String code, String zh, String basis) {
        return new Item(property, code, zh, Result.NOT_CHECKED, basis);
    }
}
