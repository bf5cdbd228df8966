package org.gongping.core.scoring.method;

import java.math.BigDecimal;

/**
 * A figure printed in the definition.
 *
 * @param pointer JSON pointer (RFC 6901) of the place where it is printed
 */
public record Figure(BigDecimal value, String pointer) implements Param {}
