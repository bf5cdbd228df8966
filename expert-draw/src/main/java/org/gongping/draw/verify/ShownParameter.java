package org.gongping.draw.verify;

/** What was drawn for one parameter, as the transcript shows it. */
record ShownParameter(String name, long counter, long position, String value) {}
