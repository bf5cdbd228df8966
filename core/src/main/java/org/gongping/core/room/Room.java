package org.gongping.core.room;

import java.time.Instant;
import java.util.Optional;

/**
 * A room as it stands.
 *
 * @param lastSeq number of its newest event; 0 = none yet
 * @param closedAt from then on nothing is appended; it can still be read
 */
public record Room(RoomId id, RoomKind kind, long lastSeq, Instant openedAt, Optional<Instant> closedAt) {}
