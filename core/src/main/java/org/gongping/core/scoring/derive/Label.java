package org.gongping.core.scoring.derive;

/** What a step computes, in both languages of the product. */
public record Label(String zh, String en) {}
