package org.gongping.service.edge;

import static org.gongping.core.db.jooq.Tables.COMMAND_ANSWER;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.gongping.core.db.Transaction;

/** Answers by the id that the client gave its command. */
final class CommandRepository {
    /** Which command: one person cannot take or see the answer of another's. */
    record Key(String actor, UUID commandId) {}

    /** What was asked under that id. */
    record Request(String operation, byte[] digest) {}

    /** What was answered to it. */
    record Stored(String operation, byte[] digest, int status, OptionalLong version, String body) {
        boolean answers(Request request) {
            return operation.equals(request.operation()) && Arrays.equals(digest, request.digest());
        }
    }

    /**
     * Takes the id for this request, or answers what was stored under it. While another transaction holds the id this
     * one waits for its end, so that of two copies of a command one runs and both get its answer.
     */
    Optional<Stored> claim(Transaction transaction, Key key, Request request, Instant now) {
        int inserted = transaction
                .dsl()
                .insertInto(COMMAND_ANSWER)
                .set(COMMAND_ANSWER.ACTOR, key.actor())
                .set(COMMAND_ANSWER.COMMAND_ID, key.commandId())
                .set(COMMAND_ANSWER.OPERATION, request.operation())
                .set(COMMAND_ANSWER.REQUEST_DIGEST, request.digest())
                .set(COMMAND_ANSWER.AT, now)
                .onConflictDoNothing()
                .execute();
        if (inserted == 1) {
            return Optional.empty();
        }
        return find(transaction, key);
    }

    Optional<Stored> find(Transaction transaction, Key key) {
        return transaction
                .dsl()
                .selectFrom(COMMAND_ANSWER)
                .where(COMMAND_ANSWER.ACTOR.eq(key.actor()))
                .and(COMMAND_ANSWER.COMMAND_ID.eq(key.commandId()))
                .and(COMMAND_ANSWER.STATUS.isNotNull())
                .fetchOptional(row -> new Stored(
                        row.getOperation(),
                        row.getRequestDigest(),
                        row.getStatus(),
                        row.getVersion() == null ? OptionalLong.empty() : OptionalLong.of(row.getVersion()),
                        row.getBody()));
    }

    void store(Transaction transaction, Key key, int status, OptionalLong version, String body) {
        transaction
                .dsl()
                .update(COMMAND_ANSWER)
                .set(COMMAND_ANSWER.STATUS, (short) status)
                .set(COMMAND_ANSWER.VERSION, version.isPresent() ? (Long) version.getAsLong() : null)
                .set(COMMAND_ANSWER.BODY, body)
                .where(COMMAND_ANSWER.ACTOR.eq(key.actor()))
                .and(COMMAND_ANSWER.COMMAND_ID.eq(key.commandId()))
                .execute();
    }

    int deleteBefore(Transaction transaction, Instant limit) {
        return transaction
                .dsl()
                .deleteFrom(COMMAND_ANSWER)
                .where(COMMAND_ANSWER.AT.lt(limit))
                .execute();
    }
}
