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
    ROW_ORDER(
            "row.order",
            "列 inserted（%s）不大于同一记录链上一条（#%3$s）的 %2$s：显示次序被改动",
            "its column inserted is %s, that of the record before it on its stream (#%3$s) is %2$s: the order in which people"
                    + " read them was changed"),
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
    RECORD_BEFORE_WITNESS(
            "record.before-witness",
            "记录时间 %s 早于见证时间 %s（检查点 %s 条）超过 300 秒，而该检查点尚不含此记录：时钟被拨回，或记录曾长时间等待序号",
            "its time %s is more than 300 s before %s, when a witness cosigned %s entries without it: the clock was set back,"
                    + " or the record waited that long for its place"),
    RECORD_AFTER_WITNESS(
            "record.after-witness",
            "记录时间 %s 晚于见证时间 %s（检查点 %s 条）超过 300 秒，而该检查点已含此记录：时钟被拨快",
            "its time %s is more than 300 s after %s, when a witness cosigned %s entries with it: the clock was set forward"),
    CHECKPOINT_MISSING(
            "checkpoint.missing",
            "日志已有 %s 条，却没有公布的检查点",
            "%s entries have their places, but no checkpoint is published"),
    CHECKPOINT_MALFORMED("checkpoint.malformed", "检查点无法读取：%s", "the checkpoint cannot be read: %s"),
    CHECKPOINT_SIGNATURE(
            "checkpoint.signature", "检查点没有本日志的有效签名", "the checkpoint carries no valid signature of this log"),
    CHECKPOINT_QUORUM(
            "checkpoint.quorum", "见证签名未达到策略要求，已有：%s", "the cosignatures do not meet the policy; there are: %s"),
    CHECKPOINT_STALE(
            "checkpoint.stale",
            "公布的检查点只有 %s 条，%s 早在 %s 已见证 %s 条：旧检查点被放回，或公布停滞",
            "%s entries are published, but %s cosigned at %s that there are %s: an old checkpoint was put back, or nothing is"
                    + " published any more"),
    CHECKPOINT_ROOT("checkpoint.root", "%s 条的瓦片算得根 %s，%s 的为 %s", "the tiles of %s entries yield the root %s; %s: %s"),
    CHECKPOINT_UNFOUNDED(
            "checkpoint.unfounded", "%s 条的根无法由瓦片算出：%s", "the root of %s entries cannot be computed from the tiles: %s"),
    WITNESS_UNREACHABLE("witness.unreachable", "无法向见证人核对：%s", "the witness cannot be asked: %s"),
    WITNESS_CHECKPOINT(
            "witness.checkpoint",
            "见证人所存的检查点不是本日志由其见证的检查点",
            "what the witness keeps is no checkpoint of this log with its cosignature"),
    WITNESS_BEHIND(
            "witness.behind",
            "公布的检查点带有其对 %s 条的见证签名，见证人却只记得 %s 条：其记忆已丢失或被回退",
            "it has cosigned the %s entries that are published, but remembers %s: its memory was lost or set back"),
    STATE_BEHIND(
            "state.behind",
            "数据库只有 %s 个序号，%3$s 却有 %2$s 个：被截短或由旧备份恢复",
            "the database knows %s places, but %s were signed (%s): cut short, or restored from an old backup"),
    STATE_ROOT("state.root", "数据库中 %s 条的根与签署的不符", "the root of %s entries in the database is not the one signed"),
    GUARD_TRIGGER("guard.trigger", "防护触发器缺失、停用或被改动", "the guard trigger is missing, disabled or changed"),
    GUARD_EVENT_TRIGGER("guard.event-trigger", "事件触发器缺失、停用或被改动", "the event trigger is missing, disabled or changed"),
    GUARD_FUNCTION("guard.function", "防护函数缺失或被改动", "the guard function is missing or changed"),
    GUARD_PARTITION(
            "guard.partition", "分区缺失、已被分离或边界被改动", "the partition is missing, was detached, or has other bounds"),
    GUARD_MONTHS(
            "guard.months",
            "分区只建到 %s，不足三个月：重启写日志的服务器，或执行 audit_extend_months",
            "there are partitions through %s alone, less than three months ahead: restart the server that appends, or run"
                    + " audit_extend_months"),
    GUARD_DEFAULT_PARTITION(
            "guard.default-partition", "有记录落入默认分区：其月份没有分区", "holds records, of months that have no partition"),
    GUARD_SETTING("guard.setting", "该设置会使防护失效：%s", "this setting lets changes pass the guards: %s"),
    GUARD_RULE("guard.rule", "审计表上有不应存在的改写规则或行级策略", "a rewrite rule or row policy that must not be there"),
    GUARD_KEY("guard.key", "唯一约束缺失或无效", "the unique key is missing or not valid"),
    GUARD_RIGHT("guard.right", "不应授予的权限：%s", "a right that must not be granted: %s"),
    EFFECT_DIFFERS(
            "effect.differs",
            "业务数据与其 %s 记录所载不同：绕过系统被改动",
            "the business object is not what its record %s says: it was changed behind the application's back"),
    DATUM_FALSE(
            "datum.false",
            "个人信息（%s）的值与盐推不出记录所用的引用：姓名等已被改动",
            "value and salt of this personal datum (%s) do not yield the reference in the records: it was changed"),
    EFFECT_UNRECORDED("effect.unrecorded", "业务数据没有对应的 %s 记录", "the business object has no record %s");

    private final String code;
    private final String zh;
    private final String en;

    FindingCode(String code, String zh, String en) {
        this.code = code;
        this.zh = zh;
        this.en = en;
    }

    /**
     * Whether a clock that is wrong, or a log that stands still, yields this for record after record: then one alarm tells
     * all, and a record of the alarm, which has the same clock, is no ground for another.
     */
    boolean isOfMany() {
        return switch (this) {
            case RECORD_TIME, RECORD_BEFORE_WITNESS, RECORD_AFTER_WITNESS, ROW_WAITING -> true;
            default -> false;
        };
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
