package org.gongping.core.scoring.method;

/** Where a method comes from. */
public record Citation(String title, String article, String tag) {}
