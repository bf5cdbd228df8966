package org.gongping.draw.ceremony;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.audit.note.Checkpoint;
import org.gongping.core.audit.note.SignedNote;
import org.gongping.core.audit.sequence.SequenceRepository;
import org.gongping.core.audit.tile.PublishedLog;
import org.gongping.core.audit.tree.Proofs;
import org.gongping.core.audit.witness.WitnessPolicy;
import org.gongping.core.db.Transaction;

/** The public log as a draw needs it: cosigned checkpoints over its steps, and proofs under them. */
public final class DrawLog {
    private final PublishedLog published;
    private final WitnessPolicy policy;
    private final SequenceRepository places;

    public DrawLog(PublishedLog published, WitnessPolicy policy, SequenceRepository places) {
        this.published = published;
        this.policy = policy;
        this.places = places;
    }

    /** The published checkpoint, if as many witnesses as the policy asks for have cosigned it and it covers all of these. */
    Optional<Standing.Seal> over(Transaction tx, Collection<UUID> entries, Instant now) {
        Map<UUID, Long> indexes = places.places(tx, entries);
        if (indexes.size() < entries.size()) {
            return Optional.empty();
        }
        return published
                .now()
                .filter(at -> at.checkpoint().size() > Collections.max(indexes.values()))
                .filter(at -> policy.isSatisfied(at.note()))
                .map(at -> seal(at, indexes, now));
    }

    private Standing.Seal seal(PublishedLog.Published at, Map<UUID, Long> indexes, Instant now) {
        ObjectNode proofs = JsonNodeFactory.instance.objectNode();
        Proofs tree = published.proofs(at);
        indexes.forEach((entry, index) -> proofs.set(
                entry.toString(), base64(tree.inclusion(index, at.checkpoint().size()))));
        return new Standing.Seal(at.note().write(), at.checkpoint().size(), proofs, now);
    }

    static ArrayNode base64(List<byte[]> hashes) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        hashes.forEach(hash -> all.add(Base64.getEncoder().encodeToString(hash)));
        return all;
    }

    /** The places of entries; those that wait for one are left out. */
    Map<UUID, Long> places(Transaction tx, Collection<UUID> entries) {
        return places.places(tx, entries);
    }

    /** The tree of a checkpoint that was published once. */
    Proofs proofs(Standing.Seal seal) {
        SignedNote note = SignedNote.parse(seal.note().getBytes(StandardCharsets.UTF_8))
                .orElseThrow(() -> new IllegalStateException("a stored checkpoint is no note"));
        return published.proofs(new PublishedLog.Published(note, checkpoint(seal)));
    }

    static Checkpoint checkpoint(Standing.Seal seal) {
        return SignedNote.parse(seal.note().getBytes(StandardCharsets.UTF_8))
                .flatMap(note -> Checkpoint.parse(note.text()))
                .orElseThrow(() -> new IllegalStateException("a stored checkpoint is none"));
    }
}
