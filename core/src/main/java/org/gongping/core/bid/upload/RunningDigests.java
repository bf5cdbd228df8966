package org.gongping.core.bid.upload;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Sha256;

/** SHA-256 over what has arrived of each envelope, so that it need not be read again at its end. Safe for many threads. */
final class RunningDigests {
    private static final int KEPT = 4096;
    private static final int BUFFER = 1 << 16;

    private record State(MessageDigest digest, long size) {}

    private final Map<UUID, State> states = new LinkedHashMap<>();

    /** Over the first bytes of the file; reads them where this node has not received them itself. */
    MessageDigest over(UUID id, long size, EnvelopeStore store) throws IOException {
        Optional<State> kept = take(id);
        if (kept.isPresent() && kept.get().size() == size) {
            return kept.get().digest();
        }
        MessageDigest digest = Sha256.fresh();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = store.read(id)) {
            for (long left = size; left > 0; ) {
                int count = in.read(buffer, 0, (int) Math.min(left, BUFFER));
                if (count < 0) {
                    throw new EOFException("the envelope is shorter than it was");
                }
                digest.update(buffer, 0, count);
                left -= count;
            }
        }
        return digest;
    }

    private synchronized Optional<State> take(UUID id) {
        return Optional.ofNullable(states.remove(id));
    }

    synchronized void keep(UUID id, MessageDigest digest, long size) {
        states.put(id, new State(digest, size));
        if (states.size() > KEPT) {
            states.remove(states.keySet().iterator().next());
        }
    }
}
