package org.gongping.core.rule;

/** What is procured: decides which weight floor and which price deduction apply (87号令 Art. 55). */
public enum ProcurementKind {
    WORKS,
    GOODS,
    SERVICES
}
