package org.gongping.draw.protocol;

import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import org.gongping.core.audit.CanonicalJson;

/** A string as RFC 8785 writes it, at once where nothing in it needs care. */
final class CanonicalText {
    private CanonicalText() {}

    static void write(String text, StringBuilder out) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c > 0x7e || c == '"' || c == '\\') {
                out.append(new String(CanonicalJson.bytes(TextNode.valueOf(text)), StandardCharsets.UTF_8));
                return;
            }
        }
        out.append('"').append(text).append('"');
    }
}
