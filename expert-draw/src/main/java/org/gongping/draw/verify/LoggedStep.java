package org.gongping.draw.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** An entry of the log that the transcript opens. */
record LoggedStep(JsonNode entry) {
    String step() {
        return entry.get("step").textValue();
    }

    long index() {
        return entry.get("index").longValue();
    }

    JsonNode entryRecord() {
        return entry.get("record");
    }

    JsonNode body() {
        return entryRecord().get("body");
    }

    /** A string of the body; "" when there is none. */
    String text(String member) {
        return body().path(member).asText("");
    }

    /** The server's time; nothing for a day that does not exist. */
    Optional<Instant> time() {
        try {
            return Optional.of(Instant.parse(entryRecord().get("t").textValue()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    String place() {
        return step() + " #" + index();
    }
}
