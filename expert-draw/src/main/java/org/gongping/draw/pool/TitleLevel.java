package org.gongping.draw.pool;

/** Level of a professional title (职称); the law asks for a senior one or an equal level (rule E11, 招标投标法 Art. 37). */
public enum TitleLevel {
    /** 正高级. */
    SENIOR,
    /** 副高级. */
    ASSOCIATE_SENIOR,
    /** 具有同等专业水平: judged equal by whoever admitted the expert. */
    EQUIVALENT,
    /** 中级. */
    INTERMEDIATE,
    OTHER
}
