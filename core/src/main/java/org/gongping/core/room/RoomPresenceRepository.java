package org.gongping.core.room;

import static org.gongping.core.db.jooq.Tables.ROOM_PRESENCE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.gongping.core.db.Json;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Role;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** Who is in which room, as the nodes of the server tell one another. What is older than a few seconds counts no more. */
public final class RoomPresenceRepository {
    private static final Duration KEPT = Duration.ofMinutes(1);

    /** Says who is in the room through this node: side to subjects. */
    public void say(Transaction tx, UUID node, RoomId room, Map<Role, Set<String>> present) {
        if (present.isEmpty()) {
            tx.dsl()
                    .deleteFrom(ROOM_PRESENCE)
                    .where(ROOM_PRESENCE.PROJECT_ID.eq(room.project()))
                    .and(ROOM_PRESENCE.ROOM_ID.eq(room.id()))
                    .and(ROOM_PRESENCE.NODE.eq(node))
                    .execute();
            return;
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        present.forEach((side, subjects) -> {
            var array = json.putArray(side.token());
            subjects.forEach(array::add);
        });
        tx.dsl()
                .insertInto(ROOM_PRESENCE)
                .set(ROOM_PRESENCE.PROJECT_ID, room.project())
                .set(ROOM_PRESENCE.ROOM_ID, room.id())
                .set(ROOM_PRESENCE.NODE, node)
                .set(ROOM_PRESENCE.PRESENT, Json.write(json))
                .set(ROOM_PRESENCE.SEEN_AT, now())
                .onConflict(ROOM_PRESENCE.PROJECT_ID, ROOM_PRESENCE.ROOM_ID, ROOM_PRESENCE.NODE)
                .doUpdate()
                .set(ROOM_PRESENCE.PRESENT, DSL.excluded(ROOM_PRESENCE.PRESENT))
                .set(ROOM_PRESENCE.SEEN_AT, now())
                .execute();
    }

    /** Who is in these rooms through any node that said so within the time. */
    public Map<RoomId, Map<Role, Set<String>>> in(Transaction tx, Collection<RoomId> rooms, Duration within) {
        Map<RoomId, Map<Role, Set<String>>> found = new HashMap<>();
        tx.dsl()
                .selectFrom(ROOM_PRESENCE)
                .where(DSL.row(ROOM_PRESENCE.PROJECT_ID, ROOM_PRESENCE.ROOM_ID)
                        .in(rooms.stream()
                                .map(room -> DSL.row(room.project(), room.id()))
                                .toList()))
                .and(ROOM_PRESENCE.SEEN_AT.gt(before(within)))
                .fetch()
                .forEach(row -> add(
                        found.computeIfAbsent(
                                new RoomId(row.getProjectId(), row.getRoomId()), room -> new EnumMap<>(Role.class)),
                        Json.read(row.getPresent())));
        return found;
    }

    private static void add(Map<Role, Set<String>> present, JsonNode said) {
        said.properties()
                .forEach(entry -> Role.ofToken(entry.getKey()).ifPresent(side -> {
                    Set<String> subjects = present.computeIfAbsent(side, of -> new TreeSet<>());
                    entry.getValue().forEach(subject -> subjects.add(subject.asText()));
                }));
    }

    /** Forgets what this node said. */
    public void leave(Transaction tx, UUID node) {
        tx.dsl().deleteFrom(ROOM_PRESENCE).where(ROOM_PRESENCE.NODE.eq(node)).execute();
    }

    /** Forgets what was said by nodes that say nothing any more. */
    public void forgetOld(Transaction tx) {
        tx.dsl()
                .deleteFrom(ROOM_PRESENCE)
                .where(ROOM_PRESENCE.SEEN_AT.lt(before(KEPT)))
                .execute();
    }

    private static Field<Instant> now() {
        return DSL.field("clock_timestamp()", ROOM_PRESENCE.SEEN_AT.getDataType());
    }

    private static Field<Instant> before(Duration ago) {
        return DSL.field(
                "clock_timestamp() - make_interval(secs => {0})",
                ROOM_PRESENCE.SEEN_AT.getDataType(), DSL.val((double) ago.toSeconds()));
    }
}
