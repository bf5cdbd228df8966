package org.gongping.draw.roster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.audit.CanonicalJson;
import org.gongping.draw.protocol.Exclusion;
import org.gongping.draw.protocol.ExpertRecord;
import org.gongping.draw.protocol.Octets;

/**
 * What opens one leaf of the pool: the expert behind the pseudonym, the record that gives the leaf, and for somebody
 * excluded the evidence whose hash stands in the record.
 */
public record RosterEntry(UUID expertId, ExpertRecord expert, Optional<ObjectNode> evidence) {
    /** RFC 8785 bytes. */
    byte[] bytes() {
        byte[] head = evidence.map(given -> Octets.concat(
                        Octets.utf8("{\"evidence\":"), CanonicalJson.bytes(given), Octets.utf8(",\"expert\":\"")))
                .orElseGet(() -> Octets.utf8("{\"expert\":\""));
        return Octets.concat(head, Octets.utf8(expertId + "\",\"record\":"), expert.jcs(), Octets.utf8("}"));
    }

    /** @throws IllegalStateException for bytes that {@link #bytes} did not write */
    static RosterEntry read(byte[] bytes) {
        try {
            JsonNode json = CanonicalJson.parse(bytes);
            return new RosterEntry(
                    UUID.fromString(json.get("expert").textValue()),
                    record(json.get("record")),
                    Optional.ofNullable((ObjectNode) json.get("evidence")));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a roster entry that is no JSON", e);
        }
    }

    private static ExpertRecord record(JsonNode json) {
        List<String> specialties = new ArrayList<>();
        if (json.get("sp").isTextual()) {
            specialties.add(json.get("sp").textValue());
        } else {
            json.get("sp").forEach(code -> specialties.add(code.textValue()));
        }
        Optional<Exclusion> exclusion = json.get("ex").intValue() == 0
                ? Optional.empty()
                : Optional.of(new Exclusion(
                        Exclusion.Reason.valueOf(json.get("exr").textValue()),
                        json.path("exh").asText("")));
        return new ExpertRecord(
                json.get("pid").textValue(),
                specialties,
                json.get("rg").textValue(),
                json.get("em").textValue(),
                exclusion,
                json.get("salt").textValue());
    }
}
