package org.gongping.core.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.gongping.core.audit.CanonicalJson;

/**
 * Digest of a document that does not depend on white space or the order of members. Canonical JSON knows no null: a member
 * that is null is left out, since in a rule set null and absence mean the same.
 */
final class Digests {
    private Digests() {}

    /** SHA-256 over the canonical JSON, lower-case hexadecimal. */
    static String sha256(JsonNode document) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256").digest(CanonicalJson.bytes(withoutNulls(document))));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static JsonNode withoutNulls(JsonNode document) {
        JsonNode copy = document.deepCopy();
        prune(copy);
        return copy;
    }

    private static void prune(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().removeIf(member -> member.getValue().isNull());
        }
        node.forEach(Digests::prune);
    }
}
