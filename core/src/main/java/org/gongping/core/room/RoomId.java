package org.gongping.core.room;

import java.util.UUID;

/**
 * A room of a project.
 *
 * @param id unique among all rooms; a feature may give its room the id of what happens in it, such as the draw's
 */
public record RoomId(UUID project, UUID id) {}
