package org.gongping.draw.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.gongping.core.verify.Bundle;
import org.gongping.core.verify.Checkpoint;
import org.gongping.core.verify.Entry;
import org.gongping.core.verify.LogFiles;
import org.gongping.core.verify.Merkle;
import org.gongping.core.verify.Policy;
import org.gongping.core.verify.Refused;
import org.gongping.core.verify.Tiles;

/** All entries of a log, read from its bundles and held to its present checkpoint. */
public final class TileLog implements OutsideLog {
    private static final int NOTE_BYTES = 64 * 1024;

    private final List<byte[]> leaves;
    private final Checkpoint checkpoint;

    private TileLog(List<byte[]> leaves, Checkpoint checkpoint) {
        this.leaves = leaves;
        this.checkpoint = checkpoint;
    }

    /**
     * Reads the whole log.
     *
     * @throws IOException when it cannot be read, is not signed and sealed by the policy, or has not the root it claims
     */
    public static TileLog read(LogFiles files, Policy policy) throws IOException {
        try {
            byte[] note = files.read("checkpoint", NOTE_BYTES).orElseThrow(() -> new IOException("no checkpoint"));
            policy.requireSigned(note, "checkpoint");
            policy.requireSealed(note, "checkpoint");
            Checkpoint checkpoint = Policy.read(note, "checkpoint");
            List<byte[]> leaves = new ArrayList<>();
            for (long number = 0; number * Tiles.WIDTH < checkpoint.size(); number++) {
                int width = Tiles.width(checkpoint.size(), 0, number);
                for (byte[] entry : entries(files, number, width)) {
                    leaves.add(Merkle.leaf(entry));
                }
            }
            if (!Arrays.equals(Merkle.root(leaves), checkpoint.root())) {
                throw new IOException("the entries of the log do not yield its root");
            }
            return new TileLog(leaves, checkpoint);
        } catch (Refused e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static List<byte[]> entries(LogFiles files, long number, int width) throws Refused, IOException {
        String path = Tiles.entriesPath(number, width);
        Optional<byte[]> bytes = files.read(path, Bundle.MAX_BYTES);
        boolean whole = bytes.isPresent();
        if (!whole) {
            bytes = files.read(Tiles.entriesPath(number, Tiles.WIDTH), Bundle.MAX_BYTES);
        }
        return bytes.flatMap(found -> Bundle.parse(found, width, whole))
                .orElseThrow(() -> new IOException("no bundle " + path));
    }

    @Override
    public void extendsBoth(Transcript transcript) throws Failed {
        for (String name : List.of("k1", "k2")) {
            Checkpoint shown;
            try {
                shown = Policy.read(transcript.note(name), name);
            } catch (Refused e) {
                throw new Failed(Check.CONSISTENCY.code(), e.getMessage());
            }
            boolean same = shown.origin().equals(checkpoint.origin())
                    && shown.size() <= leaves.size()
                    && Arrays.equals(Merkle.root(leaves.subList(0, (int) shown.size())), shown.root());
            Failed.unless(same, Check.CONSISTENCY.code(), name + " is not of the log that was given");
        }
    }

    @Override
    public void holds(Transcript transcript) throws Failed {
        for (LoggedStep step : transcript.steps()) {
            byte[] salt = Hashing.hex(step.entry().get("salt").textValue());
            byte[] entry = Entry.of(Entry.commitment(salt, Canonical.bytes(step.entryRecord())));
            boolean there =
                    step.index() < leaves.size() && Arrays.equals(Merkle.leaf(entry), leaves.get((int) step.index()));
            Failed.unless(there, Check.INCLUSION.code(), step.place() + " is not in the log that was given");
        }
    }

    /** The public log does not tell whose its entries are. */
    @Override
    public void hidesNoAttempt(Transcript transcript) {}
}
