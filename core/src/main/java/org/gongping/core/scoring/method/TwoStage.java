package org.gongping.core.scoring.method;

/** A technical threshold below which the commercial envelope stays closed. */
public record TwoStage(String part, Figure threshold, boolean inclusive) {}
