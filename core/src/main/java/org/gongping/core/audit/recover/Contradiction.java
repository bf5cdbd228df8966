package org.gongping.core.audit.recover;

/** Two of those who know the log say what cannot both be so. */
public record Contradiction(String zh, String en) {}
