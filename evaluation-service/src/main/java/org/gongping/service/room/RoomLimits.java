package org.gongping.service.room;

import java.time.Duration;

/**
 * What bounds the rooms of one node.
 *
 * @param frameBytes largest frame taken from a client; larger ones end the connection
 * @param tick how often the table is asked for events and presence of which no hint came: the longest delay of what was
 *     appended on a node that shares no event bus with this one
 * @param beat how often a socket is pinged and told that the line is alive
 * @param silence after which a socket that answers no ping is closed
 * @param recheck how often a socket's login and membership are looked at, whether or not a hint came: the longest that
 *     somebody stays who was dismissed through a node that shares no event bus with this one
 * @param queued characters that may wait for a slow socket
 * @param socketsPerLogin of one person, all rooms together
 * @param sockets in all rooms together
 * @param rooms that somebody is in
 */
public record RoomLimits(
        int frameBytes,
        Duration tick,
        Duration beat,
        Duration silence,
        Duration recheck,
        int queued,
        int socketsPerLogin,
        int sockets,
        int rooms) {
    public static final RoomLimits USUAL = new RoomLimits(
            4 << 10,
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            Duration.ofSeconds(5),
            1 << 20,
            16,
            20_000,
            5_000);
}
