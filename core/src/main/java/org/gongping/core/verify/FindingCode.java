package org.gongping.core.verify;

import java.util.Locale;

/**
 * What can be wrong. The dotted codes are stable: programs may rely on them. Each carries its message in Chinese and
 * English, with places for details.
 */
public enum FindingCode {
    UNREACHABLE(false, "target.unreachable", "无法读取：%s", "cannot be read: %s"),
    NOT_A_TARGET(
            false,
            "target.unknown",
            "既不是日志地址或文件夹，也不是归档包或回执",
            "neither the URL or folder of a log, nor a dossier, nor a receipt"),
    TOO_LARGE(false, "target.too-large", "超出核验上限 %s", "beyond the verifier's limit of %s"),
    OUT_OF_TIME(false, "target.time", "在 %s 内未能核验完毕", "not verified within %s"),
    POLICY_TEXT(false, "policy.text", "策略文件含有不允许的字节", "the policy file has bytes that are not allowed"),
    POLICY_LINE(false, "policy.line", "策略行无法理解：%s", "policy line not understood: %s"),
    POLICY_KEY(false, "policy.key", "密钥格式错误或类型不支持：%s", "malformed key, or of a kind not supported: %s"),
    POLICY_NAME(
            false,
            "policy.name",
            "名称未在上文定义、重复定义或重复列为成员：%s",
            "name not defined above, defined twice or member twice: %s"),
    POLICY_THRESHOLD(
            false,
            "policy.threshold",
            "门限须为 any、all 或 1 至成员数之间的整数：%s",
            "a threshold is any, all or a number from 1 to that of the members: %s"),
    POLICY_QUORUM(false, "policy.quorum", "策略须恰有一行 quorum", "a policy has exactly one quorum line"),
    POLICY_LOG(false, "policy.log", "策略未列出任何日志密钥", "the policy names no log key"),
    STATE(false, "state.malformed", "核验记忆文件无法使用：%s", "the verifier's memory cannot be used: %s"),

    DOCUMENT_ALGORITHM(false, "document.algorithm", "不支持以 %s 核对文件 %s", "documents are not checked by %s here: %s"),

    NOTE_MALFORMED(true, "note.malformed", "不是格式正确的签名文本：%s", "not a well-formed signed note: %s"),
    NOTE_SIGNATURE(true, "note.signature", "已知密钥 %s 的签名不成立", "the signature of the known key %s does not hold"),
    NOTE_UNSIGNED(true, "note.unsigned", "没有策略所列日志的签名", "no signature of a log that the policy names"),
    NOTE_QUORUM(
            true, "note.quorum", "见证签名未达到策略要求的 %s，已有：%s", "the cosignatures do not reach the quorum %s; there are: %s"),
    CHECKPOINT_MALFORMED(true, "checkpoint.malformed", "检查点内容格式错误：%s", "the text of the checkpoint is malformed: %s"),
    CHECKPOINT_ORIGIN(
            true, "checkpoint.origin", "检查点来源 %s 与签名密钥 %s 不符", "the origin %s is not the name of the signing key %s"),

    LOG_SHRUNK(true, "log.shrunk", "日志变短：上次见到 %s 条，现在只有 %s 条", "the log has shrunk: %s entries when last seen, %s now"),
    LOG_FORKED(
            true,
            "log.forked",
            "同为 %s 条却有两个根哈希：上次 %s，现在 %s",
            "two roots for the same %s entries: %s when last seen, %s now"),
    LOG_INCONSISTENT(
            true,
            "log.inconsistent",
            "前 %s 条已被改动：上次见到的根为 %s，按现有条目算得 %s",
            "the first %s entries are no longer those last seen: root %s then, %s now"),
    LOG_ROOT(true, "log.root", "由全部条目算得的根 %s 与签名的根 %s 不符", "the entries yield the root %s, the signed one is %s"),
    TILE_MISSING(true, "tile.missing", "缺少检查点所需的哈希瓦片", "a tile that the checkpoint needs is missing"),
    TILE_LENGTH(true, "tile.length", "瓦片应有 %s 字节，实有 %s", "the tile must have %s bytes, it has %s"),
    TILE_HASH(true, "tile.hash", "瓦片中的哈希与由下层算得的不符", "a hash of the tile is not what the level below yields"),
    BUNDLE_MISSING(true, "bundle.missing", "缺少检查点所需的条目束", "an entry bundle that the checkpoint needs is missing"),
    BUNDLE_MALFORMED(
            true, "bundle.malformed", "条目束应恰有 %s 条，内容不符", "the bundle must hold exactly %s entries, it does not"),
    BUNDLE_CHANGED(true, "bundle.changed", "重读时内容与先前不同", "other content when read again"),
    ENTRY_FORM(
            true,
            "entry.form",
            "条目不是 {\"c\":\"<64 位小写十六进制>\",\"v\":1}",
            "the entry is not {\"c\":\"<64 lower-case hex digits>\",\"v\":1}"),
    ENTRY_TWICE(true, "entry.twice", "与第 %s 条是同一条目", "the same entry as number %s"),

    ORIGIN_MALFORMED(true, "origin.malformed", "首条记录格式错误：%s", "the first record is malformed: %s"),
    ORIGIN_ENTRY(
            true,
            "origin.entry",
            "公开的首条记录与盐推不出日志的第 0 条",
            "the first record that is shown does not open the first entry of the log"),
    ORIGIN_NAME(true, "origin.name", "首条记录所称的日志是 %s，不是 %s", "the first record is that of the log %s, not of %s"),
    ORIGIN_FORGETS(
            true,
            "origin.forgets",
            "首条记录称前一日志 %s 止于 %s 条，而上次见到时已有 %s 条",
            "the first record ends the log %s at %s entries, it had %s when last seen"),
    ORIGIN_NONE(
            true,
            "origin.none",
            "要求核验前一日志，但此日志没有公开的首条记录",
            "a log before this one was to be verified, but this log shows no first record that names one"),
    BEFORE_OTHER(true, "before.other", "前一日志应为 %s，此处是 %s", "the log before is %s, this is %s"),
    BEFORE_SHORT(
            true,
            "before.short",
            "首条记录称前一日志有 %s 条，此处只有 %s 条",
            "the first record says %s entries of the log before, here are %s"),
    BEFORE_ROOT(
            true,
            "before.root",
            "前一日志前 %s 条的根为 %s，首条记录所称为 %s",
            "the first %s entries of the log before have the root %s, the first record says %s"),

    RECEIPT_MALFORMED(true, "receipt.malformed", "回执格式错误：%s", "the receipt is malformed: %s"),
    RECEIPT_EXTRA(
            true,
            "receipt.extra",
            "回执未带盐和记录，无法重算条目",
            "the receipt carries no salt and record from which to compute its entry"),
    RECEIPT_INCLUSION(
            true,
            "receipt.inclusion",
            "由记录和证明推出的根与检查点不符：记录、序号或证明有误",
            "record and proof do not lead to the root of the checkpoint: record, index or proof is wrong"),

    PROMISE_MALFORMED(true, "promise.malformed", "即时回执格式错误：%s", "the promise is malformed: %s"),
    PROMISE_RECORD(true, "promise.record", "记录和盐与所承诺的条目不符", "record and salt do not yield the entry that was promised"),
    PROMISE_LOG(false, "promise.log", "作出承诺的是日志 %s，而非 %s", "the promise was made by the log %s, not by %s"),
    PROMISE_BROKEN(
            true,
            "promise.broken",
            "承诺未兑现：记录 %s 最迟应于 %s 入日志，而日志 %s 条中没有它",
            "broken promise: the record %s had to be in the log by %s, and is not among its %s entries"),

    DOSSIER_MALFORMED(true, "dossier.malformed", "归档包格式错误：%s", "the dossier is malformed: %s"),
    DOSSIER_CONTENTS(true, "dossier.contents", "目录 contents.json 有误：%s", "contents.json is wrong: %s"),
    FILE_MISSING(true, "file.missing", "目录所列文件不在归档包中", "listed in contents.json, not in the archive"),
    FILE_UNLISTED(true, "file.unlisted", "归档包中的文件未列入目录", "in the archive, not listed in contents.json"),
    FILE_SIZE(true, "file.size", "文件应有 %s 字节，实有 %s", "the file must have %s bytes, it has %s"),
    FILE_HASH(true, "file.hash", "文件的 SHA-256 与目录所列不符", "the file's SHA-256 is not the one listed"),
    RECEIPT_NAME(true, "receipt.name", "回执序号 %s 与文件名不符", "the receipt's index %s is not that of its name"),
    RECEIPT_CHECKPOINT(true, "receipt.checkpoint", "回执的检查点与归档包的不同", "the receipt's checkpoint is not the dossier's"),
    RECORD_MALFORMED(true, "record.malformed", "记录格式错误：%s", "the record is malformed: %s"),
    RECORD_TENDER(true, "record.tender", "记录属于 %s，不属于 %s", "the record belongs to %s, not to %s"),
    RECORD_ID(true, "record.id", "记录标识与第 %s 条相同", "the same id as record %s"),
    RECORD_TIME(
            true,
            "record.time",
            "记录时间比前一条（第 %s 条）早 %s 毫秒，超过容许的 5 秒",
            "its time is %2$s ms before that of its neighbour %1$s; 5 s are tolerated"),
    DOCUMENT_MISSING(true, "document.missing", "记录所附文件 %s 不在归档包中", "the document %s is not in the archive"),
    DOCUMENT_SIZE(true, "document.size", "记录所附文件 %s 应有 %s 字节，实有 %s", "the document %s must have %s bytes, it has %s"),
    DOCUMENT_HASH(true, "document.hash", "文件内容与其名称中的 SHA-256 不符", "the document's SHA-256 is not its name"),
    DOCUMENT_UNRECORDED(
            true, "document.unrecorded", "没有任何记录为此文件作证", "no record of the dossier vouches for this document"),
    CHAIN_GAP(
            true,
            "chain.gap",
            "前一条记录 %s 不在归档包中：有记录被抽去",
            "its predecessor %s is not in the dossier: a record has been left out"),
    CHAIN_ORDER(true, "chain.order", "前一条记录反而在后（第 %s 条）", "its predecessor comes after it, at %s"),
    CHAIN_FORK(true, "chain.fork", "与第 %s 条接在同一条记录之后", "follows the same record as number %s does"),
    CHAIN_JOIN(true, "chain.join", "并链所列 %s 不是此前任何一条链的末端", "it joins %s, which is not the head of a chain before it"),
    CHAIN_JOINED(true, "chain.joined", "所接的链已由第 %s 条并入，不得再延长", "continues a chain that record %s has joined"),
    CHAIN_UNJOINED(
            true,
            "chain.unjoined",
            "此链在第 %s 条并链时未被列入",
            "the chain that ends here is missing from those that record %s joined");

    private final boolean failure;
    private final String code;
    private final String zh;
    private final String en;

    FindingCode(boolean failure, String code, String zh, String en) {
        this.failure = failure;
        this.code = code;
        this.zh = zh;
        this.en = en;
    }

    /** Dotted, stable. */
    public String code() {
        return code;
    }

    /** True: a check failed, which is evidence. False: something could not be checked, which proves nothing. */
    public boolean isFailure() {
        return failure;
    }

    String zh(Object... details) {
        return String.format(Locale.ROOT, zh, details);
    }

    String en(Object... details) {
        return String.format(Locale.ROOT, en, details);
    }
}
