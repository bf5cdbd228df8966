package org.gongping.core.rule;

/** What a rule does to the one who breaks it. A rule may have two kinds. */
public enum RuleKind {
    /** 硬阻断: the act is refused. */
    BLOCK,
    /** 预警: a person must acknowledge it with a reason. */
    WARN,
    /** 计算: the product derives a value or a state. */
    COMPUTE,
    /** 留痕: the product keeps evidence; nothing is refused. */
    RECORD
}
