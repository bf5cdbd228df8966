package org.gongping.core.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The last checkpoint that this reader has seen of each log, kept as signed: two signed checkpoints that contradict
 * each other prove what the log has done. A file of JSON, replaced as a whole or not at all.
 */
final class Memory {
    private static final String SCHEMA = "gongping.verify-state/1";
    private static final int MAX_BYTES = 16 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;

    Memory(Path file) {
        this.file = file;
    }

    /** The checkpoint last seen of an origin, when one was. */
    Optional<Checkpoint> last(String origin) throws Refused {
        String note = notes().get(origin);
        return note == null ? Optional.empty() : Optional.of(checkpoint(note));
    }

    /** The same with its witnesses; nothing when the policy at hand no longer accepts it. */
    Optional<SealedCheckpoint> lastSealed(String origin, Policy policy) throws Refused {
        String note = notes().get(origin);
        if (note == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(policy.check(note.getBytes(StandardCharsets.UTF_8), file.toString()));
        } catch (Refused e) {
            return Optional.empty();
        }
    }

    /** Remembers a checkpoint, unless a larger one of its origin has been remembered meanwhile. */
    void remember(SealedCheckpoint seen) throws Refused {
        try {
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            Path lockFile = folder.resolve(file.getFileName() + ".lock");
            try (var channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var _ = channel.lock()) {
                Map<String, String> notes = notes();
                String origin = seen.checkpoint().origin();
                String known = notes.get(origin);
                if (known == null
                        || checkpoint(known).size() <= seen.checkpoint().size()) {
                    notes.put(origin, new String(seen.note(), StandardCharsets.UTF_8));
                    replace(folder, notes);
                }
            }
        } catch (IOException e) {
            throw refused(e.toString());
        }
    }

    private Map<String, String> notes() throws Refused {
        if (!Files.exists(file)) {
            return new TreeMap<>();
        }
        try (var stream = Files.newInputStream(file)) {
            byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
            JsonNode state = bytes.length > MAX_BYTES ? null : JSON.readTree(bytes);
            if (state == null || !SCHEMA.equals(state.path("schema").textValue())) {
                throw refused("schema ≠ " + SCHEMA);
            }
            Map<String, String> notes = new TreeMap<>();
            for (Iterator<Map.Entry<String, JsonNode>> logs = state.path("logs").fields(); logs.hasNext(); ) {
                Map.Entry<String, JsonNode> log = logs.next();
                notes.put(log.getKey(), log.getValue().asText());
            }
            return notes;
        } catch (JsonProcessingException e) {
            throw refused("JSON");
        } catch (IOException e) {
            throw refused(e.toString());
        }
    }

    private Checkpoint checkpoint(String note) throws Refused {
        try {
            byte[] bytes = note.getBytes(StandardCharsets.UTF_8);
            return Checkpoint.parse(SignedNote.parse(bytes, file.toString()).text(), file.toString());
        } catch (Refused e) {
            // Our own file is damaged: that says nothing about the log.
            throw refused(e.finding().en());
        }
    }

    private void replace(Path folder, Map<String, String> notes) throws IOException {
        ObjectNode state = JSON.createObjectNode().put("schema", SCHEMA);
        notes.forEach(state.putObject("logs")::put);
        Path fresh = Files.createTempFile(folder, "verify", ".tmp");
        try {
            try (var channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                ByteBuffer bytes =
                        ByteBuffer.wrap(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(state));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private Refused refused(String why) {
        return new Refused(Finding.of(FindingCode.STATE, file.toString(), why));
    }
}
