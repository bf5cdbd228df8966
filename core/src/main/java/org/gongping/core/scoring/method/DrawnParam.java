package org.gongping.core.scoring.method;

/**
 * The name of a drawn, fixed or derived parameter.
 *
 * @param pointer JSON pointer of the place that names it
 */
public record DrawnParam(String name, String pointer) implements Param {}
