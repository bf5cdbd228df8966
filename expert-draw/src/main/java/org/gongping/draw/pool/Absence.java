package org.gongping.draw.pool;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A time in which an expert cannot be called. */
public record Absence(UUID id, Instant startsAt, Instant endsAt, Optional<String> reason) {}
