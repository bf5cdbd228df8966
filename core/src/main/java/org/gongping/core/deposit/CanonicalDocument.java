package org.gongping.core.deposit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(document)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void prune(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().removeIf(member -> member.getValue().isNull());
        }
        node.forEach(CanonicalDocument::prune);
    }
}
