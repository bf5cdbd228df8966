package org.gongping.core.scoring.result;

/** One sentence in both languages of the product. */
public record Sentence(String zh, String en) {}
