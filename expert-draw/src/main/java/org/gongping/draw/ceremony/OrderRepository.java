package org.gongping.draw.ceremony;

import static org.gongping.core.db.jooq.Tables.DRAW_ORDER;
import static org.gongping.core.db.jooq.Tables.DRAW_ORDER_SIGNATURE;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.audit.CanonicalJson;
import org.gongping.core.db.Transaction;
import org.gongping.draw.protocol.DrawId;

/** Orders about draws, and who has signed them. */
public final class OrderRepository {
    /** @param content the object that is signed */
    record Order(byte[] hash, DrawId draw, JsonNode content, Map<Party, byte[]> signed) {
        boolean isSignedBy(Party party) {
            return signed.containsKey(party);
        }

        /** Whether the supervisor has ordered the attempt that comes after this one. */
        boolean isForAttemptAfter(DrawId previous) {
            return draw.equals(previous.next())
                    && content.path("prev").asText().equals(previous.toString())
                    && isSignedBy(Party.SUPERVISOR);
        }

        String reason() {
            return content.path("reason").asText();
        }
    }

    void insert(Transaction tx, UUID projectId, byte[] hash, DrawId draw, JsonNode content, Instant now) {
        tx.dsl()
                .insertInto(DRAW_ORDER)
                .set(DRAW_ORDER.PROJECT_ID, projectId)
                .set(DRAW_ORDER.HASH, hash)
                .set(DRAW_ORDER.DRAW_ID, draw.toString())
                .set(DRAW_ORDER.CONTENT, new String(CanonicalJson.bytes(content), StandardCharsets.UTF_8))
                .set(DRAW_ORDER.AT, now)
                .onConflictDoNothing()
                .execute();
    }

    void sign(Transaction tx, UUID projectId, byte[] hash, Party party, byte[] signature, Instant now) {
        tx.dsl()
                .insertInto(DRAW_ORDER_SIGNATURE)
                .set(DRAW_ORDER_SIGNATURE.PROJECT_ID, projectId)
                .set(DRAW_ORDER_SIGNATURE.HASH, hash)
                .set(DRAW_ORDER_SIGNATURE.PARTY, party.id())
                .set(DRAW_ORDER_SIGNATURE.SIGNATURE, signature)
                .set(DRAW_ORDER_SIGNATURE.AT, now)
                .execute();
    }

    Optional<Order> find(Transaction tx, UUID projectId, byte[] hash) {
        return list(tx, projectId).stream()
                .filter(order -> java.util.Arrays.equals(order.hash(), hash))
                .findFirst();
    }

    /** Oldest first. */
    List<Order> list(Transaction tx, UUID projectId) {
        return tx.dsl()
                .selectFrom(DRAW_ORDER)
                .where(DRAW_ORDER.PROJECT_ID.eq(projectId))
                .orderBy(DRAW_ORDER.AT, DRAW_ORDER.HASH)
                .fetch(row -> new Order(
                        row.getHash(),
                        DrawId.parse(row.getDrawId()).orElseThrow(),
                        json(row.getContent()),
                        signed(tx, projectId, row.getHash())));
    }

    private static Map<Party, byte[]> signed(Transaction tx, UUID projectId, byte[] hash) {
        Map<Party, byte[]> signed = new EnumMap<>(Party.class);
        tx.dsl()
                .selectFrom(DRAW_ORDER_SIGNATURE)
                .where(DRAW_ORDER_SIGNATURE.PROJECT_ID.eq(projectId))
                .and(DRAW_ORDER_SIGNATURE.HASH.eq(hash))
                .forEach(row -> signed.put(Party.of(row.getParty()).orElseThrow(), row.getSignature()));
        return signed;
    }

    private static JsonNode json(String content) {
        try {
            return CanonicalJson.parse(content.getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored order is no JSON", e);
        }
    }
}
