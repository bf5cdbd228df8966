package org.gongping.core.deposit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.gongping.core.Sha256;
import org.gongping.core.audit.CanonicalJson;

/** The bytes of a document that its digest is taken over (RFC 8785); members that are null are left out. */
final class CanonicalDocument {
    private CanonicalDocument() {}

    static byte[] bytes(JsonNode document) {
        JsonNode copy = document.deepCopy();
        prune(copy);
        return CanonicalJson.bytes(copy);
    }

    /** Lower-case hexadecimal. */
    static String sha256(JsonNode document) {
        return Sha256.hex(bytes(document));
    }

    private static void prune(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().removeIf(member -> member.getValue().isNull());
        }
        node.forEach(CanonicalDocument::prune);
    }
}
