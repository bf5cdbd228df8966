package org.gongping.draw.verify;

import java.util.EnumSet;
import java.util.Set;

/** The checks of {@code spec/draw-protocol.md} §10, in their order. */
public enum Check {
    FORMAT("E_FORMAT", "form of the transcript", "文件格式"),
    CHECKPOINT_SIG("E_CHECKPOINT_SIG", "the log has signed K1 and K2", "日志对K1、K2的签名"),
    WITNESS_QUORUM("E_WITNESS_QUORUM", "witnesses have cosigned K1 and K2", "见证人对K1、K2的联签"),
    CONSISTENCY("E_CONSISTENCY", "K2 extends K1", "K2延续K1"),
    INCLUSION("E_INCLUSION", "every step is in the log and says the same", "各步骤在日志中且内容一致"),
    ORDER("E_ORDER", "the steps were taken in their order", "步骤次序"),
    RULES_HASH("E_RULES_HASH", "hash of the rules", "规则哈希"),
    RULES("E_RULES", "the rules are valid", "规则有效"),
    POOL_LEAF("E_POOL_LEAF", "every expert's leaf, none twice", "专家叶哈希，无重复"),
    POOL_ROOT("E_POOL_ROOT", "root of the pool", "专家库根哈希"),
    FEASIBLE("E_FEASIBLE", "the pool is large enough", "专家库规模足够"),
    PARTY_SET("E_PARTY_SET", "the parties are those of the rules", "参与方与规则一致"),
    PARTY_SIG("E_PARTY_SIG", "every signature of a party", "各方签名"),
    COMMIT("E_COMMIT", "every commitment opens to its contribution", "承诺与揭示一致"),
    TRANSCRIPT("E_TRANSCRIPT", "transcript hash and alpha", "抽取记录哈希与alpha"),
    VRF_KEY("E_VRF_KEY", "the key of the finaliser", "VRF公钥"),
    VRF("E_VRF", "proof of the finaliser", "VRF证明"),
    SEED("E_SEED", "the seed", "随机种子"),
    VENUE("E_VENUE", "cities and seats", "城市与工位"),
    SELECT("E_SELECT", "ranking and selection", "排序与选取"),
    REPLACE("E_REPLACE", "replacements", "补抽"),
    ATTEMPTS("E_ATTEMPTS", "all attempts are shown and ordered", "历次抽取齐全且有指令"),
    TIMESTAMP("E_TIMESTAMP", "times of witnesses and time stamps", "见证时间与时间戳");

    /** Those that the known-answer file is checked by. */
    static final Set<Check> KNOWN_ANSWERS =
            EnumSet.of(RULES_HASH, RULES, POOL_LEAF, POOL_ROOT, PARTY_SET, COMMIT, TRANSCRIPT, VRF, SEED, SELECT);

    private final String code;
    private final String en;
    private final String zh;

    Check(String code, String en, String zh) {
        this.code = code;
        this.en = en;
        this.zh = zh;
    }

    /** From 1, as the specification counts. */
    public int number() {
        return ordinal() + 1;
    }

    /** Its usual failure; check 9 has {@code E_POOL_DUP} beside it. */
    public String code() {
        return code;
    }

    public String en() {
        return en;
    }

    public String zh() {
        return zh;
    }
}
