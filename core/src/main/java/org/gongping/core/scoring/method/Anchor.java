package org.gongping.core.scoring.method;

import java.util.Optional;

/** An anchor price and the factor it is taken with, where the document gives one. */
public record Anchor(AnchorBase base, Optional<Param> factor, String pointer) {}
