package org.gongping.core.scoring.result;

/** A price that trimming left out; {@code side} is HIGH or LOW. */
public record Dropped(String bid, String side, Sentence reason) {}
