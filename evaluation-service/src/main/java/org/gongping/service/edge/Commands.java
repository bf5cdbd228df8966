package org.gongping.service.edge;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.gongping.core.Refusal;
import org.gongping.core.db.Database;
import org.gongping.core.db.Transaction;

/**
 * Carries each command out once. Its answer is stored in the transaction that changes the state, so a client that lost
 * the connection repeats the command and gets what was answered the first time. Refusals are not stored: nothing was
 * changed, and the same command may be allowed later.
 */
final class Commands {
    /** After this time a repeat would be carried out anew; no client waits so long. */
    private static final Duration KEPT = Duration.ofDays(30);

    private final Database database;
    private final InstantSource clock;
    private final Enclosures enclosures;
    private final CommandRepository repository = new CommandRepository();

    Commands(Database database, InstantSource clock, Enclosures enclosures) {
        this.database = database;
        this.clock = clock;
        this.enclosures = enclosures;
    }

    private record Settled(Reply reply, boolean commits) {}

    /** @param digest of everything the client sent: another request under the same id is a fault of the client */
    Reply once(Call call, byte[] digest, Replies replies, Function<Call, Answer> handler) {
        var key = new CommandRepository.Key(call.actor().subject(), call.commandId());
        var request = new CommandRepository.Request(call.operationId(), digest);
        return database.transact(
                        transaction -> {
                            Optional<CommandRepository.Stored> earlier =
                                    repository.claim(transaction, key, request, clock.instant());
                            return earlier.isPresent()
                                    ? new Settled(replay(earlier.get(), request, replies), false)
                                    : carryOut(call.in(transaction), transaction, key, replies, handler);
                        },
                        Settled::commits)
                .reply();
    }

    /** Whether the command has been answered before; its body must still be read to know that it is the same. */
    boolean isAnswered(Call call) {
        var key = new CommandRepository.Key(call.actor().subject(), call.commandId());
        return database.read(transaction -> repository.find(transaction, key)).isPresent();
    }

    private Settled carryOut(
            Call call,
            Transaction transaction,
            CommandRepository.Key key,
            Replies replies,
            Function<Call, Answer> handler) {
        Answer answer = enclosures.with(handler.apply(call), transaction);
        Reply reply = replies.of(answer);
        if (!(answer instanceof Answer.Body(int status, Object value, OptionalLong version))) {
            return new Settled(reply, false);
        }
        repository.store(transaction, key, status, version, new String(reply.body(), StandardCharsets.UTF_8));
        return new Settled(reply, true);
    }

    private static Reply replay(CommandRepository.Stored stored, CommandRepository.Request request, Replies replies) {
        return stored.answers(request)
                ? replies.body(stored.status(), stored.body().getBytes(StandardCharsets.UTF_8), stored.version())
                        .with("Idempotency-Replayed", "true")
                : reused(replies);
    }

    private static Reply reused(Replies replies) {
        return replies.refused(new Refusal.Conflict(
                "command-id-reused",
                "同一 Idempotency-Key 已用于另一请求",
                "The same Idempotency-Key was used for another request",
                Optional.empty()));
    }

    void sweep() {
        database.transact(transaction ->
                repository.deleteBefore(transaction, clock.instant().minus(KEPT)));
    }
}
