package org.gongping.core.bid.script;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The script with which a bid was sealed, as the bidder's browser declares it.
 *
 * @param sha256 lower-case hex
 * @param entryId of the record in the log that names this script; empty when none does
 */
public record DeclaredScript(String sha256, Optional<UUID> entryId) {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** Nothing where the tool is no script, as that of the command line. */
    public static Optional<String> digest(JsonNode traits) {
        String version = traits == null ? "" : traits.path("toolVersion").asText("");
        return Optional.of(version).filter(text -> SHA256.matcher(text).matches());
    }
}
