package org.gongping.core.audit.witness;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.gongping.core.audit.note.Checkpoint;
import org.gongping.core.audit.note.SignedNote;
import org.gongping.core.audit.note.Signer;
import org.gongping.core.audit.note.VerifierKey;
import org.gongping.core.audit.tree.Consistency;
import org.gongping.core.audit.tree.Merkle;

/**
 * A witness (C2SP tlog-witness): cosigns a checkpoint of a log it knows once it has seen that the log has only grown. It
 * never cosigns two histories: looking at the last one and remembering the next is one step, durable before the answer.
 */
public final class Witness {
    private final Signer signer;
    private final List<VerifierKey> logs;
    private final WitnessStore store;
    private final InstantSource clock;

    /** @param logs keys of the logs it cosigns, their names being the origins */
    public Witness(Signer signer, List<VerifierKey> logs, WitnessStore store, InstantSource clock) {
        this.signer = signer;
        this.logs = List.copyOf(logs);
        this.store = store;
        this.clock = clock;
    }

    /** What a witness answers. */
    public sealed interface Answer {
        /** @param line its cosignature */
        record Cosigned(SignedNote.Line line) implements Answer {}

        /** 409: it has cosigned another size, or this size with another root. */
        record OtherSize(long size) implements Answer {}

        /** Any other refusal, with its HTTP status. */
        record Refused(int status, String why) implements Answer {}
    }

    /** @throws IOException when the memory cannot be read or written; nothing is cosigned then */
    public Answer add(AddCheckpoint request) throws IOException {
        Optional<Checkpoint> parsed = Checkpoint.parse(request.checkpoint().text());
        if (parsed.isEmpty()) {
            return new Answer.Refused(400, "not a checkpoint");
        }
        Checkpoint next = parsed.get();
        List<VerifierKey> keys =
                logs.stream().filter(key -> key.name().equals(next.origin())).toList();
        if (keys.isEmpty()) {
            return new Answer.Refused(404, "unknown log");
        }
        if (request.checkpoint().signedBy(keys).isEmpty()) {
            return new Answer.Refused(403, "no valid signature of the log");
        }
        if (request.old() > next.size()) {
            return new Answer.Refused(400, "old is more than the size");
        }
        return store.exchange(next.origin(), (last, keep) -> compare(request, next, last, keep));
    }

    private Answer compare(AddCheckpoint request, Checkpoint next, Optional<SignedNote> last, WitnessStore.Keep keep)
            throws IOException {
        Checkpoint before = last.flatMap(note -> Checkpoint.parse(note.text()))
                .orElseGet(() -> new Checkpoint(next.origin(), 0, Merkle.emptyRoot()));
        boolean otherRoot = before.size() == next.size() && !before.text().equals(next.text());
        if (request.old() != before.size() || otherRoot) {
            return new Answer.OtherSize(before.size());
        }
        if (!Consistency.holds(before.size(), before.root(), next.size(), next.root(), request.proof())) {
            return new Answer.Refused(422, "the consistency proof does not hold");
        }
        SignedNote.Line line = signer.sign(next.text(), clock.instant());
        keep.keep(request.checkpoint().with(line));
        return new Answer.Cosigned(line);
    }
}
