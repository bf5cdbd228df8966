package org.gongping.core.room;

/**
 * One kind of message of a room: a record whose components are the members of its body. Its promise to the outside is
 * the schema {@code contract/rooms/<type>.schema.json} with an example; a test holds the two together.
 */
public interface RoomMessage {
    /** Dotted name on the wire: the feature, then what happened, such as {@code draw.step}. */
    String type();
}
