package org.gongping.service.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.gongping.core.audit.AuditKind;
import org.gongping.service.StartupFailure;

/**
 * That each critical step on a trail comes to be sealed. A server without a log, or whose log asks for no witness, says
 * of a step that no more is to come, and that is enough.
 */
final class Seals {
    /** A checkpoint is signed five times a second and cosigned at once. */
    private static final Duration TO_BE_SEALED = Duration.ofSeconds(30);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final Set<String> CRITICAL = AuditKind.criticalCodes();

    private final Api api;
    private final Optional<String> account;
    private final String projectId;

    /** @param account of somebody who may read the trail */
    Seals(Api api, Optional<String> account, String projectId) {
        this.api = api;
        this.account = account;
        this.projectId = projectId;
    }

    /** Waits until all are as far as they will get; answers those that are not. */
    List<Difference> await(List<JsonNode> entries) {
        long deadline = System.nanoTime() + TO_BE_SEALED.toNanos();
        List<Difference> differences = look(entries);
        while (!differences.isEmpty() && System.nanoTime() < deadline) {
            try {
                Thread.sleep(BETWEEN_LOOKS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StartupFailure("interrupted while steps are being sealed", e);
            }
            differences = look(entries);
        }
        return differences;
    }

    private List<Difference> look(List<JsonNode> entries) {
        Map<String, JsonNode> seals = new TreeMap<>();
        api.send(api.request("listSeals", account, Map.of("projectId", projectId), Optional.empty()))
                .body()
                .path("items")
                .forEach(seal -> seals.put(seal.path("entryId").asText(), seal));
        var differences = new ArrayList<Difference>();
        for (JsonNode entry : entries) {
            String id = entry.path("id").asText();
            JsonNode seal = seals.get(id);
            String kind = entry.path("kind").asText();
            if (CRITICAL.contains(kind)
                    && (seal == null || !seal.path("isFinal").asBoolean())) {
                differences.add(new Difference(
                        "/seals/" + id,
                        "a step that is sealed",
                        seal == null ? "nothing" : seal.path("state").asText(),
                        kind));
            }
        }
        return differences;
    }
}
