package org.gongping.core.rule;

/** How firm the ground is on which a rule stands. */
public enum RuleTag {
    /** 【法】 text of a statute or regulation. */
    LAW("【法】"),
    /** 【规】 published notice or standard. */
    NORM("【规】"),
    /** 【例】 observed practice. */
    PRACTICE("【例】"),
    /** 【待核】 still to be verified by legal counsel; never blocks. */
    TO_VERIFY("【待核】");

    private final String mark;

    RuleTag(String mark) {
        this.mark = mark;
    }

    /** The mark shown next to the rule. */
    public String mark() {
        return mark;
    }
}
