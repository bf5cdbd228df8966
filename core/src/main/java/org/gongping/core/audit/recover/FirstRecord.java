package org.gongping.core.audit.recover;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.gongping.core.audit.tile.LogFolder;

/**
 * The public file that opens the first entry of a log that continues another: {@code origin.json} with record and salt.
 * Whoever has it computes the entry from it; nothing else in it is to be believed.
 */
public final class FirstRecord {
    public static final String FILE = "origin.json";

    private static final String SCHEMA = "gongping.log-origin/1";
    private static final ObjectMapper JSON = new ObjectMapper();

    private FirstRecord() {}

    static void write(LogFolder folder, RecoveryRepository.Opening opening) {
        String text = JSON.createObjectNode()
                .put("schema", SCHEMA)
                .put("salt", HexFormat.of().formatHex(opening.salt()))
                .put("record", opening.record())
                .toPrettyString();
        folder.replace(FILE, (text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Whether the file in this folder opens this record. */
    static boolean opens(LogFolder folder, RecoveryRepository.Opening opening) {
        return folder.read(FILE)
                .flatMap(FirstRecord::parse)
                .filter(file -> file.path("record").asText().equals(opening.record()))
                .isPresent();
    }

    static Optional<JsonNode> parse(byte[] bytes) {
        try {
            return Optional.ofNullable(JSON.readTree(new String(bytes, StandardCharsets.UTF_8)));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
