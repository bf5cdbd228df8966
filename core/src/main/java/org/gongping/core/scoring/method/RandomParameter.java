package org.gongping.core.scoring.method;

import java.util.Optional;

/**
 * A parameter drawn at the opening (O08), or fixed by the definition.
 *
 * @param pool what it is drawn from; empty when fixed
 * @param fixed its value when fixed
 */
public record RandomParameter(String name, int order, Optional<Pool> pool, Optional<Figure> fixed, String pointer) {}
