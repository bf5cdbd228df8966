package org.gongping.core.room;

/**
 * News of a committed transaction: the room has an event of this number. Only a hint; the table is the truth.
 */
public record RoomAppended(RoomId room, long seq) {}
