package org.gongping.core.scoring.method;

/** A parameter of a method: a figure printed in the definition, or the name of one drawn at the opening. */
public sealed interface Param permits Figure, DrawnParam {}
