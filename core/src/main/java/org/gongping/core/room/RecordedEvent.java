package org.gongping.core.room;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * An event of a room as it was recorded.
 *
 * @param seq its number in the room: 1, 2, 3 and so on, in the order of the commits
 * @param at by the clock of the tender
 */
public record RecordedEvent(long seq, String type, Instant at, JsonNode body, Audience audience) {}
