package org.gongping.core.rule;

/**
 * How one period is counted: the period itself and the rule of counting in force (rule T20; 民法典 Art. 201 to 203).
 *
 * @param count number of units, zero or more
 * @param firstDayCounts the day on which the period starts is its first day
 * @param rollOver a period that ends on a rest day ends on the next working day
 */
public record Counting(
        int count,
        PeriodUnit unit,
        boolean firstDayCounts,
        boolean rollOver,
        RestDays restDays,
        PeriodBoundary boundary,
        BackwardRoll backwardRoll,
        boolean backwardRollToVerify) {
    public Counting {
        if (count < 0) {
            throw new IllegalArgumentException("a period of " + count + " days");
        }
    }
}
