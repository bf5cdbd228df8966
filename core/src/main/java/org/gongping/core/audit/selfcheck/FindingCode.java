package org.gongping.core.audit.selfcheck;

import java.util.Locale;

/** What the self-check can find. The dotted codes are stable; each carries its message with places for details. */
public enum FindingCode {
    ENTRY_COMMITMENT(
            "entry.commitment",
            "记录与盐推不出该行的条目：三者之一已被改动",
            "record and salt do not yield the entry of the row: one of the three was changed"),
    ENTRY_LEAF("entry.leaf", "条目推不出该行的叶哈希", "the entry does not yield the leaf hash of the row"),
    ENTRY_TWICE("entry.twice", "与第 %s 条是同一条目", "the same entry as #%s"),
    RECORD_MALFORMED("record.malformed", "记录无法读取：%s", "the record cannot be read: %s"),
    RECORD_TIME(
            "record.time",
            "记录时间 %3$s 比前一条（#%1$s）早 %2$s 毫秒，超过容许的 5 秒",
            "its time %3$s is %2$s ms before that of its neighbour #%1$s; 5 s are tolerated"),
    RECORD_CHAIN(
            "record.chain", "未接在记录链 %s 的上一条（#%s）之后", "does not follow the last record of its stream %s, which is #%s"),
    ROW_COLUMN(
            "row.column", "列 %s 与记录不符：列为 %s，记录为 %s", "the column %s is not what the record says: %s, in the record %s"),
    ROW_MISSING("row.missing", "序号所指的记录行 %s 不存在：已被删除", "the row %s of this place is not there: it was deleted"),
    ROW_LOST("row.lost", "%s 记录既无序号也不在待编队列中", "a record of %s that has no place in the log and does not wait for one"),
    ROW_WAITING("row.waiting", "等待序号已超过 60 秒（共 %s 条在等）", "has waited for a place for more than 60 s (%s wait)"),
    PENDING_ROW("pending.row", "待编队列所指的记录行不存在", "waits for a place, but its row is not there"),
    PLACE_GAP("place.gap", "序号缺失：#%s 至 #%s 无人占用", "places are missing: nothing stands from #%s to #%s"),
    PLACE_BEYOND("place.beyond", "序号超出日志长度 %s", "beyond the size %s of the log"),
    BUNDLE_MISSING("bundle.missing", "缺少条目束", "the entry bundle is missing"),
    BUNDLE_MALFORMED("bundle.malformed", "条目束应恰有 %s 条，内容不符", "the bundle must hold exactly %s entries, it does not"),
    BUNDLE_LEAF("bundle.leaf", "#%s：条目束中的条目与瓦片中的叶哈希不符", "#%s: the entry of the bundle is not the leaf of the tile"),
    TILE_MISSING("tile.missing", "缺少哈希瓦片", "the tile is missing"),
    TILE_LENGTH("tile.length", "瓦片应有 %s 字节，实有 %s", "the tile must have %s bytes, it has %s"),
    TILE_LEAF(
            "tile.leaf",
            "由记录算得的叶哈希与瓦片 %s 中的不符：记录被改动、调换或插入，或瓦片被改动",
            "its record does not yield the leaf in %s: record changed, swapped or inserted, or tile changed"),
    TILE_HASH("tile.hash", "第 %s 个哈希与由下层算得的不符", "hash %s is not what the level below yields"),
    CHECKPOINT_MISSING(
            "checkpoint.missing", "已签署至 %s 条，却没有公布的检查点", "%s entries were signed, but no checkpoint is published"),
    CHECKPOINT_MALFORMED("checkpoint.malformed", "公布的检查点无法读取：%s", "the published checkpoint cannot be read: %s"),
    CHECKPOINT_SIGNATURE(
            "checkpoint.signature",
            "公布的检查点没有本日志的有效签名",
            "the published checkpoint carries no valid signature of this log"),
    CHECKPOINT_QUORUM(
            "checkpoint.quorum", "见证签名未达到策略要求，已有：%s", "the cosignatures do not meet the policy; there are: %s"),
    CHECKPOINT_AHEAD(
            "checkpoint.ahead", "公布的检查点有 %s 条，本服务器只签署过 %s 条", "%s entries are published, but the signer remembers %s"),
    CHECKPOINT_ROOT("checkpoint.root", "%s 条的瓦片算得根 %s，%s为 %s", "the tiles of %s entries yield the root %s; %s: %s"),
    CHECKPOINT_UNFOUNDED(
            "checkpoint.unfounded", "%s 条的根无法由瓦片算出：%s", "the root of %s entries cannot be computed from the tiles: %s"),
    STATE_BEHIND(
            "state.behind",
            "数据库只有 %s 个序号，已签署的却有 %s 个：被截短或由旧备份恢复",
            "the database knows %s places, but %s were signed: cut short, or restored from an old backup"),
    STATE_ROOT("state.root", "数据库中 %s 条的根与签署的不符", "the root of %s entries in the database is not the one signed"),
    GUARD_TRIGGER("guard.trigger", "防护触发器缺失、停用或被改动", "the guard trigger is missing, disabled or changed"),
    GUARD_EVENT_TRIGGER("guard.event-trigger", "事件触发器缺失、停用或被改动", "the event trigger is missing, disabled or changed"),
    GUARD_FUNCTION("guard.function", "防护函数缺失或被改动", "the guard function is missing or changed"),
    GUARD_PARTITION("guard.partition", "分区已被分离或删除", "the partition was detached or dropped"),
    GUARD_RULE("guard.rule", "审计表上有不应存在的改写规则或行级策略", "a rewrite rule or row policy that must not be there"),
    GUARD_KEY("guard.key", "唯一约束缺失或无效", "the unique key is missing or not valid"),
    GUARD_RIGHT("guard.right", "不应授予的权限：%s", "a right that must not be granted: %s"),
    EFFECT_UNRECORDED("effect.unrecorded", "业务数据没有对应的 %s 记录", "the business object has no record %s");

    private final String code;
    private final String zh;
    private final String en;

    FindingCode(String code, String zh, String en) {
        this.code = code;
        this.zh = zh;
        this.en = en;
    }

    /** Dotted, stable. */
    public String code() {
        return code;
    }

    String zh(Object... details) {
        return String.format(Locale.ROOT, zh, details);
    }

    String en(Object... details) {
        return String.format(Locale.ROOT, en, details);
    }
}
