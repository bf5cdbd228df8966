package org.gongping.core.scoring.method;

/** A statistic over the prices that trimming leaves. */
public record MeanRule(Statistic statistic, Trimming trimming) {}
