package org.gongping.draw.calling;

import static org.gongping.core.db.jooq.Tables.DRAW_ROSTER_HALF;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.val;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.db.Json;
import org.gongping.core.db.Transaction;
import org.jooq.Condition;

/** That halves of roster keys were given, and whether the server that got them still has them; never the halves. */
public final class HalfRepository {
    /** A half that was given. */
    record Given(String party, HeldRosters.Purpose purpose, Instant at, boolean held) {}

    /** Where a roster is unsealed, and who is there, by the references of records. */
    record Presence(String place, List<String> persons) {}

    /** Every half that was given for the attempt, in the order in which they were. */
    List<Given> all(Transaction tx, DoneDraw.Key draw) {
        return tx.dsl()
                .selectFrom(DRAW_ROSTER_HALF)
                .where(of(draw))
                .orderBy(DRAW_ROSTER_HALF.NO)
                .fetch(row -> new Given(
                        row.getParty(),
                        HeldRosters.Purpose.valueOf(row.getPurpose()),
                        row.getAt(),
                        row.getDroppedAt() == null));
    }

    private static Condition of(DoneDraw.Key draw) {
        return DRAW_ROSTER_HALF.PROJECT_ID.eq(draw.projectId()).and(DRAW_ROSTER_HALF.ATTEMPT.eq(draw.attempt()));
    }

    void insert(
            Transaction tx,
            HeldRosters.Use use,
            String party,
            UUID server,
            Optional<Presence> presence,
            UUID entryId,
            Instant now) {
        drop(tx, use, Optional.of(party), now);
        int last = tx.dsl()
                .select(coalesce(max(DRAW_ROSTER_HALF.NO), val(0)))
                .from(DRAW_ROSTER_HALF)
                .where(of(use.draw()))
                .fetchSingle()
                .value1();
        tx.dsl()
                .insertInto(DRAW_ROSTER_HALF)
                .set(DRAW_ROSTER_HALF.PROJECT_ID, use.draw().projectId())
                .set(DRAW_ROSTER_HALF.ATTEMPT, use.draw().attempt())
                .set(DRAW_ROSTER_HALF.NO, last + 1)
                .set(DRAW_ROSTER_HALF.PARTY, party)
                .set(DRAW_ROSTER_HALF.PURPOSE, use.purpose().name())
                .set(DRAW_ROSTER_HALF.SERVER, server)
                .set(DRAW_ROSTER_HALF.PLACE, presence.map(Presence::place).orElse(null))
                .set(
                        DRAW_ROSTER_HALF.PERSONS,
                        Json.write(presence.map(HalfRepository::persons).orElse(null)))
                .set(DRAW_ROSTER_HALF.ENTRY_ID, entryId)
                .set(DRAW_ROSTER_HALF.AT, now)
                .execute();
    }

    private static ArrayNode persons(Presence presence) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        presence.persons().forEach(all::add);
        return all;
    }

    /** The halves for this use are nowhere any more. */
    void drop(Transaction tx, HeldRosters.Use use, Instant now) {
        drop(tx, use, Optional.empty(), now);
    }

    private static void drop(Transaction tx, HeldRosters.Use use, Optional<String> party, Instant now) {
        tx.dsl()
                .update(DRAW_ROSTER_HALF)
                .set(DRAW_ROSTER_HALF.DROPPED_AT, now)
                .where(of(use.draw()))
                .and(DRAW_ROSTER_HALF.PURPOSE.eq(use.purpose().name()))
                .and(party.map(DRAW_ROSTER_HALF.PARTY::eq).orElse(noCondition()))
                .and(DRAW_ROSTER_HALF.DROPPED_AT.isNull())
                .execute();
    }

    /** What other servers, or this one before it was started again, were given is lost: only one calls. */
    void dropOthers(Transaction tx, UUID server, Instant now) {
        tx.dsl()
                .update(DRAW_ROSTER_HALF)
                .set(DRAW_ROSTER_HALF.DROPPED_AT, now)
                .where(DRAW_ROSTER_HALF.SERVER.ne(server))
                .and(DRAW_ROSTER_HALF.DROPPED_AT.isNull())
                .execute();
    }

    /** Which rosters are held for those who check identities. */
    List<DoneDraw.Key> heldForSignIn(Transaction tx) {
        return tx.dsl()
                .selectDistinct(DRAW_ROSTER_HALF.PROJECT_ID, DRAW_ROSTER_HALF.ATTEMPT)
                .from(DRAW_ROSTER_HALF)
                .where(DRAW_ROSTER_HALF.PURPOSE.eq(HeldRosters.Purpose.SIGN_IN.name()))
                .and(DRAW_ROSTER_HALF.DROPPED_AT.isNull())
                .fetch(row -> new DoneDraw.Key(row.value1(), row.value2()));
    }
}
